//! Dates of real law: each case has a source that prints the result, or a rule that fixes it.

use super::board::{Given, at};

const NOW: &str = "2026-11-23T19:05:00Z";

fn one(value: &str) -> Given {
    at(
        &format!(
            "duewatch: 1\nzone: America/New_York\nregulations:\n  r:\n    title: R\n    milestones:\n      m: {{title: M, {value}}}\n"
        ),
        NOW,
    )
}

/// A publication and one milestone that counts from it.
fn counted(published: &str, value: &str) -> Given {
    at(
        &format!(
            "duewatch: 1\nzone: UTC\nregulations:\n  r:\n    title: R\n    milestones:\n      base: {{title: B, at: {published}}}\n      m: {{title: M, {value}}}\n"
        ),
        NOW,
    )
}

#[test]
fn w3_comments_on_the_far_interim_rule_close_sixty_days_after_publication() {
    // FR Doc 2018-12847: published 15 June 2018, comments "on or before August 14, 2018".
    let far = counted("2018-06-15", "by: 60 days after base");
    assert_eq!((far.date("r/m"), far.last_safe_day("r/m")), ("2018-08-14".into(), "2018-08-14".into()));
}

#[test]
fn w5_the_connected_vehicle_rule_takes_effect_sixty_days_after_publication() {
    // 90 FR 5360, FR Doc 2025-00592: published 16 January 2025, effective 17 March 2025.
    assert_eq!(counted("2025-01-16", "from: 60 days after base").date("r/m"), "2025-03-17");
}

#[test]
fn w8_bod_17_01_counts_calendar_days_and_stays_on_a_sunday() {
    // BOD 17-01, issued 13 September 2017: "(i.e., by October 13)", "November 12", "December 12".
    for (days, printed) in [(30, "2017-10-13"), (60, "2017-11-12"), (90, "2017-12-12")] {
        assert_eq!(counted("2017-09-13", &format!("by: {days} days after base")).date("r/m"), printed);
    }
}

#[test]
fn w9_to_w13_union_acts_enter_into_force_on_the_day_after_publication_that_they_name() {
    // Regulation (EU) 2024/2847 art. 71; (EU) 2026/1744; (EU) 2023/1230; Directive (EU) 2024/2853; (EU) 2023/1542.
    for (published, days, in_force) in [
        ("2024-11-20", "20 days", "2024-12-10"),
        ("2026-07-24", "3 days", "2026-07-27"),
        ("2023-06-29", "20 days", "2023-07-19"),
        ("2024-11-18", "20 days", "2024-12-08"),
        ("2023-07-28", "20 days", "2023-08-17"),
    ] {
        assert_eq!(counted(published, &format!("from: {days} after base")).date("r/m"), in_force);
    }
}

#[test]
fn w14_and_w16_a_month_keeps_the_day_or_takes_the_last_one() {
    // ICO, time limits for responding to requests: 3 September -> 3 October; 31 March -> 30 April.
    assert_eq!(counted("2026-09-03", "by: 1 month after base").date("r/m"), "2026-10-03");
    assert_eq!(counted("2026-03-31", "by: 1 month after base").date("r/m"), "2026-04-30");
}

#[test]
fn w18_the_kaspersky_prohibition_is_an_instant_and_its_last_day_is_the_28th() {
    // BIS: "until 12:00AM Eastern Daylight Time (EDT) on September 29, 2024"; STR: "through Sept. 28".
    let ban = one("from: 2024-09-29 00:00");
    assert_eq!(ban.instant("r/m"), "2024-09-29T00:00:00-04:00");
    assert_eq!(ban.dated("r/m").instant.map(|i| i.to_rfc3339()), Some("2024-09-29T04:00:00+00:00".into()));
    assert_eq!(ban.last_safe_day("r/m"), "2024-09-28");
}

#[test]
fn w19_and_w20_an_end_of_day_in_another_offset_keeps_its_own_day() {
    // A vendor prints 2020-10-13T22:59:59.999-08:00: in UTC that is the 14th, and the support ends on the 13th.
    let end = one("by: 2020-10-13T22:59:59.999-08:00");
    assert_eq!((end.date("r/m"), end.last_safe_day("r/m")), ("2020-10-13".into(), "2020-10-13".into()));
    assert_eq!(end.0.zone_of(end.dated("r/m")).name(), "-08:00");
}

#[test]
fn sec_5949_applies_five_years_after_enactment() {
    // Pub. L. 117-263 sec. 5949, enacted 23 December 2022; the FAR proposal prints 23 December 2027.
    assert_eq!(counted("2022-12-23", "from: 5 years after base").date("r/m"), "2027-12-23");
}

#[test]
fn dora_takes_the_earlier_of_two_clocks() {
    // Delegated Regulation (EU) 2025/301 art. 5: 4 hours from classification, at most 24 hours from awareness.
    let text = |classified: &str| {
        format!(
            "duewatch: 1\nzone: Europe/Brussels\nregulations:\n  r:\n    title: R\n    milestones:\n      aware: {{title: A, at: 2026-03-28 20:00}}\n      classified: {{title: C, at: {classified}}}\n      m: {{title: M, by: [4 hours after classified, 24 hours after aware]}}\n"
        )
    };
    assert_eq!(at(&text("2026-03-29 01:00"), NOW).instant("r/m"), "2026-03-29T06:00:00+02:00");
    // Hours run through the night in which Brussels loses one: 24 of them end at 21:00.
    assert_eq!(at(&text("2026-03-30 09:00"), NOW).instant("r/m"), "2026-03-29T21:00:00+02:00");
    assert_eq!(at(&text("unknown"), NOW).instant("r/m"), "2026-03-29T21:00:00+02:00");
}

#[test]
fn the_three_verbs_differ_by_a_day() {
    for (value, instant, safe) in [
        ("by: 2027-04-15", "2027-04-16T00:00:00-04:00", "2027-04-15"),
        ("by: 2027-04-15 17:00", "2027-04-15T17:00:00-04:00", "2027-04-15"),
        ("by: 2027-04-15 00:00", "2027-04-15T00:00:00-04:00", "2027-04-14"),
        ("from: 2027-04-15", "2027-04-15T00:00:00-04:00", "2027-04-14"),
        ("from: 2027-04-15 09:00", "2027-04-15T09:00:00-04:00", "2027-04-15"),
        ("at: 2027-04-15", "2027-04-15T00:00:00-04:00", "none"),
        ("from: 2027-04-15 09:00 Europe/Brussels", "2027-04-15T09:00:00+02:00", "2027-04-15"),
    ] {
        let given = one(value);
        assert_eq!((given.instant("r/m").as_str(), given.last_safe_day("r/m").as_str()), (instant, safe), "{value}");
    }
}

#[test]
fn a_coarse_anchor_counts_from_its_first_day_and_makes_an_estimate() {
    let given = counted("2027-Q4", "by: 30 days after base");
    assert_eq!(given.date("r/m"), "2027-10-31");
    assert_eq!(given.dated("r/m").certainty.word(), "estimated");
    let hours = counted("2027-12", "by: 72 hours after base");
    assert_eq!(hours.instant("r/m"), "2027-12-04T00:00:00+00:00");
}

#[test]
fn certainty_travels_along_the_chain() {
    let chain = |first: &str, last: &str| {
        at(
            &format!(
                "duewatch: 1\nzone: UTC\nregulations:\n  r:\n    title: R\n    milestones:\n      m: {{title: M, from: 10 days after b{last}}}\n      b: {{title: B, from: 10 days after a}}\n      a: {{title: A, from: 2027-01-01{first}}}\n"
            ),
            NOW,
        )
    };
    assert_eq!(chain("", "").date("r/m"), "2027-01-21");
    assert_eq!(chain(", certainty: proposed", "").dated("r/m").certainty.word(), "proposed");
    assert_eq!(chain(", certainty: proposed", ", certainty: final").dated("r/m").certainty.word(), "final");
    assert_eq!(chain(", certainty: withdrawn", "").date("r/m"), "counts from an unknown date");
    assert_eq!(chain(", certainty: withdrawn", "").date("r/b"), "counts from a withdrawn date");
}

#[test]
fn a_calendar_that_is_not_there_gives_no_date_and_says_so() {
    for value in ["by: 4 business days after base, calendar: gone", "by: 2027-01-02, roll: next, calendar: gone"] {
        let given = counted("2026-12-01", value);
        assert_eq!(given.date("r/m"), "its calendar is not there", "{value}");
        assert_eq!(given.row("r/m").band.word(), "undated", "{value}");
    }
}

#[test]
fn a_ring_is_printed_and_the_rest_stands() {
    let text = "duewatch: 1\nzone: UTC\nregulations:\n  r:\n    title: R\n    milestones:\n      a: {title: A, by: 1 day after b}\n      b: {title: B, by: 1 day after c}\n      c: {title: C, by: 1 day after a}\n      d: {title: D, by: 2027-01-01}\n      e: {title: E, by: 1 day after a}\n";
    let given = at(text, NOW);
    assert_eq!(given.date("r/d"), "2027-01-01");
    assert_eq!(given.date("r/e"), "cannot be read");
    let ring: Vec<String> = super::board::snapshot(text)
        .findings
        .iter()
        .filter(|f| f.code.word() == "ring")
        .map(|f| f.message.to_string())
        .collect();
    assert_eq!(ring.len(), 3);
    assert!(ring.iter().all(|m| m == "rules that count from each other: r/a -> r/b -> r/c -> r/a"), "{ring:?}");
}

#[test]
fn gaps_and_folds_are_findings_until_the_offset_is_written() {
    let codes = |value: &str| {
        let text = format!(
            "duewatch: 1\nzone: America/New_York\nregulations:\n  r:\n    title: R\n    milestones:\n      m: {{title: M, {value}}}\n"
        );
        let found = super::board::snapshot(&text);
        found.findings.iter().filter(|f| f.code.word() == "clock").map(|f| f.hint.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        codes("by: 2027-03-14 02:30"),
        ["taken as 2027-03-14T01:30:00-05:00; write 2027-03-14T02:30:00-04:00 to settle it"]
    );
    assert_eq!(
        codes("by: 2027-11-07 01:30"),
        [
            "the first is taken; write 2027-11-07T01:30:00-04:00 to settle it, or 2027-11-07T01:30:00-05:00 for the second"
        ]
    );
    assert!(codes("by: \"2027-11-07T01:30:00-05:00\"").is_empty());
    assert!(codes("by: 2027-03-14").is_empty());
}

#[test]
fn an_extension_is_rolled_as_its_milestone_is() {
    // 2 January 2027 is a Saturday.
    let value = |roll: &str| {
        format!("by: 2026-12-01, roll: {roll}, products: {{org: {{status: open, due: 2027-01-02, reason: r}}}}")
    };
    let safe = |roll: &str| {
        let given = one(&value(roll));
        given.0.dated_of_cell(given.cell("r/m", "org")).last_safe_day.map(|day| day.to_string()).unwrap_or_default()
    };
    assert_eq!(
        (safe("none"), safe("next"), safe("previous")),
        ("2027-01-02".into(), "2027-01-04".into(), "2027-01-01".into())
    );
}
