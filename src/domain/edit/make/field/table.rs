//! The fields of each kind of record, in the order of a form.
//!
//! A table: what a form shows and `edit` takes comes out of it.

use crate::domain::edit::Record;
use crate::domain::record::{Certainty, Grade, Kind, Roll};

/// A field of a record that people set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key; `verified.who` is a key inside the map of another.
    pub key: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// What it means; a few words, for a form.
    pub doc: &'static str,
}

/// What may stand in a field, and how it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text on one line.
    Text,
    /// Text on several lines.
    Lines,
    /// A person, with or without `@`.
    Person,
    /// Words with commas between.
    Words,
    /// URLs or paths with space between.
    Places,
    /// A date or a rule.
    Date,
    /// A day, with or without a time.
    Day,
    /// A span of time.
    Span,
    /// Spans with commas between.
    Spans,
    /// How it recurs.
    Repeat,
    /// One of these words.
    Choice(Choices),
    /// The name of a time zone.
    Zone,
    /// Ids and selectors of products with commas between; nothing: `none`.
    Products,
    /// The verb of the date: `by`, `from` or `at`.
    Verb,
}

/// Where what a field says is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// Under its key.
    Key,
    /// In the obligations of the milestone.
    Cells,
    /// In the key of the date.
    DateKey,
}

impl Shape {
    /// Returns where a field of this shape is written.
    #[must_use]
    pub const fn home(self) -> Home {
        match self {
            Self::Text
            | Self::Lines
            | Self::Person
            | Self::Words
            | Self::Places
            | Self::Date
            | Self::Day
            | Self::Span
            | Self::Spans
            | Self::Repeat
            | Self::Choice(_)
            | Self::Zone => Home::Key,
            Self::Products => Home::Cells,
            Self::Verb => Home::DateKey,
        }
    }

    /// Returns what is typed between two items; none: it is no list.
    #[must_use]
    pub const fn between(self) -> Option<&'static str> {
        match self {
            Self::Words | Self::Spans | Self::Products => Some(", "),
            Self::Places => Some(" "),
            Self::Text
            | Self::Lines
            | Self::Person
            | Self::Date
            | Self::Day
            | Self::Span
            | Self::Repeat
            | Self::Choice(_)
            | Self::Zone
            | Self::Verb => None,
        }
    }
}

/// The closed sets of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Choices {
    Kind,
    Severity,
    Certainty,
    Roll,
    Against,
}

impl Choices {
    /// Returns the words, in the format's order.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Kind => Kind::ALL.iter().map(|kind| kind.word()).collect(),
            Self::Severity => Grade::ALL.iter().map(|grade| grade.word()).collect(),
            Self::Certainty => Certainty::ALL.iter().map(|certainty| certainty.word()).collect(),
            Self::Roll => Roll::ALL.iter().map(|roll| roll.word()).collect(),
            Self::Against => vec!["primary", "secondary"],
        }
    }
}

const fn field(key: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { key, shape, doc }
}

// What several kinds of records say alike.
const TITLE: Field = field("title", Shape::Text, "its title");
const SHORT: Field = field("short", Shape::Text, "its name in narrow columns");
const AUTHORITY: Field = field("authority", Shape::Text, "who enforces it");
const JURISDICTION: Field = field("jurisdiction", Shape::Text, "where it applies");
const CITATION: Field = field("citation", Shape::Text, "how it is cited");
const SOURCE: Field = field("source", Shape::Places, "the addresses of its text");
const VERIFIED: Field = field("verified", Shape::Day, "the day on which it was compared with the source; none");
const VERIFIED_WHO: Field = field("verified.who", Shape::Person, "who compared it");
const VERIFIED_AGAINST: Field = field("verified.against", Shape::Choice(Choices::Against), "with which kind of text");
const VERIFIED_NOTE: Field = field("verified.note", Shape::Text, "a remark on that");
const VERIFY_EVERY: Field = field("verify-every", Shape::Span, "how long a comparison holds");
const ROLL: Field = field("roll", Shape::Choice(Choices::Roll), "where a date on a closed day goes");
const SEVERITY: Field = field("severity", Shape::Choice(Choices::Severity), "how bad a breach is");
const PENALTY: Field = field("penalty", Shape::Text, "what a breach costs");
const OWNER: Field = field("owner", Shape::Person, "who answers for it");
const BACKUP: Field = field("backup", Shape::Person, "who stands in");
const TAGS: Field = field("tags", Shape::Words, "tags, with commas");
const ALERTS: Field = field("alerts", Shape::Spans, "the reminder ladder: 90d, 30d, 7d");
const NOTES: Field = field("notes", Shape::Lines, "notes");

const FILE: &[Field] = &[
    field("title", Shape::Text, "the title of the file"),
    field("zone", Shape::Zone, "the zone of dates that name none"),
    field("calendar", Shape::Text, "the default calendar of closed days"),
    ALERTS,
];

const PRODUCT: &[Field] = &[
    field("name", Shape::Text, "its name"),
    SHORT,
    field("vendor", Shape::Text, "who makes it"),
    field("version", Shape::Text, "its version"),
    OWNER,
    BACKUP,
    TAGS,
    field("source", Shape::Places, "where to read more"),
    field("retired", Shape::Day, "the day since which it is no longer ours"),
    NOTES,
];

const REGULATION: &[Field] = &[
    TITLE,
    SHORT,
    AUTHORITY,
    JURISDICTION,
    CITATION,
    SOURCE,
    VERIFIED,
    VERIFIED_WHO,
    VERIFIED_AGAINST,
    VERIFIED_NOTE,
    VERIFY_EVERY,
    field("certainty", Shape::Choice(Choices::Certainty), "how sure the dates are"),
    ROLL,
    field("zone", Shape::Zone, "the zone of its dates"),
    field("calendar", Shape::Text, "the calendar of its rules"),
    SEVERITY,
    PENALTY,
    OWNER,
    BACKUP,
    TAGS,
    ALERTS,
    NOTES,
];

const MILESTONE: &[Field] = &[
    TITLE,
    SHORT,
    field("verb", Shape::Verb, "by, from or at"),
    field("kind", Shape::Choice(Choices::Kind), "what kind of step it is"),
    field("products", Shape::Products, "the products that it touches, with commas; none"),
    OWNER,
    BACKUP,
    TAGS,
    SEVERITY,
    field("certainty", Shape::Choice(Choices::Certainty), "how sure the date is"),
    field("opens", Shape::Day, "the first day on which it can be done"),
    field("repeat", Shape::Repeat, "how it recurs: yearly, every 3 months"),
    ROLL,
    field("zone", Shape::Zone, "the zone of its date"),
    field("calendar", Shape::Text, "the calendar of its rule"),
    CITATION,
    SOURCE,
    VERIFIED,
    VERIFIED_WHO,
    VERIFIED_AGAINST,
    VERIFIED_NOTE,
    VERIFY_EVERY,
    ALERTS,
    PENALTY,
    AUTHORITY,
    JURISDICTION,
    NOTES,
];

const CELL: &[Field] = &[
    field("owner", Shape::Person, "who answers for this obligation"),
    field("waiting", Shape::Text, "on whom it waits"),
    field("chase", Shape::Day, "the day to ask again"),
    field("closed", Shape::Day, "when it was done"),
    field("who", Shape::Person, "who did it, or carries the risk"),
    field("reason", Shape::Text, "why"),
    field("since", Shape::Day, "since when"),
    field("until", Shape::Day, "up to which day, inclusive"),
    field("evidence", Shape::Places, "paths or addresses"),
    field("due", Shape::Date, "its own date: an extension or licence; needs a reason"),
    field("approved.who", Shape::Person, "who approved"),
    field("approved.when", Shape::Day, "when"),
    field("acked.who", Shape::Person, "who has seen the alert"),
    field("acked.why", Shape::Text, "why it may wait"),
    field("acked.until", Shape::Day, "the last day of quiet"),
    field("note", Shape::Lines, "a remark"),
];

/// Returns the fields of a kind of record, in the order of a form. The user's own (`x-`) and `views.NAME` come besides.
#[must_use]
pub fn fields_of(record: &Record) -> &'static [Field] {
    match record {
        Record::File => FILE,
        Record::Product(_) => PRODUCT,
        Record::Regulation(_) => REGULATION,
        Record::Milestone { .. } => MILESTONE,
        Record::Cell { .. } => CELL,
    }
}
