//! A tree to facts: what an entry says, flat, in the file's order.

use chrono::NaiveDate;

use super::entry::{alias_name, find, followed};
use crate::domain::edit::{Anchor, Fact, Facts, Record, Value};
use crate::yaml::chunk::Section;
use crate::yaml::lines::Lines;
use crate::yaml::node::{Item, Kind, Piece};

/// Returns what the keys of the file itself say, without those of its two long maps.
#[must_use]
pub fn facts_of_header(root: Item<'_>) -> Facts {
    let mut facts = Facts::default();
    keys(&Record::File, root, &Section::ALL.map(Section::word), &mut facts);
    facts
}

/// Returns what an entry says.
#[must_use]
pub fn facts_of(section: Section, id: &str, entry: Item<'_>) -> Facts {
    let mut facts = Facts::default();
    match section {
        Section::Products => keys(&Record::Product(id.into()), entry, &[], &mut facts),
        Section::Regulations => {
            keys(&Record::Regulation(id.into()), entry, &["milestones"], &mut facts);
            if let Some((_, _, milestones)) = find(entry, "milestones") {
                for (name, value) in firsts(milestones) {
                    milestone((id, name), value, &mut facts);
                }
            }
        }
    }
    facts
}

fn milestone(address: (&str, &str), value: Item<'_>, facts: &mut Facts) {
    let (regulation, milestone) = (address.0.into(), address.1.into());
    let record = Record::Milestone { regulation, milestone };
    keys(&record, value, &["products", "occurrences"], facts);
    if let Some(products) = written(value, "products") {
        cells((&record, "products"), (address, None), products, facts);
    }
    let Some(occurrences) = written(value, "occurrences") else { return };
    if firsts(occurrences).next().is_none() {
        add(facts, &record, "occurrences", occurrences);
    }
    for (day, products) in firsts(occurrences) {
        let key = format!("occurrences@{day}");
        match day.trim().parse() {
            Ok(day) => cells((&record, &key), (address, Some(day)), products, facts),
            Err(_) => add(facts, &record, &key, products),
        }
    }
}

/// Returns the value of a key, if it has one.
fn written<'a>(map: Item<'a>, key: &str) -> Option<Item<'a>> {
    find(map, key).map(|(_, _, value)| value).filter(|value| !followed(*value).is_null())
}

/// Adds the cells of a `products`, or one fact of the milestone where it has none.
fn cells(
    (record, key): (&Record, &str),
    ((regulation, milestone), nominal): ((&str, &str), Option<NaiveDate>),
    products: Item<'_>,
    facts: &mut Facts,
) {
    let before = facts.list.len();
    let mut seen: Vec<&str> = Vec::new();
    for (target, says) in listed(products) {
        if seen.contains(&target) {
            continue;
        }
        seen.push(target);
        let (regulation, milestone) = (regulation.into(), milestone.into());
        let cell = Record::Cell { regulation, milestone, nominal, target: target.into() };
        match says {
            Says::Nothing => {}
            Says::Open => push(facts, &cell, "status", Value::text("open")),
            Says::Alias(item) => push(facts, &cell, "status", Value::Alias(alias_name(item).into())),
            Says::Value(value) if value.kind() == Kind::Map => {
                let at = facts.list.len();
                keys(&cell, value, &[], facts);
                let has_status = facts.list.iter().skip(at).any(|fact| &*fact.key == "status");
                if !has_status {
                    let open = Fact { record: cell, key: "status".into(), value: Value::text("open") };
                    facts.list.insert(at, open);
                }
            }
            Says::Value(value) => add(facts, &cell, "status", value),
        }
    }
    if facts.list.len() == before {
        add(facts, record, key, products);
    }
}

/// What `products` says of a target.
pub enum Says<'a> {
    /// A word or a map.
    Value(Item<'a>),
    /// Nothing more than its name, in a list.
    Open,
    /// An alias.
    Alias(Item<'a>),
    /// The pair has no value.
    Nothing,
}

/// Returns the ids and selectors of a `products`, in the file's order.
fn listed(products: Item<'_>) -> Vec<(&str, Says<'_>)> {
    match products.kind() {
        Kind::Alias => Vec::new(),
        Kind::Scalar if products.is_null() => Vec::new(),
        Kind::Scalar => vec![(products.text(), Says::Open)],
        Kind::Map => pairs(products).collect(),
        Kind::List => products.children().filter_map(item).collect(),
    }
}

fn item(item: Item<'_>) -> Option<(&str, Says<'_>)> {
    let target = followed(item);
    let (name, says) = match target.kind() {
        Kind::Scalar | Kind::Alias if target.is_null() => return None,
        Kind::Scalar | Kind::Alias => (target.text(), Says::Open),
        Kind::List => return None,
        Kind::Map => {
            let mut pairs = pairs(target);
            let pair = pairs.next()?;
            if pairs.next().is_some() {
                return None;
            }
            pair
        }
    };
    Some(if item.kind() == Kind::Alias { (name, Says::Alias(item)) } else { (name, says) })
}

fn pairs(map: Item<'_>) -> impl Iterator<Item = (&str, Says<'_>)> {
    map.pairs().filter(|(key, _)| is_name(*key)).map(|(key, value)| {
        let says = match value.kind() {
            _ if followed(value).is_null() => Says::Nothing,
            Kind::Alias => Says::Alias(value),
            Kind::Scalar | Kind::List | Kind::Map => Says::Value(value),
        };
        (followed(key).text(), says)
    })
}

fn is_name(key: Item<'_>) -> bool {
    followed(key).kind() == Kind::Scalar
}

/// Returns the pairs of a map that count: of each name the first, if it has a value.
fn firsts(map: Item<'_>) -> impl Iterator<Item = (&str, Item<'_>)> {
    let mut seen = std::collections::HashSet::new();
    map.pairs().filter_map(move |(key, value)| {
        let name = followed(key).text();
        let is_first = is_name(key) && seen.insert(name);
        (is_first && !followed(value).is_null()).then_some((name, value))
    })
}

fn keys(record: &Record, map: Item<'_>, without: &[&str], facts: &mut Facts) {
    for (name, value) in firsts(map).filter(|(name, _)| !without.contains(name)) {
        add(facts, record, name, value);
    }
}

/// Adds a fact; the text of a note ends with its last line's last letter.
fn add(facts: &mut Facts, record: &Record, key: &str, value: Item<'_>) {
    let value = match value_of(value) {
        Value::Text(text) => Value::text(text.trim_end_matches('\n')),
        value @ (Value::Null | Value::Alias(_) | Value::List(_) | Value::Map(_)) => value,
    };
    push(facts, record, key, value);
}

fn push(facts: &mut Facts, record: &Record, key: &str, value: Value) {
    facts.list.push(Fact { record: record.clone(), key: key.into(), value });
}

/// Returns what the aliases among facts stand for, each name once: the last that the file gives it. `piece` is the whole
/// text.
#[must_use]
pub fn anchors_of(facts: &Facts, piece: &Piece<'_>) -> Vec<Anchor> {
    let is_wanted = |name: &str| facts.list.iter().any(|fact| fact.value.aliases().any(|other| other == name));
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut lines: Option<Lines> = None;
    let mut open = vec![piece.root()];
    while let Some(item) = open.pop() {
        open.extend(item.children());
        let Some(target) = item.target() else { continue };
        let name = alias_name(item);
        if anchors.iter().any(|anchor| *anchor.name == *name) || !is_wanted(name) {
            continue;
        }
        let line = lines.get_or_insert_with(|| Lines::new(piece.text)).line_of(target.place().start);
        let text = (target.kind() == Kind::Scalar).then(|| target.text().into());
        anchors.push(Anchor { name: name.into(), line, text });
    }
    anchors
}

/// Returns a value as written; aliases stay aliases.
#[must_use]
pub fn value_of(item: Item<'_>) -> Value {
    match item.kind() {
        Kind::Alias => Value::Alias(alias_name(item).into()),
        Kind::Scalar if item.is_null() => Value::Null,
        Kind::Scalar => Value::text(item.text()),
        Kind::List => Value::List(item.children().map(value_of).collect()),
        Kind::Map => {
            Value::Map(item.pairs().map(|(key, value)| (followed(key).text().into(), value_of(value))).collect())
        }
    }
}
