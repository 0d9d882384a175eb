//! The detail of the row under the cursor, and in it the line that the keys act on.

use ratatui::layout::Rect;

use super::text::{Pen, line_of, slice};
use crate::app::detail::{Spot, standing, text};
use crate::app::overlay::Overlay;
use crate::app::state::{Pane, State};
use crate::app::tone::Tone;

/// Draws the shown lines of the detail; the cursor stands left of them.
pub fn draw(pen: &mut Pen<'_>, state: &State, area: Rect) {
    let text = text(state, area.width);
    let last = text.lines.len().saturating_sub(usize::from(area.height));
    let offset = state.detail.offset.min(last);
    for (y, words) in (0..area.height).zip(text.lines.iter().skip(offset)) {
        pen.words(line_of(area, y), words);
    }
    // A note is written in place of the text.
    if state.screen.pane != Pane::Detail || matches!(state.overlay, Some(Overlay::Note(_))) {
        return;
    }
    if let Some(spot) = standing(state, &text).and_then(|at| text.spots.get(at)) {
        cursor(pen, area, spot, offset);
    }
}

/// Marks the lines of a spot that are in sight.
fn cursor(pen: &mut Pen<'_>, area: Rect, spot: &Spot, offset: usize) {
    // Two columns of white space stand left of the detail, one where it has the screen to itself.
    let gap = area.x.min(2);
    let whole = Rect { x: area.x - gap, width: area.width + gap, ..area };
    for line in spot.lines.clone() {
        let y = line.checked_sub(offset).and_then(|y| u16::try_from(y).ok()).filter(|y| *y < area.height);
        let Some(place) = y.map(|y| line_of(whole, y)) else { continue };
        if line == spot.lines.start {
            pen.own(slice(place, 0, 1), ">", Tone::Accent);
        }
        pen.select(place);
    }
}
