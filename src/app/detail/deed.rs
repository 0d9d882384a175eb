//! What Enter does on a line of the detail.

use super::{Target, Whose, seen, show};
use crate::app::act::edit_at;
use crate::app::arrange::Pick;
use crate::app::effect::Effect;
use crate::app::key::{Key, KeyCode};
use crate::app::state::{PONDER, State};
use crate::app::when::{needs_cells, needs_milestone, needs_writing};
use crate::app::{links, note, sheet, why};
use crate::domain::edit::Record;
use crate::domain::refs::milestone_record;

/// The key that the statuses of an obligation stand behind.
const STATUS: Key = Key { code: KeyCode::Char('s'), ctrl: false };

/// Does what the line under the cursor is for; says why not where it cannot be done.
pub fn act(state: &mut State) -> Vec<Effect> {
    if let Some(Pick::Unreadable(_)) = state.list.pick() {
        return edit_line(state, Whose::Milestone);
    }
    let Some(target) = seen(state) else {
        // Scrolled away: first it is shown what is meant.
        show(state);
        return Vec::new();
    };
    let needs = match &target {
        Target::Notes | Target::NotesOfRegulation => needs_milestone,
        Target::Cell(_) => needs_cells,
        Target::Field(_) | Target::OfRegulation(_) | Target::Owner | Target::Other { .. } | Target::Line => {
            needs_writing
        }
        Target::Date | Target::Moved(_) | Target::Verified | Target::Source(_) | Target::Evidence { .. } => {
            |_: &State| None
        }
    };
    if let Some(why) = needs(state) {
        state.say(state.keyed(why));
        return Vec::new();
    }
    match target {
        Target::Date => {
            why::open(state);
            Vec::new()
        }
        Target::Cell(_) => {
            // As if `s` had been typed a while ago: its statuses are shown at once.
            state.pending.keys = vec![STATUS];
            state.pending.since = state.now.mono.saturating_sub(PONDER);
            Vec::new()
        }
        Target::Notes | Target::NotesOfRegulation => note::open(state),
        Target::Source(_) | Target::Evidence { .. } => links::open(state),
        Target::Moved(_) if links::under_cursor(state).is_some() => links::open(state),
        Target::Moved(_) => {
            state.say("no source is given for this move");
            Vec::new()
        }
        Target::Verified => {
            state.say(state.keyed("{verify} says that you compared it with its source today"));
            Vec::new()
        }
        Target::OfRegulation(key) => form(state, Whose::Regulation, key),
        Target::Field(key) => form(state, Whose::Milestone, key),
        Target::Owner => form(state, Whose::Milestone, "owner"),
        Target::Other { of, key } => form(state, of, &key),
        Target::Line => edit_line(state, Whose::Milestone),
    }
}

/// Opens the form of a record on the line of a key.
fn form(state: &mut State, of: Whose, key: &str) -> Vec<Effect> {
    let (Some(board), Some(Pick::Milestone(number))) = (&state.source.board, state.list.pick()) else {
        return Vec::new();
    };
    let (regulation, milestone) = board.records(number);
    let record = match of {
        Whose::Milestone => milestone_record(regulation, milestone),
        Whose::Regulation => Record::Regulation(regulation.id.as_str().into()),
    };
    sheet::open_at(state, &record, key)
}

/// Asks for the editor where a record begins.
fn edit_line(state: &mut State, of: Whose) -> Vec<Effect> {
    let Some(board) = &state.source.board else { return Vec::new() };
    let line = match (state.list.pick(), of) {
        (Some(Pick::Milestone(number)), Whose::Milestone) => board.records(number).1.line,
        (Some(Pick::Milestone(number)), Whose::Regulation) => board.records(number).0.line,
        (Some(Pick::Unreadable(number)), _) => {
            board.file.unreadable.get(number as usize).map_or(1, |record| record.line)
        }
        (None, _) => return Vec::new(),
    };
    edit_at(state, line)
}

/// Returns what Enter does there, in a word; none where it only says something.
#[must_use]
pub fn word(state: &State) -> Option<&'static str> {
    if let Some(Pick::Unreadable(_)) = state.list.pick() {
        return Some("editor");
    }
    match seen(state) {
        Some(Target::Date) => Some("why"),
        Some(Target::Cell(_)) => Some("status"),
        Some(Target::Notes | Target::NotesOfRegulation) => Some("note"),
        Some(Target::Source(_) | Target::Evidence { .. }) => Some("open"),
        Some(Target::Moved(_)) => links::under_cursor(state).map(|_| "open"),
        Some(Target::Verified) => None,
        Some(Target::Field(_) | Target::OfRegulation(_) | Target::Owner | Target::Other { .. }) => Some("edit"),
        Some(Target::Line) => Some("editor"),
        None => Some("show"),
    }
}
