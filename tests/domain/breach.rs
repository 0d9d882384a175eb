//! FORMAT.md, "Derived": late and breach, sentence by sentence, each expectation counted by hand.

use super::board::{Given, at};

const HEAD: &str = "duewatch: 1\nzone: Europe/Brussels\nproducts:\n  kes: {name: KES}\n  hub: {name: Hub}\nregulations:\n  r:\n    title: R\n    milestones:\n";

/// Noon of 23 November 2026 in Brussels.
const NOW: &str = "2026-11-23T12:00:00+01:00";

fn given(milestone: &str, now: &str) -> Given {
    at(&format!("{HEAD}      m: {{title: M, {milestone}}}\n"), now)
}

/// Returns what is said of the only cell: late days, and breach.
fn cell(date: &str, record: &str) -> (Option<i32>, Option<bool>) {
    let g = given(&format!("{date}, products: {{kes: {record}}}"), NOW);
    (g.cell("r/m", "kes").late_days, g.cell("r/m", "kes").breach)
}

#[test]
fn a_live_cell_is_in_breach_from_the_moment_the_date_has_passed() {
    let live = |status: &str, now: &str| {
        let g = given(&format!("by: 2026-11-22, products: {{kes: {status}}}"), now);
        (g.cell("r/m", "kes").breach, g.row("r/m").breach)
    };
    for status in ["open", "in-progress", "{status: blocked, waiting: vendor}"] {
        assert_eq!(live(status, "2026-11-22T23:59:59+01:00"), (Some(false), Some(false)), "{status}");
        assert_eq!(live(status, "2026-11-23T00:00:00+01:00"), (Some(true), Some(true)), "{status}");
    }
    // With an hour: at it.
    assert_eq!(cell("by: 2026-11-23 12:00", "open").1, Some(true));
    assert_eq!(cell("by: 2026-11-23 12:01", "open").1, Some(false));
    // 'from' applies from the start of its day: the day before is the last safe one.
    assert_eq!(cell("from: 2026-11-23", "open").1, Some(true));
    assert_eq!(cell("from: 2026-11-24", "open").1, Some(false));
}

#[test]
fn done_is_measured_by_its_day_or_hour() {
    let done = |date: &str, closed: &str| cell(date, &format!("{{status: done, closed: {closed}, who: ana}}"));
    assert_eq!(done("by: 2026-06-30", "2026-06-30"), (Some(0), Some(false)));
    assert_eq!(done("by: 2026-06-30", "2026-07-01"), (Some(1), Some(true)));
    assert_eq!(done("by: 2026-06-30", "2026-07-30"), (Some(30), Some(true)));
    // An hour of the last safe day is in time, the first of the next day is not.
    assert_eq!(done("by: 2026-06-30", "2026-06-30 23:59"), (Some(0), Some(false)));
    assert_eq!(done("by: 2026-06-30", "2026-07-01 00:00"), (Some(1), Some(true)));
    // 'from' a day: the day before is the last safe one, and the day itself one day late.
    assert_eq!(done("from: 2026-06-30", "2026-06-29"), (Some(0), Some(false)));
    assert_eq!(done("from: 2026-06-30", "2026-06-30"), (Some(1), Some(true)));
    // 'from' an hour: that day is still safe before it; late by an hour is late by a day.
    assert_eq!(done("from: 2026-06-30 09:00", "2026-06-30 08:59"), (Some(0), Some(false)));
    assert_eq!(done("from: 2026-06-30 09:00", "2026-06-30 09:00"), (Some(1), Some(true)));
    assert_eq!(done("from: 2026-06-30 09:00", "2026-06-30"), (Some(0), Some(false)));
    // Another zone's hour: 01:00 in Tokyo on 1 July is 18:00 in Brussels on 30 June.
    assert_eq!(done("by: 2026-06-30", "2026-07-01T01:00:00+09:00"), (Some(0), Some(false)));
}

#[test]
fn accepted_and_not_applicable_are_measured_by_since_and_are_never_late() {
    for status in ["accepted", "n/a"] {
        let said = |date: &str, since: &str| cell(date, &format!("{{status: {status}, reason: r, who: ana{since}}}"));
        assert_eq!(said("by: 2026-06-30", ", since: 2026-06-30"), (None, Some(false)), "{status}");
        assert_eq!(said("by: 2026-06-30", ", since: 2026-07-01"), (None, Some(true)), "{status}");
        // The day is missing: unknown once the date has passed, no breach before.
        assert_eq!(said("by: 2026-06-30", ""), (None, None), "{status}");
        assert_eq!(said("by: 2027-06-30", ""), (None, Some(false)), "{status}");
        // After now: still live, and so in breach.
        assert_eq!(said("by: 2026-06-30", ", since: 2026-12-01"), (None, Some(true)), "{status}");
        assert_eq!(said("by: 2027-06-30", ", since: 2026-12-01"), (None, Some(false)), "{status}");
    }
}

#[test]
fn a_lapsed_acceptance_is_live_again_and_so_in_breach() {
    let accepted = |until: &str| {
        cell("by: 2026-06-30", &format!("{{status: accepted, reason: r, who: ana, since: 2026-06-01, until: {until}}}"))
            .1
    };
    // Until yesterday: live since this midnight, long after the date.
    assert_eq!(accepted("2026-11-22"), Some(true));
    // Until today, inclusive: carried since before the date.
    assert_eq!(accepted("2026-11-23"), Some(false));
    let g = given(
        "by: 2026-06-30, products: {kes: {status: accepted, reason: r, who: a, since: 2026-06-01, until: 2026-11-22}}",
        NOW,
    );
    assert_eq!((g.cell("r/m", "kes").status.word(), g.cell("r/m", "kes").band.word()), ("open", "overdue"));
}

#[test]
fn a_period_without_a_day_is_late_only_after_its_last_day() {
    let done = |closed: &str| cell("by: 2026-06", &format!("{{status: done, closed: {closed}, who: ana}}"));
    assert_eq!(done("2026-06-01"), (Some(0), Some(false)));
    assert_eq!(done("2026-06-30"), (Some(0), Some(false)));
    assert_eq!(done("2026-06-30 23:59"), (Some(0), Some(false)));
    assert_eq!(done("2026-07-01"), (Some(1), Some(true)));
    assert_eq!(done("2026-07-01 00:00"), (Some(1), Some(true)));
    // Inside it nobody is in breach; after it whoever is live is, and whose day is missing is unknown.
    assert_eq!(cell("by: 2026-11", "open"), (None, Some(false)));
    assert_eq!(cell("by: 2026-11", "done"), (None, Some(false)));
    assert_eq!(cell("by: 2026-10", "open"), (None, Some(true)));
    assert_eq!(cell("by: 2026-10", "done"), (None, None));
    assert_eq!(cell("by: 2026-Q3", "open"), (None, Some(true)));
    assert_eq!(cell("by: 2026", "open"), (None, Some(false)));
}

#[test]
fn only_final_dates_are_breached() {
    for certainty in ["proposed", "estimated"] {
        let said = |record: &str| cell(&format!("by: 2026-06-30, certainty: {certainty}"), record).1;
        assert_eq!(said("open"), Some(false), "{certainty}");
        assert_eq!(said("{status: done, closed: 2026-07-15, who: a}"), Some(false), "{certainty}");
        assert_eq!(said("done"), Some(false), "{certainty}");
    }
    assert_eq!(cell("by: unknown", "open"), (None, Some(false)));
    assert_eq!(cell("by: unknown", "{status: done, closed: 2026-07-15, who: a}"), (None, Some(false)));
    assert_eq!(given("at: 2026-01-01", NOW).row("r/m").breach, Some(false));
    assert_eq!(given("by: 2026-01-01, products: []", NOW).row("r/m").breach, Some(false));
}

#[test]
fn the_present_date_of_a_withdrawn_milestone_is_not_tested_but_its_earlier_ones_are() {
    let withdrawn =
        |moved: &str, record: &str| cell(&format!("by: 2026-06-30, certainty: withdrawn, moved: [{moved}]"), record).1;
    // Repealed in time: nothing was ever due.
    let in_time = "{was: 2026-06-30, when: 2026-06-30, why: repealed}";
    assert_eq!(withdrawn(in_time, "open"), Some(false));
    assert_eq!(withdrawn(in_time, "{status: done, closed: 2026-07-15, who: a}"), Some(false));
    assert_eq!(withdrawn(in_time, "done"), Some(false));
    // Repealed a day after its last safe day: whoever had not done it then, stays in breach.
    let too_late = "{was: 2026-06-30, when: 2026-07-01, why: repealed}";
    assert_eq!(withdrawn(too_late, "open"), Some(true));
    assert_eq!(withdrawn(too_late, "{status: done, closed: 2026-06-30, who: a}"), Some(false));
    assert_eq!(withdrawn(too_late, "{status: done, closed: 2026-07-01, who: a}"), Some(true));
    assert_eq!(withdrawn(too_late, "done"), None);
}

#[test]
fn each_earlier_date_is_tested_by_its_own_change() {
    let moved = |steps: &str, record: &str| cell(&format!("by: 2027-06-30, moved: [{steps}]"), record).1;
    // The first came in time, the second a day too late.
    let steps = "{was: 2026-02-01, when: 2026-01-15, why: a}, {was: 2026-06-30, when: 2026-07-01, why: b}";
    assert_eq!(moved(steps, "open"), Some(true));
    assert_eq!(moved(steps, "{status: done, closed: 2026-06-30, who: a}"), Some(false));
    assert_eq!(moved(steps, "{status: done, closed: 2026-07-01, who: a}"), Some(true));
    assert_eq!(moved(steps, "done"), None, "the day is missing, and the earlier date has passed");
    assert_eq!(moved(steps, "{status: accepted, reason: r, who: a, since: 2026-06-30}"), Some(false));
    assert_eq!(moved(steps, "{status: n/a, reason: r, since: 2026-08-01}"), Some(true));
    // Both too late: the first alone makes it.
    let steps = "{was: 2026-02-01, when: 2026-02-02, why: a}, {was: 2026-06-30, when: 2026-06-30, why: b}";
    assert_eq!(moved(steps, "{status: done, closed: 2026-02-01, who: a}"), Some(false));
    assert_eq!(moved(steps, "{status: done, closed: 2026-02-02, who: a}"), Some(true));
    // Earlier dates of every form: with an hour, a period, one under 'from', and none at all.
    let hour = |when: &str| moved(&format!("{{was: 2026-06-30 12:00, when: {when}, why: a}}"), "open");
    assert_eq!((hour("2026-06-30"), hour("2026-06-30 11:59")), (Some(false), Some(false)));
    assert_eq!((hour("2026-06-30 12:00"), hour("2026-07-01")), (Some(true), Some(true)));
    let period = |when: &str| moved(&format!("{{was: 2026-06, when: {when}, why: a}}"), "open");
    assert_eq!((period("2026-06-30"), period("2026-07-01")), (Some(false), Some(true)));
    assert_eq!(moved("{was: unknown, when: 2026-07-01, why: a}", "open"), Some(false));
    let from =
        |when: &str| cell(&format!("from: 2027-06-30, moved: [{{was: 2026-06-30, when: {when}, why: a}}]"), "open").1;
    assert_eq!((from("2026-06-29"), from("2026-06-30")), (Some(false), Some(true)));
    // A date that is brought forward: the earlier one was never reached.
    assert_eq!(cell("by: 2026-12-31, moved: [{was: 2027-06-30, when: 2026-03-01, why: a}]", "open").1, Some(false));
}

#[test]
fn a_change_that_does_not_say_when_leaves_unknown_what_may_be_a_breach() {
    let moved = |was: &str, record: &str| {
        let text = format!("by: 2027-01-01, moved: [{{was: {was}, why: x}}], products: {{kes: {record}}}");
        given(&text, NOW).cell("r/m", "kes").breach
    };
    let done = |day: &str| format!("{{status: done, closed: {day}, who: ana}}");
    assert_eq!(moved("2026-06-30", "open"), None);
    assert_eq!(moved("2026-06-30", &done("2026-07-05")), None);
    assert_eq!(moved("2026-06-30", &done("2026-06-30")), Some(false));
    assert_eq!(moved("2026-12-15", "open"), Some(false), "that day is still to come");
    assert_eq!(moved("unknown", "open"), Some(false));
}

#[test]
fn a_move_of_the_anchor_takes_back_no_breach_of_what_counts_from_it() {
    let text = |pub_line: &str| {
        format!(
            "{HEAD}      pub: {{title: P, {pub_line}}}\n      dep:\n        title: D\n        by: 30 days after pub\n        \
             products: {{kes: open, hub: {{status: done, closed: 2026-11-20, who: a}}}}\n      \
             far: {{title: F, by: 7 days before dep, products: [kes]}}\n"
        )
    };
    let breaches = |pub_line: &str| {
        let g = at(&text(pub_line), "2026-11-29T12:00:00+01:00");
        let cell = |address: &str, product: &str| g.cell(address, product).breach;
        [cell("r/dep", "kes"), cell("r/dep", "hub"), cell("r/far", "kes")]
    };
    // 30 days after 1 October is 31 October; a week before that the 24th.
    assert_eq!(breaches("at: 2026-10-01"), [Some(true); 3]);
    let moved = |when: &str| format!("at: 2026-11-25, moved: [{{was: 2026-10-01, {when}why: x}}]");
    assert_eq!(breaches(&moved("when: 2026-11-25, ")), [Some(true); 3]);
    // In time for the one, too late for the other.
    assert_eq!(breaches(&moved("when: 2026-10-31, ")), [Some(false), Some(false), Some(true)]);
    assert_eq!(breaches(&moved("when: 2026-10-24, ")), [Some(false); 3]);
    assert_eq!(breaches(&moved("")), [None; 3], "nobody knows");
    // A correction of a typing mistake leaves nothing.
    assert_eq!(breaches("at: 2026-11-25"), [Some(false); 3]);
}

#[test]
fn a_rule_and_a_date_of_its_anchor_that_never_stood_together_make_no_breach() {
    // The anchor went from 1 January to 1 June on 1 March; the rule replaced 1 December only on 1 April.
    let breach = |own: &str| {
        let text = format!(
            "{HEAD}      a: {{title: A, at: 2025-06-01, moved: [{{was: 2025-01-01, when: 2025-03-01, why: late}}]}}\n      \
             f:\n        title: F\n        by: 30 days after a\n{own}        \
             products: {{kes: {{status: done, closed: 2025-06-15, who: a}}}}\n"
        );
        at(&text, "2026-11-29T12:00:00+01:00").cell("r/f", "kes").breach
    };
    let moved = |when: &str| format!("        moved: [{{was: 2025-12-01, {when}why: by a rule now}}]\n");
    assert_eq!(breach(&moved("when: 2025-04-01, ")), Some(false));
    assert_eq!(breach(&moved("when: 2025-02-01, ")), Some(true), "31 January 2025 stood, from 1 February on");
    assert_eq!(breach(""), Some(true));
    assert_eq!(breach(&moved("")), None, "nobody knows");
}

#[test]
fn a_move_of_a_limbs_anchor_takes_back_no_breach_of_the_earliest() {
    // 30 days after a; or 10 days after b: the earlier of the two counts.
    let breach = |a: &str, b: &str, own: &str| {
        let text = format!(
            "{HEAD}      a: {{title: A, {a}}}\n      b: {{title: B, {b}}}\n      dep:\n        title: D\n        \
             by: [30 days after a, 10 days after b]\n{own}        \
             products: {{kes: {{status: done, closed: 2026-11-10, who: a}}}}\n      \
             far: {{title: F, by: 7 days before dep, products: {{kes: {{status: done, closed: 2026-11-10, who: a}}}}}}\n"
        );
        let g = at(&text, "2026-11-29T12:00:00+01:00");
        [g.cell("r/dep", "kes").breach, g.cell("r/far", "kes").breach]
    };
    let moved = |day: &str, was: &str, when: &str| format!("at: {day}, moved: [{{was: {was}, {when}why: x}}]");
    let late = "at: 2026-12-01";
    // 30 days after 1 October is 31 October, and b's 11 December: the first counted, until it was moved on 5 November.
    assert_eq!(breach("at: 2026-10-01", late, ""), [Some(true); 2]);
    let a = moved("2026-11-25", "2026-10-01", "when: 2026-11-05, ");
    assert_eq!(breach(&a, late, ""), [Some(true); 2]);
    // In time: on 24 October, which is the last day of what hangs on it too.
    let in_time = moved("2026-11-25", "2026-10-01", "when: 2026-10-24, ");
    assert_eq!(breach(&in_time, late, ""), [Some(false); 2]);
    assert_eq!(breach(&moved("2026-11-25", "2026-10-01", "when: 2026-10-31, "), late, ""), [Some(false), Some(true)]);
    assert_eq!(breach(&moved("2026-11-25", "2026-10-01", ""), late, ""), [None; 2], "nobody knows");
    // The other limb was the earlier one then, and in time: 10 days after 2 November is the 12th.
    let then = moved("2026-12-01", "2026-11-02", "when: 2026-11-11, ");
    let before = moved("2026-11-25", "2026-10-20", "when: 2026-11-05, ");
    // 30 days after 20 October is 19 November: later than the 12th, which was closed in time.
    assert_eq!(breach(&before, &then, ""), [Some(false), Some(true)]);
    // A limb that had no date then was not counted: 10 days after b alone, 31 October.
    let fresh = moved("2026-11-25", "unknown", "when: 2026-11-20, ");
    assert_eq!(breach(&fresh, &moved("2026-12-01", "2026-10-21", "when: 2026-11-05, "), ""), [Some(true); 2]);
    // The list stands only since 10 November: a's date of before never stood with it.
    let own = "        moved: [{was: 2026-12-24, when: 2026-11-10, why: by rules now}]\n";
    assert_eq!(breach(&a, late, own)[0], Some(false));
}

#[test]
fn a_date_of_its_own_counts_in_place_of_the_milestones() {
    let own =
        |due: &str, rest: &str| cell("by: 2026-06-30", &format!("{{status: {rest}, due: {due}, reason: licence}}"));
    assert_eq!(own("2026-12-31", "open"), (None, Some(false)));
    assert_eq!(own("2026-09-30", "open"), (None, Some(true)));
    assert_eq!(own("2026-09-30", "done, closed: 2026-09-30, who: a"), (Some(0), Some(false)));
    assert_eq!(own("2026-09-30", "done, closed: 2026-10-02, who: a"), (Some(2), Some(true)));
    assert_eq!(own("2026-09-30", "done"), (None, None));
    // Moves of the milestone's date are none of the extension's.
    let moved = "by: 2026-06-30, moved: [{was: 2026-02-01, when: 2026-03-01, why: late}]";
    assert_eq!(cell(moved, "{status: open, due: 2026-12-31, reason: licence}").1, Some(false));
    assert_eq!(cell(moved, "{status: done, closed: 2026-06-30, who: a}").1, Some(true));
}

#[test]
fn each_occurrence_of_a_series_is_judged_by_its_own_date() {
    let text = "by: 2024-06-30, repeat: yearly, products: [kes], occurrences: {2024-06-30: {kes: {status: done, closed: 2024-07-02, who: a}}, 2025-06-30: {kes: {status: done, closed: 2025-06-30, who: a}}}";
    let g = given(text, NOW);
    let all: Vec<(String, Option<i32>, Option<bool>)> =
        g.0.occurrences_of(0)
            .iter()
            .flat_map(|one| g.0.cells_at(one))
            .map(|cell| (g.0.address_of_cell(cell), cell.late_days, cell.breach))
            .collect();
    let said = |at: &str, late: Option<i32>, breach: bool| (format!("r/m@{at}:kes"), late, Some(breach));
    assert_eq!(
        all,
        [
            said("2024-06-30", Some(2), true),
            said("2025-06-30", Some(0), false),
            said("2026-06-30", None, true),
            said("2027-06-30", None, false),
        ]
    );
}

#[test]
fn a_milestone_is_in_breach_if_one_is_and_unknown_if_one_is_unknown() {
    let row = |kes: &str, hub: &str| given(&format!("by: 2026-06-30, products: {{kes: {kes}, hub: {hub}}}"), NOW);
    let (good, late) = ("{status: done, closed: 2026-06-30, who: a}", "{status: done, closed: 2026-07-03, who: a}");
    assert_eq!(row(good, good).row("r/m").breach, Some(false));
    assert_eq!(row(good, "done").row("r/m").breach, None);
    assert_eq!(row("done", late).row("r/m").breach, Some(true));
    assert_eq!((row(good, late).row("r/m").late_days, row(good, "done").row("r/m").late_days), (Some(3), Some(0)));
}

#[test]
fn as_of_moves_now_and_nothing_else() {
    let text = "by: 2026-06-30, moved: [{was: 2026-02-01, when: 2026-03-01, why: late}], products: {kes: {status: done, closed: 2026-05-01, who: a}}";
    let said = |now: &str| {
        let g = given(text, now);
        (g.cell("r/m", "kes").status.word(), g.cell("r/m", "kes").breach, g.row("r/m").countdown.days_left)
    };
    // The file's date is 30 June at any time; what is closed later is open; the earlier date is broken when it passes.
    assert_eq!(said("2026-01-31T12:00:00+01:00"), ("open", Some(false), Some(150)));
    assert_eq!(said("2026-02-02T00:00:00+01:00"), ("open", Some(true), Some(148)));
    assert_eq!(said("2026-05-01T12:00:00+02:00"), ("done", Some(true), Some(60)));
}

#[test]
fn working_days_left_are_the_open_days_after_today_up_to_the_last_safe_day() {
    // Monday, 23 November 2026.
    let left = |date: &str| {
        let g = given(date, NOW);
        g.0.working_days_left(0, g.dated("r/m"))
    };
    assert_eq!(left("by: 2026-11-23"), Some(0));
    assert_eq!(left("by: 2026-11-24"), Some(1));
    assert_eq!(left("from: 2026-11-24"), Some(0));
    // To Friday 27: four; Saturday and Sunday add none; Monday 30 the fifth.
    assert_eq!(left("by: 2026-11-27"), Some(4));
    assert_eq!(left("by: 2026-11-29"), Some(4));
    assert_eq!(left("by: 2026-11-30"), Some(5));
    // Thanksgiving (26 November) is closed in us-federal.
    assert_eq!(left("by: 2026-11-30, calendar: us-federal"), Some(4));
    assert_eq!(left("by: 2026-11-20"), Some(0));
    assert_eq!(left("at: 2026-11-30"), None);
    assert_eq!(left("by: unknown"), None);
}
