//! Being told of changes by Linux: of names that come and go in the directories, and of the content of the file alone.
//!
//! What others only open, read or write beside the file wakes nobody, not even the thread that waits here.

use std::ffi::{OsStr, OsString};
use std::io::{self, PipeReader, PipeWriter};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify::{CreateFlags, Event, ReadFlags, Reader, WatchFlags, add_watch, init, remove_watch};
use rustix::io::Errno;

use super::{Nudge, Places};

/// What is told of a directory: names that come and go, and that it goes itself.
const OF_NAMES: WatchFlags = WatchFlags::CREATE
    .union(WatchFlags::DELETE)
    .union(WatchFlags::MOVED_FROM)
    .union(WatchFlags::MOVED_TO)
    .union(WatchFlags::MOVE_SELF)
    .union(WatchFlags::DELETE_SELF)
    .union(WatchFlags::ONLYDIR);

/// What is told of the file: its content, and who may write it.
const OF_CONTENT: WatchFlags = WatchFlags::MODIFY.union(WatchFlags::CLOSE_WRITE).union(WatchFlags::ATTRIB);

/// How many bytes of events are read at once: at least sixteen.
const EVENTS_BYTES: usize = 4096;

/// A standing order; ends with the value.
pub struct Watcher {
    orders: Arc<OwnedFd>,
    /// The number of the order about the file itself; none: it is not there.
    file: Option<i32>,
    /// The thread ends when this is closed.
    _end: PipeWriter,
}

impl Watcher {
    /// Begins to watch; none if the system has no more watches to give.
    pub fn start(places: &Places, nudges: SyncSender<Nudge>) -> Option<Self> {
        let orders = Arc::new(order(places)?);
        let (ended, end) = io::pipe().ok()?;
        let (names, events) = (places.names.clone(), Arc::clone(&orders));
        let listen = move || listen(&events, &ended, &names, &nudges);
        thread::Builder::new().name("notice".into()).spawn(listen).ok()?;
        Some(Self { orders, file: None, _end: end })
    }

    /// Watches the content of the file that stands there now.
    ///
    /// Also where it seems to be the same one: a system gives the number of a file that is gone to the next one.
    pub fn follow(&mut self, path: &Path) {
        let before = std::mem::replace(&mut self.file, add_watch(&self.orders, path, OF_CONTENT).ok());
        if let Some(before) = before.filter(|before| Some(*before) != self.file) {
            // Refused where the file is gone, and the order with it.
            let _ = remove_watch(&self.orders, before);
        }
    }
}

/// Orders to be told of names; none if no directory can be watched.
fn order(places: &Places) -> Option<OwnedFd> {
    let orders = init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok()?;
    let mut count = 0;
    for (directory, _) in &places.directories {
        count += usize::from(add_watch(&orders, directory, OF_NAMES).is_ok());
    }
    (count > 0).then_some(orders)
}

/// Hands on what is about the file, until nobody wants to know any more.
fn listen(orders: &OwnedFd, end: &PipeReader, names: &[OsString], nudges: &SyncSender<Nudge>) {
    loop {
        let mut fds = [
            PollFd::from_borrowed_fd(orders.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(end.as_fd(), PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(_) => return,
        }
        let [told, ended] = fds.map(|fd| fd.revents());
        if !ended.is_empty() || told.intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL) {
            return;
        }
        if is_told(orders, names) {
            // Full means that a nudge is waiting already.
            let _ = nudges.try_send(Nudge::Changed);
        }
    }
}

/// Takes all that is told by now; returns whether anything of it is about the file.
fn is_told(orders: &OwnedFd, names: &[OsString]) -> bool {
    let mut bytes = [MaybeUninit::uninit(); EVENTS_BYTES];
    let mut events = Reader::new(orders, &mut bytes);
    let mut is_told = false;
    loop {
        match events.next() {
            Ok(event) => is_told |= is_about(&event, names),
            Err(Errno::INTR) => {}
            Err(_) => return is_told,
        }
    }
}

/// Returns whether an event can mean that one of the names has new content.
fn is_about(event: &Event<'_>, names: &[OsString]) -> bool {
    match event.file_name() {
        Some(name) => names.iter().any(|known| known.as_os_str() == OsStr::from_bytes(name.to_bytes())),
        // Of the file or the directory itself, or that more happened than could be told; an order that ends says nothing.
        None => !event.events().contains(ReadFlags::IGNORED),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::PathBuf;

    use rustix::event::Timespec;

    use super::*;

    /// A file that is watched, without the thread: what the system has to tell it has told when a deed is done.
    struct Case {
        path: PathBuf,
        places: Places,
        watcher: Watcher,
    }

    impl Case {
        fn of(path: &Path) -> Self {
            let places = Places::of(path);
            let orders = Arc::new(order(&places).expect("an order"));
            let (_, end) = io::pipe().expect("a pipe");
            let mut watcher = Watcher { orders, file: None, _end: end };
            watcher.follow(path);
            Self { path: path.into(), places, watcher }
        }

        /// Returns whether a deed wakes the thread, and whether it is about the file; then follows the file.
        fn wakes(&mut self, deed: impl FnOnce()) -> (bool, bool) {
            deed();
            let orders = Arc::clone(&self.watcher.orders);
            let mut fds = [PollFd::from_borrowed_fd(orders.as_fd(), PollFlags::IN)];
            let is_awake = poll(&mut fds, Some(&Timespec::default())).expect("an answer") > 0;
            let is_about = is_told(&orders, &self.places.names);
            self.watcher.follow(&self.path);
            (is_awake, is_about)
        }
    }

    #[test]
    fn what_others_only_open_or_do_beside_the_file_wakes_nobody() {
        let root = tempfile::tempdir().expect("a directory");
        let (path, other) = (root.path().join("deadlines.yaml"), root.path().join("other"));
        for path in [&path, &other] {
            fs::write(path, "a: 1\n").expect("a file");
        }
        let mut case = Case::of(&path);
        let read = || {
            for path in [&path, &other] {
                assert_eq!(fs::read(path).expect("a text"), b"a: 1\n");
            }
            fs::read_dir(root.path()).expect("a directory").for_each(drop);
        };
        assert_eq!(case.wakes(read), (false, false));
        let write = || {
            fs::write(&other, "b: 2\n").expect("a write");
            fs::set_permissions(&other, fs::Permissions::from_mode(0o600)).expect("a mode");
        };
        assert_eq!(case.wakes(write), (false, false));
        // Of all names it is told that they come and go; it matters of one of them.
        assert_eq!(case.wakes(|| fs::remove_file(&other).expect("a file to remove")), (true, false));
    }

    #[test]
    fn what_a_link_leads_to_is_told_of_when_it_comes_back() {
        let root = tempfile::tempdir().expect("a directory");
        let (path, real) = (root.path().join("deadlines.yaml"), root.path().join("real.yaml"));
        std::os::unix::fs::symlink("real.yaml", &path).expect("a link");
        let mut case = Case::of(&path);
        assert_eq!(case.wakes(|| fs::write(&real, "a: 1\n").expect("a file")), (true, true));
    }

    #[test]
    fn whatever_happens_to_the_file_is_told() {
        let root = tempfile::tempdir().expect("a directory");
        let (path, next) = (root.path().join("deadlines.yaml"), root.path().join("next"));
        for path in [&path, &next] {
            fs::write(path, "a: 1\n").expect("a file");
        }
        let mut case = Case::of(&path);
        let write = || fs::write(&path, "b: 2\n").expect("a write");
        let rename = |from: &Path, to: &Path| fs::rename(from, to).expect("a rename");
        let remove = || fs::remove_file(&path).expect("a file to remove");
        let told = (true, true);
        assert_eq!(case.wakes(write), told);
        assert_eq!(case.wakes(|| fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("a mode")), told);
        // After each of these it is another file that is written, and once perhaps of the same number.
        assert_eq!((case.wakes(|| rename(&next, &path)), case.wakes(write)), (told, told));
        assert_eq!((case.wakes(|| rename(&path, &next)), case.wakes(write), case.wakes(write)), (told, told, told));
        assert_eq!((case.wakes(remove), case.wakes(write), case.wakes(write)), (told, told, told));
        let anew = || {
            remove();
            write();
        };
        assert_eq!((case.wakes(anew), case.wakes(write)), (told, told));
        // Its directory goes and comes back.
        let (home, away) = (root.path().to_path_buf(), root.path().with_extension("away"));
        assert_eq!((case.wakes(|| rename(&home, &away)), case.wakes(|| rename(&away, &home))), (told, told));
        // What it was before is nobody's matter.
        assert_eq!(case.wakes(|| fs::write(&next, "c: 3\n").expect("a write")), (false, false));
    }
}
