//! When the screen next changes by itself.

use std::time::Duration;

use super::state::State;
use super::tick::{moments, steps};

/// The longest sleep: a clock that was set is noticed after this at the latest.
pub const LONGEST: Duration = Duration::from_secs(60);

/// Returns how long nothing on the screen changes by itself; at most [`LONGEST`].
#[must_use]
pub fn next_wake(state: &State) -> Option<Duration> {
    let now = state.now.wall;
    let alert = super::alerts::next(state).filter(|next| *next > now).and_then(|next| (next - now).to_std().ok());
    let beats = steps(state).into_iter().filter_map(|step| step.rest(now)).map(Duration::from_millis);
    let board = state.source.board.as_ref().and_then(|board| board.next_change);
    let board = board.map(|change| (change - now).to_std().unwrap_or_default());
    // Writing down what is typed changes nothing that is seen.
    let moments = moments(state)
        .chain(state.typing.due)
        .chain(super::staleness::deadline(state))
        .filter_map(|moment| moment.checked_sub(state.now.mono))
        .filter(|d| !d.is_zero());
    beats.chain(board).chain(alert).chain(moments).chain([LONGEST]).min()
}
