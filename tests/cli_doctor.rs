//! `doctor` on the real binary, with settings of its own.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn doctor(root: &Path, settings: &str, arguments: &[&str]) -> (String, i32) {
    fs::create_dir_all(root.join("config/duewatch")).expect("a directory");
    fs::write(root.join("config/duewatch/settings.yaml"), settings).expect("a file");
    fs::write(root.join("deadlines.yaml"), "duewatch: 1\nzone: Europe/Brussels\n").expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_duewatch"));
    command.env_clear().envs([("TZ", "Europe/Brussels"), ("LANG", "C.UTF-8"), ("TERM", "xterm"), ("USER", "ben")]);
    command.env("HOME", root).env("XDG_CONFIG_HOME", root.join("config")).current_dir(root);
    let Output { stdout, status, .. } = command.arg("doctor").args(arguments).output().expect("the binary runs");
    (String::from_utf8(stdout).expect("text"), status.code().unwrap_or(-1))
}

#[test]
fn every_setting_is_shown_with_where_it_comes_from() {
    let root = tempfile::tempdir().expect("a directory");
    let (text, code) = doctor(root.path(), "glyphs: ascii\nwall: {cycle: 1m}\nkeys:\n  sort: z z\n", &[]);
    let has = |words: &[&str]| {
        let found = text.lines().any(|line| words.iter().all(|word| line.contains(word)));
        assert!(found, "{words:?}\n{text}");
    };
    has(&["glyphs", "ascii", "settings line 1"]);
    has(&["wall.cycle", "60s", "settings line 2"]);
    has(&["keys.sort", "z z", "settings line 4"]);
    has(&["user", "ben", "$USER"]);
    has(&["theme", "auto", "default"]);
    has(&["wall.seconds", "true", "default"]);
    has(&["alerts.bell", "false", "default"]);
    has(&["alerts.thresholds", "90 days, 30 days, 14 days, 7 days, 1 day", "default"]);
    has(&["viewer's zone", "Europe/Brussels ($TZ)"]);
    has(&["data file", "./deadlines.yaml"]);
    has(&["lock", "free"]);
    has(&["zone data", "20"]);
    has(&["Do these line up?"]);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn what_is_wrong_is_told_and_ends_with_1() {
    let root = tempfile::tempdir().expect("a directory");
    let (text, code) = doctor(root.path(), "keys:\n  sort: j\n", &[]);
    assert!(text.contains("settings.yaml:2:9: error[settings]: 'j' of 'sort' is also 'down' (list)"), "{text}");
    assert!(!text.contains("keys.sort  "), "{text}");
    assert_eq!(code, 1);
    let (json, code) = doctor(root.path(), "keys:\n  sort: j\n", &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json.get("version"), Some(&serde_json::json!(1)));
    assert_eq!((json.get("problems").and_then(|list| list.as_array()).map(Vec::len), code), (Some(1), 1));
}
