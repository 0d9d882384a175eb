//! The settings: what people choose for themselves, and what is wrong with what they wrote.
//!
//! Pure values. `disk::settings` reads them; the screen gets them with its launch, the command line with its session.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveTime;

use super::record::default_alerts;
use super::rule::Span;
use super::theme::Theme;

/// Everything that the settings say; what they do not say is the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The colours; none: the terminal is asked whether it is dark or light.
    pub theme: Option<Theme>,
    /// The themes of the user's own; at most [`super::theme::own::MOST_OWN`].
    pub themes: Vec<Theme>,
    /// Which glyphs to draw.
    pub glyphs: GlyphChoice,
    /// Whether the terminal is asked to tell what the mouse does.
    pub mouse: bool,
    /// Where the bands end.
    pub bands: Limits,
    /// The keys of commands that are not the table's; in the order of the file.
    pub keys: Vec<Rebinding>,
    /// The board on a monitor.
    pub wall: Wall,
    /// What happens when a threshold is crossed, besides the banner.
    pub alerts: Alerts,
    /// The user's name, as it stands in the journal, under `who`, and for `@me`.
    pub user: Option<String>,
    /// The data file, as written: relative to the settings, `~` is the home directory.
    pub file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: None,
            themes: Vec::new(),
            glyphs: GlyphChoice::Auto,
            mouse: true,
            bands: Limits::default(),
            keys: Vec::new(),
            wall: Wall::default(),
            alerts: Alerts::default(),
            user: None,
            file: None,
        }
    }
}

/// Which glyphs to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlyphChoice {
    /// What locale and terminal can show.
    Auto,
    /// Unicode, whatever the terminal says of itself; never where the locale is not UTF-8.
    Unicode,
    /// ASCII.
    Ascii,
}

/// Where the bands end, in days left; `1 <= week < month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// The most days left within the near band; 7 unless set.
    pub week: i32,
    /// The most days left within the next band; 30 unless set.
    pub month: i32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { week: 7, month: 30 }
    }
}

impl Limits {
    /// Returns where the near band ends, behind a few letters: `within 7 days`.
    #[must_use]
    pub fn near(self, before: &str) -> String {
        days(before, self.week)
    }

    /// Returns where the next band ends, behind a few letters: `within 30 days`.
    #[must_use]
    pub fn next(self, before: &str) -> String {
        days(before, self.month)
    }
}

fn days(before: &str, days: i32) -> String {
    format!("{before}{days} day{}", if days == 1 { "" } else { "s" })
}

/// A place in the settings: line and column, from 1, columns in characters; none where it is not known.
pub type Spot = Option<(usize, usize)>;

/// The keys of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    /// The command's name, as written.
    pub command: Box<str>,
    /// Its keys, as written, each with its line and column, from 1.
    pub keys: Vec<(Box<str>, Spot)>,
    /// Where the command is named.
    pub place: Spot,
}

/// The board on a monitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wall {
    /// How long a slide stays; 5 seconds to 1 hour.
    pub cycle: Duration,
    /// When the digits are dimmed; none: never.
    pub dim: Option<Hours>,
    /// Whether seconds are shown in the last 48 hours.
    pub seconds: bool,
}

impl Default for Wall {
    fn default() -> Self {
        let dim = Hours::parse("22:00-06:00").ok();
        Self { cycle: CYCLE, dim, seconds: true }
    }
}

/// What happens when a threshold is crossed, besides the banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerts {
    /// Whether the terminal's bell rings, once.
    pub bell: bool,
    /// How the terminal is asked to show a notification.
    pub notify: Notify,
    /// When neither is used; none: never quiet.
    pub quiet: Option<Hours>,
    /// The reminder ladder of files and records that have none; at most [`MOST_THRESHOLDS`].
    pub thresholds: Vec<Span>,
}

impl Default for Alerts {
    fn default() -> Self {
        Self { bell: false, notify: Notify::None, quiet: None, thresholds: default_alerts().to_vec() }
    }
}

/// The most steps of the settings' reminder ladder.
pub const MOST_THRESHOLDS: usize = 20;

/// How the terminal is asked to show a notification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notify {
    /// It is not.
    #[default]
    None,
    /// By OSC 9: one text.
    Osc9,
    /// By OSC 777: a title and a text.
    Osc777,
}

impl Notify {
    /// Returns the word of the settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Osc9 => "osc9",
            Self::Osc777 => "osc777",
        }
    }
}

/// How long a slide stands where nothing else is asked for.
pub const CYCLE: Duration = Duration::from_secs(20);

/// The shortest time that a slide stands: what turns faster cannot be read from three metres.
pub const SHORTEST_CYCLE: Duration = Duration::from_secs(5);

/// The longest time that a slide stands.
const LONGEST_CYCLE: Duration = Duration::from_secs(3600);

/// Hours of every day, in the viewer's zone, from the first minute to before the last; may pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The first minute inside.
    pub from: NaiveTime,
    /// The first minute after them.
    pub to: NaiveTime,
}

impl Hours {
    /// Reads `22:00-06:00`.
    ///
    /// # Errors
    ///
    /// What is wrong, in a sentence, where it is not two different times.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || "write two different times, such as 22:00-06:00, or 'none'".to_string();
        let (from, to) = text.split_once('-').ok_or_else(wrong)?;
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
        let (from, to) = time(from).zip(time(to)).ok_or_else(wrong)?;
        if from == to { Err(wrong()) } else { Ok(Self { from, to }) }
    }

    /// Returns whether a time of the day is inside.
    #[must_use]
    pub fn holds(self, time: NaiveTime) -> bool {
        if self.from < self.to { (self.from..self.to).contains(&time) } else { time >= self.from || time < self.to }
    }
}

impl std::fmt::Display for Hours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.from.format("%H:%M"), self.to.format("%H:%M"))
    }
}

/// Reads how long a slide stays: `20s`, `2m`.
///
/// # Errors
///
/// What is wrong, in a sentence.
pub fn parse_cycle(text: &str) -> Result<Duration, String> {
    let wrong = || "write seconds or minutes from 5s to 60m, such as 20s".to_string();
    let (number, unit) = match (text.strip_suffix('s'), text.strip_suffix('m')) {
        (Some(number), _) => (number, 1),
        (None, Some(number)) => (number, 60),
        (None, None) => return Err(wrong()),
    };
    let seconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(wrong)?;
    let cycle = Duration::from_secs(seconds);
    if (SHORTEST_CYCLE..=LONGEST_CYCLE).contains(&cycle) { Ok(cycle) } else { Err(wrong()) }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A variable of the environment.
    Environment(&'static str),
    /// The settings: the line, from 1.
    Line(usize),
    /// Nobody said anything.
    Default,
}

/// The name of the settings file, in its directory.
pub const FILE_NAME: &str = "settings.yaml";

/// How bad a problem of the settings is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The value is not used; the default stays.
    Error,
    /// It may be a typing mistake.
    Warning,
}

/// One thing that is wrong with the settings. It stops nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub weight: Weight,
    /// Line and column, from 1, columns in characters; none where it concerns the whole file.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

impl Problem {
    /// Makes an error.
    #[must_use]
    pub fn error(place: Option<(usize, usize)>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { weight: Weight::Error, place, message: message.into(), hint: hint.into() }
    }

    /// Makes a warning.
    #[must_use]
    pub fn warning(place: Option<(usize, usize)>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { weight: Weight::Warning, ..Self::error(place, message, hint) }
    }

    /// Returns it in one line, behind the name of the settings file.
    #[must_use]
    pub fn line(&self, name: &str) -> String {
        let weight = match self.weight {
            Weight::Error => "error[settings]: ",
            Weight::Warning => "warning[settings]: ",
        };
        self.told(name, weight)
    }

    /// Returns it in one line that is as short as it can be with its place.
    #[must_use]
    pub fn short(&self) -> String {
        self.told(FILE_NAME, "")
    }

    fn told(&self, name: &str, weight: &str) -> String {
        let place = self.place.map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
        let hint = if self.hint.is_empty() { String::new() } else { format!("; {}", self.hint) };
        format!("{name}{place}: {weight}{}{hint}", self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_may_pass_midnight() {
        let at = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").expect("a time");
        let night = Hours::parse("22:00-06:00").expect("hours");
        let inside = ["21:59", "22:00", "00:00", "05:59", "06:00"].map(|text| night.holds(at(text)));
        assert_eq!(inside, [false, true, true, true, false]);
        let noon = Hours::parse("12:00 - 13:00").expect("hours");
        assert_eq!(["11:59", "12:00", "13:00"].map(|text| noon.holds(at(text))), [false, true, false]);
        assert_eq!(noon.to_string(), "12:00-13:00");
        for wrong in ["", "22-6", "22:00", "25:00-06:00", "06:00-06:00"] {
            assert!(Hours::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn slides_have_bounds() {
        assert_eq!(parse_cycle("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "20", "4s", "61m", "-1s", "99999999999999999999m", "s"] {
            assert!(parse_cycle(wrong).is_err(), "{wrong}");
        }
    }
}
