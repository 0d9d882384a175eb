//! The terminal's modes: taken, and given back on every way out.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::stdio;
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcsetattr};

use crate::error::{Error, ErrorKind};

/// Alternate screen, blank; bracketed paste; no cursor.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[?2004h\x1b[?25l";

/// The reverse, and whatever a frame may have been in the middle of: synchronized output, colours.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// What is needed to give the terminal back. Shared by the loop, the panic hook and the signals' thread.
#[derive(Debug)]
pub struct Restorer {
    tty: OwnedFd,
    out: File,
    original: Termios,
    is_taken: AtomicBool,
}

impl Restorer {
    /// Finds the terminal: standard output, and standard input or, if that is something else, `/dev/tty`.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn find() -> Result<Arc<Self>, Error> {
        let none = |error: io::Error| {
            Error::new(ErrorKind::File, "there is no terminal for the screen")
                .hint("use 'duewatch list' for plain text")
                .because(error)
        };
        if !isatty(stdio::stdout()) {
            return Err(none(io::ErrorKind::NotConnected.into()));
        }
        let tty = if isatty(stdio::stdin()) {
            stdio::stdin().try_clone_to_owned().map_err(none)?
        } else {
            File::options().read(true).write(true).open("/dev/tty").map_err(none)?.into()
        };
        let out = File::from(stdio::stdout().try_clone_to_owned().map_err(none)?);
        let original = tcgetattr(&tty).map_err(|error| none(error.into()))?;
        Ok(Arc::new(Self { tty, out, original, is_taken: AtomicBool::new(false) }))
    }

    /// Returns the terminal for reading.
    ///
    /// # Errors
    ///
    /// When the process has no descriptor left.
    pub fn tty(&self) -> io::Result<OwnedFd> {
        self.tty.try_clone()
    }

    /// Returns the terminal for writing.
    ///
    /// # Errors
    ///
    /// When the process has no descriptor left.
    pub fn out(&self) -> io::Result<File> {
        self.out.try_clone()
    }

    /// Takes the terminal, also where it was taken before: whoever stopped us may have changed it.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub fn take(&self) -> io::Result<()> {
        self.is_taken.store(true, Ordering::SeqCst);
        let mut raw = self.original.clone();
        raw.make_raw();
        tcsetattr(&self.tty, OptionalActions::Now, &raw)?;
        (&self.out).write_all(TAKE)
    }

    /// Gives the terminal back; once, however often it is called. Raw mode first: that cannot wait.
    pub fn leave(&self) {
        if self.is_taken.swap(false, Ordering::SeqCst) {
            let _ = tcsetattr(&self.tty, OptionalActions::Now, &self.original);
            let _ = (&self.out).write_all(GIVE_BACK);
        }
    }

    /// Gives the terminal back before a panic of this thread is printed; a panic of another thread prints nothing,
    /// it would be drawn across the screen: it becomes an event there.
    pub fn guard_panics(self: &Arc<Self>) -> PanicGuard {
        let restorer = Arc::clone(self);
        let previous: Arc<Hook> = Arc::from(panic::take_hook());
        let after = Arc::clone(&previous);
        let owner = thread::current().id();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == owner {
                restorer.leave();
                previous(info);
            }
        }));
        PanicGuard(after)
    }
}

impl Drop for Restorer {
    fn drop(&mut self) {
        self.leave();
    }
}

type Hook = dyn Fn(&panic::PanicHookInfo<'_>) + Send + Sync;

/// Puts the previous panic hook back when the screen is left.
pub struct PanicGuard(Arc<Hook>);

impl Drop for PanicGuard {
    fn drop(&mut self) {
        // A hook cannot be set while the thread panics.
        if !thread::panicking() {
            let previous = Arc::clone(&self.0);
            panic::set_hook(Box::new(move |info| previous(info)));
        }
    }
}
