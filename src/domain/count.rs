//! How one date follows from another: counted by a rule, then rolled off a closed day.

use chrono::{DateTime, Utc};

use super::calendar::Calendar;
use super::date::{Seconds, Verb};
use super::dated::{CivilDate, Dated, Missing, ZoneIndex, day_at, moment_at, seconds_of};
use super::record::Roll;
use super::rule::{Direction, Span, Unit};
use super::zone::Zone;

/// What a milestone brings to the counting of its dates.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// What the law says with the date.
    pub verb: Verb,
    /// The milestone's own zone, in which days are dated.
    pub zone: (ZoneIndex, &'a Zone),
    /// Its calendar; none: the one that is named is not there.
    pub calendar: Option<&'a Calendar>,
    /// Where a date on a closed day goes.
    pub roll: Roll,
}

/// Why nothing could be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncounted {
    /// It needs a calendar, and the one that is named is not there.
    NoCalendar,
    /// The result lies outside the years that a file may name.
    Outside,
}

impl Uncounted {
    /// Returns what stands in place of the date.
    #[must_use]
    pub fn missing(self) -> Missing {
        match self {
            Self::NoCalendar => Missing::NoCalendar,
            Self::Outside => Missing::Unreadable,
        }
    }
}

impl Frame<'_> {
    /// Counts from the date of an anchor; not rolled yet. Certainty and anchor are left to the caller.
    ///
    /// Days and larger units give a date without a time, in the milestone's own zone, also where the anchor has a time.
    /// Hours count from the anchor's moment, or from the start of its day, and give a moment. The anchor's day is day 0;
    /// a period counts from its first day. An anchor that has no date is the caller's to handle.
    ///
    /// # Errors
    ///
    /// When the calendar is not there, or the result leaves the years of a file.
    ///
    /// # Source
    ///
    /// That the day of the event is not counted: Regulation (EEC, Euratom) No 1182/71, art. 3(1); FRCP 6(a)(1)(A).
    pub fn counted(
        &self,
        offset: Option<(Span, Direction)>,
        anchor: (&Dated, CivilDate, &Zone),
    ) -> Result<Dated, Uncounted> {
        let (anchor, date, zone) = anchor;
        let day = date.first_day();
        let Some((span, direction)) = offset else {
            return Ok(Dated::on_day(self.verb, day, self.zone).projected(anchor.is_projected));
        };
        let (result, is_projected) = match span.unit {
            Unit::BusinessDays => {
                let calendar = self.calendar.ok_or(Uncounted::NoCalendar)?;
                let found = calendar.counted(day, span.amount, direction).ok_or(Uncounted::Outside)?;
                let is_projected = calendar.is_projected(found) || calendar.is_projected(day);
                (Dated::on_day(self.verb, found, self.zone), is_projected)
            }
            Unit::Hours => {
                let moment = moment_at(moment_of(anchor, date, zone), span.amount, direction);
                let moment = moment.ok_or(Uncounted::Outside)?;
                (Dated::at_moment(self.verb, moment, self.zone, seconds_of(moment)), false)
            }
            Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years => {
                let found = day_at(day, span, direction).ok_or(Uncounted::Outside)?;
                (Dated::on_day(self.verb, found, self.zone), false)
            }
        };
        Ok(result.projected(is_projected || anchor.is_projected))
    }

    /// Rolls a date off a closed day, keeping its time of day; periods, unknown dates and open days stay.
    ///
    /// `zone` is that of the date.
    ///
    /// # Errors
    ///
    /// As [`Frame::counted`].
    pub fn rolled(&self, dated: Dated, zone: &Zone) -> Result<Dated, Uncounted> {
        let (Some(CivilDate::Day(day)), true) = (dated.date, self.roll != Roll::None) else { return Ok(dated) };
        let calendar = self.calendar.ok_or(Uncounted::NoCalendar)?;
        let to = calendar.rolled(day, self.roll).ok_or(Uncounted::Outside)?;
        let is_projected = dated.is_projected || calendar.is_projected(day) || calendar.is_projected(to);
        if to == day {
            return Ok(dated.projected(is_projected));
        }
        let rolled = match dated.time(zone) {
            None => Dated::on_day(dated.verb, to, (dated.zone, zone)),
            Some(time) => {
                let (rolled, _) = Dated::at_local(dated.verb, to.and_time(time), (dated.zone, zone), Seconds::Absent);
                Dated { precision: dated.precision, ..rolled }
            }
        };
        let (nominal, certainty, anchor) = (dated.nominal, dated.certainty, dated.anchor);
        Ok(Dated { nominal, certainty, anchor, ..rolled }.projected(is_projected))
    }
}

/// Returns the moment from which hours are counted: the anchor's, or the start of its day in its own zone.
#[must_use]
pub fn moment_of(anchor: &Dated, date: CivilDate, zone: &Zone) -> DateTime<Utc> {
    let own = anchor.instant.filter(|_| anchor.has_time());
    own.unwrap_or_else(|| zone.start_of_day(date.first_day()))
}
