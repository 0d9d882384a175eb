//! Incident clocks: the moment that is written, and what runs from it.

use std::sync::Arc;

use duewatch::domain::board::Board;
use duewatch::domain::edit::make::{clock_of, lies_ahead, read_start};
use duewatch::yaml::snapshot::Snapshot;

use super::given::snapshot;

const TEXT: &str = "duewatch: 1
zone: Europe/Berlin
regulations:
  inc:
    title: Incident
    milestones:
      aware: {title: Aware, at: unknown}
  law:
    title: A law with nothing but its day of publication
    milestones:
      published: {title: Published, at: 2026-10-01}
      duty: {title: Duty, by: 2027-01-01}
  run:
    title: An incident that runs
    milestones:
      aware: {title: Aware, at: 2026-11-01 09:00}
      told: {title: Told, by: 72 hours after aware}
";

fn board(snapshot: &Snapshot, now: &str) -> Board {
    Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now.parse().expect("a moment"))
}

/// Reads the moment of a clock; what is refused as its hint.
fn read(now: &str, text: &str) -> String {
    let snapshot = snapshot(TEXT);
    let board = board(&snapshot, now);
    read_start(&board, 0, text).map_or_else(|refusal| refusal.hint, |reading| reading.text)
}

#[test]
fn now_is_a_moment_also_in_the_hour_that_comes_twice() {
    // On 25 October 2026 the clocks of Berlin show 02:30 twice: at 00:30 and at 01:30 UTC.
    assert_eq!(read("2026-10-25T00:30:40Z", "now"), "2026-10-25T02:30:00+02:00");
    assert_eq!(read("2026-10-25T01:30:40Z", "now"), "2026-10-25T02:30:00+01:00");
    assert_eq!(read("2026-10-25T02:00:00Z", "now"), "2026-10-25 03:00");
    assert_eq!(read("2026-10-24T23:59:59Z", "now"), "2026-10-25 01:59");
}

#[test]
fn hours_before_now_are_a_moment() {
    assert_eq!(read("2026-11-29T12:10:30Z", "-2h"), "2026-11-29 11:10");
    assert_eq!(read("2026-11-29T12:10:30Z", "-26 hours"), "2026-11-28 11:10");
    assert_eq!(read("2026-10-25T02:30:00Z", "-1h"), "2026-10-25T02:30:00+01:00");
    let snapshot = snapshot(TEXT);
    let reading = read_start(&board(&snapshot, "2026-11-29T12:10:30Z"), 0, "-2h").expect("a moment");
    assert_eq!((reading.how, reading.is_rewritten), (vec!["2 hours before now".to_string()], true));
    assert_eq!(
        read("2026-11-29T12:10:30Z", "sun"),
        "write 2026-11-29 (Sun 29 Nov 2026) or 2026-11-22 (Sun 22 Nov 2026)"
    );
}

#[test]
fn m_is_months_and_no_minutes_so_a_clock_is_not_started_by_it() {
    let now = "2026-11-29T12:10:30Z";
    // 13:10 in Berlin: half an hour, or thirty months, before.
    assert_eq!(read(now, "-30m"), "write 2026-11-29 12:40 for 30 minutes ago, or 2024-05-29 for 30 months ago");
    assert_eq!(read(now, " - 90 m "), "write 2026-11-29 11:40 for 90 minutes ago, or 2019-05-29 for 90 months ago");
    assert_eq!(read(now, "-30min"), "2026-11-29 12:40");
    assert_eq!(read(now, "-1 minute"), "2026-11-29 13:09");
    assert_eq!(read(now, "-2 months"), "2026-09-29");
    assert_eq!(read(now, "10:15"), "write the day too: today 10:15");
}

#[test]
fn an_event_from_which_nothing_counts_is_no_clock() {
    let snapshot = snapshot(TEXT);
    let board = board(&snapshot, "2026-11-29T12:00:00Z");
    let said = |regulation| clock_of(&board, regulation).map_err(|refusal| refusal.message);
    assert_eq!(said(0), Ok(0));
    assert_eq!(said(1), Err("it has no clock".to_string()));
    assert_eq!(said(2), Err("'run/aware' is set already: 2026-11-01".to_string()));
}

#[test]
fn a_clock_that_is_set_to_what_has_not_happened_says_so() {
    let snapshot = snapshot(TEXT);
    let said = |now: &str| {
        let board = board(&snapshot, now);
        lies_ahead(&board, board.find("run", "aware").expect("it is there")).is_some()
    };
    // 09:00 in Berlin is 08:00 UTC.
    assert!(said("2026-11-01T07:59:59Z"));
    assert!(!said("2026-11-01T08:00:00Z"));
}
