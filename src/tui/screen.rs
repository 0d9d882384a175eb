//! The drawing side of the terminal.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use rustix::termios::tcgetwinsize;

use super::canvas::{BLANK, Canvas, Part};
use super::restore::Restorer;
use crate::ui::Drawn;

/// The size of a terminal that does not know its own.
const UNKNOWN_SIZE: Size = Size { width: 80, height: 24 };

/// The screen.
pub struct Screen {
    out: File,
    size: Size,
    canvas: Canvas,
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
        let out = restorer.out()?;
        let size = window_size(&out);
        Ok(Self { out, size, canvas: Canvas::default(), restorer })
    }

    /// Returns the size that is drawn.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Takes over the terminal's size; returns it if it changed.
    pub fn measure(&mut self) -> Option<Size> {
        let size = window_size(&self.out);
        let is_new = size != self.size;
        self.size = size;
        is_new.then_some(size)
    }

    /// Draws a frame, or a part of it: what changed, in one write.
    ///
    /// # Errors
    ///
    /// When the terminal takes no output.
    pub fn draw(&mut self, part: Part, view: impl Fn(Rect, &mut Buffer) -> Drawn) -> io::Result<()> {
        let bytes = self.canvas.draw(Rect::from(self.size), part, view);
        if bytes.is_empty() { Ok(()) } else { self.out.write_all(bytes) }
    }

    /// Sends a sequence of its own between two frames.
    ///
    /// # Errors
    ///
    /// When the terminal takes no output.
    pub fn send(&self, sequence: &[u8]) -> io::Result<()> {
        (&self.out).write_all(sequence)
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
        self.canvas.taken();
        self.out.write_all(BLANK)
    }

    /// Blanks the terminal; the next frame is drawn whole.
    ///
    /// # Errors
    ///
    /// When the terminal takes no output.
    pub fn blank(&mut self) -> io::Result<()> {
        self.canvas.blank();
        self.out.write_all(BLANK)
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
