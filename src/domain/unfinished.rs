//! A text that was being typed in a dialog: what it takes to open that dialog again with it, also days later.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::edit::{Facts, Record};

/// A text that was being typed and is saved nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// The dialog; a word that means the same in every version of the program, such as `note`.
    pub dialog: String,
    /// The record that it is about; [`Record::File`] where it is about none, or about several.
    pub record: Record,
    /// What else the dialog must know, each under its word: the status that is set, the rows that are meant.
    pub about: Vec<(String, String)>,
    /// What stood in its fields as typed, each under the dialog's word for it, in their order.
    pub fields: Vec<(String, String)>,
    /// What the file said when the dialog was opened: what somebody else wrote since then is a clash.
    pub facts: Facts,
    /// When the typing began.
    pub begun: DateTime<Utc>,
}

/// Returns what facts say of a record and of its milestone: an entry of the file may hold many others.
#[must_use]
pub fn facts_about(facts: &Facts, record: &Record) -> Facts {
    let is_of = |other: &Record| {
        other == record || record.milestone().is_some_and(|milestone| other.milestone() == Some(milestone))
    };
    Facts { list: facts.list.iter().filter(|fact| is_of(&fact.record)).cloned().collect(), ..Facts::default() }
}

impl Unfinished {
    /// Returns what stands in a field; nothing where there is none of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == name).map_or("", |(_, text)| text)
    }

    /// Returns what else the dialog must know under a word; none: nothing.
    #[must_use]
    pub fn about(&self, word: &str) -> Option<&str> {
        self.about.iter().find(|(own, _)| own == word).map(|(_, text)| text.as_str())
    }

    /// Returns whether it is of the same dialog about the same, whatever is typed.
    #[must_use]
    pub fn is_of_one_dialog_with(&self, other: &Self) -> bool {
        (&self.dialog, &self.record, &self.about) == (&other.dialog, &other.record, &other.about)
    }

    /// Returns whether it is the same text, some words further or not.
    #[must_use]
    pub fn is_of_one_piece_with(&self, other: &Self) -> bool {
        self.begun == other.begun && self.is_of_one_dialog_with(other)
    }
}
