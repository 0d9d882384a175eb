//! Being told of changes: in the directories of the file and, where it is a link, of what it leads to.
//!
//! Never of the file alone: after one rename-over such a watch sees nothing any more.

#[cfg(target_os = "linux")]
#[path = "notice/inotify.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "notice/elsewhere.rs"]
mod system;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use self::system::Watcher;
use super::stamp::Fingerprint;

/// What wakes the loader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// Something happened to the file.
    Changed,
    /// Somebody wants it read again.
    Asked,
}

/// The directories to watch and the names in them that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Places {
    /// At most two: that of the path and that of what it leads to; each with its device and inode.
    directories: Vec<(PathBuf, (u64, u64))>,
    /// At most two.
    names: Vec<OsString>,
}

impl Places {
    fn of(path: &Path) -> Self {
        let mut places = Self::default();
        // What a link leads to may come back: it is waited for there.
        let leads_to = || Some(path.parent()?.join(path.read_link().ok()?));
        let target = path.canonicalize().ok().or_else(leads_to);
        for path in [Some(path), target.as_deref()].into_iter().flatten() {
            let Some(name) = path.file_name() else { continue };
            let parent = match path.parent() {
                Some(parent) if parent != Path::new("") => parent.to_path_buf(),
                Some(_) | None => PathBuf::from("."),
            };
            let Ok(metadata) = parent.metadata() else { continue };
            let identity = Fingerprint::of(&metadata).identity;
            if !places.directories.iter().any(|(_, known)| *known == identity) {
                places.directories.push((parent, identity));
            }
            if !places.names.iter().any(|known| known == name) {
                places.names.push(name.to_os_string());
            }
        }
        places
    }
}

/// A standing order to be told of changes; without one (no inotify left, a network share) the loader's own `stat`
/// every few seconds finds them.
pub struct Notice {
    path: PathBuf,
    nudges: SyncSender<Nudge>,
    places: Places,
    watcher: Option<Watcher>,
}

impl Notice {
    /// Makes a notice that watches nothing yet.
    pub fn new(path: &Path, nudges: SyncSender<Nudge>) -> Self {
        Self { path: path.into(), nudges, places: Places::default(), watcher: None }
    }

    /// Looks whether what is watched is still what stands there; if not, watches that.
    pub fn renew(&mut self) {
        let places = Places::of(&self.path);
        // Where there is no directory, the one that went away may come back.
        if places != self.places && !places.directories.is_empty() {
            self.watcher = Watcher::start(&places, self.nudges.clone());
            self.places = places;
        }
        if let Some(watcher) = &mut self.watcher {
            watcher.follow(&self.path);
        }
    }
}
