//! The occurrences of a milestone that repeats, as they stand now.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Clock, Round, touches_nothing};
use crate::domain::board::{Board, Occurrence, Row};
use crate::domain::obligation;
use crate::domain::record::{Certainty, Milestone};
use crate::domain::series::{Instance, MOST_OCCURRENCES, Written, milestone_at, written};

impl Board {
    /// Adds the occurrences of a series and returns its row.
    ///
    /// All that have come are there, each owed until it is closed; then the next one that is not closed; and behind it
    /// those of which something is written. Where nothing of ours is touched, only what comes next.
    pub(super) fn row_of_series(&mut self, number: u32, milestone: &Milestone, round: &mut Round<'_>) -> Row {
        let plan = round.plan;
        let first = position(self.occurrences.len());
        let last_written = milestone.occurrences.iter().map(|occurrence| occurrence.nominal.value).max();
        let written_of = Written::of(milestone);
        let is_regular = plan.is_regular(number);
        let reach = self.reach(number);
        let from = if touches_nothing(milestone) { self.last_passed(number, reach.count) } else { 0 };
        round.clock.watch_reach(&reach);
        let mut has_next = false;
        let mut before = None;
        for n in (from..=MOST_OCCURRENCES).take_while(|n| *n < reach.count) {
            let Some(instance) = plan.occurrence(number, n) else { break };
            if is_regular && before.is_some() && before == instance.nominal {
                // Two anchors may lead to the same day: that is one occurrence.
                continue;
            }
            before = instance.nominal;
            let is_over = has_next && is_regular;
            if is_over && instance.nominal.zip(last_written).is_none_or(|(day, last)| day > last) {
                break;
            }
            let record = written_of.on(instance.nominal).map(|(at, _)| at);
            if is_over && record.is_none() {
                continue;
            }
            // The next one begins when this one is closed; it is there before only where something is written of it.
            if !is_regular && has_next && record.is_none() {
                break;
            }
            let is_to_come = !instance.dated.is_passed(self.now);
            let is_live = self.add_occurrence((number, milestone), (n, instance, record), round);
            has_next |= if is_regular { is_to_come && (is_live || touches_nothing(milestone)) } else { is_live };
        }
        self.row_of_occurrences((number, milestone), first..position(self.occurrences.len()), round)
    }

    /// Shows another occurrence of a series in its row, also one that lies behind the next; returns whether there is one.
    pub(crate) fn focus(&mut self, number: u32, nominal: NaiveDate) -> bool {
        let (file, plan) = (Arc::clone(&self.file), Arc::clone(&self.plan));
        let found = plan.occurrence_on(number, nominal).filter(|(n, _)| *n < self.reach(number).count);
        let Some((n, instance)) = found else { return false };
        let Some(milestone) = milestone_at(&file, &plan, number) else { return false };
        let today: Vec<NaiveDate> = plan.zones.iter().map(|zone| zone.day_of(self.now)).collect();
        let mut round = Round::new(&file, &plan, Clock::new(&plan, self.now, &today));
        let is_it = |occurrence: &Occurrence| occurrence.milestone == number && occurrence.nominal == Some(nominal);
        let at = self.occurrences.iter().position(is_it).unwrap_or_else(|| {
            let record = written(milestone, instance.nominal).map(|(at, _)| at);
            self.add_occurrence((number, milestone), (n, instance, record), &mut round);
            self.occurrences.len() - 1
        });
        let Some(Occurrence { dated, cells, .. }) = self.occurrences.get(at).cloned() else { return false };
        let shown = self.sum_up(milestone, &dated, cells, &round.clock);
        if let Some(row) = self.rows.get_mut(number as usize) {
            let (occurrences, more, changes_at) = (row.occurrences.clone(), row.more, row.changes_at);
            *row = Row { occurrences, more, changes_at, occurrence: Some(position(at)), ..shown };
        }
        true
    }

    /// Returns the number of the last occurrence that has passed, of the first `count`; else 0.
    fn last_passed(&self, number: u32, count: usize) -> usize {
        let has_passed = |n: &usize| {
            let instance = self.plan.occurrence(number, *n);
            instance.is_some_and(|instance| instance.dated.is_passed(self.now))
        };
        (0..MOST_OCCURRENCES.min(count)).take_while(has_passed).last().unwrap_or(0)
    }

    /// Adds one occurrence, and returns whether something of it is owed.
    fn add_occurrence(
        &mut self,
        whose: (u32, &Milestone),
        (n, instance, written): (usize, Instance, Option<u32>),
        round: &mut Round<'_>,
    ) -> bool {
        let at = position(self.occurrences.len());
        let cells = self.add_cells(whose, (&instance.dated, Some((at, written))), round);
        let is_live = self.cells.get(cells.start as usize..).is_some_and(|cells| cells.iter().any(|c| c.is_live));
        let Instance { nominal, dated } = instance;
        self.occurrences.push(Occurrence { milestone: whose.0, n: position(n), nominal, dated, written, cells });
        is_live
    }

    fn row_of_occurrences(&self, (number, milestone): (u32, &Milestone), range: Range<u32>, round: &Round<'_>) -> Row {
        let all = self.occurrences.get(range.start as usize..range.end as usize).unwrap_or_default();
        let live = all.iter().filter(|occurrence| self.is_live(occurrence)).count();
        let to_come = |occurrence: &&Occurrence| !occurrence.dated.is_passed(self.now);
        let shown = (range.start..).zip(all).find(|(_, occurrence)| self.is_live(occurrence));
        let shown = shown.or_else(|| (range.start..).zip(all).find(|(_, occurrence)| to_come(occurrence)));
        let Some((at, occurrence)) = shown.or_else(|| (range.start..).zip(all).last()) else {
            // A series always has its base; without one, the milestone stands as it is written.
            let dated = self.plan.dated.get(number as usize).expect("one date for each milestone");
            let end = position(self.cells.len());
            return self.sum_up(milestone, dated, end..end, &round.clock);
        };
        let row = self.sum_up(milestone, &occurrence.dated, occurrence.cells.clone(), &round.clock);
        let breaches = all.iter().flat_map(|occurrence| self.cells_at(occurrence)).map(|cell| cell.breach);
        let is_withdrawn = occurrence.dated.certainty == Certainty::Withdrawn;
        Row {
            breach: obligation::any(breaches),
            occurrences: range,
            occurrence: Some(at),
            more: if is_withdrawn { 0 } else { position(live.saturating_sub(1)) },
            ..row
        }
    }
}

fn position(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
