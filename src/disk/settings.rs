//! The settings file, as far as reading needs it.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};
use serde::Deserialize;

use super::read::{ReadError, open, quoted};
use super::source::Source;
use crate::domain::text::clean;

/// What the settings may say; other keys belong to later versions and are left alone.
#[derive(Debug, Default, Deserialize)]
struct Settings {
    /// The data file.
    #[serde(default)]
    file: Option<PathBuf>,
    /// The user's name, as it stands in the journal and under `who`.
    #[serde(default)]
    user: Option<String>,
}

/// Returns where the settings are; none where there is no home directory.
pub fn path() -> Option<PathBuf> {
    ProjectDirs::from("", "", "duewatch").map(|found| found.config_dir().join("settings.yaml"))
}

/// Returns the data file that the settings name; relative to them, `~` is the home directory.
///
/// No settings file at all is fine; otherwise the error is one line to be shown.
pub fn file(path: &Path) -> Result<Option<PathBuf>, String> {
    Ok(read(path)?.file.map(|file| absolute(&file, path)))
}

/// Returns the user's name that the settings give; what is wrong with them is said where the file is located.
pub fn user(path: &Path) -> Option<String> {
    read(path).ok()?.user
}

fn read(path: &Path) -> Result<Settings, String> {
    let opened = match open(&Source::Path(path.into())) {
        Ok(opened) => opened,
        Err(ReadError::Missing) => return Ok(Settings::default()),
        Err(error) => return Err(format!("settings {} not used: {error}", quoted(path))),
    };
    if opened.text.trim().is_empty() {
        return Ok(Settings::default());
    }
    let settings: Option<Settings> = serde_yaml::from_str(&opened.text)
        .map_err(|error| format!("settings {} not used: {}", quoted(path), clean(&error.to_string()).as_str()))?;
    Ok(settings.unwrap_or_default())
}

/// Returns the path that was meant.
fn absolute(file: &Path, settings: &Path) -> PathBuf {
    match (file.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(base)) => base.home_dir().join(rest),
        (Ok(_) | Err(_), _) => settings.parent().map_or_else(|| file.into(), |parent| parent.join(file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_name_the_file_and_the_user() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("settings.yaml");
        assert_eq!((file(&path), user(&path)), (Ok(None), None));
        std::fs::write(&path, "file: a.yaml\nuser: ana\ntheme: dark\n").expect("a file");
        assert_eq!((file(&path), user(&path)), (Ok(Some(root.path().join("a.yaml"))), Some("ana".into())));
        std::fs::write(&path, "user: [\n").expect("a file");
        assert_eq!((file(&path).is_err(), user(&path)), (true, None));
    }
}
