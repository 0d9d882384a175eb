//! The one channel into the loop, and the threads' way to it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::Event;
use crate::disk::News;

/// The most events that wait; a thread that has more waits itself.
const WAITING_EVENTS: usize = 256;

/// The way into the loop.
#[derive(Clone, Debug)]
pub struct Post {
    events: SyncSender<Event>,
    /// The newest word from the loader. One slot, not a queue: while an editor has the terminal nobody fetches, and
    /// every word holds a whole file.
    news: Arc<Mutex<Option<News>>>,
}

impl Post {
    /// Makes a channel.
    pub fn new() -> (Self, Receiver<Event>) {
        let (events, inbox) = sync_channel(WAITING_EVENTS);
        (Self { events, news: Arc::default() }, inbox)
    }

    /// Sends an event; waits while the channel is full. After the loop has ended nobody listens, which is no error.
    pub fn send(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// Leaves the loader's word, in place of an older one that was not fetched.
    pub fn leave(&self, news: News) {
        let older = self.news.lock().unwrap_or_else(PoisonError::into_inner).replace(news);
        if older.is_none() {
            self.send(Event::News);
        }
    }

    /// Fetches the loader's word.
    pub fn fetch(&self) -> Option<News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Runs a thread's work; its panic becomes an event.
pub fn guarded(post: &Post, work: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(work)).is_err() {
        post.send(Event::ThreadFailed);
    }
}
