//! Values of known keys: texts, words, dates, spans, zones, ids, lists of them.

use chrono::NaiveDate;

use super::fields::Field;
use super::node::{Item, Kind, Style};
use super::sink::{Sink, quote, shorten};
use crate::domain::date::{self, DateError, Point, When};
use crate::domain::finding::{Code, Finding, Placed};
use crate::domain::id::Id;
use crate::domain::notes::Notes;
use crate::domain::rule::{self, Span};
use crate::domain::suggest;
use crate::domain::zone::Zone;

/// Longer texts are no date, span or word; their beginning is shown.
const MOST_TEXT: usize = 400;

impl<'a> Field<'a> {
    /// Returns the text of the value, borrowed.
    pub fn scalar(&self, sink: &mut Sink<'_>) -> Option<&'a str> {
        if self.value.kind() == Kind::Scalar {
            return Some(self.value.text());
        }
        sink.shape(&quote(self.name), self.value, "text");
        None
    }

    /// Returns the text of the value.
    pub fn text(&self, sink: &mut Sink<'_>) -> Option<Box<str>> {
        self.scalar(sink).map(Into::into)
    }

    /// Returns the text of the value as notes, which lie in the file if they are written as a block.
    pub fn notes(&self, sink: &mut Sink<'_>) -> Option<Notes> {
        let text = self.scalar(sink)?;
        if self.value.node().style != Style::Literal {
            return Some(Notes::own(text));
        }
        let (piece, span) = self.value.written();
        Some(Notes::in_lines(text, piece, span))
    }

    /// Returns the name of a person, without the `@` of the screen.
    pub fn person(&self, sink: &mut Sink<'_>) -> Option<Box<str>> {
        let text = self.scalar(sink)?;
        let Some(name) = text.strip_prefix('@') else { return Some(text.into()) };
        let message = format!("{} begins with '@'", quote(text));
        sink.warning(Code::Word, self.value.place(), message, at_hint(name));
        Some(name.into())
    }

    /// Returns one text or a list of them.
    pub fn texts(&self, sink: &mut Sink<'_>) -> Vec<Box<str>> {
        self.each(sink).into_iter().map(|item| item.text().into()).collect()
    }

    /// Returns the scalars of a value that is one or a list of them.
    pub fn each(&self, sink: &mut Sink<'_>) -> Vec<Item<'a>> {
        match self.value.kind() {
            Kind::Scalar | Kind::Alias => vec![self.value],
            Kind::Map => {
                sink.shape(&quote(self.name), self.value, "a list");
                Vec::new()
            }
            Kind::List => {
                let mut list = Vec::new();
                for child in self.value.children() {
                    let place = child.place();
                    let child = sink.follow(child);
                    if child.kind() != Kind::Scalar {
                        sink.shape(&format!("an item of '{}'", self.name), child, "text");
                    } else if child.is_null() {
                        let message = format!("an item of '{}' is empty, as if it were not written", self.name);
                        sink.add(Finding::info(Code::Empty, place, message));
                    } else {
                        list.push(child);
                    }
                }
                list
            }
        }
    }

    /// Returns the one of `all` whose word is written.
    pub fn word<T: Copy>(&self, all: &[T], word: fn(T) -> &'static str, sink: &mut Sink<'_>) -> Option<T> {
        let text = self.scalar(sink)?;
        let found = all.iter().copied().find(|one| word(*one) == text);
        if found.is_none() {
            wrong_word(self.name, self.value, all.iter().map(|one| word(*one)), sink);
        }
        found
    }

    /// Returns a day, a local time or a moment.
    pub fn point(&self, sink: &mut Sink<'_>) -> Option<Placed<Point>> {
        self.scalar(sink)?;
        point(self.value, sink)
    }

    /// Returns a day.
    pub fn day(&self, sink: &mut Sink<'_>) -> Option<NaiveDate> {
        self.scalar(sink)?;
        day(self.value, sink)
    }

    /// Returns what a date key says; what cannot be read is said and stays unreadable.
    pub fn when(&self, sink: &mut Sink<'_>) -> Placed<When> {
        let value = match self.value.kind() {
            Kind::Scalar | Kind::Alias => when(self.value, sink),
            Kind::List => earliest(self, sink),
            Kind::Map => {
                sink.shape(&quote(self.name), self.value, "a date or a rule");
                When::Unreadable
            }
        };
        Placed::new(value, self.value.place())
    }

    /// Returns a span of time.
    pub fn span(&self, sink: &mut Sink<'_>) -> Option<Span> {
        self.scalar(sink)?;
        span(self.value, sink)
    }

    /// Returns one span or a list of them.
    pub fn spans(&self, sink: &mut Sink<'_>) -> Vec<Span> {
        self.each(sink).into_iter().filter_map(|item| span(item, sink)).collect()
    }

    /// Returns a time zone.
    pub fn zone(&self, sink: &mut Sink<'_>) -> Option<Zone> {
        let text = shorten(self.scalar(sink)?);
        match Zone::named(&text) {
            Ok(zone) => Some(zone),
            Err(wrong) => {
                let finding = Finding::error(Code::Zone, self.value.place(), wrong.to_string());
                sink.add(finding.label("IANA names only").hint(wrong.hint()));
                None
            }
        }
    }

    /// Returns the id of another record.
    pub fn id(&self, sink: &mut Sink<'_>) -> Option<Placed<Id>> {
        let text = self.scalar(sink)?;
        Some(Placed::new(id(text, self.value, sink), self.value.place()))
    }
}

/// Reads an id; one that is not is said, and kept as it stands.
pub fn id(text: &str, item: Item<'_>, sink: &mut Sink<'_>) -> Id {
    match Id::new(text) {
        Ok(id) => id,
        Err(wrong) => {
            let message = format!("{} is not an id", quote(text));
            sink.add(Finding::error(Code::Id, item.place(), message).label(wrong.to_string()).hint(wrong.hint()));
            Id::unchecked(&shorten(text))
        }
    }
}

/// Says that a word is none of those allowed.
pub fn wrong_word(name: &str, item: Item<'_>, all: impl Iterator<Item = &'static str> + Clone, sink: &mut Sink<'_>) {
    let text = item.text();
    let hint =
        if text.len() <= 64 && !sink.is_full() { suggest::did_you_mean(text, all.clone()) } else { String::new() };
    let hint = if hint.is_empty() { format!("one of: {}", all.collect::<Vec<_>>().join(", ")) } else { hint };
    let message = format!("{} is not a word of '{name}'", quote(text));
    sink.add(Finding::error(Code::Word, item.place(), message).hint(hint));
}

/// Returns what to write in place of a name with `@`.
pub fn at_hint(name: &str) -> String {
    format!("write {}; @ is how it is shown", shorten(name))
}

/// Reads a day, a local time or a moment.
pub fn point(item: Item<'_>, sink: &mut Sink<'_>) -> Option<Placed<Point>> {
    let read = short(item).and_then(date::parse_point);
    said(read, item, sink).map(|point| Placed::new(point, item.place()))
}

/// Reads a day.
pub fn day(item: Item<'_>, sink: &mut Sink<'_>) -> Option<NaiveDate> {
    let read = short(item).and_then(|text| date::parse_day(text.trim()));
    said(read, item, sink)
}

/// Reads the value of a date key that is no list.
pub fn when(item: Item<'_>, sink: &mut Sink<'_>) -> When {
    match said(short(item).and_then(date::parse_when), item, sink) {
        Some(When::Rule(mut rule)) => {
            rule.place = item.place();
            When::Rule(rule)
        }
        Some(when) => when,
        None => When::Unreadable,
    }
}

fn earliest(field: &Field<'_>, sink: &mut Sink<'_>) -> When {
    let mut rules = Vec::new();
    let mut is_whole = true;
    for item in field.each(sink) {
        match when(item, sink) {
            When::Rule(rule) => rules.push(*rule),
            When::Unreadable => is_whole = false,
            When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Earliest(_) => {
                is_whole = false;
                let message = format!("{} is not a rule", quote(item.text()));
                let finding = Finding::error(Code::Date, item.place(), message);
                sink.add(finding.label("a list holds rules, the earliest counts").hint("write a single date alone"));
            }
        }
    }
    if is_whole && rules.is_empty() {
        let message = format!("'{}' is a list without a rule", field.name);
        sink.error(Code::Date, field.value.place(), message, "write a date, or 'unknown'");
        is_whole = false;
    }
    if is_whole { When::Earliest(rules) } else { When::Unreadable }
}

fn span(item: Item<'_>, sink: &mut Sink<'_>) -> Option<Span> {
    let text = item.text();
    let text = if text.len() > MOST_TEXT { shorten(text) } else { text.to_string() };
    let wrong = match rule::parse_span(&text) {
        Ok(span) if span.amount > 0 => return Some(span),
        Ok(_) => Finding::error(Code::Span, item.place(), format!("{} is not a span of time", quote(&text)))
            .label("amounts begin at 1"),
        Err(wrong) => Finding::error(Code::Span, item.place(), wrong.message).label(wrong.label).hint(wrong.hint),
    };
    sink.add(wrong);
    None
}

/// Returns the text of a date, or the error that it is far too long for one.
fn short(item: Item<'_>) -> Result<&str, DateError> {
    let text = item.text();
    if text.len() <= MOST_TEXT {
        return Ok(text);
    }
    Err(DateError {
        message: format!("{} is not a date", quote(text)),
        label: "too long for a date".into(),
        hint: "write it as YYYY-MM-DD".into(),
        zone: false,
    })
}

fn said<T>(read: Result<T, DateError>, item: Item<'_>, sink: &mut Sink<'_>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(wrong) => {
            let code = if wrong.zone { Code::Zone } else { Code::Date };
            sink.add(Finding::error(code, item.place(), wrong.message).label(wrong.label).hint(wrong.hint));
            None
        }
    }
}
