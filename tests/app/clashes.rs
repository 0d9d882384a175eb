//! A change that clashes with somebody else's: what undo, leaving and another version of the file make of it.

use duewatch::app::effect::Effect;
use duewatch::app::message::Message;
use duewatch::app::saving::Intent;
use duewatch::domain::edit::{Act, Edit};
use duewatch::domain::status::Status;

use super::editing::{conflict, edits, on, on_in};
use super::given::SMALL;

#[test]
fn while_a_change_clashes_u_does_not_take_back_the_one_before_it() {
    let why = "your newest change clashes: Enter shows both, settle that first";
    let program = on("ca-drop/today").keys("space").saved().keys("k").cursor_on("ca-drop/coarse").keys("space");
    let theirs = program.text().replace(
        "by: 2026-Q4\n        products: ads",
        "by: 2026-Q4\n        products: {ads: {status: blocked, waiting: them}}",
    );
    let program = program.saved_on(&theirs).shows("Changed on disk too").keys("u").effects(&[]).shows(why);
    let program = program.keys("ctrl-r").effects(&[]).shows(why);
    // What was changed after it is taken back, and done again, and no more.
    let program = on_in(program, "ca-drop/proposed").keys("space").saved().keys("u");
    let undo = program.saves.front().cloned().expect("an undo");
    assert_eq!(undo.intent, Intent::Undo);
    let edit = Edit { act: Act::Status, changes: Vec::new() };
    let mut program = program.keys("u").shows(why).saves_as(undo.ticket, edit.clone(), &theirs, false);
    program.saves.clear();
    let program = program.keys("u").effects(&[]).shows(why).keys("ctrl-r");
    assert!(matches!(program.effects.as_slice(), [Effect::Save(save)] if save.intent == Intent::Redo));
    let redo = program.saves.front().cloned().expect("a redo");
    let mut program = program.saves_as(redo.ticket, edit, &theirs, false);
    program.saves.clear();
    // Settled: it is as ever.
    let program = program.keys("enter t").keys("u");
    assert!(matches!(program.effects.as_slice(), [.., Effect::Save(save)] if save.intent == Intent::Undo));
}

#[test]
fn in_a_note_undo_is_of_the_note_whatever_happens_to_the_file() {
    let program = conflict().keys("n").types("abc").keys("ctrl-z").hides("abc").keys("ctrl-r").shows("abc");
    program.reads("duewatch: [").keys("ctrl-z").hides("abc");
}

#[test]
fn a_clash_settles_itself_when_the_file_comes_back_to_what_was_changed() {
    let program = conflict().reads(SMALL).hides("Changed on disk too").shows("done again: coarse / ads");
    assert_eq!(edits(&program.effects), 1);
    let program = program.status("ca-drop/coarse:ads", Status::InProgress).saved();
    assert!(program.effects.contains(&Effect::Keep(Vec::new())), "{:?}", program.effects);
    // It is closed while both are looked at: nobody answers to another question by mistake.
    let program = conflict().keys("enter").shows("theirs  blocked").reads(SMALL).shows("done again");
    assert!(program.state.overlay.is_none());
    // Another version is no reason.
    let other = conflict().text().replace("waiting: them", "waiting: others");
    let program = conflict().reads(&other).shows("Changed on disk too");
    assert_eq!(edits(&program.effects), 0);
}

#[test]
fn a_clash_settles_itself_when_the_file_says_what_was_wanted() {
    let wanted =
        SMALL.replace("by: 2026-Q4\n        products: ads", "by: 2026-Q4\n        products: {ads: in-progress}");
    let program = conflict().reads(&wanted).hides("Changed on disk too").shows("the file says it by now: coarse / ads");
    assert_eq!(program.effects, [Effect::Keep(Vec::new())]);
}

#[test]
fn quitting_asks_while_a_change_clashes() {
    let program = conflict().send(Message::Kept(Some("/state".into()))).keys("q").effects(&[]).shows("Leave?");
    let program = program.shows("1 change clashes with what somebody else saved").shows("offered at the next start");
    let program = program.shows("Enter shows both").hides("tries again").keys("r").effects(&[]).shows("Leave?");
    let program = program.keys("enter").shows("theirs  blocked").keys("esc q q");
    program.effects(&[Effect::Quit { code: 0 }]);
    // Nothing clashes: Enter is no answer.
    on("ca-drop/coarse").keys("space").disk_full().keys("q enter").effects(&[]).shows("Leave?").hides("shows both");
    let both = conflict().keys("space").disk_full().keys("q").shows("1 edit is not saved: the disk is full");
    both.shows("1 change clashes").shows("r tries again").shows("Enter shows both");
    conflict().keys("ctrl-c").effects(&[Effect::Quit { code: 130 }]);
}
