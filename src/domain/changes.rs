//! What changed lately, as far as the file says: what was done, moved, accepted and compared.
//!
//! The wall and `--plain=wall` say the same from here. The journal is not asked: others write into the file too.

use std::ops::ControlFlow;

use chrono::{NaiveDate, TimeDelta};

use super::board::Board;
use super::dated::CivilDate;
use super::moves::moves_of;
use super::obligation::day_of;
use super::outlook::plain_day;
use super::record::Verified;
use super::status::Status;

/// The most changes that are told.
pub const MOST: usize = 40;

/// How many days a week has, besides today.
const DAYS: i64 = 7;

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// On which day.
    pub day: NaiveDate,
    /// The milestone.
    pub milestone: u32,
    /// What happened: `Cloud done`, `date moved from 2 Aug 2026`; data, not cleaned.
    pub text: String,
    /// What kind of change it was.
    pub kind: Kind,
}

/// The kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A date moved, or its milestone was withdrawn.
    Moved,
    /// An obligation got this status.
    Status(Status),
    /// A milestone was compared with its source.
    Compared,
}

/// Returns whether anything changed in the week that ends with `today`, in one of these milestones.
#[must_use]
pub fn has_changes(board: &Board, milestones: &[u32], today: NaiveDate) -> bool {
    each(board, milestones, today, &mut |_| ControlFlow::Break(())).is_break()
}

/// Returns what changed in the week that ends with `today`, newest first, at most [`MOST`].
#[must_use]
pub fn changes(board: &Board, milestones: &[u32], today: NaiveDate) -> Vec<Change> {
    let mut all = Vec::new();
    let _ = each(board, milestones, today, &mut |change| {
        all.push(change);
        ControlFlow::Continue(())
    });
    all.sort_by(|a, b| b.day.cmp(&a.day).then(a.milestone.cmp(&b.milestone)));
    all.truncate(MOST);
    all
}

fn each(
    board: &Board,
    milestones: &[u32],
    today: NaiveDate,
    tell: &mut dyn FnMut(Change) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let first = today.checked_sub_signed(TimeDelta::days(DAYS)).unwrap_or(today);
    for milestone in milestones.iter().copied() {
        let mut found = Vec::new();
        moved(board, milestone, &mut found);
        statuses(board, milestone, &mut found);
        compared(board, milestone, &mut found);
        for (day, text, kind) in found.into_iter().filter(|(day, ..)| (first..=today).contains(day)) {
            tell(Change { day, milestone, text, kind })?;
        }
    }
    ControlFlow::Continue(())
}

type Found = Vec<(NaiveDate, String, Kind)>;

fn moved(board: &Board, number: u32, out: &mut Found) {
    for shift in moves_of(board, number) {
        let Some(when) = shift.when else { continue };
        let was = match shift.old.and_then(|old| old.nominal) {
            Some(CivilDate::Day(day)) => format!(" from {}", plain_day(day)),
            Some(CivilDate::Coarse(coarse)) => format!(" from {coarse}"),
            None => String::new(),
        };
        out.push((when, format!("date {}{was}", shift.deed()), Kind::Moved));
    }
}

fn statuses(board: &Board, number: u32, out: &mut Found) {
    for cell in board.cells_of(number) {
        let zone = board.zone_of(board.dated_of_cell(cell));
        let Some(record) = board.record(cell) else { continue };
        let closed = record.detail(|d| d.closed.as_ref());
        let since = record.detail(|d| d.since.as_ref());
        let Some(point) = (if cell.status == Status::Done { closed } else { since }) else { continue };
        let text = format!("{} {}", board.product(cell).label(), cell.status.words());
        out.push((day_of(&point.value, zone), text, Kind::Status(cell.status)));
    }
}

fn compared(board: &Board, number: u32, out: &mut Found) {
    let Some(Verified::On { when, who, .. }) = board.records(number).1.common.verified.as_deref() else { return };
    let who = who.as_deref().map(|who| format!(" by @{who}")).unwrap_or_default();
    let day = day_of(&when.value, board.plan.zone(board.plan.file_zone));
    out.push((day, format!("compared with its source{who}"), Kind::Compared));
}

/// Writes the day of a change: `today`, `yesterday`, `18 Nov 2026`.
#[must_use]
pub fn day_words(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "today".into(),
        1 => "yesterday".into(),
        _ => plain_day(day),
    }
}
