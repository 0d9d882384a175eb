//! `undo` and `redo`: the newest change of this author, taken back; the newest undo, taken back.

use super::super::session::Answer;
use super::desk::{Besides, Desk, Stopped};
use crate::disk::Intent;

/// Takes back the newest change of this author that stands.
///
/// # Errors
///
/// When there is none, or nothing was written.
pub fn undo(desk: &Desk) -> Result<Answer, Stopped> {
    desk.save_and_tell(Intent::Undo, &Besides { again: Some("undone"), ..Besides::default() })
}

/// Takes back the newest undo of this author.
///
/// # Errors
///
/// When there is none, or nothing was written.
pub fn redo(desk: &Desk) -> Result<Answer, Stopped> {
    desk.save_and_tell(Intent::Redo, &Besides { again: Some("done again, undo taken back"), ..Besides::default() })
}
