//! Zones and clocks: days left around every change of clocks, the same dates under any machine zone, and no panic.

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use duewatch::domain::board::Board;
use duewatch::domain::date::Verb;
use duewatch::domain::dated::{Dated, ZoneIndex};
use duewatch::domain::zone::{Zone, names};
use duewatch::yaml::snapshot::Snapshot;

/// Ten zones: both hemispheres, half an hour and an hour, changes at midnight and at night, and one skipped day.
const TEN: [&str; 10] = [
    "Europe/Brussels",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
];

/// Returns the instants between two years at which the offset of a zone changes, to the second.
///
/// Found by asking the zone alone: hour by hour, then halved. No change lasts less than an hour and a half.
fn changes(zone: &Zone, years: std::ops::Range<i32>) -> Vec<DateTime<Utc>> {
    let start =
        |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).and_then(|d| d.and_hms_opt(0, 0, 0)).map(|t| t.and_utc());
    let (Some(mut at), Some(end)) = (start(years.start), start(years.end)) else { return Vec::new() };
    let mut found = Vec::new();
    while at < end {
        let next = at + TimeDelta::hours(12);
        if zone.offset_at(at) != zone.offset_at(next) {
            let (mut low, mut high) = (at, next);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + (high - low) / 2;
                if zone.offset_at(middle) == zone.offset_at(low) { low = middle } else { high = middle }
            }
            found.push(DateTime::from_timestamp(high.timestamp(), 0).unwrap_or(high));
        }
        at = next;
    }
    found
}

#[test]
fn around_every_change_of_clocks_from_1990_to_2040_days_left_are_civil_days() {
    let mut count = 0;
    for name in TEN {
        let zone = Zone::named(name).expect("a zone");
        for change in changes(&zone, 1990..2041) {
            count += 1;
            for moved in [-86_400, -7_200, -3_600, -1_800, -1, 0, 1, 1_800, 3_600, 7_200, 86_400] {
                let now = change + TimeDelta::seconds(moved);
                // The civil day by offset and instant alone, without the zone's own idea of days.
                let local = now.naive_utc() + TimeDelta::seconds(zone.offset_at(now).local_minus_utc().into());
                let today = local.date();
                assert_eq!(zone.day_of(now), today, "{name} at {now}");
                for days in [-2_i64, -1, 0, 1, 2, 30] {
                    let due = today + TimeDelta::days(days);
                    let by = Dated::on_day(Verb::By, due, (ZoneIndex::default(), &zone));
                    // Of a day that the clocks skip whole (Apia, 30 December 2011), the day before is the last one.
                    let last = by.last_safe_day.expect("a day");
                    let expected = (last - today).num_days();
                    assert_eq!(by.days_left(today).map(i64::from), Some(expected), "{name} at {now}, by {due}");
                    let is_skipped = zone.start_of_day(due) == zone.end_of_day(due);
                    assert_eq!(last == due, !is_skipped, "{name} at {now}, by {due}");
                    // Passed at the first instant of a later day, not before.
                    assert_eq!(by.is_passed(now), today > last, "{name} at {now}, by {due}");
                }
            }
        }
    }
    // Two a year in most of them; Morocco has four in many years.
    assert!(count > 700, "only {count} changes");
}

#[test]
fn a_day_begins_where_the_day_before_ends_in_every_zone() {
    for name in names() {
        let zone = Zone::named(name).expect("a name of the data");
        let mut day = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
        while day.year() < 2041 {
            let next = day.succ_opt().expect("a day");
            assert!(zone.end_of_day(day) >= zone.start_of_day(day), "{name} {day}");
            assert_eq!(zone.end_of_day(day), zone.start_of_day(next), "{name} {day}");
            // Prime to a week and to a month: every part of the year is met.
            day += TimeDelta::days(13);
        }
    }
}

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below.max(1)
    }
}

#[test]
fn no_instant_in_no_zone_makes_the_board_panic() {
    let mut numbers = Numbers(20_261_123);
    let (first, last) = (DateTime::<Utc>::MIN_UTC.timestamp(), DateTime::<Utc>::MAX_UTC.timestamp());
    for name in names() {
        let text = format!(
            "duewatch: 1\nzone: {name}\nproducts:\n  kes: {{name: K, retired: 2026-01-01}}\nregulations:\n  r:\n    title: R\n    roll: next\n    milestones:\n      a: {{title: A, at: 2026-03-29 02:30}}\n      b: {{title: B, by: 72 hours after a, opens: 2026-01-01, products: {{all: {{status: accepted, reason: r, who: w, since: 2026-01-02, until: 2026-03-29}}}}}}\n      c: {{title: C, from: 10 business days before b, repeat: monthly}}\n      d: {{title: D, by: 2026-10, moved: [{{was: 2026-01, when: 2026-10-25 02:30, why: w}}]}}\n      e: {{title: E, by: 2026-10-25 02:30, repeat: every 45 days after done}}\n"
        );
        let whole = Snapshot::of(text.as_str().into(), &Zone::utc());
        // Until the year 9999 a series has too many occurrences for all zones to be looked at here.
        let once = text.replace(", repeat: monthly", "").replace(", repeat: every 45 days after done", "");
        let once = Snapshot::of(once.as_str().into(), &Zone::utc());
        assert_eq!(whole.file.milestone_count(), 5);
        for turn in 0..6 {
            let snapshot = if turn < 3 { &once } else { &whole };
            let second = match turn {
                // Any instant that can be written, and those around the file's dates.
                0 => first,
                1 => last,
                2 => first + i64::try_from(numbers.next((last - first).unsigned_abs())).unwrap_or(0),
                _ => 1_750_000_000 + i64::try_from(numbers.next(60_000_000)).unwrap_or(0),
            };
            let Some(now) = DateTime::from_timestamp(second, 0) else { continue };
            let board = Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now);
            assert_eq!(board.rows.len(), 5, "{name} at {now}");
            assert!(board.next_change.is_none_or(|next| next > now), "{name} at {now}");
            for number in 0..5 {
                let dated = board.dated(number);
                let _ = (board.working_days_left(number, dated), board.verify_due(number));
                let _ = board.zone_of(dated).abbreviation(now);
            }
        }
    }
}
