//! `edit`: any field of any record.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

fn all(folder: &Folder, lines: &[&[&str]]) -> String {
    let mut said = String::new();
    for line in lines {
        let line: Vec<&str> = ["edit"].iter().chain(line.iter()).copied().collect();
        let _ = writeln!(said, "## {}\n{}\n", line.join(" "), folder.run(&line));
    }
    said
}

#[test]
fn a_field_is_set_and_taken_away() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 21] = [
        &["hub", "owner", "@eve"],
        &["product:kes", "owner", ""],
        &["product:kes", "tags", "--add", "laptop", "--add", "phone"],
        &["product:kes", "tags", "--remove", "endpoint"],
        &["regulation:ban", "source", "--add", "https://example.com/b"],
        &["regulation:ban", "verified.who", "@eve"],
        &["regulation:ban", "severity", "high"],
        &["ban/words", "products", "hub, agent"],
        &["ban/listed", "products", "--add", "pump"],
        &["ban/one", "products", "--remove", "hub"],
        &["ban/words", "verb", "by"],
        &["ban/words", "alerts", "30d, 7d"],
        &["ban/words", "x-own", "yes"],
        &["ban/words", "notes", ""],
        &["ban/words:hub", "owner", "eve"],
        &["ban/records:kes", "chase", "2090-07-18"],
        &["ban/covered:tag:endpoint", "owner", "eve"],
        &["file", "title", "Edits, all of them"],
        &["file", "views.late", "is:overdue or -tag:draft"],
        &["file", "views.late", ""],
        &["ban/past", "title", "It was published, at last", "--dry-run"],
    ];
    assert_snapshot!("edit", all(&folder, &lines));
    assert_snapshot!("edit_log", folder.run(&["log"]));
    for _ in 0..lines.len() - 1 {
        let output = folder.output(&["undo"]);
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    assert_eq!(folder.text(), EDIT);
    assert_snapshot!("edit_json", folder.run(&["edit", "hub", "owner", "eve", "--json"]));
}

#[test]
fn a_long_text_comes_from_standard_input() {
    let folder = Folder::of(EDIT);
    let mut child = folder
        .command()
        .args(["edit", "product:hub", "notes", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("a pipe").write_all(b"first line\n\nsecond: line\n").expect("it takes the text");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert!(folder.text().contains("    notes: |\n      first line\n\n      second: line\n"), "{}", folder.text());
}

#[test]
fn what_cannot_stand_there_is_refused() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 24] = [
        &["ban/words", "onwer", "eve"],
        &["ban/words", "by", "2090-01-01"],
        &["ban/words:kes", "status", "done"],
        &["hub", "id", "x"],
        &["file", "products", "x"],
        &["hub", "name", ""],
        &["hub", "name", "Mail hub"],
        &["hub", "owner"],
        &["hub", "owner", "--add", "eve"],
        &["product:kes", "tags", "--remove", "endpiont"],
        &["hub", "tags", "--remove", "mail"],
        &["ban/words", "severity", "hihg"],
        &["ban/words", "zone", "CET+1"],
        &["ban/words", "calendar", "mars"],
        &["ban/words", "alerts", "30 dyas"],
        &["ban/words", "opens", "2091-01-01"],
        &["ban/words", "products", "kse"],
        &["ban/words", "repeat", "sometimes"],
        &["ban/covered:agent", "owner", "eve"],
        &["ban/words:pump", "owner", "eve"],
        &["ban/wrods", "owner", "eve"],
        &["ban/words:tag:x", "owner", "eve"],
        &["ban/words:hub", "due", "2090-01-01"],
        &["kes", "owner", "eve"],
    ];
    assert_snapshot!("edit_refused", all(&folder, &lines));
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
}

#[test]
fn a_day_that_no_status_takes_is_refused_as_a_field_too() {
    let folder = Folder::of(EDIT);
    for (cell, key, day, word) in [
        ("ban/words:agent", "closed", "2099-01-01", "'closed' 2099-01-01 is after now"),
        ("ban/words:agent", "closed", "2099-01-01 08:00", "is after now"),
        ("ban/records:kes", "since", "2099-01-01", "'since' 2099-01-01 is after now"),
        ("ban/records:kes", "until", "2026-01-01", "'until' 2026-01-01 is over"),
    ] {
        let field = folder.run(&["edit", cell, key, day]);
        assert!(field.contains(word) && field.contains("--- exit 2"), "{field}");
    }
    // The same words as where the status is set.
    let status = folder.run(&["set", "ban/words:agent", "done", "--closed", "2099-01-01"]);
    assert_eq!(status, folder.run(&["edit", "ban/words:agent", "closed", "2099-01-01"]));
    assert_eq!(folder.text(), EDIT);
    assert!(folder.run(&["edit", "ban/words:agent", "closed", "2026-01-03"]).contains("--- exit 0"));
    assert!(folder.run(&["edit", "ban/records:kes", "until", "2099-01-01"]).contains("--- exit 0"));
}

#[test]
fn taking_the_files_zone_away_says_what_dates_change_their_zone() {
    let text = EDIT.replace("zone: UTC", "zone: Europe/Brussels");
    let text = text.replace("by: 2091-01-31", "by: 2091-01-31 17:00 Europe/Brussels");
    let text =
        text.replace("at: 2026-01-01", "at: unknown").replace("by: 2091-03-31", "by: 2091-03-31\n        zone: UTC");
    let folder = Folder::of(&text);
    let warning = "warning: the dates of 7 milestones then take the zone of each machine that reads them\n";
    let dry = folder.run(&["edit", "file", "zone", "", "--dry-run"]);
    assert!(dry.contains(warning) && dry.contains("--- exit 0"), "{dry}");
    let json = folder.run(&["edit", "file", "zone", "", "--dry-run", "--json"]);
    assert!(json.contains(warning), "{json}");
    let said = folder.run(&["edit", "file", "zone", ""]);
    assert!(said.contains(warning) && said.contains("--- exit 0"), "{said}");
    folder.run(&["undo"]);
    // Another zone is no loss, nor is the title.
    assert!(!folder.run(&["edit", "file", "zone", "Europe/Paris"]).contains("warning"));
    assert!(!folder.run(&["edit", "file", "title", ""]).contains("warning"));
}

#[test]
fn what_was_wrong_before_stops_nothing_else() {
    let wrong = EDIT.replace("after words", "after wodrs");
    let folder = Folder::of(&wrong);
    assert!(folder.run(&["edit", "hub", "owner", "eve"]).contains("--- exit 0"));
    assert!(folder.run(&["rename", "regulation:ban", "the-ban"]).contains("--- exit 0"));
    assert!(folder.run(&["rm", "the-ban/past", "--yes"]).contains("--- exit 0"));
}
