//! What becomes of an edit that clashed.

use duewatch::domain::edit::make::{Choice, Given, append_note, rewrite_note, settle};
use duewatch::domain::edit::{Act, Clash, Edit};
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{NotAmended, amend};
use duewatch::yaml::snapshot::Snapshot;

use super::given::{after_set, board, done, facts_of, file, hand, record, set, snapshot};

fn clash(theirs: &Snapshot, edit: &Edit) -> Vec<Clash> {
    match amend(theirs, edit) {
        Err(NotAmended::Clashes(clashes)) => clashes,
        other => panic!("no clash: {other:?}"),
    }
}

fn both_done() -> (Snapshot, Edit) {
    let text = file("        products: {kes: open}\n");
    let edit = set(&snapshot(&text), "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    (snapshot(&after_set(&text, "r/m:kes", Status::Blocked)), edit)
}

#[test]
fn mine_stands_on_theirs() {
    let (theirs, edit) = both_done();
    let mine = settle(&edit, &clash(&theirs, &edit), Choice::Mine).expect("something is left to do");
    let after = done(&theirs, &mine).text;
    assert!(after.contains("kes: {status: done, closed: 2026-11-23, who: ana"), "{after}");
}

#[test]
fn theirs_leaves_nothing_to_do() {
    let (theirs, edit) = both_done();
    assert_eq!(settle(&edit, &clash(&theirs, &edit), Choice::Theirs), None);
}

#[test]
fn both_keeps_mine_as_a_note() {
    let (theirs, edit) = both_done();
    let both = settle(&edit, &clash(&theirs, &edit), Choice::Both).expect("a note");
    assert_eq!(both.act, Act::Note);
    let after = done(&theirs, &both).text;
    let kept = "{status: blocked, waiting: vendor, note: \"Written at the same time: status done, closed 2026-11-23, who ana\"}";
    assert!(after.contains(kept), "{after}");
}

#[test]
fn what_nobody_else_touched_is_done_whatever_is_chosen() {
    let text = file("        products: {kes: open, hub: open}\n");
    let before = snapshot(&text);
    let cells = [record("r/m:kes"), record("r/m:hub")];
    let facts = facts_of(&before, "r/m");
    let edit = duewatch::domain::edit::make::set_status(
        &facts,
        &board(&before),
        &cells,
        Status::Done,
        &Given::default(),
        &hand(),
    )
    .expect("an edit");
    let theirs = snapshot(&after_set(&text, "r/m:kes", Status::Blocked));
    let clashes = clash(&theirs, &edit);
    let rest = settle(&edit, &clashes, Choice::Theirs).expect("the other cell");
    let after = done(&theirs, &rest).text;
    assert!(after.contains("hub: {status: done") && after.contains("kes: {status: blocked"), "{after}");
    let both = settle(&edit, &clashes, Choice::Both).expect("the other cell and a note");
    let after = done(&theirs, &both).text;
    assert!(after.contains("hub: {status: done") && after.contains("at the same time"), "{after}");
}

#[test]
fn two_notes_at_once_are_both_kept() {
    let text = file("        notes: one\n");
    let before = snapshot(&text);
    let edit = rewrite_note(&facts_of(&before, "r/m"), &record("r/m"), "mine").expect("an edit");
    let appended = append_note(&facts_of(&before, "r/m"), &record("r/m"), "behind").expect("an edit");
    let theirs = snapshot(&file("        notes: theirs\n"));
    assert!(done(&theirs, &appended).text.contains("          theirs\n          behind\n"), "appending never clashes");
    let both = settle(&edit, &clash(&theirs, &edit), Choice::Both).expect("a note");
    assert!(done(&theirs, &both).text.contains("          theirs\n          mine\n"));
    let mine = settle(&edit, &clash(&theirs, &edit), Choice::Mine).expect("a note");
    assert!(done(&theirs, &mine).text.contains("        notes: mine\n"));
}

#[test]
fn lines_that_are_no_longer_last_are_taken_out_alone() {
    let text = file("        notes: one\n");
    let before = snapshot(&text);
    let edit = append_note(&facts_of(&before, "r/m"), &record("r/m"), "mine").expect("an edit");
    let theirs = snapshot(&file("        notes: |\n          one\n          mine\n          theirs\n"));
    let back = edit.inverse();
    let mine = settle(&back, &clash(&theirs, &back), Choice::Mine).expect("lines to take out");
    let after = done(&theirs, &mine).text;
    assert_eq!(after, file("        notes: |\n          one\n          theirs\n"));
}
