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

/// The mouse tells its buttons, and where it is while one is down; in decimal numbers, for wide screens.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// The reverse.
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// The reverse, and whatever a frame may have been in the middle of: synchronized output, colours.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// What is needed to give the terminal back. Shared by the loop, the panic hook and the signals' thread.
#[derive(Debug)]
pub struct Restorer {
    tty: OwnedFd,
    out: File,
    original: Termios,
    is_taken: AtomicBool,
    /// Whether the terminal tells what the mouse does while it is taken.
    has_mouse: AtomicBool,
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
        Ok(Arc::new(Self { tty, out, original, is_taken: AtomicBool::new(false), has_mouse: AtomicBool::new(false) }))
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
        (&self.out).write_all(TAKE)?;
        if self.has_mouse.load(Ordering::SeqCst) { (&self.out).write_all(MOUSE_ON) } else { Ok(()) }
    }

    /// Asks the terminal, while it is taken, to tell what the mouse does, or not to.
    ///
    /// # Errors
    ///
    /// When it takes no output.
    pub fn capture_mouse(&self, is_on: bool) -> io::Result<()> {
        self.has_mouse.store(is_on, Ordering::SeqCst);
        (&self.out).write_all(if is_on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Gives the terminal back; once, however often it is called. Raw mode first: that cannot wait.
    pub fn leave(&self) {
        if self.is_taken.swap(false, Ordering::SeqCst) {
            let _ = tcsetattr(&self.tty, OptionalActions::Now, &self.original);
            if self.has_mouse.load(Ordering::SeqCst) {
                let _ = (&self.out).write_all(MOUSE_OFF);
            }
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

#[cfg(test)]
mod tests {
    use std::env;
    use std::time::Duration;

    use termlens::Terminal;

    use super::*;

    /// Set where this test binary runs itself on a terminal of its own.
    const INSIDE: &str = "DUEWATCH_TEST_ON_A_TERMINAL";

    /// Runs one test of this binary on a terminal.
    fn on_a_terminal(test: &str) -> Terminal {
        Terminal::builder()
            .size(100, 30)
            .env(INSIDE, "1")
            .env("RUST_BACKTRACE", "0")
            .args([&format!("tui::restore::tests::{test}"), "--exact", "--nocapture"])
            .timeout(Duration::from_secs(10))
            .spawn(env::current_exe().expect("this binary"))
            .expect("a terminal")
    }

    fn is_inside() -> bool {
        env::var_os(INSIDE).is_some()
    }

    #[test]
    fn a_panic_gives_the_terminal_back_and_is_read_there() {
        if is_inside() {
            let restorer = Restorer::find().expect("a terminal");
            let _guard = restorer.guard_panics();
            restorer.take().expect("a terminal");
            panic!("the sky has fallen");
        }
        let mut terminal = on_a_terminal("a_panic_gives_the_terminal_back_and_is_read_there");
        terminal.wait_exit().expect("an end");
        let screen = terminal.screen();
        assert!(screen.contains("the sky has fallen"), "{}", screen.text());
        assert!(!screen.alternate_screen() && screen.cursor_visible() && !screen.bracketed_paste());
    }

    #[test]
    fn a_panic_of_another_thread_is_not_drawn_across_the_screen() {
        if is_inside() {
            let restorer = Restorer::find().expect("a terminal");
            let _guard = restorer.guard_panics();
            restorer.take().expect("a terminal");
            let ended = thread::spawn(|| panic!("a small cloud")).join();
            (&restorer.out).write_all(b"still here").expect("a terminal");
            assert!(ended.is_err() && restorer.is_taken.load(Ordering::SeqCst));
            return;
        }
        let mut terminal = on_a_terminal("a_panic_of_another_thread_is_not_drawn_across_the_screen");
        let ended = terminal.wait_exit().expect("an end");
        let screen = terminal.screen();
        assert!(ended.success() && !screen.contains("a small cloud"), "{}", screen.text());
    }

    #[test]
    fn giving_back_twice_is_giving_back_once() {
        if is_inside() {
            let restorer = Restorer::find().expect("a terminal");
            restorer.take().expect("a terminal");
            restorer.leave();
            (&restorer.out).write_all(b"\x1b[?25l").expect("a terminal");
            restorer.leave();
            return;
        }
        let mut terminal = on_a_terminal("giving_back_twice_is_giving_back_once");
        assert!(terminal.wait_exit().expect("an end").success());
        // The second time wrote nothing: the cursor stayed as somebody else had left it.
        assert!(!terminal.screen().cursor_visible());
    }
}
