//! Earlier dates of a milestone: `moved`.

use super::fields::{Field, Schema, fields};
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use crate::domain::date::When;
use crate::domain::finding::{Code, Finding, Placed};
use crate::domain::record::Move;

const SCHEMA: Schema =
    Schema { what: "an entry of 'moved'", keys: &["was", "when", "why", "source", "who"], more: &[] };

/// Reads the list of earlier dates.
pub fn read(field: &Field<'_>, sink: &mut Sink<'_>) -> Vec<Move> {
    if field.value.kind() == Kind::List {
        let items: Vec<Item<'_>> = field.value.children().collect();
        return items.into_iter().filter_map(|item| entry(item, sink)).collect();
    }
    sink.shape(field.name, field.value, "a list of {was, when, why, source, who}");
    if field.value.kind() == Kind::Map { entry(field.value, sink).into_iter().collect() } else { Vec::new() }
}

/// Says what an earlier date must say.
pub fn check(field: &Field<'_>, moved: &[Move], is_withdrawn: bool, sink: &mut Sink<'_>) {
    for (index, entry) in moved.iter().enumerate() {
        let is_withdrawal = is_withdrawn && index + 1 == moved.len();
        if entry.was.is_none() && !is_withdrawal {
            sink.error(Code::Missing, field.place, "an entry of 'moved' without 'was'", "write the date before");
        }
        if entry.when.is_none() {
            sink.warning(
                Code::Missing,
                field.place,
                "an entry of 'moved' without 'when'",
                "write the day on which the change took legal effect or was announced",
            );
        }
    }
}

fn entry(item: Item<'_>, sink: &mut Sink<'_>) -> Option<Move> {
    let item = sink.follow(item);
    if item.kind() != Kind::Map {
        sink.shape("an entry of moved", item, "a map");
        return None;
    }
    let mut entry = Move { was: None, when: None, why: None, source: None, who: None };
    for field in fields(item, &SCHEMA, sink).list {
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
