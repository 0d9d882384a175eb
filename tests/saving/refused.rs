//! What a disk refuses: the file stays whole, and what is wrong is said.

use std::fs::{self, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use duewatch::disk::{Intent, NotSaved, Saved, Step};
use duewatch::domain::history::Fault;

use super::child::command_on_small_disk;
use super::desk::{Desk, aloud, desk, save, save_as, set, snapshot, text_of, word};

#[track_caller]
fn says(result: Result<Saved, NotSaved>, words: &str) {
    match result {
        Err(NotSaved::Disk { message, hint }) => {
            assert!(message.contains(words) && !hint.is_empty(), "{message}\n{hint}");
        }
        other => panic!("{words:?} expected, not {other:?}"),
    }
}

#[test]
fn a_read_only_file_is_left_alone() {
    let desk = desk(1);
    fs::set_permissions(&desk.file, Permissions::from_mode(0o444)).expect("a mode");
    says(desk.save(set(0, "open", "done")), "it is read-only");
    assert_eq!(word(&desk.text(), 0), "open");
    assert!(!desk.beside("deadlines.journal.jsonl").exists());
}

#[test]
fn what_is_no_file_any_more_is_said() {
    let saved_at = |change: fn(&Desk)| {
        let desk = desk(1);
        let base = desk.snapshot();
        change(&desk);
        save(&desk.file, &base, set(0, "open", "done"))
    };
    says(saved_at(|desk| fs::remove_file(&desk.file).expect("a removal")), "there is no such file");
    says(saved_at(|desk| fs::remove_dir_all(desk.beside("")).expect("a removal")), "there is no such file");
    says(
        saved_at(|desk| {
            fs::remove_file(&desk.file).expect("a removal");
            fs::create_dir(&desk.file).expect("a directory");
        }),
        "it is a directory",
    );
    says(
        saved_at(|desk| {
            fs::remove_file(&desk.file).expect("a removal");
            symlink("deadlines.yaml", &desk.file).expect("a link");
        }),
        "symbolic link",
    );
    says(
        saved_at(|desk| {
            fs::remove_file(&desk.file).expect("a removal");
            assert!(Command::new("mkfifo").arg(&desk.file).status().expect("mkfifo").success());
        }),
        "it is a pipe",
    );
}

#[test]
fn what_happens_to_the_file_during_the_save_is_said_too() {
    for step in [Step::TempSynced, Step::JournalSynced, Step::Compared] {
        let desk = desk(1);
        let edit = Intent::Edit(set(0, "open", "done"));
        let result = save_as("ana", &desk.file, &desk.snapshot(), edit, &mut |now| {
            if now == step && desk.file.is_file() {
                fs::remove_file(&desk.file).expect("a removal");
                fs::create_dir(&desk.file).expect("a directory");
            }
        });
        says(result, "it is a directory");
        assert!(desk.file.is_dir() && desk.others().is_empty(), "{step:?}: {:?}", desk.others());
    }
    let desk = desk(1);
    let away = tempfile::tempdir().expect("a directory");
    let edit = Intent::Edit(set(0, "open", "done"));
    let result = save_as("ana", &desk.file, &desk.snapshot(), edit, &mut |now| {
        if now == Step::Amended {
            fs::rename(desk.beside(""), away.path().join("all")).expect("a rename");
        }
    });
    says(result, "its directory is gone");
    assert_eq!(word(&fs::read_to_string(away.path().join("all/deadlines.yaml")).expect("the file"), 0), "open");
}

#[test]
fn without_a_journal_that_can_be_written_nothing_is_saved() {
    let desk = desk(1);
    fs::create_dir(desk.beside("deadlines.journal.jsonl")).expect("a directory");
    let before = desk.text();
    says(desk.save(set(0, "open", "done")), "deadlines.journal.jsonl");
    assert_eq!(desk.text(), before);
}

#[test]
fn what_stands_in_the_place_of_the_lock_is_named() {
    type Make = fn(&Path);
    let makes: [(&str, Make); 4] = [
        ("it is a directory", |lock| fs::create_dir(lock).expect("a directory")),
        ("it is a symbolic link", |lock| symlink("deadlines.yaml", lock).expect("a link")),
        ("it is a socket", |lock| drop(UnixListener::bind(lock).expect("a socket"))),
        ("it is a pipe", |lock| assert!(Command::new("mkfifo").arg(lock).status().expect("mkfifo").success())),
    ];
    for (words, make) in makes {
        let desk = desk(1);
        make(&desk.beside(".deadlines.yaml.lock"));
        let (before, result) = (desk.text(), desk.save(set(0, "open", "done")));
        let Err(NotSaved::Disk { message, hint }) = result else { panic!("{words}: {result:?}") };
        assert!(message.contains(".deadlines.yaml.lock'") && message.contains(words), "{message}");
        assert!(hint.contains("delete it"), "{hint}");
        assert_eq!((desk.text(), desk.beside("deadlines.journal.jsonl").exists()), (before, false));
    }
}

#[test]
fn broken_syntax_is_not_edited() {
    let desk = desk(1);
    let base = desk.snapshot();
    fs::write(&desk.file, format!("{}  broken: [\n", desk.text())).expect("a write");
    let result = save(&desk.file, &base, set(0, "open", "done"));
    let is_broken = |refusal: &duewatch::domain::edit::Refusal| refusal.why == duewatch::domain::edit::Why::Broken;
    assert!(matches!(&result, Err(NotSaved::Refused(refusal, Some(_))) if is_broken(refusal)), "{result:?}");
}

#[test]
fn a_full_disk_and_a_read_only_one_leave_the_file_whole() {
    let mount = tempfile::tempdir().expect("a directory");
    let file = mount.path().canonicalize().expect("its path").join("deadlines.yaml");
    let output = command_on_small_disk("full", &file, "256k").stderr(Stdio::inherit()).output();
    let said = output.as_ref().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    match (output.as_ref().ok().and_then(|output| output.status.code()), said) {
        (Some(0), Ok(said)) if said.contains("all of it was tried") => {}
        (Some(101), Ok(said)) => panic!("{said}"),
        (code, said) => {
            aloud(&format!("a full disk and a read-only one: no file system can be mounted here ({code:?} {said:?})"));
        }
    }
}

/// In a file system of 256 KiB of its own.
pub fn full(file: &Path) {
    fs::write(file, text_of(5)).expect("a file");
    let journal = file.with_file_name("deadlines.journal.jsonl");
    let filler = |n: usize| file.with_file_name(format!("filler{n}"));
    let others = || fs::read_dir(file.parent().expect("a directory")).expect("it").count();
    let turn = |from: &str, to: &str| save(file, &snapshot(file), set(0, from, to));
    let occupy = || {
        let mut pages = Vec::new();
        for n in 0.. {
            let mut page = OpenOptions::new().write(true).create(true).truncate(true).open(filler(n)).expect("a file");
            pages.push(filler(n));
            if page.write_all(&[b'x'; 4096]).is_err() {
                break;
            }
        }
        pages
    };
    let clear = |pages: &[PathBuf]| pages.iter().for_each(|page| fs::remove_file(page).expect("a removal"));

    // No room for the new version.
    turn("open", "a").expect("a save");
    let whole = fs::read(file).expect("the file");
    let lines = fs::read(&journal).expect("the journal");
    let pages = occupy();
    let count = others();
    says(turn("a", "b"), "the disk is full");
    assert_eq!((fs::read(file).ok(), fs::read(&journal).ok(), others()), (Some(whole), Some(lines), count));
    clear(&pages);
    turn("a", "b").expect("a save with room");

    // Room for the new version, none for the journal's line.
    let mut word_now = "b".to_string();
    while fs::metadata(&journal).expect("the journal").len() % 4096 < 3700 {
        let next = format!("{word_now}x");
        turn(&word_now, &next).expect("a save");
        word_now = if next.len() > 9 { turn(&next, "b").map(|_| "b".to_string()).expect("a save") } else { next };
    }
    let whole = fs::read(file).expect("the file");
    let mut pages = occupy();
    let last = pages.pop().expect("a page");
    fs::remove_file(&last).expect("a removal");
    fs::remove_file(pages.pop().expect("a page")).expect("a removal");
    let count = others();
    says(turn(&word_now, "c"), "the disk is full");
    assert_eq!((fs::read(file).ok(), others()), (Some(whole), count));
    clear(&pages);
    let saved = turn(&word_now, "c").expect("a save with room");
    assert!(saved.remarks.iter().any(|remark| remark.contains("journal")), "{:?}", saved.remarks);
    let faults = duewatch::disk::read_journal(file, |_| true).expect("the journal").chain.faults;
    assert!(faults.iter().map(|fault| fault.fault).eq([Fault::Torn]), "{faults:?}");

    // A file system that is read-only.
    let place = file.parent().expect("a directory");
    let mounted = Command::new("mount").args(["-o", "remount,ro"]).arg(place).status().expect("mount");
    assert!(mounted.success());
    says(turn("c", "d"), "read-only");
    assert_eq!(word(&fs::read_to_string(file).expect("the file"), 0), "c");
    println!("all of it was tried");
}
