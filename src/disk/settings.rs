//! The settings file, as far as reading needs it.

use std::path::{Path, PathBuf};

use directories::BaseDirs;
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
}

/// Returns the data file that the settings name; relative to them, `~` is the home directory.
///
/// No settings file at all is fine; otherwise the error is one line to be shown.
pub fn file(path: &Path) -> Result<Option<PathBuf>, String> {
    let opened = match open(&Source::Path(path.into())) {
        Ok(opened) => opened,
        Err(ReadError::Missing) => return Ok(None),
        Err(error) => return Err(format!("settings {} not used: {error}", quoted(path))),
    };
    if opened.text.trim().is_empty() {
        return Ok(None);
    }
    let settings: Option<Settings> = serde_yaml::from_str(&opened.text)
        .map_err(|error| format!("settings {} not used: {}", quoted(path), clean(&error.to_string()).as_str()))?;
    Ok(settings.and_then(|settings| settings.file).map(|file| absolute(&file, path)))
}

/// Returns the path that was meant.
fn absolute(file: &Path, settings: &Path) -> PathBuf {
    match (file.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(base)) => base.home_dir().join(rest),
        (Ok(_) | Err(_), _) => settings.parent().map_or_else(|| file.into(), |parent| parent.join(file)),
    }
}
