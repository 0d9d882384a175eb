//! Which file it is, and why.

use std::env;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::read::quoted;
use super::settings::{self, SettingsFile};
use crate::error::Error;

/// What means standard input on the command line.
const STDIN: [&str; 4] = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];

/// The file in the directory where the program is started.
pub const HERE: &str = "deadlines.yaml";

/// Where the data comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    Path(PathBuf),
    /// Standard input: `-`, or one of the names that the system has for it.
    Stdin,
    /// The file that is compiled in.
    Example,
}

impl Source {
    /// Returns the source that a path on the command line means.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        if STDIN.iter().any(|name| path == Path::new(name)) { Self::Stdin } else { Self::Path(path.into()) }
    }

    /// Returns the path, if it is a file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Stdin | Self::Example => None,
        }
    }

    /// Returns its name as it is shown in messages.
    #[must_use]
    pub fn quoted(&self) -> String {
        match self {
            Self::Path(path) => quoted(path),
            Self::Stdin => "standard input".into(),
            Self::Example => "the built-in example".into(),
        }
    }
}

/// The file that the rules of the command line lead to.
#[derive(Clone, Debug)]
pub struct Located {
    /// The file; none: there is none anywhere.
    pub source: Option<Source>,
    /// Which rule led to it: `--file`, `$DUEWATCH_FILE`, `./deadlines.yaml`, `settings`, `data directory`; empty
    /// if there is none.
    pub origin: String,
    /// Whether it was named, so that its absence is an error.
    pub is_required: bool,
    /// The settings; what is wrong with them stops nothing.
    pub settings: SettingsFile,
}

/// Finds the file: the argument, `$DUEWATCH_FILE`, `./deadlines.yaml`, `file:` of the settings, the data directory.
///
/// What was named is taken as it is, there or not: a missing one is never replaced by the next in line.
///
/// # Errors
///
/// None today: what is wrong with the file itself is found when it is read.
pub fn locate(named: Option<&Path>) -> Result<Located, Error> {
    let directories = ProjectDirs::from("", "", "duewatch");
    Ok(Search {
        named,
        variable: env::var_os("DUEWATCH_FILE").filter(|value| !value.is_empty()).map(PathBuf::from),
        here: PathBuf::from(HERE),
        settings: settings::path(),
        data: directories.as_ref().map(|found| found.data_dir().join("deadlines.yaml")),
    }
    .run())
}

/// The places to look at, in their order.
struct Search<'a> {
    named: Option<&'a Path>,
    variable: Option<PathBuf>,
    here: PathBuf,
    settings: Option<PathBuf>,
    data: Option<PathBuf>,
}

impl Search<'_> {
    fn run(self) -> Located {
        let settings = self.settings.as_deref().map(SettingsFile::read).unwrap_or_default();
        let (source, origin, is_required) = self.found(&settings);
        Located { source, origin: origin.into(), is_required, settings }
    }

    fn found(self, settings: &SettingsFile) -> (Option<Source>, &'static str, bool) {
        if let Some(path) = self.named {
            return (Some(Source::of(path)), "--file", true);
        }
        if let Some(path) = self.variable {
            return (Some(Source::of(&path)), "$DUEWATCH_FILE", true);
        }
        // A link that leads nowhere is there: its error is better than another file.
        if self.here.symlink_metadata().is_ok() {
            return (Some(Source::Path(self.here)), "./deadlines.yaml", false);
        }
        if let Some(path) = settings.file() {
            return (Some(Source::Path(path)), "settings", true);
        }
        match self.data.filter(|path| path.symlink_metadata().is_ok()) {
            Some(path) => (Some(Source::Path(path)), "data directory", false),
            None => (None, "", false),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn search(root: &Path) -> Search<'static> {
        Search {
            named: None,
            variable: None,
            here: root.join("deadlines.yaml"),
            settings: Some(root.join("settings.yaml")),
            data: Some(root.join("data.yaml")),
        }
    }

    #[test]
    fn a_named_file_is_never_replaced_by_the_next_in_line() {
        let root = tempfile::tempdir().expect("a directory");
        fs::write(root.path().join("deadlines.yaml"), "duewatch: 1\n").expect("a file");
        let missing = Path::new("missing.yaml");
        let located = Search { named: Some(missing), ..search(root.path()) }.run();
        assert_eq!(located.source, Some(Source::Path(missing.into())));
        assert!(located.is_required);
        let located = Search { variable: Some(missing.into()), ..search(root.path()) }.run();
        assert_eq!((located.origin.as_str(), located.is_required), ("$DUEWATCH_FILE", true));
    }

    #[test]
    fn the_places_are_looked_at_in_their_order() {
        let root = tempfile::tempdir().expect("a directory");
        assert!(search(root.path()).run().source.is_none());
        fs::write(root.path().join("data.yaml"), "duewatch: 1\n").expect("a file");
        assert_eq!(search(root.path()).run().origin, "data directory");
        fs::write(root.path().join("settings.yaml"), "file: of-settings.yaml\n").expect("a file");
        let located = search(root.path()).run();
        assert_eq!(located.source, Some(Source::Path(root.path().join("of-settings.yaml"))));
        assert!(located.is_required);
        fs::write(root.path().join("deadlines.yaml"), "duewatch: 1\n").expect("a file");
        assert_eq!(search(root.path()).run().origin, "./deadlines.yaml");
    }

    #[test]
    fn a_bad_settings_file_stops_nothing() {
        let root = tempfile::tempdir().expect("a directory");
        fs::write(root.path().join("data.yaml"), "duewatch: 1\n").expect("a file");
        fs::write(root.path().join("settings.yaml"), "file: [\n").expect("a file");
        let located = search(root.path()).run();
        assert_eq!(located.origin, "data directory");
        assert!(located.settings.remarks().iter().any(|remark| remark.contains("settings.yaml:")));
    }

    #[test]
    fn a_dash_is_standard_input() {
        for name in ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"] {
            assert_eq!(Source::of(Path::new(name)), Source::Stdin);
        }
        assert_eq!(Source::of(Path::new("./-")).path(), Some(Path::new("./-")));
    }
}
