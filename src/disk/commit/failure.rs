//! What the disk refuses, in words.

use std::io;
use std::path::Path;

use super::NotSaved;
use crate::disk::place::Place;
use crate::disk::read::{ReadError, plain, quoted};

/// What to do where the disk is ill.
const WELL: &str = "try again when the disk is well";

/// What to do where the journal is not to be used.
const OTHER_JOURNAL: &str = "check its permissions, or move it away: a new one is begun then";

/// Says that something could not be done on the way to a saved file.
pub fn disk(place: &Place, error: &io::Error) -> NotSaved {
    let is = |kind: io::ErrorKind| error.kind() == kind;
    let (what, hint) = if is(io::ErrorKind::StorageFull) {
        ("the disk is full".into(), "make room and try again")
    } else if is(io::ErrorKind::QuotaExceeded) {
        ("your quota is used up".into(), "make room and try again")
    } else if is(io::ErrorKind::ReadOnlyFilesystem) {
        ("its file system is read-only".into(), "mount it for writing, or copy the file")
    } else if is(io::ErrorKind::PermissionDenied) {
        ("its directory cannot be written".into(), "check the directory's permissions")
    } else if is(io::ErrorKind::NotFound) {
        ("its directory is gone".into(), "mount or make it again and try again")
    } else {
        (plain(error), WELL)
    };
    NotSaved::Disk { message: format!("cannot save {}: {what}", quoted(&place.real)), hint: hint.into() }
}

/// Says that a file that belongs to a save cannot be read.
pub fn unreadable(path: &Path, error: &ReadError) -> NotSaved {
    NotSaved::Disk { message: format!("cannot read {}: {error}", quoted(path)), hint: error.hint() }
}

/// Says that the journal does not take or give anything: without it nothing is saved.
pub fn journal(place: &Place, error: &io::Error) -> NotSaved {
    use io::ErrorKind as K;
    if matches!(error.kind(), K::StorageFull | K::QuotaExceeded | K::ReadOnlyFilesystem | K::NotFound) {
        return disk(place, error);
    }
    let hint = if error.kind() == K::PermissionDenied { OTHER_JOURNAL } else { WELL };
    of_journal(place, &plain(error), hint)
}

/// Says that the journal cannot be opened.
pub fn journal_unreadable(place: &Place, error: &ReadError) -> NotSaved {
    match error {
        ReadError::Io(error) => journal(place, error),
        ReadError::Missing | ReadError::NotAFile(_) | ReadError::TooLarge | ReadError::NotText { .. } => {
            of_journal(place, &error.to_string(), OTHER_JOURNAL)
        }
    }
}

fn of_journal(place: &Place, what: &str, hint: &str) -> NotSaved {
    let message = format!("cannot save {}: its journal {}: {what}", quoted(&place.real), quoted(&place.journal));
    NotSaved::Disk { message, hint: hint.into() }
}

/// Says that the lock cannot be used as it is.
pub fn lock(place: &Place, what: &str) -> NotSaved {
    let message = format!("cannot save {}: its lock {}: {what}", quoted(&place.real), quoted(&place.lock));
    NotSaved::Disk { message, hint: "repair it, or delete it while nobody saves: the next save makes a new one".into() }
}

/// Says that the path leads to no file.
pub fn gone(file: &Path, error: &io::Error) -> NotSaved {
    let is_missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    let what = if is_missing { "there is no such file".into() } else { plain(error) };
    NotSaved::Disk {
        message: format!("cannot save {}: {what}", quoted(file)),
        hint: "put it back and try again".into(),
    }
}

/// Says that the file never stood still.
pub fn restless(file: &Path) -> NotSaved {
    let message = format!("cannot save {}: somebody else saves it again and again", quoted(file));
    NotSaved::Disk { message, hint: "try again when they are done".into() }
}

/// Says that the file may not be written.
pub fn read_only(place: &Place) -> NotSaved {
    NotSaved::Disk {
        message: format!("cannot save {}: it is read-only", quoted(&place.real)),
        hint: "somebody meant that: ask them, or chmod u+w".into(),
    }
}
