//! Saving: one edit, on the newest text, whole or not at all.

mod failure;
mod lock;
mod original;
mod replace;
mod saving;
mod settle;
mod temp;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::domain::edit::{Clash, Edit, Refusal};
use crate::domain::history::Author;
use crate::domain::zone::Zone;
use crate::yaml::snapshot::Snapshot;
use saving::Saving;

pub(super) use original::can_be_saved;
pub use settle::settle_left;
pub(super) use temp::drop_list;

/// What is to be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// This edit.
    Edit(Edit),
    /// The newest edit of this author that stands, taken back.
    Undo,
    /// The newest undo of this author that stands, taken back.
    Redo,
}

/// An edit and all that saving needs to know.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The file; links are followed.
    pub file: &'a Path,
    /// What is to be saved.
    pub intent: Intent,
    /// The version of the file that the edit was made on.
    pub base: Arc<Snapshot>,
    /// Who edits.
    pub author: &'a Author,
    /// The zone of dates that name none anywhere.
    pub machine: &'a Zone,
    /// Now, for the journal.
    pub now: DateTime<FixedOffset>,
    /// How long to wait for another program's lock; none: for ever.
    pub patience: Option<Duration>,
}

/// What was saved.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The number of the edit in the journal.
    pub seq: u64,
    /// The edit as it was done; of an undo, the inverse.
    pub edit: Edit,
    /// The edit that an undo or redo took back.
    pub undoes: Option<u64>,
    /// The text as it now stands.
    pub text: Arc<str>,
    /// Its SHA-256.
    pub sha256: Box<str>,
    /// Whether the text was another than the base: somebody else had saved in between.
    pub is_replayed: bool,
    /// What is to be said besides, a line each: a torn journal, no locks here, hard links, a sync that failed at the end.
    pub remarks: Vec<String>,
    /// Whether the directory could be synced: without, it is saved but not yet safe against power loss.
    pub is_durable: bool,
}

/// Why nothing was saved. The file on the disk is what it was.
#[derive(Clone, Debug)]
pub enum NotSaved {
    /// Somebody else changed the same fields; with the newest version of the file.
    Clashes(Vec<Clash>, Arc<Snapshot>),
    /// The edit is refused; a place in it is one of `newest`, or of the base where that is none.
    Refused(Refusal, Option<Arc<Snapshot>>),
    /// Another program holds the lock for longer than the patience.
    Locked(String),
    /// The disk did not take it.
    Disk {
        /// What is wrong; one line.
        message: String,
        /// What to do.
        hint: String,
    },
}

/// The steps of a save, in order. A test may end the process at any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Another program has the lock; said every 100 ms.
    Waiting,
    /// The lock is held.
    Locked,
    /// The newest text was read, and the journal's last edit is settled.
    Read,
    /// The edit was done on the newest text and proved.
    Amended,
    /// The temporary file is there, empty.
    TempMade,
    /// It is written.
    TempWritten,
    /// It has mode and owner, and is synced.
    TempSynced,
    /// The journal's line is written.
    JournalWritten,
    /// And synced.
    JournalSynced,
    /// The file was looked at again and is still the same.
    Compared,
    /// The file is replaced.
    Renamed,
    /// What came out was what should; the displaced version is gone.
    Checked,
    /// The directory is synced.
    DirectorySynced,
    /// The journal says `done`.
    Settled,
    /// The lock is free.
    Unlocked,
}

/// Saves one edit; `on_step` hears of each step when it is done.
///
/// # Errors
///
/// When nothing was saved.
pub fn commit(request: &Request<'_>, on_step: &mut dyn FnMut(Step)) -> Result<Saved, NotSaved> {
    for _ in 0..saving::TRIES {
        let place = saving::place(request.file)?;
        let lock = saving::lock(&place, request.patience, on_step)?;
        on_step(Step::Locked);
        // None: the path leads to another file by now, which has a lock of its own.
        if let Some(saved) = Saving::new(request, place, lock.is_held()).run(on_step)? {
            drop(lock);
            on_step(Step::Unlocked);
            return Ok(saved);
        }
    }
    Err(failure::restless(request.file))
}
