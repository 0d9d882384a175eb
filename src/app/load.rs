//! A file that was read, or could not be.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::arrange::{Pick, arrange};
use super::banner::counted;
use super::detail::Cursor;
use super::edits::{HELD, Progress, STAYS, board_with};
use super::effect::Effect;
use super::findings::show_findings;
use super::message::{LoadFailed, Loaded};
use super::overlay::Overlay;
use super::saving::Saved;
use super::state::{MARK, State, Trouble};
use super::when::{SHUT, needs_writing};
use super::{evidence, history};
use crate::domain::board::Board;
use crate::domain::verification::count_to_verify;
use crate::yaml::Syntax;
use crate::yaml::snapshot::Snapshot;

/// Takes a file that was read, unless an edit is being saved: then it may be our own, and the answer says so.
pub fn loaded(state: &mut State, file: Loaded) -> Vec<Effect> {
    if state.edits.progress == Progress::Saving {
        let until = state.edits.held.take().map_or(state.now.mono + HELD, |(_, until)| until);
        state.edits.held = Some((file, until));
        return Vec::new();
    }
    if state.edits.replaced.take().is_some_and(|replaced| replaced == file.snapshot.sha256) {
        // Read before our save, and told after it; or somebody went back to it: then it comes again.
        return vec![Effect::Reload];
    }
    take(state, file)
}

/// Takes a file that was read: shows it, or keeps the last good one and says why.
pub fn take(state: &mut State, file: Loaded) -> Vec<Effect> {
    state.source.loading_since = None;
    state.needs_draw = true;
    let is_shut = std::mem::replace(&mut state.source.is_shut, !file.is_writable);
    if state.source.snapshot.is_some() && is_shut == file.is_writable {
        state.say(if is_shut { "the file can be written again" } else { SHUT });
    }
    let asked = std::mem::take(&mut state.notices.asked_to_reload);
    if asked {
        evidence::again(state);
    }
    let is_shown = state.source.snapshot.as_ref().is_some_and(|now| now.sha256 == file.snapshot.sha256);
    if file.snapshot.syntax != Syntax::Broken {
        state.source.changed_at = file.changed_at.or(state.source.changed_at);
    }
    super::staleness::answered(state);
    if is_shown {
        let was_off = state.source.trouble.take().is_some() || is_shut == file.is_writable;
        state.source.read_at = Some(file.read_at);
        recount(state);
        if was_off {
            // What a dialog says of it may not be so any more.
            look(state);
        }
        if asked {
            state.say("read again, nothing changed");
        }
        return find_drafts(state);
    }
    let is_first = state.source.snapshot.is_none();
    let is_good = match file.snapshot.syntax {
        Syntax::Whole => true,
        Syntax::Partly => is_first,
        Syntax::Broken => false,
    };
    if !is_good {
        let since = match &state.source.trouble {
            Some(Trouble::Broken { since, .. }) => *since,
            Some(Trouble::Failed(_)) | None => file.read_at,
        };
        state.source.trouble = Some(Trouble::Broken { snapshot: file.snapshot, since });
        recount(state);
        forget_place(state);
        if is_first {
            show_findings(state);
        }
        return Vec::new();
    }
    show(state, file);
    let mut effects = history::wanted(state);
    effects.extend(super::importing::into_new_file(state));
    effects.extend(find_drafts(state));
    effects
}

/// Looks for what was left from last time: once, as soon as something could be made of what is found.
fn find_drafts(state: &mut State) -> Vec<Effect> {
    if state.edits.has_looked || needs_writing(state).is_some() {
        return Vec::new();
    }
    state.edits.has_looked = true;
    vec![Effect::FindDrafts]
}

/// Notes that the file could not be read; what was read before stays.
pub fn load_failed(state: &mut State, why: LoadFailed) {
    state.source.loading_since = None;
    state.needs_draw = true;
    super::staleness::answered(state);
    state.notices.asked_to_reload = false;
    let at = match &state.source.trouble {
        Some(Trouble::Failed(before)) => before.at,
        Some(Trouble::Broken { .. }) | None => why.at,
    };
    state.source.trouble = Some(Trouble::Failed(LoadFailed { at, ..why }));
    recount(state);
}

/// Counts the findings anew; their places too, while they are listed.
fn recount(state: &mut State) {
    state.source.recount();
    if matches!(state.overlay, Some(Overlay::Findings(_))) {
        state.source.find_lines();
    }
}

fn show(state: &mut State, file: Loaded) {
    let before = state.list.pick().and_then(|pick| address(state.source.board.as_ref(), pick));
    let old = replace(state, file.snapshot, file.read_at, Rows::Move);
    let Some((numbers, gone)) = old else { return };
    let gone_row = row_gone(state, before);
    let marks = super::marks::gone_words(std::mem::take(&mut state.marks.gone));
    let text = match numbers.len() + gone {
        0 => "read again; no milestone changed".to_string(),
        count => format!("{} from disk", counted(count, "change")),
    };
    state.notices.changed = (numbers, state.now.mono + MARK);
    state.say(std::iter::once(text).chain(gone_row).chain(marks).collect::<Vec<_>>().join("; "));
}

/// Says that the row under the cursor is gone: the detail shows another one by now.
fn row_gone(state: &State, before: Option<Address>) -> Option<String> {
    let Some(Address::Milestone(regulation, milestone)) = before else { return None };
    if state.source.board.as_ref()?.find(&regulation, &milestone).is_some() {
        return None;
    }
    Some(format!("{regulation}/{milestone} is gone: deleted or renamed"))
}

/// Shows the file after an edit of our own was saved; returns what somebody else had changed before it, if anything.
pub fn show_saved(state: &mut State, saved: &Saved) -> Option<String> {
    state.edits.replaced = state.source.snapshot.as_ref().map(|snapshot| snapshot.sha256.clone());
    state.edits.rows_move.get_or_insert(state.now.mono + STAYS);
    let rows = if saved.is_replayed { Rows::Move } else { Rows::Stay };
    state.marks.follow(&saved.edit);
    let (mut numbers, gone) = replace(state, Arc::clone(&saved.snapshot), state.now.wall, rows)?;
    let board = state.source.board.as_ref()?;
    for change in &saved.edit.changes {
        let own = change.record.milestone().and_then(|(regulation, milestone)| board.find(regulation, milestone));
        numbers.retain(|number| Some(*number) != own);
    }
    let count = numbers.len() + gone;
    if count == 0 {
        return None;
    }
    state.notices.changed = (numbers, state.now.mono + MARK);
    Some(format!("{} from disk", counted(count, "change")))
}

/// Shows a newer version of the file that came with an answer.
pub fn show_newest(state: &mut State, snapshot: Arc<Snapshot>) {
    let read_at = state.now.wall;
    let is_writable = !state.source.is_shut;
    take(state, Loaded { snapshot, read_at, changed_at: None, is_writable });
    // That version was shown already, or is none that can be: what is settled must go in any case.
    if let Some(shown) = state.source.snapshot.clone() {
        state.source.board = Some(board_with(state, &shown));
        state.timeline.is_stale = true;
        state.edits.rows_move.get_or_insert(state.now.mono + STAYS);
    }
}

/// Whether rows go where they belong at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// They do.
    Move,
    /// They stay for a moment: only what one edit means changed.
    Stay,
}

/// Puts another version of the file in place; returns which milestones changed and how many are gone, where that is
/// not known.
fn replace(
    state: &mut State,
    snapshot: Arc<Snapshot>,
    read_at: DateTime<Utc>,
    rows: Rows,
) -> Option<(Vec<u32>, usize)> {
    let old = state.source.snapshot.take();
    let kept = state.list.pick().and_then(|pick| address(state.source.board.as_ref(), pick));
    let changes = old.as_ref().filter(|_| rows == Rows::Move).map(|old| changed(old, &snapshot));
    let board = board_with(state, &snapshot);
    let keep = kept.and_then(|address| find(&board, &address));
    if keep.is_none() {
        // Another milestone comes under the cursor.
        state.detail = Cursor::default();
    }
    let is_same_plan = old.as_ref().is_some_and(|old| old.plan.spots == snapshot.plan.spots);
    let source = &mut state.source;
    (source.board, source.snapshot) = (Some(board), Some(snapshot));
    (source.trouble, source.read_at) = (None, Some(read_at));
    if let Some(board) = &source.board {
        state.marks.find(board);
        // Rows may stay for a moment; that something was verified is seen at once.
        state.list.to_verify = count_to_verify(board);
    }
    recount(state);
    if old.is_none() {
        state.overlay = None;
    }
    forget_place(state);
    state.timeline.is_stale = true;
    if rows == Rows::Move || !is_same_plan || !is_choice_current(state) {
        close_choice(state);
    }
    if rows == Rows::Move || !is_same_plan {
        state.filter.home = None;
        arrange(state, keep);
    }
    evidence::another_version(state);
    super::detail::keep(state);
    look(state);
    changes
}

/// Lets the dialog that is open look at the file as it now is.
fn look(state: &mut State) {
    super::note::looked(state);
    super::dating::looked(state);
    super::sheet::looked(state);
    super::prompt::looked(state);
    super::form::looked(state);
    super::removing::looked(state);
    super::many::looked(state);
    super::importing::looked(state);
}

/// Returns whether a choice among cells that is open, if one is, is about those that its row shows.
fn is_choice_current(state: &State) -> bool {
    match (&state.overlay, &state.source.board) {
        (Some(Overlay::Picker(picker)), Some(board)) => picker.is_current(board),
        (_, _) => true,
    }
}

/// Closes a choice among cells whose numbers may be others now.
fn close_choice(state: &mut State) {
    if matches!(state.overlay, Some(Overlay::Picker(_))) {
        state.overlay = None;
        state.say("the file was changed just now: choose again");
    }
}

/// Puts the cursor of the findings back to the top: they are others now.
fn forget_place(state: &mut State) {
    if let Some(super::overlay::Overlay::Findings(place)) = &mut state.overlay {
        *place = super::overlay::Place::default();
    }
}

/// What a row is bound to, whatever its number.
enum Address {
    Milestone(String, String),
    Unreadable(String),
}

fn address(board: Option<&Board>, pick: Pick) -> Option<Address> {
    let board = board?;
    match pick {
        Pick::Milestone(number) => {
            let (regulation, milestone) = board.records(number);
            Some(Address::Milestone(regulation.id.as_str().into(), milestone.id.as_str().into()))
        }
        Pick::Unreadable(number) => {
            board.file.unreadable.get(number as usize).map(|record| Address::Unreadable(record.key.to_string()))
        }
    }
}

fn find(board: &Board, address: &Address) -> Option<Pick> {
    match address {
        Address::Milestone(regulation, milestone) => board.find(regulation, milestone).map(Pick::Milestone),
        Address::Unreadable(key) => {
            let at = board.file.unreadable.iter().position(|record| *record.key == **key)?;
            u32::try_from(at).ok().map(Pick::Unreadable)
        }
    }
}

/// A milestone's address and its source text.
type Written<'a> = ((&'a str, &'a str), &'a str);

/// Returns the milestones of `new` that are new or read otherwise than in `old`, and how many are gone.
fn changed(old: &Snapshot, new: &Snapshot) -> (Vec<u32>, usize) {
    let mut before: HashMap<_, _> = texts(old).into_iter().collect();
    let mut numbers = Vec::new();
    for (number, (address, text)) in (0u32..).zip(texts(new)) {
        if before.remove(&address) != Some(text) {
            numbers.push(number);
        }
    }
    (numbers, before.len())
}

/// Cuts a text into its milestones: from each key to the next record's.
fn texts(snapshot: &Snapshot) -> Vec<Written<'_>> {
    let file = &snapshot.file;
    let mut starts: Vec<u32> = Vec::new();
    for regulation in &file.regulations {
        starts.push(regulation.place.start);
        starts.extend(regulation.milestones.iter().map(|m| m.place.start));
    }
    starts.sort_unstable();
    let mut list = Vec::new();
    for regulation in &file.regulations {
        for milestone in &regulation.milestones {
            let start = milestone.place.start;
            let next = starts.partition_point(|s| *s <= start);
            let end = starts.get(next).map_or(snapshot.text.len(), |end| *end as usize);
            let text = snapshot.text.get(start as usize..end).unwrap_or_default();
            list.push(((regulation.id.as_str(), milestone.id.as_str()), own_lines(text)));
        }
    }
    list
}

/// Cuts a text before the first line that begins at the margin, and trims its end.
fn own_lines(text: &str) -> &str {
    let at_margin = |rest: &str| rest.bytes().next().is_some_and(|b| !b.is_ascii_whitespace() && b != b'#');
    let end = text.match_indices('\n').find(|(at, _)| text.get(at + 1..).is_some_and(at_margin));
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text).trim_end()
}
