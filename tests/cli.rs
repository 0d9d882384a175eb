//! The real binary: standard output, standard error and exit code in one snapshot.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use insta::assert_snapshot;

/// A moment four days before the first prohibition.
const JULY: &str = "2024-07-16T09:00:00-04:00";

fn duewatch() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duewatch"));
    command
        .env_clear()
        .envs([("TZ", "America/New_York"), ("LANG", "C.UTF-8"), ("TERM", "xterm"), ("HOME", "/nonexistent")])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli"))
        .stdin(Stdio::null());
    command
}

fn shown(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let _ = write!(text, "--- stderr\n{stderr}--- exit {}", output.status.code().unwrap_or(-1));
    text
}

fn run(line: &[&str]) -> String {
    shown(&duewatch().args(line).output().expect("the binary runs"))
}

/// Runs on the example as of July 2024.
fn july(line: &[&str]) -> String {
    let mut all = vec!["--file", "example.yaml", "--as-of", JULY];
    all.extend(line);
    run(&all)
}

fn json_of(command: &mut Command) -> serde_json::Value {
    let output = command.output().expect("the binary runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", shown(&output)))
}

#[test]
fn the_list() {
    assert_snapshot!("list", july(&["list"]));
    assert_snapshot!("list_obligations", july(&["list", "--obligations", "--sort", "status"]));
    assert_snapshot!("list_filtered", july(&["list", "status:blocked", "due<30d", "--limit", "1"]));
    assert_snapshot!("list_negated", july(&["list", "-regulation:kaspersky-ban", "--sort", "owner"]));
    assert_snapshot!("list_nothing_matches", july(&["list", "zebra"]));
    assert_snapshot!("list_bare_file", run(&["list", "--file", "bare.yaml"]));
    assert_snapshot!("list_colours", july(&["list", "is:overdue", "--color", "always"]));
    assert_eq!(july(&["list", "--format", "json"]), july(&["list", "--json"]));
}

/// Runs `list` on the file for other programs.
fn exchange(line: &[&str]) -> Output {
    let mut command = duewatch();
    command.args(["list", "--file", "exchange.yaml", "--as-of", JULY]).args(line);
    command.output().expect("the binary runs")
}

#[test]
fn lists_for_other_programs() {
    for format in ["csv", "markdown", "ics"] {
        assert_snapshot!(format!("list_{format}"), shown(&exchange(&["--format", format])));
        let cells = exchange(&["--format", format, "--obligations", "--sort", "product"]);
        assert_snapshot!(format!("list_{format}_obligations"), shown(&cells));
        assert_snapshot!(format!("list_{format}_nothing"), shown(&exchange(&["--format", format, "zebra"])));
    }
    assert_snapshot!("list_two_formats", shown(&exchange(&["--format", "csv", "--json"])));
}

#[test]
fn a_calendar_is_well_formed_on_the_wire_and_the_same_every_time() {
    let lines = |output: &Output| String::from_utf8(output.stdout.clone()).expect("UTF-8");
    for kind in [&["--format", "ics"][..], &["--format", "ics", "--obligations"]] {
        let text = lines(&exchange(kind));
        assert_eq!(text, lines(&exchange(kind)));
        assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let mut uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
        let count = uids.len();
        uids.sort_unstable();
        uids.dedup();
        assert_eq!((uids.len(), count), (count, text.matches("BEGIN:VEVENT").count()));
    }
}

#[test]
fn every_field_of_json_is_a_column() {
    use duewatch::exchange::csv;
    let kinds: [(&str, &[&str], &[&str]); 2] =
        [("/milestones/0", &csv::MILESTONE, &[]), ("/obligations/0", &csv::OBLIGATION, &["--obligations"])];
    for (pointer, columns, line) in kinds {
        let answer =
            json_of(duewatch().args(["list", "--file", "exchange.yaml", "--as-of", JULY, "--json"]).args(line));
        let record = answer.pointer(pointer).and_then(serde_json::Value::as_object).expect("a record");
        let missing: Vec<&String> = record.keys().filter(|k| *k != "x" && !columns.contains(&k.as_str())).collect();
        assert!(missing.is_empty(), "no column for {missing:?}");
    }
}

#[test]
fn the_next_ones() {
    assert_snapshot!("next", july(&["next"]));
    assert_snapshot!("next_three", july(&["next", "3"]));
    assert_snapshot!("next_one_line", july(&["next", "2", "--one-line"]));
}

#[test]
fn one_record() {
    assert_snapshot!("show_milestone", july(&["show", "kaspersky-ban/no-new-agreements", "--zone", "Europe/Brussels"]));
    assert_snapshot!("show_rule", july(&["show", "kaspersky-ban/told"]));
    assert_snapshot!("show_moved", july(&["show", "both/moved"]));
    assert_snapshot!("show_undated", july(&["show", "both/open-end"]));
    assert_snapshot!("show_obligation", july(&["show", "kaspersky-ban/late:kes"]));
    assert_snapshot!("show_regulation", july(&["show", "kaspersky-ban"]));
    assert_snapshot!("show_product", july(&["show", "mail-gateway"]));
}

#[test]
fn json_of_every_kind() {
    assert_snapshot!("json_milestone", july(&["show", "kaspersky-ban/no-new-agreements", "--json"]));
    assert_snapshot!("json_rule", july(&["show", "kaspersky-ban/told", "--json"]));
    assert_snapshot!("json_coarse", july(&["show", "both/period", "--json"]));
    assert_snapshot!("json_unknown", july(&["show", "both/open-end", "--json"]));
    assert_snapshot!("json_moved", july(&["show", "both/moved", "--json"]));
    assert_snapshot!("json_obligation", july(&["show", "kaspersky-ban/late:kes", "--json"]));
    assert_snapshot!("json_regulation", july(&["show", "regulation:both", "--json"]));
    assert_snapshot!("json_product", july(&["show", "product:mail-gateway", "--json"]));
    assert_snapshot!("json_nothing", july(&["list", "zebra", "--json"]));
}

#[test]
fn addresses_that_name_nothing_or_two_things() {
    assert_snapshot!("show_ambiguous", july(&["show", "both"]));
    assert_snapshot!("show_near", july(&["show", "kaspersky-ban/no-new-agrements"]));
    assert_snapshot!("show_near_cell", july(&["show", "kaspersky-ban/late:kees"]));
    assert_snapshot!("show_near_id", july(&["show", "kse"]));
    assert_snapshot!("show_far", july(&["show", "zebra"]));
    assert_snapshot!("show_occurrence", july(&["show", "both/moved@2027-12-02"]));
    assert_snapshot!("show_far_milestone", july(&["show", "zebra/stripes@2027-01-01:kes"]));
    assert_snapshot!("show_far_cell", july(&["show", "kaspersky-ban/issued:kes"]));
    assert_snapshot!("show_far_product", july(&["show", "product:zebra"]));
    assert_snapshot!("show_no_address", july(&["show", "colour:a"]));
}

#[test]
fn the_instant_is_the_same_under_every_zone_of_the_machine() {
    for zone in ["UTC", "America/New_York", "Europe/Brussels", "Asia/Tokyo", "Pacific/Kiritimati", "", "nonsense"] {
        let mut command = duewatch();
        command.env("TZ", zone).current_dir(env!("CARGO_MANIFEST_DIR"));
        let answer = json_of(command.args(["--as-of", JULY, "show", "kaspersky-ban/no-new-agreements", "--json"]));
        let milestone = answer.pointer("/milestones/0").expect("one milestone");
        let is = |key: &str| milestone.get(key).cloned().unwrap_or_default();
        assert_eq!(is("instant"), "2024-07-20T00:00:00-04:00", "{zone}");
        assert_eq!(is("last_safe_day"), "2024-07-19", "{zone}");
        assert_eq!(is("remaining_seconds"), 313_200, "{zone}");
    }
}

#[test]
fn a_date_begins_in_the_zone_that_counts() {
    let as_of = |line: &[&str]| {
        let answer = json_of(duewatch().args(["list", "zebra", "--json"]).args(line));
        answer.get("as_of").cloned().unwrap_or_default()
    };
    let day = "2024-07-16";
    assert_eq!(as_of(&["--file", "example.yaml", "--as-of", day]), "2024-07-16T00:00:00-04:00");
    let tokyo = ["--file", "example.yaml", "--as-of", day, "--zone", "Asia/Tokyo"];
    assert_eq!(as_of(&tokyo), "2024-07-16T00:00:00+09:00");
    let named = "2024-07-16 09:00 Europe/Brussels";
    assert_eq!(as_of(&["--file", "example.yaml", "--as-of", named]), "2024-07-16T03:00:00-04:00");
    assert_eq!(as_of(&["--file", "example.yaml", "--as-of", "2024-07-16 09:00"]), JULY);
}

#[test]
fn what_is_wrong_with_a_file() {
    assert_snapshot!("check", run(&["check", "findings.yaml"]));
    assert_snapshot!("check_json", run(&["check", "findings.yaml", "--json"]));
    assert_snapshot!("check_broken", run(&["check", "broken.yaml"]));
    assert_snapshot!("check_fine", run(&["check", "bare.yaml", "--strict"]));
    assert_snapshot!("check_long_line", run(&["check", "long.yaml"]));
    assert_snapshot!("check_warning", run(&["check", "warning.yaml"]));
    let strict = duewatch().args(["check", "warning.yaml", "--strict"]).output().expect("the binary runs");
    assert_eq!(strict.status.code(), Some(1));
    assert_snapshot!("list_with_findings", run(&["list", "--file", "findings.yaml", "--as-of", "2026-11-23"]));
    assert_snapshot!("check_partly", run(&["check", "partly.yaml"]));
    assert_snapshot!("list_partly", run(&["list", "--file", "partly.yaml"]));
    assert_snapshot!("list_broken", run(&["list", "--file", "broken.yaml"]));
    assert_snapshot!("next_broken", run(&["next", "--file", "broken.yaml"]));
    assert_snapshot!("show_broken", run(&["show", "a", "--file", "broken.yaml"]));
}

#[test]
fn wrong_arguments() {
    assert_snapshot!("usage_field", july(&["list", "due<30d stats:open"]));
    assert_snapshot!("usage_changed", july(&["list", "changed<7d"]));
    assert_snapshot!("usage_quote", july(&["list", "\"open"]));
    assert_snapshot!("usage_me", july(&["list", "owner:@me"]));
    assert_snapshot!("usage_option_in_filter", july(&["list", "--obligatons"]));
    assert_snapshot!("usage_as_of", run(&["list", "--file", "example.yaml", "--as-of", "yesterday"]));
    assert_snapshot!("usage_zone", run(&["list", "--file", "example.yaml", "--zone", "EST5"]));
    assert_snapshot!("usage_limit", july(&["list", "--limit", "-1"]));
    assert_snapshot!("usage_format", july(&["list", "--format", "xml"]));
    assert_snapshot!("usage_screen_option", run(&["--read-only", "list"]));
    assert_snapshot!("usage_file_before_command", run(&["example.yaml", "list"]));
    assert_snapshot!("usage_twice", run(&["example.yaml", "--file", "bare.yaml"]));
    assert_snapshot!("usage_filter_of_screen", run(&["example.yaml", "--filter", "stats:x"]));
    assert!(run(&["--theme", "mono", "list"]).contains("'--theme' belongs to the screen"));
    assert_snapshot!("usage_theme", run(&["example.yaml", "--theme", "calm-drak"]));
    assert_snapshot!("usage_mistyped_command", run(&["lsit"]));
}

#[test]
fn files_that_are_none() {
    assert_snapshot!("file_missing", run(&["list", "--file", "missing.yaml"]));
    assert_snapshot!(
        "file_of_variable",
        shown(&duewatch().env("DUEWATCH_FILE", "gone.yaml").arg("next").output().expect("runs"))
    );
    assert_snapshot!("file_directory", run(&["check", "."]));
    assert_snapshot!("file_none", run(&["list"]));
    assert_snapshot!("file_none_screen", run(&[]));
    let folder = tempfile::tempdir().expect("a folder");
    let fifo = folder.path().join("fifo");
    let made = Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs");
    assert!(made.success());
    let output = duewatch().arg("check").arg(&fifo).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is a pipe"), "{}", shown(&output));
}

#[test]
fn standard_input_is_a_file_too() {
    for name in ["-", "/dev/stdin"] {
        let mut command = duewatch();
        command.args(["next", "--file", name, "--as-of", JULY]).stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let text = include_bytes!("data/cli/example.yaml");
        child.stdin.take().expect("a pipe").write_all(text).expect("the pipe takes the file");
        let output = child.wait_with_output().expect("it ends");
        assert_snapshot!("stdin", shown(&output));
    }
}

#[test]
fn without_a_terminal_the_screen_is_a_list() {
    assert_eq!(run(&["example.yaml", "--as-of", JULY]), july(&["list"]));
    assert_eq!(run(&["example.yaml", "--as-of", JULY, "--plain"]), july(&["list"]));
    assert_eq!(run(&["example.yaml", "--as-of", JULY, "--filter", "is:overdue"]), july(&["list", "is:overdue"]));
    for view in ["matrix", "timeline", "month", "detail", "wall", "findings"] {
        let text = run(&["example.yaml", "--as-of", JULY, &format!("--plain={view}")]);
        assert!(!text.contains('\u{1b}'));
        assert_snapshot!(format!("plain_{view}"), text);
    }
    // JSON is the list's; of another view it is refused, and nothing else is printed in its place.
    assert_eq!(run(&["example.yaml", "--as-of", JULY, "--plain", "--json"]), july(&["list", "--json"]));
    let refused = run(&["example.yaml", "--as-of", JULY, "--plain=matrix", "--json"]);
    assert!(
        refused.contains("--plain=matrix is text to read") && refused.contains("duewatch list --json"),
        "{refused}"
    );
    let demo = run(&["demo"]);
    assert!(demo.contains("kaspersky-ban/no-new-agreements") && demo.contains("3 d 15:00"), "{demo}");
    assert!(!demo.contains('\u{1b}'));
}

#[test]
fn hostile_text_reaches_nobody() {
    let [csv, markdown, ics] = ["csv", "markdown", "ics"].map(|format| ["list", "--format", format]);
    for line in
        [&["list"][..], &csv, &markdown, &ics, &["show", "r/m"], &["show", "r"], &["next", "--one-line"], &["check"]]
    {
        let output = duewatch().args(["--file", "hostile.yaml", "--as-of", "2026-11-23"]).args(line).output();
        let text = shown(&output.expect("the binary runs")).replace("\r\n", "\n");
        let bad = text.chars().find(|c| matches!(c, '\0'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
        assert_eq!(bad, None, "{line:?}: {text}");
    }
    let answer = json_of(duewatch().args(["--file", "hostile.yaml", "--as-of", "2026-11-23", "show", "r/m", "--json"]));
    assert_eq!(answer.pointer("/milestones/0/notes").and_then(|v| v.as_str()), Some("bell\u{7} \u{2066}"));
    let wrong = run(&["show", "a\u{1b}[2J/\u{202e}b", "--file", "hostile.yaml"]);
    assert!(!wrong.contains(['\u{1b}', '\u{202e}']), "{wrong}");
}

#[test]
fn a_reader_that_goes_away_is_success() {
    let mut command = duewatch();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["list", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let mut first = [0; 1];
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut first).expect("a byte");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true), "{}", shown(&output));
}

#[test]
fn help_says_what_can_be_done() {
    assert_snapshot!("help", run(&["--help"]));
    assert_snapshot!("help_list", run(&["list", "--help"]));
    assert_snapshot!("help_show", run(&["show", "-h"]));
    assert_snapshot!("markdown", duewatch::cli::markdown());
}

#[test]
fn the_caret_stands_under_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "# a line\n".repeat(90);
    let text = format!(
        "duewatch: 1\n{lines}regulations:\n  r:\n    title: R\n    zone: UTC\n    milestones:\n      m: {{title: M, by: 2026-13-01}}\n"
    );
    std::fs::write(folder.path().join("deadlines.yaml"), text).expect("a file");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_duewatch"))
        .arg("check")
        .current_dir(folder.path())
        .output()
        .expect("the program");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    let found = lines.windows(3).find_map(|three| match three {
        [above, source, carets] if source.contains("2026-13-01}") => Some((above, source, carets)),
        _ => None,
    });
    let (above, source, carets) = found.expect("the source line");
    assert_eq!(source.find("2026-13-01"), carets.find("^^^^^^^^^^ months"), "{said}");
    assert_eq!(source.find('|'), carets.find('|'), "{said}");
    assert_eq!(source.find('|'), above.find('|'), "{said}");
}

#[test]
fn why_a_date_is_what_it_is() {
    assert_snapshot!("why_milestone", july(&["why", "kaspersky-ban/told"]));
    assert_snapshot!("why_moved", july(&["why", "both/moved", "--json"]));
    assert_snapshot!("why_regulation", july(&["why", "kaspersky-ban"]));
}

#[test]
fn a_calendar_names_its_closed_days() {
    assert_snapshot!("calendar_us_federal", run(&["calendar", "us-federal", "2026"]));
    assert_snapshot!("calendar_projected", run(&["calendar", "england-wales", "2029", "--json"]));
    assert_snapshot!("calendar_remarks", run(&["calendar", "us-federal", "2025"]));
    assert_snapshot!("calendar_unknown", run(&["calendar", "us-fed"]));
    assert_snapshot!("calendar_year", run(&["calendar", "target", "99"]));
    assert_snapshot!("calendar_after", run(&["calendar", "us-federal", "2101"]));
    assert_snapshot!("calendar_before", run(&["calendar", "target", "1989"]));
    // The weekends are known for ever.
    assert!(!run(&["calendar", "weekends", "2101"]).contains("not known"));
    assert!(!run(&["calendar", "us-federal", "2100"]).contains("not known"));
}

#[test]
fn a_date_is_computed_and_explained() {
    assert_snapshot!("date_before", run(&["date", "10 business days before 2027-01-04", "--calendar", "us-federal"]));
    let rolled = ["date", "60", "days", "after", "2014-10-28", "--roll", "next", "--calendar", "us-federal", "--json"];
    assert_snapshot!("date_rolled", run(&rolled));
    assert_snapshot!("date_hours", run(&["date", "72 hours after 2026-11-27 17:00"]));
    assert_snapshot!("date_of_file", july(&["date", "30 days after kaspersky-ban/issued"]));
    assert_snapshot!("date_typed", july(&["date", "-3bd"]));
    for (name, rule) in [("soon", "soon"), ("zero", "0 days after 2026-01-01"), ("nowhere", "5 days after a/b")] {
        assert_snapshot!(format!("date_{name}"), july(&["date", rule]));
    }
}
