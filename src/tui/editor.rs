//! The user's own editor, at a line of the file or on a text of its own.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

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

/// Runs `$VISUAL`, else `$EDITOR`, else `vi`, with these arguments behind its own, and waits for it.
///
/// # Errors
///
/// One line: it could not be started, or ended with a failure.
pub fn run_with(arguments: &[&OsStr], tty: File) -> Result<(), String> {
    let wanted = wanted([env::var_os("VISUAL"), env::var_os("EDITOR")]);
    let mut words = wanted.split(' ').filter(|word| !word.is_empty());
    let program = words.next().unwrap_or("vi");
    let out = tty.try_clone().map_err(|error| clean(&error.to_string()).as_str().to_string())?;
    let ended =
        Command::new(program).args(words).args(arguments).stdin(Stdio::from(tty)).stdout(Stdio::from(out)).status();
    let name = clean(program);
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the editor '{}' ended with {status}", name.as_str())),
        Err(error) => {
            let why = clean(&error.to_string()).as_str().to_string();
            Err(format!("cannot start '{}': {why}; set $EDITOR", name.as_str()))
        }
    }
}

/// Returns the first of the variables that says something.
fn wanted(variables: [Option<OsString>; 2]) -> String {
    let said = variables.into_iter().flatten().map(|value| value.to_string_lossy().trim().to_string());
    said.into_iter().find(|value| !value.is_empty()).unwrap_or_else(|| "vi".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_something_is_taken() {
        assert_eq!(wanted([Some("code -w".into()), Some("nano".into())]), "code -w");
        assert_eq!(wanted([Some(" ".into()), Some("nano".into())]), "nano");
        assert_eq!(wanted([None, None]), "vi");
    }
}
