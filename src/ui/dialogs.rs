//! The small dialogs: which product, what a status says, mine or theirs, and leaving.

use ratatui::layout::{Position, Rect};

use super::help::frame;
use super::text::{Pen, line_of, slice};
use crate::app::edits::Conflict;
use crate::app::form::{Field, Form};
use crate::app::glyph;
use crate::app::layout::{TINY, matrix_parts, regions, window};
use crate::app::picker::Picker;
use crate::app::state::{Pane, State};
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::unsaved::{field as field_of, leaving_words};
use crate::app::words::{Run, Words, skip_cells, wrap};
use crate::domain::board::Board;
use crate::domain::edit::Value;

/// The widest dialog, in cells.
const WIDEST: u16 = 76;
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
    let inner = popup(pen, state, &format!("Which product: {what}"), count);
    let rows = usize::from(inner.height);
    let first = picker.at.saturating_sub(rows.saturating_sub(1));
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

/// Draws what both sides wrote.
pub fn conflict(pen: &mut Pen<'_>, state: &State) {
    let Some(conflict) = state.edits.conflicts.front() else { return };
    let lines = sides(conflict);
    let count = state.edits.conflicts.len();
    let title = if count > 1 { format!("Changed on disk too, 1 of {count}") } else { "Changed on disk too".into() };
    let inner = popup(pen, state, &title, lines.len());
    for (y, words) in (0..inner.height).zip(&lines) {
        pen.words(line_of(inner, y), words);
    }
}

fn sides(conflict: &Conflict) -> Vec<Words> {
    let mut lines = Vec::new();
    for clash in &conflict.clashes {
        if !lines.is_empty() {
            lines.push(Words::blank());
        }
        lines.push(Words::of(&field_of(clash), Tone::Strong));
        let sides = [
            ("was", &clash.was, Tone::Dim),
            ("theirs", &clash.theirs, Tone::Plain),
            ("mine", &clash.mine, Tone::Plain),
        ];
        let texts: Vec<String> = [&clash.theirs, &clash.mine].into_iter().flatten().map(flat).collect();
        let alike = alike(&texts);
        for (word, value, tone) in sides {
            let said = value.as_ref().map_or_else(|| "nothing".to_string(), |value| from(&flat(value), alike));
            lines.push(Words::of(&format!("  {word:<8}"), Tone::Dim).then(&said, tone));
        }
    }
    lines
}

/// How many characters that both sides have alike are shown before the first that they have not.
const BEFORE: usize = 12;

/// Returns a value on one line.
fn flat(value: &Value) -> String {
    value.to_string().trim_end().replace('\n', " / ")
}

/// Returns how many characters of two long texts are left out, because both begin with them.
fn alike(texts: &[String]) -> usize {
    let [one, other] = texts else { return 0 };
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let hidden = same.saturating_sub(BEFORE);
    if same > 2 * BEFORE { hidden } else { 0 }
}

/// Returns a text from a character on, and a sign that something stands before it.
fn from(text: &str, start: usize) -> String {
    if start == 0 || text.chars().count() <= start {
        return text.to_string();
    }
    "...".chars().chain(text.chars().skip(start)).collect()
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

/// Returns the left edge and the width of a dialog: over the list alone where that has the keys and the room.
fn span_of(state: &State) -> (u16, u16) {
    let list = regions(state).list;
    let (left, room) = match state.screen.pane {
        Pane::List if list.width >= TINY => (list.x, list.width),
        Pane::List | Pane::Matrix | Pane::Detail => (0, state.size.0),
    };
    // A margin of a few columns would leave the last digits of the rows beside the frame.
    let width = if room < WIDEST + 8 { room } else { WIDEST };
    (left + (room - width) / 2, width)
}

/// Returns the width of the inside of a dialog, in cells.
pub fn inside(state: &State) -> u16 {
    span_of(state).1.saturating_sub(4)
}

/// Returns the line of the screen on which the row under the cursor stands.
fn row_of(state: &State) -> u16 {
    let places = regions(state);
    let body = match state.screen.pane {
        Pane::List => places.list,
        Pane::Matrix => matrix_parts(places.matrix, state.list.lines.len()).rows,
        Pane::Detail => places.detail,
    };
    let down = if state.screen.pane == Pane::Detail { 2 } else { state.list.line().saturating_sub(state.list.offset) };
    body.y.saturating_add(u16::try_from(down).unwrap_or(u16::MAX))
}

/// Clears and frames a place for `lines` lines that leaves the row under the cursor in sight where it can, else in the
/// middle, and above the screen's foot; returns the inside.
pub fn popup(pen: &mut Pen<'_>, state: &State, title: &str, lines: usize) -> Rect {
    let (x, width) = span_of(state);
    let rows = state.size.1.saturating_sub(1);
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2).min(rows);
    let row = row_of(state);
    let y = match (row.saturating_add(1 + height) <= rows, row.checked_sub(height)) {
        (true, _) => row + 1,
        (false, Some(above)) => above,
        (false, None) => (rows - height) / 2,
    };
    let area = Rect { x, y, width, height };
    frame(pen, area, title);
    Rect { x: x + 2.min(width), y: y + 1.min(height), width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_long_texts_are_shown_from_where_they_differ() {
        let texts = ["the same words at the beginning, theirs", "the same words at the beginning, mine"];
        let texts = texts.map(String::from);
        let alike = alike(&texts);
        assert_eq!(texts.each_ref().map(|text| from(text, alike)), ["... beginning, theirs", "... beginning, mine"]);
        assert_eq!(from("the end", alike), "the end");
        assert_eq!(super::alike(&["done".into(), "open".into()]), 0);
    }
}
