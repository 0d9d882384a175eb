//! Series that count from closings, followed as far as the file's closings carry.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Course, MOST_OCCURRENCES, Series, Start, Written};
use crate::domain::dated::{Dated, Missing, day_at};
use crate::domain::members::Muster;
use crate::domain::obligation::day_of;
use crate::domain::plan::Plan;
use crate::domain::record::{Milestone, Occurrence, Repeat};
use crate::domain::rule::{Direction, Unit};
use crate::domain::status::{Status, StatusRecord};

/// A series that counts from closings, while its course is followed.
pub(crate) struct Closings<'a> {
    /// Who is touched.
    pub muster: Muster<'a>,
    /// The milestone.
    pub milestone: &'a Milestone,
    /// How it repeats.
    pub repeat: &'a Repeat,
    /// The series, with its base alone.
    pub series: &'a Series,
}

impl Closings<'_> {
    /// Returns the course as far as the file's closings carry, and why what follows is not known.
    ///
    /// A closing is that of a cell that is `done`; where none is, or one does not say its day, the next is not known.
    /// Nor is it where the day that is counted is one that the series has had: an occurrence is addressed by its day.
    pub fn follow(&self, plan: &Plan, first: Start) -> Course {
        let (mut nominals, mut closings) = (vec![first.day], Vec::new());
        let mut seen = HashSet::from([first.day]);
        let mut last = first.day;
        let written = Written::of(self.milestone);
        let missing = loop {
            let dated = plan.on(self.series, &first, last);
            let found = written.on(Some(last)).map(|(_, occurrence)| occurrence);
            let closed = match self.closed(plan, &dated, found) {
                Ended::Live => break None,
                Ended::Unknown => break Some(Missing::NotClosed),
                Ended::On(day) => day,
            };
            let next = match self.after(closed) {
                Ok(next) if self.repeat.until.is_some_and(|until| next > until) => break None,
                Ok(next) => next,
                Err(missing) => break Some(missing),
            };
            closings.push(closed);
            if !seen.insert(next) {
                break Some(Missing::HadBefore(next));
            }
            if nominals.len() >= MOST_OCCURRENCES {
                break Some(Missing::TooMany);
            }
            nominals.push(next);
            last = next;
        };
        Course::AfterDone { first, nominals, closings, missing }
    }

    /// Counts the period from a day of closing.
    fn after(&self, closed: NaiveDate) -> Result<NaiveDate, Missing> {
        let span = self.repeat.every;
        let next = match (span.unit, &self.series.calendar) {
            (Unit::BusinessDays, Some(calendar)) => calendar.counted(closed, span.amount, Direction::After),
            (Unit::BusinessDays, None) => return Err(Missing::NoCalendar),
            (Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years, _) => {
                day_at(closed, span, Direction::After)
            }
        };
        next.ok_or(Missing::OutsideYears)
    }

    fn closed(&self, plan: &Plan, dated: &Dated, written: Option<&Occurrence>) -> Ended {
        let mut members = Vec::new();
        let due = dated.due_day().unwrap_or_default();
        self.muster.collect(self.milestone, written, due, &mut members);
        let mut latest: Option<NaiveDate> = None;
        let mut is_unknown = false;
        for (speaker, _) in members {
            let record = speaker.entry(self.milestone, written).map(|entry| &entry.record);
            let status = record.map_or(Status::Open, |record| record.status);
            if status.is_live() {
                return Ended::Live;
            }
            if status == Status::Done {
                let closed = |record: &StatusRecord| record.detail(|d| d.closed.as_ref()).map(|c| c.value.clone());
                match record.and_then(closed) {
                    Some(point) => latest = latest.max(Some(day_of(&point, plan.zone(dated.zone)))),
                    None => is_unknown = true,
                }
            }
        }
        match latest {
            Some(day) if !is_unknown => Ended::On(day),
            Some(_) | None => Ended::Unknown,
        }
    }
}

/// How one occurrence of a series that counts from closings stands.
enum Ended {
    /// Something of it is owed.
    Live,
    /// Nothing is owed, and when that came about is not known.
    Unknown,
    /// Closed, the last of it on this day.
    On(NaiveDate),
}
