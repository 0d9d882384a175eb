//! The note: written over the detail, or in the user's own editor.

pub mod place;
pub mod rows;
pub mod text;

pub use text::{DIALOG, Note, Shape, TEXT, written_in};

use super::detail::{self, Target};
use super::edits::{commit, facts, refuse};
use super::effect::Effect;
use super::key::Key;
use super::matrix::cell_of;
use super::overlay::Overlay;
use super::state::State;
use super::typing::{Stage, Typed};
use super::when::needs_writing;
use crate::domain::board::Board;
use crate::domain::edit::make::rewrite_note;
use crate::domain::edit::{Edit, Facts, Record, Refusal, Step, Value, Why};
use crate::domain::text::edited;
use crate::domain::unfinished::Unfinished;

/// What is said where somebody else changed a note that is being written.
const OTHERS: &str = "somebody else changed this note: saving will ask which one stays";

/// Opens the note of the row under the cursor; in the matrix, of the cell.
pub fn open(state: &mut State) -> Vec<Effect> {
    match target(state) {
        Some(record) => open_on(state, record),
        None => Vec::new(),
    }
}

/// Opens the note of a record.
pub fn open_on(state: &mut State, record: Record) -> Vec<Effect> {
    let Some((record, facts)) = begun(state, record) else { return Vec::new() };
    let title = title_of(state, &record);
    let mut note = Note::open(record, title, facts);
    if note.text().len() > text::LONGEST {
        state.say(state.keyed("this note is too long to be written here: {note-in-editor} opens your editor"));
        return Vec::new();
    }
    settle(state, &mut note);
    state.overlay = Some(Overlay::Note(Box::new(note)));
    Vec::new()
}

/// Asks for the note in the user's own editor.
pub fn open_in_editor(state: &mut State) -> Vec<Effect> {
    let Some((record, facts)) = target(state).and_then(|record| begun(state, record)) else { return Vec::new() };
    let text = written_in(&facts, &record);
    vec![Effect::WriteNote { record, text }]
}

/// Returns the record whose note is wanted and what it says; says why where it cannot be written.
fn begun(state: &mut State, record: Record) -> Option<(Record, Facts)> {
    let tried = facts(state, std::slice::from_ref(&record)).and_then(|facts| {
        // Refused now rather than after it was typed.
        let another = format!("{}.", written_in(&facts, &record));
        rewrite_note(&facts, &record, &another).map(|_| facts)
    });
    match tried {
        Ok(facts) => Some((record, facts)),
        Err(refusal) => {
            refuse(state, &refusal);
            None
        }
    }
}

/// Returns the record under the cursor.
fn target(state: &State) -> Option<Record> {
    let board = state.source.board.as_ref()?;
    let number = state.list.milestone()?;
    if state.screen.pane.is_of_cells() {
        let cell = cell_of(board, number, state.matrix.product()?)?;
        return board.address_of_cell(cell).parse().ok();
    }
    if let Some(cell) = detail::cell(state) {
        return board.address_of_cell(cell).parse().ok();
    }
    if detail::seen(state) == Some(Target::NotesOfRegulation) {
        return Some(Record::Regulation(board.records(number).0.id.as_str().into()));
    }
    board.address(number).parse().ok()
}

/// Returns what a record is called: its own title, or its milestone's, behind the product's name for an obligation.
fn title_of(state: &State, record: &Record) -> String {
    let none = || record.to_string();
    let Some(board) = &state.source.board else { return none() };
    if let Record::Regulation(id) = record {
        let regulation = board.file.regulations.iter().find(|regulation| regulation.id.as_str() == &**id);
        return regulation.map_or_else(none, |regulation| regulation.title.to_string());
    }
    let Some(number) = number_of(board, record) else { return none() };
    let title = &board.records(number).1.title;
    match record {
        Record::Cell { nominal, target, .. } => {
            let product = board.file.products.iter().find(|product| product.id.as_str() == &**target);
            let at = nominal.map(|day| format!(", {day}")).unwrap_or_default();
            format!("Note of {} on {title}{at}", product.map_or(&**target, |product| product.label()))
        }
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => title.to_string(),
    }
}

fn number_of(board: &Board, record: &Record) -> Option<u32> {
    let (regulation, milestone) = record.milestone()?;
    board.find(regulation, milestone)
}

/// Does something with the note that is open, and keeps its cursor in sight.
fn with_note<T>(state: &mut State, act: impl FnOnce(&State, &mut Note) -> T) -> Option<T> {
    let is_open = |overlay: &mut Overlay| matches!(overlay, Overlay::Note(_));
    let Some(Overlay::Note(mut note)) = state.overlay.take_if(is_open) else { return None };
    let done = act(state, &mut note);
    settle(state, &mut note);
    state.overlay = Some(Overlay::Note(note));
    state.needs_draw = true;
    Some(done)
}

fn settle(state: &State, note: &mut Note) {
    let place = place::place(state, note);
    note.settle(place::measure(state, &place), usize::from(place.text.height));
}

/// Takes a key that is no command.
pub fn press(state: &mut State, key: Key) {
    with_note(state, |state, note| {
        let place = place::place(state, note);
        note.press(key, place::measure(state, &place));
    });
}

/// Puts the cursor at the letter at a column and row of the screen.
pub fn point_at(state: &mut State, (x, y): (u16, u16)) {
    with_note(state, |state, note| {
        let place = place::place(state, note);
        if let (true, Some(row)) = (place.text.contains((x, y).into()), y.checked_sub(place.text.y)) {
            let spot =
                rows::Spot { row: note.offset + usize::from(row), cells: usize::from(x.saturating_sub(place.text.x)) };
            note.stand_on(spot, place::measure(state, &place));
        }
    });
}

/// Takes text that was pasted.
pub fn paste(state: &mut State, text: &str) {
    with_note(state, |_, note| note.paste(text));
}

/// Takes back what was typed last.
pub fn undo(state: &mut State) {
    with_note(state, |_, note| note.undo());
}

/// Types again what was taken back last.
pub fn redo(state: &mut State) {
    with_note(state, |_, note| note.redo());
}

/// Corrects the window after the screen got another size.
pub fn resized(state: &mut State) {
    with_note(state, |_, _| ());
}

/// Saves what was written (`Ctrl-s`). What cannot be saved stays open, with the reason.
pub fn accept(state: &mut State) -> Vec<Effect> {
    match with_note(state, edit_of) {
        Some(Ok(edit)) => match commit(state, edit) {
            Ok(effects) => {
                state.overlay = None;
                effects
            }
            Err(refusal) => {
                with_note(state, |_, note| note.remark = format!("not saved: {}", said(&refusal)));
                Vec::new()
            }
        },
        Some(Err(refusal)) if refusal.why == Why::Nothing => {
            state.overlay = None;
            state.say("note unchanged");
            Vec::new()
        }
        Some(Err(refusal)) => {
            with_note(state, |_, note| note.remark = said(&refusal));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Makes the edit that saves a note.
fn edit_of(state: &State, note: &mut Note) -> Result<Edit, Refusal> {
    note.stage = Stage::Writing;
    if let Some(why) = needs_writing(state) {
        return Err(Refusal::new(Why::Rule, state.keyed(why), "what you wrote stays here"));
    }
    // The save begins with what was there when the note was opened: what somebody else wrote since then is a clash.
    let edit = rewrite_note(&note.facts, &note.record, &note.text())?;
    facts(state, std::slice::from_ref(&note.record)).map_err(|refusal| {
        Refusal::new(Why::Missing, format!("not saved: {}", refusal.message), "what you wrote stays here")
    })?;
    Ok(edit)
}

fn said(refusal: &Refusal) -> String {
    if refusal.hint.is_empty() { refusal.message.clone() } else { format!("{}; {}", refusal.message, refusal.hint) }
}

/// Opens the note again in which a text was typed.
///
/// # Errors
///
/// One line: its record is gone, or may not be written.
pub fn reopen(state: &State, text: &Unfinished) -> Result<Overlay, String> {
    let now = facts(state, std::slice::from_ref(&text.record)).map_err(|refusal| said(&refusal))?;
    match rewrite_note(&now, &text.record, text.field(TEXT)) {
        Err(refusal) if refusal.why != Why::Nothing => return Err(said(&refusal)),
        Ok(_) | Err(_) => {}
    }
    let mut note = Note::open(text.record.clone(), title_of(state, &text.record), text.facts.clone());
    note.rewrite(text.field(TEXT));
    if written_in(&now, &text.record) != written_in(&text.facts, &text.record) {
        note.remark = OTHERS.into();
    }
    Ok(Overlay::Note(Box::new(note)))
}

/// Returns whether the file says by now what was typed.
#[must_use]
pub fn is_said(state: &State, text: &Unfinished) -> bool {
    let now = facts(state, std::slice::from_ref(&text.record));
    now.is_ok_and(|now| written_in(&now, &text.record) == text.field(TEXT).trim_end_matches('\n'))
}

/// Returns what is new in a typed note: from where it differs from the one that was opened.
#[must_use]
pub fn news(text: &Unfinished) -> String {
    let (before, now) = (written_in(&text.facts, &text.record), text.field(TEXT));
    let same: usize = before.chars().zip(now.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let news = now.get(same..).unwrap_or_default().trim();
    if news.is_empty() { now.to_string() } else { news.to_string() }
}

/// Looks at a new version of the file while a note is open: what is typed stays.
pub fn looked(state: &mut State) {
    with_note(state, |state, note| {
        let Ok(now) = facts(state, std::slice::from_ref(&note.record)) else {
            note.remark = "its record is no longer in the file: what you wrote stays here".into();
            return;
        };
        let theirs = written_in(&now, &note.record);
        if theirs == written_in(&note.facts, &note.record) {
            return;
        }
        if note.is_changed() {
            note.remark = OTHERS.into();
        } else {
            *note = Note::open(note.record.clone(), note.title.clone(), now);
        }
    });
}

/// Takes a note that came back from an editor; `was` is what the editor was given.
pub fn written(state: &mut State, record: &Record, was: &str, text: &str) -> Vec<Effect> {
    state.needs_draw = true;
    let text = &*edited(was, text);
    if was == text {
        state.say("note unchanged");
        return Vec::new();
    }
    let now = facts(state, std::slice::from_ref(record)).unwrap_or_default();
    let begun = if written_in(&now, record) == was { now } else { with_text(now, record, was) };
    let mut note = Note::open(record.clone(), title_of(state, record), begun);
    note.rewrite(text);
    match edit_of(state, &mut note).and_then(|edit| commit(state, edit)) {
        Ok(effects) => effects,
        Err(refusal) if refusal.why == Why::Nothing => {
            state.say("note unchanged");
            Vec::new()
        }
        Err(refusal) => {
            hold(state, note, said(&refusal));
            Vec::new()
        }
    }
}

/// Opens a note again that was not saved, so that nothing that was typed is lost; an open overlay is closed for it.
fn hold(state: &mut State, mut note: Note, remark: String) {
    note.remark = remark;
    settle(state, &mut note);
    state.overlay = Some(Overlay::Note(Box::new(note)));
    state.needs_draw = true;
}

/// Opens the note of an edit that was refused after it was closed; returns whether it was one, and could be opened.
pub fn returned(state: &mut State, edit: &Edit, refusal: &Refusal) -> bool {
    let is_note = |key: &str| key == "notes" || key == "note";
    let Some(change) = edit.changes.iter().find(|change| is_note(&change.key)) else { return false };
    let (Step::Set { from, to: Some(Value::Text(text)) }, None) = (&change.step, &state.overlay) else { return false };
    let was = from.as_ref().and_then(Value::as_text).unwrap_or_default();
    let now = facts(state, std::slice::from_ref(&change.record)).unwrap_or_default();
    let begun = with_text(now, &change.record, was);
    let mut note = Note::open(change.record.clone(), title_of(state, &change.record), begun);
    note.rewrite(text);
    hold(state, note, format!("not saved: {}", said(refusal)));
    true
}

/// Returns facts in which the note of a record is another.
fn with_text(mut facts: Facts, record: &Record, text: &str) -> Facts {
    let key = text::key_of(record);
    facts.list.retain(|fact| !(fact.record == *record && *fact.key == *key));
    if !text.is_empty() {
        let fact = crate::domain::edit::Fact { record: record.clone(), key: key.into(), value: Value::text(text) };
        facts.list.push(fact);
    }
    facts
}
