//! The choice of a theme, with words in its colours.

use super::dialogs::popup;
use super::text::{Pen, line_of, slice};
use crate::app::glyph;
use crate::app::layout::first_with;
use crate::app::state::State;
use crate::app::themes::{Themes, all, lines, rows};
use crate::app::tone::Tone;
use crate::app::words::{Run, Words};
use crate::domain::band::Band;
use crate::domain::status::Status;

/// The cells of a name.
const NAME: u16 = 14;

/// Draws the themes, and below them what they colour.
pub fn draw(pen: &mut Pen<'_>, state: &State, themes: Themes) {
    let inner = popup(pen, state, "Theme", lines(state));
    let rows = usize::from(rows(inner.height));
    let has_sample = rows < usize::from(inner.height);
    let first = first_with(themes.at, rows);
    for (y, (index, theme)) in (0u16..).zip(all(state).enumerate().skip(first).take(rows)) {
        let line = line_of(inner, y);
        let is_here = index == themes.at;
        if is_here {
            pen.own(slice(line, 0, 1), ">", Tone::Accent);
        }
        pen.own(slice(line, 2, NAME), theme.name(), if is_here { Tone::Strong } else { Tone::Plain });
        pen.data(slice(line, 2 + NAME, line.width.saturating_sub(2 + NAME)), theme.doc(), Tone::Dim);
        if is_here {
            pen.select(line);
        }
    }
    if has_sample {
        for (y, words) in (inner.height - 2..inner.height).zip(sample(pen)) {
            let line = line_of(inner, y);
            pen.words(slice(line, 2, line.width.saturating_sub(2)), &words);
        }
    }
}

fn sample(pen: &Pen<'_>) -> [Words; 2] {
    let band =
        |band: Band, word: &str| Run::new(&format!("{} {word}", glyph::band(pen.glyphs, band)), Tone::BandStrong(band));
    let status = |status: Status| {
        Run::new(&format!("{} {}", glyph::status(pen.glyphs, status), status.words()), Tone::Status(status))
    };
    let bands = [
        band(Band::Overdue, "overdue"),
        band(Band::Within7Days, "soon"),
        band(Band::Within30Days, "next"),
        band(Band::Later, "later"),
    ];
    let statuses = [Status::InProgress, Status::Blocked, Status::Accepted, Status::Done].map(status);
    [bands, statuses].map(|runs| Words {
        runs: runs.into_iter().flat_map(|run| [run, Run::new("   ", Tone::Plain)]).collect(),
        right: Vec::new(),
    })
}
