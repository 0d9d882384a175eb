//! Why a date is what it is, told on rules of real law.

use duewatch::domain::why::{Explanation, why, why_cell};

use super::board::{Given, at};

fn told(explanation: &Explanation) -> String {
    let line = |step: &duewatch::domain::why::Step| {
        let day = step.day.map_or_else(|| " ".repeat(15), |day| day.format("%a %Y-%m-%d ").to_string());
        format!("{:<13} {day} {}", step.what.words(), step.text).trim_end().to_string()
    };
    let lines: Vec<String> = explanation.steps.iter().map(line).collect();
    format!("{}\n{}\n{}\n", explanation.address, explanation.written, lines.join("\n"))
}

fn milestone(given: &Given, id: &str) -> String {
    told(&why(&given.0, given.0.find("r", id).expect("it is there")))
}

fn text(head: &str, milestones: &str) -> String {
    let indented = milestones.lines().fold(String::new(), |all, line| format!("{all}      {line}\n"));
    format!(
        "duewatch: 1\nzone: America/New_York\nproducts:\n  kes: {{name: K}}\nregulations:\n  r:\n    title: R\n{head}    \
         milestones:\n{indented}"
    )
}

#[test]
fn a_breach_by_where_a_date_stood_before_its_anchor_was_moved_is_explained() {
    let board = |moves: &str| {
        at(
            &text(
                "",
                &format!(
                    "a: {{title: A, at: 2026-06-01, moved: [{moves}]}}\nb: {{title: B, by: 10 days after a}}\n\
                     c: {{title: C, by: [10 days after a, 1 day after b], moved: [{{was: 2026-01-01, why: law}}]}}"
                ),
            ),
            "2026-11-23T12:00:00Z",
        )
    };
    let moved = |given: &Given, id: &str| {
        let told = milestone(given, id);
        told.lines().filter(|line| line.starts_with("moved")).map(str::to_string).collect::<Vec<_>>()
    };
    let given = board("{was: 2026-05-01, when: 2026-05-20, why: late}, {was: 2026-05-25, when: 2026-05-28, why: late}");
    // 10 days after 1 May is the 11th; the second move came in time.
    assert_eq!(
        moved(&given, "b"),
        ["moved         Wed 2026-05-20  it was Mon 11 May 2026 until a was moved, too late: 9 d after the old date"]
    );
    let unsure = "it may have been Mon 11 May 2026 until a or b was moved, too late: 9 d after the old date";
    assert!(moved(&given, "c").iter().any(|line| line.ends_with(unsure)), "{:?}", moved(&given, "c"));
    let unsaid = board("{was: 2026-05-01, why: late}");
    let said = "it was Mon 11 May 2026 until a was moved, and the file does not say when";
    assert!(moved(&unsaid, "b").iter().any(|line| line.ends_with(said)), "{:?}", moved(&unsaid, "b"));
    assert_eq!(moved(&board(""), "b"), [""; 0]);
}

#[test]
fn sixty_days_after_publication_roll_over_a_weekend() {
    // W1: Federal Register, Tue 28 Oct 2014 + 60 days is Sat 27 Dec 2014, printed as Mon 29 Dec 2014.
    let board = at(
        &text(
            "    calendar: us-federal\n    roll: next\n",
            "published: {title: P, at: 2014-10-28, roll: none}\neffective: {title: E, from: 60 days after published}",
        ),
        "2014-11-01T12:00:00Z",
    );
    insta::assert_snapshot!("why_w1", milestone(&board, "effective"));
    insta::assert_snapshot!("why_w1_anchor", milestone(&board, "published"));
}

#[test]
fn four_business_days_count_around_thanksgiving() {
    // Form 8-K, item 1.05: four business days after the company determines that the incident is material.
    let board = at(
        &text(
            "    calendar: us-federal\n",
            "determined: {title: D, at: 2026-11-24 15:00}\nform-8k: {title: F, by: 4 business days after determined}",
        ),
        "2026-11-24T22:00:00Z",
    );
    insta::assert_snapshot!("why_8k", milestone(&board, "form-8k"));
}

#[test]
fn a_month_that_ends_on_christmas_rolls_behind_boxing_day() {
    // ICO: a request of 25 November is answered by 27 December "if that was a week day"; 2029 it is a Thursday, 2025 a
    // Saturday, and then the 29th.
    let at_year = |year: i32| {
        let milestones = format!(
            "request: {{title: Q, at: {year}-11-25, roll: none}}\nanswer: {{title: A, by: 1 month after request}}"
        );
        let head = "    calendar: england-wales\n    roll: next\n    zone: Europe/London\n";
        milestone(&at(&text(head, &milestones), &format!("{year}-12-01T12:00:00Z")), "answer")
    };
    insta::assert_snapshot!("why_ico_2025", at_year(2025));
    insta::assert_snapshot!("why_ico_projected", at_year(2029));
}

#[test]
fn an_occurrence_says_its_number_and_what_repeats() {
    // 23 NYCRR 500.17(b): by 15 April, every year; 15 April 2028 is a Saturday.
    let board = at(
        &text(
            "    calendar: us-federal\n",
            "cert:\n  title: C\n  by: 2026-04-15\n  repeat: yearly\n  products: [kes]\n  occurrences:\n    2026-04-15: {kes: done}\n    \
             2027-04-15: {kes: done}\nsign-off: {title: S, by: 14 days before cert, products: []}",
        ),
        "2027-11-23T12:00:00Z",
    );
    insta::assert_snapshot!("why_nydfs", milestone(&board, "cert"));
    insta::assert_snapshot!("why_nydfs_before", milestone(&board, "sign-off"));
}

#[test]
fn the_limb_that_won_and_the_others_are_told() {
    let board = at(
        &text(
            "",
            "aware: {title: A, at: 2026-11-27 09:00}\nclassified: {title: C, at: unknown}\n\
             known: {title: K, at: 2026-11-27}\n\
             report: {title: R, by: [4 hours after classified, 24 hours after aware, 48 hours after known]}",
        ),
        "2026-11-27T15:00:00Z",
    );
    insta::assert_snapshot!("why_earliest", milestone(&board, "report"));
    insta::assert_snapshot!("why_unknown", milestone(&board, "classified"));
}

#[test]
fn moves_doubts_and_an_extension_are_told() {
    let board = at(
        &text(
            "",
            "base:\n  title: B\n  by: 2027-Q1\n  moved: [{was: 2026-08-02, when: 2026-07-27, why: postponed, source: \"https://a.example\"}]\n\
             after:\n  title: A\n  by: 2 months after base\n  products:\n    kes: {status: open, due: 2027-06-01 12:00, reason: licence}\n\
             last: {title: L, by: 31 days after after, products: []}",
        ),
        "2026-11-27T15:00:00Z",
    );
    insta::assert_snapshot!("why_coarse", milestone(&board, "after"));
    insta::assert_snapshot!("why_moved", milestone(&board, "base"));
    insta::assert_snapshot!("why_extension", told(&why_cell(&board.0, board.cell("r/after", "kes"))));
}

#[test]
fn long_counts_are_summed_up_and_long_chains_are_shortened() {
    let mut milestones = String::from("m0: {title: M, at: 2026-09-01}\n");
    for n in 1..20 {
        milestones.extend([format!("m{n}: {{title: M, by: 1 day after m{}}}\n", n - 1)]);
    }
    milestones.push_str("far: {title: F, by: 90 business days after m19}");
    let board = at(&text("    calendar: us-federal\n", &milestones), "2026-11-27T15:00:00Z");
    insta::assert_snapshot!("why_long", milestone(&board, "far"));
}

#[test]
fn a_ring_and_a_missing_anchor_are_explained_too() {
    let board = at(
        &text(
            "",
            "a: {title: A, by: 1 day after b}\nb: {title: B, by: 1 day after a}\nc: {title: C, by: 1 day after x}",
        ),
        "2026-11-27T15:00:00Z",
    );
    for id in ["a", "b", "c"] {
        assert!(milestone(&board, id).contains("cannot be read"), "{}", milestone(&board, id));
    }
}

#[test]
fn what_hangs_on_an_occurrence_has_the_dates_of_that_occurrence() {
    let board = at(
        &text(
            "    calendar: us-federal\n",
            "cert: {title: C, by: 2026-04-15, repeat: yearly, products: [kes]}\nreview: {title: V, by: 60 days before cert}\n\
             draft: {title: D, by: 10 days before review}\nmemo: {title: M, by: 5 days after cert@2027-04-15, products: []}",
        ),
        "2026-03-23T12:00:00Z",
    );
    let hanging = |nominal: &str| {
        let day = nominal.parse().expect("a day");
        let number = board.0.find("r", "cert").expect("it is there");
        told(&why(&board.0.focused(number, day).expect("an occurrence"), number))
    };
    insta::assert_snapshot!("why_hanging", format!("{}\n\n{}", hanging("2027-04-15"), hanging("2026-04-15")));
}

#[test]
fn each_limb_says_its_own_reason() {
    let board = at(
        &text(
            "",
            "aware: {title: A, at: 2026-11-27 09:00}\nrepealed: {title: P, at: 2026-01-01, certainty: withdrawn, moved: [{when: 2026-02-01, why: repealed}]}\n\
             open: {title: O, at: unknown}\nyearly: {title: Y, by: 2026-01-15, repeat: yearly}\n\
             report:\n  title: R\n  by: [1 day after aware, 2 days after yearly, 3 days after open, 4 days after repealed, 5 days after none, \
             6 days after aware@2026-11-27, 7 days after yearly@2026-01-16, 9000 years after aware]\n\
             counted: {title: N, by: [1 day after aware, 3 business days after aware], calendar: none-such}",
        ),
        "2026-11-27T15:00:00Z",
    );
    insta::assert_snapshot!("why_limbs", milestone(&board, "report"));
    insta::assert_snapshot!("why_limb_calendar", milestone(&board, "counted"));
    // A date that is refused is not shown as if it were one.
    assert!(!milestone(&board, "report").contains("2026-01-17"));
}

#[test]
fn a_day_that_the_clocks_left_out_is_said() {
    // Samoa went from Thursday, 29 December 2011, to Saturday, 31 December.
    let day = |day: &str| {
        let milestone_text = format!("m: {{title: M, by: {day}, zone: Pacific/Apia}}");
        milestone(&at(&text("", &milestone_text), "2011-12-01T12:00:00Z"), "m")
    };
    let told = day("2011-12-30");
    assert!(told.contains("Fri 30 Dec 2011 did not exist in Pacific/Apia: its clocks passed it over"), "{told}");
    assert!(told.contains("last safe day Thu 2011-12-29"), "{told}");
    assert!(!day("2011-12-29").contains("did not exist") && !day("2011-12-31").contains("did not exist"));
}

#[test]
fn each_reason_why_there_is_no_date_is_told() {
    let series = |repeat: &str, closed: &str| {
        format!(
            "m:\n  title: M\n  by: 2026-02-19\n  repeat: {repeat}\n  products: [kes]\n  occurrences:\n    \
             2026-02-19: {{kes: {{status: done, {closed}who: ana}}}}"
        )
    };
    let withdrawn = "certainty: withdrawn, moved: [{when: 2026-02-01, why: repealed}]";
    for (milestones, wanted) in [
        ("m: {title: M, by: unknown}".to_string(), "says 'by: unknown', line 9"),
        ("m: {title: M, by: unknown (model year 2027)}".into(), "no date                       r/m: model year 2027"),
        ("a: {title: A, at: unknown}\nm: {title: M, by: 1 day after a}".into(), "r/m: counts from an unknown date"),
        (
            format!("a: {{title: A, at: 2026-01-01, {withdrawn}}}\nm: {{title: M, by: 1 day after a}}"),
            "r/m: counts from a withdrawn date",
        ),
        (
            "a: {title: A, at: 2026-01-01}\nm: {title: M, by: 1 business day after a, calendar: none-such}".into(),
            "r/m: its calendar is not there",
        ),
        (series("every 45 days after done", ""), "r/m: follows a day of closing that is not given"),
        (
            series("every 45 days after done", "closed: 2026-01-05, "),
            "r/m: counts to the day of an occurrence that is closed already",
        ),
        (series("every 9000 years after done", "closed: 2026-02-01, "), "r/m: lies outside the years that are counted"),
        ("m: {title: M, by: 1 day after m}".into(), "r/m: cannot be read"),
    ] {
        let told = milestone(&at(&text("", &milestones), "2026-11-27T15:00:00Z"), "m");
        assert!(told.contains(wanted), "'{wanted}' is not in\n{told}");
    }
}

#[test]
fn a_time_that_the_clocks_skip_or_show_twice_says_which_moment_is_taken() {
    let clocks = |milestones: &str, now: &str, id: &str| {
        let told = milestone(&at(&text("    calendar: weekends\n", milestones), now), id);
        told.lines().filter(|line| line.starts_with("clocks")).map(str::to_string).collect::<Vec<_>>()
    };
    let now = "2026-01-02T12:00:00Z";
    let of = |milestones: &str| clocks(milestones, now, "m");
    // New York, 8 March and 1 November 2026.
    let gap = "clocks        Sun 2026-03-08  the clocks of America/New_York go forward over 02:30: with their offset after that, \
               it is 01:30 EST (-05:00)";
    let fold = "clocks        Sun 2026-11-01  the clocks of America/New_York go back and show 01:30 twice: the first is taken, \
                EDT (-04:00)";
    assert_eq!(of("m: {title: M, by: 2026-03-08 02:30}"), [gap]);
    assert_eq!(of("m: {title: M, by: 2026-11-01 01:30}"), [fold]);
    for clear in ["2026-03-08 03:30", "2026-03-08", "2026-11-01T01:30:00-05:00", "2026-11-01 01:30 UTC"] {
        assert_eq!(of(&format!("m: {{title: M, by: {clear}}}")), [""; 0], "{clear}");
    }
    // Of a series the occurrence that is asked for, and not its base.
    assert_eq!(of("m: {title: M, by: 2026-02-08 02:30, repeat: every 4 weeks, products: []}"), [""; 0]);
    let weekly = "m: {title: M, by: 2026-02-08 02:30, repeat: every 4 weeks, products: []}";
    assert_eq!(clocks(weekly, "2026-03-01T12:00:00Z", "m"), [gap]);
    assert_eq!(clocks(&weekly.replace("2026-02-08", "2026-03-08"), "2026-04-01T12:00:00Z", "m"), [""; 0]);
    // What it counts from, in hours; where it rolls to.
    assert_eq!(of("a: {title: A, at: 2026-11-01 01:30}\nm: {title: M, by: 24 hours after a}"), [fold]);
    assert_eq!(of("a: {title: A, at: 2026-11-01 00:30}\nm: {title: M, by: 1 hour after a}"), [""; 0]);
    let rolled = |day: &str| {
        let value = format!("m: {{title: M, by: {day}, calendar: odd, roll: next}}");
        let own = "calendars:\n  odd: {weekend: [sat]}\nproducts:\n";
        let told = milestone(&at(&text("", &value).replace("products:\n", own), now), "m");
        told.lines().filter(|line| line.starts_with("clocks")).map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        (rolled("2026-10-31 01:30"), rolled("2026-03-07 02:30")),
        (vec![fold.to_string()], vec![gap.to_string()])
    );
    assert_eq!(rolled("2026-11-07 01:30"), [""; 0]);
    // It keeps its time where it rolls to: what the clocks do on the day that it leaves is nobody's matter.
    let left = "m: {title: M, by: 2026-03-08 02:30, roll: next}";
    assert_eq!(of(left), [""; 0]);
}
