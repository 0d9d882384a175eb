//! `doctor`: what the program found around itself, and where each setting comes from.

use std::fmt::Write as _;
use std::sync::mpsc::channel;
use std::time::Duration;

use chrono::{NaiveDate, Utc};
use clap::Args;
use serde::Serialize;

use super::Shape;
use super::args::GlobalArguments;
use super::json::text_of;
use super::screen;
use super::session::{Answer, Zones, counted, located};
use super::terminal::{Letters, Notifications, Output, Palette, Variables, letters, notifications, palette, variables};
use super::voice::Voice;
use crate::disk::{Around, Drafts, Located, SettingsFile, Source, author, read};
use crate::domain::finding::Severity;
use crate::domain::settings::{GlyphChoice, Origin};
use crate::domain::text::clean;
use crate::domain::theme::Theme;
use crate::domain::zone::{self, Zone};
use crate::error::{Error, ErrorKind};
use crate::yaml::snapshot::Snapshot;

/// What `doctor` takes.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct DoctorArguments {
    /// Prints settings with a comment for each, all defaults
    #[arg(long)]
    pub settings: bool,
}

/// Settings with a comment for each; they say the defaults.
const SAMPLE: &str = include_str!("sample.yaml");

/// How long the file system may take to answer: a share that is gone may never do it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The days after which zone data may lack a law.
const OLD_DAYS: i64 = 180;

/// What is reported.
#[derive(Debug, Default, Serialize)]
struct Report {
    version: u8,
    found: Vec<Row>,
    settings: Vec<Setting>,
    problems: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
struct Setting {
    name: String,
    value: String,
    origin: String,
}

/// Tells what the program found around itself; ends with 1 where something is wrong.
///
/// # Errors
///
/// When an argument is wrong.
pub fn run(global: &GlobalArguments, arguments: DoctorArguments, shape: Shape) -> Result<Answer, Error> {
    if arguments.settings {
        return Ok(Answer { text: SAMPLE.into(), ..Answer::default() });
    }
    let mut located = located(None, global)?;
    let zones = Zones::of(global)?;
    let variables = variables();
    let voice = Voice::of_stdout(&variables, global.color);
    screen::judge_keys(&mut located.settings);
    let mut report = Report { version: 1, ..Report::default() };
    report.terminal(&variables, global);
    report.zones(&zones);
    report.paths(&located);
    report.file(&located, &zones.machine);
    report.settings(&located);
    let name = located.settings.name();
    report.problems.extend(located.settings.problems.iter().map(|problem| problem.line(&name)));
    let code = if report.problems.is_empty() { 0 } else { ErrorKind::Findings.exit_code() };
    let text = if shape == Shape::Json { text_of(&voice, &report) } else { report.text() };
    Ok(Answer { text, code, ..Answer::default() })
}

impl Report {
    fn add(&mut self, name: &'static str, value: impl Into<String>) {
        self.found.push(Row { name, value: value.into() });
    }

    fn terminal(&mut self, variables: &Variables, global: &GlobalArguments) {
        let get = |name: &str| variables.get(name).map_or_else(|| "not set".into(), |value| clean(value).to_string());
        self.add("duewatch", env!("CARGO_PKG_VERSION"));
        self.add("terminal", get("TERM"));
        let colours = match palette(variables, global.color, Output::Terminal) {
            Palette::True => "24 bits",
            Palette::Indexed => "256",
            Palette::Sixteen => "16",
            Palette::Plain => "none",
        };
        self.add("colours", colours);
        let letters = match letters(variables) {
            Letters::Unicode => "all",
            Letters::AsciiGlyphs => "all in the data, ASCII for the program's own",
            Letters::Ascii => "ASCII: the locale is not UTF-8",
        };
        self.add("letters", letters);
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find(|name| variables.contains_key(*name));
        self.add("locale", locale.map_or_else(|| "not set".into(), |name| format!("{} ({name})", get(name))));
        let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok();
        let size = size.map(|size| format!("{} columns, {} rows", size.ws_col, size.ws_row));
        self.add("size", size.unwrap_or_else(|| "not a terminal".into()));
        let notifications = match notifications(variables) {
            Notifications::Asked => "by OSC 9 or OSC 777, if the terminal shows them: it does not say",
            Notifications::ThroughTmux => "through tmux: its settings need 'set -g allow-passthrough on'",
            Notifications::ThroughScreen => "through GNU screen, if the terminal around it shows them",
            Notifications::Absent => "none: this terminal shows none; the bell works",
        };
        self.add("notifications", notifications);
        self.add("glyphs", "Do these line up?  \u{25cb}\u{25d0}\u{25a0}\u{2713}\u{25b2}\u{25c6}\u{2502}");
    }

    fn zones(&mut self, zones: &Zones) {
        self.add("zone data", zone::data_version());
        let year = zone::data_version().get(..4).and_then(|year| year.parse().ok());
        let last = year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
        let days = last.map_or(0, |last| (Utc::now().date_naive() - last).num_days());
        if days > OLD_DAYS {
            let version = zone::data_version();
            self.problems.push(format!("zone data {version} is more than {OLD_DAYS} days old: take a newer duewatch"));
        }
        let (zone, origin) = match &zones.asked {
            Some(zone) => (zone, "--zone"),
            None if std::env::var_os("TZ").is_some() => (&zones.machine, "$TZ"),
            None => (&zones.machine, "the system"),
        };
        self.add("viewer's zone", format!("{} ({origin})", zone.name()));
        self.problems.extend(zones.note.clone());
    }

    fn paths(&mut self, located: &Located) {
        let file = located.source.as_ref().map_or_else(|| "none".into(), Source::quoted);
        let origin = if located.origin.is_empty() { String::new() } else { format!(" ({})", located.origin) };
        self.add("data file", file + &origin);
        let settings = &located.settings;
        let is_there = if settings.is_there { "" } else { " (not there)" };
        self.add("settings", format!("{}{is_there}", settings.name()));
        let drafts = Drafts::of_platform().map(|drafts| clean(&drafts.directory().to_string_lossy()).to_string());
        self.add("drafts", drafts.unwrap_or_else(|| "nowhere: there is no home directory".into()));
    }

    /// Looks at the file and what is around it, and does not wait for a share that does not answer.
    fn file(&mut self, located: &Located, machine: &Zone) {
        let Some(Source::Path(path)) = &located.source else { return };
        let (sender, receiver) = channel();
        let (path, machine) = (path.clone(), machine.clone());
        std::thread::spawn(move || {
            let around = Around::of(&path);
            let counts = read(&Source::Path(path)).map(|opened| {
                let snapshot = Snapshot::of(opened.text, &machine);
                (snapshot.count(Severity::Error), snapshot.count(Severity::Warning))
            });
            // Nobody may be waiting any more.
            let _ = sender.send((around, counts));
        });
        let Ok((around, counts)) = receiver.recv_timeout(PATIENCE) else {
            let seconds = PATIENCE.as_secs();
            self.problems.push(format!("the file system did not answer within {seconds} s: is the share mounted?"));
            return;
        };
        if let Some(around) = around {
            let journal = clean(&around.journal.to_string_lossy()).to_string();
            self.add("journal", if around.has_journal { journal } else { format!("{journal} (not there yet)") });
            self.add("lock", around.lock);
            let yes = |is: bool| if is { "yes" } else { "no: nothing can be saved" };
            self.add("writable", yes(around.is_writable && around.is_directory_writable));
        }
        match counts {
            Ok((errors, warnings)) => {
                self.add("findings", format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")));
                if errors > 0 {
                    let errors = counted(errors, "error");
                    self.problems.push(format!("the data file has {errors}: run 'duewatch check' to see them"));
                }
            }
            Err(error) => self.problems.push(clean(&error.message).to_string()),
        }
    }

    fn settings(&mut self, located: &Located) {
        let file = &located.settings;
        let (settings, default) = (&file.settings, "none".to_string());
        self.set(file, "theme", settings.theme.as_ref().map_or("auto", Theme::name));
        for theme in &settings.themes {
            self.set(file, &format!("themes.{}", theme.name()), theme.doc());
        }
        self.set(file, "glyphs", glyphs(settings.glyphs));
        self.set(file, "mouse", &settings.mouse.to_string());
        self.set(file, "bands.week", &settings.bands.week.to_string());
        self.set(file, "bands.month", &settings.bands.month.to_string());
        for rebinding in &settings.keys {
            let keys: Vec<&str> = rebinding.keys.iter().map(|(keys, _)| &**keys).collect();
            self.set(file, &format!("keys.{}", rebinding.command), &keys.join(", "));
        }
        let wall = &settings.wall;
        self.set(file, "wall.cycle", &format!("{}s", wall.cycle.as_secs()));
        self.set(file, "wall.dim", &wall.dim.map_or(default, |hours| hours.to_string()));
        self.set(file, "wall.seconds", &wall.seconds.to_string());
        let alerts = &settings.alerts;
        self.set(file, "alerts.bell", &alerts.bell.to_string());
        self.set(file, "alerts.notify", alerts.notify.word());
        self.set(file, "alerts.quiet", &alerts.quiet.map_or_else(|| "none".into(), |hours| hours.to_string()));
        let ladder: Vec<String> = alerts.thresholds.iter().map(ToString::to_string).collect();
        self.set(file, "alerts.thresholds", &ladder.join(", "));
        let user = author(settings).user;
        let variable = ["DUEWATCH_USER", "USER", "LOGNAME"].into_iter().find(|name| std::env::var_os(name).is_some());
        let otherwise = variable.map_or(Origin::Default, Origin::Environment);
        self.set_from("user", &user, &file.lines.get("user").map_or(otherwise, |line| Origin::Line(*line)));
        let named = settings.file.as_ref().map_or_else(|| "none".into(), |path| path.to_string_lossy().into_owned());
        self.set(file, "file", &named);
    }

    fn set(&mut self, file: &SettingsFile, name: &str, value: &str) {
        let origin = file.lines.get(name).map_or(Origin::Default, |line| Origin::Line(*line));
        self.set_from(name, value, &origin);
    }

    fn set_from(&mut self, name: &str, value: &str, origin: &Origin) {
        let origin = match origin {
            Origin::Environment(name) => format!("${name}"),
            Origin::Line(line) => format!("settings line {line}"),
            Origin::Default => "default".into(),
        };
        self.settings.push(Setting { name: clean(name).to_string(), value: clean(value).to_string(), origin });
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for row in &self.found {
            let _ = writeln!(out, "{:<14} {}", row.name, row.value);
        }
        out.push_str("\nSettings\n");
        for setting in &self.settings {
            let _ = writeln!(out, "  {:<20} {:<24} {}", setting.name, setting.value, setting.origin);
        }
        out.push_str(if self.problems.is_empty() { "\nNothing is wrong.\n" } else { "\nWhat is wrong\n" });
        for problem in &self.problems {
            let _ = writeln!(out, "  {problem}");
        }
        out
    }
}

fn glyphs(choice: GlyphChoice) -> &'static str {
    match choice {
        GlyphChoice::Auto => "auto",
        GlyphChoice::Unicode => "unicode",
        GlyphChoice::Ascii => "ascii",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Settings;

    #[test]
    fn the_sample_says_the_defaults_with_and_without_its_comments() {
        let bare: Vec<&str> = SAMPLE.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
        for text in [SAMPLE.to_string(), bare.join("\n")] {
            let found = SettingsFile::of_text(&text);
            assert_eq!((found.settings, found.problems), (Settings::default(), Vec::new()));
        }
        // What is commented out can be taken as it stands.
        let all = SAMPLE
            .replace("keys: {}", "keys:")
            .replace("themes: {}", "themes:")
            .replace("\n#  ", "\n  ")
            .replace("# user:", "user:")
            .replace("# file:", "file:");
        let mut found = SettingsFile::of_text(&all);
        screen::judge_keys(&mut found);
        assert_eq!(found.problems, Vec::new());
        assert_eq!((found.settings.keys.len(), found.settings.user.as_deref()), (2, Some("ana")));
        let names: Vec<&str> = found.settings.themes.iter().map(Theme::name).collect();
        assert_eq!(names, ["ops-room"]);
    }
}
