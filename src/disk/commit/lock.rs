//! The lock beside the file: empty, held during one save, never deleted.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;

use super::Step;
use crate::disk::place::Place;
use crate::disk::read::what_it_is;
use crate::disk::stamp::Fingerprint;

/// How often waiting is said.
const SAY_EVERY: Duration = Duration::from_millis(100);

/// How often the lock is tried.
const TRY_EVERY: Duration = Duration::from_millis(5);

/// Why the lock is not held.
#[derive(Debug)]
pub enum NotLocked {
    /// Another program holds it for longer than the patience.
    Busy,
    /// Something else stands in its place.
    NotAFile(&'static str),
    /// It is there and may not be opened.
    Closed,
    /// It can be neither opened nor made.
    Io(io::Error),
}

/// The lock; free when it is dropped.
#[derive(Debug)]
pub struct Lock {
    /// None where the file system knows no locks.
    file: Option<File>,
}

impl Lock {
    /// Takes it; one that is made has the mode and group of the file.
    pub fn take(place: &Place, patience: Option<Duration>, on_step: &mut dyn FnMut(Step)) -> Result<Self, NotLocked> {
        let start = Instant::now();
        let mut said = start;
        loop {
            let file = open(place)?;
            match file.try_lock() {
                Ok(()) if is_still_there(place, &file) => return Ok(Self { file: Some(file) }),
                // Taken; or it was deleted meanwhile, and the next one is another.
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(_)) => return Ok(Self { file: None }),
            }
            if patience.is_some_and(|patience| start.elapsed() >= patience) {
                return Err(NotLocked::Busy);
            }
            thread::sleep(TRY_EVERY);
            if said.elapsed() >= SAY_EVERY {
                said = Instant::now();
                on_step(Step::Waiting);
            }
        }
    }

    /// Returns whether it is one: without, two programs are told apart by the file's fingerprint alone.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

/// Opens it, and makes it where there is none.
fn open(place: &Place) -> Result<File, NotLocked> {
    let file = opened(place).or_else(|error| made(place, error)).map_err(|error| why(place, error))?;
    let metadata = file.metadata().map_err(NotLocked::Io)?;
    if metadata.is_file() { Ok(file) } else { Err(NotLocked::NotAFile(what_it_is(&metadata))) }
}

/// Opens it to write, though nothing is ever written: network shares lock only what is open for that.
fn opened(place: &Place) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags);
    match options.clone().write(true).open(&place.lock) {
        Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            options.open(&place.lock)
        }
        other => other,
    }
}

/// Makes it, if `error` says that there is none; somebody else may be faster.
fn made(place: &Place, error: io::Error) -> io::Result<File> {
    if error.kind() != io::ErrorKind::NotFound {
        return Err(error);
    }
    match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&place.lock) {
        Ok(file) => {
            // Whoever may write the file may lock it; what the system refuses here stops nothing.
            if let Ok(model) = place.real.metadata() {
                let _ = fchown(&file, None, Some(model.gid()));
                let _ = file.set_permissions(Permissions::from_mode(model.mode() & 0o666 | 0o600));
            }
            Ok(file)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => opened(place),
        Err(error) => Err(error),
    }
}

/// Says why it was not opened, by what stands there.
fn why(place: &Place, error: io::Error) -> NotLocked {
    match place.lock.symlink_metadata() {
        Ok(metadata) if !metadata.is_file() => NotLocked::NotAFile(what_it_is(&metadata)),
        Ok(_) if error.kind() == io::ErrorKind::PermissionDenied => NotLocked::Closed,
        Ok(_) | Err(_) => NotLocked::Io(error),
    }
}

fn is_still_there(place: &Place, file: &File) -> bool {
    match (place.lock.symlink_metadata(), file.metadata()) {
        (Ok(named), Ok(held)) => Fingerprint::of(&named).identity == Fingerprint::of(&held).identity,
        (Ok(_) | Err(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_open_to_write_where_it_may_be() {
        let root = tempfile::tempdir().expect("a directory");
        let file = root.path().join("a.yaml");
        File::create(&file).expect("a file");
        let place = Place::of(&file).expect("a place");
        // Made, and found.
        for _ in 0..2 {
            let lock = Lock::take(&place, Some(Duration::ZERO), &mut |_| {}).expect("a lock");
            let flags = rustix::fs::fcntl_getfl(lock.file.as_ref().expect("a file")).expect("its flags");
            assert!(flags.contains(OFlags::RDWR), "{flags:?}");
        }
    }
}
