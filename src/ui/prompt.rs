//! One line that is typed, with what it means.

use ratatui::layout::Position;

use super::text::{Pen, line_of};
use crate::app::prompt::Prompt;
use crate::app::prompt::place::{area, page};
use crate::app::state::State;
use crate::app::typing::Stage;

/// Draws the line and what it means; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, prompt: &Prompt) -> Option<Position> {
    let place = area(state, prompt);
    super::help::frame(pen, place.area, prompt.title());
    let page = page(prompt, usize::from(place.inner.width));
    for (y, words) in (0..place.inner.height).zip(&page.lines) {
        pen.words(line_of(place.inner, y), words);
    }
    let (line, cells) = page.cursor;
    let y = u16::try_from(line).ok().filter(|y| *y < place.inner.height)?;
    let x = u16::try_from(cells).unwrap_or(u16::MAX).min(place.inner.width.saturating_sub(1));
    (prompt.stage == Stage::Writing).then_some(Position { x: place.inner.x + x, y: place.inner.y + y })
}
