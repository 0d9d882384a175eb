//! The edges of FORMAT.md's rules: each test fails if one sentence of it is read another way.

use duewatch::domain::check::check_verified;
use duewatch::domain::finding::Code;

use super::board::{Given, at, snapshot};

const NOW: &str = "2026-11-23T19:05:00Z";

/// One milestone `r/m` under a regulation with these keys.
fn under(regulation: &str, milestone: &str, now: &str) -> Given {
    at(
        &format!(
            "duewatch: 1\nzone: America/New_York\nproducts:\n  kes: {{name: KES, vendor: Kaspersky, owner: ana, tags: [endpoint]}}\n  mail: {{name: Mail, tags: [endpoint]}}\n  gone: {{name: Gone, tags: [endpoint], retired: 2024-01-31}}\nregulations:\n  r:\n    title: R\n{regulation}    milestones:\n      m: {{title: M, {milestone}}}\n      tokyo: {{title: T, at: 2027-01-01, zone: Asia/Tokyo}}\n      march: {{title: A, at: 2027-03-31}}\n"
        ),
        now,
    )
}

fn given(milestone: &str, now: &str) -> Given {
    under("", milestone, now)
}

/// What is said of local times that the clocks skip or show twice.
fn said_of_clocks(milestone: &str) -> Vec<String> {
    let text = format!(
        "duewatch: 1\nzone: America/New_York\ncalendars:\n  odd: {{weekend: [sat]}}\nregulations:\n  r:\n    title: R\n    milestones:\n      m: {{title: M, {milestone}}}\n"
    );
    snapshot(&text)
        .findings
        .iter()
        .filter(|found| found.code == Code::Clock)
        .map(|found| found.message.to_string())
        .collect()
}

fn statuses(g: &Given) -> Vec<(String, &'static str)> {
    g.0.cells_of(0).iter().map(|c| (g.0.product(c).id.to_string(), c.status.word())).collect()
}

#[test]
fn the_present_date_of_what_is_withdrawn_is_not_tested_and_earlier_ones_are() {
    let breach = |moved: &str| given(&format!("by: 2026-02-01, certainty: withdrawn{moved}"), NOW).row("r/m").breach;
    assert_eq!(breach(""), Some(false));
    assert_eq!(breach(", moved: [{was: 2026-02-01, when: 2026-02-01, why: vacated}]"), Some(false));
    assert_eq!(breach(", moved: [{was: 2026-02-01, when: 2026-02-02, why: vacated}]"), Some(true));
    assert_eq!(breach(", moved: [{when: 2026-03-01, why: vacated}]"), Some(false));
}

#[test]
fn a_carried_risk_ends_at_its_moment() {
    let status = |now: &str| {
        let text = "by: 2026-12-31, products: {kes: {status: accepted, reason: r, who: a, since: 2026-11-01, until: 2026-11-30 12:00}}";
        given(text, now).cell("r/m", "kes").status.word()
    };
    assert_eq!(status("2026-11-30T11:59:59-05:00"), "accepted");
    assert_eq!(status("2026-11-30T12:00:00-05:00"), "open");
}

#[test]
fn an_id_names_a_retired_product_and_a_selector_does_not() {
    assert_eq!(statuses(&given("by: 2026-01-01, products: gone", NOW)), [("gone".into(), "open")]);
    assert_eq!(
        statuses(&given("by: 2026-01-01, products: all", NOW)),
        [("kes".into(), "open"), ("mail".into(), "open")]
    );
}

#[test]
fn among_equal_selectors_the_later_wins() {
    let g = given("by: 2027-01-01, products: {\"tag:endpoint\": open, \"vendor:Kaspersky\": in-progress}", NOW);
    assert_eq!(statuses(&g), [("mail".into(), "open"), ("kes".into(), "in-progress")]);
    let g = given("by: 2027-01-01, products: {\"vendor:Kaspersky\": in-progress, \"tag:endpoint\": open}", NOW);
    assert_eq!(statuses(&g), [("kes".into(), "open"), ("mail".into(), "open")]);
}

#[test]
fn a_day_whose_midnight_comes_twice_begins_with_the_first() {
    // Havana, 3 November 2024: at 01:00 the clocks go back to 00:00.
    let g = given("from: 2024-11-03, zone: America/Havana", NOW);
    assert_eq!((g.instant("r/m"), g.last_safe_day("r/m")), ("2024-11-03T00:00:00-04:00".into(), "2024-11-02".into()));
}

#[test]
fn months_before_take_the_last_day_too() {
    assert_eq!(given("by: 1 month before march", NOW).date("r/m"), "2027-02-28");
    assert_eq!(given("by: 1 quarter before march", NOW).date("r/m"), "2026-12-31");
}

#[test]
fn hours_count_from_the_start_of_the_anchors_day_in_its_own_zone() {
    assert_eq!(given("by: 1 hour after tokyo", NOW).instant("r/m"), "2026-12-31T11:00:00-05:00");
}

#[test]
fn a_time_that_the_clocks_skip_is_kept_where_its_date_is_rolled_to() {
    // New York, Sunday 8 March 2026: at 02:00 the clocks go forward to 03:00. On Monday there is a 02:30.
    let g = given("by: 2026-03-08 02:30, roll: next, calendar: weekends", NOW);
    assert_eq!(g.instant("r/m"), "2026-03-09T02:30:00-04:00");
    assert_eq!(said_of_clocks("by: 2026-03-08 02:30, roll: next, calendar: weekends"), [""; 0]);
    // Saturday, and only Saturdays are closed: it comes to stand on the day on which there is none.
    let landed = said_of_clocks("by: 2026-03-07 02:30, roll: next, calendar: odd");
    assert_eq!(landed, ["'2026-03-08 02:30' does not exist in America/New_York"]);
    let g = given("by: 2026-03-08 02:30, roll: next, calendar: weekends, repeat: yearly", NOW);
    assert_eq!(g.instant("r/m"), "2026-03-09T02:30:00-04:00");
}

#[test]
fn a_period_is_never_rolled() {
    assert_eq!(given("by: 2027-02, roll: next", NOW).date("r/m"), "2027-02");
}

#[test]
fn certainty_is_inherited_and_an_extension_is_no_surer_than_its_milestone() {
    let certainty = |own: &str| under("    certainty: proposed\n", own, NOW).dated("r/m").certainty.word();
    assert_eq!(certainty("by: 2026-01-01"), "proposed");
    assert_eq!(certainty("by: 2026-01-01, certainty: final"), "final");
    let extended = "by: 2025-01-01, certainty: proposed, products: {kes: {status: open, due: 2026-01-01, reason: r}}";
    let g = given(extended, NOW);
    let cell = g.cell("r/m", "kes");
    assert_eq!((cell.band.word(), cell.breach), ("undated", Some(false)));
}

#[test]
fn an_owner_of_the_milestone_stands_before_that_of_the_product() {
    let g = given("by: 2027-01-01, owner: zoe, products: kes", NOW);
    assert_eq!(g.0.owner_of_cell(g.cell("r/m", "kes")), Some("zoe"));
}

#[test]
fn a_row_shows_its_most_urgent_live_cell() {
    let g = given(
        "by: 2027-06-01, products: {mail: {status: open, due: 2027-05-01, reason: r}, kes: {status: open, due: 2026-11-25, reason: r}, gone: {status: done, closed: 2026-01-01, who: a, due: 2026-11-24, reason: r}}",
        NOW,
    );
    assert_eq!((g.row("r/m").band.word(), g.row("r/m").countdown.days_left), ("within-7-days", Some(2)));
    let g = given(
        "by: 2027-06-01, products: {mail: {status: open, due: 2027-05-01, reason: r}, kes: {status: open, due: unknown, reason: r}}",
        NOW,
    );
    assert_eq!((g.row("r/m").band.word(), g.row("r/m").countdown.days_left), ("later", Some(159)));
    let g = given(
        "by: 2027-06-01, products: {mail: {status: open, due: 2027-05-01, reason: r}, kes: {status: open, due: 2027-03-01, reason: r}}",
        NOW,
    );
    assert_eq!(g.row("r/m").countdown.days_left, Some(98));
}

#[test]
fn an_extension_stands_in_place_of_earlier_dates_too() {
    let breach = |due: &str| {
        let text = format!(
            "by: 2027-06-30, moved: [{{was: 2026-02-01, when: 2026-02-02, why: w}}], products: {{kes: {{status: open{due}}}}}"
        );
        given(&text, NOW).row("r/m").breach
    };
    assert_eq!(breach(""), Some(true));
    assert_eq!(breach(", due: 2027-01-01, reason: licence"), Some(false));
}

#[test]
fn inside_its_period_an_hour_is_in_time() {
    let late = |closed: &str| {
        let text = format!("by: 2026-02, products: {{kes: {{status: done, closed: {closed}, who: a}}}}");
        let g = given(&text, NOW);
        (g.cell("r/m", "kes").late_days, g.cell("r/m", "kes").breach)
    };
    assert_eq!(late("2026-02-28 23:59"), (Some(0), Some(false)));
    assert_eq!(late("2026-03-01 00:00"), (Some(1), Some(true)));
}

#[test]
fn a_comparison_is_due_again_after_its_last_day_and_none_stops_it() {
    let head = "    verified: 2026-01-01\n    verify-every: 30d\n";
    let found = |milestone: &str, now: &str| check_verified(&under(head, milestone, now).0).len();
    // Three milestones inherit it; the reader of the findings sees one place once.
    assert_eq!(found("by: 2027-01-01", "2026-01-31T12:00:00-05:00"), 0);
    assert_eq!(found("by: 2027-01-01", "2026-02-01T00:00:00-05:00"), 3);
    assert_eq!(found("by: 2027-01-01, verified: none", "2026-02-01T00:00:00-05:00"), 2);
    let g = under(head, "by: 2027-01-01, verified: none", NOW);
    assert_eq!(g.0.verify_due(0), None);
}
