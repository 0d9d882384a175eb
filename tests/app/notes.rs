//! Writing notes: what the keys do, what is asked of the saver, and that nothing typed is lost.

use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::message::{Cut, Message};
use duewatch::app::overlay::Overlay;
use duewatch::app::saving::Intent;
use duewatch::domain::edit::{Act, Edit, Refusal, Step, Value, Why};

use super::given::{Program, SMALL, given};

/// The row of `eu-ai/art5`, which has notes.
pub fn on_art5() -> Program {
    given(SMALL).keys("j j j j").cursor_on("eu-ai/art5")
}

/// The edit that waits at the end of the queue.
pub fn last_edit(program: &Program) -> Option<&Edit> {
    program.state.edits.waiting().last()
}

/// The note of the only change, before and after.
fn note_of(edit: &Edit) -> (String, String) {
    let [change] = edit.changes.as_slice() else { panic!("one change: {edit:?}") };
    let Step::Set { from, to } = &change.step else { panic!("a value: {edit:?}") };
    let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_text).unwrap_or_default().to_string();
    (text(from), text(to))
}

fn is_open(program: &Program) -> bool {
    matches!(program.state.overlay, Some(Overlay::Note(_)))
}

#[test]
fn a_note_is_written_and_saved() {
    let program = on_art5().keys("n").types("xq").keys("enter").types("j").keys("ctrl-s");
    assert!(!is_open(&program));
    let edit = last_edit(&program).expect("an edit");
    assert_eq!(edit.act, Act::Note);
    assert!(edit.changes.iter().all(|change| change.record.to_string() == "eu-ai/art5"));
    let (before, after) = note_of(edit);
    assert!(before.ends_with("letter `required`"), "{before:?}");
    assert_eq!(after, format!("{}xq\nj", before.trim_end()));
    assert!(matches!(program.effects.as_slice(), [Effect::Save(save)] if save.intent == Intent::Edit(edit.clone())));
    assert!(program.state.notices.toast.as_ref().is_some_and(|toast| toast.text.contains("u undo")));
}

#[test]
fn letters_are_text_and_no_commands() {
    let program = on_art5().keys("n").types("jq?/ !");
    assert!(is_open(&program));
    program.shows("jq?/ !").cursor_on("eu-ai/art5");
}

#[test]
fn esc_asks_only_when_something_was_typed() {
    assert!(!is_open(&on_art5().keys("n esc")));
    let asked = on_art5().keys("n x esc");
    assert_eq!(asked.state.context(), Context::Dropping);
    let asked = asked.shows("drop what you wrote?");
    let program = asked.keys("n");
    assert_eq!(program.state.context(), Context::Note);
    let program = program.shows("required`x").keys("esc esc");
    assert_eq!(program.state.context(), Context::Note, "a second Esc goes on");
    let program = program.keys("esc y");
    assert!(!is_open(&program) && last_edit(&program).is_none());
    let program = on_art5().keys("n x esc ctrl-s");
    assert!(last_edit(&program).is_some());
}

#[test]
fn a_note_that_was_not_changed_is_not_saved() {
    let program = on_art5().keys("n x backspace ctrl-s").effects(&[]).shows("note unchanged");
    assert!(!is_open(&program));
}

#[test]
fn a_paste_that_is_not_whole_is_said_where_it_went() {
    let paste = |program: Program, cut| program.send(Message::Pasted("half of".into())).send(Message::PasteCut(cut));
    let program = paste(on_art5().keys("n"), Cut::Unended).shows("half of");
    let program = program.shows("the terminal did not say where the paste ends: look whether all of it is here");
    paste(program, Cut::TooLong).shows("only the beginning was taken");
    paste(on_art5(), Cut::Unended).shows("keys act again");
}

#[test]
fn a_paste_is_cleaned_and_one_step_of_undo() {
    let text = "one\r\n\u{1b}[31mtwo\u{1b}[0m\u{1b}]0;x\u{7}!\u{8}\rthree";
    let program = on_art5().keys("n").send(Message::Pasted(text.into()));
    let program = program.shows("two!\u{fffd}").hides("[31m").hides("]0;x").shows("three");
    let program = program.keys("ctrl-z").hides("three");
    program.keys("ctrl-r").shows("three").keys("ctrl-z ctrl-z ctrl-s").effects(&[]).shows("note unchanged");
}

#[test]
fn in_the_matrix_it_is_the_note_of_the_cell_on_one_line() {
    let program = given(SMALL).keys("j j j j tab");
    let program = program.keys("n").shows("Note of");
    let program = program.types("ask again").keys("enter");
    assert!(is_open(&program), "Enter makes no second line");
    let program = program.keys("ctrl-s");
    let edit = last_edit(&program).expect("an edit");
    let [change] = edit.changes.as_slice() else { panic!("{edit:?}") };
    assert_eq!((change.record.to_string().as_str(), change.key.as_str()), ("eu-ai/art5:ads", "note"));
    assert_eq!(note_of(edit), (String::new(), "ask again".into()));
}

#[test]
fn what_is_typed_stays_when_the_file_changes_underneath() {
    let program = on_art5().keys("n").types(" mine");
    let elsewhere = SMALL.replace("title: Deletion run of today", "title: Another run");
    let program = program.reads(&elsewhere).shows("required` mine");
    let theirs = SMALL.replace("Vendor letter `required`", "Vendor letter is here");
    let program = program.reads(&theirs).shows("required` mine").shows("somebody else changed this note");
    let program = program.keys("ctrl-s");
    let (before, after) = note_of(last_edit(&program).expect("an edit"));
    assert!(before.contains("`required`") && after.ends_with("required` mine"), "it clashes: {before:?}");
}

#[test]
fn a_note_that_nobody_wrote_in_shows_what_is_new() {
    let theirs = SMALL.replace("Vendor letter `required`", "Vendor letter is here");
    let program = on_art5().keys("n").reads(&theirs).shows("letter is here");
    assert!(!is_open(&program.keys("esc")));
}

#[test]
fn typed_text_survives_its_record() {
    let gone = SMALL.replace("      art5:\n", "      art6:\n");
    let program = on_art5().keys("n").types(" mine").reads(&gone).shows("no longer in the file").shows("mine");
    let program = program.keys("ctrl-s").effects(&[]).shows("not saved").shows("mine");
    assert!(is_open(&program) && last_edit(&program).is_none());
    // The record comes back: it can be saved after all.
    let program = program.reads(SMALL).keys("ctrl-s");
    assert!(last_edit(&program).is_some());
}

#[test]
fn typed_text_survives_a_broken_file() {
    let program = on_art5().keys("n").types(" mine").reads("duewatch: [");
    let program = program.keys("ctrl-s").effects(&[]).shows("the file is broken on disk").shows("mine");
    assert!(is_open(&program));
}

#[test]
fn a_note_that_the_saver_refused_is_opened_again() {
    let mut program = on_art5().keys("n").types(" mine").keys("ctrl-s");
    let edit = last_edit(&program).expect("an edit").clone();
    let refusal = Refusal::new(Why::Unproved, "this cannot be edited here", "");
    assert!(duewatch::app::note::returned(&mut program.state, &edit, &refusal));
    let program = program.shows("required` mine").shows("not saved: this cannot be edited here");
    assert_eq!(program.state.context(), Context::Note);
}

#[test]
fn the_editor_is_asked_for_with_the_text() {
    let program = on_art5().keys("E");
    let [Effect::WriteNote { record, text }] = program.effects.as_slice() else { panic!("{:?}", program.effects) };
    assert_eq!(record.to_string(), "eu-ai/art5");
    assert!(text.starts_with("Points **(ba)**") && text.ends_with("`required`"));
    let (record, was) = (record.clone(), text.clone());
    let answer = |text: &str| Message::NoteWritten { record: record.clone(), was: was.clone(), text: text.into() };
    let same = on_art5().send(answer(&was)).shows("note unchanged");
    assert!(last_edit(&same).is_none());
    let other = on_art5().send(answer("Shorter."));
    assert_eq!(note_of(last_edit(&other).expect("an edit")).1, "Shorter.");
    let none = on_art5().send(answer(""));
    let [change] = last_edit(&none).expect("an edit").changes.as_slice() else { panic!("one change") };
    assert!(matches!(change.step, Step::Set { to: None, .. }));
    // What an editor coloured is text again; what stood there before is not touched.
    let coloured = on_art5().send(answer(&format!("{was}\n\u{1b}[1mbold\u{1b}[0m")));
    assert_eq!(note_of(last_edit(&coloured).expect("an edit")).1, format!("{was}\nbold"));
    // Without a file to save to, the text is held.
    let held = on_art5().reads("duewatch: [").send(answer("Shorter."));
    assert!(is_open(&held) && last_edit(&held).is_none());
    held.shows("Shorter.");
}

#[test]
fn the_failing_editor_is_said() {
    on_art5()
        .send(Message::EditorFailed("the editor ended with 3; the note stays as it was".into()))
        .shows("ended with 3");
}

#[test]
fn a_note_behind_an_anchor_is_refused_before_it_is_typed() {
    let text = SMALL.replace("notes: The act prints no hour and no zone.", "notes: &act The act prints no hour.");
    let text = text
        .replace("title: Art. 50(2) evidence signed off", "notes: *act\n        title: Art. 50(2) evidence signed off");
    let program = given(&text).keys("j j j").cursor_on("eu-ai/evidence").keys("n");
    assert!(!is_open(&program));
}

#[test]
fn drawing_a_note_twice_gives_the_same_frame() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let program = on_art5().sized(columns, rows).keys("n").types("one two three").keys("up up enter");
        assert_eq!(program.buffer(), program.buffer());
    }
}
