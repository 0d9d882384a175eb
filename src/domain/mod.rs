//! What a deadline is: dates, rules, statuses, bands, filters.
//!
//! The law of this layer: pure. It reads no clock, no disk, no environment and knows no screen; what it needs
//! comes in as arguments. `jiff` is known to [`zone`] alone.

pub mod date;
pub mod extra;
pub mod finding;
pub mod id;
pub mod record;
pub mod rule;
pub mod status;
pub mod suggest;
pub mod text;
pub mod zone;
