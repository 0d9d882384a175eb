//! Products that a milestone comes to name, and those that get another id.

use super::super::at::record_in;
use super::super::brackets::{self, Side};
use super::super::entry::behind_alias;
use super::super::work::Work;
use super::{Says, Shape, day_of, first, insert, is_open, owner_of, place_of, products_of, put, shape};
use super::{target_of, value_of_cell};
use crate::domain::edit::{Record, Refusal, Seat, Value, Why};
use crate::yaml::editor::{New, Op, edit};
use crate::yaml::node::Kind;

/// Writes a product into a milestone that did not touch it.
///
/// # Errors
///
/// When `products` is behind an alias, or the editor refuses.
pub fn join(work: &mut Work<'_>, cell: &Record, new: &Says, seat: &Seat) -> Result<(), Refusal> {
    let target = target_of(cell);
    work.step(cell, |piece, entry| {
        let Some(products) = products_of(entry, cell)? else {
            let only = if is_open(new) {
                Value::List(vec![Value::text(target)])
            } else {
                Value::Map(vec![(target.into(), value_of_cell(new.clone()))])
            };
            return match day_of(cell) {
                None => put(piece, &record_in(entry, cell)?, (&owner_of(cell), "products"), New::Line(only)),
                Some(_) => first(piece, entry, cell, new),
            };
        };
        let number = match seat {
            Seat::First => 0,
            Seat::Last => products.count(),
            Seat::Behind(other) => place_of(&products, other).map_or(products.count(), |at| at + 1),
        };
        match products.item.kind() {
            Kind::Scalar | Kind::Alias => {
                let says = (!is_open(new)).then(|| value_of_cell(new.clone()));
                let side = if seat == &Seat::First { Side::Before } else { Side::Behind };
                brackets::listed(piece, &products, (target, says.as_ref()), side)
            }
            Kind::Map => {
                let (map, key) = (products.path.clone(), target.to_string());
                let value = New::Line(value_of_cell(new.clone()));
                edit(piece, &Op::InsertPair { map, number, key, value })
            }
            Kind::List if is_open(new) => {
                let value = New::Line(Value::text(target));
                edit(piece, &Op::InsertItem { list: products.path.clone(), number, value })
            }
            Kind::List => insert(piece, &products, number, (target, new)),
        }
    })
}

/// Gives the entry of a cell another id or selector.
///
/// # Errors
///
/// When it is not there, behind an alias, or the editor refuses.
pub fn rename(work: &mut Work<'_>, cell: &Record, to: &str) -> Result<(), Refusal> {
    work.step(cell, |piece, entry| {
        let missing = || Refusal::new(Why::Missing, format!("'{cell}' is not there"), "");
        let products = products_of(entry, cell)?.ok_or_else(missing)?;
        let text = || to.to_string();
        match shape(&products, target_of(cell)) {
            Some(Shape::Sole(at) | Shape::Bare(at)) => edit(piece, &Op::SetScalar { at: at.path, text: text() }),
            Some(Shape::Word(at) | Shape::Map(at)) => edit(piece, &Op::RenameKey { at: at.path, to: text() }),
            Some(Shape::Alias(item)) => Err(behind_alias(&format!("'{cell}'"), item)),
            None => Err(missing()),
        }
    })
}
