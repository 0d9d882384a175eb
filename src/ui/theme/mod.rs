//! What each tone looks like: in every look, with 16 million colours, 256, 16 or none.
//!
//! A look is data (`inks`); this is the one way from a tone to a style.

#[cfg(test)]
mod tests;

use ratatui::style::{Color, Modifier, Style};

use crate::app::launch::Colours;
use crate::app::tone::Tone;
use crate::domain::band::Band;
use crate::domain::status::Status;
use crate::domain::theme::{Ink, Inks, Sheet, Theme};

/// From where the screen is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// From a desk: at least 4.5:1.
    Desk,
    /// From three metres: at least 7:1.
    Wall,
}

/// How a screen looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    sheet: Sheet,
    inks: Inks,
    /// How many colours are used.
    depth: Colours,
    distance: Distance,
}

/// The terminal's sixteen colours, by number.
const SIXTEEN: [Color; 16] = [
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

fn named(number: Option<u8>) -> Color {
    number.and_then(|number| SIXTEEN.get(usize::from(number)).copied()).unwrap_or(Color::Reset)
}

impl Look {
    /// Returns the look of a theme on a terminal that has so many colours, read from there.
    #[must_use]
    pub fn of(theme: &Theme, colours: Colours, distance: Distance) -> Self {
        let depth = match (theme, colours) {
            (_, Colours::None) | (Theme::Mono, _) => Colours::None,
            (Theme::Terminal16, _) => Colours::Sixteen,
            (_, colours) => colours,
        };
        let sheet = theme.sheet();
        let inks = match distance {
            Distance::Desk => sheet.desk,
            Distance::Wall => sheet.wall,
        };
        Self { sheet, inks, depth, distance }
    }

    fn colour(&self, ink: Ink) -> Option<Color> {
        match self.depth {
            Colours::True => Some(Color::from_u32(ink.0)),
            Colours::Indexed => Some(Color::Indexed(ink.1)),
            Colours::Sixteen => Some(named(ink.2)),
            Colours::None => None,
        }
    }

    fn ink(&self, ink: Ink) -> Style {
        // What a look paints itself stays readable only in its own foreground, not in the terminal's.
        match self.colour(ink) {
            Some(Color::Reset) | None => Style::new(),
            Some(colour) => Style::new().fg(colour),
        }
    }

    fn red(&self) -> Style {
        let style = self.ink(self.inks.red);
        match self.sheet.alarm.filter(|_| self.depth == Colours::Sixteen) {
            Some(under) if self.distance == Distance::Desk => style.bg(named(Some(under))),
            // Nothing is surer to be read from afar than the terminal's own two colours, turned round.
            Some(_) => Style::new().add_modifier(Modifier::REVERSED),
            None => style,
        }
    }

    /// Words that matter less.
    fn dim(&self) -> Style {
        match self.depth {
            Colours::None => Style::new().add_modifier(Modifier::DIM),
            Colours::True | Colours::Indexed | Colours::Sixteen => self.ink(self.inks.grey),
        }
    }

    /// Dots and rules. The sixteen colours have no grey that is neither lost nor loud.
    fn faint(&self) -> Style {
        match self.depth {
            Colours::True | Colours::Indexed => self.ink(self.inks.faint),
            Colours::Sixteen | Colours::None => Style::new().add_modifier(Modifier::DIM),
        }
    }

    fn band(&self, band: Band) -> Style {
        let inks = self.inks;
        match band {
            Band::Overdue => self.red().add_modifier(Modifier::BOLD),
            Band::Today | Band::Within7Days => self.ink(inks.yellow).add_modifier(Modifier::BOLD),
            Band::Within30Days => self.ink(inks.blue),
            Band::Later | Band::Passed => self.dim(),
            Band::Undated => self.ink(inks.lavender),
            Band::Closed => self.ink(inks.green),
        }
    }

    fn status(&self, status: Status) -> Style {
        let inks = self.inks;
        match status {
            Status::Open => Style::new(),
            Status::InProgress => self.ink(inks.lavender),
            Status::Blocked => self.red(),
            Status::Accepted => self.ink(inks.magenta),
            Status::Done => self.ink(inks.green),
            Status::NotApplicable => self.dim(),
        }
    }
}

/// Returns the style of a tone.
#[must_use]
pub fn style(look: &Look, tone: Tone) -> Style {
    let (plain, bold, inks) = (Style::new(), Modifier::BOLD, look.inks);
    match tone {
        Tone::Plain => plain,
        Tone::Dim => look.dim(),
        Tone::Faint => look.faint(),
        Tone::Strong => plain.add_modifier(bold),
        Tone::Accent => look.ink(inks.lavender).add_modifier(bold),
        Tone::Head => look.dim().add_modifier(bold),
        Tone::Band(band) => look.band(band),
        Tone::BandStrong(band) => look.band(band).add_modifier(bold),
        Tone::Status(status) => look.status(status),
        Tone::Bad => look.red().add_modifier(bold),
        Tone::Doubtful => look.ink(inks.yellow),
        Tone::Good => look.ink(inks.green),
        Tone::Link => look.ink(inks.blue),
        Tone::Italic => plain.add_modifier(Modifier::ITALIC),
        Tone::BoldItalic => plain.add_modifier(Modifier::ITALIC | bold),
        Tone::Code => look.ink(inks.lavender),
        Tone::Ignored => look.ink(inks.yellow).add_modifier(Modifier::UNDERLINED),
        Tone::Struck => look.dim().add_modifier(Modifier::CROSSED_OUT),
    }
}

/// Returns the style of the row under the cursor.
#[must_use]
pub fn selection(look: &Look) -> Style {
    match (look.sheet.selection, look.depth) {
        (Some((colour, _)), Colours::True) => Style::new().bg(Color::from_u32(colour)),
        (Some((_, index)), Colours::Indexed) => Style::new().bg(Color::Indexed(index)),
        (None, _) | (_, Colours::Sixteen | Colours::None) => Style::new().add_modifier(Modifier::REVERSED),
    }
}

/// Returns the style of a cell on which nothing stands. Only a look that must not depend on the terminal's own
/// background paints it.
#[must_use]
pub fn paper(look: &Look) -> Style {
    let painted = look.sheet.paper;
    match painted.and_then(|(under, ink)| Some((look.colour(under)?, look.colour(ink)?))) {
        Some((under, ink)) => Style::new().bg(under).fg(ink),
        None => Style::new(),
    }
}
