//! What the program and its saver say to each other. Plain data: the saver alone touches the disk.

use std::sync::Arc;

use crate::domain::edit::{Clash, Edit, Refusal};
use crate::yaml::snapshot::Snapshot;

/// The number of a request to save, from 1; each run counts anew.
pub type Ticket = u64;

/// A version of the file; equal to another if their texts are.
#[derive(Clone, Debug)]
pub struct Base(pub Arc<Snapshot>);

impl PartialEq for Base {
    fn eq(&self, other: &Self) -> bool {
        self.0.sha256 == other.0.sha256
    }
}

impl Eq for Base {}

/// What is to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// This edit.
    Edit(Edit),
    /// The user's newest edit that stands, taken back.
    Undo,
    /// The user's newest undo that stands, taken back.
    Redo,
}

/// A request to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// Its number; the answer bears it.
    pub ticket: Ticket,
    /// What is to be saved.
    pub intent: Intent,
    /// The version that was shown when it was made.
    pub base: Base,
}

/// What was saved.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Which request it was.
    pub ticket: Ticket,
    /// The edit as it was done; of an undo, the inverse.
    pub edit: Edit,
    /// The file as it now stands.
    pub snapshot: Arc<Snapshot>,
    /// Whether somebody else had saved in between.
    pub is_replayed: bool,
    /// Whether it is safe against power loss.
    pub is_durable: bool,
    /// What is to be said besides, a line each.
    pub remarks: Vec<String>,
}

/// Why nothing was saved. The file is what it was.
#[derive(Clone, Debug)]
pub enum NotSaved {
    /// Somebody else changed the same fields; with the newest version of the file.
    Clashes(Vec<Clash>, Arc<Snapshot>),
    /// It is refused; a place in it is one of this version, or of the base where that is none.
    Refused(Refusal, Option<Arc<Snapshot>>),
    /// The disk did not take it.
    Failed(Failure),
}

/// The disk did not take an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong; one line.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}
