//! A board a while later is the board of then, whatever of it was evaluated again.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use duewatch::domain::board::Board;
use duewatch::yaml::snapshot::Snapshot;
use proptest::prelude::*;

use super::board::snapshot;

pub const SHIPPED: &str = include_str!("../../deadlines.yaml");

/// Several zones, series of each kind, moments in records, a product that retires.
pub const MIXED: &str = "duewatch: 1\nzone: America/New_York\nproducts:\n  kes: {name: K, tags: [t], retired: 2026-12-20}\n  \
    hub: {name: H, tags: [t]}\nregulations:\n  r:\n    title: R\n    milestones:\n      \
    a: {title: A, by: 2026-12-01 17:00 Asia/Tokyo, products: [kes]}\n      \
    b: {title: B, from: 2026-12-02, zone: Pacific/Auckland, products: \"tag:t\"}\n      \
    c: {title: C, by: 2026-11-20, repeat: every 3 days, products: [kes, hub]}\n      \
    d: {title: D, by: 1 day after c, products: [hub]}\n      \
    e: {title: E, by: 2026-12-05, products: {kes: {status: accepted, reason: x, until: \"2026-12-03T10:00:00Z\"}}}\n      \
    f: {title: F, by: unknown, products: \"tag:t\"}\n      \
    g: {title: G, by: 2026-12, products: [hub]}\n      \
    h: {title: H, at: 2026-11-30, repeat: monthly}\n      \
    i: {title: I, by: 2026-11-28, repeat: every 2 days after done, products: [hub]}\n      \
    j: {title: J, by: 2026-12-04, products: {hub: {status: done, closed: \"2026-12-03T12:00:00Z\"}, kes: {status: n/a, since: 2026-12-02}}}\n";

fn check(snapshot: &Snapshot, from: DateTime<Utc>, steps: &[i64]) -> Result<(), TestCaseError> {
    let at = |now| Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now);
    let (mut now, mut board) = (from, at(from));
    for seconds in steps {
        now += TimeDelta::seconds(*seconds);
        board = board.advanced(now);
        let fresh = at(now);
        for (number, (row, wanted)) in (0u32..).zip(board.rows.iter().zip(&fresh.rows)) {
            prop_assert_eq!(row, wanted, "{} at {}", fresh.address(number), now);
        }
        prop_assert_eq!(&board.cells, &fresh.cells, "{}", now);
        prop_assert_eq!(&board.occurrences, &fresh.occurrences, "{}", now);
        prop_assert_eq!(&board.order, &fresh.order, "{}", now);
        prop_assert_eq!((board.now, board.next_change), (fresh.now, fresh.next_change));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn it_is_the_board_of_then(
        from in 1_760_000_000_i64..1_800_000_000,
        steps in prop::collection::vec(prop_oneof![0_i64..90_000, -100_000_i64..4_000_000], 1..6),
    ) {
        let from = DateTime::from_timestamp(from, 0).expect("an instant");
        check(&snapshot(SHIPPED), from, &steps)?;
        check(&snapshot(MIXED), from, &steps)?;
    }
}

#[test]
fn hour_by_hour_through_the_weeks_in_which_everything_happens() {
    let from = "2026-11-18T00:30:00Z".parse().expect("an instant");
    check(&snapshot(MIXED), from, &[3_600; 24 * 21]).expect("the same");
}

#[test]
fn from_change_to_change_nothing_is_missed() {
    let snapshot = snapshot(MIXED);
    let at = |now| Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now);
    let mut board = at("2026-11-18T00:30:00Z".parse().expect("an instant"));
    for _ in 0..200 {
        let Some(next) = board.next_change else { break };
        // The last moment before the change reads as the board does, the change itself may not.
        let before = at(next - TimeDelta::milliseconds(1));
        let told =
            |board: &Board| board.rows.iter().map(|row| (row.band, row.status, row.countdown)).collect::<Vec<_>>();
        assert_eq!(told(&board), told(&before), "{next}");
        board = board.advanced(next);
    }
}
