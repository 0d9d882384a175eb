//! What shows while there is nothing to show: no file, a file being read, a file that cannot be read.

use ratatui::layout::Rect;

use super::text::{Pen, line_of, slice};
use crate::app::state::{State, Trouble};
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, wrap};

/// Draws the offers or the reason.
pub fn draw(pen: &mut Pen<'_>, state: &State, area: Rect) {
    let left = if area.width >= 60 { 6 } else { 1 };
    let inner = Rect { x: area.x + left.min(area.width), width: area.width.saturating_sub(left * 2), ..area };
    let lines: Vec<Words> =
        says(state).into_iter().flat_map(|words| wrap(&words.runs, usize::from(inner.width).max(1), 0)).collect();
    let top = if area.height >= 12 { area.height / 4 } else { 0 };
    for (y, words) in (top..area.height).zip(&lines) {
        let place = line_of(inner, y);
        pen.words(slice(place, 0, place.width), words);
    }
}

fn says(state: &State) -> Vec<Words> {
    if let Some(Trouble::Failed(failed)) = &state.source.trouble {
        let mut lines = vec![Words::of(&failed.message, Tone::Bad)];
        if !failed.hint.is_empty() {
            lines.push(Words::of(&failed.hint, Tone::Plain));
        }
        lines.push(Words::blank());
        lines.push(Words::of(&format!("The file was chosen by {}.", state.launch.origin), Tone::Dim));
        lines.push(
            Words::of(&state.keyed("{reload} "), Tone::Accent)
                .then("reads it again, ", Tone::Dim)
                .then(&state.keyed("{quit} "), Tone::Accent)
                .then("quits", Tone::Dim),
        );
        return lines;
    }
    match state.launch.file_name {
        None => vec![
            Words { runs: vec![Run::new("No deadlines yet.", Tone::Strong)], right: Vec::new() },
            Words::blank(),
            Words::of(&state.keyed("{new-file}  "), Tone::Accent)
                .then("a new empty file   ", Tone::Plain)
                .then(&state.launch.new_file, Tone::Dim),
            Words::of(&state.keyed("{open-example}  "), Tone::Accent)
                .then("the built-in example, read-only", Tone::Plain),
            Words::of(&state.keyed("{import}  "), Tone::Accent).then("import a spreadsheet", Tone::Plain),
            Words::blank(),
            Words::of("or start the program with the name of a file", Tone::Dim),
        ],
        Some(_) => Vec::new(),
    }
}
