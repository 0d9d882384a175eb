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
    if let Some(take) = taker(state.context()) {
        take(state, &without_sequences(text));
    }
}

/// Returns what takes pasted text; none where nothing is being written.
fn taker(context: Context) -> Option<fn(&mut State, &str)> {
    Some(match context {
        Context::Filter => paste_filter,
        Context::Form => form::paste,
        Context::Note => note::paste,
        Context::Dating => dating::paste,
        Context::Sheet => sheet::paste,
        Context::Prompt => prompt::paste,
        Context::Line => paste_line,
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
        | Context::Start => return None,
    })
}

fn paste_filter(state: &mut State, text: &str) {
    state.filter.paste(text);
    refilter(state);
    state.needs_draw = true;
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

/// Says that what was pasted just now is not whole; nothing on the wall, whose keys only pause it.
pub fn say_cut(state: &mut State, cut: Cut) {
    let context = state.context();
    if matches!(context, Context::Wall | Context::Kiosk) {
        return;
    }
    let words = match (taker(context).is_some(), cut) {
        (true, Cut::TooLong) => "more than 64 KiB was pasted: only the beginning was taken; look at its end",
        (true, Cut::Unended) => "the terminal did not say where the paste ends: look whether all of it is here",
        (false, Cut::TooLong) => "nothing is written here: what was pasted was passed over",
        (false, Cut::Unended) => {
            "a paste without an end was passed over, with what was typed meanwhile; keys act again"
        }
    };
    state.say_longer(words);
}
