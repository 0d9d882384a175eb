//! The user's own editor on a text, in a file that only the user can read.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::note::LONGEST;
use crate::disk::Editor;
use crate::domain::text::clean;
use crate::error::{Error, ErrorKind};

/// What is said whatever went wrong.
const STAYS: &str = "the note stays as it was";

/// A text as the editor left it, and the file in which it stands; that goes when this is dropped.
pub struct Left {
    /// The text.
    pub text: String,
    file: NamedTempFile,
}

impl Left {
    /// Keeps the file; returns what is to be said of it.
    pub fn keep(self) -> Option<String> {
        kept(self.file)
    }
}

/// Opens a text in the user's editor, waits, and returns it as it was left.
///
/// # Errors
///
/// When the editor could not be started or failed, or the text cannot be taken; what was typed is kept, and where.
pub fn edit(text: &str) -> Result<Left, Error> {
    // Only its owner can read a temporary file: 0600.
    let mut file = tempfile::Builder::new().prefix("duewatch-note-").suffix(".md").tempfile().map_err(unwritten)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(unwritten)?;
    let ended = run(file.path());
    let bytes = match read_back(file.path()) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read what the editor left: {}; {STAYS}", error.kind());
            return Err(ended.err().unwrap_or_else(|| Error::new(ErrorKind::File, message)));
        }
    };
    let is_typed = bytes != text.as_bytes();
    match ended.and_then(|()| taken(bytes)) {
        Ok(text) => Ok(Left { text, file }),
        Err(error) if is_typed => {
            let parts = [Some(error.hint.clone()).filter(|hint| !hint.is_empty()), kept(file)];
            let hint = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
            Err(error.hint(hint))
        }
        Err(error) => Err(error),
    }
}

/// Runs the user's editor on a file, on this program's own terminal.
fn run(path: &Path) -> Result<(), Error> {
    let editor = Editor::wanted();
    let name = clean(editor.name());
    let ended = editor.command().arg(path).status().map_err(|error| {
        let message = format!("cannot start the editor '{name}': {}; {STAYS}", error.kind());
        Error::new(ErrorKind::File, message).hint("set $VISUAL or $EDITOR, or give the text on the command line")
    })?;
    if ended.success() {
        return Ok(());
    }
    let message = format!("the editor '{name}' ended with {ended}; {STAYS}");
    Err(Error::new(ErrorKind::File, message).hint("give the text on the command line"))
}

/// Reads what stands at the path: many editors put another file there. At most a byte more than is taken.
fn read_back(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn taken(bytes: Vec<u8>) -> Result<String, Error> {
    let refused = |why: &str| Error::new(ErrorKind::File, format!("cannot take what the editor left: {why}; {STAYS}"));
    if u64::try_from(bytes.len()).is_ok_and(|len| len > LONGEST) {
        return Err(refused("it is longer than 1 MiB"));
    }
    String::from_utf8(bytes).map_err(|error| refused("it is not UTF-8").because(error))
}

fn kept(file: NamedTempFile) -> Option<String> {
    let path = file.into_temp_path().keep().ok()?;
    Some(format!("your text is kept in '{}'", clean(&path.to_string_lossy())))
}

fn unwritten(error: io::Error) -> Error {
    let message = format!("cannot write a temporary file: {}", error.kind());
    Error::new(ErrorKind::File, message).hint("free some space, or set $TMPDIR").because(error)
}
