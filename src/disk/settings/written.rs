//! The settings as serde reads them, and how they become settings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_yaml::Value;

use super::SettingsFile;
use super::places::{Spot, places};
use crate::domain::rule::{Span, parse_span};
use crate::domain::settings::{
    Alerts, GlyphChoice, Hours, Limits, MOST_THRESHOLDS, Notify, Problem, Rebinding, Settings, Wall, parse_cycle,
};
use crate::domain::suggest::did_you_mean;
use crate::domain::text::clean;
use crate::domain::theme::Theme;

/// The most days that a band may reach.
const FARTHEST: i32 = 3660;

/// The keys of each section; the first is the file itself.
const KNOWN: [(&str, &[&str]); 4] = [
    ("", &["theme", "themes", "glyphs", "mouse", "bands", "keys", "wall", "alerts", "user", "file"]),
    ("bands", &["week", "month"]),
    ("wall", &["cycle", "dim", "seconds"]),
    ("alerts", &["bell", "notify", "quiet", "thresholds"]),
];

/// A value that may have another shape than it should: one bad value must not hide the others.
#[derive(Default)]
pub(super) enum Loose<T> {
    /// Not written, or without a value.
    #[default]
    Absent,
    /// As it should be.
    Good(T),
    /// Something else.
    Bad,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if value.is_null() {
            return Ok(Self::Absent);
        }
        Ok(serde_yaml::from_value(value).map_or(Self::Bad, Self::Good))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    theme: Loose<String>,
    themes: Loose<BTreeMap<String, Value>>,
    glyphs: Loose<String>,
    mouse: Loose<bool>,
    bands: Loose<WrittenBands>,
    keys: Loose<BTreeMap<String, Value>>,
    wall: Loose<WrittenWall>,
    alerts: Loose<WrittenAlerts>,
    user: Loose<String>,
    file: Loose<PathBuf>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WrittenBands {
    week: Loose<i32>,
    month: Loose<i32>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WrittenWall {
    cycle: Loose<String>,
    dim: Loose<String>,
    seconds: Loose<bool>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WrittenAlerts {
    bell: Loose<bool>,
    notify: Loose<String>,
    quiet: Loose<String>,
    thresholds: Loose<Vec<Value>>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

/// Reads a text.
pub(super) fn read(text: &str) -> SettingsFile {
    let written = match serde_yaml::from_str::<Option<Written>>(text) {
        Ok(written) => written.unwrap_or_default(),
        Err(error) => {
            let place = error.location().map(|place| (place.line(), place.column()));
            let message = error.to_string();
            let message = message.split_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            // The reader names its own types where there is no map at all.
            let message = if message.contains("expected struct") {
                "these are no settings, each 'name: value' in a line of its own"
            } else {
                message
            };
            let problem = Problem::error(place, clean(message).as_str(), "nothing of it is used: mend it");
            return SettingsFile { problems: vec![problem], ..SettingsFile::default() };
        }
    };
    let mut reader = Reader { places: places(text), problems: Vec::new(), lines: BTreeMap::new() };
    let settings = reader.settings(written);
    reader.problems.sort_by_key(|problem| problem.place);
    SettingsFile { settings, problems: reader.problems, lines: reader.lines, ..SettingsFile::default() }
}

pub(super) struct Reader {
    places: BTreeMap<String, Spot>,
    pub(super) problems: Vec<Problem>,
    lines: BTreeMap<String, usize>,
}

impl Reader {
    fn settings(&mut self, written: Written) -> Settings {
        self.unknown("", &written.other);
        let themes = self.themes(written.themes);
        let names: Vec<&str> = std::iter::once("auto").chain(Theme::all(&themes).map(Theme::name)).collect();
        let theme = self.word("theme", written.theme, &names).and_then(|name| Theme::parse(&name, &themes));
        let glyphs = match self.word("glyphs", written.glyphs, &["auto", "unicode", "ascii"]).as_deref() {
            Some("unicode") => GlyphChoice::Unicode,
            Some("ascii") => GlyphChoice::Ascii,
            Some(_) | None => GlyphChoice::Auto,
        };
        Settings {
            theme,
            themes,
            glyphs,
            mouse: self.take("mouse", written.mouse, "true or false").unwrap_or(true),
            bands: self.bands(written.bands),
            keys: self.keys(written.keys),
            wall: self.wall(written.wall),
            alerts: self.alerts(written.alerts),
            user: self.user(written.user),
            file: self.take("file", written.file, "the path of a data file"),
        }
    }

    fn bands(&mut self, written: Loose<WrittenBands>) -> Limits {
        let default = Limits::default();
        let Some(written) = self.section("bands", written) else { return default };
        self.unknown("bands", &written.other);
        let wanted = "a whole number of days";
        let week = self.take("bands.week", written.week, wanted).unwrap_or(default.week);
        let month = self.take("bands.month", written.month, wanted).unwrap_or(default.month);
        if 1 <= week && week < month && month <= FARTHEST {
            return Limits { week, month };
        }
        let message = format!("'bands' {week} and {month} are no limits");
        self.refuse(
            "bands",
            message,
            "week is at least 1, month is more than week, and at most 3660; 7 and 30 are used",
        );
        self.lines.retain(|path, _| !path.starts_with("bands."));
        default
    }

    fn wall(&mut self, written: Loose<WrittenWall>) -> Wall {
        let default = Wall::default();
        let Some(written) = self.section("wall", written) else { return default };
        self.unknown("wall", &written.other);
        let cycle = self.take("wall.cycle", written.cycle, "a time such as 20s");
        Wall {
            cycle: cycle.and_then(|text| self.read("wall.cycle", &text, parse_cycle)).unwrap_or(default.cycle),
            dim: self.hours("wall.dim", written.dim, default.dim),
            seconds: self.take("wall.seconds", written.seconds, "true or false").unwrap_or(default.seconds),
        }
    }

    fn alerts(&mut self, written: Loose<WrittenAlerts>) -> Alerts {
        let default = Alerts::default();
        let Some(written) = self.section("alerts", written) else { return default };
        self.unknown("alerts", &written.other);
        let ways = [Notify::None, Notify::Osc9, Notify::Osc777];
        let word = self.word("alerts.notify", written.notify, &ways.map(Notify::word));
        Alerts {
            bell: self.take("alerts.bell", written.bell, "true or false").unwrap_or(default.bell),
            notify: ways.into_iter().find(|way| word.as_deref() == Some(way.word())).unwrap_or(default.notify),
            quiet: self.hours("alerts.quiet", written.quiet, default.quiet),
            thresholds: self.thresholds(written.thresholds).unwrap_or(default.thresholds),
        }
    }

    /// Reads a reminder ladder; a step that cannot be read is left out, and no step at all is no ladder.
    fn thresholds(&mut self, written: Loose<Vec<Value>>) -> Option<Vec<Span>> {
        let path = "alerts.thresholds";
        let count = self.take(path, written, "a list of spans such as [30d, 7d, 48h]")?.len();
        if count > MOST_THRESHOLDS {
            let message = format!("'{path}' has {count} steps");
            self.refuse(path, message, "write at most 20; the default stays");
            return None;
        }
        let mut spans = Vec::new();
        for at in 0..count {
            let path = format!("{path}.{at}");
            let text = self.text(&path);
            let span = parse_span(&text).ok().filter(|span| span.amount > 0);
            if span.is_none() {
                let message = format!("'{}' is no threshold", clean(&text));
                self.refuse(&path, message, "write a span such as 30d, 10bd, 2w or 48h; it is left out");
            }
            spans.extend(span);
        }
        (!spans.is_empty()).then_some(spans)
    }

    fn user(&mut self, written: Loose<String>) -> Option<String> {
        let name = self.take("user", written, "a name in quotes, if it is a number or the like")?;
        if name.trim_start().starts_with('@') {
            self.refuse("user", format!("'user' is '{}'", clean(&name)), "write it without @; @ is how it is shown");
            return None;
        }
        (!name.trim().is_empty()).then_some(name)
    }

    fn keys(&mut self, written: Loose<BTreeMap<String, Value>>) -> Vec<Rebinding> {
        let Some(map) = self.section("keys", written) else { return Vec::new() };
        let mut found = Vec::new();
        for (command, value) in map {
            let path = format!("keys.{command}");
            let paths: Vec<String> = match &value {
                Value::Sequence(items) => (0..items.len()).map(|at| format!("{path}.{at}")).collect(),
                Value::Null | Value::Mapping(_) => Vec::new(),
                Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => vec![path.clone()],
            };
            if paths.is_empty() || paths.len() > 10 {
                let message = format!("'{}' has no list of keys", clean(&path));
                self.refuse(&path, message, "write one key or up to ten, such as [\"/\", ctrl-f]; the default stays");
                continue;
            }
            let keys = paths.iter().map(|path| (self.text(path).into(), self.value_place(path))).collect();
            self.note_line(&path);
            found.push(Rebinding { command: command.into(), keys, place: self.key_place(&path) });
        }
        found.sort_by_key(|rebinding| rebinding.place);
        found
    }

    /// Takes a value that has the shape that it should have.
    fn take<T>(&mut self, path: &str, loose: Loose<T>, wanted: &str) -> Option<T> {
        match loose {
            Loose::Absent => None,
            Loose::Good(value) => {
                self.note_line(path);
                Some(value)
            }
            Loose::Bad => {
                self.refuse(path, format!("'{path}' has another shape"), &format!("write {wanted}; the default stays"));
                None
            }
        }
    }

    /// Notes the line of a value that is used.
    pub(super) fn note_line(&mut self, path: &str) {
        self.lines.extend(self.places.get(path).map(|spot| (path.to_string(), spot.key.0)));
    }

    /// Takes a section; that it is written says nothing of its values.
    pub(super) fn section<T>(&mut self, path: &str, loose: Loose<T>) -> Option<T> {
        let found = self.take(path, loose, "its keys below it, each with a value");
        self.lines.remove(path);
        found
    }

    /// Takes one of some words.
    fn word(&mut self, path: &str, loose: Loose<String>, words: &[&str]) -> Option<String> {
        let word = self.take(path, loose, &words.join(", "))?;
        if words.contains(&word.as_str()) {
            return Some(word);
        }
        let near = did_you_mean(&word, words.iter().copied());
        let near = if near.is_empty() { format!("write one of {}", words.join(", ")) } else { near };
        self.refuse(
            path,
            format!("'{path}' is '{}'", clean(&word)),
            &format!("{near} the default stays").replace("? the", "? The"),
        );
        None
    }

    fn hours(&mut self, path: &str, loose: Loose<String>, default: Option<Hours>) -> Option<Hours> {
        match self.take(path, loose, "two times such as 22:00-06:00, or none") {
            None => default,
            Some(text) if text == "none" => None,
            Some(text) => self.read(path, &text, Hours::parse).or(default),
        }
    }

    fn read<T>(&mut self, path: &str, text: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        match parse(text) {
            Ok(value) => Some(value),
            Err(hint) => {
                self.refuse(path, format!("'{path}' is '{}'", clean(text)), &format!("{hint}; the default stays"));
                None
            }
        }
    }

    fn unknown(&mut self, section: &str, other: &BTreeMap<String, Value>) {
        let known = KNOWN.iter().find(|(name, _)| *name == section).map_or(&[][..], |(_, keys)| keys);
        for key in other.keys().filter(|key| !key.starts_with("x-")) {
            let path = if section.is_empty() { key.clone() } else { format!("{section}.{key}") };
            let near = did_you_mean(key, known.iter().copied());
            let hint = if near.is_empty() { format!("known are {}", known.join(", ")) } else { near };
            let message = format!("'{}' is no setting", clean(&path));
            self.problems.push(Problem::warning(self.key_place(&path), message, hint));
        }
    }

    /// Says what is wrong with a value, which is not used.
    pub(super) fn refuse(&mut self, path: &str, message: String, hint: &str) {
        self.lines.remove(path);
        self.problems.push(Problem::error(self.value_place(path), message, hint));
    }

    pub(super) fn text(&self, path: &str) -> String {
        self.places.get(path).and_then(|spot| spot.text.clone()).unwrap_or_default()
    }

    pub(super) fn key_place(&self, path: &str) -> Option<(usize, usize)> {
        self.places.get(path).map(|spot| spot.key)
    }

    pub(super) fn value_place(&self, path: &str) -> Option<(usize, usize)> {
        self.places.get(path).map(|spot| spot.value)
    }
}
