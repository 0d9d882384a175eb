//! The choice of one obligation, where a row has several.

use crate::domain::status::Status;

/// The products of a row, to choose one. At most as many as the row has cells.
#[derive(Clone, Debug)]
pub struct Picker {
    /// The milestone's number.
    pub milestone: u32,
    /// Its cells, as places among them.
    pub cells: Vec<usize>,
    /// The cursor.
    pub at: usize,
    /// What the chosen one is set to; none: its next status.
    pub to: Option<Status>,
}
