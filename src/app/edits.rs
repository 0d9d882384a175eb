//! What was changed here and is not settled yet: edits that wait to be saved, that failed, that clash.
//!
//! One edit at a time is with the saver; the others wait behind it in their order.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use super::conflict::{Since, Told};
use super::effect::Effect;
use super::message::Loaded;
use super::saving::{Base, Failure, Intent, Save, Ticket};
use super::state::State;
use crate::domain::board::{Board, Cell};
use crate::domain::edit::make::{Hand, sentence};
use crate::domain::edit::{Act, Clash, Edit, Facts, Record, Refusal, Step, Value, Why};
use crate::domain::status::Status;
use crate::yaml::amend::{self, NotAmended};
use crate::yaml::lines::Lines;
use crate::yaml::snapshot::Snapshot;

/// The most edits that wait; also the most that clash, and the most that are taken from last time.
pub const MOST: usize = 64;

/// How long a row stays where it is after its status was set here, though it belongs elsewhere by now.
pub const STAYS: Duration = Duration::from_secs(2);

/// How long a version of the file that comes while an edit is being saved is held back.
pub const HELD: Duration = Duration::from_secs(2);

/// Edits that are not settled yet.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// The last number given to a request.
    pub last: Ticket,
    /// Requests that are not saved yet, oldest first. At most [`MOST`].
    pub queue: VecDeque<Pending>,
    /// How the first of them stands.
    pub progress: Progress,
    /// What the disk said to the first of them; stays while it is tried again.
    pub failed: Option<Failed>,
    /// Edits that clash with what somebody else saved, oldest first. At most [`MOST`].
    pub conflicts: VecDeque<Conflict>,
    /// What was done since the newest of them, and is not settled otherwise.
    pub since: Since,
    /// The last edit that was refused with a place in the file.
    pub refused: Option<Refused>,
    /// What is kept as drafts.
    pub drafts: Drafts,
    /// Whether it was asked what was kept last time.
    pub has_looked: bool,
    /// Whether the last save may not outlive a power loss.
    pub is_doubtful: bool,
    /// When rows go where they belong by now.
    pub rows_move: Option<Duration>,
    /// A version of the file that came while an edit was being saved, and until when it is held back.
    pub held: Option<(Loaded, Duration)>,
    /// The version that our own last save replaced, by its hash: if it comes in late, it is old.
    pub replaced: Option<Box<str>>,
}

/// What is kept as drafts.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// Until when one word more throws them away.
    pub sure_until: Option<Duration>,
    /// Edits that could not be saved last time, and those that were refused after they were shown, oldest first: the
    /// user says what becomes of them. At most [`MOST`].
    pub offered: Vec<Edit>,
    /// Whether one of them is of this run.
    pub is_of_now: bool,
    /// All that was last asked to be kept. At most three times [`MOST`].
    pub asked: Vec<Edit>,
    /// Where they are kept; none: not yet, or it failed.
    pub kept_in: Option<String>,
    /// Whether keeping them failed.
    pub is_lost: bool,
    /// Whether all that was last asked to be kept is.
    pub is_answered: bool,
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
    /// It is with the saver.
    Saving,
    /// It is with the saver and waits for another program's lock.
    Waiting,
    /// The disk did not take it; nothing is with the saver until the user says so.
    Failed,
}

/// A request that the disk did not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Why, the last time.
    pub failure: Failure,
    /// How often it was tried.
    pub tries: u32,
    /// When it was tried last.
    pub last: DateTime<Utc>,
}

/// An edit that clashes with what somebody else saved.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The edit.
    pub edit: Edit,
    /// The fields that somebody else changed too.
    pub clashes: Vec<Clash>,
    /// What the journal says of the records that clash.
    pub journal: Told,
    /// The first line that is shown.
    pub offset: usize,
}

impl Conflict {
    /// Makes one of which nothing was looked up yet.
    #[must_use]
    pub fn new(edit: Edit, clashes: Vec<Clash>) -> Self {
        Self { edit, clashes, journal: Told::default(), offset: 0 }
    }
}

/// An edit that was refused, with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
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
        matches!(self.progress, Progress::Saving | Progress::Waiting)
    }

    /// Returns whether the disk did not take the last edit.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.progress == Progress::Failed
    }

    /// Returns whether an edit of this record waits; costs nothing while none does.
    #[must_use]
    pub fn is_waiting_for(&self, board: &Board, cell: &Cell) -> bool {
        if self.queue.is_empty() {
            return false;
        }
        let record = crate::domain::edit::make::record_of(board, cell);
        self.waiting().any(|edit| edit.changes.iter().any(|change| change.record == record))
    }

    /// Returns all edits that are not settled, those of last time first.
    #[must_use]
    pub fn unsettled(&self) -> Vec<Edit> {
        let clashing = self.conflicts.iter().map(|conflict| &conflict.edit);
        self.drafts.offered.iter().chain(clashing).chain(self.waiting()).cloned().collect()
    }
}

/// Takes an edit: shows it, says it, and asks for it to be saved. What is refused is said.
pub fn propose(state: &mut State, edit: Edit) -> Vec<Effect> {
    commit(state, edit).unwrap_or_else(|refusal| {
        refuse(state, &refusal);
        Vec::new()
    })
}

/// Takes an edit that was typed for a while, on what stood there when that began: what somebody else wrote since
/// then is told by the saver, who asks which of the two stays.
///
/// # Errors
///
/// When it is refused, or too many edits wait; nothing is said.
pub fn commit(state: &mut State, edit: Edit) -> Result<Vec<Effect>, Refusal> {
    let none = || Refusal::new(Why::Missing, "no file has been read yet", "");
    let snapshot = state.source.snapshot.clone().ok_or_else(none)?;
    // On an entry that waits for another edit only the saver can tell.
    if !state.edits.waiting().any(|other| touch(other, &edit))
        && let Err(NotAmended::Refused(refusal)) = tried(state, &snapshot, &edit)
    {
        return Err(refusal);
    }
    // What makes, removes or renames records is seen when it is saved.
    let said = sentence(&edit);
    let said = if is_seen_later(&edit) {
        format!("saving: {said}")
    } else {
        format!("{said}   {}", state.keyed("{undo} undo"))
    };
    let full = || Refusal::new(Why::Rule, format!("{MOST} edits wait to be saved: no more are taken"), "");
    let effects = enqueue(state, Intent::Edit(edit), snapshot).ok_or_else(full)?;
    state.edits.refused = None;
    state.say(said);
    Ok(effects)
}

/// Tries an edit: one that may concern other records than those it changes, on the whole text.
fn tried(state: &State, snapshot: &Snapshot, edit: &Edit) -> Result<(), NotAmended> {
    match (edit.act, &state.source.board) {
        (Act::Add | Act::Field | Act::Remove | Act::Rename, Some(board)) => {
            // On what waits: a new deadline may name a product that is being saved.
            let ahead = super::newcomer::ahead(state);
            let newest = ahead.as_deref().unwrap_or(snapshot);
            amend::trial(newest, edit, super::newcomer::machine(board)).map(|_| ())
        }
        (Act::Add | Act::Field | Act::Remove | Act::Rename, None)
        | (Act::Status | Act::Note | Act::Move | Act::Correct | Act::Verify, _) => {
            amend::amend(snapshot, edit).map(|_| ())
        }
    }
}

/// Returns whether an edit shows only when it is saved: it makes, removes or renames records.
#[must_use]
pub fn is_seen_later(edit: &Edit) -> bool {
    edit.changes.iter().any(|change| change.step.is_structural())
}

/// Returns whether two edits are on the same entry of the file.
fn touch(one: &Edit, other: &Edit) -> bool {
    one.changes.iter().any(|change| other.changes.iter().any(|b| b.record.entry() == change.record.entry()))
}

/// Puts a request at the end of the queue and shows it; none where too many wait.
pub fn enqueue(state: &mut State, intent: Intent, base: Arc<Snapshot>) -> Option<Vec<Effect>> {
    if state.edits.queue.len() >= MOST {
        state.say(format!("{MOST} edits wait to be saved: no more are taken"));
        return None;
    }
    state.edits.last += 1;
    let ticket = state.edits.last;
    if let (Intent::Edit(edit), Some(board)) = (&intent, &mut state.source.board) {
        show_edit(board, edit);
        state.timeline.is_stale = true;
        state.edits.rows_move = Some(state.now.mono + STAYS);
    }
    state.edits.queue.push_back(Pending { ticket, intent, base });
    Some(start(state))
}

/// Gives the first request to the saver, unless one is with it or the disk did not take the last one.
pub fn start(state: &mut State) -> Vec<Effect> {
    if state.edits.progress != Progress::Idle {
        return Vec::new();
    }
    let Some(first) = state.edits.queue.front() else { return Vec::new() };
    let save = Save { ticket: first.ticket, intent: first.intent.clone(), base: Base(Arc::clone(&first.base)) };
    state.edits.progress = Progress::Saving;
    vec![Effect::Save(save)]
}

/// Evaluates a file at the present moment and puts the statuses over it that wait to be saved.
#[must_use]
pub fn board_with(state: &State, snapshot: &Snapshot) -> Board {
    let (file, plan, now) = (Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), state.now.wall);
    let limits = state.launch.chosen.settings.bands;
    let mut board = match state.source.board.as_ref().filter(|board| board.limits == limits) {
        Some(before) => before.edited(file, plan, now),
        None => Board::within(file, plan, now, limits),
    };
    for edit in state.edits.waiting() {
        show_edit(&mut board, edit);
    }
    board
}

/// Shows the statuses of an edit; nothing else of it, and no other band or place.
fn show_edit(board: &mut Board, edit: &Edit) {
    for change in &edit.changes {
        let Step::Set { to: Some(Value::Text(word)), .. } = &change.step else { continue };
        let (Record::Cell { regulation, milestone, nominal, target }, "status") = (&change.record, &*change.key) else {
            continue;
        };
        let status = Status::from_word(word);
        if let (Some(status), Some(number)) = (status, board.find(regulation, milestone)) {
            show_status(board, number, (*nominal, target), status);
        }
    }
}

fn show_status(board: &mut Board, number: u32, (nominal, product): (Option<NaiveDate>, &str), status: Status) {
    let named = board.occurrences_of(number).iter().find(|o| nominal.is_some() && o.nominal == nominal);
    let shown = board.row(number).map(|row| row.cells.clone());
    let Some(range) = named.map(|occurrence| occurrence.cells.clone()).or_else(|| shown.clone()) else { return };
    let of = |range: &Range<u32>| range.start as usize..range.end as usize;
    let is_it = |cell: &Cell| board.product(cell).id.as_str() == product;
    let place = board.cells.get(of(&range)).and_then(|cells| cells.iter().position(is_it));
    if let Some(row) = board.rows.get_mut(number as usize) {
        // Whatever comes of the edit: the next evaluation does not take this row as it is.
        row.changes_at = Some(board.now);
    }
    let cells = board.cells.get_mut(of(&range)).unwrap_or_default();
    let Some(cell) = place.and_then(|place| cells.get_mut(place)) else { return };
    (cell.status, cell.is_live, cell.late_days) = (status, status.is_live(), None);
    if shown != Some(range) {
        return;
    }
    let count =
        |test: fn(&Cell) -> bool| u32::try_from(cells.iter().filter(|cell| test(cell)).count()).unwrap_or(u32::MAX);
    let worst = cells.iter().map(|cell| cell.status).min_by_key(|status| status.severity_rank());
    let (live, done) = (count(|cell| cell.is_live), count(|cell| cell.status == Status::Done));
    let counted = count(|cell| cell.status != Status::NotApplicable);
    if let Some(row) = board.rows.get_mut(number as usize) {
        (row.status, row.live, row.done, row.counted) = (worst, live, done, counted);
    }
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
    let (message, hint) = (refusal.message.clone(), refusal.hint.clone());
    let line = refusal.place.zip(snapshot).map(|(place, snapshot)| Lines::new(&snapshot.text).line_of(place.start));
    state.needs_draw = true;
    match line {
        Some(line) => state.edits.refused = Some(Refused { message, hint, line }),
        None if hint.is_empty() => state.say(message),
        None => state.say(format!("{message}: {hint}")),
    }
}

/// Returns who edits a milestone, and which day it is there.
#[must_use]
pub fn hand(state: &State, board: &Board, milestone: u32) -> Hand {
    // A dialog may stand open while its milestone goes.
    let zone = board.plan.dated.get(milestone as usize).map_or(&state.launch.zone, |dated| board.zone_of(dated));
    Hand { user: state.launch.author.user.clone(), today: zone.day_of(state.now.wall) }
}
