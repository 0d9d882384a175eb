//! The thresholds of one date: which has come, and which comes next.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::sooner;
use crate::domain::board::Board;
use crate::domain::dated::{Dated, ZoneIndex, day_at, moment_at};
use crate::domain::record::Certainty;
use crate::domain::rule::{Direction, Span, Unit};

/// One moment of a board, and what is found out of its days once for all dates.
pub(super) struct Moment<'a> {
    board: &'a Board,
    now: DateTime<Utc>,
    /// The ladder of what has none.
    ladder: &'a [Span],
    /// Today in each zone of the plan.
    todays: Vec<NaiveDate>,
    /// When a day begins in a zone; at most two days of each date of the board.
    begins: HashMap<(ZoneIndex, NaiveDate), DateTime<Utc>>,
}

impl<'a> Moment<'a> {
    /// Begins to look at a board.
    pub(super) fn new(board: &'a Board, ladder: &'a [Span], now: DateTime<Utc>) -> Self {
        let todays = board.plan.zones.iter().map(|zone| zone.day_of(now)).collect();
        Self { board, now, ladder, todays, begins: HashMap::new() }
    }

    /// Returns the first moment of a day in the zone of a date.
    fn begin_of(&mut self, dated: &Dated, day: NaiveDate) -> DateTime<Utc> {
        let board = self.board;
        *self.begins.entry((dated.zone, day)).or_insert_with(|| board.zone_of(dated).start_of_day(day))
    }
}

/// The thresholds of one date. Obligations of a milestone stand together, and most have its date.
pub(super) struct Steps<'a> {
    milestone: u32,
    pub(super) dated: &'a Dated,
    /// The last that has come.
    pub(super) come: Option<DateTime<Utc>>,
    /// The first to come.
    pub(super) next: Option<DateTime<Utc>>,
    /// When a final deadline has passed, if it has.
    pub(super) passed: Option<DateTime<Utc>>,
}

impl<'a> Steps<'a> {
    /// Finds the thresholds of a date of a milestone.
    pub(super) fn of(moment: &mut Moment<'_>, milestone: u32, dated: &'a Dated) -> Self {
        let (board, now) = (moment.board, moment.now);
        let own = board.inherited(milestone).get(|common| common.alerts.as_deref());
        let ladder = own.or(board.file.alerts.as_deref()).unwrap_or(moment.ladder);
        let passes = dated.passes_at.filter(|_| dated.certainty == Certainty::Final);
        let hours = ladder.iter().filter(|span| span.unit == Unit::Hours);
        let mut moments: Vec<DateTime<Utc>> =
            hours.filter_map(|span| moment_at(dated.instant?, span.amount, Direction::Before)).collect();
        moments.extend(moment.nearest_days(milestone, dated, ladder));
        let mut steps = Self {
            milestone,
            dated,
            come: moments.iter().copied().filter(|at| *at <= now).max(),
            next: moments.into_iter().filter(|at| *at > now).min(),
            passed: passes.filter(|at| *at <= now),
        };
        steps.next = sooner(steps.next, passes.filter(|at| *at > now));
        steps
    }

    /// Returns whether they are those of a date of a milestone.
    pub(super) fn are_of(&self, milestone: u32, dated: &Dated) -> bool {
        self.milestone == milestone && std::ptr::eq(self.dated, dated)
    }
}

impl Moment<'_> {
    /// Returns when the last step that is counted in days has come, and when the next comes. The others are not asked of
    /// the zone: that is what takes the time.
    fn nearest_days(
        &mut self,
        milestone: u32,
        dated: &Dated,
        ladder: &[Span],
    ) -> impl Iterator<Item = DateTime<Utc>> + use<> {
        let today = self.todays.get(usize::from(dated.zone.0)).copied().unwrap_or_else(|| self.now.date_naive());
        let (mut last, mut next): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
        for day in ladder.iter().filter_map(|span| threshold(self.board, milestone, dated, *span)) {
            if day <= today {
                last = last.max(Some(day));
            } else {
                next = Some(next.map_or(day, |next| next.min(day)));
            }
        }
        [last, next].map(|day| day.map(|day| self.begin_of(dated, day))).into_iter().flatten()
    }
}

/// Returns the day with which a step of a ladder begins; none without a date or a calendar, and of hours.
fn threshold(board: &Board, milestone: u32, dated: &Dated, span: Span) -> Option<NaiveDate> {
    let due = dated.due_day()?;
    match span.unit {
        Unit::Hours => None,
        Unit::BusinessDays => board.calendar(milestone)?.counted(due, span.amount, Direction::Before),
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years => day_at(due, span, Direction::Before),
    }
}
