//! Marked rows: by address, so that a reload, another order, a filter and midnight leave them marked.

use std::collections::BTreeSet;

use super::arrange::Pick;
use super::banner::counted;
use super::motion::{Step, go};
use super::state::{Pane, State};
use crate::domain::board::Board;
use crate::domain::edit::{self, Edit, Record};

/// The marked rows.
///
/// Bounds: at most one for each milestone.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// The milestones.
    of: BTreeSet<Record>,
    /// Their numbers on the present board, sorted.
    numbers: Vec<u32>,
    /// How many were forgotten because their milestones are gone, until that is said.
    pub gone: usize,
}

impl Marks {
    /// Returns whether nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Returns whether a milestone is marked.
    #[must_use]
    pub fn has(&self, milestone: u32) -> bool {
        self.numbers.binary_search(&milestone).is_ok()
    }

    /// Returns the marked milestones, in the file's order.
    #[must_use]
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// Finds the marked milestones on another board; those that are not there any more are forgotten.
    pub fn find(&mut self, board: &Board) {
        let before = self.of.len();
        let number = |record: &Record| {
            let (regulation, milestone) = record.milestone()?;
            board.find(regulation, milestone)
        };
        self.of.retain(|record| number(record).is_some());
        self.numbers = self.of.iter().filter_map(number).collect();
        self.numbers.sort_unstable();
        self.gone += before - self.of.len();
    }

    /// Follows the renames of an edit, and forgets what it takes away: the user knows of it.
    pub fn follow(&mut self, edit: &Edit) {
        for change in edit.changes.iter().filter(|change| change.key.is_empty()) {
            match &change.step {
                edit::Step::Rename { to } => {
                    let (inside, mut others): (BTreeSet<Record>, BTreeSet<Record>) =
                        std::mem::take(&mut self.of).into_iter().partition(|record| record.is_within(&change.record));
                    others.extend(inside.iter().map(|record| record.after_rename(&change.record, to)));
                    self.of = others;
                }
                edit::Step::Remove { .. } => self.of.retain(|record| !record.is_within(&change.record)),
                edit::Step::Set { .. }
                | edit::Step::Append { .. }
                | edit::Step::TakeBack { .. }
                | edit::Step::Create { .. } => {}
            }
        }
    }
}

/// Returns whether keys act on the marked rows: in the detail they act on what it shows.
#[must_use]
pub fn are_meant(state: &State) -> bool {
    state.screen.pane != Pane::Detail && !state.marks.is_empty()
}

/// Marks the row under the cursor, or takes its mark away, and goes on to the next one.
pub fn toggle(state: &mut State) {
    let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) else { return };
    let record = record_of(board, number);
    if !state.marks.of.remove(&record) {
        state.marks.of.insert(record);
    }
    state.marks.find(board);
    go(state, Step::Rows(1));
}

/// Marks all rows that are shown; where all are, takes their marks away.
pub fn toggle_all(state: &mut State) {
    let Some(board) = &state.source.board else { return };
    let shown: Vec<Record> = shown(state).map(|number| record_of(board, number)).collect();
    if shown.iter().all(|record| state.marks.of.contains(record)) {
        let shown: BTreeSet<Record> = shown.into_iter().collect();
        state.marks.of.retain(|record| !shown.contains(record));
    } else {
        state.marks.of.extend(shown);
    }
    state.marks.find(board);
}

/// Takes all marks away; returns whether there were any.
pub fn clear(state: &mut State) -> bool {
    let had_any = !state.marks.is_empty();
    state.marks = Marks::default();
    had_any
}

/// Returns the remark about marks: how many there are, and how many of them are not shown.
#[must_use]
pub fn words(state: &State) -> Option<String> {
    let all = state.marks.numbers.len();
    if all == 0 {
        return None;
    }
    let seen = shown(state).filter(|number| state.marks.has(*number)).count();
    Some(if seen == all { format!("{all} marked") } else { format!("{all} marked, {} not shown", all - seen) })
}

/// Returns what is said of marks that are forgotten because their milestones are gone; none where none are.
#[must_use]
pub fn gone_words(gone: usize) -> Option<String> {
    (gone > 0).then(|| format!("{} gone: deleted or renamed elsewhere", counted(gone, "marked row")))
}

fn shown(state: &State) -> impl Iterator<Item = u32> {
    state.list.picks.iter().filter_map(|(pick, _)| match pick {
        Pick::Milestone(number) => Some(*number),
        Pick::Unreadable(_) => None,
    })
}

/// Returns the record of a milestone.
#[must_use]
pub fn record_of(board: &Board, milestone: u32) -> Record {
    let (regulation, milestone) = board.records(milestone);
    crate::domain::refs::milestone_record(regulation, milestone)
}
