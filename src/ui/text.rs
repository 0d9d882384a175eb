//! The only place where text becomes cells. Data comes in through the cleaned type alone.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::theme::{self, Distance, Look};
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::state::State;
use crate::app::themes;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, cleaned};

/// A buffer, and how this terminal is drawn on.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    /// Which signs.
    pub glyphs: Glyphs,
    look: Look,
}

impl<'a> Pen<'a> {
    /// Makes a pen, and lays out the paper of its theme.
    pub fn new(buffer: &'a mut Buffer, state: &State) -> Self {
        let distance = if state.wall.is_some() { Distance::Wall } else { Distance::Desk };
        let look = Look::of(themes::shown(state), state.launch.colours, distance);
        let area = buffer.area;
        buffer.set_style(area, theme::paper(&look));
        Self { buffer, glyphs: state.launch.glyphs, look }
    }

    fn style(&self, tone: Tone) -> Style {
        theme::style(&self.look, tone)
    }

    /// Returns whether anything that is drawn in `area` would be seen.
    pub fn covers(&self, area: Rect) -> bool {
        area.intersects(self.buffer.area)
    }

    /// Writes data, cut to `area`'s first line; returns the column after it.
    pub fn data(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let clean = cleaned(self.glyphs, text);
        let cut = clean.cut(usize::from(area.width), glyph::ellipsis(self.glyphs));
        self.cells(area, cut.as_str(), tone)
    }

    /// Writes data at the right edge of `area`.
    pub fn data_right(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let clean = cleaned(self.glyphs, text);
        let cut = clean.cut(usize::from(area.width), glyph::ellipsis(self.glyphs));
        let width = u16::try_from(cut.width_cells()).unwrap_or(area.width);
        let x = area.right().saturating_sub(width);
        self.cells(Rect { x, width, ..area }, cut.as_str(), tone);
        x
    }

    /// Writes data in the middle of `area`, a little to the left where it does not come out even.
    pub fn data_centred(&mut self, area: Rect, text: &str, tone: Tone) {
        let clean = cleaned(self.glyphs, text);
        let cut = clean.cut(usize::from(area.width), glyph::ellipsis(self.glyphs));
        let width = u16::try_from(cut.width_cells()).unwrap_or(area.width);
        let left = area.width.saturating_sub(width) / 2;
        self.cells(Rect { x: area.x + left, width: area.width.saturating_sub(left), ..area }, cut.as_str(), tone);
    }

    /// Writes runs from the left; returns the column after them. What does not fit is cut with an ellipsis.
    pub fn runs(&mut self, area: Rect, runs: &[Run]) -> u16 {
        let mut x = area.x;
        for (index, run) in runs.iter().enumerate() {
            let room = area.right().saturating_sub(x);
            let rest: usize = runs.iter().skip(index).map(|run| run.text.width_cells()).sum();
            let place = Rect { x, width: room, ..area };
            // A run that would just fit is cut all the same where more follows: the ellipsis must stand.
            if rest <= usize::from(room) || run.text.width_cells() < usize::from(room) {
                x = self.cells(place, run.text.as_str(), run.tone);
            } else {
                let shorter = run.text.cut(usize::from(room.saturating_sub(1)), "");
                let x = self.cells(place, shorter.as_str(), run.tone);
                let end = Rect { x, width: area.right().saturating_sub(x), ..area };
                return self.cells(end, glyph::ellipsis(self.glyphs), run.tone);
            }
        }
        x
    }

    /// Writes a line: its left part, and its right part where both fit.
    pub fn words(&mut self, area: Rect, words: &Words) {
        let end = self.runs(area, &words.runs);
        let width: usize = words.right.iter().map(|run| run.text.width_cells()).sum();
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        let x = area.right().saturating_sub(width);
        if width > 0 && x > end && width < area.width {
            self.runs(Rect { x, width, ..area }, &words.right);
        }
    }

    /// Writes the program's own words; returns the column after them.
    pub fn own(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        self.cells(area, text, tone)
    }

    /// Repeats a sign over a line.
    pub fn rule(&mut self, area: Rect, unicode: &'static str, ascii: &'static str) {
        let sign = glyph::pick(self.glyphs, unicode, ascii);
        self.cells(area, &sign.repeat(usize::from(area.width)), Tone::Faint);
    }

    /// Draws a divider; a strong one stands before the pane that has the keys.
    pub fn divider(&mut self, area: Rect, tone: Tone) {
        let unicode = if tone == Tone::Accent { "┃" } else { "│" };
        let sign = glyph::pick(self.glyphs, unicode, "|");
        for row in area.rows() {
            self.cells(row, sign, tone);
        }
    }

    /// Draws the part of a scrollbar that stands for what is in sight.
    ///
    /// On a divider it is that, thicker; at the screen's edge it keeps off from what stands left of it.
    pub fn thumb(&mut self, area: Rect) {
        let unicode = if area.right() < self.buffer.area.right() { "┃" } else { "▕" };
        let sign = glyph::pick(self.glyphs, unicode, "#");
        for row in area.rows() {
            self.cells(row, sign, Tone::Dim);
        }
    }

    /// Paints the row under the cursor.
    pub fn select(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, theme::selection(&self.look));
    }

    /// Turns a place round, light for dark, whatever colours stand in it.
    pub fn reverse(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        let style = Style::reset().patch(theme::paper(&self.look)).add_modifier(Modifier::REVERSED | Modifier::BOLD);
        self.buffer.set_style(area, style);
    }

    /// Clears a place for a popup.
    pub fn clear(&mut self, area: Rect) {
        for row in area.intersection(self.buffer.area).rows() {
            for at in row.columns() {
                if let Some(cell) = self.buffer.cell_mut((at.x, at.y)) {
                    cell.reset();
                    cell.set_style(theme::paper(&self.look));
                }
            }
        }
    }

    fn cells(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let place = area.intersection(self.buffer.area);
        if place.is_empty() || place.x != area.x || place.y != area.y {
            return area.x;
        }
        let style = self.style(tone);
        self.buffer.set_stringn(place.x, place.y, text, usize::from(place.width), style).0
    }
}

/// Returns the part of `area` that is `width` wide and begins `x` columns into it; empty where there is none.
#[must_use]
pub fn slice(area: Rect, x: u16, width: u16) -> Rect {
    let left = area.x.saturating_add(x).min(area.right());
    Rect { x: left, width: width.min(area.right().saturating_sub(left)), height: area.height.min(1), ..area }
}

/// Returns a line of `area`; empty below its end.
#[must_use]
pub fn line_of(area: Rect, line: u16) -> Rect {
    let y = area.y.saturating_add(line);
    if y < area.bottom() { Rect { y, height: 1, ..area } } else { Rect::new(area.x, area.y, 0, 0) }
}
