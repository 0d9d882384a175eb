//! What a sheet changes in a file, as one edit.

use super::sheet::{Changed, Comparison, NewCell, Outcome, What};
use crate::domain::edit::make::join;
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Seat, Step, Value};

/// Returns the records whose facts [`edit`] needs: those that are there and change.
#[must_use]
pub fn changing(comparison: &Comparison) -> Vec<Record> {
    let changes = |outcome: &&Outcome| matches!(outcome.what, What::Changed { .. });
    comparison.outcomes.iter().filter(changes).map(|outcome| outcome.record.clone()).collect()
}

/// Makes the edit that writes all that a sheet changes; none: nothing changes.
///
/// A date that changes is set, and the old one is kept in the journal alone: a sheet does not say why it moved.
#[must_use]
pub fn edit(comparison: &Comparison, facts: &Facts) -> Option<Edit> {
    let mut changes: Vec<Change> = Vec::new();
    let mut has_new = false;
    for Outcome { record, what, .. } in &comparison.outcomes {
        match what {
            What::Same => {}
            What::Added { keys, cells } => {
                has_new = true;
                let step = Step::Create { seat: Seat::Last };
                changes.push(Change { record: record.clone(), key: String::new(), step });
                changes.extend(keys.iter().map(|(key, value)| set(record, key, None, Some(value.clone()))));
                changes.extend(cells.iter().flat_map(|cell| joined(record, cell)));
            }
            What::Changed { fields, cells } => {
                changes.extend(of_fields(facts, record, fields));
                if let Some(none) = facts.get(record, "products").filter(|_| !cells.is_empty()) {
                    changes.push(set(record, "products", Some(none.clone()), None));
                }
                changes.extend(cells.iter().flat_map(|cell| joined(record, cell)));
            }
        }
    }
    let act = if has_new { Act::Add } else { Act::Field };
    (!changes.is_empty()).then_some(Edit { act, changes })
}

/// Makes the changes of the keys of a record; its date may come under another verb.
fn of_fields(facts: &Facts, record: &Record, fields: &[Changed]) -> Vec<Change> {
    let mut changes = Vec::new();
    let old_verb = ["by", "from", "at"].into_iter().find(|verb| facts.get(record, verb).is_some());
    let mut date = old_verb.and_then(|verb| facts.get(record, verb)).cloned();
    for Changed { key, new, .. } in fields {
        match (&**key, old_verb, new.as_text()) {
            ("verb", Some(old), Some(verb)) => {
                changes.push(set(record, old, date.clone(), None));
                changes.push(set(record, verb, None, date.clone()));
            }
            ("by" | "from" | "at", ..) => {
                changes.push(set(record, key, date.take(), Some(new.clone())));
            }
            (key, ..) => changes.push(set(record, key, facts.get(record, key).cloned(), Some(new.clone()))),
        }
    }
    changes
}

fn joined(record: &Record, cell: &NewCell) -> Vec<Change> {
    let open = [(Box::from("status"), Value::text("open"))];
    join(record, &cell.target, if cell.says.is_empty() { &open } else { &cell.says })
}

fn set(record: &Record, key: &str, from: Option<Value>, to: Option<Value>) -> Change {
    Change { record: record.clone(), key: key.into(), step: Step::Set { from, to } }
}
