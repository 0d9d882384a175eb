//! The parts of an edit: each in one entry of the file, or all that needs the whole text in one.

use super::entry::{EntryId, Spot, entry_of};
use crate::domain::edit::{Change, Edit, Record, Refusal, Step, Why};
use crate::yaml::snapshot::Snapshot;

/// A part of an edit, and where it is done.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where.
    pub spot: Spot,
    /// The changes, in their order.
    pub edit: Edit,
}

/// Takes an edit apart: what is inside one entry that was read by itself is done there, everything else in the whole
/// text: keys of the file, entries that come or go, and all of it where the text was read in one piece.
///
/// # Errors
///
/// When the text is broken, nothing is to be changed, or an entry is not there.
pub fn parts_of(snapshot: &Snapshot, edit: &Edit) -> Result<Vec<Part>, Refusal> {
    if edit.changes.is_empty() {
        return Err(Refusal::new(Why::Nothing, "nothing is to be changed", ""));
    }
    let made = made(edit);
    let mut renamed: Vec<(EntryId, EntryId)> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for change in &edit.changes {
        let entry = entry_of(&change.record);
        let first = entry.as_ref().map(|entry| {
            let old = renamed.iter().find(|(new, _)| new == entry).map(|(_, old)| old);
            old.unwrap_or(entry).clone()
        });
        let is_made = entry.as_ref().is_some_and(|entry| made.contains(entry));
        let at = place(snapshot, &mut parts, (first.as_ref(), is_made), edit)?;
        let Some(part) = parts.get_mut(at) else { continue };
        if let (Step::Rename { to }, Some(old), Record::Product(_) | Record::Regulation(_)) =
            (&change.step, &first, &change.record)
        {
            let new: EntryId = (old.0, to.clone());
            part.spot.add(new.clone());
            renamed.push((new, old.clone()));
        }
        part.edit.changes.push(change.clone());
    }
    Ok(parts)
}

/// Returns the number of the part in which an entry is edited; makes one where there is none.
fn place(
    snapshot: &Snapshot,
    parts: &mut Vec<Part>,
    (entry, is_made): (Option<&EntryId>, bool),
    edit: &Edit,
) -> Result<usize, Refusal> {
    let mut spot = match entry {
        Some(entry) if !is_made => Spot::of(snapshot, &record_of(entry))?,
        Some(_) => Spot::whole(snapshot)?,
        None => Spot { has_header: true, ..Spot::whole(snapshot)? },
    };
    if let Some(entry) = entry {
        spot.add(entry.clone());
    }
    let same = |part: &Part| match (part.spot.is_alone, spot.is_alone) {
        (true, true) => part.spot.start == spot.start,
        (false, false) => true,
        (true, false) | (false, true) => false,
    };
    if let Some(at) = parts.iter().position(same) {
        if let Some(part) = parts.get_mut(at) {
            part.spot.has_header |= spot.has_header;
            spot.entries.into_iter().for_each(|entry| part.spot.add(entry));
        }
        return Ok(at);
    }
    parts.push(Part { spot, edit: Edit { act: edit.act, changes: Vec::new() } });
    Ok(parts.len() - 1)
}

fn record_of((section, id): &EntryId) -> Record {
    match section {
        crate::yaml::chunk::Section::Products => Record::Product(id.clone()),
        crate::yaml::chunk::Section::Regulations => Record::Regulation(id.clone()),
    }
}

/// Returns the entries that come or go with an edit.
fn made(edit: &Edit) -> Vec<EntryId> {
    let comes_or_goes = |change: &&Change| {
        matches!(change.step, Step::Create { .. } | Step::Remove { .. })
            && matches!(change.record, Record::Product(_) | Record::Regulation(_))
    };
    edit.changes.iter().filter(comes_or_goes).filter_map(|change| entry_of(&change.record)).collect()
}

/// Returns the records of an edit that must be there before it: not those that it makes, nor names that it gives.
///
/// A cell may be new in a milestone that is there: it stands for that.
pub fn names_in(edit: &Edit) -> Vec<Record> {
    let mut fresh: Vec<Record> = Vec::new();
    let mut names: Vec<Record> = Vec::new();
    for change in &edit.changes {
        let record = &change.record;
        let name = match (record, &change.step) {
            (Record::Cell { regulation, milestone, .. }, _) => {
                Some(Record::Milestone { regulation: regulation.clone(), milestone: milestone.clone() })
            }
            (Record::Milestone { regulation, .. }, Step::Create { .. }) => Some(Record::Regulation(regulation.clone())),
            (Record::Product(_) | Record::Regulation(_), Step::Create { .. }) => None,
            (record, _) => Some(record.clone()),
        };
        names.extend(name.filter(|name| !fresh.iter().any(|whole| name.is_within(whole))));
        match &change.step {
            Step::Create { .. } => fresh.push(record.clone()),
            Step::Rename { to } => fresh.push(record.renamed(to)),
            Step::Set { .. } | Step::Append { .. } | Step::TakeBack { .. } | Step::Remove { .. } => {}
        }
    }
    names
}
