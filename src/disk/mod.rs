//! All file access. STUB: replaced by branch `shell`.

mod read;
mod settings;
mod source;
mod stamp;
mod zone;

pub use read::{LIMIT_BYTES, Opened, read};
pub use source::{Located, Source, locate};
pub use stamp::Fingerprint;
pub use zone::machine_zone;
