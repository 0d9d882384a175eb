//! Whole records: how they come, go and get another id.

use chrono::NaiveDate;

use super::at::At;
use super::cells;
use super::entry::behind_alias;
use super::layout;
use super::record::{fresh_order, in_order, number_of};
use super::work::Work;
use crate::domain::edit::{Change, Fact, Facts, Record, Refusal, Seat, Splice, Step, Value, Why};
use crate::yaml::chunk::Section;
use crate::yaml::editor::{New, Op, edit};
use crate::yaml::node::{Kind, Piece};

/// Cuts the changes of an edit into groups that are done in one go: a record that comes with all that it says, one that
/// goes with all that it said, the changes of one cell, and everything else one by one.
#[must_use]
pub fn groups(changes: &[Change]) -> Vec<&[Change]> {
    let removals: Vec<usize> = (0..).zip(changes).filter(|(_, change)| is_removal(change)).map(|(at, _)| at).collect();
    let mut groups = Vec::new();
    let mut rest = changes;
    while let Some(first) = rest.first() {
        let from = changes.len() - rest.len();
        let count = match &first.step {
            Step::Create { .. } if !is_cell(first) => {
                1 + rest.iter().skip(1).take_while(|change| change.record.is_within(&first.record)).count()
            }
            Step::Rename { .. } => 1,
            Step::Create { .. }
            | Step::Set { .. }
            | Step::Append { .. }
            | Step::TakeBack { .. }
            | Step::Remove { .. } => {
                let last = removals.iter().rev().find(|last| goes(changes, from, **last));
                last.map_or_else(|| of_cell(rest), |last| last + 1 - from)
            }
        };
        let (group, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        groups.push(group);
        rest = others;
    }
    groups
}

fn is_cell(change: &Change) -> bool {
    is_of_cell(&change.record)
}

fn is_of_cell(record: &Record) -> bool {
    matches!(record, Record::Cell { .. })
}

fn is_removal(change: &Change) -> bool {
    matches!(change.step, Step::Remove { .. }) && !is_cell(change)
}

/// Returns whether the changes from one number up to a removal all belong to it.
fn goes(changes: &[Change], from: usize, last: usize) -> bool {
    let (Some(whole), Some(all)) = (changes.get(last), changes.get(from..=last)) else { return false };
    all.iter().all(|change| change.record.is_within(&whole.record))
}

/// Returns how many changes at the beginning are of one cell; of other records, one, or two that rename a key.
fn of_cell(rest: &[Change]) -> usize {
    if let [first, second, ..] = rest
        && renamed_key(&[first, second]).is_some()
    {
        return 2;
    }
    let Some(first) = rest.first().filter(|first| is_cell(first)) else { return 1 };
    let is_same = |change: &&Change| change.record == first.record && !matches!(change.step, Step::Rename { .. });
    rest.iter().take_while(is_same).count().max(1)
}

/// Returns the record and the keys of two changes that move a value from one key to another.
#[must_use]
pub fn renamed_key<'a>(group: &[&'a Change]) -> Option<(&'a Record, &'a str, &'a str)> {
    let [Change { record, key: old, step: Step::Set { from: was @ Some(_), to: None } }, second] = group else {
        return None;
    };
    let Step::Set { from: None, to } = &second.step else { return None };
    (!is_of_cell(record) && second.record == *record && to == was).then_some((record, old, &second.key))
}

/// Moves a value from one key to another, where it stands.
///
/// # Errors
///
/// When the key is not there, or the editor refuses.
pub fn rename_key(work: &mut Work<'_>, (record, old, new): (&Record, &str, &str)) -> Result<(), Refusal> {
    work.step(record, |piece, entry| {
        let map = cells::map_of(entry, record)?;
        match map.number(old) {
            Some(number) => edit(piece, &Op::RenameKey { at: map.down(number, map.item).path, to: new.to_string() }),
            None => Err(Refusal::new(Why::Missing, format!("'{record}' has no '{old}'"), "")),
        }
    })
}

/// Returns the change of a group that makes, takes away or renames a record; none where it is of keys or of a cell.
#[must_use]
pub fn whole_record(group: &[Change]) -> Option<&Change> {
    let is_whole = |change: &&Change| match &change.step {
        Step::Rename { .. } => true,
        Step::Create { .. } | Step::Remove { .. } => !is_cell(change),
        Step::Set { .. } | Step::Append { .. } | Step::TakeBack { .. } => false,
    };
    // A removal stands behind what it takes away; a record that comes may bring others.
    group.last().filter(|last| is_removal(last)).or_else(|| group.first().filter(is_whole))
}

/// Makes, takes away or renames a record; `facts` are those after it.
///
/// # Errors
///
/// When the map of the record is none, or the editor refuses.
pub fn change(work: &mut Work<'_>, whole: &Change, facts: &Facts) -> Result<(), Refusal> {
    let record = &whole.record;
    match &whole.step {
        Step::Create { seat } => create(work, record, seat, facts),
        Step::Remove { .. } => in_map(work, record, |piece, map| match map.number(record.id()) {
            Some(number) => edit(piece, &Op::Delete { at: map.down(number, map.item).path }),
            None => Err(Refusal::new(Why::Nothing, format!("'{record}' is gone already"), "")),
        }),
        Step::Rename { to } if is_cell(whole) => cells::rename(work, record, to),
        Step::Rename { to } => in_map(work, record, |piece, map| match map.number(record.id()) {
            Some(number) => edit(piece, &Op::RenameKey { at: map.down(number, map.item).path, to: to.to_string() }),
            None => Err(Refusal::new(Why::Missing, format!("there is no '{record}'"), "")),
        }),
        Step::Set { .. } | Step::Append { .. } | Step::TakeBack { .. } => Ok(()),
    }
}

/// Does a step in the map in which a record stands.
fn in_map(
    work: &mut Work<'_>,
    record: &Record,
    make: impl FnOnce(&Piece<'_>, &At<'_>) -> Result<Vec<Splice>, Refusal>,
) -> Result<(), Refusal> {
    let missing = || Refusal::new(Why::Missing, format!("there is no '{record}'"), "");
    match record {
        Record::Milestone { regulation, .. } => work.step(&Record::Regulation(regulation.clone()), |piece, entry| {
            let map = entry.value("milestones").ok_or_else(missing)?.map("'milestones'")?;
            make(piece, &map)
        }),
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Cell { .. } => {
            work.root_step(|spot, piece| {
                let root = At { item: piece.root(), path: Vec::new() };
                // An entry by itself is the one pair of its piece.
                if spot.is_alone {
                    return make(piece, &root);
                }
                let section = record.entry().map_or("", |(section, _)| section);
                let map = root.value(section).ok_or_else(missing)?.map(&format!("'{section}'"))?;
                make(piece, &map)
            })
        }
    }
}

fn create(work: &mut Work<'_>, record: &Record, seat: &Seat, facts: &Facts) -> Result<(), Refusal> {
    let says = value_of_record(facts, record);
    let fresh = (record.id(), &says);
    match record {
        Record::Milestone { regulation, .. } => {
            let owner = Record::Regulation(regulation.clone());
            work.step(&owner, |piece, entry| put(piece, (&owner, entry), "milestones", (seat, fresh)))
        }
        Record::Product(_) | Record::Regulation(_) => {
            let section = if let Record::Product(_) = record { Section::Products } else { Section::Regulations };
            work.step(&Record::File, |piece, root| put(piece, (&Record::File, root), section.word(), (seat, fresh)))
        }
        Record::File | Record::Cell { .. } => Ok(()),
    }
}

/// Puts a record into the map under a key; the map is made where there is none.
fn put(
    piece: &Piece<'_>,
    (owner, outer): (&Record, &At<'_>),
    key: &str,
    (seat, (id, says)): (&Seat, (&str, &Value)),
) -> Result<Vec<Splice>, Refusal> {
    let only = || {
        let records = Value::Map(vec![(id.into(), says.clone())]);
        if outer.is_block() { layout::records(&records) } else { New::Line(records) }
    };
    let Some(at) = outer.pair(key) else {
        let number = number_of(owner, outer, key);
        return edit(piece, &Op::InsertPair { map: outer.path.clone(), number, key: key.into(), value: only() });
    };
    let is_empty = at.item.is_null() || (at.item.kind() == Kind::Map && at.count() == 0);
    if is_empty {
        return edit(piece, &Op::Replace { at: at.path, value: only() });
    }
    if at.item.kind() == Kind::Alias {
        return Err(behind_alias(&format!("'{key}'"), at.item));
    }
    let map = at.map(&format!("'{key}'"))?;
    let number = match seat {
        Seat::First => 0,
        Seat::Last => map.count(),
        Seat::Behind(other) => map.number(other).map_or(map.count(), |number| number + 1),
    };
    let value = if map.is_block() { layout::beside(map.item, says) } else { New::Line(says.clone()) };
    edit(piece, &Op::InsertPair { map: map.path, number, key: id.into(), value })
}

/// Returns a record with all that stands inside it as one value, its keys in their order.
fn value_of_record(facts: &Facts, record: &Record) -> Value {
    let mut pairs: Vec<(Box<str>, Value)> = facts
        .list
        .iter()
        .filter(|fact| fact.record == *record)
        .map(|fact| (fact.key.clone(), fact.value.clone()))
        .collect();
    match record {
        Record::Milestone { .. } => pairs.extend(cells_of(facts, record)),
        Record::Regulation(_) => {
            let mut milestones: Vec<(Box<str>, Value)> = Vec::new();
            for fact in facts.list.iter().filter(|fact| fact.record.is_within(record)) {
                let Some((regulation, milestone)) = fact.record.milestone() else { continue };
                if milestones.iter().any(|(id, _)| **id == *milestone) {
                    continue;
                }
                let inner = Record::Milestone { regulation: regulation.into(), milestone: milestone.into() };
                milestones.push((milestone.into(), value_of_record(facts, &inner)));
            }
            if !milestones.is_empty() {
                pairs.push(("milestones".into(), Value::Map(milestones)));
            }
        }
        Record::File | Record::Product(_) | Record::Cell { .. } => {}
    }
    Value::Map(fresh_order(record, pairs))
}

/// Returns `products` and `occurrences` of a milestone as they are written.
fn cells_of(facts: &Facts, milestone: &Record) -> Vec<(Box<str>, Value)> {
    let cells: Vec<&Fact> = facts.list.iter().filter(|fact| fact.record.is_within(milestone)).collect();
    let mut days: Vec<Option<NaiveDate>> = Vec::new();
    for fact in &cells {
        if let Record::Cell { nominal, .. } = &fact.record
            && !days.contains(nominal)
        {
            days.push(*nominal);
        }
    }
    let of_day = |day: Option<NaiveDate>| {
        let of_day =
            cells.iter().filter(|fact| matches!(&fact.record, Record::Cell { nominal, .. } if *nominal == day));
        written(of_day.copied())
    };
    let mut pairs = Vec::new();
    if days.contains(&None) {
        pairs.push(("products".into(), of_day(None)));
    }
    let dated: Vec<(Box<str>, Value)> =
        days.iter().flatten().map(|day| (day.to_string().into(), of_day(Some(*day)))).collect();
    if !dated.is_empty() {
        pairs.push(("occurrences".into(), Value::Map(dated)));
    }
    pairs
}

/// Returns cells as they are written: a list of names where all are open and say nothing more, else a map.
fn written<'a>(cells: impl Iterator<Item = &'a Fact>) -> Value {
    let mut all: Vec<(Box<str>, cells::Says)> = Vec::new();
    for fact in cells {
        let pair = (fact.key.clone(), fact.value.clone());
        match all.iter_mut().find(|(target, _)| **target == *fact.record.id()) {
            Some((_, says)) => says.push(pair),
            None => all.push((fact.record.id().into(), vec![pair])),
        }
    }
    if all.iter().all(|(_, says)| cells::is_open(says)) {
        return Value::List(all.into_iter().map(|(target, _)| Value::Text(target)).collect());
    }
    Value::Map(all.into_iter().map(|(target, says)| (target, cells::value_of_cell(in_order(says)))).collect())
}
