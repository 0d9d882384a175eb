//! The user's own editor on the terminal that the screen has left, at a line of the file or on a text of its own.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use crate::disk::Editor;
use crate::domain::text::clean;

/// Runs the user's editor on a line of a file, and waits for it.
///
/// # Errors
///
/// One line: it could not be started, or ended with a failure.
pub fn run(file: &Path, line: u32, tty: File) -> Result<(), String> {
    let line = format!("+{}", line.max(1));
    run_with(&[OsStr::new(&line), file.as_os_str()], tty)
}

/// Runs the user's editor with these arguments behind its own, and waits for it.
///
/// # Errors
///
/// One line: it could not be started, or ended with a failure.
pub fn run_with(arguments: &[&OsStr], tty: File) -> Result<(), String> {
    let editor = Editor::wanted();
    let out = tty.try_clone().map_err(|error| clean(&error.to_string()).as_str().to_string())?;
    let ended = editor.command().args(arguments).stdin(Stdio::from(tty)).stdout(Stdio::from(out)).status();
    let name = clean(editor.name());
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the editor '{}' ended with {status}", name.as_str())),
        Err(error) => {
            let why = clean(&error.to_string()).as_str().to_string();
            Err(format!("cannot start '{}': {why}; set $EDITOR", name.as_str()))
        }
    }
}
