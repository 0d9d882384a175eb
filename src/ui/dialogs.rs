//! The small dialogs: which product, what a status says, mine or theirs, and leaving.

use ratatui::layout::{Position, Rect};

use super::help::frame;
use super::text::{Pen, line_of, slice};
use crate::app::form::place::{Row, TEXT, VALUE, asks_for, explained, place};
use crate::app::form::{Field, Form, occurrence_words};
use crate::app::glyph;
use crate::app::layout::{dialog_span, first_with, popup_area, popup_inside};
use crate::app::picker::Picker;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::unsaved::leaving_words;
use crate::app::words::{Words, skip_cells, wrap};
use crate::domain::board::Board;

/// Draws the products of a row, to choose one.
pub fn picker(pen: &mut Pen<'_>, state: &State, board: &Board, picker: &Picker) {
    let cells = board.cells_of(picker.milestone);
    let count = picker.cells.len();
    let what = picker.to.map_or_else(|| "next status".to_string(), |to| to.words().to_string());
    let which = occurrence_words(board, board.row(picker.milestone).and_then(|row| row.occurrence));
    let inner = popup(pen, state, &format!("Which product{which}: {what}"), count);
    let rows = usize::from(inner.height);
    let first = first_with(picker.at, rows);
    let chosen = picker.cells.iter().enumerate().skip(first).take(rows);
    for (y, (index, place)) in (0u16..).zip(chosen) {
        let Some(cell) = cells.get(*place) else { continue };
        let line = line_of(inner, y);
        if index == picker.at {
            pen.own(slice(line, 0, 1), ">", Tone::Accent);
        }
        let tone = Tone::Status(cell.status);
        let width = glyph::status_width(pen.glyphs);
        pen.own(slice(line, 2, width), glyph::status(pen.glyphs, cell.status), tone);
        let name = 3 + width;
        pen.data(slice(line, name, 18), board.product(cell).label(), Tone::Plain);
        pen.data(slice(line, name + 19, 15), cell.status.words(), tone);
        if let Some(owner) = board.owner_of_cell(cell) {
            let rest = slice(line, name + 35, line.width.saturating_sub(name + 36));
            pen.data(rest, &format!("@{owner}"), Tone::Dim);
        }
        if index == picker.at {
            pen.select(line);
        }
    }
}

/// Draws what a status says; returns where the text cursor stands.
pub fn form(pen: &mut Pen<'_>, state: &State, form: &Form) -> Option<Position> {
    let place = place(state, form);
    let title = format!("{}: {}", form.product, form.to.words());
    let inner = popup(pen, state, &title, place.lines);
    let mut cursor = None;
    for (y, row) in (0u16..).zip(&place.rows) {
        let line = line_of(place.area, y);
        match row {
            Row::Field(index, day) => {
                let Some(field) = form.fields.get(*index) else { continue };
                let is_here = *index == form.at;
                let at = input(pen, line, (field, day.as_deref()), is_here);
                cursor = if is_here { at } else { cursor };
            }
            Row::Said(words) => pen.words(line, words),
        }
    }
    if form.stage == Stage::Asking {
        let foot = line_of(inner, inner.height.saturating_sub(1));
        pen.clear(foot);
        pen.words(foot, &Words::of("drop what you typed?", Tone::Doubtful));
        return None;
    }
    cursor
}

/// Draws a key, what is typed and the day that is meant; returns where the text cursor stands in it.
fn input(pen: &mut Pen<'_>, line: Rect, (field, day): (&Field, Option<&str>), is_here: bool) -> Option<Position> {
    if line.width == 0 {
        return None;
    }
    let tone = if is_here { Tone::Accent } else { Tone::Dim };
    if is_here {
        pen.own(slice(line, 0, 1), ">", Tone::Accent);
    }
    pen.own(slice(line, 2, TEXT - 2), field.asked.key, tone);
    let room = slice(line, TEXT, line.width.saturating_sub(TEXT));
    let text = field.input.value();
    let scroll = field.input.visual_scroll(usize::from(room.width.saturating_sub(1)));
    let (shown, _) = skip_cells(text, scroll);
    let end = pen.data(room, shown, Tone::Plain);
    let doc = if text.is_empty() { asks_for(field) } else { day.unwrap_or(field.asked.doc).to_string() };
    let x = if text.is_empty() { end + 2 } else { (end + 2).max(room.x + VALUE) };
    let rest = Rect { x, width: room.right().saturating_sub(x), ..room };
    if usize::from(rest.width) >= doc.len() && explained((field, day), line.width).is_empty() {
        pen.own(rest, &doc, Tone::Dim);
    }
    let cursor = u16::try_from(field.input.visual_cursor().saturating_sub(scroll)).unwrap_or(0);
    let x = room.x.saturating_add(cursor).min(room.right().saturating_sub(1));
    (is_here && room.width > 0).then_some(Position { x, y: room.y })
}

/// Draws the question before leaving.
pub fn leaving(pen: &mut Pen<'_>, state: &State) {
    let width = usize::from(inside(state)).max(1);
    let lines: Vec<Words> = leaving_words(state).iter().flat_map(|words| wrap(&words.runs, width, 0)).collect();
    let inner = popup(pen, state, "Leave?", lines.len());
    for (y, words) in (0..inner.height).zip(&lines) {
        pen.words(line_of(inner, y), words);
    }
}

/// Returns the width of the inside of a dialog, in cells.
pub fn inside(state: &State) -> u16 {
    dialog_span(state).1.saturating_sub(4)
}

/// Clears and frames a place for `lines` lines that leaves the row under the cursor in sight where it can, else in the
/// middle, and above the screen's foot; returns the inside.
pub fn popup(pen: &mut Pen<'_>, state: &State, title: &str, lines: usize) -> Rect {
    frame(pen, popup_area(state, lines), title);
    popup_inside(state, lines)
}
