//! `ack`: somebody has seen an alert, and says why it may wait and until when.

use super::super::address::{Aim, settled_aim};
use super::super::args::AckArguments;
use super::super::session::{Answer, counted, usage};
use super::desk::{Besides, Desk, Mode, Stopped};
use super::no_such;
use crate::domain::edit::Record;
use crate::domain::edit::make::{acknowledge, live_cells};

/// Acknowledges the alert of an obligation, or of each live one of a milestone.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &AckArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let live = |number, nominal| live_cells(board, number, nominal).map_err(|refusal| desk.refused(&refusal));
    let (milestone, cells, left_alone) = match settled_aim(board, &arguments.address)? {
        Aim::Milestone(number) => {
            let live = live(number, None)?;
            (number, live.cells, live.others)
        }
        Aim::Occurrence(number, nominal) => {
            let live = live(number, Some(nominal))?;
            (number, live.cells, live.others)
        }
        Aim::Cell(number, record) => (number, vec![record], 0),
        Aim::Regulation(record) | Aim::Product(record) => return Err(no_alert(&record)),
    };
    let (Some(reason), Some(until)) = (&arguments.reason, &arguments.until) else {
        let name = if arguments.reason.is_none() { "--reason" } else { "--until" };
        let hint = "--reason says why it may wait, --until is the last day of quiet; then the alert comes once more";
        return Err(usage(format!("an acknowledgement needs {name}"), hint).into());
    };
    let facts = desk.facts(&cells)?;
    let edit = acknowledge(&facts, board, &cells, (reason, until), &desk.hand_at(milestone));
    let edit = edit.map_err(|refusal| desk.refused(&refusal))?;
    let mut besides = Besides { left_alone, ..Besides::default() };
    if left_alone > 0 {
        let (others, were) = (counted(left_alone, "other"), if left_alone == 1 { "was" } else { "were" });
        besides.lines.push(format!("{others} {were} left alone: not live"));
    }
    desk.finish(edit, besides, if arguments.dry_run { Mode::Dry } else { Mode::Write })
}

fn no_alert(record: &Record) -> Stopped {
    let hint = "name a milestone or an obligation of it: REGULATION/MILESTONE[:PRODUCT]";
    no_such(&format!("'{record}' has no alert of its own"), hint)
}
