//! The user's own editor on a text, in a file that only the user can read.

use std::env;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::NamedTempFile;

use super::note::LONGEST;
use crate::domain::text::clean;
use crate::error::{Error, ErrorKind};

/// A text as the editor left it, and the file in which it stands; that goes when this is dropped.
pub struct Left {
    /// The text.
    pub text: String,
    file: NamedTempFile,
}

impl Left {
    /// Keeps the file; returns its name.
    pub fn keep(self) -> Option<PathBuf> {
        self.file.into_temp_path().keep().ok()
    }
}

/// Opens a text in `$VISUAL`, else `$EDITOR`, else `vi`, waits, and returns it as it was left.
///
/// # Errors
///
/// When the editor could not be started or failed, or the text cannot be read back.
pub fn edit(text: &str) -> Result<Left, Error> {
    let wanted = [env::var_os("VISUAL"), env::var_os("EDITOR")].into_iter().flatten();
    let wanted = wanted.map(|value| value.to_string_lossy().trim().to_string()).find(|value| !value.is_empty());
    let wanted = wanted.unwrap_or_else(|| "vi".into());
    let mut words = wanted.split(' ').filter(|word| !word.is_empty());
    let program = words.next().unwrap_or("vi");
    // Only its owner can read a temporary file: 0600.
    let mut file = tempfile::Builder::new().prefix("duewatch-note-").suffix(".md").tempfile().map_err(unwritten)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(unwritten)?;
    let stays = "the note stays as it was";
    let ended = Command::new(program).args(words).arg(file.path()).status().map_err(|error| {
        let message = format!("cannot start the editor '{}': {}; {stays}", clean(program), error.kind());
        Error::new(ErrorKind::File, message).hint("set $VISUAL or $EDITOR, or give the text on the command line")
    })?;
    if !ended.success() {
        let message = format!("the editor '{}' ended with {ended}; {stays}", clean(program));
        return Err(Error::new(ErrorKind::File, message).hint("give the text on the command line"));
    }
    let text = read_back(file.path()).map_err(|error| {
        Error::new(ErrorKind::File, format!("cannot read what the editor left: {}; {stays}", error.kind()))
    })?;
    Ok(Left { text, file })
}

/// Reads what stands at the path: many editors put another file there.
fn read_back(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > LONGEST) {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn unwritten(error: io::Error) -> Error {
    let message = format!("cannot write a temporary file: {}", error.kind());
    Error::new(ErrorKind::File, message).hint("free some space, or set $TMPDIR").because(error)
}
