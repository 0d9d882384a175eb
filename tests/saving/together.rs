//! Several processes on one file.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

use duewatch::disk::{Intent, NotSaved};
use duewatch::domain::history::Outcome;

use super::child::command;
use super::desk::{desk, save_as, set, snapshot, word};

/// Cells that are one process's own, then cells that all of them want.
const OWN: usize = 5;
const SHARED: usize = 3;

/// Makes fifty edits: most on its own cells, every fifth on one that the others want too.
pub fn child(file: &Path, words: &[&str]) {
    let me: usize = words.first().and_then(|word| word.parse().ok()).expect("a number");
    let mut base = snapshot(file);
    for turn in 0..50 {
        let cell = if turn % 5 == 4 { 8 * OWN + turn / 5 % SHARED } else { me * OWN + turn % OWN };
        let from = word(&base.text, cell);
        let to = format!("blocked-{me}-{turn}");
        match save_as(&format!("user{me}"), file, &base, Intent::Edit(set(cell, &from, &to)), &mut |_| {}) {
            Ok(saved) => {
                println!("saved {} {cell} {to}", saved.seq);
                // Only now and then the newest version: most edits are made on an old one.
                if turn % 5 >= 3 {
                    base = snapshot(file);
                }
            }
            Err(NotSaved::Clashes(clashes, newest)) => {
                assert!(clashes.len() == 1 && cell >= 8 * OWN, "{clashes:?}");
                println!("clash {cell}");
                base = newest;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    println!("ended {me}");
}

#[test]
fn eight_processes_with_fifty_edits_each_lose_none() {
    let desk = desk(8 * OWN + SHARED);
    let mut children: Vec<_> =
        (0..8).map(|me| command("crowd", &desk.file, &[&me.to_string()]).spawn().expect("a process")).collect();
    let mut said = String::new();
    for child in &mut children {
        child.stdout.take().expect("a pipe").read_to_string(&mut said).expect("its words");
        child.wait().expect("its end");
    }
    assert_eq!(said.matches("ended ").count(), 8, "{said}");
    let saved: Vec<&str> = said.lines().filter_map(|line| line.split("saved ").nth(1)).collect();
    let clashes = said.matches("clash ").count();
    assert_eq!(saved.len() + clashes, 400);

    let text = desk.sound();
    let entries = desk.journal().chain.entries;
    assert!(entries.iter().all(|entry| entry.outcome == Outcome::Done && entry.changed_since.is_none()));
    let seqs: HashSet<u64> = entries.iter().map(|entry| entry.seq).collect();
    assert_eq!((entries.len(), seqs.len()), (saved.len(), saved.len()));
    for line in &saved {
        let seq: u64 = line.split_whitespace().next().and_then(|n| n.parse().ok()).expect("a number");
        assert!(seqs.contains(&seq), "{line}");
    }
    // Each cell holds what the last edit of it wrote.
    for cell in 0..8 * OWN + SHARED {
        let of = |line: &&&str| line.split_whitespace().nth(1) == Some(&cell.to_string());
        let seq = |line: &&&str| line.split_whitespace().next().and_then(|n| n.parse::<u64>().ok());
        let last = saved.iter().filter(of).max_by_key(seq);
        let wanted = last.map_or("open", |line| line.split_whitespace().nth(2).expect("a word"));
        assert_eq!(word(&text, cell), wanted, "cell {cell}");
    }
    assert_eq!(desk.others(), Vec::<String>::new());
}
