//! What was changed, by whom, when: the records of the journal, and what follows from them.
//!
//! The pure part: which record is settled, what can be undone, what a line says. The bytes are the disk's.

mod chain;
mod choice;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::edit::{Edit, Record, Splice, Step, Value};

pub use chain::{Break, Chain, Fault, Scrap};
pub use choice::{Choosing, Way};

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

/// Returns why somebody made an edit, if it says so: the `reason` that it writes, or the `why` of a moved date.
#[must_use]
pub fn reason_of(edit: &Edit) -> Option<String> {
    edit.changes.iter().find_map(|change| match (&change.step, &*change.key) {
        (Step::Set { to: Some(Value::Text(text)), .. }, "reason") => Some(text.to_string()),
        (Step::Append { value: Value::Map(pairs) }, "moved") => {
            let why = pairs.iter().find(|(key, _)| &**key == "why");
            why.and_then(|(_, value)| value.as_text()).map(str::to_string)
        }
        (
            Step::Set { .. }
            | Step::Append { .. }
            | Step::TakeBack { .. }
            | Step::Create { .. }
            | Step::Remove { .. }
            | Step::Rename { .. },
            _,
        ) => None,
    })
}

/// How an edit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was saved.
    Done,
    /// It was not.
    Void,
    /// Nobody has looked yet: the next save will.
    Unsettled,
}

/// What a file beside or behind the name holds, by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The text before the edit.
    Before,
    /// The text after it.
    After,
    /// Another text.
    Other,
    /// There is no such file.
    Nothing,
}

/// What becomes of the temporary file of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is deleted: its text stands elsewhere, or was never wanted.
    Dropped,
    /// It gets a clear name: it is somebody else's save that the exchange displaced.
    SetAside,
}

/// Decides how an unsettled edit ended, from what the file and the temporary file hold.
///
/// The file and its replacement are exchanged in one step: before it the temporary file holds the text after the
/// edit, afterwards what stood in the file, also where that was saved by somebody else at the last moment. Where
/// files can only be renamed, there is no temporary file afterwards.
#[must_use]
pub fn settle(file: Found, temp: Found) -> (Outcome, Fate) {
    let outcome = match (file, temp) {
        (Found::After, _) | (_, Found::Before) | (Found::Other | Found::Nothing, Found::Other | Found::Nothing) => {
            Outcome::Done
        }
        (Found::Before | Found::Other | Found::Nothing, Found::After)
        | (Found::Before, Found::Other | Found::Nothing) => Outcome::Void,
    };
    let fate = if temp == Found::Other { Fate::SetAside } else { Fate::Dropped };
    (outcome, fate)
}

/// An edit of the journal and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// When it was made.
    pub time: DateTime<FixedOffset>,
    /// Who made it.
    pub author: Author,
    /// What it changed.
    pub body: Body,
    /// How it ended.
    pub outcome: Outcome,
    /// The file was changed outside this program between then, the time of the last edit that was saved, and this edit.
    pub changed_since: Option<DateTime<FixedOffset>>,
}

impl Entry {
    /// Takes the line of an edit; none for other lines.
    #[must_use]
    pub fn of(line: Line) -> Option<Self> {
        let body = line.body?;
        let (seq, time, author) = (line.seq, line.time, line.author);
        let (outcome, changed_since) = (Outcome::Unsettled, None);
        (line.kind == Kind::Edit).then_some(Self { seq, time, author, body, outcome, changed_since })
    }

    /// Returns whether it changed a record or what belongs to it: a milestone's cells, a regulation's milestones.
    #[must_use]
    pub fn concerns(&self, record: &Record) -> bool {
        self.body.edit.changes.iter().any(|change| belongs(&change.record, record))
    }
}

/// Returns what a record was called before an edit; none where the edit gave it no other name.
#[must_use]
pub fn name_before(edit: &Edit, record: &Record) -> Option<Record> {
    let mut name = record.clone();
    for change in edit.changes.iter().rev() {
        if let Step::Rename { to } = &change.step {
            let new = change.record.renamed(to);
            if name.is_within(&new) {
                name = name.after_rename(&new, change.record.id());
            }
        }
    }
    (name != *record).then_some(name)
}

/// Returns whether a record is another or a part of it.
#[must_use]
pub fn belongs(part: &Record, whole: &Record) -> bool {
    match (part, whole) {
        (_, Record::File) => true,
        (Record::Cell { target, .. }, Record::Product(id)) => target == id,
        (_, Record::Product(_)) => part == whole,
        (_, Record::Regulation(id)) => part.entry() == Some(("regulations", id)),
        (_, Record::Milestone { .. }) => part.milestone() == whole.milestone(),
        (Record::Cell { nominal, target, .. }, Record::Cell { nominal: asked, target: product, .. }) => {
            part.milestone() == whole.milestone() && nominal == asked && target == product
        }
        (_, Record::Cell { .. }) => false,
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
