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
        "products" => behind(&DATES).max(behind(&["moved"])),
        "occurrences" => behind(&["repeat", "products"]).or(behind(&DATES)),
        "source" => behind(&DATES).or(behind(&["citation"])).or(behind(&["title", "short"])),
        "verified" => behind(&["source"]).or(behind(&DATES)).or(behind(&["citation"])).or(behind(&["title", "short"])),
        _ => None,
    };
    number.unwrap_or_else(|| map.number("milestones").unwrap_or(end))
}

/// Returns a value as it stands inside brackets or braces.
#[must_use]
pub fn flow(value: &Value) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Text(text) => quote(text, Where::Flow),
        Value::Alias(name) => format!("*{name} "),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(pairs) => format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", ")),
    }
}

fn pair((key, value): &(Box<str>, Value)) -> String {
    format!("{}: {}", quote(key, Where::Key), flow(value))
}
