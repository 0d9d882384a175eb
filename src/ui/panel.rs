//! A dialog of lines that scroll over a foot that stays in sight.

use ratatui::layout::{Position, Rect};

use super::help::frame;
use super::text::{Pen, line_of, slice};
use crate::app::glyph;
use crate::app::panel::{Panel, Room};
use crate::app::tone::Tone;

/// Draws a panel from a line on; returns where its foot stands.
pub fn draw(pen: &mut Pen<'_>, room: Room, panel: &Panel, offset: usize) -> Rect {
    let places = panel.places(room);
    frame(pen, places.area, &panel.title);
    let first = panel.first(room, offset);
    for (y, words) in (0..places.lines.height).zip(panel.lines.iter().skip(first)) {
        pen.words(line_of(places.lines, y), words);
    }
    for (y, words) in (0..places.foot.height).zip(panel.foot.iter().skip(hidden(panel, places.foot))) {
        pen.words(line_of(places.foot, y), words);
    }
    let below = panel.lines.len().saturating_sub(first + usize::from(places.lines.height));
    more(pen, places.area, (first, below));
    places.foot
}

/// Says on the lower edge of a frame how many lines are hidden above and below.
pub fn more(pen: &mut Pen<'_>, area: Rect, (above, below): (usize, usize)) {
    let text = match (above, below) {
        (0, 0) => return,
        (_, 1..) => format!(" {} {below} more ", glyph::pick(pen.glyphs, "↓", "v")),
        (_, 0) => format!(" {} {above} more ", glyph::pick(pen.glyphs, "↑", "^")),
    };
    if area.height >= 2 {
        let bottom = line_of(area, area.height - 1);
        pen.data_right(slice(bottom, 1, bottom.width.saturating_sub(3)), &text, Tone::Dim);
    }
}

/// Returns how many lines of the foot have no room: the first ones.
fn hidden(panel: &Panel, foot: Rect) -> usize {
    panel.foot.len().saturating_sub(usize::from(foot.height))
}

/// Returns where a text cursor stands in the last line of a foot, `column` cells into it.
#[must_use]
pub fn cursor_in(foot: Rect, column: Option<usize>) -> Option<Position> {
    let x = foot.x.saturating_add(u16::try_from(column?).unwrap_or(u16::MAX)).min(foot.right().checked_sub(1)?);
    Some(Position { x, y: foot.bottom().checked_sub(1)? })
}
