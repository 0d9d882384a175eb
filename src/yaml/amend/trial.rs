//! An edit tried out on the whole text: what the dates and references of the file say then.

use super::prove::first_new;
use super::{Amended, NotAmended, amend};
use crate::domain::edit::{Act, Edit, Refusal, Why};
use crate::domain::finding::Finding;
use crate::domain::zone::Zone;
use crate::yaml::snapshot::Snapshot;

/// What comes of an edit.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The new text.
    pub amended: Amended,
    /// What it says.
    pub after: Snapshot,
}

/// Does an edit, and reads the whole new text: also what needs two records must not be wrong by it.
///
/// An anchor that is not there, a ring of rules or a calendar that is unknown are found by reading the whole file,
/// not by [`amend`]'s look at one entry. Takes time in proportion to the file. `machine` is the zone of dates that
/// name none anywhere.
///
/// # Errors
///
/// Those of [`amend`]; and an error anywhere in the file that was not there before.
pub fn trial(snapshot: &Snapshot, edit: &Edit, machine: &Zone) -> Result<Trial, NotAmended> {
    let amended = amend(snapshot, edit)?;
    let after = Snapshot::of(amended.text.as_str().into(), machine);
    if let Some(error) = first_new(&snapshot.findings, &after.findings, edit.act) {
        let message = format!("this would be wrong: {}", in_one(error));
        return Err(NotAmended::Refused(Refusal::new(Why::Rule, message, error.hint.to_string())));
    }
    Ok(Trial { amended, after })
}

/// Returns why an edit that is done already would leave something wrong anywhere in the file that was not before.
#[must_use]
pub fn wrong_by(snapshot: &Snapshot, amended: &Amended, act: Act, machine: &Zone) -> Option<Refusal> {
    let after = Snapshot::of(amended.text.as_str().into(), machine);
    let error = first_new(&snapshot.findings, &after.findings, act)?;
    let message = format!("this would be wrong by now: {}", in_one(error));
    Some(Refusal::new(Why::Rule, message, error.hint.to_string()))
}

fn in_one(error: &Finding) -> String {
    if error.label.is_empty() { error.message.to_string() } else { format!("{}: {}", error.message, error.label) }
}
