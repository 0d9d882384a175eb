//! What the journal says of the row under the cursor.

use super::effect::Effect;
use super::state::State;
use crate::domain::history::Line;

/// What was read of the journal.
#[derive(Clone, Debug, Default)]
pub struct History {}

/// Returns the wish to read the journal; called after the file was read for the first time, and after each save.
pub fn wanted(state: &mut State) -> Vec<Effect> {
    let _ = state;
    Vec::new()
}

/// Takes the lines of the journal.
pub fn read(state: &mut State, lines: Vec<Line>) {
    let _ = (state, lines);
}
