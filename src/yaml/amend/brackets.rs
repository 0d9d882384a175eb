//! Brackets and braces around names: `kes` becomes `kes: {…}` or `{kes: {…}}`, `all` becomes `[all, kes: {…}]`.
//!
//! These are shapes of our format and no operations on YAML: the facts prove them. The rules of the span editor hold
//! here, too: what others refer to stays.

use super::at::At;
use super::cells::Says;
use super::record::{flow, pair};
use crate::domain::edit::{Refusal, Splice, Value};
use crate::yaml::editor::{New, Op, Touch, check, edit};
use crate::yaml::node::{Item, Piece};
use crate::yaml::quote::{Where, quote};

/// Where an entry comes to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before the other.
    Before,
    /// Behind it.
    Behind,
}

/// Makes a map of a name: `kes` becomes `{kes: {…}}`.
///
/// # Errors
///
/// When others refer to it, or it has an anchor or a tag.
pub fn mapped(piece: &Piece<'_>, at: &At<'_>, says: &Says) -> Result<Vec<Splice>, Refusal> {
    let place = check(piece, &at.path, Touch::Around)?.inside();
    Ok(vec![around(piece, at.item, "{", &format!(": {}}}", flow(&Value::Map(says.clone()), place)))])
}

/// Makes a pair of an item: `kes` becomes `kes: {…}`; in JSON, which has no pairs without braces, `{"kes": {…}}`.
///
/// # Errors
///
/// When others refer to it, or it has an anchor or a tag.
pub fn paired(piece: &Piece<'_>, at: &At<'_>, says: &Says) -> Result<Vec<Splice>, Refusal> {
    match check(piece, &at.path, Touch::Around)? {
        Where::Json => mapped(piece, at, says),
        place @ (Where::Block | Where::Flow | Where::Key) => {
            Ok(vec![around(piece, at.item, "", &format!(": {}", flow(&Value::Map(says.clone()), place.inside())))])
        }
    }
}

/// Makes a list of a name, with an entry before or behind it: `all` becomes `[all, kes: {…}]`.
///
/// An entry without a value is its name alone.
///
/// # Errors
///
/// When others refer to it, or it has an anchor or a tag.
pub fn listed(
    piece: &Piece<'_>,
    at: &At<'_>,
    (target, says): (&str, Option<&Value>),
    side: Side,
) -> Result<Vec<Splice>, Refusal> {
    let place = check(piece, &at.path, Touch::Around)?;
    let entry = match says {
        None => quote(target, place.inside()),
        Some(says) if place == Where::Json => format!("{{{}}}", pair((target, says), place)),
        Some(says) => pair((target, says), place),
    };
    Ok(vec![match side {
        Side::Before => around(piece, at.item, &format!("[{entry}, "), "]"),
        Side::Behind => around(piece, at.item, "[", &format!(", {entry}]")),
    }])
}

/// Puts an entry into a list in brackets, where a pair needs no braces but in JSON.
///
/// # Errors
///
/// When others refer to the list.
pub fn put(
    piece: &Piece<'_>,
    list: &At<'_>,
    number: usize,
    (target, says): (&str, &Says),
) -> Result<Vec<Splice>, Refusal> {
    let place = check(piece, &list.path, Touch::Inside)?;
    let says = Value::Map(says.clone());
    if place == Where::Json {
        let value = New::Line(Value::Map(vec![(target.into(), says)]));
        return edit(piece, &Op::InsertItem { list: list.path.clone(), number, value });
    }
    let pair = pair((target, &says), place);
    let before = number.checked_sub(1).and_then(|number| list.item.children().nth(number));
    Ok(vec![match before {
        Some(item) => around(piece, item, "", &format!(", {pair}")),
        None => filled(around(piece, list.item, "", ""), &pair),
    }])
}

/// Puts text before and behind a node.
fn around(piece: &Piece<'_>, item: Item<'_>, before: &str, behind: &str) -> Splice {
    let (_, (from, to)) = item.written();
    let old = piece.text.get(from..to).unwrap_or_default();
    Splice { at: from, old: old.into(), new: format!("{before}{old}{behind}") }
}

/// Puts the first item into empty brackets.
fn filled(whole: Splice, pair: &str) -> Splice {
    let rest = whole.old.strip_prefix('[').unwrap_or(&whole.old);
    let new = format!("[{pair}{rest}");
    Splice { new, ..whole }
}
