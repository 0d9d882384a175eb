//! Rules: `20 days after eu-cra/published`, `same day as hearing`.

use std::fmt;

use chrono::NaiveDate;

use super::finding::Place;
use super::id::Id;

/// A unit of a rule or of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Sixty minutes each, whatever the clocks do.
    Hours,
    /// Civil days.
    Days,
    /// Open days of a calendar.
    BusinessDays,
    /// Seven civil days.
    Weeks,
    /// Months; the day number is kept or clamped.
    Months,
    /// Three months.
    Quarters,
    /// Twelve months.
    Years,
}

impl Unit {
    /// Every unit, smallest first.
    pub const ALL: [Self; 7] =
        [Self::Hours, Self::Days, Self::BusinessDays, Self::Weeks, Self::Months, Self::Quarters, Self::Years];

    /// Returns the word for several of it.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::BusinessDays => "business days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Quarters => "quarters",
            Self::Years => "years",
        }
    }

    /// Returns the word for one of it.
    #[must_use]
    pub fn singular(self) -> &'static str {
        match self {
            Self::Hours => "hour",
            Self::Days => "day",
            Self::BusinessDays => "business day",
            Self::Weeks => "week",
            Self::Months => "month",
            Self::Quarters => "quarter",
            Self::Years => "year",
        }
    }

    /// Returns the letters of the short form.
    #[must_use]
    pub fn letters(self) -> &'static str {
        match self {
            Self::Hours => "h",
            Self::Days => "d",
            Self::BusinessDays => "bd",
            Self::Weeks => "w",
            Self::Months => "m",
            Self::Quarters => "q",
            Self::Years => "y",
        }
    }
}

/// A number of units: `30 days`, `30d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// From 0 in a filter, from 1 elsewhere; at most [`Span::MOST`].
    pub amount: u32,
    /// What is counted.
    pub unit: Unit,
}

impl Span {
    /// The largest amount: it keeps every sum inside the calendar's reach of an `i64`.
    pub const MOST: u32 = 1_000_000;
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.amount == 1 { self.unit.singular() } else { self.unit.plural() };
        write!(f, "{} {word}", self.amount)
    }
}

/// Reads `30d`, `30 days`, `10 business days`, `10bd`.
///
/// # Errors
///
/// Says what is wrong with the text and how to write it.
pub fn parse_span(text: &str) -> Result<Span, RuleError> {
    let text = text.trim();
    let wrong = |label: &str| RuleError {
        message: format!("'{text}' is not a span of time"),
        label: label.into(),
        hint: "write a number and a unit: 30d, 10bd, 6m, or 30 days".into(),
    };
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = (text.get(..digits).unwrap_or_default(), text.get(digits..).unwrap_or_default().trim());
    if number.is_empty() {
        return Err(wrong("it begins with a whole number"));
    }
    let amount: u32 =
        number.parse().ok().filter(|&n| n <= Span::MOST).ok_or_else(|| wrong("the number is too large"))?;
    let found = Unit::ALL.into_iter().find(|u| unit == u.letters() || unit == u.plural() || unit == u.singular());
    match found {
        Some(unit) => Ok(Span { amount, unit }),
        None if unit.starts_with("min") => Err(wrong("there are no minutes; m is months")),
        None if unit.is_empty() => Err(wrong("the unit is missing")),
        None => Err(wrong("units are h, d, bd, w, m, q, y")),
    }
}

/// Which way a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Towards the past.
    Before,
    /// Towards the future.
    After,
}

/// What a rule counts from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The regulation; none: that of the rule.
    pub regulation: Option<Id>,
    /// The milestone.
    pub milestone: Id,
    /// The nominal date of an occurrence.
    pub occurrence: Option<NaiveDate>,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(regulation) = &self.regulation {
            write!(f, "{regulation}/")?;
        }
        write!(f, "{}", self.milestone)?;
        self.occurrence.map_or(Ok(()), |day| write!(f, "@{day}"))
    }
}

/// A date that is counted from another milestone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// How far, and which way; none: the same day.
    pub offset: Option<(Span, Direction)>,
    /// What it counts from.
    pub anchor: Anchor,
    /// Where the rule stands in the text; set by the reader of the file.
    pub place: Place,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.offset {
            None => write!(f, "same day as {}", self.anchor),
            Some((span, direction)) => {
                let word = match direction {
                    Direction::Before => "before",
                    Direction::After => "after",
                };
                write!(f, "{span} {word} {}", self.anchor)
            }
        }
    }
}

/// Why a text is not a rule or a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// What was found.
    pub message: String,
    /// A few words beside the caret.
    pub label: String,
    /// What to do.
    pub hint: String,
}

/// Returns whether a text is meant as a rule rather than as a date.
#[must_use]
pub fn looks_like_a_rule(text: &str) -> bool {
    text.starts_with("same day as")
        || text.split_whitespace().any(|word| matches!(word, "before" | "after"))
        || text.starts_with("earliest of")
}

/// Reads a rule.
///
/// # Errors
///
/// Says what is wrong with the text and how to write it.
pub fn parse_rule(text: &str) -> Result<Rule, RuleError> {
    let text = text.trim();
    let wrong = |label: String| RuleError {
        message: format!("'{text}' is not a rule"),
        label,
        hint: "write it as '30 days after MILESTONE' or 'same day as MILESTONE'".into(),
    };
    if text.starts_with("earliest of") {
        return Err(RuleError {
            message: format!("'{text}' is not a rule"),
            label: "the earliest of several is written as a list".into(),
            hint: "write it as [4 hours after classified, 24 hours after aware]".into(),
        });
    }
    let (offset, anchor) = if let Some(anchor) = text.strip_prefix("same day as ") {
        (None, anchor)
    } else {
        let (span, direction, anchor) = if let Some((span, anchor)) = text.split_once(" after ") {
            (span, Direction::After, anchor)
        } else if let Some((span, anchor)) = text.split_once(" before ") {
            (span, Direction::Before, anchor)
        } else {
            return Err(wrong("an amount, 'before' or 'after', and a milestone".into()));
        };
        let span = parse_span(span).map_err(|e| wrong(e.label))?;
        if span.amount == 0 {
            return Err(wrong("amounts begin at 1".into()));
        }
        (Some((span, direction)), anchor)
    };
    let anchor = parse_anchor(anchor.trim()).map_err(|label| match super::date::parse_day(anchor.trim()) {
        Err(_) => wrong(label),
        Ok(day) => RuleError {
            hint: format!("'duewatch date \"{text}\"' computes the day; write that"),
            ..wrong(format!("a rule counts from a milestone, not from a day: {day}"))
        },
    })?;
    Ok(Rule { offset, anchor, place: Place::default() })
}

fn parse_anchor(text: &str) -> Result<Anchor, String> {
    let (path, occurrence) = match text.split_once('@') {
        Some((path, day)) => {
            let day = super::date::parse_day(day).map_err(|e| e.message)?;
            (path, Some(day))
        }
        None => (text, None),
    };
    let (regulation, milestone) = match path.split_once('/') {
        Some((regulation, milestone)) => (Some(regulation), milestone),
        None => (None, path),
    };
    let id = |part: &str| Id::new(part).map_err(|e| format!("'{part}' is not an id: {e}"));
    Ok(Anchor { regulation: regulation.map(id).transpose()?, milestone: id(milestone)?, occurrence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_written_back() {
        for text in [
            "20 days after eu-cra/published",
            "10 business days before no-new-agreements",
            "72 hours after incident",
            "1 month after a/b@2027-04-15",
            "same day as hearing",
        ] {
            let rule = parse_rule(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert_eq!(rule.to_string(), text);
        }
        assert_eq!(parse_rule("30d after a").map(|r| r.to_string()), Ok("30 days after a".into()));
    }

    #[test]
    fn wrong_rules_say_why() {
        let label = |text: &str| parse_rule(text).map_or_else(|e| e.label, |r| panic!("{r}"));
        assert_eq!(label("0 days after a"), "amounts begin at 1");
        assert_eq!(label("30 minutes after a"), "there are no minutes; m is months");
        assert_eq!(label("some days after a"), "it begins with a whole number");
        assert!(label("3 days after A B").starts_with("'A B' is not an id"));
        assert_eq!(label("3 days after 2027-01-04"), "a rule counts from a milestone, not from a day: 2027-01-04");
        assert_eq!(label("9999999999 days after a"), "the number is too large");
    }

    #[test]
    fn spans_have_two_forms() {
        assert_eq!(parse_span("90d"), Ok(Span { amount: 90, unit: Unit::Days }));
        assert_eq!(parse_span("10 business days"), Ok(Span { amount: 10, unit: Unit::BusinessDays }));
        assert_eq!(parse_span("6m").map(|s| s.to_string()), Ok("6 months".into()));
    }
}
