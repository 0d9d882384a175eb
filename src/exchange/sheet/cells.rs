//! What stands in one cell: texts, lists, dates, statuses.

use chrono::{Days, NaiveDate};

use super::table::short;
use super::{Order, Problem};
use crate::domain::date::{DateError, When, YEARS, long_day, parse_when};
use crate::domain::status::Status;
use crate::domain::suggest::did_you_mean;
use crate::domain::typed::read_written;
use crate::domain::zone::{Zone, ZoneError};

/// Returns the text of a cell, without the `'` that our own lists put before what looks like a formula.
pub(super) fn text_of(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest.trim(),
        Some(_) | None => cell,
    }
}

/// Cuts a cell into a list at `;`, at line ends and, if asked, at commas.
pub(super) fn list_of(text: &str, signs: &[char]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for part in text.split(|c: char| c == '\n' || c == '\r' || signs.contains(&c)).map(str::trim) {
        if !part.is_empty() && !list.iter().any(|old| old == part) {
            list.push(part.to_string());
        }
    }
    list
}

/// Returns the name of a person, without the `@` of the screen.
pub(super) fn person_of(text: &str) -> &str {
    text.strip_prefix('@').filter(|name| !name.is_empty()).unwrap_or(text)
}

/// A date that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadDate {
    /// As the file writes it.
    pub text: String,
    /// Whether a midnight with seconds was taken for no time.
    pub had_midnight: bool,
}

/// Reads a date: only what means the same on every day.
pub(super) fn date_of(text: &str, order: Option<Order>) -> Result<ReadDate, Problem> {
    let (text, had_midnight) = without_midnight(text);
    if let Some(serial) = serial_of(text) {
        let day = format!("{serial} ({})", long_day(serial));
        let message = format!("'{text}' is how a spreadsheet stores the day {day}");
        return Err(Problem::new(message, "format the column as a date, YYYY-MM-DD, and save again"));
    }
    if let Some(ordered) = slashed(text, order)? {
        return Ok(ReadDate { text: ordered, had_midnight });
    }
    match read_written(text) {
        Ok(reading) => Ok(ReadDate { text: reading.text, had_midnight }),
        Err(error) => Err(of_date(text, error)),
    }
}

fn of_date(text: &str, error: DateError) -> Problem {
    let message = format!("'{}' is not a date: {}", short(text), error.label);
    let is_either = error.label == "could be either of two days";
    let option = if is_either { "say which with --dates dmy or --dates mdy" } else { "" };
    Problem::new(message, error.hint).or(option)
}

/// Takes off a midnight with seconds: so programs write a day that has no time.
fn without_midnight(text: &str) -> (&str, bool) {
    let heads = [" 00:00:00", "T00:00:00", " 00:00:00.000", "T00:00:00.000"];
    match heads.iter().find_map(|midnight| text.strip_suffix(midnight)) {
        Some(day) => (day, true),
        None => (text, false),
    }
}

/// Reads the number of days since 30 December 1899, from 1954 to 2119.
fn serial_of(text: &str) -> Option<NaiveDate> {
    let whole = text.split_once(['.', ',']).map_or(text, |(whole, _)| whole);
    let is_number = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    let days: u64 = whole.parse().ok().filter(|days| is_number && (20_000..=80_000).contains(days))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// Reads `12/1/2026`, with a time behind it or not; none where it is no such text.
fn slashed(text: &str, order: Option<Order>) -> Result<Option<String>, Problem> {
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    let parts: Vec<&str> = day.split('/').collect();
    let [first, second, year] = parts.as_slice() else { return Ok(None) };
    let number = |part: &str| -> Option<u32> {
        (part.len() <= 4 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let (Some(first), Some(second), Some(whole)) = (number(first), number(second), number(year)) else {
        return Ok(None);
    };
    if year.len() != 4 {
        return Ok(None);
    }
    let on = |month: u32, day: u32| {
        i32::try_from(whole).ok().filter(|y| YEARS.contains(y)).and_then(|y| NaiveDate::from_ymd_opt(y, month, day))
    };
    let (by_month, by_day) = (on(first, second), on(second, first));
    let found = match (order, by_month, by_day) {
        (Some(Order::MonthFirst), found, _) | (Some(Order::DayFirst), _, found) => found,
        // Where only one of the two is a day, nothing is to be said.
        (None, Some(only), None) | (None, None, Some(only)) => Some(only),
        (None, Some(one), Some(other)) if one == other => Some(one),
        (None, Some(_), Some(_)) => return Ok(None),
        (None, None, None) => None,
    };
    let Some(found) = found else {
        let order = match order {
            Some(Order::DayFirst) => " with the day first",
            Some(Order::MonthFirst) => " with the month first",
            None => "",
        };
        return Err(Problem::new(format!("'{}' is not a date{order}", short(text)), "write it as YYYY-MM-DD"));
    };
    if time.is_empty() {
        return Ok(Some(found.to_string()));
    }
    let joined = format!("{found} {}", clock_of(time));
    read_written(&joined).map(|reading| Some(reading.text)).map_err(|error| of_date(text, error))
}

/// Writes `5:00 PM` as `17:00`; anything else stays.
fn clock_of(time: &str) -> String {
    let lower = time.to_lowercase();
    let half = [("am", 0), ("pm", 12)];
    let found =
        half.into_iter().find_map(|(word, more)| Some((lower.strip_suffix(word)?.trim_end().to_string(), more)));
    let Some((clock, more)) = found else { return time.to_string() };
    let Some((hour, rest)) = clock.split_once(':') else { return time.to_string() };
    match hour.parse::<u32>() {
        Ok(hour @ 1..=12) => format!("{:02}:{rest}", hour % 12 + more),
        Ok(_) | Err(_) => time.to_string(),
    }
}

/// Reads a status by its word or by what people write for it.
pub(super) fn status_of(text: &str) -> Result<Status, Problem> {
    const WORDS: [(&str, Status); 22] = [
        ("open", Status::Open),
        ("todo", Status::Open),
        ("new", Status::Open),
        ("notstarted", Status::Open),
        ("pending", Status::Open),
        ("inprogress", Status::InProgress),
        ("started", Status::InProgress),
        ("ongoing", Status::InProgress),
        ("wip", Status::InProgress),
        ("blocked", Status::Blocked),
        ("waiting", Status::Blocked),
        ("onhold", Status::Blocked),
        ("accepted", Status::Accepted),
        ("riskaccepted", Status::Accepted),
        ("done", Status::Done),
        ("closed", Status::Done),
        ("complete", Status::Done),
        ("completed", Status::Done),
        ("finished", Status::Done),
        ("na", Status::NotApplicable),
        ("notapplicable", Status::NotApplicable),
        ("outofscope", Status::NotApplicable),
    ];
    let plain: String = text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    if let Some((_, status)) = WORDS.into_iter().find(|(word, _)| *word == plain) {
        return Ok(status);
    }
    let words = || Status::ALL.into_iter().map(Status::word);
    let near = did_you_mean(&text.to_lowercase(), words());
    let hint = if near.is_empty() { format!("one of {}", words().collect::<Vec<_>>().join(", ")) } else { near };
    Err(Problem::new(format!("'{}' is not a status", short(text)), hint))
}

/// Reads one word of a closed set, in capitals or not.
pub(super) fn word_of(text: &str, (what, words): (&str, &[&'static str])) -> Result<&'static str, Problem> {
    let lower = text.to_lowercase();
    if let Some(word) = words.iter().find(|word| **word == lower) {
        return Ok(word);
    }
    let near = did_you_mean(&lower, words.iter().copied());
    let hint = if near.is_empty() { format!("one of {}", words.join(", ")) } else { near };
    Err(Problem::new(format!("'{}' is no {what}", short(text)), hint))
}

/// Reads the name of a zone; letters such as `EST` are none.
pub(super) fn zone_of(text: &str) -> Result<Zone, Problem> {
    let is_name = text.contains('/') || text.eq_ignore_ascii_case("utc");
    Zone::spelled(text).filter(|_| is_name).ok_or_else(|| {
        let error = ZoneError(text.to_string());
        Problem::new(error.to_string(), error.hint())
    })
}

/// Returns whether a text is a rule.
pub(super) fn is_rule(text: &str) -> bool {
    matches!(parse_when(text), Ok(When::Rule(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> String {
        date_of(text, None).unwrap_or_else(|problem| panic!("{text}: {problem:?}")).text
    }

    fn refused(text: &str, order: Option<Order>) -> Problem {
        date_of(text, order).map_or_else(|problem| problem, |read| panic!("{text}: {read:?}"))
    }

    #[test]
    fn dates_are_read_as_spreadsheets_write_them() {
        for (text, wanted) in [
            ("2026-12-27", "2026-12-27"),
            ("27.12.2026", "2026-12-27"),
            ("27 Dec 2026", "2026-12-27"),
            ("27-Dec-2026", "2026-12-27"),
            ("December 27, 2026", "2026-12-27"),
            ("2026-12-27 00:00:00", "2026-12-27"),
            ("2026-12-27T00:00:00", "2026-12-27"),
            ("2026-12-27 17:00", "2026-12-27 17:00"),
            ("2026-12-27 00:00", "2026-12-27 00:00"),
            ("13/1/2026", "2026-01-13"),
            ("1/13/2026", "2026-01-13"),
            ("1/1/2026", "2026-01-01"),
            ("2027-Q4", "2027-Q4"),
            ("2027", "2027"),
            ("unknown", "unknown"),
            ("20 days after eu-cra/published", "20 days after eu-cra/published"),
        ] {
            assert_eq!(date(text), wanted, "{text}");
        }
        let order = |order| date_of("12/1/2026 5:00 PM", Some(order)).map(|read| read.text);
        assert_eq!(order(Order::MonthFirst), Ok("2026-12-01 17:00".into()));
        assert_eq!(order(Order::DayFirst), Ok("2026-01-12 17:00".into()));
        assert!(date_of("12/1/2026 12:30 AM", Some(Order::DayFirst)).is_ok_and(|read| read.text.ends_with(" 00:30")));
        assert!(date_of("2026-12-27 00:00:00", None).is_ok_and(|read| read.had_midnight));
    }

    #[test]
    fn what_could_be_two_days_or_changes_every_day_is_refused() {
        let two = refused("12/1/2026", None);
        assert_eq!(two.message, "'12/1/2026' is not a date: could be either of two days");
        assert!(two.hint.contains("2026-12-01") && two.option.ends_with("--dates dmy or --dates mdy"), "{two:?}");
        assert_eq!(
            refused("13/1/2026", Some(Order::MonthFirst)).message,
            "'13/1/2026' is not a date with the month first"
        );
        let stored = refused("46383", None);
        assert_eq!(stored.message, "'46383' is how a spreadsheet stores the day 2026-12-27 (Sun 27 Dec 2026)");
        assert!(refused("46383.5", None).message.contains("2026-12-27"));
        for text in ["today", "+30d", "fri", "27 dec", "eom", "31/2/2026", "12/1/26", "soon"] {
            refused(text, None);
        }
    }

    #[test]
    fn formulas_of_our_own_lists_are_texts_again() {
        assert_eq!(text_of("'=1+1"), "=1+1");
        assert_eq!(text_of(" '@x "), "@x");
        assert_eq!(text_of("'til"), "'til");
        assert_eq!(list_of("a; b;a\nc, d", &[';']), ["a", "b", "c, d"]);
        assert_eq!(list_of("a, b", &[';', ',']), ["a", "b"]);
    }

    #[test]
    fn statuses_are_read_as_people_write_them() {
        for (text, wanted) in [
            ("In Progress", Status::InProgress),
            ("in_progress", Status::InProgress),
            ("N/A", Status::NotApplicable),
            ("Not started", Status::Open),
            ("DONE", Status::Done),
            ("blocked", Status::Blocked),
        ] {
            assert_eq!(status_of(text), Ok(wanted), "{text}");
        }
        for status in Status::ALL {
            assert_eq!(status_of(status.word()), Ok(status));
        }
        assert_eq!(status_of("dnoe").map_err(|problem| problem.hint), Err("did you mean 'done'?".into()));
        assert!(status_of("green").is_err_and(|problem| problem.hint.starts_with("one of open")));
    }

    #[test]
    fn letters_are_no_zone() {
        assert!(zone_of("europe/brussels").is_ok() && zone_of("UTC").is_ok());
        assert_eq!(
            zone_of("EST").map_err(|problem| problem.hint).err(),
            Some("did you mean 'America/New_York'?".into())
        );
    }
}
