//! The one dark look: what each tone looks like with 16 million colours, 256, 16 or none.

use ratatui::style::{Color, Modifier, Style};

use crate::app::launch::Colours;
use crate::app::tone::Tone;
use crate::domain::band::Band;
use crate::domain::status::Status;

/// A colour three times: 24 bits, the 256 of xterm, the terminal's sixteen.
#[derive(Clone, Copy)]
struct Ink(u32, u8, Color);

const RED: Ink = Ink(0xE8_6A_4F, 167, Color::Red);
const YELLOW: Ink = Ink(0xE6_B4_50, 179, Color::Yellow);
const BLUE: Ink = Ink(0x6C_B6_EB, 74, Color::Cyan);
const GREEN: Ink = Ink(0x6F_BF_9F, 72, Color::Green);
const LAVENDER: Ink = Ink(0xB9_C8_F5, 153, Color::Blue);
const MAGENTA: Ink = Ink(0xC7_92_EA, 176, Color::Magenta);
const GREY: Ink = Ink(0x85_8C_99, 245, Color::Reset);
const FAINT: Ink = Ink(0x4A_52_60, 240, Color::Reset);

/// Returns the style of a tone.
#[must_use]
pub fn style(colours: Colours, tone: Tone) -> Style {
    let plain = Style::new();
    let of = |ink: Ink| ink_style(colours, ink);
    let bold = Modifier::BOLD;
    match tone {
        Tone::Plain => plain,
        Tone::Dim => dim(colours, GREY),
        Tone::Faint => dim(colours, FAINT),
        Tone::Strong => plain.add_modifier(bold),
        Tone::Accent => of(LAVENDER).add_modifier(bold),
        Tone::Band(band) => band_style(colours, band),
        Tone::BandStrong(band) => band_style(colours, band).add_modifier(bold),
        Tone::Status(status) => status_style(colours, status),
        Tone::Bad => of(RED).add_modifier(bold),
        Tone::Doubtful => of(YELLOW),
        Tone::Good => of(GREEN),
        Tone::Link => of(BLUE),
        Tone::Italic => plain.add_modifier(Modifier::ITALIC),
        Tone::BoldItalic => plain.add_modifier(Modifier::ITALIC | bold),
        Tone::Code => of(LAVENDER),
        Tone::Ignored => of(YELLOW).add_modifier(Modifier::UNDERLINED),
        Tone::Struck => dim(colours, GREY).add_modifier(Modifier::CROSSED_OUT),
    }
}

fn band_style(colours: Colours, band: Band) -> Style {
    match band {
        Band::Overdue => ink_style(colours, RED).add_modifier(Modifier::BOLD),
        Band::Today | Band::Within7Days => ink_style(colours, YELLOW).add_modifier(Modifier::BOLD),
        Band::Within30Days => ink_style(colours, BLUE),
        Band::Later | Band::Passed => dim(colours, GREY),
        Band::Undated => ink_style(colours, LAVENDER),
        Band::Closed => ink_style(colours, GREEN),
    }
}

fn status_style(colours: Colours, status: Status) -> Style {
    match status {
        Status::Open => Style::new(),
        Status::InProgress => ink_style(colours, LAVENDER),
        Status::Blocked => ink_style(colours, RED),
        Status::Accepted => ink_style(colours, MAGENTA),
        Status::Done => ink_style(colours, GREEN),
        Status::NotApplicable => dim(colours, GREY),
    }
}

fn ink_style(colours: Colours, ink: Ink) -> Style {
    match colours {
        Colours::True => Style::new().fg(Color::from_u32(ink.0)),
        Colours::Indexed => Style::new().fg(Color::Indexed(ink.1)),
        Colours::Sixteen => Style::new().fg(ink.2),
        Colours::None => Style::new(),
    }
}

/// Grey where there is grey; the sixteen of a terminal often have none that can be read.
fn dim(colours: Colours, ink: Ink) -> Style {
    match colours {
        Colours::True | Colours::Indexed => ink_style(colours, ink),
        Colours::Sixteen | Colours::None => Style::new().add_modifier(Modifier::DIM),
    }
}

/// Returns the style of the row under the cursor: the only painted background.
#[must_use]
pub fn selection(colours: Colours) -> Style {
    match colours {
        Colours::True => Style::new().bg(Color::from_u32(0x26_2E_3A)),
        Colours::Indexed => Style::new().bg(Color::Indexed(236)),
        Colours::Sixteen | Colours::None => Style::new().add_modifier(Modifier::REVERSED),
    }
}
