//! Being told of changes: the directories of the file and, where it is a link, of what it leads to.
//!
//! The file itself is never watched: after one rename-over that watch sees nothing any more.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

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
        let target = path.canonicalize().ok();
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
    watcher: Option<RecommendedWatcher>,
}

impl Notice {
    /// Makes a notice that watches nothing yet.
    pub fn new(path: &Path, nudges: SyncSender<Nudge>) -> Self {
        Self { path: path.into(), nudges, places: Places::default(), watcher: None }
    }

    /// Looks whether the directories are still those that are watched; if not, watches the new ones.
    pub fn renew(&mut self) {
        let places = Places::of(&self.path);
        if places == self.places {
            return;
        }
        self.watcher = watch(&places, self.nudges.clone());
        self.places = places;
    }
}

/// Begins to watch; none if the system has no more watches to give.
fn watch(places: &Places, nudges: SyncSender<Nudge>) -> Option<RecommendedWatcher> {
    let names = places.names.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.as_ref().is_ok_and(|event| !is_about(event, &names)) {
            return;
        }
        // Full means that a nudge is waiting already.
        let _ = nudges.try_send(Nudge::Changed);
    })
    .ok()?;
    let mut orders = 0;
    for (directory, _) in &places.directories {
        orders += usize::from(watcher.watch(directory, RecursiveMode::NonRecursive).is_ok());
    }
    (orders > 0).then_some(watcher)
}

/// Returns whether an event can mean that one of the names has new content.
fn is_about(event: &Event, names: &[OsString]) -> bool {
    let matters = match event.kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    };
    let is_named = |path: &PathBuf| path.file_name().is_some_and(|name| names.iter().any(|known| known == name));
    event.need_rescan() || (matters && event.paths.iter().any(is_named))
}
