//! Text to records: reads a data file, and says everything that is wrong with it at once.
//!
//! The law of this layer: pure. It knows no disk, no clock, no screen, and keeps no nodes after a reading. The
//! text is cut into pieces ([`chunk`]), each piece becomes a tree ([`parse`], [`node`]), and each tree a record.
//! One bad record never hides the good ones.

pub mod amend;
mod calendar;
mod cells;
pub mod chunk;
mod common;
pub mod editor;
mod fields;
mod file;
pub mod lines;
mod milestone;
mod moves;
pub mod node;
pub mod parse;
mod product;
pub mod quote;
mod reader;
mod regulation;
pub mod repeat;
mod sink;
pub mod snapshot;
pub mod starter;
mod status;
mod traps;
mod values;

use std::sync::Arc;

use crate::domain::finding::{Code, Finding, Place};
use crate::domain::record::File;

/// What a text says, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Everything that could be read.
    pub file: File,
    /// Everything that is wrong, doubtful or worth knowing; not sorted.
    pub findings: Vec<Finding>,
    /// How much of the text is YAML.
    pub syntax: Syntax,
    /// Whether each entry of `products` and `regulations` was read by itself, and none stands for another.
    pub in_pieces: bool,
}

/// How much of a text is YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// All of it.
    Whole,
    /// Some pieces could not be read.
    Partly,
    /// Nothing could be read: not YAML, not a map, not text, or of a newer version.
    Broken,
}

/// Reads a data file.
///
/// Every finding of one record by itself is here; what needs two records is said elsewhere. A byte order mark
/// is skipped. Never fails, and takes time and memory in proportion to the text.
#[must_use]
pub fn read(text: &str) -> Reading {
    read_shared(&text.into())
}

/// Reads a data file without copying its text; the records keep a share of it.
#[must_use]
pub fn read_shared(text: &Arc<str>) -> Reading {
    let mut reading = reader::read(text);
    reading.file.text = Arc::clone(text);
    reading
}

/// Reads a data file in one piece: what [`read`] must agree with wherever all of it is YAML.
#[must_use]
pub fn read_in_one(text: &str) -> Reading {
    let mut reading = reader::read_in_one(text);
    reading.file.text = text.into();
    reading
}

/// Takes bytes as text; a byte order mark stays in it.
///
/// # Errors
///
/// The finding that says why they are no text: not UTF-8, UTF-16, or with a NUL in it; its place is the
/// offset of the byte.
pub fn decode(bytes: &[u8]) -> Result<&str, Box<Finding>> {
    let wrong = |at: usize, message: &str, hint: &'static str| {
        let start = parse::offset(at);
        let place = Place::new(start, start.saturating_add(1));
        Box::new(Finding::error(Code::Encoding, place, message).hint(hint))
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(wrong(0, "the file is UTF-16", "save it as UTF-8"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            Some(at) => Err(wrong(at, "a NUL byte, which no text holds", "save it as UTF-8 text")),
            None => Ok(text),
        },
        Err(error) => Err(wrong(error.valid_up_to(), "a byte that is not UTF-8", "save it as UTF-8")),
    }
}
