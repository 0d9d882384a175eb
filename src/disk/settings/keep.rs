//! The one thing that the program itself writes into the settings: the theme that was chosen on the screen.
//!
//! Only its line changes. What comes out is read anew, by the settings' own reader and by `serde_yaml`, and must say what
//! was said before and the theme; else nothing is written.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use super::{SettingsFile, path};
use crate::disk::create::{create, sync_directory};
use crate::disk::read::{ReadError, open, plain};
use crate::disk::source::Source;
use crate::domain::edit::{self, splice};
use crate::domain::settings::Settings;
use crate::domain::text::clean;
use crate::domain::theme::Theme;
use crate::yaml::editor::{self, New, Op};
use crate::yaml::node::{Kind, Piece, Tree};
use crate::yaml::parse::{MOST_NODES, parse};

/// Why a theme was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKept {
    /// The settings, as shown in messages.
    pub place: String,
    /// Why; a clause.
    pub why: String,
}

/// Writes a theme into the settings of whoever runs the program; returns the file, as shown in messages.
///
/// # Errors
///
/// When there is no place for settings, they cannot be written, or they cannot be changed without touching anything else.
pub fn keep_theme(theme: &Theme) -> Result<String, NotKept> {
    let Some(path) = path() else {
        return Err(NotKept { place: "the settings".into(), why: "there is no home directory".into() });
    };
    let place = clean(&path.to_string_lossy()).as_str().to_string();
    match keep(&path, theme) {
        Ok(()) => Ok(place),
        Err(why) => Err(NotKept { place, why }),
    }
}

/// Writes a theme into a settings file, which is made where there is none.
pub(super) fn keep(path: &Path, theme: &Theme) -> Result<(), String> {
    let real = match path.canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return make(path, theme),
        Err(error) => return Err(plain(&error)),
    };
    let look =
        || open(&Source::Path(real.clone())).map(|opened| opened.text).map_err(|error: ReadError| error.to_string());
    let text = look()?;
    let new = with_theme(&text, theme)?;
    if *new == *text {
        return Ok(());
    }
    let metadata = fs::metadata(&real).map_err(|error| plain(&error))?;
    if metadata.permissions().readonly() {
        return Err("they are write-protected".into());
    }
    let directory = real.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let write = || -> io::Result<tempfile::NamedTempFile> {
        let mut temp = tempfile::Builder::new().prefix(".settings.yaml.").tempfile_in(&directory)?;
        temp.write_all(new.as_bytes())?;
        temp.as_file().set_permissions(fs::Permissions::from_mode(metadata.permissions().mode()))?;
        temp.as_file().sync_all()?;
        Ok(temp)
    };
    let temp = write().map_err(|error| plain(&error))?;
    if look()? != text {
        return Err("somebody changed them just now".into());
    }
    temp.persist(&real).map_err(|error| plain(&error.error))?;
    sync_directory(&real).map_err(|error| plain(&error))
}

fn make(path: &Path, theme: &Theme) -> Result<(), String> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| plain(&error))?;
    }
    create(path, &line(theme)).map_err(|error| error.message)
}

fn line(theme: &Theme) -> String {
    format!("theme: {}\n", theme.name())
}

/// Returns a settings text with a theme, everything else as it was.
fn with_theme(text: &str, theme: &Theme) -> Result<String, String> {
    const NO: &str = "they cannot be changed safely by a program";
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.get(..text.len() - bare.len()).unwrap_or_default();
    let Ok(said) = serde_yaml::from_str::<Value>(bare) else { return Err("they are not valid YAML".into()) };
    let new = match &said {
        Value::Null => {
            let end = if bare.is_empty() || bare.ends_with('\n') { "" } else { "\n" };
            format!("{bare}{end}{}", line(theme))
        }
        Value::Mapping(_) => edited(bare, theme).ok_or(NO)?,
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Tagged(_) => {
            return Err("they are not settings".into());
        }
    };
    if is_proved(bare, &said, &new, theme) { Ok(format!("{mark}{new}")) } else { Err(NO.into()) }
}

fn edited(text: &str, theme: &Theme) -> Option<String> {
    let mut tree = Tree::default();
    parse(text, 0, MOST_NODES.of_piece, &mut tree).ok()?;
    let piece = Piece { tree: &tree, text, base: 0 };
    let pairs: Vec<_> = piece.root().pairs().collect();
    let value = New::Line(edit::Value::Text(theme.name().into()));
    let number = pairs.iter().position(|(key, _)| key.text() == "theme");
    let op = match number.and_then(|number| Some((number, pairs.get(number)?.1))) {
        Some((_, value)) if value.text() == theme.name() => return Some(text.to_string()),
        Some((number, value)) if value.kind() == Kind::Scalar && !value.text().is_empty() => {
            Op::SetScalar { at: vec![number], text: theme.name().into() }
        }
        Some((number, _)) => Op::Replace { at: vec![number], value },
        None => Op::InsertPair { map: Vec::new(), number: pairs.len(), key: "theme".into(), value },
    };
    splice(text, &editor::edit(&piece, &op).ok()?)
}

/// Returns whether both readers find what they found before, and the theme.
fn is_proved(old: &str, said: &Value, new: &str, theme: &Theme) -> bool {
    let without = |value: &Value| {
        let mut map = value.as_mapping().cloned().unwrap_or_default();
        map.remove("theme");
        map
    };
    let Ok(says) = serde_yaml::from_str::<Value>(new) else { return false };
    let (before, after) = (SettingsFile::of_text(old), SettingsFile::of_text(new));
    let wanted = Settings { theme: Some(theme.clone()), ..before.settings };
    without(said) == without(&says) && after.settings == wanted && after.problems.len() <= before.problems.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_line_of_the_theme_changes() {
        let cases = [
            ("", "theme: mono\n"),
            ("# mine\n", "# mine\ntheme: mono\n"),
            ("# mine", "# mine\ntheme: mono\n"),
            ("theme: calm-dark # quiet\nuser: ana\n", "theme: mono # quiet\nuser: ana\n"),
            ("theme: 'auto'\r\nuser: ana\r\n", "theme: 'mono'\r\nuser: ana\r\n"),
            ("user: ana # me\n\n# end\n", "user: ana # me\ntheme: mono\n\n# end\n"),
            ("{user: ana}\n", "{user: ana, theme: mono}\n"),
            ("theme:\nuser: ana\n", "theme: mono\nuser: ana\n"),
            ("theme: [bad]\nx-one: 1\n", "theme: mono\nx-one: 1\n"),
            ("\u{feff}user: ana\n", "\u{feff}user: ana\ntheme: mono\n"),
            ("theme: mono\n", "theme: mono\n"),
            ("theme: a\nthemes:\n  a: {dim: '#cccccc'}\n", "theme: mono\nthemes:\n  a: {dim: '#cccccc'}\n"),
        ];
        for (old, new) in cases {
            assert_eq!(with_theme(old, &Theme::Mono).as_deref(), Ok(new), "{old:?}");
        }
    }

    #[test]
    fn what_cannot_be_changed_safely_stays_as_it_is() {
        for text in ["user: [\n", "- a\n", "just text\n", "theme: &t mono\nuser: *t\n", "user: a\n---\nuser: b\n"] {
            let found = with_theme(text, &Theme::CalmLight);
            assert!(found.is_err(), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn the_file_is_made_or_kept_with_its_mode_and_through_its_link() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("config/duewatch/settings.yaml");
        keep(&path, &Theme::SafeDark).expect("it is made");
        assert_eq!(fs::read_to_string(&path).expect("a text"), "theme: safe-dark\n");
        let real = root.path().join("dotfiles.yaml");
        fs::write(&real, "user: ana\n").expect("a file");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
        fs::remove_file(&path).expect("it goes");
        std::os::unix::fs::symlink(&real, &path).expect("a link");
        keep(&path, &Theme::Mono).expect("it is kept");
        assert_eq!(fs::read_to_string(&real).expect("a text"), "user: ana\ntheme: mono\n");
        assert_eq!(fs::metadata(&real).expect("a file").permissions().mode() & 0o777, 0o640);
        assert!(path.is_symlink());
        fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).expect("a mode");
        assert_eq!(keep(&path, &Theme::CalmDark), Err("they are write-protected".into()));
        let left: Vec<_> =
            fs::read_dir(root.path()).expect("a directory").map(|entry| entry.expect("one").file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
