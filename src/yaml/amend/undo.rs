//! Edits taken back: by their bytes, else by the inverse edit.

use super::back;
use super::entry::Ground;
use super::part::{names_in, parts_of};
use super::{Amended, NotAmended, amend, around, facts_in, finish, placed, refuse};
use crate::domain::edit::{Edit, Refusal, Splice, Step, Why};
use crate::yaml::snapshot::Snapshot;

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
        [part] if part.spot.is_alone && entry.is_some() => part.spot.clone(),
        [] => return None,
        [part] if part.spot.is_alone || entry.is_some() => return None,
        several => around(snapshot, &several.iter().map(|part| &part.spot).collect::<Vec<_>>()).ok()?,
    };
    if spot.is_alone != entry.is_some() {
        return None;
    }
    let ground = Ground::of(snapshot, &spot).ok()?;
    let before = facts_in(&ground, &names_in(inverse)).ok()?;
    refuse(inverse, &before).ok()?;
    let mut after = before.clone();
    after.apply(inverse).ok()?;
    let is_structural = inverse.changes.iter().any(|change| change.step.is_structural());
    if after == before && !is_structural {
        return None;
    }
    let back = back::backwards(splices, entry.map_or(0, |(_, start)| *start))?;
    let mut tries = back::places(ground.text, &back);
    tries.extend(back::behind(&back, || amend(snapshot, inverse).ok().map(|amended| amended.splices), spot.start));
    let mut done = tries.into_iter().filter_map(|splices| finish(snapshot, &ground, splices, (&before, &after)).ok());
    let amended = done.next()?.in_text(snapshot, &spot).ok()?;
    // What came of several parts has no one entry, whatever it was taken back in.
    Some(Amended { entry: amended.entry.filter(|_| entry.is_some()), ..amended })
}

/// Takes an edit back: by its bytes, else by doing the inverse edit. See [`put_back`].
///
/// # Errors
///
/// As [`amend`]; and where comments would go that are not the edit's, or would not come back.
pub fn take_back(
    snapshot: &Snapshot,
    inverse: &Edit,
    splices: &[Splice],
    entry: Option<&(String, usize)>,
) -> Result<Amended, NotAmended> {
    if let Some(amended) = put_back(snapshot, inverse, splices, entry) {
        return Ok(amended);
    }
    let amended = amend(snapshot, inverse)?;
    if !back::loses_comments(splices, &amended.splices) {
        return Ok(amended);
    }
    let message = if inverse.changes.iter().any(|change| matches!(change.step, Step::Remove { .. })) {
        "somebody wrote a comment into what this would take away"
    } else {
        "this would come back without its comments: somebody wrote beside it since"
    };
    let hint = "do it by hand: what stood there is in the journal, under 'splices'";
    Err(NotAmended::Refused(placed(snapshot, inverse, Refusal::new(Why::Unproved, message, hint))))
}
