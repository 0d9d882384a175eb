//! The history of a milestone, read in a thread of its own: a journal may be long.

use std::path::PathBuf;
use std::thread;

use super::Event;
use super::post::{Post, guarded};
use crate::app::history::Found;
use crate::disk::{has_journal, history_of};
use crate::domain::edit::Record;

/// Reads the history of a record of a file; the answer comes as an event. One at a time is asked for.
///
/// Where the system gives no thread there is no answer, and no history.
pub fn read(file: Option<PathBuf>, record: Record, post: &Post) {
    let sender = post.clone();
    let work = move || {
        let found = match &file {
            Some(file) => Found {
                is_there: has_journal(file),
                entries: history_of(file, &record).map_err(|error| error.to_string()),
                record,
            },
            None => Found { record, is_there: false, entries: Ok(Vec::new()) },
        };
        sender.send(Event::History(Box::new(found)));
    };
    let post = post.clone();
    let _ = thread::Builder::new().name("history".into()).spawn(move || guarded(&post, work));
}
