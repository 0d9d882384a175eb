//! Records of obligations: a word alone, or a map.

use super::fields::{Field, Fields, Schema, fields};
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use super::values::wrong_word;
use crate::domain::finding::{Code, Finding, Place};
use crate::domain::status::{Acked, Approved, Details, Status, StatusRecord};

const SCHEMA: Schema = Schema {
    what: "a status record",
    keys: &[
        "status", "closed", "who", "waiting", "chase", "reason", "since", "until", "owner", "note", "evidence",
        "acked", "due", "approved",
    ],
    more: &[],
};
const ACKED: Schema = Schema { what: "'acked'", keys: &["who", "why", "until"], more: &[] };
const APPROVED: Schema = Schema { what: "'approved'", keys: &["who", "when"], more: &[] };

/// Reads the record of one obligation, whose id or selector stands at `place`; second, where its status stands.
pub fn read(value: Item<'_>, name: &str, place: Place, sink: &mut Sink<'_>) -> (StatusRecord, Place) {
    match value.kind() {
        Kind::Map => map(value, place, sink),
        Kind::Scalar | Kind::Alias => {
            let status = word(value, sink);
            if let Some(status) = status {
                need(status, &Fields::default(), value.place(), sink);
            }
            (StatusRecord::word(status.unwrap_or(Status::Open)), value.place())
        }
        Kind::List => {
            sink.shape(&quote(name), value, "a status or a map");
            (StatusRecord::word(Status::Open), value.place())
        }
    }
}

fn word(value: Item<'_>, sink: &mut Sink<'_>) -> Option<Status> {
    let status = Status::from_word(value.text());
    if status.is_none() {
        wrong_word("status", value, Status::ALL.iter().map(|status| status.word()), sink);
    }
    status
}

fn map(value: Item<'_>, place: Place, sink: &mut Sink<'_>) -> (StatusRecord, Place) {
    let read = fields(value, &SCHEMA, sink);
    let mut details = Details::default();
    let mut status = None;
    let mut at = place;
    for field in &read.list {
        if field.name == "status" {
            at = field.value.place();
            if field.scalar(sink).is_some() {
                status = word(field.value, sink);
            }
        } else {
            detail(field, &mut details, sink);
        }
    }
    if let Some(status) = status {
        need(status, &read, at, sink);
    } else if read.place_of("status").is_none() {
        sink.warning(Code::Missing, place, "a record without 'status' counts as open", "write status: open");
    }
    if let Some(due) = read.place_of("due")
        && read.place_of("reason").is_none()
    {
        sink.error(Code::Status, due, "'due' without 'reason'", "write the extension or licence that gives it");
    }
    let is_bare = read.list.iter().all(|field| field.name == "status") && read.extra.is_empty();
    if !read.extra.is_empty() {
        details.extra = read.extra;
    }
    let record =
        StatusRecord { status: status.unwrap_or(Status::Open), details: (!is_bare).then(|| Box::new(details)) };
    (record, at)
}

fn detail(field: &Field<'_>, details: &mut Details, sink: &mut Sink<'_>) {
    match field.name {
        "closed" => details.closed = field.point(sink),
        "since" => details.since = field.point(sink),
        "until" => details.until = field.point(sink).map(Box::new),
        "chase" => details.chase = field.point(sink).map(Box::new),
        "due" => details.due = Some(Box::new(field.when(sink))),
        "who" => details.who = field.person(sink).map(|who| sink.name(&who)),
        "reason" => details.reason = field.text(sink),
        "waiting" => details.waiting = field.person(sink),
        "owner" => details.owner = field.person(sink),
        "note" => details.note = field.text(sink),
        "evidence" => details.evidence = field.texts(sink),
        "acked" => details.acked = acked(field, sink).map(Box::new),
        "approved" => details.approved = approved(field, sink).map(Box::new),
        _ => {}
    }
}

/// Says which keys a status needs and the record does not have.
fn need(status: Status, read: &Fields<'_>, place: Place, sink: &mut Sink<'_>) {
    let (keys, example): (&[&str], _) = match status {
        Status::Open | Status::InProgress => return,
        Status::Blocked => (&["waiting"], "{status: blocked, waiting: vendor}"),
        Status::Accepted => {
            (&["reason", "who", "since"], "{status: accepted, reason: TEXT, who: NAME, since: YYYY-MM-DD}")
        }
        Status::Done => (&["closed", "who"], "{status: done, closed: YYYY-MM-DD, who: NAME}"),
        Status::NotApplicable => (&["reason", "since"], "{status: n/a, reason: TEXT, since: YYYY-MM-DD}"),
    };
    for key in keys.iter().filter(|key| read.place_of(key).is_none()) {
        let message = format!("'{}' without '{key}'", status.word());
        sink.add(Finding::warning(Code::Status, place, message).hint(format!("write {example}")));
    }
}

fn acked(field: &Field<'_>, sink: &mut Sink<'_>) -> Option<Acked> {
    let mut acked = Acked { who: None, why: None, until: None };
    for part in parts(field, &ACKED, sink)?.list {
        match part.name {
            "who" => acked.who = part.person(sink),
            "why" => acked.why = part.text(sink),
            "until" => acked.until = part.point(sink),
            _ => {}
        }
    }
    Some(acked)
}

fn approved(field: &Field<'_>, sink: &mut Sink<'_>) -> Option<Approved> {
    let mut approved = Approved { who: None, when: None };
    for part in parts(field, &APPROVED, sink)?.list {
        match part.name {
            "who" => approved.who = part.person(sink),
            "when" => approved.when = part.point(sink),
            _ => {}
        }
    }
    Some(approved)
}

fn parts<'a>(field: &Field<'a>, schema: &Schema, sink: &mut Sink<'_>) -> Option<Fields<'a>> {
    if field.value.kind() == Kind::Map {
        return Some(fields(field.value, schema, sink));
    }
    sink.shape(&quote(field.name), field.value, "a map");
    None
}
