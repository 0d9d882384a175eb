//! An edit to bytes: what FORMAT's table of changes says, as operations of the span editor, and the proof.

mod at;
mod back;
mod cells;
mod entry;
mod keys;
mod prove;
mod record;
mod says;
mod work;

use self::entry::{Spot, behind_alias, find};
use self::prove::{Case, no_new_error, prove};
use self::work::Work;
use crate::domain::edit::{Clash, Edit, Facts, Record, Refusal, Splice, Value, Why, splice};
use crate::yaml::chunk::Section;
use crate::yaml::node::{Item, Kind, Tree};
use crate::yaml::snapshot::Snapshot;

/// A text with an edit done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// The whole text.
    pub text: String,
    /// What became what, in order; offsets into the text before.
    pub splices: Vec<Splice>,
    /// The entry of the file in which they stand, as an address, and its first byte; none: the file was taken whole.
    pub entry: Option<(String, usize)>,
}

/// Why an edit could not be done on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAmended {
    /// It may not be done, or not be proved.
    Refused(Refusal),
    /// Somebody else changed the same fields.
    Clashes(Vec<Clash>),
}

/// Returns what the entries that hold these records say, each entry once.
///
/// Takes time in proportion to the entries, not to the file, where that was read in pieces.
///
/// # Errors
///
/// When an entry or milestone is not there, stands behind an alias, or the file's text is broken.
pub fn facts(snapshot: &Snapshot, records: &[Record]) -> Result<Facts, Refusal> {
    let mut spots: Vec<(Spot, Vec<Record>)> = Vec::new();
    for record in records {
        let spot = Spot::of(snapshot, record)?;
        match spots.iter_mut().find(|(other, _)| *other == spot) {
            Some((_, list)) => list.push(record.clone()),
            None => spots.push((spot, vec![record.clone()])),
        }
    }
    let mut facts = Facts::default();
    for (spot, records) in &spots {
        facts.list.extend(facts_in(snapshot, spot, records)?.list);
    }
    Ok(facts)
}

/// Checks that a record's milestone is there, and nothing on the way to it is written elsewhere.
fn within(record: &Record, key: Item<'_>, entry: Item<'_>) -> Result<(), Refusal> {
    if entry.kind() == Kind::Alias {
        return Err(behind_alias(&format!("'{}'", key.text()), entry));
    }
    let Some((regulation, milestone)) = record.milestone() else { return Ok(()) };
    let missing = || Refusal::new(Why::Missing, format!("there is no milestone '{regulation}/{milestone}'"), "");
    let (_, _, milestones) = find(entry, "milestones").ok_or_else(missing)?;
    if milestones.kind() == Kind::Alias {
        return Err(behind_alias(&format!("'milestones' of '{regulation}'"), milestones));
    }
    let (_, _, value) = find(milestones, milestone).ok_or_else(missing)?;
    if value.kind() == Kind::Alias {
        return Err(behind_alias(&format!("'{regulation}/{milestone}'"), value));
    }
    Ok(())
}

fn unproved(spot: &Spot) -> Refusal {
    Refusal::new(Why::Unproved, format!("'{}' cannot be edited here", spot.id), "edit it by hand")
}

/// Does an edit on a text, and proves it: the entry is read anew and must say what [`Facts::apply`] makes of the
/// old one; no other byte changes; no new error is found.
///
/// # Errors
///
/// When the edit is refused by a rule, cannot be proved, changes nothing, or clashes with what stands there.
pub fn amend(snapshot: &Snapshot, edit: &Edit) -> Result<Amended, NotAmended> {
    amended(snapshot, edit).map_err(|not| match not {
        NotAmended::Refused(refusal) => NotAmended::Refused(entry::placed(snapshot, edit, refusal)),
        NotAmended::Clashes(_) => not,
    })
}

fn amended(snapshot: &Snapshot, edit: &Edit) -> Result<Amended, NotAmended> {
    let spot = spot_of(snapshot, edit).map_err(NotAmended::Refused)?;
    let records: Vec<Record> = edit.changes.iter().map(|change| change.record.clone()).collect();
    let before = facts_in(snapshot, &spot, &records).map_err(NotAmended::Refused)?;
    for change in &edit.changes {
        if let Some(Value::Alias(name)) = before.get(&change.record, &change.key) {
            let message = format!("'{}' of '{}' is written as *{name}", change.key, change.record);
            let hint = format!("edit what stands at &{name} by hand");
            return Err(NotAmended::Refused(Refusal::new(Why::Unproved, message, hint)));
        }
    }
    let mut after = before.clone();
    after.apply(edit).map_err(NotAmended::Clashes)?;
    if after == before {
        let message = "it is so already: somebody else made the same change";
        return Err(NotAmended::Refused(Refusal::new(Why::Nothing, message, "")));
    }
    let splices = splices_of(snapshot, &spot, edit, &before).map_err(NotAmended::Refused)?;
    let amended = finish(snapshot, &spot, splices, (&before, &after)).map_err(NotAmended::Refused)?;
    let case = case(snapshot, &spot, &amended.text).map_err(NotAmended::Refused)?;
    no_new_error(&case).map_err(NotAmended::Refused)?;
    Ok(amended)
}

/// Takes an edit back by its bytes: puts the old ones where the new ones stand, and proves that this is `inverse`.
///
/// `splices` and `entry` are those of the journal. Where others wrote before them in the same entry, the place is
/// found by what was written. None where the bytes no longer stand there alone, or the proof fails: then the inverse
/// edit itself may still be done by [`amend`].
#[must_use]
pub fn put_back(
    snapshot: &Snapshot,
    inverse: &Edit,
    splices: &[Splice],
    entry: Option<&(String, usize)>,
) -> Option<Amended> {
    let spot = spot_of(snapshot, inverse).ok()?;
    if entry.is_some() != spot.is_alone {
        return None;
    }
    let records: Vec<Record> = inverse.changes.iter().map(|change| change.record.clone()).collect();
    let before = facts_in(snapshot, &spot, &records).ok()?;
    let mut after = before.clone();
    after.apply(inverse).ok()?;
    if after == before {
        return None;
    }
    let text = snapshot.text.get(spot.start..spot.end)?;
    let back = back::backwards(splices, entry.map_or(0, |(_, start)| *start))?;
    let tries = back::places(text, &back);
    tries.into_iter().find_map(|splices| finish(snapshot, &spot, splices, (&before, &after)).ok())
}

/// Finds the one entry in which all changes of an edit stand.
fn spot_of(snapshot: &Snapshot, edit: &Edit) -> Result<Spot, Refusal> {
    let first = edit.changes.first().ok_or_else(|| Refusal::new(Why::Nothing, "nothing is to be changed", ""))?;
    if edit.changes.iter().any(|change| change.record.entry() != first.record.entry()) {
        let hint = "edit one regulation or product at a time";
        return Err(Refusal::new(Why::Rule, "the edit changes several entries", hint));
    }
    Spot::of(snapshot, &first.record)
}

/// Returns what an entry says, if all these records can be edited in it.
fn facts_in(snapshot: &Snapshot, spot: &Spot, records: &[Record]) -> Result<Facts, Refusal> {
    let mut tree = Tree::default();
    let text = snapshot.text.get(spot.start..spot.end).unwrap_or_default();
    let piece = spot.parse(text, &mut tree);
    let opened = piece.as_ref().and_then(|piece| spot.open(piece));
    let (key, entry, _) = opened.ok_or_else(|| unproved(spot))?;
    let mut last = None;
    for record in records {
        if last != record.milestone() {
            within(record, key, entry)?;
            last = record.milestone();
        }
    }
    within(records.first().unwrap_or(&Record::File), key, entry)?;
    Ok(says::facts_of(spot.section, &spot.id, entry))
}

/// Makes the splices of an edit; offsets count from the start of the entry.
fn splices_of(snapshot: &Snapshot, spot: &Spot, edit: &Edit, before: &Facts) -> Result<Vec<Splice>, Refusal> {
    let text = snapshot.text.get(spot.start..spot.end).unwrap_or_default();
    let mut work = Work::on(spot, text);
    let mut now = before.clone();
    for group in cells::groups(&edit.changes) {
        let Some(first) = group.first() else { continue };
        let mut next = now.clone();
        let part = Edit { act: edit.act, changes: group.to_vec() };
        next.apply(&part).map_err(|_clashes| unproved(spot))?;
        if let Record::Cell { .. } = first.record {
            let (old, new) = (cells::says(&now, &first.record), cells::says(&next, &first.record));
            cells::change(&mut work, &first.record, (&old, &new), (&snapshot.plan.roster, &now))?;
        } else if next != now {
            keys::change(&mut work, first)?;
        }
        now = next;
    }
    Ok(work.splices())
}

/// Returns the entry before and after an edit.
fn case<'a>(snapshot: &'a Snapshot, spot: &'a Spot, whole: &'a str) -> Result<Case<'a>, Refusal> {
    let end = (spot.end + whole.len()).checked_sub(snapshot.text.len());
    let after = end.and_then(|end| whole.get(spot.start..end)).ok_or_else(|| unproved(spot))?;
    let before = snapshot.text.get(spot.start..spot.end).unwrap_or_default();
    Ok(Case { spot, before, after, whole })
}

/// Puts splices into the text and proves the result. Errors may come back: what is put back may have been wrong.
fn finish(
    snapshot: &Snapshot,
    spot: &Spot,
    mut splices: Vec<Splice>,
    (before, after): (&Facts, &Facts),
) -> Result<Amended, Refusal> {
    for splice in &mut splices {
        splice.at += spot.start;
    }
    let text = splice(&snapshot.text, &splices).ok_or_else(|| unproved(spot))?;
    prove(&case(snapshot, spot, &text)?, before, after)?;
    let address = match spot.section {
        Section::Products => Record::Product(spot.id.clone()),
        Section::Regulations => Record::Regulation(spot.id.clone()),
    };
    let entry = spot.is_alone.then(|| (address.to_string(), spot.start));
    Ok(Amended { text, splices, entry })
}
