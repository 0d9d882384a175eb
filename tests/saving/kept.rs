//! What a save keeps of the file: mode, owner, links, attributes.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};

use duewatch::disk::{Intent, NotSaved, Step};
use rustix::fs::{XattrFlags, getxattr, setxattr};

use super::desk::{aloud, desk, save, save_as, set, snapshot, word};

#[test]
fn mode_owner_and_group_are_kept_and_the_journal_has_them_too() {
    for mode in [0o600, 0o640, 0o644, 0o660, 0o664, 0o755] {
        let desk = desk(1);
        fs::set_permissions(&desk.file, Permissions::from_mode(mode)).expect("a mode");
        let is_root = chown(&desk.file, Some(1234), Some(4321)).is_ok();
        if !is_root {
            aloud("not root: that another owner is kept");
        }
        let before = fs::metadata(&desk.file).expect("the file");
        let saved = desk.save(set(0, "open", "done")).expect("a save");
        let after = fs::metadata(&desk.file).expect("the file");
        assert_eq!((before.mode(), before.uid(), before.gid()), (after.mode(), after.uid(), after.gid()));
        assert_eq!(saved.remarks, Vec::<String>::new());
        let journal = fs::metadata(desk.beside("deadlines.journal.jsonl")).expect("the journal");
        assert_eq!((journal.mode() & 0o777, journal.gid()), (mode & 0o666, before.gid()), "{mode:o}");
    }
}

#[test]
fn a_link_stays_a_link_and_the_real_file_is_saved() {
    let desk = desk(1);
    let elsewhere = tempfile::tempdir().expect("a directory");
    let (one, two) = (elsewhere.path().join("one.yaml"), elsewhere.path().join("two.yaml"));
    symlink(&desk.file, &one).expect("a link");
    symlink("one.yaml", &two).expect("a link");
    save(&two, &snapshot(&two), set(0, "open", "done")).expect("a save");
    assert!(two.symlink_metadata().expect("the link").is_symlink());
    assert_eq!(word(&desk.text(), 0), "done");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("the directory").count(), 2);
    assert_eq!(desk.journal().chain.entries.len(), 1);
}

#[test]
fn a_link_that_is_turned_meanwhile_is_followed() {
    let (old, new) = (desk(1), desk(1));
    let elsewhere = tempfile::tempdir().expect("a directory");
    let link = elsewhere.path().join("link.yaml");
    symlink(&old.file, &link).expect("a link");
    let mut is_their_turn = true;
    let edit = Intent::Edit(set(0, "open", "done"));
    save_as("ana", &link, &snapshot(&link), edit, &mut |step| {
        if step == Step::Locked && is_their_turn {
            is_their_turn = false;
            fs::remove_file(&link).expect("a removal");
            symlink(&new.file, &link).expect("a link");
        }
    })
    .expect("a save");
    assert_eq!((word(&old.text(), 0).as_str(), word(&new.text(), 0).as_str()), ("open", "done"));
}

#[test]
fn hard_links_are_said() {
    let desk = desk(1);
    fs::hard_link(&desk.file, desk.beside("second name")).expect("a link");
    let saved = desk.save(set(0, "open", "done")).expect("a save");
    assert!(saved.remarks.iter().any(|remark| remark.contains("hard links")), "{:?}", saved.remarks);
    assert!(fs::read_to_string(desk.beside("second name")).is_ok_and(|text| word(&text, 0) == "open"));
}

/// An access list by which user 1234 may read.
fn access_list() -> Vec<u8> {
    let entry = |tag: u16, permissions: u16, id: u32| {
        [tag.to_le_bytes().as_slice(), &permissions.to_le_bytes(), &id.to_le_bytes()].concat()
    };
    let nobody = u32::MAX;
    let entries =
        [entry(1, 6, nobody), entry(2, 4, 1234), entry(4, 4, nobody), entry(16, 4, nobody), entry(32, 0, nobody)];
    [2_u32.to_le_bytes().as_slice(), &entries.concat()].concat()
}

#[test]
fn access_lists_and_attributes_are_kept() {
    let desk = desk(1);
    let wanted = [("user.tag", b"compliance".to_vec()), ("system.posix_acl_access", access_list())];
    let set_all = wanted.iter().all(|(name, value)| setxattr(&desk.file, *name, value, XattrFlags::empty()).is_ok());
    if !set_all {
        aloud("no attributes on this file system: that they are kept");
        return;
    }
    desk.save(set(0, "open", "done")).expect("a save");
    for (name, value) in wanted {
        let mut found = vec![0; 1000];
        let length = getxattr(&desk.file, name, &mut *found).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(found.get(..length), Some(&*value), "{name}");
    }
}

#[test]
fn nobody_may_read_the_file_who_could_not_before() {
    let desk = desk(1);
    fs::set_permissions(&desk.file, Permissions::from_mode(0o640)).expect("a mode");
    // From now on user 1234 may read every new file in the directory.
    if setxattr(desk.beside("."), "system.posix_acl_default", &access_list(), XattrFlags::empty()).is_err() {
        aloud("no access lists on this file system: that a directory's is not taken over");
        return;
    }
    desk.save(set(0, "open", "done")).expect("a save");
    for path in [&desk.file, &desk.beside("deadlines.journal.jsonl")] {
        let mut found = vec![0; 1000];
        assert!(getxattr(path, "system.posix_acl_access", &mut *found).is_err());
        assert_eq!(fs::metadata(path).expect("a file").mode() & 0o777, 0o640);
    }
}

#[test]
fn the_lock_is_waited_for_and_given_up_by_patience() {
    let desk = desk(1);
    desk.save(set(0, "open", "done")).expect("a save");
    let lock = File::open(desk.beside(".deadlines.yaml.lock")).expect("the lock is there");
    lock.lock().expect("the lock");
    let (author, machine) = (super::desk::author("ana"), duewatch::domain::zone::Zone::utc());
    let request = duewatch::disk::Request {
        file: &desk.file,
        intent: Intent::Edit(set(0, "done", "open")),
        base: desk.snapshot(),
        author: &author,
        machine: &machine,
        now: super::desk::now(),
        patience: Some(std::time::Duration::from_millis(350)),
    };
    let mut waits = 0;
    let result = duewatch::disk::commit(&request, &mut |step| waits += i32::from(step == Step::Waiting));
    assert!(matches!(result, Err(NotSaved::Locked(_))) && waits >= 2, "{waits} {result:?}");
    // Given back while somebody waits, it is taken.
    let mut lock = Some(lock);
    duewatch::disk::commit(&request, &mut |step| {
        if step == Step::Waiting {
            lock = None;
        }
    })
    .expect("a save");
    assert_eq!(word(&desk.text(), 0), "open");
}
