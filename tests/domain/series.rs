//! Milestones that repeat: which occurrences there are, which is shown, what stays owed.

use super::board::{Given, at, snapshot};

fn text(value: &str) -> String {
    format!(
        "duewatch: 1\nzone: America/New_York\nproducts:\n  kes: {{name: K}}\n  hub: {{name: H}}\nregulations:\n  r:\n    title: R\n    \
         milestones:\n      m:\n        title: M\n{}",
        value.lines().fold(String::new(), |all, line| format!("{all}        {line}\n"))
    )
}

fn given(value: &str, now: &str) -> Given {
    at(&text(value), now)
}

/// The nominal dates of the occurrences that there are, each with the number of live cells.
fn occurrences(given: &Given, milestone: &str) -> Vec<String> {
    let number = given.0.find("r", milestone).expect("it is there");
    let told = |occurrence: &duewatch::domain::board::Occurrence| {
        let live = given.0.cells_at(occurrence).iter().filter(|cell| cell.is_live).count();
        format!("{} {live}", occurrence.nominal.map_or_else(|| "unknown".into(), |day| day.to_string()))
    };
    given.0.occurrences_of(number).iter().map(told).collect()
}

fn warnings(value: &str) -> Vec<String> {
    snapshot(&text(value))
        .findings
        .iter()
        .map(|finding| format!("{}: {}", finding.code.word(), finding.message))
        .collect()
}

#[test]
fn the_new_york_certification_comes_every_year_and_stays_on_a_weekend() {
    // 23 NYCRR 500.17(b): annually by 15 April. 15 April 2028 is a Saturday.
    let value = "by: 2026-04-15\nrepeat: yearly\nproducts: [kes]\n\
                 occurrences:\n  2026-04-15: {kes: {status: done, closed: 2026-04-01, who: ana}}\n  2027-04-15: {kes: {status: done, closed: 2027-04-01, who: ana}}";
    let board = given(value, "2027-11-23T12:00:00Z");
    assert_eq!(occurrences(&board, "m"), ["2026-04-15 0", "2027-04-15 0", "2028-04-15 1"]);
    assert_eq!((board.date("r/m"), board.last_safe_day("r/m")), ("2028-04-15".into(), "2028-04-15".into()));
    assert_eq!(board.row("r/m").more, 0);
}

#[test]
fn a_missed_occurrence_stays_owed_and_is_the_one_that_is_shown() {
    let board = given("by: 2024-01-31\nrepeat: monthly\nproducts: [kes]", "2024-04-15T12:00:00Z");
    // Always from the base: the last day of a short month, and the 31st again behind it.
    assert_eq!(occurrences(&board, "m"), ["2024-01-31 1", "2024-02-29 1", "2024-03-31 1", "2024-04-30 1"]);
    let row = board.row("r/m");
    assert_eq!((board.date("r/m").as_str(), row.more, row.band.word()), ("2024-01-31", 3, "overdue"));
    assert_eq!(row.breach, Some(true));
}

#[test]
fn each_occurrence_is_rolled_by_itself_and_addressed_by_its_nominal_date() {
    // 15 August 2026 is a Saturday, 15 November a Sunday.
    let value = "by: 2026-05-15\nrepeat: quarterly\nroll: next\ncalendar: us-federal\nproducts: [kes]";
    let board = given(value, "2026-11-01T12:00:00Z");
    let number = board.0.find("r", "m").expect("it is there");
    let dates: Vec<String> = board
        .0
        .occurrences_of(number)
        .iter()
        .map(|o| format!("{} {}", o.nominal.expect("known"), o.dated.date.expect("a date")))
        .collect();
    assert_eq!(dates, ["2026-05-15 2026-05-15", "2026-08-15 2026-08-17", "2026-11-15 2026-11-16"]);
    let cell = board.0.cells_of(number).first().expect("a cell");
    assert_eq!(board.0.address_of_cell(cell), "r/m@2026-05-15:kes");
}

#[test]
fn a_series_ends_with_its_last_day() {
    let value = "by: 2024-04-15\nrepeat: yearly until 2025-04-15\nproducts: [kes]\n\
                 occurrences:\n  2024-04-15: {kes: done}\n  2025-04-15: {kes: done}";
    let board = given(value, "2026-11-01T12:00:00Z");
    assert_eq!(occurrences(&board, "m"), ["2024-04-15 0", "2025-04-15 0"]);
    assert_eq!((board.date("r/m").as_str(), board.row("r/m").band.word()), ("2025-04-15", "closed"));
}

#[test]
fn closing_one_early_offers_the_next() {
    let value = "by: 2026-12-01\nrepeat: monthly\nproducts: [kes]\noccurrences:\n  2026-12-01: {kes: {status: done, closed: 2026-11-20}}";
    let board = given(value, "2026-11-23T12:00:00Z");
    assert_eq!(occurrences(&board, "m"), ["2026-12-01 0", "2027-01-01 1"]);
    assert_eq!(board.date("r/m"), "2027-01-01");
}

#[test]
fn what_products_says_holds_for_each_and_what_is_written_there_beats_it() {
    let value = "by: 2026-12-01\nrepeat: monthly\nproducts: {all: open, hub: {status: n/a, reason: sold}}\n\
                 occurrences:\n  2026-12-01: {hub: in-progress}";
    let board = given(value, "2026-11-23T12:00:00Z");
    assert_eq!(board.cell("r/m", "hub").status.word(), "in-progress");
    assert_eq!(board.cell("r/m", "kes").status.word(), "open");
    let later = given(value, "2027-01-02T12:00:00Z");
    assert_eq!(occurrences(&later, "m"), ["2026-12-01 2", "2027-01-01 1", "2027-02-01 1"]);
}

#[test]
fn an_occurrence_can_have_a_date_of_its_own() {
    let value = "by: 2026-12-01\nrepeat: monthly\nproducts: [kes]\n\
                 occurrences:\n  2026-12-01: {kes: {status: open, due: 2026-12-15, reason: extension}}";
    let board = given(value, "2026-12-03T12:00:00Z");
    let cell = board.cell("r/m", "kes");
    assert_eq!(board.0.dated_of_cell(cell).last_safe_day.map(|day| day.to_string()).as_deref(), Some("2026-12-15"));
    assert_eq!((cell.band.word(), cell.breach), ("within-30-days", Some(false)));
}

#[test]
fn a_time_of_day_stays_the_same_on_the_clock() {
    let board = given("by: 2026-01-15 17:00\nrepeat: every 6 months\nproducts: [kes]", "2026-11-23T12:00:00Z");
    let number = board.0.find("r", "m").expect("it is there");
    let moments: Vec<String> = board
        .0
        .occurrences_of(number)
        .iter()
        .map(|o| board.0.zone_of(&o.dated).at(o.dated.instant.expect("an instant")).to_rfc3339())
        .collect();
    assert_eq!(moments, ["2026-01-15T17:00:00-05:00", "2026-07-15T17:00:00-04:00", "2027-01-15T17:00:00-05:00"]);
}

#[test]
fn after_done_counts_from_the_last_closing_and_has_one_open_occurrence() {
    let value = |first: &str| {
        format!(
            "by: 2026-01-10\nrepeat: every 45 days after done\nproducts: [kes, hub]\noccurrences:\n  \
             2026-01-10: {{kes: {{status: done, closed: 2026-01-08}}, hub: {first}}}"
        )
    };
    let open = given(&value("open"), "2026-03-01T12:00:00Z");
    assert_eq!(occurrences(&open, "m"), ["2026-01-10 1"]);
    let done = given(&value("{status: done, closed: 2026-01-20}"), "2026-03-01T12:00:00Z");
    assert_eq!(occurrences(&done, "m"), ["2026-01-10 0", "2026-03-06 2"]);
    // Looking back to a day before the closing, the first one is still owed and the second not there.
    let before = given(&value("{status: done, closed: 2026-01-20}"), "2026-01-15T12:00:00Z");
    assert_eq!(occurrences(&before, "m"), ["2026-01-10 1"]);
    let missing = given(&value("done"), "2026-03-01T12:00:00Z");
    assert_eq!(occurrences(&missing, "m"), ["2026-01-10 0", "unknown 2"]);
    assert_eq!(missing.row("r/m").band.word(), "undated");
}

/// Two closings; the first came 41 days late, and the second is an acceptance that ends on 1 May.
fn two_closings() -> String {
    let value = "by: 2026-01-10\nrepeat: every 45 days after done\nproducts: [kes, hub]\noccurrences:\n  \
                 2026-01-10: {kes: {status: done, closed: 2026-01-05}, hub: {status: done, closed: 2026-02-20}}\n  \
                 2026-04-06: {kes: {status: done, closed: 2026-04-01}, hub: {status: accepted, since: 2026-04-01, until: 2026-05-01}}";
    format!("{}      dep:\n        title: D\n        by: 10 days after m\n        products: [kes]\n", text(value))
}

#[test]
fn after_done_never_has_two_open_occurrences_at_any_moment() {
    let text = two_closings();
    let seen = |now: &str| {
        let board = at(&text, now);
        let number = board.0.find("r", "m").expect("it is there");
        let outlook = duewatch::domain::outlook::Outlook::of(&board.0, number).expect("it repeats");
        (occurrences(&board, "m"), outlook.next.len())
    };
    // The first closing has not happened: nothing behind it is there or to come.
    assert_eq!(seen("2026-02-01T12:00:00Z"), (vec!["2026-01-10 1".into()], 0));
    assert_eq!(seen("2026-03-01T12:00:00Z"), (vec!["2026-01-10 0".into(), "2026-04-06 2".into()], 0));
    let third = vec!["2026-01-10 0".to_string(), "2026-04-06 0".into(), "2026-05-16 2".into()];
    assert_eq!(seen("2026-04-15T12:00:00Z"), (third, 0));
    // The acceptance has lapsed: its occurrence is open again, and the next one is gone.
    assert_eq!(seen("2026-05-02T12:00:00Z"), (vec!["2026-01-10 0".into(), "2026-04-06 1".into()], 0));
}

#[test]
fn what_follows_an_after_done_series_has_no_more_occurrences_than_it() {
    let text = two_closings();
    assert_eq!(occurrences(&at(&text, "2026-02-01T12:00:00Z"), "dep"), ["2026-01-20 1"]);
    let done = text.replace(
        "products: [kes]\n",
        "products: [kes]\n        occurrences: {2026-01-20: {kes: {status: done, closed: 2026-01-19}}}\n",
    );
    assert_eq!(occurrences(&at(&done, "2026-02-01T12:00:00Z"), "dep"), ["2026-01-20 0"]);
    assert_eq!(occurrences(&at(&done, "2026-03-01T12:00:00Z"), "dep"), ["2026-01-20 0", "2026-04-16 1"]);
}

#[test]
fn an_event_that_follows_an_after_done_series_shows_none_that_has_not_opened() {
    let text = two_closings().replace("by: 10 days after m\n        products: [kes]\n", "at: 10 days after m\n");
    // The second occurrence of m is open again, so its third, with an event on 26 May, is not there.
    assert_eq!(occurrences(&at(&text, "2026-06-10T12:00:00Z"), "dep"), ["2026-04-16 0"]);
}

#[test]
fn a_board_a_while_later_sees_occurrences_open_and_reopen() {
    let text = two_closings();
    for (then, now) in [("2026-02-01", "2026-02-20"), ("2026-04-15", "2026-05-02"), ("2026-02-19", "2026-04-01")] {
        let (then, now) = (format!("{then}T12:00:00Z"), format!("{now}T12:00:00Z"));
        let moment = now.parse().expect("a moment");
        let later = Given(at(&text, &then).0.advanced(moment));
        for milestone in ["m", "dep"] {
            assert_eq!(occurrences(&later, milestone), occurrences(&at(&text, &now), milestone), "{milestone} {now}");
        }
    }
}

#[test]
fn a_closing_that_leads_back_to_the_same_day_is_said_as_it_is() {
    // 5 January and 45 days is 19 February, the occurrence that was just closed.
    let value = "by: 2026-02-19\nrepeat: every 45 days after done\nproducts: [kes]\noccurrences:\n  \
                 2026-02-19: {kes: {status: done, closed: 2026-01-05, who: ana}}";
    let board = given(value, "2026-03-01T12:00:00Z");
    assert_eq!(occurrences(&board, "m"), ["2026-02-19 0", "unknown 1"]);
    let number = board.0.find("r", "m").expect("it is there");
    let missing = board.0.dated(number).missing.clone().expect("it has no date");
    assert_eq!(missing.text(), "counts to the day of an occurrence that is closed already");
    let said = warnings(value);
    let expected = "repeat: 45 days after the closing on 2026-01-05 is 2026-02-19, which is closed already";
    assert!(said.iter().any(|finding| finding == expected), "{said:?}");
}

#[test]
fn why_of_an_after_done_occurrence_names_the_closing_it_counts_from() {
    let board = at(&two_closings(), "2026-04-15T12:00:00Z");
    let number = board.0.find("r", "m").expect("it is there");
    let why = duewatch::domain::why::why(&board.0, number);
    let steps: Vec<&str> = why.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(steps.contains(&"@2026-04-06 was done on Wed 1 Apr 2026"), "{steps:?}");
    assert!(steps.iter().any(|step| step.ends_with("; 45 days after Wed 1 Apr 2026")), "{steps:?}");
}

#[test]
fn a_list_says_which_of_its_rules_counts_from_what_is_withdrawn() {
    let more = "      k:\n        title: K\n        by: 2026-08-01\n      wd:\n        title: W\n        by: 2026-05-01\n        certainty: withdrawn\n      \
                list:\n        title: L\n        by: [5 days after k, 3 days after wd]\n";
    let text = format!("{}{more}", text("by: 2026-01-10"));
    let board = at(&text, "2026-03-01T12:00:00Z");
    assert_eq!(board.date("r/list"), "2026-08-06");
    let number = board.0.find("r", "list").expect("it is there");
    let why = duewatch::domain::why::why(&board.0, number);
    let steps: Vec<&str> = why.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(steps.contains(&"3 days after wd: left out, wd is withdrawn"), "{steps:?}");
}

#[test]
fn what_follows_a_series_is_read_back_with_its_end() {
    let value = "by: 2026-01-31\nrepeat: monthly until 2026-12-31\nproducts: [kes]";
    let text = format!("{}      dep:\n        title: D\n        by: 10 days after m\n", text(value));
    let board = at(&text, "2026-03-01T12:00:00Z");
    let number = board.0.find("r", "dep").expect("it is there");
    let read = duewatch::domain::read_back::read_back_of(&board.0, number).expect("it repeats");
    assert!(read.contains("(every month on the last day, until 31 December 2026)"), "{read}");
}

#[test]
fn what_counts_from_a_series_repeats_with_it() {
    let value = "by: 2026-04-15\nrepeat: yearly\nproducts: [kes]\noccurrences:\n  2026-04-15: {kes: {status: done, closed: 2026-04-01}}";
    let text = format!(
        "{}      review:\n        title: Review\n        by: 10 business days before m\n        calendar: us-federal\n        products: [hub]\n        \
         occurrences:\n          2026-04-01: {{hub: {{status: done, closed: 2026-03-20}}}}\n      \
         third:\n        title: Third\n        by: 1 week after m@2028-04-15\n",
        text(value)
    );
    let board = at(&text, "2026-11-23T12:00:00Z");
    assert_eq!(occurrences(&board, "review"), ["2026-04-01 0", "2027-04-01 1"]);
    assert_eq!(board.date("r/review"), "2027-04-01");
    assert_eq!(board.date("r/third"), "2028-04-22");
    let findings = snapshot(&text).findings;
    assert!(findings.iter().all(|finding| finding.code.word() != "repeat"), "{findings:?}");
}

#[test]
fn an_occurrence_that_is_none_is_history_and_a_warning() {
    let value = "by: 2026-04-15\nrepeat: yearly\nproducts: [kes]\noccurrences:\n  2026-05-01: {kes: open}";
    let board = given(value, "2026-11-23T12:00:00Z");
    assert_eq!(occurrences(&board, "m"), ["2026-04-15 1", "2027-04-15 1"]);
    let said = warnings(value);
    assert!(said.iter().any(|finding| finding == "repeat: 2026-05-01 is not a date of the series"), "{said:?}");
}

#[test]
fn anchors_that_are_no_occurrence_or_name_none_are_errors() {
    let with = |rule: &str| {
        let text = format!("{}      b:\n        title: B\n        {rule}\n", text("by: 2026-04-15\nrepeat: yearly"));
        let found = snapshot(&text).findings;
        let errors = found.iter().filter(|finding| matches!(finding.code.word(), "reference" | "repeat"));
        errors.map(|finding| finding.message.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(with("by: 3 days after m@2027-04-16"), ["'m@2027-04-16' is not an occurrence of its series"]);
    assert_eq!(with("by: [3 days after m]"), ["'m' repeats: one of its occurrences is meant"]);
    assert_eq!(with("by: 3 days after m@2027-04-15"), Vec::<String>::new());
}

#[test]
fn a_series_of_events_shows_what_comes_next() {
    let board = given("at: 2026-03-01\nrepeat: monthly", "2026-11-23T12:00:00Z");
    assert_eq!((board.date("r/m").as_str(), board.row("r/m").band.word()), ("2026-12-01", "within-30-days"));
}

#[test]
fn a_move_of_the_base_makes_no_breach() {
    let value = "by: 2026-12-01\nrepeat: yearly\nproducts: [kes]\nmoved: [{was: 2026-06-01, when: 2026-09-01, why: w}]";
    assert_eq!(given(value, "2026-11-23T12:00:00Z").row("r/m").breach, Some(false));
}

#[test]
fn a_series_of_too_many_says_so() {
    let said = warnings("by: 1900-01-01\nrepeat: every 1 day");
    assert!(said.iter().any(|finding| finding.starts_with("limit: more than 50000 occurrences")), "{said:?}");
}

#[test]
fn a_series_that_ends_before_it_begins_keeps_its_base_and_says_so() {
    let value = "by: 2026-04-15\nrepeat: yearly until 2026-04-14\nproducts: [kes]";
    let said = warnings(value);
    assert!(
        said.iter().any(|f| f == "repeat: the series ends on 2026-04-14, before its first date 2026-04-15"),
        "{said:?}"
    );
    let board = given(value, "2026-11-23T12:00:00Z");
    assert_eq!((board.row("r/m").live, board.row("r/m").band.word()), (1, "overdue"));
}

#[test]
fn a_series_whose_anchor_has_no_date_says_what_it_waits_for() {
    let with = |anchor: &str, rule: &str, more: &str| {
        let value = format!("by: {rule}\nrepeat: yearly\nproducts: [kes]{more}");
        let text = format!("{}      pub: {{title: P, {anchor}}}\n      two: {{title: T, at: unknown}}\n", text(&value));
        let repeat = text.find("yearly").expect("it repeats");
        let of_repeat = |finding: &duewatch::domain::finding::Finding| finding.code.word() == "repeat";
        let found: Vec<_> = snapshot(&text).findings.iter().filter(|finding| of_repeat(finding)).cloned().collect();
        for finding in &found {
            assert_eq!(finding.severity, duewatch::domain::finding::Severity::Warning, "{finding:?}");
            assert_eq!(finding.place.map(|place| place.start as usize), Some(repeat), "{finding:?}");
        }
        found
            .iter()
            .map(|finding| format!("{}; {}; {}", finding.message, finding.label, finding.hint))
            .collect::<Vec<_>>()
    };
    let hint = "it begins when that gets a date; to begin now, write the day of the first occurrence";
    assert_eq!(
        with("at: unknown", "12 months after pub", ""),
        [format!(
            "'repeat' waits for a first day: nothing can be counted from 'pub' yet; no occurrence is owed until then; {hint}"
        )]
    );
    assert_eq!(
        with("at: unknown", "[12 months after pub, 1 day after two]", "\noccurrences:\n  2026-01-01: {kes: open}"),
        [format!(
            "'repeat' waits for a first day: nothing can be counted from 'pub', 'two' yet; \
             what 'occurrences' says counts for nothing until then; {hint}"
        )]
    );
    let withdrawn = "at: 2026-01-01, certainty: withdrawn, moved: [{was: 2026-01-01, when: 2026-02-01, why: repealed}]";
    assert_eq!(with(withdrawn, "12 months after pub", "").len(), 1);
    assert_eq!(with(withdrawn, "12 months after pub", "\ncertainty: withdrawn"), [""; 0]);
    // As soon as there is a first day, there is nothing to say.
    assert_eq!(with("at: 2026-01-01", "12 months after pub", ""), [""; 0]);
    assert_eq!(with("at: 2026-Q1", "12 months after pub", ""), [""; 0]);
}
