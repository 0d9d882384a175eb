//! Dates, countdowns and statuses in words, as `list`, `next` and `show` print them, and their colours.

use super::voice::Ink;
use crate::domain::band::Band;
pub use crate::exchange::words::*;

/// Returns the colour of a band.
#[must_use]
pub fn ink_of(band: Band) -> Option<Ink> {
    match band {
        Band::Overdue => Some(Ink::Bad),
        Band::Today | Band::Within7Days => Some(Ink::Soon),
        Band::Within30Days => Some(Ink::Calm),
        Band::Closed => Some(Ink::Good),
        Band::Passed => Some(Ink::Faint),
        Band::Later | Band::Undated => None,
    }
}
