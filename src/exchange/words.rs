//! Dates, countdowns and statuses in words, the same in every text that leaves the program.

use chrono::{DateTime, Timelike, Utc};

use crate::domain::band::Band;
use crate::domain::board::{Board, Cell, Countdown, Row};
use crate::domain::date::{Coarse, Point, Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated, Precision};
use crate::domain::plan::instant_of;
use crate::domain::settings::Limits;
use crate::domain::status::Status;
use crate::domain::zone::Zone;

/// From so many days on, hours and minutes are left out.
const FAR_DAYS: i32 = 30;

/// Returns the time that is left, as `3 d 15:00`, `45 d`, `today`, `this month`; with `-` before it once it passed.
///
/// Counts to the instant; an `at` without a time and a period count civil days.
#[must_use]
pub fn countdown(dated: &Dated, left: &Countdown, now: DateTime<Utc>) -> String {
    let (Some(days), Some(seconds)) = (left.days_left, left.remaining_seconds(now)) else { return String::new() };
    match (dated.date, dated.verb, dated.has_time()) {
        (Some(CivilDate::Coarse(coarse)), ..) if days == 0 && !left.is_passed && seconds <= 0 => match coarse {
            Coarse::Month(..) => "this month".into(),
            Coarse::Quarter(..) => "this quarter".into(),
            Coarse::Year(_) => "this year".into(),
        },
        (Some(CivilDate::Day(_)), Verb::At, false) if days == 0 => "today".into(),
        (Some(CivilDate::Coarse(_)), ..) | (_, Verb::At, false) => format!("{days} d"),
        _ => clock(seconds, days),
    }
}

fn clock(seconds: i64, days: i32) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let size = seconds.unsigned_abs();
    if days.abs() >= FAR_DAYS {
        return format!("{days} d");
    }
    let (whole, hours, minutes) = (size / 86_400, size % 86_400 / 3600, size % 3600 / 60);
    if whole == 0 {
        format!("{sign}{hours:02}:{minutes:02}")
    } else {
        format!("{sign}{whole} d {hours:02}:{minutes:02}")
    }
}

/// Returns `from 2024-07-20`, `by 2027-Q4`, or the text that stands in place of a date.
#[must_use]
pub fn day(dated: &Dated) -> String {
    match (&dated.date, &dated.missing) {
        (Some(date), _) => format!("{} {date}", dated.verb.word()),
        (None, Some(missing)) => missing.text().to_string(),
        (None, None) => String::new(),
    }
}

/// Returns the band in lower case.
#[must_use]
pub fn band(band: Band, limits: Limits) -> String {
    band.words(limits).to_lowercase()
}

/// Returns whether a band has no time left to speak of.
#[must_use]
pub fn is_over(band: Band) -> bool {
    matches!(band, Band::Closed | Band::Passed)
}

/// Returns a milestone's status in words; how late, if it was done late.
#[must_use]
pub fn status_of_row(row: &Row) -> String {
    status(row.status, row.late_days)
}

/// Returns an obligation's status in words; how late, if it was done late.
#[must_use]
pub fn status_of_cell(cell: &Cell) -> String {
    status(Some(cell.status), cell.late_days)
}

fn status(status: Option<Status>, late_days: Option<i32>) -> String {
    match (status, late_days) {
        (Some(Status::Done), Some(late)) if late > 0 => format!("done {late} d late"),
        (Some(status), _) => status.words().to_string(),
        (None, _) => String::new(),
    }
}

/// Returns an instant as the clocks of a zone show it: `Sat 20 Jul 2024 00:00 EDT`.
#[must_use]
pub fn moment(instant: DateTime<Utc>, zone: &Zone, precision: Precision) -> String {
    let local = zone.at(instant);
    let time = if precision == Precision::Second || local.second() != 0 { "%H:%M:%S" } else { "%H:%M" };
    format!("{} {} {}", long_day(local.date_naive()), local.format(time), zone.abbreviation(instant))
}

/// Returns a point as JSON writes it: a day, or an instant in RFC 3339.
#[must_use]
pub fn point(point: &Point, zone: &Zone) -> String {
    match point {
        Point::Day(day) => day.to_string(),
        Point::Local(_, own, _) => own.as_ref().unwrap_or(zone).at(instant_of(point, zone)).to_rfc3339(),
        Point::Moment(moment, _) => moment.to_rfc3339(),
    }
}

/// Returns a date value as JSON writes it; a rule as its words. None: it could not be read.
#[must_use]
pub fn when(when: &When, zone: &Zone) -> Option<String> {
    Some(match when {
        When::Point(value) => point(value, zone),
        When::Coarse(coarse) => coarse.to_string(),
        When::Unknown(None) => "unknown".into(),
        When::Unknown(Some(text)) => format!("unknown ({text})"),
        When::Rule(rule) => rule.to_string(),
        When::Earliest(rules) => {
            let rules: Vec<String> = rules.iter().map(ToString::to_string).collect();
            format!("[{}]", rules.join(", "))
        }
        When::Unreadable => return None,
    })
}

/// Returns up to two names, each once, and how many more there are.
#[must_use]
pub fn few<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut distinct: Vec<&str> = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    let (shown, rest) = distinct.split_at(distinct.len().min(2));
    let more = if rest.is_empty() { String::new() } else { format!(" +{}", rest.len()) };
    format!("{}{more}", shown.join(", "))
}

/// Returns the products of a milestone that matter in one line: the live ones, else all.
#[must_use]
pub fn products(board: &Board, milestone: u32) -> String {
    few(speaking(board, milestone).map(|cell| board.product(cell).label()))
}

/// Returns the owners of the same.
#[must_use]
pub fn owners(board: &Board, milestone: u32) -> String {
    let cells: Vec<String> =
        speaking(board, milestone).filter_map(|cell| board.owner_of_cell(cell)).map(|o| format!("@{o}")).collect();
    if board.cells_of(milestone).is_empty() {
        return board.owner(milestone).map(|owner| format!("@{owner}")).unwrap_or_default();
    }
    few(cells.iter().map(String::as_str))
}

/// Returns the live obligations of a milestone; all of them if none is live.
pub fn speaking(board: &Board, milestone: u32) -> impl Iterator<Item = &Cell> {
    let cells = board.cells_of(milestone);
    let some_live = cells.iter().any(|cell| cell.is_live);
    cells.iter().filter(move |cell| cell.is_live || !some_live)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_in_words() {
        let cases = [
            (313_200, 3, "3 d 15:00"),
            (3_600, 0, "01:00"),
            (0, 0, "00:00"),
            (-223_500, -3, "-2 d 14:05"),
            (-60, -1, "-00:01"),
            (40 * 86_400, 40, "40 d"),
            (-40 * 86_400, -40, "-40 d"),
        ];
        for (seconds, days, text) in cases {
            assert_eq!(clock(seconds, days), text);
        }
    }

    #[test]
    fn few_names_are_enough() {
        assert_eq!(few(["a"]), "a");
        assert_eq!(few(["a", "a", "b"]), "a, b");
        assert_eq!(few(["a", "b", "c", "d"]), "a, b +2");
        assert_eq!(few([]), "");
    }
}
