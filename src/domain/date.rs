//! Dates as a law writes them: days, times, moments, months, quarters, years, and "unknown".

use std::fmt;

use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::rule::Rule;
use super::zone::{Zone, ZoneError};

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
    Rule(Rule),
    /// The earliest that is known of several rules.
    Earliest(Vec<Rule>),
    /// It could not be read; a finding says why.
    Unreadable,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What was found.
    pub message: String,
    /// A few words beside the caret.
    pub label: String,
    /// What to do.
    pub hint: String,
    /// Whether the zone's name is at fault.
    pub zone: bool,
}

impl DateError {
    fn new(text: &str, label: impl Into<String>) -> Self {
        Self {
            message: format!("'{text}' is not a date"),
            label: label.into(),
            hint: "write it as YYYY-MM-DD".into(),
            zone: false,
        }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// Reads the value of a date key.
///
/// # Errors
///
/// Says what is wrong with the text and how to write it.
pub fn parse_when(text: &str) -> Result<When, DateError> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("unknown") {
        let rest = rest.trim();
        if rest.is_empty() {
            return Ok(When::Unknown(None));
        }
        if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
            return Ok(When::Unknown(Some(inner.trim().into())));
        }
        return Err(DateError::new(text, "text behind 'unknown' stands in parentheses")
            .hint("write it as 'unknown (why it is unknown)'"));
    }
    if let Some(coarse) = parse_coarse(text)? {
        return Ok(When::Coarse(coarse));
    }
    if super::rule::looks_like_a_rule(text) {
        return super::rule::parse_rule(text).map(When::Rule).map_err(|e| DateError {
            message: e.message,
            label: e.label,
            hint: e.hint,
            zone: false,
        });
    }
    parse_point(text).map(When::Point)
}

fn parse_coarse(text: &str) -> Result<Option<Coarse>, DateError> {
    let year_of = |part: &str| -> Result<i32, DateError> {
        let year = part.parse().unwrap_or(0);
        check_year(text, year).map(|()| year)
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if text.len() == 4 && digits(text) {
        return year_of(text).map(|y| Some(Coarse::Year(y)));
    }
    let Some((year, rest)) = text.split_once('-') else { return Ok(None) };
    if year.len() != 4 || !digits(year) {
        return Ok(None);
    }
    if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
        let year = year_of(year)?;
        return match (quarter, rest.starts_with('Q')) {
            ("1" | "2" | "3" | "4", true) => Ok(Some(Coarse::Quarter(year, quarter.parse().unwrap_or(1)))),
            (_, true) => Err(DateError::new(text, "quarters run from Q1 to Q4").hint("write it as YYYY-Q4")),
            (_, false) => Err(DateError::new(text, "the Q is a capital").hint("write it as YYYY-Q4")),
        };
    }
    if rest.len() == 2 && digits(rest) {
        let month: u32 = rest.parse().unwrap_or(0);
        if !(1..=12).contains(&month) {
            return Err(DateError::new(text, "months run from 1 to 12").hint("write it as YYYY-MM"));
        }
        return Ok(Some(Coarse::Month(year_of(year)?, month)));
    }
    Ok(None)
}

fn check_year(text: &str, year: i32) -> Result<(), DateError> {
    if YEARS.contains(&year) {
        Ok(())
    } else {
        Err(DateError::new(text, format!("years run from {} to {}", YEARS.start(), YEARS.end())))
    }
}

/// Reads a day, a local time with or without a zone, or a moment.
///
/// # Errors
///
/// Says what is wrong with the text and how to write it; an ambiguous `12/1/2026` is answered with both readings.
pub fn parse_point(text: &str) -> Result<Point, DateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateError::new(text, "nothing is written here"));
    }
    // RFC 3339: a 'T' (or a space), a time and an offset without a space between.
    let (day_text, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at).unwrap_or(text), text.get(at + 1..).unwrap_or_default()),
        None => (text, ""),
    };
    let day = parse_day(day_text).map_err(|mut e| {
        e.message = format!("'{text}' is not a date");
        e
    })?;
    if rest.trim().is_empty() {
        return Ok(Point::Day(day));
    }
    let joined = text.as_bytes().get(day_text.len()).is_some_and(|b| b.eq_ignore_ascii_case(&b't'));
    let rest = rest.trim();
    let (time_text, zone_text) = match rest.split_once(' ') {
        Some((time, zone)) => (time, Some(zone.trim())),
        None => (rest, None),
    };
    let (clock, offset_text) = match time_text.find(['Z', 'z', '+', '-']) {
        Some(at) => (time_text.get(..at).unwrap_or_default(), time_text.get(at..)),
        None => (time_text, None),
    };
    let (time, seconds) = parse_time(clock).ok_or_else(|| {
        DateError::new(text, format!("'{clock}' is not a time of day")).hint("write it as YYYY-MM-DD HH:MM")
    })?;
    let local = day.and_time(time);
    if let Some(offset_text) = offset_text {
        let offset = parse_offset(offset_text).ok_or_else(|| {
            DateError::new(text, format!("'{offset_text}' is not an offset from UTC"))
                .hint("write it as 2027-04-15T17:00:00+02:00, or with 'Z'")
        })?;
        if zone_text.is_some() {
            return Err(DateError::new(text, "an offset and a zone").hint("keep one of them"));
        }
        return match local.and_local_timezone(offset) {
            chrono::LocalResult::Single(moment) => Ok(Point::Moment(moment, seconds)),
            chrono::LocalResult::Ambiguous(..) | chrono::LocalResult::None => {
                Err(DateError::new(text, "outside the calendar"))
            }
        };
    }
    let zone = match zone_text {
        None if joined => {
            return Err(DateError::new(text, "the offset is missing")
                .hint("write it as 2027-04-15T17:00:00+02:00, or as 2027-04-15 17:00"));
        }
        None => None,
        Some(name) => Some(Zone::named(name).map_err(|e: ZoneError| DateError {
            message: e.to_string(),
            label: "IANA names only".into(),
            hint: e.hint(),
            zone: true,
        })?),
    };
    Ok(Point::Local(local, zone, seconds))
}

/// Reads `YYYY-MM-DD` and nothing else.
///
/// # Errors
///
/// Says what is wrong with the text; `12/1/2026` is answered with both readings.
pub fn parse_day(text: &str) -> Result<NaiveDate, DateError> {
    let number = |part: &str| -> Option<u32> {
        (!part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    for separator in ['/', '.'].into_iter().filter(|separator| text.contains(*separator)) {
        let parts: Vec<&str> = text.split(separator).collect();
        if let [a, b, c] = parts.as_slice()
            && let (Some(first), Some(second), Some(third)) = (number(a), number(b), number(c))
        {
            return Err(other_order(text, first, second, third));
        }
    }
    let parts: Vec<&str> = text.split('-').collect();
    let [y, m, d] = parts.as_slice() else {
        return Err(DateError::new(text, "not a day, a month, a quarter, a year or a rule"));
    };
    let (Some(year), Some(month), Some(day)) = (number(y), number(m), number(d)) else {
        return Err(DateError::new(text, "not a day, a month, a quarter, a year or a rule"));
    };
    if y.len() != 4 {
        return Err(DateError::new(text, "the year comes first, with four digits"));
    }
    let year = i32::try_from(year).unwrap_or(0);
    check_year(text, year)?;
    if !(1..=12).contains(&month) {
        return Err(DateError::new(text, "months run from 1 to 12"));
    }
    let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
        let last = last_day_of(year, month);
        return Err(DateError::new(text, format!("{} {year} has {last} days", month_name(month))));
    };
    if m.len() != 2 || d.len() != 2 {
        return Err(DateError::new(text, "month and day have two digits").hint(format!("write {date}")));
    }
    Ok(date)
}

/// `12/1/2026` and its kin: both readings, if there are two.
fn other_order(text: &str, first: u32, second: u32, third: u32) -> DateError {
    let day = |y: u32, m: u32, d: u32| {
        i32::try_from(y).ok().filter(|y| YEARS.contains(y)).and_then(|y| NaiveDate::from_ymd_opt(y, m, d))
    };
    if let Some(only) = day(first, second, third) {
        return DateError::new(text, "written with '-'").hint(format!("write {only}"));
    }
    match (day(third, first, second), day(third, second, first)) {
        (Some(a), Some(b)) if a != b => DateError::new(text, "could be either of two days").hint(format!(
            "write {a} ({}) or {b} ({})",
            long_day(a),
            long_day(b)
        )),
        (Some(only), _) | (None, Some(only)) => {
            DateError::new(text, "the year comes first").hint(format!("write {only}"))
        }
        (None, None) => DateError::new(text, "the year comes first, with four digits"),
    }
}

fn parse_time(text: &str) -> Option<(NaiveTime, Seconds)> {
    let parts: Vec<&str> = text.split(':').collect();
    let two = |part: &str| -> Option<u32> {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    match parts.as_slice() {
        [h, m] => NaiveTime::from_hms_opt(two(h)?, two(m)?, 0).map(|t| (t, Seconds::Absent)),
        [h, m, s] => {
            // A fraction of a second is allowed by RFC 3339 and means nothing to a deadline.
            let whole = match s.split_once('.') {
                Some((whole, fraction)) if !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit()) => {
                    whole
                }
                Some(_) => return None,
                None => s,
            };
            NaiveTime::from_hms_opt(two(h)?, two(m)?, two(whole)?).map(|t| (t, Seconds::Written))
        }
        _ => None,
    }
}

fn parse_offset(text: &str) -> Option<FixedOffset> {
    if text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let two = |part: &str| -> Option<i32> {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours <= 23 && minutes <= 59).then(|| FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))).flatten()
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

    fn refused(text: &str) -> DateError {
        match parse_when(text) {
            Err(e) => e,
            Ok(when) => panic!("{text} was read as {when:?}"),
        }
    }

    #[test]
    fn the_written_forms_are_read() {
        assert!(matches!(parse_when("2027-04-15"), Ok(When::Point(Point::Day(_)))));
        assert!(matches!(parse_when("2027-04-15 17:00"), Ok(When::Point(Point::Local(_, None, Seconds::Absent)))));
        assert!(matches!(parse_when("2027-04-15 17:00 Europe/Brussels"), Ok(When::Point(Point::Local(_, Some(_), _)))));
        assert!(matches!(parse_when("2024-07-20T00:00:00-04:00"), Ok(When::Point(Point::Moment(..)))));
        assert!(matches!(parse_when("2024-07-20T04:00:00Z"), Ok(When::Point(Point::Moment(..)))));
        assert_eq!(parse_when("2027-12"), Ok(When::Coarse(Coarse::Month(2027, 12))));
        assert_eq!(parse_when("2027-Q4"), Ok(When::Coarse(Coarse::Quarter(2027, 4))));
        assert_eq!(parse_when("2027"), Ok(When::Coarse(Coarse::Year(2027))));
        assert_eq!(parse_when("unknown (model year 2027)"), Ok(When::Unknown(Some("model year 2027".into()))));
        assert_eq!(parse_when("unknown"), Ok(When::Unknown(None)));
    }

    #[test]
    fn an_american_and_a_european_reading_are_both_shown() {
        let e = refused("12/1/2026");
        assert_eq!(e.hint, "write 2026-12-01 (Tue 1 Dec 2026) or 2026-01-12 (Mon 12 Jan 2026)");
        assert_eq!(refused("13/1/2026").hint, "write 2026-01-13");
        assert_eq!(refused("27.12.2026").hint, "write 2026-12-27");
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(refused("2026-13-01").label, "months run from 1 to 12");
        assert_eq!(refused("2027-1-5").hint, "write 2027-01-05");
        assert_eq!(refused("2027-02-29").label, "February 2027 has 28 days");
        assert_eq!(refused("2027-Q5").label, "quarters run from Q1 to Q4");
        assert_eq!(refused("2027-04-15 25:00").label, "'25:00' is not a time of day");
        assert!(refused("2027-04-15 17:00 EST5").zone);
        assert_eq!(refused("2027-04-15T17:00:00").label, "the offset is missing");
        assert_eq!(refused("0000-01-01").label, "years run from 1000 to 9998");
    }

    #[test]
    fn periods_end_where_the_next_begins() {
        let quarter = Coarse::Quarter(2027, 4);
        assert_eq!(quarter.first_day().to_string(), "2027-10-01");
        assert_eq!(quarter.next_first_day().to_string(), "2028-01-01");
        assert_eq!(Coarse::Month(2028, 2).last_day().to_string(), "2028-02-29");
    }
}
