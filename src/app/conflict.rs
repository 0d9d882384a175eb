//! What somebody else changed too: mine, theirs, or both.

mod told;
mod words;

use std::sync::Arc;

use super::edits::{Conflict, commit, enqueue, facts, refuse};
use super::effect::Effect;
use super::motion::Step;
use super::overlay::Overlay;
use super::panel::Room;
use super::saving::Intent;
use super::state::State;
use crate::domain::edit::make::{Choice, sentence, settle as settled, shed};
use crate::domain::edit::{Edit, Why};
use crate::yaml::amend::{NotAmended, amend};

pub use told::{Told, follow, read};
pub use words::panel;

/// What was saved since the newest clash: what undo and redo can mean while it is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The edits that stand.
    done: u32,
    /// Those that were taken back last.
    undone: u32,
}

impl Since {
    /// Returns what it is after this was saved too.
    #[must_use]
    pub fn and(self, intent: &Intent) -> Self {
        match intent {
            Intent::Edit(_) => Self { done: self.done.saturating_add(1), undone: 0 },
            Intent::Undo => Self { done: self.done.saturating_sub(1), undone: self.undone.saturating_add(1) },
            Intent::Redo => Self { done: self.done.saturating_add(1), undone: self.undone.saturating_sub(1) },
        }
    }
}

/// Says why an undo or redo would surprise: while the user's newest change clashes, it would be of an older one.
#[must_use]
pub fn blocks(state: &State, intent: &Intent) -> Option<&'static str> {
    let edits = &state.edits;
    if edits.conflicts.is_empty() {
        return None;
    }
    let since = edits.queue.iter().fold(edits.since, |since, pending| since.and(&pending.intent));
    let count = if *intent == Intent::Redo { since.undone } else { since.done };
    (count == 0).then_some("your newest change clashes: {open} shows both, settle that first")
}

/// Tries the changes that clash again on another version of the file, if that has what they began with, or what they
/// would write.
pub fn look_again(state: &mut State) -> Vec<Effect> {
    let Some(snapshot) = state.source.snapshot.clone() else { return Vec::new() };
    let count = state.edits.conflicts.len();
    let front = state.edits.conflicts.front().map(|conflict| conflict.edit.clone());
    let mut effects = Vec::new();
    for _ in 0..count {
        let Some(conflict) = state.edits.conflicts.pop_front() else { break };
        let words = sentence(&conflict.edit);
        match amend(&snapshot, &conflict.edit) {
            Ok(_) => match enqueue(state, Intent::Edit(conflict.edit.clone()), Arc::clone(&snapshot)) {
                Some(asked) => {
                    state
                        .say(format!("nothing clashes any more, done again: {words}   {}", state.keyed("{undo} undo")));
                    effects.extend(asked);
                }
                None => state.edits.conflicts.push_back(conflict),
            },
            Err(NotAmended::Refused(refusal)) if refusal.why == Why::Nothing => {
                state.say(format!("nothing clashes any more, the file says it by now: {words}"));
            }
            Err(NotAmended::Refused(_) | NotAmended::Clashes(_)) => state.edits.conflicts.push_back(conflict),
        }
    }
    let is_other = front.as_ref() != state.edits.conflicts.front().map(|conflict| &conflict.edit);
    // An answer must not meet another question.
    if is_other && matches!(state.overlay, Some(Overlay::Conflict)) {
        state.overlay = None;
    }
    state.needs_draw |= is_other;
    effects
}

/// Scrolls what is shown of the oldest conflict.
pub fn scroll(state: &mut State, step: Step) {
    let Some(conflict) = state.edits.conflicts.front() else { return };
    let offset = panel(state, conflict).scrolled(Room::of(state), conflict.offset, step);
    if let Some(conflict) = state.edits.conflicts.front_mut() {
        conflict.offset = offset;
    }
}

/// Returns whether an edit makes, takes away or renames whole records: it is done whole or not at all.
#[must_use]
pub fn is_whole(edit: &Edit) -> bool {
    edit.changes.iter().any(|change| change.step.is_structural())
}

/// Takes away with a status of theirs what only that says, where mine stands.
fn with_shed(state: &State, conflict: &Conflict, mut edit: Edit, choice: Choice) -> Edit {
    let records: Vec<_> = conflict.clashes.iter().map(|clash| clash.record.clone()).collect();
    if let (Choice::Mine, false, Ok(now)) = (choice, is_whole(&edit), facts(state, &records)) {
        edit.changes.extend(shed(&edit, &conflict.clashes, &now));
    }
    edit
}

/// Settles the oldest conflict; the next one, if there is any, takes its place.
///
/// What was changed once more while it was looked at comes back from the saver as another conflict.
pub fn settle(state: &mut State, choice: Choice) -> Vec<Effect> {
    state.overlay = None;
    let Some(conflict) = state.edits.conflicts.pop_front() else { return Vec::new() };
    let mut effects = Vec::new();
    match settled(&conflict.edit, &conflict.clashes, choice) {
        None => state.say(format!("theirs stands; dropped: {}", sentence(&conflict.edit))),
        Some(edit) => match commit(state, with_shed(state, &conflict, edit, choice)) {
            Ok(asked) => effects = asked,
            Err(refusal) => {
                state.edits.conflicts.push_front(conflict);
                refuse(state, &refusal);
                return Vec::new();
            }
        },
    }
    if !state.edits.conflicts.is_empty() {
        state.overlay = Some(Overlay::Conflict);
    }
    effects
}
