//! Typed dates: what somebody types, `+30d` or `27 dec 17:00 CET`, and the plain form that the file is given for it.
//!
//! ```text
//! date  = day [time [zone]]  |  whatever the file may have: 2027-Q4, unknown (why), 20 days after a/b
//! day   = 2026-12-27 | 27.12.2026 | 27 dec [2026] | dec 27 [2026], each with its day of the week before it or not
//!       | today | tomorrow | yesterday | mon .. sun | eom | eoq | eoy | +30d | -1w | +3m | +1y | +1m -1d | +5bd | in 2 weeks
//! time  = 17:00 | 9:00 | 17:00:30, with an offset right behind it or not
//! zone  = Europe/Brussels | UTC | letters such as CET, where they can mean one moment only
//! ```
//!
//! Nothing is guessed: `12/1/2026`, `next friday`, a local time that the clocks skip or show twice, and letters of
//! several zones are answered with the readings to choose from.

mod clock;
mod day;

use chrono::{NaiveDate, NaiveTime};

use super::calendar::Calendar;
use super::date::{DateError, Point, Seconds, When, long_day, parse_point, parse_when};
use super::suggest::nearest;
use super::zone::Zone;

/// What a typed date is read against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Today, in `zone`.
    pub today: NaiveDate,
    /// The date as it stands now: where it lies ahead, `+` and `-` count from it, and keep its time.
    pub old: Option<Old<'a>>,
    /// The zone of a time that names none.
    pub zone: &'a Zone,
    /// Where a day without a year, or a weekday, lies.
    pub side: Side,
    /// By what business days are counted; none: the calendar that is named is not there.
    pub calendar: Option<&'a Calendar>,
}

/// A date that is to be another.
#[derive(Clone, Copy, Debug)]
pub struct Old<'a> {
    /// Its day.
    pub day: NaiveDate,
    /// Its time of day, if it has one.
    pub time: Option<(NaiveTime, Seconds)>,
    /// The zone that its time is in; none: that of the ground.
    pub zone: Option<&'a Zone>,
}

impl Old<'_> {
    /// Makes a date without a time.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self { day, time: None, zone: None }
    }
}

/// On which side of today a day lies that says no year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The next one: deadlines, days to ask again.
    Ahead,
    /// The last one: the day on which something was done, or took effect.
    Behind,
}

/// A typed date, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the file is given; [`parse_when`] reads it as [`Reading::when`].
    pub text: String,
    /// What it means.
    pub when: When,
    /// How it was understood, in a few words each: `from today`, `clamped: 31 Jan + 1 month`. Empty where nothing
    /// had to be understood.
    pub how: Vec<String>,
    /// Whether the file is given another text than was typed.
    pub is_rewritten: bool,
}

impl Reading {
    /// Returns the day that is written; none for periods, rules and what is unknown.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        match &self.when {
            When::Point(point) => Some(point.day()),
            When::Coarse(_) | When::Unknown(_) | When::Rule(_) | When::Earliest(_) | When::Unreadable => None,
        }
    }

    /// Returns the point in time that is written; none for periods, rules and what is unknown.
    #[must_use]
    pub fn point(&self) -> Option<&Point> {
        match &self.when {
            When::Point(point) => Some(point),
            When::Coarse(_) | When::Unknown(_) | When::Rule(_) | When::Earliest(_) | When::Unreadable => None,
        }
    }

    /// Returns whether something is to be said: it had to be understood, or the file is given another text.
    #[must_use]
    pub fn is_remarkable(&self) -> bool {
        self.is_rewritten || !self.how.is_empty()
    }

    /// Says the day in words and how it was understood: `Sun 27 Dec 2026, from today`; empty where there is no day.
    #[must_use]
    pub fn remark(&self) -> String {
        let parts: Vec<String> = self.day().map(long_day).into_iter().chain(self.how.iter().cloned()).collect();
        parts.join(", ")
    }

    fn as_typed(text: &str, when: When) -> Self {
        Self { text: text.to_string(), when, how: Vec::new(), is_rewritten: false }
    }
}

/// Reads a typed date. What the file may have as a date passes unchanged.
///
/// # Errors
///
/// Says what is wrong and what to write; where there are two readings, the hint names both.
pub fn read(text: &str, ground: &Ground<'_>) -> Result<Reading, DateError> {
    let text = text.trim();
    match parse_when(text) {
        Ok(when) => plain(text, when, Some(ground.zone)),
        Err(error) => match spoken(text, Some(ground)) {
            Some(reading) => reading,
            None => Err(with_meant(text, error)),
        },
    }
}

/// Reads a typed day, local time or moment: a date that must be a point.
///
/// # Errors
///
/// As [`read`], and for periods, rules and `unknown`.
pub fn read_point(text: &str, ground: &Ground<'_>) -> Result<Reading, DateError> {
    let reading = read(text, ground)?;
    match (reading.point(), parse_point(text)) {
        (None, Err(error)) => Err(error),
        (Some(_), _) | (None, Ok(_)) => Ok(reading),
    }
}

/// Returns how many of the words behind the first words of a date belong to it: `2027-01-15` `17:00` `America/New_York`.
///
/// As many as make a date together; a time; a zone; and what is written like one of these and is none, so that reading
/// it all says what is wrong.
#[must_use]
pub fn words_behind(first: &str, behind: &[&str]) -> usize {
    let zone = Zone::utc();
    let ground = Ground { today: NaiveDate::default(), old: None, zone: &zone, side: Side::Ahead, calendar: None };
    let joined = |many: usize| {
        let words = std::iter::once(first).chain(behind.iter().copied().take(many));
        words.collect::<Vec<_>>().join(" ")
    };
    let is_date = |text: &str| match read(text, &ground) {
        Ok(_) => true,
        Err(error) => [day::NO_CALENDAR, day::OTHER_WEEKDAY].contains(&&*error.label),
    };
    let is_zone = |word: &str| super::letters::find(word).is_some() || Zone::spelled(word).is_some();
    let most = behind.len().min(MOST_WORDS);
    let mut taken = (0..=most).rev().find(|many| is_date(&joined(*many))).unwrap_or(0);
    let word = |at: usize| behind.get(at).copied().unwrap_or_default();
    let is_short_year = |many: usize| {
        word(many).len() == 2 && read(&joined(many + 1), &ground).is_err_and(|error| error.label == day::SHORT_YEAR)
    };
    let is_hour = |at: usize| word(at).bytes().all(|b| b.is_ascii_digit()) && is_half_day(word(at + 1));
    let next = word(taken);
    if is_hour(taken) {
        taken += 2;
    } else if clock::is_like_a_time(next) || day::is_like_a_step(next) || is_short_year(taken) {
        taken += 1;
    }
    let next = word(taken);
    if is_zone(next) || is_half_day(next) { taken + 1 } else { taken }
}

fn is_half_day(word: &str) -> bool {
    matches!(&*word.to_lowercase(), "am" | "pm")
}

/// The most words of a date behind its first: those of `unknown (…)` may be more, and stand in quotes then.
const MOST_WORDS: usize = 7;

/// Reads a date that means the same on every day and everywhere: without `today`, `+30d`, or a day without a year.
///
/// # Errors
///
/// As [`read`].
pub fn read_written(text: &str) -> Result<Reading, DateError> {
    let text = text.trim();
    match parse_when(text) {
        Ok(when) => plain(text, when, None),
        Err(error) => spoken(text, None).unwrap_or(Err(error)),
    }
}

/// Takes what the file may have; only a local time can still be one that the clocks skip or show twice.
fn plain(text: &str, when: When, zone: Option<&Zone>) -> Result<Reading, DateError> {
    let (local, named, seconds) = match &when {
        When::Point(Point::Local(local, named, seconds)) => (*local, named, *seconds),
        When::Point(Point::Day(_) | Point::Moment(..))
        | When::Coarse(_)
        | When::Unknown(_)
        | When::Rule(_)
        | When::Earliest(_)
        | When::Unreadable => return Ok(Reading::as_typed(text, when)),
    };
    let named = named.as_ref().map(Zone::name);
    let settled = clock::settle(text, (local, seconds), named.as_deref(), zone)?;
    if settled.how.is_none() {
        return Ok(Reading::as_typed(text, when));
    }
    written(text, &settled.text, settled.how.into_iter().collect())
}

/// Reads the forms that a file may not have; none where it is no such form. No ground: without those that need one.
fn spoken(text: &str, ground: Option<&Ground<'_>>) -> Option<Result<Reading, DateError>> {
    let parts = clock::parts(text);
    let day = match day::read(&parts.day, ground) {
        Some(Ok(day)) => day,
        Some(Err(wrong)) => return Some(Err(behind_a_day(text, ground).unwrap_or_else(|| wrong.of(text)))),
        None => return behind_a_day(text, ground).map(Err),
    };
    let Some(time) = parts.time else {
        let old = ground.and_then(|ground| ground.old).filter(|_| day.is_from_old);
        return Some(match old.and_then(|old| Some((old.time?, old.zone))) {
            Some((time, zone)) => with_old_time(text, day, (time, zone), ground.map(|ground| ground.zone)),
            None => written(text, &day.date.to_string(), day.how),
        });
    };
    let settled = clock::on_day(text, day.date, (&time, parts.zone.as_deref()), ground.map(|ground| ground.zone));
    Some(settled.and_then(|settled| {
        let how = day.how.into_iter().chain(settled.how).collect();
        written(text, &settled.text, how)
    }))
}

/// Puts the time of the old date on a day that was counted from it, as that was written.
fn with_old_time(
    text: &str,
    day: day::Day,
    ((time, seconds), zone): ((NaiveTime, Seconds), Option<&Zone>),
    own: Option<&Zone>,
) -> Result<Reading, DateError> {
    let mut time = time.format(if seconds == Seconds::Written { "%H:%M:%S" } else { "%H:%M" }).to_string();
    let name = zone.map(Zone::name);
    let is_named = name.as_deref().is_some_and(|name| Zone::named(name).is_ok());
    let kept = match &name {
        Some(_) if is_named => "with its time and zone",
        Some(offset) => {
            time.push_str(offset);
            "with its time and offset"
        }
        None => "with its time",
    };
    let settled = clock::on_day(text, day.date, (&time, name.as_deref().filter(|_| is_named)), own)?;
    let how = day.how.into_iter().chain([kept.to_string()]).chain(settled.how).collect();
    written(text, &settled.text, how)
}

/// Says what is wrong with what stands behind a day: a zone without a time, or a time with a dot.
fn behind_a_day(text: &str, ground: Option<&Ground<'_>>) -> Option<DateError> {
    let is_day = |words: &str| parse_when(words).is_ok() || matches!(day::read(words, ground), Some(Ok(_)));
    clock::dotted_time(text, is_day).or_else(|| zone_of_a_day(text, ground))
}

/// Says of a day or period with a zone behind it that only a time has one; none where it is no such text.
fn zone_of_a_day(text: &str, ground: Option<&Ground<'_>>) -> Option<DateError> {
    let (day, zone) = text.rsplit_once(char::is_whitespace)?;
    let is_zone = super::letters::find(zone).is_some() || Zone::spelled(zone).is_some();
    let is_day = || parse_when(day.trim()).is_ok() || matches!(day::read(day, ground), Some(Ok(_)));
    if !is_zone || !is_day() {
        return None;
    }
    let day = day.trim();
    let has_day = !matches!(parse_when(day), Ok(When::Coarse(_)));
    let hint = if has_day { format!("write the time too: {day} 17:00 {zone}") } else { format!("write {day} alone") };
    Some(DateError::new(text, "only a time has a zone").hint(format!("{hint}; or set the field 'zone'")))
}

/// Makes the reading of a text that was written for another.
fn written(typed: &str, text: &str, how: Vec<String>) -> Result<Reading, DateError> {
    let when = parse_when(text)?;
    Ok(Reading { text: text.to_string(), when, how, is_rewritten: text != typed })
}

/// Adds the word that was meant, or the short forms, to what is wrong with a text that is nothing at all.
fn with_meant(text: &str, error: DateError) -> DateError {
    let parts = clock::parts(text);
    if let (true, Some(time)) = (parts.day.is_empty(), &parts.time) {
        let shown = if time.contains(':') { text } else { "17:00" };
        return error.hint(format!("write the day too: today {shown}"));
    }
    let is_date_like = text.starts_with(|c: char| c.is_ascii_digit()) || text.contains(['/', '(', '@']) || error.zone;
    if is_date_like || super::rule::looks_like_a_rule(text) || text.is_empty() || text.starts_with("unknown") {
        return error;
    }
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let hint = match nearest(&first, day::WORDS, 1).first() {
        Some(near) => format!("did you mean '{near}'?"),
        None => "write 2026-12-27, 27 dec, fri, +30d or eom".to_string(),
    };
    error.hint(hint)
}

#[cfg(test)]
mod tests;
