//! `rm`: what goes, what goes with it, and who is asked.

use std::fmt::Write as _;
use std::time::Duration;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, settled, shown};
use super::pty;

/// The file with filters that are saved.
fn with_views() -> String {
    format!("{EDIT}views:\n  mine: product:kes or regulation:ban\n  late: is:overdue\n")
}

fn all(folder: &Folder, lines: &[&[&str]]) -> String {
    let mut said = String::new();
    for line in lines {
        let _ = writeln!(said, "## {}\n{}\n", line.join(" "), folder.run(line));
    }
    said
}

#[test]
fn records_go_with_what_stands_in_them_and_come_back() {
    let folder = Folder::of(&with_views());
    let lines: [&[&str]; 7] = [
        &["rm", "product:kes", "--yes"],
        &["rm", "ban/words", "--yes"],
        &["rm", "ban/listed:hub", "--yes"],
        &["rm", "ban/covered:tag:endpoint", "--yes"],
        &["rm", "regulation:kes", "product:pump", "--yes"],
        &["rm", "ban/records", "ban/records:hub", "ban/one", "--yes"],
        &["rm", "ban", "--yes"],
    ];
    assert_snapshot!("rm", all(&folder, &lines));
    assert_snapshot!("rm_log", folder.run(&["log"]));
    for _ in lines {
        let output = folder.output(&["undo"]);
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    assert_eq!(folder.text(), with_views());
    for _ in lines {
        assert_eq!(folder.output(&["redo"]).status.code(), Some(0));
    }
    let output = folder.output(&["undo"]);
    assert_snapshot!("rm_undone", shown(&output));
}

#[test]
fn what_would_go_is_shown() {
    let folder = Folder::of(&with_views());
    assert_snapshot!("rm_dry", folder.run(&["rm", "ban/words", "--dry-run"]));
    assert_snapshot!("rm_dry_json", folder.run(&["rm", "ban/words", "product:kes", "--dry-run", "--json"]));
    assert_eq!(folder.text(), with_views());
}

#[test]
fn a_filter_that_names_two_of_those_that_go_is_told_once() {
    let folder = Folder::of(&with_views());
    let said = folder.run(&["rm", "product:kes", "ban", "--dry-run"]);
    assert!(said.contains("1 saved filter names what goes, and stays as it is: mine\n"), "{said}");
    let json = folder.json(&["rm", "product:kes", "ban", "--dry-run", "--json"]);
    assert!(json.to_string().matches("\"mine\"").count() == 1, "{json}");
}

#[test]
fn what_cannot_go_is_refused() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 8] = [
        &["rm"],
        &["rm", "hub"],
        &["rm", "ban/words", "ban/wrods"],
        &["rm", "kes", "--yes"],
        &["rm", "file", "--yes"],
        &["rm", "ban/words:pump", "--yes"],
        &["rm", "ban/covered:agent", "--yes"],
        &["rm", "ban/yearly@2091-04-15", "--yes"],
    ];
    assert_snapshot!("rm_refused", all(&folder, &lines));
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
}

/// Runs `rm` on a terminal and types an answer to its question; returns what the terminal shows.
fn asked(folder: &Folder, addresses: &[&str], question: &str, answer: &str) -> String {
    let mut terminal = pty::Terminal::builder()
        .size(120, 20)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        .env("USER", "ana")
        .current_dir(folder.folder.path())
        .timeout(Duration::from_secs(10))
        .args(["rm"])
        .args(addresses)
        .spawn(env!("CARGO_BIN_EXE_duewatch"))
        .expect("a terminal");
    pty::see(&mut terminal, question);
    terminal.send_str(answer).expect("it takes the answer");
    let code = terminal.wait_exit().expect("it ends");
    let screen = terminal.screen();
    let rows: Vec<String> = (0..screen.rows()).map(|row| screen.row_text(row).trim_end().to_string()).collect();
    settled(&format!("{}\n--- {code:?}", rows.join("\n").trim_end()))
}

#[test]
fn on_a_terminal_it_asks_and_no_is_what_enter_says() {
    let folder = Folder::of(&with_views());
    assert_snapshot!("rm_asked_enter", asked(&folder, &["product:kes"], "[y/N]", "\r"));
    assert_snapshot!("rm_asked_end", asked(&folder, &["ban/words"], "[y/N]", "\u{4}"));
    let two = ["ban/words", "product:hub"];
    assert_snapshot!("rm_asked_yes_for_two", asked(&folder, &two, "type 2", "y\r"));
    assert_eq!(folder.text(), with_views());
    assert_snapshot!("rm_asked_two", asked(&folder, &two, "type 2", "2\r"));
    assert_snapshot!("rm_asked_yes", asked(&folder, &["ban/one"], "[y/N]", "y\r"));
    assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.text(), with_views());
}
