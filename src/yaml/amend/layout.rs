//! How records are written that were not there: as the example of the format is, or as their neighbours are.
//!
//! Records stand on lines of their own, with `notes` behind `|` and lists of maps (`moved`) with one map to a line;
//! status records, `tags`, `evidence` and the like stand on one line while that is short.

use crate::domain::edit::Value;
use crate::domain::id::ORG;
use crate::yaml::editor::New;
use crate::yaml::node::{Item, Kind, Style};

/// Returns how a map of records is written: `products`, `regulations` and `calendars` of a file, `milestones`.
#[must_use]
pub fn records(value: &Value) -> New {
    let Value::Map(pairs) = value else { return New::Fit(value.clone()) };
    let written = |(id, value): &(Box<str>, Value)| {
        let new = if **id == *ORG { New::Fit(value.clone()) } else { record(value) };
        (id.clone(), new)
    };
    New::Map(pairs.iter().map(written).collect())
}

/// Returns how a product, a regulation, a milestone or a calendar is written.
#[must_use]
pub fn record(record: &Value) -> New {
    let Value::Map(pairs) = record else { return New::Fit(record.clone()) };
    New::Map(pairs.iter().map(|(key, of)| (key.clone(), value(key, of))).collect())
}

/// Returns how a record is written that is put into a map of others: on one line where all of them are, if it can be.
///
/// The organisation, which is written so in any file, is no model.
#[must_use]
pub fn beside(others: Item<'_>, value: &Value) -> New {
    let others = others.pairs().filter(|(key, other)| other.kind() == Kind::Map && key.text() != ORG);
    let mut written = others.map(|(_, other)| other).peekable();
    let is_flow = written.peek().is_some() && written.all(|other| other.node().style == Style::Flow);
    if is_flow && !has_lines(value) { New::Line(value.clone()) } else { record(value) }
}

/// Returns how the value of a key of such a record is written.
#[must_use]
pub fn value(key: &str, value: &Value) -> New {
    let line = |value: &Value| New::Line(value.clone());
    match value {
        // A text on lines of its own ends its last line.
        Value::Text(text) if key == "notes" || text.contains('\n') => {
            New::Block(Value::text(format!("{}\n", text.trim_end_matches('\n'))))
        }
        Value::List(items) if key == "source" => New::List(items.iter().map(line).collect()),
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
            New::List(items.iter().map(|item| if key == "products" { pair(item) } else { line(item) }).collect())
        }
        Value::Map(_) if matches!(key, "milestones" | "calendars") => records(value),
        Value::Map(pairs) if key == "occurrences" || (key == "products" && pairs.iter().any(is_record)) => {
            New::Map(pairs.iter().map(|(key, value)| (key.clone(), line(value))).collect())
        }
        Value::Null | Value::Text(_) | Value::Alias(_) => line(value),
        Value::List(_) | Value::Map(_) => New::Fit(value.clone()),
    }
}

fn is_record((_, value): &(Box<str>, Value)) -> bool {
    matches!(value, Value::Map(_))
}

/// Returns how an item of `products` is written: a pair has no braces.
fn pair(item: &Value) -> New {
    match item {
        Value::Map(pairs) if pairs.len() == 1 => {
            New::Map(pairs.iter().map(|(key, value)| (key.clone(), New::Line(value.clone()))).collect())
        }
        Value::Null | Value::Text(_) | Value::Alias(_) | Value::List(_) | Value::Map(_) => New::Line(item.clone()),
    }
}

fn has_lines(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.contains('\n'),
        Value::List(items) => items.iter().any(has_lines),
        Value::Map(pairs) => pairs.iter().any(|(_, value)| has_lines(value)),
        Value::Null | Value::Alias(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::says::value_of;
    use super::*;
    use crate::domain::edit::splice;
    use crate::yaml::editor::{Op, edit};
    use crate::yaml::node::{Piece, Tree};
    use crate::yaml::parse::{MOST_NODES, parse};

    /// The example of FORMAT.md without its comments, and what it does not show.
    const WRITTEN: &str = r#"duewatch: 1
title: Product compliance, Example Corp
zone: America/New_York
calendar: us-federal

products:
  org: {name: Example Corp, owner: legal}
  kes:
    name: Kaspersky Endpoint Security for Business
    vendor: Kaspersky
    owner: ana
    tags: [endpoint]
  mail-gateway:
    name: Mail gateway with an embedded third-party engine
    owner: ben

regulations:
  kaspersky-ban:
    title: "Final Determination: Case No. ICTS-2021-002, Kaspersky Lab, Inc."
    authority: BIS
    jurisdiction: US
    citation: 89 FR 52434
    source: https://regulations.justia.com/regulations/fedreg/2024/06/24/2024-13532.html
    verified: 2026-11-23
    verify-every: 180d
    milestones:
      issued:
        title: Final determination issued
        at: 2024-06-20
      no-new-agreements:
        title: No new agreements with US persons
        kind: prohibition
        from: 2024-07-20 00:00
        products:
          kes: {status: done, closed: 2024-07-12, who: ana}
          mail-gateway: {status: blocked, waiting: vendor, chase: 2024-07-17}
        notes: |
          The press wrote "this Friday, coinciding with the July 20th deadline"; 20 July 2024 was a Saturday.
      inventory:
        title: Inventory of affected installs complete
        kind: internal
        by: 10 business days before no-new-agreements
        products: [kes, mail-gateway]
  more:
    title: More
    source:
      - https://a.eu/x
      - https://b.eu/y
    verified: {when: 2026-11-23, who: ana, against: primary}
    tags: [a, b]
    milestones:
      moved:
        title: Moved
        by: 2028-01-01
        repeat: yearly
        moved:
          - {was: 2027-01-01, when: 2026-01-01, why: "omnibus, part two", who: ana}
        products:
          - all
          - kes: {status: n/a, reason: sold, since: 2026-01-01}
        occurrences:
          2029-01-01: {kes: {status: done, evidence: [a.pdf, b.pdf]}}
        notes: |
          # one

            two

calendars:
  acme:
    base: us-federal
    closed: {2026-12-24: Christmas Eve, "2026-12-31": "New Year's Eve"}
"#;

    fn read(text: &str, say: impl FnOnce(&Piece<'_>) -> String) -> String {
        let mut tree = Tree::default();
        parse(text, 0, MOST_NODES.of_piece, &mut tree).unwrap_or_else(|error| panic!("{error}\n{text}"));
        say(&Piece { tree: &tree, text, base: 0 })
    }

    /// Puts a pair behind those of a map.
    fn put(text: &str, map: &[usize], key: &str, value: New) -> String {
        read(text, |piece| {
            let op = Op::InsertPair { map: map.to_vec(), number: usize::MAX, key: key.into(), value };
            let splices = edit(piece, &op).unwrap_or_else(|refusal| panic!("{refusal}\n{text}"));
            splice(text, &splices).expect("splices fit")
        })
    }

    /// Writes a file as it is written that says the same as another.
    fn written(text: &str) -> String {
        let mut out = "duewatch: 1\n".to_string();
        let mut tree = Tree::default();
        parse(text, 0, MOST_NODES.of_piece, &mut tree).expect("it is YAML");
        let piece = Piece { tree: &tree, text, base: 0 };
        for (key, value) in piece.root().pairs().skip(1) {
            let says = value_of(value);
            let new = if value.kind() == Kind::Map { records(&says) } else { super::value(key.text(), &says) };
            out = put(&out, &[], key.text(), new);
        }
        out
    }

    #[test]
    fn a_file_is_written_as_the_example_is() {
        let wanted = WRITTEN.replace("\"2026-12-31\"", "2026-12-31");
        assert_eq!(written(WRITTEN), wanted);
        assert_eq!(written(&wanted.replace('\n', "\r\n")), wanted);
    }

    #[test]
    fn a_record_is_written_as_those_beside_it() {
        let new = |text: &str, value: &Value| {
            let mut tree = Tree::default();
            parse(text, 0, MOST_NODES.of_piece, &mut tree).expect("it is YAML");
            let piece = Piece { tree: &tree, text, base: 0 };
            let (_, products) = piece.root().pairs().next().expect("they are there");
            put(text, &[0], "new", beside(products, value))
        };
        let pair = |key: &str, text: &str| (Box::from(key), Value::text(text));
        let short = Value::Map(vec![pair("name", "New"), pair("owner", "ana")]);
        let tall = Value::Map(vec![pair("name", "New"), pair("notes", "one\ntwo")]);
        let line = "  new: {name: New, owner: ana}\n";
        let lines = "  new:\n    name: New\n    owner: ana\n";
        let noted = "  new:\n    name: New\n    notes: |\n      one\n      two\n";
        let flow = "products:\n  a: {name: A}\n  b: {name: B}\n";
        let mixed = "products:\n  a: {name: A}\n  b:\n    name: B\n";
        assert_eq!(new(flow, &short), format!("{flow}{line}"));
        assert_eq!(new(flow, &tall), format!("{flow}{noted}"));
        assert_eq!(new(mixed, &short), format!("{mixed}{lines}"));
        assert_eq!(new("products: {}\n", &tall), format!("products:\n{noted}"));
        assert_eq!(
            new("products: {a: {name: A}}\n", &short),
            "products: {a: {name: A}, new: {name: New, owner: ana}}\n"
        );
    }
}
