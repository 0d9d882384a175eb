//! The note while it is written: in place of the detail, or over the foot of the matrix.

use ratatui::layout::{Position, Rect};

use super::text::{Pen, line_of, slice};
use crate::app::note::place::{Place, place};
use crate::app::note::rows::Measure;
use crate::app::note::{Note, Shape};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::{Stage, Typed as _};
use crate::app::words::{Run, wrap};

/// Draws the note; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, note: &Note) -> Option<Position> {
    let Place { area, head, text, tail } = place(state, note);
    match note.shape {
        Shape::Line => super::help::frame(pen, area, &note.title),
        Shape::Lines => {
            pen.clear(area);
            pen.data(line_of(head, 0), &note.title, Tone::Strong);
            let word = if note.is_changed() { "Notes, changed" } else { "Notes" };
            pen.own(line_of(head, 1), word, Tone::Head);
        }
    }
    below(pen, note, tail);
    let measure = Measure { width: usize::from(text.width), glyphs: pen.glyphs };
    let rows = note.rows(measure);
    for (y, row) in (0..text.height).zip(rows.iter().skip(note.offset)) {
        let part = note.lines().get(row.line).and_then(|line| line.get(row.from..row.to)).unwrap_or_default();
        pen.data(line_of(text, y), part, Tone::Plain);
    }
    if note.lines().iter().all(String::is_empty) {
        pen.data(line_of(text, 0), hint(note.shape), Tone::Dim);
    }
    let spot = note.cursor(&rows, measure);
    let y = u16::try_from(spot.row.checked_sub(note.offset)?).ok()?;
    let x = u16::try_from(spot.cells).unwrap_or(u16::MAX).min(text.width.saturating_sub(1));
    (y < text.height && note.stage == Stage::Writing).then(|| Position { x: text.x + x, y: text.y + y })
}

/// Says what is written here, while nothing is.
fn hint(shape: Shape) -> &'static str {
    match shape {
        Shape::Lines => "Markdown, as many lines as it takes",
        Shape::Line => "one line",
    }
}

/// Says what is asked, or why it was not saved.
fn below(pen: &mut Pen<'_>, note: &Note, area: Rect) {
    let runs = match note.stage {
        Stage::Asking => vec![Run::new("drop what you wrote?", Tone::Doubtful)],
        Stage::Writing if note.remark.is_empty() => return,
        Stage::Writing => vec![Run::new(&note.remark, Tone::Bad)],
    };
    let lines = wrap(&runs, usize::from(area.width), 0);
    for (y, words) in (0..area.height).zip(&lines) {
        let line = line_of(area, y);
        pen.words(slice(line, 0, line.width), words);
    }
}
