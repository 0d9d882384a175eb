//! A record that is to be written: its id, the edit that writes it, and how the file would read with it.

use std::sync::Arc;

use super::state::State;
use crate::domain::board::Board;
use crate::domain::edit::make::{Fresh, add};
use crate::domain::edit::{Act, Edit, Record, Refusal, Why};
use crate::domain::naming::id_of;
use crate::domain::zone::Zone;
use crate::yaml::amend::{NotAmended, amend, trial};
use crate::yaml::snapshot::Snapshot;

/// Returns the file as it will stand when all that waits is saved; none where nothing was read.
#[must_use]
pub fn ahead(state: &State) -> Option<Arc<Snapshot>> {
    let mut snapshot = Arc::clone(state.source.snapshot.as_ref()?);
    let board = state.source.board.as_ref()?;
    for edit in state.edits.waiting() {
        // One that cannot be done is the saver's to tell.
        if let Ok(amended) = amend(&snapshot, edit) {
            snapshot = Arc::new(Snapshot::of(amended.text.into(), machine(board)));
        }
    }
    Some(snapshot)
}

/// Returns the zone of dates that name none anywhere; where the file names one, that.
#[must_use]
pub fn machine(board: &Board) -> &Zone {
    board.plan.zone(board.plan.file_zone)
}

/// Evaluates a version of the file now.
#[must_use]
pub fn board_of(state: &State, snapshot: &Snapshot) -> Board {
    Board::within(
        Arc::clone(&snapshot.file),
        Arc::clone(&snapshot.plan),
        state.now.wall,
        state.launch.chosen.settings.bands,
    )
}

/// Makes the edit that writes a record, and its regulation too where that is to be written first.
///
/// # Errors
///
/// When one of them cannot be written, or the file would have an error that it does not have now.
pub fn edit_of(state: &State, home: Option<&Fresh>, fresh: &Fresh) -> Result<(Edit, Snapshot), Refusal> {
    let none = || Refusal::new(Why::Missing, "no file has been read yet", "");
    let snapshot = ahead(state).ok_or_else(none)?;
    let board = board_of(state, &snapshot);
    let mut changes = Vec::new();
    let edit = match home {
        None => add(&board, fresh)?,
        Some(home) => {
            let first = add(&board, home)?;
            let (_, between) = tried(&snapshot, &first, machine(&board))?;
            changes.extend(first.changes);
            add(&board_of(state, &between), fresh)?
        }
    };
    changes.extend(edit.changes);
    tried(&snapshot, &Edit { act: Act::Add, changes }, machine(&board))
}

/// Tries an edit on a version of the file, and returns it with what comes of it.
///
/// # Errors
///
/// When it is refused, clashes, or the file would have an error that it does not have now: an anchor that is not
/// there, a ring, a calendar that nobody knows.
pub fn tried(snapshot: &Snapshot, edit: &Edit, machine: &Zone) -> Result<(Edit, Snapshot), Refusal> {
    let tried = trial(snapshot, edit, machine).map_err(|not| match not {
        NotAmended::Refused(refusal) => refusal,
        NotAmended::Clashes(clashes) => {
            let what = clashes.first().map(|clash| format!("{} of '{}'", clash.key, clash.record)).unwrap_or_default();
            Refusal::new(Why::Rule, format!("{what} was changed meanwhile"), "try again")
        }
    })?;
    Ok((edit.clone(), tried.after))
}

/// Makes a free id of a title; `otherwise` where the title has no letter for it.
#[must_use]
pub fn id_for(board: &Board, (title, otherwise): (&str, &str), record: impl Fn(&str) -> Record) -> String {
    id_of(title, otherwise, |id| is_there(board, &record(id))).to_string()
}

/// Returns whether a record with this id is there.
#[must_use]
pub fn is_there(board: &Board, record: &Record) -> bool {
    let regulations = &board.file.regulations;
    match record {
        Record::File => true,
        Record::Product(id) => board.file.products.iter().any(|product| product.id.as_str() == &**id),
        Record::Regulation(id) => regulations.iter().any(|regulation| regulation.id.as_str() == &**id),
        Record::Milestone { regulation, milestone } | Record::Cell { regulation, milestone, .. } => {
            board.find(regulation, milestone).is_some()
        }
    }
}
