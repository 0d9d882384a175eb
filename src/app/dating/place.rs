//! Where the date dialog stands. Pure; used by `update` for scrolling and by `ui` for drawing.

use ratatui::layout::Rect;

use super::dialog::Dating;
use crate::app::layout::{regions, window};
use crate::app::state::State;

/// The widest dialog.
const WIDEST: u16 = 84;
/// The least height inside the frame, where there is room: the box must not jump with every letter.
const LEAST: u16 = 13;
/// The rows above the box, where there is room: the row that it is about stays in sight.
const ABOVE: u16 = 2;

/// The box and what is inside its frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The box.
    pub area: Rect,
    /// Inside.
    pub inner: Rect,
}

/// Returns where the dialog stands: in the middle of the panes.
#[must_use]
pub fn area(state: &State, dating: &Dating) -> Place {
    let body = regions(state).body;
    let width = body.width.min(WIDEST);
    let inner_width = width.saturating_sub(4);
    let lines = state.source.board.as_ref().map_or(0, |board| dating.page(board, usize::from(inner_width)).lines.len());
    let lines = u16::try_from(lines).unwrap_or(u16::MAX).max(LEAST);
    let height = lines.saturating_add(2).min(body.height);
    let area =
        Rect { x: body.x + (body.width - width) / 2, y: body.y + ABOVE.min(body.height - height), width, height };
    let inner = Rect {
        x: area.x + 2.min(width),
        y: area.y + u16::from(height > 2),
        width: inner_width,
        height: if height > 2 { height - 2 } else { height },
    };
    Place { area, inner }
}

/// Moves the window so that the cursor is in it, with what is said under its field; further down where that is asked.
pub fn settle(state: &State, dating: &mut Dating) {
    let Some(board) = &state.source.board else { return };
    let place = area(state, dating);
    let page = dating.page(board, usize::from(place.inner.width));
    let (rows, lines) = (usize::from(place.inner.height).max(1), page.lines.len());
    let cursor = page.cursor.0;
    let with_said = window((cursor + page.said).min(lines.saturating_sub(1)), 0, rows, lines);
    let first = window(cursor, with_said, rows, lines);
    dating.further = dating.further.min(lines.saturating_sub(rows + first));
    dating.offset = first + dating.further;
}
