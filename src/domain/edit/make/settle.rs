//! What becomes of an edit that clashed with somebody else's.

use super::note::key_of;
use super::status::{asked, says};
use super::{append, set};
use crate::domain::edit::{Act, Change, Clash, Edit, Facts, Record, Step, Value};
use crate::domain::status::Status;

/// How a clash is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Mine stands.
    Mine,
    /// Theirs stands.
    Theirs,
    /// Theirs stands, and mine is kept as a note of the record.
    Both,
}

/// Returns the edit that a choice makes of one that clashed; none: nothing is left to do.
///
/// What the edit does to records that nobody else touched stays in it, whatever is chosen.
///
/// An edit that makes, takes away or renames whole records is done whole or not at all: with theirs nothing is left of
/// it. With mine what the others wrote into a record that is to be gone, goes too.
#[must_use]
pub fn settle(edit: &Edit, clashes: &[Clash], choice: Choice) -> Option<Edit> {
    if edit.changes.iter().any(|change| change.step.is_structural()) {
        return (choice == Choice::Mine).then(|| whole(edit, clashes));
    }
    let changes: Vec<Change> = match choice {
        Choice::Mine => edit.changes.iter().filter_map(|change| mine(change, clashes)).collect(),
        Choice::Theirs => undisputed(edit, clashes).cloned().collect(),
        Choice::Both => {
            let mut changes: Vec<Change> = undisputed(edit, clashes).cloned().collect();
            changes.extend(notes(edit, clashes));
            changes
        }
    };
    let is_note = choice == Choice::Both && undisputed(edit, clashes).next().is_none();
    let act = if is_note { Act::Note } else { edit.act };
    (!changes.is_empty()).then_some(Edit { act, changes })
}

/// Returns what must go with a status of theirs that mine replaces: the keys that their status says and mine does not.
///
/// `facts` is what stands there now. Without it a record would say `closed` and be in progress.
#[must_use]
pub fn shed(edit: &Edit, clashes: &[Clash], facts: &Facts) -> Vec<Change> {
    let word =
        |value: Option<&Value>| value.and_then(Value::as_text).and_then(Status::from_word).unwrap_or(Status::Open);
    let mut changes = Vec::new();
    for change in edit.changes.iter().filter(|change| change.key == "status") {
        let Step::Set { to, .. } = &change.step else { continue };
        let record = &change.record;
        let clash = clashes.iter().find(|clash| clash.record == *record && clash.key == change.key);
        let Some(clash) = clash else { continue };
        let (mine, theirs) = (word(to.as_ref()), word(clash.theirs.as_ref()));
        let is_own = |key: &str| edit.changes.iter().any(|change| change.record == *record && change.key == key);
        let keys = asked(theirs).iter().map(|asked| asked.key).filter(|key| !says(mine, key) && !is_own(key));
        // A reason may be that of another date.
        let keys = keys.filter(|key| *key != "reason" || facts.get(record, "due").is_none());
        changes.extend(keys.filter_map(|key| set(record, key, facts.get(record, key), None)));
    }
    changes
}

/// Makes an edit of whole records anew on what the others wrote.
fn whole(edit: &Edit, clashes: &[Clash]) -> Edit {
    let mut changes: Vec<Change> = Vec::new();
    for change in &edit.changes {
        if let Step::Remove { .. } = change.step {
            let is_known =
                |clash: &Clash| edit.changes.iter().any(|other| other.record == clash.record && other.key == clash.key);
            let theirs = clashes.iter().filter(|clash| clash.record.is_within(&change.record) && !is_known(clash));
            changes.extend(theirs.map(|clash| Change {
                record: clash.record.clone(),
                key: clash.key.clone(),
                step: Step::Set { from: clash.theirs.clone(), to: None },
            }));
        }
        changes.extend(mine(change, clashes));
    }
    Edit { act: edit.act, changes }
}

fn undisputed<'a>(edit: &'a Edit, clashes: &'a [Clash]) -> impl Iterator<Item = &'a Change> {
    edit.changes.iter().filter(|change| !clashes.iter().any(|clash| clash.record == change.record))
}

/// Makes a change anew on what the others wrote.
fn mine(change: &Change, clashes: &[Clash]) -> Option<Change> {
    let clash = clashes.iter().find(|clash| clash.record == change.record && clash.key == change.key);
    let Some(clash) = clash else { return Some(change.clone()) };
    let to = match &change.step {
        Step::Set { to, .. } => to.clone(),
        Step::Append { value } => Some(value.clone()),
        // Theirs stands behind mine: mine alone is taken out of it.
        Step::TakeBack { value } => without(clash.theirs.as_ref()?, value)?,
        Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. } => return Some(change.clone()),
    };
    let step = Step::Set { from: clash.theirs.clone(), to };
    Some(Change { step, ..change.clone() })
}

/// Returns a list or text without one item or some lines in it; none where they are not there.
#[expect(clippy::option_option, reason = "outside: whether they are there; inside: whether anything is left")]
fn without(now: &Value, value: &Value) -> Option<Option<Value>> {
    match (now, value) {
        (Value::List(items), item) => {
            let at = items.iter().rposition(|other| other == item)?;
            let mut items = items.clone();
            items.remove(at);
            Some((!items.is_empty()).then_some(Value::List(items)))
        }
        (Value::Text(text), Value::Text(lines)) => {
            let (all, gone): (Vec<&str>, Vec<&str>) = (text.lines().collect(), lines.lines().collect());
            let at = all.windows(gone.len().max(1)).rposition(|window| window == gone.as_slice())?;
            let (before, after) = (all.iter().take(at), all.iter().skip(at + gone.len()));
            let rest: Vec<&str> = before.chain(after).copied().collect();
            Some((!rest.is_empty()).then(|| Value::text(rest.join("\n"))))
        }
        (Value::Null | Value::Alias(_) | Value::Map(_) | Value::Text(_), _) => None,
    }
}

/// Makes the notes that keep what was not taken over, one for each record.
fn notes(edit: &Edit, clashes: &[Clash]) -> Vec<Change> {
    let mut records: Vec<&Record> = Vec::new();
    for clash in clashes.iter().filter(|clash| clash.mine.is_some()) {
        if !records.contains(&&clash.record) {
            records.push(&clash.record);
        }
    }
    records.into_iter().filter_map(|record| note(edit, clashes, record)).collect()
}

fn note(edit: &Edit, clashes: &[Clash], record: &Record) -> Option<Change> {
    let changes = edit.changes.iter().filter(|change| change.record == *record);
    let is_gone = clashes.iter().any(|c| c.record == *record && c.key == "status" && c.theirs.is_none());
    let of_note: Vec<&Value> = changes.clone().filter(|change| is_note(&change.key)).filter_map(written).collect();
    let said: Vec<String> = changes
        .filter(|change| !is_note(&change.key))
        .filter_map(|change| written(change).map(|value| format!("{} {value}", change.key)))
        .collect();
    let about = match record {
        Record::Cell { target, .. } if is_gone => format!("{target}: "),
        Record::Cell { .. } | Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => {
            String::new()
        }
    };
    let mut lines = Vec::new();
    if !said.is_empty() {
        lines.push(format!("Written at the same time: {about}{}", said.join(", ")));
    }
    lines.extend(of_note.into_iter().map(|value| format!("{about}{value}")));
    let keeper = match record.milestone() {
        Some((regulation, milestone)) if is_gone => {
            Record::Milestone { regulation: regulation.into(), milestone: milestone.into() }
        }
        Some(_) | None => record.clone(),
    };
    (!lines.is_empty()).then(|| append(&keeper, key_of(&keeper), Value::text(lines.join("\n"))))
}

fn is_note(key: &str) -> bool {
    matches!(key, "note" | "notes")
}

fn written(change: &Change) -> Option<&Value> {
    match &change.step {
        Step::Set { to, .. } => to.as_ref(),
        Step::Append { value } => Some(value),
        Step::TakeBack { .. } | Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. } => None,
    }
}
