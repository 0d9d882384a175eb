//! The month view: one month by weeks, its closed days by name, and what is due on the day under the cursor.

use std::borrow::Cow;

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::{Mark, Side, cursor, foreseen, stand_on, today_of};
use crate::app::motion::Step;
use crate::app::state::{Pane, State};
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::date::YEARS;

/// The month view.
///
/// Bounds: the marks of one month, and occurrences to come as for a window.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The day under the cursor; none: the view is closed.
    pub day: Option<NaiveDate>,
    /// What is due in its month, by day, the most urgent of a day first.
    marks: Vec<Mark>,
    /// The month that these are of.
    of: Option<(i32, u32)>,
}

impl View {
    /// Returns what is due on a day, the most urgent first.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.day < day);
        let to = self.marks.partition_point(|mark| mark.day <= day);
        self.marks.get(from..to).unwrap_or_default()
    }

    /// Says that the marks are those of another board, filter or folding.
    pub fn outdate(&mut self) {
        self.of = None;
    }
}

/// Opens the view on the day of the deadline under the cursor, else on today; or goes back to the chart.
pub fn toggle(state: &mut State) {
    if state.timeline.view.day.is_some() {
        return close(state);
    }
    let today = state.source.board.as_ref().map(|board| today_of(state, board));
    if let Some(day) = cursor(state).map(|mark| mark.day).or(today) {
        go_to(state, day);
    }
}

/// Goes back to the chart.
pub fn close(state: &mut State) {
    state.timeline.view.day = None;
}

/// Puts the cursor on a day and on its most urgent deadline; one of this day keeps it.
pub fn go_to(state: &mut State, day: NaiveDate) {
    state.timeline.view.day = Some(day);
    fill(state);
    if mark(state).is_none() {
        let first = state.timeline.view.on(day).iter().find(|mark| mark.is_stop).copied();
        if let Some(first) = first {
            land(state, &first);
        }
    }
}

/// Keeps the view on its day, with another deadline of it where the board became another one.
pub fn settle(state: &mut State) {
    if let (Pane::Timeline, Some(day), None) = (state.screen.pane, state.timeline.view.day, state.timeline.view.of) {
        go_to(state, day);
    }
}

/// Finds what is due in the month under the cursor, unless that is known.
fn fill(state: &mut State) {
    let Some(day) = state.timeline.view.day else { return };
    let of = Some((day.year(), day.month()));
    if state.timeline.view.of == of {
        return;
    }
    let (first, last) = (first_of(day), last_of(day));
    let is_in = |mark: &&Mark| first <= mark.day && mark.day <= last;
    let mut marks: Vec<Mark> = state.timeline.marks.iter().filter(is_in).copied().collect();
    if let Some(board) = &state.source.board {
        foreseen(state, board, last, |mark| marks.extend(Some(mark).filter(|mark| is_in(&mark))));
    }
    marks.sort_unstable_by_key(|mark| (mark.day, mark.sign, mark.milestone, mark.row));
    (state.timeline.view.marks, state.timeline.view.of) = (marks, of);
}

fn land(state: &mut State, mark: &Mark) {
    stand_on(state, mark.milestone);
    state.matrix.at = mark.row;
}

/// Returns the deadline under the cursor, if it is due on the day under the cursor.
#[must_use]
pub fn mark(state: &State) -> Option<&Mark> {
    let day = state.timeline.view.day?;
    cursor(state).filter(|mark| mark.day == day)
}

/// What is said where no deadline of the list is due on the day under the cursor.
pub const NO_MARK: &str = "no deadline of the list is under the cursor";

/// Says why keys for a deadline mean none: the month view is open on a day without one.
#[must_use]
pub fn holds(state: &State) -> Option<&'static str> {
    let is_open = state.screen.pane == Pane::Timeline && state.timeline.view.day.is_some();
    (is_open && mark(state).is_none()).then_some(NO_MARK)
}

/// Says why there is no other deadline on the day under the cursor to go to.
#[must_use]
pub fn needs_neighbours(state: &State) -> Option<&'static str> {
    let Some(day) = state.timeline.view.day else {
        return Some("{month-view} shows a month: there it goes through the day");
    };
    let count = state.timeline.view.on(day).iter().filter(|mark| mark.is_stop).count();
    (count < 2).then_some("no other deadline of the list is due on this day")
}

/// Goes to the next deadline of the day, whatever its product; the first follows on the last.
pub fn on_this_day(state: &mut State, side: Side) {
    let Some(day) = state.timeline.view.day else { return };
    let all: Vec<Mark> = state.timeline.view.on(day).iter().filter(|mark| mark.is_stop).copied().collect();
    let Some(at) = mark(state).and_then(|mark| all.iter().position(|other| other == mark)) else { return };
    let next = match side {
        Side::Before => at.checked_sub(1).unwrap_or(all.len() - 1),
        Side::After => (at + 1) % all.len(),
    };
    if let Some(next) = all.get(next).copied() {
        land(state, &next);
    }
}

/// Goes by weeks and months.
pub fn go(state: &mut State, day: NaiveDate, step: Step) {
    let to = match step {
        Step::Rows(weeks) => by_days(day, weeks.saturating_mul(7)),
        Step::Pages(n) | Step::HalfPages(n) => {
            let months = Months::new(u32::try_from(n.unsigned_abs()).unwrap_or(u32::MAX).min(120_000));
            let to = if n < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) };
            within(to.unwrap_or(day))
        }
        Step::First => first_of(day),
        Step::Last => last_of(day),
    };
    go_to(state, to);
}

/// Goes to the day before or after.
pub fn side(state: &mut State, day: NaiveDate, side: Side) {
    let by = match side {
        Side::Before => -1,
        Side::After => 1,
    };
    go_to(state, by_days(day, by));
}

fn by_days(day: NaiveDate, by: isize) -> NaiveDate {
    let days = i64::try_from(by).ok().and_then(TimeDelta::try_days);
    within(days.and_then(|days| day.checked_add_signed(days)).unwrap_or(day))
}

/// Returns the day itself, or the nearest that a file may name.
fn within(day: NaiveDate) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or(day);
    let last = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).unwrap_or(day);
    day.clamp(first, last)
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of(day: NaiveDate) -> NaiveDate {
    first_of(day).checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day)
}

/// Returns the Mondays of the weeks that a month touches, at most six.
#[must_use]
pub fn weeks(day: NaiveDate) -> Vec<NaiveDate> {
    let first = first_of(day);
    let monday = first - TimeDelta::days(i64::from(first.weekday().num_days_from_monday()));
    monday.iter_weeks().take(6).take_while(|week| *week <= last_of(day)).collect()
}

/// Returns the calendar whose closed days are shown: that of the deadline under the cursor, else the file's.
#[must_use]
pub fn calendar<'a>(state: &State, board: &'a Board) -> Option<&'a Calendar> {
    match mark(state) {
        Some(mark) => board.calendar(mark.milestone),
        None => board.plan.calendar(&[]).map(|calendar| &**calendar),
    }
}

/// Returns why a day is closed, unless it is by its day of the week alone.
#[must_use]
pub fn holiday(calendar: &Calendar, day: NaiveDate) -> Option<Cow<'_, str>> {
    let name = calendar.closed_as(day)?;
    let is_weekday = name == day.format("%A").to_string();
    (!is_weekday).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn a_month_has_four_to_six_weeks() {
        for (month, first, count) in
            [("2026-11-23", "2026-10-26", 6), ("2027-02-01", "2027-02-01", 4), ("2026-12-31", "2026-11-30", 5)]
        {
            let weeks = weeks(day(month));
            assert_eq!((weeks.first().copied(), weeks.len()), (Some(day(first)), count), "{month}");
        }
        assert_eq!(last_of(day("2028-02-10")), day("2028-02-29"));
    }

    #[test]
    fn a_holiday_has_a_name_and_a_weekend_has_none() {
        let calendar = Calendar::built_in("us-federal").expect("it is built in");
        assert!(holiday(&calendar, day("2026-11-26")).is_some_and(|name| name.contains("Thanksgiving")));
        assert_eq!(holiday(&calendar, day("2026-11-28")), None);
        assert_eq!(holiday(&calendar, day("2026-11-27")), None);
    }
}
