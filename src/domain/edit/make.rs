//! Makes edits of what somebody asks for, and says what is refused or must be said. One for keys and commands.

mod ack;
mod add;
mod cells;
mod date;
mod duplicate;
pub mod field;
mod impact;
mod ladder;
mod note;
mod plain;
mod products;
mod remove;
mod rename;
mod runs;
mod settle;
mod shift;
mod start;
mod status;
mod stood;
mod verify;
mod words;
mod written_out;
mod zone;

use super::{Change, Facts, Record, Refusal, Step, Value, Why};
use crate::domain::date::DateError;
use date::counted;

pub use ack::{ACKED, acknowledge};
pub use add::{Fresh, add, is_taken};
pub use cells::{Live, live_cells, record_of, settled};
pub use date::{Moving, base, correct_date, ground, move_date, since_ground};
pub use duplicate::duplicate;
pub use field::{Field, Shape, edit_field, edit_fields, fields_of};
pub use impact::{Fate, Impact, Occurrences, Reach, Shift, Stand, Turn, series_words};
pub use ladder::{Rung, ladder, read_rungs};
pub use note::{append_note, has_room, rewrite_note};
pub use plain::understood;
pub use products::{add_product, join, read_targets, targets_of};
pub use remove::{Removal, concerned, remove};
pub use rename::rename;
pub use runs::{Run, runs};
pub use settle::{Choice, settle, shed};
pub use start::{clock_of, lies_ahead, read_start, start};
pub use status::{Asked, asked, is_day, set_status, typed_day};
pub use verify::verify;
pub use words::sentence;
pub use zone::zone_warning;

/// What somebody says with a status; every text as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Why.
    pub reason: Option<String>,
    /// Who did it, or carries the risk.
    pub who: Option<String>,
    /// Since which day.
    pub since: Option<String>,
    /// Up to which day; inclusive.
    pub until: Option<String>,
    /// The day or instant on which it was done.
    pub closed: Option<String>,
    /// On whom it waits.
    pub waiting: Option<String>,
    /// The day to ask again.
    pub chase: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Paths or URLs; added to those that are there.
    pub evidence: Vec<String>,
}

/// Who edits, and when: what is written where nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The user's name, for `who`.
    pub user: String,
    /// Today in the zone of the date, for `closed` and `since`.
    pub today: chrono::NaiveDate,
}

/// Makes the change of one key from what stands there to what shall; none where it is the same.
fn set(record: &Record, key: &str, from: Option<&Value>, to: Option<Value>) -> Option<Change> {
    let from = from.cloned();
    (from != to).then(|| Change { record: record.clone(), key: key.into(), step: Step::Set { from, to } })
}

/// Makes the change that puts something behind a list or text.
fn append(record: &Record, key: &str, value: Value) -> Change {
    Change { record: record.clone(), key: key.into(), step: Step::Append { value } }
}

/// Refuses by a rule.
fn rule(message: impl Into<String>, hint: impl Into<String>) -> Refusal {
    Refusal::new(Why::Rule, message, hint)
}

/// Returns what was typed without the space around it; none where that is all.
fn typed(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Returns what was typed as the name of a person, without the `@` of the screen.
fn person(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('@').filter(|name| !name.is_empty()).unwrap_or(text)
}

fn of_date(key: &str, error: DateError) -> Refusal {
    rule(format!("'{key}': {}", error.sentence()), error.hint)
}

/// Refuses to touch a key that is written as an alias; of a cell, `status` is the cell itself.
fn behind_alias(facts: &Facts, (record, key): (&Record, &str), name: &str) -> Refusal {
    let what = match (record, key) {
        (Record::Cell { .. }, "status") => format!("'{record}'"),
        (_, key) => format!("'{key}' of '{record}'"),
    };
    Refusal::behind_alias(&what, name, facts.anchor(name).map(|anchor| anchor.line))
}
