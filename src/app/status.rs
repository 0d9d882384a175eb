//! Setting the status of an obligation: the next one, or one that is named.

use super::effect::Effect;
use super::state::State;
use crate::domain::status::Status;

/// Sets the next status of the obligation under the cursor.
pub fn next(state: &mut State) -> Vec<Effect> {
    state.say("not yet");
    Vec::new()
}

/// Sets a status of the obligation under the cursor; asks for what it must say.
pub fn set(state: &mut State, to: Status) -> Vec<Effect> {
    let _ = to;
    state.say("not yet");
    Vec::new()
}

/// Takes the obligation that was chosen.
pub fn choose(state: &mut State) -> Vec<Effect> {
    state.overlay = None;
    Vec::new()
}
