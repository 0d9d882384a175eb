//! Which editor the user wants.

use std::env;
use std::ffi::OsString;
use std::process::Command;

/// The user's own editor: a program, and the arguments that stand before those of this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
}

impl Editor {
    /// Returns what `$VISUAL` says, else `$EDITOR`, else `vi`.
    #[must_use]
    pub fn wanted() -> Self {
        Self::of([env::var_os("VISUAL"), env::var_os("EDITOR")])
    }

    /// Takes the first of the variables that says something; words are parted at spaces.
    fn of(variables: [Option<OsString>; 2]) -> Self {
        let words_of = |value: OsString| -> Vec<String> {
            value.to_string_lossy().split_whitespace().map(str::to_string).collect()
        };
        let said = variables.into_iter().flatten().map(words_of).find(|words| !words.is_empty());
        let mut words = said.unwrap_or_default().into_iter();
        Self { program: words.next().unwrap_or_else(|| "vi".into()), arguments: words.collect() }
    }

    /// Returns the program's name as it was written; it may hold anything.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.program
    }

    /// Returns the command that starts it.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_something_is_taken() {
        let words = |variables: [Option<&str>; 2]| {
            let editor = Editor::of(variables.map(|value| value.map(OsString::from)));
            [vec![editor.program], editor.arguments].concat().join("|")
        };
        assert_eq!(words([Some("code  -w"), Some("nano")]), "code|-w");
        assert_eq!(words([Some(" "), Some("nano")]), "nano");
        assert_eq!(words([None, None]), "vi");
    }
}
