//! How much time there is, in the words of the screen, and how often those words change by themselves.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::tone::Tone;
use crate::domain::band::Band;
use crate::domain::board::{Board, Countdown, Row};
use crate::domain::date::Coarse;
use crate::domain::dated::{CivilDate, Dated, Missing};
use crate::domain::outlook::plain_day;
use crate::domain::record::Certainty;
use crate::domain::status::Status;

/// From this many seconds before an instant on, whole days say too little.
pub const EXACT_SECONDS: i64 = 48 * 3600;

/// From this many seconds before an instant on, the exact time of the detail shows seconds; minutes before.
pub const SECONDS_FROM: i64 = 7 * 86_400;

/// How often a text changes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Not before the board does.
    Still,
    /// With every minute to or since the instant.
    Minute(DateTime<Utc>),
    /// With every second.
    Second(DateTime<Utc>),
}

impl Step {
    /// Returns the milliseconds from one change to the next, and the instant that they are counted to.
    #[must_use]
    pub fn period(self) -> Option<(i64, DateTime<Utc>)> {
        match self {
            Self::Still => None,
            Self::Minute(instant) => Some((60_000, instant)),
            Self::Second(instant) => Some((1000, instant)),
        }
    }

    /// Returns a number that is another one whenever the text is.
    #[must_use]
    pub fn beat(self, now: DateTime<Utc>) -> Option<i64> {
        let (millis, instant) = self.period()?;
        let ahead = (instant - now).num_milliseconds();
        Some(if ahead >= 0 { ahead / millis } else { ahead / millis - 1 })
    }

    /// Returns the milliseconds until the text is another one.
    #[must_use]
    pub fn rest(self, now: DateTime<Utc>) -> Option<u64> {
        let (millis, instant) = self.period()?;
        let ahead = (instant - now).num_milliseconds();
        let rest = if ahead >= 0 { ahead % millis + 1 } else { millis + ahead % millis };
        u64::try_from(rest).ok()
    }
}

/// A countdown as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// At most 12 cells for dates of this millennium.
    pub text: String,
    /// Its meaning.
    pub tone: Tone,
    /// How often it changes.
    pub step: Step,
}

impl Shown {
    fn still(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, step: Step::Still }
    }
}

/// How a row tells its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Whole days while there are many.
    Calm,
    /// The exact time: the row under the cursor, where no detail says it.
    Exact,
}

/// Returns the countdown of a row.
#[must_use]
pub fn of_row(board: &Board, number: u32, now: DateTime<Utc>, care: Care) -> Shown {
    let Some(row) = board.row(number) else { return Shown::still("", Tone::Plain) };
    let dated = board.shown_date(number);
    let today = board.zone_of(dated).day_of(now);
    match row.band {
        Band::Closed => closed(board, number, row, today),
        Band::Passed => Shown::still(dated.date.map_or(String::new(), |date| date_text(date, today)), Tone::Dim),
        Band::Undated => Shown::still(undated(dated), Tone::Band(Band::Undated)),
        Band::Overdue | Band::Today | Band::Within7Days | Band::Within30Days | Band::Later => {
            running(dated, (row.band, &row.countdown), now, care)
        }
    }
}

/// Returns the exact time to or since a date, whoever owes it; what is said in its place where there is none.
#[must_use]
pub fn exact(dated: &Dated, left: &Countdown, now: DateTime<Utc>) -> String {
    if left.instant.is_none() {
        undated(dated).into()
    } else {
        running(dated, (Band::Later, left), now, Care::Exact).text
    }
}

/// Returns what stands in place of a countdown where there is no date that counts.
fn undated(dated: &Dated) -> &'static str {
    match &dated.missing {
        Some(Missing::NoCalendar) => "no calendar",
        Some(Missing::Unreadable) => "unreadable",
        Some(
            Missing::Unknown(_)
            | Missing::AnchorUnknown
            | Missing::AnchorWithdrawn
            | Missing::NotClosed
            | Missing::HadBefore(_)
            | Missing::OutsideYears
            | Missing::TooMany,
        ) => "unknown",
        None => "unconfirmed",
    }
}

fn closed(board: &Board, number: u32, row: &Row, today: NaiveDate) -> Shown {
    if board.dated(number).certainty == Certainty::Withdrawn {
        return Shown::still("withdrawn", Tone::Dim);
    }
    if let Some(late) = row.late_days.filter(|late| *late > 0) {
        return Shown::still(format!("{late} d late"), Tone::Bad);
    }
    match (row.closed_on, row.status) {
        (Some(day), _) if day.year() == today.year() => {
            Shown::still(format!("done {}", day.format("%-d %b")), Tone::Good)
        }
        (Some(day), _) => Shown::still(plain_day(day), Tone::Good),
        (None, Some(Status::NotApplicable)) => Shown::still("n/a", Tone::Dim),
        (None, Some(Status::Done)) => Shown::still("done", Tone::Good),
        (None, Some(status)) => Shown::still(status.words(), Tone::Status(status)),
        (None, None) => Shown::still("", Tone::Dim),
    }
}

fn running(dated: &Dated, (band, left): (Band, &Countdown), now: DateTime<Utc>, care: Care) -> Shown {
    let strong = match band {
        Band::Overdue | Band::Today | Band::Within7Days => Tone::BandStrong(band),
        Band::Within30Days | Band::Later | Band::Undated | Band::Closed | Band::Passed => Tone::Band(band),
    };
    let Some(instant) = left.instant else { return Shown::still("", strong) };
    let days = left.days_left.unwrap_or(0);
    // A coarse date's instant is the first of its period; inside it there is no moment to count to.
    if let (Some(CivilDate::Coarse(coarse)), true) = (dated.date, instant <= now && !left.is_passed) {
        return Shown::still(format!("this {}", period_word(coarse)), strong);
    }
    let sign = if dated.certainty == Certainty::Final { "" } else { "~" };
    let instant = if dated.is_coarse() && left.is_passed { dated.passes_at.unwrap_or(instant) } else { instant };
    let remaining = seconds_to(instant, now);
    if instant <= now {
        if !left.is_passed {
            return Shown::still("today", strong);
        }
        let text = format!("{sign}{}", if remaining == 0 { "-00:00".into() } else { minutes_text(remaining) });
        return Shown { text, tone: strong, step: Step::Minute(instant) };
    }
    if remaining < EXACT_SECONDS && !dated.is_coarse() || care == Care::Exact && remaining < SECONDS_FROM {
        return Shown { text: format!("{sign}{}", seconds_text(remaining)), tone: strong, step: Step::Second(instant) };
    }
    if care == Care::Exact && days < 1000 {
        return Shown { text: format!("{sign}{}", minutes_text(remaining)), tone: strong, step: Step::Minute(instant) };
    }
    Shown::still(format!("{sign}{days} d"), strong)
}

/// Returns the word of a period.
#[must_use]
pub fn period_word(coarse: Coarse) -> &'static str {
    match coarse {
        Coarse::Month(..) => "month",
        Coarse::Quarter(..) => "quarter",
        Coarse::Year(_) => "year",
    }
}

/// Returns the whole seconds from now to an instant, negative since it; never more than there are.
#[must_use]
pub fn seconds_to(instant: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (instant - now).num_milliseconds() / 1000
}

/// Writes elapsed time with seconds: `1 d 09:55:00`, `09:55:00`.
#[must_use]
pub fn seconds_text(seconds: i64) -> String {
    let (days, hours, minutes, rest) = split(seconds);
    let sign = if seconds < 0 { "-" } else { "" };
    if days == 0 {
        return format!("{sign}{hours:02}:{minutes:02}:{rest:02}");
    }
    format!("{sign}{days} d {hours:02}:{minutes:02}:{rest:02}")
}

/// Writes elapsed time with minutes: `-62 d 15:05`, `-12:30`.
#[must_use]
pub fn minutes_text(seconds: i64) -> String {
    let (days, hours, minutes, _) = split(seconds);
    let sign = if seconds < 0 { "-" } else { "" };
    // No day is less than none; what is ahead keeps it, so that it is not read as a time of day.
    if days == 0 && seconds < 0 {
        return format!("{sign}{hours:02}:{minutes:02}");
    }
    format!("{sign}{days} d {hours:02}:{minutes:02}")
}

fn split(seconds: i64) -> (u64, u64, u64, u64) {
    let all = seconds.unsigned_abs();
    (all / 86_400, all / 3600 % 24, all / 60 % 60, all % 60)
}

/// Writes a day as short as it stays clear: `8 Sep` this year, else `31 Oct 2025`; a period as it is written.
#[must_use]
pub fn date_text(date: CivilDate, today: NaiveDate) -> String {
    match date {
        CivilDate::Day(day) if day.year() == today.year() => day.format("%-d %b").to_string(),
        CivilDate::Day(day) => day.format("%-d %b %Y").to_string(),
        CivilDate::Coarse(coarse) => coarse.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_times_are_elapsed_time() {
        assert_eq!(seconds_text(86_400 + 9 * 3600 + 55 * 60), "1 d 09:55:00");
        assert_eq!(seconds_text(35_691), "09:54:51");
        assert_eq!(minutes_text(-(62 * 86_400 + 15 * 3600 + 5 * 60)), "-62 d 15:05");
        assert_eq!(minutes_text(-60), "-00:01");
        assert_eq!(minutes_text(-(86_400 + 60)), "-1 d 00:01");
    }
}
