//! What the next start makes of every state that a crash can leave.

use std::fs;

use duewatch::disk::{Intent, Step, settle_left};
use duewatch::domain::history::Outcome;

use super::child::command;
use super::desk::{Desk, author, desk, now, save_as, set, word};

/// A desk at which a save of the second cell ended at a step, after one that was well.
fn crashed(step: &str) -> Desk {
    let desk = desk(3);
    desk.save(set(0, "open", "first")).expect("a save");
    command("crash", &desk.file, &[step]).status().expect("a process");
    desk
}

fn last(desk: &Desk) -> Outcome {
    desk.journal().chain.entries.last().expect("an edit").outcome
}

#[test]
fn a_start_settles_what_a_crash_left() {
    for (step, outcome) in [
        ("JournalSynced", Outcome::Void),
        ("Compared", Outcome::Void),
        ("Renamed", Outcome::Done),
        ("Checked", Outcome::Done),
        ("DirectorySynced", Outcome::Done),
        ("Settled", Outcome::Done),
    ] {
        let desk = crashed(step);
        assert_eq!(last(&desk) == Outcome::Unsettled, step != "Settled", "{step}");
        assert_eq!(settle_left(&desk.file, &author("ben"), now()), Vec::<String>::new(), "{step}");
        assert_eq!(last(&desk), outcome, "{step}");
        assert_eq!(desk.others(), Vec::<String>::new(), "{step}");
        desk.sound();
    }
}

#[test]
fn a_stranger_s_save_that_was_displaced_is_kept_under_a_clear_name() {
    // Between the last look and the exchange somebody saved, and the machine stopped right after.
    let desk = crashed("Renamed");
    fs::write(desk.beside(".deadlines.yaml.duewatch-2"), "theirs").expect("their version");
    let remarks = settle_left(&desk.file, &author("ana"), now());
    assert!(remarks.iter().any(|remark| remark.contains("displaced-2'")), "{remarks:?}");
    assert_eq!(desk.others(), ["deadlines.yaml.displaced-2"]);
    let kept = fs::read_to_string(desk.beside("deadlines.yaml.displaced-2")).expect("their version");
    assert_eq!((kept.as_str(), last(&desk)), ("theirs", Outcome::Done));
    // A second one gets another name.
    fs::write(desk.beside(".deadlines.yaml.duewatch-9"), "nobody knows").expect("a file");
    desk.save(set(2, "open", "done")).expect("a save");
    let mut others = desk.others();
    others.sort();
    assert_eq!(others, ["deadlines.yaml.displaced-2", "deadlines.yaml.displaced-9"]);
}

#[test]
fn a_change_after_the_crash_does_not_confuse_settling() {
    // Before the exchange: the new version is still beside the file.
    let desk = crashed("JournalSynced");
    fs::write(&desk.file, format!("{}# theirs\n", desk.text())).expect("a write");
    desk.save(set(2, "open", "done")).expect("a save");
    let outcomes: Vec<Outcome> = desk.journal().chain.entries.iter().map(|entry| entry.outcome).collect();
    assert_eq!(outcomes, [Outcome::Done, Outcome::Void, Outcome::Done]);
    let text = desk.sound();
    assert!(word(&text, 1) == "open" && word(&text, 2) == "done" && text.ends_with("# theirs\n"));
    // After it: the old one is.
    let desk = crashed("Renamed");
    fs::write(&desk.file, format!("{}# theirs\n", desk.text())).expect("a write");
    desk.save(set(2, "open", "done")).expect("a save");
    let entries = desk.journal().chain.entries;
    assert!(entries.iter().all(|entry| entry.outcome == Outcome::Done));
    assert_eq!(entries.iter().map(|entry| entry.changed_since.is_some()).collect::<Vec<_>>(), [false, false, true]);
    let text = desk.sound();
    assert!(word(&text, 1) == "done" && text.ends_with("# theirs\n"));
    assert_eq!(desk.others(), Vec::<String>::new());
}

#[test]
fn a_temporary_file_that_no_line_names_is_swept() {
    for step in ["TempMade", "TempWritten", "TempSynced"] {
        let desk = crashed(step);
        assert_eq!(desk.others(), [".deadlines.yaml.duewatch-2"], "{step}");
        fs::write(desk.beside(".other.yaml.duewatch-2"), "another file's").expect("a file");
        fs::write(desk.beside(".deadlines.yaml.duewatch-x"), "not ours").expect("a file");
        desk.save(set(2, "open", "done")).expect("a save");
        let mut others = desk.others();
        others.sort();
        assert_eq!(others, [".deadlines.yaml.duewatch-x", ".other.yaml.duewatch-2"], "{step}");
    }
}

#[test]
fn a_directory_that_cannot_be_synced_is_said_and_settled_later() {
    let desk = desk(1);
    let elsewhere = tempfile::tempdir().expect("a directory");
    let (here, there) = (desk.beside("."), elsewhere.path().join("there"));
    let here = here.canonicalize().expect("its path");
    let saved = save_as("ana", &desk.file, &desk.snapshot(), Intent::Edit(set(0, "open", "done")), &mut |step| {
        if step == Step::Checked {
            fs::rename(&here, &there).expect("a rename");
        }
    });
    let saved = saved.expect("a save");
    fs::rename(&there, &here).expect("a rename");
    assert!(!saved.is_durable && saved.remarks.iter().any(|remark| remark.contains("power loss")));
    assert_eq!((word(&desk.text(), 0).as_str(), last(&desk)), ("done", Outcome::Unsettled));
    assert_eq!(settle_left(&desk.file, &author("ana"), now()), Vec::<String>::new());
    assert_eq!(last(&desk), Outcome::Done);
}
