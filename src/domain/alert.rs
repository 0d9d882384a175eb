//! Alerts: which obligations have come so near that their reminder ladder speaks, and since when.
//!
//! Nothing here remembers anything: what was told already is [`Memory`]'s.

mod memory;

pub use memory::{MOST, Memory, News};

use chrono::{DateTime, TimeDelta, Utc};

use super::board::{Board, Cell};
use super::dated::{Dated, day_at, moment_at};
use super::obligation::is_over;
use super::plan::instant_of;
use super::record::Certainty;
use super::rule::{Direction, Span, Unit};
use super::status::Acked;
use super::zone::Zone;

/// What stands within its reminder ladder at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The live obligations that a threshold has reached, in the order of [`Board::cells`].
    pub reached: Vec<Reached>,
    /// When that changes next by itself; none: never.
    pub next: Option<DateTime<Utc>>,
}

/// A live obligation that a threshold has reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Its place in [`Board::cells`].
    pub cell: u32,
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
/// An acknowledgement that holds keeps the ladder quiet, never the passing of the deadline; when it ends, that counts as
/// a threshold that is crossed.
#[must_use]
pub fn survey(board: &Board, ladder: &[Span], now: DateTime<Utc>) -> Survey {
    let mut survey = Survey::default();
    let mut steps: Option<Steps<'_>> = None;
    for (place, cell) in (0u32..).zip(&board.cells) {
        if !cell.is_live {
            continue;
        }
        let dated = board.dated_of_cell(cell);
        if !steps.as_ref().is_some_and(|steps| steps.are_of(cell.milestone, dated)) {
            steps = Some(Steps::of((board, now), cell.milestone, dated, ladder));
        }
        if let Some(steps) = &steps {
            look((board, now), (place, cell), steps, &mut survey);
        }
    }
    survey
}

/// The thresholds of one date. Obligations of a milestone stand together, and most have its date.
struct Steps<'a> {
    milestone: u32,
    dated: &'a Dated,
    /// The last that has come.
    come: Option<DateTime<Utc>>,
    /// The first to come.
    next: Option<DateTime<Utc>>,
    /// When a final deadline has passed, if it has.
    passed: Option<DateTime<Utc>>,
}

impl<'a> Steps<'a> {
    fn of((board, now): (&Board, DateTime<Utc>), milestone: u32, dated: &'a Dated, ladder: &[Span]) -> Self {
        let own = board.inherited(milestone).get(|common| common.alerts.as_deref());
        let ladder = own.or(board.file.alerts.as_deref()).unwrap_or(ladder);
        let passes = dated.passes_at.filter(|_| dated.certainty == Certainty::Final);
        let mut steps = Self { milestone, dated, come: None, next: None, passed: None };
        let moments = ladder.iter().filter_map(|span| threshold(board, milestone, dated, *span));
        for moment in moments {
            if moment <= now {
                steps.come = steps.come.max(Some(moment));
            } else {
                steps.next = sooner(steps.next, Some(moment));
            }
        }
        match passes {
            Some(at) if at <= now => steps.passed = Some(at),
            Some(at) => steps.next = sooner(steps.next, Some(at)),
            None => {}
        }
        steps
    }

    fn are_of(&self, milestone: u32, dated: &Dated) -> bool {
        self.milestone == milestone && std::ptr::eq(self.dated, dated)
    }
}

/// Returns the moment at which a step of a ladder begins; none without a date or a calendar.
fn threshold(board: &Board, milestone: u32, dated: &Dated, span: Span) -> Option<DateTime<Utc>> {
    if span.unit == Unit::Hours {
        return moment_at(dated.instant?, span.amount, Direction::Before);
    }
    let due = dated.due_day()?;
    let day = if span.unit == Unit::BusinessDays {
        board.calendar(milestone)?.counted(due, span.amount, Direction::Before)?
    } else {
        day_at(due, span, Direction::Before)?
    };
    Some(board.zone_of(dated).start_of_day(day))
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
        survey.reached.push(Reached { cell: place, at, instant, acked });
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
