//! The date dialog, and the key that says that a date was compared with its source.

mod dialog;
mod page;
pub mod place;
mod preview;
mod walk;

pub use dialog::{DIALOG, Dating, Field, Way, Wrong};
pub use page::Page;
use preview::reach_of;
pub use preview::{Preview, standing};

use super::edits::{commit, facts, hand, propose, refuse};
use super::effect::Effect;
use super::key::Key;
use super::motion::Step;
use super::overlay::Overlay;
use super::state::State;
use super::typing::Stage;
use super::when::needs_writing;
use crate::domain::board::Board;
use crate::domain::edit::make::{self, Hand, Reach};
use crate::domain::edit::{Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::unfinished::Unfinished;

/// Opens the dialog for the row under the cursor.
pub fn open(state: &mut State) -> Vec<Effect> {
    let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) else { return Vec::new() };
    let Ok(record) = board.address(number).parse::<Record>() else { return Vec::new() };
    let verb = board.records(number).1.verb.word();
    let opened = facts(state, std::slice::from_ref(&record)).and_then(|facts| match facts.get(&record, verb) {
        // Refused now rather than after it was typed.
        Some(Value::Alias(_)) | None => make::correct_date(&facts, board, number, "").map(|_| facts),
        Some(Value::Null | Value::Text(_) | Value::List(_) | Value::Map(_)) => Ok(facts),
    });
    match opened {
        Ok(facts) => {
            let mut dating = Dating::open(board, number, facts);
            place::settle(state, &mut dating);
            state.overlay = Some(Overlay::Dating(Box::new(dating)));
        }
        Err(refusal) => refuse(state, &refusal),
    }
    Vec::new()
}

/// Does something with the dialog that is open, and keeps its cursor in sight.
pub(super) fn with_dialog<T>(state: &mut State, act: impl FnOnce(&State, &Board, &mut Dating) -> T) -> Option<T> {
    let is_open = |overlay: &mut Overlay| matches!(overlay, Overlay::Dating(_));
    let Some(Overlay::Dating(mut dating)) = state.overlay.take_if(is_open) else { return None };
    let done = state.source.board.as_ref().map(|board| act(state, board, &mut dating));
    if done.is_some() {
        place::settle(state, &mut dating);
    }
    state.overlay = Some(Overlay::Dating(dating));
    state.needs_draw |= done.is_some();
    done
}

/// Takes a key that is no command.
pub fn press(state: &mut State, key: Key) {
    with_dialog(state, |_, board, dating| dating.press(board, key));
}

/// Takes text that was pasted.
pub fn paste(state: &mut State, text: &str) {
    with_dialog(state, |_, board, dating| dating.paste(board, text));
}

/// Goes to another field (`Tab`); negative: back.
pub fn next(state: &mut State, by: isize) {
    with_dialog(state, |_, _, dating| dating.next(by));
}

/// Goes up or down.
pub fn go(state: &mut State, step: Step) {
    with_dialog(state, |_, _, dating| dating.go(step));
}

/// Keeps the date with the cursor, or lets it move with the other after all (`Space`).
pub fn keep(state: &mut State) {
    with_dialog(state, |_, board, dating| dating.keep(board));
}

/// Switches between a move and the correction of a typing mistake (`Ctrl-t`).
pub fn switch(state: &mut State) {
    with_dialog(state, |_, board, dating| dating.turn(board));
}

/// Takes the working day before the closed one that is typed (`Ctrl-o`): never by itself.
pub fn take_working_day(state: &mut State) {
    with_dialog(state, |_, board, dating| dating.take_working_day(board));
}

/// Says so where no closed day is typed.
#[must_use]
pub fn needs_closed_day(state: &State) -> Option<&'static str> {
    match &state.overlay {
        Some(Overlay::Dating(dating)) if dating.preview.working.is_some() => None,
        Some(_) | None => Some("the date that is typed is no closed day of its calendar"),
    }
}

/// Reads the date anew on a new version of the file, and corrects the window after the screen got another size.
pub fn looked(state: &mut State) {
    with_dialog(state, |_, board, dating| dating.look(board));
}

/// Saves what was typed (`Enter`).
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Some(edit)) = with_dialog(state, edit_of) else { return Vec::new() };
    match commit(state, edit) {
        Ok(effects) => {
            state.overlay = None;
            effects
        }
        Err(refusal) => {
            with_dialog(state, |_, _, dating| dating.refused(&refusal));
            Vec::new()
        }
    }
}

/// Makes the edit; says in the dialog why it cannot be made.
fn edit_of(state: &State, board: &Board, dating: &mut Dating) -> Option<Edit> {
    dating.stage = Stage::Writing;
    let made = match (needs_writing(state), dating.find(board)) {
        (Some(why), _) => Err(Refusal::new(Why::Rule, state.keyed(why), "")),
        (None, None) => {
            let hint = state.keyed("what you typed stays here until {back} drops it");
            Err(Refusal::new(Why::Missing, "its milestone is no longer in the file", hint))
        }
        (None, Some(number)) => {
            let moving = dating.moving(board, number, &state.keyed("{correct}"))?;
            reaching(state, board, dating, (number, &moving.to)).and_then(|(facts, reach)| {
                let edit = match dating.way {
                    Way::Move => make::move_date(&facts, board, number, &moving, &hand(state, board, number)),
                    Way::Correct => make::correct_date(&facts, board, number, &moving.to),
                };
                reach.join(&facts, board, edit?)
            })
        }
    };
    match made {
        Ok(edit) => Some(edit),
        Err(refusal) => {
            dating.refused(&refusal);
            None
        }
    }
}

/// Returns what moves with the date, and what was said of its milestone when the dialog was opened, with what is said
/// now of the others whose dates are written out.
fn reaching(
    state: &State,
    board: &Board,
    dating: &Dating,
    (number, to): (u32, &str),
) -> Result<(Facts, Reach), Refusal> {
    let reach = reach_of(board, number, (to, dating.since()), &dating.kept)?;
    let written = reach.written();
    let others: Vec<Record> = written.into_iter().filter(|record| !record.is_within(&dating.record)).collect();
    let mut all = dating.facts.clone();
    if !others.is_empty() {
        all.list.retain(|fact| !others.iter().any(|other| fact.record.is_within(&whole(other))));
        let now = facts(state, &others)?;
        all.list.extend(now.list.into_iter().filter(|fact| !fact.record.is_within(&dating.record)));
    }
    Ok((all, reach))
}

/// Returns the milestone of an obligation; anything else itself.
fn whole(record: &Record) -> Record {
    match record.milestone() {
        Some((regulation, milestone)) => {
            Record::Milestone { regulation: regulation.into(), milestone: milestone.into() }
        }
        None => record.clone(),
    }
}

/// Opens the dialog again in which something was typed.
///
/// # Errors
///
/// One line: its milestone is gone.
pub fn reopen(state: &State, text: &Unfinished) -> Result<Overlay, String> {
    let gone = || format!("'{}' is no longer in the file", text.record);
    let board = state.source.board.as_ref().ok_or_else(gone)?;
    let (regulation, milestone) = text.record.milestone().ok_or_else(gone)?;
    let number = board.find(regulation, milestone).ok_or_else(gone)?;
    let mut dating = Dating::open(board, number, text.facts.clone());
    dating.fill(board, text);
    Ok(Overlay::Dating(Box::new(dating)))
}

/// Returns whether the file says by now what was typed.
#[must_use]
pub fn is_said(state: &State, text: &Unfinished) -> bool {
    let (Ok(Overlay::Dating(mut dating)), Some(board)) = (reopen(state, text), &state.source.board) else {
        return false;
    };
    let Ok(now) = facts(state, std::slice::from_ref(&text.record)) else { return false };
    let Some(number) = dating.find(board) else { return false };
    let Some(moving) = dating.moving(board, number, &state.keyed("{correct}")) else { return false };
    let made = match dating.way {
        Way::Move => make::move_date(&now, board, number, &moving, &hand(state, board, number)),
        Way::Correct => make::correct_date(&now, board, number, &moving.to),
    };
    made.is_err_and(|refusal| refusal.why == Why::Nothing)
}

/// Writes that the row under the cursor was compared with its source today (`V`).
///
/// Into the milestone's own record, also where `verified` stood at its regulation: the other milestones of the
/// regulation were not compared.
pub fn verify(state: &mut State) -> Vec<Effect> {
    let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) else { return Vec::new() };
    let Ok(record) = board.address(number).parse::<Record>() else { return Vec::new() };
    let zone = board.plan.zone(board.plan.file_zone);
    let hand = Hand { user: state.launch.author.user.clone(), today: zone.day_of(state.now.wall) };
    let regulation = board.records(number).0;
    let has_own = board.records(number).1.common.verified.is_some();
    let others = (!has_own && regulation.common.verified.is_some()).then(|| regulation.id.to_string());
    let made = facts(state, std::slice::from_ref(&record)).and_then(|facts| make::verify(&facts, &record, None, &hand));
    match made {
        Ok(edit) => {
            let before = state.edits.last;
            let said = make::sentence(&edit);
            let effects = propose(state, edit);
            if let (true, Some(regulation)) = (state.edits.last != before, others) {
                state.say(format!("{said}, {regulation} stays as it was   {}", state.keyed("{undo} undo")));
            }
            effects
        }
        Err(refusal) => {
            refuse(state, &refusal);
            Vec::new()
        }
    }
}
