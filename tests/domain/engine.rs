//! Business days, rolling and calendars: cases of real law with their sources, and the edges between them.

use super::board::{Given, at, snapshot};

const NOW: &str = "2026-11-23T19:05:00Z";

/// A publication and one milestone that counts from it.
fn counted(published: &str, value: &str) -> Given {
    let text = format!(
        "duewatch: 1\nzone: America/New_York\nregulations:\n  r:\n    title: R\n    milestones:\n      \
         base: {{title: B, at: {published}}}\n      m: {{title: M, {value}}}\n"
    );
    at(&text, NOW)
}

fn date(published: &str, value: &str) -> String {
    counted(published, value).date("r/m")
}

fn findings(value: &str) -> Vec<String> {
    let text = format!(
        "duewatch: 1\nzone: America/New_York\ncalendars:\n  acme:\n    base: us-federal\n    closed: {{2026-12-24: Christmas Eve}}\n    \
         open: [2026-10-12]\n    until: 2027-12-31\nregulations:\n  r:\n    title: R\n    milestones:\n      \
         base: {{title: B, at: 2026-10-09}}\n      m: {{title: M, {value}}}\n"
    );
    snapshot(&text).findings.iter().map(|finding| format!("{}: {}", finding.code.word(), finding.message)).collect()
}

#[test]
fn w1_a_saturday_after_christmas_becomes_the_monday() {
    // FR Doc 2014-25520, published 28 October 2014: effective 29 December 2014.
    assert_eq!(date("2014-10-28", "from: 60 days after base, roll: next, calendar: us-federal"), "2014-12-29");
}

#[test]
fn w2_the_far_interim_rule_takes_effect_on_the_monday_and_its_comments_close_on_their_day() {
    // FR Doc 2018-12847, published 15 June 2018: effective 16 July 2018, comments by 14 August 2018.
    assert_eq!(date("2018-06-15", "from: 30 days after base, roll: next, calendar: us-federal"), "2018-07-16");
    assert_eq!(date("2018-06-15", "by: 60 days after base, roll: next, calendar: us-federal"), "2018-08-14");
}

#[test]
fn w4_comments_on_the_connected_vehicle_proposal_close_on_the_monday() {
    // 89 FR 79088, published 26 September 2024: comments by 28 October 2024.
    assert_eq!(date("2024-09-26", "by: 30 days after base, roll: next, calendar: us-federal"), "2024-10-28");
}

#[test]
fn w6_the_cmmc_acquisition_rule_takes_effect_on_the_monday() {
    // 90 FR 43562, published 10 September 2025: "60 days later, on November 10, 2025".
    assert_eq!(date("2025-09-10", "from: 60 days after base, roll: next, calendar: us-federal"), "2025-11-10");
    // The day after that Monday is Veterans Day, which does not matter here; the nominal Sunday is kept.
    let cmmc = counted("2025-09-10", "from: 60 days after base, roll: next, calendar: us-federal");
    assert_eq!(cmmc.dated("r/m").nominal.map(|day| day.to_string()).as_deref(), Some("2025-11-09"));
    assert_eq!(cmmc.dated("r/m").rolled_days(), 1);
}

#[test]
fn w7_comments_on_the_semiconductor_proposal_close_on_the_monday() {
    // FAR proposed rule of 17 February 2026: comments due 20 April 2026.
    assert_eq!(date("2026-02-17", "by: 60 days after base, roll: next, calendar: us-federal"), "2026-04-20");
}

#[test]
fn w15_a_month_that_ends_at_christmas_runs_to_the_day_behind_the_bank_holidays() {
    // ICO: received on 25 November; 25 and 26 December are bank holidays, so by 27 December if that is a weekday.
    assert_eq!(date("2023-11-25", "by: 1 month after base, roll: next, calendar: england-wales"), "2023-12-27");
}

#[test]
fn w17_the_new_york_certification_stays_on_a_saturday() {
    // 23 NYCRR 500.17(b): by 15 April; in 2023 that was a Saturday, and it was not moved.
    assert_eq!(date("2023-01-01", "by: 2023-04-15, calendar: us-federal"), "2023-04-15");
}

#[test]
fn w21_an_end_that_is_included_makes_one_day_more_than_its_distance() {
    // zlint issue 467: notAfter = notBefore + 398 days of 86,400 s, inclusive, is a validity of 399 days.
    let text = "duewatch: 1\nzone: UTC\nregulations:\n  r:\n    title: R\n    milestones:\n      \
                base: {title: B, at: 2020-09-01}\n      m: {title: M, by: 398 days after base}\n";
    let given = at(text, NOW);
    let (first, end) = (given.dated("r/base").instant, given.dated("r/m").instant);
    let seconds = first.zip(end).map(|(first, end)| (end - first).num_seconds());
    assert_eq!(seconds, Some(399 * 86_400));
}

#[test]
fn sec_8_k_counts_four_business_days_and_not_the_day_itself() {
    // Form 8-K, General Instruction B.1; Item 1.05: four business days after the determination. Wednesday 25 November
    // 2026 with Thanksgiving behind it: Fri 27, Mon 30, Tue 1, Wed 2 December.
    assert_eq!(date("2026-11-25", "by: 4 business days after base, calendar: us-federal"), "2026-12-02");
    // A determination on a Saturday counts from there: the day itself need not be open.
    assert_eq!(date("2026-11-21", "by: 1 business day after base, calendar: us-federal"), "2026-11-23");
    assert_eq!(date("2026-11-21", "by: 1 business day before base, calendar: us-federal"), "2026-11-20");
}

#[test]
fn hours_that_end_on_a_closed_day_go_to_the_same_time_of_the_next_open_one() {
    // FRCP 6(a)(2)(C): the period continues until the same time on the next day that is no weekend or legal holiday.
    let given = counted("2026-11-25 10:23", "by: 24 hours after base, roll: next, calendar: us-federal");
    assert_eq!(given.instant("r/m"), "2026-11-27T10:23:00-05:00");
    // Unrolled, they run through the night in which the clocks go back.
    let given = counted("2026-10-31 10:23", "by: 24 hours after base");
    assert_eq!(given.instant("r/m"), "2026-11-01T09:23:00-05:00");
}

#[test]
fn a_date_before_an_event_is_rolled_backwards_where_the_file_says_so() {
    // 24 business days: 5 September 2027 is a Sunday, the Monday behind it Labor Day.
    let value = |roll: &str| format!("by: 2027-09-05, roll: {roll}, calendar: us-federal");
    assert_eq!(date("2027-01-01", &value("previous")), "2027-09-03");
    assert_eq!(date("2027-01-01", &value("next")), "2027-09-07");
    assert_eq!(date("2027-01-01", &value("none")), "2027-09-05");
}

#[test]
fn rules_count_from_the_rolled_date_of_their_anchor() {
    let text = "duewatch: 1\nzone: UTC\ncalendar: us-federal\nregulations:\n  r:\n    title: R\n    milestones:\n      \
                a: {title: A, by: 2026-07-04, roll: next}\n      b: {title: B, by: 1 day after a}\n      \
                c: {title: C, by: 1 day after a, roll: next}\n";
    let given = at(text, NOW);
    // 4 July 2026 is a Saturday, observed on Friday the 3rd.
    assert_eq!(
        (given.date("r/a"), given.date("r/b"), given.date("r/c")),
        ("2026-07-06".into(), "2026-07-07".into(), "2026-07-07".into())
    );
}

#[test]
fn a_calendar_of_the_file_closes_and_opens_days_of_its_own() {
    let text = |value: &str| {
        format!(
            "duewatch: 1\nzone: UTC\ncalendars:\n  acme:\n    base: us-federal\n    closed: {{2026-12-24: Christmas Eve}}\n    \
             open: [2026-10-12]\n    until: 2027-12-31\nregulations:\n  r:\n    title: R\n    milestones:\n      \
             base: {{title: B, at: 2026-10-09}}\n      m: {{title: M, calendar: acme, {value}}}\n"
        )
    };
    let of = |value: &str| at(&text(value), NOW);
    assert_eq!(of("by: 1 business day after base").date("r/m"), "2026-10-12");
    assert_eq!(of("by: 2026-12-24, roll: next").date("r/m"), "2026-12-28");
    assert!(!of("by: 2026-12-24, roll: next").dated("r/m").is_projected);
    assert!(of("by: 400 business days after base").dated("r/m").is_projected, "past 'until'");
}

#[test]
fn what_is_not_known_for_certain_is_said() {
    let said = |value: &str| findings(value).into_iter().find(|finding| finding.contains("projected"));
    assert!(said("calendar: acme, by: 10 business days after base").is_none());
    assert!(said("calendar: acme, by: 400 business days after base").is_some());
    let holiday = findings("calendar: us-federal, by: 2026-11-26");
    assert!(holiday.iter().any(|finding| finding.contains("Thanksgiving")), "{holiday:?}");
}

#[test]
fn working_days_left_are_the_open_days_after_today() {
    // From Monday 23 November 2026 to Friday 4 December: ten weekdays less one, Thanksgiving; today is not counted.
    let given = counted("2026-11-01", "by: 2026-12-04, calendar: us-federal");
    let number = given.0.find("r", "m").expect("it is there");
    assert_eq!(given.0.working_days_left(number, given.dated("r/m")), Some(8));
    let past = counted("2026-11-01", "by: 2026-11-20, calendar: us-federal");
    assert_eq!(past.0.working_days_left(number, past.dated("r/m")), Some(0));
    let event = counted("2026-11-01", "at: 2026-12-04, calendar: us-federal");
    assert_eq!(event.0.working_days_left(number, event.dated("r/m")), None);
}
