//! An edit to bytes: what FORMAT's table of changes says, as operations of the span editor, and the proof.

mod at;
mod back;
mod brackets;
mod cells;
mod entry;
mod keys;
pub mod layout;
mod part;
mod prove;
mod record;
mod says;
mod structure;
mod trial;
mod work;

use self::entry::{Spot, behind_alias, find};
use self::part::{Part, names_in, parts_of};
use self::prove::{Case, no_new_error, prove};
pub use self::trial::{Trial, trial};
use self::work::{Work, lost};
use crate::domain::edit::{Clash, Edit, Facts, Record, Refusal, Splice, Step, Value, Why, splice};
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

/// Returns what the entries that hold these records say, each entry once; of the file itself its keys.
///
/// Takes time in proportion to the entries, not to the file, where that was read in pieces.
///
/// # Errors
///
/// When an entry or milestone is not there, stands behind an alias, or the file's text is broken.
pub fn facts(snapshot: &Snapshot, records: &[Record]) -> Result<Facts, Refusal> {
    let mut spots: Vec<(Spot, Vec<Record>)> = Vec::new();
    for record in records {
        let spot = Spot::of(snapshot, record).map_err(|refusal| entry::placed(snapshot, Some(record), refusal))?;
        let same = |other: &Spot| *other == spot || (!spot.is_alone && !other.is_alone);
        match spots.iter_mut().find(|(other, _)| same(other)) {
            Some((other, list)) => {
                list.push(record.clone());
                other.has_header |= spot.has_header;
                spot.entries.into_iter().for_each(|entry| other.add(entry));
            }
            None => spots.push((spot, vec![record.clone()])),
        }
    }
    let mut facts = Facts::default();
    for (spot, records) in &spots {
        let found = facts_in(snapshot, spot, records);
        facts.list.extend(found.map_err(|refusal| entry::placed(snapshot, records.first(), refusal))?.list);
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

/// Does an edit on a text, and proves it: the entry is read anew and must say what [`Facts::apply`] makes of the
/// old one; no other byte changes; no new error is found.
///
/// # Errors
///
/// When the edit is refused by a rule, cannot be proved, changes nothing, or clashes with what stands there.
pub fn amend(snapshot: &Snapshot, edit: &Edit) -> Result<Amended, NotAmended> {
    amended(snapshot, edit).map_err(|not| match not {
        NotAmended::Refused(refusal) => NotAmended::Refused(placed(snapshot, edit, refusal)),
        NotAmended::Clashes(_) => not,
    })
}

fn amended(snapshot: &Snapshot, edit: &Edit) -> Result<Amended, NotAmended> {
    let parts = parts_of(snapshot, edit).map_err(NotAmended::Refused)?;
    let mut clashes = Vec::new();
    let mut done = Vec::with_capacity(parts.len());
    for part in parts {
        let before = facts_in(snapshot, &part.spot, &names_in(&part.edit));
        let before = before.and_then(|before| refuse(&part.edit, &before).map(|()| before));
        let before = before.map_err(|refusal| NotAmended::Refused(placed(snapshot, &part.edit, refusal)))?;
        let mut after = before.clone();
        match after.apply(&part.edit) {
            Ok(()) => done.push((part, before, after)),
            Err(more) => clashes.extend(more),
        }
    }
    if !clashes.is_empty() {
        return Err(NotAmended::Clashes(clashes));
    }
    let is_structural = edit.changes.iter().any(|change| change.step.is_structural());
    if !is_structural && done.iter().all(|(_, before, after)| before == after) {
        let message = "it is so already: somebody else made the same change";
        return Err(NotAmended::Refused(Refusal::new(Why::Nothing, message, "")));
    }
    all(snapshot, edit, &done).map_err(NotAmended::Refused)
}

/// Does all parts of an edit, and puts what comes of them together.
fn all(snapshot: &Snapshot, edit: &Edit, done: &[(Part, Facts, Facts)]) -> Result<Amended, Refusal> {
    let mut splices = Vec::new();
    for (part, before, after) in done {
        if before == after && !part.edit.changes.iter().any(|change| change.step.is_structural()) {
            continue;
        }
        let amended = one(snapshot, (part, before, after)).map_err(|refusal| placed(snapshot, &part.edit, refusal))?;
        if let [_] = done {
            return Ok(amended);
        }
        splices.extend(amended.splices);
    }
    let spots: Vec<&Spot> = done.iter().map(|(part, ..)| &part.spot).collect();
    together(snapshot, splices, (edit, &spots))
}

/// Does one part of an edit.
fn one(snapshot: &Snapshot, (part, before, after): (&Part, &Facts, &Facts)) -> Result<Amended, Refusal> {
    let splices = splices_of(snapshot, &part.spot, &part.edit, before)?;
    let amended = finish(snapshot, &part.spot, splices, (before, after))?;
    no_new_error(&case(snapshot, &part.spot, &amended.text)?)?;
    Ok(amended)
}

/// Adds to a refusal the place where an edit begins, if it has none.
fn placed(snapshot: &Snapshot, edit: &Edit, refusal: Refusal) -> Refusal {
    entry::placed(snapshot, edit.changes.first().map(|change| &change.record), refusal)
}

/// Puts the splices of several parts into the text; where one of the parts is the whole text, proves the result anew.
fn together(
    snapshot: &Snapshot,
    mut splices: Vec<Splice>,
    (edit, spots): (&Edit, &[&Spot]),
) -> Result<Amended, Refusal> {
    let whole = around(snapshot, spots)?;
    splices.sort_by_key(|splice| splice.at);
    let is_apart = splices.windows(2).all(|pair| match pair {
        [a, b] => a.at + a.old.len() < b.at || (a.at + a.old.len() == b.at && !(a.old.is_empty() && b.old.is_empty())),
        _ => true,
    });
    let text = splice(&snapshot.text, &splices).filter(|_| is_apart).ok_or_else(|| lost(&whole))?;
    if spots.iter().any(|spot| !spot.is_alone) {
        let before = facts_in(snapshot, &whole, &[])?;
        let mut after = before.clone();
        after.apply(edit).map_err(|_clashes| lost(&whole))?;
        prove(&case(snapshot, &whole, &text)?, &before, &after)?;
    }
    Ok(Amended { text, splices, entry: None })
}

/// Returns the whole text as a spot that is about all that these are about.
fn around(snapshot: &Snapshot, spots: &[&Spot]) -> Result<Spot, Refusal> {
    let mut whole = Spot::whole(snapshot)?;
    for spot in spots {
        whole.has_header |= spot.has_header;
        spot.entries.iter().for_each(|entry| whole.add(entry.clone()));
    }
    Ok(whole)
}

/// Refuses what would be written behind an alias, and records that cannot come into being or be renamed.
fn refuse(edit: &Edit, before: &Facts) -> Result<(), Refusal> {
    for change in &edit.changes {
        let taken = |record: &Record| {
            let message = format!("'{record}' is there already");
            Err(Refusal::new(Why::Rule, message, "choose another id"))
        };
        match &change.step {
            Step::Create { .. } if before.has_within(&change.record) => return taken(&change.record),
            Step::Rename { to } if before.has_within(&change.record.renamed(to)) => {
                return taken(&change.record.renamed(to));
            }
            Step::Rename { .. } if !before.has_within(&change.record) => {
                return Err(Refusal::new(Why::Missing, format!("there is no '{}'", change.record), ""));
            }
            Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. } => {}
            Step::Set { .. } | Step::Append { .. } | Step::TakeBack { .. } => {
                if let Some(Value::Alias(name)) = before.get(&change.record, &change.key) {
                    let message = format!("'{}' of '{}' is written as *{name}", change.key, change.record);
                    let hint = format!("edit what stands at &{name} by hand");
                    return Err(Refusal::new(Why::Unproved, message, hint));
                }
            }
        }
    }
    Ok(())
}

/// Takes an edit back by its bytes: puts the old ones where the new ones stand, and proves that this is `inverse`.
///
/// `splices` and `entry` are those of the journal. Where others wrote before them in the same entry, the place is
/// found by what was written. A record that was taken away comes back with its comments behind the record that it
/// stood behind. None where the bytes no longer stand there alone, or the proof fails: then the inverse edit itself
/// may still be done by [`amend`].
#[must_use]
pub fn put_back(
    snapshot: &Snapshot,
    inverse: &Edit,
    splices: &[Splice],
    entry: Option<&(String, usize)>,
) -> Option<Amended> {
    let parts = parts_of(snapshot, inverse).ok()?;
    let spot = match parts.as_slice() {
        [part] if part.spot.is_alone == entry.is_some() => part.spot.clone(),
        [] | [_] => return None,
        several => around(snapshot, &several.iter().map(|part| &part.spot).collect::<Vec<_>>()).ok()?,
    };
    if spot.is_alone != entry.is_some() {
        return None;
    }
    let before = facts_in(snapshot, &spot, &names_in(inverse)).ok()?;
    refuse(inverse, &before).ok()?;
    let mut after = before.clone();
    after.apply(inverse).ok()?;
    let is_structural = inverse.changes.iter().any(|change| change.step.is_structural());
    if after == before && !is_structural {
        return None;
    }
    let text = snapshot.text.get(spot.start..spot.end)?;
    let back = back::backwards(splices, entry.map_or(0, |(_, start)| *start))?;
    let mut tries = back::places(text, &back);
    tries.extend(back::behind(&back, || amend(snapshot, inverse).ok().map(|amended| amended.splices), spot.start));
    let amended = tries.into_iter().find_map(|splices| finish(snapshot, &spot, splices, (&before, &after)).ok())?;
    // What came of several parts has no one entry, whatever it was taken back in.
    Some(Amended { entry: amended.entry.filter(|_| entry.is_some()), ..amended })
}

/// Returns what a part of the text says, if all these records can be edited in it.
fn facts_in(snapshot: &Snapshot, spot: &Spot, records: &[Record]) -> Result<Facts, Refusal> {
    let mut tree = Tree::default();
    let text = snapshot.text.get(spot.start..spot.end).unwrap_or_default();
    let piece = spot.parse(text, &mut tree).ok_or_else(|| lost(spot))?;
    let facts = spot.facts(&piece).ok_or_else(|| lost(spot))?;
    let mut last = None;
    for record in records {
        let Some(id) = entry::entry_of(record) else { continue };
        let place = (id, record.milestone());
        if last.as_ref() != Some(&place) {
            let (key, value, _) = spot.open(&piece, &place.0).ok_or_else(|| lost(spot))?;
            within(record, key, value)?;
            last = Some(place);
        }
    }
    Ok(facts)
}

/// Makes the splices of an edit; offsets count from the start of its part.
fn splices_of(snapshot: &Snapshot, spot: &Spot, edit: &Edit, before: &Facts) -> Result<Vec<Splice>, Refusal> {
    let text = snapshot.text.get(spot.start..spot.end).unwrap_or_default();
    let mut work = Work::on(spot, text);
    let mut now = before.clone();
    for group in structure::groups(&edit.changes) {
        let Some(first) = group.first() else { continue };
        let mut next = now.clone();
        let part = Edit { act: edit.act, changes: group.to_vec() };
        next.apply(&part).map_err(|_clashes| lost(spot))?;
        if let Some(whole) = structure::whole_record(group) {
            structure::change(&mut work, whole, &next)?;
        } else if let Some(keys) = structure::renamed_key(&group.iter().collect::<Vec<_>>()) {
            structure::rename_key(&mut work, keys)?;
        } else if let Record::Cell { .. } = first.record {
            let (old, new) = (cells::says(&now, &first.record), cells::says(&next, &first.record));
            let width = cells::width(&mut work, &first.record);
            match &first.step {
                Step::Create { seat } => cells::join(&mut work, &first.record, &new, seat)?,
                Step::Set { .. }
                | Step::Append { .. }
                | Step::TakeBack { .. }
                | Step::Remove { .. }
                | Step::Rename { .. } => {
                    cells::change(&mut work, &first.record, (&old, &new), (&snapshot.plan.roster, &now))?;
                }
            }
            cells::unfold(&mut work, &first.record, width)?;
        } else if next != now {
            keys::change(&mut work, first)?;
        }
        now = next;
    }
    Ok(work.splices())
}

/// Returns the part before and after an edit.
fn case<'a>(snapshot: &'a Snapshot, spot: &'a Spot, whole: &'a str) -> Result<Case<'a>, Refusal> {
    let end = (spot.end + whole.len()).checked_sub(snapshot.text.len());
    let after = end.and_then(|end| whole.get(spot.start..end)).ok_or_else(|| lost(spot))?;
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
    let text = splice(&snapshot.text, &splices).ok_or_else(|| lost(spot))?;
    prove(&case(snapshot, spot, &text)?, before, after)?;
    let address = spot.entries.first().map(|(section, id)| match section {
        Section::Products => Record::Product(id.clone()),
        Section::Regulations => Record::Regulation(id.clone()),
    });
    let entry = address.filter(|_| spot.is_alone).map(|address| (address.to_string(), spot.start));
    Ok(Amended { text, splices, entry })
}
