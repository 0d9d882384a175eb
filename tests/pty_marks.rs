//! Deleting and many rows at once in the real program on a real terminal: the bytes before and after.
//! Waits for text or exit, never for time.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;
use std::time::{Duration, Instant};

use pty::{Desk, Key, Terminal, desk_with, is_restored, lose, see};

/// Two regulations, with comments and several ways of writing the same.
const TEXT: &str = "duewatch: 1
zone: Europe/Brussels
products:
  kes: {name: Endpoint}   # the old one
  mail: {name: Mail}
regulations:
  one:
    title: Regulation one
    milestones:
      # why we do this:
      # because we must
      alpha:
        title: Alpha
        by: 2099-01-01     # a Thursday
        products: [kes, mail]

      beta:
        title: Beta
        by: 30 days after alpha   # counted
        products:
          kes: open          # nobody has begun
          mail: {status: done, closed: 2026-01-02, who: ana}
  two:
    title: Regulation two
    milestones:
      gamma: {title: Gamma, by: 2099-03-01, products: kes}
# the end
";

fn text(desk: &Desk) -> String {
    fs::read_to_string(&desk.file).expect("a file")
}

/// Waits until the file says what it should.
#[track_caller]
fn comes_to(desk: &Desk, is_so: impl Fn(&str) -> bool) {
    let begun = Instant::now();
    while !is_so(&text(desk)) {
        assert!(begun.elapsed() < Duration::from_secs(10), "{}", text(desk));
        std::thread::yield_now();
    }
}

fn opened() -> (Desk, Terminal) {
    let desk = desk_with(TEXT);
    let mut terminal = desk.open();
    see(&mut terminal, "> · ○ one");
    (desk, terminal)
}

fn press(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("keys");
}

fn quit(mut terminal: Terminal) {
    press(&mut terminal, "q");
    assert!(terminal.wait_exit().expect("an end").success());
    assert!(is_restored(&terminal.screen()), "{}", terminal.screen().text());
}

#[test]
fn what_is_deleted_comes_back_with_every_byte() {
    let (desk, mut terminal) = opened();
    press(&mut terminal, "x");
    see(&mut terminal, "Delete this milestone?");
    see(&mut terminal, "one/beta → 2099-01-31");
    // Enter is Cancel.
    terminal.send(Key::Enter).expect("a key");
    lose(&mut terminal, "Delete this milestone?");
    assert_eq!(text(&desk), TEXT);
    press(&mut terminal, "x");
    see(&mut terminal, "[Cancel]");
    press(&mut terminal, "y");
    see(&mut terminal, "alpha: removed   u undo");
    comes_to(&desk, |text| !text.contains("alpha"));
    assert!(!text(&desk).contains("because we must") && text(&desk).contains("by: 2099-01-31   # counted"));
    press(&mut terminal, "u");
    see(&mut terminal, "undone: ");
    assert_eq!(text(&desk), TEXT);
    quit(terminal);
}

#[test]
fn a_whole_regulation_asks_for_the_count_and_comes_back() {
    let (desk, mut terminal) = opened();
    press(&mut terminal, "x\t");
    see(&mut terminal, "Type 2 to delete them:");
    press(&mut terminal, "3\r");
    see(&mut terminal, "that is not 2");
    press(&mut terminal, "\u{7f}2\r");
    see(&mut terminal, "one: removed   u undo");
    comes_to(&desk, |text| !text.contains("Regulation one") && text.contains("gamma"));
    press(&mut terminal, "u");
    see(&mut terminal, "undone: ");
    assert_eq!(text(&desk), TEXT);
    quit(terminal);
}

#[test]
fn three_rows_of_two_regulations_are_done_as_one_edit_and_undone_with_every_byte() {
    let (desk, mut terminal) = opened();
    press(&mut terminal, "vvv");
    see(&mut terminal, "3 marked");
    press(&mut terminal, "sd");
    see(&mut terminal, "3 marked rows: done");
    terminal.send(Key::Enter).expect("a key");
    see(&mut terminal, "kes, mail: open -> done");
    see(&mut terminal, "Enter 3 rows change, as one edit");
    assert_eq!(text(&desk), TEXT);
    terminal.send(Key::Enter).expect("a key");
    see(&mut terminal, "3 milestones: 4 obligations -> done   u undo");
    comes_to(&desk, |text| text.matches("status: done").count() == 5);
    assert!(text(&desk).contains("# nobody has begun") && text(&desk).contains("# the end"));
    press(&mut terminal, "u");
    see(&mut terminal, "undone: ");
    assert_eq!(text(&desk), TEXT);
    let journal = fs::read_to_string(desk.file.with_file_name("deadlines.journal.jsonl")).expect("a journal");
    assert_eq!(journal.lines().filter(|line| line.contains("\"kind\":\"edit\"")).count(), 2, "one edit, one undo");
    quit(terminal);
}

/// Deletes a milestone while another program, which holds the lock, writes into it.
fn clash() -> (Desk, Terminal, String) {
    let (desk, mut terminal) = opened();
    let path = desk.file.with_file_name(".deadlines.yaml.lock");
    let held = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).expect("a lock file");
    held.lock().expect("the lock");
    press(&mut terminal, "x");
    see(&mut terminal, "[Cancel]");
    press(&mut terminal, "y");
    see(&mut terminal, "alpha: removed");
    let theirs = TEXT.replace("[kes, mail]", "[kes, mail]\n        notes: written meanwhile");
    fs::write(&desk.file, &theirs).expect("a write");
    drop(held);
    see(&mut terminal, "Changed on disk too: one/alpha  notes");
    assert_eq!(text(&desk), theirs);
    terminal.send(Key::Enter).expect("a key");
    see(&mut terminal, "theirs  written meanwhile");
    see(&mut terminal, "by      changed outside this program");
    (desk, terminal, theirs)
}

#[test]
fn a_deletion_that_clashes_is_asked_about() {
    let (desk, mut terminal, _) = clash();
    press(&mut terminal, "b");
    see(&mut terminal, "there is no both");
    press(&mut terminal, "m");
    comes_to(&desk, |text| !text.contains("alpha") && !text.contains("meanwhile"));
    quit(terminal);
    let (desk, mut terminal, theirs) = clash();
    press(&mut terminal, "t");
    see(&mut terminal, "theirs stands; dropped: alpha: removed");
    quit(terminal);
    assert_eq!(text(&desk), theirs);
}

/// A form is open while somebody sets the same status with a command.
#[test]
fn a_clash_names_who_wrote_with_this_program() {
    let (desk, mut terminal) = opened();
    press(&mut terminal, "jj");
    see(&mut terminal, "> · ○ two");
    press(&mut terminal, "sd");
    see(&mut terminal, "Endpoint: done");
    let set = ["set", "two/gamma:kes", "blocked", "--waiting", "them", "--file", "deadlines.yaml"];
    assert!(desk.run(env!("CARGO_BIN_EXE_duewatch"), &set));
    see(&mut terminal, "1 change from disk");
    terminal.send(Key::Enter).expect("a key");
    see(&mut terminal, "Changed on disk too");
    terminal.send(Key::Enter).expect("a key");
    see(&mut terminal, "gamma / kes: open -> blocked");
    press(&mut terminal, "t");
    see(&mut terminal, "theirs stands");
    quit(terminal);
}
