//! What changed this week, as far as the file says: what was done, moved, accepted and compared.

use chrono::{NaiveDate, TimeDelta};

use crate::app::detail::plain_day;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::domain::board::Board;
use crate::domain::dated::CivilDate;
use crate::domain::moves::moves_of;
use crate::domain::obligation::day_of;
use crate::domain::record::Verified;
use crate::domain::status::Status;

/// The most changes that are told.
pub const MOST: usize = 40;

/// How many days a week has, and today.
const DAYS: i64 = 7;

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// On which day.
    pub day: NaiveDate,
    /// The milestone.
    pub milestone: u32,
    /// What happened: `Cloud done`, `moved from 2 Aug 2026`.
    pub text: String,
    /// Its meaning.
    pub tone: Tone,
}

/// Returns whether anything changed this week.
#[must_use]
pub fn has_changes(state: &State, board: &Board) -> bool {
    let mut any = false;
    each(state, board, &mut |_| {
        any = true;
        Goes::No
    });
    any
}

/// Returns what changed this week, newest first, at most [`MOST`].
#[must_use]
pub fn changes(state: &State, board: &Board) -> Vec<Change> {
    let mut all = Vec::new();
    each(state, board, &mut |change| {
        all.push(change);
        Goes::On
    });
    all.sort_by(|a, b| b.day.cmp(&a.day).then(a.milestone.cmp(&b.milestone)));
    all.truncate(MOST);
    all
}

/// Whether to look further.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goes {
    On,
    No,
}

fn each(state: &State, board: &Board, tell: &mut dyn FnMut(Change) -> Goes) {
    let today = state.launch.zone.day_of(state.now.wall);
    let first = today.checked_sub_signed(TimeDelta::days(DAYS)).unwrap_or(today);
    for number in &state.list.matching {
        let milestone = *number;
        let mut changes = Vec::new();
        moved(board, milestone, &mut changes);
        statuses(board, milestone, &mut changes);
        compared(board, milestone, &mut changes);
        for (day, text, tone) in changes.into_iter().filter(|(day, ..)| (first..=today).contains(day)) {
            if tell(Change { day, milestone, text, tone }) == Goes::No {
                return;
            }
        }
    }
}

type Found = Vec<(NaiveDate, String, Tone)>;

fn moved(board: &Board, number: u32, out: &mut Found) {
    for shift in moves_of(board, number) {
        let Some(when) = shift.when else { continue };
        let was = match shift.old.and_then(|old| old.nominal) {
            Some(CivilDate::Day(day)) => format!(" from {}", plain_day(day)),
            Some(CivilDate::Coarse(coarse)) => format!(" from {coarse}"),
            None => String::new(),
        };
        out.push((when, format!("date {}{was}", shift.deed()), Tone::Doubtful));
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
        out.push((day_of(&point.value, zone), text, Tone::Status(cell.status)));
    }
}

fn compared(board: &Board, number: u32, out: &mut Found) {
    let Some(Verified::On { when, who, .. }) = board.records(number).1.common.verified.as_deref() else { return };
    let who = who.as_deref().map(|who| format!(" by @{who}")).unwrap_or_default();
    let day = day_of(&when.value, board.plan.zone(board.plan.file_zone));
    out.push((day, format!("compared with its source{who}"), Tone::Good));
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
