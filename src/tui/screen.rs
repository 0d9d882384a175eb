//! The drawing side of the terminal.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use crossterm::style::force_color_output;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};
use rustix::termios::tcgetwinsize;

use super::restore::Restorer;

/// The size of a terminal that does not know its own.
const UNKNOWN_SIZE: Size = Size { width: 80, height: 24 };

/// What a frame takes, as a rule.
const FRAME_BYTES: usize = 16 << 10;

/// The screen.
pub struct Screen {
    terminal: Terminal<Canvas>,
    restorer: Arc<Restorer>,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub fn take(restorer: Arc<Restorer>) -> io::Result<Self> {
        restorer.take()?;
        // Whether to use colours at all is decided by whoever starts us, not by crossterm's own look at `NO_COLOR`.
        force_color_output(true);
        let out = restorer.out()?;
        let size = window_size(&out);
        let inner = CrosstermBackend::new(Ink { file: out.try_clone()?, frame: Vec::with_capacity(FRAME_BYTES) });
        let terminal = Terminal::new(Canvas { inner, out, size, is_cursor_shown: false })?;
        Ok(Self { terminal, restorer })
    }

    /// Returns the size that is drawn.
    pub fn size(&self) -> Size {
        self.terminal.backend().size
    }

    /// Takes over the terminal's size; returns it if it changed.
    pub fn measure(&mut self) -> Option<Size> {
        let canvas = self.terminal.backend_mut();
        let size = window_size(&canvas.out);
        let is_new = size != canvas.size;
        canvas.size = size;
        is_new.then_some(size)
    }

    /// Draws a frame: what changed, in one write.
    ///
    /// # Errors
    ///
    /// When the terminal takes no output.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(view)?;
        Ok(())
    }

    /// Sends a sequence of its own between two frames.
    ///
    /// # Errors
    ///
    /// When the terminal takes no output.
    pub fn send(&self, sequence: &[u8]) -> io::Result<()> {
        (&self.terminal.backend().out).write_all(sequence)
    }

    /// Asks the terminal to tell what the mouse does, or not to; also when it is taken again later.
    ///
    /// # Errors
    ///
    /// When the terminal takes no output.
    pub fn capture_mouse(&self, is_on: bool) -> io::Result<()> {
        self.restorer.capture_mouse(is_on)
    }

    /// Gives the terminal back for a while.
    pub fn leave(&self) {
        self.restorer.leave();
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub fn retake(&mut self) -> io::Result<()> {
        self.restorer.take()?;
        self.blank()
    }

    /// Blanks the terminal; the next frame is drawn whole.
    ///
    /// # Errors
    ///
    /// When the terminal takes no output.
    pub fn blank(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().clear_region(ClearType::All)?;
        // Not `Terminal::clear`: that asks the terminal for its cursor, and not every terminal answers. The screen
        // is blank now; so is the frame that the next one is compared with.
        self.terminal.swap_buffers();
        Ok(())
    }
}

/// Returns the terminal's size as the kernel knows it.
///
/// Not `crossterm::terminal::size`: that opens `/dev/tty` every time and may start `tput`.
fn window_size(out: &File) -> Size {
    match tcgetwinsize(out) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size { width: size.ws_col, height: size.ws_row },
        Ok(_) | Err(_) => UNKNOWN_SIZE,
    }
}

/// Gathers a frame and writes it at once. A frame that was not finished is never written: not by a drop either,
/// which would come after the terminal was given back.
struct Ink {
    file: File,
    /// At most one frame.
    frame: Vec<u8>,
}

impl Write for Ink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = if self.frame.is_empty() { Ok(()) } else { self.file.write_all(&self.frame) };
        self.frame.clear();
        self.frame.shrink_to(FRAME_BYTES);
        written
    }
}

/// ratatui's crossterm backend with a size that only we change and no questions to the terminal.
struct Canvas {
    inner: CrosstermBackend<Ink>,
    /// The terminal, for its size.
    out: File,
    size: Size,
    /// Whether the cursor was shown; it is hidden when the terminal is taken, and saying so again costs every frame.
    is_cursor_shown: bool,
}

impl Backend for Canvas {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_cursor_shown) { self.inner.hide_cursor() } else { Ok(()) }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.is_cursor_shown = true;
        // ratatui's drop prints a failure of this to standard error, and panics if that is gone as well. A terminal
        // that is gone is found out by the next frame.
        let _ = self.inner.show_cursor();
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}
