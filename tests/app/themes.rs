//! Screens as they are drawn, in every theme: each letter can be read, nothing is coloured without colours, and ASCII
//! is ASCII.

use std::sync::Arc;

use duewatch::app::effect::Effect;
use duewatch::app::launch::{Chosen, Colours, Glyphs, Launch};
use duewatch::app::message::Message;
use duewatch::app::wall::{Asked, Beginning};
use duewatch::domain::settings::Settings;
use duewatch::domain::theme::Theme;
use duewatch::domain::theme::own::{Own, Palette, Part};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::given::{Program, SMALL, launch, started};

/// How to come to each view and overlay from the list.
const WAYS: &[&str] = &[
    "",
    "t",
    "j j",
    "enter",
    "tab",
    "tab l l",
    "tab tab",
    "3 M",
    "?",
    "/ k e s",
    "s",
    "s b",
    "d",
    "n",
    "e",
    "a",
    "A",
    "x",
    "!",
    "o",
    "#",
    "v",
    "c",
    "S",
    "W",
    "enter enter",
    "j j j j j j",
    "s n",
    "O",
    "Y",
    "v j v x",
];

fn on(launch: Launch, way: &str) -> Program {
    let program = started(launch).reads(SMALL).looked().after(10).sized(120, 40);
    if way.is_empty() { program } else { program.keys(way) }
}

fn wall(launch: Launch) -> Launch {
    Launch { wall: Asked { from: Beginning::Wall, ..Asked::default() }, ..launch }
}

/// Returns each screen with its name.
fn screens(launch: &Launch) -> Vec<(String, Buffer)> {
    let mut all: Vec<(String, Buffer)> =
        WAYS.iter().map(|way| ((*way).to_string(), on(launch.clone(), way).buffer())).collect();
    let mut program = on(wall(launch.clone()), "");
    for slide in 0..8 {
        all.push((format!("wall {slide}"), program.clone().buffer()));
        program = program.keys("right");
    }
    all.push(("wall, lost".into(), on(wall(launch.clone()), "").lives(120).fails(true, "no such file").buffer()));
    all
}

fn luminance(colour: (u8, u8, u8)) -> f64 {
    let linear = |channel: u8| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

/// Returns the contrast of a cell on a terminal of this background and foreground.
fn contrast(cell: &Cell, back: (u8, u8, u8), front: (u8, u8, u8)) -> f64 {
    let of = |colour: Color, own| {
        if let Color::Rgb(red, green, blue) = colour {
            return (red, green, blue);
        }
        assert_eq!(colour, Color::Reset, "with 24 bits");
        own
    };
    let (one, other) = (luminance(of(cell.fg, front)), luminance(of(cell.bg, back)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_letter_that_is_drawn_can_be_read_in_every_theme() {
    let dark = ((0x28, 0x2C, 0x34), (0xD0, 0xD4, 0xDC));
    let light = ((0xFD, 0xF6, 0xE3), (0x33, 0x3A, 0x3C));
    for theme in Theme::ALL {
        let grounds = match theme {
            Theme::CalmDark | Theme::SafeDark => vec![dark],
            Theme::CalmLight | Theme::SafeLight => vec![light],
            Theme::HighContrast => vec![dark, light],
            // Whatever the terminal makes of its own colours; their pairs are measured beside the inks.
            Theme::Terminal16 | Theme::Mono | Theme::Own(_) => continue,
        };
        for (name, buffer) in screens(&Launch { theme: theme.clone(), ..launch() }) {
            let least = if *theme == Theme::HighContrast || name.starts_with("wall") { 7.0 } else { 4.5 };
            for (back, front) in grounds.iter().copied() {
                for cell in buffer.content.iter().filter(|cell| cell.symbol().chars().all(char::is_alphanumeric)) {
                    let found = contrast(cell, back, front);
                    assert!(found >= least, "{theme:?} {name:?}: {cell:?} on {back:x?} has {found:.2}");
                }
            }
        }
    }
}

#[test]
fn high_contrast_depends_on_nothing_of_the_terminals_own() {
    for (name, buffer) in screens(&Launch { theme: Theme::HighContrast, ..launch() }) {
        let is_painted = |cell: &&Cell| cell.bg == Color::Reset || cell.fg == Color::Reset;
        assert_eq!(buffer.content.iter().find(is_painted), None, "{name:?}");
    }
}

#[test]
fn without_colours_no_view_of_any_theme_has_one() {
    for theme in Theme::ALL {
        for (name, buffer) in screens(&Launch { theme: theme.clone(), colours: Colours::None, ..launch() }) {
            let coloured = |cell: &&Cell| {
                cell.fg != Color::Reset || cell.bg != Color::Reset || cell.underline_color != Color::Reset
            };
            assert_eq!(buffer.content.iter().find(coloured), None, "{theme:?} {name:?}");
        }
    }
}

#[test]
fn with_ascii_signs_no_view_has_anything_else() {
    // The file is ASCII: what else is on the screen would be our own.
    assert!(SMALL.is_ascii());
    for glyphs in [Glyphs::AsciiOnly, Glyphs::Ascii] {
        for (name, buffer) in screens(&Launch { glyphs, ..launch() }) {
            let other = buffer.content.iter().find(|cell| !cell.symbol().is_ascii());
            assert_eq!(other, None, "{name:?}");
        }
    }
}

#[test]
fn what_the_cursor_is_on_is_seen_without_colours() {
    let buffer = on(Launch { colours: Colours::None, ..launch() }, "j").buffer();
    assert!(buffer.content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
}

#[test]
fn the_screen_wears_the_theme_under_the_cursor_and_esc_gives_the_old_one_back() {
    let red = |program: &Program| {
        let buffer = program.buffer();
        buffer.content.iter().find(|cell| cell.symbol() == "✕").map(|cell| cell.fg)
    };
    let before = on(launch(), "");
    let looking = before.clone().keys("t j j");
    assert_ne!(red(&before), red(&looking));
    assert_eq!(looking.buffer()[(0, 39)].bg, Color::Rgb(0, 0, 0));
    let back = looking.clone().keys("esc");
    assert_eq!((red(&back), back.state.theme), (red(&before), Theme::CalmDark));
    let taken = looking.keys("enter");
    assert_eq!(
        (taken.effects.clone(), taken.state.theme.clone()),
        (vec![Effect::KeepTheme(Theme::HighContrast)], Theme::HighContrast)
    );
    let kept = Message::ThemeKept { theme: Theme::HighContrast, answer: Ok("/c/settings.yaml".into()) };
    assert!(taken.clone().send(kept).screen().contains("high-contrast is kept in /c/settings.yaml"));
    let why = ("/c/settings.yaml".into(), "they are write-protected".into());
    let not = taken.send(Message::ThemeKept { theme: Theme::HighContrast, answer: Err(why) }).screen();
    assert!(
        not.contains(
            "high-contrast until you quit: they are write-protected; to keep it, write 'theme: high-contrast'"
        ),
        "{not}"
    );
}

/// A theme of somebody's own, as the settings give it.
fn own() -> Theme {
    let given = |colour: u32| Some((colour, None));
    let palette = Palette {
        name: "ops-room".into(),
        base: Theme::HighContrast,
        background: given(0x10_18_20),
        foreground: given(0xF0_F0_E8),
        desk: vec![(Part::Overdue, (0xFF_C0_40, None))],
        ..Palette::default()
    };
    let (own, problems) = Own::of(&palette);
    assert_eq!(problems, []);
    Theme::Own(Arc::new(own))
}

#[test]
fn a_theme_of_ones_own_is_offered_behind_the_others_worn_and_kept() {
    let own = own();
    let settings = Settings { themes: vec![own.clone()], ..Settings::default() };
    let chosen = Chosen { settings, ..launch().chosen };
    let looking = on(Launch { chosen, ..launch() }, "t end");
    insta::assert_snapshot!("theme_own_80x24", looking.clone().sized(80, 24).screen());
    let buffer = looking.buffer();
    let overdue = buffer.content.iter().find(|cell| cell.symbol() == "✕").expect("something is overdue");
    assert_eq!((overdue.fg, overdue.bg), (Color::Rgb(0xFF, 0xC0, 0x40), Color::Rgb(0x10, 0x18, 0x20)));
    let taken = looking.keys("enter");
    assert_eq!((taken.effects.clone(), taken.state.theme.clone()), (vec![Effect::KeepTheme(own.clone())], own.clone()));
    let kept = Message::ThemeKept { theme: own, answer: Ok("/c/settings.yaml".into()) };
    assert!(taken.clone().send(kept).screen().contains("ops-room is kept in /c/settings.yaml"));
    // It is found again where it stands.
    assert!(taken.keys("t").screen().contains("> ops-room"));
}

#[test]
fn where_nothing_may_be_written_a_theme_holds_until_the_end() {
    let program = on(Launch { is_read_only: true, ..launch() }, "t end enter");
    assert_eq!((program.effects.clone(), program.state.theme.clone()), (vec![], Theme::Mono));
    assert!(program.screen().contains("mono until you quit: to keep it, write 'theme: mono' in the settings"));
    let plain = on(Launch { colours: Colours::None, ..launch() }, "t");
    assert!(plain.state.overlay.is_none() && plain.screen().contains("drawn without colours"));
    let start = started(Launch { file_name: None, ..launch() }).keys("t j enter");
    assert_eq!(start.state.theme, Theme::CalmLight);
}

#[test]
fn the_choice_of_a_theme() {
    for (columns, rows) in [(200, 60), (80, 24), (40, 12)] {
        let screen = on(launch(), "t j j j").sized(columns, rows).screen();
        insta::assert_snapshot!(format!("theme_{columns}x{rows}"), screen);
    }
    let ascii = Launch { glyphs: Glyphs::AsciiOnly, ..launch() };
    insta::assert_snapshot!("theme_ascii_80x24", on(ascii, "t").sized(80, 24).screen());
}
