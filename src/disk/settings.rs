//! The settings file: read whole, what can be used of it is used, and everything else is said with its place.

mod keep;
mod places;
mod themes;
mod written;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

pub use keep::{NotKept, keep_theme};

use super::read::{ReadError, open};
use super::source::Source;
use crate::domain::settings::{FILE_NAME, Problem, Settings};
use crate::domain::text::clean;

/// The most bytes that the settings may have.
const MOST_BYTES: usize = 1 << 20;

/// The settings as they were read. A file that is not there says nothing, and that is fine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFile {
    /// Where they are, there or not; none where there is no home directory.
    pub path: Option<PathBuf>,
    /// Whether there is such a file.
    pub is_there: bool,
    /// What they say.
    pub settings: Settings,
    /// What is wrong with them, in the order of the file. At most one for each line, and a few.
    pub problems: Vec<Problem>,
    /// The line of each value that is used, by its path, such as `wall.cycle`; lines from 1.
    pub lines: BTreeMap<String, usize>,
}

impl SettingsFile {
    /// Reads the settings of whoever runs the program.
    #[must_use]
    pub fn of_user() -> Self {
        path().map_or_else(Self::default, |path| Self::read(&path))
    }

    /// Reads a settings file.
    #[must_use]
    pub fn read(path: &Path) -> Self {
        let found = match open(&Source::Path(path.into())) {
            Ok(opened) => Self { is_there: true, ..Self::of_text(&opened.text) },
            Err(ReadError::Missing) => Self::default(),
            Err(error) => {
                let hint = "the defaults are used";
                Self {
                    is_there: true,
                    problems: vec![Problem::error(None, error.to_string(), hint)],
                    ..Self::default()
                }
            }
        };
        Self { path: Some(path.into()), ..found }
    }

    /// Reads a text as settings.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > MOST_BYTES {
            let hint = "the defaults are used: make it smaller";
            return Self { problems: vec![Problem::error(None, "it is larger than 1 MiB", hint)], ..Self::default() };
        }
        written::read(text)
    }

    /// Returns its name as it is shown in messages.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| "settings".into(), |path| clean(&path.to_string_lossy()).as_str().to_string())
    }

    /// Returns what is wrong, each in one line.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let name = self.name();
        self.problems.iter().map(|problem| problem.line(&name)).collect()
    }

    /// Returns the data file that they name.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        let (file, path) = (self.settings.file.as_ref()?, self.path.as_ref()?);
        Some(absolute(file, path))
    }
}

/// Returns where the settings are; none where there is no home directory.
pub(super) fn path() -> Option<PathBuf> {
    ProjectDirs::from("", "", "duewatch").map(|found| found.config_dir().join(FILE_NAME))
}

/// Returns the path that was meant.
fn absolute(file: &Path, settings: &Path) -> PathBuf {
    match (file.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(base)) => base.home_dir().join(rest),
        (Ok(_) | Err(_), _) => settings.parent().map_or_else(|| file.into(), |parent| parent.join(file)),
    }
}

#[cfg(test)]
mod tests;
