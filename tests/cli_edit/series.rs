//! Milestones that repeat, ladders before them, and incident clocks, on the command line.

use insta::assert_snapshot;

use super::folder::{Folder, shown};

/// A yearly duty in the year 2090 and a monthly one of which two were missed.
const SERIES: &str = "\
duewatch: 1
zone: America/New_York
calendar: us-federal
products:
  kes: {name: Endpoint, owner: ben}
  hub: {name: Hub}
regulations:
  r:
    title: Rule
    owner: legal
    milestones:
      cert:
        title: Certification
        by: 2090-04-15
        repeat: yearly
        products: [kes, hub]
      after:
        title: Filed
        by: 10 business days after cert
        products: [hub]
      monthly:
        title: Report
        by: 2026-01-31
        repeat: monthly until 2026-03-31
        roll: next
        products: [kes, hub]
        occurrences:
          2026-01-31: {hub: {status: done, closed: 2026-01-30, who: ana}}
          2026-02-01: {kes: open}
";

fn folder() -> Folder {
    Folder::of(SERIES)
}

#[test]
fn closing_an_occurrence_says_what_comes_next() {
    let folder = folder();
    assert_snapshot!("series_closed", folder.run(&["set", "r/cert", "done"]));
    assert_snapshot!("series_reopened", folder.run(&["undo"]));
    assert_eq!(folder.text(), SERIES);
    assert_snapshot!("series_which", folder.run(&["set", "r/monthly", "done"]));
    assert_snapshot!(
        "series_still_owed",
        folder.run(&["set", "r/monthly@2026-01-31", "done", "--closed", "2026-02-05"])
    );
}

/// A duty that counts from its closings, three of which are written.
const AFTER_DONE: &str = "\
duewatch: 1
zone: Europe/Berlin
products:
  kes: {name: Endpoint, owner: ben}
regulations:
  r:
    title: Rule
    milestones:
      scan:
        title: Scan
        by: 2026-01-01
        repeat: every 30 days after done
        products: [kes]
        occurrences:
          2026-01-01: {kes: {status: done, closed: 2026-01-02, who: ana}}
          2026-02-01: {kes: {status: done, closed: 2026-02-01, who: ana}}
          2026-03-03: {kes: {status: done, closed: 2026-03-03, who: ana}}
";

#[test]
fn another_day_of_closing_says_which_later_occurrences_it_leaves_outside_the_series() {
    let folder = Folder::of(AFTER_DONE);
    let line = ["set", "r/scan@2026-01-01:kes", "done", "--closed", "2026-01-05"];
    let dry = folder.run(&[&line[..], &["--dry-run"]].concat());
    assert_snapshot!("set_strands", dry);
    assert_eq!(folder.text(), AFTER_DONE);
    let json = folder.run(&[&line[..], &["--dry-run", "--json"]].concat());
    for part in ["r/scan@2026-02-01", "r/scan@2026-03-03", "r/scan@2026-04-02"] {
        assert!(json.contains(&format!("\"{part}\"")), "{json}");
    }
    // What is closed in its turn leaves nothing behind.
    let next = folder.run(&["set", "r/scan", "done", "--closed", "2026-04-01"]);
    assert!(!next.contains("no longer"), "{next}");
}

#[test]
fn one_occurrence_can_have_a_note_and_a_date_of_its_own() {
    let folder = folder();
    assert_snapshot!("series_note", folder.run(&["note", "r/cert@2091-04-15:kes", "asked for more time"]));
    assert_snapshot!("series_due_alone", folder.run(&["edit", "r/cert@2091-04-15:hub", "due", "2091-05-15"]));
    assert_snapshot!("series_reason", folder.run(&["edit", "r/cert@2091-04-15:hub", "reason", "extension"]));
    assert_snapshot!("series_due", folder.run(&["edit", "r/cert@2091-04-15:hub", "due", "2091-05-15"]));
    assert_snapshot!("series_moved_one", folder.run(&["move", "r/cert@2091-04-15", "2091-05-15", "--dry-run"]));
    assert_snapshot!("series_moved", folder.run(&["move", "r/monthly", "2026-02-15", "--correct", "--dry-run"]));
    let dry = ["--as-of", "2026-03-10", "move", "r/monthly", "2026-02-15", "--dry-run"];
    assert_snapshot!("series_moved_as_of", folder.run(&dry));
    assert_eq!(folder.output(&["check"]).status.code(), Some(0));
}

#[test]
fn a_change_of_a_series_says_what_becomes_of_its_occurrences() {
    let folder = folder();
    let dry = |line: &[&str]| folder.run(&[line, &["--dry-run"]].concat());
    // What follows a series that ends repeats no longer; so does what no longer follows it.
    assert_snapshot!("series_stopped", dry(&["edit", "r/cert", "repeat", ""]));
    assert_snapshot!("series_left", dry(&["move", "r/after", "2090-06-01"]));
    assert_snapshot!("series_anchor_removed", dry(&["rm", "r/cert"]));
    assert_snapshot!("series_shortened", dry(&["edit", "r/monthly", "repeat", "monthly until 2026-02-28"]));
    assert_snapshot!("series_rule", dry(&["edit", "r/monthly", "repeat", "quarterly"]));
    let json = folder.json(&["move", "r/monthly", "2026-02-15", "--dry-run", "--json"]);
    let occurrences = json.pointer("/occurrences").expect("what becomes of them").to_string();
    assert_eq!(
        occurrences,
        r#"{"dropped":[],"history":["r/monthly@2026-01-31"],"moves":[{"from":"2026-01-31","to":"2026-02-15"},{"from":"2026-02-28","to":"2026-03-15"},{"from":"2026-03-31","to":null}]}"#
    );
    let json = folder.json(&["edit", "r/cert", "repeat", "", "--dry-run", "--json"]);
    let fates = json.pointer("/moves").and_then(|moves| moves.as_array()).expect("moves").iter();
    let fates: Vec<_> = fates.filter_map(|one| one.get("fate").and_then(|fate| fate.as_str())).collect();
    assert_eq!(fates, ["stops", "stops"]);
}

#[test]
fn a_series_is_shown_with_what_is_owed_and_what_comes() {
    let folder = folder();
    let at = |line: &[&str]| shown(&folder.output(&[&["--as-of", "2026-03-10"], line].concat()));
    assert_snapshot!("series_show", at(&["show", "r/monthly"]));
    assert_snapshot!("series_show_to_come", at(&["show", "r/cert@2092-04-15"]));
    assert_snapshot!("series_list", at(&["list"]));
    assert_snapshot!("series_obligations", at(&["list", "--obligations", "is:overdue"]));
    let json = folder.json(&["--as-of", "2026-03-10", "show", "r/monthly", "--json"]);
    let all = json.pointer("/milestones/0/occurrences").and_then(|all| all.as_array()).expect("occurrences");
    let first = all.first().expect("an occurrence");
    assert_eq!(
        first.to_string(),
        "{\"date\":\"2026-02-02\",\"instant\":\"2026-02-03T00:00:00-05:00\",\"last_safe_day\":\"2026-02-02\",\
         \"live\":true,\"nominal\":\"2026-01-31\",\"status\":\"open\"}"
    );
    assert_eq!(all.len(), 3, "{all:?}");
}

#[test]
fn a_calendar_has_an_event_for_each_occurrence_that_stays_the_same() {
    let folder = folder();
    let uids = |at: &str| {
        let text = shown(&folder.output(&["--as-of", at, "list", "--format", "ics", "monthly"]));
        let uids = text.lines().filter_map(|line| line.strip_prefix("UID:"));
        uids.map(|uid| uid.trim().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(uids("2026-02-10"), ["r.monthly.2026-01-31@duewatch", "r.monthly.2026-02-28@duewatch"]);
    let later = uids("2026-06-10");
    assert_eq!(later.iter().take(2).cloned().collect::<Vec<_>>(), uids("2026-02-10"));
    let text = shown(&folder.output(&["--as-of", "2026-02-10", "list", "--format", "ics", "--obligations", "monthly"]));
    assert!(text.contains("UID:r.monthly.2026-01-31.kes@duewatch"), "{text}");
    assert!(!text.contains("RRULE"), "{text}");
}

#[test]
fn a_ladder_stands_behind_its_milestone_and_repeats_with_it() {
    let folder = folder();
    let line = ["ladder", "r/cert", "review -60d", "sign-off", "-10bd"];
    assert_snapshot!("ladder_dry", folder.run(&[&line[..], &["--dry-run"]].concat()));
    assert_snapshot!("ladder", folder.run(&line));
    assert_snapshot!("ladder_again", folder.run(&["ladder", "r/cert", "review -30d", "--products", "kes"]));
    assert_eq!(folder.output(&["check"]).status.code(), Some(0));
    assert_snapshot!("ladder_closed", folder.run(&["set", "r/review", "done"]));
    assert_eq!([(); 3].map(|()| folder.output(&["undo"]).status.code()), [Some(0); 3]);
    assert_eq!(folder.text(), SERIES);
    for (name, line) in [
        ("ladder_no_time", &["ladder", "r/cert", "review"][..]),
        ("ladder_one", &["ladder", "r/cert@2091-04-15", "review -60d"]),
        ("ladder_regulation", &["ladder", "r", "review -60d"]),
        ("ladder_unit", &["ladder", "r/cert", "review -60x"]),
    ] {
        assert_snapshot!(name, folder.run(line));
    }
}

/// A filing at a US agency in a file of Brussels: 26 November is Thanksgiving Day there, and an open day of TARGET.
const ABROAD: &str = "\
duewatch: 1
zone: Europe/Brussels
calendar: target
regulations:
  r:
    title: Rule
    milestones:
      us: {title: Filing, by: 2090-12-01, calendar: us-federal, zone: America/New_York, owner: zoe}
      old: {title: Filed, by: 2026-02-10}
";

#[test]
fn a_ladder_counts_by_the_calendar_and_the_zone_of_its_milestone() {
    let folder = Folder::of(ABROAD);
    // Open days before 1 December 2090, a Friday: 30, 29, 28, 27 and 24 November; the 23rd is the holiday.
    assert_snapshot!("ladder_abroad", folder.run(&["ladder", "r/us", "review -6bd"]));
    assert_eq!(folder.output(&["check", "--strict"]).status.code(), Some(0));
}

#[test]
fn a_step_of_a_ladder_that_is_past_is_said_to_be() {
    let folder = Folder::of(ABROAD);
    let said = folder.run(&["ladder", "r/old", "review -5d", "--dry-run"]);
    assert!(said.contains("r/review  by 2026-02-05") && said.contains("already past"), "{said}");
    let said = folder.run(&["ladder", "r/us", "review -5d", "--dry-run"]);
    assert!(!said.contains("already past"), "{said}");
}

/// Puts a letter in place of the days since something passed: they grow from day to day.
fn days_masked(said: &str) -> String {
    let mut words: Vec<&str> = said.split(' ').collect();
    let places: Vec<usize> = (1..words.len()).filter(|at| words.get(*at) == Some(&"d")).collect();
    for at in places {
        if let Some(number) = words.get_mut(at - 1).filter(|word| word.starts_with('-')) {
            *number = "-N";
        }
    }
    words.join(" ")
}

/// Delegated Regulation (EU) 2025/301, art. 5(1): within 4 hours of classification, at the latest 24 hours from the moment
/// of becoming aware; GDPR art. 33(1): 72 hours after having become aware.
const CLOCKS: &str = "\
duewatch: 1
zone: Europe/Berlin
regulations:
  dora:
    title: DORA, major incidents
    milestones:
      aware: {title: Became aware, at: unknown}
      classified: {title: Classified as major, at: unknown (not classified yet)}
      initial:
        title: Initial notification
        by: [4 hours after classified, 24 hours after aware]
      intermediate: {title: Intermediate report, by: 72 hours after initial}
  gdpr:
    title: GDPR, breaches
    milestones:
      breach-known:
        title: Became aware of the breach
        at: unknown
      notify:
        title: Authority notified
        by: 72 hours after breach-known
      record: {title: Documented, by: 1 month after breach-known}
";

#[test]
fn a_clock_starts_and_everything_that_counts_from_it() {
    let folder = Folder::of(CLOCKS);
    // Across the change of clocks on 26 October 2025: 72 hours are 72 hours.
    assert_snapshot!("start_gdpr", days_masked(&folder.run(&["start", "gdpr", "--at", "2025-10-24 09:40"])));
    assert_snapshot!("start_again", folder.run(&["start", "gdpr", "--at", "now"]));
    assert_snapshot!("start_several", folder.run(&["start", "dora", "--at", "now"]));
    assert_snapshot!("start_aware", days_masked(&folder.run(&["start", "dora/aware", "--at", "2025-10-24 22:00"])));
    assert_snapshot!("start_classified", days_masked(&folder.run(&["start", "dora", "--at", "2025-10-25 08:00"])));
    assert_snapshot!("start_due", folder.run(&["start", "dora/initial", "--at", "now"]));
    assert_snapshot!("start_all_set", folder.run(&["start", "dora", "--at", "now"]));
    assert_eq!([(); 3].map(|()| folder.output(&["undo"]).status.code()), [Some(0); 3]);
    assert_eq!(folder.text(), CLOCKS);
    assert_eq!(folder.output(&["start", "gdpr", "--at", "now"]).status.code(), Some(0));
    assert_snapshot!("start_missing", folder.run(&["start", "gdpr"]));
    assert_snapshot!("start_unread", folder.run(&["start", "dora/aware", "--at", "soon"]));
}

/// An extension that counts from the clock, an event, a done duty, and days that end at midnight.
const MIXED: &str = "\
duewatch: 1
zone: Europe/Brussels
products:
  kes: {name: Endpoint}
regulations:
  one:
    title: Incident
    milestones:
      aware: {title: Aware, at: unknown}
      bd: {title: Reported, by: 3 business days after aware, calendar: weekends}
      fix: {title: Fixed, by: 2090-06-01, products: [kes: {status: open, due: 72 hours after aware, reason: licence}]}
      seen: {title: Seen, at: 1 day after aware}
      old: {title: Told, by: 2 days after aware, products: [kes: {status: done, closed: 2026-01-05, who: ana}]}
  two:
    title: Another
    milestones:
      aware: {title: Aware, at: unknown}
      fix: {title: Fixed, by: 2090-06-01, products: [kes: {status: open, due: 72 hours after aware, reason: licence}]}
";

#[test]
fn a_clock_says_the_last_safe_day_and_whose_deadline_runs() {
    let folder = Folder::of(MIXED);
    assert_snapshot!("start_mixed", days_masked(&folder.run(&["start", "one", "--at", "2026-01-05 09:00"])));
    assert_snapshot!("start_own", days_masked(&folder.run(&["start", "two", "--at", "2026-01-05 09:00"])));
}
