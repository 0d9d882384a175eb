//! Bands, days left, lateness and breach: FORMAT.md's "Derived", and who is touched by what.

use super::board::{Given, at};

const HEAD: &str = "duewatch: 1\nzone: America/New_York\nproducts:\n  kes: {name: KES, vendor: Kaspersky, owner: ana, tags: [endpoint]}\n  mail: {name: Mail, tags: [endpoint, old]}\n  gone: {name: Gone, tags: [endpoint], retired: 2024-01-31}\nregulations:\n  r:\n    title: R\n    owner: legal\n    milestones:\n";

fn given(milestone: &str, now: &str) -> Given {
    at(&format!("{HEAD}      m: {{title: M, {milestone}}}\n"), now)
}

fn statuses(g: &Given) -> Vec<(String, &'static str)> {
    g.0.cells_of(0).iter().map(|c| (g.0.product(c).id.to_string(), c.status.word())).collect()
}

#[test]
fn bands_count_civil_days_in_the_dates_own_zone() {
    let by = |days: &str, now: &str| given(&format!("by: {days}"), now).row("r/m").band.word();
    // 23 November 2026, 14:05 in New York.
    let now = "2026-11-23T19:05:00Z";
    assert_eq!(by("2026-11-22", now), "overdue");
    assert_eq!(by("2026-11-23", now), "today");
    assert_eq!(by("2026-11-24", now), "within-7-days");
    assert_eq!(by("2026-11-30", now), "within-7-days");
    assert_eq!(by("2026-12-01", now), "within-30-days");
    assert_eq!(by("2026-12-23", now), "within-30-days");
    assert_eq!(by("2026-12-24", now), "later");
    // One second before and at midnight in New York; it is long tomorrow in UTC.
    assert_eq!(by("2026-11-23", "2026-11-24T04:59:59Z"), "today");
    assert_eq!(by("2026-11-23", "2026-11-24T05:00:00Z"), "overdue");
}

#[test]
fn a_from_is_overdue_where_it_applies_and_is_still_open() {
    let from = |now: &str| given("from: 2024-07-20 00:00", now).row("r/m").band.word();
    assert_eq!(from("2024-07-19T12:00:00-04:00"), "today");
    assert_eq!(from("2024-07-19T23:59:59-04:00"), "today");
    assert_eq!(from("2024-07-20T00:00:00-04:00"), "overdue");
}

#[test]
fn an_event_is_today_all_day_and_then_passed() {
    let event = |value: &str, now: &str| given(&format!("at: {value}"), now).row("r/m").band.word();
    assert_eq!(event("2026-11-23", "2026-11-23T19:05:00Z"), "today");
    assert_eq!(event("2026-11-23", "2026-11-24T05:00:00Z"), "passed");
    assert_eq!(event("2026-11-23 10:00", "2026-11-23T15:00:00Z"), "passed");
    assert_eq!(event("2026-11-23 10:00", "2026-11-23T14:59:59Z"), "today");
}

#[test]
fn a_month_without_a_day_is_today_from_its_first_to_its_last_instant() {
    let month = |now: &str| {
        let g = given("by: 2027-02", now);
        (g.row("r/m").band.word(), g.row("r/m").countdown.days_left, g.row("r/m").breach)
    };
    assert_eq!(month("2027-01-31T12:00:00-05:00"), ("within-7-days", Some(1), Some(false)));
    assert_eq!(month("2027-02-01T00:00:00-05:00"), ("today", Some(0), Some(false)));
    assert_eq!(month("2027-02-28T23:59:59-05:00"), ("today", Some(0), Some(false)));
    assert_eq!(month("2027-03-01T00:00:00-05:00"), ("overdue", Some(-1), Some(true)));
}

#[test]
fn nothing_that_is_not_final_is_ever_overdue() {
    let g = given("by: 2026-01-01, certainty: proposed", "2026-11-23T19:05:00Z");
    assert_eq!((g.row("r/m").band.word(), g.row("r/m").breach), ("undated", Some(false)));
    let g = given("by: 2026-01-01, certainty: withdrawn", "2026-11-23T19:05:00Z");
    assert_eq!((g.row("r/m").band.word(), g.row("r/m").live), ("closed", 0));
}

#[test]
fn what_touches_nothing_of_ours_passes() {
    let g = given("by: 2026-01-01, products: []", "2026-11-23T19:05:00Z");
    assert_eq!((g.row("r/m").band.word(), g.row("r/m").status), ("passed", None));
}

#[test]
fn closing_three_days_after_the_last_safe_day_is_three_days_late() {
    // FORMAT.md: closed 2024-07-22 against from: 2024-07-20.
    let g = given(
        "from: 2024-07-20, products: {kes: {status: done, closed: 2024-07-22, who: ana}}",
        "2026-11-23T00:00:00Z",
    );
    let cell = g.cell("r/m", "kes");
    assert_eq!((cell.late_days, cell.breach, cell.band.word()), (Some(3), Some(true), "closed"));
}

#[test]
fn closing_on_the_last_safe_day_is_in_time_unless_the_hour_says_otherwise() {
    let late = |value: &str, closed: &str| {
        let g = given(
            &format!("{value}, products: {{kes: {{status: done, closed: {closed}, who: ana}}}}"),
            "2026-11-23T00:00:00Z",
        );
        (g.cell("r/m", "kes").late_days, g.cell("r/m", "kes").breach)
    };
    assert_eq!(late("by: 2024-07-19", "2024-07-19"), (Some(0), Some(false)));
    assert_eq!(late("by: 2024-07-19 17:00", "2024-07-19"), (Some(0), Some(false)));
    assert_eq!(late("by: 2024-07-19 17:00", "2024-07-19 16:59"), (Some(0), Some(false)));
    assert_eq!(late("by: 2024-07-19 17:00", "2024-07-19 17:00"), (Some(1), Some(true)));
    assert_eq!(late("by: 2027-02", "2026-02-28"), (Some(0), Some(false)));
    assert_eq!(late("by: 2026-02", "2026-03-02"), (Some(2), Some(true)));
}

#[test]
fn done_without_a_day_is_unknown_never_in_time() {
    let g = given("by: 2024-07-19, products: {kes: done}", "2026-11-23T00:00:00Z");
    assert_eq!((g.cell("r/m", "kes").late_days, g.cell("r/m", "kes").breach), (None, None));
    assert_eq!(g.row("r/m").breach, None);
    let g = given("by: 2027-07-19, products: {kes: done}", "2026-11-23T00:00:00Z");
    assert_eq!(g.cell("r/m", "kes").breach, Some(false));
}

#[test]
fn a_later_move_does_not_clear_a_breach_and_a_move_in_time_leaves_none() {
    let moved = |when: &str, closed: &str| {
        given(
            &format!(
                "by: 2026-06-30, moved: [{{was: 2026-02-01, when: {when}, why: w}}], products: {{kes: {{status: done, closed: {closed}, who: a}}}}"
            ),
            "2026-11-23T00:00:00Z",
        )
        .row("r/m")
        .breach
    };
    assert_eq!(moved("2026-01-15", "2026-03-01"), Some(false));
    assert_eq!(moved("2026-02-01", "2026-03-01"), Some(false));
    assert_eq!(moved("2026-02-02", "2026-03-01"), Some(true));
    assert_eq!(moved("2026-02-02", "2026-01-31"), Some(false));
    let live = given("by: 2027-06-30, moved: [{was: 2026-02-01, when: 2026-02-02, why: w}]", "2026-11-23T00:00:00Z");
    assert_eq!((live.row("r/m").breach, live.row("r/m").band.word()), (Some(true), "later"));
}

#[test]
fn a_carried_risk_comes_back_when_its_last_day_is_over() {
    let accepted = |now: &str| {
        let g = given(
            "by: 2026-12-31, products: {kes: {status: accepted, reason: r, who: ana, since: 2026-11-01, until: 2026-11-30}}",
            now,
        );
        (g.cell("r/m", "kes").status.word(), g.cell("r/m", "kes").is_live)
    };
    assert_eq!(accepted("2026-10-31T12:00:00-04:00"), ("open", true));
    assert_eq!(accepted("2026-11-30T23:59:59-05:00"), ("accepted", false));
    assert_eq!(accepted("2026-12-01T00:00:00-05:00"), ("open", true));
}

#[test]
fn what_was_closed_after_now_is_still_open() {
    let text = "from: 2024-07-20 00:00, products: {kes: {status: done, closed: 2024-07-18, who: ana}, mail: {status: n/a, reason: sold, since: 2024-07-17}}";
    let g = given(text, "2024-07-16T09:00:00-04:00");
    assert_eq!(statuses(&g), [("kes".into(), "open"), ("mail".into(), "open")]);
    let g = given(text, "2024-07-18T09:00:00-04:00");
    assert_eq!(statuses(&g), [("kes".into(), "done"), ("mail".into(), "n/a")]);
    assert_eq!(
        (g.row("r/m").counted, g.row("r/m").status.map(duewatch::domain::status::Status::word)),
        (1, Some("done"))
    );
}

#[test]
fn an_id_beats_a_selector_and_a_tag_beats_all() {
    let g = given(
        "by: 2027-01-01, products: {all: open, \"tag:old\": blocked, kes: {status: done, closed: 2026-01-01, who: a}}",
        "2026-11-23T00:00:00Z",
    );
    assert_eq!(statuses(&g), [("mail".into(), "blocked"), ("kes".into(), "done")]);
    let g = given("by: 2027-01-01, products: {kes: in-progress, \"tag:endpoint\": open}", "2026-11-23T00:00:00Z");
    assert_eq!(statuses(&g), [("kes".into(), "in-progress"), ("mail".into(), "open")]);
}

#[test]
fn selectors_leave_out_what_was_retired_before_the_last_safe_day() {
    let names = |by: &str| {
        let g = given(&format!("by: {by}, products: \"tag:endpoint\""), "2026-11-23T00:00:00Z");
        statuses(&g).into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(names("2024-01-31"), ["kes", "mail", "gone"]);
    assert_eq!(names("2024-02-01"), ["kes", "mail"]);
    assert_eq!(names("unknown"), ["kes", "mail"]);
}

#[test]
fn a_duty_without_products_falls_on_the_organisation() {
    assert_eq!(statuses(&given("by: 2027-01-01", "2026-11-23T00:00:00Z")), [("org".into(), "open")]);
    assert_eq!(statuses(&given("at: 2027-01-01", "2026-11-23T00:00:00Z")), []);
}

#[test]
fn an_extension_counts_for_its_product_and_the_row_shows_the_most_urgent() {
    let g = given(
        "by: 2026-11-01, products: {kes: {status: open, due: 2026-12-01, reason: licence}, mail: {status: done, closed: 2026-10-30, who: a}}",
        "2026-11-23T19:05:00Z",
    );
    let row = g.row("r/m");
    assert_eq!((row.band.word(), row.countdown.days_left, row.breach), ("within-30-days", Some(8), Some(false)));
    assert_eq!(g.last_safe_day("r/m"), "2026-11-01");
}

#[test]
fn the_owner_is_the_nearest_one_named() {
    let g = given("by: 2027-01-01, products: {kes: {status: open, owner: zoe}, mail: open}", "2026-11-23T19:05:00Z");
    assert_eq!(g.0.owner_of_cell(g.cell("r/m", "kes")), Some("zoe"));
    assert_eq!(g.0.owner_of_cell(g.cell("r/m", "mail")), Some("legal"));
    let g = given("by: 2027-01-01, products: kes", "2026-11-23T19:05:00Z");
    assert_eq!(g.0.owner_of_cell(g.cell("r/m", "kes")), Some("ana"));
}

#[test]
fn the_board_knows_when_it_changes_next() {
    let g = given("by: 2026-11-23 17:00", "2026-11-23T19:05:00Z");
    assert_eq!(g.0.next_change.map(|i| i.to_rfc3339()), Some("2026-11-23T22:00:00+00:00".into()));
    let g = given("by: 2027-11-23", "2026-11-23T19:05:00Z");
    assert_eq!(g.0.next_change.map(|i| i.to_rfc3339()), Some("2026-11-24T05:00:00+00:00".into()));
}

#[test]
fn the_moves_of_a_series_make_no_breach() {
    let moved = "moved: [{was: 2026-02-01, when: 2026-03-01, why: w}]";
    let once = given(&format!("by: 2027-01-01, {moved}"), "2026-11-23T00:00:00Z");
    assert_eq!(once.row("r/m").breach, Some(true));
    let series = given(&format!("by: 2027-01-01, repeat: yearly, {moved}"), "2026-11-23T00:00:00Z");
    assert_eq!(series.row("r/m").breach, Some(false));
}

#[test]
fn earlier_and_extended_dates_without_a_zone_are_the_milestones_own() {
    // The date names Tokyo; the milestone, its regulation and the file say New York.
    let extended = given(
        "by: 2026-06-30 17:00 Asia/Tokyo, products: {kes: {status: open, due: 2026-12-01, reason: licence}}",
        "2026-11-23T19:05:00Z",
    );
    let cell = extended.cell("r/m", "kes");
    assert_eq!(cell.countdown.instant.map(|i| i.to_rfc3339()), Some("2026-12-02T05:00:00+00:00".into()));
    let moved = |closed: &str| {
        let text = format!(
            "by: 2026-06-30 17:00 Asia/Tokyo, moved: [{{was: 2026-02-01, when: 2026-02-02, why: w}}], products: {{kes: {{status: done, closed: \"{closed}\", who: a}}}}"
        );
        given(&text, "2026-11-23T19:05:00Z").row("r/m").breach
    };
    assert_eq!(moved("2026-02-01T23:59:59-05:00"), Some(false));
    assert_eq!(moved("2026-02-02T00:00:00-05:00"), Some(true));
}

#[test]
fn a_duty_whose_products_are_not_there_does_not_pass() {
    for products in ["kees", "\"tag:none\"", "[kees]"] {
        let g = given(&format!("by: 2026-01-01, products: {products}"), "2026-11-23T00:00:00Z");
        assert_eq!((g.row("r/m").band.word(), g.row("r/m").status), ("overdue", None), "{products}");
    }
    assert_eq!(given("at: 2026-01-01, products: kees", "2026-11-23T00:00:00Z").row("r/m").band.word(), "passed");
}

#[test]
fn a_selector_of_retired_products_alone_is_a_warning() {
    let found = |milestone: &str| {
        let text = format!("{HEAD}      m: {{title: M, {milestone}}}\n")
            .replace("tags: [endpoint], retired", "tags: [solo], retired");
        let snapshot = super::board::snapshot(&text);
        snapshot
            .findings
            .iter()
            .filter(|f| f.code.word() == "selector")
            .map(|f| f.message.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("by: 2024-01-31, products: \"tag:solo\""), Vec::<String>::new());
    assert_eq!(
        found("by: 2024-02-01, products: \"tag:solo\""),
        ["every product that this takes in was retired before 2024-02-01"]
    );
    assert_eq!(found("by: unknown, products: \"tag:solo\""), Vec::<String>::new());
    assert_eq!(found("by: 2024-02-01, products: gone"), Vec::<String>::new());
}

#[test]
fn occurrences_of_what_does_not_repeat_are_a_warning() {
    let found = |milestone: &str| {
        let text = format!("{HEAD}      m: {{title: M, {milestone}, occurrences: {{2026-01-01: kes}}}}\n");
        super::board::snapshot(&text).findings.iter().filter(|f| f.code.word() == "repeat").count()
    };
    assert_eq!(found("by: 2026-01-01"), 1);
    assert_eq!(found("by: 2026-01-01, repeat: yearly"), 0);
}
