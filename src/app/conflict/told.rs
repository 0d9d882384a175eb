//! Who the other side of a conflict is, where it used this program: the journal says it.

use super::super::banner::clock;
use super::super::effect::Effect;
use super::super::history::Found;
use super::super::overlay::Overlay;
use super::super::state::State;
use crate::domain::edit::make::sentence;
use crate::domain::edit::{Change, Clash, Record, Step, Value};
use crate::domain::history::{Entry, Outcome};

/// The most records of a conflict that are looked up.
const MOST: usize = 8;

/// What the journal says of the records that clash.
///
/// Bounds: a line for each field that clashes, of at most eight records.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The record that is being read, beside what the detail may read.
    asked: Option<Record>,
    /// Those that were read.
    read: Vec<Record>,
    /// What is known of fields: record, key, and who wrote it.
    lines: Vec<(Record, String, String)>,
}

impl Told {
    /// Returns who wrote the other side of a clash; none: it was not looked up yet.
    #[must_use]
    pub fn of(&self, clash: &Clash) -> Option<&str> {
        let is_it = |(record, key, _): &&(Record, String, String)| *record == clash.record && *key == clash.key;
        self.lines.iter().find(is_it).map(|(_, _, line)| line.as_str())
    }
}

/// Asks for the journal's lines of the next record of the conflict that is looked at. One at a time.
pub fn follow(state: &mut State) -> Option<Effect> {
    if !matches!(state.overlay, Some(Overlay::Conflict)) {
        return None;
    }
    let conflict = state.edits.conflicts.front_mut()?;
    let told = &mut conflict.journal;
    if told.asked.is_some() || told.read.len() >= MOST {
        return None;
    }
    let record = conflict.clashes.iter().map(|clash| &clash.record).find(|record| !told.read.contains(record))?.clone();
    told.asked = Some(record.clone());
    Some(Effect::ReadHistory { record })
}

/// Takes what was read for a conflict; what was read for the detail comes back.
pub fn read(state: &mut State, found: Found) -> Option<Found> {
    let at = state.edits.conflicts.iter().position(|conflict| conflict.journal.asked.as_ref() == Some(&found.record));
    let Some(at) = at else { return Some(found) };
    let said = |clash: &Clash| match &found.entries {
        Err(problem) => format!("unknown: {problem}"),
        Ok(entries) => written_by(entries, clash).map_or_else(
            || "changed outside this program".to_string(),
            |entry| {
                let reason = entry.body.reason.as_ref().map_or_else(String::new, |reason| format!(" ({reason})"));
                let when = clock(state, entry.time.to_utc());
                format!("{}, {when}: {}{reason}", entry.author.user, sentence(&entry.body.edit))
            },
        ),
    };
    let clashes = state.edits.conflicts.get(at).map_or(&[][..], |conflict| &conflict.clashes);
    let lines: Vec<(Record, String, String)> = clashes
        .iter()
        .filter(|clash| clash.record == found.record)
        .map(|clash| (clash.record.clone(), clash.key.clone(), said(clash)))
        .collect();
    if let Some(conflict) = state.edits.conflicts.get_mut(at) {
        conflict.journal.asked = None;
        conflict.journal.read.push(found.record);
        conflict.journal.lines.extend(lines);
    }
    state.needs_draw = true;
    None
}

/// Finds the newest edit of a field, if that wrote what stands there: else somebody changed it with another program.
fn written_by<'a>(entries: &'a [Entry], clash: &Clash) -> Option<&'a Entry> {
    let mut entries = entries.iter().filter(|entry| entry.outcome != Outcome::Void);
    let is_of = |change: &&Change| change.record == clash.record && change.key == clash.key;
    let found = entries.find_map(|entry| Some((entry, entry.body.edit.changes.iter().rfind(|change| is_of(change))?)));
    found.filter(|(_, change)| wrote(&change.step, clash.theirs.as_ref())).map(|(entry, _)| entry)
}

/// Returns whether a step leaves a value behind; of a longer list or text, whether that ends with what it wrote.
fn wrote(step: &Step, now: Option<&Value>) -> bool {
    match (step, now) {
        (Step::Set { to, .. }, now) => to.as_ref() == now,
        (Step::Append { value }, Some(Value::List(items))) => items.last() == Some(value),
        (Step::Append { value: Value::Text(lines) }, Some(Value::Text(text))) => text.ends_with(&**lines),
        (Step::TakeBack { .. }, _) => true,
        (Step::Append { .. } | Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. }, _) => false,
    }
}
