//! The only clock of the screen.

use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::message::Now;

/// The wall clock, perhaps moved, and one that never steps.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
    shift: TimeDelta,
}

impl Clock {
    /// Starts a clock that shows `as_of` now and runs on from there; none: the real time.
    pub fn start(as_of: Option<DateTime<Utc>>) -> Self {
        let shift = as_of.map_or(TimeDelta::zero(), |as_of| as_of - Utc::now());
        Self { start: Instant::now(), shift }
    }

    /// Returns the time.
    pub fn now(&self) -> Now {
        let wall = Utc::now().checked_add_signed(self.shift).unwrap_or(DateTime::<Utc>::MAX_UTC);
        Now { wall, mono: self.start.elapsed() }
    }

    /// Returns the time at which something was, not long ago.
    pub fn at(&self, when: Instant) -> Now {
        let now = self.now();
        let ago = TimeDelta::from_std(when.elapsed()).unwrap_or(TimeDelta::zero());
        let wall = now.wall.checked_sub_signed(ago).unwrap_or(now.wall);
        Now { wall, mono: when.saturating_duration_since(self.start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_runs_on() {
        let ban = DateTime::from_timestamp(1_721_134_800, 0).expect("an instant");
        let clock = Clock::start(Some(ban));
        let first = clock.now();
        let second = clock.now();
        assert!((first.wall - ban).num_seconds() < 5 && first.wall >= ban - TimeDelta::seconds(1));
        assert!(second.wall >= first.wall && second.mono >= first.mono);
    }
}
