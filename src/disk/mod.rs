//! All file access: which file, reading it within limits, watching it, saving it with its journal, drafts; and what the
//! environment says of who edits, and with what.
//!
//! The law of this layer: everything is bounded in time and memory, whatever the path leads to; nothing here reads a
//! clock for the program's idea of now, and nothing draws.

#![expect(clippy::disallowed_methods, reason = "owns all file access")]

mod around;
mod author;
mod commit;
mod create;
mod draft;
mod editor;
mod evidence;
mod journal;
mod notice;
mod path;
mod place;
mod read;
mod settings;
mod source;
mod stamp;
mod told;
mod watch;
mod zone;

pub use around::Around;
pub use author::author;
pub use commit::{Intent, NotSaved, Request, Saved, Step, commit, settle_left};
pub use create::{create, ignored_beside};
pub use draft::{DRAFTS, Draft, Drafts, Kept, KeptText};
pub use editor::Editor;
pub use evidence::{directory_of, look, openable};
pub use journal::{Journal, has_journal, history_of, names_of, read as read_journal, was_saved};
pub use path::{complete_path, typed_path};
pub use read::{LIMIT_BYTES, Opened, read, read_bytes};
pub use settings::{NotKept, SettingsFile, keep_theme};
pub use source::{HERE, Located, Source, locate};
pub use stamp::Fingerprint;
pub use told::ToldFile;
pub use watch::{News, Watch};
pub use zone::machine_zone;
