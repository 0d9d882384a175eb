//! Entries of `milestones`.

use super::cells::{self, Owner};
use super::common;
use super::fields::{Field, Fields, Schema, fields};
use super::moves;
use super::node::{Item, Kind as Node};
use super::repeat;
use super::sink::{Sink, quote};
use super::traps;
use super::values::id;
use crate::domain::date::{Verb, When};
use crate::domain::finding::{Code, Finding, Place, Placed};
use crate::domain::record::{Kind, Milestone, Products};

/// The keys of a milestone.
pub const SCHEMA: Schema = Schema {
    what: "a milestone",
    keys: &[
        "title",
        "by",
        "from",
        "at",
        "opens",
        "kind",
        "products",
        "occurrences",
        "repeat",
        "moved",
        "notes",
        "short",
    ],
    more: common::KEYS,
};

/// Reads one milestone; whatever is wrong in it, its row stays.
pub fn read(key: Item<'_>, value: Item<'_>, sink: &mut Sink<'_>) -> Milestone {
    let errors = sink.errors;
    let place = key.place();
    let id = id(key.text(), key, sink);
    let mut milestone = Milestone::new(id, place, sink.lines.line_of(place.start));
    if value.kind() == Node::Map {
        let read = fields(value, &SCHEMA, sink);
        take(key, read, &mut milestone, sink);
    } else {
        let glued = traps::glued(value.text()).is_some();
        match traps::in_key(value, value.node().style) {
            Some(finding) if glued => sink.add(finding),
            Some(_) | None => sink.shape(&quote(key.text()), value, "a map"),
        }
    }
    milestone.is_faulty = sink.errors > errors;
    milestone
}

fn take(key: Item<'_>, read: Fields<'_>, milestone: &mut Milestone, sink: &mut Sink<'_>) {
    verbs(key, &read, milestone, sink);
    let mut kind = None;
    let mut products = None;
    for field in &read.list {
        match field.name {
            "title" => {
                if let Some(title) = field.text(sink) {
                    milestone.title = title;
                }
            }
            "short" => milestone.short = field.text(sink),
            "notes" => milestone.notes = field.notes(sink),
            "opens" => milestone.opens = opens(field, milestone.verb, sink).map(Box::new),
            "kind" => kind = field.word(&Kind::ALL, Kind::word, sink),
            "repeat" => milestone.repeat = repeat::read(field, sink).map(Box::new),
            "products" => products = Some(*field),
            "occurrences" => milestone.occurrences = cells::occurrences(field, sink),
            "at" | "by" | "from" | "moved" => {}
            name if common::KEYS.contains(&name) => common::take(field, &mut milestone.common, sink),
            _ => {}
        }
    }
    milestone.kind = kind.unwrap_or(Kind::of_verb(milestone.verb));
    if let Some(field) = read.list.iter().find(|field| field.name == "moved") {
        milestone.moved = moves::read(field, milestone.common.certainty, sink);
    }
    if let Some(field) = products {
        let owner = match (milestone.verb, read.place_of("repeat")) {
            (Verb::At, _) => Owner::Event,
            (Verb::By | Verb::From, Some(_)) => Owner::Series(milestone.when.value.clone()),
            (Verb::By | Verb::From, None) => Owner::Duty,
        };
        milestone.products = Products::Listed(cells::read(&field, &owner, sink));
    }
    if read.place_of("title").is_none() {
        let message = format!("milestone {} has no 'title'", quote(key.text()));
        sink.error(Code::Missing, key.place(), message, "write title: TEXT");
    }
    check_series(milestone, sink);
    if !read.extra.is_empty() {
        milestone.extra = read.extra;
    }
}

/// Takes the one date of a milestone.
fn verbs(key: Item<'_>, read: &Fields<'_>, milestone: &mut Milestone, sink: &mut Sink<'_>) {
    let verb = |name: &str| [Verb::At, Verb::By, Verb::From].into_iter().find(|verb| verb.word() == name);
    let mut first: Option<Verb> = None;
    for field in &read.list {
        let Some(found) = verb(field.name) else { continue };
        let when = field.when(sink);
        if let Some(first) = first {
            let message = format!("'{}' beside '{}'", field.name, first.word());
            let finding = Finding::error(Code::Key, field.place, message).label("a milestone has one date");
            sink.add(finding.hint("keep the one that the law says"));
            milestone.when.value = When::Unreadable;
        } else {
            first = Some(found);
            milestone.verb = found;
            milestone.when = when;
        }
    }
    if first.is_none() {
        let message = format!("milestone {} has no date", quote(key.text()));
        let finding = Finding::error(Code::Missing, key.place(), message).label("one of 'at', 'by', 'from'");
        sink.add(finding.hint("write by: YYYY-MM-DD, or by: unknown"));
    }
}

fn opens(field: &Field<'_>, verb: Verb, sink: &mut Sink<'_>) -> Option<Placed<crate::domain::date::Point>> {
    let point = field.point(sink);
    if verb != Verb::By {
        let message = format!("'opens' beside '{}'", verb.word());
        sink.error(Code::Key, field.place, message, "'opens' goes with 'by' alone");
        return None;
    }
    point
}

fn check_series(milestone: &Milestone, sink: &mut Sink<'_>) {
    let Some(repeat) = &milestone.repeat else { return };
    let found = match &milestone.when.value {
        When::Coarse(coarse) => format!("'{coarse}' has no day"),
        When::Unknown(_) => "the date is unknown".to_string(),
        When::Point(_) | When::Rule(_) | When::Earliest(_) | When::Unreadable => return,
    };
    let place: Place = repeat.place;
    let finding = Finding::error(Code::Repeat, place, format!("'repeat' needs a first day: {found}"));
    sink.add(finding.hint("write the day of the first occurrence, or drop 'repeat'"));
}
