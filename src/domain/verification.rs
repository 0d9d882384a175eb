//! Whether a milestone still says what its source says: when somebody last compared the two, and when that is due again.

use chrono::NaiveDate;

use super::band::Band;
use super::board::Board;
use super::record::Verified;

/// How the comparison of a milestone with its source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Somebody compared it; the day on which to do it again, if `verify-every` asks for that.
    Holds(Option<NaiveDate>),
    /// The comparison is older than `verify-every`: this was the last day on which it held.
    Due(NaiveDate),
    /// Nobody compared it.
    Never {
        /// Whether `verify-every` asks for it.
        is_asked: bool,
    },
}

/// Returns how the comparison of a milestone with its source stands, by the day in the file's zone.
#[must_use]
pub fn verification_of(board: &Board, number: u32) -> Verification {
    let inherited = board.inherited(number);
    match inherited.verified() {
        Some(Verified::On { .. }) => {}
        Some(Verified::Not) | None => return Verification::Never { is_asked: inherited.verify_every().is_some() },
    }
    let due = board.verify_due(number);
    match due {
        Some(due) if due < board.plan.zone(board.plan.file_zone).day_of(board.now) => Verification::Due(due),
        due => Verification::Holds(due),
    }
}

/// Returns whether somebody should compare a milestone with its source now.
///
/// Not what is closed or passed: nothing hangs on its date any more.
#[must_use]
pub fn is_to_verify(board: &Board, number: u32) -> bool {
    let is_over = board.row(number).is_none_or(|row| matches!(row.band, Band::Closed | Band::Passed));
    !is_over
        && match verification_of(board, number) {
            Verification::Holds(_) => false,
            Verification::Due(_) => true,
            Verification::Never { is_asked } => is_asked,
        }
}

/// Returns how many milestones somebody should compare with their source now.
#[must_use]
pub fn count_to_verify(board: &Board) -> usize {
    (0u32..).take(board.rows.len()).filter(|number| is_to_verify(board, *number)).count()
}
