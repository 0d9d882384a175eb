//! The choice of one obligation, where a row has several.

use chrono::NaiveDate;

use crate::domain::board::Board;
use crate::domain::status::Status;

/// The products of a row, to choose one. At most as many as the row has cells.
#[derive(Clone, Debug)]
pub struct Picker {
    /// The milestone's number.
    pub milestone: u32,
    /// The occurrence of a series that is meant, by its nominal date.
    pub nominal: Option<NaiveDate>,
    /// Its cells, as places among them.
    pub cells: Vec<usize>,
    /// The cursor.
    pub at: usize,
    /// What the chosen one is set to; none: its next status.
    pub to: Option<Status>,
}

impl Picker {
    /// Returns whether the row shows what the choice is about: of a series the same occurrence.
    #[must_use]
    pub fn is_current(&self, board: &Board) -> bool {
        board.occurrence(self.milestone).and_then(|shown| shown.nominal) == self.nominal
    }
}
