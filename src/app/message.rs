//! What can happen to the program.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::evidence::Looked;
use super::history::Found;
use super::key::Key;
use super::mouse::Pointed;
use super::saving::{NotSaved, Saved, Ticket};
use crate::domain::edit::{Edit, Record};
use crate::domain::link::Address;
use crate::domain::theme::Theme;
use crate::domain::unfinished::Unfinished;
use crate::yaml::snapshot::Snapshot;

/// Why a paste is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It was longer than a paste may be.
    TooLong,
    /// The terminal did not say where it ends.
    Unended,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Pressed(Key),
    /// The mouse did something.
    Pointed(Pointed),
    /// Text was pasted.
    Pasted(String),
    /// The text that was pasted just now is not whole.
    PasteCut(Cut),
    /// The terminal has a new size.
    Resized {
        /// Its width.
        columns: u16,
        /// Its height.
        rows: u16,
    },
    /// Time went by. Absolute, never a difference.
    Ticked(Now),
    /// The file was read, at the start or because it changed.
    Loaded(Loaded),
    /// The file was looked at and is what was read last. Told when the screen is awake anyway; wakes nobody.
    Looked(Now),
    /// The file could not be read: missing, unreadable, too large, not text, a directory …
    LoadFailed(LoadFailed),
    /// The program came back to its terminal after Ctrl-Z or an editor: repaint all.
    Resumed,
    /// The editor could not be started or ended with a failure; one line to show.
    EditorFailed(String),
    /// A note was written in an editor.
    NoteWritten {
        /// The record whose note it is.
        record: Record,
        /// The note as it was given to the editor.
        was: String,
        /// The note as it came back.
        text: String,
    },
    /// An edit was saved.
    Saved(Box<Saved>),
    /// An edit was not saved.
    NotSaved {
        /// Which request it was.
        ticket: Ticket,
        /// Why.
        why: NotSaved,
    },
    /// An edit has waited for two seconds for the lock that another program holds.
    Waiting {
        /// Which request it is.
        ticket: Ticket,
    },
    /// Edits are kept as drafts: where; none: they could not be kept.
    Kept(Option<String>),
    /// Edits were found that the program could not save last time, and where they are kept.
    DraftsFound {
        /// The edits, oldest first; at most 64 are taken.
        edits: Vec<Edit>,
        /// Where they are kept.
        kept_in: String,
    },
    /// Whether what is being typed is kept: said when it could not be, or can be again; why not, in one line.
    TextsKept(Result<(), String>),
    /// Texts were found that were being typed when the program ended, oldest first; at most 64 are taken.
    TextsFound(Vec<Unfinished>),
    /// What a save left behind that never came to its end was settled at the start; a line to show.
    Settled(String),
    /// A spreadsheet was read.
    SheetRead {
        /// Its path as typed.
        path: String,
        /// Its bytes, or why not; one line.
        read: Result<Arc<[u8]>, String>,
    },
    /// A path was completed.
    PathCompleted {
        /// The path as it was typed.
        path: String,
        /// What it becomes; none: nothing begins so.
        to: Option<String>,
    },
    /// A new file was made; it is read next.
    FileMade {
        /// Its name as shown in the header.
        name: String,
    },
    /// A theme was kept, or not.
    ThemeKept {
        /// The theme.
        theme: Theme,
        /// The settings that hold it; or those that do not, and why not.
        answer: Result<String, (String, String)>,
    },
    /// The journal was read.
    HistoryRead(Box<Found>),
    /// A page or a file was not opened.
    NotOpened {
        /// What was to be opened.
        address: Address,
        /// Why, and what to do; one line.
        why: String,
    },
    /// Evidence was looked for.
    EvidenceLooked(Looked),
}

/// The time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// By the wall clock, or by what `--as-of` made of it.
    pub wall: DateTime<Utc>,
    /// By a clock that never steps, from any fixed origin. It may stand still while the machine sleeps.
    pub mono: Duration,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What it says.
    pub snapshot: Arc<Snapshot>,
    /// When it was read.
    pub read_at: DateTime<Utc>,
    /// When it was last changed, by its own metadata.
    pub changed_at: Option<DateTime<Utc>>,
    /// Whether edits of it can be saved: it and its directory may be written.
    pub is_writable: bool,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadFailed {
    /// When that was noticed.
    pub at: DateTime<Utc>,
    /// Whether there is no such file.
    pub is_missing: bool,
    /// What is wrong; one line.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}
