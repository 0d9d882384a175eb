//! The letters that clocks show, such as `CET` or `EDT`, and the zones that are meant by them.
//!
//! Letters are no zone: they say an offset that holds for a part of the year, and several zones share them. A file is
//! given the IANA name. A table: one line for each.

/// What letters say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letters {
    /// The letters, in capitals.
    pub word: &'static str,
    /// The minutes east of UTC that they say; none: whatever holds in the zone at the time.
    pub minutes: Option<i32>,
    /// The zones that may be meant, by IANA name; several: it cannot be told.
    pub zones: &'static [&'static str],
}

const fn one(word: &'static str, minutes: i32, zones: &'static [&'static str]) -> Letters {
    Letters { word, minutes: Some(minutes), zones }
}

const fn any(word: &'static str, zones: &'static [&'static str]) -> Letters {
    Letters { word, minutes: None, zones }
}

const NEW_YORK: &[&str] = &["America/New_York"];
const CHICAGO: &[&str] = &["America/Chicago"];
const DENVER: &[&str] = &["America/Denver"];
const LOS_ANGELES: &[&str] = &["America/Los_Angeles"];
const ANCHORAGE: &[&str] = &["America/Anchorage"];
const BRUSSELS: &[&str] = &["Europe/Brussels"];
const LONDON: &[&str] = &["Europe/London"];
const LISBON: &[&str] = &["Europe/Lisbon"];
const EASTERN_EUROPE: &[&str] = &["Europe/Athens", "Europe/Helsinki", "Europe/Kyiv"];
const SYDNEY: &[&str] = &["Australia/Sydney"];
const AUCKLAND: &[&str] = &["Pacific/Auckland"];

const TABLE: [Letters; 39] = [
    any("ET", NEW_YORK),
    one("EST", -300, NEW_YORK),
    one("EDT", -240, NEW_YORK),
    any("CT", CHICAGO),
    one("CST", -360, &["America/Chicago", "Asia/Shanghai"]),
    one("CDT", -300, CHICAGO),
    any("MT", DENVER),
    one("MST", -420, DENVER),
    one("MDT", -360, DENVER),
    any("PT", LOS_ANGELES),
    one("PST", -480, LOS_ANGELES),
    one("PDT", -420, LOS_ANGELES),
    one("AKST", -540, ANCHORAGE),
    one("AKDT", -480, ANCHORAGE),
    one("HST", -600, &["Pacific/Honolulu"]),
    one("AST", -240, &["America/Halifax", "Asia/Riyadh"]),
    one("ADT", -180, &["America/Halifax"]),
    one("BRT", -180, &["America/Sao_Paulo"]),
    one("GMT", 0, LONDON),
    one("BST", 60, LONDON),
    one("WET", 0, LISBON),
    one("WEST", 60, LISBON),
    one("CET", 60, BRUSSELS),
    one("CEST", 120, BRUSSELS),
    one("MEZ", 60, &["Europe/Berlin"]),
    one("MESZ", 120, &["Europe/Berlin"]),
    one("EET", 120, EASTERN_EUROPE),
    one("EEST", 180, EASTERN_EUROPE),
    one("MSK", 180, &["Europe/Moscow"]),
    one("IST", 330, &["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
    one("SGT", 480, &["Asia/Singapore"]),
    one("HKT", 480, &["Asia/Hong_Kong"]),
    one("KST", 540, &["Asia/Seoul"]),
    one("JST", 540, &["Asia/Tokyo"]),
    one("AEST", 600, SYDNEY),
    one("AEDT", 660, SYDNEY),
    one("NZST", 720, AUCKLAND),
    one("NZDT", 780, AUCKLAND),
    one("Z", 0, &["UTC"]),
];

/// Finds letters, in capitals or not.
#[must_use]
pub(crate) fn find(word: &str) -> Option<&'static Letters> {
    TABLE.iter().find(|letters| letters.word.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::zone::Zone;
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn every_zone_shows_its_letters_or_at_least_their_offset_at_some_time_of_the_year() {
        for letters in TABLE {
            let first = letters.zones.first().expect("a zone is meant");
            for name in letters.zones {
                Zone::named(name).unwrap_or_else(|e| panic!("{}: {e}", letters.word));
            }
            let zone = Zone::named(first).unwrap_or_else(|e| panic!("{e}"));
            let seconds = |month| {
                let day = Utc.with_ymd_and_hms(2026, month, 15, 12, 0, 0).single().expect("an instant");
                zone.offset_at(day).local_minus_utc()
            };
            if let Some(minutes) = letters.minutes {
                assert!([1, 7].map(seconds).contains(&(minutes * 60)), "{}", letters.word);
            }
        }
    }

    #[test]
    fn letters_are_found_in_any_case_and_words_are_none() {
        assert_eq!(find("cest").map(|letters| letters.zones), Some(BRUSSELS));
        assert_eq!(find("Europe/Brussels"), None);
        assert_eq!(find(""), None);
    }
}
