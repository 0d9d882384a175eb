//! The list: rows in bands, the most urgent first.

use ratatui::layout::Rect;

use super::row::{self, Fields};
use super::text::{Pen, line_of, slice};
use crate::app::arrange::{Closed, Group, Head, Line, Pick};
use crate::app::glyph;
use crate::app::layout::Regions;
use crate::app::starting;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::domain::band::Band;
use crate::domain::board::Board;

/// What the panes are drawn from.
#[derive(Clone, Copy)]
pub struct Panes<'a> {
    /// The state.
    pub state: &'a State,
    /// Its board.
    pub board: &'a Board,
    /// Where everything stands.
    pub places: Regions,
}

/// Draws the list.
pub fn draw(pen: &mut Pen<'_>, panes: &Panes<'_>) {
    let area = panes.places.list;
    if panes.state.list.lines.is_empty() {
        nothing(pen, panes, area);
        return;
    }
    let fields = Fields::of(area.width.saturating_sub(1), glyph::status_width(pen.glyphs));
    draw_lines(pen, panes, area, fields);
}

/// Draws the shown lines into `area`; the last column of it stays white.
pub fn draw_lines(pen: &mut Pen<'_>, panes: &Panes<'_>, area: Rect, fields: Fields) {
    let state = panes.state;
    for (y, line) in (0..area.height).zip(state.list.lines.iter().skip(state.list.offset)) {
        let whole = line_of(area, y);
        let place = slice(whole, 0, whole.width.saturating_sub(1));
        match line {
            Line::Blank => {}
            Line::Head(head) => draw_head(pen, state, head, place),
            Line::Row(Pick::Milestone(number)) => row::draw(pen, state, (panes.board, *number), place, fields),
            Line::Row(Pick::Unreadable(number)) => unreadable(pen, panes, *number, place),
        }
        if *line == state.list.pick().map_or(Line::Blank, Line::Row) && *line != Line::Blank {
            pen.select(whole);
        }
    }
}

fn draw_head(pen: &mut Pen<'_>, state: &State, head: &Head, place: Rect) {
    let (words, tone) = match &head.group {
        Group::Unreadable => ("Cannot be read".into(), Tone::Bad),
        Group::Band(band) => (band.words(state.launch.chosen.settings.bands), Tone::BandStrong(*band)),
        Group::Named(name) => (name.as_str().into(), Tone::Strong),
    };
    let first = 5 + glyph::status_width(pen.glyphs);
    let end = pen.data(slice(place, first, place.width), &words, tone);
    let rest = |x: u16| Rect { x, width: place.right().saturating_sub(x), ..place };
    let end = pen.own(rest(end + 2), &head.count.to_string(), Tone::Dim);
    if head.today > 0 {
        pen.own(rest(end + 2), &format!("{} today", head.today), Tone::Doubtful);
    }
    if head.group == Group::Band(Band::Closed) {
        let words = match state.list.fold {
            Closed::Shown => "{show-closed} hides",
            // Nothing else matches the filter: they are shown all the same.
            Closed::Folded if !matches!(state.list.lines.last(), Some(Line::Head(_))) => "",
            Closed::Folded => "{show-closed} shows",
        };
        if rest(end).width > 10 {
            pen.data_right(rest(end), &state.keyed(words), Tone::Dim);
        }
    }
}

fn unreadable(pen: &mut Pen<'_>, panes: &Panes<'_>, number: u32, place: Rect) {
    let Some(record) = panes.board.file.unreadable.get(number as usize) else { return };
    if panes.state.list.pick() == Some(Pick::Unreadable(number)) {
        pen.own(slice(place, 0, 1), ">", Tone::Accent);
    }
    pen.own(slice(place, 2, 1), glyph::pick(pen.glyphs, "✕", "!"), Tone::Bad);
    let first = 5 + glyph::status_width(pen.glyphs);
    let words = format!("cannot be read, line {}", record.line);
    let words_x = pen.data_right(slice(place, first, place.width), &words, Tone::Bad);
    let room = words_x.saturating_sub(place.x + first + 1);
    pen.data(slice(place, first, room), &record.key, Tone::Plain);
}

/// Says why there are no rows.
fn nothing(pen: &mut Pen<'_>, panes: &Panes<'_>, area: Rect) {
    let state = panes.state;
    let first = line_of(area, area.height.min(2) / 2);
    let place = slice(first, 6.min(area.width / 8), area.width);
    let next = |y: u16| Rect { y: (place.y + y).min(area.bottom().saturating_sub(1)), ..place };
    if state.filter.text().is_empty() {
        pen.data(place, "No deadlines in this file yet.", Tone::Plain);
        if area.height > 3 {
            let can_write = crate::app::when::needs_writing(state).is_none();
            let words = if can_write { starting::EMPTY } else { "It is read again as soon as it is saved." };
            pen.data(next(1), &state.keyed(words), Tone::Dim);
            if can_write && area.height > 4 {
                pen.data(next(2), &state.keyed(starting::REGULATIONS), Tone::Dim);
            }
        }
        return;
    }
    pen.data(place, &format!("Nothing matches {}", state.filter.text()), Tone::Plain);
    if area.height > 3 {
        pen.data(next(1), &state.keyed("{back} clears the filter"), Tone::Dim);
    }
}
