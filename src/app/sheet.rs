//! The form of a record: every field of it, one a line, saved as one edit. Also of a record that is to be written.

mod above;
mod form;
pub mod kept;
mod line;
mod made;
mod page;
pub mod place;
pub mod said;
mod weighing;

pub use form::{Sheet, Sort, Subject};
pub use line::{Line, OWN, Role};
pub use made::home_of;
pub use said::Said;
pub use weighing::Weighing;

use super::edits::{commit, facts, refuse};
use super::effect::Effect;
use super::key::{Key, KeyCode};
use super::matrix::cell_of;
use super::motion::Step as Motion;
use super::note;
use super::overlay::Overlay;
use super::state::{Pane, State};
use super::typing::kept::taken_up;
use super::typing::{Stage, Typed as _};
use super::when::needs_writing;
use crate::domain::board::Board;
use crate::domain::edit::make::{Fresh, has_room};
use crate::domain::edit::{Edit, Record, Refusal, Why};
use crate::domain::text::clean;

/// Opens the form of what is under the cursor: the milestone; in the matrix, the obligation.
pub fn open(state: &mut State) -> Vec<Effect> {
    let Some((board, number)) = state.source.board.as_ref().zip(state.list.milestone()) else { return Vec::new() };
    let address = match (state.screen.pane, state.matrix.product()) {
        (Pane::Matrix | Pane::Timeline, Some(product)) => {
            cell_of(board, number, product).map(|cell| board.address_of_cell(cell))
        }
        (Pane::List | Pane::Matrix | Pane::Timeline | Pane::Detail, _) => Some(board.address(number)),
    };
    match address.and_then(|address| address.parse().ok()) {
        Some(record) => open_on(state, &record),
        None => Vec::new(),
    }
}

/// Opens the form of a record.
pub fn open_on(state: &mut State, record: &Record) -> Vec<Effect> {
    let opened = facts(state, std::slice::from_ref(record))
        .and_then(|facts| if has_room(&facts, record) { Ok(facts) } else { Err(nothing_there(state, record)) });
    match (opened, state.source.board.take()) {
        (Ok(facts), Some(board)) => {
            let sheet = Sheet::of(&board, record, facts);
            state.source.board = Some(board);
            show(state, sheet);
        }
        (Err(refusal), board) => {
            state.source.board = board;
            refuse(state, &refusal);
        }
        (Ok(_), None) => {}
    }
    Vec::new()
}

/// Opens the form of a record on the line of a key.
pub fn open_at(state: &mut State, record: &Record, key: &str) -> Vec<Effect> {
    let effects = open_on(state, record);
    with_sheet(state, |_, _, sheet| {
        sheet.at = sheet.lines.iter().position(|line| line.key == key).unwrap_or(sheet.at);
    });
    looked_at(state);
    effects
}

fn nothing_there(state: &State, record: &Record) -> Refusal {
    let hint = match record {
        Record::Cell { .. } => "give it a status first ({set-done*}): then it has a record of its own",
        Record::Product(_) => "nothing is written of it yet: {add-product} adds it",
        Record::File | Record::Regulation(_) | Record::Milestone { .. } => "",
    };
    Refusal::new(Why::Missing, format!("'{record}' has no record"), state.keyed(hint))
}

/// Shows a form.
pub fn show(state: &mut State, sheet: Sheet) {
    state.overlay = Some(Overlay::Sheet(Box::new(sheet)));
    looked_at(state);
}

/// Puts the cursor on the line of a key, and says under it what is wrong there; what its own text says comes first.
pub fn wrong_at(state: &mut State, key: &str, message: String, hint: String) {
    with_sheet(state, |_, _, sheet| {
        sheet.at = sheet.lines.iter().position(|line| line.key == key).unwrap_or(sheet.at);
    });
    looked_at(state);
    with_sheet(state, |_, _, sheet| {
        sheet.said.problem.get_or_insert((message, hint));
    });
}

/// Does something with the form that is open, and keeps its cursor in sight.
pub(super) fn with_sheet<T>(state: &mut State, act: impl FnOnce(&State, &Board, &mut Sheet) -> T) -> Option<T> {
    let Some(Overlay::Sheet(mut sheet)) = state.overlay.take_if(|overlay| matches!(overlay, Overlay::Sheet(_))) else {
        return None;
    };
    let done = state.source.board.as_ref().map(|board| act(state, board, &mut sheet));
    place::settle(state, &mut sheet);
    state.overlay = Some(Overlay::Sheet(sheet));
    state.needs_draw = true;
    done
}

/// Looks anew at what is typed in the line with the cursor, and corrects the window.
pub fn looked_at(state: &mut State) {
    with_sheet(state, |state, board, sheet| sheet.said = Said::of(state, board, sheet));
}

/// Takes a key that is no command.
pub fn press(state: &mut State, key: Key) {
    with_sheet(state, |_, board, sheet| sheet.press(board, key));
    looked_at(state);
}

/// Takes text that was pasted; on one line.
pub fn paste(state: &mut State, text: &str) {
    let cleaned = clean(text.trim()).as_str().to_string();
    with_sheet(state, |_, board, sheet| {
        for c in cleaned.chars() {
            sheet.press(board, Key { code: KeyCode::Char(c), ctrl: false });
        }
    });
    looked_at(state);
}

/// Goes to another line (`Tab`); a word that can be completed is completed first.
pub fn next(state: &mut State, by: isize) {
    with_sheet(state, |_, board, sheet| {
        let is_completed = by > 0 && sheet.lines.get_mut(sheet.at).is_some_and(|line| line.complete(board));
        if !is_completed {
            sheet.turn(by);
        }
    });
    looked_at(state);
}

/// Goes to another line (arrows, pages).
pub fn go(state: &mut State, motion: Motion) {
    let is_list = with_sheet(state, |_, _, sheet| sheet.reach.as_mut().map(|weighing| weighing.go(motion)).is_some());
    if is_list == Some(true) {
        return;
    }
    with_sheet(state, |state, _, sheet| match motion {
        Motion::Rows(by) => sheet.turn(by),
        Motion::Pages(_) | Motion::HalfPages(_) | Motion::First | Motion::Last => {
            let page = usize::from(place::area(state, sheet).inner.height).max(2);
            sheet.leap(motion, page);
        }
    });
    looked_at(state);
}

/// Saves what was typed, or says under the line why not; on a note (`Enter`), opens it.
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some(made) = with_sheet(state, made_of) else { return Vec::new() };
    let done = match made {
        // First it is told what moves.
        Ok(None) => {
            state.needs_draw = true;
            return Vec::new();
        }
        Ok(Some(edit)) => commit(state, edit),
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(effects) => {
            state.overlay = None;
            effects
        }
        Err(refusal) if refusal.why == Why::Nothing => {
            state.overlay = None;
            state.say("nothing was changed");
            Vec::new()
        }
        Err(refusal) => {
            with_sheet(state, |_, _, sheet| {
                sheet.reach = None;
                sheet.refused(&refusal);
            });
            // What is said under the line is of the line that it is about now.
            looked_at(state);
            with_sheet(state, |_, _, sheet| sheet.refused(&refusal));
            Vec::new()
        }
    }
}

/// Makes the edit; none: what moves by it is shown first.
fn made_of(state: &State, board: &Board, sheet: &mut Sheet) -> Result<Option<Edit>, Refusal> {
    sheet.stage = Stage::Writing;
    if let Some(why) = needs_writing(state) {
        return Err(Refusal::new(Why::Rule, state.keyed(why), "what you typed stays here"));
    }
    let edit = made::edit_of(state, board, sheet)?;
    weighing::weighed(state, board, sheet, edit)
}

/// Goes back from what moves to the fields (`Esc`); returns whether it did.
pub fn leave_reach(state: &mut State) -> bool {
    with_sheet(state, |_, _, sheet| sheet.reach.take().is_some()).unwrap_or(false)
}

/// Keeps the date with the cursor, or lets it move with the other after all (`Space`).
pub fn keep(state: &mut State) {
    let made = with_sheet(state, |state, board, sheet| {
        let weighing = sheet.reach.as_mut()?;
        weighing.keep();
        let kept = weighing.kept.clone();
        let edit = made::fields_of(board, sheet).ok()??;
        let Subject::Old { record, .. } = &sheet.subject else { return None };
        Some(weighing::reach_of(state, record, &edit, &kept))
    });
    with_sheet(state, |_, _, sheet| {
        if let (Some(weighing), Some(Some(reach))) = (&mut sheet.reach, made) {
            weighing.reach = reach;
        }
    });
}

/// Returns whether `Enter` opens the note of the record.
#[must_use]
pub fn is_on_note(state: &State) -> bool {
    matches!(&state.overlay, Some(Overlay::Sheet(sheet)) if sheet.stage == Stage::Writing && sheet.is_on_note())
}

/// Opens the note of the record; the form comes back when that is closed.
pub fn open_note(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Sheet(sheet)) = state.overlay.take_if(|overlay| matches!(overlay, Overlay::Sheet(_))) else {
        return Vec::new();
    };
    let Subject::Old { record, .. } = &sheet.subject else { return Vec::new() };
    let effects = note::open_on(state, record.clone());
    state.parked = Some(sheet);
    taken_up(state);
    come_back(state);
    effects
}

/// Brings back the form from which a note was opened, when that is closed.
pub fn come_back(state: &mut State) {
    if state.overlay.is_none()
        && let Some(sheet) = state.parked.take()
    {
        state.overlay = Some(Overlay::Sheet(sheet));
        looked(state);
    }
}

/// Looks at a new version of the file while a form is open: what is typed stays.
pub fn looked(state: &mut State) {
    with_sheet(state, |state, board, sheet| {
        let Subject::Old { record, .. } = &sheet.subject else { return };
        let Ok(now) = facts(state, std::slice::from_ref(record)) else {
            sheet.remark = "its record is no longer in the file: what you typed stays here".into();
            return;
        };
        if !sheet.is_changed() {
            let (at, offset) = (sheet.here().map(|line| line.key.clone()), sheet.offset);
            *sheet = Sheet { offset, ..Sheet::of(board, record, now) };
            let same = sheet.lines.iter().position(|line| Some(&line.key) == at.as_ref());
            sheet.at = same.unwrap_or(sheet.at);
            return;
        }
        let fresh = Sheet::of(board, record, now);
        sheet.remark = match sheet.lines.iter().find(|line| line.is_theirs_too(&fresh)) {
            Some(line) => format!("somebody else changed '{}' too: saving will ask which one stays", line.key),
            None => String::new(),
        };
        sheet.take_from(&fresh);
    });
    looked_at(state);
}

/// Returns what is known of a record that is to be written, as its form has it typed.
#[must_use]
pub fn typed_of(fresh: &Fresh, regulation: &str) -> Vec<(String, String)> {
    let mut typed = vec![("id".to_string(), fresh.record.id().to_string()), ("regulation".into(), regulation.into())];
    for (key, text) in &fresh.fields {
        match key.as_str() {
            "by" | "from" | "at" => {
                typed.push(("verb".into(), key.clone()));
                typed.push(("date".into(), text.clone()));
            }
            _ => typed.push((key.clone(), text.clone())),
        }
    }
    typed
}
