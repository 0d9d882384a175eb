//! Being told of changes by another system than Linux.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Nudge, Places};

/// A standing order; ends with the value.
pub struct Watcher {
    _orders: RecommendedWatcher,
}

impl Watcher {
    /// Begins to watch; none if the system has no more watches to give.
    pub fn start(places: &Places, nudges: SyncSender<Nudge>) -> Option<Self> {
        let names = places.names.clone();
        let mut orders = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.as_ref().is_ok_and(|event| !is_about(event, &names)) {
                return;
            }
            // Full means that a nudge is waiting already.
            let _ = nudges.try_send(Nudge::Changed);
        })
        .ok()?;
        let mut count = 0;
        for (directory, _) in &places.directories {
            count += usize::from(orders.watch(directory, RecursiveMode::NonRecursive).is_ok());
        }
        (count > 0).then_some(Self { _orders: orders })
    }

    /// Takes note which file stands there: the directories tell of it by its name.
    pub fn follow(&mut self, _path: &Path) {}
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
