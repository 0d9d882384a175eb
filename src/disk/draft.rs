//! Drafts: edits that could not be saved, kept where the program keeps its own state, never beside the data.
//!
//! One small file each. They survive the program and are offered when it starts again.

mod text;

pub use text::KeptText;

use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use directories::ProjectDirs;
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

/// A draft that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What names it.
    pub id: String,
    /// The draft.
    pub draft: Draft,
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

    /// Keeps a draft; it is on the disk when this returns. Returns what names it.
    ///
    /// # Errors
    ///
    /// When the directory cannot be made or written, or [`DRAFTS`] of this file are there already.
    pub fn keep(&self, draft: &Draft) -> Result<String, Error> {
        let refused = |error: &io::Error| {
            let message = format!("the draft cannot be kept in {}: {}", quoted(&self.directory), plain(error));
            Error::new(ErrorKind::File, message).hint("the edit is lost when this program ends: save it first")
        };
        let file = real(&draft.file);
        if self.names(&file, EDIT).map_err(|error| refused(&error))?.len() >= DRAFTS {
            let message = format!("{DRAFTS} drafts of {} are kept already", quoted(&file));
            return Err(Error::new(ErrorKind::File, message).hint("save or forget them first"));
        }
        self.write(&Draft { file, ..draft.clone() }).map_err(|error| refused(&error))
    }

    /// Returns the drafts of a file, oldest first, and how many there are that cannot be read.
    ///
    /// # Errors
    ///
    /// When the directory is there and cannot be read.
    pub fn list(&self, file: &Path) -> Result<(Vec<Kept>, usize), Error> {
        let file = real(file);
        let names = self.names(&file, EDIT).map_err(|error| self.unreadable(&error))?;
        let count = names.len();
        let read = |id: String| Some(Kept { draft: read(&self.directory.join(&id)).ok()?, id });
        let kept: Vec<Kept> = names.into_iter().filter_map(read).filter(|kept| kept.draft.file == file).collect();
        let unreadable = count - kept.len();
        Ok((kept, unreadable))
    }

    /// Forgets a draft; one that is gone already is no error.
    ///
    /// # Errors
    ///
    /// When it cannot be deleted.
    pub fn forget(&self, id: &str) -> Result<(), Error> {
        let is_name = Path::new(id).components().count() == 1 && is_of(id, EDIT);
        if is_name { self.remove(id) } else { Ok(()) }
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

    fn write(&self, draft: &Draft) -> io::Result<String> {
        let json = serde_json::to_string(draft).map_err(io::Error::other)?;
        let id = self.new_name(&draft.file, draft.time.timestamp_millis(), EDIT)?;
        self.put(&id, json.as_bytes(), |_| ())?;
        Ok(id)
    }

    /// Returns a name that no draft has yet.
    fn new_name(&self, file: &Path, millis: i64, extension: &str) -> io::Result<String> {
        let head = format!("{}-{millis:015}-{}", key(file), std::process::id());
        let mut names = (0..=DRAFTS).map(|n| format!("{head}-{n:02}.{extension}"));
        let free = names.find(|id| self.directory.join(id).symlink_metadata().is_err());
        free.ok_or_else(|| io::ErrorKind::AlreadyExists.into())
    }

    /// Writes beside, then renames: half a draft is never seen. Returns the file, which `prepare` had first.
    fn put(&self, id: &str, bytes: &[u8], prepare: impl FnOnce(&File)) -> io::Result<File> {
        if !self.directory.is_dir() {
            fs::create_dir_all(&self.directory)?;
            fs::set_permissions(&self.directory, Permissions::from_mode(0o700))?;
        }
        let half = self.half_of(id);
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
        prepare(&file);
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if let Err(error) = written.and_then(|()| fs::rename(&half, self.directory.join(id))) {
            let _ = fs::remove_file(&half);
            return Err(error);
        }
        File::open(&self.directory)?.sync_all()?;
        Ok(file)
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
fn key(file: &Path) -> String {
    sha256(file.as_os_str().as_encoded_bytes()).chars().take(16).collect()
}

/// Follows links; a file that is not there keeps its name, in its directory if that is there.
fn real(file: &Path) -> PathBuf {
    if let Ok(real) = file.canonicalize() {
        return real;
    }
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.into());
    match (absolute.parent().and_then(|parent| parent.canonicalize().ok()), absolute.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        (Some(_) | None, _) => absolute,
    }
}

fn read(path: &Path) -> Result<Draft, ReadError> {
    let mut file = regular(path)?;
    let bytes = bounded(&mut file, 0)?;
    serde_json::from_slice(&bytes).map_err(|error| ReadError::Io(error.into()))
}
