//! One line that adds a record: `MDR audit PumpOne @ra due:+90d #mdr`.
//!
//! ```text
//! milestone   in:REG  by: due: from: at:  DATE  product:  tag:  vendor:  @owner  #tag  !severity  kind:  zone:
//!             source: or a bare URL  note:"…"  id:  short:  certainty:  backup:  authority:  jurisdiction:  citation:
//! product     vendor:  version:  @owner  #tag  short:  backup:  source:  note:  id:
//! regulation  authority:  jurisdiction:  citation:  source:  @owner  #tag  !severity  zone:  …
//! ```
//!
//! A word that is the id, name or short name of a product stands for that product, wherever it stands; `all` behind
//! the last word of the title stands for all of them. Everything else is the title, in its order. What is in double
//! quotes is taken as it stands: alone it is title, behind a `:`, `@` or `#` it may hold spaces; `\"` is a quote in it.
//!
//! Nothing here fails while somebody types: a line says what was understood, what is wrong and what is missing.

mod finish;
mod gather;
mod products;
mod tokens;
mod words;

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::date::Verb;
use super::edit::make::Fresh;
use super::edit::{Record, Value};
use super::id::Id;
use super::record::{File, Target};
use super::suggest::did_you_mean;
use super::typed::Reading;
use super::zone::Zone;
use words::{Adds, Word};

pub use tokens::joined;

/// What the line of a milestone is read against.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The file that it is added to.
    pub file: &'a File,
    /// The id of the regulation that is selected; where the file has only one, that one goes without saying.
    pub regulation: Option<&'a str>,
    /// Now.
    pub now: DateTime<Utc>,
    /// The machine's zone, for files that name none.
    pub machine: &'a Zone,
}

/// A line, as far as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// What was understood, in the order of the text.
    pub pieces: Vec<Piece>,
    /// What was not.
    pub problems: Vec<Problem>,
    /// What a record must have and the line does not say yet: `title`, `date`, `regulation`.
    pub missing: Vec<&'static str>,
    /// The record; there where nothing is wrong and nothing is missing.
    pub wanted: Option<T>,
}

impl<T> Line<T> {
    /// Returns what was understood for a preview: key and value, each key once, in the order of first mention.
    #[must_use]
    pub fn said(&self) -> Vec<(&'static str, String)> {
        let mut said: Vec<(&'static str, String)> = Vec::new();
        for piece in &self.pieces {
            match said.iter_mut().find(|(key, _)| *key == piece.key) {
                Some((key, shown)) => {
                    shown.push_str(if matches!(*key, "title" | "name") { " " } else { ", " });
                    shown.push_str(&piece.shown);
                }
                None => said.push((piece.key, piece.shown.clone())),
            }
        }
        said
    }
}

impl<T> Line<T> {
    /// Returns the words with a value behind them, `own:ana`, that are no words of a line and were taken for title, each
    /// with what was perhaps meant; `text` is the line. What stands in quotes is meant as title.
    #[must_use]
    pub fn strange<'a>(&self, text: &'a str) -> Vec<(&'a str, String)> {
        let titles = self.pieces.iter().filter(|piece| matches!(piece.key, "title" | "name"));
        let adds = if self.pieces.iter().any(|piece| piece.key == "name") { Adds::Product } else { Adds::Milestone };
        let named = titles.filter_map(|piece| text.get(piece.range.clone())?.split_once(':'));
        let is_word = |(name, value): &(&str, &str)| {
            name.len() > 1 && name.chars().all(char::is_alphabetic) && !value.is_empty() && !value.starts_with('/')
        };
        let near = |name: &str| did_you_mean(&name.to_lowercase(), Word::names(adds));
        named.filter(is_word).map(|(name, _)| (name, near(name))).collect()
    }
}

/// A part of a line that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands, in bytes; for what goes without saying, the end of the line.
    pub range: Range<usize>,
    /// The key of the file that it fills, or `regulation`, or `id`.
    pub key: &'static str,
    /// What it means, for people.
    pub shown: String,
}

/// A part of a line that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

/// A milestone to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMilestone {
    /// Its regulation.
    pub regulation: Id,
    /// Its id, not taken in that regulation.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// What the law says with the date.
    pub verb: Verb,
    /// Its date.
    pub date: Reading,
    /// Its products; empty: none was named.
    pub products: Vec<Target>,
    /// All other keys, in the order in which they are written.
    pub rest: Vec<(&'static str, Value)>,
}

impl NewMilestone {
    /// Returns every key with its value, in the order in which a file has them.
    #[must_use]
    pub fn keys(&self) -> Vec<(&'static str, Value)> {
        let mut keys = vec![("title", Value::text(self.title.as_str()))];
        let (before, behind): (Vec<_>, Vec<_>) =
            self.rest.iter().cloned().partition(|(key, _)| matches!(*key, "short" | "kind"));
        keys.extend(before);
        keys.push((self.verb.word(), Value::text(self.date.text.as_str())));
        let (notes, behind): (Vec<_>, Vec<_>) = behind.into_iter().partition(|(key, _)| *key == "notes");
        keys.extend(behind);
        if !self.products.is_empty() {
            let targets = self.products.iter().map(|target| Value::text(target.word()));
            keys.push(("products", Value::List(targets.collect())));
        }
        keys.extend(notes);
        keys
    }
}

impl NewMilestone {
    /// Returns it as a record that is to be written.
    #[must_use]
    pub fn fresh(&self) -> Fresh {
        let (regulation, milestone) = (self.regulation.as_str().into(), self.id.as_str().into());
        filled(Record::Milestone { regulation, milestone }, &self.keys())
    }
}

impl NewRecord {
    /// Returns it as a record that is to be written; `of` makes the address of its id.
    #[must_use]
    pub fn fresh(&self, of: fn(Box<str>) -> Record) -> Fresh {
        filled(of(self.id.as_str().into()), &self.keys)
    }
}

/// Fills a record with keys, typed as its form takes them.
fn filled(record: Record, keys: &[(&'static str, Value)]) -> Fresh {
    keys.iter().fold(Fresh::new(record), |fresh, (key, value)| match value {
        // Addresses stand with spaces between, everything else with commas.
        Value::List(items) if *key == "source" => {
            fresh.with(key, &items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        }
        Value::Null | Value::Text(_) | Value::Alias(_) | Value::List(_) | Value::Map(_) => {
            fresh.with(key, &value.to_string())
        }
    })
}

/// A product or a regulation to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Its id, not taken in its map.
    pub id: Id,
    /// Every key with its value, in the order in which a file has them; the first is `name` or `title`.
    pub keys: Vec<(&'static str, Value)>,
}

/// Reads the line of a milestone.
#[must_use]
pub fn milestone(text: &str, scene: &Scene<'_>) -> Line<NewMilestone> {
    finish::milestone(text, scene)
}

/// Reads the line of a product.
#[must_use]
pub fn product(text: &str, file: &File) -> Line<NewRecord> {
    finish::record(text, file, words::Adds::Product)
}

/// Reads the line of a regulation.
#[must_use]
pub fn regulation(text: &str, file: &File) -> Line<NewRecord> {
    finish::record(text, file, words::Adds::Regulation)
}
