//! Changes of single keys, as operations of the span editor.

use super::at::At;
use super::cells::map_of;
use super::entry::behind_alias;
use super::layout;
use super::record::number_of;
use super::says::value_of;
use super::work::Work;
use crate::domain::edit::{Change, Record, Refusal, Step, Value, Why};
use crate::yaml::editor::{New, Op, Path, edit};
use crate::yaml::node::{Kind, Style};

/// Does one change of a key of a record that is a map.
///
/// # Errors
///
/// When the editor refuses.
pub fn change(work: &mut Work<'_>, change: &Change) -> Result<(), Refusal> {
    let (record, key) = (&change.record, &*change.key);
    match &change.step {
        Step::Set { to: Some(to), .. } => set(work, record, key, to),
        Step::Set { to: None, .. } => delete(work, record, key),
        Step::Append { value } => append(work, record, key, value),
        Step::TakeBack { value } => take_back(work, record, key, value),
        Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. } => Ok(()),
    }
}

/// Gives a key a value.
///
/// # Errors
///
/// When the editor refuses.
pub fn set(work: &mut Work<'_>, record: &Record, key: &str, to: &Value) -> Result<(), Refusal> {
    // A list or map that changes in several places changes in several steps.
    for _ in 0..MOST_STEPS {
        let mut is_done = true;
        work.step(record, |piece, entry| {
            let map = map_of(entry, record)?;
            let next = match map.pair(key) {
                None => Next::Last(insert(record, &map, key, to)),
                Some(value) => reshape(&value, to, map.is_block(), key)?,
            };
            is_done = !matches!(next, Next::More(_));
            match next {
                Next::Done => Ok(Vec::new()),
                Next::Last(op) | Next::More(op) => edit(piece, &op),
            }
        })?;
        if is_done {
            return Ok(());
        }
    }
    Err(Refusal::new(Why::Unproved, format!("'{key}' changes in too many places"), "edit it by hand"))
}

/// How many operations may change one value.
const MOST_STEPS: usize = 64;

fn insert(record: &Record, map: &At<'_>, key: &str, to: &Value) -> Op {
    let number = number_of(record, map, key);
    Op::InsertPair { map: map.path.clone(), number, key: key.into(), value: new(to, map.is_block(), key) }
}

/// Returns how a value is written: in a record on one line on that line.
fn new(value: &Value, is_block: bool, key: &str) -> New {
    if is_block { layout::value(key, value) } else { New::Line(value.clone()) }
}

/// What makes a value another.
enum Next {
    /// Nothing: it is that already.
    Done,
    /// This alone.
    Last(Op),
    /// This, and perhaps more.
    More(Op),
}

/// Returns the next operation that makes a value another.
fn reshape(at: &At<'_>, to: &Value, is_block: bool, key: &str) -> Result<Next, Refusal> {
    let now = value_of(at.item);
    let replace = || Next::Last(Op::Replace { at: at.path.clone(), value: new(to, is_block, key) });
    match (&now, to) {
        (Value::Alias(_), _) => Err(behind_alias(&format!("'{key}'"), at.item)),
        (Value::Text(old), Value::Text(text)) => {
            let is_block_text = matches!(at.item.node().style, Style::Literal | Style::Folded);
            let end = if is_block_text && old.ends_with('\n') { "\n" } else { "" };
            let text = text.trim_end_matches('\n');
            let is_same = old.trim_end_matches('\n') == text;
            let grows = !is_block_text && is_block && text.contains('\n');
            Ok(match (is_same, grows) {
                (true, _) => Next::Done,
                (false, true) => replace(),
                (false, false) => Next::Last(Op::SetScalar { at: at.path.clone(), text: format!("{text}{end}") }),
            })
        }
        (Value::Map(old), Value::Map(new)) => pairs(at, old, new),
        (Value::List(old), Value::List(new)) if new.starts_with(old) => {
            let item =
                |item: Value| Op::InsertItem { list: at.path.clone(), number: old.len(), value: New::Line(item) };
            Ok(new.get(old.len()).cloned().map_or(Next::Done, |next| Next::More(item(next))))
        }
        (now, to) if now == to => Ok(Next::Done),
        (Value::List(old), Value::List(new)) if !new.is_empty() => match item(at, old, new) {
            Some((number, None)) => Ok(Next::More(Op::Delete { at: at.down(number, at.item).path })),
            Some((number, Some(to))) => {
                let child = at.item.children().nth(number);
                let changed = child.map(|child| reshape(&at.down(number, child), to, at.is_block(), ""));
                match changed {
                    Some(Ok(Next::Last(op) | Next::More(op))) => Ok(Next::More(op)),
                    Some(Err(refusal)) => Err(refusal),
                    Some(Ok(Next::Done)) | None => Ok(replace()),
                }
            }
            None => Ok(replace()),
        },
        (_, _) => Ok(replace()),
    }
}

/// Returns the next item of a list that goes, or that becomes another where it stands; none: neither makes the list.
fn item<'a>(at: &At<'_>, old: &[Value], new: &'a [Value]) -> Option<(usize, Option<&'a Value>)> {
    let first = old.iter().zip(new).position(|(old, new)| old != new).unwrap_or(old.len().min(new.len()));
    if old.len() == new.len() {
        let is_text = matches!((old.get(first), new.get(first)), (Some(Value::Text(_)), Some(Value::Text(_))));
        return is_text.then(|| (first, new.get(first)));
    }
    let mut rest = old.iter();
    let is_less = new.iter().all(|item| rest.any(|other| other == item));
    (is_less && at.item.kind() == Kind::List).then_some((first, None))
}

/// Returns the next operation that makes a map another.
fn pairs(at: &At<'_>, old: &[(Box<str>, Value)], new: &[(Box<str>, Value)]) -> Result<Next, Refusal> {
    let gone = old.iter().find(|(key, _)| !new.iter().any(|(other, _)| other == key));
    if let Some(number) = gone.and_then(|(key, _)| at.number(key)) {
        return Ok(Next::More(Op::Delete { at: at.down(number, at.item).path }));
    }
    for (number, (key, to)) in new.iter().enumerate() {
        let Some(value) = at.pair(key) else {
            let (map, key) = (at.path.clone(), key.to_string());
            return Ok(Next::More(Op::InsertPair { map, number, key, value: New::Line(to.clone()) }));
        };
        match reshape(&value, to, at.is_block(), key)? {
            Next::Done => {}
            Next::Last(op) | Next::More(op) => return Ok(Next::More(op)),
        }
    }
    Ok(Next::Done)
}

/// Takes a key away.
///
/// # Errors
///
/// When the editor refuses.
pub fn delete(work: &mut Work<'_>, record: &Record, key: &str) -> Result<(), Refusal> {
    work.step(record, |piece, entry| {
        let map = map_of(entry, record)?;
        match map.number(key) {
            Some(number) => edit(piece, &Op::Delete { at: map.down(number, map.item).path }),
            None => Ok(Vec::new()),
        }
    })
}

/// Puts an item behind a list, or lines behind a text.
///
/// # Errors
///
/// When the editor refuses.
pub fn append(work: &mut Work<'_>, record: &Record, key: &str, value: &Value) -> Result<(), Refusal> {
    work.step(record, |piece, entry| {
        let map = map_of(entry, record)?;
        let op = match (map.value(key), value) {
            (None, Value::Text(_)) => first(record, &map, key, value),
            (None, item) => first(record, &map, key, &Value::List(vec![item.clone()])),
            (Some(at), item) if at.item.kind() == Kind::List => {
                Op::InsertItem { list: at.path.clone(), number: at.count(), value: New::Line(item.clone()) }
            }
            (Some(at), Value::Text(lines)) if at.item.kind() == Kind::Scalar => lines_behind(&at, &map, lines),
            (Some(at), _) => return Err(behind_alias(&format!("'{key}'"), at.item)),
        };
        edit(piece, &op)
    })
}

/// Puts lines behind a text. In a record on one line they stay on that line, with an escape between.
fn lines_behind(at: &At<'_>, map: &At<'_>, lines: &str) -> Op {
    let is_block_text = matches!(at.item.node().style, Style::Literal | Style::Folded);
    if is_block_text {
        return Op::AppendLines { at: at.path.clone(), lines: lines.to_string() };
    }
    let old = at.item.text().trim_end_matches('\n');
    let gap = if old.is_empty() { "" } else { "\n" };
    let text = format!("{old}{gap}{lines}");
    if map.is_block() {
        return Op::Replace { at: at.path.clone(), value: New::Block(Value::text(format!("{text}\n"))) };
    }
    Op::SetScalar { at: at.path.clone(), text }
}

/// Writes a key for the first time; it may stand there without a value.
fn first(record: &Record, map: &At<'_>, key: &str, value: &Value) -> Op {
    match map.pair(key) {
        None => insert(record, map, key, value),
        Some(at) => Op::Replace { at: at.path, value: new(value, map.is_block(), key) },
    }
}

/// Takes the last item or lines away; the key too, if nothing is left.
///
/// # Errors
///
/// When the editor refuses.
pub fn take_back(work: &mut Work<'_>, record: &Record, key: &str, value: &Value) -> Result<(), Refusal> {
    work.step(record, |piece, entry| {
        let map = map_of(entry, record)?;
        let Some(at) = map.value(key) else { return Ok(Vec::new()) };
        let op = match value {
            Value::Text(lines) if at.item.kind() == Kind::Scalar => match rest_of(at.item.text(), lines) {
                Some(text) => Op::SetScalar { at: at.path, text },
                None => Op::Delete { at: at.path },
            },
            Value::Null | Value::Text(_) | Value::Alias(_) | Value::List(_) | Value::Map(_) => {
                Op::Delete { at: if at.count() > 1 { last(&at) } else { at.path } }
            }
        };
        edit(piece, &op)
    })
}

fn last(list: &At<'_>) -> Path {
    list.down(list.count().saturating_sub(1), list.item).path
}

/// Returns a text without its last lines, ended as before; none where nothing is left.
fn rest_of(text: &str, lines: &str) -> Option<String> {
    let body = text.trim_end_matches('\n');
    let rest = body.strip_suffix(lines.trim_end_matches('\n'))?.trim_end_matches('\n');
    let end = text.get(body.len()..).unwrap_or_default();
    (!rest.is_empty()).then(|| format!("{rest}{end}"))
}
