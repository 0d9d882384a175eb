//! What was asked of the wall at the start.

use std::time::Duration;

use crate::domain::settings::Hours;

/// What was asked for at the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Whether the program begins with the wall.
    pub from: Beginning,
    /// How long a slide stands; none: [`CYCLE`](crate::domain::settings::CYCLE), and with the minute where nothing ticks in seconds.
    pub cycle: Option<Duration>,
    /// From when to when the digits are dimmed, by the viewer's clock.
    pub dim: Option<Hours>,
}

/// With what the program begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beginning {
    /// The board.
    #[default]
    Board,
    /// The wall.
    Wall,
    /// The wall, and no key but the one chord does anything.
    Kiosk,
}
