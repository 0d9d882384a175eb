//! What an incident clock sets going: every date that comes of it, and whether somebody owes something by it.

use crate::domain::board::{Board, Cell, Countdown};
use crate::domain::date::Verb;
use crate::domain::dated::Dated;

/// A date that comes of a clock.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The milestone.
    pub milestone: u32,
    /// The obligation whose own date it is (`due`); none: it is the milestone's.
    pub cell: Option<&'a Cell>,
    /// The date.
    pub dated: &'a Dated,
    /// How much time there is.
    pub left: Countdown,
    /// Whether something is owed by it: no event, and not done or not applicable for all it touches.
    pub is_owed: bool,
}

impl<'a> Run<'a> {
    fn of(after: &'a Board, milestone: u32, (cell, dated): (Option<&'a Cell>, &'a Dated), is_owed: bool) -> Self {
        let left = Countdown {
            instant: dated.instant,
            days_left: dated.days_left(after.zone_of(dated).day_of(after.now)),
            is_passed: dated.is_passed(after.now),
        };
        Self { milestone, cell, dated, left, is_owed }
    }
}

/// Returns the dates that are others once a clock was started, in the file's order; without that of the clock itself.
#[must_use]
pub fn runs<'a>(before: &Board, after: &'a Board, clock: u32) -> Vec<Run<'a>> {
    let differs = |old: Option<&Dated>, new: &Dated| {
        old.is_none_or(|old| (old.instant, &old.missing) != (new.instant, &new.missing))
    };
    let mut all = Vec::new();
    for milestone in (0u32..).take(after.rows.len()) {
        let dated = after.dated(milestone);
        let cells = after.cells_of(milestone);
        if milestone != clock && differs(Some(before.dated(milestone)), dated) {
            let is_by_it = |cell: &Cell| cell.is_live && after.own_date(cell).is_none();
            let is_owed = dated.verb != Verb::At && cells.iter().any(is_by_it);
            all.push(Run::of(after, milestone, (None, dated), is_owed));
        }
        for cell in cells {
            let Some(own) = after.own_date(cell) else { continue };
            let nominal = after.occurrence_of_cell(cell).and_then(|occurrence| occurrence.nominal);
            let then = before.cell_at(milestone, nominal, after.product(cell).id.as_str());
            if differs(then.and_then(|then| before.own_date(then)), own) {
                all.push(Run::of(after, milestone, (Some(cell), own), cell.is_live));
            }
        }
    }
    all
}
