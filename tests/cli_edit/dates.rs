//! Dates that move, and records that are compared with their source.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

#[test]
fn a_date_moves_and_the_old_one_is_kept() {
    let folder = Folder::of(EDIT);
    let dry = ["move", "ban/words", "2090-09-01", "--dry-run"];
    assert_snapshot!("move_dry", folder.run(&dry));
    let full = [&dry[..], &["--reason", "postponed", "--when", "today"]].concat();
    assert_snapshot!("move_dry_full", folder.run(&full));
    assert_eq!(folder.text(), EDIT);
    let line = [
        "move",
        "ban/words",
        "2090-09-01",
        "--reason",
        "postponed",
        "--when",
        "2026-07-27",
        "--source",
        "https://example.com/2",
    ];
    assert_snapshot!("move", folder.run(&line));
    assert_snapshot!("move_correct", folder.run(&["move", "ban/words", "2090-09-02", "--correct"]));
    assert_snapshot!(
        "move_alone",
        folder.run(&["move", "ban/covered", "2091-Q1", "--reason", "less is known", "--when", "today"])
    );
    for _ in 0..3 {
        assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    }
    assert_eq!(folder.text(), EDIT);
}

/// An event from which two dates count: one was done late for one product and is owed for the other.
const LATE: &str = "\
duewatch: 1
zone: Europe/Berlin
products:
  kes: {name: Endpoint}
  hub: {name: Hub}
regulations:
  r:
    title: Rule
    milestones:
      issued: {title: Issued, at: 2020-06-01}
      report:
        title: Report
        by: 30 days after issued
        products: {kes: {status: done, closed: 2020-07-03, who: ana}, hub: open}
";

#[test]
fn a_move_says_what_comes_to_be_late_or_in_breach_by_it_or_no_longer_is() {
    let folder = Folder::of(LATE);
    let line = ["move", "r/issued", "2090-06-10", "--dry-run"];
    assert_snapshot!("turns_moved", folder.run(&line));
    assert_snapshot!("turns_corrected", folder.run(&[&line[..], &["--correct"]].concat()));
    let json = folder.run(&[&line[..], &["--correct", "--json"]].concat());
    let said = json.split("\"standings\":").nth(1).unwrap_or_default().split(']').next().unwrap_or_default();
    assert_snapshot!("turns_json", said);
    assert_snapshot!("turns_edit", folder.run(&["edit", "r/report", "certainty", "estimated", "--dry-run"]));
}

#[test]
fn dates_that_count_from_it_are_kept_one_by_one_or_all() {
    let folder = Folder::of(EDIT);
    let line = ["move", "ban/words", "2090-09-01", "--correct"];
    let with = |more: &[&'static str]| [&line[..], more].concat();
    assert_snapshot!("keep_dry", folder.run(&with(&["--keep", "ban/listed", "--dry-run"])));
    assert_snapshot!("keep_one", folder.run(&with(&["--keep", "ban/listed"])));
    assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.text(), EDIT, "one undo takes back all of it");
    assert_snapshot!("keep_all", folder.run(&with(&["--keep-all"])));
    assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    assert_snapshot!("keep_not_moving", folder.run(&with(&["--keep", "ban/ours"])));
    // Closed meanwhile: it stays without being asked.
    for product in ["kes", "hub"] {
        assert_eq!(folder.output(&["set", &format!("ban/listed:{product}"), "done"]).status.code(), Some(0));
    }
    assert_snapshot!("keep_closed", folder.run(&line));
}

#[test]
fn a_field_says_which_dates_it_moves() {
    // 20 July 2090 is a Thursday, 22 July a Saturday.
    let folder = Folder::of(&EDIT.replace("from: 2090-07-20", "from: 2090-07-22"));
    assert_snapshot!("field_moves", folder.run(&["edit", "ban/words", "roll", "next", "--keep", "ban/records"]));
    let json = folder.json(&["edit", "ban/words", "roll", "none", "--dry-run", "--json"]);
    let moves: Vec<String> = json
        .get("moves")
        .and_then(serde_json::Value::as_array)
        .map(|moves| moves.iter().map(|one| one.get("address").and_then(|a| a.as_str()).unwrap_or("").into()).collect())
        .unwrap_or_default();
    assert_eq!(moves, ["ban/words"], "what was kept stands by itself");
}

#[test]
fn dates_are_typed_in_short_and_written_in_full() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("typed_dry", folder.run(&["move", "ban/words", "-1w", "--dry-run"]));
    assert_snapshot!("typed_move", folder.run(&["move", "ban/words", "1 sep 2090 17:00 EDT", "--correct"]));
    let blocked = ["set", "ban/records:hub", "blocked", "--waiting", "vendor", "--chase", "1.12.2090"];
    assert_snapshot!("typed_chase", folder.run(&blocked));
    let refused = folder.output(&["set", "ban/words:kes", "done", "--closed", "+1d"]);
    assert!(shown(&refused).contains("is after now"), "{}", shown(&refused));
    let done = folder.output(&["set", "ban/words:kes", "done", "--closed", "-3d"]);
    assert_eq!(done.status.code(), Some(0), "{}", shown(&done));
    assert!(!folder.text().contains("-3d"));
    assert_snapshot!("typed_no_option", folder.run(&["move", "ban/words", "--reson", "x"]));
}

#[test]
fn a_move_that_is_refused() {
    let folder = Folder::of(EDIT);
    let why = ["--reason", "postponed", "--when", "today"];
    let refused: [(&str, &[&str]); 11] = [
        ("no_reason", &["move", "ban/words", "2090-09-01"]),
        ("no_when", &["move", "ban/words", "2090-09-01", "--reason", "postponed"]),
        ("correct_with_source", &["move", "ban/words", "2090-09-01", "--correct", "--source", "https://example.com"]),
        ("correct_with_when", &["move", "ban/words", "2090-09-01", "--correct", "--when", "today"]),
        ("no_date", &["move", "ban/words", "1/9/2090", "--correct"]),
        ("ring", &["move", "ban/words", "3 days after listed", "--correct"]),
        ("same", &["move", "ban/words", "2090-07-20", "--correct"]),
        ("cell", &["move", "ban/words:kes", "2090-09-01", "--correct"]),
        ("occurrence", &["move", "ban/yearly@2091-04-15", "2091-04-16", "--correct"]),
        ("regulation", &["move", "ban", "2090-09-01", "--correct"]),
        ("product", &["move", "hub", "2090-09-01", "--correct"]),
    ];
    let mut all = String::new();
    for (name, line) in refused {
        let _ = writeln!(all, "## {name}\n{}\n", folder.run(line));
    }
    let bad_when = [&["move", "ban/words", "2090-09-01"][..], &why[..2], &["--when", "soon"]].concat();
    let _ = writeln!(all, "## when\n{}", folder.run(&bad_when));
    assert_snapshot!("move_refused", all);
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn a_record_is_verified_today() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("verify", folder.run(&["verify", "ban"]));
    assert_snapshot!("verify_again", folder.run(&["verify", "ban"]));
    assert_snapshot!("verify_source", folder.run(&["verify", "ban/ours", "--source", "https://example.com/ours"]));
    assert_snapshot!("verify_cell", folder.run(&["verify", "ban/words:kes"]));
    assert_snapshot!("verify_product", folder.run(&["verify", "hub"]));
}

#[test]
fn what_was_verified_is_due_no_longer() {
    let text = "duewatch: 1\nzone: America/New_York\nregulations:\n  r:\n    title: R\n    verified: 2020-01-01\n    verify-every: 90d\n    milestones:\n      a: {title: A, by: 2090-01-01}\n      b: {title: B, by: 2090-01-02}\n";
    let folder = Folder::of(text);
    let due = || {
        let output = folder.output(&["list", "is:verify-due"]);
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        lines.lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>()
    };
    assert!(due().len() == 2 && due().iter().all(|line| line.ends_with("to verify")), "{:?}", due());
    assert_eq!(folder.output(&["verify", "r/a"]).status.code(), Some(0));
    assert!(due().len() == 1 && due().iter().all(|line| line.contains("r/b")), "{:?}", due());
    assert_eq!(folder.output(&["verify", "r"]).status.code(), Some(0));
    assert!(due().is_empty(), "{:?}", due());
}

/// Twelve zones, from one end of the day to the other; some with half hours, some south of the equator.
const TWELVE: [&str; 12] = [
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Europe/Brussels",
    "UTC",
    "Africa/Casablanca",
    "America/St_Johns",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Pago_Pago",
];

#[test]
fn the_same_file_gives_the_same_dates_wherever_the_machine_stands() {
    let text = "duewatch: 1\nzone: America/New_York\nregulations:\n  r:\n    title: R\n    verified: 2026-01-01\n    verify-every: 90d\n    milestones:\n      a: {title: A, at: 2026-03-08 02:30}\n      b: {title: B, by: 72 hours after a}\n      c: {title: C, from: 10 business days before b}\n      d: {title: D, by: 2026-11-30}\n      e: {title: E, by: 2026-Q4}\n      f: {title: F, by: 2026-11-01 01:30 Europe/Brussels}\n      g: {title: G, by: 2025-11-30, repeat: yearly}\n      h: {title: H, by: 2026-06-30, moved: [{was: 2026-05-31, when: 2026-06-01, why: w}], products: {org: {status: done, closed: 2026-06-01, who: a}}}\n";
    let folder = Folder::of(text);
    for as_of in ["2026-11-23T23:30:00-05:00", "2026-11-24"] {
        let said: Vec<String> = TWELVE
            .iter()
            .map(|zone| {
                let mut command = folder.command();
                let output = command.env("TZ", zone).args(["list", "--json", "--as-of", as_of]).output();
                let output = output.expect("the binary runs");
                let mut answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
                // The viewer's own zone is the only thing that may differ, and how now is written in it.
                for key in ["zone", "as_of"] {
                    answer.as_object_mut().expect("an object").remove(key);
                }
                answer.to_string()
            })
            .collect();
        assert!(said.first().is_some_and(|first| first.contains("2026-11-30") && first.contains("r/h")));
        for (zone, other) in TWELVE.iter().zip(&said) {
            assert_eq!(Some(other), said.first(), "{zone}");
        }
    }
}

#[test]
fn a_step_from_the_old_date_keeps_its_time_and_its_zone() {
    let text = "duewatch: 1
zone: Europe/Brussels
regulations:
  r:
    title: R
    milestones:
      zoned: {title: A, by: 2090-12-01 17:00 America/New_York}
      timed: {title: B, by: 2090-12-01 17:00}
      moment: {title: C, by: 2090-12-01T17:00:00-05:00}
      counted: {title: D, by: 72 hours after timed}
      day: {title: E, by: 2090-12-01}
";
    let folder = Folder::of(text);
    for (id, typed, becomes) in [
        (
            "zoned",
            "+1w",
            "2090-12-08 17:00 America/New_York: Fri 8 Dec 2090, from the old date, Fri 1 Dec 2090, with its time and zone",
        ),
        ("timed", "+1w", "2090-12-08 17:00: Fri 8 Dec 2090, from the old date, Fri 1 Dec 2090, with its time"),
        (
            "moment",
            "+1w",
            "2090-12-08T17:00:00-05:00: Fri 8 Dec 2090, from the old date, Fri 1 Dec 2090, with its time and offset",
        ),
        ("counted", "+1w", "2090-12-11 17:00: Mon 11 Dec 2090, from the old date, Mon 4 Dec 2090, with its time"),
        ("day", "+1w", "2090-12-08: Fri 8 Dec 2090, from the old date, Fri 1 Dec 2090"),
        ("zoned", "+1w 18:00", "2090-12-08 18:00: Fri 8 Dec 2090, from the old date, Fri 1 Dec 2090"),
    ] {
        let said = folder.run(&["move", &format!("r/{id}"), typed, "--correct", "--dry-run"]);
        assert!(said.contains(&format!("'{typed}' is {becomes}\n")), "{said}");
    }
}

#[test]
fn a_date_that_was_as_sure_as_what_it_counted_from_stays_so() {
    let text = "duewatch: 1
zone: Europe/Brussels
products:
  kes: {name: KES}
regulations:
  r:
    title: R
    milestones:
      p: {title: P, at: 2025-09-01, certainty: proposed}
      q: {title: Q, by: 1 month after p, products: [kes]}
      f: {title: F, by: 1 month after q, products: [kes]}
";
    let line = ["move", "r/q", "2025-11-01", "--reason", "x", "--when", "2025-09-15"];
    let folder = Folder::of(text);
    let said = folder.run(&line);
    assert!(said.contains("(certainty proposed, x,") && said.contains("certainty: proposed"), "{said}");
    let shown = folder.json(&["show", "r/q", "--json"]);
    assert_eq!(shown.pointer("/milestones/0/breach"), Some(&serde_json::Value::Bool(false)));
    let folder = Folder::of(text);
    let said = folder.run(&["move", "r/q", "2025-11-01", "--correct"]);
    assert!(said.contains("certainty: proposed"), "{said}");
    // A rule says it itself, and a date that is final by itself stays final.
    let folder = Folder::of(text);
    let said = folder.run(&["move", "r/q", "2 months after p", "--correct"]);
    assert!(!said.contains("certainty"), "{said}");
    let folder = Folder::of(&text.replace(", certainty: proposed", ""));
    assert!(!folder.run(&line).contains("certainty"));
}
