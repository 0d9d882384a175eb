//! A field that somebody else changed too: mine, theirs, or both.

use super::edits::propose;
use super::effect::Effect;
use super::overlay::Overlay;
use super::state::State;
use crate::domain::edit::make::{Choice, sentence, settle as settled};

/// Settles the oldest conflict; the next one, if there is any, takes its place.
pub fn settle(state: &mut State, choice: Choice) -> Vec<Effect> {
    state.overlay = None;
    let Some(conflict) = state.edits.conflicts.pop_front() else { return Vec::new() };
    let edit = settled(&conflict.edit, &conflict.clashes, choice);
    let effects = edit.map_or_else(Vec::new, |edit| propose(state, edit));
    if effects.is_empty() && state.notices.toast.is_none() {
        state.say(format!("theirs stands; dropped: {}", sentence(&conflict.edit)));
    }
    if !state.edits.conflicts.is_empty() {
        state.overlay = Some(Overlay::Conflict);
    }
    effects
}
