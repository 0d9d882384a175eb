//! The words that each field takes, and the dates and spans of the fields that hold a day.

use super::{Comparison, DayField, Facet, Field, Operand, Quality, Relative, Term};
use crate::domain::date::{Point, When, parse_when};
use crate::domain::record::{Certainty, Grade, Kind};
use crate::domain::rule::{Direction, parse_span};
use crate::domain::status::Status;
use crate::domain::suggest::did_you_mean;

/// What is wrong with a value, and what to do.
pub(super) struct Wrong {
    pub message: String,
    pub hint: String,
}

impl Wrong {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// Returns the words that a field takes; empty where it takes any text.
pub(super) fn words_of(field: Field) -> Vec<&'static str> {
    match field {
        Field::Status => Status::ALL.iter().map(|s| s.word()).collect(),
        Field::Kind => Kind::ALL.iter().map(|k| k.word()).collect(),
        Field::Certainty => Certainty::ALL.iter().map(|c| c.word()).collect(),
        Field::Severity => Grade::ALL.iter().map(|g| g.word()).collect(),
        Field::Has | Field::No => Facet::ALL.iter().map(|f| f.word()).collect(),
        Field::Is => Quality::ALL.iter().map(|n| n.word()).collect(),
        Field::Due | Field::Opens | Field::Closed | Field::Changed => {
            Relative::ALL.iter().map(|r| r.word()).chain(["7d", "30d", "90d"]).collect()
        }
        Field::Product | Field::Vendor | Field::Owner | Field::Tag | Field::Regulation | Field::Note => Vec::new(),
    }
}

/// Makes the term of a field that takes words.
pub(super) fn term_of(field: Field, values: &[String]) -> Result<Term, Wrong> {
    let texts = || values.iter().map(|v| v.to_lowercase()).collect();
    Ok(match field {
        Field::Status => Term::Status(known(field, values, &Status::ALL, Status::word)?),
        Field::Kind => Term::Kind(known(field, values, &Kind::ALL, Kind::word)?),
        Field::Certainty => Term::Certainty(known(field, values, &Certainty::ALL, Certainty::word)?),
        Field::Severity => Term::Severity(known(field, values, &Grade::ALL, Grade::word)?),
        Field::Has => Term::Has(known(field, values, &Facet::ALL, Facet::word)?),
        Field::No => Term::No(known(field, values, &Facet::ALL, Facet::word)?),
        Field::Is => Term::Is(known(field, values, &Quality::ALL, Quality::word)?),
        Field::Product => Term::Product(texts()),
        Field::Vendor => Term::Vendor(texts()),
        Field::Owner => Term::Owner(values.iter().map(|v| v.trim_start_matches('@').to_lowercase()).collect()),
        Field::Tag => Term::Tag(texts()),
        Field::Regulation => Term::Regulation(texts()),
        Field::Note => Term::Note(texts()),
        Field::Due | Field::Opens | Field::Closed | Field::Changed => {
            let [only] = values else {
                return Err(Wrong::new(format!("'{}' takes one date", field.word()), "join two with 'or'"));
            };
            return day_term(field, None, only);
        }
    })
}

fn known<T: Copy>(field: Field, values: &[String], all: &[T], word: fn(T) -> &'static str) -> Result<Vec<T>, Wrong> {
    let find = |value: &String| {
        let lower = value.to_lowercase();
        all.iter().copied().find(|&one| word(one) == lower).ok_or_else(|| {
            let words: Vec<&str> = all.iter().map(|&one| word(one)).collect();
            let near = did_you_mean(&lower, words.iter().copied());
            let hint = if near.is_empty() { format!("one of {}", words.join(", ")) } else { near };
            Wrong::new(format!("'{}:' does not know '{value}'", field.word()), hint)
        })
    };
    values.iter().map(find).collect()
}

/// Makes the term of a field that holds a day; no comparison: a `:`.
///
/// A `:` means "on" or "in" before a day or period, and "no later than" before a span or the end of a period.
pub(super) fn day_term(field: Field, comparison: Option<Comparison>, value: &str) -> Result<Term, Wrong> {
    let fields = [(Field::Due, DayField::Due), (Field::Opens, DayField::Opens), (Field::Closed, DayField::Closed)];
    let Some((_, field)) = fields.into_iter().find(|(name, _)| *name == field) else {
        return Err(Wrong::new(
            "'changed' is not available yet: it needs the journal",
            "leave it out; 'due', 'opens' and 'closed' take dates",
        ));
    };
    let operand = operand(value)?;
    let by_itself = match operand {
        Operand::Days(..) | Operand::Relative(Relative::Today | Relative::Tomorrow) => Comparison::On,
        Operand::Span(..) | Operand::Relative(_) => Comparison::UpTo,
    };
    Ok(Term::Day(field, comparison.unwrap_or(by_itself), operand))
}

fn operand(value: &str) -> Result<Operand, Wrong> {
    let lower = value.to_lowercase();
    if let Some(relative) = Relative::ALL.into_iter().find(|r| r.word() == lower) {
        return Ok(Operand::Relative(relative));
    }
    let (direction, amount) = match lower.strip_prefix('-') {
        Some(rest) => (Direction::Before, rest),
        None => (Direction::After, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    if let Ok(span) = parse_span(amount) {
        return Ok(Operand::Span(span, direction));
    }
    let is_year_first = value.len() >= 4 && value.chars().take(4).all(|c| c.is_ascii_digit());
    match parse_when(&value.replace('q', "Q")) {
        Ok(When::Coarse(coarse)) => Ok(Operand::Days(coarse.first_day(), coarse.last_day())),
        Ok(When::Point(Point::Day(day))) => Ok(Operand::Days(day, day)),
        Err(e) if is_year_first => Err(Wrong::new(
            format!("'{value}' is not a date"),
            format!("{}; write YYYY-MM-DD, YYYY-MM, YYYY-Q4, YYYY, 30d or today", e.label),
        )),
        Ok(_) | Err(_) => Err(not_a_date(value)),
    }
}

fn not_a_date(value: &str) -> Wrong {
    let near = did_you_mean(&value.to_lowercase(), Relative::ALL.iter().map(|r| r.word()));
    let hint = if near.is_empty() {
        "write 30d, 2026-12-31, 2026-12, 2026-Q4, 2026, today, eom, eoq or eoy".into()
    } else {
        near
    };
    Wrong::new(format!("'{value}' is neither a date nor a span"), hint)
}
