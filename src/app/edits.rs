//! What was changed here and is not settled yet: edits that wait to be saved, that failed, that clash.
//!
//! One edit at a time is with the saver; the others wait behind it in their order.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::effect::Effect;
use super::overlay::Overlay;
use super::saving::{Base, Failure, Intent, NotSaved, Save, Saved, Ticket};
use super::state::State;
use crate::domain::board::Board;
use crate::domain::edit::make::{Hand, sentence};
use crate::domain::edit::{Clash, Edit, Facts, Record, Refusal, Why};
use crate::yaml::amend;
use crate::yaml::lines::Lines;
use crate::yaml::snapshot::Snapshot;

/// The most edits that wait; also the most that clash, and the most that are taken from last time.
pub const MOST: usize = 64;

/// Edits that are not settled yet.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// The last number given to a request.
    pub last: Ticket,
    /// Requests that are not saved yet, oldest first. At most [`MOST`].
    pub queue: VecDeque<Pending>,
    /// How the first of them stands.
    pub progress: Progress,
    /// Edits that clash with what somebody else saved, oldest first. At most [`MOST`].
    pub conflicts: VecDeque<Conflict>,
    /// The last edit that was refused with a place in the file.
    pub refused: Option<Refused>,
    /// Edits that could not be saved last time, oldest first, and where they are kept. At most [`MOST`].
    pub offered: Vec<Edit>,
    /// Where those are kept.
    pub offered_in: String,
    /// Whether the last save may not outlive a power loss.
    pub is_doubtful: bool,
}

/// A request that waits.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Its number.
    pub ticket: Ticket,
    /// What is to be saved.
    pub intent: Intent,
    /// The version that was shown when it was made.
    pub base: Arc<Snapshot>,
}

/// How the first request of the queue stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is with the saver.
    #[default]
    Idle,
    /// It is with the saver, since this monotonic time.
    Saving(Duration),
    /// It is with the saver and waits for another program's lock.
    Waiting,
    /// The disk did not take it; nothing is with the saver until the user says so.
    Failed(Failure),
}

/// An edit that clashes with what somebody else saved.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The edit.
    pub edit: Edit,
    /// The fields that somebody else changed too.
    pub clashes: Vec<Clash>,
}

/// An edit that was refused, with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong, and what to do.
    pub message: String,
    /// The line, from 1.
    pub line: u32,
}

impl Edits {
    /// Returns the edits that wait.
    pub fn waiting(&self) -> impl Iterator<Item = &Edit> {
        self.queue.iter().filter_map(|pending| match &pending.intent {
            Intent::Edit(edit) => Some(edit),
            Intent::Undo | Intent::Redo => None,
        })
    }

    /// Returns whether anything is with the saver.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self.progress, Progress::Saving(_) | Progress::Waiting)
    }
}

/// Takes an edit: shows it, says it, and asks for it to be saved. What is refused is said.
pub fn propose(state: &mut State, edit: Edit) -> Vec<Effect> {
    let Some(snapshot) = state.source.snapshot.clone() else { return Vec::new() };
    let said = sentence(&edit);
    let effects = enqueue(state, Intent::Edit(edit), snapshot);
    if !effects.is_empty() {
        state.say(format!("{said}   u undo"));
    }
    effects
}

/// Puts a request at the end of the queue.
pub fn enqueue(state: &mut State, intent: Intent, base: Arc<Snapshot>) -> Vec<Effect> {
    if state.edits.queue.len() >= MOST {
        state.say(format!("{MOST} edits wait to be saved: no more are taken"));
        return Vec::new();
    }
    state.edits.last += 1;
    let ticket = state.edits.last;
    state.edits.queue.push_back(Pending { ticket, intent, base });
    start(state)
}

/// Gives the first request to the saver, unless one is with it or the disk did not take the last one.
fn start(state: &mut State) -> Vec<Effect> {
    if state.edits.progress != Progress::Idle {
        return Vec::new();
    }
    let Some(first) = state.edits.queue.front() else { return Vec::new() };
    let save = Save { ticket: first.ticket, intent: first.intent.clone(), base: Base(Arc::clone(&first.base)) };
    state.edits.progress = Progress::Saving(state.now.mono);
    vec![Effect::Save(save)]
}

/// Returns what the entries of these records say, with the edits that wait done.
///
/// # Errors
///
/// When an entry is not there or its text is broken.
pub fn facts(state: &State, records: &[Record]) -> Result<Facts, Refusal> {
    let none = || Refusal::new(Why::Missing, "no file has been read yet", "");
    let snapshot = state.source.snapshot.as_ref().ok_or_else(none)?;
    let mut facts = amend::facts(snapshot, records)?;
    for edit in state.edits.waiting() {
        // One on other entries finds nothing here; one that clashes is the saver's to tell.
        let _ = facts.apply(edit);
    }
    Ok(facts)
}

/// Says why an edit was refused; where it has a place, the editor is offered there until the next edit.
pub fn refuse(state: &mut State, refusal: &Refusal) {
    let snapshot = state.source.snapshot.clone();
    refuse_in(state, refusal, snapshot.as_deref());
}

/// Says why an edit was refused; its place is one of `snapshot`.
pub fn refuse_in(state: &mut State, refusal: &Refusal, snapshot: Option<&Snapshot>) {
    let message = if refusal.hint.is_empty() {
        refusal.message.clone()
    } else {
        format!("{}: {}", refusal.message, refusal.hint)
    };
    let line = refusal.place.zip(snapshot).map(|(place, snapshot)| Lines::new(&snapshot.text).line_of(place.start));
    state.needs_draw = true;
    match line {
        Some(line) => state.edits.refused = Some(Refused { message, line }),
        None => state.say(message),
    }
}

/// Returns who edits a milestone, and which day it is there.
#[must_use]
pub fn hand(state: &State, board: &Board, milestone: u32) -> Hand {
    let zone = board.zone_of(board.dated(milestone));
    Hand { user: state.launch.author.user.clone(), today: zone.day_of(state.now.wall) }
}

/// Asks for an undo or redo.
pub fn take_back(state: &mut State, intent: Intent) -> Vec<Effect> {
    let Some(snapshot) = state.source.snapshot.clone() else { return Vec::new() };
    enqueue(state, intent, snapshot)
}

/// Returns whether there is something to try again, or to apply from last time.
#[must_use]
pub fn can_retry(state: &State) -> bool {
    matches!(state.edits.progress, Progress::Failed(_)) || !state.edits.offered.is_empty()
}

/// Tries again what the disk did not take; else applies what was kept from last time.
pub fn retry(state: &mut State) -> Vec<Effect> {
    let _ = state;
    Vec::new()
}

/// Throws away what was kept from last time.
pub fn discard(state: &mut State) -> Vec<Effect> {
    state.edits.offered.clear();
    vec![Effect::Keep(Vec::new())]
}

/// Returns whether leaving must be confirmed: the disk did not take something.
#[must_use]
pub fn must_ask(state: &State) -> bool {
    matches!(state.edits.progress, Progress::Failed(_)) && !matches!(state.overlay, Some(Overlay::Leaving))
}

/// Takes an edit that was saved.
pub fn saved(state: &mut State, saved: Saved) -> Vec<Effect> {
    let _ = (state, saved);
    Vec::new()
}

/// Takes an edit that was not saved.
pub fn not_saved(state: &mut State, ticket: Ticket, why: NotSaved) -> Vec<Effect> {
    let _ = (state, ticket, why);
    Vec::new()
}

/// Notes that an edit waits for another program's lock.
pub fn waiting(state: &mut State, ticket: Ticket) {
    let _ = (state, ticket);
}

/// Notes where the edits that wait are kept.
pub fn kept(state: &mut State, kept_in: Option<String>) {
    let _ = (state, kept_in);
}

/// Offers edits that could not be saved last time.
pub fn found(state: &mut State, edits: Vec<Edit>, kept_in: String) {
    let _ = (state, edits, kept_in);
}
