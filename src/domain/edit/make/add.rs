//! New records.

use super::field::{Shape, field_of, value};
use super::plain::plain;
use super::products::{join, read_targets};
use super::{rule, set};
use crate::domain::board::Board;
use crate::domain::edit::{Act, Change, Edit, Record, Refusal, Seat, Step, Value, Why};
use crate::domain::id::Id;
use crate::domain::suggest::did_you_mean;
use crate::domain::zone::Zone;

/// What a cell says: its keys with their values.
pub type Says = Vec<(Box<str>, Value)>;

/// A record that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// Its address.
    pub record: Record,
    /// Its fields as typed, without empty ones: `title`, `by`, `owner`; `products` with commas between.
    pub fields: Vec<(String, String)>,
    /// What single products say besides being open: of those that `products` does not name, the cell is added.
    pub cells: Vec<(Box<str>, Says)>,
    /// Where it stands among those of its map.
    pub seat: Seat,
}

impl Fresh {
    /// Makes a record that says nothing yet, behind all others.
    #[must_use]
    pub fn new(record: Record) -> Self {
        Self { record, fields: Vec::new(), cells: Vec::new(), seat: Seat::Last }
    }

    /// Adds a field, unless it is empty.
    #[must_use]
    pub fn with(mut self, key: &str, text: &str) -> Self {
        if !text.trim().is_empty() {
            self.fields.push((key.to_string(), text.to_string()));
        }
        self
    }
}

/// Makes the edit that writes a new product, regulation or milestone.
///
/// # Errors
///
/// When the id is none or taken, a field cannot stand there or is missing, or its regulation is not there.
pub fn add(board: &Board, fresh: &Fresh) -> Result<Edit, Refusal> {
    let mut changes = vec![Change {
        record: fresh.record.clone(),
        key: String::new(),
        step: Step::Create { seat: fresh.seat.clone() },
    }];
    free(board, &fresh.record)?;
    let mut cells: Vec<(Box<str>, Says)> = Vec::new();
    let mut keys: Vec<&str> = Vec::new();
    let zone = fresh.fields.iter().find(|(key, _)| key == "zone").and_then(|(_, name)| Zone::named(name.trim()).ok());
    for (key, text) in &fresh.fields {
        if keys.contains(&&**key) {
            return Err(rule(format!("'{key}' is given twice"), "give it once"));
        }
        keys.push(key);
        if key == "products" && matches!(fresh.record, Record::Milestone { .. }) {
            let targets = read_targets(board, text)?;
            if targets.is_empty() {
                changes.extend(set(&fresh.record, "products", None, Some(Value::List(Vec::new()))));
            }
            cells.extend(targets.into_iter().map(|target| (target, open())));
            continue;
        }
        let shape = match (&fresh.record, &**key) {
            (Record::Milestone { .. }, "by" | "from" | "at") => Shape::Date,
            (record, key) => field_of(record, key)?.1,
        };
        let text = &*plain(board, (&fresh.record, zone.as_ref()), (key, shape), text)?;
        let (outer, inner) = key.split_once('.').unwrap_or((key, ""));
        if !inner.is_empty() && !key.starts_with("x-") {
            return Err(rule(format!("'{key}' is set once the record is there"), format!("give '{outer}' alone")));
        }
        changes.extend(set(&fresh.record, key, None, value(key, shape, text)?));
    }
    for (target, says) in &fresh.cells {
        match cells.iter_mut().find(|(other, _)| other == target) {
            Some((_, old)) => old.clone_from(says),
            None => cells.push((target.clone(), says.clone())),
        }
    }
    needs(&fresh.record, &keys)?;
    for (target, says) in cells {
        changes.extend(join(&fresh.record, &target, &says));
    }
    Ok(Edit { act: Act::Add, changes })
}

fn open() -> Says {
    vec![("status".into(), Value::text("open"))]
}

/// Refuses an id that is none or taken, and a milestone without its regulation.
pub(super) fn free(board: &Board, record: &Record) -> Result<(), Refusal> {
    let id = record.id();
    Id::new(id).map_err(|error| rule(format!("'{id}' is not an id: {error}"), error.hint()))?;
    match is_taken(board, record) {
        Some(false) => Ok(()),
        Some(true) => Err(rule(format!("'{record}' is there already"), "choose another id")),
        None => match record {
            Record::Milestone { regulation, .. } => {
                let ids = board.file.regulations.iter().map(|other| other.id.as_str());
                let message = format!("there is no regulation '{regulation}'");
                Err(Refusal::new(Why::Missing, message, did_you_mean(regulation, ids)))
            }
            Record::File | Record::Product(_) | Record::Regulation(_) | Record::Cell { .. } => {
                Err(rule(format!("'{record}' is not added"), "add a regulation, a milestone or a product"))
            }
        },
    }
}

/// Returns whether a product, regulation or milestone has this id; none: no record can be there.
#[must_use]
pub fn is_taken(board: &Board, record: &Record) -> Option<bool> {
    let file = &board.file;
    let regulation = |id: &str| file.regulations.iter().find(|other| other.id.as_str() == id);
    match record {
        Record::Product(id) => Some(file.products.iter().any(|other| other.id.as_str() == &**id && !other.implied)),
        Record::Regulation(id) => Some(regulation(id).is_some()),
        Record::Milestone { regulation: owner, milestone } => {
            Some(regulation(owner)?.milestones.iter().any(|other| other.id.as_str() == &**milestone))
        }
        Record::File | Record::Cell { .. } => None,
    }
}

fn needs(record: &Record, keys: &[&str]) -> Result<(), Refusal> {
    let missing = |what: &str, hint: &str| Err(rule(format!("'{record}' needs {what}"), hint));
    match record {
        Record::Product(_) if !keys.contains(&"name") => missing("a name", "give 'name'"),
        Record::Regulation(_) | Record::Milestone { .. } if !keys.contains(&"title") => {
            missing("a title", "give 'title'")
        }
        Record::Milestone { .. } => match keys.iter().filter(|key| matches!(**key, "by" | "from" | "at")).count() {
            0 => missing("a date", "give 'by', 'from' or 'at': a date, a rule, or unknown"),
            1 => Ok(()),
            _ => missing("one date, not several", "keep the one of 'by', 'from' and 'at' that the law says"),
        },
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Cell { .. } => Ok(()),
    }
}
