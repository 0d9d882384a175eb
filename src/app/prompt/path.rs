//! The path of a file to import, on one line.

use tui_input::Input;

use super::{Prompt, Purpose, show, with_prompt};
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Words;

/// Says what comes of it.
pub(super) fn lines(state: &State) -> Vec<Words> {
    vec![
        Words::of(
            &state.keyed("{accept} shows what it would change; nothing is written before you say so."),
            Tone::Plain,
        ),
        Words::of("The first row holds the heads: Regulation, Title, Due, Product, Status, Owner ...", Tone::Dim),
    ]
}

/// Opens the line for the path of a file to import.
pub fn import(state: &mut State) {
    show(state, Prompt::new(Purpose::Import, ""));
}

/// Returns whether the line is open in which the path of this spreadsheet is typed.
#[must_use]
pub fn is_importing(state: &State, path: &str) -> bool {
    let Some(Overlay::Prompt(prompt)) = &state.overlay else { return false };
    matches!(prompt.purpose, Purpose::Import) && prompt.input.value().trim() == path
}

/// Puts in a path as far as it was clear; what was typed meanwhile stays.
pub fn completed(state: &mut State, path: &str, to: Option<String>) {
    with_prompt(state, |_, prompt| {
        if !matches!(prompt.purpose, Purpose::Import) || prompt.input.value() != path {
            return;
        }
        match to {
            Some(to) => prompt.input = Input::new(to),
            None => prompt.problem = "no path begins so".to_string(),
        }
    });
}
