//! The day of a typed date: `27 dec`, `fri`, `+30d`, `eoq`.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{Ground, Side};
use crate::domain::calendar::Calendar;
use crate::domain::date::{DateError, YEARS, last_day_of, long_day, month_name, parse_day};
use crate::domain::dated::day_at;
use crate::domain::rule::{Direction, Span, Unit, parse_span};

/// The words that stand for a day.
pub(super) const WORDS: [&str; 13] = [
    "today",
    "tomorrow",
    "yesterday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "eom",
    "eoq",
    "eoy",
];

/// What is wrong with `27 dec 26`.
pub(super) const SHORT_YEAR: &str = "the year has four digits";

/// What is wrong with business days where nothing says which days are closed.
pub(super) const NO_CALENDAR: &str = "its calendar is not there";

/// What is wrong with `fri 13 nov` in a year in which that is a Saturday.
pub(super) const OTHER_WEEKDAY: &str = "it is another day of the week";

/// Returns whether a word is written like a step from a day: `-1d`.
pub(super) fn is_like_a_step(word: &str) -> bool {
    word.strip_prefix(['+', '-']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A day, and how it was understood.
#[derive(Debug)]
pub(super) struct Day {
    pub date: NaiveDate,
    pub how: Vec<String>,
    /// Whether it was counted from the old date.
    pub is_from_old: bool,
}

impl Day {
    fn plain(date: NaiveDate) -> Self {
        Self { date, how: Vec::new(), is_from_old: false }
    }

    fn with(date: NaiveDate, how: impl Into<String>) -> Self {
        Self { date, how: vec![how.into()], is_from_old: false }
    }
}

/// What is wrong with the words of a day.
#[derive(Debug)]
pub(super) struct Wrong {
    label: String,
    hint: Option<String>,
}

impl Wrong {
    fn new(label: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { label: label.into(), hint: Some(hint.into()) }
    }

    fn bare(label: impl Into<String>) -> Self {
        Self { label: label.into(), hint: None }
    }

    fn weekday(day: NaiveDate) -> Self {
        Self::new(OTHER_WEEKDAY, format!("{day} is a {}: write {day} if that day is meant", day.format("%A")))
    }

    /// Says how a year of two digits is written, behind what stands before it.
    fn with_century(self, year: &str, before: &str) -> Self {
        if year.len() == 2 { Self { hint: Some(format!("write {before}20{year}")), ..self } } else { self }
    }

    /// Makes the error of the whole text.
    pub(super) fn of(self, text: &str) -> DateError {
        let error = DateError::new(text, self.label);
        match self.hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

type Found = Option<Result<Day, Wrong>>;

/// Reads the words of a day; none where they are no such words. No ground: only what names its year.
pub(super) fn read(words: &str, ground: Option<&Ground<'_>>) -> Found {
    let words = words.to_lowercase();
    let list: Vec<&str> = words.split_whitespace().collect();
    absolute(&list, ground).or_else(|| with_weekday(&list, ground)).or_else(|| relative(&words, &list, ground?))
}

/// Reads a day that is written out behind its day of the week: `fri 27 nov 2026`.
fn with_weekday(list: &[&str], ground: Option<&Ground<'_>>) -> Found {
    let (first, rest) = list.split_first()?;
    let weekday = weekday_of(first.trim_end_matches(','))?;
    let is_it = |day: &Day| day.date.weekday().num_days_from_monday() == weekday;
    Some(absolute(rest, ground)?.and_then(|day| if is_it(&day) { Ok(day) } else { Err(Wrong::weekday(day.date)) }))
}

/// Reads a day that is written out: `2026-12-27`, `27.12.2026`, `27 dec 2026`, `dec 27`, `27-dec-2026`.
fn absolute(list: &[&str], ground: Option<&Ground<'_>>) -> Found {
    match list {
        [one] if one.contains('.') => dotted(one),
        [one] if one.contains('-') && one.bytes().filter(u8::is_ascii_alphabetic).count() > 2 => {
            let parts: Vec<&str> = one.split('-').collect();
            if parts.len() < 2 { None } else { named_month(&parts, ground) }
        }
        // Without what else it may be: alone it passes as the file's own form, here a time stands behind it.
        [one] => parse_day(one).ok().map(|day| Ok(Day::plain(day))),
        [_, _] | [_, _, _] => named_month(list, ground),
        _ => None,
    }
}

/// Reads `27.12.2026`: with dots the day comes first everywhere.
fn dotted(text: &str) -> Found {
    let parts: Vec<&str> = text.split('.').collect();
    let [d, m, y] = parts.as_slice() else { return None };
    let (day, month) = (number(d, 2)?, number(m, 2)?);
    if !y.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year = year_of(y).map_err(|wrong| wrong.with_century(y, &format!("{d}.{m}.")));
    Some(year.and_then(|year| day_of(year, month, day)).map(Day::plain))
}

/// Reads `27 dec`, `dec 27`, either with a year behind it.
fn named_month(parts: &[&str], ground: Option<&Ground<'_>>) -> Found {
    let bare = |part: &str| part.trim_end_matches(',').to_string();
    let parts: Vec<String> = parts.iter().map(|part| bare(part)).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (first, second, year) = match parts.as_slice() {
        [first, second] => (*first, *second, None),
        [first, second, year] => (*first, *second, Some(*year)),
        _ => return None,
    };
    let (month, day) = match (month_of(first), month_of(second)) {
        (Some(month), None) => (month, number(second, 2)?),
        (None, Some(month)) => (month, number(first, 2)?),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    let Some(year) = year else { return without_year(month, day, ground?).into() };
    if year.is_empty() || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let read = year_of(year).map_err(|wrong| wrong.with_century(year, &format!("{first} {second} ")));
    Some(read.and_then(|year| day_of(year, month, day)).map(Day::plain))
}

/// Finds the next or last day of a month and number; 29 February lies up to eight years off.
fn without_year(month: u32, day: u32, ground: &Ground<'_>) -> Result<Day, Wrong> {
    let today = ground.today;
    let years: Vec<i32> = match ground.side {
        Side::Ahead => (0..=8).map(|n| today.year() + n).collect(),
        Side::Behind => (0..=8).map(|n| today.year() - n).collect(),
    };
    let is_there = |found: &NaiveDate| match ground.side {
        Side::Ahead => *found >= today,
        Side::Behind => *found <= today,
    };
    let found = years.into_iter().filter(|year| YEARS.contains(year));
    match found.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(is_there) {
        Some(found) => Ok(Day::with(found, nearest_one(ground.side))),
        None => day_of(year_meant(month, ground), month, day).map(Day::plain),
    }
}

/// Returns the year of the next or last such month; that of today counts as both.
fn year_meant(month: u32, ground: &Ground<'_>) -> i32 {
    let (year, now) = (ground.today.year(), ground.today.month());
    match ground.side {
        Side::Ahead if month < now => year + 1,
        Side::Behind if month > now => year - 1,
        Side::Ahead | Side::Behind => year,
    }
}

fn nearest_one(side: Side) -> &'static str {
    match side {
        Side::Ahead => "the next one",
        Side::Behind => "the last one",
    }
}

/// Reads what counts from today or from the old date.
fn relative(words: &str, list: &[&str], ground: &Ground<'_>) -> Found {
    let (today, one_day) = (ground.today, Span { amount: 1, unit: Unit::Days });
    match list {
        ["today"] => Some(Ok(Day::plain(today))),
        ["tomorrow"] => Some(shifted(today, one_day, Direction::After).map(Day::plain)),
        ["yesterday"] => Some(shifted(today, one_day, Direction::Before).map(Day::plain)),
        ["eom"] => Some(day_of(today.year(), today.month(), last_day_of(today.year(), today.month())).map(Day::plain)),
        ["eoq"] => {
            let month = today.month().div_ceil(3) * 3;
            Some(day_of(today.year(), month, last_day_of(today.year(), month)).map(Day::plain))
        }
        ["eoy"] => Some(day_of(today.year(), 12, 31).map(Day::plain)),
        [one] if weekday_of(one).is_some() => Some(on_weekday(weekday_of(one)?, ground)),
        ["next" | "this" | "last", day] => weekday_of(day).map(|weekday| Err(which_one(weekday, list, ground))),
        ["in", ..] => {
            let amount = words.trim_start().strip_prefix("in")?.trim();
            amount.starts_with(|c: char| c.is_ascii_digit()).then(|| {
                let steps = [(Direction::After, amount)];
                walk(today, &steps, ground.calendar).map(|walked| walked.told("from today"))
            })
        }
        [first, ..] if first.starts_with(['+', '-']) => Some(counted(words, ground)),
        [one] if one.starts_with(|c: char| c.is_ascii_digit()) && parse_span(one).is_ok() => {
            Some(Err(Wrong::new("it could lie before or after", format!("write +{one} or -{one}"))))
        }
        _ => None,
    }
}

/// Reads `+30d`, `-1w`, `+1m -1d`: from the old date, if that lies ahead, else from today.
fn counted(words: &str, ground: &Ground<'_>) -> Result<Day, Wrong> {
    let mut steps = Vec::new();
    let mut rest = words.trim();
    while let Some(sign) = rest.chars().next() {
        let direction = if sign == '+' { Direction::After } else { Direction::Before };
        let behind = rest.get(1..).unwrap_or_default();
        let end = behind.find(['+', '-']).unwrap_or(behind.len());
        let (amount, left) = behind.split_at_checked(end).unwrap_or((behind, ""));
        steps.push((direction, amount.trim()));
        rest = left;
    }
    match ground.old.map(|old| old.day).filter(|old| *old > ground.today) {
        Some(old) => walk(old, &steps, ground.calendar)
            .map(|walked| Day { is_from_old: true, ..walked.told(&format!("from the old date, {}", long_day(old))) }),
        None => walk(ground.today, &steps, ground.calendar).map(|walked| walked.told("from today")),
    }
}

/// Where spans lead to, and what is to be said of the way: what was clamped, which closed days were not counted.
struct Walked {
    day: NaiveDate,
    how: Vec<String>,
}

impl Walked {
    fn told(self, from: &str) -> Day {
        let how = [from.to_string()].into_iter().chain(self.how).collect();
        Day { date: self.day, how, is_from_old: false }
    }
}

fn walk(from: NaiveDate, steps: &[(Direction, &str)], calendar: Option<&Calendar>) -> Result<Walked, Wrong> {
    let mut walked = Walked { day: from, how: Vec::new() };
    for (direction, amount) in steps {
        let span = parse_span(amount).map_err(|error| Wrong::new(error.label, error.hint))?;
        let next = match (span.unit, calendar) {
            (Unit::BusinessDays, None) => {
                return Err(Wrong::new(NO_CALENDAR, "count days, or see 'check'"));
            }
            (Unit::BusinessDays, Some(calendar)) => {
                let found = calendar.counted(walked.day, span.amount, *direction).ok_or_else(outside)?;
                walked.how.push(by_calendar(calendar, walked.day, found));
                found
            }
            (Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years, _) => {
                shifted(walked.day, span, *direction)?
            }
        };
        let keeps = |unit| matches!(unit, Unit::Months | Unit::Quarters | Unit::Years);
        if keeps(span.unit) && next.day() != walked.day.day() {
            let sign = if *direction == Direction::After { '+' } else { '-' };
            walked.how.push(format!("clamped: {} {sign} {span}", walked.day.format("%-d %b")));
        }
        walked.day = next;
    }
    Ok(walked)
}

fn shifted(day: NaiveDate, span: Span, direction: Direction) -> Result<NaiveDate, Wrong> {
    match span.unit {
        Unit::Hours | Unit::BusinessDays => {
            Err(Wrong::new("hours count from a moment", "write the day and the time: tomorrow 17:00"))
        }
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years => {
            day_at(day, span, direction).ok_or_else(outside)
        }
    }
}

fn outside() -> Wrong {
    Wrong::bare(format!("years run from {} to {}", YEARS.start(), YEARS.end()))
}

/// Says by which calendar business days were counted, which closed days were not, and whether those are only expected.
fn by_calendar(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> String {
    let skipped = calendar.skipped(from, to);
    let skipped = if skipped.is_empty() { String::new() } else { format!(", without {skipped}") };
    let is_projected = calendar.is_projected(from) || calendar.is_projected(to);
    let projected = if is_projected { "; closed days are expected, not announced" } else { "" };
    format!("by {}{skipped}{projected}", calendar.id())
}

/// Finds the next or last such day of the week. The next one is never today; what was may be today or a week ago.
fn on_weekday(weekday: u32, ground: &Ground<'_>) -> Result<Day, Wrong> {
    let [behind, ahead] = around(weekday, ground.today);
    if ground.side == Side::Behind && ahead == 7 {
        return Err(either([0, -7], ground.today));
    }
    let (amount, direction) = match ground.side {
        Side::Ahead => (ahead, Direction::After),
        Side::Behind => (behind, Direction::Before),
    };
    let span = Span { amount, unit: Unit::Days };
    shifted(ground.today, span, direction).map(|day| Day::with(day, nearest_one(ground.side)))
}

/// Returns how many days ago and in how many days it is such a day of the week: 1 to 7 each.
fn around(weekday: u32, today: NaiveDate) -> [u32; 2] {
    let today = today.weekday().num_days_from_monday();
    [(today + 7 - weekday - 1) % 7 + 1, (weekday + 7 - today - 1) % 7 + 1]
}

/// Says of `next friday` which two days it could be; `this friday` is that of this week, Monday to Sunday, or another.
fn which_one(weekday: u32, list: &[&str], ground: &Ground<'_>) -> Wrong {
    let [behind, ahead] = around(weekday, ground.today).map(i64::from);
    let both = match list.first() {
        Some(&"last") => [-behind, -behind - 7],
        Some(&"this") => {
            let near = i64::from(weekday) - i64::from(ground.today.weekday().num_days_from_monday());
            [near, if ground.side == Side::Ahead { near + 7 } else { near - 7 }]
        }
        Some(_) | None => [ahead, ahead + 7],
    };
    either(both, ground.today)
}

/// Names two days, so many days from today.
fn either(both: [i64; 2], today: NaiveDate) -> Wrong {
    let day = |days: i64| today.checked_add_signed(TimeDelta::days(days)).unwrap_or(today);
    let both = both.map(day).map(|day| format!("{day} ({})", long_day(day)));
    Wrong::new("could be either of two days", format!("write {}", both.join(" or ")))
}

/// Reads a whole number of at most `most` digits.
fn number(text: &str, most: usize) -> Option<u32> {
    let is_number = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn year_of(text: &str) -> Result<i32, Wrong> {
    let year = (text.len() == 4).then(|| text.parse().ok()).flatten();
    let year: i32 = year.ok_or_else(|| Wrong::new(SHORT_YEAR, "write it as 2026-12-27"))?;
    if YEARS.contains(&year) {
        Ok(year)
    } else {
        Err(Wrong::bare(format!("years run from {} to {}", YEARS.start(), YEARS.end())))
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Result<NaiveDate, Wrong> {
    if !(1..=12).contains(&month) {
        return Err(Wrong::new("months run from 1 to 12", "with dots the day comes first: 27.12.2026"));
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        let last = last_day_of(year, month);
        Wrong::bare(format!("{} {year} has {last} days", month_name(month)))
    })
}

/// Finds a month by its English name, whole or cut to three letters.
fn month_of(word: &str) -> Option<u32> {
    let word = if word == "sept" { "sep" } else { word };
    (1..=12).find(|&month| is_name(word, &month_name(month).to_lowercase()))
}

/// Finds a day of the week, 0 = Monday.
fn weekday_of(word: &str) -> Option<u32> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = match word {
        "tues" => "tue",
        "thur" | "thurs" => "thu",
        other => other,
    };
    (0u32..).zip(NAMES).find(|(_, name)| is_name(word, name)).map(|(number, _)| number)
}

/// Returns whether a word is a name or its first three letters.
fn is_name(word: &str, name: &str) -> bool {
    word == name || name.get(..3) == Some(word)
}
