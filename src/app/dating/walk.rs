//! The way of the cursor through the date dialog: its fields, and the list of what moves under them.

use super::dialog::{Dating, Field};
use crate::app::motion::Step;
use crate::app::reach;
use crate::domain::board::Board;

impl Dating {
    /// Goes to the next field, behind the last one to the list of what moves; negative: back.
    pub fn next(&mut self, by: isize) {
        (self.further, self.locked) = (0, None);
        let fields = self.fields();
        let from = fields.iter().position(|field| *field == self.at).unwrap_or(0);
        let has_list = !self.preview.impacts.is_empty();
        let to = match (self.item.take().is_some(), by > 0) {
            (true, true) => Some(0),
            (true, false) => fields.len().checked_sub(1),
            (false, true) => Some(from + 1).filter(|to| *to < fields.len()),
            (false, false) => from.checked_sub(1),
        };
        match to.and_then(|to| fields.get(to)) {
            Some(field) => self.at = *field,
            None if has_list => self.item = Some(0),
            None => self.at = if by > 0 { Field::To } else { *fields.last().unwrap_or(&Field::To) },
        }
    }

    /// Goes up or down, through the fields and the list of what moves; pages in the list alone.
    pub fn go(&mut self, step: Step) {
        (self.further, self.locked) = (0, None);
        let fields = self.fields();
        let at = self.standing();
        let count = fields.len() + self.preview.impacts.len();
        let to = match step {
            Step::Rows(by) => {
                let count = isize::try_from(count).unwrap_or(1).max(1);
                usize::try_from((isize::try_from(at).unwrap_or(0) + by).rem_euclid(count)).unwrap_or(0)
            }
            Step::Pages(by) | Step::HalfPages(by) => {
                let first = fields.len().min(count - 1);
                let to = isize::try_from(at).unwrap_or(0) + by * reach::PAGE;
                let to = usize::try_from(to).unwrap_or(0).clamp(first, count - 1);
                // From the first one back to the fields.
                if to == at && by < 0 { first.saturating_sub(1) } else { to }
            }
            Step::First => fields.len().min(count - 1),
            Step::Last => count - 1,
        };
        self.stand_on(to);
    }

    /// Returns where the cursor stands: the fields, then the list of what moves.
    #[must_use]
    pub fn standing(&self) -> usize {
        let fields = self.fields();
        let field = fields.iter().position(|field| *field == self.at).unwrap_or(0);
        self.item.map_or(field, |item| fields.len() + item)
    }

    /// Puts the cursor there.
    pub fn stand_on(&mut self, index: usize) {
        (self.further, self.locked) = (0, None);
        match self.fields().get(index) {
            Some(field) => (self.at, self.item) = (*field, None),
            None => self.item = Some(index - self.fields().len()),
        }
    }

    /// Keeps the date with the cursor, or lets it move after all.
    pub fn keep(&mut self, board: &Board) {
        let Some(impact) = self.item.and_then(|item| self.preview.impacts.get(item)) else { return };
        self.locked = match self.find(board) {
            Some(_) => reach::toggle(&mut self.kept, impact).err(),
            None => Some("its milestone is no longer in the file".to_string()),
        };
        self.look(board);
    }
}
