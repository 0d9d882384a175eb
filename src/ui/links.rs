//! Sources and evidence to choose from, and a text to be marked with the terminal's own means.

use ratatui::layout::Rect;

use super::dialogs::popup;
use super::text::{Pen, line_of, slice};
use crate::app::copying::{self, Plain};
use crate::app::detail::gone;
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::links::{Links, first_shown, in_full, lines, shown_rows, told_rows};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::{cleaned, skip_cells};

/// The cells of a number, and of the name behind it.
const NUMBER: u16 = 3;
const NAME: u16 = 10;

/// Draws sources and evidence, numbered; the one under the cursor in full below them.
pub fn draw(pen: &mut Pen<'_>, state: &State, links: &Links) {
    let below = told_rows(state, links);
    let inner = popup(pen, state, "Open", lines(state, links));
    let rows = shown_rows(state, links, inner.height);
    let first = first_shown(links, rows);
    let mut y = 0;
    for (index, link) in links.list.iter().enumerate().skip(first).take(rows) {
        let line = line_of(inner, y);
        y += 1;
        let is_here = index == links.place.at;
        if is_here {
            pen.own(slice(line, 0, 1), ">", Tone::Accent);
        }
        pen.own(slice(line, 2, NUMBER), &format!("{}", index + 1), Tone::Accent);
        pen.data(slice(line, 2 + NUMBER, NAME), &link.label, Tone::Dim);
        let x = 2 + NUMBER + NAME + 1;
        let mut room = line.width.saturating_sub(x + 1);
        if let Some(text) = gone(state, &link.text) {
            let wide = u16::try_from(text.chars().count()).unwrap_or(room).min(room);
            room -= wide;
            pen.own(slice(line, x + room, wide), &text, Tone::Bad);
            room = room.saturating_sub(2);
        }
        pen.data(slice(line, x, room), &shortened(pen.glyphs, &link.text, room), Tone::Link);
        if is_here {
            pen.select(line);
        }
    }
    if let Some(link) = links.list.get(links.place.at) {
        for (y, words) in (y + 1..inner.height).zip(in_full(state, &link.text).iter().take(below)) {
            pen.words(line_of(inner, y), words);
        }
    }
}

/// Cuts out the middle of an address: addresses of one host differ at their end.
fn shortened(glyphs: Glyphs, text: &str, width: u16) -> String {
    let clean = cleaned(glyphs, text);
    let (all, room) = (clean.width_cells(), usize::from(width));
    if all <= room {
        return clean.to_string();
    }
    let sign = glyph::ellipsis(glyphs);
    let head = clean.cut(room / 2, "");
    let tail = room.saturating_sub(room / 2 + 1);
    format!("{head}{sign}{}", skip_cells(clean.as_str(), all.saturating_sub(tail)).0)
}

/// Draws a text from the first column on, and nothing beside it.
pub fn plain(pen: &mut Pen<'_>, state: &State, plain: &Plain) {
    let (width, height) = state.size;
    let area = Rect { x: 0, y: 0, width, height: height.saturating_sub(2) };
    pen.clear(area);
    let rows = plain.rows(width);
    let offset = plain.offset.min(rows.len().saturating_sub(copying::rows(state)));
    for (y, row) in (0..area.height).zip(rows.iter().skip(offset)) {
        pen.data(line_of(area, y), row.as_str(), Tone::Plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_an_address_are_seen() {
        let url = "https://example.org/text?number=1234567890";
        assert_eq!(shortened(Glyphs::Unicode, url, 42), url);
        assert_eq!(shortened(Glyphs::Unicode, url, 21), "https://ex…1234567890");
        assert_eq!(shortened(Glyphs::Unicode, "漢字漢字漢字", 7), "漢…字");
        assert_eq!(shortened(Glyphs::Ascii, url, 1), "~");
        assert_eq!(shortened(Glyphs::Ascii, url, 0), "~");
    }
}
