//! No command and no size makes the program panic.

use duewatch::app::command::{COMMANDS, Context};
use duewatch::app::edits::MOST;
use duewatch::app::key::Key;
use duewatch::app::keymap::{keys_in, parse_keys};
use duewatch::app::launch::{Colours, Glyphs, Launch};
use duewatch::app::message::Message;
use duewatch::app::saving::{Intent, NotSaved};
use duewatch::domain::edit::{Refusal, Why};
use proptest::prelude::*;

use super::editing::conflict;
use super::given::{Program, SMALL, given, launch, started};
use super::typed::{found, note, status};

fn hostile() -> String {
    let long = "x".repeat(10_000);
    let wide = "漢字".repeat(200);
    let marks = format!("e{}", "\u{301}".repeat(200));
    SMALL
        .replace("title: 140-2 certificates historical", &format!("title: \"{long}\""))
        .replace("title: Deletion run of today", &format!("title: \"{wide}\""))
        .replace("name: HomeHub", &format!("name: \"{marks}\\e[31m\\u202e\""))
        .replace("title: Enough auditors exist", "title: \"a\\tb\\nc \\u200f\\u2028 ⚠️ 👩‍👩‍👧\"")
}

fn commands() -> Vec<Key> {
    let mut keys = Vec::new();
    for context in Context::ALL {
        for spec in &COMMANDS {
            keys.extend(keys_in(spec, context).filter_map(parse_keys).flatten());
        }
    }
    keys.extend(parse_keys("a").into_iter().chain(parse_keys(":")).chain(parse_keys("backspace")).flatten());
    keys
}

fn sizes() -> Vec<(u16, u16)> {
    let widths = [59, 60, 61, 69, 70, 71, 79, 80, 99, 100, 101, 159, 160, 161, 179, 180, 200, 300];
    let heights = [3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 24, 40, 60];
    widths.into_iter().flat_map(|w| heights.into_iter().map(move |h| (w, h))).collect()
}

fn draw_all(program: Program, sizes: impl IntoIterator<Item = (u16, u16)>) -> Program {
    let mut program = program;
    for (columns, rows) in sizes {
        program = program.sized(columns, rows);
        program.buffer();
    }
    program
}

/// Draws every size in two of the states, neighbours in others.
fn share(states: Vec<Program>, sizes: &[(u16, u16)]) {
    let count = states.len();
    for (turn, program) in states.into_iter().enumerate() {
        let own = |index: usize, (w, h): (u16, u16)| {
            // Columns and rows go round at their own pace, so that no state sees only one parity.
            let place = usize::from(w) + 3 * usize::from(h) + index / 7;
            place % count == turn || (place + count / 2) % count == turn
        };
        let sizes = sizes.iter().enumerate().filter(|(index, size)| own(*index, **size));
        draw_all(program, sizes.map(|(_, size)| *size));
    }
}

#[test]
fn every_small_size_draws() {
    let all: Vec<(u16, u16)> = (0..=60).flat_map(|w| (0..=16).map(move |h| (w, h))).collect();
    let mut states: Vec<Program> = [
        "",
        "enter",
        "tab",
        "tab tab j l -",
        "3 M",
        "?",
        "!",
        "/",
        "g",
        "j j j j space",
        "j s a",
        "s",
        "j j j j o",
        "Y",
        "j j j j enter G k k",
    ]
    .into_iter()
    .map(|keys| given(&hostile()).keys(keys).after(500))
    .collect();
    states.push(started(launch()));
    states.push(conflict().keys("enter"));
    states.push(given(&hostile()).keys("j j space").disk_full().keys("q"));
    states.push(found(&SMALL.replace("art5", "art6"), &[status(), note()]).keys("T"));
    states.push(given("duewatch: ["));
    share(states, &all);
}

#[test]
fn every_breakpoint_draws() {
    let states = [
        "",
        "enter",
        "tab l l",
        "tab tab l +",
        "3 M",
        "? j",
        "!",
        "/",
        "c G",
        "S",
        "j j j j space",
        "j j s a",
        "j j j j o j",
        "Y",
        "j j j j enter G k",
    ]
    .map(|keys| given(&hostile()).keys(keys));
    share(states.into(), &sizes());
}

#[test]
fn where_the_locale_has_no_signs_all_is_ascii() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)] {
        for keys in [
            "",
            "enter",
            "tab",
            "tab tab",
            "3 M",
            "tab tab c j",
            "3 M",
            "?",
            "!",
            "/ x",
            "c G",
            "j j j j space",
            "j j s a enter",
            "j space",
            "j j j j o",
            "Y",
            "j j j j enter G y",
        ] {
            let ascii = Launch { glyphs: Glyphs::AsciiOnly, colours: Colours::None, ..launch() };
            let screen = started(ascii).reads(&hostile()).sized(columns, rows).keys(keys).screen();
            assert!(screen.is_ascii(), "{keys} {columns}x{rows}\n{screen}");
        }
    }
}

#[test]
fn hostile_text_never_moves_a_column() {
    let program = given(&hostile()).sized(120, 40);
    let screen = program.screen();
    assert!(!screen.contains(['\u{1b}', '\u{202e}', '\u{200f}', '\u{2028}']));
    let buffer = program.buffer();
    for y in 2..37 {
        assert_eq!(buffer[(77, y)].symbol(), "│", "line {y}\n{screen}");
    }
}

/// The saver answers, in one way or another, if anything was asked.
fn answered(mut program: Program, how: u16) -> Program {
    let Some(save) = program.saves.front().cloned() else { return program };
    if program.state.edits.queue.front().is_none_or(|first| first.ticket != save.ticket) {
        program.saves.pop_front();
        return program;
    }
    let theirs = SMALL.replace("open", "in-progress");
    match (how % 6, save.intent) {
        (0, _) => program.disk_full().send(Message::Kept(None)),
        (1, _) => program.send(Message::Waiting { ticket: save.ticket }),
        (2, Intent::Edit(_)) => program.saved_on(&theirs),
        (3, Intent::Edit(_)) => program.saved_on(&hostile()),
        (_, Intent::Edit(_)) => program.saved(),
        (_, Intent::Undo | Intent::Redo) => {
            program.saves.pop_front();
            let refusal = Refusal::new(Why::Nothing, "nothing is to be undone", "");
            program.not_saved(save.ticket, NotSaved::Refused(refusal, None))
        }
    }
}

/// What is done to the program from outside in between, and what is pressed.
fn disturbed(program: Program, how: usize, (columns, rows): (u16, u16)) -> Program {
    let without = SMALL.replace("      coarse:\n", "      fine:\n").replace("      today:\n", "      now:\n");
    match how {
        0 => program.sized(columns, rows),
        1 => program.after(u64::from(columns) * 997),
        2 => program.reads(SMALL),
        3 => program.reads("duewatch: ["),
        4 => program.reads(&without),
        5 => program.reads(&hostile()),
        6 => program.fails(true, "no such file"),
        7 => program.send(Message::TextsFound(vec![if columns % 2 == 0 { note() } else { status() }])),
        8 => program.send(Message::Pasted("2027-01-15\n\u{1b}[31m\u{6f22}".into())),
        _ => answered(program, columns),
    }
}

/// Beginnings that open every dialog, on rows that have them.
const OPENERS: [&str; 36] = [
    "e",
    "R",
    "P",
    "F",
    "a",
    "a A u d i t space b y : 2 0 2 7 tab",
    "A",
    "A M tab",
    "D",
    "x",
    "x tab 9",
    "tab x tab",
    "* x",
    "v v x",
    "O",
    "#",
    "v v V",
    "v v s b",
    "v v O m i a enter",
    "v v space",
    "s b",
    "s d x",
    "n",
    "n x",
    "d",
    "d ctrl-t",
    "o",
    "Y",
    "enter",
    "enter j j j enter",
    "T",
    "? z",
    "/",
    "! ?",
    "e j j x",
    "enter G G space",
];

/// Presses Esc until nothing lies over the panes; how often that took, if it was possible at all.
fn closed(mut program: Program) -> Option<usize> {
    for times in 0..12 {
        let is_open = program.state.overlay.is_some() && program.state.source.board.is_some();
        if !is_open && !program.state.filter.is_open {
            return Some(times);
        }
        // What was typed is dropped only after it was asked.
        let is_asked = program.state.context() == Context::Dropping;
        program = program.keys(if is_asked { "y" } else { "esc" });
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn random_sizes_draw(sizes in proptest::collection::vec((0u16..=300, 0u16..=100), 8)) {
        draw_all(given(&hostile()), sizes);
    }

    #[test]
    fn random_commands_never_panic(choices in proptest::collection::vec((0usize..10_000, 0u16..=200, 0u16..=60), 1..120)) {
        let keys = commands();
        let mut program = given(&hostile()).sized(80, 24);
        for (choice, columns, rows) in choices {
            program = match choice % 40 {
                how @ 0..=12 => disturbed(program, how, (columns, rows)),
                13..=16 => program.keys(OPENERS.get(usize::from(columns) % OPENERS.len()).copied().unwrap_or_default()),
                _ => {
                    let key = keys.get(choice % keys.len()).copied().expect("within the list");
                    program.send(Message::Pressed(key))
                }
            };
            program.buffer();
            let rows = program.state.list.lines.len();
            prop_assert!(program.state.edits.queue.len() <= MOST && program.state.edits.conflicts.len() <= MOST);
            prop_assert!(program.state.typing.left().len() <= duewatch::app::typing::kept::MOST + 2);
            prop_assert!(program.state.list.offset <= rows);
            prop_assert!(program.state.list.at < program.state.list.picks.len().max(1));
            prop_assert!(closed(program.clone()).is_some(), "no way out\n{}", program.screen());
        }
    }

    #[test]
    fn every_dialog_takes_any_keys_at_any_size_while_the_file_changes(
        openers in proptest::collection::vec((0usize..OPENERS.len(), 0usize..8), 6),
        pressed in proptest::collection::vec((0usize..10_000, 0u16..=200, 0u16..=60), 6),
    ) {
        let keys = commands();
        for (opener, row) in openers {
            let mut program = given(SMALL).keys("c").keys(&"j ".repeat(row)).keys(OPENERS.get(opener).copied().unwrap_or_default());
            for (choice, columns, rows) in &pressed {
                let key = keys.get(choice % keys.len()).copied().expect("within the list");
                program = disturbed(program.send(Message::Pressed(key)), choice % 12, (*columns, *rows));
                program.buffer();
                prop_assert!(closed(program.clone()).is_some(), "no way out\n{}", program.screen());
            }
        }
    }
}
