//! The timeline: when the obligations of each product are due, and the cursor among them.
//!
//! Its rows are the products of the matrix, and its cursor is that of the list and the matrix: one cursor in all panes.

pub mod calendar;
mod going;
pub mod place;
pub mod window;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

pub use going::{point_at, today, zoom};

use super::arrange::Pick;
use super::detail;
use super::layout::{Regions, window as rows_window};
use super::matrix::cell_of;
use super::motion::Step;
use super::newcomer::machine;
use super::state::State;
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell};
use crate::domain::date::last_day_of;
use crate::domain::record::Certainty;
use crate::domain::status::Status;
use place::{parts_of, timeline_parts};
use window::{Month, Window, Zoom, months};

/// The most occurrences that are worked out for one window; past it, the timeline says that there are more.
const MOST_PREVIEWS: usize = 20_000;

/// When the obligations of the listed milestones are due.
///
/// Bounds: one mark for each cell of a listed milestone; one spot for each cell of the screen.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Those with a day, by row, day and milestone.
    marks: Vec<Mark>,
    /// Live obligations by year and month.
    load: BTreeMap<(i32, u32), usize>,
    /// Occurrences to come that are drawn, by year and month.
    to_come: BTreeMap<(i32, u32), usize>,
    /// What is drawn, by row and column.
    pub spots: BTreeMap<(usize, u16), Spot>,
    /// The days that are shown.
    pub window: Window,
    /// How many days a column has.
    pub zoom: Zoom,
    /// By how many columns the window lies off the place where now is at 40 %.
    shift: i32,
    /// The first row that is shown.
    pub offset: usize,
    /// Whether the rows or their dates have changed since the marks were made.
    pub is_stale: bool,
    /// Whether there are later occurrences in the window that are not shown.
    pub has_more: bool,
    /// The month view.
    pub view: calendar::View,
}

/// What a mark says; the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Owed.
    Live(Band),
    /// An occurrence that has not come near yet.
    Foreseen,
    /// The risk is carried.
    Accepted,
    /// Done.
    Done,
}

/// When an obligation is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its row: the column of the matrix.
    pub row: usize,
    /// The last safe day, or the first day of a period.
    pub day: NaiveDate,
    /// The milestone's number.
    pub milestone: u32,
    /// What is shown.
    pub sign: Sign,
    /// Whether the cursor can stand on it: of a series, the occurrence that the list shows.
    pub is_stop: bool,
}

/// What is drawn in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The most urgent sign.
    pub sign: Sign,
    /// The milestones that stand here.
    pub milestones: BTreeSet<u32>,
}

/// To which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Earlier; closer.
    Before,
    /// Later; wider.
    After,
}

impl Timeline {
    /// Returns the months over the columns, with how many live obligations are due in each.
    ///
    /// Counted are whole months, also those of which the window shows a part.
    #[must_use]
    pub fn months(&self) -> Vec<(Month, usize)> {
        let sum = |of: &BTreeMap<(i32, u32), usize>, month: &Month| -> usize {
            of.range(month.span.0..=month.span.1).map(|(_, count)| count).sum()
        };
        let load = |month: &Month| sum(&self.load, month) + sum(&self.to_come, month);
        months(&self.window).into_iter().map(|month| (month.clone(), load(&month))).collect()
    }
}

/// Returns the marks of a row on which the cursor can stand, earliest first.
pub fn stops(state: &State, row: usize) -> impl Iterator<Item = &Mark> {
    let marks = &state.timeline.marks;
    let from = marks.partition_point(|mark| mark.row < row);
    marks.iter().skip(from).take_while(move |mark| mark.row == row).filter(|mark| mark.is_stop)
}

/// Returns the mark under the cursor; none where the milestone has no day, or does not touch the product.
#[must_use]
pub fn cursor(state: &State) -> Option<&Mark> {
    let number = state.list.milestone()?;
    stops(state, state.matrix.at).find(|mark| mark.milestone == number)
}

/// Goes to the deadline before or after the cursor on its row.
pub fn side(state: &mut State, side: Side) {
    if let Some(day) = state.timeline.view.day {
        return calendar::side(state, day, side);
    }
    let all: Vec<Mark> = stops(state, state.matrix.at).copied().collect();
    let at = cursor(state).and_then(|mark| all.iter().position(|other| other == mark));
    let pivot = day_of_cursor(state);
    let next = match (at, side) {
        (Some(at), Side::Before) => at.checked_sub(1),
        (Some(at), Side::After) => Some(at + 1),
        (None, Side::Before) => all.iter().rposition(|mark| Some(mark.day) < pivot),
        (None, Side::After) => all.iter().position(|mark| Some(mark.day) >= pivot),
    };
    if let Some(mark) = next.and_then(|next| all.get(next)) {
        stand_on(state, mark.milestone);
    }
}

/// Returns the day of the milestone under the cursor, else today.
fn day_of_cursor(state: &State) -> Option<NaiveDate> {
    let board = state.source.board.as_ref()?;
    let own = state.list.milestone().and_then(|number| board.dated(number).due_day());
    cursor(state).map(|mark| mark.day).or(own).or_else(|| Some(today_of(state, board)))
}

/// Returns the day before which the now-line stands, where that is another one than the viewer's: the file's.
#[must_use]
pub fn other_today(state: &State) -> Option<NaiveDate> {
    let today = today_of(state, state.source.board.as_ref()?);
    (today != state.launch.zone.day_of(state.now.wall)).then_some(today)
}

fn today_of(state: &State, board: &Board) -> NaiveDate {
    machine(board).day_of(state.now.wall)
}

fn stand_on(state: &mut State, milestone: u32) {
    let before = state.list.at;
    state.list.put_on(Some(Pick::Milestone(milestone)));
    if state.list.at != before {
        state.filter.home = None;
        state.detail = detail::Cursor::default();
    }
}

/// Goes up or down among the products; stays on the milestone if it touches that product, else goes to the nearest day.
pub fn go(state: &mut State, step: Step) {
    if let Some(day) = state.timeline.view.day {
        return calendar::go(state, day, step);
    }
    let page = usize::from(timeline_parts(super::layout::regions(state).timeline).rows.height);
    let at = step.from(state.matrix.at, state.matrix.columns.len(), page);
    if at == state.matrix.at {
        return;
    }
    let day = day_of_cursor(state);
    state.matrix.at = at;
    let Some((board, product)) = state.source.board.as_ref().zip(state.matrix.product()) else { return };
    let touches = |number: u32| cell_of(board, number, product).is_some();
    if state.list.milestone().is_some_and(touches) {
        return;
    }
    let away = |mark: &&Mark| day.map(|day| (mark.day - day).num_days().abs());
    let nearest = stops(state, at).min_by_key(away).map(|mark| mark.milestone);
    let any = || {
        state.list.picks.iter().find_map(|(pick, _)| match pick {
            Pick::Milestone(number) => Some(*number).filter(|number| touches(*number)),
            Pick::Unreadable(_) => None,
        })
    };
    if let Some(number) = nearest.or_else(any) {
        stand_on(state, number);
    }
}

/// Makes anew what has changed: the marks, the window around the cursor, and what is drawn.
pub fn settle(state: &mut State, places: &Regions) {
    let parts = parts_of(state.screen.pane, places.timeline);
    let rows = usize::from(parts.rows.height);
    // One column is the now-line's.
    let columns = i32::from(parts.days_end.saturating_sub(parts.days_x)) - 1;
    let Some(board) = &state.source.board else { return };
    if rows == 0 || columns < 1 {
        return;
    }
    let is_stale = state.timeline.is_stale;
    let today = today_of(state, board).num_days_from_ce();
    if is_stale {
        let (marks, load) = marks_of(state, board);
        (state.timeline.marks, state.timeline.load, state.timeline.is_stale) = (marks, load, false);
        state.timeline.view.outdate();
    }
    calendar::settle(state);
    let (days, home) = (state.timeline.zoom.days(), columns * 2 / 5);
    let mut shift = state.timeline.shift;
    if let Some(mark) = cursor(state) {
        let column = (mark.day.num_days_from_ce() - today).div_euclid(days);
        shift = Window::shifted(shift, column, home, columns);
    }
    let start = today.saturating_add((shift - home).saturating_mul(days));
    let window = Window { start, days, columns, today };
    state.timeline.shift = shift;
    if is_stale || window != state.timeline.window {
        state.timeline.window = window;
        let (spots, to_come, has_more) = spots_of(state, board_of(state));
        (state.timeline.spots, state.timeline.to_come, state.timeline.has_more) = (spots, to_come, has_more);
        state.needs_draw = true;
    }
    let lines = state.matrix.columns.len();
    state.timeline.offset = rows_window(state.matrix.at, state.timeline.offset, rows, lines);
}

fn board_of(state: &State) -> Option<&Board> {
    state.source.board.as_ref()
}

/// Returns the listed milestones.
fn listed(state: &State) -> impl Iterator<Item = u32> {
    state.list.picks.iter().filter_map(|(pick, _)| match pick {
        Pick::Milestone(number) => Some(*number),
        Pick::Unreadable(_) => None,
    })
}

/// Returns the row of each product, by its place in the file.
fn rows_by_product(state: &State) -> BTreeMap<u32, usize> {
    state.matrix.columns.iter().enumerate().map(|(row, column)| (column.product, row)).collect()
}

fn marks_of(state: &State, board: &Board) -> (Vec<Mark>, BTreeMap<(i32, u32), usize>) {
    let rows = rows_by_product(state);
    let (mut marks, mut load) = (Vec::new(), BTreeMap::new());
    for number in listed(state) {
        let Some(row) = board.row(number) else { continue };
        let mut take = |cell: &Cell, is_stop: bool| {
            let day = board.dated_of_cell(cell).due_day();
            let (Some(sign), Some(day), Some(row)) = (sign_of(cell), day, rows.get(&cell.product)) else { return };
            marks.push(Mark { row: *row, day, milestone: number, sign, is_stop });
            if cell.is_live {
                *load.entry((day.year(), day.month())).or_insert(0) += 1;
            }
        };
        board.cells_of(number).iter().for_each(|cell| take(cell, true));
        let others = board.occurrences_of(number).iter().filter(|one| one.cells != row.cells);
        others.flat_map(|one| board.cells_at(one)).for_each(|cell| take(cell, false));
    }
    marks.sort_unstable();
    (marks, load)
}

/// Returns what is shown of an obligation; none for what does not apply and what was withdrawn.
fn sign_of(cell: &Cell) -> Option<Sign> {
    match cell.status {
        Status::Done => Some(Sign::Done),
        Status::NotApplicable => None,
        Status::Accepted if !cell.is_live => Some(Sign::Accepted),
        Status::Accepted | Status::Open | Status::InProgress | Status::Blocked => {
            cell.is_live.then_some(Sign::Live(cell.band))
        }
    }
}

type Spots = BTreeMap<(usize, u16), Spot>;

/// Returns what is drawn, how many occurrences to come are among it by month, and whether some were left out.
fn spots_of(state: &State, board: Option<&Board>) -> (Spots, BTreeMap<(i32, u32), usize>, bool) {
    let timeline = &state.timeline;
    let (mut spots, mut to_come) = (Spots::new(), BTreeMap::new());
    for mark in &timeline.marks {
        put(&mut spots, &timeline.window, *mark);
    }
    let Some((board, (_, last))) = board.zip(timeline.window.span()) else {
        return (spots, to_come, false);
    };
    // To the end of the month: its load counts all of it.
    let last = NaiveDate::from_ymd_opt(last.year(), last.month(), last_day_of(last.year(), last.month()));
    let Some(last) = last else { return (spots, to_come, false) };
    let has_more = foreseen(state, board, last, |mark| {
        put(&mut spots, &timeline.window, mark);
        *to_come.entry((mark.day.year(), mark.day.month())).or_insert(0) += 1;
    });
    (spots, to_come, has_more)
}

/// Finds the occurrences to come that the board does not hold, up to a day; returns whether some were left out.
fn foreseen(state: &State, board: &Board, last: NaiveDate, mut put: impl FnMut(Mark)) -> bool {
    let rows = rows_by_product(state);
    let mut left = MOST_PREVIEWS;
    for number in listed(state) {
        let known: BTreeSet<u32> = board.occurrences_of(number).iter().map(|one| one.n).collect();
        let Some(first) = known.first() else { continue };
        let end = known.last().map_or(*first, |last| last.saturating_add(1));
        let next = (*first..end).find(|n| !known.contains(n)).unwrap_or(end);
        let reach = board.reach(number).count;
        for n in (next..).take_while(|n| usize::try_from(*n).is_ok_and(|n| n < reach)) {
            let instance = usize::try_from(n).ok().and_then(|n| board.plan.occurrence(number, n));
            let Some((day, dated)) = instance.and_then(|one| Some((one.dated.due_day()?, one.dated))) else { break };
            if day > last {
                break;
            }
            if left == 0 {
                return true;
            }
            left -= 1;
            if known.contains(&n) || dated.certainty == Certainty::Withdrawn {
                continue;
            }
            // Whom it will touch is not known yet: those whom the one in the list touches.
            let counted = board.cells_of(number).iter().filter(|cell| cell.status != Status::NotApplicable);
            for row in counted.filter_map(|cell| rows.get(&cell.product)) {
                let mark = Mark { row: *row, day, milestone: number, sign: Sign::Foreseen, is_stop: false };
                put(mark);
            }
        }
    }
    false
}

fn put(spots: &mut Spots, window: &Window, mark: Mark) {
    let Some(column) = window.column(mark.day) else { return };
    let none = || Spot { sign: mark.sign, milestones: BTreeSet::new() };
    let spot = spots.entry((mark.row, column)).or_insert_with(none);
    spot.sign = spot.sign.min(mark.sign);
    spot.milestones.insert(mark.milestone);
}
