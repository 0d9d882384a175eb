//! The screen. STUB: replaced by branch `shell`.

use chrono::{DateTime, Utc};

use crate::app::launch::Launch;
use crate::disk::Source;
use crate::domain::zone::Zone;
use crate::error::{Error, ErrorKind};

/// What the screen is started with.
pub struct Options {
    /// What never changes.
    pub launch: Launch,
    /// Where the data comes from.
    pub source: Option<Source>,
    /// The time to start from.
    pub as_of: Option<DateTime<Utc>>,
    /// The machine's zone.
    pub machine: Zone,
}

/// Runs the screen.
///
/// # Errors
///
/// Always, for now.
pub fn run(_options: Options) -> Result<u8, Error> {
    Err(Error::new(ErrorKind::File, "the screen is not here yet"))
}
