//! Which alerts were told of a file: kept where the program keeps its own state, so that a restart tells none twice.
//!
//! One small file for each data file. Two windows on one file tell the same; the one that writes last is believed.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use super::draft::{key, real};
use super::read::{bounded, regular};
use crate::domain::alert::Memory;

/// Where it is kept which alerts were told of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldFile {
    file: PathBuf,
    path: PathBuf,
}

/// What stands in the file.
#[derive(Serialize, Deserialize)]
struct Written {
    /// The version of this shape: 1.
    v: u32,
    /// The real data file, links followed.
    file: PathBuf,
    /// What was told.
    told: Memory,
}

impl ToldFile {
    /// Returns the platform's place for a data file, `$XDG_STATE_HOME` honoured; none where there is no home directory.
    #[must_use]
    pub fn of_platform(file: &Path) -> Option<Self> {
        let directories = ProjectDirs::from("", "", "duewatch")?;
        let state = directories.state_dir().unwrap_or_else(|| directories.data_local_dir());
        Some(Self::at(&state.join("alerts"), file))
    }

    /// Keeps it in this directory.
    #[must_use]
    pub fn at(directory: &Path, file: &Path) -> Self {
        let file = real(file);
        Self { path: directory.join(format!("{}.json", key(&file))), file }
    }

    /// Returns what was told; nothing where nobody looked yet. What stands there and is not understood says at least when
    /// somebody looked.
    #[must_use]
    pub fn read(&self) -> Memory {
        let Ok(mut file) = regular(&self.path) else { return Memory::default() };
        let found = bounded(&mut file, 0).ok();
        match found.and_then(|bytes| serde_json::from_slice::<Written>(&bytes).ok()) {
            Some(written) if written.file != self.file => Memory::default(),
            Some(written) if written.v == 1 => written.told,
            Some(_) | None => {
                let changed = file.metadata().and_then(|metadata| metadata.modified());
                changed.map_or_else(|_| Memory::default(), |at| Memory::unreadable(at.into()))
            }
        }
    }

    /// Keeps what was told in place of what stood there; half of it is never seen.
    ///
    /// # Errors
    ///
    /// When the directory cannot be made or written.
    pub fn write(&self, told: &Memory) -> io::Result<()> {
        let written = Written { v: 1, file: self.file.clone(), told: told.clone() };
        let json = serde_json::to_vec(&written).map_err(io::Error::other)?;
        let directory = self.path.parent().ok_or(io::ErrorKind::NotFound)?;
        if !directory.is_dir() {
            fs::create_dir_all(directory)?;
            fs::set_permissions(directory, Permissions::from_mode(0o700))?;
        }
        let half = self.path.with_extension(format!("{}.half", std::process::id()));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
        // Synced: a machine that is switched off at night must find it whole in the morning.
        let done = file.write_all(&json).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&half, &self.path));
        if done.is_err() {
            let _ = fs::remove_file(&half);
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_comes_back_and_of_its_own_file_alone() {
        let root = tempfile::tempdir().expect("a directory");
        let (one, other) = (root.path().join("one.yaml"), root.path().join("other.yaml"));
        let place = ToldFile::at(&root.path().join("alerts"), &one);
        let mut told = place.read();
        assert_eq!(told, Memory::default());
        told.owes_ring = true;
        place.write(&told).expect("it is kept");
        assert_eq!(place.read(), told);
        assert_eq!(ToldFile::at(&root.path().join("alerts"), &other).read(), Memory::default());
        // What is not understood says at least when it was written: what was crossed since then is told.
        fs::write(&place.path, "{").expect("a file");
        let torn = place.read();
        assert!(torn.looked.is_some() && torn.is_empty() && torn != Memory::default());
        let names = fs::read_dir(root.path().join("alerts")).expect("a directory").count();
        assert_eq!(names, 1);
    }
}
