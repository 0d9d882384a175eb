//! The thread that keeps which alerts were told: the loop never waits for a disk.

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::disk::ToldFile;
use crate::domain::alert::Memory;

/// How long leaving waits for the last of it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The way to the thread, which the first wish starts.
#[derive(Debug)]
pub struct Diary {
    place: Option<ToldFile>,
    /// What was read when the program began.
    before: Memory,
    thread: Option<(Arc<Wishes>, Receiver<()>)>,
}

/// What is wished for, and the bell that rings when it is.
#[derive(Debug, Default)]
struct Wishes {
    slot: Mutex<Slot>,
    bell: Condvar,
}

/// One place: a newer memory takes that of an older one, however long a disk does not answer.
#[derive(Debug, Default)]
struct Slot {
    told: Option<Memory>,
    /// Whether nothing comes after it.
    is_last: bool,
}

impl Wishes {
    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Slot)) {
        change(&mut self.slot());
        self.bell.notify_one();
    }

    /// Waits for the next wish; none: there will be no more.
    fn next(&self) -> Option<Memory> {
        let is_idle = |slot: &mut Slot| slot.told.is_none() && !slot.is_last;
        let slot = self.bell.wait_while(self.slot(), is_idle);
        slot.unwrap_or_else(PoisonError::into_inner).told.take()
    }
}

impl Diary {
    /// Makes the way; without a place nothing is ever kept. `before` is what was read there.
    pub fn new(place: Option<ToldFile>, before: Memory) -> Self {
        Self { place, before, thread: None }
    }

    /// Asks for this to be kept in place of all that was asked for before. What cannot be kept is told once more after a
    /// restart.
    pub fn keep(&mut self, told: Memory) {
        if self.thread.is_none() {
            self.thread = self.place.clone().and_then(|place| start(place, self.before.clone()));
        }
        if let Some((wishes, _)) = &self.thread {
            wishes.change(|slot| slot.told = Some(told));
        }
    }

    /// Waits until all of it is kept, two seconds at most.
    pub fn settle(&mut self) {
        if let Some((wishes, done)) = self.thread.take() {
            wishes.change(|slot| slot.is_last = true);
            let _ = done.recv_timeout(PATIENCE);
        }
    }
}

fn start(place: ToldFile, mut before: Memory) -> Option<(Arc<Wishes>, Receiver<()>)> {
    let (wishes, (finished, done)) = (Arc::<Wishes>::default(), channel());
    let inbox = Arc::clone(&wishes);
    let work = move || {
        while let Some(told) = inbox.next() {
            if place.keep(&told, &before).is_ok() {
                before = told;
            }
        }
        let _ = finished.send(());
    };
    thread::Builder::new().name("diary".into()).spawn(work).ok()?;
    Some((wishes, done))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "its own pipe")]
mod tests {
    use std::fs::File;
    use std::io::Read as _;
    use std::path::Path;
    use std::process::Command;

    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;

    fn looked(minute: i64) -> Memory {
        Memory::unreadable(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minute))
    }

    /// Makes a pipe where the diary writes: whoever opens it waits until somebody reads.
    fn hang(place: &ToldFile, root: &Path) -> std::path::PathBuf {
        place.keep(&Memory::default(), &Memory::default()).expect("a directory");
        let kept = std::fs::read_dir(root).expect("a directory").map(|entry| entry.expect("an entry").path());
        let kept = kept.into_iter().find(|path| path.extension().is_some_and(|e| e == "json")).expect("what was kept");
        let half = kept.with_extension(format!("{}.half", std::process::id()));
        assert!(Command::new("mkfifo").arg(&half).status().expect("mkfifo").success());
        half
    }

    #[test]
    fn however_often_it_is_asked_a_disk_that_hangs_has_one_thing_to_write() {
        let root = tempfile::tempdir().expect("a directory");
        let place = ToldFile::at(root.path(), &root.path().join("deadlines.yaml"));
        let half = hang(&place, root.path());
        let mut diary = Diary::new(Some(place.clone()), Memory::default());
        diary.keep(looked(0));
        let wishes = Arc::clone(&diary.thread.as_ref().expect("a thread").0);
        // Until the thread has taken it and stands before the pipe.
        while wishes.slot().told.is_some() {
            thread::yield_now();
        }
        for minute in 1..=1000 {
            diary.keep(looked(minute));
        }
        assert_eq!(wishes.slot().told, Some(looked(1000)), "the newest alone waits");
        assert_eq!(place.read(), Memory::default());
        // The disk answers: what hung fails, a pipe is no file; the newest is kept.
        let mut text = Vec::new();
        File::open(half).expect("the other end").read_to_end(&mut text).expect("what hung");
        assert!(!text.is_empty());
        diary.settle();
        assert_eq!(place.read(), looked(1000));
    }
}
