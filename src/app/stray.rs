//! A typed text whose dialog cannot be opened any more: its record is gone, or may not be written. Shown until it was
//! copied into another note or thrown away.

use super::effect::Effect;
use super::note::{self, text::LONGEST};
use super::overlay::Overlay;
use super::panel::{Panel, Room};
use super::state::State;
use super::tone::Tone;
use super::typing::kept::what;
use super::words::{Run, Words};
use crate::domain::unfinished::Unfinished;

/// A typed text without its dialog.
#[derive(Clone, Debug)]
pub struct Stray {
    /// The text; it is offered as long as it is not thrown away.
    pub text: Unfinished,
    /// Why its dialog cannot be opened; one line.
    pub why: String,
    /// The first line that is shown.
    pub offset: usize,
}

/// The cells of the name of a field before its text.
const LABEL: usize = 10;

impl Stray {
    /// Returns what was typed as lines of text; of several fields, each with its name.
    #[must_use]
    pub fn plain(&self) -> String {
        let all: Vec<&(String, String)> = self.text.about.iter().chain(&self.text.fields).collect();
        match (all.as_slice(), self.text.about.is_empty()) {
            ([(_, text)], true) => text.clone(),
            (fields, _) => {
                let filled = fields.iter().filter(|(_, text)| !text.is_empty());
                filled.map(|(name, text)| format!("{name}: {text}")).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// Returns what is shown: the text, why it is shown here, and what can be done with it.
#[must_use]
pub fn panel(state: &State, stray: &Stray) -> Panel {
    let room = Room::of(state);
    let mut panel = Panel { title: format!("You were typing {}", what(state, &stray.text)), ..Panel::default() };
    panel.line(room, &[Run::new(&stray.why, Tone::Bad)], 0);
    panel.lines.push(Words::blank());
    let text = &stray.text;
    let has_names = text.about.len() + text.fields.len() > 1;
    for (name, value) in text.about.iter().chain(&text.fields).filter(|(_, value)| !value.is_empty()) {
        let label = if has_names { format!("{name:<LABEL$} ") } else { String::new() };
        for (at, line) in value.split('\n').enumerate() {
            let label = if at == 0 { label.clone() } else { " ".repeat(label.len()) };
            panel.line(room, &[Run::new(&label, Tone::Dim), Run::new(line, Tone::Plain)], label.len());
        }
    }
    let board = state.source.board.as_ref();
    let row = board.zip(state.list.milestone()).map(|(board, number)| board.records(number).1.title.to_string());
    panel.foot = match row {
        Some(title) => {
            vec![Words::of("n ", Tone::Accent).then(&format!("copies it into the note of: {title}"), Tone::Dim)]
        }
        None => Vec::new(),
    };
    panel.foot.push(Words::of("y ", Tone::Accent).then("copies it", Tone::Dim));
    panel.foot.push(Words::of("X ", Tone::Accent).then("throws it away", Tone::Dim));
    panel
}

/// Opens the note of the row under the cursor with the text behind what stands there; the text stays offered.
pub fn copy(state: &mut State) -> Vec<Effect> {
    let is_open = |overlay: &mut Overlay| matches!(overlay, Overlay::Stray(_));
    let Some(Overlay::Stray(stray)) = state.overlay.take_if(is_open) else { return Vec::new() };
    let text = stray.plain();
    let effects = note::open(state);
    match state.overlay.as_mut().and_then(Overlay::as_note).map(|note| note.add(&text)) {
        Some(true) => {
            note::resized(state);
            state.say_longer(
                state.keyed("copied; {resume-typing} shows what was kept, {discard-typed} there throws it away"),
            );
        }
        Some(false) => {
            state.overlay = Some(Overlay::Stray(stray));
            state.say(format!("no more than {} KiB fit into a note", LONGEST >> 10));
        }
        // Why there is no note was said.
        None => state.overlay = Some(Overlay::Stray(stray)),
    }
    effects
}
