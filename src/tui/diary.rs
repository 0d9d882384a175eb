//! The thread that keeps which alerts were told: the loop never waits for a disk.

use std::sync::mpsc::{Receiver, Sender, channel};
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
    thread: Option<(Sender<Memory>, Receiver<()>)>,
}

impl Diary {
    /// Makes the way; without a place nothing is ever kept.
    pub fn new(place: Option<ToldFile>) -> Self {
        Self { place, thread: None }
    }

    /// Asks for this to be kept in place of all before. What cannot be kept is told once more after a restart.
    pub fn keep(&mut self, told: Memory) {
        if self.thread.is_none() {
            self.thread = self.place.clone().and_then(start);
        }
        if let Some((sender, _)) = &self.thread {
            // Where the thread is gone nothing is kept.
            let _ = sender.send(told);
        }
    }

    /// Waits until all of it is kept, two seconds at most.
    pub fn settle(&mut self) {
        if let Some((sender, done)) = self.thread.take() {
            drop(sender);
            let _ = done.recv_timeout(PATIENCE);
        }
    }
}

fn start(place: ToldFile) -> Option<(Sender<Memory>, Receiver<()>)> {
    let (sender, wishes) = channel::<Memory>();
    let (finished, done) = channel();
    let work = move || {
        while let Ok(mut told) = wishes.recv() {
            // Only the newest counts.
            while let Ok(newer) = wishes.try_recv() {
                told = newer;
            }
            let _ = place.write(&told);
        }
        let _ = finished.send(());
    };
    thread::Builder::new().name("diary".into()).spawn(work).ok()?;
    Some((sender, done))
}
