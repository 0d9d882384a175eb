//! Earlier dates of a milestone: `moved`.

use super::fields::{Field, Schema, fields};
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use crate::domain::date::When;
use crate::domain::finding::{Code, Finding, Placed};
use crate::domain::record::{Certainty, Move};

const SCHEMA: Schema =
    Schema { what: "an entry of 'moved'", keys: &["was", "when", "why", "source", "who"], more: &[] };

/// Reads the list of earlier dates; the last entry of a withdrawn milestone may have no `was`.
pub fn read(field: &Field<'_>, certainty: Option<Certainty>, sink: &mut Sink<'_>) -> Vec<Move> {
    let items: Vec<Item<'_>> = if field.value.kind() == Kind::List {
        field.value.children().collect()
    } else {
        sink.shape(&quote(field.name), field.value, "a list of {was, when, why, source, who}");
        if field.value.kind() == Kind::Scalar {
            return Vec::new();
        }
        vec![field.value]
    };
    let last = items.len().saturating_sub(1);
    let mut moved = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let Some(entry) = entry(item, sink) else { continue };
        let is_withdrawal = certainty == Some(Certainty::Withdrawn) && index == last;
        if entry.was.is_none() && !is_withdrawal {
            let message = "an entry of 'moved' without 'was'";
            sink.error(Code::Missing, item.place(), message, "write the date before");
        }
        moved.push(entry);
    }
    moved
}

fn entry(item: Item<'_>, sink: &mut Sink<'_>) -> Option<Move> {
    let item = sink.follow(item);
    if item.kind() != Kind::Map {
        sink.shape("an entry of 'moved'", item, "a map");
        return None;
    }
    let mut entry = Move { was: None, when: None, why: None, source: None, who: None };
    let read = fields(item, &SCHEMA, sink);
    if read.place_of("when").is_none() {
        sink.warning(
            Code::Missing,
            item.place(),
            "an entry of 'moved' without 'when'",
            "write the day on which the change took legal effect or was announced",
        );
    }
    for field in read.list {
        match field.name {
            "was" => entry.was = Some(was(&field, sink)),
            "when" => entry.when = field.point(sink),
            "why" => entry.why = field.text(sink),
            "source" => entry.source = field.text(sink),
            "who" => entry.who = field.person(sink),
            _ => {}
        }
    }
    Some(entry)
}

fn was(field: &Field<'_>, sink: &mut Sink<'_>) -> Placed<When> {
    let mut when = field.when(sink);
    match when.value {
        When::Rule(_) | When::Earliest(_) => {
            let message = format!("{} is a rule", quote(field.value.text()));
            let finding = Finding::error(Code::Date, when.place, message).label("an earlier date stands fast");
            sink.add(finding.hint("write the date that the rule gave"));
            when.value = When::Unreadable;
        }
        When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => {}
    }
    when
}
