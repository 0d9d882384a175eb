//! Where the mouse points, other zooms, and back to today.

use super::{Side, calendar, go, stand_on, stops, today_of};
use crate::app::motion::Step;
use crate::app::state::State;

/// Goes to a product's row, and where a deadline of it is drawn in the column, to that; else as [`go`] does.
pub fn point_at(state: &mut State, row: usize, column: Option<u16>) {
    let by = isize::try_from(row).unwrap_or(isize::MAX) - isize::try_from(state.matrix.at).unwrap_or(0);
    if by != 0 {
        go(state, Step::Rows(by));
    }
    let pointed = stops(state, row).find(|mark| column.is_some() && state.timeline.window.column(mark.day) == column);
    if let Some(milestone) = pointed.map(|mark| mark.milestone) {
        stand_on(state, milestone);
    }
}

/// Shows fewer days in a column, or more.
pub fn zoom(state: &mut State, side: Side) {
    match (state.timeline.view.day, side) {
        (Some(_), Side::Before) => return state.say("days are the closest: - goes back to the chart"),
        (Some(_), Side::After) => return calendar::close(state),
        (None, _) => {}
    }
    let (next, end) = match side {
        Side::Before => (state.timeline.zoom.closer(), "closer than a day a column there is nothing"),
        Side::After => (state.timeline.zoom.wider(), "wider than 15 days a column there is nothing"),
    };
    match next {
        Some(zoom) => (state.timeline.zoom, state.timeline.shift) = (zoom, 0),
        None => state.say(end),
    }
}

/// Goes back to today, and to the deadline of the product that is next to it.
pub fn today(state: &mut State) {
    let Some(board) = &state.source.board else { return };
    let today = today_of(state, board);
    match state.timeline.view.day {
        Some(day) if day == today => return state.say("this is today"),
        Some(_) => return calendar::go_to(state, today),
        None => {}
    }
    let before = (state.timeline.shift, state.list.at);
    let nearest = stops(state, state.matrix.at).min_by_key(|mark| (mark.day - today).num_days().abs());
    let nearest = nearest.map(|mark| mark.milestone);
    state.timeline.shift = 0;
    if let Some(number) = nearest {
        stand_on(state, number);
    }
    if before == (0, state.list.at) {
        state.say("this is today, and the deadline next to it");
    }
}
