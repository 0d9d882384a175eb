//! Alerts: which obligations, and milestones that have none, have come so near that their reminder ladder speaks, and
//! since when.
//!
//! Nothing here remembers anything: what was told already is [`Memory`]'s.

mod memory;
mod steps;

use self::steps::{Moment, Steps};
pub use memory::{MOST, Memory, News};

use chrono::{DateTime, TimeDelta, Utc};

use super::band::Band;
use super::board::{Board, Cell, Countdown, Row};
use super::dated::Dated;
use super::obligation::is_over;
use super::plan::instant_of;
use super::rule::Span;
use super::status::Acked;
use super::zone::Zone;

/// What stands within its reminder ladder at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// What a threshold has reached: the live obligations in the order of [`Board::cells`], behind them the milestones.
    pub reached: Vec<Reached>,
    /// When that changes next by itself; none: never.
    pub next: Option<DateTime<Utc>>,
}

/// What can alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An obligation: its place in [`Board::cells`].
    Cell(u32),
    /// A milestone without obligations, by its number: an event, `products: []`, or a selector that takes in nothing.
    Milestone(u32),
}

impl Subject {
    /// Returns the milestone's number; none where the board has no such thing.
    #[must_use]
    pub fn milestone(self, board: &Board) -> Option<u32> {
        match self {
            Self::Cell(_) => self.cell(board).map(|cell| cell.milestone),
            Self::Milestone(number) => board.row(number).map(|_| number),
        }
    }

    /// Returns the obligation; none where it is none.
    #[must_use]
    pub fn cell(self, board: &Board) -> Option<&Cell> {
        match self {
            Self::Cell(place) => board.cells.get(place as usize),
            Self::Milestone(_) => None,
        }
    }

    /// Returns its occurrence in [`Board::occurrences`].
    #[must_use]
    pub fn occurrence(self, board: &Board) -> Option<u32> {
        match self {
            Self::Cell(_) => self.cell(board)?.occurrence,
            Self::Milestone(number) => board.row(number)?.occurrence,
        }
    }

    /// Returns its band and its countdown.
    #[must_use]
    pub fn standing(self, board: &Board) -> Option<(Band, Countdown)> {
        match self {
            Self::Cell(_) => self.cell(board).map(|cell| (cell.band, cell.countdown)),
            Self::Milestone(number) => board.row(number).map(|row| (row.band, row.countdown)),
        }
    }

    /// Returns its date.
    #[must_use]
    pub fn dated(self, board: &Board) -> Option<&Dated> {
        match self {
            Self::Cell(_) => self.cell(board).map(|cell| board.dated_of_cell(cell)),
            Self::Milestone(number) => board.row(number).map(|_| board.dated(number)),
        }
    }

    /// Returns whether it is still owed, or still to come.
    #[must_use]
    pub fn is_live(self, board: &Board) -> bool {
        match self {
            Self::Cell(_) => self.cell(board).is_some_and(|cell| cell.is_live),
            Self::Milestone(number) => board.row(number).is_some_and(is_to_come),
        }
    }

    /// Returns its address: `REGULATION/MILESTONE[@NOMINAL][:PRODUCT]`.
    #[must_use]
    pub fn address(self, board: &Board) -> Option<String> {
        match self {
            Self::Cell(_) => self.cell(board).map(|cell| board.address_of_cell(cell)),
            Self::Milestone(number) => {
                board.row(number)?;
                let nominal = board.occurrence(number).and_then(|occurrence| occurrence.nominal);
                let at = nominal.map(|day| format!("@{day}")).unwrap_or_default();
                Some(format!("{}{at}", board.address(number)))
            }
        }
    }
}

/// Returns whether a milestone has no obligations and is to come, or overdue all the same.
fn is_to_come(row: &Row) -> bool {
    row.cells.is_empty() && !matches!(row.band, Band::Closed | Band::Passed)
}

/// An obligation, or a milestone without one, that a threshold has reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// What it is.
    pub subject: Subject,
    /// Since when: the nearest threshold that has come, or the end of an acknowledgement after it.
    pub at: DateTime<Utc>,
    /// The first moment that is too late.
    pub instant: DateTime<Utc>,
    /// The acknowledgement that holds and does not cover this, as text: the deadline itself has passed.
    pub acked: Option<Box<str>>,
}

/// Returns what stands within its reminder ladder at `now`, which is the board's moment or a little later.
///
/// The ladder is that of the milestone, else of its regulation, else of the file, else `ladder`.
/// Days and longer are counted from the last safe day and begin with the day in the zone of the date; hours from the
/// instant. That a final deadline has passed counts as a threshold of every ladder.
///
/// A milestone without obligations has its ladder too; that it passes counts where it is overdue then.
///
/// An acknowledgement that holds keeps the ladder quiet, never the passing of the deadline; when it ends, that counts as
/// a threshold that is crossed.
#[must_use]
pub fn survey(board: &Board, ladder: &[Span], now: DateTime<Utc>) -> Survey {
    let mut survey = Survey::default();
    let mut moment = Moment::new(board, ladder, now);
    let mut steps: Option<Steps<'_>> = None;
    for (place, cell) in (0u32..).zip(&board.cells) {
        if !cell.is_live {
            continue;
        }
        let dated = board.dated_of_cell(cell);
        if !steps.as_ref().is_some_and(|steps| steps.are_of(cell.milestone, dated)) {
            steps = Some(Steps::of(&mut moment, cell.milestone, dated));
        }
        if let Some(steps) = &steps {
            look((board, now), (place, cell), steps, &mut survey);
        }
    }
    for (number, row) in (0u32..).zip(&board.rows).filter(|(_, row)| is_to_come(row)) {
        let steps = Steps::of(&mut moment, number, board.dated(number));
        survey.next = sooner(survey.next, steps.next);
        let passed = steps.passed.filter(|_| row.band == Band::Overdue);
        if let (Some(at), Some(instant)) = (steps.come.max(passed), steps.dated.instant) {
            survey.reached.push(Reached { subject: Subject::Milestone(number), at, instant, acked: None });
        }
    }
    survey
}

fn look((board, now): (&Board, DateTime<Utc>), (place, cell): (u32, &Cell), steps: &Steps<'_>, survey: &mut Survey) {
    survey.next = sooner(survey.next, steps.next);
    let Some(instant) = steps.dated.instant else { return };
    let zone = board.zone_of(steps.dated);
    let acked = board.record(cell).and_then(|record| record.detail(|details| details.acked.as_deref()));
    let holds = acked.filter(|acked| !is_ended(acked, zone, now));
    let end = acked.and_then(|acked| end_of(acked, zone));
    let (at, acked) = match (holds, steps.passed) {
        (None, passed) => (steps.come.max(passed).map(|at| end.map_or(at, |end| at.max(end))), None),
        (Some(acked), Some(passed)) => (Some(passed), Some(said(acked))),
        (Some(_), None) => (None, None),
    };
    if holds.is_some() {
        survey.next = sooner(survey.next, end);
    }
    if let Some(at) = at {
        survey.reached.push(Reached { subject: Subject::Cell(place), at, instant, acked });
    }
}

fn sooner(one: Option<DateTime<Utc>>, other: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    one.into_iter().chain(other).min()
}

/// Returns whether an acknowledgement holds no more; one without an end holds for ever.
fn is_ended(acked: &Acked, zone: &Zone, now: DateTime<Utc>) -> bool {
    acked.until.as_ref().is_some_and(|until| is_over(&until.value, zone, now))
}

/// Returns the first moment after an acknowledgement: its last day is inclusive.
fn end_of(acked: &Acked, zone: &Zone) -> Option<DateTime<Utc>> {
    let until = &acked.until.as_ref()?.value;
    Some(match until {
        super::date::Point::Day(day) => zone.end_of_day(*day),
        super::date::Point::Local(..) | super::date::Point::Moment(..) => instant_of(until, zone),
    })
}

/// Returns an acknowledgement as text: another one reads otherwise.
fn said(acked: &Acked) -> Box<str> {
    let until = acked.until.as_ref().map(|until| format!("{:?}", until.value)).unwrap_or_default();
    let part = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_string();
    format!("{until} {} {}", part(&acked.who), part(&acked.why)).into()
}

/// How long what is not reached any more is remembered: a clock that was set by a month is set back in that time.
pub(super) const REMEMBERED: TimeDelta = TimeDelta::days(60);
