//! One date with everything that follows from the file alone: instant, last safe day, precision. Nothing here knows now.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

use super::date::{Coarse, Point, Seconds, Verb};
use super::record::Certainty;
use super::rule::{Direction, Span, Unit};
use super::zone::{Clock, Zone};

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Precision {
    Second,
    Minute,
    Day,
    Month,
    Quarter,
    Year,
    None,
}

impl Precision {
    /// Returns the word of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::None => "none",
        }
    }
}

/// A day, or a period in which no day is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CivilDate {
    /// A day.
    Day(NaiveDate),
    /// A month, quarter or year.
    Coarse(Coarse),
}

impl CivilDate {
    /// Returns the day, or the first day of the period.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Coarse(coarse) => coarse.first_day(),
        }
    }

    /// Returns the day, or the last day of the period.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Coarse(coarse) => coarse.last_day(),
        }
    }
}

impl std::fmt::Display for CivilDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Coarse(coarse) => write!(f, "{coarse}"),
        }
    }
}

/// Why there is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The file says `unknown`, perhaps with a text.
    Unknown(Option<Box<str>>),
    /// What it counts from has no date.
    AnchorUnknown,
    /// What it counts from was withdrawn.
    AnchorWithdrawn,
    /// The calendar that it counts by is not there.
    NoCalendar,
    /// It follows on the closing of the one before, whose day the file does not say.
    NotClosed,
    /// It counts from the closing of the one before to this day, which the series has had already.
    HadBefore(NaiveDate),
    /// It lies outside the years that are counted.
    OutsideYears,
    /// There are more occurrences before it than are followed.
    TooMany,
    /// It could not be read, names a record that is not there, stands in a ring or leaves the calendar.
    Unreadable,
}

impl Missing {
    /// Returns the text that is shown in place of a date.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Unknown(Some(text)) => text,
            Self::Unknown(None) => "unknown",
            Self::AnchorUnknown => "counts from an unknown date",
            Self::AnchorWithdrawn => "counts from a withdrawn date",
            Self::NoCalendar => "its calendar is not there",
            Self::NotClosed => "follows a day of closing that is not given",
            Self::HadBefore(_) => "counts to the day of an occurrence that is closed already",
            Self::OutsideYears => "lies outside the years that are counted",
            Self::TooMany => "follows more occurrences than are counted",
            Self::Unreadable => "cannot be read",
        }
    }
}

/// The place of a zone in [`super::plan::Plan::zones`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ZoneIndex(pub u16);

/// A date as the file determines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// What the law says with it.
    pub verb: Verb,
    /// The zone whose days are counted.
    pub zone: ZoneIndex,
    /// The date as the law prints it, or as its rule counts it, before rolling.
    pub nominal: Option<CivilDate>,
    /// The date after rolling; none where [`Dated::missing`] says why.
    pub date: Option<CivilDate>,
    /// How exactly it is known.
    pub precision: Precision,
    /// The first moment that is too late (`at`: when it happens; coarse: the first of the period).
    pub instant: Option<DateTime<Utc>>,
    /// Coarse dates only: the first instant after the period.
    pub instant_end: Option<DateTime<Utc>>,
    /// The instant from which it counts as passed.
    pub passes_at: Option<DateTime<Utc>>,
    /// By how many seconds the time as written runs ahead of the one that was taken, where the clocks skip it; else 0.
    pub skipped: i32,
    /// The day, in its zone, of the last moment before the instant; none for `at`, coarse and undated.
    pub last_safe_day: Option<NaiveDate>,
    /// How sure it is, by itself and by what it counts from.
    pub certainty: Certainty,
    /// The place, among all milestones in the file's order, of the milestone that it counts from.
    pub anchor: Option<u32>,
    /// Whether it rests on closed days that are not known for certain: past a calendar's `until`, or not announced yet.
    pub is_projected: bool,
    /// Why there is no date.
    pub missing: Option<Missing>,
}

impl Dated {
    /// Makes the record of a date that is not there.
    #[must_use]
    pub fn without(verb: Verb, zone: ZoneIndex, certainty: Certainty, missing: Missing) -> Self {
        Self {
            verb,
            zone,
            nominal: None,
            date: None,
            precision: Precision::None,
            instant: None,
            instant_end: None,
            passes_at: None,
            skipped: 0,
            last_safe_day: None,
            certainty,
            anchor: None,
            is_projected: false,
            missing: Some(missing),
        }
    }

    /// Makes the record of a day without a time.
    ///
    /// `by` runs to the end of the day, `from` from its start; `at` is passed when its day ends.
    #[must_use]
    pub fn on_day(verb: Verb, day: NaiveDate, (index, zone): (ZoneIndex, &Zone)) -> Self {
        let instant = match verb {
            Verb::By => zone.end_of_day(day),
            Verb::From | Verb::At => zone.start_of_day(day),
        };
        let passes_at = match verb {
            Verb::At => zone.end_of_day(day),
            Verb::By | Verb::From => instant,
        };
        Self {
            nominal: Some(CivilDate::Day(day)),
            date: Some(CivilDate::Day(day)),
            precision: Precision::Day,
            instant: Some(instant),
            passes_at: Some(passes_at),
            last_safe_day: (verb != Verb::At).then(|| zone.day_before(instant)),
            missing: None,
            ..Self::without(verb, index, Certainty::Final, Missing::Unreadable)
        }
    }

    /// Makes the record of a moment.
    #[must_use]
    pub fn at_moment(verb: Verb, moment: DateTime<Utc>, (index, zone): (ZoneIndex, &Zone), seconds: Seconds) -> Self {
        let day = CivilDate::Day(zone.day_of(moment));
        Self {
            nominal: Some(day),
            date: Some(day),
            precision: if seconds == Seconds::Written { Precision::Second } else { Precision::Minute },
            instant: Some(moment),
            passes_at: Some(moment),
            last_safe_day: (verb != Verb::At).then(|| zone.day_before(moment)),
            missing: None,
            ..Self::without(verb, index, Certainty::Final, Missing::Unreadable)
        }
    }

    /// Makes the record of a local time, and says what the clocks did at it. The date is the one that was written, also
    /// where a gap moved the instant across midnight.
    #[must_use]
    pub fn at_local(
        verb: Verb,
        local: NaiveDateTime,
        (index, zone): (ZoneIndex, &Zone),
        seconds: Seconds,
    ) -> (Self, Clock) {
        let (moment, clock) = zone.instant_of(local);
        let day = Some(CivilDate::Day(local.date()));
        let ahead = local - zone.at(moment).naive_local();
        let skipped = i32::try_from(ahead.num_seconds()).unwrap_or(0);
        (Self { nominal: day, date: day, skipped, ..Self::at_moment(verb, moment, (index, zone), seconds) }, clock)
    }

    /// Returns the time of day as written, also where the clocks skip it; none without one. `zone` is that of the date.
    #[must_use]
    pub fn time(&self, zone: &Zone) -> Option<NaiveTime> {
        let instant = self.instant.filter(|_| self.has_time())?;
        Some((zone.at(instant).naive_local() + TimeDelta::seconds(self.skipped.into())).time())
    }

    /// Makes the record of a month, quarter or year.
    #[must_use]
    pub fn in_period(verb: Verb, coarse: Coarse, (index, zone): (ZoneIndex, &Zone)) -> Self {
        let end = zone.start_of_day(coarse.next_first_day());
        Self {
            nominal: Some(CivilDate::Coarse(coarse)),
            date: Some(CivilDate::Coarse(coarse)),
            precision: match coarse {
                Coarse::Month(..) => Precision::Month,
                Coarse::Quarter(..) => Precision::Quarter,
                Coarse::Year(_) => Precision::Year,
            },
            instant: Some(zone.start_of_day(coarse.first_day())),
            instant_end: Some(end),
            passes_at: Some(end),
            missing: None,
            ..Self::without(verb, index, Certainty::Final, Missing::Unreadable)
        }
    }

    /// Makes the record of a point as written, and says what the clocks did at its local time.
    #[must_use]
    pub fn on_point(verb: Verb, point: &Point, zone: (ZoneIndex, &Zone)) -> (Self, Clock) {
        match point {
            Point::Day(day) => (Self::on_day(verb, *day, zone), Clock::Clear),
            Point::Local(local, _, seconds) => Self::at_local(verb, *local, zone, *seconds),
            Point::Moment(moment, seconds) => (Self::at_moment(verb, moment.to_utc(), zone, *seconds), Clock::Clear),
        }
    }

    /// Returns the record with the word on whether its closed days are certain.
    #[must_use]
    pub fn projected(self, is_projected: bool) -> Self {
        Self { is_projected, ..self }
    }

    /// Returns the civil days by which it was rolled; 0 where it was not.
    #[must_use]
    pub fn rolled_days(&self) -> i32 {
        match (self.nominal, self.date) {
            (Some(CivilDate::Day(nominal)), Some(CivilDate::Day(date))) => days_between(nominal, date),
            (_, _) => 0,
        }
    }

    /// Returns the day from which it was rolled; none where it was not.
    #[must_use]
    pub fn rolled_from(&self) -> Option<NaiveDate> {
        let CivilDate::Day(nominal) = self.nominal.filter(|_| self.rolled_days() != 0)? else { return None };
        Some(nominal)
    }

    /// Returns whether it has a time of day.
    #[must_use]
    pub fn has_time(&self) -> bool {
        matches!(self.precision, Precision::Second | Precision::Minute)
    }

    /// Returns whether it is a month, quarter or year.
    #[must_use]
    pub fn is_coarse(&self) -> bool {
        matches!(self.date, Some(CivilDate::Coarse(_)))
    }

    /// Returns the last day on which closing is on time: the last safe day, or the last day of a period.
    #[must_use]
    pub fn last_day_in_time(&self) -> Option<NaiveDate> {
        match self.date {
            Some(CivilDate::Coarse(coarse)) => Some(coarse.last_day()),
            Some(CivilDate::Day(_)) => self.last_safe_day,
            None => None,
        }
    }

    /// Returns the day that lists, filters and timelines go by: last safe day, `at`: its date, coarse: the first day.
    #[must_use]
    pub fn due_day(&self) -> Option<NaiveDate> {
        self.last_safe_day.or_else(|| self.date.map(CivilDate::first_day))
    }

    /// Returns whether it has passed at `now`.
    #[must_use]
    pub fn is_passed(&self, now: DateTime<Utc>) -> bool {
        self.passes_at.is_some_and(|at| now >= at)
    }

    /// Returns the civil days from today to the last safe day; negative afterwards; none without a date.
    ///
    /// `today` is the civil day of `now` in this date's zone; the last safe day itself is day 0. An `at` counts to
    /// its date. A period counts to its first day, is 0 inside, and afterwards counts from its last day. Not
    /// hours / 24: across a change of clocks a day has 23 or 25 hours.
    #[must_use]
    pub fn days_left(&self, today: NaiveDate) -> Option<i32> {
        let between = |day: NaiveDate| days_between(today, day);
        match self.date? {
            CivilDate::Coarse(coarse) if today < coarse.first_day() => Some(between(coarse.first_day())),
            CivilDate::Coarse(coarse) => Some(between(coarse.last_day()).min(0)),
            CivilDate::Day(day) => Some(between(self.last_safe_day.unwrap_or(day))),
        }
    }
}

/// Returns the civil days from one day to another; negative backwards. Four-digit years are far within an `i32`.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i32 {
    to.num_days_from_ce() - from.num_days_from_ce()
}

/// Returns the day that is `span` before or after `day`; none outside the years that a file may name.
///
/// Months, quarters and years keep the day number or take the month's last day: 31 January and one month is 28 or
/// 29 February. Hours and business days are not counted here.
///
/// # Source
///
/// For months: Regulation (EEC, Euratom) No 1182/71, art. 3(2)(c): where the date does not exist, the period ends
/// with the last day of that month.
#[must_use]
pub fn day_at(day: NaiveDate, span: Span, direction: Direction) -> Option<NaiveDate> {
    let amount = span.amount;
    let by_days = |n: u64| match direction {
        Direction::After => day.checked_add_days(Days::new(n)),
        Direction::Before => day.checked_sub_days(Days::new(n)),
    };
    let by_months = |n: u32| match direction {
        Direction::After => day.checked_add_months(Months::new(n)),
        Direction::Before => day.checked_sub_months(Months::new(n)),
    };
    let result = match span.unit {
        Unit::Days => by_days(amount.into()),
        Unit::Weeks => by_days(u64::from(amount) * 7),
        Unit::Months => by_months(amount),
        Unit::Quarters => by_months(amount.checked_mul(3)?),
        Unit::Years => by_months(amount.checked_mul(12)?),
        Unit::Hours | Unit::BusinessDays => None,
    };
    result.filter(|day| super::date::YEARS.contains(&chrono::Datelike::year(day)))
}

/// Returns the moment that is `hours` before or after `moment`: elapsed time, whatever clocks and weekends do.
///
/// # Source
///
/// FRCP 6(a)(2): a period in hours runs at once and through weekends.
#[must_use]
pub fn moment_at(moment: DateTime<Utc>, hours: u32, direction: Direction) -> Option<DateTime<Utc>> {
    let delta = chrono::TimeDelta::hours(hours.into());
    let result = match direction {
        Direction::After => moment.checked_add_signed(delta),
        Direction::Before => moment.checked_sub_signed(delta),
    };
    result.filter(|m| super::date::YEARS.contains(&chrono::Datelike::year(m)))
}

/// Returns whether a moment has whole minutes.
#[must_use]
pub fn seconds_of(moment: DateTime<Utc>) -> Seconds {
    if moment.second() == 0 { Seconds::Absent } else { Seconds::Written }
}
