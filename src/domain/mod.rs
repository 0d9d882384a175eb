//! What a deadline is: dates, rules, statuses, bands, filters, edits.
//!
//! The law of this layer: pure. It reads no clock, no disk, no environment and knows no screen; what it needs
//! comes in as arguments. `jiff` is known to [`zone`] alone.

pub mod alert;
pub mod band;
pub mod board;
pub mod calendar;
pub mod changes;
pub mod check;
pub mod count;
pub mod date;
pub mod dated;
pub mod edit;
pub(crate) mod evaluate;
pub mod extra;
pub mod filter;
pub mod finding;
pub mod history;
pub mod id;
pub(crate) mod letters;
pub mod link;
pub(crate) mod members;
pub(crate) mod milestone;
pub mod moves;
pub mod naming;
pub mod notes;
pub mod obligation;
pub mod outlook;
pub mod plan;
pub mod quick;
pub mod read_back;
pub(crate) mod read_date;
pub mod record;
pub mod refs;
pub mod repeat;
pub(crate) mod resolve;
pub mod roster;
pub mod rule;
pub mod series;
pub mod settings;
pub mod status;
pub mod suggest;
pub mod text;
pub mod theme;
pub mod typed;
pub mod unfinished;
pub mod verification;
pub mod why;
pub mod words;
pub mod zone;
