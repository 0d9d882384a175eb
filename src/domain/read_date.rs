//! From text to dates: strict, and with an answer for every way to get one wrong.

use chrono::{FixedOffset, NaiveDate, NaiveTime};

use super::date::{Coarse, Point, Seconds, When, YEARS, last_day_of, long_day, month_name};
use super::zone::{Zone, ZoneError};

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
    /// Says that a text is not a date, with a few words for beside the caret.
    #[must_use]
    pub(crate) fn new(text: &str, label: impl Into<String>) -> Self {
        Self {
            message: format!("'{text}' is not a date"),
            label: label.into(),
            hint: "write it as YYYY-MM-DD".into(),
            zone: false,
        }
    }

    /// Says in one line what is wrong: the message, and what is beside the caret.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{}: {}", self.message, self.label)
    }

    /// Says what to do.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
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
        return super::rule::parse_rule(text).map(|rule| When::Rule(Box::new(rule))).map_err(|e| DateError {
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
    let day = parse_day(day_text).map_err(|error| with_time(error, text, rest.trim()))?;
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

/// Says it of the whole text; what is to be written instead keeps the time behind the day.
fn with_time(error: DateError, text: &str, time: &str) -> DateError {
    let written = error.hint.strip_prefix("write ").filter(|day| day.starts_with(|c: char| c.is_ascii_digit()));
    let hint = match written {
        Some(_) if time.is_empty() => error.hint,
        Some(day) if !day.contains(' ') => format!("write {day} {time}"),
        Some(_) => format!("{}, with the time behind it", error.hint),
        None => error.hint,
    };
    DateError { message: format!("'{text}' is not a date"), hint, ..error }
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
            && [a, b, c].into_iter().all(|part| number(part).is_some())
        {
            return Err(other_order(text, [a, b, c]));
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
        return Err(other_order(text, [y, m, d]));
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

/// `12/1/2026` and its kin: every reading there is. Two digits are a year of this century; as a year in front only with
/// `-`, as the file writes it.
fn other_order(text: &str, parts: [&str; 3]) -> DateError {
    let [first, second, third] = parts;
    let number = |part: &str| part.parse::<u32>().ok();
    let day = |year: &str, month: &str, day: &str| {
        let year = match year.len() {
            4 => number(year),
            2 => number(year).map(|year| 2000 + year),
            _ => None,
        };
        let year = i32::try_from(year?).ok().filter(|year| YEARS.contains(year))?;
        NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)
    };
    if first.len() == 4 {
        return match day(first, second, third) {
            Some(only) => DateError::new(text, "written with '-'").hint(format!("write {only}")),
            None => DateError::new(text, "the year comes first, with four digits"),
        };
    }
    let in_front = text.contains('-').then(|| day(first, second, third)).flatten();
    let mut days: Vec<NaiveDate> = Vec::new();
    for found in [in_front, day(third, first, second), day(third, second, first)].into_iter().flatten() {
        if !days.contains(&found) {
            days.push(found);
        }
    }
    let said: Vec<String> = days.iter().map(|day| format!("{day} ({})", long_day(*day))).collect();
    match (days.as_slice(), said.split_last()) {
        ([only], _) => DateError::new(text, "the year comes first").hint(format!("write {only}")),
        (_, Some((last, rest))) => {
            let label = if rest.len() == 1 { "could be either of two days" } else { "could be any of three days" };
            DateError::new(text, label).hint(format!("write {} or {last}", rest.join(", ")))
        }
        (_, None) => DateError::new(text, "the year comes first, with four digits"),
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

#[cfg(test)]
mod tests {
    use super::super::date::{Coarse, Point, Seconds, When};
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
}
