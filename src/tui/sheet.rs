//! Spreadsheets that are imported, and the completion of their paths; in a thread of its own: a share may be slow.

use std::sync::Arc;
use std::thread;

use super::Event;
use super::post::{Post, guarded};
use crate::app::message::Message;
use crate::disk::{Source, complete_path, read_bytes, typed_path};

/// Reads a spreadsheet; the answer comes as an event.
pub fn read(path: String, post: &Post) {
    work(post, move || {
        let read = read_bytes(&Source::Path(typed_path(&path)));
        let read = read.map(Arc::from).map_err(|error| format!("{}; {}", error.message, error.hint));
        Message::SheetRead { path, read }
    });
}

/// Completes a path; the answer comes as an event.
pub fn complete(path: String, post: &Post) {
    work(post, move || Message::PathCompleted { to: complete_path(&path), path });
}

/// Works in a thread. Where the system gives none there is no answer; the key can be pressed again.
fn work(post: &Post, work: impl FnOnce() -> Message + Send + 'static) {
    let (post, sender) = (post.clone(), post.clone());
    let work = move || sender.send(Event::Answer(Box::new(work())));
    let _ = thread::Builder::new().name("sheet".into()).spawn(move || guarded(&post, work));
}
