//! The lock beside the file: empty, held during one save, never deleted.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;

use super::Step;
use crate::disk::place::Place;
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
            let file = open(place).map_err(NotLocked::Io)?;
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
fn open(place: &Place) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags);
    match options.open(&place.lock) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        other => return other,
    }
    match options.write(true).create_new(true).mode(0o600).open(&place.lock) {
        Ok(file) => {
            // Whoever may write the file may lock it; what the system refuses here stops nothing.
            if let Ok(model) = place.real.metadata() {
                let _ = fchown(&file, None, Some(model.gid()));
                let _ = file.set_permissions(Permissions::from_mode(model.mode() & 0o666 | 0o600));
            }
            Ok(file)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            OpenOptions::new().read(true).custom_flags(flags).open(&place.lock)
        }
        Err(error) => Err(error),
    }
}

fn is_still_there(place: &Place, file: &File) -> bool {
    match (place.lock.symlink_metadata(), file.metadata()) {
        (Ok(named), Ok(held)) => Fingerprint::of(&named).identity == Fingerprint::of(&held).identity,
        (Ok(_) | Err(_), _) => false,
    }
}
