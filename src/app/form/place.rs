//! Where the lines of the form of a status stand. Pure; used by `ui` for drawing and by the mouse.

use ratatui::layout::Rect;

use super::{Field, Form};
use crate::app::layout::{dialog_span, popup_inside, window};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::words::{Run, Words, wrap};

/// The cells before a field's value: the cursor, and its key.
pub const TEXT: u16 = 12;
/// The cells of a short value, before what its field asks for.
pub const VALUE: u16 = 24;
/// Below this width what is said of a field stands almost at the edge.
const NARROW: u16 = 50;

/// A row of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A field by its place among all, and which day a short form in it means.
    Field(usize, Option<String>),
    /// What is said under the field that is written in.
    Said(Words),
}

/// The form as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many lines its frame holds.
    pub lines: usize,
    /// Where its rows stand.
    pub area: Rect,
    /// The rows that are shown, from top to bottom.
    pub rows: Vec<Row>,
}

/// Returns where the form stands, and its rows.
#[must_use]
pub fn place(state: &State, form: &Form) -> Place {
    let width = dialog_span(state).1.saturating_sub(4);
    let is_asked = form.stage == Stage::Asking;
    let days: Vec<Option<String>> = form.fields.iter().map(|field| form.day_meant(state, field)).collect();
    let rows = rows(form, &days, width);
    // As high as with the longest explanation: it must not jump from field to field.
    let heights: Vec<usize> =
        form.fields.iter().zip(&days).map(|(field, day)| explained((field, day.as_deref()), width).len()).collect();
    let most = heights.iter().copied().max().unwrap_or(0);
    let here = heights.get(form.at).copied().unwrap_or(0);
    let lines = rows.len() + most - here + usize::from(is_asked);
    let inner = popup_inside(state, lines);
    let area = Rect { height: inner.height.saturating_sub(u16::from(is_asked)), ..inner };
    let height = usize::from(area.height).max(1);
    // A dialog that is taller than the screen shows the field that is written in, with what is said of it.
    let said = rows.iter().filter(|row| matches!(row, Row::Said(_))).count();
    let last = (form.at + said).min(rows.len().saturating_sub(1));
    let first = window(form.at, window(last, 0, height, rows.len()), height, rows.len());
    Place { lines, area, rows: rows.into_iter().skip(first).take(height).collect() }
}

fn rows(form: &Form, days: &[Option<String>], width: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, (field, day)) in form.fields.iter().zip(days).enumerate() {
        rows.push(Row::Field(index, day.clone()));
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
#[must_use]
pub fn explained((field, day): (&Field, Option<&str>), width: u16) -> Vec<Words> {
    let doc = day.map_or_else(|| asks_for(field), ToString::to_string);
    if usize::from(width) >= usize::from(TEXT + VALUE) + doc.len() {
        return Vec::new();
    }
    under(&Run::new(&doc, Tone::Dim), width)
}

/// Returns what a field asks for.
#[must_use]
pub fn asks_for(field: &Field) -> String {
    let needed = if field.asked.is_needed { ", needed" } else { "" };
    format!("{}{needed}", field.asked.doc)
}

/// Returns what is said under a field: under its value, or almost at the edge where there is little room.
fn under(run: &Run, width: u16) -> Vec<Words> {
    let indent = usize::from(if width < NARROW { 4 } else { TEXT });
    let lines = wrap(std::slice::from_ref(run), usize::from(width).saturating_sub(indent).max(8), 0);
    let indented = |words: Words| {
        let mut line = Words::of(&" ".repeat(indent), Tone::Plain);
        line.runs.extend(words.runs);
        line
    };
    lines.into_iter().map(indented).collect()
}
