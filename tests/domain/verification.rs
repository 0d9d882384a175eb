//! When a comparison with the source is to be made again.

use duewatch::domain::verification::{Verification, is_to_verify, verification_of};

use super::board::at;

fn given(regulation: &str, milestone: &str, now: &str) -> (Verification, bool) {
    let text = format!(
        "duewatch: 1\nzone: Europe/Brussels\nregulations:\n  r:\n    title: R\n{regulation}    milestones:\n      m: {{title: M, by: 2027-06-30{milestone}}}\n"
    );
    let given = at(&text, now);
    (verification_of(&given.0, 0), is_to_verify(&given.0, 0))
}

const EVERY: &str = "    verified: 2026-05-01\n    verify-every: 30d\n";

#[test]
fn it_is_due_after_the_day_on_which_the_interval_ends() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    let due = day("2026-05-31");
    // 31 May 23:59 and 1 June 00:00 in Brussels.
    assert_eq!(given(EVERY, "", "2026-05-31T21:59:00Z"), (Verification::Holds(Some(due)), false));
    assert_eq!(given(EVERY, "", "2026-05-31T22:00:00Z"), (Verification::Due(due), true));
    assert_eq!(given("    verified: 2020-05-01\n", "", "2026-05-30T22:00:00Z"), (Verification::Holds(None), false));
}

#[test]
fn what_was_never_compared_is_due_where_an_interval_asks_for_it() {
    let now = "2026-05-30T12:00:00Z";
    assert_eq!(given("    verify-every: 30d\n", "", now), (Verification::Never { is_asked: true }, true));
    assert_eq!(given("", "", now), (Verification::Never { is_asked: false }, false));
    // 'none' stops inheritance, of the interval too; with an interval of its own it is asked for.
    assert_eq!(given(EVERY, ", verified: none", now), (Verification::Never { is_asked: false }, false));
    let own = ", verified: none, verify-every: 10d";
    assert_eq!(given(EVERY, own, now), (Verification::Never { is_asked: true }, true));
}

#[test]
fn what_is_closed_asks_for_nothing() {
    let (state, is_asked) =
        given(EVERY, ", products: {org: {status: done, closed: 2026-05-02, who: a}}", "2026-07-01T12:00:00Z");
    assert!(matches!(state, Verification::Due(_)), "{state:?}");
    assert!(!is_asked);
}
