//! A value as written: the text of scalars, lists, maps in their order.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value as written; every scalar is its text. In the journal it stands as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or `null`.
    Null,
    /// A scalar's text.
    Text(Box<str>),
    /// A reference to an anchored value, by the anchor's name. Never part of an edit.
    Alias(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// A map, in the file's order.
    Map(Vec<(Box<str>, Value)>),
}

impl Value {
    /// Makes a text.
    #[must_use]
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(text.into())
    }

    /// Returns the text of a scalar.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Alias(_) | Self::List(_) | Self::Map(_) => None,
        }
    }
}

impl Value {
    /// Returns the names of the aliases in it, at any depth.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            while let Some(value) = open.pop() {
                match value {
                    Self::Alias(name) => return Some(&**name),
                    Self::List(items) => open.extend(items.iter().rev()),
                    Self::Map(pairs) => open.extend(pairs.iter().rev().map(|(_, value)| value)),
                    Self::Null | Self::Text(_) => {}
                }
            }
            None
        })
    }
}

impl fmt::Display for Value {
    /// Writes it on one line for people: texts bare, lists with commas, maps as `key: value`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("nothing"),
            Self::Text(text) => f.write_str(text),
            Self::Alias(name) => write!(f, "*{name}"),
            Self::List(items) => join(f, items.iter().map(|item| (None, item))),
            Self::Map(pairs) => join(f, pairs.iter().map(|(key, value)| (Some(&**key), value))),
        }
    }
}

fn join<'a>(f: &mut fmt::Formatter<'_>, parts: impl Iterator<Item = (Option<&'a str>, &'a Value)>) -> fmt::Result {
    for (at, (key, value)) in parts.enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        if let Some(key) = key {
            write!(f, "{key}: ")?;
        }
        write!(f, "{value}")?;
    }
    Ok(())
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Alias(name) => serializer.collect_str(&format_args!("*{name}")),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(pairs) => {
                let mut map = serializer.serialize_map(Some(pairs.len()))?;
                for (key, value) in pairs {
                    map.serialize_entry(&**key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list, a map or null")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            pairs.push((key.into(), value));
        }
        Ok(Value::Map(pairs))
    }
}
