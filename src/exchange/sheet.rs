//! A spreadsheet that comes in: CSV bytes in, the records that it wants out; and what that changes in a file.
//!
//! ```text
//! bytes -> text -> rows -> columns by their heads -> Sheet (wanted records, independent of any file)
//! Sheet + Board -> Comparison (added, changed, the same)
//! ```
//!
//! Nothing is ever taken away by an import, and what a file says of a status or in its notes is never changed: it is
//! told under [`Outcome::kept`]. The same sheet compared with what came of it changes nothing.

mod cells;
mod columns;
mod compare;
mod compare_fields;
mod compare_parts;
mod dates;
mod gather;
mod merge;
mod standing;
mod table;

use crate::domain::date::Verb;
use crate::domain::edit::{Record, Value};
use crate::domain::id::Id;

pub use columns::{Use, mappings};
pub use compare::compare;

/// How a sheet is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which column fills what, by the column's head and the word of [`mappings`]: these come before what heads say.
    pub maps: Vec<(String, String)>,
    /// What `12/1/2026` means; none: it is refused.
    pub dates: Option<Order>,
    /// What becomes of columns that fill nothing.
    pub unmapped: Unmapped,
    /// The regulation of rows that name none: its id, title or short name.
    pub regulation: Option<String>,
}

/// The order of `12/1/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 12 January: `dmy`.
    DayFirst,
    /// 1 December: `mdy`.
    MonthFirst,
}

impl Order {
    /// Finds an order by its word, `dmy` or `mdy`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "dmy" => Some(Self::DayFirst),
            "mdy" => Some(Self::MonthFirst),
            _ => None,
        }
    }
}

/// What becomes of columns that fill nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unmapped {
    /// They are named, and left out.
    #[default]
    Reported,
    /// They become the milestone's own `x-` keys.
    Kept,
}

/// What is wrong in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The row as a spreadsheet numbers it, the heads being row 1; none: the sheet as a whole.
    pub row: Option<u32>,
    /// The head of the column.
    pub column: Option<String>,
    /// What was found.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// What else can be done where options are given, on the command line; may be empty.
    pub option: String,
}

impl Problem {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { row: None, column: None, message: message.into(), hint: hint.into(), option: String::new() }
    }

    /// Adds what else can be done on the command line.
    fn or(self, option: impl Into<String>) -> Self {
        Self { option: option.into(), ..self }
    }

    /// Returns what to do, with what options can do; may be empty.
    #[must_use]
    pub fn hint_with_options(&self) -> String {
        let parts = [self.hint.as_str(), self.option.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; or ")
    }

    fn at(self, row: u32, column: &str) -> Self {
        Self { row: Some(row), column: Some(column.to_string()).filter(|column| !column.is_empty()), ..self }
    }
}

impl std::fmt::Display for Problem {
    /// Writes `row 5, 'Due': '12/1/2026' is not a date`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "row {row}, '{column}': {}", self.message),
            (Some(row), None) => write!(f, "row {row}: {}", self.message),
            (None, Some(column)) => write!(f, "column '{column}': {}", self.message),
            (None, None) => f.write_str(&self.message),
        }
    }
}

/// What a sheet wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The heads of the columns and what each fills, from left to right.
    pub columns: Vec<(String, Use)>,
    /// In the order of their first row.
    pub regulations: Vec<WantedRegulation>,
    /// All that is wrong; while there is anything, nothing should be written.
    pub problems: Vec<Problem>,
    /// What should be known and is not wrong.
    pub notices: Vec<String>,
}

/// How a sheet names a record: by its id, or by what people call it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// By its id.
    Id(Id),
    /// By its title, name or short name; or by an id.
    Name(String),
}

impl Named {
    /// Returns the id or name.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Id(id) => id.as_str(),
            Self::Name(name) => name,
        }
    }
}

/// A regulation, and what is wanted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedRegulation {
    /// Which one.
    pub name: Named,
    /// In the order of their first row.
    pub milestones: Vec<WantedMilestone>,
}

/// A milestone as the rows of a sheet say it together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedMilestone {
    /// Its id, if the sheet gives one.
    pub id: Option<Id>,
    /// Its title, if the sheet gives one.
    pub title: Option<String>,
    /// Its date, if the sheet gives one.
    pub date: Option<WantedDate>,
    /// All other keys.
    pub fields: Vec<(Box<str>, Value)>,
    /// Its products; none: the sheet says nothing of products. Empty: it touches nothing of ours.
    pub cells: Option<Vec<WantedCell>>,
    /// The rows that say it.
    pub rows: Vec<u32>,
}

/// A date as a sheet says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedDate {
    /// What the law says with it; none: the column does not say.
    pub verb: Option<Verb>,
    /// As the file writes it.
    pub text: String,
    /// The name of the zone that the row gives.
    pub zone: Option<String>,
}

/// What a sheet says of a milestone and a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedCell {
    /// The product; `all` stands for all.
    pub product: Named,
    /// What the cell says; the status first.
    pub says: Vec<(Box<str>, Value)>,
}

/// What a sheet changes in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// New products first, then the milestones of regulations that are there, then new regulations with theirs.
    pub outcomes: Vec<Outcome>,
    /// What is wrong in the sheet and what cannot be compared; while there is anything, nothing should be written.
    pub problems: Vec<Problem>,
}

impl Comparison {
    /// Returns whether nothing would change.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.problems.is_empty() && self.outcomes.iter().all(|outcome| outcome.what == What::Same)
    }
}

/// What becomes of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its address.
    pub record: Record,
    /// The rows that say it.
    pub rows: Vec<u32>,
    /// What becomes of it.
    pub what: What,
    /// What the sheet says otherwise, and the file keeps.
    pub kept: Vec<Kept>,
}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It comes into being.
    Added {
        /// Its keys in the order of a file; the date under its verb. `products: []` stands for nothing of ours.
        keys: Vec<(Box<str>, Value)>,
        /// The products that it touches.
        cells: Vec<NewCell>,
    },
    /// It is there, and changes.
    Changed {
        /// Its keys that change; `verb` stands for the key of the date.
        fields: Vec<Changed>,
        /// Products that it did not touch. Of one that touched the organisation because it named nothing, the
        /// organisation comes first: it must not get lost.
        cells: Vec<NewCell>,
    },
    /// It is there, and says so already.
    Same,
}

/// A key that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The key.
    pub key: Box<str>,
    /// What holds now, inherited or not; none: nothing.
    pub old: Option<Value>,
    /// What shall hold.
    pub new: Value,
}

/// A product that a milestone comes to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCell {
    /// The id of the product, or a selector.
    pub target: Box<str>,
    /// What the cell says; the status first. Empty for an event.
    pub says: Vec<(Box<str>, Value)>,
}

/// What a sheet says otherwise, and the file keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The address of the record.
    pub address: String,
    /// The key: `notes` of a milestone, or what a cell says.
    pub key: Box<str>,
    /// What the file says.
    pub file: String,
    /// What the sheet says.
    pub sheet: String,
}

/// Reads the bytes of a CSV file.
///
/// Understands commas, semicolons and tabs, told by the heads; UTF-8 with or without a mark, and UTF-16 with one, as
/// spreadsheets write them.
#[must_use]
pub fn read(bytes: &[u8], options: &Options) -> Sheet {
    let table = match table::read(bytes) {
        Ok(table) => table,
        Err(problems) => return Sheet { problems, ..Sheet::default() },
    };
    gather::gather(&table, options)
}
