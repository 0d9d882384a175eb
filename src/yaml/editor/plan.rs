//! From an operation to what would be cut, and to what the tree must be afterwards.

use super::insert::Fresh;
use super::proof::{Cut, Part, Plan};
use super::sheet::Sheet;
use super::write::{Form, Owner, form, on_line};
use super::{New, Op, delete, insert, replace, scalar, shift};
use crate::domain::edit::{Refusal, Value, Why};
use crate::yaml::node::{Kind, Style};
use crate::yaml::quote::{Where, double};

/// What would do an operation.
pub(super) struct Work {
    /// The node that it is about.
    pub node: usize,
    /// The ways to do it, the best first.
    pub plans: Vec<Plan>,
}

/// Returns the ways to do an operation.
pub(super) fn plans(sheet: &Sheet<'_>, op: &Op) -> Result<Work, Refusal> {
    match op {
        Op::SetScalar { at, text } => set(sheet, at, text),
        Op::AppendLines { at, lines } => append(sheet, at, lines),
        Op::Replace { at, value } => swap(sheet, at, value),
        Op::InsertPair { map, number, key, value } => {
            put(sheet, (map, *number), Kind::Map, Fresh { key: Some(key), value })
        }
        Op::InsertItem { list, number, value } => put(sheet, (list, *number), Kind::List, Fresh { key: None, value }),
        Op::Delete { at } => take(sheet, at),
        Op::Move { at, number } => shifted(sheet, at, *number),
        Op::RenameKey { at, to } => rename(sheet, at, to),
    }
}

fn last(chain: &[usize]) -> usize {
    chain.last().copied().unwrap_or(0)
}

fn around(chain: &[usize]) -> Vec<usize> {
    chain.split_last().map_or(Vec::new(), |(_, around)| around.to_vec())
}

/// Says that a scalar gets another text, and nothing else.
fn texted(sheet: &Sheet<'_>, index: usize, text: &str, cuts: Vec<Cut>) -> Plan {
    let parts =
        vec![Part::Keep(0, index), Part::Text(index, text.to_string()), Part::Keep(index + 1, sheet.tree.nodes.len())];
    Plan { cuts, parts, around: Vec::new() }
}

fn scalar_chain(sheet: &Sheet<'_>, path: &[usize]) -> Result<Vec<usize>, Refusal> {
    let chain = sheet.follow(path)?;
    let index = last(&chain);
    sheet.not_alias(index)?;
    if sheet.node(index).kind != Kind::Scalar {
        return Err(Refusal::new(Why::Missing, "no text stands here", "").at(sheet.place(index)));
    }
    sheet.not_shared(&chain, (0, 0))?;
    Ok(chain)
}

fn set(sheet: &Sheet<'_>, path: &[usize], text: &str) -> Result<Work, Refusal> {
    let chain = scalar_chain(sheet, path)?;
    let index = last(&chain);
    if sheet.is_typed(index, text) {
        return untyped(sheet, &chain, text);
    }
    Ok(Work { node: index, plans: set_plans(sheet, &chain, text) })
}

/// Gives a scalar a text that its tag does not allow: the tag goes.
fn untyped(sheet: &Sheet<'_>, chain: &[usize], text: &str) -> Result<Work, Refusal> {
    let index = last(chain);
    sheet.not_anchored(index)?;
    let (owner, column) = sheet.owner(chain);
    let head = scalar::styled("", sheet.node(index).style, text, sheet.place_in(&around(chain)));
    let parts = [Part::Keep(0, index), Part::Fresh(text.into()), Part::Keep(index + 1, sheet.tree.nodes.len())];
    let plan = |head| {
        let cuts = replace::cuts(sheet, index, owner, (column, &Form::line(head)));
        Plan { cuts, parts: parts.to_vec(), around: Vec::new() }
    };
    Ok(Work { node: index, plans: [head, double(text)].map(plan).into() })
}

fn set_plans(sheet: &Sheet<'_>, chain: &[usize], text: &str) -> Vec<Plan> {
    let index = last(chain);
    let (owner, column) = sheet.owner(chain);
    let mut plans = Vec::new();
    if sheet.scalar(index) == text && !sheet.is_null(index) {
        return vec![texted(sheet, index, text, Vec::new())];
    }
    if sheet.is_block_text(index) {
        let cuts = scalar::lines_cuts(sheet, index, (column, deeper(sheet, index, owner)), text);
        plans.extend(cuts.map(|cuts| texted(sheet, index, text, cuts)));
    }
    let place = sheet.place_in(&around(chain));
    let style = sheet.node(index).style;
    let heads = [scalar::styled(sheet.scalar(index), style, text, place), double(text)];
    for head in heads {
        let form = Form::line(head);
        let cuts = replace::kept(sheet, index, owner, (column, &form));
        plans.push(texted(sheet, index, text, cuts));
    }
    plans
}

/// Returns how much deeper than a key or dash the lines of its text stand.
fn deeper(sheet: &Sheet<'_>, index: usize, owner: Owner) -> usize {
    match owner {
        Owner::Pair => sheet.habit(index).step,
        Owner::Item | Owner::Root => 2,
    }
}

fn append(sheet: &Sheet<'_>, path: &[usize], lines: &str) -> Result<Work, Refusal> {
    let chain = scalar_chain(sheet, path)?;
    let index = last(&chain);
    let lines = lines.trim_end_matches('\n');
    let is_null = sheet.is_null(index);
    let old = if is_null { "" } else { sheet.scalar(index) };
    let body = old.trim_end_matches('\n');
    let ends = old.get(body.len()..).unwrap_or_default();
    let gap = if body.is_empty() { "" } else { "\n" };
    let text = format!("{body}{gap}{lines}{ends}");
    if sheet.is_typed(index, &text) {
        return untyped(sheet, &chain, &text);
    }
    let mut plans = Vec::new();
    let style = sheet.node(index).style;
    let (owner, column) = sheet.owner(&chain);
    if sheet.is_block_text(index) && !body.is_empty() {
        let cuts = scalar::append_cuts(sheet, index, (body, lines));
        plans.extend(cuts.map(|cuts| texted(sheet, index, &text, cuts)));
    } else if style != Style::Double
        && sheet.place_in(&around(&chain)) == Where::Block
        && (text.contains('\n') || sheet.is_block_text(index))
    {
        // A new block ends its last line, as people write them.
        let block = if ends.is_empty() { format!("{text}\n") } else { text.clone() };
        let cuts = if sheet.is_block_text(index) {
            scalar::lines_cuts(sheet, index, (column, deeper(sheet, index, owner)), &block)
        } else {
            let form = form(&New::Block(Value::text(block.as_str())), owner, column, sheet.habit(index))?;
            Some(replace::kept(sheet, index, owner, (column, &form)))
        };
        plans.extend(cuts.map(|cuts| texted(sheet, index, &block, cuts)));
    }
    plans.extend(set_plans(sheet, &chain, &text));
    Ok(Work { node: index, plans })
}

fn swap(sheet: &Sheet<'_>, path: &[usize], new: &New) -> Result<Work, Refusal> {
    let chain = sheet.follow(path)?;
    let index = last(&chain);
    sheet.not_shared(&chain, (index, sheet.next(index)))?;
    // An anchor to which nobody refers stays; a tag would say something of the new value.
    let is_named = sheet.has_anchor(index);
    if is_named && sheet.tag(index).is_some() {
        sheet.not_anchored(index)?;
    }
    let (owner, column) = sheet.owner(&chain);
    let habit = sheet.habit(index);
    let place = sheet.place_in(&around(&chain));
    let mut ways = Vec::new();
    for new in [new, &New::Line(new.value())] {
        let form = if place == Where::Block {
            form(new, owner, column, habit)?
        } else {
            Form::line(on_line(&new.value(), place)?)
        };
        let put = if is_named { replace::kept } else { replace::cuts };
        ways.push(put(sheet, index, owner, (column, &form)));
    }
    ways.dedup();
    let value = if is_named { Part::Named(index, new.value()) } else { Part::New(new.value()) };
    let parts = vec![Part::Keep(0, index), value, Part::Keep(sheet.next(index), sheet.tree.nodes.len())];
    let plan = |cuts| Plan { cuts, parts: parts.clone(), around: around(&chain) };
    Ok(Work { node: index, plans: ways.into_iter().map(plan).collect() })
}

fn put(sheet: &Sheet<'_>, (path, number): (&[usize], usize), kind: Kind, fresh: Fresh<'_>) -> Result<Work, Refusal> {
    let chain = sheet.follow(path)?;
    let container = last(&chain);
    sheet.not_alias(container)?;
    if sheet.node(container).kind != kind {
        let what = if kind == Kind::Map { "no map stands here" } else { "no list stands here" };
        return Err(Refusal::new(Why::Missing, what, "").at(sheet.place(container)));
    }
    sheet.not_shared(&chain, (0, 0))?;
    let entries = sheet.entries(container);
    if let Some(key) = fresh.key {
        sheet.not_merged(container)?;
        sheet.not_twice(container, key)?;
    }
    let number = number.min(entries.len());
    let before = entries.get(number).map_or(sheet.next(container), |entry| entry.key.unwrap_or(entry.value));
    let line = New::Line(fresh.value.value());
    let mut ways = insert::into_empty(sheet, &chain, fresh)?;
    ways.push(insert::cuts(sheet, &chain, number, fresh)?);
    ways.push(insert::cuts(sheet, &chain, number, Fresh { value: &line, key: fresh.key })?);
    ways.dedup();
    let mut parts = vec![Part::Keep(0, before)];
    parts.extend(fresh.key.map(|key| Part::Fresh(key.into())));
    parts.extend([Part::New(fresh.value.value()), Part::Keep(before, sheet.tree.nodes.len())]);
    let plan = |cuts| Plan { cuts, parts: parts.clone(), around: chain.clone() };
    Ok(Work { node: container, plans: ways.into_iter().map(plan).collect() })
}

/// The way to a list or map, the number of an entry in it, and that entry's nodes: from, and up to.
type Found = (Vec<usize>, usize, (usize, usize));

/// Finds the list or map of a pair or item, and its number in it.
fn entry_of(sheet: &Sheet<'_>, path: &[usize]) -> Result<Found, Refusal> {
    let Some((number, outside)) = path.split_last() else {
        let message = "this is the whole text, and no part of a list or map";
        return Err(Refusal::new(Why::Missing, message, "").at(sheet.place(0)));
    };
    sheet.follow(path)?;
    let chain = sheet.follow(outside)?;
    let entry = sheet.entries(last(&chain)).get(*number).copied().unwrap_or_default();
    let from = entry.key.unwrap_or(entry.value);
    Ok((chain, *number, (from, sheet.next(entry.value))))
}

fn take(sheet: &Sheet<'_>, path: &[usize]) -> Result<Work, Refusal> {
    let (chain, number, (from, to)) = entry_of(sheet, path)?;
    let container = last(&chain);
    sheet.not_shared(&chain, (from, to))?;
    sheet.not_merged(container)?;
    let cuts = delete::cuts(sheet, container, number);
    let parts = vec![Part::Keep(0, from), Part::Keep(to, sheet.tree.nodes.len())];
    Ok(Work { node: from, plans: vec![Plan { cuts, parts, around: chain }] })
}

fn shifted(sheet: &Sheet<'_>, path: &[usize], number: usize) -> Result<Work, Refusal> {
    let (chain, old, (from, to)) = entry_of(sheet, path)?;
    let container = last(&chain);
    sheet.not_shared(&chain, (0, 0))?;
    sheet.not_merged(container)?;
    let entries = sheet.entries(container);
    let number = number.min(entries.len().saturating_sub(1));
    let whole = sheet.tree.nodes.len();
    let bound =
        |number: usize| entries.get(number).map_or(sheet.next(container), |entry| entry.key.unwrap_or(entry.value));
    let parts = if number > old {
        let end = bound(number + 1);
        sheet.not_crossed((from, to, end))?;
        vec![Part::Keep(0, from), Part::Keep(to, end), Part::Keep(from, to), Part::Keep(end, whole)]
    } else {
        let start = bound(number);
        sheet.not_crossed((start, from, to))?;
        vec![Part::Keep(0, start), Part::Keep(from, to), Part::Keep(start, from), Part::Keep(to, whole)]
    };
    let cuts = shift::cuts(sheet, container, old, number);
    Ok(Work { node: from, plans: vec![Plan { cuts, parts, around: chain }] })
}

fn rename(sheet: &Sheet<'_>, path: &[usize], to: &str) -> Result<Work, Refusal> {
    let (chain, number, _) = entry_of(sheet, path)?;
    let container = last(&chain);
    let entry = sheet.entries(container).get(number).copied().unwrap_or_default();
    let Some(key) = entry.key.filter(|key| sheet.node(*key).kind == Kind::Scalar) else {
        return Err(Refusal::new(Why::Missing, "no key that is a text stands here", "").at(sheet.place(entry.value)));
    };
    sheet.not_shared(&chain, (key, key + 1))?;
    sheet.not_merged(container)?;
    if sheet.scalar(key) != to {
        sheet.not_twice(container, to)?;
    }
    sheet.not_typed(key, to)?;
    let mut plans = Vec::new();
    let style = sheet.node(key).style;
    let heads = [scalar::styled(sheet.scalar(key), style, to, Where::Key), double(to)];
    for head in heads {
        let form = Form::line(head);
        let cuts =
            if sheet.scalar(key) == to && !sheet.is_null(key) { Vec::new() } else { replace::key(sheet, key, &form) };
        plans.push(texted(sheet, key, to, cuts));
    }
    Ok(Work { node: key, plans })
}
