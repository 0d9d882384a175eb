//! Texts that are being typed: rewritten while somebody types, and offered by the next program that finds them.
//!
//! Who types holds a lock on the file of the text, so that a second window on the same data does not offer what is
//! being typed in the first. The lock goes with the process, however that ends.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{DRAFTS, Drafts, Found, Held, key, read, real};
use crate::disk::read::{plain, quoted};
use crate::domain::unfinished::Unfinished;
use crate::error::{Error, ErrorKind};

/// What the names of texts end with.
const TEXT: &str = "text";

/// How old a half is that nobody is writing any more.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// A text that is kept; locked as long as this lives.
#[derive(Debug)]
pub struct KeptText {
    /// The text.
    pub text: Unfinished,
    held: Held,
}

/// What stands in the file.
#[derive(Serialize, Deserialize)]
struct Written {
    /// The version of this shape: 1.
    v: u32,
    /// The real file, links followed.
    file: PathBuf,
    /// The text.
    text: Unfinished,
}

impl Drafts {
    /// Keeps a text that is being typed; it is on the disk when this returns.
    ///
    /// # Errors
    ///
    /// When the directory cannot be made or written, or [`DRAFTS`] texts of this file are there already.
    pub fn keep_text(&self, file: &Path, text: &Unfinished) -> Result<KeptText, Error> {
        let file = real(file);
        if self.names(&file, TEXT).map_err(|error| self.not_kept(&error))?.len() >= DRAFTS {
            let message = format!("{DRAFTS} typed texts of {} are kept already", quoted(&file));
            return Err(Error::new(ErrorKind::File, message).hint("throw some of them away"));
        }
        let id = self.new_name(&file, text.begun.timestamp_millis(), TEXT).map_err(|error| self.not_kept(&error))?;
        self.put_text(id, &file, text)
    }

    /// Keeps a newer state of a text in place of the older one.
    ///
    /// # Errors
    ///
    /// As [`Self::keep_text`]; the older one stays.
    pub fn rewrite_text(&self, kept: &mut KeptText, file: &Path, text: &Unfinished) -> Result<(), Error> {
        *kept = self.put_text(kept.held.id.clone(), &real(file), text)?;
        Ok(())
    }

    /// Returns the texts of a file that nobody is typing any more, oldest first; from now on they are ours.
    ///
    /// One that cannot be read stays where it is.
    ///
    /// # Errors
    ///
    /// When the directory is there and cannot be read.
    pub fn texts(&self, file: &Path) -> Result<Vec<KeptText>, Error> {
        let file = real(file);
        let names = self.names(&file, TEXT).map_err(|error| self.unreadable(&error))?;
        self.sweep(&file);
        let written_here = |found: &mut File| read(found).ok().filter(|written: &Written| written.file == file);
        let kept = names.into_iter().filter_map(|id| match self.take_over(id, written_here) {
            Found::Ours(written, held) => Some(KeptText { text: written.text, held }),
            Found::Theirs | Found::Unreadable => None,
        });
        Ok(kept.collect())
    }

    /// Forgets a text; one that is gone already is no error.
    ///
    /// # Errors
    ///
    /// When it cannot be deleted.
    pub fn forget_text(&self, kept: &KeptText) -> Result<(), Error> {
        self.remove(&kept.held.id)
    }

    fn put_text(&self, id: String, file: &Path, text: &Unfinished) -> Result<KeptText, Error> {
        let written = Written { v: 1, file: file.into(), text: text.clone() };
        let json = serde_json::to_vec(&written).map_err(|error| self.not_kept(&error.into()))?;
        let held = self.put(id, &json).map_err(|error| self.not_kept(&error))?;
        Ok(KeptText { text: written.text, held })
    }

    /// Deletes halves that a killed program left behind, long after.
    fn sweep(&self, file: &Path) {
        let head = format!(".{}", key(file));
        for entry in fs::read_dir(&self.directory).into_iter().flatten().flatten() {
            let is_half =
                |name: &str| name.starts_with(&head) && Path::new(name).extension().is_some_and(|e| e == "half");
            let is_ours = entry.file_name().to_str().is_some_and(is_half);
            let age =
                entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|time| time.elapsed().ok());
            if is_ours && age.is_some_and(|age| age > LEFT_BEHIND) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn not_kept(&self, error: &io::Error) -> Error {
        let message = format!("what is typed cannot be kept in {}: {}", quoted(&self.directory), plain(error));
        Error::new(ErrorKind::File, message).hint("it is lost when this program ends: save it first")
    }
}

impl KeptText {
    /// Returns whether nobody else takes it for left behind.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.held.lock.is_some()
    }
}
