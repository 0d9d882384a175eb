//! The form of a record.

use ratatui::layout::{Position, Rect};

use super::text::{Pen, line_of, slice};
use crate::app::glyph;
use crate::app::sheet::Sheet;
use crate::app::sheet::place::{area, rows};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::words::Words;

/// Draws the form; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, sheet: &Sheet) -> Option<Position> {
    let place = area(state, sheet);
    let title = if sheet.reach.is_some() { format!("Dates move: {}", sheet.title) } else { sheet.title.clone() };
    super::help::frame(pen, place.area, &title);
    let page = sheet.page(usize::from(place.inner.width));
    let shown = rows(&place, sheet);
    for (y, words) in (0..place.inner.height).zip(page.lines.iter().skip(sheet.offset).take(shown)) {
        pen.words(line_of(place.inner, y), words);
    }
    let below = page.lines.len().saturating_sub(sheet.offset + shown);
    if below > 0 {
        let foot = line_of(place.area, place.area.height.saturating_sub(1));
        let sign = glyph::pick(pen.glyphs, "↓", "v");
        pen.data_right(slice(foot, 0, foot.width.saturating_sub(2)), &format!(" {sign} {below} more "), Tone::Dim);
    }
    if sheet.stage == Stage::Asking {
        let last = Rect { y: place.inner.bottom().saturating_sub(1), height: 1, ..place.inner };
        pen.clear(last);
        pen.words(last, &Words::of("drop what you typed?", Tone::Doubtful));
        return None;
    }
    if sheet.reach.is_some() {
        return None;
    }
    let (line, cells) = page.cursor;
    let y = u16::try_from(line.checked_sub(sheet.offset)?).ok().filter(|y| *y < place.inner.height)?;
    let x = u16::try_from(cells).unwrap_or(u16::MAX).min(place.inner.width.saturating_sub(1));
    Some(Position { x: place.inner.x + x, y: place.inner.y + y })
}
