//! Where the readers put what they find.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::lines::Lines;
use super::node::{Item, Kind};
use crate::domain::finding::{Code, Finding, Place, Severity};
use crate::domain::id::Id;

/// How many findings are kept; more are counted only.
pub const MOST_FINDINGS: usize = 10_000;

/// How many nodes may come out of aliases.
const MOST_EXPANDED: u32 = 1_000_000;

/// How many ids and names are remembered to be shared.
const MOST_SHARED: usize = 10_000;

/// How many characters of a text a finding shows.
const MOST_SHOWN: usize = 60;

/// The findings of one reading, and its budget for aliases.
#[derive(Debug)]
pub struct Sink<'a> {
    /// What was found.
    pub found: Vec<Finding>,
    /// How many errors were found, those not kept included.
    pub errors: usize,
    /// The lines of the file.
    pub lines: &'a Lines,
    budget: u32,
    left_out: usize,
    ids: HashMap<Box<str>, Id>,
    names: HashSet<Arc<str>>,
}

impl<'a> Sink<'a> {
    /// Makes an empty sink for a text with these lines.
    #[must_use]
    pub fn new(lines: &'a Lines) -> Self {
        Self {
            found: Vec::new(),
            errors: 0,
            lines,
            budget: MOST_EXPANDED,
            left_out: 0,
            ids: HashMap::new(),
            names: HashSet::new(),
        }
    }

    /// Returns an id that was read before.
    #[must_use]
    pub fn known_id(&self, text: &str) -> Option<Id> {
        self.ids.get(text).cloned()
    }

    /// Remembers a valid id, so that the records that name it share its text.
    pub fn keep_id(&mut self, id: &Id) {
        if self.ids.len() < MOST_SHARED {
            self.ids.insert(id.as_str().into(), id.clone());
        }
    }

    /// Returns the one text that all records with this name share.
    pub fn name(&mut self, text: &str) -> Arc<str> {
        if let Some(name) = self.names.get(text) {
            return Arc::clone(name);
        }
        let name: Arc<str> = text.into();
        if self.names.len() < MOST_SHARED {
            self.names.insert(Arc::clone(&name));
        }
        name
    }

    /// Keeps a finding.
    pub fn add(&mut self, finding: Finding) {
        self.errors += usize::from(finding.severity == Severity::Error);
        if self.is_full() {
            self.left_out += 1;
        } else {
            self.found.push(finding);
        }
    }

    /// Returns whether further findings are counted only: their words are not worth finding.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.found.len() >= MOST_FINDINGS
    }

    /// Takes over the findings of another sink.
    pub fn append(&mut self, other: Sink<'_>) {
        let errors = self.errors + other.errors;
        self.left_out += other.left_out;
        for finding in other.found {
            self.add(finding);
        }
        self.errors = errors;
    }

    /// Returns the findings; where some were left out, one more says how many.
    #[must_use]
    pub fn finish(self) -> Vec<Finding> {
        let mut found = self.found;
        if self.left_out > 0 {
            let message = format!("{} more findings are not shown", self.left_out);
            let rest = Finding::at(Severity::Error, Code::Limit, None, message);
            found.push(rest.hint("repair the first ones, then check again"));
        }
        found
    }

    /// Keeps an error and its hint.
    pub fn error(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<Box<str>>,
        hint: impl Into<std::borrow::Cow<'static, str>>,
    ) {
        self.add(Finding::error(code, place, message).hint(hint));
    }

    /// Keeps a warning and its hint.
    pub fn warning(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<Box<str>>,
        hint: impl Into<std::borrow::Cow<'static, str>>,
    ) {
        self.add(Finding::warning(code, place, message).hint(hint));
    }

    /// Says that a value of another shape than `wanted` stands there; `subject` says what it is the value of.
    pub fn shape(&mut self, subject: &str, item: Item<'_>, wanted: &str) {
        let found = match item.kind() {
            Kind::List => "a list",
            Kind::Map => "a map",
            Kind::Scalar | Kind::Alias => "text",
        };
        let message = format!("{subject} is {found}");
        self.add(Finding::error(Code::Shape, item.place(), message).label(format!("{wanted} belongs here")));
    }

    /// Says that a key stands twice.
    pub fn duplicate(&mut self, name: &str, place: Place, first: Place) {
        let line = self.lines.line_of(first.start);
        let message = format!("{} is written twice", quote(name));
        let finding = Finding::error(Code::Duplicate, place, message).label(format!("first on line {line}"));
        self.add(finding.hint("keep one of them; the first one counts"));
    }

    /// Says that a key has no value.
    pub fn empty(&mut self, key: Item<'_>) {
        let message = format!("{} has no value, as if it were not written", quote(key.text()));
        self.add(Finding::info(Code::Empty, key.place(), message));
    }

    /// Follows an alias; anything else stays what it is.
    pub fn follow<'b>(&mut self, item: Item<'b>) -> Item<'b> {
        if item.kind() != Kind::Alias {
            return item;
        }
        let Some(target) = item.target() else {
            self.error(
                Code::Yaml,
                item.place(),
                "an alias without an anchor that it can stand for",
                "write the value itself",
            );
            return item.nothing();
        };
        if self.budget == 0 {
            return item.nothing();
        }
        // Long texts count too: a million times a megabyte is out of reach.
        let node = target.node();
        self.budget = self.budget.saturating_sub(target.size().max(1)).saturating_sub((node.end - node.start) / 16);
        if self.budget == 0 {
            let message = format!("aliases stand for more than {MOST_EXPANDED} values");
            self.error(Code::Limit, item.place(), message, "write the values themselves");
            return item.nothing();
        }
        target
    }
}

/// Returns a text in single quotes, cut where it is long.
#[must_use]
pub fn quote(text: &str) -> String {
    format!("'{}'", shorten(text))
}

/// Returns the beginning of a text that may be of any length.
#[must_use]
pub fn shorten(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_string(),
    }
}
