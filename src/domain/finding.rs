//! What is wrong, doubtful or worth knowing in a file: where, what, and what to do.

use std::borrow::Cow;

use serde::Serialize;

/// Where something stands in the text: byte offsets, the end after the last byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The first byte.
    pub start: u32,
    /// The first byte after it.
    pub end: u32,
}

impl Place {
    /// Makes a place of two offsets.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Placed<T> {
    /// Puts a value at its place.
    #[must_use]
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The record is not what its author meant; `check` ends with 1.
    Error,
    /// Doubtful; `check --strict` ends with 1.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What a finding is about; the word in `error[date]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Not YAML.
    Syntax,
    /// YAML that this format does not use: merge keys, second documents, tags.
    Yaml,
    /// Bytes that are not text.
    Encoding,
    /// Too large, too deep, too many.
    Limit,
    /// The format's version.
    Version,
    /// A list where a map belongs, or the like.
    Shape,
    /// A key that the format does not know.
    Key,
    /// The same key twice.
    Duplicate,
    /// A required key that is not there.
    Missing,
    /// A key without a value.
    Empty,
    /// An id that is not one.
    Id,
    /// A word that is none of the allowed ones.
    Word,
    /// A date, time or rule.
    Date,
    /// A time zone.
    Zone,
    /// A local time that does not exist or comes twice.
    Clock,
    /// A span of time.
    Span,
    /// A calendar.
    Calendar,
    /// A reference to a record that is not there.
    Reference,
    /// Rules that count from each other.
    Ring,
    /// A selector of products.
    Selector,
    /// A status or what it must say.
    Status,
    /// Recurrence.
    Repeat,
    /// Verification against a source.
    Verified,
    /// A saved filter.
    Filter,
}

impl Code {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Yaml => "yaml",
            Self::Encoding => "encoding",
            Self::Limit => "limit",
            Self::Version => "version",
            Self::Shape => "shape",
            Self::Key => "key",
            Self::Duplicate => "duplicate",
            Self::Missing => "missing",
            Self::Empty => "empty",
            Self::Id => "id",
            Self::Word => "word",
            Self::Date => "date",
            Self::Zone => "zone",
            Self::Clock => "clock",
            Self::Span => "span",
            Self::Calendar => "calendar",
            Self::Reference => "reference",
            Self::Ring => "ring",
            Self::Selector => "selector",
            Self::Status => "status",
            Self::Repeat => "repeat",
            Self::Verified => "verified",
            Self::Filter => "filter",
        }
    }
}

/// One thing that `check` says about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub code: Code,
    /// Where; none: about the file as a whole.
    pub place: Option<Place>,
    /// What was found; lower case, values in single quotes, no period.
    pub message: Box<str>,
    /// A few words beside the caret; may be empty.
    pub label: Cow<'static, str>,
    /// What to do; may be empty.
    pub hint: Cow<'static, str>,
}

impl Finding {
    /// Makes an error at a place.
    #[must_use]
    pub fn error(code: Code, place: Place, message: impl Into<Box<str>>) -> Self {
        Self::at(Severity::Error, code, Some(place), message)
    }

    /// Makes a warning at a place.
    #[must_use]
    pub fn warning(code: Code, place: Place, message: impl Into<Box<str>>) -> Self {
        Self::at(Severity::Warning, code, Some(place), message)
    }

    /// Makes a piece of information at a place.
    #[must_use]
    pub fn info(code: Code, place: Place, message: impl Into<Box<str>>) -> Self {
        Self::at(Severity::Info, code, Some(place), message)
    }

    /// Makes a finding; without a place it is about the whole file.
    #[must_use]
    pub fn at(severity: Severity, code: Code, place: Option<Place>, message: impl Into<Box<str>>) -> Self {
        Self { severity, code, place, message: message.into(), label: "".into(), hint: "".into() }
    }

    /// Adds the words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// Sorts findings as they are printed: by place, then by weight; those about the whole file first.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.place, a.severity, a.code, &a.message).cmp(&(b.place, b.severity, b.code, &b.message)));
    findings.dedup();
}
