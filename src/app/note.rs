//! The note: written over the detail, or in the user's own editor.

use super::effect::Effect;
use super::key::Key;
use super::state::State;
use crate::domain::edit::Record;

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Note {
    /// The record whose note it is.
    pub record: Record,
}

/// Opens the note of the row under the cursor; in the matrix, of the cell.
pub fn open(state: &mut State) -> Vec<Effect> {
    state.say("notes cannot be written yet");
    Vec::new()
}

/// Asks for the note in the user's own editor.
pub fn open_in_editor(state: &mut State) -> Vec<Effect> {
    state.say("notes cannot be written yet");
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

/// Saves what was written (`Ctrl-s`).
pub fn accept(state: &mut State) -> Vec<Effect> {
    state.overlay = None;
    Vec::new()
}

/// Closes the note (`Esc`); asks first if it was changed.
pub fn back(state: &mut State) {
    state.overlay = None;
}

/// Takes a note that came back from an editor.
pub fn written(state: &mut State, record: &Record, was: &str, text: &str) -> Vec<Effect> {
    let _ = (record, was, text);
    state.needs_draw = true;
    Vec::new()
}
