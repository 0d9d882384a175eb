//! A save that ends at any step, or at any moment at all.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::sync::Arc;

use duewatch::disk::{Intent, Step};
use duewatch::domain::history::{Fault, Outcome};

use super::child::command;
use super::desk::{desk, save_as, set, snapshot, word};

const STEPS: [Step; 14] = [
    Step::Locked,
    Step::Read,
    Step::Amended,
    Step::TempMade,
    Step::TempWritten,
    Step::TempSynced,
    Step::JournalWritten,
    Step::JournalSynced,
    Step::Compared,
    Step::Renamed,
    Step::Checked,
    Step::DirectorySynced,
    Step::Settled,
    Step::Unlocked,
];

/// Sets the second cell and ends the process at the step that is named.
pub fn child(file: &Path, words: &[&str]) {
    let base = snapshot(file);
    let _ = save_as("ana", file, &base, Intent::Edit(set(1, "open", "done")), &mut |step| {
        if words == [format!("{step:?}")] {
            std::process::abort();
        }
    });
}

#[test]
fn a_crash_after_any_step_leaves_a_whole_file_and_the_next_save_settles_it() {
    for step in STEPS {
        let desk = desk(3);
        desk.save(set(0, "open", "in-progress")).expect("a first save");
        let before = desk.text();
        let status = command("crash", &desk.file, &[&format!("{step:?}")]).status().expect("a process");
        assert!(!status.success(), "{step:?}: the process should have ended there");

        let text = desk.text();
        let is_saved = word(&text, 1) == "done";
        assert_eq!(is_saved, STEPS.iter().position(|s| *s == step) >= Some(9), "{step:?}");
        assert!(is_saved || text == before, "{step:?}");
        assert_eq!(desk.journal().chain.faults, [], "{step:?}");

        let saved = desk.save(set(2, "open", "done")).expect("the next save");
        assert_eq!(saved.remarks, Vec::<String>::new(), "{step:?}");
        let text = desk.sound();
        assert_eq!(word(&text, 1), if is_saved { "done" } else { "open" }, "{step:?}");
        assert_eq!((word(&text, 0).as_str(), word(&text, 2).as_str()), ("in-progress", "done"), "{step:?}");
        assert_eq!(desk.others(), Vec::<String>::new(), "{step:?}");
        let entries = desk.journal().chain.entries;
        assert!(entries.iter().all(|entry| entry.outcome != Outcome::Unsettled && entry.changed_since.is_none()));
        let done = entries.iter().filter(|entry| entry.outcome == Outcome::Done).count();
        assert_eq!(done, if is_saved { 3 } else { 2 }, "{step:?}");
    }
}

/// Saves for ever: turns every cell in turn, and says so after each.
pub fn looping(file: &Path, words: &[&str]) {
    let cells: usize = words.first().and_then(|word| word.parse().ok()).expect("a number");
    let mut base = snapshot(file);
    for turn in 0.. {
        let cell = turn % cells;
        let (from, to) = if word(&base.text, cell) == "open" { ("open", "done") } else { ("done", "open") };
        let saved = save_as("ana", file, &base, Intent::Edit(set(cell, from, to)), &mut |_| {}).expect("a save");
        assert!(saved.is_durable);
        println!("saved {}", saved.seq);
        base = Arc::new(duewatch::yaml::snapshot::Snapshot::of(saved.text, &duewatch::domain::zone::Zone::utc()));
    }
}

#[test]
fn killed_at_random_moments_during_500_saves() {
    let desk = desk(5);
    let mut dice = 0x9e37_79b9_u64;
    let (mut told, mut kills) = (0, 0);
    while told < 500 {
        let mut child = command("loop", &desk.file, &["5"]).spawn().expect("a process");
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let saves = dice >> 33 & 15;
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut last = 0;
        while last < saves {
            let Some(Ok(line)) = lines.next() else { panic!("the process ended by itself after {told} saves") };
            if line.contains("saved ") {
                (last, told) = (last + 1, told + 1);
            }
        }
        // Somewhere in the next save, a different place each time.
        let spins = dice >> 20 & 0x3_ffff;
        std::hint::black_box((0..spins * 8).fold(0_u64, |sum, n| sum ^ n.wrapping_mul(31)));
        child.kill().expect("a kill");
        child.wait().expect("its end");
        kills += 1;
        let snapshot = desk.snapshot();
        assert_eq!(snapshot.syntax, duewatch::yaml::Syntax::Whole);
        let journal = desk.journal();
        assert!(journal.chain.faults.iter().all(|fault| fault.fault == Fault::Torn), "{:?}", journal.chain.faults);
        let last = journal.chain.entries.last().expect("an edit");
        assert!([&last.body.before, &last.body.after].contains(&&snapshot.sha256.to_string()), "{last:?}");
    }
    assert!(kills >= 30, "{kills} kills");
    desk.save(set(4, &word(&desk.text(), 4), "blocked")).expect("a last save");
    let entries = desk.journal().chain.entries;
    let done = entries.iter().filter(|entry| entry.outcome == Outcome::Done).count();
    assert!(done > told, "{done} of {told}");
    assert!(entries.iter().all(|entry| entry.outcome != Outcome::Unsettled && entry.changed_since.is_none()));
    assert_eq!(desk.others(), Vec::<String>::new());
    assert!(fs::read_to_string(desk.beside("deadlines.journal.jsonl")).is_ok_and(|text| text.ends_with('\n')));
}
