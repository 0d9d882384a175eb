//! What was asked of the wall at the start, and how that is written.

use std::time::Duration;

use chrono::NaiveTime;

/// How long a slide stands where nothing else is asked for.
pub const CYCLE: Duration = Duration::from_secs(20);

/// The shortest time that a slide stands: what turns faster cannot be read from three metres.
pub const SHORTEST: Duration = Duration::from_secs(5);

/// The longest time that a slide stands.
pub const LONGEST: Duration = Duration::from_secs(3600);

/// What was asked for at the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Whether the program begins with the wall.
    pub from: Beginning,
    /// How long a slide stands; none: [`CYCLE`], and with the minute where nothing ticks in seconds.
    pub cycle: Option<Duration>,
    /// From when to when the digits are dimmed, by the viewer's clock.
    pub dim: Option<(NaiveTime, NaiveTime)>,
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

/// Reads how long a slide stands: `20s`, `2m`.
///
/// # Errors
///
/// One line that says what is wrong.
pub fn parse_cycle(text: &str) -> Result<Duration, String> {
    let wrong = || format!("'{text}' is not a time from 5s to 60m: write '20s' or '2m'");
    let (number, unit) = match (text.strip_suffix('s'), text.strip_suffix('m')) {
        (Some(number), _) => (number, 1),
        (None, Some(number)) => (number, 60),
        (None, None) => return Err(wrong()),
    };
    let seconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(wrong)?;
    let cycle = Duration::from_secs(seconds);
    if (SHORTEST..=LONGEST).contains(&cycle) { Ok(cycle) } else { Err(wrong()) }
}

/// Reads from when to when digits are dimmed: `22:00-06:00`.
///
/// # Errors
///
/// One line that says what is wrong.
pub fn parse_dim(text: &str) -> Result<(NaiveTime, NaiveTime), String> {
    let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    let both = text.split_once('-').and_then(|(from, to)| Some((time(from)?, time(to)?)));
    both.filter(|(from, to)| from != to)
        .ok_or_else(|| format!("'{text}' is not a part of the day: write '22:00-06:00'"))
}
