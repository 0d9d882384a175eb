//! The moment of an incident on one line: what it is, and what runs from it.

use super::{Meaning, Prompt, Purpose, ahead, show};
use crate::app::countdown::exact;
use crate::app::detail::date_words;
use crate::app::newcomer::{self, machine};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Words;
use crate::domain::board::Board;
use crate::domain::date::{Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated};
use crate::domain::edit::make::{Run, clock_of, lies_ahead, read_start, runs, start};
use crate::domain::edit::{Edit, Record, Refusal, Why};
use crate::domain::refs::milestone_record;
use crate::domain::typed::Reading;

/// Returns the clock that the row under the cursor is about: itself, what it counts from, or its regulation's only one.
#[must_use]
pub fn clock_here(state: &State) -> Option<u32> {
    let board = state.source.board.as_ref()?;
    let number = state.list.milestone()?;
    let mut at = number;
    // As many steps as there are milestones: a ring has no clock.
    for _ in 0..board.rows.len() {
        let milestone = board.records(at).1;
        if milestone.verb == Verb::At && matches!(milestone.when.value, When::Unknown(_)) {
            return Some(at);
        }
        match board.dated(at).anchor {
            Some(anchor) => at = anchor,
            None => break,
        }
    }
    let (regulation, _) = board.plan.spots.get(number as usize)?;
    clock_of(board, *regulation as usize).ok()
}

/// Opens the line for the moment of the clock.
pub fn clock(state: &mut State) {
    let Some((board, number)) = state.source.board.as_ref().zip(clock_here(state)) else { return };
    let (regulation, milestone) = board.records(number);
    show(state, Prompt::new(Purpose::Clock(milestone_record(regulation, milestone)), ""));
}

/// A clock that is to be started.
pub struct Started {
    /// As typed, read.
    reading: Reading,
    /// The board before and with it.
    boards: (Board, Board),
    number: u32,
}

/// Makes the edit that starts a clock.
///
/// # Errors
///
/// When the moment cannot be read, the clock was started meanwhile, or the file would have an error.
pub fn edit_of(state: &State, record: &Record, text: &str) -> Result<(Edit, Started), Refusal> {
    let gone = || Refusal::new(Why::Missing, format!("'{record}' is no longer in the file"), "");
    let (snapshot, board) = ahead(state).ok_or_else(gone)?;
    let (regulation, milestone) = record.milestone().ok_or_else(gone)?;
    let number = board.find(regulation, milestone).ok_or_else(gone)?;
    let reading = read_start(&board, number, text)?;
    let facts = crate::yaml::amend::facts(&snapshot, std::slice::from_ref(record))?;
    let edit = start(&facts, &board, number, &reading)?;
    let (edit, after) = newcomer::tried(&snapshot, &edit, machine(&board))?;
    let after = newcomer::board_of(state, &after);
    Ok((edit, Started { reading, boards: (board, after), number }))
}

/// Says which moment it is, and what runs from it.
#[must_use]
pub fn meaning(state: &State, record: &Record, text: &str) -> Meaning {
    let mut lines = vec![Words::of(&record.to_string(), Tone::Dim)];
    if text.is_empty() {
        lines.push(Words::of("Hours count from this moment: give the time of day.", Tone::Plain));
        return Meaning { lines, wanted: None };
    }
    match edit_of(state, record, text) {
        Ok((_, started)) => lines.extend(running(&started)),
        Err(refusal) => {
            lines.push(Words::of(&refusal.message, Tone::Bad).then(&format!("; {}", refusal.hint), Tone::Dim));
        }
    }
    Meaning { lines, wanted: None }
}

fn running(started: &Started) -> Vec<Words> {
    let Started { reading, boards: (before, after), number } = started;
    let moment = |dated: &Dated| {
        let (date, behind) = date_words(dated, after.zone_of(dated), after.now);
        if behind.is_empty() { date } else { format!("{date}, {behind}") }
    };
    let starts = format!("starts {}", moment(after.dated(*number)));
    let remark = Some(reading.remark()).filter(|remark| reading.is_remarkable() && !starts.contains(remark));
    let mut lines = vec![Words::of(&starts, Tone::Plain)];
    lines.extend(remark.map(|remark| Words::of(&remark, Tone::Dim)));
    lines.extend(lies_ahead(after, *number).map(|said| Words::of(said, Tone::Doubtful)));
    let (owed, others): (Vec<Run<'_>>, Vec<Run<'_>>) =
        runs(before, after, *number).into_iter().partition(|run| run.is_owed);
    let is_idle = owed.is_empty() && others.is_empty();
    if !after.dated(*number).has_time() && !is_idle {
        lines.push(Words::of("no time of day is given: hours count from the start of that day", Tone::Doubtful));
    }
    lines.push(Words::blank());
    lines.push(match owed.len() {
        0 if is_idle => Words::of("Nothing counts from it", Tone::Doubtful),
        0 => Words::of("No deadline runs from it", Tone::Doubtful),
        count => Words::of("Runs from then", Tone::Head).then(&format!("  {count}"), Tone::Dim),
    });
    let line = |run: &Run<'_>| {
        let Run { milestone, cell, dated, left, .. } = *run;
        let mut title = Words::of(&after.records(milestone).1.title, Tone::Plain);
        if let Some(cell) = cell {
            title = title.then(&format!("   {}", after.product(cell).label()), Tone::Dim);
        }
        // A day by which something is to be done is the last safe one itself.
        let is_said = dated.last_safe_day.is_none_or(|safe| dated.date == Some(CivilDate::Day(safe)));
        let safe = dated.last_safe_day.filter(|_| !is_said).map(|day| format!(", last safe day {}", long_day(day)));
        let left = exact(dated, &left, after.now);
        let when = format!("  {}{}   {left}", moment(dated), safe.unwrap_or_default());
        [title, Words::of(&when, Tone::Dim)]
    };
    lines.extend(owed.iter().flat_map(line));
    if !others.is_empty() {
        lines.push(Words::of("Dated by it, and nothing is owed", Tone::Head));
        lines.extend(others.iter().flat_map(line));
    }
    lines
}
