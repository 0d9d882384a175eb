//! The commands that write: an address and words in; one saved edit, and a line that says what was done, out.

mod ack;
mod add;
mod ask;
mod clash;
mod dating;
mod desk;
mod duplicate;
mod editor;
mod field;
mod import;
mod ladder;
mod note;
mod preview;
mod reach;
mod removal;
mod rename;
mod set;
mod start;
mod undo;
mod verify;
pub mod words;

use super::Shape;
use super::args::GlobalArguments;
use super::session::{Answer, usage};
use crate::error::Error;
pub use ack::run as ack;
pub use add::run as add;
pub use dating::run as move_date;
pub use desk::{Besides, Import};
use desk::{Desk, Stopped};
pub use duplicate::run as duplicate;
pub use field::run as field;
pub use import::run as import;
pub use ladder::run as ladder;
pub use note::run as note;
pub use removal::run as remove;
pub use rename::run as rename;
pub use set::run as set;
pub use start::run as start;
pub use undo::{redo, undo};
pub use verify::run as verify;

/// Opens the file to write and does something with it.
///
/// # Errors
///
/// When nothing was written.
pub fn at_desk(
    global: &GlobalArguments,
    shape: Shape,
    does: impl FnOnce(&Desk) -> Result<Answer, Stopped>,
) -> Result<Answer, Error> {
    let answer = Desk::open(global, shape).map_err(Stopped::from).and_then(|desk| does(&desk));
    answer.or_else(Stopped::told)
}

/// Opens the file for a dry run, which writes nothing.
///
/// # Errors
///
/// When it could not be done.
pub fn to_look(
    global: &GlobalArguments,
    shape: Shape,
    does: impl FnOnce(&Desk) -> Result<Answer, Stopped>,
) -> Result<Answer, Error> {
    let answer = Desk::open_to_look(global, shape).map_err(Stopped::from).and_then(|desk| does(&desk));
    answer.or_else(Stopped::told)
}

/// Refuses what an address does not name.
fn no_such(what: &str, hint: impl Into<String>) -> Stopped {
    usage(what, hint).into()
}
