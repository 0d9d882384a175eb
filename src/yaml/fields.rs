//! Maps whose keys are known: each key once, the user's own kept, everything else said.

use std::collections::HashMap;

use super::node::{Item, Kind, Style};
use super::parse::MOST_LEVELS;
use super::sink::{Sink, quote};
use super::traps;
use crate::domain::extra::{Extra, Value};
use crate::domain::finding::{Code, Finding, Place};
use crate::domain::suggest;

/// What may stand in a map.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// What the map is, with its article: `a milestone`.
    pub what: &'static str,
    /// Its keys.
    pub keys: &'static [&'static str],
    /// More of its keys.
    pub more: &'static [&'static str],
}

impl Schema {
    /// Returns whether a word is one of its keys.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(&self, key: &str) -> Option<&'static str> {
        self.keys.iter().chain(self.more).copied().find(|known| *known == key)
    }
}

/// A known key with its value, aliases followed; the value is not null.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The key's word.
    pub name: &'static str,
    /// Where the key stands.
    pub place: Place,
    /// Its value.
    pub value: Item<'a>,
}

/// What a map says.
#[derive(Debug, Default)]
pub struct Fields<'a> {
    /// The known keys in the file's order.
    pub list: Vec<Field<'a>>,
    /// The user's own keys.
    pub extra: Extra,
    /// Where the user's own keys stand.
    pub extra_places: Vec<Place>,
}

impl Fields<'_> {
    /// Returns where a key stands, if it is there.
    #[must_use]
    pub fn place_of(&self, name: &str) -> Option<Place> {
        self.list.iter().find(|field| field.name == name).map(|field| field.place)
    }
}

/// Reads a map whose keys are known.
pub fn fields<'a>(map: Item<'a>, schema: &Schema, sink: &mut Sink<'_>) -> Fields<'a> {
    let mut fields = Fields { list: Vec::with_capacity(8), ..Fields::default() };
    let mut own = Seen::default();
    // Null keys too: `owner:` and then `owner: ana` is a key written twice.
    let mut empty: Vec<(&'static str, Place)> = Vec::new();
    for (key, value) in map.pairs() {
        let Some(text) = key_text(key, sink) else { continue };
        if text.starts_with("x-") {
            if own.is_first(text, key.place(), sink) {
                fields.extra.push((text.into(), free(value, sink)));
                fields.extra_places.push(key.place());
            }
            continue;
        }
        let Some(name) = schema.find(text) else {
            unknown(key, value, schema, map.node().style, sink);
            continue;
        };
        let before = empty.iter().find(|(known, _)| *known == name).map(|(_, place)| *place);
        if let Some(first) = fields.place_of(name).or(before) {
            sink.duplicate(name, key.place(), first);
            continue;
        }
        let value = sink.follow(value);
        if value.is_null() {
            sink.empty(key);
            empty.push((name, key.place()));
        } else {
            fields.list.push(Field { name, place: key.place(), value });
        }
    }
    fields
}

/// Reads a map from the user's own names to values: each name once, null values left out.
pub fn entries<'a>(map: Item<'a>, sink: &mut Sink<'_>) -> Vec<(Item<'a>, Item<'a>)> {
    let mut seen = Seen::default();
    let mut list = Vec::new();
    for (key, value) in map.pairs() {
        let Some(text) = key_text(key, sink) else { continue };
        if !seen.is_first(text, key.place(), sink) {
            continue;
        }
        let value = sink.follow(value);
        if value.is_null() {
            sink.empty(key);
        } else {
            list.push((sink.follow(key), value));
        }
    }
    list
}

/// Returns the text of a key; merge keys and keys that are no text are refused.
pub fn key_text<'a>(key: Item<'a>, sink: &mut Sink<'_>) -> Option<&'a str> {
    let place = key.place();
    let key = sink.follow(key);
    if key.kind() != Kind::Scalar {
        sink.error(Code::Shape, place, "a key is text", "write a word before the colon");
        return None;
    }
    let text = key.text();
    if text == "<<" && key.node().style == Style::Plain {
        sink.error(
            Code::Yaml,
            place,
            "merge keys are not part of this format",
            "write the keys where they belong; a milestone inherits those of its regulation",
        );
        return None;
    }
    if key.is_null() {
        sink.error(Code::Shape, place, "a key is missing", "write a word before the colon");
        return None;
    }
    Some(text)
}

/// The names of one map so far: a list while they are few.
#[derive(Debug, Default)]
pub struct Seen<'a> {
    few: Vec<(&'a str, Place)>,
    many: HashMap<&'a str, Place>,
}

impl<'a> Seen<'a> {
    /// How many names are looked through one by one.
    const FEW: usize = 12;

    /// Notes a name; where it stands already, says so and returns false.
    pub fn is_first(&mut self, text: &'a str, place: Place, sink: &mut Sink<'_>) -> bool {
        let few = self.few.iter().find(|(name, _)| *name == text).map(|(_, first)| *first);
        if let Some(first) = few.or_else(|| self.many.get(text).copied()) {
            sink.duplicate(text, place, first);
            return false;
        }
        if self.few.len() < Self::FEW {
            self.few.push((text, place));
        } else {
            self.many.insert(text, place);
        }
        true
    }
}

fn unknown(key: Item<'_>, value: Item<'_>, schema: &Schema, style: Style, sink: &mut Sink<'_>) {
    let text = key.text();
    if value.is_null()
        && let Some(finding) = traps::in_key(key, style)
    {
        sink.add(finding);
        return;
    }
    let message = format!("{} has no key {}", schema.what, quote(text));
    let known = schema.keys.iter().chain(schema.more).copied();
    let hint = if text.len() <= 64 && !sink.is_full() { suggest::did_you_mean(text, known) } else { String::new() };
    let hint = if hint.is_empty() { "keys of your own begin with 'x-'".to_string() } else { hint };
    sink.add(Finding::error(Code::Key, key.place(), message).hint(hint));
}

/// Reads a value of the user's own, whatever it is.
fn free(item: Item<'_>, sink: &mut Sink<'_>) -> Value {
    value_at(item, MOST_LEVELS, sink)
}

fn value_at(item: Item<'_>, levels: usize, sink: &mut Sink<'_>) -> Value {
    let place = item.place();
    let item = sink.follow(item);
    let Some(levels) = levels.checked_sub(1) else {
        sink.error(Code::Limit, place, format!("more than {MOST_LEVELS} levels"), "write it with fewer levels");
        return Value::Null;
    };
    match item.kind() {
        Kind::List => Value::List(item.children().map(|child| value_at(child, levels, sink)).collect()),
        Kind::Map => {
            let mut seen = Seen::default();
            let mut pairs = Vec::new();
            for (key, value) in item.pairs() {
                if let Some(text) = key_text(key, sink)
                    && seen.is_first(text, key.place(), sink)
                {
                    pairs.push((text.into(), value_at(value, levels, sink)));
                }
            }
            Value::Map(pairs)
        }
        Kind::Scalar | Kind::Alias if item.is_null() => Value::Null,
        Kind::Scalar | Kind::Alias => Value::Text(item.text().into()),
    }
}
