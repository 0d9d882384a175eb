//! The moment of an incident on one line: what it is, and what runs from it.

use super::{Meaning, Prompt, Purpose, ahead, show};
use crate::app::countdown::{Care, of_row};
use crate::app::detail::date_words;
use crate::app::newcomer::{self, machine};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Words;
use crate::domain::board::Board;
use crate::domain::date::{Verb, When};
use crate::domain::edit::make::{clock_of, read_start, start};
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
    let moment = |number: u32| {
        let dated = after.dated(number);
        let (date, behind) = date_words(dated, after.zone_of(dated), after.now);
        if behind.is_empty() { date } else { format!("{date}, {behind}") }
    };
    let starts = format!("starts {}", moment(*number));
    let remark = Some(reading.remark()).filter(|remark| reading.is_rewritten && !starts.contains(remark));
    let mut lines = vec![Words::of(&starts, Tone::Plain)];
    lines.extend(remark.map(|remark| Words::of(&remark, Tone::Dim)));
    let is_moved = |other: &u32| {
        let (old, new) = (before.dated(*other), after.dated(*other));
        other != number && (old.instant, &old.missing) != (new.instant, &new.missing)
    };
    let runs: Vec<u32> = (0u32..).take(after.rows.len()).filter(is_moved).collect();
    if !after.dated(*number).has_time() && !runs.is_empty() {
        lines.push(Words::of("no time of day is given: hours count from the start of that day", Tone::Doubtful));
    }
    lines.push(Words::blank());
    lines.push(match runs.len() {
        0 => Words::of("Nothing counts from it", Tone::Doubtful),
        count => Words::of("Runs from then", Tone::Head).then(&format!("  {count}"), Tone::Dim),
    });
    for other in runs {
        let left = of_row(after, other, after.now, Care::Exact).text;
        lines.push(Words::of(&after.records(other).1.title, Tone::Plain));
        lines.push(Words::of(&format!("  {}   {left}", moment(other)), Tone::Dim));
    }
    lines
}
