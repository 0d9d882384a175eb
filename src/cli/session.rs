//! One run of a command: which file, what it says, now, and for whom it is written.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::args::GlobalArguments;
use super::voice::Voice;
use crate::disk::{Located, SettingsFile, Source, locate, machine_zone, read};
use crate::domain::board::Board;
use crate::domain::date::{Point, parse_point};
use crate::domain::finding::Severity;
use crate::domain::plan::instant_of;
use crate::domain::text::clean;
use crate::domain::zone::Zone;
use crate::error::{Error, ErrorKind};
use crate::yaml::Syntax;
use crate::yaml::snapshot::Snapshot;

/// What a command works with.
#[derive(Clone)]
pub struct Session {
    /// The file's name as it was given.
    pub name: String,
    /// The file.
    pub snapshot: Snapshot,
    /// The file at the moment that counts as now.
    pub board: Board,
    /// The zone of `as_of`: `--zone`, else the file's, else the machine's.
    pub zone: Zone,
    /// The zone of whoever reads: `--zone`, else the machine's.
    pub viewer: Zone,
    /// The zone of dates that name none anywhere.
    pub machine: Zone,
    /// Who `@me` is: the user that the settings name.
    pub me: Option<String>,
    /// How to write.
    pub voice: Voice,
    /// What is to be said on standard error, a line each.
    pub remarks: Vec<String>,
}

/// What a command answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// For standard output.
    pub text: String,
    /// For standard error, a line each.
    pub remarks: Vec<String>,
    /// The exit code.
    pub code: u8,
}

/// The zones of one run.
pub struct Zones {
    /// `--zone`.
    pub asked: Option<Zone>,
    /// The machine's.
    pub machine: Zone,
    /// What is to be said of the machine's.
    pub note: Option<String>,
}

impl Zones {
    /// Reads `--zone` and asks the machine.
    ///
    /// # Errors
    ///
    /// When `--zone` is no IANA name.
    pub fn of(global: &GlobalArguments) -> Result<Self, Error> {
        let asked = global.zone.as_deref().map(|name| {
            Zone::named(name).map_err(|e| {
                let hint = e.hint();
                usage(format!("'{}' is not a time zone", clean(name)), hint)
            })
        });
        let asked = asked.transpose()?;
        let (machine, note) = machine_zone();
        Ok(Self { asked, machine, note })
    }
}

/// Makes an error of usage.
pub(super) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Error {
    Error::new(ErrorKind::Usage, message).hint(hint)
}

/// Finds the file that the arguments mean; a command cannot do without one.
///
/// # Errors
///
/// When two files are named, or none is there.
pub fn source_of(argument: Option<&PathBuf>, global: &GlobalArguments) -> Result<(Source, SettingsFile), Error> {
    let located = located(argument, global)?;
    let settings = located.settings;
    let none = || {
        Error::new(ErrorKind::File, "there is no data file")
            .hint("make one with 'duewatch init', name one with --file, or try 'duewatch demo'")
    };
    located.source.map(|source| (source, settings)).ok_or_else(none)
}

/// Finds the file that the arguments mean; none: there is none anywhere.
///
/// # Errors
///
/// When two files are named.
pub fn located(argument: Option<&PathBuf>, global: &GlobalArguments) -> Result<Located, Error> {
    if argument.is_some() && global.file.is_some() {
        return Err(usage("the file is named twice", "leave out --file"));
    }
    locate(argument.or(global.file.as_ref()).map(PathBuf::as_path))
}

/// Returns the name of a source as it was given.
#[must_use]
pub fn name_of(source: &Source) -> String {
    match source {
        Source::Path(path) => path.to_string_lossy().into_owned(),
        Source::Stdin => "-".into(),
        Source::Example => "example".into(),
    }
}

/// Reads `--as-of`: a moment, a local time, or a day for its first instant, in `zone` where it names none.
///
/// # Errors
///
/// When it is none of these.
pub fn moment(text: &str, zone: &Zone) -> Result<DateTime<Utc>, Error> {
    let point = parse_point(text).map_err(|e| {
        let hint =
            if e.zone { e.hint } else { "write 2024-07-16, '2024-07-16 09:00' or 2024-07-16T09:00:00-04:00".into() };
        usage(format!("--as-of: '{}' is neither a date nor an instant", clean(text)), hint)
    })?;
    Ok(instant_of(&point, zone))
}

/// Returns whether `--as-of` needs no other zone to be understood.
#[must_use]
pub fn names_its_zone(text: &str) -> bool {
    matches!(parse_point(text), Ok(Point::Moment(..) | Point::Local(_, Some(_), _)))
}

impl Session {
    /// Reads the file and sets now; `as_of` stands in where `--as-of` is not given.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or an argument is wrong. A file that is no YAML at all is no error here.
    pub fn open(
        (source, settings): (&Source, &SettingsFile),
        global: &GlobalArguments,
        as_of: Option<&str>,
        voice: Voice,
    ) -> Result<Self, Error> {
        let zones = Zones::of(global)?;
        let snapshot = Snapshot::of(read(source)?.text, &zones.machine);
        Self::of((name_of(source), snapshot), settings, (zones, global.as_of.as_deref().or(as_of)), voice)
    }

    /// Makes a session on nothing, for what can do without a file.
    ///
    /// # Errors
    ///
    /// When an argument is wrong.
    pub fn without_file(settings: &SettingsFile, global: &GlobalArguments, voice: Voice) -> Result<Self, Error> {
        let zones = Zones::of(global)?;
        let snapshot = Snapshot::of("duewatch: 1\n".into(), &zones.machine);
        Self::of(("no file".into(), snapshot), settings, (zones, global.as_of.as_deref()), voice)
    }

    fn of(
        (name, snapshot): (String, Snapshot),
        settings: &SettingsFile,
        (zones, as_of): (Zones, Option<&str>),
        voice: Voice,
    ) -> Result<Self, Error> {
        let zone = zones.asked.as_ref().or(snapshot.file.zone.as_ref()).unwrap_or(&zones.machine).clone();
        let now = match as_of {
            Some(text) => moment(text, &zone)?,
            None => Utc::now(),
        };
        let limits = settings.settings.bands;
        let board = Board::within(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now, limits);
        let viewer = zones.asked.unwrap_or_else(|| zones.machine.clone());
        Ok(Self {
            name,
            snapshot,
            board,
            zone,
            viewer,
            machine: zones.machine,
            voice,
            me: settings.settings.user.clone(),
            remarks: zones.note.into_iter().chain(settings.remarks()).collect(),
        })
    }

    /// Refuses a file of which nothing could be read.
    ///
    /// # Errors
    ///
    /// When it is broken, with the first thing that is wrong.
    pub fn must_be_readable(&self) -> Result<(), Error> {
        if self.snapshot.syntax != Syntax::Broken {
            return Ok(());
        }
        let first = self.snapshot.findings.iter().find(|finding| finding.severity == Severity::Error);
        let (place, message) = match first {
            Some(finding) => (super::annotate::position(self, finding), finding.message.as_ref()),
            None => (clean(&self.name).to_string(), "nothing in it can be read"),
        };
        let hint = "run 'duewatch check' to see the place";
        Err(Error::new(ErrorKind::File, format!("{place}: {}", clean(message))).hint(hint))
    }

    /// Makes an answer of a text: on a file with errors it names their number and ends with 1.
    #[must_use]
    pub fn answer(&self, text: String) -> Answer {
        let errors = self.snapshot.count(Severity::Error);
        let mut remarks = self.remarks.clone();
        if errors > 0 {
            remarks.push(format!(
                "{} in {}; run 'duewatch check' to see them",
                counted(errors, "error"),
                clean(&self.name)
            ));
        }
        let code = if errors > 0 { ErrorKind::Findings.exit_code() } else { 0 };
        Answer { text, remarks, code }
    }
}

/// Returns `1 error`, `2 errors`.
#[must_use]
pub fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
