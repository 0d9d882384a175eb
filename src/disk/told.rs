//! Which alerts were told of a file: kept where the program keeps its own state, so that a restart tells none twice.
//!
//! One small file for each data file. Windows on one file write into it in turn, and each what all of them told.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use rustix::fs::OFlags;
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

    /// Keeps what was told, with what other windows kept there meanwhile; half of it is never seen. `before` is what this
    /// window read or kept last. Waits for another window's write.
    ///
    /// # Errors
    ///
    /// When the directory cannot be made or written.
    pub fn keep(&self, told: &Memory, before: &Memory) -> io::Result<()> {
        let directory = self.path.parent().ok_or(io::ErrorKind::NotFound)?;
        if !directory.is_dir() {
            fs::create_dir_all(directory)?;
            fs::set_permissions(directory, Permissions::from_mode(0o700))?;
        }
        let _lock = self.lock();
        let written = Written { v: 1, file: self.file.clone(), told: told.joined(before, &self.read()) };
        let json = serde_json::to_vec(&written).map_err(io::Error::other)?;
        let half = self.half();
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
        // Synced: a machine that is switched off at night must find it whole in the morning.
        let done = file.write_all(&json).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&half, &self.path));
        if done.is_err() {
            let _ = fs::remove_file(&half);
        }
        done
    }

    /// Returns what is written before it takes its place.
    fn half(&self) -> PathBuf {
        self.path.with_extension(format!("{}.half", std::process::id()))
    }

    /// Takes the lock beside the file; free when it is dropped, and never deleted. None where the file system knows no
    /// locks: what is written then was read a moment before.
    fn lock(&self) -> Option<File> {
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(flags);
        let file = options.open(self.path.with_extension("lock")).ok()?;
        loop {
            match file.lock() {
                Ok(()) => return Some(file),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
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
        let before = place.read();
        assert_eq!(before, Memory::default());
        let mut told = before.clone();
        told.owes_ring = true;
        place.keep(&told, &before).expect("it is kept");
        assert_eq!(place.read(), told);
        assert_eq!(ToldFile::at(&root.path().join("alerts"), &other).read(), Memory::default());
        // What is not understood says at least when it was written: what was crossed since then is told.
        fs::write(&place.path, "{").expect("a file");
        let torn = place.read();
        assert!(torn.looked.is_some() && torn.is_empty() && torn != Memory::default());
        let names = fs::read_dir(root.path().join("alerts")).expect("a directory").count();
        assert_eq!(names, 2, "it and its lock");
    }

    /// A memory of these obligations.
    fn memory(addresses: &[String]) -> Memory {
        let seen = r#"{"marks": [{"instant": "2026-12-24T00:00:00Z", "at": "2026-11-24T00:00:00Z"}], "is_open": true}"#;
        let seen: Vec<String> = addresses.iter().map(|address| format!(r#""{address}": {seen}"#)).collect();
        let seen = seen.join(", ");
        let text = format!(r#"{{"looked": "2026-11-24T00:00:00Z", "owes_ring": false, "seen": {{{seen}}}}}"#);
        serde_json::from_str(&text).expect("a memory")
    }

    #[test]
    fn windows_that_write_at_the_same_time_lose_nothing_of_each_other() {
        let root = tempfile::tempdir().expect("a directory");
        let place = ToldFile::at(&root.path().join("alerts"), &root.path().join("one.yaml"));
        let address = |window: usize, number: usize| format!("r/m{number}:p{window}");
        std::thread::scope(|scope| {
            for window in 0..4 {
                let place = &place;
                scope.spawn(move || {
                    // All were opened when nothing stood there: what a window read and has no more, it forgot.
                    let (mut told, mut before) = (Vec::new(), Memory::default());
                    for number in 0..10 {
                        told.push(address(window, number));
                        let memory = memory(&told);
                        place.keep(&memory, &before).expect("it is kept");
                        before = memory;
                    }
                });
            }
        });
        let all: Vec<String> = (0..4).flat_map(|window| (0..10).map(move |number| address(window, number))).collect();
        assert_eq!(place.read(), memory(&all));
    }
}
