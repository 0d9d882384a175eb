//! Changes of cells: every shape in which a milestone can name a product.

mod join;
mod unfold;

use super::at::{At, record_in};
use super::brackets::{self, Side};
use super::entry::{behind_alias, followed};
use super::keys;
use super::layout;
use super::record::in_order;
use super::work::Work;
use crate::domain::edit::{Facts, Record, Refusal, Splice, Value, Why};
use crate::domain::id::ORG;
use crate::domain::record::Target;
use crate::domain::roster::{Roster, rank};
use crate::yaml::editor::{New, Op, edit};
use crate::yaml::node::{Item, Kind, Piece};

pub use join::{join, rename};
pub use unfold::{unfold, width};

/// What a cell says: its keys in their order.
pub type Says = Vec<(Box<str>, Value)>;

/// How a cell is written.
enum Shape<'a> {
    /// `products` is its name alone.
    Sole(At<'a>),
    /// An item of a list that is its name alone.
    Bare(At<'a>),
    /// A pair whose value is a word, or nothing.
    Word(At<'a>),
    /// A pair whose value is a map.
    Map(At<'a>),
    /// An alias stands there.
    Alias(Item<'a>),
}

/// Returns what a cell says.
#[must_use]
pub fn says(facts: &Facts, cell: &Record) -> Says {
    let facts = facts.list.iter().filter(|fact| fact.record == *cell);
    in_order(facts.map(|fact| (fact.key.clone(), fact.value.clone())).collect())
}

/// The map of a record; of a cell, its own.
///
/// # Errors
///
/// When it is not there, no map, or behind an alias.
pub fn map_of<'a>(entry: &At<'a>, record: &Record) -> Result<At<'a>, Refusal> {
    let Record::Cell { target, .. } = record else { return record_in(entry, record) };
    let missing = || Refusal::new(Why::Missing, format!("'{record}' has no record"), "");
    let products = products_of(entry, record)?.ok_or_else(missing)?;
    match shape(&products, target) {
        Some(Shape::Map(at)) => Ok(at),
        Some(Shape::Alias(item)) => Err(behind_alias(&format!("'{record}'"), item)),
        Some(Shape::Sole(_) | Shape::Bare(_) | Shape::Word(_)) | None => Err(missing()),
    }
}

/// Returns what a milestone, or the occurrence that a cell names, says of products.
fn products_of<'a>(entry: &At<'a>, cell: &Record) -> Result<Option<At<'a>>, Refusal> {
    let milestone = record_in(entry, cell)?;
    let products = match day_of(cell) {
        None => milestone.value("products"),
        Some(day) => match milestone.value("occurrences") {
            None => None,
            Some(occurrences) => occurrences.map("'occurrences'")?.value(&day),
        },
    };
    match products {
        Some(at) if at.item.kind() == Kind::Alias => Err(behind_alias(&format!("the products of '{cell}'"), at.item)),
        products => Ok(products),
    }
}

fn day_of(cell: &Record) -> Option<String> {
    match cell {
        Record::Cell { nominal, .. } => nominal.map(|day| day.to_string()),
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => None,
    }
}

/// Finds an id or selector in a `products`.
fn shape<'a>(products: &At<'a>, target: &str) -> Option<Shape<'a>> {
    match products.item.kind() {
        Kind::Scalar | Kind::Alias => (products.item.text() == target).then(|| Shape::Sole(products.clone())),
        Kind::Map => products.pair(target).map(pair),
        Kind::List => {
            let mut items = (0..).zip(products.item.children());
            items.find_map(|(number, item)| in_item(&products.down(number, item), target))
        }
    }
}

fn in_item<'a>(at: &At<'a>, target: &str) -> Option<Shape<'a>> {
    let item = followed(at.item);
    let names = |item: Item<'_>| item.kind() == Kind::Scalar && !item.is_null() && item.text() == target;
    let is_it = match item.kind() {
        Kind::Scalar | Kind::Alias => names(item),
        Kind::Map => item.pairs().count() == 1 && item.pairs().all(|(key, _)| names(followed(key))),
        Kind::List => false,
    };
    if !is_it {
        return None;
    }
    Some(match at.item.kind() {
        Kind::Alias => Shape::Alias(at.item),
        Kind::Map => pair(at.pair(target)?),
        Kind::Scalar | Kind::List => Shape::Bare(at.clone()),
    })
}

fn pair(value: At<'_>) -> Shape<'_> {
    match value.item.kind() {
        Kind::Alias => Shape::Alias(value.item),
        Kind::Map => Shape::Map(value),
        Kind::Scalar | Kind::List => Shape::Word(value),
    }
}

/// Does all changes of one cell. `old` and `new` are what it says before and after.
///
/// # Errors
///
/// When the milestone does not touch the product, or the editor refuses.
pub fn change(
    work: &mut Work<'_>,
    cell: &Record,
    (old, new): (&Says, &Says),
    roster: (&Roster, &Facts),
) -> Result<(), Refusal> {
    match (old.is_empty(), new.is_empty()) {
        (_, true) => remove(work, cell),
        (true, false) => add(work, cell, new, roster),
        (false, false) => amend(work, cell, old, new),
    }
}

/// Changes an entry that is there.
fn amend(work: &mut Work<'_>, cell: &Record, old: &Says, new: &Says) -> Result<(), Refusal> {
    let mut is_map = false;
    work.step(cell, |piece, entry| {
        let products = products_of(entry, cell)?;
        let target = target_of(cell);
        match products.and_then(|products| shape(&products, target)) {
            Some(Shape::Sole(at)) => brackets::mapped(piece, &at, new),
            Some(Shape::Bare(at)) => brackets::paired(piece, &at, new),
            Some(Shape::Word(at)) => word(piece, &at, new),
            Some(Shape::Alias(item)) => Err(behind_alias(&format!("'{cell}'"), item)),
            Some(Shape::Map(_)) => {
                is_map = true;
                Ok(Vec::new())
            }
            None => Err(Refusal::new(Why::Unproved, format!("'{cell}' was not found"), "edit it by hand")),
        }
    })?;
    if !is_map {
        return Ok(());
    }
    for (key, value) in new.iter().filter(|pair| !old.contains(pair)) {
        keys::set(work, cell, key, value)?;
    }
    // A record without `status` says open; it may have been put there just now.
    for (key, _) in old.iter().filter(|(key, _)| !new.iter().any(|(other, _)| other == key)) {
        keys::delete(work, cell, key)?;
    }
    Ok(())
}

/// Gives a pair with a word, or without a value, another word or a record.
fn word(piece: &Piece<'_>, at: &At<'_>, new: &Says) -> Result<Vec<Splice>, Refusal> {
    if let ([(_, Value::Text(status))], false) = (new.as_slice(), at.item.is_null()) {
        return edit(piece, &Op::SetScalar { at: at.path.clone(), text: status.to_string() });
    }
    edit(piece, &Op::Replace { at: at.path.clone(), value: New::Line(Value::Map(new.clone())) })
}

fn target_of(cell: &Record) -> &str {
    match cell {
        Record::Cell { target, .. } => target,
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => "",
    }
}

/// Writes an entry for a cell that has none of its own.
fn add(work: &mut Work<'_>, cell: &Record, new: &Says, (roster, facts): (&Roster, &Facts)) -> Result<(), Refusal> {
    let target = target_of(cell);
    let selector = speaker(cell, (roster, facts));
    // Entries of this edit behind the same selector stand in the order of the edit.
    let ahead = work.count_behind(format!("{} {:?} {selector:?}", owner_of(cell), day_of(cell)));
    work.step(cell, |piece, entry| {
        let products = products_of(entry, cell)?;
        let Some(products) = products else {
            // Where no products are written, a duty is the organisation's alone.
            if target != ORG && day_of(cell).is_none() {
                return Err(untouched(target));
            }
            return first(piece, entry, cell, new);
        };
        if let Some(Shape::Word(at)) = shape(&products, target) {
            return word(piece, &at, new);
        }
        let Some(selector) = selector else {
            if day_of(cell).is_some() {
                return at_end(piece, &products, target, new);
            }
            return Err(untouched(target));
        };
        match products.item.kind() {
            Kind::Scalar | Kind::Alias => {
                brackets::listed(piece, &products, (target, Some(&Value::Map(new.clone()))), Side::Behind)
            }
            Kind::Map | Kind::List => {
                let at = place_of(&products, selector).map_or(products.count(), |at| at + 1 + ahead);
                insert(piece, &products, at, (target, new))
            }
        }
    })
}

fn untouched(target: &str) -> Refusal {
    let message = format!("the milestone no longer touches '{target}'");
    Refusal::new(Why::Rule, message, "add it to 'products' first")
}

/// Returns the selector that speaks for a cell, as it is written: an id beats it, the later of equals counts.
fn speaker<'a>(cell: &Record, (roster, facts): (&Roster, &'a Facts)) -> Option<&'a str> {
    let Record::Cell { nominal, target, .. } = cell else { return None };
    let product = roster.product(target)?;
    let mut best: Option<(u8, &str)> = None;
    for fact in facts.list.iter().filter(|fact| &*fact.key == "status") {
        let Record::Cell { nominal: other, target: name, .. } = &fact.record else { continue };
        if fact.record.milestone() != cell.milestone() || other != nominal {
            continue;
        }
        let Some(selector) = Target::selector(name) else { continue };
        let rank = rank(&selector);
        if roster.targeted(&selector).contains(&product) && best.is_none_or(|(other, _)| rank >= other) {
            best = Some((rank, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns the number of the pair or item that names a target.
fn place_of(products: &At<'_>, target: &str) -> Option<usize> {
    match products.item.kind() {
        Kind::Map => products.number(target),
        Kind::List => {
            let mut items = (0..).zip(products.item.children());
            items.find(|(number, item)| in_item(&products.down(*number, *item), target).is_some()).map(|(at, _)| at)
        }
        Kind::Scalar | Kind::Alias => None,
    }
}

fn at_end(piece: &Piece<'_>, products: &At<'_>, target: &str, new: &Says) -> Result<Vec<Splice>, Refusal> {
    match products.item.kind() {
        Kind::Scalar | Kind::Alias => {
            brackets::listed(piece, products, (target, Some(&Value::Map(new.clone()))), Side::Behind)
        }
        Kind::Map | Kind::List => insert(piece, products, products.count(), (target, new)),
    }
}

/// Puts an entry into a list or map.
fn insert(
    piece: &Piece<'_>,
    products: &At<'_>,
    number: usize,
    (target, new): (&str, &Says),
) -> Result<Vec<Splice>, Refusal> {
    let says = Value::Map(new.clone());
    if products.item.kind() == Kind::Map {
        let (map, key) = (products.path.clone(), target.to_string());
        return edit(piece, &Op::InsertPair { map, number, key, value: New::Line(says) });
    }
    if products.is_block() {
        let pair = Value::Map(vec![(target.into(), says)]);
        let list = products.path.clone();
        return edit(piece, &Op::InsertItem { list, number, value: New::Block(pair) });
    }
    brackets::put(piece, products, number, (target, new))
}

/// Writes the first entry: that of the organisation, or of an occurrence.
fn first(piece: &Piece<'_>, entry: &At<'_>, cell: &Record, new: &Says) -> Result<Vec<Splice>, Refusal> {
    let milestone = record_in(entry, cell)?;
    let owner = owner_of(cell);
    let products = Value::Map(vec![(target_of(cell).into(), Value::Map(new.clone()))]);
    let Some(day) = day_of(cell) else {
        return put(piece, &milestone, (&owner, "products"), New::Line(products));
    };
    let Some(occurrences) = milestone.value("occurrences") else {
        let all = Value::Map(vec![(day.into(), products)]);
        let all = if milestone.is_block() { layout::value("occurrences", &all) } else { New::Line(all) };
        return put(piece, &milestone, (&owner, "occurrences"), all);
    };
    let occurrences = occurrences.map("'occurrences'")?;
    if let Some(at) = occurrences.pair(&day) {
        return edit(piece, &Op::Replace { at: at.path, value: New::Line(products) });
    }
    let earlier = |key: Item<'_>| followed(key).text() < day.as_str();
    let number = occurrences.item.pairs().filter(|(key, _)| earlier(*key)).count();
    let map = occurrences.path;
    edit(piece, &Op::InsertPair { map, number, key: day, value: New::Line(products) })
}

/// Writes a key of a milestone for the first time; it may stand there without a value.
fn put(
    piece: &Piece<'_>,
    milestone: &At<'_>,
    (owner, key): (&Record, &str),
    value: New,
) -> Result<Vec<Splice>, Refusal> {
    if let Some(at) = milestone.pair(key) {
        return edit(piece, &Op::Replace { at: at.path, value });
    }
    let number = super::record::number_of(owner, milestone, key);
    edit(piece, &Op::InsertPair { map: milestone.path.clone(), number, key: key.into(), value })
}

fn owner_of(cell: &Record) -> Record {
    let (regulation, milestone) = cell.milestone().unwrap_or_default();
    Record::Milestone { regulation: regulation.into(), milestone: milestone.into() }
}

/// Takes an entry away, and what is empty without it.
fn remove(work: &mut Work<'_>, cell: &Record) -> Result<(), Refusal> {
    let target = target_of(cell);
    work.step(cell, |piece, entry| {
        let milestone = record_in(entry, cell)?;
        let Some(products) = products_of(entry, cell)? else { return Ok(Vec::new()) };
        let at = match place_of(&products, target) {
            Some(number) if products.count() > 1 => products.down(number, products.item).path,
            Some(_) | None if day_of(cell).is_none() => products.path,
            Some(_) | None => match milestone.value("occurrences") {
                Some(occurrences) if occurrences.count() == 1 => occurrences.path,
                Some(_) | None => products.path,
            },
        };
        edit(piece, &Op::Delete { at })
    })
}

/// Returns whether a cell is open and says nothing more.
#[must_use]
pub fn is_open(says: &Says) -> bool {
    matches!(says.as_slice(), [(key, Value::Text(status))] if &**key == "status" && &**status == "open")
}

/// Returns a cell as it stands behind its name: a word where it says its status alone, else a map.
#[must_use]
pub fn value_of_cell(says: Says) -> Value {
    match says.as_slice() {
        [(key, status @ Value::Text(_))] if &**key == "status" => status.clone(),
        _ => Value::Map(says),
    }
}
