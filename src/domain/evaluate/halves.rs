//! A whole board; where there are many rows, two threads make half of them each.

use std::ops::Range;
use std::sync::Arc;
use std::thread;

use chrono::NaiveDate;

use super::advance::{Shift, range, shift};
use super::{Clock, Round};
use crate::domain::board::{Board, MOST_CELLS, Occurrence};
use crate::domain::plan::Plan;
use crate::domain::record::{Milestone, Products};
use crate::domain::series::milestone_at;

/// Boards with at least so many rows are made by two threads.
const MANY: u32 = 5_000;

impl Board {
    /// Makes all rows, with their cells and occurrences, and the order.
    pub(super) fn evaluate_all(&mut self) {
        let count = u32::try_from(self.plan.spots.len()).unwrap_or(u32::MAX);
        self.rows.reserve_exact(self.plan.spots.len());
        if count < MANY || !self.add_halves(count / 2, count) {
            self.add_rows(0..count);
        }
        self.cells.shrink_to_fit();
        self.sort();
    }

    /// Adds the rows up to `half`, and those behind it from a second thread. Where that does not go, or not all cells have
    /// room, there is nothing, and false is returned: which of them have room goes by their order.
    fn add_halves(&mut self, half: u32, count: u32) -> bool {
        let mut second = Self::empty(Arc::clone(&self.file), Arc::clone(&self.plan), self.now, self.limits);
        let is_started = thread::scope(|scope| {
            let Ok(other) = thread::Builder::new().spawn_scoped(scope, || second.add_rows(half..count)) else {
                return false;
            };
            self.add_rows(0..half);
            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            true
        });
        let has_room = !self.is_full && !second.is_full && self.cells.len() + second.cells.len() <= MOST_CELLS;
        if is_started && has_room {
            self.append(second);
        } else {
            *self = Self::empty(second.file, second.plan, self.now, self.limits);
        }
        is_started && has_room
    }

    /// Adds the rows of some milestones.
    fn add_rows(&mut self, numbers: Range<u32>) {
        let (file, plan) = (Arc::clone(&self.file), Arc::clone(&self.plan));
        let today: Vec<NaiveDate> = plan.zones.iter().map(|zone| zone.day_of(self.now)).collect();
        self.rows.reserve_exact(numbers.len());
        // Growing by doubling would leave holes as large as the board itself.
        let milestones = numbers.clone().filter_map(|number| milestone_at(&file, &plan, number));
        let most: usize = milestones.map(|milestone| most_cells(&plan, milestone)).sum();
        self.cells.reserve_exact(most.min(MOST_CELLS));
        let mut round = Round::new(&file, &plan, Clock::new(&plan, self.now, &today));
        for number in numbers {
            self.add_row(number, &mut round);
        }
        self.next_change = round.clock.next;
        self.is_full = round.is_full;
    }

    /// Puts the rows that follow behind those that are there.
    fn append(&mut self, other: Self) {
        let (cells, occurrences) = (shift(self.cells.len(), 0), shift(self.occurrences.len(), 0));
        let by = Shift { milestones: 0, anchor: None, cells, occurrences };
        self.cells.reserve_exact(other.cells.len());
        self.cells.extend(other.cells.iter().map(|cell| by.cell(cell)));
        // Milestones keep their numbers, and so does what occurrences count from.
        let placed = |old: Occurrence| Occurrence { cells: range(&old.cells, cells), ..old };
        self.occurrences.extend(other.occurrences.into_iter().map(placed));
        self.rows.extend(other.rows.iter().map(|row| by.row(row)));
        self.next_change = self.next_change.into_iter().chain(other.next_change).min();
    }
}

/// Returns the number of cells that a milestone can have at most.
fn most_cells(plan: &Plan, milestone: &Milestone) -> usize {
    match &milestone.products {
        Products::Implied => 1,
        Products::Listed(entries) => entries.iter().map(|entry| plan.roster.most(&entry.target)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone::Zone;
    use crate::yaml::snapshot::Snapshot;

    #[test]
    fn two_threads_make_the_board_that_one_makes() {
        let zone = Zone::named("America/New_York").expect("a zone of the data");
        let snapshot = Snapshot::of(include_str!("../../../deadlines.yaml").into(), &zone);
        let now = "2026-11-23T19:05:00Z".parse().expect("an instant");
        let empty = || {
            let (file, plan) = (Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan));
            Board::empty(file, plan, now, crate::domain::settings::Limits::default())
        };
        let count = u32::try_from(snapshot.plan.spots.len()).expect("few milestones");
        let mut whole = empty();
        whole.add_rows(0..count);
        assert!(whole.occurrences.len() > 2, "series are there: {}", whole.occurrences.len());
        assert!(whole.next_change.is_some());
        for half in 0..=count {
            let mut board = empty();
            assert!(board.add_halves(half, count), "cut at {half}");
            assert_eq!(board.rows, whole.rows, "cut at {half}");
            assert_eq!(board.cells, whole.cells, "cut at {half}");
            assert_eq!(board.occurrences, whole.occurrences, "cut at {half}");
            assert_eq!(board.next_change, whole.next_change, "cut at {half}");
        }
    }
}
