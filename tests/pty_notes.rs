//! Notes, dates and history on the real program: what is typed stands in the file, and nothing else changes.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "other tests use the rest of it")]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use pty::{Desk, Key, Terminal, desk_with, lose, marked_row, rename_over, see};

const TEXT: &str = "\
duewatch: 1
zone: Europe/Brussels
products:
  kes: {name: Endpoint}
regulations:
  cra:
    title: Cyber Resilience Act   # a comment
    milestones:
      applies:
        title: It applies
        from: 2099-12-11          # Art. 71
        products: [kes]
        notes: |
          First line.
      before:
        title: Ten days before
        by: 10 days before applies
        products: {kes: in-progress}
";

/// Opens the screen on a file of two milestones; the cursor is on `cra/applies`.
fn opened(width: u16, height: u16, editor: &str) -> (Desk, Terminal) {
    let desk = desk_with(TEXT);
    let script = desk.root.path().join("editor.sh");
    fs::write(&script, format!("#!/bin/sh\n{editor}\n")).expect("a script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("a mode");
    let mut terminal = desk
        .terminal()
        .size(width, height)
        .env("USER", "ana")
        .env("EDITOR", &script)
        .arg(&desk.file)
        .spawn(env!("CARGO_BIN_EXE_duewatch"))
        .expect("a terminal");
    see(&mut terminal, "It applies");
    terminal.send(Key::Char('G')).expect("a key");
    on_row(&mut terminal, "It applies");
    (desk, terminal)
}

#[track_caller]
fn on_row(terminal: &mut Terminal, title: &str) {
    let found = terminal.wait_until(|screen| marked_row(screen).is_some_and(|row| row.contains(title)));
    assert!(found.is_ok(), "{}", terminal.screen().text());
}

/// Waits until the file says something.
#[track_caller]
fn saved(desk: &Desk, terminal: &mut Terminal, text: &str) -> String {
    see(terminal, "u undo");
    // The remark stands before the file is written: the journal's `done` comes last.
    let journal = desk.root.path().join("deadlines.journal.jsonl");
    let is_done = |_: &pty::Screen| {
        let lines = fs::read_to_string(&journal).unwrap_or_default();
        let count = |kind: &str| lines.matches(&format!("\"kind\":\"{kind}\"")).count();
        count("edit") > 0 && count("edit") == count("done")
    };
    let ended = terminal.wait_until(is_done);
    let now = fs::read_to_string(&desk.file).expect("a file");
    assert!(ended.is_ok() && now.contains(text), "{now}\n{}", terminal.screen().text());
    now
}

/// Returns the lines that only one of two texts has.
fn changed<'a>(before: &'a str, after: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let only = |these: &'a str, those: &'a str| -> Vec<&'a str> {
        these.lines().filter(|line| !those.lines().any(|other| other == *line)).collect()
    };
    (only(before, after), only(after, before))
}

fn press(terminal: &mut Terminal, keys: &[Key]) {
    for key in keys {
        terminal.send(*key).expect("a key");
    }
}

#[test]
fn a_note_is_typed_and_saved_and_one_block_changes() {
    let (desk, mut terminal) = opened(120, 40, "");
    press(&mut terminal, &[Key::Char('n')]);
    see(&mut terminal, "Ctrl-s save");
    terminal.send_str(" And more.\r- é: \"漢\" # x").expect("text");
    see(&mut terminal, "Notes, changed");
    press(&mut terminal, &[Key::Ctrl('s')]);
    let now = saved(&desk, &mut terminal, "          First line. And more.\n          - é: \"漢\" # x\n");
    assert_eq!(changed(TEXT, &now).0, ["          First line."]);
    // The history line comes by itself.
    see(&mut terminal, "History");
    see(&mut terminal, "ana  note");
    press(&mut terminal, &[Key::Char('u')]);
    see(&mut terminal, "undone");
    assert_eq!(fs::read_to_string(&desk.file).expect("a file"), TEXT);
}

#[test]
fn a_note_is_dropped_only_after_it_was_asked() {
    let (desk, mut terminal) = opened(80, 24, "");
    press(&mut terminal, &[Key::Char('n')]);
    see(&mut terminal, "Ctrl-s save");
    terminal.send_str("x").expect("text");
    see(&mut terminal, "First line.x");
    press(&mut terminal, &[Key::Esc]);
    see(&mut terminal, "drop what you wrote?");
    press(&mut terminal, &[Key::Char('y')]);
    lose(&mut terminal, "drop what you wrote?");
    assert_eq!(fs::read_to_string(&desk.file).expect("a file"), TEXT);
}

#[test]
fn a_paste_is_one_step_and_cleaned() {
    let (_desk, mut terminal) = opened(120, 40, "");
    press(&mut terminal, &[Key::Char('n')]);
    see(&mut terminal, "Ctrl-s save");
    terminal.send_str("\x1b[200~ one\r\x1b[31mtwo\x1b[0m\x1b]0;title\x07q\x1b[201~").expect("text");
    see(&mut terminal, "First line. one");
    see(&mut terminal, "twoq");
    press(&mut terminal, &[Key::Ctrl('z')]);
    lose(&mut terminal, "First line. one");
}

#[test]
fn an_editor_writes_the_note() {
    let (desk, mut terminal) = opened(120, 40, "grep -q 'First line' \"$1\" && printf 'From the editor.\\n' > \"$1\"");
    press(&mut terminal, &[Key::Char('E')]);
    let now = saved(&desk, &mut terminal, "From the editor.");
    assert!(!now.contains("First line"));
    see(&mut terminal, "From the editor.");
}

#[test]
fn an_editor_that_fails_or_is_killed_keeps_the_note_and_the_text() {
    for (editor, said) in [
        ("exit 3", "exit status: 3"),
        ("kill -9 $$", "signal: 9"),
        ("echo half > \"$1\"; exit 1", "your text is in"),
        ("printf 'caf\\351' > \"$1\"", "not UTF-8"),
        (":", "note unchanged"),
    ] {
        let (desk, mut terminal) = opened(120, 40, editor);
        press(&mut terminal, &[Key::Char('E')]);
        see(&mut terminal, said);
        assert_eq!(fs::read_to_string(&desk.file).expect("a file"), TEXT, "{editor}");
        // What was kept is named; it goes with the test.
        let screen = terminal.screen().text();
        if let Some(path) = screen.split("your text is in ").nth(1).and_then(|rest| rest.split(": ").next()) {
            fs::remove_file(path).expect("the text is kept");
        }
        // Keys are ours again.
        press(&mut terminal, &[Key::Char('?')]);
        see(&mut terminal, "Keys: list");
    }
}

#[test]
fn a_date_is_moved_with_its_reason_and_what_hangs_on_it_is_shown() {
    let (desk, mut terminal) = opened(120, 40, "");
    press(&mut terminal, &[Key::Char('d')]);
    see(&mut terminal, "was Fri 11 Dec 2099");
    terminal.send_str("2099-12-21").expect("text");
    see(&mut terminal, "Monday 21 December 2099, 10 d later");
    see(&mut terminal, "2099-12-01 -> 2099-12-11");
    press(&mut terminal, &[Key::Tab]);
    terminal.send_str("Reg. 2098/1: \"later\"").expect("text");
    press(&mut terminal, &[Key::Tab]);
    terminal.send_str("2026-07-27").expect("text");
    press(&mut terminal, &[Key::Enter]);
    let now = saved(&desk, &mut terminal, "from: 2099-12-21          # Art. 71");
    let (gone, new) = changed(TEXT, &now);
    assert_eq!(gone.len(), 1, "{gone:?}");
    let moved = new.join("\n");
    assert!(moved.contains("moved:") && moved.contains("was: 2099-12-11") && moved.contains("who: ana"), "{moved}");
    see(&mut terminal, "+10 d on 27 Jul 2026");
}

#[test]
fn a_typing_mistake_is_one_line() {
    let (desk, mut terminal) = opened(80, 24, "");
    press(&mut terminal, &[Key::Char('d'), Key::Ctrl('t')]);
    see(&mut terminal, "Correct: It applies");
    press(&mut terminal, &[Key::Backspace]);
    terminal.send_str("2").expect("text");
    see(&mut terminal, "Saturday 12 December 2099");
    press(&mut terminal, &[Key::Enter]);
    let now = saved(&desk, &mut terminal, "from: 2099-12-12          # Art. 71");
    assert_eq!(changed(TEXT, &now).1.len(), 1);
}

#[test]
fn v_says_that_it_was_verified_today() {
    let (desk, mut terminal) = opened(120, 40, "");
    see(&mut terminal, "not verified against its source");
    press(&mut terminal, &[Key::Char('V')]);
    let now = saved(&desk, &mut terminal, "verified: ");
    assert_eq!(changed(TEXT, &now).1.len(), 1);
    see(&mut terminal, "✓ verified");
}

#[test]
fn both_sides_write_the_same_note_and_are_asked() {
    let (desk, mut terminal) = opened(120, 40, "");
    press(&mut terminal, &[Key::Char('n')]);
    see(&mut terminal, "Ctrl-s save");
    terminal.send_str(" Mine.").expect("text");
    rename_over(&TEXT.replace("First line.", "Theirs."), &desk.file);
    see(&mut terminal, "somebody else changed this note");
    assert!(terminal.screen().contains("First line. Mine."));
    press(&mut terminal, &[Key::Ctrl('s')]);
    lose(&mut terminal, "somebody else changed this note");
    press(&mut terminal, &[Key::Enter]);
    see(&mut terminal, "Theirs.");
    press(&mut terminal, &[Key::Char('m')]);
    let now = saved(&desk, &mut terminal, "First line. Mine.");
    assert!(!now.contains("Theirs."));
}

#[test]
fn the_history_tells_what_others_did() {
    let (desk, mut terminal) = opened(120, 40, "");
    let program = env!("CARGO_BIN_EXE_duewatch");
    assert!(desk.run(program, &["note", "cra/applies", "From another window.", "--file", "deadlines.yaml"]));
    see(&mut terminal, "From another window.");
    see(&mut terminal, "History");
    // Somebody else's editor leaves no line of its own, but a gap.
    let text = fs::read_to_string(&desk.file).expect("a file");
    rename_over(&text.replace("Ten days before", "Some days before"), &desk.file);
    see(&mut terminal, "Some days before");
    press(&mut terminal, &[Key::Char('V')]);
    see(&mut terminal, "changed elsewhere after");
}

#[test]
fn in_the_matrix_the_note_is_that_of_the_cell() {
    let (desk, mut terminal) = opened(80, 24, "");
    press(&mut terminal, &[Key::Char('k'), Key::Tab]);
    see(&mut terminal, "Matrix");
    press(&mut terminal, &[Key::Char('n')]);
    see(&mut terminal, "Note of Endpoint on Ten days before");
    terminal.send_str("asked them").expect("text");
    press(&mut terminal, &[Key::Ctrl('s')]);
    let now = saved(&desk, &mut terminal, "products: {kes: {status: in-progress, note: asked them}}");
    assert_eq!(changed(TEXT, &now).1.len(), 1);
}
