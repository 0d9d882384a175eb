//! From a plan and a moment to a board: who is touched, what is owed, in which order.

mod advance;
mod edited;
mod halves;
mod series;

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};

use super::band::{Band, Owed, band_of};
use super::board::{Board, Cell, Countdown, MOST_CELLS, Row};
use super::date::Verb;
use super::dated::Dated;
use super::members::{Muster, Speaker};
use super::obligation::{self, Standing, Whose};
use super::plan::Plan;
use super::record::{Certainty, File, Milestone, Products};
use super::series::milestone_at;
use super::status::Status;

/// Fills a board that has its file, plan and moment.
pub(crate) fn evaluate(board: &mut Board) {
    board.evaluate_all();
}

impl Board {
    /// Evaluates a milestone and adds its row.
    fn add_row(&mut self, number: u32, round: &mut Round<'_>) {
        let (file, plan) = (round.muster.file, round.plan);
        let (Some(milestone), Some(dated)) = (milestone_at(file, plan, number), plan.dated.get(number as usize)) else {
            return;
        };
        round.clock.of_row = None;
        let row = if plan.series.contains_key(&number) {
            self.row_of_series(number, milestone, round)
        } else {
            let cells = self.add_cells((number, milestone), (dated, None), round);
            self.sum_up(milestone, dated, cells, &round.clock)
        };
        round.clock.wake_at(round.clock.of_row);
        self.rows.push(Row { changes_at: round.clock.of_row, ..row });
    }

    /// Adds the cells of a milestone, or of one of its occurrences, and returns where they are.
    fn add_cells(
        &mut self,
        (number, milestone): (u32, &Milestone),
        (dated, occurrence): (&Dated, Option<(u32, Option<u32>)>),
        round: &mut Round<'_>,
    ) -> Range<u32> {
        let Round { muster, plan, clock, members, is_full } = round;
        clock.watch(dated);
        let start = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let written = occurrence.and_then(|(_, written)| written);
        let at_occurrence = written.and_then(|at| milestone.occurrences.get(at as usize));
        members.clear();
        if !*is_full {
            let due = dated.due_day().unwrap_or_else(|| {
                clock.watch_day(plan.file_zone);
                clock.today(plan.file_zone)
            });
            muster.collect(milestone, at_occurrence, due, members);
        }
        if self.cells.len() + members.len() > MOST_CELLS {
            *is_full = true;
            members.clear();
        }
        for &(speaker, product) in members.iter() {
            let entry = speaker.entry(milestone, at_occurrence);
            let list = match speaker {
                Speaker::Products(at) if occurrence.is_none() => Some((0, at)),
                Speaker::Occurrence(at) => written.map(|written| (written + 1, at)),
                Speaker::Implied | Speaker::Products(_) => None,
            };
            let record = entry.map(|entry| &entry.record);
            let has_own = record.is_some_and(|record| record.detail(|d| d.due.as_ref()).is_some());
            let own = list.filter(|_| has_own).and_then(|(list, at)| plan.own.get(&(number, list, at)));
            if let Some(own) = own {
                clock.watch(own);
            }
            // A series moves its base, which is nobody's deadline; an extension stands in place of all dates.
            let has_earlier = own.is_none() && occurrence.is_none() && !milestone.moved.is_empty();
            let followed = plan.followed.get(&number).filter(|_| own.is_none() && occurrence.is_none());
            let dated = own.unwrap_or(dated);
            let standing = Standing {
                dated,
                earlier: if has_earlier { plan.moved.get(&number).map_or(&[], Vec::as_slice) } else { &[] },
                moves: &milestone.moved,
                followed: followed.into_iter().flatten().map(|was| (was, plan.zone(was.zone))).collect(),
                zone: plan.zone(dated.zone),
                now: self.now,
                limits: self.limits,
                today: clock.today(dated.zone),
            };
            let whose = Whose { milestone: number, product, speaker, occurrence: occurrence.map(|(at, _)| at) };
            for moment in record.into_iter().flat_map(|record| obligation::moments(record, standing.zone)) {
                clock.watch_moment(moment);
            }
            self.cells.push(obligation::cell(whose, record, &standing));
        }
        start..u32::try_from(self.cells.len()).unwrap_or(u32::MAX)
    }

    fn sum_up(&self, milestone: &Milestone, dated: &Dated, cells: Range<u32>, clock: &Clock<'_>) -> Row {
        let list = self.cells.get(cells.start as usize..cells.end as usize).unwrap_or_default();
        let urgent = (cells.start..).zip(list).filter(|(_, c)| c.is_live && dated.certainty != Certainty::Withdrawn);
        // Of cells with the same date the worst one speaks for the milestone.
        let urgency = |c: &Cell| (c.band, c.countdown.instant.is_none(), c.countdown.instant, c.status.severity_rank());
        let urgent = urgent.min_by_key(|(_, c)| urgency(c));
        let own = Countdown {
            instant: dated.instant,
            days_left: dated.days_left(clock.today(dated.zone)),
            is_passed: dated.is_passed(self.now),
        };
        let owed = match (list.is_empty(), urgent.is_some()) {
            (true, _) if touches_nothing(milestone) => Owed::Nothing,
            // Products are named, and none is there: that is a mistake, which must not look like an end.
            (true, _) | (false, true) => Owed::Live,
            (false, false) => Owed::Closed,
        };
        let band = urgent
            .as_ref()
            .map_or_else(|| band_of(dated, owed, (own.days_left, own.is_passed), self.limits), |(_, cell)| cell.band);
        let count =
            |test: fn(&Cell) -> bool| u32::try_from(list.iter().filter(|c| test(c)).count()).unwrap_or(u32::MAX);
        let counted = count(|c| c.status != Status::NotApplicable);
        let done = count(|c| c.status == Status::Done);
        Row {
            band,
            urgent_cell: urgent.as_ref().map(|(index, _)| *index),
            countdown: urgent.map_or(own, |(_, cell)| cell.countdown),
            status: list.iter().map(|c| c.status).min_by_key(|s| s.severity_rank()),
            live: count(|c| c.is_live),
            done,
            counted,
            breach: obligation::any(list.iter().map(|c| c.breach)),
            closed_on: if done == counted && done > 0 { self.last_closed(list) } else { None },
            late_days: list.iter().filter_map(|c| c.late_days).max(),
            cells,
            occurrences: 0..0,
            occurrence: None,
            more: 0,
            changes_at: None,
        }
    }

    fn last_closed(&self, cells: &[Cell]) -> Option<NaiveDate> {
        let days = cells.iter().filter_map(|cell| {
            let closed = self.record(cell)?.detail(|d| d.closed.as_ref())?;
            Some(obligation::day_of(&closed.value, self.zone_of(self.dated_of_cell(cell))))
        });
        days.max()
    }

    fn sort(&mut self) {
        let mut keys: Vec<_> = (0..).zip(&self.rows).map(|(number, row)| urgency(number, row)).collect();
        keys.sort_unstable();
        self.order = keys.into_iter().map(|(.., number)| number).collect();
    }
}

/// Returns what rows are ordered by, most urgent first; the last part is the number.
fn urgency(number: u32, row: &Row) -> (Band, bool, i64, u32) {
    let seconds = row.countdown.instant.map(|i| i.timestamp());
    match row.band {
        // Closed and passed are one group on the screen, the latest first.
        Band::Closed | Band::Passed => (Band::Closed, seconds.is_none(), seconds.map_or(0, |s| -s), number),
        // What has no date at all stands before what has one that passed.
        Band::Undated => (Band::Undated, seconds.is_some(), seconds.unwrap_or(0), number),
        Band::Overdue | Band::Today | Band::Within7Days | Band::Within30Days | Band::Later => {
            (row.band, seconds.is_none(), seconds.unwrap_or(0), number)
        }
    }
}

/// What one evaluation carries from milestone to milestone.
struct Round<'a> {
    muster: Muster<'a>,
    plan: &'a Plan,
    clock: Clock<'a>,
    members: Vec<(Speaker, u32)>,
    is_full: bool,
}

impl<'a> Round<'a> {
    fn new(file: &'a File, plan: &'a Plan, clock: Clock<'a>) -> Self {
        let muster = Muster { file, roster: &plan.roster, file_zone: plan.zone(plan.file_zone) };
        Self { muster, plan, clock, members: Vec::new(), is_full: false }
    }
}

/// Now, today in each zone, and the next instant at which something changes.
struct Clock<'a> {
    now: DateTime<Utc>,
    today: &'a [NaiveDate],
    /// Where the day ends in each zone.
    ends: Vec<DateTime<Utc>>,
    next: Option<DateTime<Utc>>,
    /// The next instant at which the present row changes.
    of_row: Option<DateTime<Utc>>,
}

impl<'a> Clock<'a> {
    fn new(plan: &Plan, now: DateTime<Utc>, today: &'a [NaiveDate]) -> Self {
        let ends: Vec<DateTime<Utc>> = plan.zones.iter().map(|zone| zone.end_of_day(zone.day_of(now))).collect();
        // Not all that is shown stands in a row: verifications are due by the day of the file's zone.
        let next = ends.iter().copied().filter(|end| *end > now).min();
        Self { now, today, ends, next, of_row: None }
    }

    fn today(&self, zone: super::dated::ZoneIndex) -> NaiveDate {
        self.today.get(usize::from(zone.0)).copied().unwrap_or_default()
    }

    fn wake_at(&mut self, instant: Option<DateTime<Utc>>) {
        if let Some(instant) = instant.filter(|instant| *instant > self.now) {
            self.next = Some(self.next.map_or(instant, |next| next.min(instant)));
        }
    }

    fn watch_moment(&mut self, instant: DateTime<Utc>) {
        if instant > self.now {
            self.of_row = Some(self.of_row.map_or(instant, |next| next.min(instant)));
        }
    }

    /// Watches what opens and reopens the occurrences of a series.
    fn watch_reach(&mut self, reach: &super::board::Reach) {
        for moment in &reach.moments {
            self.watch_moment(*moment);
        }
        if let Some(zone) = reach.zone {
            self.watch_day(zone);
        }
    }

    fn watch_day(&mut self, zone: super::dated::ZoneIndex) {
        if let Some(end) = self.ends.get(usize::from(zone.0)).copied() {
            self.watch_moment(end);
        }
    }

    /// Watches the instants of a date, and the end of its zone's day, with which days left change.
    fn watch(&mut self, dated: &Dated) {
        for instant in [dated.instant, dated.passes_at].into_iter().flatten() {
            self.watch_moment(instant);
        }
        self.watch_day(dated.zone);
    }
}

/// Returns whether a milestone says that nothing of ours is due: an event, or `products: []`.
fn touches_nothing(milestone: &Milestone) -> bool {
    milestone.verb == Verb::At || matches!(&milestone.products, Products::Listed(entries) if entries.is_empty())
}
