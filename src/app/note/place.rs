//! Where the note stands while it is written. Pure; used by `update` for the cursor and by `ui` for drawing.

use ratatui::layout::Rect;

use super::rows::Measure;
use super::text::{Note, Shape};
use crate::app::layout::{TWO_PANES, inner, matrix_parts, regions};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::words::{Run, wrap};

/// The parts of the note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// All of it.
    pub area: Rect,
    /// What it is the note of; empty where that stands in the frame.
    pub head: Rect,
    /// The text.
    pub text: Rect,
    /// What is asked or remarked, under it.
    pub tail: Rect,
}

/// The widest box of a note of one line.
const WIDEST: u16 = 84;
/// The most rows of a note of one line.
const ROWS: u16 = 6;

/// Returns where the note stands.
#[must_use]
pub fn place(state: &State, note: &Note) -> Place {
    let body = regions(state).body;
    match note.shape {
        Shape::Lines => in_the_pane(state, note, body),
        Shape::Line => at_the_foot(state, note, body),
    }
}

/// Returns how the rows of the text are measured.
#[must_use]
pub fn measure(state: &State, place: &Place) -> Measure {
    Measure { width: usize::from(place.text.width), glyphs: state.launch.glyphs }
}

/// In place of the detail; over everything where there is no detail beside the list.
fn in_the_pane(state: &State, note: &Note, body: Rect) -> Place {
    let detail = regions(state).detail;
    let has_own = detail.width > 0 && body.width >= TWO_PANES;
    let area = if has_own { detail } else { body };
    let inner = if has_own { detail } else { inner(body) };
    let head = match area.height {
        ..4 => 0,
        4..10 => 2,
        10.. => 3,
    };
    let tail = tail_rows(note, inner.width).min(area.height.saturating_sub(head + 1));
    let rows = area.height.saturating_sub(head + tail);
    Place {
        area,
        head: Rect { height: head.min(2), ..inner },
        text: Rect { y: area.y + head.min(area.height), height: rows, ..inner },
        tail: Rect { y: area.bottom().saturating_sub(tail), height: tail, ..inner },
    }
}

/// A box under the matrix, or over its foot, as high as its text.
fn at_the_foot(state: &State, note: &Note, body: Rect) -> Place {
    let width = body.width.min(WIDEST);
    let inner = width.saturating_sub(4);
    let measure = Measure { width: usize::from(inner), glyphs: crate::app::launch::Glyphs::Unicode };
    let tail = tail_rows(note, inner);
    let rows = u16::try_from(note.rows(measure).len()).unwrap_or(ROWS).clamp(1, ROWS);
    let height = (rows + tail + 2).min(body.height);
    let legend = matrix_parts(regions(state).matrix, state.list.lines.len()).legend;
    let lowest = body.bottom().saturating_sub(height);
    let y = if legend.height > 0 { lowest.min(legend.bottom() + 1) } else { lowest };
    let area = Rect { x: body.x + (body.width - width) / 2, y, width, height };
    let frame = u16::from(area.height >= 3);
    let tail = tail.min(area.height.saturating_sub(2 * frame + 1));
    let rows = area.height.saturating_sub(2 * frame + tail);
    let text = Rect { x: area.x + 2.min(width), y: area.y + frame, width: inner, height: rows };
    Place { area, head: Rect::default(), text, tail: Rect { y: text.bottom(), height: tail, ..text } }
}

/// Returns how many rows stand under the text.
fn tail_rows(note: &Note, width: u16) -> u16 {
    let text = match note.stage {
        Stage::Asking => return 1,
        Stage::Writing if note.remark.is_empty() => return 0,
        Stage::Writing => &note.remark,
    };
    let rows = wrap(&[Run::new(text, Tone::Plain)], usize::from(width), 0).len();
    u16::try_from(rows).unwrap_or(1).min(4)
}
