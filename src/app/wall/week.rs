//! What changed this week, of what the board shows.

use crate::app::state::State;
use crate::app::tone::Tone;
use crate::domain::board::Board;
use crate::domain::changes::{self, Change, Kind};

/// Returns whether anything changed this week.
#[must_use]
pub fn has_changes(state: &State, board: &Board) -> bool {
    changes::has_changes(board, &state.list.matching, state.launch.zone.day_of(state.now.wall))
}

/// Returns what changed this week, newest first.
#[must_use]
pub fn changes(state: &State, board: &Board) -> Vec<Change> {
    changes::changes(board, &state.list.matching, state.launch.zone.day_of(state.now.wall))
}

/// Returns the meaning of a change.
#[must_use]
pub fn tone(kind: Kind) -> Tone {
    match kind {
        Kind::Moved => Tone::Doubtful,
        Kind::Status(status) => Tone::Status(status),
        Kind::Compared => Tone::Good,
    }
}
