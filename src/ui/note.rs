//! The note, while it is written.

use ratatui::layout::Position;

use super::text::Pen;
use crate::app::layout::Regions;
use crate::app::note::Note;
use crate::app::state::State;

/// Draws it; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, places: &Regions, note: &Note) -> Option<Position> {
    let _ = (pen, state, places, note);
    None
}
