//! The second reader as a judge: does an operation on its own values, and compares.

use duewatch::domain::edit::Value as New;
use duewatch::yaml::editor::{self, Op};
use duewatch::yaml::node::{Item, Kind};
use serde::Deserialize;
use serde_yaml::{Mapping, Value};

/// Reads all documents of a text; the second reader does not know a byte order mark before a quote.
pub fn documents(text: &str) -> Option<Vec<Value>> {
    let text = text.trim_start_matches('\u{feff}');
    serde_yaml::Deserializer::from_str(text).map(|document| Value::deserialize(document).ok()).collect()
}

/// Returns a value without its tag.
pub fn bare(value: &Value) -> &Value {
    match value {
        Value::Tagged(tagged) => bare(&tagged.value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_) => {
            value
        }
    }
}

fn bare_mut(value: &mut Value) -> &mut Value {
    match value {
        Value::Tagged(tagged) => bare_mut(&mut tagged.value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_) => {
            value
        }
    }
}

/// Returns whether both readers see the same.
pub fn is_same(ours: Item<'_>, theirs: &Value) -> bool {
    let ours = ours.target().unwrap_or(ours);
    let text = ours.text();
    match (ours.kind(), bare(theirs)) {
        (Kind::Map, Value::Mapping(map)) => {
            let pairs: Vec<_> = ours.pairs().collect();
            pairs.len() == map.len()
                && pairs.iter().zip(map).all(|((key, value), (k, v))| is_same(*key, k) && is_same(*value, v))
        }
        (Kind::List, Value::Sequence(list)) => {
            let items: Vec<_> = ours.children().collect();
            items.len() == list.len() && items.into_iter().zip(list).all(|(item, other)| is_same(item, other))
        }
        (Kind::Scalar, Value::String(other)) => text == other || (ours.is_null() && other.is_empty()),
        (Kind::Scalar, Value::Null) => ours.is_null(),
        (Kind::Scalar, Value::Bool(_) | Value::Number(_)) => true,
        _ => false,
    }
}

/// Returns the value at a path.
pub fn at<'a>(root: &'a Value, path: &[usize]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, number| match bare(value) {
        Value::Sequence(list) => list.get(*number),
        Value::Mapping(map) => map.iter().nth(*number).map(|(_, value)| value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => None,
    })
}

fn at_mut<'a>(root: &'a mut Value, path: &[usize]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, number| match bare_mut(value) {
        Value::Sequence(list) => list.get_mut(*number),
        Value::Mapping(map) => map.iter_mut().nth(*number).map(|(_, value)| value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => None,
    })
}

fn written(value: &New) -> Value {
    match value {
        New::Null => Value::Null,
        New::Text(text) | New::Alias(text) => Value::String(text.to_string()),
        New::List(items) => Value::Sequence(items.iter().map(written).collect()),
        New::Map(pairs) => {
            Value::Mapping(pairs.iter().map(|(key, value)| (Value::String(key.to_string()), written(value))).collect())
        }
    }
}

fn value_of(new: &editor::New) -> Value {
    written(&new.value())
}

fn with_pairs(map: &mut Mapping, change: impl FnOnce(&mut Vec<(Value, Value)>)) {
    let mut pairs: Vec<(Value, Value)> = std::mem::take(map).into_iter().collect();
    change(&mut pairs);
    *map = pairs.into_iter().collect();
}

/// Does an operation on the second reader's values; `new` is what it read of the new text.
///
/// `text` is what the scalar of the operation said, of which the second reader may know the number alone.
pub fn expected((old, text): (&Value, &str), op: &Op, new: &Value) -> Option<Value> {
    let mut root = old.clone();
    match op {
        Op::SetScalar { at: path, text } => {
            let is_typed = !at(old, path).map(bare).is_some_and(Value::is_string);
            let typed: Option<Value> = serde_yaml::from_str(text).ok();
            let found = at(new, path).map(bare);
            let target = bare_mut(at_mut(&mut root, path)?);
            let may_be_typed = is_typed && typed.is_some() && typed.as_ref() == found;
            *target = if may_be_typed { typed? } else { Value::String(text.clone()) };
        }
        Op::AppendLines { at: path, lines } => {
            let target = bare_mut(at_mut(&mut root, path)?);
            let body = text.trim_end_matches('\n');
            let gap = if body.is_empty() { "" } else { "\n" };
            let ends = text.get(body.len()..)?;
            let exact = format!("{body}{gap}{lines}{ends}");
            let is_block = at(new, path).map(bare).and_then(Value::as_str) == Some(&format!("{exact}\n"));
            *target = Value::String(if is_block && ends.is_empty() { format!("{exact}\n") } else { exact });
        }
        Op::Replace { at: path, value } => *at_mut(&mut root, path)? = value_of(value),
        Op::InsertPair { map, number, key, value } => {
            let Value::Mapping(map) = bare_mut(at_mut(&mut root, map)?) else { return None };
            with_pairs(map, |pairs| {
                pairs.insert((*number).min(pairs.len()), (Value::String(key.clone()), value_of(value)));
            });
        }
        Op::InsertItem { list, number, value } => {
            let Value::Sequence(list) = bare_mut(at_mut(&mut root, list)?) else { return None };
            list.insert((*number).min(list.len()), value_of(value));
        }
        Op::Delete { at: path } => {
            let (number, outside) = path.split_last()?;
            match bare_mut(at_mut(&mut root, outside)?) {
                Value::Mapping(map) => with_pairs(map, |pairs| drop(pairs.remove(*number))),
                Value::Sequence(list) => drop(list.remove(*number)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => return None,
            }
        }
        Op::Move { at: path, number: to } => {
            let (number, outside) = path.split_last()?;
            match bare_mut(at_mut(&mut root, outside)?) {
                Value::Mapping(map) => with_pairs(map, |pairs| {
                    let pair = pairs.remove(*number);
                    pairs.insert((*to).min(pairs.len()), pair);
                }),
                Value::Sequence(list) => {
                    let item = list.remove(*number);
                    list.insert((*to).min(list.len()), item);
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => return None,
            }
        }
        Op::RenameKey { at: path, to } => {
            let (number, outside) = path.split_last()?;
            let Value::Mapping(map) = bare_mut(at_mut(&mut root, outside)?) else { return None };
            with_pairs(map, |pairs| {
                if let Some(pair) = pairs.get_mut(*number) {
                    *bare_mut(&mut pair.0) = Value::String(to.clone());
                }
            });
        }
    }
    Some(root)
}
