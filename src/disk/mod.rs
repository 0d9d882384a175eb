//! All file access: which file, reading it within limits, watching it.
//!
//! The law of this layer: everything is bounded in time and memory, whatever the path leads to; nothing here reads a
//! clock for the program's idea of now, and nothing draws.

#![expect(clippy::disallowed_methods, reason = "owns all file access")]

mod commit;
mod notice;
mod read;
mod settings;
mod source;
mod stamp;
mod watch;
mod zone;

pub use commit::{Intent, NotSaved, Request, Saved, Step, commit};
pub use read::{LIMIT_BYTES, Opened, read};
pub use source::{Located, Source, locate};
pub use stamp::Fingerprint;
pub use watch::{News, Watch};
pub use zone::machine_zone;
