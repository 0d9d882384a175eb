//! Where the form stands. Pure; used by `update` for scrolling and by `ui` for drawing.

use ratatui::layout::Rect;

use super::Sheet;
use crate::app::dating::place::Place;
use crate::app::layout::{regions, window};
use crate::app::state::State;
use crate::app::typing::Stage;

/// The widest form.
const WIDEST: u16 = 84;
/// The rows above the box, where there is room.
const ABOVE: u16 = 1;

/// Returns where the form stands: in the middle of the panes, as high as it is long.
#[must_use]
pub fn area(state: &State, sheet: &Sheet) -> Place {
    let body = regions(state).body;
    let width = body.width.min(WIDEST);
    let inner_width = width.saturating_sub(4);
    // What is said under a line comes and goes: the box must not jump with every letter.
    let lines = sheet.lines.len() + 4;
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2).min(body.height);
    let above = if body.height >= 16 { ABOVE.min(body.height - height) } else { 0 };
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + above, width, height };
    let inner = Rect {
        x: area.x + 2.min(width),
        y: area.y + u16::from(height > 2),
        width: inner_width,
        height: if height > 2 { height - 2 } else { height },
    };
    Place { area, inner }
}

/// Returns the rows for the lines of the form: a question takes the last one.
#[must_use]
pub fn rows(place: &Place, sheet: &Sheet) -> usize {
    usize::from(place.inner.height.saturating_sub(u16::from(sheet.stage == Stage::Asking))).max(1)
}

/// Moves the window so that the cursor is in it, with what is said under its line.
pub fn settle(state: &State, sheet: &mut Sheet) {
    let place = area(state, sheet);
    let page = sheet.page(usize::from(place.inner.width));
    let (rows, lines) = (rows(&place, sheet), page.lines.len());
    let cursor = page.cursor.0;
    let with_said = window((cursor + page.said).min(lines.saturating_sub(1)), sheet.offset, rows, lines);
    sheet.offset = window(cursor, with_said, rows, lines);
}
