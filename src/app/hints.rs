//! What the last line says the keys do: from the command table and the state, as much of it as fits.

use super::answers::can_retry;
use super::command::{COMMANDS, Command, Context, Spec};
use super::dating::Way;
use super::detail;
use super::importing::accept_word as accept_of;
use super::keymap::{Arrows, label};
use super::launch::Glyphs;
use super::many::Many;
use super::overlay::Overlay;
use super::prompt::{Purpose, accept_word};
use super::removing::Button;
use super::sheet::is_on_note;
use super::state::{Pane, State};

/// A hint on the last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its first cell, from the left end of the hints.
    pub x: u16,
    /// What it stands for.
    pub command: Command,
    /// Its keys.
    pub keys: String,
    /// What they do.
    pub word: String,
}

impl Shown {
    /// Returns its width in cells.
    #[must_use]
    pub fn width(&self) -> u16 {
        u16::try_from(self.keys.chars().count() + 1 + self.word.chars().count()).unwrap_or(u16::MAX)
    }

    /// Returns what a click on this cell of it runs: of keys that go both ways, the one that is pointed at.
    #[must_use]
    pub fn at(&self, cell: u16) -> Command {
        let keys = u16::try_from(self.keys.chars().count()).unwrap_or(u16::MAX);
        match other_way(self.command) {
            Some(other) if cell >= keys.div_ceil(2) => other,
            Some(_) | None => self.command,
        }
    }
}

/// Returns the hints that fit into `width` cells; from the right what does not fit is dropped, never the help.
#[must_use]
pub fn shown(state: &State, width: u16) -> Vec<Shown> {
    let context = state.context();
    let mut hints: Vec<(u8, Shown)> = COMMANDS.iter().filter_map(|spec| hint(spec, state, context)).collect();
    hints.sort_by_key(|(place, _)| *place);
    let cells = |hints: &[(u8, Shown)], gap: usize| -> usize {
        let cells: usize = hints.iter().map(|(_, hint)| usize::from(hint.width())).sum();
        cells + gap * hints.len().saturating_sub(1)
    };
    let room = usize::from(width);
    // Dropped from the right, but first what help and quit stand behind.
    while cells(&hints, 2) > room && hints.len() > 1 {
        let last = hints.iter().rposition(|(place, _)| *place < HELP_PLACE);
        hints.remove(last.unwrap_or(hints.len() - 1));
    }
    let gap = if cells(&hints, 3) <= room { 3 } else { 2 };
    let mut x = 0;
    let mut placed = Vec::new();
    for (_, hint) in hints {
        let width = hint.width();
        placed.push(Shown { x, ..hint });
        x += width + gap;
    }
    placed
}

/// The place of the help; it and what stands after it are dropped last.
const HELP_PLACE: u8 = 24;

/// A hint: its keys and its word.
fn hint(spec: &'static Spec, state: &State, context: Context) -> Option<(u8, Shown)> {
    let hint = spec.hint?;
    let is_said_otherwise = (spec.command, context) == (Command::SaveText, Context::Form);
    if !spec.contexts.contains(&context) || (spec.when)(state).is_some() || is_said_otherwise {
        return None;
    }
    let arrows = if state.launch.glyphs == Glyphs::Unicode { Arrows::Signs } else { Arrows::Words };
    let keys = match (hint.keys.is_empty(), arrows) {
        (false, _) if is_own_pair(state, spec.command) => own_pair(state, spec.command, (context, arrows))?,
        (false, _) if context.takes_text() => if arrows == Arrows::Signs { "↑↓" } else { "Up Down" }.to_string(),
        (false, Arrows::Signs) => hint.keys.to_string(),
        (false, Arrows::Words) => hint.ascii.to_string(),
        (true, _) => label(state.launch.chosen.keys.keys(spec, context).first()?, arrows),
    };
    let word = match (spec.command, context) {
        (Command::NextPane, _) => match state.screen.below_or_self().next() {
            Pane::List | Pane::Detail => "list",
            Pane::Matrix => "matrix",
            Pane::Timeline => "timeline",
        },
        (Command::Up, Context::Timeline) if is_month(state) => "week",
        (Command::Up, Context::Timeline) => "product",
        (Command::Left, Context::Timeline) if is_month(state) => "day",
        (Command::Left, Context::Timeline) => "deadline",
        (Command::MonthView, _) if is_month(state) => "chart",
        (Command::Open, _) if !state.pending.keys.is_empty() => return None,
        (Command::Open, Context::Help) => "run",
        (Command::Open, Context::Findings) => "editor",
        (Command::Open, _) if !state.edits.conflicts.is_empty() => "both versions",
        (Command::Open, _) if state.edits.refused.is_some() => "editor",
        (Command::Accept, Context::Line) if matches!(state.overlay, Some(Overlay::Removing(_))) => removing_word(state),
        (Command::Accept, Context::Filter) => "keep",
        (Command::Accept, Context::Picker | Context::Line) => "take",
        (Command::Accept, Context::Links) => "open",
        (Command::Accept, Context::Sheet) if is_on_note(state) => "note",
        (Command::Accept, Context::Prompt) => accept_word(state),
        (
            Command::Back,
            Context::Form
            | Context::Note
            | Context::Dating
            | Context::Reach
            | Context::Picker
            | Context::Links
            | Context::Sheet
            | Context::Prompt
            | Context::Removing
            | Context::Line
            | Context::Review,
        ) => "cancel",
        (Command::WholeForm, _) if is_import(state) => "complete",
        (Command::Accept, Context::Review) if import_word(state).is_some() => import_word(state)?,
        (Command::Accept, Context::Review) if changes_nothing(state) => return None,
        (Command::Accept, Context::Review) => "do it",
        (Command::Accept, Context::Removing) => removing_word(state),
        (Command::NextField, Context::Removing) => "what is meant",
        (Command::Back, Context::Conflict | Context::Stray) => "later",
        (Command::Note, Context::Stray) => "copy into the note",
        (Command::Back, Context::Leaving) => "stay",
        (Command::Quit, Context::Leaving) => "leave",
        (Command::Reload, _) if state.edits.has_failed() => "try again",
        (Command::Reload, _) if can_retry(state) => "apply",
        (Command::Quit, Context::Findings) if state.source.board.is_some() => "close",
        (Command::Back, Context::Help | Context::Plain | Context::Why) => "close",
        (Command::Back, Context::Filter) => "clear",
        (Command::Back, _) if !state.pending.keys.is_empty() => "cancel",
        (Command::Back, Context::List) if state.edits.refused.is_some() => "close",
        (Command::Back, Context::List | Context::Matrix | Context::Timeline) if !state.marks.is_empty() => {
            "clear marks"
        }
        (Command::Back, Context::List) if state.filter.text().is_empty() => "put away",
        (Command::Back, Context::List) => "clear filter",
        (Command::ShowClosed, _) => match state.list.fold {
            super::arrange::Closed::Shown => "hide closed",
            super::arrange::Closed::Folded => "closed",
        },
        (Command::Open, Context::Detail) => detail::word(state)?,
        (Command::Up, Context::Line) if matches!(state.overlay, Some(Overlay::Many(_))) => return None,
        (
            Command::Up,
            Context::Plain
            | Context::Why
            | Context::Removing
            | Context::Line
            | Context::Review
            | Context::Stray
            | Context::Conflict,
        ) => "scroll",
        (Command::Up, Context::Form)
        | (Command::Up | Command::SaveText, Context::Dating | Context::Reach | Context::Prompt)
        | (Command::SaveText, Context::Sheet)
        | (Command::NextField | Command::PreviousField, Context::Line)
        | (Command::Back, Context::Dropping) => return None,
        (Command::NextField, Context::Reach) => "the fields",
        (Command::NextField, Context::Dating) if is_correction(state) => return None,
        (Command::Correct, Context::Dating) if is_correction(state) => "a move after all",
        _ => hint.word,
    };
    let place = place_of(spec.command, context, hint.place);
    Some((place, Shown { x: 0, command: spec.command, keys, word: word.to_string() }))
}

/// Returns the place of a hint in a context.
fn place_of(command: Command, context: Context, place: u8) -> u8 {
    match (command, context) {
        // What the timeline is for stands first.
        (Command::MonthView, _) => 1,
        // Where there is no file there is little to run: behind what makes one.
        (Command::Palette, Context::Start) => HELP_PLACE - 1,
        (_, _) => place,
    }
}

/// Returns the command that goes the other way, for hints that name the keys of both.
fn other_way(command: Command) -> Option<Command> {
    let pairs = [(Command::Up, Command::Down), (Command::Left, Command::Right), (Command::Closer, Command::Wider)];
    pairs.into_iter().find(|(one, _)| *one == command).map(|(_, other)| other)
}

/// Returns whether the settings give keys to a command or to the one that goes the other way.
fn is_own_pair(state: &State, command: Command) -> bool {
    let keys = &state.launch.chosen.keys;
    keys.is_own(command) || other_way(command).is_some_and(|other| keys.is_own(other))
}

/// Returns the first key of a command and of the one that goes the other way.
fn own_pair(state: &State, command: Command, (context, arrows): (Context, Arrows)) -> Option<String> {
    let keys = &state.launch.chosen.keys;
    let first = |command| keys.keys(super::command::spec(command), context).first().map(|keys| label(keys, arrows));
    Some([first(command)?, other_way(command).and_then(first).unwrap_or_default()].join(" ").trim_end().into())
}

/// Returns whether the month view of the timeline is open.
fn is_month(state: &State) -> bool {
    state.timeline.view.day.is_some()
}

/// Returns what Enter does in the question before deleting.
fn removing_word(state: &State) -> &'static str {
    match &state.overlay {
        Some(Overlay::Removing(removing)) if removing.focus == Button::Delete || !removing.input.value().is_empty() => {
            "delete"
        }
        _ => "cancel",
    }
}

/// Returns whether nothing would come of what is asked of many rows.
fn changes_nothing(state: &State) -> bool {
    let Some(Overlay::Many(many)) = &state.overlay else { return false };
    matches!(&**many, Many::Review(review) if review.plan.edit.is_none())
}

/// Returns whether a path of a spreadsheet is typed.
fn is_import(state: &State) -> bool {
    matches!(&state.overlay, Some(Overlay::Prompt(prompt)) if matches!(prompt.purpose, Purpose::Import))
}

/// Returns what `Enter` does with a spreadsheet that is listed.
fn import_word(state: &State) -> Option<&'static str> {
    match &state.overlay {
        Some(Overlay::Import(importing)) => Some(accept_of(importing)),
        Some(_) | None => None,
    }
}

/// Returns whether the date dialog corrects a typing mistake.
fn is_correction(state: &State) -> bool {
    matches!(&state.overlay, Some(Overlay::Dating(dating)) if dating.way == Way::Correct)
}
