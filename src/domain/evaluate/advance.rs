//! A board a while later: only what the time can have changed is evaluated again.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Clock, Round, urgency};
use crate::domain::board::{Board, Cell, Occurrence, Row};
use crate::domain::dated::Dated;
use crate::domain::plan::Plan;
use crate::domain::record::File;
use crate::domain::series::Series;

/// Where more than one row of so many was evaluated again, all are sorted anew.
const MANY: usize = 8;

impl Board {
    /// Returns the board of the same file at `now`, as [`Board::at`] makes it.
    ///
    /// A row is evaluated again if a midnight of its zone, one of its instants or a moment that its records name lies
    /// between the two; the others are taken as they are. Where time went back, everything is.
    #[must_use]
    pub fn advanced(&self, now: DateTime<Utc>) -> Self {
        let numbers = 0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.renewed((Arc::clone(&self.file), Arc::clone(&self.plan)), now, numbers.map(Some))
    }

    /// Returns the board of `file` at `now`, for which `known` says for each row from which of this board it may be taken.
    pub(super) fn renewed(
        &self,
        (file, plan): (Arc<File>, Arc<Plan>),
        now: DateTime<Utc>,
        known: impl Iterator<Item = Option<u32>>,
    ) -> Self {
        if now < self.now || self.is_full || self.rows.len() != self.plan.spots.len() {
            return Self::within(file, plan, now, self.limits);
        }
        let mut board = Self::empty(Arc::clone(&file), Arc::clone(&plan), now, self.limits);
        board.rows.reserve_exact(plan.spots.len());
        board.cells.reserve_exact(self.cells.len());
        board.occurrences.reserve_exact(self.occurrences.len());
        let today: Vec<NaiveDate> = plan.zones.iter().map(|zone| zone.day_of(now)).collect();
        let mut round = Round::new(&file, &plan, Clock::new(&plan, now, &today));
        let mut numbers = vec![None; self.rows.len()];
        let mut fresh = Vec::new();
        for (number, known) in (0u32..).zip(known) {
            match known.and_then(|known| Some((known, self.row(known)?))) {
                Some((old, row)) if row.changes_at.is_none_or(|moment| moment > now) => {
                    board.take_over(self, row, (old, number));
                    round.clock.wake_at(row.changes_at);
                    if let Some(slot) = numbers.get_mut(old as usize) {
                        *slot = Some(number);
                    }
                }
                Some(_) | None => {
                    fresh.push(number);
                    board.add_row(number, &mut round);
                }
            }
        }
        if round.is_full {
            return Self::within(file, plan, now, self.limits);
        }
        board.next_change = round.clock.next;
        if fresh.len() > board.rows.len() / MANY {
            board.sort();
        } else {
            let number = |old: &u32| numbers.get(*old as usize).copied().flatten();
            board.order = board.order_with(&self.order.iter().filter_map(number).collect::<Vec<_>>(), fresh);
        }
        board
    }

    /// Returns the order in which rows that were evaluated stand among those that were taken over and are in order.
    fn order_with(&self, kept: &[u32], mut fresh: Vec<u32>) -> Vec<u32> {
        let key = |number: &u32| self.row(*number).map(|row| urgency(*number, row));
        fresh.sort_by_cached_key(key);
        let (mut order, mut rest) = (Vec::with_capacity(self.rows.len()), kept);
        for number in fresh {
            let before;
            (before, rest) = rest.split_at(rest.partition_point(|other| key(other) < key(&number)));
            order.extend_from_slice(before);
            order.push(number);
        }
        order.extend_from_slice(rest);
        order
    }

    /// Takes a row over as it is, with its cells and occurrences; their places move.
    fn take_over(&mut self, old: &Self, row: &Row, (from, to): (u32, u32)) {
        let first = row.occurrences.clone().next().and_then(|at| old.occurrences.get(at as usize));
        let last = row.occurrences.clone().last().and_then(|at| old.occurrences.get(at as usize));
        let cells = match (first, last) {
            (Some(first), Some(last)) => first.cells.start..last.cells.end,
            (_, _) => row.cells.clone(),
        };
        let by = Shift {
            milestones: i64::from(to) - i64::from(from),
            anchor: if row.occurrences.is_empty() {
                None
            } else {
                self.plan.series.get(&to).and_then(Series::followed)
            },
            cells: shift(self.cells.len(), cells.start),
            occurrences: shift(self.occurrences.len(), row.occurrences.start),
        };
        let taken = old.cells.get(cells.start as usize..cells.end as usize).unwrap_or_default();
        self.cells.extend(taken.iter().map(|cell| by.cell(cell)));
        let taken = old.occurrences.get(row.occurrences.start as usize..row.occurrences.end as usize);
        self.occurrences.extend(taken.unwrap_or_default().iter().map(|occurrence| by.occurrence(occurrence)));
        self.rows.push(by.row(row));
    }
}

/// By how much places move.
#[derive(Clone, Copy)]
pub(super) struct Shift {
    pub(super) milestones: i64,
    /// What the occurrences count from has this number now.
    pub(super) anchor: Option<u32>,
    pub(super) cells: i64,
    pub(super) occurrences: i64,
}

impl Shift {
    pub(super) fn row(self, row: &Row) -> Row {
        let occurrence = row.occurrence.map(|at| moved(at, self.occurrences));
        Row {
            cells: range(&row.cells, self.cells),
            occurrences: if row.occurrences.is_empty() { 0..0 } else { range(&row.occurrences, self.occurrences) },
            occurrence,
            urgent_cell: row.urgent_cell.map(|at| moved(at, self.cells)),
            ..row.clone()
        }
    }

    pub(super) fn cell(self, cell: &Cell) -> Cell {
        let occurrence = cell.occurrence.map(|at| moved(at, self.occurrences));
        Cell { milestone: moved(cell.milestone, self.milestones), occurrence, ..cell.clone() }
    }

    fn occurrence(self, occurrence: &Occurrence) -> Occurrence {
        let milestone = moved(occurrence.milestone, self.milestones);
        let dated = Dated { anchor: self.anchor, ..occurrence.dated.clone() };
        Occurrence { milestone, dated, cells: range(&occurrence.cells, self.cells), ..occurrence.clone() }
    }
}

pub(super) fn shift(to: usize, from: u32) -> i64 {
    i64::try_from(to).unwrap_or(i64::MAX) - i64::from(from)
}

fn moved(at: u32, by: i64) -> u32 {
    u32::try_from(i64::from(at) + by).unwrap_or(u32::MAX)
}

pub(super) fn range(range: &Range<u32>, by: i64) -> Range<u32> {
    moved(range.start, by)..moved(range.end, by)
}
