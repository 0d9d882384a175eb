//! What was changed, by whom, when: the records of the journal, and what follows from them.
//!
//! The pure part: which record is settled, what can be undone, what a line says. The bytes are the disk's.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::edit::{Edit, Splice};

/// Who edits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The user's name.
    pub user: String,
    /// The machine's name.
    pub host: String,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The version of this shape: 1.
    pub v: u32,
    /// The number of the edit, from 1; `done` and `void` bear the number of the edit that they settle.
    pub seq: u64,
    /// What the line says.
    pub kind: Kind,
    /// When it was written.
    pub time: DateTime<FixedOffset>,
    /// Who, and on which machine.
    #[serde(flatten)]
    pub author: Author,
    /// The edit; none on `done` and `void`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The SHA-256 of the line before, without its end: 64 hexadecimal digits; empty on the first.
    pub prev: String,
}

/// What the line of an edit says besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// What was changed, with from and to.
    pub edit: Edit,
    /// The number of the edit that an undo or redo takes back.
    pub undoes: Option<u64>,
    /// The bytes; offsets into the text before.
    pub splices: Vec<Splice>,
    /// The entry of the file in which the splices stand, as an address, and its first byte before the edit.
    pub entry: Option<(String, usize)>,
    /// Why.
    pub reason: Option<String>,
    /// The SHA-256 of the text before.
    pub before: String,
    /// The SHA-256 of the text after.
    pub after: String,
    /// The name of the temporary file.
    pub temp: String,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An edit is about to be saved.
    Edit,
    /// It was saved.
    Done,
    /// It was not.
    Void,
}
