//! Edits of notes.

use super::{append, behind_alias, rule, set};
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::id::ORG;

/// Puts lines behind the notes of a record (of a cell: its `note`).
///
/// # Errors
///
/// When there is no such record, or nothing is to be written.
pub fn append_note(facts: &Facts, record: &Record, lines: &str) -> Result<Edit, Refusal> {
    let (mut changes, _) = begin(facts, record)?;
    let lines = clean(lines);
    if lines.trim().is_empty() {
        return Err(Refusal::new(Why::Nothing, "nothing is to be written", ""));
    }
    changes.push(append(record, key_of(record), Value::text(lines)));
    Ok(Edit { act: Act::Note, changes })
}

/// Writes the notes of a record anew (of a cell: its `note`); an empty text takes them away.
///
/// # Errors
///
/// When there is no such record, or nothing would change.
pub fn rewrite_note(facts: &Facts, record: &Record, text: &str) -> Result<Edit, Refusal> {
    let (mut changes, now) = begin(facts, record)?;
    let text = clean(text);
    let to = (!text.trim().is_empty()).then(|| Value::text(text));
    let change = set(record, key_of(record), now, to);
    let change = change.ok_or_else(|| Refusal::new(Why::Nothing, "the note says so already", ""))?;
    changes.push(change);
    Ok(Edit { act: Act::Note, changes })
}

/// Returns whether something can be written of a record: it is there, or comes with the first key.
#[must_use]
pub fn has_room(facts: &Facts, record: &Record) -> bool {
    *record == Record::File || facts.has(record) || opening(facts, record).is_some()
}

/// Returns the key of the notes of a record.
#[must_use]
pub fn key_of(record: &Record) -> &'static str {
    match record {
        Record::Cell { .. } => "note",
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => "notes",
    }
}

/// Returns a text with plain line ends and none behind the last line.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_string()
}

/// Returns what must be written before a note can be, and the note as it stands.
fn begin<'a>(facts: &'a Facts, record: &Record) -> Result<(Vec<Change>, Option<&'a Value>), Refusal> {
    let now = facts.get(record, key_of(record));
    match now {
        Some(Value::Alias(name)) => return Err(behind_alias(facts, (record, key_of(record)), name)),
        Some(Value::Null | Value::List(_) | Value::Map(_)) => {
            return Err(rule(format!("the note of '{record}' is no text"), "write it as text by hand"));
        }
        Some(Value::Text(_)) | None => {}
    }
    if let Some(Value::Alias(name)) = facts.get(record, "status") {
        return Err(behind_alias(facts, (record, "status"), name));
    }
    if facts.has(record) {
        return Ok((Vec::new(), now));
    }
    if let Some(opening) = opening(facts, record) {
        return Ok((vec![opening], now));
    }
    let hint = match record {
        Record::Cell { .. } => "give it a status first: then it has a record of its own",
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => "",
    };
    Err(Refusal::new(Why::Missing, format!("'{record}' has no record"), hint))
}

/// Returns the change that gives an entry to a cell which is open without one; none where that is not known.
///
/// That is the organisation's cell of a duty without `products`; and in an occurrence that says nothing of it, the cell of
/// a product which `products` names, or takes in by `all`.
pub(super) fn opening(facts: &Facts, record: &Record) -> Option<Change> {
    let Record::Cell { regulation, milestone, nominal, target } = record else { return None };
    if facts.has(record) {
        return None;
    }
    let owner = Record::Milestone { regulation: regulation.clone(), milestone: milestone.clone() };
    let cell = |target: &str| Record::Cell {
        regulation: regulation.clone(),
        milestone: milestone.clone(),
        nominal: None,
        target: target.into(),
    };
    let says = |target: &str| facts.get(&cell(target), "status").and_then(Value::as_text);
    let is_duty = ["by", "from"].into_iter().any(|verb| facts.get(&owner, verb).is_some());
    let has_cells = facts.get(&owner, "products").is_some()
        || facts.list.iter().any(|fact| {
            matches!(fact.record, Record::Cell { nominal: None, .. }) && fact.record.milestone() == owner.milestone()
        });
    let is_implied = &**target == ORG && is_duty && !has_cells;
    let is_named = match (says(target), &**target == ORG) {
        (Some(status), _) => status == "open",
        (None, false) => says("all") == Some("open"),
        (None, true) => false,
    };
    let is_open = is_implied || nominal.is_some() && is_duty && is_named;
    is_open.then(|| set(record, "status", None, Some(Value::text("open")))).flatten()
}
