//! What the journal says of the row under the cursor: asked for when the cursor rests, kept for that row alone.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::effect::Effect;
use super::layout::regions;
use super::state::State;
use crate::domain::edit::Record;
use crate::domain::edit::make::sentence;
use crate::domain::history::{Entry, Outcome};

/// The most changes of a milestone that are kept.
pub const MOST: usize = 50;

/// How long the cursor rests on a row before its history is read.
pub const REST: Duration = Duration::from_millis(200);

/// What was read of the journal.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The changes of one milestone, newest first. At most [`MOST`].
    pub changes: Vec<Told>,
    /// Why the journal could not be read; empty: it could.
    pub problem: String,
    /// The milestone's number that they are of, as long as the version of the file is the same.
    of: Option<u32>,
    /// The row on which the cursor stands, and the monotonic time since when.
    rests: Option<(u32, Duration)>,
    /// The record that is being read.
    asked: Option<Record>,
    /// Whether the file changed since that was asked.
    is_outdated: bool,
    /// Whether there is a journal.
    presence: Presence,
}

/// Whether there is a journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Presence {
    /// Nobody has looked since the file changed.
    #[default]
    Unknown,
    /// There is one.
    There,
    /// There is none: nothing is asked until the file changes.
    Absent,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The record whose history it is.
    pub record: Record,
    /// Whether there is a journal.
    pub is_there: bool,
    /// Its edits, newest first; or one line that says why it cannot be read.
    pub entries: Result<Vec<Entry>, String>,
}

/// A change, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub time: DateTime<FixedOffset>,
    /// Who.
    pub user: String,
    /// What.
    pub text: String,
    /// Why; may be empty.
    pub reason: String,
    /// Since when somebody changed the file with another program before it; none: nobody did.
    pub foreign_since: Option<DateTime<FixedOffset>>,
}

/// Forgets what was read: the file or the journal is another now.
pub fn wanted(state: &mut State) -> Vec<Effect> {
    let history = &mut state.history;
    (history.of, history.rests, history.presence) = (None, None, Presence::Unknown);
    history.is_outdated = history.asked.is_some();
    Vec::new()
}

/// Asks for the history of the row under the cursor once it rests there, if the detail is in sight.
///
/// Costs nothing worth mentioning where there is no journal, and one comparison while nothing moves.
pub fn follow(state: &mut State) -> Option<Effect> {
    let number = state.list.milestone()?;
    let history = &state.history;
    let is_idle = history.presence == Presence::Absent || history.of == Some(number) || history.asked.is_some();
    if is_idle || regions(state).detail.height == 0 || state.is_too_small() {
        return None;
    }
    match history.rests {
        Some((row, since)) if row == number && state.now.mono < since + REST => return None,
        Some((row, _)) if row != number => {
            state.history.rests = Some((number, state.now.mono));
            return None;
        }
        // The first row that is shown needs no rest.
        Some(_) | None => {}
    }
    let record: Record = state.source.board.as_ref()?.address(number).parse().ok()?;
    state.history.rests = Some((number, state.now.mono));
    state.history.asked = Some(record.clone());
    Some(Effect::ReadHistory { record })
}

/// Returns the moment at which the cursor has rested long enough, if something is to be asked then.
#[must_use]
pub fn moment(state: &State) -> Option<Duration> {
    let history = &state.history;
    let (row, since) = history.rests?;
    let waits = history.presence != Presence::Absent && history.of != Some(row) && history.asked.is_none();
    (waits && state.list.milestone() == Some(row)).then_some(since + REST)
}

/// Takes what was read of the journal.
pub fn read(state: &mut State, found: Found) {
    let Some(board) = &state.source.board else { return };
    let (regulation, milestone) = found.record.milestone().unwrap_or_default();
    let number = board.find(regulation, milestone);
    let is_shown = number.is_some() && number == state.list.milestone();
    // What was asked for a conflict that is settled by now says nothing of a row.
    if state.history.asked.as_ref() != Some(&found.record) {
        return;
    }
    let milestone = milestone.to_string();
    let history = &mut state.history;
    history.asked = None;
    // What was asked before the file changed is asked again.
    if std::mem::take(&mut history.is_outdated) {
        return;
    }
    history.presence = if found.is_there { Presence::There } else { Presence::Absent };
    let before = (std::mem::take(&mut history.changes), std::mem::take(&mut history.problem));
    match found.entries {
        Ok(entries) => history.changes = told(&entries, &milestone),
        Err(problem) => history.problem = problem,
    }
    history.of = number;
    let is_other = before != (history.changes.clone(), history.problem.clone());
    state.needs_draw |= is_shown && is_other;
    super::detail::keep(state);
}

/// Returns the history of a milestone, if it was read.
#[must_use]
pub fn of(state: &State, number: u32) -> Option<&History> {
    (state.history.of == Some(number)).then_some(&state.history)
}

/// Returns the numbers of the edits that are taken back. An undo that was taken back itself takes nothing back.
fn undone(entries: &[Entry]) -> Vec<u64> {
    let mut undone: Vec<u64> = Vec::new();
    // Newest first: what takes an edit back is known before it.
    for entry in entries.iter().filter(|entry| entry.outcome != Outcome::Void) {
        if let (Some(seq), false) = (entry.body.undoes, undone.contains(&entry.seq)) {
            undone.push(seq);
        }
    }
    undone
}

fn told(entries: &[Entry], milestone: &str) -> Vec<Told> {
    let undone = undone(entries);
    let is_undo = |seq: u64| entries.iter().any(|entry| entry.seq == seq && entry.body.undoes.is_some());
    let mut all = Vec::new();
    for entry in entries.iter().filter(|entry| entry.outcome != Outcome::Void).take(MOST) {
        let whole = sentence(&entry.body.edit);
        let text =
            whole.strip_prefix(milestone).map_or(whole.as_str(), |rest| rest.trim_start_matches([' ', '/', ':']));
        let word = match entry.body.undoes {
            Some(seq) if is_undo(seq) => "redo, ",
            Some(_) => "undo, ",
            None => "",
        };
        let rest = match (entry.outcome, undone.contains(&entry.seq)) {
            (Outcome::Unsettled, _) => " (not settled yet)",
            (Outcome::Done | Outcome::Void, true) => " (undone)",
            (Outcome::Done | Outcome::Void, false) => "",
        };
        all.push(Told {
            time: entry.time,
            user: entry.author.user.clone(),
            text: format!("{word}{text}{rest}"),
            reason: entry.body.reason.clone().unwrap_or_default(),
            foreign_since: entry.changed_since,
        });
    }
    all
}
