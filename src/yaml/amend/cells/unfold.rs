//! Products on one line that has become too long: each on a line of its own.

use super::super::at::At;
use super::super::layout;
use super::super::says::value_of;
use super::super::work::Work;
use super::products_of;
use crate::domain::edit::{Record, Refusal, Value};
use crate::yaml::editor::{Op, edit};
use crate::yaml::node::{Item, Kind, Style};

/// The most columns of a line that an edit makes longer; past them products stand on lines of their own.
const WIDTH: usize = 120;

/// Returns how many columns the line has on which the products of a cell's milestone stand in brackets or braces; none
/// where they do not stand so, or there is a comment.
pub fn width(work: &mut Work<'_>, cell: &Record) -> Option<usize> {
    let mut width = None;
    // What cannot be looked at is not unfolded either.
    let _ = work.step(cell, |piece, entry| {
        width = products_of(entry, cell)?.and_then(|products| width_of(piece.text, &products));
        Ok(Vec::new())
    });
    width
}

fn width_of(text: &str, products: &At<'_>) -> Option<usize> {
    let is_flow = products.item.node().style != Style::Block;
    let (_, (from, to)) = products.item.written();
    let (head, rest) = (text.get(..from)?, text.get(to..)?);
    let start = head.rfind('\n').map_or(0, |at| at + 1);
    let end = rest.find('\n').unwrap_or(rest.len());
    let line = text.get(start..to + end)?.trim_end();
    let is_alone = line.len() == to.saturating_sub(start) && !text.get(from..to)?.contains('\n');
    (is_flow && is_alone).then(|| line.chars().count())
}

/// Writes the products of a milestone on lines of their own, if an edit made their line too long.
///
/// `before` is how long it was. A line that was too long before stays one, and so does one with a comment, that of an
/// occurrence, and one with a single record: the first status that is set is one changed line.
///
/// # Errors
///
/// When the step does not fit the text.
pub fn unfold(work: &mut Work<'_>, cell: &Record, before: Option<usize>) -> Result<(), Refusal> {
    let is_of_day = matches!(cell, Record::Cell { nominal: Some(_), .. });
    if is_of_day || before.is_some_and(|before| before > WIDTH) || width(work, cell).is_none_or(|now| now <= WIDTH) {
        return Ok(());
    }
    work.step(cell, |piece, entry| {
        let Some(products) = products_of(entry, cell)? else { return Ok(Vec::new()) };
        let Some(pairs) = pairs_of(&products) else { return Ok(Vec::new()) };
        if pairs.iter().filter(|(_, says)| matches!(says, Value::Map(_))).count() < 2 {
            return Ok(Vec::new());
        }
        let value = layout::value("products", &Value::Map(pairs));
        // Where it cannot be proved the long line stays.
        Ok(edit(piece, &Op::Replace { at: products.path, value }).unwrap_or_default())
    })
}

/// Returns the products as the pairs of a map; none where they cannot be that.
fn pairs_of(products: &At<'_>) -> Option<Vec<(Box<str>, Value)>> {
    match products.item.kind() {
        Kind::Map => products.item.pairs().map(|(key, value)| value_of_item(key, Some(value))).collect(),
        Kind::List => {
            let items = products.item.children().map(|item| match item.kind() {
                Kind::Scalar => value_of_item(item, None),
                Kind::Map => {
                    let mut pairs = item.pairs();
                    let (key, value) = pairs.next()?;
                    if pairs.next().is_some() { None } else { value_of_item(key, Some(value)) }
                }
                Kind::List | Kind::Alias => None,
            });
            items.collect()
        }
        Kind::Scalar | Kind::Alias => None,
    }
}

/// Returns a name with what is said of it; none where an alias stands there. Without a value it is open.
fn value_of_item(key: Item<'_>, value: Option<Item<'_>>) -> Option<(Box<str>, Value)> {
    let says = value.filter(|value| !value.is_null()).map_or_else(|| Value::text("open"), value_of);
    let is_plain = key.kind() == Kind::Scalar && !has_alias(&says);
    is_plain.then(|| (key.text().into(), says))
}

fn has_alias(value: &Value) -> bool {
    match value {
        Value::Alias(_) => true,
        Value::Null | Value::Text(_) => false,
        Value::List(items) => items.iter().any(has_alias),
        Value::Map(pairs) => pairs.iter().any(|(_, value)| has_alias(value)),
    }
}
