//! A change that clashes with somebody else's: what undo, leaving and another version of the file make of it.

use duewatch::app::effect::Effect;
use duewatch::app::history::Found;
use duewatch::app::message::Message;
use duewatch::app::saving::Intent;
use duewatch::domain::edit::{Act, Change, Edit, Step, Value};
use duewatch::domain::history::{Author, Body, Entry, Outcome};
use duewatch::domain::status::Status;

use super::editing::{conflict, edits, on, on_in};
use super::given::{Program, SMALL};

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

/// The journal of a file that another user changed with this program: one edit of one key.
fn journal(address: &str, key: &str, to: &str) -> Vec<Entry> {
    let change = Change {
        record: address.parse().expect("an address"),
        key: key.into(),
        step: Step::Set { from: None, to: Some(Value::text(to)) },
    };
    let edit = Edit { act: Act::Status, changes: vec![change] };
    vec![Entry {
        seq: 7,
        time: chrono::DateTime::parse_from_rfc3339("2026-11-23T13:02:00-05:00").expect("a time"),
        author: Author { user: "ben".into(), host: "desk".into() },
        body: Body {
            edit,
            undoes: None,
            splices: Vec::new(),
            entry: None,
            reason: Some("the vendor called".into()),
            before: String::new(),
            after: String::new(),
            temp: String::new(),
        },
        outcome: Outcome::Done,
        changed_since: None,
    }]
}

fn found(address: &str, entries: Vec<Entry>) -> Message {
    let record = address.parse().expect("an address");
    Message::HistoryRead(Box::new(Found { record, is_there: true, entries: Ok(entries) }))
}

/// The conflict is opened, which asks for the journal's lines.
fn opened(program: Program) -> Program {
    let record = "ca-drop/coarse:ads".parse().expect("an address");
    let program = program.keys("enter").effects(&[Effect::ReadHistory { record }]);
    program.hides("outside this program")
}

#[test]
fn the_other_side_is_named_where_the_journal_knows_it() {
    let program = opened(conflict());
    let wrote = journal("ca-drop/coarse:ads", "status", "blocked");
    let program = program.send(found("ca-drop/coarse:ads", wrote));
    program.shows("by      ben, 13:02: coarse / ads: blocked (the vendor called)").effects(&[]);
    // Somebody changed it after that, with something else.
    let other = journal("ca-drop/coarse:ads", "status", "accepted");
    let program = opened(conflict()).send(found("ca-drop/coarse:ads", other));
    program.shows("by      changed outside this program");
    let problem = Found {
        record: "ca-drop/coarse:ads".parse().expect("an address"),
        is_there: true,
        entries: Err("cannot read the journal".into()),
    };
    let program = opened(conflict()).send(Message::HistoryRead(Box::new(problem)));
    program.shows("by      unknown: cannot read the journal");
}

/// A milestone is deleted here while somebody else writes into it.
pub fn deletion() -> Program {
    let program = on("ca-drop/coarse").keys("x y");
    let theirs = SMALL.replace(
        "by: 2026-Q4\n        products: ads",
        "by: 2026-Q4\n        x-new: theirs\n        products: {ads: in-progress}",
    );
    program.saved_on(&theirs).shows("Changed on disk too: ca-drop/coarse")
}

#[test]
fn a_deletion_clashes_with_what_somebody_wrote_into_the_record() {
    let program = deletion().keys("enter").shows("Changed on disk meanwhile").shows("yours     coarse: removed");
    let program = program.shows("theirs  in-progress").shows("mine    deleted").shows("theirs  theirs");
    let program = program.shows("m deletes it all the same, what they wrote with it").shows("t leaves it as it now is");
    let program = program.keys("b").effects(&[]).shows("there is no both");
    let newest = program.text();
    let program = program.keys("m").saved_on(&newest);
    assert!(!program.text().contains("coarse:"), "{}", program.text());
    let program = deletion().keys("enter t").shows("theirs stands; dropped: coarse: removed");
    assert!(program.text().contains("x-new: theirs"));
}

#[test]
fn what_somebody_else_deleted_first_is_said_and_the_rest_is_deleted() {
    let gone = SMALL.replace(
        "      coarse:\n        title: Audit rules, some day this quarter\n        by: 2026-Q4\n        products: ads\n",
        "",
    );
    let program =
        on("ca-drop/coarse").keys("x y").saved_on(&gone).shows("somebody else deleted it already: coarse: removed");
    let program = program.hides("was not saved");
    assert!(program.state.edits.unsettled().is_empty());
    let program = on("ca-drop/coarse").keys("v");
    let program = on_in(program, "eu-ai/art5").keys("v x 2 enter").saved_on(&gone);
    let program = program.shows("somebody else deleted one already; art5: removed   u undo").saved_on(&gone);
    assert!(!program.text().contains("art5:"));
    assert!(program.state.edits.unsettled().is_empty());
}

#[test]
fn a_conflict_scrolls_in_a_small_window() {
    let program = deletion().sized(40, 12).keys("enter").shows("more").shows("t leaves it");
    program.keys("end").shows("mine    deleted");
}

#[test]
fn a_row_that_goes_under_the_cursor_is_said() {
    let gone = SMALL.replace("      coarse:\n", "      fine:\n");
    on("ca-drop/coarse").keys("enter").reads(&gone).shows("ca-drop/coarse is gone: deleted or renamed");
    on("ca-drop/today").reads(&gone).hides("is gone");
}

#[test]
fn what_is_typed_in_a_status_form_outlives_its_row_and_a_broken_file() {
    let gone = SMALL.replace("      coarse:\n", "      fine:\n");
    let program = on("ca-drop/coarse").keys("s b").types("the vendor").reads(&gone);
    let program =
        program.shows("its milestone is no longer in the file").shows("the vendor").keys("enter").effects(&[]);
    let program = program.shows("the vendor").reads(SMALL).hides("no longer in the file").reads("duewatch: [");
    let program = program.keys("enter").effects(&[]).shows("the file is broken on disk").shows("the vendor");
    let program =
        program.fails(true, "no such file").keys("enter").effects(&[]).shows("cannot be read").shows("the vendor");
    assert_eq!(edits(&program.reads(SMALL).keys("enter").effects), 1);
}

#[test]
fn what_was_typed_about_a_record_that_is_gone_can_be_kept_and_copied() {
    let gone = SMALL.replace("      coarse:\n", "      fine:\n");
    let form = on("ca-drop/coarse").keys("e").types("Mine ").reads(&gone).shows("no longer in the file");
    let note = on("ca-drop/coarse").keys("n").types("Mine too").reads(&gone).shows("no longer in the file");
    let date = on("ca-drop/coarse").keys("d").types("2031-05-06").reads(&gone).shows("no longer in the file");
    let status = on("ca-drop/coarse").keys("s b").types("the vendor").reads(&gone).shows("no longer in the file");
    let all = [(form, "Mine"), (note, "Mine too"), (date, "2031-05-06"), (status, "the vendor")];
    for (program, typed) in all {
        let program = program.keys("esc").shows("keep for later").keys("k").shows("kept: T goes on with it");
        assert_eq!(program.state.typing.whole().len(), 1, "it is kept on the disk as it was");
        let program = program.keys("T").shows(typed).shows("y copies it").keys("y");
        let lines = |effect: &Effect| if let Effect::Copy { lines } = effect { Some(lines.clone()) } else { None };
        let copied = program.effects.iter().find_map(lines);
        let copied = copied.map(|lines| lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        assert!(copied.as_ref().is_some_and(|copied| copied.contains(typed)), "{copied:?}");
        program.keys("X X").shows("thrown away");
    }
    // What can still be saved is kept as it is, and goes on in its dialog.
    let program = on("ca-drop/coarse").keys("n").types("Later").keys("esc k").keys("T").shows("Later").keys("ctrl-s");
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
}
