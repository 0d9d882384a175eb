//! What moves with a date, what stays, and how it is written so that it stays.

use duewatch::domain::board::Board;
use duewatch::domain::edit::make::{Moving, Reach, correct_date, edit_field, move_date, remove};
use duewatch::domain::edit::{Edit, Record, Refusal};
use duewatch::domain::zone::Zone;
use duewatch::yaml::amend::{amend, facts, trial};
use duewatch::yaml::snapshot::Snapshot;

use super::given::{HEAD, board, hand, record, snapshot};

/// A date on which others hang: one closed, one with a chain behind it, a series, and one of a single product.
fn chain() -> String {
    format!(
        "{HEAD}      m:\n        title: Step\n        by: 2027-04-15\n        products: {{kes: open, hub: {{status: open, due: 3 days after far, reason: licence}}}}\n\
        \u{20}     near:\n        title: Near\n        by: 10 days after m\n        products: {{kes: {{status: done, closed: 2026-10-01, who: ana}}, hub: {{status: n/a, reason: sold, since: 2026-01-01}}}}\n\
        \u{20}     next:\n        title: Next\n        by: 5 days after near\n\
        \u{20}     far:\n        title: Far\n        by: 30 days after m\n\
        \u{20}     beyond:\n        title: Beyond\n        by: 1 month after far\n\
        \u{20}     report:\n        title: Report\n        by: 20 days after m\n        repeat: yearly\n"
    )
}

fn said(reach: &Reach) -> Vec<String> {
    let all = reach.own.iter().chain(&reach.others);
    all.map(|one| format!("{} {} -> {} {}", one.record, one.old, one.new, one.fate.word())).collect()
}

fn moved(text: &str, to: &str, kept: &[&str]) -> (Reach, Edit, String) {
    let before = snapshot(text);
    let board = board(&before);
    let kept: Vec<Record> = kept.iter().map(|address| record(address)).collect();
    let reach = Reach::of_move(&board, 0, to, &kept).expect("a date");
    reach.check(&kept).unwrap_or_else(|refusal| panic!("{refusal}"));
    let records: Vec<Record> = std::iter::once(record("r/m")).chain(reach.written()).collect();
    let facts = facts(&before, &records).expect("facts");
    let edit = correct_date(&facts, &board, 0, to).expect("an edit");
    let edit = reach.join(&facts, &board, edit).expect("an edit");
    let after = amend(&before, &edit).unwrap_or_else(|not| panic!("{not:?}"));
    let back = amend(&snapshot(&after.text), &edit.inverse()).unwrap_or_else(|not| panic!("{not:?}"));
    assert_eq!(back.text, text, "one step takes all of it back");
    (reach, edit, after.text)
}

/// Returns the date of each milestone, as a text says it.
fn dates(text: &str) -> Vec<String> {
    let snapshot = snapshot(text);
    assert!(snapshot.plan.findings.is_empty(), "{:?}", snapshot.plan.findings);
    snapshot.plan.dated.iter().map(|dated| dated.date.map(|date| date.to_string()).unwrap_or_default()).collect()
}

#[test]
fn the_whole_reach_of_a_date_is_told_with_what_is_locked() {
    let (reach, _, text) = moved(&chain(), "2027-05-15", &[]);
    assert_eq!(
        said(&reach),
        [
            "r/m 2027-04-15 -> 2027-05-15 moves",
            // 30 days after 15 April are 15 May, after 15 May 14 June; three days more.
            "r/m:hub 2027-05-18 -> 2027-06-17 moves",
            "r/near 2027-04-25 -> 2027-05-25 closed",
            "r/next 2027-04-30 -> 2027-05-30 stays",
            "r/far 2027-05-15 -> 2027-06-14 moves",
            "r/beyond 2027-06-15 -> 2027-07-14 moves",
            "r/report 2027-05-05 -> 2027-06-04 series",
        ]
    );
    assert_eq!(reach.moving(), 4);
    assert!(text.contains("by: 2027-04-25\n"), "the closed one is written out:\n{text}");
    assert_eq!(dates(&text), ["2027-05-15", "2027-04-25", "2027-04-30", "2027-06-14", "2027-07-14", "2027-06-04"]);
}

#[test]
fn what_is_kept_is_written_out_and_what_hangs_on_it_stays() {
    let (reach, edit, text) = moved(&chain(), "2027-05-15", &["r/far"]);
    let others: Vec<String> = said(&reach).split_off(1);
    assert_eq!(
        others,
        [
            "r/m:hub 2027-05-18 -> 2027-06-17 stays",
            "r/near 2027-04-25 -> 2027-05-25 closed",
            "r/next 2027-04-30 -> 2027-05-30 stays",
            "r/far 2027-05-15 -> 2027-06-14 kept",
            "r/beyond 2027-06-15 -> 2027-07-14 stays",
            "r/report 2027-05-05 -> 2027-06-04 series",
        ]
    );
    let changed: Vec<String> = edit.changes.iter().map(|change| change.record.to_string()).collect();
    assert_eq!(changed, ["r/m", "r/near", "r/far"]);
    assert_eq!(dates(&text), ["2027-05-15", "2027-04-25", "2027-04-30", "2027-05-15", "2027-06-15", "2027-06-04"]);
}

#[test]
fn the_date_of_a_single_product_is_kept_by_itself() {
    let (reach, _, text) = moved(&chain(), "2027-05-15", &["r/m:hub"]);
    assert!(said(&reach).contains(&"r/m:hub 2027-05-18 -> 2027-06-17 kept".to_string()));
    assert!(text.contains("due: 2027-05-18"), "{text}");
    assert_eq!(dates(&text).get(3).map(String::as_str), Some("2027-06-14"));
}

#[test]
fn a_series_cannot_be_kept_nor_what_does_not_move() {
    let before = snapshot(&chain());
    let refused = |address: &str| {
        let kept = [record(address)];
        let reach = Reach::of_move(&board(&before), 0, "2027-05-15", &kept).expect("a date");
        reach.check(&kept).expect_err("a refusal")
    };
    let Refusal { message, hint, .. } = refused("r/report");
    assert!(message.contains("cannot be kept") && hint.contains("all its occurrences move"), "{message}: {hint}");
    let Refusal { message, hint, .. } = refused("r/m");
    assert!(message.contains("does not move with it") && hint.contains("r/m:hub"), "{message}: {hint}");
}

#[test]
fn what_is_kept_stays_as_sure_as_it_was() {
    let text = chain().replace("by: 2027-04-15", "by: 2027-04");
    assert_eq!(dates(&text).get(3).map(String::as_str), Some("2027-05-01"));
    let (reach, _, text) = moved(&text, "2027-04-15", &["r/far"]);
    // It moves in that it becomes final too.
    assert!(said(&reach).contains(&"r/far 2027-05-01 (estimated) -> 2027-05-15 (final) kept".to_string()));
    assert!(text.contains("by: 2027-05-01\n        certainty: estimated\n"), "{text}");
}

#[test]
fn an_unknown_date_that_is_closed_stays_unknown() {
    let (reach, _, text) = moved(&chain().replace("by: 2027-04-15", "by: unknown"), "2027-04-15", &[]);
    assert!(said(&reach).iter().any(|line| line.starts_with("r/near ") && line.ends_with(" closed")));
    assert!(text.contains("by: unknown (was 10 days after m)"), "{text}");
    // What counts from a date that stays unknown does so, too.
    assert_eq!(dates(&text), ["2027-04-15", "", "", "2027-05-15", "2027-06-15", "2027-05-05"]);
}

#[test]
fn a_rolled_date_is_written_out_before_it_is_rolled() {
    // 15 May 2027 is a Saturday: rolled to Monday, 17 May.
    let text = chain().replace("title: Far\n", "title: Far\n        roll: next\n        calendar: weekends\n");
    assert_eq!(dates(&text).get(3).map(String::as_str), Some("2027-05-17"));
    let (_, _, text) = moved(&text, "2027-05-15", &["r/far"]);
    assert!(text.contains("by: 2027-05-15\n        roll: next") || text.contains("by: 2027-05-15\n"), "{text}");
    assert_eq!(dates(&text).get(3).map(String::as_str), Some("2027-05-17"));
}

#[test]
fn a_move_and_what_it_keeps_are_one_edit() {
    let before = snapshot(&chain());
    let board: Board = board(&before);
    let kept = [record("r/far")];
    let reach = Reach::of_move(&board, 0, "2027-05-15", &kept).expect("a date");
    let records: Vec<Record> = std::iter::once(record("r/m")).chain(reach.written()).collect();
    let facts = facts(&before, &records).expect("facts");
    let moving = Moving { to: "2027-05-15".into(), reason: "late".into(), when: "today".into(), source: None };
    let edit = move_date(&facts, &board, 0, &moving, &hand()).expect("an edit");
    let edit = reach.join(&facts, &board, edit).expect("an edit");
    let after = trial(&before, &edit, &Zone::utc()).unwrap_or_else(|not| panic!("{not:?}"));
    // Only what moved by law has a record of a move.
    assert_eq!(after.amended.text.matches("moved:").count(), 1);
}

/// Returns what a field of a record moves.
fn of_field(text: &str, address: &str, (key, value): (&str, &str), kept: &[&str]) -> Reach {
    let before: Snapshot = snapshot(text);
    let (board, changed) = (board(&before), record(address));
    let facts = facts(&before, std::slice::from_ref(&changed)).expect("facts");
    let edit = edit_field(&facts, &board, &changed, key, value).expect("an edit");
    let after = trial(&before, &edit, &Zone::utc()).unwrap_or_else(|not| panic!("{not:?}")).after;
    let kept: Vec<Record> = kept.iter().map(|address| record(address)).collect();
    Reach::of_file(&board, &changed, (&after.file, &after.plan), &kept)
}

#[test]
fn a_roll_or_calendar_moves_what_counts_from_it() {
    // 17 April 2027 is a Saturday.
    let text = chain().replace("by: 2027-04-15", "by: 2027-04-17");
    let reach = of_field(&text, "r/m", ("roll", "next"), &[]);
    let all = said(&reach);
    assert_eq!(all.first().map(String::as_str), Some("r/m 2027-04-17 -> 2027-04-19 moves"));
    assert!(all.contains(&"r/near 2027-04-27 -> 2027-04-29 closed".to_string()), "{all:?}");
    assert!(all.contains(&"r/far 2027-05-17 -> 2027-05-19 moves".to_string()), "{all:?}");
    assert_eq!(said(&of_field(&text, "r/m", ("owner", "zoe"), &[])), Vec::<String>::new());
}

#[test]
fn what_a_regulation_rolls_by_itself_cannot_be_kept_by_writing_it_out() {
    // 17 April and 8 May 2027 are Saturdays; 'far' is 8 May + 9 days = 17 May, a Monday.
    let text = chain()
        .replace("by: 2027-04-15", "by: 2027-04-17")
        .replace("by: 30 days after m", "by: 21 days after m")
        .replace("by: 1 month after far", "by: 9 days after far");
    let reach = of_field(&text, "regulation:r", ("roll", "next"), &["r/far", "r/beyond"]);
    let all = said(&reach);
    assert!(all.contains(&"r/m 2027-04-17 -> 2027-04-19 bound".to_string()), "{all:?}");
    // Written out, 8 May would roll all the same; what counts from it can be kept: 17 May is a Monday.
    assert!(all.contains(&"r/far 2027-05-08 -> 2027-05-10 bound".to_string()), "{all:?}");
    assert!(all.contains(&"r/beyond 2027-05-17 -> 2027-05-19 kept".to_string()), "{all:?}");
}

#[test]
fn another_zone_moves_the_moment_and_says_so() {
    let text = chain().replace("by: 30 days after m", "by: 72 hours after m");
    let reach = of_field(&text, "r/m", ("zone", "America/New_York"), &[]);
    // From the start of 15 April: 00:00 in New York are 04:00 in UTC.
    assert_eq!(
        said(&reach),
        [
            "r/m 2027-04-15 UTC -> 2027-04-15 EDT moves",
            "r/m:hub 2027-04-21 UTC -> 2027-04-21 EDT moves",
            "r/far 2027-04-18 00:00 -> 2027-04-18 04:00 moves",
        ]
    );
}

#[test]
fn what_counts_from_closings_begins_anew_when_its_date_moves() {
    let text = format!(
        "{HEAD}      m:\n        title: Step\n        by: 2026-03-15\n        repeat: every 30 days after done\n        products: [kes]\n\
        \u{20}       occurrences:\n          2026-03-15: {{kes: {{status: done, closed: 2026-03-10, who: ana}}}}\n"
    );
    let before = snapshot(&text);
    let reach = Reach::of_move(&board(&before), 0, "2026-03-20", &[]).expect("a date");
    assert_eq!(
        reach.words(9),
        [
            "no longer of its series, kept as history: r/m@2026-03-15",
            "no longer owed, because its series has no such date: r/m@2026-04-09"
        ]
    );
    assert!(reach.occurrences.shifts.is_empty() && !reach.stops());
}

#[test]
fn a_move_says_what_it_makes_of_lateness_and_breach() {
    // 30 days after 1 June is 1 July: done two days late for the one, owed by the other since.
    let text = |m: &str| {
        format!(
            "{HEAD}      m: {{title: M, at: {m}}}\n      late:\n        title: Late\n        by: 30 days after m\n        \
             products: {{kes: {{status: done, closed: 2026-07-03, who: ana}}, hub: open}}\n"
        )
    };
    let turns = |m: &str, to: &str, when: Option<&str>| {
        let before = snapshot(&text(m));
        let board = board(&before);
        let reach = match when {
            None => Reach::of_move(&board, 0, to, &[]),
            Some(when) => {
                let moving = Moving { to: to.into(), when: when.into(), ..Moving::default() };
                Reach::of_moving(&board, 0, &moving, &[])
            }
        };
        reach.expect("a date").turn_words(9)
    };
    assert_eq!(
        turns("2026-06-01", "2026-06-10", None),
        ["r/late:kes: was done 2 d late, now in time; no breach any more"]
    );
    // Moved on 23 November, long after it was due: the breach stays.
    assert_eq!(
        turns("2026-06-01", "2027-03-01", Some("today")),
        [
            "r/late:kes: was done 2 d late, now in time; still a breach",
            "r/late:hub: is no longer overdue; still a breach"
        ]
    );
    // Moved on 1 July, when nothing was late yet.
    assert_eq!(
        turns("2026-06-01", "2027-03-01", Some("2026-07-01")),
        [
            "r/late:kes: was done 2 d late, now in time; no breach any more",
            "r/late:hub: is no longer overdue; no breach any more"
        ]
    );
    assert_eq!(
        turns("2026-06-01", "2026-05-10", None),
        ["r/late:kes: was done 2 d late, now 24 d late; still a breach"]
    );
    assert_eq!(
        turns("2026-11-01", "2026-06-01", None),
        ["r/late:kes: was done in time, now 2 d late; a breach", "r/late:hub: becomes overdue"]
    );
    assert_eq!(
        turns("2026-06-01", "unknown", None),
        [
            "r/late:kes: was done 2 d late, now without a date; no breach any more",
            "r/late:hub: is no longer overdue; no breach any more"
        ]
    );
    assert_eq!(turns("2027-06-01", "2027-07-01", None), Vec::<String>::new());
    // Only the first are named.
    let before = snapshot(&text("2026-06-01"));
    let reach = Reach::of_move(&board(&before), 0, "2027-03-01", &[]).expect("a date");
    assert_eq!(
        reach.turn_words(1).last().map(String::as_str),
        Some("+1 more come to be late or in breach, or no longer are")
    );
}

/// A date that hangs on one that was moved too late for it, and was closed between the two.
const BREACHED: &str = "      m:
        title: Published
        at: 2026-06-01
        moved:
          - {was: 2026-05-01, when: 2026-05-20, why: slipped}
          - {was: 2026-05-25, when: 2026-05-28, why: again}
      first:
        title: First
        by: 10 days after m
        products: {kes: {status: done, closed: 2026-06-05, who: ana}}
";

/// Returns whether the only obligation of `r/first` is in breach by a text.
fn breach(text: &str) -> Option<bool> {
    let snapshot = snapshot(text);
    assert!(snapshot.plan.findings.is_empty(), "{:?}", snapshot.plan.findings);
    let board = board(&snapshot);
    let number = board.find("r", "first").expect("it is there");
    board.row(number).expect("a row").breach
}

#[test]
fn a_rule_that_is_written_out_takes_no_breach_with_it() {
    let text = format!("{HEAD}{BREACHED}");
    assert_eq!(breach(&text), Some(true), "11 May stood until the 20th");
    // The second move of its anchor came in time: it leaves nothing.
    let kept = "moved:\n          - {was: 2026-05-11, when: 2026-05-20, why: m was moved}\n";
    // It is closed, and so is written out when its anchor moves again.
    let (_, _, after) = moved(&text, "2026-06-10", &[]);
    assert!(after.contains("by: 2026-06-11\n"), "{after}");
    assert!(after.contains(kept), "{after}");
    assert_eq!(breach(&after), Some(true), "{after}");
    // When it is moved itself, away from its rule.
    let before = snapshot(&text);
    let (board, facts) = (board(&before), facts(&before, &[record("r/first")]).expect("facts"));
    let moving = Moving { to: "2026-07-10".into(), reason: "late".into(), when: "2026-06-09".into(), source: None };
    let edit = move_date(&facts, &board, 1, &moving, &hand()).expect("an edit");
    let after = amend(&before, &edit).unwrap_or_else(|not| panic!("{not:?}")).text;
    assert!(after.contains("why: m was moved}\n          - {was: 2026-06-11, when: 2026-06-09, why: late"), "{after}");
    assert_eq!(breach(&after), Some(true), "{after}");
    let back = amend(&snapshot(&after), &edit.inverse()).unwrap_or_else(|not| panic!("{not:?}"));
    assert_eq!(back.text, text, "one step takes all of it back");
    // When its anchor goes.
    let facts = duewatch::yaml::amend::facts(&before, &[record("r/m"), record("r/first")]).expect("facts");
    let removal = remove(&facts, &board, &[record("r/m")]).expect("an edit");
    let after = amend(&before, &removal.edit).unwrap_or_else(|not| panic!("{not:?}")).text;
    assert_eq!(breach(&after), Some(true), "{after}");
}

#[test]
fn what_no_move_of_an_anchor_came_too_late_for_is_written_out_bare() {
    let text = format!("{HEAD}{BREACHED}").replace("when: 2026-05-20", "when: 2026-05-11");
    assert_eq!(breach(&text), Some(false));
    let (_, _, after) = moved(&text, "2026-06-10", &[]);
    assert_eq!(after.matches("moved:").count(), 1, "{after}");
}
