//! What a terminal answers, to us or to another program, is never taken for keys: keys change the file.

#![expect(clippy::disallowed_methods, reason = "tests use real files, and wait between two bytes")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::time::Duration;
use std::{fs, thread};

use pty::{Terminal, desk, lose, see};

const SECOND: Duration = Duration::from_secs(1);

/// Sends pieces with a pause after each; then a key still means what it always means, and the file is as it was.
fn is_no_key(pieces: &[&str], pause: Duration) {
    let desk = desk(&["Alpha", "Beta"]);
    let before = fs::read_to_string(&desk.file).expect("a text");
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    for piece in pieces {
        terminal.send_str(piece).expect("bytes");
        thread::sleep(pause);
    }
    opens_the_help(&mut terminal);
    assert_eq!(fs::read_to_string(&desk.file).expect("a text"), before);
}

fn opens_the_help(terminal: &mut Terminal) {
    terminal.send_str("?").expect("a key");
    see(terminal, "Keys: list");
    terminal.send_str("\x1b").expect("a key");
    lose(terminal, "Keys: list");
}

#[test]
fn an_answer_that_comes_whole_is_no_key() {
    is_no_key(&["\x1b]11;rgb:dede/adad/eded\x07\x1b[?62;4c"], Duration::ZERO);
}

#[test]
fn an_answer_that_comes_byte_by_byte_is_no_key() {
    let bytes: Vec<String> = "\x1b]11;rgb:dede/  s\x1b\\".chars().map(String::from).collect();
    let pieces: Vec<&str> = bytes.iter().map(String::as_str).collect();
    is_no_key(&pieces, Duration::from_millis(60));
}

#[test]
fn an_answer_that_comes_with_pauses_of_a_second_is_no_key() {
    is_no_key(&["\x1b", "]", "11;rgb:", "d", "ede/  s", "\x1b", "\\"], SECOND);
    is_no_key(&["\x1b", "[", "?62", ";4", "c", "\x1bP", "1+r", " s d", "\x1b\\"], SECOND);
}

#[test]
fn an_escape_is_a_key_at_once_and_an_answer_without_an_end_is_given_up() {
    let desk = desk(&["Alpha", "Beta"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    opens_the_help(&mut terminal);
    terminal.send_str("\x1b]11;rgb:dede").expect("bytes");
    thread::sleep(2 * SECOND);
    opens_the_help(&mut terminal);
}

/// The colour of the cursor's sign.
fn of_cursor(terminal: &Terminal) -> Option<String> {
    let screen = terminal.screen();
    let row = (0..screen.rows()).find(|row| screen.row_text(*row).starts_with('>'))?;
    screen.cell(row, 0).map(|cell| format!("{:?}", cell.style().fg))
}

#[test]
fn the_theme_follows_the_background_that_the_terminal_tells() {
    let desk = desk(&["Alpha"]);
    let cursor_on = |terminal: termlens::TerminalBuilder| {
        let mut terminal = terminal.arg(&desk.file).spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal");
        see(&mut terminal, "Alpha");
        opens_the_help(&mut terminal);
        of_cursor(&terminal)
    };
    let dark = cursor_on(desk.terminal().arg("--theme").arg("calm-dark"));
    let light = cursor_on(desk.terminal().arg("--theme").arg("calm-light"));
    assert!(dark.is_some() && dark != light, "{dark:?}");
    assert_eq!(cursor_on(desk.terminal()), dark);
    assert_eq!(cursor_on(desk.terminal().background_rgb(0xFD, 0xF6, 0xE3)), light);
    // A terminal that answers nothing does not hold the program, and what is typed is not lost.
    assert_eq!(cursor_on(desk.terminal().answer_queries(false).env("COLORFGBG", "0;15")), light);
    let own = cursor_on(desk.terminal().answer_queries(false));
    assert_eq!(own, cursor_on(desk.terminal().arg("--theme").arg("terminal16")));
}

#[test]
fn what_is_typed_while_the_terminal_is_asked_is_not_lost() {
    let desk = desk(&["Alpha", "Beta"]);
    let terminal = desk.terminal().answer_queries(false).arg(&desk.file);
    let mut terminal = terminal.spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal");
    terminal.wait_until(termlens::Screen::alternate_screen).expect("it begins");
    terminal.send_str("\x1b]11;rgb:dd").expect("half an answer");
    thread::sleep(Duration::from_millis(300));
    terminal.send_str("dd/eeee/ss  \x07?").expect("the rest, and a key");
    see(&mut terminal, "Keys: list");
}
