//! A field that somebody else changed too: mine, theirs, or both.

use super::effect::Effect;
use super::state::State;
use crate::domain::edit::make::Choice;

/// Settles the oldest conflict.
pub fn settle(state: &mut State, choice: Choice) -> Vec<Effect> {
    let _ = choice;
    state.overlay = None;
    Vec::new()
}
