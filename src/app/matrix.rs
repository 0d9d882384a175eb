//! The matrix: which products are its columns, their totals, and the cursor among them.

use chrono::{DateTime, Utc};

use super::countdown::{EXACT_SECONDS, Shown, Step, seconds_text, seconds_to};
use super::tone::Tone;
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell};
use crate::domain::status::Status;
use crate::domain::text::clean;

/// The narrowest column, in cells.
const NARROWEST: u16 = 8;
/// The widest column, in cells.
const WIDEST: u16 = 12;

/// The products and the cursor among them.
///
/// Bounds: one column for each product of the file.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// The products that have a cell in a listed row, in the file's order.
    pub columns: Vec<Column>,
    /// The cursor, among `columns`.
    pub at: usize,
    /// The first column that is shown.
    pub offset: usize,
    /// How many milestones the totals are over.
    pub milestones: usize,
    /// The width of a column, in cells: the longest name and a space, from 8 to 12.
    pub width: u16,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The product's place in the file.
    pub product: u32,
    /// Its cells that are done, among the milestones that are not closed.
    pub done: usize,
    /// Its cells that count.
    pub counted: usize,
}

impl Matrix {
    /// Finds the columns of the listed milestones and sums up the open ones; the cursor stays on its product.
    pub fn count(&mut self, board: &Board, open: &[u32], closed: &[u32]) {
        let kept = self.product();
        let none = Column { product: u32::MAX, done: 0, counted: 0 };
        let mut all = vec![none; board.file.products.len()];
        for cell in open.iter().chain(closed).flat_map(|number| board.cells_of(*number)) {
            if let Some(column) = all.get_mut(cell.product as usize) {
                column.product = cell.product;
            }
        }
        for cell in open.iter().flat_map(|number| board.cells_of(*number)) {
            if let Some(column) = all.get_mut(cell.product as usize) {
                column.done += usize::from(cell.status == Status::Done);
                column.counted += usize::from(cell.status != Status::NotApplicable);
            }
        }
        all.retain(|column| column.product != u32::MAX);
        let labels = all.iter().filter_map(|column| board.file.products.get(column.product as usize));
        let longest = labels.map(|product| clean(product.label()).width_cells()).max().unwrap_or(0);
        self.width = u16::try_from(longest + 1).unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
        self.columns = all;
        self.milestones = open.len();
        self.at = kept
            .and_then(|kept| self.columns.iter().position(|column| column.product == kept))
            .unwrap_or(self.at)
            .min(self.columns.len().saturating_sub(1));
    }

    /// Goes from a product that the milestone does not touch to its most urgent cell, else to its first one.
    pub fn follow(&mut self, board: &Board, milestone: u32) {
        if self.product().is_some_and(|product| cell_of(board, milestone, product).is_some()) {
            return;
        }
        let urgent = board.row(milestone).and_then(|row| row.urgent_cell);
        let urgent = urgent.and_then(|cell| board.cells.get(cell as usize));
        let wanted = urgent.or_else(|| board.cells_of(milestone).first()).map(|cell| cell.product);
        let column = |product: u32| self.columns.iter().position(|column| column.product == product);
        self.at = wanted.and_then(column).unwrap_or(self.at);
    }

    /// Returns the product under the cursor.
    #[must_use]
    pub fn product(&self) -> Option<u32> {
        self.columns.get(self.at).map(|column| column.product)
    }

    /// Returns the done and the counted cells of all columns.
    #[must_use]
    pub fn total(&self) -> (usize, usize) {
        self.columns.iter().fold((0, 0), |sum, column| (sum.0 + column.done, sum.1 + column.counted))
    }
}

/// Returns the time that is left for an obligation; none where nothing counts.
#[must_use]
pub fn time_left(cell: &Cell, now: DateTime<Utc>) -> Option<Shown> {
    if !cell.is_live || cell.band == Band::Undated {
        return None;
    }
    let days = cell.countdown.days_left?;
    let ahead = cell.countdown.instant.filter(|instant| *instant > now && !cell.countdown.is_passed);
    let near = ahead.map(|instant| (instant, seconds_to(instant, now))).filter(|(_, left)| *left < EXACT_SECONDS);
    let (text, step) = match near {
        Some((instant, left)) => (seconds_text(left), Step::Second(instant)),
        None => (format!("{days} d"), Step::Still),
    };
    Some(Shown { text, tone: Tone::Dim, step })
}

/// Returns the obligation of a milestone for a product.
#[must_use]
pub fn cell_of(board: &Board, milestone: u32, product: u32) -> Option<&Cell> {
    board.cells_of(milestone).iter().find(|cell| cell.product == product)
}
