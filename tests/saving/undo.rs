//! Undo and redo, from the journal.

use duewatch::disk::{Intent, NotSaved};
use duewatch::domain::edit::{Act, Change, Edit, Record, Step, Why};

use super::desk::{desk, save_as, set, word};

#[test]
fn undo_and_redo_put_the_bytes_back_across_restarts() {
    let desk = desk(2);
    let first = desk.text();
    desk.save(set(0, "open", "done")).expect("a save");
    let second = desk.text();
    desk.save(set(1, "open", "done")).expect("a save");
    let third = desk.text();
    let go = |intent: Intent| save_as("ana", &desk.file, &desk.snapshot(), intent, &mut |_| {}).expect("a way");
    assert_eq!((go(Intent::Undo).undoes, desk.text()), (Some(2), second.clone()));
    assert_eq!((go(Intent::Undo).undoes, desk.text()), (Some(1), first));
    assert_eq!((go(Intent::Redo).undoes, desk.text()), (Some(4), second));
    assert_eq!((go(Intent::Redo).undoes, desk.text()), (Some(3), third));
    let nothing = save_as("ana", &desk.file, &desk.snapshot(), Intent::Redo, &mut |_| {});
    assert!(matches!(nothing, Err(NotSaved::Refused(refusal, None)) if refusal.why == Why::Nothing));
    desk.sound();
}

#[test]
fn only_own_edits_are_undone() {
    let desk = desk(2);
    desk.save(set(0, "open", "done")).expect("a save");
    save_as("ben", &desk.file, &desk.snapshot(), Intent::Edit(set(1, "open", "done")), &mut |_| {}).expect("a save");
    let saved = save_as("ana", &desk.file, &desk.snapshot(), Intent::Undo, &mut |_| {}).expect("an undo");
    assert_eq!(saved.undoes, Some(1));
    assert_eq!((word(&desk.text(), 0).as_str(), word(&desk.text(), 1).as_str()), ("open", "done"));
    let nothing = save_as("carl", &desk.file, &desk.snapshot(), Intent::Undo, &mut |_| {});
    assert!(matches!(nothing, Err(NotSaved::Refused(refusal, _)) if refusal.hint.contains("carl")));
}

#[test]
fn what_somebody_changed_since_is_not_undone() {
    let desk = desk(1);
    desk.save(set(0, "open", "done")).expect("a save");
    std::fs::write(&desk.file, desk.text().replace("note: done", "note: blocked")).expect("a write");
    let clash = save_as("ana", &desk.file, &desk.snapshot(), Intent::Undo, &mut |_| {});
    let Err(NotSaved::Clashes(clashes, _)) = clash else { panic!("{clash:?}") };
    let clash = clashes.first().expect("a clash");
    assert_eq!(clash.theirs.as_ref().map(ToString::to_string).as_deref(), Some("blocked"));
    // Taken back by hand, it does not stand in the way of older ones.
    std::fs::write(&desk.file, desk.text().replace("note: blocked", "note: open")).expect("a write");
    let nothing = save_as("ana", &desk.file, &desk.snapshot(), Intent::Undo, &mut |_| {});
    assert!(matches!(nothing, Err(NotSaved::Refused(refusal, _)) if refusal.why == Why::Nothing));
}

#[test]
fn an_undo_that_would_leave_a_name_without_its_record_is_refused() {
    let desk = desk(1);
    let rename = Step::Rename { to: "nn".into() };
    let record: Record = "r/m0".parse().expect("an address");
    let change = Change { record, key: String::new(), step: rename };
    desk.save(Edit { act: Act::Rename, changes: vec![change] }).expect("a save");
    // Somebody counts from the new id meanwhile.
    let text = desk.text();
    let late = "      late: {title: Late, by: 1 day after nn}\n";
    let at = text.find("      nn:\n").expect("the milestone");
    let (head, tail) = text.split_at(at);
    std::fs::write(&desk.file, format!("{head}{late}{tail}")).expect("the file");
    let before = desk.text();
    let undone = save_as("ana", &desk.file, &desk.snapshot(), Intent::Undo, &mut |_| {});
    let Err(NotSaved::Refused(refusal, _)) = undone else { panic!("not refused: {undone:?}") };
    assert!(refusal.message.contains("this would be wrong by now"), "{refusal}");
    assert_eq!(desk.text(), before);
}
