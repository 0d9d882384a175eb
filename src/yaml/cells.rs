//! Products of a milestone: an id or selector, a list, or a map, with their statuses.

use super::fields::{Field, Seen, entries};
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use super::status;
use super::values::{day, id};
use crate::domain::date::When;
use crate::domain::finding::{Code, Finding, Place, Placed};
use crate::domain::record::{Entry, Occurrence, Target};
use crate::domain::status::{Status, StatusRecord};

/// Whose products are read: what a status may be depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An `at`: no status.
    Event,
    /// A `by` or `from`.
    Duty,
    /// A repeating one, with its first date: `open` and `n/a` only.
    Series(When),
}

/// Reads the value of `products`, or of one occurrence.
pub fn read(field: &Field<'_>, owner: &Owner, sink: &mut Sink<'_>) -> Vec<Entry> {
    let mut list = List { owner, entries: Vec::new(), seen: Seen::default() };
    match field.value.kind() {
        Kind::Scalar | Kind::Alias => list.open(field.value, sink),
        Kind::List => {
            for item in field.value.children() {
                list.item(item, sink);
            }
        }
        Kind::Map => {
            for (key, value) in entries(field.value, sink) {
                list.pair(key, value, sink);
            }
        }
    }
    // Most milestones have one entry or two: room for four would be mostly air.
    list.entries.shrink_to_fit();
    list.entries
}

/// Reads the value of `occurrences`.
pub fn occurrences(field: &Field<'_>, sink: &mut Sink<'_>) -> Vec<Occurrence> {
    if field.value.kind() != Kind::Map {
        sink.shape(&quote(field.name), field.value, "a map");
        return Vec::new();
    }
    let mut list = Vec::new();
    for (key, value) in entries(field.value, sink) {
        let products = Field { name: "occurrences", place: key.place(), value };
        let products = read(&products, &Owner::Duty, sink);
        if let Some(nominal) = day(key, sink) {
            list.push(Occurrence { nominal: Placed::new(nominal, key.place()), products });
        }
    }
    list
}

struct List<'a, 'b> {
    owner: &'b Owner,
    entries: Vec<Entry>,
    seen: Seen<'a>,
}

impl<'a> List<'a, '_> {
    fn item(&mut self, item: Item<'a>, sink: &mut Sink<'_>) {
        let place = item.place();
        let item = sink.follow(item);
        match item.kind() {
            Kind::Scalar | Kind::Alias if item.is_null() => {
                let message = "an item of 'products' is empty, as if it were not written";
                sink.add(Finding::info(Code::Empty, place, message));
            }
            Kind::Scalar | Kind::Alias => self.open(item, sink),
            Kind::List => sink.shape("an item of 'products'", item, "an id, a selector or one pair"),
            Kind::Map => {
                let mut pairs = item.pairs();
                if pairs.next().is_none() || pairs.next().is_some() {
                    let finding = Finding::error(Code::Shape, place, "an item of 'products' is one pair");
                    sink.add(finding.hint("begin a new item with '-' for each product"));
                    return;
                }
                for (key, value) in entries(item, sink) {
                    self.pair(key, value, sink);
                }
            }
        }
    }

    fn open(&mut self, item: Item<'a>, sink: &mut Sink<'_>) {
        self.push(item, StatusRecord::word(Status::Open), sink);
    }

    fn pair(&mut self, key: Item<'a>, value: Item<'a>, sink: &mut Sink<'_>) {
        let (record, place) = status::read(value, key.text(), key.place(), sink);
        self.check(record.status, place, sink);
        self.push(key, record, sink);
    }

    fn push(&mut self, key: Item<'a>, record: StatusRecord, sink: &mut Sink<'_>) {
        let (text, place) = (key.text(), key.place());
        if !self.seen.is_first(text, place, sink) {
            return;
        }
        let line = sink.lines.line_of(place.start);
        self.entries.push(Entry { target: target(key, sink), record, place, line });
    }

    fn check(&self, status: Status, place: Place, sink: &mut Sink<'_>) {
        match self.owner {
            Owner::Duty => {}
            Owner::Event => {
                let finding = Finding::error(Code::Status, place, "a status on an 'at'");
                let finding = finding.label("nothing is due");
                sink.add(finding.hint("list the products alone, or write 'by' or 'from'"));
            }
            Owner::Series(_) if matches!(status, Status::Open | Status::NotApplicable) => {}
            Owner::Series(first) => {
                let day = match first {
                    When::Point(point) => point.day().to_string(),
                    When::Coarse(_) | When::Unknown(_) | When::Rule(_) | When::Earliest(_) | When::Unreadable => {
                        "YYYY-MM-DD".to_string()
                    }
                };
                let message = format!("'{}' on a repeating milestone", status.word());
                let finding = Finding::error(Code::Status, place, message).label("it belongs to one occurrence");
                sink.add(finding.hint(format!("write it under occurrences, for example at {day}")));
            }
        }
    }
}

fn target(key: Item<'_>, sink: &mut Sink<'_>) -> Target {
    let text = key.text();
    if !text.contains(':') && text != "all" {
        if let Some(id) = sink.known_id(text) {
            return Target::Product(id);
        }
        let before = sink.errors;
        let id = id(text, key, sink);
        if sink.errors == before {
            sink.keep_id(&id);
        }
        return Target::Product(id);
    }
    Target::selector(text).unwrap_or_else(|| {
        let message = format!("{} is not a product or selector", quote(text));
        sink.error(Code::Selector, key.place(), message, "write an id, 'all', 'tag:T' or 'vendor:V'");
        Target::Product(crate::domain::id::Id::unchecked(&super::sink::shorten(text)))
    })
}
