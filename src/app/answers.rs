//! What comes back from the saver, and what the user makes of it: try again, apply, throw away.

use super::arrange::{Closed, Pick, arrange};
use super::banner::{counted, exact_clock};
use super::closings::{comes_next, left_behind};
use super::conflict::Since;
use super::edits::{Conflict, Failed, MOST, Progress, STAYS, board_with, enqueue, is_seen_later, refuse_in, start};
use super::effect::Effect;
use super::history;
use super::load::{show_newest, show_saved};
use super::overlay::Overlay;
use super::saving::{Failure, Intent, NotSaved, Saved, Ticket};
use super::state::{State, TOAST};
use super::unsaved::reason;
use crate::domain::edit::make::sentence;
use crate::domain::edit::{Clash, Edit, Record, Refusal, Step, Why};
use crate::yaml::snapshot::Snapshot;

/// Asks for an undo or redo.
pub fn take_back(state: &mut State, intent: Intent) -> Vec<Effect> {
    if intent == Intent::Undo && drop_last(state) {
        return Vec::new();
    }
    let Some(snapshot) = state.source.snapshot.clone() else { return Vec::new() };
    enqueue(state, intent, snapshot).unwrap_or_default()
}

/// Drops the newest edit that waits, if it is not with the saver: it was never saved, so nothing is to be undone.
fn drop_last(state: &mut State) -> bool {
    let is_with_saver = state.edits.is_under_way() && state.edits.queue.len() == 1;
    let Some(Intent::Edit(edit)) = state.edits.queue.back().map(|pending| &pending.intent) else { return false };
    if is_with_saver {
        return false;
    }
    let words = sentence(edit);
    state.edits.queue.pop_back();
    if state.edits.queue.is_empty() {
        (state.edits.progress, state.edits.failed) = (Progress::Idle, None);
    }
    evaluate(state);
    state.say(format!("dropped, it was not saved: {words}"));
    true
}

/// Returns whether there is something to try again, or to apply from last time.
#[must_use]
pub fn can_retry(state: &State) -> bool {
    state.edits.has_failed() || !state.edits.drafts.offered.is_empty()
}

/// Tries again what the disk did not take; else applies what was kept from last time.
pub fn retry(state: &mut State) -> Vec<Effect> {
    if matches!(state.overlay, Some(Overlay::Leaving)) {
        state.overlay = None;
    }
    if state.edits.has_failed() {
        state.edits.progress = Progress::Idle;
        return start(state);
    }
    if let Some(why) = super::when::needs_writing(state) {
        state.say(state.keyed(why));
        return Vec::new();
    }
    let Some(snapshot) = state.source.snapshot.clone() else { return Vec::new() };
    let mut effects = Vec::new();
    while let Some(edit) = state.edits.drafts.offered.first().cloned() {
        let Some(asked) = enqueue(state, Intent::Edit(edit), snapshot.clone()) else { break };
        state.edits.drafts.offered.remove(0);
        effects.extend(asked);
    }
    state.edits.drafts.is_of_now &= !state.edits.drafts.offered.is_empty();
    effects
}

/// Throws away what was kept from last time, when it is said twice.
pub fn discard(state: &mut State) {
    let now = state.now.mono;
    if state.edits.drafts.sure_until.is_none_or(|until| now >= until) {
        state.edits.drafts.sure_until = Some(now + TOAST);
        let count = counted(state.edits.drafts.offered.len(), "edit");
        state.say(format!("{} throws away {count} for good", state.keyed("{discard} once more")));
        return;
    }
    state.edits.drafts.sure_until = None;
    state.edits.drafts.offered.clear();
    state.edits.drafts.is_of_now = false;
    state.say("thrown away");
}

/// Returns whether leaving must be confirmed: the disk did not take something, or something clashes.
#[must_use]
pub fn must_ask(state: &State) -> bool {
    let is_wrong = state.edits.has_failed() || !state.edits.conflicts.is_empty();
    is_wrong && !matches!(state.overlay, Some(Overlay::Leaving))
}

/// Takes the first request out of the queue, if the answer is to it.
fn settled(state: &mut State, ticket: Ticket) -> Option<Intent> {
    let first = state.edits.queue.front()?;
    if first.ticket != ticket {
        return None;
    }
    (state.edits.progress, state.edits.failed) = (Progress::Idle, None);
    state.needs_draw = true;
    state.edits.queue.pop_front().map(|pending| pending.intent)
}

/// Takes an edit that was saved.
pub fn saved(state: &mut State, saved: Saved) -> Vec<Effect> {
    let Some(intent) = settled(state, saved.ticket) else { return Vec::new() };
    let held = state.edits.held.take();
    let is_stale = held.is_some_and(|(file, _)| file.snapshot.sha256 != saved.snapshot.sha256);
    let words = sentence(&saved.edit);
    state.edits.since = state.edits.since.and(&intent);
    let is_edit = matches!(intent, Intent::Edit(_));
    let own = match intent {
        // After trouble it is good news that would not be seen otherwise.
        Intent::Edit(_) if !state.edits.drafts.asked.is_empty() => {
            Some(format!("saved: {words}   {}", state.keyed("{undo} undo")))
        }
        Intent::Edit(edit) if is_seen_later(&edit) => Some(format!("{words}   {}", state.keyed("{undo} undo"))),
        Intent::Edit(_) => None,
        Intent::Undo => Some(format!("undone: {words}   {}", state.keyed("{redo} redo"))),
        Intent::Redo => Some(format!("redone: {words}   {}", state.keyed("{undo} undo"))),
    };
    let before = under_cursor(state);
    let left = left_behind(state, &saved.snapshot, &saved.edit).filter(|_| is_edit);
    let foreign = show_saved(state, &saved);
    if is_edit {
        follow(state, &saved.edit, before.as_ref());
    } else {
        go_to(state, &saved.edit);
    }
    let said = own.into_iter().chain(foreign).chain(saved.remarks).collect::<Vec<_>>().join("; ");
    let next = comes_next(state, &saved.edit).filter(|_| is_edit);
    if next.is_some() {
        // The row shows another occurrence from now on: a key too many is not for that one.
        state.notices.moved = Some(state.now.mono);
    }
    say(state, &words, said, (left, next));
    state.edits.is_doubtful = !saved.is_durable;
    let mut effects = start(state);
    effects.extend(history::wanted(state));
    // What was held back may be older than what was saved, or newer: only the disk knows.
    effects.extend(is_stale.then_some(Effect::Reload));
    effects
}

/// Says what was saved, and what became of occurrences by it. Those that are left behind stand first: of a line that is too
/// long the end is not seen, and what comes next the row says too.
fn say(state: &mut State, words: &str, said: String, (left, next): (Option<String>, Option<String>)) {
    let is_left = left.is_some();
    let (said, undo) = if said.is_empty() && (is_left || next.is_some()) {
        (words.to_string(), format!("   {}", state.keyed("{undo} undo")))
    } else {
        (said, String::new())
    };
    if said.is_empty() {
        return;
    }
    let said = left.into_iter().chain([said]).chain(next).collect::<Vec<_>>().join("; ") + &undo;
    if is_left { state.say_longer(said) } else { state.say(said) }
}

fn under_cursor(state: &State) -> Option<Record> {
    let (board, number) = state.source.board.as_ref().zip(state.list.milestone())?;
    board.address(number).parse().ok()
}

/// Puts the cursor on a deadline that was added, and keeps it on one that has another id by now.
fn follow(state: &mut State, edit: &Edit, before: Option<&Record>) {
    let mut renamed = before.cloned();
    let mut added = None;
    for change in &edit.changes {
        match (&change.step, &change.record) {
            (Step::Rename { to }, record) => renamed = renamed.map(|old| old.after_rename(record, to)),
            (Step::Create { .. }, Record::Milestone { .. }) => added = Some(change.record.clone()),
            (
                Step::Set { .. }
                | Step::Append { .. }
                | Step::TakeBack { .. }
                | Step::Create { .. }
                | Step::Remove { .. },
                _,
            ) => {}
        }
    }
    let wanted = added.or_else(|| renamed.filter(|renamed| Some(renamed) != before));
    let board = state.source.board.as_ref();
    let number = wanted.as_ref().and_then(Record::milestone).zip(board);
    let number = number.and_then(|((regulation, milestone), board)| board.find(regulation, milestone));
    let Some(pick) = number.map(Pick::Milestone) else { return };
    state.edits.rows_move = None;
    arrange(state, Some(pick));
    if state.list.pick() != Some(pick) {
        // It passed already, or nothing is due: it is shown all the same.
        let fold = std::mem::replace(&mut state.list.fold, Closed::Shown);
        arrange(state, Some(pick));
        if state.list.pick() != Some(pick) {
            state.list.fold = fold;
            arrange(state, None);
        }
    }
}

/// Puts the cursor where an undo or redo changed something; the rows go where they belong at once.
fn go_to(state: &mut State, edit: &Edit) {
    state.edits.rows_move = None;
    let changed = edit.changes.iter().find_map(|change| change.record.milestone());
    let board = state.source.board.as_ref();
    let number = changed.zip(board).and_then(|((regulation, milestone), board)| board.find(regulation, milestone));
    let keep = number.map(Pick::Milestone).or_else(|| state.list.pick());
    arrange(state, keep);
}

/// Takes an edit that was not saved.
pub fn not_saved(state: &mut State, ticket: Ticket, why: NotSaved) -> Vec<Effect> {
    // A file that is broken for the moment is no reason to drop what was done.
    let failure = match &why {
        NotSaved::Failed(failure) => Some(failure.clone()),
        NotSaved::Refused(refusal, _) if refusal.why == Why::Broken => {
            Some(Failure { message: refusal.message.clone(), hint: refusal.hint.clone() })
        }
        NotSaved::Refused(..) | NotSaved::Clashes(..) => None,
    };
    if let Some(failure) = failure {
        return failed(state, ticket, failure);
    }
    let Some(intent) = settled(state, ticket) else { return Vec::new() };
    let mut effects = Vec::new();
    match why {
        NotSaved::Clashes(clashes, newest) => {
            show_newest(state, newest);
            clash(state, intent, clashes);
        }
        NotSaved::Refused(refusal, newest) => {
            let place_in = newest.clone().or_else(|| state.source.snapshot.clone());
            match newest {
                Some(newest) => show_newest(state, newest),
                None => evaluate(state),
            }
            effects = refused(state, intent, &refusal, place_in.as_deref());
        }
        NotSaved::Failed(_) => {}
    }
    let is_stale = state.edits.held.take().is_some();
    effects.extend(start(state));
    effects.extend(is_stale.then_some(Effect::Reload));
    effects
}

/// Holds an edit that the disk did not take; an undo is not worth holding.
fn failed(state: &mut State, ticket: Ticket, failure: Failure) -> Vec<Effect> {
    let Some(first) = state.edits.queue.front().filter(|first| first.ticket == ticket) else { return Vec::new() };
    let what = match first.intent {
        Intent::Edit(_) => {
            note_failure(state, failure);
            // Nothing is being saved: what was held back for that need not wait.
            return release(state);
        }
        Intent::Undo => "not undone",
        Intent::Redo => "not redone",
    };
    settled(state, ticket);
    state.say(format!("{what}: {}", failure.message));
    let mut effects = release(state);
    effects.extend(start(state));
    effects
}

/// Notes that the disk did not take the first edit; says it anew where it was tried again.
fn note_failure(state: &mut State, failure: Failure) {
    let tries = state.edits.failed.as_ref().map_or(0, |failed| failed.tries).saturating_add(1);
    let last = state.now.wall;
    if tries > 1 {
        let why = reason(&failure.message);
        state.say(format!("tried again at {}, still not saved: {why}", exact_clock(state, last)));
    } else {
        // It says what was done as if it were.
        state.notices.toast = None;
    }
    state.edits.progress = Progress::Failed;
    state.edits.failed = Some(Failed { failure, tries, last });
    state.needs_draw = true;
}

fn clash(state: &mut State, intent: Intent, clashes: Vec<Clash>) {
    match intent {
        Intent::Edit(edit) if state.edits.conflicts.len() < MOST => {
            state.say(format!("not saved yet: {}", sentence(&edit)));
            state.edits.conflicts.push_back(Conflict::new(edit, clashes));
            state.edits.since = Since::default();
        }
        Intent::Edit(edit) => state.say(format!("too many conflicts; dropped: {}", sentence(&edit))),
        Intent::Undo => state.say(format!("cannot be undone: {}", changed_since(&clashes))),
        Intent::Redo => state.say(format!("cannot be redone: {}", changed_since(&clashes))),
    }
}

fn changed_since(clashes: &[Clash]) -> String {
    let first = clashes.first().map(|clash| format!("{} of {} was", clash.key, clash.record));
    format!("{} changed since", first.unwrap_or_else(|| "it was".into()))
}

fn refused(state: &mut State, intent: Intent, refusal: &Refusal, snapshot: Option<&Snapshot>) -> Vec<Effect> {
    if let Intent::Edit(edit) = &intent
        && super::note::returned(state, edit, refusal)
    {
        return Vec::new();
    }
    if let Intent::Edit(edit) = &intent
        && let Some(effects) = super::removing::again(state, edit, refusal)
    {
        return effects;
    }
    let what = match &intent {
        Intent::Edit(edit) => format!("not done: {}", sentence(edit)),
        Intent::Undo => "not undone".into(),
        Intent::Redo => "not redone".into(),
    };
    // The toast still promises what is taken back now.
    state.say(what);
    refuse_in(state, refusal, snapshot);
    let drafts = &mut state.edits.drafts;
    match intent {
        // It was typed and shown: only the user throws it away.
        Intent::Edit(edit) if refusal.why != Why::Nothing && drafts.offered.len() < MOST => {
            drafts.offered.push(edit);
            drafts.is_of_now = true;
        }
        Intent::Edit(_) | Intent::Undo | Intent::Redo => {}
    }
    Vec::new()
}

/// Shows the file without an edit that is settled.
fn evaluate(state: &mut State) {
    let Some(snapshot) = state.source.snapshot.clone() else { return };
    state.source.board = Some(board_with(state, &snapshot));
    state.timeline.is_stale = true;
    state.edits.rows_move.get_or_insert(state.now.mono + STAYS);
}

/// Notes that an edit waits for another program's lock; what was held back for it is shown.
pub fn waiting(state: &mut State, ticket: Ticket) -> Vec<Effect> {
    if state.edits.queue.front().is_some_and(|first| first.ticket == ticket) && state.edits.is_under_way() {
        state.edits.progress = Progress::Waiting;
        state.needs_draw = true;
    }
    release(state)
}

/// Shows what was held back.
pub fn release(state: &mut State) -> Vec<Effect> {
    match state.edits.held.take() {
        Some((file, _)) => super::load::take(state, file),
        None => Vec::new(),
    }
}

/// Notes where the edits that wait are kept.
pub fn kept(state: &mut State, kept_in: Option<String>) {
    state.edits.drafts.is_lost = kept_in.is_none();
    state.edits.drafts.is_answered = kept_in.is_some();
    state.edits.drafts.kept_in = kept_in;
    state.needs_draw = true;
}

/// Offers edits that could not be saved last time.
pub fn found(state: &mut State, edits: Vec<Edit>, kept_in: String) {
    let mut edits = edits;
    edits.truncate(MOST);
    let own = state.edits.unsettled();
    // What this run keeps itself is no offer.
    edits.retain(|edit| !own.contains(edit));
    if !edits.is_empty() {
        state.edits.drafts.asked.clone_from(&edits);
        edits.append(&mut state.edits.drafts.offered);
        edits.truncate(MOST);
        (state.edits.drafts.offered, state.edits.drafts.kept_in) = (edits, Some(kept_in));
        state.needs_draw = true;
    }
}

/// Asks for the edits to be kept that are not settled while something is wrong; afterwards for the drafts to go.
pub fn keep(state: &mut State) -> Vec<Effect> {
    let edits = &state.edits;
    let is_wrong = edits.has_failed() || !edits.conflicts.is_empty() || !edits.drafts.offered.is_empty();
    if !is_wrong && edits.drafts.asked.is_empty() {
        return Vec::new();
    }
    let wanted = edits.unsettled();
    if wanted == edits.drafts.asked {
        return Vec::new();
    }
    state.edits.drafts.asked.clone_from(&wanted);
    state.edits.drafts.is_answered = false;
    vec![Effect::Keep(wanted)]
}
