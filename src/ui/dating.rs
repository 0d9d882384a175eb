//! The date dialog.

use ratatui::layout::{Position, Rect};

use super::text::{Pen, line_of, slice};
use crate::app::dating::place::area;
use crate::app::dating::{Dating, Way};
use crate::app::glyph;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::words::Words;

/// Draws the dialog; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, dating: &Dating) -> Option<Position> {
    let board = state.source.board.as_ref()?;
    let place = area(state, dating);
    let what = match dating.way {
        Way::Move => "Move",
        Way::Correct => "Correct",
    };
    super::help::frame(pen, place.area, &format!("{what}: {}", dating.title));
    let page = dating.page(board, usize::from(place.inner.width));
    for (y, words) in (0..place.inner.height).zip(page.lines.iter().skip(dating.offset)) {
        pen.words(line_of(place.inner, y), words);
    }
    let below = page.lines.len().saturating_sub(dating.offset + usize::from(place.inner.height));
    if below > 0 {
        let foot = line_of(place.area, place.area.height.saturating_sub(1));
        let sign = glyph::pick(pen.glyphs, "↓", "v");
        pen.data_right(slice(foot, 0, foot.width.saturating_sub(2)), &format!(" PgDn {sign} {below} more "), Tone::Dim);
    }
    if dating.stage == Stage::Asking {
        let last = Rect { y: place.inner.bottom().saturating_sub(1), height: 1, ..place.inner };
        pen.clear(last);
        pen.words(last, &Words::of("drop what you typed?", Tone::Doubtful));
        return None;
    }
    if dating.item.is_some() {
        return None;
    }
    let (line, cells) = page.cursor;
    let y = u16::try_from(line.checked_sub(dating.offset)?).ok().filter(|y| *y < place.inner.height)?;
    let x = u16::try_from(cells).unwrap_or(u16::MAX).min(place.inner.width.saturating_sub(1));
    Some(Position { x: place.inner.x + x, y: place.inner.y + y })
}
