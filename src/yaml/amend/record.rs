//! What the program writes by itself: the order of keys, and records on one line.

use crate::domain::edit::{Record, Value};
use crate::yaml::quote::{Where, quote};

use super::at::At;

/// The keys of a status record in the order in which they are written.
const STATUS: [&str; 14] = [
    "status", "closed", "who", "waiting", "chase", "reason", "since", "until", "owner", "note", "evidence", "acked",
    "due", "approved",
];

/// Keys behind which the others stand that the program puts into a milestone, a regulation or a product.
const DATES: [&str; 3] = ["by", "from", "at"];

/// The keys of the file in the order in which they are written.
const FILE: [&str; 9] =
    ["duewatch", "title", "zone", "calendar", "calendars", "alerts", "products", "regulations", "views"];

/// The keys of a product in the order in which they are written; the user's own stand before the notes.
const PRODUCT: [&str; 10] =
    ["name", "short", "vendor", "version", "owner", "backup", "tags", "source", "retired", "notes"];

/// The keys of a regulation in the order in which they are written.
const REGULATION: [&str; 20] = [
    "title",
    "short",
    "authority",
    "jurisdiction",
    "citation",
    "source",
    "verified",
    "verify-every",
    "certainty",
    "roll",
    "zone",
    "calendar",
    "severity",
    "penalty",
    "owner",
    "backup",
    "tags",
    "alerts",
    "notes",
    "milestones",
];

/// The keys of a milestone in the order in which they are written.
const MILESTONE: [&str; 28] = [
    "title",
    "short",
    "kind",
    "at",
    "by",
    "from",
    "moved",
    "opens",
    "repeat",
    "certainty",
    "roll",
    "zone",
    "calendar",
    "authority",
    "jurisdiction",
    "citation",
    "source",
    "verified",
    "verify-every",
    "severity",
    "penalty",
    "owner",
    "backup",
    "tags",
    "alerts",
    "products",
    "occurrences",
    "notes",
];

/// Returns the keys that the format knows of a record, in the order in which they are written.
fn known(record: &Record) -> &'static [&'static str] {
    match record {
        Record::File => &FILE,
        Record::Product(_) => &PRODUCT,
        Record::Regulation(_) => &REGULATION,
        Record::Milestone { .. } => &MILESTONE,
        Record::Cell { .. } => &STATUS,
    }
}

/// Returns the keys of a record that is written anew in their order; the user's own stand before the long ones.
#[must_use]
pub fn fresh_order(record: &Record, mut pairs: Vec<(Box<str>, Value)>) -> Vec<(Box<str>, Value)> {
    pairs.sort_by_key(|(key, _)| place_of(record, key));
    pairs
}

/// Returns the place of a key in a record that is written anew; the user's own keys stand before the long ones.
fn place_of(record: &Record, key: &str) -> usize {
    let known = known(record);
    let is_long =
        |key: &&str| matches!(*key, "products" | "occurrences" | "notes" | "milestones" | "regulations" | "views");
    let own = known.iter().position(is_long).unwrap_or(known.len());
    // Twice the place leaves room between for the user's own.
    known.iter().position(|other| *other == key).map_or(own * 2, |at| at * 2 + 1)
}

/// Returns a status record's keys in their order.
#[must_use]
pub fn in_order(mut pairs: Vec<(Box<str>, Value)>) -> Vec<(Box<str>, Value)> {
    pairs.sort_by_key(|(key, _)| rank(key));
    pairs
}

fn rank(key: &str) -> usize {
    STATUS.iter().position(|known| *known == key).unwrap_or(STATUS.len())
}

/// Returns the number that a new pair gets in a record.
#[must_use]
pub fn number_of(record: &Record, map: &At<'_>, key: &str) -> usize {
    let behind = |names: &[&str]| names.iter().filter_map(|name| map.number(name)).max().map(|number| number + 1);
    let end = map.count();
    if let Record::Cell { .. } = record {
        let before = STATUS.iter().take(rank(key)).copied().collect::<Vec<_>>();
        return behind(&before).unwrap_or(0);
    }
    let number = match key {
        "by" | "from" | "at" => behind(&["title", "short", "kind"]),
        "moved" => behind(&DATES),
        // Of the file: before the regulations that name them, as people write it.
        "products" if *record == Record::File => map.number("regulations"),
        "products" => behind(&DATES).max(behind(&["moved"])),
        "occurrences" => behind(&["repeat", "products"]).or(behind(&DATES)),
        "source" => behind(&DATES).or(behind(&["citation"])).or(behind(&["title", "short"])),
        "verified" => behind(&["source"]).or(behind(&DATES)).or(behind(&["citation"])).or(behind(&["title", "short"])),
        key if key.starts_with("x-") => None,
        // Behind the last of the keys that come before it where a record is written anew.
        key => {
            let place = place_of(record, key);
            let before: Vec<&str> =
                known(record).iter().filter(|other| place_of(record, other) < place).copied().collect();
            behind(&before)
        }
    };
    number.unwrap_or_else(|| map.number("milestones").unwrap_or(end))
}

/// Returns a value as it stands on one line in such a place.
#[must_use]
pub fn flow(value: &Value, place: Where) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Text(text) => quote(text, place),
        Value::Alias(name) => format!("*{name} "),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| flow(item, place.inside())).collect::<Vec<_>>().join(", "))
        }
        Value::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| pair((key, value), place.inside()));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns a pair as it stands in such a place, without braces.
#[must_use]
pub fn pair((key, value): (&str, &Value), place: Where) -> String {
    format!("{}: {}", quote(key, place.key()), flow(value, place.inside()))
}
