//! A spreadsheet comes in on the screen: in the real program on a real terminal. Waits for text or exit, never for time.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;
use std::time::{Duration, Instant};

use pty::{Desk, Terminal, desk, is_restored, see};

const SHEET: &str = "Regulation,Title,Due,Owner,Product\nCyber Act,Report in 24 h,2027-09-11,ana,Mail gateway\nCyber Act,Full application,2027-12-11,ben,Mail gateway\n";

fn press(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("keys");
}

/// Writes the spreadsheet beside the file.
fn with_sheet(desk: &Desk, text: &str) {
    let directory = desk.file.parent().expect("a directory");
    fs::write(directory.join("people.csv"), text).expect("a sheet");
}

/// Asks for the spreadsheet; its path is completed.
fn ask(terminal: &mut Terminal) {
    press(terminal, "ipeop\t");
    see(terminal, "> people.csv");
    press(terminal, "\r");
}

/// Waits until the file says this, and returns it.
#[track_caller]
fn written(desk: &Desk, terminal: &Terminal, wanted: &str) -> String {
    let begun = Instant::now();
    loop {
        let text = fs::read_to_string(&desk.file).unwrap_or_default();
        if text.contains(wanted) {
            return text;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "no {wanted} in\n{text}\n{}", terminal.screen());
        std::thread::yield_now();
    }
}

fn quit(mut terminal: Terminal) {
    press(&mut terminal, "q");
    terminal.wait_exit().expect("an end");
    assert!(is_restored(&terminal.screen()));
}

#[test]
fn where_there_is_no_file_a_spreadsheet_makes_one() {
    let desk = desk(&[]);
    fs::remove_file(&desk.file).expect("a file");
    with_sheet(&desk, SHEET);
    let mut terminal = desk.script("exec \"$DUEWATCH\"");
    see(&mut terminal, "No deadlines yet.");
    ask(&mut terminal);
    see(&mut terminal, "4 to add, 0 to change, 0 the same");
    assert!(!desk.file.exists(), "nothing is written before it is asked for");
    press(&mut terminal, "\r");
    let text = written(&desk, &terminal, "Full application");
    assert!(text.contains("title: Report in 24 h") && text.contains("name: Mail gateway"), "{text}");
    // The same sheet once more: all is there.
    ask(&mut terminal);
    see(&mut terminal, "nothing to change in deadlines.yaml");
    press(&mut terminal, "\r");
    quit(terminal);
    assert_eq!(fs::read_to_string(&desk.file).expect("a file"), text);
}

#[test]
fn into_an_open_file_it_is_one_change_and_one_undo() {
    let before = "duewatch: 1\nzone: Europe/Brussels\nregulations:\n  cyber-act:\n    title: Cyber Act\n    milestones:\n      other:\n        title: Another one\n        by: 2027-01-01\n";
    let desk = desk(&[]);
    fs::write(&desk.file, before).expect("a file");
    with_sheet(&desk, &SHEET.replace("2027-12-11", "12/11/2027"));
    let mut terminal = desk.script("exec \"$DUEWATCH\"");
    see(&mut terminal, "Another one");
    ask(&mut terminal);
    // A sheet in which something is wrong: where, what, what to do; mended, it is read again.
    see(&mut terminal, "row 3, 'Due': '12/11/2027'");
    with_sheet(&desk, SHEET);
    press(&mut terminal, "\r");
    see(&mut terminal, "3 to add, 0 to change, 0 the same");
    press(&mut terminal, "\r");
    let text = written(&desk, &terminal, "Full application");
    assert!(text.find("products:") < text.find("regulations:"), "{text}");
    see(&mut terminal, "added");
    press(&mut terminal, "u");
    terminal.wait_until(|screen| !screen.contains("Full application")).expect("undone");
    quit(terminal);
    assert_eq!(fs::read_to_string(&desk.file).expect("a file"), before);
}
