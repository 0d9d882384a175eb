//! The time and the zone of a typed date: gaps, folds, and the letters that clocks show.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

use crate::domain::date::{DateError, Point, Seconds, parse_point};
use crate::domain::letters::{self, Letters};
use crate::domain::zone::{self, Clock, Zone, ZoneError};

/// The words of a typed date.
#[derive(Debug)]
pub(super) struct Parts {
    /// Those of the day.
    pub day: String,
    /// The time, as typed.
    pub time: Option<String>,
    /// The zone, as typed.
    pub zone: Option<String>,
}

/// A local time, and how the file writes it.
#[derive(Debug)]
pub(super) struct Settled {
    /// What the file is given.
    pub text: String,
    /// How the zone was understood, if it had to be.
    pub how: Option<String>,
}

/// Cuts a text into day, time and zone; the time is the first word with a colon, or that ends in `am` or `pm`.
pub(super) fn parts(text: &str) -> Parts {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_time = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) && (word.contains(':') || is_half(word));
    let Some(at) = words.iter().position(is_time) else {
        return Parts { day: words.join(" "), time: None, zone: None };
    };
    let (day, behind) = words.split_at_checked(at).unwrap_or((&words, &[]));
    let (time, zone) = behind.split_first().map_or(("", &[][..]), |(time, zone)| (*time, zone));
    let zone = (!zone.is_empty()).then(|| zone.join(" "));
    Parts { day: day.join(" "), time: Some(time.to_string()), zone }
}

/// Returns whether a word is written like a time of day: `17:00`, `9.30`, `5pm`.
pub(super) fn is_like_a_time(word: &str) -> bool {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    is_number && (word.contains(':') || is_half(word) || has_dot(word))
}

/// Returns whether a word is a time with a dot: `9.30`.
fn has_dot(word: &str) -> bool {
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    word.split_once('.').is_some_and(|(hour, minute)| is_short(hour) && is_short(minute) && minute.len() == 2)
}

fn is_half(word: &str) -> bool {
    let lower = word.to_lowercase();
    let number = lower.strip_suffix("am").or_else(|| lower.strip_suffix("pm"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b':'))
}

/// Puts a time on a day; `own` is the zone of a time that names none.
pub(super) fn on_day(
    text: &str,
    day: NaiveDate,
    (time, zone): (&str, Option<&str>),
    own: Option<&Zone>,
) -> Result<Settled, DateError> {
    let is_half_day = zone.is_some_and(|zone| matches!(&*zone.to_lowercase(), "am" | "pm"));
    if is_half(time) || is_half_day {
        let label = format!("'{time}' is not a time of day");
        return Err(DateError::new(text, label).hint("write the hours from 00 to 23: 17:00"));
    }
    let padded = if time.find(':') == Some(1) { format!("0{time}") } else { time.to_string() };
    let retold = |mut error: DateError| {
        error.message = format!("'{text}' is not a date");
        error
    };
    match parse_point(&format!("{day} {padded}")).map_err(retold)? {
        Point::Local(local, _, seconds) => settle(text, (local, seconds), zone, own),
        Point::Moment(moment, _) if zone.is_none() => Ok(Settled { text: moment.to_rfc3339(), how: None }),
        Point::Moment(..) => Err(DateError::new(text, "an offset and a zone").hint("keep one of them")),
        Point::Day(day) => Ok(Settled { text: day.to_string(), how: None }),
    }
}

/// Finds out how the file writes a local time: never one that the clocks skip or show twice.
pub(super) fn settle(
    text: &str,
    (local, seconds): (NaiveDateTime, Seconds),
    zone: Option<&str>,
    own: Option<&Zone>,
) -> Result<Settled, DateError> {
    let time = Time { text, local, seconds };
    let Some(word) = zone else {
        if let Some(own) = own {
            time.must_be_clear(own, None)?;
        }
        return Ok(Settled { text: time.written(local), how: None });
    };
    if let Some(letters) = letters::find(word) {
        return time.of_letters(letters, own);
    }
    let Some(zone) = Zone::spelled(word) else {
        let error = ZoneError(word.to_string());
        let hint = match zone::from_greenwich(word) {
            Some(offset) => {
                let time = local.format("%H:%M");
                format!("write the offset right behind the time, {time}{offset}, or a place such as Europe/Brussels")
            }
            None => error.hint(),
        };
        let said = DateError::new(text, "IANA names only").hint(hint);
        return Err(DateError { message: error.to_string(), zone: true, ..said });
    };
    time.must_be_clear(&zone, Some(&zone.name()))?;
    let how = zone.counts_backwards().map(|offset| format!("{zone} is UTC{offset}"));
    Ok(Settled { text: format!("{} {zone}", time.written(local)), how })
}

/// Returns what is wrong with a text where a time with a dot stands behind a day: `1.1.2027 9.00`.
///
/// `is_day` tells whether words are a day.
pub(super) fn dotted_time(text: &str, is_day: impl Fn(&str) -> bool) -> Option<DateError> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| has_dot(word)).filter(|at| *at > 0)?;
    if !is_day(&words.get(..at)?.join(" ")) {
        return None;
    }
    let spelled: Vec<String> = (0..)
        .zip(&words)
        .map(|(place, word)| if place == at { word.replace('.', ":") } else { (*word).into() })
        .collect();
    let hint = format!("write the time with a colon: {}", spelled.join(" "));
    Some(DateError::new(text, "a time has a colon").hint(hint))
}

/// A local time as it was typed.
struct Time<'a> {
    text: &'a str,
    local: NaiveDateTime,
    seconds: Seconds,
}

impl Time<'_> {
    fn written(&self, local: NaiveDateTime) -> String {
        let format = if self.seconds == Seconds::Written { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" };
        local.format(format).to_string()
    }

    /// Refuses a time that the clocks skip or show twice, with both readings.
    fn must_be_clear(&self, zone: &Zone, name: Option<&str>) -> Result<(), DateError> {
        let (clock, moments) = zone.moments_of(self.local);
        let ending = name.map(|name| format!(" {name}")).unwrap_or_default();
        let (label, both) = match clock {
            Clock::Clear => return Ok(()),
            Clock::Gap => (
                format!("the clocks skip this time in {zone}"),
                moments.map(|moment| self.written(moment.naive_local()) + &ending),
            ),
            Clock::Fold => (format!("this time comes twice in {zone}"), moments.map(|moment| moment.to_rfc3339())),
        };
        let [one, other] = both;
        Err(DateError::new(self.text, label).hint(format!("write {one} or {other}")))
    }

    /// Reads letters: those of the date's own zone, else those of the only zone that is meant by them.
    fn of_letters(&self, letters: &Letters, own: Option<&Zone>) -> Result<Settled, DateError> {
        if let Some(own) = own.filter(|own| Zone::named(&own.name()).is_ok()) {
            let (clock, moments) = own.moments_of(self.local);
            let shows = |moment: &&DateTime<FixedOffset>| own.abbreviation(moment.to_utc()) == letters.word;
            if clock != Clock::Gap
                && let Some(moment) = moments.iter().find(shows)
            {
                return Ok(self.in_zone(letters, own, (clock, moment)));
            }
        }
        let zones: Vec<Zone> = letters.zones.iter().filter_map(|name| Zone::named(name).ok()).collect();
        let ([zone], written) = (zones.as_slice(), self.written(self.local)) else {
            let each: Vec<String> = zones.iter().map(|zone| format!("{} {zone}", self.written(self.local))).collect();
            let hint = format!("write {}", each.join(" or "));
            return Err(
                DateError::new(self.text, format!("'{}' are letters of several zones", letters.word)).hint(hint)
            );
        };
        let (clock, moments) = zone.moments_of(self.local);
        let Some(minutes) = letters.minutes else {
            self.must_be_clear(zone, Some(&zone.name()))?;
            return Ok(Settled { text: format!("{written} {zone}"), how: Some(is_zone(letters, zone)) });
        };
        let is_said = |moment: &&DateTime<FixedOffset>| moment.offset().local_minus_utc() == minutes * 60;
        match moments.iter().find(is_said).filter(|_| clock != Clock::Gap) {
            Some(moment) => Ok(self.in_zone(letters, zone, (clock, moment))),
            None => Err(self.not_then(letters, zone, minutes)),
        }
    }

    /// Writes a moment in a zone; with its offset where the zone's clocks show the time twice.
    fn in_zone(&self, letters: &Letters, zone: &Zone, (clock, moment): (Clock, &DateTime<FixedOffset>)) -> Settled {
        let text = match clock {
            Clock::Clear | Clock::Gap => format!("{} {zone}", self.written(self.local)),
            Clock::Fold => moment.to_rfc3339(),
        };
        Settled { text, how: Some(is_zone(letters, zone)) }
    }

    /// Refuses letters that do not hold in their zone at the time: the offset or the zone may be meant.
    fn not_then(&self, letters: &Letters, zone: &Zone, minutes: i32) -> DateError {
        let offset = FixedOffset::east_opt(minutes * 60).map(|offset| offset.to_string()).unwrap_or_default();
        let by_offset = format!("{}{offset}", self.local.format("%Y-%m-%dT%H:%M:%S"));
        let (_, [shown, _]) = zone.moments_of(self.local);
        let then = zone.abbreviation(shown.to_utc());
        let label = format!("{zone} has {then} then, not {}", letters.word);
        let hint = format!("write {by_offset} or {} {zone}", self.written(self.local));
        DateError::new(self.text, label).hint(hint)
    }
}

fn is_zone(letters: &Letters, zone: &Zone) -> String {
    format!("{} is {zone}", letters.word)
}
