//! Editing in the real program on a real terminal: saved, undone, in conflict, on a full disk, killed, read-only.
//! Waits for text or exit, never for time.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pty::{Desk, Key, Terminal, desk, is_restored, lose, see, text_of};

const OPEN: &str = "products: [kes]";
const IN_PROGRESS: &str = "products: [kes: {status: in-progress}]";
const THEIRS: &str = "products: [kes: {status: blocked, waiting: them}]";

fn press(terminal: &mut Terminal, key: char) {
    terminal.send(Key::Char(key)).expect("a key");
}

fn text(desk: &Desk) -> String {
    fs::read_to_string(&desk.file).expect("a file")
}

/// The file's text with another line for the products.
fn with(products: &str) -> String {
    text_of(&["Alpha"]).replace(OPEN, products)
}

/// Opens the screen on one milestone.
fn opened() -> (Desk, Terminal) {
    let desk = desk(&["Alpha"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    (desk, terminal)
}

fn quit(mut terminal: Terminal) {
    press(&mut terminal, 'q');
    assert!(terminal.wait_exit().expect("an end").success());
    assert!(is_restored(&terminal.screen()), "{}", terminal.screen().text());
}

/// Waits until the file says what it should.
#[track_caller]
fn comes_to_say(desk: &Desk, wanted: &str) {
    waits_for(|| text(desk) == wanted, || text(desk));
}

/// Waits until something is so; after ten seconds says what is.
#[track_caller]
fn waits_for(is_so: impl Fn() -> bool, what_is: impl Fn() -> String) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(10), "{}", what_is());
        std::thread::yield_now();
    }
}

#[test]
fn space_is_saved_undone_and_redone_and_one_line_changes() {
    let (desk, mut terminal) = opened();
    press(&mut terminal, ' ');
    see(&mut terminal, "m0 / kes: open -> in-progress   u undo");
    comes_to_say(&desk, &with(IN_PROGRESS));
    press(&mut terminal, 'u');
    see(&mut terminal, "undone: m0 / kes: in-progress -> open");
    assert_eq!(text(&desk), text_of(&["Alpha"]));
    terminal.send(Key::Ctrl('r')).expect("a key");
    see(&mut terminal, "redone: m0 / kes");
    assert_eq!(text(&desk), with(IN_PROGRESS));
    quit(terminal);
    // Next week too.
    let mut again = desk.open();
    see(&mut again, "Alpha");
    press(&mut again, 'u');
    see(&mut again, "undone: ");
    assert_eq!(text(&desk), text_of(&["Alpha"]));
    quit(again);
}

#[test]
fn a_status_that_must_say_something_is_asked_for_and_written() {
    let (desk, mut terminal) = opened();
    terminal.send_str("sb").expect("keys");
    see(&mut terminal, "on whom it waits, needed");
    terminal.send_str("the vendor\r").expect("keys");
    see(&mut terminal, "m0 / kes: open -> blocked");
    comes_to_say(&desk, &with("products: [kes: {status: blocked, waiting: the vendor}]"));
    quit(terminal);
}

/// Holds the lock as another program does while it saves.
fn lock(desk: &Desk) -> fs::File {
    let path = desk.file.with_file_name(".deadlines.yaml.lock");
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).expect("a lock file");
    file.lock().expect("the lock");
    file
}

/// Both sides change the same status; the screen asks, `choice` answers.
fn clash(choice: char) -> (Desk, Terminal) {
    let (desk, mut terminal) = opened();
    let held = lock(&desk);
    press(&mut terminal, ' ');
    see(&mut terminal, "open -> in-progress");
    fs::write(&desk.file, with(THEIRS)).expect("a write");
    drop(held);
    see(&mut terminal, "Changed on disk too: r0/m0:kes  status");
    assert_eq!(text(&desk), with(THEIRS));
    terminal.send(Key::Enter).expect("a key");
    see(&mut terminal, "theirs  blocked");
    see(&mut terminal, "mine    in-progress");
    press(&mut terminal, choice);
    lose(&mut terminal, "Changed on disk too");
    (desk, terminal)
}

#[test]
fn mine_is_written_over_theirs() {
    let (desk, terminal) = clash('m');
    comes_to_say(&desk, &with("products: [kes: {status: in-progress}]"));
    quit(terminal);
    assert_eq!(drafts(&desk), [] as [PathBuf; 0]);
}

#[test]
fn theirs_is_left_alone() {
    let (desk, mut terminal) = clash('t');
    see(&mut terminal, "theirs stands");
    assert_eq!(text(&desk), with(THEIRS));
    quit(terminal);
    assert_eq!(drafts(&desk), [] as [PathBuf; 0]);
}

#[test]
fn both_leaves_theirs_and_keeps_mine_as_a_note() {
    let (desk, terminal) = clash('b');
    let noted =
        "products: [kes: {status: blocked, waiting: them, note: \"Written at the same time: status in-progress\"}]";
    comes_to_say(&desk, &with(noted));
    quit(terminal);
}

#[test]
fn a_change_elsewhere_is_kept_with_ours() {
    let (desk, mut terminal) = opened();
    let held = lock(&desk);
    press(&mut terminal, ' ');
    see(&mut terminal, "open -> in-progress");
    fs::write(&desk.file, text(&desk).replace("Alpha", "Omega")).expect("a write");
    drop(held);
    see(&mut terminal, "Omega");
    comes_to_say(&desk, &with(IN_PROGRESS).replace("Alpha", "Omega"));
    quit(terminal);
}

#[test]
fn leaving_waits_two_seconds_for_a_lock_and_then_keeps_a_draft() {
    let (desk, mut terminal) = opened();
    let held = lock(&desk);
    press(&mut terminal, ' ');
    see(&mut terminal, "Waiting for the lock of deadlines.yaml: 1 edit not saved yet");
    let begun = Instant::now();
    press(&mut terminal, 'q');
    see(&mut terminal, "1 edit not saved: kept in");
    assert!(terminal.wait_exit().expect("an end").success());
    let took = begun.elapsed();
    assert!(took > Duration::from_millis(1900) && took < Duration::from_secs(9), "{took:?}");
    assert_eq!(drafts(&desk).len(), 1);
    drop(held);
    applies_the_draft(&desk);
}

/// The files in which drafts are kept.
fn drafts(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.root.path().join(".local/state/duewatch/drafts");
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Opens the screen again, where the edit of last time is offered, and applies it.
fn applies_the_draft(desk: &Desk) {
    let mut terminal = desk.open();
    see(&mut terminal, "1 edit was not saved last time: m0 / kes: open -> in-progress");
    press(&mut terminal, 'r');
    lose(&mut terminal, "last time");
    comes_to_say(desk, &with(IN_PROGRESS));
    see(&mut terminal, "saved: m0 / kes");
    quit(terminal);
    assert_eq!(drafts(desk), [] as [PathBuf; 0]);
}

/// Opens the screen where no journal can be written, and fails to save.
fn failed() -> (Desk, Terminal, i32) {
    let desk = desk(&["Alpha"]);
    fs::create_dir(desk.file.with_file_name("deadlines.journal.jsonl")).expect("a directory");
    let mut terminal = desk.script("echo $$ >pid; exec \"$DUEWATCH\" deadlines.yaml");
    see(&mut terminal, "Alpha");
    press(&mut terminal, ' ');
    see(&mut terminal, "Not saved: ");
    see(&mut terminal, "Your change is kept in");
    let pid = fs::read_to_string(desk.root.path().join("pid")).expect("a number");
    (desk, terminal, pid.trim().parse().expect("a number"))
}

#[test]
fn a_draft_survives_kill_9_and_is_offered() {
    let (desk, mut terminal, pid) = failed();
    assert_eq!(text(&desk), text_of(&["Alpha"]));
    assert!(desk.run("kill", &["-9", &pid.to_string()]));
    terminal.wait_exit().expect("an end");
    fs::remove_dir(desk.file.with_file_name("deadlines.journal.jsonl")).expect("a directory");
    applies_the_draft(&desk);
}

#[test]
fn a_draft_of_what_was_saved_after_all_is_not_offered_again() {
    let (desk, mut terminal, pid) = failed();
    assert!(desk.run("kill", &["-9", &pid.to_string()]));
    terminal.wait_exit().expect("an end");
    fs::remove_dir(desk.file.with_file_name("deadlines.journal.jsonl")).expect("a directory");
    let left: Vec<_> = drafts(&desk).into_iter().map(|path| (fs::read(&path).expect("a draft"), path)).collect();
    applies_the_draft(&desk);
    // As if the program had been killed before it could forget the draft.
    for (bytes, path) in &left {
        fs::write(path, bytes).expect("a draft");
    }
    let mut again = desk.open();
    see(&mut again, "Alpha");
    waits_for(|| drafts(&desk).is_empty(), || format!("{:?}", drafts(&desk)));
    assert!(!again.screen().contains("last time"));
    quit(again);
    assert_eq!((left.len(), text(&desk)), (1, with(IN_PROGRESS)));
}

#[test]
fn a_save_that_was_never_settled_is_settled_at_the_start() {
    let (desk, mut terminal) = opened();
    press(&mut terminal, ' ');
    comes_to_say(&desk, &with(IN_PROGRESS));
    quit(terminal);
    let journal = desk.file.with_file_name("deadlines.journal.jsonl");
    let whole = fs::read_to_string(&journal).expect("a journal");
    let edit = whole.lines().next().expect("a line");
    assert_eq!(whole.lines().count(), 2, "{whole}");
    // As if the program had been killed before it could say `done`.
    fs::write(&journal, format!("{edit}\n")).expect("a journal");
    let mut again = desk.open();
    see(&mut again, "Alpha");
    let lines = || fs::read_to_string(&journal).expect("a journal");
    waits_for(|| lines().lines().count() == 2, lines);
    assert!(lines().ends_with('\n') && lines().contains("\"kind\":\"done\""), "{}", lines());
    quit(again);
}

#[test]
fn what_was_not_saved_can_be_thrown_away() {
    let (desk, mut terminal, _) = failed();
    press(&mut terminal, 'q');
    see(&mut terminal, "q leaves");
    quit(terminal);
    fs::remove_dir(desk.file.with_file_name("deadlines.journal.jsonl")).expect("a directory");
    let mut again = desk.open();
    see(&mut again, "1 edit was not saved last time");
    press(&mut again, 'X');
    see(&mut again, "X once more throws away 1 edit");
    press(&mut again, 'X');
    see(&mut again, "thrown away");
    quit(again);
    assert_eq!((text(&desk), drafts(&desk)), (text_of(&["Alpha"]), Vec::new()));
}

#[test]
fn r_tries_again_when_there_is_room_on_the_disk() {
    let desk = desk(&["Alpha"]);
    // Nobody outside sees this file system: the script makes room when it is told to.
    let inner = "mount -t tmpfs -o size=64k duewatch full || { echo no mount; exit 77; }
        cp deadlines.yaml full/ && head -c 60000 /dev/zero >full/fill; head -c 9000 /dev/zero >>full/fill
        (while [ ! -e go ]; do :; done; rm full/fill; touch freed; while [ ! -e end ]; do :; done; cp full/deadlines.yaml saved) &
        \"$DUEWATCH\" full/deadlines.yaml; touch end; wait";
    fs::write(desk.root.path().join("inner"), inner).expect("a script");
    fs::create_dir(desk.root.path().join("full")).expect("a directory");
    let mut terminal = desk.script("unshare -Urm sh ./inner 2>&1 || echo no mount");
    terminal.wait_until(|screen| screen.contains("Alpha") || screen.contains("no mount")).expect("a board");
    if terminal.screen().contains("no mount") {
        let _ = writeln!(std::io::stderr(), "not shown: no file system can be mounted here");
        return;
    }
    press(&mut terminal, ' ');
    see(&mut terminal, "Not saved: the disk is full");
    see(&mut terminal, "Your change is kept in");
    fs::write(desk.root.path().join("go"), "").expect("a file");
    let begun = Instant::now();
    while !desk.root.path().join("freed").exists() {
        assert!(begun.elapsed() < Duration::from_secs(10), "no room");
        std::thread::yield_now();
    }
    press(&mut terminal, 'r');
    see(&mut terminal, "saved: m0 / kes");
    lose(&mut terminal, "Not saved");
    press(&mut terminal, 'q');
    terminal.wait_exit().expect("an end");
    assert_eq!(fs::read_to_string(desk.root.path().join("saved")).expect("a copy"), with(IN_PROGRESS));
}

/// Returns every path below a folder with the time of its last change.
fn traces(folder: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let metadata = entry.metadata().expect("metadata");
        found.push((entry.path(), metadata.modified().expect("a time")));
        if metadata.is_dir() {
            found.extend(traces(&entry.path()));
        }
    }
    found.sort();
    found
}

/// No key writes, and there is no thread that could.
fn writes_nothing(arguments: &str, why: &str) {
    let desk = desk(&["Alpha"]);
    let pid = desk.root.path().join("pid");
    fs::write(&pid, "").expect("a file");
    let mut terminal = desk.script(&format!("echo $$ >pid; exec \"$DUEWATCH\" {arguments}"));
    terminal.wait_until(|screen| screen.contains("Tab matrix")).expect("a board");
    let before = traces(desk.root.path());
    for keys in [" ", "sd", "sb", "n", "E", "d", "V", "x", "O", "#", "u", "\u{12}", "\t5", "1", " "] {
        terminal.send_str(keys).expect("keys");
        see(&mut terminal, why);
        // A movement takes the remark away, so that the next key's is its own.
        press(&mut terminal, 'j');
        lose(&mut terminal, why);
    }
    let number = fs::read_to_string(&pid).expect("a number");
    let tasks = fs::read_dir(format!("/proc/{}/task", number.trim())).into_iter().flatten();
    let names: Vec<String> = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("comm")).ok()).collect();
    assert!(!names.iter().any(|name| ["saver", "keeper", "drafts"].contains(&name.trim())), "{names:?}");
    quit(terminal);
    assert_eq!(traces(desk.root.path()), before);
}

#[test]
fn read_only_writes_nothing() {
    writes_nothing("--read-only deadlines.yaml", "opened read-only: nothing can be changed");
}

#[test]
fn another_time_writes_nothing() {
    writes_nothing("--as-of 2026-11-23 deadlines.yaml", "runs from another time: nothing can be changed");
}

#[test]
fn the_example_writes_nothing() {
    writes_nothing("demo", "this is the built-in example: nothing can be changed");
}
