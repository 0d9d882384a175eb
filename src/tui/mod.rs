//! The screen's shell: the terminal, the threads, the loop.
//!
//! The law of this layer: one thread, the one that called [`run`], owns the state; the others wait for something
//! (terminal, signals, file), say it through one channel and own nothing else. Nothing here wakes without cause, and
//! the terminal is given back on every way out.

#![expect(clippy::disallowed_methods, reason = "owns the terminal and the clocks of the screen")]

pub mod canvas;
mod clipboard;
mod clock;
mod diary;
mod editor;
mod evidence;
mod ground;
mod history;
pub mod ink;
mod input;
mod keeper;
mod keys;
mod note_editor;
mod notify;
mod opener;
mod post;
mod restore;
mod saver;
mod screen;
mod sheet;
mod shelf;
mod shell;
mod signals;
mod theme;

use chrono::{DateTime, Utc};

use crate::app::history::Found;
use crate::app::launch::Launch;
use crate::app::message::Message;
use crate::disk::{Source, ToldFile};
use crate::domain::zone::Zone;
use crate::error::Error;

pub use opener::{DETACHED, detached};

/// What the screen is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the screen is told.
    pub launch: Launch,
    /// The file; none: there is none.
    pub source: Option<Source>,
    /// Where it is kept which alerts were told; none: nowhere.
    pub told: Option<ToldFile>,
    /// The time at which the program starts, and from which it runs on; none: the real one.
    pub as_of: Option<DateTime<Utc>>,
    /// The zone of dates that name none anywhere.
    pub machine: Zone,
    /// Whether the terminal is asked for its background; its answer decides about the theme.
    pub asks_background: bool,
}

/// What the threads tell the loop.
#[derive(Debug)]
enum Event {
    /// A key or a paste.
    Input(keys::Input),
    /// The terminal is gone.
    TerminalLost,
    /// The terminal may have another size.
    SizeChanged,
    /// Ctrl-Z from outside.
    StopAsked,
    /// Somebody brought the process back.
    Continued,
    /// A signal that ends the program.
    EndAsked {
        /// Its number.
        signal: i32,
    },
    /// The loader left a word.
    News,
    /// The journal was read.
    History(Box<Found>),
    /// The saver or the keeper has something to tell.
    Saver(Box<Message>),
    /// Another thread has something to tell.
    Answer(Box<Message>),
    /// A thread panicked.
    ThreadFailed,
}

/// How the screen ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The exit code: 128 + n after signal n.
    pub code: u8,
    /// What is to be said afterwards, a line each.
    pub remarks: Vec<String>,
}

/// Runs the screen until the user leaves.
///
/// # Errors
///
/// When there is no terminal, or the system gives no threads. Nothing that happens to the file is an error here.
pub fn run(options: Options) -> Result<Ended, Error> {
    shell::run(options)
}
