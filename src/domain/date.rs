//! Dates as a law writes them: days, times, moments, months, quarters, years, and "unknown".

use std::fmt;

use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveDateTime};

pub use super::read_date::{DateError, parse_day, parse_point, parse_when};
use super::rule::Rule;
use super::zone::Zone;

/// The first and the last year that a file may name.
///
/// Four digits, and far enough from the end of the calendar that no rule and no end of day leaves it.
pub const YEARS: std::ops::RangeInclusive<i32> = 1000..=9998;

/// The three things that a law says with a date. They differ by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// It happened or will happen; nothing is due.
    At,
    /// By, no later than, on or before: the day itself is still safe.
    By,
    /// From, on and after, effective: the day before is the last safe one.
    From,
}

impl Verb {
    /// Returns the key that writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::At => "at",
            Self::By => "by",
            Self::From => "from",
        }
    }
}

/// A month, a quarter or a year, where no day is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coarse {
    /// `2027-12`.
    Month(i32, u32),
    /// `2027-Q4`; quarters run from 1 to 4.
    Quarter(i32, u32),
    /// `2027`.
    Year(i32),
}

impl Coarse {
    /// Returns the first day of the period.
    ///
    /// # Panics
    ///
    /// Never for a period that [`parse_when`] made.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let (year, month) = match self {
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Self::Year(year) => (year, 1),
        };
        NaiveDate::from_ymd_opt(year, month, 1).expect("a parsed period has a first day")
    }

    /// Returns the first day after the period.
    ///
    /// # Panics
    ///
    /// Never for a period that [`parse_when`] made.
    #[must_use]
    pub fn next_first_day(self) -> NaiveDate {
        let months = match self {
            Self::Month(..) => 1,
            Self::Quarter(..) => 3,
            Self::Year(_) => 12,
        };
        self.first_day().checked_add_months(Months::new(months)).expect("years end at 9998")
    }

    /// Returns the last day of the period.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next_first_day().checked_sub_days(Days::new(1)).unwrap_or_default()
    }
}

impl fmt::Display for Coarse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// A point in civil time, as written: a day, a local time, or a moment with an offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// `2027-04-15`.
    Day(NaiveDate),
    /// `2027-04-15 17:00`, with or without a zone behind it; the flag says whether seconds were written.
    Local(NaiveDateTime, Option<Zone>, Seconds),
    /// RFC 3339 with an offset.
    Moment(DateTime<FixedOffset>, Seconds),
}

/// Whether a time was written with seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seconds {
    /// `17:00:30`.
    Written,
    /// `17:00`.
    Absent,
}

impl Point {
    /// Returns the civil day as written, in its own zone or offset.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        match self {
            Self::Day(day) => *day,
            Self::Local(local, ..) => local.date(),
            Self::Moment(moment, _) => moment.date_naive(),
        }
    }
}

impl fmt::Display for Point {
    /// Writes the point as the file has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Local(local, zone, seconds) => {
                let format = if *seconds == Seconds::Written { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" };
                write!(f, "{}", local.format(format))?;
                zone.as_ref().map_or(Ok(()), |zone| write!(f, " {zone}"))
            }
            Self::Moment(moment, _) => write!(f, "{}", moment.to_rfc3339()),
        }
    }
}

/// The value of `at`, `by`, `from` and `due`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A day, a local time or a moment.
    Point(Point),
    /// A month, quarter or year.
    Coarse(Coarse),
    /// `unknown`, with the text in parentheses.
    Unknown(Option<Box<str>>),
    /// Counted from another milestone.
    Rule(Box<Rule>),
    /// The earliest that is known of several rules.
    Earliest(Vec<Rule>),
    /// It could not be read; a finding says why.
    Unreadable,
}

/// Returns the number of days of a month, 28 to 31.
#[must_use]
pub fn last_day_of(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(year, month, day).is_some()).unwrap_or(28)
}

/// Returns the English name of a month, 1 to 12.
#[must_use]
pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month).ok().and_then(|m| m.checked_sub(1)).and_then(|m| NAMES.get(m)).copied().unwrap_or("?")
}

/// Returns a day as the screen writes it: `Tue 1 Dec 2026`.
#[must_use]
pub fn long_day(day: NaiveDate) -> String {
    format!("{} {} {}", day.format("%a"), day.day(), day.format("%b %Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_where_the_next_begins() {
        let quarter = Coarse::Quarter(2027, 4);
        assert_eq!(quarter.first_day().to_string(), "2027-10-01");
        assert_eq!(quarter.next_first_day().to_string(), "2028-01-01");
        assert_eq!(Coarse::Month(2028, 2).last_day().to_string(), "2028-02-29");
    }
}
