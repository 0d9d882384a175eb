//! STAND-IN until branch `app` lands.
use super::state::State;
use std::time::Duration;
/// Stand-in.
#[must_use]
pub fn next_wake(state: &State) -> Option<Duration> {
    Some(Duration::from_millis(1001 - u64::from(state.now.wall.timestamp_subsec_millis().min(1000))))
}
