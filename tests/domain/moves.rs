//! What is said of a move: by how much, and whether in time.

use duewatch::domain::moves::{Timing, last_move, moves_of};

use super::board::at;

const NOW: &str = "2026-11-23T12:00:00Z";

/// The days and the timing of each move, oldest first, of a milestone with this text.
fn told(value: &str) -> Vec<(Option<i32>, Timing)> {
    let text = format!(
        "duewatch: 1\nzone: Europe/Brussels\nproducts: {{kes: {{name: K}}}}\nregulations:\n  r:\n    title: R\n    milestones:\n      m: {{title: M, {value}}}\n"
    );
    let given = at(&text, NOW);
    moves_of(&given.0, 0).iter().map(|shift| (shift.days(), shift.timing)).collect()
}

#[test]
fn a_date_that_rolls_is_not_moved_by_that() {
    // Sun 2 Aug 2026 rolls to Mon 3 Aug; Thu 2 Dec 2027 stays: 487 days between the printed dates, 486 between the rolled ones.
    let moved = "by: 2027-12-02, roll: next, moved: [{was: 2026-08-02, when: 2026-07-27, why: w}]";
    assert_eq!(told(moved), [(Some(487), Timing::Ahead(7))]);
    let back = "by: 2026-08-02, roll: next, moved: [{was: 2026-08-10, when: 2026-07-01, why: w}]";
    assert_eq!(told(back).first().and_then(|(days, _)| *days), Some(-8));
}

#[test]
fn a_move_is_in_time_up_to_the_last_safe_day() {
    let by = |when: &str| told(&format!("by: 2027-01-01, moved: [{{was: 2026-02-01, when: {when}, why: w}}]"));
    assert_eq!(by("2026-01-29"), [(Some(334), Timing::Ahead(3))]);
    assert_eq!(by("2026-02-01"), [(Some(334), Timing::Ahead(0))]);
    assert_eq!(by("2026-02-03"), [(Some(334), Timing::TooLate(2))]);
    // From its first day on a rule applies: the last day to be ready was the day before.
    assert_eq!(
        told("from: 2027-01-01, moved: [{was: 2026-02-01, when: 2026-02-01, why: w}]"),
        [(Some(334), Timing::TooLate(1))]
    );
}

#[test]
fn nothing_is_said_that_the_file_does_not_say() {
    assert_eq!(told("by: 2027-01-01, moved: [{was: 2026-02-01, why: w}]"), [(Some(334), Timing::Unsaid)]);
    assert_eq!(told("by: 2027-01-01, moved: [{was: unknown, when: 2026-02-01}]"), [(None, Timing::Unsaid)]);
    assert_eq!(told("by: 2027-12-02, moved: [{was: 2027-12, when: 2026-02-01}]"), [(None, Timing::Ahead(698))]);
    // The second entry gives no date, so how far the first move went is not known.
    let gap = "by: 2027-01-01, moved: [{was: 2026-02-01, when: 2026-01-01}, {when: 2026-03-01}]";
    assert_eq!(told(gap), [(None, Timing::Ahead(31)), (None, Timing::Unsaid)]);
}

#[test]
fn a_withdrawal_is_no_move() {
    let text = "duewatch: 1\nzone: UTC\nregulations:\n  r:\n    title: R\n    milestones:\n      m:\n        title: M\n        by: 2027-01-01\n        certainty: withdrawn\n        moved: [{was: 2027-01-01, when: 2026-02-01, why: vacated}]\n";
    let given = at(text, NOW);
    assert_eq!(moves_of(&given.0, 0).first().map(duewatch::domain::moves::Shift::deed).as_deref(), Some("withdrawn"));
    assert!(last_move(&given.0, 0).is_none());
}
