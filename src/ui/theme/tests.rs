//! Contrast, measured: the relative luminance of WCAG 2.2 for every pair of colours that can meet on the screen.
//!
//! Not measured: faint (dots and rules, never words), and what the terminal itself makes of "dim" without colours.

use std::sync::Arc;

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::domain::theme::contrast::{DARK, DESK, WALL, contrast, indexed};
use crate::domain::theme::own::{Own, Palette, Part, is_base};

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
type Ground = (u32, u32);

const DARK_OF_SIXTEEN: &[Ground] = &[(0, 0xAA_AA_AA)];
const LIGHT_OF_SIXTEEN: &[Ground] = &[(0xFF_FF_FF, 0)];
const ANY_OF_SIXTEEN: &[Ground] = &[(0, 0xAA_AA_AA), (0xFF_FF_FF, 0)];

/// Returns the terminals that a look is for.
fn grounds(theme: &Theme, look: &Look) -> &'static [Ground] {
    match (theme.grounds(), look.depth) {
        ([], _) => ANY_OF_SIXTEEN,
        (DARK, Colours::Sixteen) => DARK_OF_SIXTEEN,
        (_, Colours::Sixteen) => LIGHT_OF_SIXTEEN,
        (grounds, Colours::True | Colours::Indexed | Colours::None) => grounds,
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

/// Returns every look of some themes.
fn looks(themes: &[Theme]) -> Vec<(Theme, Look)> {
    let colours = [Colours::True, Colours::Indexed, Colours::Sixteen, Colours::None];
    let distances = [Distance::Desk, Distance::Wall];
    themes
        .iter()
        .flat_map(|theme| colours.map(|colours| (theme, colours)))
        .flat_map(|(theme, colours)| distances.map(|distance| (theme.clone(), Look::of(theme, colours, distance))))
        .collect()
}

fn shown(colour: Color, palette: &[u32; 16]) -> Option<u32> {
    if let Color::Rgb(red, green, blue) = colour {
        return Some(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue));
    }
    if let Color::Indexed(index) = colour {
        return indexed(index);
    }
    super::SIXTEEN.iter().position(|known| *known == colour).and_then(|at| palette.get(at).copied())
}

/// Returns the contrast of text of a style on a terminal.
fn contrast_of(style: Style, ground: Ground, palette: &[u32; 16]) -> f64 {
    let text = style.fg.and_then(|colour| shown(colour, palette)).unwrap_or(ground.1);
    let under = style.bg.and_then(|colour| shown(colour, palette)).unwrap_or(ground.0);
    contrast(text, under)
}

/// Returns the pairs that cannot be read, of all that can meet on the screen in these themes.
fn unread(themes: &[Theme]) -> Vec<String> {
    let mut failures = Vec::new();
    for (theme, look) in looks(themes) {
        let is_high = |theme: &Theme| *theme == Theme::HighContrast;
        let is_high = is_high(&theme) || matches!(&theme, Theme::Own(own) if is_high(&own.base));
        let least = if look.distance == Distance::Wall || is_high { WALL } else { DESK };
        // What alarms on a background of which nothing is known is white on the terminal's red: 5.9:1 with xterm's.
        let least_of = |tone: Style| if tone.bg == Some(Color::Red) { DESK } else { least };
        for (tone, ground, palette) in tones().into_iter().flat_map(|tone| {
            let grounds = grounds(&theme, &look).iter();
            grounds.flat_map(move |ground| SIXTEEN.iter().map(move |palette| (tone, *ground, palette)))
        }) {
            let base = paper(&look).patch(style(&look, tone));
            let mut places = vec![("the background", base)];
            // The wall has no cursor.
            if look.distance == Distance::Desk {
                places.push(("the selected row", base.patch(selection(&look))));
            }
            for (place, style) in places {
                let found = contrast_of(style, ground, palette);
                if found < least_of(style) {
                    failures.push(format!("{theme:?} {look:?} {tone:?} on {place} {ground:x?}: {found:.2}"));
                }
            }
        }
    }
    failures.sort();
    failures.dedup();
    failures
}

#[test]
fn every_word_can_be_read_in_every_look_on_every_background_that_it_is_for() {
    let failures = unread(Theme::ALL);
    assert!(failures.is_empty(), "{} pairs\n{}", failures.len(), failures.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_colours_somebody_likes_every_word_can_be_read(palette in palettes()) {
        let (own, problems) = Own::of(&palette);
        let failures = unread(&[Theme::Own(Arc::new(own))]);
        prop_assert!(failures.is_empty(), "{problems:?}\n{}", failures.join("\n"));
    }
}

#[test]
fn a_background_on_which_nothing_can_be_read_is_left_out_and_said() {
    for (base, background) in [(Theme::CalmDark, 0x75_75_75), (Theme::CalmLight, 0x78_78_78)] {
        for foreground in [None, Some((0xFF_FF_FF, None)), Some((0, None))] {
            let palette =
                Palette { base: base.clone(), background: Some((background, None)), foreground, ..Palette::default() };
            let (own, problems) = Own::of(&palette);
            assert_eq!(own.sheet.paper, None);
            let said = problems.iter().find(|problem| problem.message.contains("background' is #"));
            let said = said.unwrap_or_else(|| panic!("{background:x} {foreground:?}: {problems:?}"));
            assert!(said.message.contains("no word would have 7:1 on it"), "{}", said.message);
        }
    }
}

fn palettes() -> impl Strategy<Value = Palette> {
    let bases: Vec<Theme> = Theme::ALL.iter().filter(|theme| is_base(theme)).cloned().collect();
    // Any colour, and one near black or white: those are backgrounds.
    let given = || {
        let all = (0u32..0x100_0000).boxed();
        let near = (all.clone(), any::<bool>()).prop_map(|(colour, is_light)| {
            let dark = colour & 0x1F_1F_1F;
            if is_light { 0xFF_FF_FF - dark } else { dark }
        });
        prop_oneof![all, near].prop_map(|colour| (colour, None))
    };
    let parts = || {
        let part = (prop::sample::select(Part::ALL.to_vec()), given());
        prop::collection::vec(part, 0..8)
    };
    let maybe = || prop::option::of(given());
    (prop::sample::select(bases), maybe(), maybe(), maybe(), parts(), parts()).prop_map(
        |(base, background, foreground, selection, desk, wall)| {
            let name = "own".into();
            Palette { name, base, background, foreground, selection, desk, wall }
        },
    )
}

#[test]
fn without_colours_no_look_has_any() {
    for (_, look) in looks(Theme::ALL).into_iter().filter(|(_, look)| look.depth == Colours::None) {
        let all = tones().into_iter().chain([Tone::Faint]).map(|tone| style(&look, tone));
        for style in all.chain([selection(&look), paper(&look)]) {
            assert_eq!((style.fg, style.bg), (None, None), "{look:?}");
        }
        assert!(selection(&look).add_modifier.contains(Modifier::REVERSED));
    }
}

#[test]
fn colours_are_never_more_than_the_terminal_has() {
    for (_, look) in looks(Theme::ALL) {
        for style in tones().into_iter().map(|tone| style(&look, tone)).chain([selection(&look), paper(&look)]) {
            for colour in [style.fg, style.bg].into_iter().flatten() {
                let fits = match look.depth {
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
        .flat_map(|theme| [PROTAN, DEUTAN, TRITAN].map(|eye| (theme.clone(), eye)))
    {
        let Sheet { desk, wall, .. } = theme.sheet();
        let bands = |inks: Inks| [inks.red, inks.yellow, inks.blue, inks.green];
        // The bars of the wall: blocked, done, in progress, accepted.
        let bars = [wall.red, wall.green, wall.lavender, wall.magenta];
        for (inks, least) in [(bands(desk), 0.13), (bands(wall), 0.16), (bars, 0.1)] {
            for colours in [inks.map(|ink| ink.0), inks.map(|ink| indexed(ink.1).unwrap_or(0))] {
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
