//! Keeps a theme in the settings, in a thread of its own: the home directory may be on a share.

use std::thread;

use super::Event;
use super::post::{Post, guarded};
use crate::app::message::Message;
use crate::disk::keep_theme;
use crate::domain::theme::Theme;

/// Keeps a theme; the answer comes as an event. Where the system gives no thread there is none.
pub fn keep(theme: Theme, post: &Post) {
    let (post, sender) = (post.clone(), post.clone());
    let work = move || {
        let answer = keep_theme(&theme).map_err(|not| (not.place, not.why));
        sender.send(Event::Answer(Box::new(Message::ThemeKept { theme, answer })));
    };
    let _ = thread::Builder::new().name("theme".into()).spawn(move || guarded(&post, work));
}
