//! The small dialogs: which product, what a status says, mine or theirs, and leaving.

use ratatui::layout::{Position, Rect};

use super::help::frame;
use super::text::{Pen, line_of, slice};
use crate::app::form::{Field, Form, occurrence_words};
use crate::app::glyph;
use crate::app::layout::{dialog_span, first_with, popup_area, popup_inside, window};
use crate::app::picker::Picker;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::unsaved::leaving_words;
use crate::app::words::{Run, Words, skip_cells, wrap};
use crate::domain::board::Board;

/// The cells of a key before its value.
const LABEL: u16 = 10;
/// The cells of a short value, before what its field asks for.
const VALUE: u16 = 24;
/// Below this width what is said of a field stands almost at the edge.
const NARROW: u16 = 50;

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

/// A row of the form.
enum Row<'a> {
    /// A field, and which day a short form in it means.
    Field(&'a Field, Option<&'a str>),
    /// What is said under the field that is written in.
    Said(Words),
}

/// Draws what a status says; returns where the text cursor stands.
pub fn form(pen: &mut Pen<'_>, state: &State, form: &Form) -> Option<Position> {
    let width = inside(state);
    let is_asked = form.stage == Stage::Asking;
    let days: Vec<Option<String>> = form.fields.iter().map(|field| form.day_meant(state, field)).collect();
    let rows = form_rows(form, &days, width);
    // As high as with the longest explanation: it must not jump from field to field.
    let heights: Vec<usize> =
        form.fields.iter().zip(&days).map(|(field, day)| explained((field, day.as_deref()), width).len()).collect();
    let most = heights.iter().copied().max().unwrap_or(0);
    let here = heights.get(form.at).copied().unwrap_or(0);
    let title = format!("{}: {}", form.product, form.to.words());
    let inner = popup(pen, state, &title, rows.len() + most - here + usize::from(is_asked));
    let height = usize::from(inner.height.saturating_sub(u16::from(is_asked))).max(1);
    // A dialog that is taller than the screen shows the field that is written in, with what is said of it.
    let said = rows.iter().filter(|row| matches!(row, Row::Said(_))).count();
    let last = (form.at + said).min(rows.len().saturating_sub(1));
    let first = window(form.at, window(last, 0, height, rows.len()), height, rows.len());
    let mut cursor = None;
    for (y, row) in (0u16..).zip(rows.iter().skip(first).take(height)) {
        let line = line_of(inner, y);
        match row {
            Row::Field(field, day) => {
                let is_here = usize::from(y) + first == form.at;
                let at = input(pen, line, (field, *day), is_here);
                cursor = if is_here { at } else { cursor };
            }
            Row::Said(words) => {
                pen.words(line, words);
            }
        }
    }
    if is_asked {
        let foot = line_of(inner, inner.height.saturating_sub(1));
        pen.clear(foot);
        pen.words(foot, &Words::of("drop what you typed?", Tone::Doubtful));
        return None;
    }
    cursor
}

/// Returns the rows of the form; `width` is that of its inside.
fn form_rows<'a>(form: &'a Form, days: &'a [Option<String>], width: u16) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (index, (field, day)) in form.fields.iter().zip(days).enumerate() {
        rows.push(Row::Field(field, day.as_deref()));
        if index == form.at {
            rows.extend(explained((field, day.as_deref()), width).into_iter().map(Row::Said));
            if !form.problem.is_empty() {
                rows.extend(under(&Run::new(&form.problem, Tone::Bad), width).into_iter().map(Row::Said));
            }
        }
    }
    rows
}

/// Returns the day that is meant, or what a field asks for, where there is no room for it beside what is typed.
fn explained((field, day): (&Field, Option<&str>), width: u16) -> Vec<Words> {
    let doc = day.map_or_else(|| asks_for(field), ToString::to_string);
    if usize::from(width) >= usize::from(2 + LABEL + VALUE) + doc.len() {
        return Vec::new();
    }
    under(&Run::new(&doc, Tone::Dim), width)
}

/// Returns what a field asks for.
fn asks_for(field: &Field) -> String {
    let needed = if field.asked.is_needed { ", needed" } else { "" };
    format!("{}{needed}", field.asked.doc)
}

/// Returns what is said under a field: under its value, or almost at the edge where there is little room.
fn under(run: &Run, width: u16) -> Vec<Words> {
    let indent = usize::from(if width < NARROW { 4 } else { 2 + LABEL });
    let lines = wrap(std::slice::from_ref(run), usize::from(width).saturating_sub(indent).max(8), 0);
    let indented = |words: Words| {
        let mut line = Words::of(&" ".repeat(indent), Tone::Plain);
        line.runs.extend(words.runs);
        line
    };
    lines.into_iter().map(indented).collect()
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
    pen.own(slice(line, 2, LABEL), field.asked.key, tone);
    let room = slice(line, 2 + LABEL, line.width.saturating_sub(2 + LABEL));
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
