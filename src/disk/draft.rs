//! Drafts: edits that could not be saved, kept where the program keeps its own state, never beside the data.
//!
//! One small file each. They survive the program and are offered when it starts again. Who made them holds a lock on each,
//! so that a second window on the same data does not offer what the first is still about to save.

mod text;

pub use text::KeptText;

use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use directories::ProjectDirs;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::commit::Intent;
use super::read::{ReadError, bounded, plain, quoted, regular};
use crate::domain::history::Author;
use crate::error::{Error, ErrorKind};
use crate::yaml::snapshot::sha256;

/// The most drafts that are kept of one file, and the most typed texts.
pub const DRAFTS: usize = 64;

/// What the names of edits end with.
const EDIT: &str = "json";

/// An edit that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The version of this shape: 1.
    pub v: u32,
    /// The real file, links followed.
    pub file: PathBuf,
    /// What was to be saved.
    pub intent: Intent,
    /// When it was made.
    pub time: DateTime<FixedOffset>,
    /// Who made it.
    #[serde(flatten)]
    pub author: Author,
    /// Why it was not saved; one line.
    pub why: String,
}

/// A draft that is kept; locked as long as this lives.
#[derive(Debug)]
pub struct Kept {
    /// The draft.
    pub draft: Draft,
    held: Held,
}

impl Kept {
    /// Returns what names it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.held.id
    }

    /// Returns whether nobody else takes it for left behind.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.held.lock.is_some()
    }
}

/// A file of ours, by its name. Another program does not offer what is in it: it is locked, and the lock goes with the
/// process, however that ends.
#[derive(Debug)]
struct Held {
    id: String,
    /// None where the file system knows no locks.
    lock: Option<File>,
}

/// What became of a file that may be left behind.
enum Found<T> {
    /// It was, and is ours from now on.
    Ours(T, Held),
    /// Somebody has it, or it is gone.
    Theirs,
    /// It cannot be read.
    Unreadable,
}

/// The directory in which drafts are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafts {
    directory: PathBuf,
}

impl Drafts {
    /// Returns the platform's place for them, `$XDG_STATE_HOME` honoured; none where there is no home directory.
    #[must_use]
    pub fn of_platform() -> Option<Self> {
        let directories = ProjectDirs::from("", "", "duewatch")?;
        let state = directories.state_dir().unwrap_or_else(|| directories.data_local_dir());
        Some(Self::at(&state.join("drafts")))
    }

    /// Keeps them in this directory.
    #[must_use]
    pub fn at(directory: &Path) -> Self {
        Self { directory: directory.into() }
    }

    /// Returns the directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Keeps a draft; it is on the disk when this returns, and no other program offers it while what is returned lives.
    ///
    /// # Errors
    ///
    /// When the directory cannot be made or written, or [`DRAFTS`] of this file are there already.
    pub fn keep(&self, draft: &Draft) -> Result<Kept, Error> {
        let refused = |error: &io::Error| {
            let message = format!("the draft cannot be kept in {}: {}", quoted(&self.directory), plain(error));
            Error::new(ErrorKind::File, message).hint("the edit is lost when this program ends: save it first")
        };
        let file = real(&draft.file);
        if self.names(&file, EDIT).map_err(|error| refused(&error))?.len() >= DRAFTS {
            let message = format!("{DRAFTS} drafts of {} are kept already", quoted(&file));
            return Err(Error::new(ErrorKind::File, message).hint("save or forget them first"));
        }
        self.write(Draft { file, ..draft.clone() }).map_err(|error| refused(&error))
    }

    /// Returns the drafts of a file that no program holds any more, oldest first, and how many there are that cannot be
    /// read; from now on they are ours.
    ///
    /// # Errors
    ///
    /// When the directory is there and cannot be read.
    pub fn list(&self, file: &Path) -> Result<(Vec<Kept>, usize), Error> {
        let file = real(file);
        let names = self.names(&file, EDIT).map_err(|error| self.unreadable(&error))?;
        let (mut kept, mut unreadable) = (Vec::new(), 0);
        for id in names {
            match self.take_over(id, |found| read(found).ok().filter(|draft: &Draft| draft.file == file)) {
                Found::Ours(draft, held) => kept.push(Kept { draft, held }),
                Found::Theirs => {}
                Found::Unreadable => unreadable += 1,
            }
        }
        Ok((kept, unreadable))
    }

    /// Forgets a draft; one that is gone already is no error.
    ///
    /// # Errors
    ///
    /// When it cannot be deleted.
    pub fn forget(&self, kept: &Kept) -> Result<(), Error> {
        self.remove(&kept.held.id)
    }

    fn remove(&self, id: &str) -> Result<(), Error> {
        match fs::remove_file(self.directory.join(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let message = format!("the draft in {} cannot be deleted: {}", quoted(&self.directory), plain(&error));
                Err(Error::new(ErrorKind::File, message).hint("check its permissions"))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn write(&self, draft: Draft) -> io::Result<Kept> {
        let json = serde_json::to_string(&draft).map_err(io::Error::other)?;
        let id = self.new_name(&draft.file, draft.time.timestamp_millis(), EDIT)?;
        Ok(Kept { held: self.put(id, json.as_bytes())?, draft })
    }

    /// Reads a file and locks it, unless somebody has it.
    fn take_over<T>(&self, id: String, read: impl FnOnce(&mut File) -> Option<T>) -> Found<T> {
        let path = self.directory.join(&id);
        let Ok(mut found) = regular(&path) else { return Found::Unreadable };
        let is_locked = match found.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => return Found::Theirs,
            Err(TryLockError::Error(_)) => false,
        };
        // A newer one may have taken its place before it was locked.
        let is_it = match (found.metadata(), path.symlink_metadata()) {
            (Ok(own), Ok(there)) => (own.dev(), own.ino()) == (there.dev(), there.ino()),
            (_, _) => false,
        };
        if !is_it {
            return Found::Theirs;
        }
        let Some(it) = read(&mut found) else { return Found::Unreadable };
        if is_locked {
            // Who was writing it is gone.
            let _ = fs::remove_file(self.half_of(&id));
        }
        Found::Ours(it, Held { id, lock: is_locked.then_some(found) })
    }

    /// Returns a name that no draft has yet.
    fn new_name(&self, file: &Path, millis: i64, extension: &str) -> io::Result<String> {
        let head = format!("{}-{millis:015}-{}", key(file), std::process::id());
        let mut names = (0..=DRAFTS).map(|n| format!("{head}-{n:02}.{extension}"));
        let free = names.find(|id| self.directory.join(id).symlink_metadata().is_err());
        free.ok_or_else(|| io::ErrorKind::AlreadyExists.into())
    }

    /// Writes beside, then renames: half a draft is never seen. Locked before it has its name: nobody finds it free.
    fn put(&self, id: String, bytes: &[u8]) -> io::Result<Held> {
        if !self.directory.is_dir() {
            fs::create_dir_all(&self.directory)?;
            fs::set_permissions(&self.directory, Permissions::from_mode(0o700))?;
        }
        let half = self.half_of(&id);
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
        let is_locked = file.try_lock().is_ok();
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if let Err(error) = written.and_then(|()| fs::rename(&half, self.directory.join(&id))) {
            let _ = fs::remove_file(&half);
            return Err(error);
        }
        File::open(&self.directory)?.sync_all()?;
        Ok(Held { id, lock: is_locked.then_some(file) })
    }

    /// Returns where a draft is written before it has its name.
    fn half_of(&self, id: &str) -> PathBuf {
        self.directory.join(format!(".{id}.half"))
    }

    fn unreadable(&self, error: &io::Error) -> Error {
        let message = format!("the drafts in {} cannot be read: {}", quoted(&self.directory), plain(error));
        Error::new(ErrorKind::File, message).hint("check its permissions")
    }

    /// Returns the names of the drafts of a file with this extension, oldest first.
    fn names(&self, file: &Path, extension: &str) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let key = key(file);
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| name.starts_with(&key) && is_of(name, extension)).collect();
        names.sort();
        Ok(names)
    }
}

fn is_of(name: &str, wanted: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == wanted)
}

/// Returns what the names of a file's drafts begin with.
pub(super) fn key(file: &Path) -> String {
    sha256(file.as_os_str().as_encoded_bytes()).chars().take(16).collect()
}

/// Follows links; a file that is not there keeps its name, in its directory if that is there.
pub(super) fn real(file: &Path) -> PathBuf {
    if let Ok(real) = file.canonicalize() {
        return real;
    }
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.into());
    match (absolute.parent().and_then(|parent| parent.canonicalize().ok()), absolute.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        (Some(_) | None, _) => absolute,
    }
}

fn read<T: DeserializeOwned>(file: &mut File) -> Result<T, ReadError> {
    let bytes = bounded(file, 0)?;
    serde_json::from_slice(&bytes).map_err(|error| ReadError::Io(error.into()))
}
