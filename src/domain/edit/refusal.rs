//! Why an edit is not made.

use super::{Record, Value};
use crate::domain::finding::Place;

/// Why an edit is not made: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What sort of reason it is.
    pub why: Why,
    /// What is wrong; one line, lower case, no period.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// Where in the file, if it is there: the place at which `$EDITOR` is offered.
    pub place: Option<Place>,
    /// Who else refers to what would be touched: aliases as written. The message names them.
    pub others: Vec<(Box<str>, Place)>,
    /// The anchor behind which it stands, and where that is. The hint names it.
    pub anchor: Option<(Box<str>, Place)>,
}

/// How many aliases a message names.
const MOST_NAMES: usize = 5;

/// What sort of reason it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A rule of the format or of the program.
    Rule,
    /// What it names is not there.
    Missing,
    /// It would change nothing.
    Nothing,
    /// It cannot be proved to change only what it means: open the editor at the place.
    Unproved,
    /// The file's syntax is broken.
    Broken,
}

impl Refusal {
    /// Makes a refusal without a place.
    #[must_use]
    pub fn new(why: Why, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { why, message: message.into(), hint: hint.into(), place: None, others: Vec::new(), anchor: None }
    }

    /// Refuses what others refer to.
    #[must_use]
    pub fn shared(others: Vec<(Box<str>, Place)>) -> Self {
        let refusal = Self::new(Why::Rule, "", "edit it by hand, and look at all of them");
        Self { others, ..refusal }.named(|_| None)
    }

    /// Refuses what is written as an alias; `line` is that of the anchor, where it is known.
    #[must_use]
    pub fn behind_alias(what: &str, name: &str, line: Option<u32>) -> Self {
        Self::new(Why::Unproved, format!("{what} is written as *{name}"), behind(name, line))
    }

    /// Names the others and the anchor anew, with the line of each place, where that is known.
    #[must_use]
    pub fn named(mut self, line_of: impl Fn(Place) -> Option<u32>) -> Self {
        if let Some((name, place)) = &self.anchor {
            self.hint = behind(name, line_of(*place));
        }
        if self.others.is_empty() {
            return self;
        }
        let name = |(name, place): &(Box<str>, Place)| match line_of(*place) {
            Some(line) => format!("'{name}' on line {line}"),
            None => format!("'{name}'"),
        };
        let mut names: Vec<String> = self.others.iter().take(MOST_NAMES).map(name).collect();
        let more = self.others.len().saturating_sub(MOST_NAMES);
        names.extend((more > 0).then(|| format!("{more} more")));
        self.message = format!("others refer to this: {}", names.join(", "));
        self
    }

    /// Adds where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

/// Says what to do about an alias.
fn behind(name: &str, line: Option<u32>) -> String {
    let line = line.map_or_else(String::new, |line| format!(" on line {line}"));
    format!("write the value itself in place of *{name}, or edit what stands at &{name}{line} by hand")
}

/// One field that was changed on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The record.
    pub record: Record,
    /// The key.
    pub key: String,
    /// What stood there when the edit was made.
    pub was: Option<Value>,
    /// What somebody else wrote.
    pub theirs: Option<Value>,
    /// What the edit would write.
    pub mine: Option<Value>,
}
