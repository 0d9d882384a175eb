//! Saving on real files, with real processes: nothing is lost, whatever happens in between.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]
#![expect(clippy::print_stdout, reason = "processes tell each other what they did")]

mod child;
mod crash;
mod desk;
mod drafts;
mod editors;
mod journal;
mod kept;
mod refused;
mod settling;
mod sync;
mod together;
mod undo;
