//! A whole file by keys alone, in the real program on a real terminal: from no file to the example of the format, and
//! back step by step. Waits for text or exit, never for time.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;
use std::time::{Duration, Instant};

use pty::{Desk, Terminal, desk, is_restored, lose, see};

/// The example as it is well written: without the comments, which are the author's own.
const WRITTEN: &str = include_str!("data/written.yaml");
const EMPTY: &str = "duewatch: 1\nzone: Europe/Brussels\n";

const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const CLEAR: &str = "\x15";
const SAVE: &str = "\x13";

/// Opens the screen where there is no file anywhere.
fn opened_on_nothing() -> (Desk, Terminal) {
    let desk = desk(&[]);
    fs::remove_file(&desk.file).expect("a file");
    let mut terminal = desk.script("exec \"$DUEWATCH\"");
    see(&mut terminal, "No deadlines yet.");
    (desk, terminal)
}

fn keys(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("keys");
}

/// Waits until the file says something else than `before`, and returns that.
#[track_caller]
fn saved(desk: &Desk, before: &str) -> String {
    saved_on(desk, before, None)
}

/// The same; a failure shows the screen.
#[track_caller]
fn saved_on(desk: &Desk, before: &str, terminal: Option<&Terminal>) -> String {
    let begun = Instant::now();
    loop {
        let text = fs::read_to_string(&desk.file).expect("a file");
        if text != before {
            return text;
        }
        let screen = || terminal.map_or(String::new(), |terminal| format!("\n{}", terminal.screen()));
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing was saved after\n{before}{}", screen());
        std::thread::yield_now();
    }
}

/// Opens something that acts on the row; where the row came there a moment ago, the key is asked for once more.
#[track_caller]
fn insist(terminal: &mut Terminal, key: &str, wanted: &str) {
    keys(terminal, key);
    terminal.wait_until(|screen| screen.contains(wanted) || screen.contains("Press it again")).expect("an answer");
    if !terminal.screen().contains(wanted) {
        keys(terminal, key);
        see(terminal, wanted);
    }
}

/// What is typed, and what must be on the screen before it is taken.
struct Step {
    keys: String,
    shows: &'static str,
    ends: &'static str,
}

fn line(key: char, text: &str, shows: &'static str) -> Step {
    Step { keys: format!("{key}{text}"), shows, ends: "\r" }
}

#[test]
fn by_keys_alone_no_file_becomes_the_example_of_the_format_and_back() {
    let (desk, mut terminal) = opened_on_nothing();
    keys(&mut terminal, "n");
    see(&mut terminal, "a adds a deadline, A a product, F the file's title and zone");
    let mut texts = vec![fs::read_to_string(&desk.file).expect("a file")];
    assert_eq!(texts, [EMPTY]);
    let title = "Product compliance, Example Corp";
    let header = format!("F{title}{DOWN}{CLEAR}America/New_York{DOWN}us-federal");
    let law = "Final Determination: Case No. ICTS-2021-002, Kaspersky Lab, Inc.";
    let source = "https://regulations.justia.com/regulations/fedreg/2024/06/24/2024-13532.html";
    let fields = ["BIS", "US", "89 FR 52434", source, "2026-11-23"].join(DOWN);
    let regulation = format!("{UP}{CLEAR}kaspersky-ban{DOWN}{DOWN}{DOWN}{fields}{DOWN}{DOWN}{DOWN}{DOWN}180d");
    let note = "The press wrote \"this Friday, coinciding with the July 20th deadline\"; 20 July 2024 was a Saturday.";
    let no_new = "No new agreements with US persons id:no-new-agreements kind:prohibition from:\"2024-07-20 00:00\" kes mail-gateway";
    let inventory = "Inventory of affected installs complete id:inventory kind:internal by:\"10 business days before no-new-agreements\" kes mail-gateway";
    let steps = [
        Step { keys: header, shows: "the default calendar of closed days", ends: SAVE },
        line('A', "Example Corp id:org @legal", "@legal"),
        line('A', "Kaspersky Endpoint Security for Business id:kes vendor:Kaspersky @ana #endpoint", "endpoint"),
        line('A', "Mail gateway with an embedded third-party engine id:mail-gateway @ben", "@ben"),
        line(
            'a',
            &format!("Final determination issued id:issued at:2024-06-20 in:\"{law}\""),
            "regulation final-determ",
        ),
        Step { keys: regulation, shows: "how long a comparison holds", ends: SAVE },
        line('a', no_new, "last safe day Fri 19 Jul 2024"),
        Step { keys: format!("{CLEAR}2024-07-12\t{CLEAR}ana"), shows: "2024-07-12", ends: "\r" },
        Step { keys: "vendor\t2024-07-17".into(), shows: "2024-07-17", ends: "\r" },
        Step { keys: note.into(), shows: "coinciding with the July 20th", ends: SAVE },
        line('a', inventory, "10 business days before no-new-agreements"),
    ];
    for (number, step) in steps.iter().enumerate() {
        match number {
            5 => insist(&mut terminal, "R", "Regulation final-determination"),
            7 => {
                insist(&mut terminal, "sd", "Which product: done");
                keys(&mut terminal, "\r");
                see(&mut terminal, "Kaspersky Endpoint Security for Business: done");
            }
            8 => {
                insist(&mut terminal, "sb", "on whom it waits, needed");
            }
            9 => insist(&mut terminal, "n", "Markdown, as many lines as it takes"),
            _ => {}
        }
        keys(&mut terminal, &step.keys);
        see(&mut terminal, step.shows);
        keys(&mut terminal, step.ends);
        let before = texts.last().expect("a text").clone();
        texts.push(saved_on(&desk, &before, Some(&terminal)));
        lose(&mut terminal, "saving: ");
    }
    assert_eq!(texts.last().map(String::as_str), Some(WRITTEN));
    for text in texts.iter().rev().skip(1) {
        let before = fs::read_to_string(&desk.file).expect("a file");
        keys(&mut terminal, "u");
        assert_eq!(saved(&desk, &before), *text);
        see(&mut terminal, "undone: ");
        keys(&mut terminal, "j");
        lose(&mut terminal, "undone: ");
    }
    keys(&mut terminal, "q");
    assert!(terminal.wait_exit().expect("an end").success());
    assert!(is_restored(&terminal.screen()));
}

#[test]
fn a_file_that_came_meanwhile_is_not_written_over() {
    let (desk, mut terminal) = opened_on_nothing();
    fs::write(&desk.file, "duewatch: 1\ntitle: Theirs\n").expect("a file");
    keys(&mut terminal, "n");
    see(&mut terminal, "is there already");
    assert_eq!(fs::read_to_string(&desk.file).expect("a file"), "duewatch: 1\ntitle: Theirs\n");
    keys(&mut terminal, "q");
    assert!(terminal.wait_exit().expect("an end").success());
}
