//! Frames: what of a screen is drawn anew, and the bytes of that.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ink::Ink;
use crate::ui::Drawn;

/// What a frame takes, as a rule.
const FRAME_BYTES: usize = 16 << 10;

/// No colours, and nothing on the screen.
pub const BLANK: &[u8] = b"\x1b[0m\x1b[2J";

/// How much is drawn anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything.
    All,
    /// The lines that change with the second, as the last frame named them.
    Seconds,
}

/// What a terminal shows, and the way from there to the next frame.
#[derive(Debug, Default)]
pub struct Canvas {
    /// What is shown.
    shown: Buffer,
    /// The next frame; blank in between.
    next: Buffer,
    /// Which lines of what is shown change with every second, alone.
    seconds: Rect,
    ink: Ink,
    /// Whether the cursor is shown; saying so again would cost every frame.
    is_cursor_shown: bool,
    /// The bytes of one frame.
    bytes: Vec<u8>,
}

impl Canvas {
    /// Begins anew: the terminal is blank, without a cursor.
    pub fn taken(&mut self) {
        self.is_cursor_shown = false;
        self.blank();
    }

    /// Takes note that the terminal is blank.
    pub fn blank(&mut self) {
        self.ink.forget();
        self.shown.reset();
    }

    /// Returns what is shown.
    #[must_use]
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }

    /// Draws a frame, or a part of it, for a screen of `area`; returns the bytes that show it.
    pub fn draw(&mut self, area: Rect, part: Part, view: impl Fn(Rect, &mut Buffer) -> Drawn) -> &[u8] {
        self.bytes.clear();
        self.bytes.shrink_to(FRAME_BYTES);
        if self.shown.area != area {
            (self.shown, self.next) = (Buffer::empty(area), Buffer::empty(area));
            self.bytes.extend_from_slice(BLANK);
        } else if part == Part::Seconds && self.draw_seconds(&view) {
            return &self.bytes;
        }
        let drawn = view(area, &mut self.next);
        self.seconds = drawn.seconds;
        // How cells look is said anew: whatever others wrote on this terminal is gone with the next whole frame.
        self.ink.forget();
        self.ink.write(&self.shown.diff(&self.next), &self.next, area.width, &mut self.bytes);
        std::mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        self.place_cursor(&drawn);
        &self.bytes
    }

    /// Draws the lines that change with the second; returns whether that is all that there is to draw.
    fn draw_seconds(&mut self, view: &impl Fn(Rect, &mut Buffer) -> Drawn) -> bool {
        let lines = self.seconds;
        if lines.is_empty() || lines != lines.intersection(self.shown.area) || self.is_cursor_shown {
            return false;
        }
        let mut next = Buffer::empty(lines);
        if view(self.shown.area, &mut next) != (Drawn { cursor: None, seconds: lines }) {
            return false;
        }
        let mut shown = Buffer::empty(lines);
        for at in lines.positions() {
            if let (Some(cell), Some(known)) = (shown.cell_mut(at), self.shown.cell(at)) {
                cell.clone_from(known);
            }
        }
        self.ink.write(&shown.diff(&next), &next, self.shown.area.width, &mut self.bytes);
        for at in lines.positions() {
            if let (Some(known), Some(cell)) = (self.shown.cell_mut(at), next.cell(at)) {
                known.clone_from(cell);
            }
        }
        true
    }

    /// Shows the cursor where the frame has it, or hides it.
    fn place_cursor(&mut self, drawn: &Drawn) {
        if let Some(at) = drawn.cursor {
            self.bytes.extend_from_slice(format!("\x1b[{};{}H", at.y + 1, at.x + 1).as_bytes());
        }
        if drawn.cursor.is_some() != self.is_cursor_shown {
            self.is_cursor_shown = drawn.cursor.is_some();
            self.bytes.extend_from_slice(if self.is_cursor_shown { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
    }
}
