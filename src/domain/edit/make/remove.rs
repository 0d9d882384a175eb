//! Records that are taken away, and what becomes of those that name them.

use super::products::{leave, targets_of};
use super::written_out::{number_of, written_out};
use super::{rule, set};
use crate::domain::board::Board;
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Refusal, Seat, Step, Value, Why};
use crate::domain::id::ORG;
use crate::domain::refs::{Reference, references, renamed_rule, unread};

/// Taking records away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The edit.
    pub edit: Edit,
    /// What goes with the records: the milestones of a regulation, the obligations of either or of a product.
    pub with: Vec<Record>,
    /// Dates that counted from what goes, written out as they stand: the record, and what is written.
    pub written_out: Vec<(Record, String)>,
    /// Saved filters that name what goes; they stay as they are.
    pub views: Vec<Box<str>>,
}

/// Returns the records whose facts [`remove`] and [`super::rename`] need: those themselves, and who names them.
#[must_use]
pub fn concerned(board: &Board, records: &[Record]) -> Vec<Record> {
    let mut all: Vec<Record> = Vec::new();
    let mut add = |record: Record| {
        if !all.contains(&record) {
            all.push(record);
        }
    };
    for record in records {
        add(outer(record));
        for reference in references(board, record) {
            add(outer(&reference.record));
        }
        for (other, _) in unread(board, record) {
            add(outer(&other));
        }
    }
    all
}

/// Returns a record that is looked up by itself: of a cell its milestone.
fn outer(record: &Record) -> Record {
    match record.milestone() {
        Some((regulation, milestone)) => {
            Record::Milestone { regulation: regulation.into(), milestone: milestone.into() }
        }
        None => record.clone(),
    }
}

/// Makes the edit that takes records away: products, regulations, milestones, or single products of a milestone.
///
/// Dates that count from what goes are written out as they stand, so that none of them moves. A milestone whose last
/// product goes touches nothing of ours afterwards (`products: []`), not the organisation.
///
/// # Errors
///
/// When a record is not there, or is not one that can go; when a date counts from it that is not known here.
pub fn remove(facts: &Facts, board: &Board, records: &[Record]) -> Result<Removal, Refusal> {
    let mut removal = Removal {
        edit: Edit { act: Act::Remove, changes: Vec::new() },
        with: Vec::new(),
        written_out: Vec::new(),
        views: Vec::new(),
    };
    for record in records {
        if matches!(record, Record::File) {
            return Err(rule("the file itself is not removed here", "name a record"));
        }
        if *record == Record::Product(ORG.into())
            && board.file.products.iter().any(|p| p.id.as_str() == ORG && p.implied)
        {
            return Err(rule("the organisation is not written in the file", "nothing is to be removed"));
        }
        if !facts.has_within(record) {
            return Err(Refusal::new(Why::Missing, format!("there is no '{record}'"), ""));
        }
    }
    let is_going = |record: &Record| records.iter().any(|whole| record.is_within(whole));
    let outermost: Vec<&Record> = records
        .iter()
        .filter(|record| !records.iter().any(|other| other != *record && record.is_within(other)))
        .collect();
    let mut named: Vec<Reference> = Vec::new();
    for record in &outermost {
        named_unread(facts, board, record, is_going)?;
        named.extend(references(board, record).into_iter().filter(|reference| !is_going(&reference.record)));
    }
    let mut emptied: Vec<Record> = Vec::new();
    for reference in &named {
        match (&reference.record, &*reference.key) {
            (Record::File, key) => {
                // One filter may name several of those that go.
                let name: Box<str> = key.strip_prefix("views.").unwrap_or(key).into();
                if !removal.views.contains(&name) {
                    removal.views.push(name);
                }
            }
            (Record::Cell { nominal: None, target, .. }, "status") => {
                let milestone = outer(&reference.record);
                if !emptied.contains(&milestone) {
                    emptied.push(milestone.clone());
                }
                removal.with.push(reference.record.clone());
                removal.edit.changes.extend(leave(facts, &milestone, target));
            }
            (cell @ Record::Cell { .. }, "status") => {
                removal.with.push(cell.clone());
                removal.edit.changes.extend(facts.removal(cell, Seat::Last));
            }
            (record, key) => write_out(facts, board, (record, key), &mut removal)?,
        }
    }
    for record in &outermost {
        if let Record::Cell { nominal: None, target, .. } = record {
            let milestone = outer(record);
            removal.edit.changes.extend(leave(facts, &milestone, target));
            for cell in in_occurrences(facts, &milestone, target) {
                removal.edit.changes.extend(facts.removal(&cell, Seat::Last));
                removal.with.push(cell);
            }
            emptied.push(milestone);
        }
    }
    emptied.dedup();
    for milestone in &emptied {
        close(facts, board, milestone, &mut removal.edit.changes);
    }
    for record in outermost.into_iter().filter(|record| !matches!(record, Record::Cell { nominal: None, .. })) {
        removal.with.extend(inside(facts, record));
        removal.edit.changes.extend(facts.removal(record, seat_of(facts, board, record)));
    }
    Ok(removal)
}

/// Refuses where a date counts from what goes that cannot be read: there is nothing to write out for it.
fn named_unread(
    facts: &Facts,
    board: &Board,
    record: &Record,
    is_going: impl Fn(&Record) -> bool,
) -> Result<(), Refusal> {
    for (other, key) in unread(board, record).into_iter().filter(|(other, _)| !is_going(other)) {
        let home = other.entry().map_or("", |(_, id)| id);
        let names = |value: &Value| value.as_text().is_some_and(|text| renamed_rule(text, home, record, "").is_some());
        let Some(now) = facts.get(&other, key) else { continue };
        let is_named = match now {
            Value::List(items) => items.iter().any(names),
            Value::Text(_) | Value::Null | Value::Alias(_) | Value::Map(_) => names(now),
        };
        if is_named {
            let message = format!("'{other}' counts from it: '{key}: {now}', which cannot be read");
            return Err(rule(message, format!("correct the date of '{other}' first, or remove both")));
        }
    }
    Ok(())
}

/// Returns the cells of a product in the occurrences of a milestone.
fn in_occurrences(facts: &Facts, milestone: &Record, target: &str) -> Vec<Record> {
    let mut cells: Vec<Record> = Vec::new();
    for fact in facts.list.iter().filter(|fact| fact.record.is_within(milestone)) {
        let is_it = matches!(&fact.record, Record::Cell { nominal: Some(_), .. }) && fact.record.id() == target;
        if is_it && !cells.contains(&fact.record) {
            cells.push(fact.record.clone());
        }
    }
    cells
}

/// Says `products: []` of a milestone none of whose products is left.
fn close(facts: &Facts, board: &Board, milestone: &Record, changes: &mut Vec<Change>) {
    let gone = |target: &str| {
        changes.iter().any(|change| {
            matches!(change.step, Step::Remove { .. })
                && change.record.is_within(milestone)
                && matches!(&change.record, Record::Cell { nominal: None, target: other, .. } if **other == *target)
        })
    };
    let is_event = facts.get(milestone, "at").is_some();
    if is_event
        || !targets_of(facts, milestone).iter().all(|target| gone(target))
        || number_of(board, milestone).is_none()
    {
        return;
    }
    changes.extend(set(milestone, "products", None, Some(Value::List(Vec::new()))));
}

/// Writes out a date that counts from what goes, and how sure it was, where that came from what goes too.
fn write_out(
    facts: &Facts,
    board: &Board,
    (record, key): (&Record, &str),
    removal: &mut Removal,
) -> Result<(), Refusal> {
    if let Some((changes, text)) = written_out(facts, board, (record, key))? {
        removal.edit.changes.extend(changes);
        removal.written_out.push((record.clone(), text));
    }
    Ok(())
}

/// Returns what stands inside a record that goes.
fn inside(facts: &Facts, record: &Record) -> Vec<Record> {
    let mut inside: Vec<Record> = Vec::new();
    for fact in &facts.list {
        if fact.record != *record && fact.record.is_within(record) && !inside.contains(&fact.record) {
            inside.push(fact.record.clone());
        }
    }
    inside
}

/// Returns where a record stands among those of its map.
fn seat_of(facts: &Facts, board: &Board, record: &Record) -> Seat {
    let file = &board.file;
    let ids: Vec<&str> = match record {
        Record::Product(_) => file.products.iter().filter(|p| !p.implied).map(|product| product.id.as_str()).collect(),
        Record::Regulation(_) => file.regulations.iter().map(|regulation| regulation.id.as_str()).collect(),
        Record::Milestone { regulation, .. } => {
            let owner = file.regulations.iter().find(|other| other.id.as_str() == &**regulation);
            owner.map_or(Vec::new(), |owner| owner.milestones.iter().map(|milestone| milestone.id.as_str()).collect())
        }
        Record::File | Record::Cell { .. } => return Seat::Last,
    };
    debug_assert!(facts.has_within(record), "only what is there is taken away");
    let at = ids.iter().position(|id| *id == record.id());
    match at.and_then(|at| at.checked_sub(1)).and_then(|before| ids.get(before)) {
        Some(before) => Seat::Behind((*before).into()),
        None => Seat::First,
    }
}
