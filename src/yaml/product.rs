//! Entries of `products`.

use super::fields::{Schema, fields};
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use super::values::id;
use crate::domain::finding::{Code, Place};
use crate::domain::id::{Id, ORG};
use crate::domain::record::Product;

const SCHEMA: Schema = Schema {
    what: "a product",
    keys: &["name", "short", "vendor", "version", "owner", "backup", "tags", "notes", "source", "retired"],
    more: &[],
};

/// Reads one product; its name falls back to its id.
pub fn read(key: Item<'_>, value: Item<'_>, sink: &mut Sink<'_>) -> Product {
    let place = key.place();
    let mut product = blank(id(key.text(), key, sink));
    product.place = place;
    product.line = sink.lines.line_of(place.start);
    if value.kind() != Kind::Map {
        sink.shape(&quote(key.text()), value, "a map");
        return product;
    }
    let read = fields(value, &SCHEMA, sink);
    for field in &read.list {
        match field.name {
            "name" => product.name = field.text(sink).unwrap_or(product.name),
            "short" => product.short = field.text(sink),
            "vendor" => product.vendor = field.text(sink),
            "version" => product.version = field.text(sink),
            "owner" => product.owner = field.person(sink),
            "backup" => product.backup = field.person(sink),
            "tags" => product.tags = field.texts(sink),
            "notes" => product.notes = field.text(sink),
            "source" => product.source = field.texts(sink),
            "retired" => product.retired = field.point(sink),
            _ => {}
        }
    }
    if read.place_of("name").is_none() {
        let message = format!("product {} has no 'name'", quote(key.text()));
        sink.error(Code::Missing, place, message, "write name: TEXT");
    }
    product.extra = read.extra;
    product
}

/// Returns the organisation, for a file that does not write it.
#[must_use]
pub fn organisation() -> Product {
    let mut product = blank(Id::unchecked(ORG));
    product.name = "Organisation".into();
    product.short = Some(ORG.into());
    product.implied = true;
    product
}

fn blank(id: Id) -> Product {
    Product {
        name: id.as_str().into(),
        id,
        place: Place::default(),
        line: 0,
        implied: false,
        short: None,
        vendor: None,
        version: None,
        owner: None,
        backup: None,
        tags: Vec::new(),
        notes: None,
        source: Vec::new(),
        retired: None,
        extra: Vec::new(),
    }
}
