//! Dialogs in which something is typed: none of it is thrown away unasked.
//!
//! A new dialog implements [`Typed`] and gets an arm in [`Overlay::typed`] and [`Overlay::typed_mut`]; for its text to be
//! offered at the next start, an arm in [`kept`] that opens it again.

pub mod kept;

pub use kept::Typing;

use chrono::{DateTime, Utc};

use super::overlay::Overlay;
use super::state::State;
use super::{dating, note, sheet};
use crate::domain::unfinished::Unfinished;

/// Whether a dialog is written in, or something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is written in.
    Writing,
    /// Esc was pressed and something was typed: it is asked whether to drop it.
    Asking,
}

/// A dialog in which something is typed.
pub trait Typed {
    /// Returns whether anything was typed that stands nowhere else.
    fn is_changed(&self) -> bool;

    /// Returns whether it is written in, or something is asked.
    fn stage(&self) -> Stage;

    /// Writes in it, or asks.
    fn turn_to(&mut self, stage: Stage);

    /// Returns what it takes to open it again as it is; the typing began at `begun`.
    fn unfinished(&self, begun: DateTime<Utc>) -> Unfinished;
}

/// Closes a dialog (`Esc`), asking first if something was typed; returns whether one was open.
pub fn back(state: &mut State) -> bool {
    let Some(dialog) = state.overlay.as_mut().and_then(Overlay::typed_mut) else { return false };
    let turn = match (dialog.stage(), dialog.is_changed()) {
        (Stage::Writing, true) => Some(Stage::Asking),
        (Stage::Asking, _) => Some(Stage::Writing),
        (Stage::Writing, false) => None,
    };
    match turn {
        Some(next) => dialog.turn_to(next),
        None => state.overlay = None,
    }
    settle(state);
    true
}

/// Throws away what was typed, after it was asked.
pub fn drop_it(state: &mut State) {
    if state.overlay.as_ref().is_some_and(|overlay| overlay.typed().is_some()) {
        state.overlay = None;
    }
}

/// Keeps what was typed for later, after it was asked: also where its record is gone and it could not be saved.
pub fn keep_it(state: &mut State) {
    let Some(dialog) = state.overlay.as_ref().and_then(Overlay::typed) else { return };
    let text = dialog.unfinished(state.now.wall);
    if state.typing.offer(text) {
        state.overlay = None;
        state.say_longer(state.keyed("kept: {resume-typing} goes on with it"));
    } else {
        state.say(format!(
            "{} texts are kept already: {}",
            kept::MOST,
            state.keyed("{resume-typing} goes on with the newest, {discard-typed} throws it away")
        ));
    }
}

/// Goes on typing, after it was asked whether to throw it away.
pub fn go_on(state: &mut State) {
    if let Some(dialog) = state.overlay.as_mut().and_then(Overlay::typed_mut) {
        dialog.turn_to(Stage::Writing);
        settle(state);
    }
}

/// Corrects the windows: a question takes a line of their text.
fn settle(state: &mut State) {
    note::resized(state);
    dating::looked(state);
    sheet::looked_at(state);
}
