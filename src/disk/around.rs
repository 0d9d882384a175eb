//! What is around a data file: lock, journal, whether it can be written. Looked at, never changed.

use std::fs::{OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::place::Place;

/// What is around a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The file itself, links followed.
    pub real: PathBuf,
    /// Its journal, there or not.
    pub journal: PathBuf,
    /// Whether there is a journal.
    pub has_journal: bool,
    /// The lock, in words.
    pub lock: &'static str,
    /// Whether a file can be made and renamed beside it.
    pub is_directory_writable: bool,
    /// Whether it can be written itself.
    pub is_writable: bool,
}

impl Around {
    /// Looks around a file; none where its directory is not there.
    #[must_use]
    pub fn of(file: &Path) -> Option<Self> {
        let place = Place::of(file).ok()?;
        let real = place.real.clone();
        let directory = real.parent().unwrap_or(Path::new("."));
        Some(Self {
            has_journal: place.journal.symlink_metadata().is_ok(),
            lock: lock(&place.lock),
            is_directory_writable: access(directory, Access::WRITE_OK | Access::EXEC_OK).is_ok(),
            is_writable: access(&real, Access::WRITE_OK).is_ok(),
            journal: place.journal,
            real,
        })
    }
}

/// Asks for a lock without waiting, and gives it back at once.
fn lock(path: &Path) -> &'static str {
    if path.symlink_metadata().is_err() {
        return "free (never used yet)";
    }
    let Ok(file) = OpenOptions::new().read(true).open(path) else { return "not known: it cannot be opened" };
    match file.try_lock() {
        Ok(()) => "free",
        Err(TryLockError::WouldBlock) => "held: another program is saving",
        Err(TryLockError::Error(_)) => "not supported here: saves are guarded by fingerprints alone",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_asked_for_and_nothing_is_left() {
        let root = tempfile::tempdir().expect("a directory");
        let file = root.path().join("deadlines.yaml");
        std::fs::write(&file, "duewatch: 1\n").expect("a file");
        let around = Around::of(&file).expect("a place");
        assert_eq!((around.lock, around.has_journal), ("free (never used yet)", false));
        assert!(around.is_directory_writable && around.is_writable);
        assert_eq!(std::fs::read_dir(root.path()).expect("a directory").count(), 1);
        let path = root.path().join(".deadlines.yaml.lock");
        let held = std::fs::File::create(&path).expect("a lock");
        assert_eq!(lock(&path), "free");
        held.lock().expect("a lock");
        assert_eq!(lock(&path), "held: another program is saving");
    }
}
