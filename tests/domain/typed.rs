//! Typed dates: whatever is typed, what comes out is what the file's reader reads, and nothing panics.

use chrono::{Days, NaiveDate};
use duewatch::domain::date::{When, parse_when};
use duewatch::domain::typed::{Ground, Old, Reading, Side, read, read_point, read_written};
use duewatch::domain::zone::Zone;
use proptest::prelude::*;

const ZONES: [&str; 5] = ["UTC", "Europe/Brussels", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"];

const WORDS: [&str; 44] = [
    "27",
    "dec",
    "december",
    "2026",
    "29",
    "feb",
    "today",
    "yesterday",
    "fri",
    "next",
    "last",
    "in",
    "2",
    "weeks",
    "+",
    "-",
    "+30d",
    "-1w",
    "+3m",
    "+1y",
    "+5bd",
    "+1000000y",
    "eom",
    "eoq",
    "eoy",
    "27.12.2026",
    "31.2.2027",
    "12/1/2026",
    "17:00",
    "02:30",
    "9:00",
    "25:61",
    "5pm",
    "CET",
    "EST",
    "CST",
    "Z",
    "Europe/Brussels",
    "2027-10-31",
    "2027-03-28",
    "unknown",
    "after",
    "x/y",
    "17:00+02:00",
];

const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn a_day() -> impl Strategy<Value = NaiveDate> {
    (1000i32..=9998, 1u32..=366).prop_filter_map("a day", |(year, day)| NaiveDate::from_yo_opt(year, day))
}

fn a_text() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..5);
    prop_oneof![
        4 => words.prop_map(|words| words.join(" ")),
        1 => "\\PC{0,20}",
        1 => "[0-9+a-z .:/-]{0,16}",
    ]
}

/// Holds a reading against the reader of the file.
fn must_hold(reading: &Reading, ground: &Ground<'_>) {
    let when = parse_when(&reading.text);
    assert_eq!(when.as_ref(), Ok(&reading.when), "{reading:?}");
    if let Ok(When::Point(point)) = &when {
        assert_eq!(Some(point.day()), reading.day());
    }
    let again = read(&reading.text, ground).unwrap_or_else(|e| panic!("{}: {e:?}", reading.text));
    assert_eq!((again.text.as_str(), again.is_rewritten), (reading.text.as_str(), false));
}

proptest! {
    #[test]
    fn whatever_is_typed_comes_out_as_the_file_has_it(
        text in a_text(),
        today in a_day(),
        old in proptest::option::of(a_day()),
        name in proptest::sample::select(&ZONES[..]),
        side in prop_oneof![Just(Side::Ahead), Just(Side::Behind)],
    ) {
        let zone = Zone::named(name).expect("a zone");
        let ground = Ground { today, old: old.map(Old::on), zone: &zone, side, calendar: None };
        if let Ok(reading) = read(&text, &ground) {
            must_hold(&reading, &ground);
            prop_assert_eq!(reading.is_rewritten, reading.text != text.trim());
        }
        if let Ok(reading) = read_point(&text, &ground) {
            prop_assert!(matches!(reading.when, When::Point(_)));
        }
        if let Ok(reading) = read_written(&text) {
            prop_assert_eq!(parse_when(&reading.text), Ok(reading.when.clone()));
            // What needs no today means the same on any day, unless the zone's clocks skip it or show it twice.
            if let Ok(here) = read(&text, &ground) {
                prop_assert_eq!(here.day(), reading.day());
            }
        }
    }

    #[test]
    fn days_are_counted_from_where_it_is_said(today in a_day(), old in proptest::option::of(a_day()), n in 1u64..4000) {
        let zone = Zone::utc();
        let ground = Ground { today, old: old.map(Old::on), zone: &zone, side: Side::Ahead, calendar: None };
        let from = old.filter(|old| *old > today).unwrap_or(today);
        let wanted = from.checked_add_days(Days::new(n)).filter(|day| *day < NaiveDate::from_ymd_opt(9999, 1, 1).expect("a day"));
        let reading = read(&format!("+{n}d"), &ground).ok();
        prop_assert_eq!(reading.as_ref().and_then(Reading::day), wanted);
        if let Some(reading) = reading {
            let word = if from == today { "from today" } else { "from the old date" };
            prop_assert!(reading.how.first().is_some_and(|how| how.starts_with(word)), "{:?}", reading);
        }
    }

    #[test]
    fn a_weekday_lies_within_a_week_and_is_never_today(today in a_day(), name in proptest::sample::select(&NAMES[..])) {
        let zone = Zone::utc();
        for (side, sign) in [(Side::Ahead, 1), (Side::Behind, -1)] {
            let ground = Ground { today, old: None, zone: &zone, side, calendar: None };
            if let Ok(reading) = read(name, &ground) {
                let day = reading.day().expect("a day");
                let days = (day - today).num_days() * sign;
                prop_assert!((1..=7).contains(&days));
                prop_assert_eq!(day.format("%a").to_string().to_lowercase(), name);
            }
        }
    }
}
