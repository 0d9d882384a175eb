//! What is being typed on the real program outlives it, however it ends, and goes on at the next start.
//! Waits for text, files or exit, never for time.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "other tests use the rest of it")]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use pty::{Desk, Key, Terminal, desk_with, is_restored, lose, rename_over, see};

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
";

/// Opens the screen through a shell that says its number.
fn opened(desk: &Desk) -> (Terminal, String) {
    let mut terminal = desk.script("echo $$ >pid; exec \"$DUEWATCH\" deadlines.yaml");
    see(&mut terminal, "It applies");
    let pid = fs::read_to_string(desk.root.path().join("pid")).expect("a number");
    (terminal, pid.trim().to_string())
}

/// Returns the files in which something is kept; not those that are being written.
fn kept(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.root.path().join(".local/state/duewatch/drafts");
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|end| end != "half")).collect()
}

/// Waits until a kept text holds these words; after ten seconds says what is there.
#[track_caller]
fn keeps(desk: &Desk, words: &str) {
    let begun = Instant::now();
    let texts = || kept(desk).into_iter().filter_map(|path| fs::read_to_string(path).ok()).collect::<Vec<_>>();
    while !texts().iter().any(|text| text.contains(words)) {
        assert!(begun.elapsed() < Duration::from_secs(10), "no {words:?} in {:?}", texts());
        std::thread::yield_now();
    }
}

/// Waits until nothing is kept.
#[track_caller]
fn keeps_nothing(desk: &Desk) {
    let begun = Instant::now();
    while !kept(desk).is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", kept(desk));
        std::thread::yield_now();
    }
}

fn text(desk: &Desk) -> String {
    fs::read_to_string(&desk.file).expect("a file")
}

/// Waits until the file says something.
#[track_caller]
fn comes_to_say(desk: &Desk, wanted: &str) {
    let begun = Instant::now();
    while !text(desk).contains(wanted) {
        assert!(begun.elapsed() < Duration::from_secs(10), "no {wanted:?} in {}", text(desk));
        std::thread::yield_now();
    }
}

fn send(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("keys");
}

fn quit(mut terminal: Terminal) {
    send(&mut terminal, "q");
    assert!(terminal.wait_exit().expect("an end").success());
    assert!(is_restored(&terminal.screen()), "{}", terminal.screen().text());
}

/// A dialog, what is typed in it, what is seen of that, how it is offered, and what the file says once it is saved.
struct Case {
    keys: &'static str,
    typed: &'static str,
    seen: &'static str,
    offer: &'static str,
    saves: &'static str,
    written: &'static str,
}

const CASES: [Case; 6] = [
    Case {
        keys: "n",
        typed: " Unsaved.",
        seen: "First line. Unsaved.",
        offer: "You were typing a note on It applies: Unsaved.",
        saves: "\x13",
        written: "First line. Unsaved.",
    },
    Case {
        keys: "sb",
        typed: "the vendor",
        seen: "the vendor",
        offer: "You were typing a status of Endpoint / It applies: the vendor",
        saves: "\r",
        written: "products: [kes: {status: blocked, waiting: the vendor}]",
    },
    Case {
        keys: "d",
        typed: "2099-12-21\tReg. 1\ttoday",
        seen: "Reg. 1",
        offer: "You were typing a new date of It applies: 2099-12-21, Reg. 1, today",
        saves: "\r",
        written: "from: 2099-12-21          # Art. 71",
    },
    Case {
        keys: "e",
        typed: " to us",
        seen: "It applies to us",
        offer: "You were typing fields of It applies: It applies to us",
        saves: "\x13",
        written: "title: It applies to us",
    },
    Case {
        keys: "a",
        typed: "Audit by:2099-12-24",
        seen: "Audit by:2099-12-24",
        offer: "You were typing a new deadline: Audit by:2099-12-24",
        saves: "\r",
        written: "        title: Audit\n        by: 2099-12-24\n",
    },
    Case {
        keys: "O",
        typed: "mia",
        seen: "mia",
        offer: "You were typing owner of It applies: mia",
        saves: "\r",
        written: "owner: mia",
    },
];

/// Types without saving, ends the program, finds what was typed at the next start, goes on with it and saves it.
fn survives(end: impl Fn(&Desk, &mut Terminal, (&str, &str))) {
    for case in CASES {
        let desk = desk_with(TEXT);
        let (mut terminal, pid) = opened(&desk);
        send(&mut terminal, case.keys);
        see(&mut terminal, "Esc cancel");
        send(&mut terminal, case.typed);
        see(&mut terminal, case.seen);
        let last = case.typed.rsplit('\t').next().unwrap_or_default();
        end(&desk, &mut terminal, (&pid, &format!("{last}\"")));
        drop(terminal);
        assert_eq!(text(&desk), TEXT);
        let [path] = kept(&desk).try_into().expect("one text");
        assert_eq!(fs::metadata(&path).expect("a text").permissions().mode() & 0o777, 0o600);
        let mut terminal = desk.open();
        see(&mut terminal, case.offer);
        send(&mut terminal, "T");
        see(&mut terminal, case.seen);
        lose(&mut terminal, "You were typing");
        send(&mut terminal, case.saves);
        comes_to_say(&desk, case.written);
        keeps_nothing(&desk);
        quit(terminal);
    }
}

#[test]
fn what_is_typed_survives_kill_9() {
    survives(|desk, terminal, (pid, last)| {
        // The last words are on the disk a second later at most.
        keeps(desk, last);
        assert!(desk.run("kill", &["-9", pid]));
        terminal.wait_exit().expect("an end");
    });
}

#[test]
fn what_is_typed_survives_a_hang_up_and_quitting() {
    for signal in ["-HUP", "-TERM"] {
        survives(|desk, terminal, (pid, _)| {
            assert!(desk.run("kill", &[signal, pid]));
            terminal.wait_exit().expect("an end");
        });
    }
    survives(|_, terminal, _| {
        terminal.send(Key::Ctrl('c')).expect("a key");
        see(terminal, "you were typing ");
        terminal.wait_exit().expect("an end");
    });
}

#[test]
fn who_is_stopped_may_be_killed() {
    let desk = desk_with(TEXT);
    let mut terminal =
        desk.terminal().env("PS1", "ready> ").env("ENV", "").arg("-i").spawn("/bin/sh").expect("a terminal");
    see(&mut terminal, "ready>");
    send(&mut terminal, "sh -c 'echo $$ >pid; exec \"$DUEWATCH\" deadlines.yaml'\r");
    see(&mut terminal, "It applies");
    send(&mut terminal, "sbthe vendor\u{1a}");
    terminal.wait_until(is_restored).expect("a stopped job");
    keeps(&desk, "\"the vendor\"");
    let pid = fs::read_to_string(desk.root.path().join("pid")).expect("a number");
    assert!(desk.run("kill", &["-9", pid.trim()]));
    drop(terminal);
    let mut terminal = desk.open();
    see(&mut terminal, "You were typing a status of Endpoint / It applies: the vendor");
    quit(terminal);
}

#[test]
fn a_second_window_does_not_offer_what_is_being_typed_in_the_first() {
    let desk = desk_with(TEXT);
    let (mut first, pid) = opened(&desk);
    send(&mut first, "n Unsaved.");
    keeps(&desk, "First line. Unsaved.");
    let mut second = desk.open();
    see(&mut second, "It applies");
    send(&mut second, "T");
    see(&mut second, "nothing was being typed last time");
    quit(second);
    // The first one still has it.
    assert!(desk.run("kill", &["-9", &pid]));
    first.wait_exit().expect("an end");
    let mut third = desk.open();
    see(&mut third, "You were typing a note on It applies: Unsaved.");
    send(&mut third, "T");
    see(&mut third, "First line. Unsaved.");
    send(&mut third, "\x1b");
    see(&mut third, "drop what you wrote?");
    send(&mut third, "y");
    lose(&mut third, "You were typing");
    keeps_nothing(&desk);
    quit(third);
}

#[test]
fn what_was_found_stays_when_the_program_ends_before_it_is_answered() {
    let desk = desk_with(TEXT);
    let (mut terminal, pid) = opened(&desk);
    send(&mut terminal, "n Unsaved.");
    keeps(&desk, "First line. Unsaved.");
    assert!(desk.run("kill", &["-9", &pid]));
    terminal.wait_exit().expect("an end");
    for _ in 0..3 {
        // Typed before anything is drawn.
        let mut terminal = desk.terminal().arg(&desk.file).spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal");
        send(&mut terminal, "q");
        terminal.wait_exit().expect("an end");
        assert_eq!(kept(&desk).len(), 1);
    }
    let mut terminal = desk.open();
    see(&mut terminal, "You were typing a note on It applies: Unsaved.");
    quit(terminal);
    assert_eq!(kept(&desk).len(), 1);
}

#[test]
fn edits_and_texts_survive_together() {
    let desk = desk_with(TEXT);
    let journal = desk.file.with_file_name("deadlines.journal.jsonl");
    fs::create_dir(&journal).expect("a directory");
    let (mut terminal, pid) = opened(&desk);
    send(&mut terminal, " ");
    see(&mut terminal, "Your change is kept in");
    send(&mut terminal, "n Unsaved.");
    keeps(&desk, "First line. Unsaved.");
    assert!(desk.run("kill", &["-9", &pid]));
    terminal.wait_exit().expect("an end");
    fs::remove_dir(&journal).expect("a directory");
    let mut terminal = desk.open();
    see(&mut terminal, "1 edit was not saved last time: applies / kes: open -> in-progress");
    see(&mut terminal, "You were typing a note on It applies: Unsaved.");
    send(&mut terminal, "T");
    see(&mut terminal, "First line. Unsaved.");
    send(&mut terminal, "\x13");
    comes_to_say(&desk, "First line. Unsaved.");
    send(&mut terminal, "r");
    comes_to_say(&desk, "products: [kes: {status: in-progress}]");
    keeps_nothing(&desk);
    quit(terminal);
}

#[test]
fn a_text_whose_record_is_gone_is_copied_into_another_note() {
    let desk = desk_with(TEXT);
    let (mut terminal, pid) = opened(&desk);
    send(&mut terminal, "n Unsaved.");
    keeps(&desk, "First line. Unsaved.");
    assert!(desk.run("kill", &["-9", &pid]));
    terminal.wait_exit().expect("an end");
    rename_over(&TEXT.replace("      applies:", "      begins:").replace("First line.", "Other."), &desk.file);
    let mut terminal = desk.open();
    see(&mut terminal, "You were typing a note on cra/applies: Unsaved.");
    send(&mut terminal, "T");
    see(&mut terminal, "n copies it into the note of: It applies");
    send(&mut terminal, "n");
    see(&mut terminal, "Notes, changed");
    send(&mut terminal, "\x13");
    comes_to_say(&desk, "          Other.\n          First line. Unsaved.\n");
    send(&mut terminal, "TXX");
    see(&mut terminal, "thrown away");
    keeps_nothing(&desk);
    quit(terminal);
}
