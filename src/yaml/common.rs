//! What a regulation says for all its milestones, and a milestone for itself.

use super::fields::{Field, Schema, fields};
use super::node::Kind;
use super::sink::{Sink, quote};
use super::values::wrong_word;
use crate::domain::finding::Code;
use crate::domain::record::{Against, Certainty, Common, Grade, Roll, Verified};

/// The keys that a regulation hands down.
pub const KEYS: &[&str] = &[
    "authority",
    "jurisdiction",
    "citation",
    "source",
    "zone",
    "calendar",
    "severity",
    "penalty",
    "owner",
    "backup",
    "tags",
    "alerts",
    "verified",
    "verify-every",
    "certainty",
    "roll",
];

const VERIFIED: Schema = Schema { what: "'verified'", keys: &["when", "who", "against", "note"], more: &[] };

/// Takes a field that regulations and milestones share; other fields are left alone.
pub fn take(field: &Field<'_>, common: &mut Common, sink: &mut Sink<'_>) {
    match field.name {
        "authority" => common.authority = field.text(sink),
        "jurisdiction" => common.jurisdiction = field.text(sink),
        "citation" => common.citation = field.text(sink),
        "source" => common.source = field.texts(sink),
        "zone" => common.zone = field.zone(sink),
        "calendar" => common.calendar = field.id(sink),
        "severity" => common.severity = field.word(&Grade::ALL, Grade::word, sink),
        "penalty" => common.penalty = field.text(sink),
        "owner" => common.owner = field.person(sink),
        "backup" => common.backup = field.person(sink),
        "tags" => common.tags = field.texts(sink),
        "alerts" => common.alerts = Some(field.spans(sink)),
        "verified" => common.verified = verified(field, sink).map(Box::new),
        "verify-every" => common.verify_every = field.span(sink),
        "certainty" => common.certainty = field.word(&Certainty::ALL, Certainty::word, sink),
        "roll" => common.roll = field.word(&Roll::ALL, Roll::word, sink),
        _ => {}
    }
}

fn verified(field: &Field<'_>, sink: &mut Sink<'_>) -> Option<Verified> {
    match field.value.kind() {
        Kind::Scalar | Kind::Alias if field.value.text() == "none" => Some(Verified::Not),
        Kind::Scalar | Kind::Alias => {
            let when = field.point(sink)?;
            Some(Verified::On { when, who: None, against: None, note: None })
        }
        Kind::List => {
            sink.shape(&quote(field.name), field.value, "a date, a map or 'none'");
            None
        }
        Kind::Map => verified_map(field, sink),
    }
}

fn verified_map(field: &Field<'_>, sink: &mut Sink<'_>) -> Option<Verified> {
    let (mut when, mut who, mut against, mut note) = (None, None, None, None);
    let read = fields(field.value, &VERIFIED, sink);
    for part in &read.list {
        match part.name {
            "when" => when = part.point(sink),
            "who" => who = part.person(sink),
            "against" => {
                let text = part.scalar(sink)?;
                against = [Against::Primary, Against::Secondary].into_iter().find(|a| a.word() == text);
                if against.is_none() {
                    wrong_word("against", part.value, ["primary", "secondary"].into_iter(), sink);
                }
            }
            "note" => note = part.text(sink),
            _ => {}
        }
    }
    if read.place_of("when").is_none() {
        sink.error(Code::Missing, field.place, "'verified' without 'when'", "write when: YYYY-MM-DD");
    }
    Some(Verified::On { when: when?, who, against, note })
}
