//! How a file is told from what stood there before, without reading it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;

/// What the file system says of one version of a file.
///
/// Two equal fingerprints mean "not touched since" for all practical purposes; two different ones do not mean that
/// the text differs: for that the texts are compared, byte for byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Device and inode.
    pub identity: (u64, u64),
    /// Length in bytes.
    pub size: u64,
    /// Last change of the content: seconds and nanoseconds.
    pub modified: (i64, i64),
    /// Last change of the inode: seconds and nanoseconds.
    pub changed: (i64, i64),
}

impl Fingerprint {
    /// Takes it from what `stat` answered.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        Self {
            identity: (metadata.dev(), metadata.ino()),
            size: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}
