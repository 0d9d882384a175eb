//! The moves of a date: from where to where, by how much, and whether in time.
//!
//! What lists, panes, `show`, `why` and JSON say of a move is said from here.

use chrono::NaiveDate;

use super::board::Board;
use super::dated::{CivilDate, Dated, days_between};
use super::obligation::{day_of, is_late};
use super::record::{Certainty, Move};

/// One move of a milestone's date.
#[derive(Clone, Copy, Debug)]
pub struct Shift<'a> {
    /// What the file says of it.
    pub step: &'a Move,
    /// Its place among the entries of `moved`, from 0.
    pub index: usize,
    /// The date before; none where the file gives none that can be read.
    pub old: Option<&'a Dated>,
    /// The date after: the next entry's, or the one that stands now; none where that entry gives none.
    pub new: Option<&'a Dated>,
    /// The day on which the change took legal effect or was announced, in the zone of the milestone's date.
    pub when: Option<NaiveDate>,
    /// Whether the old date had passed then.
    pub timing: Timing,
    /// Whether it is not a move but the end: the last entry of a withdrawn milestone.
    pub is_withdrawal: bool,
}

/// Whether a date was moved before it had passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// So many days before the old date's last safe day; 0: on that day.
    Ahead(i32),
    /// So many days after it, at least 1: the old date still counts for a breach.
    TooLate(i32),
    /// The file does not say enough, or nothing was due.
    Unsaid,
}

impl Timing {
    /// Returns it in words, behind a comma: `, 3 d before it was due`; empty where nothing can be said.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Ahead(0) => ", on its last day".into(),
            Self::Ahead(days) => format!(", {days} d before it was due"),
            Self::TooLate(days) => format!(", too late: {days} d after the old date"),
            Self::Unsaid => String::new(),
        }
    }
}

impl Shift<'_> {
    /// Returns the civil days from the old date to the new one, negative for an earlier one.
    ///
    /// Counted between the dates as the law prints them: a date on a closed day that rolls is not moved by that. None
    /// for a withdrawal, and where one of the two is not known to the day: from `2027-12` to `2027-12-02` nothing moved.
    #[must_use]
    pub fn days(&self) -> Option<i32> {
        if self.is_withdrawal {
            return None;
        }
        let days = match (self.old?.nominal?, self.new?.nominal?) {
            (CivilDate::Day(old), CivilDate::Day(new)) => days_between(old, new),
            (CivilDate::Coarse(_), _) | (_, CivilDate::Coarse(_)) => return None,
        };
        Some(days)
    }

    /// Returns what happened, in words: `moved +33 d`, `moved`, `withdrawn`.
    #[must_use]
    pub fn deed(&self) -> String {
        match self.days() {
            _ if self.is_withdrawal => "withdrawn".into(),
            Some(days) => format!("moved {days:+} d"),
            None => "moved".into(),
        }
    }
}

/// Returns the moves of a milestone's date, oldest first; of a series those of its base.
#[must_use]
pub fn moves_of(board: &Board, number: u32) -> Vec<Shift<'_>> {
    let milestone = board.records(number).1;
    let resolved = board.plan.moved.get(&number).map_or(&[][..], Vec::as_slice);
    let Some(own) = board.plan.dated.get(number as usize) else { return Vec::new() };
    let zone = board.zone_of(own);
    let last = milestone.moved.len().saturating_sub(1);
    let shift = |(index, step)| {
        let step: &Move = step;
        let old = resolved.get(index).and_then(Option::as_ref);
        let new = if index < last { resolved.get(index + 1).and_then(Option::as_ref) } else { Some(own) };
        Shift {
            step,
            index,
            old,
            new,
            when: step.when.as_ref().map(|when| day_of(&when.value, zone)),
            timing: timing(step, old, zone),
            is_withdrawal: index == last && own.certainty == Certainty::Withdrawn,
        }
    };
    milestone.moved.iter().enumerate().map(shift).collect()
}

/// Returns the last move of a milestone's date; none where it never moved, a withdrawal left aside.
#[must_use]
pub fn last_move(board: &Board, number: u32) -> Option<Shift<'_>> {
    if board.records(number).1.moved.is_empty() {
        return None;
    }
    moves_of(board, number).into_iter().rfind(|shift| !shift.is_withdrawal)
}

/// The same question as that of a breach: did the change come after the old date's last safe day?
fn timing(step: &Move, old: Option<&Dated>, zone: &super::zone::Zone) -> Timing {
    let said = || {
        let (old, when) = (old?, &step.when.as_ref()?.value);
        let days = days_between(old.last_day_in_time()?, day_of(when, zone));
        let came_too_late = is_late(old, when, zone)?;
        Some(if came_too_late { Timing::TooLate(days.max(1)) } else { Timing::Ahead(-days) })
    };
    said().unwrap_or(Timing::Unsaid)
}
