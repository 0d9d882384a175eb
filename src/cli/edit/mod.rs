//! The commands that write: an address and words in; one saved edit, and a line that says what was done, out.

mod clash;
mod dating;
mod desk;
mod editor;
mod note;
mod set;
mod undo;
mod verify;
pub mod words;

use super::Shape;
use super::args::{Command, GlobalArguments};
use super::session::{Answer, usage};
use crate::error::Error;
use desk::{Desk, Stopped};

/// Runs a command that writes; none: it is another command.
///
/// # Errors
///
/// When nothing was written.
pub fn run(command: &Command, global: &GlobalArguments, shape: Shape) -> Option<Result<Answer, Error>> {
    let on_desk = |does: &dyn Fn(&Desk) -> Result<Answer, Stopped>| {
        let answer = Desk::open(global, shape).map_err(Stopped::from).and_then(|desk| does(&desk));
        Some(answer.or_else(Stopped::told))
    };
    match command {
        Command::Set(arguments) => on_desk(&|desk| set::run(desk, arguments)),
        Command::Note(arguments) => on_desk(&|desk| note::run(desk, arguments)),
        Command::Move(arguments) => on_desk(&|desk| dating::run(desk, arguments)),
        Command::Verify(arguments) => on_desk(&|desk| verify::run(desk, arguments)),
        Command::Undo => on_desk(&undo::undo),
        Command::Redo => on_desk(&undo::redo),
        Command::List(_)
        | Command::Next(_)
        | Command::Show(_)
        | Command::Check(_)
        | Command::Log(_)
        | Command::Demo(_) => None,
    }
}

/// Refuses what an address does not name.
fn no_such(what: &str, hint: impl Into<String>) -> Stopped {
    usage(what, hint).into()
}
