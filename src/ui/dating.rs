//! The date dialog.

use ratatui::layout::Position;

use super::text::Pen;
use crate::app::dating::Dating;
use crate::app::layout::Regions;
use crate::app::state::State;

/// Draws it; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, places: &Regions, dating: &Dating) -> Option<Position> {
    let _ = (pen, state, places, dating);
    None
}
