//! Single fields of records: which there are, how they are typed, and the edit that sets them.

mod table;

use super::note::opening;
use super::plain::plain;
use super::products::set_products;
use super::{behind_alias, of_date, person, rule, set, typed};
use crate::domain::board::Board;
use crate::domain::date::{parse_point, parse_when};
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::filter::Filter;
use crate::domain::repeat::parse_repeat;
use crate::domain::rule::parse_span;
use crate::domain::suggest::did_you_mean;
use crate::domain::zone::Zone;

pub use table::{Choices, Field, Home, Shape, fields_of};

/// Finds a field by its key: one of the format's, one of the user's own, or a saved filter.
///
/// # Errors
///
/// When there is no such field, or it is set otherwise; says how.
pub fn field_of(record: &Record, key: &str) -> Result<(String, Shape), Refusal> {
    if let Some(field) = fields_of(record).iter().find(|field| field.key == key) {
        return Ok((key.to_string(), field.shape));
    }
    let is_view = *record == Record::File && key.strip_prefix("views.").is_some_and(|name| !name.is_empty());
    if is_view || (key.starts_with("x-") && key.len() > 2) {
        return Ok((key.to_string(), Shape::Text));
    }
    let hint = match (record, key) {
        (Record::Milestone { .. }, "by" | "from" | "at" | "date") => "move changes it and keeps the old one",
        (Record::Milestone { .. }, "moved") => "move writes it; correct it by hand",
        (Record::Milestone { .. }, "occurrences") | (Record::Cell { .. }, "status") => "set changes a status",
        (_, "id") => "rename gives another id",
        (_, "milestones" | "products" | "regulations") => "add writes a new record, rm takes one away",
        (_, _) => "",
    };
    if !hint.is_empty() {
        return Err(rule(format!("'{key}' of '{record}' is not set as a field"), hint));
    }
    let keys = fields_of(record).iter().map(|field| field.key);
    let hint = did_you_mean(key, keys);
    let hint = if hint.is_empty() { "your own keys begin with 'x-'".to_string() } else { hint };
    Err(rule(format!("'{key}' is not a field of '{record}'"), hint))
}

/// Sets one field of a record; an empty text takes the key away.
///
/// # Errors
///
/// When the record or field is not there, the text cannot stand there, or nothing would change.
pub fn edit_field(facts: &Facts, board: &Board, record: &Record, key: &str, text: &str) -> Result<Edit, Refusal> {
    edit_fields(facts, board, record, &[(key.to_string(), text.to_string())])
}

/// Sets fields of a record in one go; those that say so already are left alone.
///
/// # Errors
///
/// Those of [`edit_field`], for the first field that has one.
pub fn edit_fields(
    facts: &Facts,
    board: &Board,
    record: &Record,
    fields: &[(String, String)],
) -> Result<Edit, Refusal> {
    let opening = opening(facts, record);
    if !facts.has(record) && opening.is_none() && *record != Record::File {
        return Err(Refusal::new(Why::Missing, format!("'{record}' has no record"), no_record_hint(record)));
    }
    let mut now = facts.clone();
    let mut changes: Vec<Change> = Vec::new();
    for (key, text) in fields {
        let (key, shape) = field_of(record, key)?;
        let text = &*plain(board, (record, None), (&key, shape), text)?;
        let more = match shape.home() {
            Home::Key => one(&now, record, (&key, shape), text)?.into_iter().collect(),
            Home::Cells => set_products(&now, board, record, text)?,
            Home::DateKey => verb(&now, record, text)?,
        };
        let part = Edit { act: Act::Field, changes: more };
        now.apply(&part).map_err(|_clashes| rule(format!("'{key}' is set twice"), "set it once"))?;
        changes.extend(part.changes);
    }
    if let (Some(opening), false) = (opening, changes.is_empty()) {
        changes.insert(0, opening);
    }
    if changes.is_empty() {
        let message = match fields {
            [(key, _)] => format!("'{key}' of '{record}' says so already"),
            _ => "nothing was changed".to_string(),
        };
        return Err(Refusal::new(Why::Nothing, message, ""));
    }
    Ok(Edit { act: Act::Field, changes })
}

fn no_record_hint(record: &Record) -> &'static str {
    match record {
        Record::Cell { .. } => "give it a status first: then it has a record of its own",
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => "",
    }
}

fn one(now: &Facts, record: &Record, (key, shape): (&str, Shape), text: &str) -> Result<Option<Change>, Refusal> {
    let to = value(key, shape, text)?;
    if to.is_none() && matches!((record, key), (Record::Product(_), "name") | (_, "title")) && *record != Record::File {
        return Err(rule(format!("'{key}' of '{record}' must say something"), "every record has one"));
    }
    let (outer, inner) = match key.split_once('.') {
        Some((outer, inner)) if !key.starts_with("x-") => (outer, Some(inner)),
        Some(_) | None => (key, None),
    };
    let from = now.get(record, outer);
    if let Some(Value::Alias(name)) = from {
        return Err(behind_alias(now, (record, outer), name));
    }
    let to = match (inner, from) {
        (Some(inner), from) => within((outer, inner), from, to)?,
        // The other keys of a comparison stay.
        (None, Some(Value::Map(pairs))) if key == "verified" => match to {
            Some(day) if day.as_text() != Some("none") => Some(Value::Map(with(pairs, "when", Some(day)))),
            to => to,
        },
        (None, _) => to,
    };
    Ok(set(record, outer, from, to))
}

/// Sets a key inside the map of another; a word there becomes the map's first key.
fn within((outer, inner): (&str, &str), from: Option<&Value>, to: Option<Value>) -> Result<Option<Value>, Refusal> {
    let pairs = match from {
        Some(Value::Map(pairs)) => pairs.clone(),
        Some(Value::Text(text)) if outer == "verified" && &**text != "none" => {
            vec![("when".into(), Value::Text(text.clone()))]
        }
        None if outer == "verified" => {
            return Err(rule("nobody has compared it with its source yet", "set 'verified' first, or use verify"));
        }
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Text(_) | Value::Alias(_) | Value::List(_)) => {
            return Err(rule(format!("'{outer}' is no map"), "edit it by hand"));
        }
    };
    let pairs = with(&pairs, inner, to);
    Ok((!pairs.is_empty()).then_some(Value::Map(pairs)))
}

fn with(pairs: &[(Box<str>, Value)], key: &str, to: Option<Value>) -> Vec<(Box<str>, Value)> {
    let mut pairs = pairs.to_vec();
    let at = pairs.iter().position(|(other, _)| **other == *key);
    match (at, to) {
        (Some(at), Some(to)) => {
            if let Some((_, value)) = pairs.get_mut(at) {
                *value = to;
            }
        }
        (Some(at), None) => {
            pairs.remove(at);
        }
        (None, Some(to)) => pairs.push((key.into(), to)),
        (None, None) => {}
    }
    pairs
}

/// Returns a date under another verb.
fn verb(now: &Facts, record: &Record, text: &str) -> Result<Vec<Change>, Refusal> {
    let to = text.trim();
    if !matches!(to, "by" | "from" | "at") {
        return Err(rule(format!("'{to}' is not a verb of a date"), "write by, from or at"));
    }
    let old = ["by", "from", "at"].into_iter().find(|verb| now.get(record, verb).is_some());
    let Some(old) = old else {
        return Err(Refusal::new(Why::Missing, format!("'{record}' has no date"), "write by: YYYY-MM-DD by hand"));
    };
    let date = now.get(record, old);
    if let Some(Value::Alias(name)) = date {
        return Err(behind_alias(now, (record, old), name));
    }
    if old == to {
        return Ok(Vec::new());
    }
    let both = [set(record, old, date, None), set(record, to, None, date.cloned())];
    Ok(both.into_iter().flatten().collect())
}

/// Reads what was typed for a field; none: the key is to go.
///
/// # Errors
///
/// When it cannot stand there.
pub fn value(key: &str, shape: Shape, text: &str) -> Result<Option<Value>, Refusal> {
    let Some(text) = typed(Some(text)) else { return Ok(None) };
    let wrong = |error: crate::domain::rule::RuleError| {
        rule(format!("'{key}': {}: {}", error.message, error.label), error.hint)
    };
    let one = |text: &str| Ok(Some(Value::text(text)));
    match shape {
        Shape::Text if key.starts_with("views.") => match Filter::parse(text).problem {
            Some(problem) => Err(rule(problem.message, problem.hint)),
            None => one(text),
        },
        Shape::Text => one(&text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Shape::Person => one(person(text)),
        Shape::Words => Ok(list(text.split(','))),
        Shape::Places if key == "source" && addresses(text).any(|part| !part.contains("://")) => {
            Err(rule(format!("'{text}' is not an address"), "write https://…, with spaces between several"))
        }
        Shape::Places => Ok(match list(addresses(text)) {
            // One address stands without brackets.
            Some(Value::List(items)) if key == "source" && items.len() == 1 => items.into_iter().next(),
            places => places,
        }),
        Shape::Date => parse_when(text).map_err(|error| of_date(key, error)).and_then(|_| one(text)),
        Shape::Day if key == "verified" && text == "none" => one(text),
        Shape::Day => parse_point(text).map_err(|error| of_date(key, error)).and_then(|_| one(text)),
        Shape::Span => parse_span(text).map_err(wrong).and_then(|_| one(text)),
        Shape::Repeat => parse_repeat(text).map_err(wrong).and_then(|_| one(text)),
        Shape::Spans => {
            for part in text.split(',') {
                parse_span(part).map_err(wrong)?;
            }
            Ok(list(text.split(',')))
        }
        Shape::Choice(choices) => {
            let words = choices.words();
            if words.contains(&text) {
                return one(text);
            }
            let hint = match did_you_mean(text, words.iter().copied()) {
                hint if hint.is_empty() => format!("one of {}", words.join(", ")),
                hint => hint,
            };
            Err(rule(format!("'{key}' cannot be '{text}'"), hint))
        }
        Shape::Zone => match Zone::named(text) {
            Ok(_) => one(text),
            Err(error) => Err(rule(format!("'{key}': {error}"), error.hint())),
        },
        Shape::Lines | Shape::Products | Shape::Verb => one(text),
    }
}

/// Returns the addresses or paths of a text; a comma behind one is none of it.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|part| part.trim_end_matches(',')).filter(|part| !part.is_empty())
}

fn list<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Value> {
    let items: Vec<Value> = parts.map(str::trim).filter(|part| !part.is_empty()).map(Value::text).collect();
    (!items.is_empty()).then_some(Value::List(items))
}

/// Returns what a field says as it is typed; nothing where it says nothing.
#[must_use]
pub fn typed_of(facts: &Facts, record: &Record, field: &Field) -> String {
    let verb = || ["by", "from", "at"].into_iter().find(|verb| facts.get(record, verb).is_some());
    match field.shape.home() {
        Home::Cells => super::products::typed_products(facts, record),
        Home::DateKey => verb().unwrap_or_default().into(),
        Home::Key => {
            let (outer, inner) = field.key.split_once('.').unwrap_or((field.key, ""));
            let value = match (facts.get(record, outer), inner) {
                (Some(Value::Map(pairs)), "") if outer == "verified" => find(pairs, "when"),
                (Some(Value::Map(pairs)), inner) if !inner.is_empty() => find(pairs, inner),
                (value, "") => value,
                (_, _) => None,
            };
            let between = field.shape.between().unwrap_or(", ");
            match value {
                Some(Value::List(items)) => items.iter().map(ToString::to_string).collect::<Vec<_>>().join(between),
                Some(Value::Null) | None => String::new(),
                Some(value) => value.to_string(),
            }
        }
    }
}

fn find<'a>(pairs: &'a [(Box<str>, Value)], key: &str) -> Option<&'a Value> {
    pairs.iter().find(|(other, _)| **other == *key).map(|(_, value)| value)
}
