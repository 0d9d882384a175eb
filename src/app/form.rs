//! The form that asks for what a status must say.

use tui_input::Input;

use super::effect::Effect;
use super::key::Key;
use super::state::State;
use crate::domain::edit::Record;
use crate::domain::edit::make::Asked;
use crate::domain::status::Status;

/// The form that asks for what a status must say.
#[derive(Clone, Debug)]
pub struct Form {
    /// The milestone's number.
    pub milestone: u32,
    /// The obligation.
    pub cell: Record,
    /// Its new status.
    pub to: Status,
    /// One for each key that the status says; at most ten.
    pub fields: Vec<Field>,
    /// The field that is written in.
    pub at: usize,
    /// Why it was not taken; empty: it was not tried.
    pub problem: String,
}

/// One key that a status says.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key.
    pub asked: Asked,
    /// What is typed; at most a thousand characters.
    pub input: Input,
}

impl Form {
    /// Goes to another field, round and round.
    pub fn turn(&mut self, by: isize) {
        let count = isize::try_from(self.fields.len().max(1)).unwrap_or(1);
        let at = isize::try_from(self.at).unwrap_or(0);
        self.at = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
    }
}

/// Takes a key that is no command.
pub fn press(state: &mut State, key: Key) {
    let _ = (state, key);
}

/// Takes text that was pasted.
pub fn paste(state: &mut State, text: &str) {
    let _ = (state, text);
}

/// Saves what was typed, or says under the field why not.
pub fn accept(state: &mut State) -> Vec<Effect> {
    state.overlay = None;
    Vec::new()
}
