//! `ack`: an alert is acknowledged with a reason and an end, for one obligation or for all of a milestone.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

#[test]
fn an_alert_of_every_shape_of_cell_is_acknowledged_and_taken_back() {
    let folder = Folder::of(EDIT);
    let why = ["--reason", "waits for the  vendor", "--until", "2090-01-01"];
    let lines =
        ["ban/words:kes", "ban/records:kes", "ban/listed:hub", "ban/covered:agent", "ban/ours:org", "ban/yearly"];
    let mut all = String::new();
    for address in lines {
        let line: Vec<&str> = ["ack", address].into_iter().chain(why).collect();
        let _ = writeln!(all, "## {address}\n{}\n", folder.run(&line));
    }
    let _ = writeln!(all, "## again\n{}\n", folder.run(&["ack", "ban/words:kes", why[0], why[1], why[2], why[3]]));
    let _ = writeln!(
        all,
        "## longer\n{}\n",
        folder.run(&["ack", "ban/words:kes", "--reason", "-", "--until", "2091-01-01"])
    );
    assert_snapshot!("ack", all);
    let check = folder.output(&["check"]);
    assert_eq!(check.status.code(), Some(0), "{}", shown(&check));
    for _ in 0..=lines.len() {
        let output = folder.output(&["undo"]);
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn a_dry_run_of_an_acknowledgement_writes_nothing() {
    let folder = Folder::of(EDIT);
    let line = ["ack", "ban/words", "--reason", "waits", "--until", "2090-01-01", "--dry-run"];
    assert_snapshot!("ack_dry", folder.run(&line));
    let json = folder.json(&["ack", "ban/words", "--reason", "waits", "--until", "2090-01-01", "--dry-run", "--json"]);
    assert_eq!(json.pointer("/left_alone"), Some(&1.into()));
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
    let json = folder.json(&["ack", "ban/words:kes", "--reason", "waits", "--until", "2090-01-01", "--json"]);
    assert_eq!(json.pointer("/edits/0/outcome"), Some(&"done".into()), "{json}");
    let shown = folder.json(&["show", "ban/words:kes", "--json"]);
    let acked = shown.pointer("/obligations/0/acked").cloned().unwrap_or_default();
    assert_eq!(acked.pointer("/why"), Some(&"waits".into()), "{shown}");
    assert_eq!(acked.pointer("/until"), Some(&"2090-01-01".into()), "{shown}");
}

#[test]
fn an_acknowledgement_that_is_refused() {
    let folder = Folder::of(EDIT);
    let refused: [(&str, &[&str]); 10] = [
        ("no_reason", &["ack", "ban/words:kes", "--until", "2090-01-01"]),
        ("empty_reason", &["ack", "ban/words:kes", "--reason", " ", "--until", "2090-01-01"]),
        ("no_end", &["ack", "ban/words:kes", "--reason", "waits"]),
        ("no_day", &["ack", "ban/words:kes", "--reason", "waits", "--until", "1/2/2090"]),
        ("over", &["ack", "ban/words:kes", "--reason", "waits", "--until", "2020-01-01"]),
        ("event", &["ack", "ban/past", "--reason", "waits", "--until", "2090-01-01"]),
        ("nobody", &["ack", "ban/nobody", "--reason", "waits", "--until", "2090-01-01"]),
        ("regulation", &["ack", "regulation:ban", "--reason", "waits", "--until", "2090-01-01"]),
        ("near", &["ack", "ban/wrods", "--reason", "waits", "--until", "2090-01-01"]),
        ("as_of", &["ack", "ban/words:kes", "--reason", "w", "--until", "2090-01-01", "--as-of", "2026-01-01"]),
    ];
    let mut all = String::new();
    for (name, line) in refused {
        let _ = writeln!(all, "## {name}\n{}\n", folder.run(line));
    }
    assert_snapshot!("ack_refused", all);
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn what_is_closed_alerts_nobody() {
    let folder = Folder::of(EDIT);
    folder.run(&["set", "ban/words:kes", "done"]);
    let said = folder.run(&["ack", "ban/words:kes", "--reason", "w", "--until", "2090-01-01"]);
    assert!(said.contains("is done: it alerts nobody") && said.contains("exit 2"), "{said}");
}

#[test]
fn an_acknowledgement_hides_nothing_that_is_overdue() {
    let folder = Folder::of(&EDIT.replace("by: 2090-04-15", "by: 2020-04-15").replace("        repeat: yearly\n", ""));
    let late = || {
        let answer = folder.json(&["list", "is:overdue", "--json"]);
        answer.pointer("/milestones").and_then(|all| all.as_array()).map_or(0, Vec::len)
    };
    let before = late();
    assert!(before > 0);
    folder.run(&["ack", "ban/yearly", "--reason", "the agency knows", "--until", "2090-01-01"]);
    assert_eq!(late(), before);
}
