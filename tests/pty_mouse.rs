//! The mouse on the real binary: asked for, given back, and its bytes are never keys.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;

use pty::{desk, lose, see};

#[test]
fn a_click_chooses_and_a_status_is_set_and_the_terminal_gets_its_mouse_back() {
    let desk = desk(&["Alpha", "Beta"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    assert!(!terminal.screen().mouse_modes().is_empty());
    let line = |text: &str, screen: &str| screen.lines().position(|line| line.contains(text)).expect("a line");
    let y = line("Beta", &terminal.screen().text()) + 1;
    terminal.send_str(&format!("\x1b[<0;12;{y}M\x1b[<0;12;{y}m")).expect("a click");
    terminal.send_str("?").expect("a key");
    see(&mut terminal, "Keys: list");
    terminal.send_str("\x1b").expect("a key");
    lose(&mut terminal, "Keys: list");
    let row = terminal.screen().text().lines().nth(y - 1).map(String::from).expect("a row");
    assert!(row.starts_with('>'), "{row}");
    terminal.send_str("m").expect("a key");
    see(&mut terminal, "mouse off");
    assert!(terminal.screen().mouse_modes().is_empty());
    terminal.send_str("m").expect("a key");
    see(&mut terminal, "mouse on");
    terminal.send_str("q").expect("a key");
    terminal.wait_exit().expect("an end");
    assert!(terminal.screen().mouse_modes().is_empty());
}

#[test]
fn what_a_terminal_tells_of_a_mouse_is_never_a_key() {
    let desk = desk(&["Alpha", "Beta"]);
    let before = fs::read_to_string(&desk.file).expect("a text");
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    // The old way, with three bytes that are letters; buttons and modifiers that mean nothing here; numbers too large.
    for told in [
        "\x1b[M s ",
        "\x1b[Mxdd",
        "\x1b[<2;3;4M",
        "\x1b[<20;3;4M",
        "\x1b[<0;99999;99999M",
        "\x1b[<;;M",
        "\x1b[<35;1;1M",
    ] {
        terminal.send_str(told).expect("bytes");
    }
    terminal.send_str("?").expect("a key");
    see(&mut terminal, "Keys: list");
    assert_eq!(fs::read_to_string(&desk.file).expect("a text"), before);
}
