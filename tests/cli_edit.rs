//! The commands that write, on the real binary and real files: what they say, what they change, what they refuse.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[expect(dead_code, unused_imports, reason = "only the terminal is used here")]
#[path = "support/pty.rs"]
mod pty;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use insta::assert_snapshot;

/// The file that most tests begin with.
const EDIT: &str = include_str!("data/cli/edit.yaml");

/// A folder with a data file, and who writes there.
struct Folder {
    folder: tempfile::TempDir,
    name: &'static str,
}

impl Folder {
    fn of(text: &str) -> Self {
        let folder = Self { folder: tempfile::tempdir().expect("a folder"), name: "deadlines.yaml" };
        folder.write(text);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, text: &str) {
        fs::write(self.path(self.name), text).expect("a file is written");
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path(self.name)).expect("the file")
    }

    fn journal(&self) -> String {
        fs::read_to_string(self.path("deadlines.journal.jsonl")).expect("the journal")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duewatch"));
        command
            .env_clear()
            .envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("TERM", "xterm"), ("HOME", "/nonexistent"), ("USER", "ana")])
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn output(&self, line: &[&str]) -> Output {
        self.command().args(line).output().expect("the binary runs")
    }

    /// Runs a command; returns what it said, and what changed in the file.
    fn run(&self, line: &[&str]) -> String {
        let before = self.text();
        let mut said = shown(&self.output(line));
        let change = difference(&before, &self.text());
        if !change.is_empty() {
            let _ = write!(said, "\n--- change\n{}", settled(&change));
        }
        said
    }

    fn json(&self, line: &[&str]) -> serde_json::Value {
        let output = self.output(line);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", shown(&output)))
    }

    /// Holds the lock, as another program that saves.
    fn lock(&self) -> File {
        let lock = File::options().create(true).append(true).open(self.path(".deadlines.yaml.lock"));
        let lock = lock.expect("the lock file");
        lock.lock().expect("the lock");
        lock
    }
}

fn shown(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let _ = write!(text, "--- stderr\n{stderr}--- exit {}", output.status.code().unwrap_or(-1));
    settled(&text)
}

/// Puts words in place of what differs from run to run: days, times, the machine, hashes.
fn settled(text: &str) -> String {
    let now = chrono::Utc::now();
    let mut text = text.to_string();
    for day in [now, now - chrono::TimeDelta::hours(1)].map(|now| now.date_naive()) {
        text = text.replace(&day.to_string(), "TODAY");
    }
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    text = text.replace(&format!("\"{host}\""), "\"HOST\"").replace(&format!(" on {host} "), " on HOST ");
    text = without(&text, "TODAYT", 14, "NOW");
    text = without(&text, "TODAY ", 5, "TODAY HH:MM");
    without(&text, "\"sha256\": \"", 64, "\"sha256\": \"HASH")
}

/// Replaces `head` and so many letters behind it, if they look like a time or a hash.
fn without(text: &str, head: &str, letters: usize, by: &str) -> String {
    let mut parts = text.split(head);
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let fits = part.chars().take(letters).all(|c| c.is_ascii_hexdigit() || "+-:".contains(c));
        match part.get(letters..).filter(|_| fits) {
            Some(rest) => out.extend([by, rest]),
            None => out.extend([head, part]),
        }
    }
    out
}

/// Returns the lines between what two texts have in common at their ends.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let lines = |lines: &[&str], sign: &str| -> String {
        let middle = lines.iter().skip(head).take(lines.len() - tail - head);
        middle.fold(String::new(), |text, line| text + sign + line.trim_end_matches('\n') + "\n")
    };
    lines(&old, "-") + &lines(&new, "+")
}

/// Returns how many lines `git` says were added and removed.
fn numstat(before: &str, after: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("a", before), ("b", after)] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut git = Command::new("git");
    git.args(["diff", "--no-index", "--numstat", "a", "b"]).current_dir(folder.path());
    let output = git.output().ok()?;
    String::from_utf8_lossy(&output.stdout).rsplit_once('\t').map(|(counts, _)| counts.to_string())
}

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
    let refused: [(&str, &[&str]); 16] = [
        ("no_status", &["set", "ban/words:kes", "don"]),
        ("same", &["set", "ban/words:kes", "open"]),
        ("no_reason", &["set", "ban/words:kes", "accepted"]),
        ("no_waiting", &["set", "ban/words:kes", "blocked"]),
        ("foreign_key", &["set", "ban/words:kes", "done", "--waiting", "vendor"]),
        ("no_day", &["set", "ban/words:kes", "done", "--closed", "1.2.2026"]),
        ("day_to_come", &["set", "ban/words:kes", "done", "--closed", "2090-01-01"]),
        ("product", &["set", "product:kes", "done"]),
        ("regulation", &["set", "ban", "done"]),
        ("both", &["set", "kes", "done"]),
        ("near", &["set", "ban/wrods:kes", "done"]),
        ("near_product", &["set", "ban/words:hup", "done"]),
        ("untouched", &["set", "ban/words:pump", "done"]),
        ("event", &["set", "ban/past", "done"]),
        ("nobody", &["set", "ban/nobody", "done"]),
        ("repeats", &["set", "ban/yearly", "done"]),
    ];
    let mut all = String::new();
    for (name, line) in refused {
        let _ = writeln!(all, "## {name}\n{}\n", folder.run(line));
    }
    assert_snapshot!("set_refused", all);
    assert_snapshot!("set_occurrence_alone", folder.run(&["set", "ban/yearly@2091-04-15", "done"]));
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
}

#[test]
fn notes_are_put_behind_those_that_are_there() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("note_text", folder.run(&["note", "ban/words", "and the board agreed"]));
    assert_snapshot!("note_words", folder.run(&["note", "hub", "several", "words:", "one text"]));
    assert_snapshot!("note_new", folder.run(&["note", "ban", "# is no comment"]));
    assert_snapshot!("note_cell", folder.run(&["note", "ban/words:kes", "asked again"]));
    assert_snapshot!("note_covered", folder.run(&["note", "ban/covered:agent", "asked by phone"]));
    assert_snapshot!("note_untouched", folder.run(&["note", "ban/covered:pump", "asked by phone"]));
    assert_snapshot!("note_empty", folder.run(&["note", "ban", " "]));
    assert_snapshot!("note_no_input", folder.run(&["note", "ban"]));
    assert_snapshot!("note_nobody", folder.run(&["note", "ban/nothing", "text"]));
    for line in [&["note", "ban/ours"][..], &["note", "ban/one", "-"]] {
        let mut child = folder.command().args(line).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("runs");
        child.stdin.take().expect("a pipe").write_all(b"first line\r\nsecond line\n\n").expect("it takes the text");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    assert_eq!(folder.text().matches("first line\n").count(), 2, "{}", folder.text());
    for _ in 0..7 {
        assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    }
    assert_eq!(folder.text(), EDIT);
}

/// A script that is the user's editor.
fn editor(folder: &Folder, script: &str) {
    let path = folder.path("editor");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a mode");
}

/// Runs `note` on a terminal with that editor; returns what the terminal shows.
fn noted(folder: &Folder, address: &str) -> String {
    let mut terminal = pty::Terminal::builder()
        .size(120, 20)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("VISUAL", "./editor --wait")
        .env("EDITOR", "false")
        .env("TMPDIR", if folder.path("tmp").exists() { folder.path("tmp") } else { std::env::temp_dir() })
        .env("LANG", "C.UTF-8")
        .env("USER", "ana")
        .current_dir(folder.folder.path())
        .timeout(std::time::Duration::from_secs(10))
        .args(["note", address])
        .spawn(env!("CARGO_BIN_EXE_duewatch"))
        .expect("a terminal");
    let code = terminal.wait_exit().expect("it ends");
    let screen = terminal.screen();
    let rows: Vec<String> = (0..screen.rows()).map(|row| screen.row_text(row).trim_end().to_string()).collect();
    settled(&format!("{}\n--- {code:?}", rows.join("\n").trim_end()))
}

#[test]
fn on_a_terminal_a_note_is_written_in_the_users_editor() {
    let folder = Folder::of(EDIT);
    // The text comes in a file of the user's own; the editor puts another file in its place.
    editor(&folder, "[ \"$1\" = --wait ] && stat -c %a \"$2\" > mode && sed 's/$/!/' \"$2\" > new && mv new \"$2\"");
    assert_snapshot!("editor_rewritten", noted(&folder, "ban/words"));
    assert_eq!(fs::read_to_string(folder.path("mode")).expect("the mode"), "600\n");
    assert_eq!(
        difference(EDIT, &folder.text()),
        "-        notes: The law says so.\n+        notes: The law says so.!\n"
    );
    folder.run(&["undo"]);
    editor(&folder, "printf '\\nmore\\n' >> \"$2\"");
    assert_snapshot!("editor_appended", noted(&folder, "hub"));
    assert!(
        folder.text().contains("      An old hub.\n\n      more\n")
            || folder.text().contains("      An old hub.\n      more\n")
    );
    let stays = folder.text();
    for (name, script) in [
        ("unchanged", "true"),
        ("empty", ": > \"$2\""),
        ("failed", "echo lost > \"$2\"; exit 3"),
        ("gone", "rm \"$2\""),
    ] {
        editor(&folder, script);
        assert_snapshot!(format!("editor_{name}"), noted(&folder, "hub"));
        assert_eq!(folder.text(), stays, "{name}");
    }
    // What was typed and cannot be saved is kept.
    fs::create_dir(folder.path("tmp")).expect("a folder");
    editor(&folder, "echo typed > \"$2\"; printf ']' >> deadlines.yaml");
    let said = noted(&folder, "hub");
    let kept = fs::read_dir(folder.path("tmp")).expect("the folder").next().expect("a file").expect("a file").path();
    assert_eq!(fs::read_to_string(&kept).expect("the text"), "typed\n");
    assert!(said.replace('\n', "").contains(&format!("your text is kept in '{}'", kept.display())), "{said}");
    folder.write(&stays);
    fs::remove_file(folder.path("editor")).expect("no editor");
    assert_snapshot!("editor_missing", noted(&folder, "hub"));
}

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

#[test]
fn a_move_that_is_refused() {
    let folder = Folder::of(EDIT);
    let why = ["--reason", "postponed", "--when", "today"];
    let refused: [(&str, &[&str]); 11] = [
        ("no_reason", &["move", "ban/words", "2090-09-01"]),
        ("no_when", &["move", "ban/words", "2090-09-01", "--reason", "postponed"]),
        ("correct_with_source", &["move", "ban/words", "2090-09-01", "--correct", "--source", "https://example.com"]),
        ("correct_with_when", &["move", "ban/words", "2090-09-01", "--correct", "--when", "today"]),
        ("no_date", &["move", "ban/words", "1.9.2090", "--correct"]),
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
fn undo_and_redo_go_back_and_forth_over_many_runs() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("undo_nothing", folder.run(&["undo"]));
    assert_snapshot!("redo_nothing", folder.run(&["redo"]));
    let mut texts = vec![EDIT.to_string()];
    let lines: [&[&str]; 4] = [
        &["set", "ban/words:kes", "done"],
        &["note", "ban/words:kes", "the letter went out"],
        &["move", "ban/words", "2090-09-01", "--reason", "postponed", "--when", "today"],
        &["set", "ban/ours:org", "in-progress"],
    ];
    for line in lines {
        let said = folder.run(line);
        assert!(said.contains("--- exit 0"), "{said}");
        texts.push(folder.text());
    }
    for way in ["undo", "redo", "undo"] {
        for number in 0..lines.len() {
            let said = folder.run(&[way]);
            let at = if way == "undo" { lines.len() - 1 - number } else { number + 1 };
            assert_eq!(Some(&folder.text()), texts.get(at), "{way} {number}: {said}");
        }
    }
    assert_snapshot!("undo_end", folder.run(&["undo"]));
    assert_snapshot!("redo_one", folder.run(&["redo"]));
    let other = folder.command().env("USER", "ben").arg("undo").output().expect("runs");
    assert_snapshot!("undo_of_another", shown(&other));
    assert_snapshot!("log_after_undo", folder.run(&["log"]));
}

#[test]
fn an_undo_of_what_was_changed_again_is_a_conflict() {
    let folder = Folder::of(EDIT);
    folder.run(&["set", "ban/words:kes", "in-progress"]);
    folder.write(&folder.text().replace("kes: in-progress", "kes: blocked"));
    assert_snapshot!("undo_conflict", folder.run(&["undo"]));
    folder.write(&folder.text().replace("kes: blocked", "kes: in-progress").replace("Nothing new", "Nothing at all"));
    assert_snapshot!("undo_elsewhere", folder.run(&["undo"]));
    assert_eq!(folder.text(), EDIT.replace("Nothing new", "Nothing at all"));
}

#[test]
fn an_undo_brings_back_also_what_was_wrong() {
    let wrong = EDIT.replace("kes: open ", "kes: opne ");
    let folder = Folder::of(&wrong);
    assert!(folder.run(&["set", "ban/ours:org", "done"]).contains("--- exit 0"));
    assert!(folder.run(&["set", "ban/words:kes", "done"]).contains("--- exit 0"));
    for _ in 0..2 {
        let said = folder.run(&["undo"]);
        assert!(said.contains("--- exit 0"), "{said}");
    }
    assert_eq!(folder.text(), wrong);
}

#[test]
fn what_others_refer_to_is_refused_with_its_place() {
    let text = EDIT.replace("products: [kes, hub]\n      covered", "products: &both [kes, hub]\n      covered");
    let text = text.replace("products: hub", "products: *both");
    let folder = Folder::of(&text);
    let anchored = folder.run(&["set", "ban/listed:kes", "done"]);
    assert!(anchored.contains("--- stderr\ndeadlines.yaml:") && anchored.ends_with("--- exit 2"), "{anchored}");
    assert_snapshot!("aliased", folder.run(&["set", "ban/one:kes", "done"]));
    assert_eq!(folder.text(), text);
}

#[test]
fn the_log_says_who_changed_what() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("log_none", folder.run(&["log"]));
    assert_snapshot!("log_verify_none", folder.run(&["log", "--verify"]));
    folder.run(&["set", "ban/words", "done"]);
    let ben = folder.command().env("USER", "ben").args(["note", "ban/records", "told"]).output().expect("runs");
    assert_eq!(ben.status.code(), Some(0), "{}", shown(&ben));
    folder.write(&folder.text().replace("# the owner", "# an owner"));
    folder.run(&["set", "ban/ours:org", "done"]);
    assert_snapshot!("log", folder.run(&["log"]));
    assert_snapshot!("log_json", folder.run(&["log", "--json"]));
    assert_snapshot!("log_milestone", folder.run(&["log", "ban/words"]));
    assert_snapshot!("log_cell", folder.run(&["log", "ban/words:kes"]));
    assert_snapshot!("log_product", folder.run(&["log", "hub"]));
    assert_snapshot!("log_regulation", folder.run(&["log", "regulation:kes"]));
    assert_snapshot!("log_unknown", folder.run(&["log", "ban/wrods"]));
    assert_snapshot!("log_since", folder.run(&["log", "--since", "2090-01-01"]));
    assert_snapshot!("log_since_today", folder.run(&["log", "ban/words", "--since", "today"]));
    assert_snapshot!("log_since_wrong", folder.run(&["log", "--since", "soon"]));
    assert_snapshot!("log_verify_address", folder.run(&["log", "ban", "--verify"]));
    folder.write(&folder.text().replace("# an owner", "# her"));
    assert_snapshot!("log_foreign_end", folder.run(&["log"]));
    let gone = folder.text().replace("      records:", "      listing:").replace("after records", "after listing");
    folder.write(&gone);
    assert_snapshot!("log_of_a_record_that_is_gone", folder.run(&["log", "ban/records"]));
}

#[test]
fn the_journal_is_proved() {
    let folder = Folder::of(EDIT);
    for status in ["done", "open", "in-progress"] {
        assert!(folder.run(&["set", "ban/words:kes", status]).contains("--- exit 0"));
    }
    assert_snapshot!("log_verify", folder.run(&["log", "--verify"]));
    let whole = folder.journal();
    let path = folder.path("deadlines.journal.jsonl");
    fs::write(&path, whole.replacen("\"user\":\"ana\"", "\"user\":\"eve\"", 1)).expect("a journal");
    assert_snapshot!("log_verify_changed", folder.run(&["log", "--verify"]));
    assert_snapshot!("log_verify_changed_json", folder.run(&["log", "--verify", "--json"]));
    assert_snapshot!("log_of_a_changed_journal", folder.run(&["log", "ban/ours"]));
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let without_third: String = lines.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, line)| *line).collect();
    fs::write(&path, without_third).expect("a journal");
    assert_snapshot!("log_verify_lost", folder.run(&["log", "--verify"]));
    let without_the_end: String = lines.iter().take(lines.len() - 2).copied().collect();
    fs::write(&path, without_the_end).expect("a journal");
    let said = folder.run(&["log", "--verify"]);
    assert!(said.contains("the file is not what the last entry left"), "{said}");
    fs::write(&path, format!("{whole}{{\"v\":1,\"se")).expect("a journal");
    assert_snapshot!("log_verify_torn", folder.run(&["log", "--verify"]));
    assert_snapshot!("set_on_a_torn_journal", folder.run(&["set", "ban/ours:org", "done"]));
    assert_snapshot!("log_verify_after_torn", folder.run(&["log", "--verify"]));
}

#[test]
fn answers_as_json() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("json_set", folder.run(&["set", "ban/records:kes", "done", "--evidence", "a.pdf", "--json"]));
    assert_snapshot!("json_undo", folder.run(&["undo", "--json"]));
    let line = ["move", "ban/words", "2090-09-01", "--reason", "postponed", "--when", "today", "--json"];
    assert_snapshot!("json_move", folder.run(&line));
    let hash = |answer: &serde_json::Value| answer.pointer("/sha256").cloned();
    let answer = folder.json(&["note", "ban", "text", "--json"]);
    let now = folder.json(&["list", "zebra", "--json"]);
    assert_eq!(hash(&answer), hash(&now));
}

#[test]
fn one_status_is_one_line_of_the_shipped_file() {
    let shipped = include_str!("../deadlines.yaml");
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
        assert!(lines.lines().filter(|line| line.starts_with('+')).count() == 1, "{address}: {lines}");
        assert!(counts.is_empty() || counts == "1\t1" || counts == "1\t0", "{address}: {counts}: {lines}");
        assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
        assert_eq!(folder.text(), before);
    }
}

#[test]
fn line_ends_links_and_modes_stay() {
    let crlf = EDIT.replace('\n', "\r\n");
    let folder = Folder::of(&crlf);
    let real = folder.path("real");
    fs::create_dir(&real).expect("a folder");
    fs::rename(folder.path("deadlines.yaml"), real.join("plan.yaml")).expect("a move");
    symlink("real/plan.yaml", folder.path("deadlines.yaml")).expect("a link");
    fs::set_permissions(real.join("plan.yaml"), fs::Permissions::from_mode(0o640)).expect("a mode");
    for line in
        [&["set", "ban/ours:org", "done"][..], &["set", "ban/words:kes", "done"], &["note", "ban/words", "a\nb"]]
    {
        let said = folder.run(line);
        assert!(said.contains("--- exit 0"), "{said}");
    }
    let text = folder.text();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(fs::symlink_metadata(folder.path("deadlines.yaml")).expect("a link").is_symlink());
    assert_eq!(fs::metadata(real.join("plan.yaml")).expect("a file").permissions().mode() & 0o7777, 0o640);
    assert!(real.join("plan.journal.jsonl").exists());
    for _ in 0..3 {
        folder.run(&["undo"]);
    }
    assert_eq!(folder.text(), crlf);
}

#[test]
fn what_cannot_be_written_is_left_alone() {
    let folder = Folder::of(EDIT);
    let set = ["set", "ban/words:kes", "done"];
    assert_snapshot!("as_of", folder.run(&[&set[..], &["--as-of", "2026-01-01"]].concat()));
    assert_snapshot!("stdin", folder.run(&[&set[..], &["--file", "-"]].concat()));
    assert_snapshot!("missing", folder.run(&[&set[..], &["--file", "missing.yaml"]].concat()));
    assert_snapshot!("log_missing", folder.run(&["log", "--file", "-"]));
    assert_snapshot!("read_only_option", folder.run(&[&set[..], &["--read-only"]].concat()));
    assert_snapshot!("read_only_before", folder.run(&[&["--read-only"][..], &set].concat()));
    folder.write(&EDIT.replace("products: [kes, hub]", "products: [kes, hub"));
    assert_snapshot!("broken_part", folder.run(&set));
    folder.write("- no\n- map\n");
    assert_snapshot!("broken", folder.run(&set));
    assert_snapshot!("broken_undo", folder.run(&["undo"]));
    folder.write("");
    assert_eq!(folder.output(&set).status.code(), Some(3));
}

#[test]
fn a_directory_or_file_that_cannot_be_written_is_said() {
    let folder = Folder::of(EDIT);
    let set = ["set", "ban/words:kes", "done"];
    fs::set_permissions(folder.path("deadlines.yaml"), fs::Permissions::from_mode(0o444)).expect("a mode");
    assert_snapshot!("read_only_file", as_in(&folder, &folder.run(&set)));
    fs::set_permissions(folder.path("deadlines.yaml"), fs::Permissions::from_mode(0o666)).expect("a mode");
    let is_root = rustix::process::getuid().is_root();
    // Nothing is closed to root: then nobody tries.
    fs::set_permissions(folder.folder.path(), fs::Permissions::from_mode(if is_root { 0o755 } else { 0o555 }))
        .expect("a mode");
    let mut command = folder.command();
    if is_root {
        command.uid(65_534).gid(65_534);
    }
    let said = command.args(set).output().map(|output| as_in(&folder, &shown(&output)));
    fs::set_permissions(folder.folder.path(), fs::Permissions::from_mode(0o755)).expect("a mode");
    assert_eq!(folder.text(), EDIT);
    match said {
        Ok(said) => assert_snapshot!("closed_directory", said),
        Err(error) => assert!(is_root, "only nobody may be unable to run the program: {error}"),
    }
}

/// Puts a word in place of the folder's name.
fn as_in(folder: &Folder, said: &str) -> String {
    let path = folder.folder.path().canonicalize().expect("its real path");
    said.replace(&path.display().to_string(), "FOLDER")
}

/// Starts a command while another program saves; returns when it waits.
fn waiting(folder: &Folder, line: &[&str]) -> (Child, BufReader<std::process::ChildStderr>) {
    let mut command = folder.command();
    command.args(line).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    let mut stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut said = String::new();
    stderr.read_line(&mut said).expect("it says something");
    assert_eq!(said, "another program is saving 'deadlines.yaml': waiting for it\n");
    (child, stderr)
}

fn ended(child: Child, mut stderr: impl std::io::Read) -> String {
    let mut said = String::new();
    stderr.read_to_string(&mut said).expect("text");
    let mut output = child.wait_with_output().expect("it ends");
    output.stderr = said.into_bytes();
    shown(&output)
}

#[test]
fn the_same_field_changed_on_both_sides_is_a_conflict() {
    let folder = Folder::of(EDIT);
    for (name, json) in [("conflict", None), ("conflict_json", Some("--json"))] {
        folder.write(EDIT);
        let lock = folder.lock();
        let line: Vec<&str> = ["set", "ban/words:kes", "done"].into_iter().chain(json).collect();
        let (child, stderr) = waiting(&folder, &line);
        let theirs = EDIT.replace("kes: open ", "kes: {status: blocked, waiting: lawyer} ");
        folder.write(&theirs);
        drop(lock);
        assert_snapshot!(name, ended(child, stderr));
        assert_eq!(folder.text(), theirs);
    }
}

#[test]
fn another_field_changed_in_between_is_kept() {
    let folder = Folder::of(EDIT);
    let lock = folder.lock();
    let (child, stderr) = waiting(&folder, &["set", "ban/words:kes", "done"]);
    folder.write(&EDIT.replace("hub: in-progress", "hub: open"));
    drop(lock);
    assert_snapshot!("replayed", ended(child, stderr));
    assert!(folder.text().contains("hub: open") && folder.text().contains("kes: {status: done"), "{}", folder.text());
}

#[test]
fn help_of_the_commands_that_write() {
    let folder = Folder::of(EDIT);
    for name in ["set", "note", "move", "verify", "undo", "redo", "log"] {
        let output = folder.output(&[name, "--help"]);
        // As it is: an example may name the day of today.
        assert_snapshot!(format!("help_{name}"), String::from_utf8_lossy(&output.stdout));
    }
}
