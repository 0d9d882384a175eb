//! Text that is pasted: who gets it, and what is said where the terminal did not hand on all of it.

use super::command::Context;
use super::key::{Key, KeyCode};
use super::message::Cut;
use super::state::State;
use super::update::{press_line, refilter};
use super::{dating, form, note, prompt, sheet};
use crate::domain::text::without_sequences;

/// Gives pasted text to what is being written; where nothing is, nobody gets it.
pub fn paste(state: &mut State, text: &str) {
    let text = &*without_sequences(text);
    match state.context() {
        Context::Filter => {
            state.filter.paste(text);
            refilter(state);
            state.needs_draw = true;
        }
        Context::Form => form::paste(state, text),
        Context::Note => note::paste(state, text),
        Context::Dating => dating::paste(state, text),
        Context::Sheet => sheet::paste(state, text),
        Context::Prompt => prompt::paste(state, text),
        Context::Line => paste_line(state, text),
        Context::Help
        | Context::List
        | Context::Matrix
        | Context::Timeline
        | Context::Detail
        | Context::Findings
        | Context::Picker
        | Context::Links
        | Context::Plain
        | Context::Reach
        | Context::Why
        | Context::Removing
        | Context::Review
        | Context::Dropping
        | Context::Stray
        | Context::Conflict
        | Context::Leaving
        | Context::Wall
        | Context::Kiosk
        | Context::Start => {}
    }
}

/// Gives text to the one line of a dialog; its line ends become spaces.
fn paste_line(state: &mut State, text: &str) {
    for c in text.trim().chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if !c.is_control() {
            press_line(state, Key { code: KeyCode::Char(c), ctrl: false });
        }
    }
}

/// Says that what was pasted just now is not whole.
pub fn say_cut(state: &mut State, cut: Cut) {
    let words = match (is_taken(state.context()), cut) {
        (None, _) => return,
        (Some(true), Cut::TooLong) => "more than 64 KiB was pasted: only the beginning was taken; look at its end",
        (Some(true), Cut::Unended) => "the terminal did not say where the paste ends: look whether all of it is here",
        (Some(false), Cut::TooLong) => "nothing is written here: what was pasted was passed over",
        (Some(false), Cut::Unended) => {
            "a paste without an end was passed over, with what was typed meanwhile; keys act again"
        }
    };
    state.say_longer(words);
}

/// Returns whether pasted text is taken here; none where nothing is said.
fn is_taken(context: Context) -> Option<bool> {
    match context {
        Context::Filter
        | Context::Form
        | Context::Note
        | Context::Dating
        | Context::Sheet
        | Context::Prompt
        | Context::Line => Some(true),
        Context::Wall | Context::Kiosk => None,
        Context::Help
        | Context::List
        | Context::Matrix
        | Context::Timeline
        | Context::Detail
        | Context::Findings
        | Context::Picker
        | Context::Links
        | Context::Plain
        | Context::Reach
        | Context::Why
        | Context::Removing
        | Context::Review
        | Context::Dropping
        | Context::Stray
        | Context::Conflict
        | Context::Leaving
        | Context::Start => Some(false),
    }
}
