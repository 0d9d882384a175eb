//! `rename`: another id, followed by all who name the record.

use std::slice;

use super::super::address::record;
use super::super::args::RenameArguments;
use super::super::session::Answer;
use super::desk::{Besides, Desk, Mode, Stopped};
use super::no_such;
use crate::domain::edit::Record;
use crate::domain::edit::make;

/// Gives a record another id.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &RenameArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let record = record(board, &arguments.address)?;
    let refused = |hint: String| Err(no_such(&format!("'{record}' has no id of its own"), hint));
    match &record {
        Record::File => return refused("name a milestone, regulation or product".to_string()),
        Record::Cell { target, .. } => return refused(format!("rename product:{target}, and its obligations follow")),
        Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => {}
    }
    let facts = desk.facts(&make::concerned(board, slice::from_ref(&record)))?;
    let edit = make::rename(&facts, board, &record, bare(&record, &arguments.id));
    let edit = edit.map_err(|refusal| desk.refused(&refusal))?;
    desk.finish(edit, Besides::default(), if arguments.dry_run { Mode::Dry } else { Mode::Write })
}

/// Returns an id without what the address of the record says already: `kaspersky-ban/told` is `told`.
fn bare<'a>(record: &Record, id: &'a str) -> &'a str {
    let head = match record {
        Record::Product(_) => "product:".to_string(),
        Record::Regulation(_) => "regulation:".to_string(),
        Record::Milestone { regulation, .. } => format!("{regulation}/"),
        Record::File | Record::Cell { .. } => String::new(),
    };
    id.strip_prefix(&head).unwrap_or(id)
}
