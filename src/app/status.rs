//! Setting the status of an obligation: the next one, or one that is named; the choice among several; what it says.

use super::detail;
use super::edits::{commit, facts, hand, refuse};
use super::effect::Effect;
use super::form::Form;
use super::overlay::Overlay;
use super::picker::Picker;
use super::state::{Pane, State};
use crate::domain::board::Cell;
use crate::domain::edit::make::{Given, asked, record_of, set_status};
use crate::domain::edit::{Facts, Record};
use crate::domain::status::Status;

/// Sets the next status of the obligation under the cursor.
pub fn next(state: &mut State) -> Vec<Effect> {
    set_or_next(state, None)
}

/// Sets a status of the obligation under the cursor; asks for what it must say.
pub fn set(state: &mut State, to: Status) -> Vec<Effect> {
    set_or_next(state, Some(to))
}

/// Takes the obligation that was chosen.
pub fn choose(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Picker(picker)) = state.overlay.take() else { return Vec::new() };
    if !state.source.board.as_ref().is_some_and(|board| picker.is_current(board)) {
        state.say("the row shows another occurrence by now: choose again");
        return Vec::new();
    }
    match picker.cells.get(picker.at) {
        Some(place) => give(state, picker.milestone, *place, picker.to),
        None => Vec::new(),
    }
}

/// Gives an obligation a status, with what is said with it. What is refused comes back.
///
/// # Errors
///
/// When the status must say something that is not given, or a day cannot be read.
pub fn say_and_set(
    state: &mut State,
    (milestone, cell): (u32, &Record),
    to: Status,
    given: &Given,
) -> Result<Vec<Effect>, crate::domain::edit::Refusal> {
    let facts = facts(state, std::slice::from_ref(cell))?;
    set_on(state, (milestone, cell), to, (given, &facts))
}

/// Gives an obligation a status, on what the file said at some time: what somebody wrote since then is asked about.
///
/// # Errors
///
/// As [`say_and_set`].
pub fn set_on(
    state: &mut State,
    (milestone, cell): (u32, &Record),
    to: Status,
    (given, facts): (&Given, &Facts),
) -> Result<Vec<Effect>, crate::domain::edit::Refusal> {
    let cells = std::slice::from_ref(cell);
    let Some(board) = &state.source.board else { return Ok(Vec::new()) };
    let edit = set_status(facts, board, cells, to, given, &hand(state, board, milestone))?;
    commit(state, edit)
}

/// Returns the status that comes next; none where nothing follows by itself.
#[must_use]
pub fn after(status: Status) -> Option<Status> {
    match status {
        Status::Open | Status::Blocked => Some(Status::InProgress),
        Status::InProgress => Some(Status::Done),
        Status::Accepted | Status::Done | Status::NotApplicable => None,
    }
}

fn set_or_next(state: &mut State, to: Option<Status>) -> Vec<Effect> {
    let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) else { return Vec::new() };
    let cells = board.cells_of(number);
    let place = match state.screen.pane {
        Pane::Matrix | Pane::Timeline => {
            let product = state.matrix.product();
            cells.iter().position(|cell| Some(cell.product) == product)
        }
        Pane::Detail => place_in_detail(state, cells).or_else(|| only(cells, to)),
        Pane::List => only(cells, to),
    };
    if let Some(place) = place {
        return give(state, number, place, to);
    }
    let worst = |(_, cell): &(usize, &Cell)| (!cell.is_live, cell.status.severity_rank());
    let mut sorted: Vec<(usize, &Cell)> = cells.iter().enumerate().collect();
    sorted.sort_by_key(worst);
    let cells = sorted.into_iter().map(|(place, _)| place).collect();
    let nominal = board.occurrence(number).and_then(|shown| shown.nominal);
    state.overlay = Some(Overlay::Picker(Picker { milestone: number, nominal, cells, at: 0, to }));
    Vec::new()
}

/// Returns the obligation that the cursor of the detail stands on.
fn place_in_detail(state: &State, cells: &[Cell]) -> Option<usize> {
    let product = detail::cell(state)?.product;
    cells.iter().position(|cell| cell.product == product)
}

/// Returns the obligation that is meant without asking: the only one, or the only live one that it changes.
fn only(cells: &[Cell], to: Option<Status>) -> Option<usize> {
    if cells.len() == 1 {
        return Some(0);
    }
    let mut live = cells.iter().enumerate().filter(|(_, cell)| cell.is_live);
    match (live.next(), live.next()) {
        (Some((place, cell)), None) if to != Some(cell.status) => Some(place),
        (_, _) => None,
    }
}

fn give(state: &mut State, milestone: u32, place: usize, to: Option<Status>) -> Vec<Effect> {
    let Some(board) = &state.source.board else { return Vec::new() };
    let Some(cell) = board.cells_of(milestone).get(place) else { return Vec::new() };
    let record = record_of(board, cell);
    let Some(status) = to.or_else(|| after(cell.status)) else {
        let text = format!(
            "{} is {}: {}",
            board.product(cell).label(),
            cell.status.words(),
            state.keyed("{set-done*} sets another status")
        );
        state.say(text);
        return Vec::new();
    };
    // The next status takes what can be put in by itself; one that is named asks.
    if to.is_some() && !asked(status).is_empty() {
        let form = Form::new(state, board, cell, record, status);
        state.overlay = Some(Overlay::Form(Box::new(form)));
        return Vec::new();
    }
    match say_and_set(state, (milestone, &record), status, &Given::default()) {
        Ok(effects) => effects,
        Err(refusal) => {
            refuse(state, &refusal);
            Vec::new()
        }
    }
}
