//! Where what lies over the panes stands, and which of its rows are shown.

use ratatui::layout::Rect;

use super::{cursor_row, dialog_span};
use crate::app::command::COMMANDS;
use crate::app::motion::findings_rows;
use crate::app::state::State;

/// The widest help, in cells.
pub const WIDEST_HELP: u16 = 90;

/// Returns the frame for `lines` lines that leaves the row under the cursor in sight where it can, else stands in the
/// middle, and above the screen's foot.
#[must_use]
pub fn popup_area(state: &State, lines: usize) -> Rect {
    let (x, width) = dialog_span(state);
    let rows = state.size.1.saturating_sub(1);
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2).min(rows);
    let row = cursor_row(state);
    let y = match (row.saturating_add(1 + height) <= rows, row.checked_sub(height)) {
        (true, _) => row + 1,
        (false, Some(above)) => above,
        (false, None) => (rows - height) / 2,
    };
    Rect { x, y, width, height }
}

/// Returns the inside of [`popup_area`].
#[must_use]
pub fn popup_inside(state: &State, lines: usize) -> Rect {
    let Rect { x, y, width, height } = popup_area(state, lines);
    Rect { x: x + 2.min(width), y: y + 1.min(height), width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// Returns the first line that is shown of a list of `rows` lines which begins at its top as long as the cursor allows.
#[must_use]
pub fn first_with(cursor: usize, rows: usize) -> usize {
    cursor.saturating_sub(rows.saturating_sub(1))
}

/// Returns the rows of the findings in the body: under their head, and a blank where there is room.
#[must_use]
pub fn findings_area(state: &State, body: Rect) -> Rect {
    let top = if body.height >= 10 { 2 } else { 1 };
    let rows = u16::try_from(findings_rows(state)).unwrap_or(u16::MAX);
    Rect { y: body.y + top, height: rows.min(body.height.saturating_sub(top)), ..body }
}

/// Returns the frame of the help on a screen of this size: a line to search in, a blank, and the entries.
#[must_use]
pub fn help_area((width, height): (u16, u16)) -> Rect {
    let rows = u16::try_from(help_rows_of(height).min(COMMANDS.len())).unwrap_or(u16::MAX);
    let box_width = if width < WIDEST_HELP + 8 { width } else { WIDEST_HELP };
    let box_height = (rows + 4).min(height.saturating_sub(1));
    Rect {
        x: (width.saturating_sub(box_width)) / 2,
        y: (height.saturating_sub(box_height)) / 2,
        width: box_width,
        height: box_height,
    }
}

/// Returns how many entries of the help have room on a screen of this height.
#[must_use]
pub fn help_rows_of(height: u16) -> usize {
    usize::from(height.saturating_sub(if height >= 16 { 7 } else { 5 })).max(1)
}
