//! Every key of the panes, pressed once on the real program: the board comes back, and the file stays one that is read.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;

use duewatch::app::command::{COMMANDS, Command, Context};
use duewatch::app::key::{Key, KeyCode};
use duewatch::app::keymap::{keys_in, parse_keys};
use duewatch::domain::finding::Severity;
use duewatch::domain::zone::Zone;
use duewatch::yaml::Syntax;
use duewatch::yaml::snapshot::Snapshot;
use pty::{Desk, Terminal, desk_with, is_restored, lose, see};

const TEXT: &str = "\
duewatch: 1
zone: Europe/Brussels
products:
  kes: {name: Endpoint}
  mail: {name: Mail}
regulations:
  one:
    title: Act One
    source: ftp://example.org/one
    milestones:
      first: {title: The first, by: 2099-01-01, products: [kes]}
      second: {title: The second, by: 2099-01-02, products: [kes, mail]}
      third: {title: The third, by: 2099-01-03, products: [kes]}
";

/// What a terminal sends for a key.
fn sent(key: Key) -> String {
    match (key.code, key.ctrl) {
        (KeyCode::Char(letter), true) => char::from(u8::try_from(letter).expect("a letter") & 0x1f).to_string(),
        (KeyCode::Char(letter), false) => letter.to_string(),
        (KeyCode::Enter, _) => "\r".into(),
        (KeyCode::Esc, _) => "\x1b".into(),
        (KeyCode::Tab, _) => "\t".into(),
        (KeyCode::BackTab, _) => "\x1b[Z".into(),
        (KeyCode::Backspace, _) => "\x7f".into(),
        (KeyCode::Delete, _) => "\x1b[3~".into(),
        (KeyCode::Up, _) => "\x1b[A".into(),
        (KeyCode::Down, _) => "\x1b[B".into(),
        (KeyCode::Right, _) => "\x1b[C".into(),
        (KeyCode::Left, _) => "\x1b[D".into(),
        (KeyCode::Home, _) => "\x1b[H".into(),
        (KeyCode::End, _) => "\x1b[F".into(),
        (KeyCode::PageUp, _) => "\x1b[5~".into(),
        (KeyCode::PageDown, _) => "\x1b[6~".into(),
    }
}

/// Those have tests of their own, on the real program too: they leave it, stop it or start another one.
fn is_of_the_shell(command: Command) -> bool {
    matches!(command, Command::Quit | Command::QuitNow | Command::Suspend | Command::NoteEditor)
}

/// Out of a dialog, out of the pane, and out of what may be left in the list: marks, a filter. Home comes between the
/// last Esc and what follows, so that the two are not taken for one key with Alt.
const BACK: &str = "\x1b\x1b\x1b\x1b\x1b[H";

fn press(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("keys");
}

/// The file can be read, and nothing is wrong with it.
#[track_caller]
fn check(desk: &Desk, keys: &str) {
    let text = fs::read_to_string(&desk.file).expect("the file");
    let snapshot = Snapshot::of(text.as_str().into(), &Zone::utc());
    assert!(snapshot.syntax == Syntax::Whole && snapshot.count(Severity::Error) == 0, "{keys}\n{text}");
}

/// Presses every key of a pane, each from the first row; `way` leads there.
fn press_all(pane: Context, way: &str) {
    let desk = desk_with(TEXT);
    let mut terminal = desk.open();
    see(&mut terminal, "The first");
    let mut count = 0;
    for spec in COMMANDS.iter().filter(|spec| !is_of_the_shell(spec.command)) {
        for keys in keys_in(spec, pane) {
            let bytes: String = parse_keys(keys).expect("keys").into_iter().map(sent).collect();
            press(&mut terminal, &format!("\x1b[H{way}{bytes}{BACK}?"));
            let found = terminal.wait_until(|screen| screen.contains("Keys: list"));
            assert!(found.is_ok(), "{} ({keys}): the board is not back\n{}", spec.name, terminal.screen().text());
            press(&mut terminal, BACK);
            lose(&mut terminal, "Keys: list");
            check(&desk, keys);
            count += 1;
        }
    }
    assert!(count > 40, "{count} keys");
    press(&mut terminal, "q");
    terminal.wait_exit().expect("an end");
    assert!(is_restored(&terminal.screen()));
    assert!(desk.run(env!("CARGO_BIN_EXE_duewatch"), &["check", &desk.file.to_string_lossy()]));
}

#[test]
fn after_every_key_of_the_list_esc_leads_back() {
    press_all(Context::List, "");
}

#[test]
fn after_every_key_of_the_matrix_esc_leads_back() {
    press_all(Context::Matrix, "\t");
}

#[test]
fn after_every_key_of_the_detail_esc_leads_back() {
    press_all(Context::Detail, "\r");
}
