//! `duplicate`: a milestone once more, a year later.

use super::super::address::{Aim, aim, record_of};
use super::super::args::DuplicateArguments;
use super::super::session::Answer;
use super::desk::{Besides, Desk, Mode, Stopped};
use super::no_such;
use crate::domain::edit::make;

/// Writes a milestone once more.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &DuplicateArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let number = match aim(board, &arguments.address)? {
        Aim::Milestone(number) | Aim::Occurrence(number, _) | Aim::Cell(number, _) => number,
        Aim::Regulation(record) | Aim::Product(record) => {
            return Err(no_such(&format!("'{record}' has no date"), "name a milestone: REGULATION/MILESTONE"));
        }
    };
    let facts = desk.facts(&[record_of(board, number)])?;
    let edit = make::duplicate(&facts, board, number).map_err(|refusal| desk.refused(&refusal))?;
    desk.finish(edit, Besides::default(), if arguments.dry_run { Mode::Dry } else { Mode::Write })
}
