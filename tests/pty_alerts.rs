//! Alerts of the real program on a real terminal: the bytes of bell and notification, once, and none in quiet hours.

#![expect(clippy::disallowed_methods, reason = "tests use real files and the real clock")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;

use chrono::{TimeDelta, Utc};
use pty::{Desk, Key, Terminal, desk_with, lose, see};

/// A file whose one deadline comes within an hour in a few seconds, and settings; and how much time is left then.
fn soon(alerts: &str) -> (Desk, &'static str) {
    let due = Utc::now() + TimeDelta::seconds(3600 + 8);
    let is_today = (due - TimeDelta::seconds(1)).date_naive() == (due - TimeDelta::hours(1)).date_naive();
    let left = if is_today { "last day" } else { "1 day left" };
    let due = due.format("%Y-%m-%dT%H:%M:%SZ");
    let desk = desk_with(&format!(
        "duewatch: 1\nzone: UTC\nalerts: [1h]\nproducts:\n  kes: {{name: Endpoint}}\nregulations:\n  law:\n    \
         title: Law\n    milestones:\n      one: {{title: \"Alp; ha\\e]0;x\\a\", by: \"{due}\", products: kes}}\n"
    ));
    let folder = desk.root.path().join("config/duewatch");
    fs::create_dir_all(&folder).expect("a directory");
    fs::write(folder.join("settings.yaml"), format!("alerts: {alerts}\n")).expect("a file");
    (desk, left)
}

/// Opens the screen inside a terminal that writes down every byte.
fn opened(desk: &Desk, log: &str, tmux: &str) -> Terminal {
    let config = desk.root.path().join("config");
    let line = format!("exec script -qfec 'exec $DUEWATCH deadlines.yaml' {log}");
    let terminal = desk.terminal().env("XDG_CONFIG_HOME", config).env("TZ", "UTC").env("TMUX", tmux);
    terminal.args(["-c", &line]).spawn("/bin/sh").expect("a terminal")
}

fn count(desk: &Desk, log: &str, bytes: &[u8]) -> usize {
    let all = fs::read(desk.root.path().join(log)).expect("what was written");
    all.windows(bytes.len()).filter(|part| *part == bytes).count()
}

fn leave(mut terminal: Terminal) {
    terminal.send(Key::Ctrl('c')).expect("a key");
    terminal.wait_exit().expect("it ends");
}

#[test]
fn a_threshold_rings_once_and_not_again_at_the_next_start() {
    let (desk, left) = soon("{bell: true, notify: osc9}");
    let mut terminal = opened(&desk, "first", "");
    see(&mut terminal, "Alp; ha");
    see(&mut terminal, &format!("Alert, {left}"));
    // A few frames more.
    for text in ["?", "\x1b", "\t", "\x1b"] {
        terminal.send_str(text).expect("keys");
    }
    see(&mut terminal, &format!("Alert, {left}"));
    assert_eq!(terminal.screen().bells(), 1);
    leave(terminal);
    assert_eq!(count(&desk, "first", b"\x07"), 1);
    assert_eq!(count(&desk, "first", b"\x1b]9;"), 1);
    let rest = "\u{fffd}]0,x\u{fffd} (law, Endpoint";
    let whole = format!("\x1b]9;duewatch: {left}: Alp, ha{rest}");
    assert_eq!(count(&desk, "first", whole.as_bytes()), 1);
    // Nobody put it away: it stands there again, and does not ring.
    let mut terminal = opened(&desk, "second", "");
    see(&mut terminal, &format!("Alert, {left}"));
    terminal.send_str("\x1b").expect("a key");
    lose(&mut terminal, "Alert,");
    leave(terminal);
    assert_eq!((count(&desk, "second", b"\x07"), count(&desk, "second", b"\x1b]9;")), (0, 0));
    let mut terminal = opened(&desk, "third", "");
    see(&mut terminal, "Alp; ha");
    assert!(!terminal.screen().contains("Alert,"));
    leave(terminal);
}

#[test]
fn nothing_rings_in_quiet_hours_and_the_banner_shows() {
    let now = Utc::now();
    let hours = [now - TimeDelta::hours(2), now + TimeDelta::hours(2)].map(|time| time.format("%H:%M").to_string());
    let (desk, left) = soon(&format!("{{bell: true, notify: osc777, quiet: \"{}\"}}", hours.join("-")));
    let mut terminal = opened(&desk, "quiet", "");
    see(&mut terminal, &format!("Alert, {left}"));
    leave(terminal);
    assert_eq!((count(&desk, "quiet", b"\x07"), count(&desk, "quiet", b"\x1b]777;")), (0, 0));
}

#[test]
fn tmux_gets_it_wrapped() {
    let (desk, left) = soon("{notify: osc777}");
    let mut terminal = opened(&desk, "tmux", "/tmp/tmux-0/default,1,0");
    see(&mut terminal, &format!("Alert, {left}"));
    leave(terminal);
    let wrapped = format!("\x1bPtmux;\x1b\x1b]777;notify;duewatch;{left}: Alp, ha");
    assert_eq!(count(&desk, "tmux", wrapped.as_bytes()), 1);
    assert_eq!((count(&desk, "tmux", b"\x1b\x1b\\\x1b\\"), count(&desk, "tmux", b"\x07")), (1, 0));
}

#[test]
fn what_was_put_away_in_one_window_is_not_brought_back_by_another() {
    let (desk, left) = soon("{bell: false}");
    let (mut one, mut other) = (opened(&desk, "one", ""), opened(&desk, "other", ""));
    see(&mut one, &format!("Alert, {left}"));
    see(&mut other, &format!("Alert, {left}"));
    one.send_str("\x1b").expect("a key");
    lose(&mut one, "Alert,");
    leave(one);
    // The other window tells of something else: its memory is written, and in that the first stands in the banner yet.
    let text = fs::read_to_string(&desk.file).expect("the file");
    let due = Utc::now() + TimeDelta::minutes(30);
    let due = due.format("%Y-%m-%dT%H:%M:%SZ");
    fs::write(&desk.file, format!("{text}      two: {{title: Beta, by: \"{due}\", products: kes}}\n"))
        .expect("a write");
    see(&mut other, " and 1 more");
    leave(other);
    let mut next = opened(&desk, "next", "");
    see(&mut next, "Alert,");
    let screen = next.screen();
    assert!(!screen.contains(" and 1 more"), "{}", screen.text());
    leave(next);
}
