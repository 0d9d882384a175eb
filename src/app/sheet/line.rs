//! One line of a form: a key, what is typed behind it, and what could stand there.

use tui_input::Input;

use super::Sheet;
use super::above::Above;
use crate::app::filter_line::LONGEST;
use crate::domain::board::Board;
use crate::domain::calendar::BUILT_IN;
use crate::domain::edit::make::field::typed_of;
use crate::domain::edit::make::{Field, Shape};
use crate::domain::edit::{Facts, Record, Value};
use crate::domain::roster::Roster;
use crate::domain::zone;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A field of the record.
    Field(Shape),
    /// Its id; another one renames it.
    Id,
    /// The regulation of a milestone that is to be written.
    Home,
    /// The date of a milestone that is to be written.
    Date,
    /// Something that is changed elsewhere: it is only shown.
    Fixed,
    /// A new key of the user's own.
    Own,
}

/// One line of a form.
#[derive(Clone, Debug)]
pub struct Line {
    /// The key.
    pub key: String,
    /// What it is.
    pub role: Role,
    /// What it means, in a few words.
    pub doc: &'static str,
    /// What stood there when the form was opened, as typed.
    pub before: String,
    /// What holds where nothing is typed.
    pub above: Option<Above>,
    /// What is typed; at most [`LONGEST`] characters.
    pub input: Input,
}

/// The key of the line for a new key of the user's own.
pub const OWN: &str = "x-...";

/// What a saved filter is.
const VIEW: &str = "a saved filter, as it is typed in the filter line ({filter}): due<30d owner:@ana";

impl Line {
    /// Makes a line that says something.
    #[must_use]
    pub fn new(key: &str, role: Role, doc: &'static str, before: String) -> Self {
        let input = Input::new(before.clone());
        Self { key: key.to_string(), role, doc, before, above: None, input }
    }

    /// Makes the line of a field.
    #[must_use]
    pub fn of(field: &Field, facts: &Facts, record: &Record) -> Self {
        Self::new(field.key, Role::Field(field.shape), field.doc, typed_of(facts, record, field))
    }

    /// Makes the line of one of the user's own keys; a list or map is only shown.
    #[must_use]
    pub fn own(key: &str, value: &Value) -> Self {
        let is_view = key.starts_with("views.");
        let (role, doc) = match (value, is_view) {
            (Value::Text(_) | Value::Null, true) => (Role::Field(Shape::Text), VIEW),
            (Value::Text(_) | Value::Null, false) => (Role::Field(Shape::Text), "your own"),
            (Value::Alias(_) | Value::List(_) | Value::Map(_), _) => (Role::Fixed, "your own; edit it by hand"),
        };
        Self::new(key, role, doc, value.to_string())
    }

    /// Returns what is typed.
    #[must_use]
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Puts in another text.
    pub fn set(&mut self, text: &str) {
        self.input = Input::new(text.chars().take(LONGEST).collect());
    }

    /// Returns whether something else is typed than stood there.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.role != Role::Fixed && self.value().trim() != self.before
    }

    /// Returns whether something is typed, and somebody else changed the same: it says something else in `fresh`.
    #[must_use]
    pub fn is_theirs_too(&self, fresh: &Sheet) -> bool {
        let other = fresh.lines.iter().find(|other| other.key == self.key);
        self.is_changed() && other.is_some_and(|other| other.before != self.before)
    }

    /// Returns the key of the record in which it is written: `verified` of `verified.note`.
    #[must_use]
    pub(super) fn outer(&self) -> String {
        let outer = self
            .key
            .split_once('.')
            .filter(|_| !self.key.starts_with("views.") && !self.key.starts_with("x-"))
            .map(|(outer, _)| outer);
        outer.unwrap_or(&self.key).to_string()
    }

    /// Returns whether it holds one of a few words, which the arrows choose.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.role, Role::Field(Shape::Choice(_) | Shape::Verb))
    }

    /// Returns whether it is written in an editor of its own.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.role == Role::Field(Shape::Lines)
    }

    /// Returns the words that may stand there, as far as they are known.
    #[must_use]
    pub fn words(&self, board: &Board) -> Vec<String> {
        let own = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        match self.role {
            Role::Field(Shape::Choice(choices)) => own(&choices.words()),
            Role::Field(Shape::Verb) => own(&["by", "from", "at"]),
            Role::Field(Shape::Zone) => zone::names().map(ToString::to_string).collect(),
            Role::Field(Shape::Person) => people(board),
            Role::Field(Shape::Products) => products(board),
            Role::Field(Shape::Words) => sorted(Roster::of(&board.file).tags().map(ToString::to_string).collect()),
            Role::Field(Shape::Text) if self.key == "calendar" => {
                let file = board.file.calendars.iter().map(|calendar| calendar.id.to_string());
                BUILT_IN.iter().map(ToString::to_string).chain(file).collect()
            }
            Role::Home => board.file.regulations.iter().map(|regulation| regulation.id.to_string()).collect(),
            Role::Field(
                Shape::Text
                | Shape::Lines
                | Shape::Places
                | Shape::Date
                | Shape::Day
                | Shape::Span
                | Shape::Spans
                | Shape::Repeat,
            )
            | Role::Id
            | Role::Date
            | Role::Fixed
            | Role::Own => Vec::new(),
        }
    }

    /// Chooses the next of the words, or the one before it; nothing is one of them, except of a verb.
    pub fn turn(&mut self, board: &Board, by: isize) {
        let mut words = self.words(board);
        if self.role != Role::Field(Shape::Verb) {
            words.insert(0, String::new());
        }
        let at = words.iter().position(|word| word == self.value().trim());
        let count = isize::try_from(words.len()).unwrap_or(1).max(1);
        let at = at.and_then(|at| isize::try_from(at).ok()).unwrap_or(0);
        let next = usize::try_from((at + by).rem_euclid(count)).ok().and_then(|at| words.get(at));
        if let Some(next) = next {
            self.set(next);
        }
    }

    /// Completes the word at the end; returns whether anything was put in.
    pub fn complete(&mut self, board: &Board) -> bool {
        let text = self.value().to_string();
        let start = if self.has_several() { text.rfind(',').map_or(0, |at| at + 1) } else { 0 };
        let (head, token) = text.split_at_checked(start).unwrap_or((&text, ""));
        let space = token.len() - token.trim_start().len();
        let (gap, token) = token.split_at_checked(space).unwrap_or(("", token));
        let (sign, token) = match token.strip_prefix('@') {
            Some(name) if self.role == Role::Field(Shape::Person) => ("@", name),
            Some(_) | None => ("", token),
        };
        if token.is_empty() {
            return false;
        }
        let lower = token.to_lowercase();
        let found: Vec<String> =
            self.words(board).into_iter().filter(|word| word.to_lowercase().starts_with(&lower)).collect();
        let Some(first) = found.first() else { return false };
        if found.iter().any(|word| word == token) {
            return false;
        }
        let common = found.iter().fold(first.as_str(), |common, word| shared(common, word));
        let word = if common.len() > token.len() { common } else { first };
        let whole = format!("{head}{gap}{sign}{word}");
        self.set(&whole);
        true
    }

    fn has_several(&self) -> bool {
        matches!(self.role, Role::Field(Shape::Products | Shape::Words))
    }
}

/// Returns what two texts begin with alike.
fn shared<'a>(one: &'a str, other: &str) -> &'a str {
    let end = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    one.get(..end.unwrap_or(one.len().min(other.len()))).unwrap_or(one)
}

/// Returns the ids and selectors that a milestone may name.
fn products(board: &Board) -> Vec<String> {
    let roster = Roster::of(&board.file);
    let ids = board.file.products.iter().map(|product| product.id.to_string());
    let tags = sorted(roster.tags().map(|tag| format!("tag:{tag}")).collect());
    let vendors = sorted(roster.vendors().map(|vendor| format!("vendor:{vendor}")).collect());
    ids.chain(["all".to_string(), "none".to_string()]).chain(tags).chain(vendors).collect()
}

/// Returns everybody who answers for something.
fn people(board: &Board) -> Vec<String> {
    let file = &board.file;
    let of_products = file.products.iter().flat_map(|product| [&product.owner, &product.backup]);
    let of_regulations = file.regulations.iter().flat_map(|one| [&one.common.owner, &one.common.backup]);
    let milestones = file.regulations.iter().flat_map(|regulation| &regulation.milestones);
    let of_milestones = milestones.flat_map(|one| [&one.common.owner, &one.common.backup]);
    let all = of_products.chain(of_regulations).chain(of_milestones);
    sorted(all.flatten().map(ToString::to_string).collect())
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}
