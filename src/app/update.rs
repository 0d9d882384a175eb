//! What happens when something happened. The only place where the state changes.

use std::sync::Arc;

use super::act::act;
use super::arrange::{Pick, arrange};
use super::command::{Command, Context};
use super::effect::Effect;
use super::filter_line::edit;
use super::key::{Key, KeyCode};
use super::keymap::Meaning;
use super::layout::{columns, list_rows, regions, window};
use super::links;
use super::load::{load_failed, loaded};
use super::message::Message;
use super::overlay::Overlay;
use super::state::State;
use super::tick::tick;
use super::{
    answers, conflict, dating, detail, evidence, form, history, importing, many, note, pasted, prompt, removing, sheet,
    starting, typing, unbound,
};
use crate::yaml::snapshot::Snapshot;

/// Changes the state by what happened and returns what the shell is asked to do. Deterministic.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let before = Sight::of(state);
    let ticket = state.edits.last;
    let is_asked_for =
        matches!(message, Message::Pressed(_) | Message::Pointed(_) | Message::Pasted(_) | Message::Resized { .. });
    let mut effects = take(state, message);
    if before.is_of_another_version(state) {
        effects.extend(conflict::look_again(state));
    }
    sheet::come_back(state);
    super::staleness::follow(state);
    let told = super::alerts::follow(state);
    settle(state);
    effects.extend(told);
    effects.extend(history::follow(state));
    effects.extend(evidence::follow(state));
    effects.extend(conflict::follow(state));
    effects.extend(answers::keep(state));
    effects.extend(typing::kept::follow(state, ticket));
    if !is_asked_for && before.is_elsewhere(state) {
        state.notices.moved = Some(state.now.mono);
    }
    effects
}

/// Where the cursor is seen, whatever its number.
struct Sight {
    pick: Option<Pick>,
    row: usize,
    snapshot: Option<Arc<Snapshot>>,
}

impl Sight {
    fn of(state: &State) -> Self {
        let row = state.list.line().saturating_sub(state.list.offset);
        Self { pick: state.list.pick(), row, snapshot: state.source.snapshot.clone() }
    }

    /// Returns whether another version of the file is shown by now.
    fn is_of_another_version(&self, state: &State) -> bool {
        match (&self.snapshot, &state.source.snapshot) {
            (Some(before), Some(after)) => !Arc::ptr_eq(before, after),
            (None, None) => false,
            (None, Some(_)) | (Some(_), None) => true,
        }
    }

    /// Returns whether the cursor is on another row by now, or its row stands elsewhere.
    fn is_elsewhere(&self, state: &State) -> bool {
        let now = Self::of(state);
        if self.snapshot.is_none() != now.snapshot.is_none() {
            return false;
        }
        let is_other = self.is_of_another_version(state);
        let is_same_pick = if is_other { self.address() == now.address() } else { self.pick == now.pick };
        !is_same_pick || self.row != now.row
    }

    fn address(&self) -> Option<(&str, &str)> {
        let (Pick::Milestone(number), Some(snapshot)) = (self.pick?, &self.snapshot) else { return None };
        let (regulation, milestone) = *snapshot.plan.spots.get(number as usize)?;
        let regulation = snapshot.file.regulations.get(regulation as usize)?;
        Some((regulation.id.as_str(), regulation.milestones.get(milestone as usize)?.id.as_str()))
    }
}

fn take(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Pressed(key) => press(state, key),
        Message::Pointed(at) => super::mouse::pointed(state, at),
        Message::Pasted(text) => {
            pasted::paste(state, &text);
            Vec::new()
        }
        Message::PasteCut(cut) => {
            pasted::say_cut(state, cut);
            Vec::new()
        }
        Message::Resized { columns, rows } => resize(state, (columns, rows)),
        Message::Ticked(now) => {
            let mut effects = tick(state, now);
            if state.edits.held.as_ref().is_some_and(|(_, until)| *until <= now.mono) {
                effects.extend(answers::release(state));
            }
            effects
        }
        Message::Loaded(file) => loaded(state, file),
        Message::Looked(at) => {
            super::staleness::looked(state, at);
            Vec::new()
        }
        Message::LoadFailed(why) => {
            load_failed(state, why);
            Vec::new()
        }
        Message::Resumed => {
            state.needs_draw = true;
            Vec::new()
        }
        Message::SheetRead { path, read } => {
            importing::read(state, path, read);
            Vec::new()
        }
        Message::ThemeKept { theme, answer } => {
            super::themes::kept(state, &theme, &answer);
            Vec::new()
        }
        Message::PathCompleted { path, to } => {
            prompt::completed(state, &path, to);
            Vec::new()
        }
        Message::EditorFailed(line) | Message::Settled(line) => {
            state.first_import = None;
            state.say_longer(line);
            Vec::new()
        }
        Message::NoteWritten { record, was, text } => note::written(state, &record, &was, &text),
        Message::FileMade { name } => {
            starting::made(state, name);
            Vec::new()
        }
        Message::HistoryRead(found) => {
            if let Some(found) = conflict::read(state, *found) {
                history::read(state, found);
            }
            Vec::new()
        }
        Message::NotOpened { address, why } => {
            links::not_opened(state, address, why);
            Vec::new()
        }
        Message::EvidenceLooked(looked) => {
            evidence::looked(state, looked);
            Vec::new()
        }
        Message::Saved(saved) => answers::saved(state, *saved),
        Message::NotSaved { ticket, why } => answers::not_saved(state, ticket, why),
        Message::Waiting { ticket } => answers::waiting(state, ticket),
        Message::Kept(kept_in) => {
            answers::kept(state, kept_in);
            Vec::new()
        }
        Message::TextsKept(kept) => {
            typing::kept::kept(state, kept);
            Vec::new()
        }
        Message::TextsFound(texts) => {
            typing::kept::found(state, texts);
            Vec::new()
        }
        Message::DraftsFound { edits, kept_in } => {
            answers::found(state, edits, kept_in);
            Vec::new()
        }
    }
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    state.pending.keys.push(key);
    let context = state.context();
    match state.launch.chosen.keys.meaning(&state.pending.keys, context) {
        Meaning::Command(command) => {
            state.pending.keys.clear();
            state.needs_draw = true;
            match (command, key.code) {
                (Command::ByNumber, KeyCode::Char(digit)) => {
                    links::choose_number(state, digit.to_digit(10).unwrap_or(0) as usize)
                }
                (Command::ViewByNumber, KeyCode::Char(digit)) => {
                    super::views::show_number(state, digit.to_digit(10).unwrap_or(0) as usize);
                    Vec::new()
                }
                (Command::PaneByNumber, KeyCode::Char(digit)) => {
                    super::panes::show(state, digit);
                    Vec::new()
                }
                (command, _) => act(state, command),
            }
        }
        Meaning::Prefix => {
            state.pending.since = state.now.mono;
            Vec::new()
        }
        Meaning::Nothing => {
            let typed = std::mem::take(&mut state.pending.keys);
            state.needs_draw |= typed.len() > 1;
            match state.launch.chosen.keys.meaning(&[key], context) {
                // In the middle of a sequence too: from anywhere.
                Meaning::Command(command @ (Command::QuitNow | Command::Suspend | Command::Repaint)) => {
                    act(state, command)
                }
                Meaning::Command(_) | Meaning::Prefix | Meaning::Nothing => {
                    type_key(state, context, &typed, key);
                    Vec::new()
                }
            }
        }
    }
}

/// Gives a key that is no command to the line that is being written.
fn type_key(state: &mut State, context: Context, typed: &[Key], key: Key) {
    match context {
        Context::Filter => {
            state.needs_draw = true;
            state.notices.toast = None;
            if state.filter.press(key) {
                refilter(state);
            }
        }
        Context::Help => {
            if let Some(Overlay::Help(help)) = &mut state.overlay {
                edit(&mut help.input, key);
                help.place = super::overlay::Place::default();
                state.needs_draw = true;
            }
        }
        Context::Form => form::press(state, key),
        Context::Wall => super::wall::pause(state),
        // No key does anything there but the one that ends it.
        Context::Kiosk => {}
        Context::Note => note::press(state, key),
        Context::Dating => dating::press(state, key),
        Context::Sheet => sheet::press(state, key),
        Context::Prompt => prompt::press(state, key),
        Context::Line => press_line(state, key),
        Context::List
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
        | Context::Start => {
            // Esc gives up a sequence that was begun.
            if key.code != KeyCode::Esc {
                let words = unbound::words(state, context, typed);
                state.say(words);
            }
        }
    }
}

/// Gives a key to the one line of a dialog.
pub(super) fn press_line(state: &mut State, key: Key) {
    removing::press(state, key);
    many::press(state, key);
}

/// Builds the rows anew for another filter; the cursor keeps its row as long as it matches.
pub fn refilter(state: &mut State) {
    let keep = state.filter.home.or_else(|| state.list.pick());
    arrange(state, keep);
    if state.filter.is_open && state.list.pick() != keep {
        // The first of what is left, not whatever stands at the same height.
        state.list.at = 0;
    }
}

fn resize(state: &mut State, size: (u16, u16)) -> Vec<Effect> {
    if state.size != size {
        state.size = size;
        state.needs_draw = true;
        refilter(state);
        detail::keep(state);
        note::resized(state);
        dating::looked(state);
        sheet::looked_at(state);
    }
    Vec::new()
}

/// Corrects what follows from the rest: the windows stay around their cursors.
fn settle(state: &mut State) {
    let places = regions(state);
    let rows = list_rows(state, &places).max(1);
    let list = &state.list;
    let line = list.line();
    let lines = list.lines.len();
    let mut offset = window(line, list.offset, rows, lines);
    // A head is shown with its first row, and what follows the last row with that.
    let head = list.lines.get(line.wrapping_sub(1)).is_some_and(|l| matches!(l, super::arrange::Line::Head(_)));
    if head && offset == line && rows > 1 {
        offset = line - 1;
    }
    if list.at + 1 == list.picks.len() && lines.saturating_sub(line) <= 3.min(rows) {
        offset = offset.max(lines.saturating_sub(rows));
    }
    state.list.offset = offset;
    let shown = columns(state, places.matrix).shown;
    state.matrix.offset = window(state.matrix.at, state.matrix.offset, shown.max(1), state.matrix.columns.len());
    super::timeline::settle(state, &places);
}
