//! `verify`: somebody compared a record with its source today.

use super::super::address::{Aim, aim, record_of};
use super::super::args::VerifyArguments;
use super::super::session::Answer;
use super::desk::{Besides, Desk, Stopped};
use super::no_such;
use crate::disk::Intent;
use crate::domain::edit::make;

/// Writes today's date into `verified` of a milestone or regulation.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &VerifyArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let record = match aim(board, &arguments.address)? {
        Aim::Milestone(number) | Aim::Occurrence(number, _) => record_of(board, number),
        Aim::Regulation(record) => record,
        Aim::Cell(number, record) => {
            let hint = format!("verify its milestone: {}", board.address(number));
            return Err(no_such(&format!("'{record}' has no source to be compared with"), hint));
        }
        Aim::Product(record) => {
            let hint = "verify a regulation or a milestone";
            return Err(no_such(&format!("'{record}' has no source to be compared with"), hint));
        }
    };
    let facts = desk.facts(std::slice::from_ref(&record))?;
    // `verified` is a day in the file's zone, else the machine's.
    let hand = desk.hand(board.plan.zone(board.plan.file_zone));
    let edit = make::verify(&facts, &record, arguments.source.as_deref(), &hand);
    let edit = edit.map_err(|refusal| desk.refused(&refusal))?;
    desk.save_and_tell(Intent::Edit(edit), &Besides::default())
}
