//! The detail of the row under the cursor.

use ratatui::layout::Rect;

use super::text::{Pen, line_of};
use crate::app::detail::lines;
use crate::app::state::State;

/// Draws the shown lines of the detail.
pub fn draw(pen: &mut Pen<'_>, state: &State, area: Rect) {
    let lines = lines(state, area.width);
    let last = lines.len().saturating_sub(usize::from(area.height));
    let offset = state.screen.detail_offset.min(last);
    for (y, words) in (0..area.height).zip(lines.iter().skip(offset)) {
        pen.words(line_of(area, y), words);
    }
}
