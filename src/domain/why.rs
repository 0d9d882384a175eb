//! Why a date is what it is, step by step. Made anew each time it is asked, never kept.
//!
//! In this order: what is written in the file, at the far end of the chain; each rule from there, with the closed days
//! that it skips, where it rolls, and what the clocks do at its time; how certain all of it is; zone, instant, last safe
//! day; earlier dates; and what hangs on the date.

mod chain;
mod clocks;
mod counted;
mod earlier;
mod ends;

use chrono::NaiveDate;

use super::board::{Board, Cell};
use super::date::long_day;
use super::dated::Dated;
use super::finding::Place;

pub use counted::{Anchored, by_hand, closed_between, roll as rolled};

/// The most closed days that one count lists; behind it they are summed up.
pub const MOST_CLOSED: usize = 12;

/// The most milestones that are listed as hanging on a date.
pub const MOST_HANGING: usize = 20;

/// How a date comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// `REGULATION/MILESTONE[@NOMINAL][:PRODUCT]`.
    pub address: String,
    /// What the file says: `by: 10 business days before no-new-agreements`.
    pub written: String,
    /// The date.
    pub dated: Dated,
    /// The calendar by which it is counted and rolled; none: the one that is named is not there.
    pub calendar: Option<String>,
    /// How it comes about.
    pub steps: Vec<Step>,
}

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// What the file says.
    Written,
    /// A series and which of its occurrences.
    Series,
    /// A rule, in words.
    Rule,
    /// One of several rules of which the earliest counts.
    Limb,
    /// What the clocks do at a local time, and which moment is taken.
    Clock,
    /// A closed day that is not counted, or from which a date rolls.
    Closed,
    /// Where a count ends.
    Counted,
    /// Whether and where a date rolls.
    Roll,
    /// Why there is no date.
    Missing,
    /// That closed days are expected rather than known.
    Projected,
    /// How sure it is.
    Certainty,
    /// In which zone it is dated.
    Zone,
    /// The instant.
    Moment,
    /// The last safe day.
    LastSafeDay,
    /// An earlier date.
    Moved,
    /// What is counted from it.
    Hangs,
}

impl What {
    /// Returns the words beside a step.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Series => "series",
            Self::Rule => "rule",
            Self::Limb => "one of",
            Self::Clock => "clocks",
            Self::Closed => "closed",
            Self::Counted => "counted",
            Self::Roll => "roll",
            Self::Missing => "no date",
            Self::Projected => "projected",
            Self::Certainty => "certainty",
            Self::Zone => "zone",
            Self::Moment => "instant",
            Self::LastSafeDay => "last safe day",
            Self::Moved => "moved",
            Self::Hangs => "hangs on it",
        }
    }
}

/// One step: a day, where it has one, and a sentence that does not repeat it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is about.
    pub what: What,
    /// Its day.
    pub day: Option<NaiveDate>,
    /// The sentence.
    pub text: String,
}

impl Step {
    /// Makes a step.
    #[must_use]
    pub fn new(what: What, day: Option<NaiveDate>, text: impl Into<String>) -> Self {
        Self { what, day, text: text.into() }
    }
}

/// Explains a milestone's date; of a series that of the occurrence that its row shows.
#[must_use]
pub fn why(board: &Board, milestone: u32) -> Explanation {
    let occurrence = board.occurrence(milestone);
    let end = chain::End { number: milestone, n: occurrence.map(|o| o.n as usize), own: None };
    let at = occurrence.and_then(|o| o.nominal).map(|day| format!("@{day}")).unwrap_or_default();
    explain(board, &end, format!("{}{at}", board.address(milestone)))
}

/// Explains the date that counts for an obligation: its own `due`, else its occurrence's or its milestone's.
#[must_use]
pub fn why_cell(board: &Board, cell: &Cell) -> Explanation {
    let end = end_of_cell(board, cell);
    explain(board, &end, board.address_of_cell(cell))
}

fn end_of_cell<'a>(board: &'a Board, cell: &Cell) -> chain::End<'a> {
    let due = board.record(cell).and_then(|record| record.detail(|details| details.due.as_ref()));
    let own = board.own_date(cell).zip(due.map(|due| &**due));
    let n = board.occurrence_of_cell(cell).map(|occurrence| occurrence.n as usize);
    chain::End { number: cell.milestone, n, own }
}

fn explain(board: &Board, end: &chain::End<'_>, address: String) -> Explanation {
    let links = chain::links(board, end);
    let dated = links.last().map_or_else(|| board.dated(end.number).clone(), |link| link.dated.clone());
    let mut steps = Vec::new();
    chain::tell(board, &links, &mut steps);
    ends::tell(board, &links, &dated, &mut steps);
    if end.own.is_none() {
        ends::moves(board, end.number, &mut steps);
        earlier::followed(board, end.number, &mut steps);
        ends::hanging(board, end.number, end.n, &mut steps);
    }
    let written = links.last().map(|link| link.written(board)).unwrap_or_default();
    let calendar = board.calendar(end.number).map(|calendar| calendar.id().to_string());
    Explanation { address, written, dated, calendar, steps }
}

/// Tells the chain alone of the date from which somebody counts by hand: of a milestone, or of one of its obligations.
#[must_use]
pub fn chain_of(board: &Board, milestone: u32, cell: Option<&Cell>) -> Vec<Step> {
    let n = board.occurrence(milestone).map(|occurrence| occurrence.n as usize);
    let end = match cell {
        Some(cell) => end_of_cell(board, cell),
        None => chain::End { number: milestone, n, own: None },
    };
    let mut steps = Vec::new();
    chain::tell(board, &chain::links(board, &end), &mut steps);
    steps
}

/// Says from which day a date rolled, with the name of that day where it has one: `Sat 4 Jul 2026 (Independence Day)`.
#[must_use]
pub fn rolled_from(board: &Board, milestone: u32, dated: &Dated) -> Option<String> {
    let nominal = dated.rolled_from()?;
    let name = board.calendar(milestone).and_then(|calendar| calendar.holiday(nominal));
    let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
    Some(format!("{}{name}", long_day(nominal)))
}

/// Returns the line, from 1, in which a place of the file begins.
fn line_of(board: &Board, place: Place) -> usize {
    let start = usize::try_from(place.start).unwrap_or(usize::MAX);
    let head = board.file.text.as_bytes().iter().take(start);
    head.filter(|byte| **byte == b'\n').count() + 1
}
