//! The date dialog, and the key that says that a date was compared with its source.

use super::effect::Effect;
use super::key::Key;
use super::state::State;

/// A date that is being moved.
#[derive(Clone, Debug)]
pub struct Dating {
    /// The milestone's number.
    pub milestone: u32,
}

/// Opens the dialog for the row under the cursor.
pub fn open(state: &mut State) -> Vec<Effect> {
    state.say("dates cannot be moved yet");
    Vec::new()
}

/// Takes a key that is no command.
pub fn press(state: &mut State, key: Key) {
    let _ = (state, key);
}

/// Takes text that was pasted.
pub fn paste(state: &mut State, text: &str) {
    let _ = (state, text);
}

/// Goes to another field (`Tab`, arrows); negative: up.
pub fn go(state: &mut State, by: isize) {
    let _ = (state, by);
}

/// Switches between a move and the correction of a typing mistake (`Ctrl-t`).
pub fn switch(state: &mut State) {
    let _ = state;
}

/// Saves what was typed (`Enter`).
pub fn accept(state: &mut State) -> Vec<Effect> {
    state.overlay = None;
    Vec::new()
}

/// Closes the dialog (`Esc`).
pub fn back(state: &mut State) {
    state.overlay = None;
}

/// Writes that the row under the cursor was compared with its source today (`V`).
pub fn verify(state: &mut State) -> Vec<Effect> {
    state.say("comparisons cannot be written yet");
    Vec::new()
}
