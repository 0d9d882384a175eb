//! Asking before something goes: on a terminal only, and No unless somebody says otherwise.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::super::session::usage;
use crate::error::{Error, ErrorKind};

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Do it.
    Yes,
    /// Leave it.
    No,
}

/// Shows lines, asks, and reads the answer. `count` records go: for more than one their number must be typed.
///
/// # Errors
///
/// When nobody is there to be asked, or standard input fails.
pub fn ask(lines: &[String], count: usize) -> Result<Answered, Error> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(usage("nobody is there to be asked", "give --yes, or look first with --dry-run"));
    }
    let mut text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    let question = match count {
        1 => "remove it? [y/N] ".to_string(),
        _ => format!("type {count} to remove them, Enter to leave them: "),
    };
    text.push_str(&question);
    let failed = |error: io::Error| Error::new(ErrorKind::File, format!("cannot ask: {}", error.kind()));
    let mut stderr = io::stderr();
    stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).map_err(failed)?;
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line).map_err(failed)?;
    if read == 0 {
        // Ctrl-d leaves the cursor behind the question.
        let _ = writeln!(stderr);
    }
    Ok(answered(&line, count))
}

fn answered(line: &str, count: usize) -> Answered {
    let line = line.trim();
    let is_yes = match count {
        1 => line.eq_ignore_ascii_case("y") || line.eq_ignore_ascii_case("yes"),
        _ => line == count.to_string(),
    };
    if is_yes { Answered::Yes } else { Answered::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_one_and_several_want_their_number() {
        for (line, count, wanted) in [
            ("\n", 1, Answered::No),
            ("", 1, Answered::No),
            ("y\n", 1, Answered::Yes),
            ("YES\n", 1, Answered::Yes),
            ("yep\n", 1, Answered::No),
            ("1\n", 1, Answered::No),
            ("y\n", 3, Answered::No),
            ("3\n", 3, Answered::Yes),
            ("13\n", 3, Answered::No),
        ] {
            assert_eq!(answered(line, count), wanted, "{line:?} of {count}");
        }
    }
}
