//! From pane to pane, and to what is beside the cursor.

use super::command::Command;
use super::motion::follow;
use super::state::{Pane, State};
use super::timeline::{self, Side};

/// Goes to the pane that another one leads to.
pub fn switch(state: &mut State, to: fn(Pane) -> Pane) {
    turn_to(state, to(state.screen.below_or_self()));
}

fn turn_to(state: &mut State, pane: Pane) {
    (state.screen.pane, state.screen.below) = (pane, pane);
    timeline::calendar::close(state);
    follow(state);
}

/// Shows the pane with a number: the list, the matrix, the timeline.
pub fn show(state: &mut State, digit: char) {
    match digit {
        '2' => turn_to(state, Pane::Matrix),
        '3' => turn_to(state, Pane::Timeline),
        _ => state.say("this is the list: 2 shows the matrix, 3 the timeline"),
    }
}

/// Returns to which side a command goes that is one of a pair.
#[must_use]
pub fn side_of(command: Command) -> Side {
    let is_before = matches!(command, Command::Left | Command::Closer | Command::PreviousOfDay);
    if is_before { Side::Before } else { Side::After }
}

/// Goes to the next deadline in the timeline, to the next product elsewhere.
pub fn go_aside(state: &mut State, side: Side) {
    let last = state.matrix.columns.len().saturating_sub(1);
    match (state.screen.pane, side) {
        (Pane::Timeline, side) => timeline::side(state, side),
        (Pane::List | Pane::Matrix | Pane::Detail, Side::Before) => state.matrix.at = state.matrix.at.saturating_sub(1),
        (Pane::List | Pane::Matrix | Pane::Detail, Side::After) => state.matrix.at = (state.matrix.at + 1).min(last),
    }
}
