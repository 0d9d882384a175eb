//! What a change of statuses does to series of which occurrences are closed: what it leaves behind, and what comes next.

use super::newcomer::{ahead, board_of, machine};
use super::state::State;
use crate::domain::edit::make::Occurrences;
use crate::domain::edit::{Edit, Record};
use crate::domain::outlook::followings;
use crate::yaml::amend;
use crate::yaml::snapshot::Snapshot;

/// How many occurrences are named that are none of their series any more.
const NAMED: usize = 6;

/// Says in a few words which occurrences an edit leaves outside their series: `kept as history: scan@2026-03-03`.
///
/// `after` is the file with the edit; what is shown must still be the one before.
#[must_use]
pub fn left_behind(state: &State, after: &Snapshot, edit: &Edit) -> Option<String> {
    let board = state.source.board.as_ref()?;
    let (regulation, _) = edit.changes.first()?.record.milestone()?;
    Occurrences::of_statuses(board, &after.plan, edit).short_words(regulation)
}

/// Says which occurrences an edit would leave outside their series, a line for each sort.
#[must_use]
pub fn would_leave(state: &State, edit: &Edit) -> Vec<String> {
    let is_occurrence = |record: &Record| matches!(record, Record::Cell { nominal: Some(_), .. });
    if !edit.changes.iter().any(|change| is_occurrence(&change.record)) {
        return Vec::new();
    }
    let Some(newest) = ahead(state).or_else(|| state.source.snapshot.clone()) else { return Vec::new() };
    let board = board_of(state, &newest);
    // Why it cannot be done is said by whoever saves it.
    let Ok(trial) = amend::trial(&newest, edit, machine(&board)) else { return Vec::new() };
    Occurrences::of_statuses(&board, &trial.after.plan, edit).words(NAMED)
}

/// Says what comes next where an edit closed an occurrence of one series.
#[must_use]
pub fn comes_next(state: &State, edit: &Edit) -> Option<String> {
    match followings(state.source.board.as_ref()?, edit).as_slice() {
        [only] => Some(only.words()),
        _ => None,
    }
}
