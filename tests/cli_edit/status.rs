//! The status of an obligation, of every shape, for one or for all of a milestone.

use std::fmt::Write as _;
use std::fs;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, difference, numstat, shown};

#[test]
fn a_status_of_every_shape_of_cell() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("set_word", folder.run(&["set", "ban/words:kes", "done"]));
    assert_snapshot!(
        "set_record",
        folder.run(&["set", "ban/records:kes", "done", "--closed", "2026-11-01", "--who", "ben"])
    );
    assert_snapshot!("set_record_on_lines", folder.run(&["set", "ban/records:hub", "blocked", "--waiting", "vendor"]));
    assert_snapshot!("set_list_item", folder.run(&["set", "ban/listed:hub", "n/a", "--reason", "sold in 2025"]));
    assert_snapshot!("set_covered", folder.run(&["set", "ban/covered:agent", "in-progress"]));
    assert_snapshot!(
        "set_implied",
        folder.run(&["set", "ban/ours:org", "done", "--evidence", "a.pdf", "--evidence", "b"])
    );
    assert_snapshot!("set_scalar", folder.run(&["set", "ban/one:hub", "done"]));
    assert_snapshot!("set_occurrence", folder.run(&["set", "ban/yearly@2091-04-15:kes", "done"]));
    assert_snapshot!(
        "set_accepted",
        folder.run(&[
            "set",
            "ban/listed:kes",
            "accepted",
            "--reason",
            "cost: too high",
            "--until",
            "2090-01-01",
            "--note",
            "see #4"
        ])
    );
    let check = folder.output(&["check"]);
    assert_eq!(check.status.code(), Some(0), "{}", shown(&check));
}

#[test]
fn a_status_for_every_live_obligation_of_a_milestone() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("set_milestone", folder.run(&["set", "ban/words", "done"]));
    assert_snapshot!("set_milestone_again", folder.run(&["set", "ban/words", "done"]));
    assert_snapshot!("set_milestone_undone", folder.run(&["undo"]));
    assert_eq!(folder.text(), EDIT);
    let answer = folder.json(&["set", "ban/words", "blocked", "--waiting", "vendor", "--json"]);
    assert_eq!(answer.pointer("/left_alone"), Some(&1.into()));
}

#[test]
fn a_status_that_is_refused() {
    let folder = Folder::of(EDIT);
    let refused: [(&str, &[&str]); 17] = [
        ("no_status", &["set", "ban/words:kes", "don"]),
        ("same", &["set", "ban/words:kes", "open"]),
        ("no_reason", &["set", "ban/words:kes", "accepted"]),
        ("no_waiting", &["set", "ban/words:kes", "blocked"]),
        ("foreign_key", &["set", "ban/words:kes", "done", "--waiting", "vendor"]),
        ("no_day", &["set", "ban/words:kes", "done", "--closed", "1/2/2026"]),
        ("day_to_come", &["set", "ban/words:kes", "done", "--closed", "2090-01-01"]),
        ("product", &["set", "product:kes", "done"]),
        ("regulation", &["set", "ban", "done"]),
        ("both", &["set", "kes", "done"]),
        ("near", &["set", "ban/wrods:kes", "done"]),
        ("near_product", &["set", "ban/words:hup", "done"]),
        ("untouched", &["set", "ban/words:pump", "done"]),
        ("event", &["set", "ban/past", "done"]),
        ("nobody", &["set", "ban/nobody", "done"]),
        ("no_occurrence", &["set", "ban/yearly@2091-05-01", "done"]),
        ("no_occurrence_of_it", &["set", "ban/yearly@2091-05-01:kes", "done"]),
    ];
    let mut all = String::new();
    for (name, line) in refused {
        let _ = writeln!(all, "## {name}\n{}\n", folder.run(line));
    }
    assert_snapshot!("set_refused", all);
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
}

#[test]
fn a_series_takes_its_oldest_live_occurrence_unless_several_are_overdue() {
    let mut all = String::new();
    let mut step = |folder: &Folder, line: &[&str]| {
        let _ = writeln!(all, "## {}\n{}\n", line.join(" "), folder.run(line));
    };
    let folder = Folder::of(EDIT);
    step(&folder, &["set", "ban/yearly", "done"]);
    step(&folder, &["set", "ban/yearly:hub", "in-progress"]);
    step(&folder, &["set", "ban/yearly@2094-04-15:kes", "n/a", "--reason", "sold"]);
    step(&folder, &["set", "ban/yearly@2091-04-15", "done"]);
    let overdue = Folder::of(
        &EDIT
            .replace("by: 2090-04-15", "by: 2020-04-15\n        repeat: yearly until 2022-04-15")
            .replace("        repeat: yearly\n", ""),
    );
    step(&overdue, &["set", "ban/yearly", "done"]);
    step(&overdue, &["set", "ban/yearly:kes", "done"]);
    step(&overdue, &["set", "ban/yearly@2021-04-15", "done"]);
    assert_snapshot!("set_series", all);
}

#[test]
fn who_edits_is_the_login_name_where_nothing_else_says_it() {
    let folder = Folder::of(EDIT);
    let uid = rustix::process::getuid().as_raw();
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = accounts.lines().find(|line| line.split(':').nth(2) == Some(&uid.to_string()));
    let name = line.and_then(|line| line.split(':').next()).map_or_else(|| format!("uid-{uid}"), str::to_string);
    let output = folder.command().env_remove("USER").args(["set", "ban/words:kes", "done"]).output().expect("runs");
    assert!(shown(&output).contains(&format!("who {name})")), "{}", shown(&output));
}

#[test]
fn one_status_is_one_line_of_the_shipped_file() {
    let shipped = include_str!("../../deadlines.yaml");
    let folder = Folder::of(shipped);
    let answer = folder.json(&["list", "--obligations", "--json"]);
    let cells = answer.pointer("/obligations").and_then(|v| v.as_array()).expect("obligations");
    let live = |cell: &&serde_json::Value| cell.get("live") == Some(&true.into());
    let addresses = cells.iter().filter(live).filter_map(|cell| cell.get("address")?.as_str());
    let addresses: Vec<&str> = addresses.step_by(9).take(8).collect();
    assert_eq!(addresses.len(), 8);
    for address in addresses {
        let before = folder.text();
        let said = folder.run(&["set", address, "done", "--closed", "2026-01-05"]);
        assert!(said.contains("--- exit 0"), "{address}: {said}");
        let after = folder.text();
        let lines = difference(&before, &after);
        let counts = numstat(&before, &after).unwrap_or_default();
        // The first occurrence of a series brings the key `occurrences` with it.
        let most = 1 + usize::from(lines.contains("occurrences:"));
        assert_eq!(lines.lines().filter(|line| line.starts_with('+')).count(), most, "{address}: {lines}");
        let is_said = ["", "1\t1", "1\t0"].contains(&&*counts) || most == 2 && counts == "2\t0";
        assert!(is_said, "{address}: {counts}: {lines}");
        assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
        assert_eq!(folder.text(), before);
    }
}

#[test]
fn how_a_day_was_understood_is_said_by_set_and_edit() {
    let text = "duewatch: 1\nzone: UTC\nproducts:\n  kes: {name: K}\nregulations:\n  r:\n    title: R\n    milestones:\n      \
                us: {title: U, by: 2090-01-01, products: [kes]}\n";
    let folder = Folder::of(text);
    let said = folder.run(&["set", "r/us:kes", "done", "--closed", "27 dec 2025"]);
    assert!(said.contains("'27 dec 2025' is 2025-12-27: Sat 27 Dec 2025\n"), "{said}");
    let said = folder.run(&["edit", "r/us:kes", "closed", "yesterday"]);
    assert!(said.contains("'yesterday' is "), "{said}");
    let said = folder.run(&["edit", "r/us", "opens", "1 feb 2089"]);
    assert!(said.contains("'1 feb 2089' is 2089-02-01: Tue 1 Feb 2089\n"), "{said}");
    let said = folder.run(&["edit", "r/us", "opens", "2089-03-01"]);
    assert!(!said.contains("' is "), "{said}");
}
