//! Drafts: edits that wait for a disk that takes them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use duewatch::disk::{DRAFTS, Draft, Drafts, Intent, was_saved};

use super::desk::{author, desk, now, set};

#[test]
fn a_draft_is_kept_found_and_forgotten() {
    let (one, two) = (desk(1), desk(1));
    let root = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::at(&root.path().join("state/drafts"));
    let draft = |file: &std::path::Path, intent| Draft {
        v: 1,
        file: file.into(),
        intent,
        time: now(),
        author: author("ana"),
        why: "the disk is full".into(),
    };
    assert_eq!(drafts.list(&one.file).expect("no drafts").0, []);
    let edit = draft(&one.file, Intent::Edit(set(0, "open", "done")));
    let id = drafts.keep(&edit).expect("a draft");
    drafts.keep(&draft(&one.file, Intent::Undo)).expect("a draft");
    drafts.keep(&draft(&two.file, Intent::Redo)).expect("a draft");
    let (kept, unreadable) = drafts.list(&one.file).expect("drafts");
    assert_eq!((kept.len(), unreadable), (2, 0));
    assert_eq!(kept.first().map(|kept| (&kept.id, &kept.draft)), Some((&id, &edit)));
    // A link to the file finds them too.
    let link = root.path().join("link.yaml");
    std::os::unix::fs::symlink(&one.file, &link).expect("a link");
    assert_eq!(drafts.list(&link).expect("drafts").0.len(), 2);
    let mode = fs::metadata(root.path().join("state/drafts").join(&id)).expect("the draft").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    drafts.forget(&id).expect("a removal");
    drafts.forget(&id).expect("once more");
    drafts.forget("../drafts").expect("no name of a draft");
    assert_eq!(drafts.list(&one.file).expect("drafts").0.len(), 1);
    fs::write(root.path().join("state/drafts").join(&id), "{").expect("a broken draft");
    assert_eq!(drafts.list(&one.file).expect("drafts").1, 1);
}

#[test]
fn drafts_have_a_bound_and_a_directory_that_cannot_be_is_said() {
    let desk = desk(1);
    let root = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::at(root.path());
    let (file, why) = (desk.file.clone(), "no".to_string());
    let draft = Draft { v: 1, file, intent: Intent::Undo, time: now(), author: author("ana"), why };
    for _ in 0..DRAFTS {
        drafts.keep(&draft).expect("a draft");
    }
    let error = drafts.keep(&draft).expect_err("one too many");
    assert!(error.message.contains("64 drafts"), "{}", error.message);
    let blocked = root.path().join("a file");
    fs::write(&blocked, "").expect("a file");
    let error = Drafts::at(&blocked.join("drafts")).keep(&draft).expect_err("no directory");
    assert!(error.message.contains("cannot be kept") && !error.hint.is_empty(), "{}", error.message);
}

#[test]
fn a_draft_of_an_edit_that_was_saved_after_all_is_known() {
    let desk = desk(2);
    let (edit, other) = (set(0, "open", "done"), set(1, "open", "done"));
    assert_eq!(was_saved(&desk.file, &edit, &author("ana"), now()).ok(), Some(false));
    desk.save(edit.clone()).expect("a save");
    assert_eq!(was_saved(&desk.file, &edit, &author("ana"), now()).ok(), Some(true));
    assert_eq!(was_saved(&desk.file, &edit, &author("ben"), now()).ok(), Some(false));
    assert_eq!(was_saved(&desk.file, &other, &author("ana"), now()).ok(), Some(false));
    let later = now() + chrono::TimeDelta::seconds(1);
    assert_eq!(was_saved(&desk.file, &edit, &author("ana"), later).ok(), Some(false));
}
