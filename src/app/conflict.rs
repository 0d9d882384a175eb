//! A field that somebody else changed too: mine, theirs, or both.

use super::edits::{commit, refuse};
use super::effect::Effect;
use super::overlay::Overlay;
use super::state::State;
use crate::domain::edit::make::{Choice, sentence, settle as settled};

/// Settles the oldest conflict; the next one, if there is any, takes its place.
///
/// What was changed once more while it was looked at comes back from the saver as another conflict.
pub fn settle(state: &mut State, choice: Choice) -> Vec<Effect> {
    state.overlay = None;
    let Some(conflict) = state.edits.conflicts.pop_front() else { return Vec::new() };
    let mut effects = Vec::new();
    match settled(&conflict.edit, &conflict.clashes, choice) {
        None => state.say(format!("theirs stands; dropped: {}", sentence(&conflict.edit))),
        Some(edit) => match commit(state, edit) {
            Ok(asked) => effects = asked,
            Err(refusal) => {
                state.edits.conflicts.push_front(conflict);
                refuse(state, &refusal);
                return Vec::new();
            }
        },
    }
    if !state.edits.conflicts.is_empty() {
        state.overlay = Some(Overlay::Conflict);
    }
    effects
}
