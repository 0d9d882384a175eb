//! Entries of `regulations`.

use super::common;
use super::fields::{Field, Schema, entries, fields};
use super::milestone;
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use super::values::id;
use crate::domain::finding::Code;
use crate::domain::record::{Common, Milestone, Regulation};

const SCHEMA: Schema =
    Schema { what: "a regulation", keys: &["title", "short", "notes", "milestones"], more: common::KEYS };

/// Reads one regulation with its milestones; its title falls back to its id.
pub fn read(key: Item<'_>, value: Item<'_>, sink: &mut Sink<'_>) -> Regulation {
    let place = key.place();
    let id = id(key.text(), key, sink);
    let mut regulation = Regulation {
        title: id.as_str().into(),
        id,
        place,
        line: sink.lines.line_of(place.start),
        short: None,
        common: Common::default(),
        notes: None,
        milestones: Vec::new(),
        extra: Vec::new(),
    };
    if value.kind() != Kind::Map {
        sink.shape(&quote(key.text()), value, "a map");
        return regulation;
    }
    let read = fields(value, &SCHEMA, sink);
    for field in &read.list {
        match field.name {
            "title" => regulation.title = field.text(sink).unwrap_or(regulation.title),
            "short" => regulation.short = field.text(sink),
            "notes" => regulation.notes = field.text(sink),
            "milestones" => regulation.milestones = milestones(field, sink),
            _ => common::take(field, &mut regulation.common, sink),
        }
    }
    if read.place_of("title").is_none() {
        let message = format!("regulation {} has no 'title'", quote(key.text()));
        sink.error(Code::Missing, place, message, "write title: TEXT");
    }
    regulation.extra = read.extra;
    regulation
}

fn milestones(field: &Field<'_>, sink: &mut Sink<'_>) -> Vec<Milestone> {
    if field.value.kind() != Kind::Map {
        sink.shape(&quote(field.name), field.value, "a map");
        return Vec::new();
    }
    let entries = entries(field.value, sink);
    let mut milestones = Vec::with_capacity(entries.len());
    milestones.extend(entries.into_iter().map(|(key, value)| milestone::read(key, value, sink)));
    milestones
}
