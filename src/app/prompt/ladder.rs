//! Lead times before a deadline on one line: what is added, with its dates.

use super::{Meaning, Prompt, Purpose, ahead, show};
use crate::app::detail::date_words;
use crate::app::newcomer::{self, machine};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Words;
use crate::domain::board::Board;
use crate::domain::edit::make::{ladder as add_ladder, read_rungs};
use crate::domain::edit::{Edit, Record, Refusal, Step, Why};
use crate::domain::refs::milestone_record;

/// Opens the line for lead times before the row under the cursor.
pub fn ladder(state: &mut State) {
    let Some((board, number)) = state.source.board.as_ref().zip(state.list.milestone()) else { return };
    let (regulation, milestone) = board.records(number);
    show(state, Prompt::new(Purpose::Ladder(milestone_record(regulation, milestone)), ""));
}

/// Makes the edit that adds them, and the board with it.
///
/// # Errors
///
/// When a step cannot be read, the milestone is gone, or the file would have an error.
pub fn edit_of(state: &State, record: &Record, text: &str) -> Result<(Edit, Board), Refusal> {
    let gone = || Refusal::new(Why::Missing, format!("'{record}' is no longer in the file"), "");
    let (snapshot, board) = ahead(state).ok_or_else(gone)?;
    let (regulation, milestone) = record.milestone().ok_or_else(gone)?;
    let number = board.find(regulation, milestone).ok_or_else(gone)?;
    let edit = add_ladder(&board, number, &read_rungs(text)?, "")?;
    let (edit, after) = newcomer::tried(&snapshot, &edit, machine(&board))?;
    Ok((edit, newcomer::board_of(state, &after)))
}

/// Says what would be added, and when each is due.
#[must_use]
pub fn meaning(state: &State, record: &Record, text: &str) -> Meaning {
    let mut lines = vec![Words::of(&format!("before {record}"), Tone::Dim)];
    if text.is_empty() {
        lines.push(Words::of("What is to be done and how long before, one after the other.", Tone::Plain));
        lines.push(Words::of("Each is a deadline of the organisation: it moves and repeats with this one.", Tone::Dim));
        return Meaning { lines, wanted: None };
    }
    match edit_of(state, record, text) {
        Ok((edit, after)) => lines.extend(added(&edit, &after)),
        Err(refusal) => {
            lines.push(Words::of(&refusal.message, Tone::Bad).then(&format!("; {}", refusal.hint), Tone::Dim));
        }
    }
    Meaning { lines, wanted: None }
}

fn added(edit: &Edit, after: &Board) -> Vec<Words> {
    let line = |record: &Record| {
        let (regulation, milestone) = record.milestone()?;
        let number = after.find(regulation, milestone)?;
        let each = if after.occurrence(number).is_some() { "   each time" } else { "" };
        let dated = after.dated(number);
        let (date, _) = date_words(dated, after.zone_of(dated), after.now);
        let verb = dated.verb.word();
        let title = Words::of(&after.records(number).1.title, Tone::Plain);
        let line = Words::of(&format!("  {verb} {date}{each}   {record}"), Tone::Dim);
        let is_past = dated.is_passed(after.now);
        Some([title, if is_past { line.then("   already past", Tone::Doubtful) } else { line }])
    };
    let is_milestone = |record: &&Record| matches!(record, Record::Milestone { .. });
    let created = edit.changes.iter().filter(|change| matches!(change.step, Step::Create { .. }));
    created.map(|change| &change.record).filter(is_milestone).filter_map(line).flatten().collect()
}
