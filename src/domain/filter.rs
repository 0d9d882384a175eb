//! The filter language: `due<30d status:open product:edr owner:@legal "psur" -tag:draft`.
//!
//! Terms separated by a space must all hold; `or`, parentheses, and `-` or `not` combine them. A bare word is looked
//! for, in any case, in title, id, regulation, product, owner, tag and note.
//!
//! A milestone fits when one of its obligations fits: `status:`, `product:`, `vendor:`, `owner:` and `closed` are
//! judged on the same obligation, everything else on the milestone as its row shows it. Obligations that are `n/a`
//! are looked at only where the filter names no status, or names `n/a`.

mod complete;
mod eval;
mod facets;
mod parse;
mod values;

pub use complete::complete;

use super::board::{Board, Cell};
use super::record::{Certainty, Grade, Kind};
use super::rule::Span;
use super::status::Status;
use eval::Subject;
use facets::{Facet, Quality};

/// A filter, ready to be asked.
///
/// Bounds: parentheses and negations stand at most 32 deep in each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    root: Option<Expr>,
}

/// What a text gave: the filter of its good prefix, and what is wrong with the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The filter of everything before the problem.
    pub filter: Filter,
    /// What is wrong; none: all of the text was understood.
    pub problem: Option<Problem>,
}

/// Why the rest of a text is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The byte where the unused tail begins; the text's length where something is only not closed yet.
    pub at: usize,
    /// What was found.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

/// What a filter is asked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Who `@me` is.
    pub me: Option<String>,
}

impl Filter {
    /// Reads a text. Never fails: what cannot be read is left out, and said.
    #[must_use]
    pub fn parse(text: &str) -> Parsed {
        parse::parse(text)
    }

    /// Returns whether everything fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Returns whether it asks for `@me`.
    #[must_use]
    pub fn names_me(&self) -> bool {
        let is_me = |term: &Term| matches!(term, Term::Owner(owners) if owners.iter().any(|o| o == ME));
        self.root.as_ref().is_some_and(|root| root.any(&is_me))
    }

    /// Returns whether a milestone fits.
    #[must_use]
    pub fn matches(&self, board: &Board, milestone: u32, context: &Context) -> bool {
        let Some(root) = &self.root else { return true };
        let names_status = root.any(&|term| matches!(term, Term::Status(_)));
        let names_void =
            root.any(&|term| matches!(term, Term::Status(statuses) if statuses.contains(&Status::NotApplicable)));
        let cells = board.cells_of(milestone);
        let skips_void = names_status && !names_void && cells.iter().any(|cell| cell.status != Status::NotApplicable);
        let mut counted = cells.iter().filter(|cell| !skips_void || cell.status != Status::NotApplicable).peekable();
        if counted.peek().is_none() {
            return root.holds(&Subject::of_row(board, milestone, None, context));
        }
        if !root.any(&Term::is_about_cells) {
            return root.holds(&Subject::of_row(board, milestone, None, context));
        }
        counted.any(|cell| root.holds(&Subject::of_row(board, milestone, Some(cell), context)))
    }

    /// Returns whether one obligation fits.
    #[must_use]
    pub fn matches_cell(&self, board: &Board, cell: &Cell, context: &Context) -> bool {
        self.root.as_ref().is_none_or(|root| root.holds(&Subject::of_cell(board, cell, context)))
    }
}

/// The owner `@me`, as it stands in a term.
const ME: &str = "me";

/// A filter or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Term(Term),
}

impl Expr {
    fn any(&self, test: &dyn Fn(&Term) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.any(test)),
            Self::Not(inner) => inner.any(test),
            Self::Term(term) => test(term),
        }
    }

    fn holds(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(subject)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(subject)),
            Self::Not(inner) => !inner.holds(subject),
            Self::Term(term) => subject.fits(term),
        }
    }
}

/// One thing that must hold. Texts are in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Word(String),
    Day(DayField, Comparison, Operand),
    Status(Vec<Status>),
    Product(Vec<String>),
    Vendor(Vec<String>),
    Owner(Vec<String>),
    Tag(Vec<String>),
    Regulation(Vec<String>),
    Kind(Vec<Kind>),
    Certainty(Vec<Certainty>),
    Severity(Vec<Grade>),
    Note(Vec<String>),
    Has(Vec<Facet>),
    No(Vec<Facet>),
    Is(Vec<Quality>),
}

impl Term {
    /// Returns whether obligations of one milestone can differ in it.
    fn is_about_cells(&self) -> bool {
        match self {
            Self::Status(_) | Self::Product(_) | Self::Vendor(_) | Self::Owner(_) => true,
            Self::Day(field, ..) => *field == DayField::Closed,
            Self::Has(facets) | Self::No(facets) => facets.iter().any(|facet| facet.is_about_cells()),
            Self::Word(_)
            | Self::Tag(_)
            | Self::Regulation(_)
            | Self::Kind(_)
            | Self::Certainty(_)
            | Self::Severity(_)
            | Self::Note(_)
            | Self::Is(_) => false,
        }
    }
}

/// A field that holds a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayField {
    /// The last safe day; `at`: its date; coarse: the first day.
    Due,
    /// The first day on which the duty can be done.
    Opens,
    /// The day on which an obligation was done.
    Closed,
}

/// How a day is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Before,
    UpTo,
    On,
    From,
    After,
}

/// What a day is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operand {
    /// A day or a period: its first and last day.
    Days(chrono::NaiveDate, chrono::NaiveDate),
    /// So far from today, in the zone of the date.
    Span(Span, super::rule::Direction),
    /// A day that depends on today.
    Relative(Relative),
}

/// A day that depends on today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relative {
    Today,
    Tomorrow,
    EndOfMonth,
    EndOfQuarter,
    EndOfYear,
}

impl Relative {
    const ALL: [Self; 5] = [Self::Today, Self::Tomorrow, Self::EndOfMonth, Self::EndOfQuarter, Self::EndOfYear];

    fn word(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Tomorrow => "tomorrow",
            Self::EndOfMonth => "eom",
            Self::EndOfQuarter => "eoq",
            Self::EndOfYear => "eoy",
        }
    }
}

/// The name before a `:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Due,
    Opens,
    Closed,
    Changed,
    Status,
    Product,
    Vendor,
    Owner,
    Tag,
    Regulation,
    Kind,
    Certainty,
    Severity,
    Note,
    Has,
    No,
    Is,
}

impl Field {
    const ALL: [Self; 17] = [
        Self::Due,
        Self::Opens,
        Self::Closed,
        Self::Changed,
        Self::Status,
        Self::Product,
        Self::Vendor,
        Self::Owner,
        Self::Tag,
        Self::Regulation,
        Self::Kind,
        Self::Certainty,
        Self::Severity,
        Self::Note,
        Self::Has,
        Self::No,
        Self::Is,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Opens => "opens",
            Self::Closed => "closed",
            Self::Changed => "changed",
            Self::Status => "status",
            Self::Product => "product",
            Self::Vendor => "vendor",
            Self::Owner => "owner",
            Self::Tag => "tag",
            Self::Regulation => "regulation",
            Self::Kind => "kind",
            Self::Certainty => "certainty",
            Self::Severity => "severity",
            Self::Note => "note",
            Self::Has => "has",
            Self::No => "no",
            Self::Is => "is",
        }
    }

    fn holds_a_day(self) -> bool {
        matches!(self, Self::Due | Self::Opens | Self::Closed | Self::Changed)
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }
}

#[cfg(test)]
mod tests;
