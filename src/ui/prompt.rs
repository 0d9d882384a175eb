//! One line that is typed, with what it means.

use ratatui::layout::Position;

use super::text::{Pen, line_of};
use crate::app::prompt::place::{area, page, shown};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::state::State;
use crate::app::typing::Stage;

/// Draws the line and what it means; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, prompt: &Prompt) -> Option<Position> {
    let place = area(state, prompt);
    super::help::frame(pen, place.area, prompt.title());
    let page = page(prompt, usize::from(place.inner.width));
    let rows = usize::from(place.inner.height);
    let lines = shown(prompt, &page, rows);
    for y in 0..place.inner.height {
        if let Some(words) = page.lines.get(lines.line(usize::from(y))) {
            pen.words(line_of(place.inner, y), words);
        }
    }
    if matches!(prompt.purpose, Purpose::Choice(_)) {
        let below = page.lines.len().saturating_sub(lines.hidden + rows);
        super::panel::more(pen, place.area, (lines.hidden, below));
    }
    let (line, cells) = page.cursor;
    let y = u16::try_from(line).ok().filter(|y| *y < place.inner.height)?;
    let x = u16::try_from(cells).unwrap_or(u16::MAX).min(place.inner.width.saturating_sub(1));
    (prompt.stage == Stage::Writing).then_some(Position { x: place.inner.x + x, y: place.inner.y + y })
}
