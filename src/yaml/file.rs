//! The keys of the file itself.

use std::collections::HashMap;

use super::calendar;
use super::chunk::Section;
use super::fields::{Field, Schema, entries, fields, key_text};
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use super::{product, regulation};
use crate::domain::finding::{Code, Finding, Place, Placed, Severity};
use crate::domain::record::{File, View};

/// The version of the format that this program reads.
const VERSION: u32 = 1;

const SCHEMA: Schema = Schema {
    what: "the file",
    keys: &["duewatch", "title", "zone", "calendar", "calendars", "alerts", "products", "regulations", "views"],
    more: &[],
};

/// Keys of the file that are no record: where they cannot be read, no row stays.
#[must_use]
pub fn is_header(key: &str) -> bool {
    SCHEMA.has(key) && Section::ALL.iter().all(|section| section.word() != key)
}

/// The file as far as it was read.
#[derive(Debug, Default)]
pub struct Top {
    /// What it says.
    pub file: File,
    /// Why it cannot be read by this program at all.
    pub refused: Option<Finding>,
    seen: HashMap<Box<str>, Place>,
}

impl Top {
    /// Notes that a key stands there, whose value is read elsewhere.
    pub fn has(&mut self, name: &str, place: Place) {
        self.seen.insert(name.into(), place);
    }

    /// Takes a map with some or all keys of the file.
    pub fn take(&mut self, map: Item<'_>, sink: &mut Sink<'_>) {
        let read = fields(map, &SCHEMA, sink);
        for field in &read.list {
            if self.is_first(field.name, field.place, sink) {
                self.field(field, sink);
            }
        }
        for ((name, value), place) in read.extra.into_iter().zip(read.extra_places) {
            if self.is_first(&name, place, sink) {
                self.file.extra.push((name, value));
            }
        }
    }

    /// Reads one entry of one of the two maps.
    pub fn entry(&mut self, section: Section, key: Item<'_>, value: Item<'_>, sink: &mut Sink<'_>) {
        match section {
            Section::Products => self.file.products.push(product::read(key, value, sink)),
            Section::Regulations => self.file.regulations.push(regulation::read(key, value, sink)),
        }
    }

    /// Takes over the records that another reader read, which stand behind these.
    pub fn append(&mut self, other: Top) {
        self.file.products.extend(other.file.products);
        self.file.regulations.extend(other.file.regulations);
        self.file.unreadable.extend(other.file.unreadable);
    }

    /// Returns the file: each id once, the organisation in it, the version checked.
    #[must_use]
    pub fn finish(mut self, sink: &mut Sink<'_>) -> File {
        if !self.seen.contains_key("duewatch") {
            let missing = Finding::at(Severity::Error, Code::Version, None, "the file has no 'duewatch'");
            sink.add(missing.hint("begin it with 'duewatch: 1', the version of its format"));
        }
        let mut seen: HashMap<Box<str>, Place> = HashMap::new();
        self.file.products.retain(|product| keep(&mut seen, product.id.as_str(), product.place, sink));
        seen.clear();
        self.file.regulations.retain(|regulation| keep(&mut seen, regulation.id.as_str(), regulation.place, sink));
        if self.file.product_index(crate::domain::id::ORG).is_none() {
            self.file.products.insert(0, product::organisation());
        }
        self.file
    }

    fn is_first(&mut self, name: &str, place: Place, sink: &mut Sink<'_>) -> bool {
        keep(&mut self.seen, name, place, sink)
    }

    fn field(&mut self, field: &Field<'_>, sink: &mut Sink<'_>) {
        match field.name {
            "duewatch" => self.version(field, sink),
            "title" => self.file.title = field.text(sink),
            "zone" => self.file.zone = field.zone(sink),
            "calendar" => self.file.calendar = field.id(sink),
            "alerts" => self.file.alerts = Some(field.spans(sink)),
            "calendars" => {
                let list = named(field, sink);
                self.file.calendars = list.into_iter().filter_map(|(k, v)| calendar::read(k, v, sink)).collect();
            }
            "views" => {
                for (key, value) in named(field, sink) {
                    if value.kind() == Kind::Scalar {
                        let filter = Placed::new(value.text().into(), value.place());
                        self.file.views.push(View { name: key.text().into(), filter });
                    } else {
                        sink.shape(&quote(key.text()), value, "the text of a filter");
                    }
                }
            }
            _ => {
                if let Some(section) = Section::ALL.into_iter().find(|section| section.word() == field.name) {
                    self.section(section, field, sink);
                }
            }
        }
    }

    /// Reads every entry of a map, also those whose id stands twice: what is wrong in them is said too.
    fn section(&mut self, section: Section, field: &Field<'_>, sink: &mut Sink<'_>) {
        if field.value.kind() != Kind::Map {
            sink.shape(&quote(field.name), field.value, "a map");
        }
        for (key, value) in field.value.pairs() {
            if key_text(key, sink).is_none() {
                continue;
            }
            let value = sink.follow(value);
            if value.is_null() {
                sink.empty(key);
            } else {
                let key = sink.follow(key);
                self.entry(section, key, value, sink);
            }
        }
    }

    fn version(&mut self, field: &Field<'_>, sink: &mut Sink<'_>) {
        let Some(text) = field.scalar(sink) else { return };
        let place = field.value.place();
        match text.parse::<u32>() {
            Ok(VERSION) => self.file.version = Some(VERSION),
            Ok(newer) if newer > VERSION => {
                let message = format!("the file is of version {newer}, this program reads version {VERSION}");
                let finding = Finding::error(Code::Version, place, message);
                self.refused = Some(finding.hint("read it with a newer duewatch"));
            }
            Ok(_) | Err(_) => {
                let message = format!("{} is not a version of the format", quote(text));
                sink.error(Code::Version, place, message, "write duewatch: 1");
            }
        }
    }
}

fn named<'a>(field: &Field<'a>, sink: &mut Sink<'_>) -> Vec<(Item<'a>, Item<'a>)> {
    if field.value.kind() == Kind::Map {
        return entries(field.value, sink);
    }
    sink.shape(&quote(field.name), field.value, "a map");
    Vec::new()
}

fn keep(seen: &mut HashMap<Box<str>, Place>, name: &str, place: Place, sink: &mut Sink<'_>) -> bool {
    if let Some(first) = seen.get(name) {
        sink.duplicate(name, place, *first);
        return false;
    }
    seen.insert(name.into(), place);
    true
}
