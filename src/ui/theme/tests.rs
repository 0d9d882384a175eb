//! Contrast, measured: the relative luminance of WCAG 2.2 for every pair of colours that can meet on the screen.
//!
//! Not measured: faint (dots and rules, never words), and what the terminal itself makes of "dim" without colours.

use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::app::glyph;
use crate::app::launch::Glyphs;

/// The sixteen colours of xterm, and of the Linux console.
const SIXTEEN: [[u32; 16]; 2] = [
    [
        0x00_00_00, 0xCD_00_00, 0x00_CD_00, 0xCD_CD_00, 0x00_00_EE, 0xCD_00_CD, 0x00_CD_CD, 0xE5_E5_E5, 0x7F_7F_7F,
        0xFF_00_00, 0x00_FF_00, 0xFF_FF_00, 0x5C_5C_FF, 0xFF_00_FF, 0x00_FF_FF, 0xFF_FF_FF,
    ],
    [
        0x00_00_00, 0xAA_00_00, 0x00_AA_00, 0xAA_55_00, 0x00_00_AA, 0xAA_00_AA, 0x00_AA_AA, 0xAA_AA_AA, 0x55_55_55,
        0xFF_55_55, 0x55_FF_55, 0xFF_FF_55, 0x55_55_FF, 0xFF_55_FF, 0x55_FF_FF, 0xFF_FF_FF,
    ],
];

/// A terminal: its background and its own foreground.
#[derive(Clone, Copy, Debug)]
struct Ground(u32, u32);

/// Backgrounds from black to that of One Dark, with a foreground of that look.
const DARK: &[Ground] = &[Ground(0, 0xCC_CC_CC), Ground(0x1E_1E_1E, 0xCC_CC_CC), Ground(0x28_2C_34, 0xD0_D4_DC)];
/// White, and that of Solarized with a foreground that can be read.
const LIGHT: &[Ground] = &[Ground(0xFF_FF_FF, 0x22_22_22), Ground(0xFD_F6_E3, 0x33_3A_3C)];
const DARK_OF_SIXTEEN: &[Ground] = &[Ground(0, 0xAA_AA_AA)];
const LIGHT_OF_SIXTEEN: &[Ground] = &[Ground(0xFF_FF_FF, 0)];
const ANY_OF_SIXTEEN: &[Ground] = &[Ground(0, 0xAA_AA_AA), Ground(0xFF_FF_FF, 0)];

/// Returns the terminals that a look is for.
fn grounds(look: Look) -> &'static [Ground] {
    let is_of_sixteen = look.depth() == Colours::Sixteen;
    match look.theme {
        Theme::CalmDark | Theme::SafeDark if is_of_sixteen => DARK_OF_SIXTEEN,
        Theme::CalmDark | Theme::SafeDark => DARK,
        Theme::CalmLight | Theme::SafeLight if is_of_sixteen => LIGHT_OF_SIXTEEN,
        Theme::CalmLight | Theme::SafeLight => LIGHT,
        Theme::HighContrast | Theme::Terminal16 | Theme::Mono => ANY_OF_SIXTEEN,
    }
}

fn tones() -> Vec<Tone> {
    use Tone::{
        Accent, Bad, BoldItalic, Code, Dim, Doubtful, Faint, Good, Head, Ignored, Italic, Link, Plain, Strong, Struck,
    };
    // A new tone does not compile here without its place in the list below.
    let listed = |tone: Tone| match tone {
        Plain
        | Dim
        | Faint
        | Strong
        | Accent
        | Head
        | Tone::Band(_)
        | Tone::BandStrong(_)
        | Tone::Status(_)
        | Bad
        | Doubtful
        | Good
        | Link
        | Italic
        | BoldItalic
        | Code
        | Ignored
        | Struck => tone,
    };
    let single =
        [Plain, Dim, Strong, Accent, Head, Bad, Doubtful, Good, Link, Italic, BoldItalic, Code, Ignored, Struck];
    let bands = Band::ALL.into_iter().flat_map(|band| [Tone::Band(band), Tone::BandStrong(band)]);
    single.into_iter().chain(bands).chain(Status::ALL.map(Tone::Status)).map(listed).collect()
}

fn looks() -> Vec<Look> {
    let colours = [Colours::True, Colours::Indexed, Colours::Sixteen, Colours::None];
    let distances = [Distance::Desk, Distance::Wall];
    Theme::ALL
        .into_iter()
        .flat_map(|theme| colours.map(|colours| (theme, colours)))
        .flat_map(|(theme, colours)| distances.map(|distance| Look { theme, colours, distance }))
        .collect()
}

/// Returns a colour of the 256 of xterm.
fn indexed(index: u8) -> u32 {
    let [red, green, blue] = match index {
        0..16 => return SIXTEEN.first().and_then(|xterm| xterm.get(usize::from(index))).copied().unwrap_or(0),
        16..232 => {
            let level = |step: u8| if step == 0 { 0 } else { u32::from(step) * 40 + 55 };
            let at = index - 16;
            [level(at / 36), level(at / 6 % 6), level(at % 6)]
        }
        232.. => [u32::from(index - 232) * 10 + 8; 3],
    };
    red << 16 | green << 8 | blue
}

fn named(colour: Color, palette: &[u32; 16]) -> Option<u32> {
    let order = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    if let Color::Rgb(red, green, blue) = colour {
        return Some(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue));
    }
    if let Color::Indexed(index) = colour {
        return Some(indexed(index));
    }
    order.iter().position(|known| *known == colour).and_then(|at| palette.get(at).copied())
}

fn luminance(colour: u32) -> f64 {
    let [_, red, green, blue] = colour.to_be_bytes();
    let linear = |channel: u8| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the contrast of text of a style on a terminal.
fn contrast_of(style: Style, ground: Ground, palette: &[u32; 16]) -> f64 {
    let text = style.fg.and_then(|colour| named(colour, palette)).unwrap_or(ground.1);
    let under = style.bg.and_then(|colour| named(colour, palette)).unwrap_or(ground.0);
    contrast(text, under)
}

#[test]
fn the_measure_is_that_of_the_standard() {
    assert!((contrast(0, 0xFF_FF_FF) - 21.0).abs() < 1e-9);
    assert!((contrast(0x77_77_77, 0xFF_FF_FF) - 4.48).abs() < 0.01);
    assert_eq!([indexed(16), indexed(231), indexed(67), indexed(236)], [0, 0xFF_FF_FF, 0x5F_87_AF, 0x30_30_30]);
}

#[test]
fn every_word_can_be_read_in_every_look_on_every_background_that_it_is_for() {
    let mut failures = Vec::new();
    for look in looks() {
        let least = match (look.distance, look.theme) {
            (Distance::Wall, _) | (_, Theme::HighContrast) => 7.0,
            (Distance::Desk, _) => 4.5,
        };
        // What alarms on a background of which nothing is known is white on the terminal's red: 5.9:1 with xterm's.
        let least_of = |tone: Style| if tone.bg == Some(Color::Red) { 4.5 } else { least };
        for (tone, ground, palette) in tones().into_iter().flat_map(|tone| {
            grounds(look).iter().flat_map(move |ground| SIXTEEN.iter().map(move |palette| (tone, *ground, palette)))
        }) {
            let base = paper(look).patch(style(look, tone));
            let mut places = vec![("the background", base)];
            // The wall has no cursor.
            if look.distance == Distance::Desk {
                places.push(("the selected row", base.patch(selection(look))));
            }
            for (place, style) in places {
                let found = contrast_of(style, ground, palette);
                if found < least_of(style) {
                    failures.push(format!("{look:?} {tone:?} on {place} {ground:x?}: {found:.2}"));
                }
            }
        }
    }
    failures.sort();
    failures.dedup();
    assert!(failures.is_empty(), "{} pairs\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn without_colours_no_look_has_any() {
    for look in looks().into_iter().filter(|look| look.colours == Colours::None || look.theme == Theme::Mono) {
        let all = tones().into_iter().chain([Tone::Faint]).map(|tone| style(look, tone));
        for style in all.chain([selection(look), paper(look)]) {
            assert_eq!((style.fg, style.bg), (None, None), "{look:?}");
        }
        assert!(selection(look).add_modifier.contains(Modifier::REVERSED));
    }
}

#[test]
fn colours_are_never_more_than_the_terminal_has() {
    for look in looks() {
        for style in tones().into_iter().map(|tone| style(look, tone)).chain([selection(look), paper(look)]) {
            for colour in [style.fg, style.bg].into_iter().flatten() {
                let fits = match look.depth() {
                    Colours::True => matches!(colour, Color::Rgb(..)),
                    Colours::Indexed => matches!(colour, Color::Indexed(_)),
                    Colours::Sixteen => !matches!(colour, Color::Rgb(..) | Color::Indexed(_)),
                    Colours::None => false,
                };
                assert!(fits, "{look:?} {colour:?}");
            }
        }
    }
}

/// Returns what a colour looks like without one sort of cones, in linear light (Machado, Oliveira and Fernandes 2009,
/// severity 1), as red, green, blue from 0 to 1.
fn seen_by(matrix: [[f64; 3]; 3], colour: u32) -> [f64; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    let rgb = [red, green, blue].map(|channel| (f64::from(channel) / 255.0).powf(2.2));
    matrix.map(|row| row.iter().zip(rgb).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0).powf(1.0 / 2.2))
}

#[test]
fn colour_blind_eyes_tell_bands_and_bars_apart_in_the_looks_for_them() {
    const PROTAN: [[f64; 3]; 3] =
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];
    const DEUTAN: [[f64; 3]; 3] =
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
    const TRITAN: [[f64; 3]; 3] =
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]];
    for (theme, matrix) in [Theme::SafeDark, Theme::SafeLight]
        .into_iter()
        .flat_map(|theme| [PROTAN, DEUTAN, TRITAN].map(|eye| (theme, eye)))
    {
        let (desk, wall) = (sheet(theme).desk, sheet(theme).wall);
        let bands = |inks: Inks| [inks.red, inks.yellow, inks.blue, inks.green];
        // The bars of the wall: blocked, done, in progress, accepted.
        let bars = [wall.red, wall.green, wall.lavender, wall.magenta];
        for (inks, least) in [(bands(desk), 0.13), (bands(wall), 0.16), (bars, 0.1)] {
            for colours in [inks.map(|ink| ink.0), inks.map(|ink| indexed(ink.1))] {
                let seen = colours.map(|colour| seen_by(matrix, colour));
                for (at, one) in seen.iter().enumerate() {
                    for other in seen.iter().skip(at + 1) {
                        let distance = one.iter().zip(other).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt();
                        assert!(distance > least, "{theme:?}: {colours:x?}: {distance:.3}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_two_statuses_and_no_two_bands_differ_in_colour_alone() {
    for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
        let statuses = Status::ALL.map(|status| glyph::status(glyphs, status));
        // Those that share their sign share their ink.
        let bands = [Band::Overdue, Band::Within7Days, Band::Within30Days, Band::Later, Band::Undated];
        let bands = bands.map(|band| glyph::band(glyphs, band));
        for (index, sign) in statuses.iter().enumerate() {
            assert!(!statuses.iter().skip(index + 1).any(|other| other == sign), "{sign}");
        }
        for (index, sign) in bands.iter().enumerate() {
            assert!(!bands.iter().skip(index + 1).any(|other| other == sign), "{sign}");
        }
    }
}
