//! An edit: what somebody changes, as records, keys and values. Made alike by keys and by commands.
//!
//! An edit says what stood there (`from`) and what shall stand there (`to`), never bytes. So it can be shown, kept
//! in the journal, made again on a newer text, and taken back.

pub mod facts;
pub mod make;
pub mod refusal;
pub mod value;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use facts::{Anchor, Fact, Facts};
pub use refusal::{Clash, Refusal, Why};
pub use value::Value;

/// One act of somebody: saved as one, undone as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What it was, for words.
    pub act: Act,
    /// What it changes, in the order in which it is done.
    pub changes: Vec<Change>,
}

/// What somebody did, for the words of toasts, answers and the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Set the status of obligations.
    Status,
    /// Wrote a note.
    Note,
    /// Moved a date; the old one is kept under `moved`.
    Move,
    /// Corrected a date that was typed wrong.
    Correct,
    /// Compared a record with its source.
    Verify,
    /// Added records.
    Add,
    /// Set a field, or several of one record.
    Field,
    /// Took records away.
    Remove,
    /// Gave a record another id.
    Rename,
}

/// One key of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The record.
    pub record: Record,
    /// The key; in a cell, `status` stands for the entry itself: without it there is none.
    pub key: String,
    /// What happens to its value.
    #[serde(flatten)]
    pub step: Step,
}

/// What happens to a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// It becomes another; none: the key is not there.
    Set {
        /// What stood there.
        from: Option<Value>,
        /// What shall stand there.
        to: Option<Value>,
    },
    /// An item more at the end of a list, or lines more at the end of a text. The key may not be there yet.
    Append {
        /// The item, or the lines without the last line's end.
        value: Value,
    },
    /// The inverse of [`Step::Append`]: the last item or lines, if they are these.
    TakeBack {
        /// The item, or the lines.
        value: Value,
    },
    /// The record comes into being; the changes behind this one say what it says. The key is empty.
    ///
    /// Of a cell: its milestone names a product that it did not touch.
    Create {
        /// Where it stands among those of its map.
        seat: Seat,
    },
    /// The inverse of [`Step::Create`]: the record goes; the changes before this one took away all that it says.
    Remove {
        /// Where it stands among those of its map.
        seat: Seat,
    },
    /// The record gets another id; the changes behind this one name it by that. The key is empty.
    Rename {
        /// The new id; of a cell, the new id or selector.
        to: Box<str>,
    },
}

/// Where a record stands among those of its map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
    /// Behind the one with this id; behind all others where that is gone.
    Behind(Box<str>),
}

impl Step {
    /// Returns whether it makes, takes away or renames a whole record.
    #[must_use]
    pub fn is_structural(&self) -> bool {
        match self {
            Self::Create { .. } | Self::Remove { .. } | Self::Rename { .. } => true,
            Self::Set { .. } | Self::Append { .. } | Self::TakeBack { .. } => false,
        }
    }
}

/// A record that can be edited; written and read as its address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// The header of the file.
    File,
    /// An entry of `products`.
    Product(Box<str>),
    /// An entry of `regulations`.
    Regulation(Box<str>),
    /// A milestone.
    Milestone {
        /// Its regulation.
        regulation: Box<str>,
        /// Its id.
        milestone: Box<str>,
    },
    /// What a milestone, or one occurrence of it, says of an id or selector.
    Cell {
        /// The regulation.
        regulation: Box<str>,
        /// The milestone.
        milestone: Box<str>,
        /// The occurrence's nominal date.
        nominal: Option<NaiveDate>,
        /// An id or a selector, as written.
        target: Box<str>,
    },
}

impl Record {
    /// Returns the entry of `products` or `regulations` in which it stands: the word of the map, and the id.
    #[must_use]
    pub fn entry(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::File => None,
            Self::Product(id) => Some(("products", id)),
            Self::Regulation(regulation) | Self::Milestone { regulation, .. } | Self::Cell { regulation, .. } => {
                Some(("regulations", regulation))
            }
        }
    }

    /// Returns whether it is another record or stands inside it: cells in milestones, milestones in regulations.
    #[must_use]
    pub fn is_within(&self, whole: &Self) -> bool {
        match whole {
            Self::File | Self::Product(_) | Self::Cell { .. } => self == whole,
            Self::Regulation(id) => self.entry() == Some(("regulations", id)),
            Self::Milestone { .. } => self.milestone().is_some() && self.milestone() == whole.milestone(),
        }
    }

    /// Returns the same record under another id; of a cell, for another id or selector.
    #[must_use]
    pub fn renamed(&self, to: &str) -> Self {
        match self {
            Self::File => Self::File,
            Self::Product(_) => Self::Product(to.into()),
            Self::Regulation(_) => Self::Regulation(to.into()),
            Self::Milestone { regulation, .. } => {
                Self::Milestone { regulation: regulation.clone(), milestone: to.into() }
            }
            Self::Cell { regulation, milestone, nominal, .. } => Self::Cell {
                regulation: regulation.clone(),
                milestone: milestone.clone(),
                nominal: *nominal,
                target: to.into(),
            },
        }
    }

    /// Returns it as it is called after `whole`, in which it stands, became `to`.
    #[must_use]
    pub fn after_rename(&self, whole: &Self, to: &str) -> Self {
        if self == whole {
            return self.renamed(to);
        }
        match (self, whole) {
            (Self::Milestone { milestone, .. }, Self::Regulation(_)) => {
                Self::Milestone { regulation: to.into(), milestone: milestone.clone() }
            }
            (Self::Cell { milestone, nominal, target, .. }, Self::Regulation(_)) => Self::Cell {
                regulation: to.into(),
                milestone: milestone.clone(),
                nominal: *nominal,
                target: target.clone(),
            },
            (Self::Cell { regulation, nominal, target, .. }, Self::Milestone { .. }) => Self::Cell {
                regulation: regulation.clone(),
                milestone: to.into(),
                nominal: *nominal,
                target: target.clone(),
            },
            (_, _) => self.clone(),
        }
    }

    /// Returns its id; of a cell, its id or selector; of the file nothing.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::File => "",
            Self::Product(id) | Self::Regulation(id) => id,
            Self::Milestone { milestone, .. } => milestone,
            Self::Cell { target, .. } => target,
        }
    }

    /// Returns the milestone that it is or belongs to.
    #[must_use]
    pub fn milestone(&self) -> Option<(&str, &str)> {
        match self {
            Self::File | Self::Product(_) | Self::Regulation(_) => None,
            Self::Milestone { regulation, milestone } | Self::Cell { regulation, milestone, .. } => {
                Some((regulation, milestone))
            }
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("file"),
            Self::Product(id) => write!(f, "product:{id}"),
            Self::Regulation(id) => write!(f, "regulation:{id}"),
            Self::Milestone { regulation, milestone } => write!(f, "{regulation}/{milestone}"),
            Self::Cell { regulation, milestone, nominal: None, target } => {
                write!(f, "{regulation}/{milestone}:{target}")
            }
            Self::Cell { regulation, milestone, nominal: Some(day), target } => {
                write!(f, "{regulation}/{milestone}@{day}:{target}")
            }
        }
    }
}

/// A text that is not the address of a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not the address of a record")]
pub struct NoRecord(pub String);

impl FromStr for Record {
    type Err = NoRecord;

    fn from_str(text: &str) -> Result<Self, NoRecord> {
        let wrong = || NoRecord(text.to_string());
        let Some((regulation, rest)) = text.split_once('/') else {
            return match text.split_once(':') {
                None if text == "file" => Ok(Self::File),
                Some(("product", id)) => Ok(Self::Product(id.into())),
                Some(("regulation", id)) => Ok(Self::Regulation(id.into())),
                None | Some(_) => Err(wrong()),
            };
        };
        let (head, target) = match rest.split_once(':') {
            Some((head, target)) => (head, Some(target)),
            None => (rest, None),
        };
        let (milestone, nominal) = match head.split_once('@') {
            Some((milestone, day)) => (milestone, Some(day.parse().ok().ok_or_else(wrong)?)),
            None => (head, None),
        };
        let (regulation, milestone): (Box<str>, Box<str>) = (regulation.into(), milestone.into());
        match (target, nominal) {
            (Some(target), nominal) => Ok(Self::Cell { regulation, milestone, nominal, target: target.into() }),
            (None, None) => Ok(Self::Milestone { regulation, milestone }),
            (None, Some(_)) => Err(wrong()),
        }
    }
}

impl Serialize for Record {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Edit {
    /// Returns the edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        // What was added is taken away in words too.
        let act = match self.act {
            Act::Add => Act::Remove,
            Act::Remove => Act::Add,
            act @ (Act::Status | Act::Note | Act::Move | Act::Correct | Act::Verify | Act::Field | Act::Rename) => act,
        };
        Self { act, changes: self.changes.iter().rev().map(Change::inverse).collect() }
    }
}

impl Change {
    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut record = self.record.clone();
        let step = match &self.step {
            Step::Set { from, to } => Step::Set { from: to.clone(), to: from.clone() },
            Step::Append { value } => Step::TakeBack { value: value.clone() },
            Step::TakeBack { value } => Step::Append { value: value.clone() },
            Step::Create { seat } => Step::Remove { seat: seat.clone() },
            Step::Remove { seat } => Step::Create { seat: seat.clone() },
            Step::Rename { to } => {
                let from = record.id().into();
                record = record.renamed(to);
                Step::Rename { to: from }
            }
        };
        Self { record, key: self.key.clone(), step }
    }
}

/// Bytes of a text that become others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Where they begin: an offset into the text before the edit.
    pub at: usize,
    /// What stands there.
    pub old: String,
    /// What takes its place.
    pub new: String,
}

/// Puts splices into a text; none where one does not find its old bytes, or they are not in order.
#[must_use]
pub fn splice(text: &str, splices: &[Splice]) -> Option<String> {
    let grown: usize = splices.iter().map(|splice| splice.new.len()).sum();
    let mut result = String::with_capacity(text.len() + grown);
    let mut at = 0;
    for splice in splices {
        result.push_str(text.get(at..splice.at)?);
        at = splice.at + splice.old.len();
        if text.get(splice.at..at)? != splice.old {
            return None;
        }
        result.push_str(&splice.new);
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_as_they_are_written() {
        for text in ["file", "product:kes", "regulation:r", "r/m", "r/m:kes", "r/m:tag:endpoint", "r/m@2027-04-15:kes"]
        {
            assert_eq!(text.parse::<Record>().map(|record| record.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "kes", "r/m@2027-04-15", "r/m@soon:kes", "view:x"] {
            assert!(text.parse::<Record>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_inverse_of_a_rename_names_the_record_as_it_is_called_by_then() {
        let record: Record = "r/m".parse().expect("an address");
        let rename = Change { record, key: String::new(), step: Step::Rename { to: "n".into() } };
        let back = rename.inverse();
        assert_eq!((back.record.to_string().as_str(), &back.step), ("r/n", &Step::Rename { to: "m".into() }));
        assert_eq!(back.inverse(), rename);
        let cell: Record = "r/m@2027-04-15:kes".parse().expect("an address");
        let milestone: Record = "r/m".parse().expect("an address");
        assert!(cell.is_within(&milestone) && !milestone.is_within(&cell));
        assert_eq!(cell.after_rename(&milestone, "n").to_string(), "r/n@2027-04-15:kes");
        assert_eq!(cell.after_rename(&Record::Regulation("r".into()), "s").to_string(), "s/m@2027-04-15:kes");
    }

    #[test]
    fn splices_find_their_old_bytes_or_nothing_happens() {
        let one = |at, old: &str, new: &str| Splice { at, old: old.into(), new: new.into() };
        assert_eq!(splice("abcd", &[one(1, "b", "xyz"), one(3, "d", "")]).as_deref(), Some("axyzc"));
        assert_eq!(splice("abcd", &[one(4, "", "!")]).as_deref(), Some("abcd!"));
        assert_eq!(splice("abcd", &[one(1, "c", "x")]), None);
        assert_eq!(splice("abcd", &[one(2, "c", "x"), one(1, "b", "x")]), None);
        assert_eq!(splice("abcd", &[one(9, "", "x")]), None);
    }
}
