//! What each pane and overlay looks like.

use duewatch::app::launch::{Colours, Glyphs, Launch};
use ratatui::style::Color;

use super::given::{Program, SMALL, given, launch, lines_of, started};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
const EMPTY: &str = "duewatch: 1\ntitle: Nothing yet\nzone: UTC\n";

/// Draws one state at every size.
fn check(name: &str, program: impl Fn() -> Program, keys: &str) {
    for (columns, rows) in SIZES {
        let screen = program().sized(columns, rows).keys(keys).screen();
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), screen);
    }
}

fn normal() -> Program {
    given(SMALL)
}

fn broken() -> Program {
    given(SMALL).at("2026-11-23T14:07:00-05:00").reads(&SMALL.replace("title: A small company", "title: [A small"))
}

fn overdue() -> Program {
    started(launch()).at("2026-12-20T09:00:00-05:00").after(20_000).reads(SMALL)
}

fn empty() -> Program {
    given(EMPTY)
}

/// Every pane and overlay of one state.
fn check_all(name: &str, program: fn() -> Program) {
    for (pane, keys) in [
        ("list", "j j"),
        ("detail", "j j j j enter"),
        ("matrix", "j j j j tab l l l"),
        ("timeline", "j j j j tab tab"),
        ("month", "j j j j 3 M"),
        ("filter", "/ o w n e r : @ m i a"),
        ("help", "?"),
        ("findings", "!"),
        ("closed", "c G"),
    ] {
        check(&format!("{name}_{pane}"), program, keys);
    }
}

#[test]
fn normal_screens() {
    check_all("normal", normal);
}

#[test]
fn broken_screens() {
    check_all("broken", broken);
}

#[test]
fn overdue_screens() {
    check_all("overdue", overdue);
}

#[test]
fn empty_screens() {
    for (pane, keys) in
        [("list", ""), ("matrix", "tab"), ("timeline", "tab tab"), ("month", "3 M"), ("filter", "/ x"), ("help", "?")]
    {
        check(&format!("empty_{pane}"), empty, keys);
    }
}

#[test]
fn states_without_a_board() {
    let no_file = || started(Launch { file_name: None, ..launch() });
    check("start_no_file", no_file, "");
    check("start_reading", || started(launch()).after(200), "");
    check("start_failed", || started(launch()).fails(true, "small.yaml: no such file"), "");
    check("start_broken", || given("duewatch: [1"), "");
}

#[test]
fn small_terminals() {
    for (columns, rows) in [(40, 12), (60, 16), (50, 7), (20, 4), (19, 4), (100, 30), (160, 45)] {
        let screen = given(SMALL).sized(columns, rows).keys("j j").screen();
        insta::assert_snapshot!(format!("small_{columns}x{rows}"), screen);
    }
}

#[test]
fn a_month_in_a_small_terminal() {
    for (columns, rows) in [(40, 12), (60, 16), (50, 7), (20, 4)] {
        let screen = given(SMALL).sized(columns, rows).keys("j j j j 3 M").screen();
        insta::assert_snapshot!(format!("small_month_{columns}x{rows}"), screen);
    }
}

#[test]
fn the_timeline_in_a_small_terminal() {
    for (name, program) in [("normal", normal as fn() -> Program), ("overdue", overdue), ("empty", empty)] {
        let screen = program().sized(40, 12).keys("tab tab").screen();
        insta::assert_snapshot!(format!("{name}_timeline_40x12"), screen);
    }
}

#[test]
fn ascii_screens() {
    let ascii = || started(Launch { glyphs: Glyphs::Ascii, colours: Colours::None, ..launch() }).reads(SMALL);
    check("ascii_list", ascii, "j j");
    check("ascii_matrix", ascii, "j j j j tab l l l");
    check("ascii_timeline", ascii, "j j j j tab tab");
    check("ascii_month", ascii, "j j j j 3 M");
}

#[test]
fn a_program_that_runs_from_another_time_says_so() {
    let as_of = || {
        started(Launch { is_as_of: true, is_read_only: true, is_example: true, ..launch() })
            .at("2024-07-16T09:00:00-04:00")
            .after(20_000)
            .reads(SMALL)
    };
    check("as_of", as_of, "");
}

#[test]
fn styles_at_one_size() {
    let buffer = given(SMALL).sized(80, 24).keys("j j").buffer();
    let mut out = String::new();
    for (y, line) in (0u16..).zip(lines_of(&buffer)) {
        out.push_str(&line);
        out.push('\n');
        let mut marks = String::new();
        for x in 0..80 {
            let cell = &buffer[(x, y)];
            let blank = cell.symbol() == " ";
            marks.push(match (cell.fg, blank) {
                (_, true) => ' ',
                (Color::Reset, _) => {
                    if cell.modifier.contains(ratatui::style::Modifier::BOLD) {
                        'B'
                    } else {
                        '.'
                    }
                }
                (Color::Rgb(0xF0, ..), _) => 'r',
                (Color::Rgb(0xE6, ..), _) => 'y',
                (Color::Rgb(0x6C, ..), _) => 'b',
                (Color::Rgb(0x6F, ..), _) => 'g',
                (Color::Rgb(0xB9, ..), _) => 'l',
                (Color::Rgb(0x98, ..), _) => 'd',
                _ => 'f',
            });
        }
        out.push_str(marks.trim_end());
        out.push('\n');
    }
    insta::assert_snapshot!("styles_80x24", out);
}

#[test]
fn only_the_selection_is_painted_and_nothing_without_colours() {
    let painted = |program: Program| {
        let buffer = program.buffer();
        buffer.content.iter().filter(|cell| cell.bg != Color::Reset).count()
    };
    assert_eq!(painted(given(SMALL).sized(80, 24)), 80);
    let plain = Launch { colours: Colours::None, ..launch() };
    let buffer = started(plain).reads(SMALL).buffer();
    assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}
