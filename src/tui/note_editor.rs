//! A note in the user's own editor: a temporary file of ours alone, looked at again when the editor has ended.

use std::env;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::domain::text::clean;

/// The most bytes of a note.
const LONGEST: u64 = 1 << 20;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The text as it was.
    Unchanged,
    /// Another text, without line feeds at its end.
    Text(String),
}

/// Lets `run` edit a text in a temporary file that nobody else may read, and returns what became of it.
///
/// A text that cannot be taken, or that a failing editor left behind, stays in the temporary file, which is named.
///
/// # Errors
///
/// One line: there is no room for the file, `run` failed, or the text is not UTF-8 or too long.
pub fn edit(text: &str, run: impl FnOnce(&Path) -> Result<(), String>) -> Result<Written, String> {
    let whole = if text.is_empty() { String::new() } else { format!("{text}\n") };
    let path = put(&whole).map_err(|error| format!("no temporary file for the editor: {}", said(&error)))?;
    let ended = run(&path);
    let found = read(&path);
    if let Err(message) = ended {
        let is_same = found.as_ref().is_ok_and(|found| *found == whole.as_bytes());
        let place = if is_same || found.is_err() { String::new() } else { kept(path) };
        return Err(format!("{place}{message}; the note stays as it was"));
    }
    let bytes = match found {
        Ok(bytes) => bytes,
        Err(error) => return Err(format!("the editor left no text ({}); the note stays as it was", said(&error))),
    };
    if bytes.len() as u64 > LONGEST {
        let place = kept(path);
        return Err(format!("{place}it is longer than {} KiB; the note stays as it was", LONGEST >> 10));
    }
    let Ok(found) = String::from_utf8(bytes) else {
        return Err(format!("{}it is not UTF-8; the note stays as it was", kept(path)));
    };
    let found = found.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let found = found.trim_end_matches('\n');
    Ok(if found == text { Written::Unchanged } else { Written::Text(found.to_string()) })
}

/// Writes a text into a new file that only this user may read.
fn put(text: &str) -> io::Result<TempPath> {
    let own = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| dir.is_absolute() && dir.is_dir());
    let place = own.unwrap_or_else(env::temp_dir);
    let make = |place: &Path| tempfile::Builder::new().prefix("duewatch-note-").suffix(".md").tempfile_in(place);
    let mut file: NamedTempFile = make(&place).or_else(|_| make(&env::temp_dir()))?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file.into_temp_path())
}

/// Reads what stands there, at most a byte more than is taken.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Leaves the file where it is, and says where.
fn kept(path: TempPath) -> String {
    match path.keep() {
        Ok(path) => format!("your text is in {}: ", clean(&path.to_string_lossy()).as_str()),
        Err(_) => String::new(),
    }
}

fn said(error: &io::Error) -> String {
    clean(&error.to_string()).as_str().to_string()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn leaves(bytes: &[u8]) -> Result<Written, String> {
        edit("old", |path| fs::write(path, bytes).map_err(|error| error.to_string()))
    }

    /// Takes the path out of a message, and the file away.
    fn found(message: &str) -> Vec<u8> {
        let place = message.strip_prefix("your text is in ").and_then(|rest| rest.split_once(": "));
        let (path, _) = place.unwrap_or_else(|| panic!("no path in {message}"));
        let bytes = fs::read(path).expect("the file is kept");
        fs::remove_file(path).expect("a file to remove");
        bytes
    }

    #[test]
    fn the_text_goes_there_and_back() {
        let mut seen = None;
        let written = edit("one\ntwo", |path| {
            let mode = fs::metadata(path).map_or(0, |meta| meta.permissions().mode() & 0o777);
            seen = Some((path.to_path_buf(), mode, fs::read_to_string(path).unwrap_or_default()));
            Ok(())
        });
        assert_eq!(written, Ok(Written::Unchanged));
        let (path, mode, text) = seen.expect("it was run");
        assert_eq!((mode, text.as_str()), (0o600, "one\ntwo\n"));
        assert!(!path.exists() && path.extension().is_some_and(|end| end == "md"));
        assert_eq!(leaves(b"new\r\nline\n\n"), Ok(Written::Text("new\nline".into())));
        assert_eq!(leaves(b""), Ok(Written::Text(String::new())));
        assert_eq!(leaves(b"old"), Ok(Written::Unchanged));
    }

    #[test]
    fn an_editor_that_saves_by_renaming_is_read_too() {
        let written = edit("old", |path| {
            let next = path.with_extension("next");
            fs::write(&next, "new\n").and_then(|()| fs::rename(&next, path)).map_err(|error| error.to_string())
        });
        assert_eq!(written, Ok(Written::Text("new".into())));
    }

    #[test]
    fn what_cannot_be_taken_is_kept_and_named() {
        let message = leaves(b"caf\xe9").expect_err("not UTF-8");
        assert!(message.contains("not UTF-8"), "{message}");
        assert_eq!(found(&message), b"caf\xe9");
        let long = vec![b'x'; (1 << 20) + 1];
        let message = leaves(&long).expect_err("too long");
        assert_eq!(found(&message).len(), long.len());
    }

    #[test]
    fn a_failing_editor_keeps_the_old_note_and_what_was_written() {
        let message = edit("old", |_| Err("it ended with 3".into())).expect_err("it failed");
        assert_eq!(message, "it ended with 3; the note stays as it was");
        let message = edit("old", |path| {
            fs::write(path, "half").map_err(|error| error.to_string())?;
            Err("it was killed".into())
        });
        assert_eq!(found(&message.expect_err("it failed")), b"half");
        let message = edit("old", |path| fs::remove_file(path).map_err(|error| error.to_string()));
        assert!(message.expect_err("no file").contains("left no text"));
    }
}
