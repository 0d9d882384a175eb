//! The first line: which file, how many are urgent, what time it is.

use ratatui::layout::Rect;

use super::text::{Pen, slice};
use crate::app::banner;
use crate::app::glyph;
use crate::app::layout::{TINY, TWO_PANES};
use crate::app::state::{PATIENCE, Pane, State};
use crate::app::tone::Tone;
use crate::app::words::{Run, cleaned, owned};
use crate::domain::band::Band;

/// How much the counts say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Long,
    Short,
    Signs,
}

/// Draws the header.
pub fn draw(pen: &mut Pen<'_>, state: &State, area: Rect) {
    if area.height == 0 {
        return;
    }
    let inner = slice(area, 1, area.width.saturating_sub(2));
    let words = match area.width {
        ..TINY => Words::Signs,
        TINY..TWO_PANES => Words::Short,
        _ => Words::Long,
    };
    let right = clock(state, words);
    let width = width_of(&right);
    let right_x = inner.right().saturating_sub(width);
    pen.runs(Rect { x: right_x, width: width.min(inner.width), ..inner }, &right);
    let room = right_x.saturating_sub(inner.x + 2);
    let counts = counts(state, words);
    let counts_width = width_of(&counts);
    let left = if words == Words::Signs { Vec::new() } else { name(state, room.saturating_sub(counts_width + 3)) };
    let end = pen.runs(Rect { width: room, ..inner }, &left);
    let start = if words == Words::Signs { inner.x } else { end + 3 };
    let free = (right_x.saturating_sub(2)).saturating_sub(start + counts_width);
    let x = if words == Words::Long { start + free / 2 } else { start };
    if x + counts_width <= right_x {
        pen.runs(Rect { x, width: counts_width, ..inner }, &counts);
    }
}

fn width_of(runs: &[Run]) -> u16 {
    u16::try_from(runs.iter().map(|run| run.text.width_cells()).sum::<usize>()).unwrap_or(u16::MAX)
}

/// Returns title and file, the file's name cut so that all fits into `room` cells.
fn name(state: &State, room: u16) -> Vec<Run> {
    let title = if state.screen.pane == Pane::Matrix { "Matrix" } else { "Deadlines" };
    let mut words: Vec<Run> = Vec::new();
    if state.launch.is_read_only {
        words.push(Run::new("  read-only", Tone::Dim));
    }
    if state.source.trouble.is_some() && state.source.board.is_some() {
        words.push(Run::new(&format!("  as of {}", banner::read_at(state)), Tone::Doubtful));
    }
    let reading = state.source.loading_since.is_some_and(|since| state.now.mono >= since + PATIENCE);
    let file = match &state.launch.file_name {
        _ if state.launch.is_example => "built-in example".to_string(),
        Some(name) if reading => format!("Reading {name} ..."),
        Some(name) => name.clone(),
        None => String::new(),
    };
    let taken = title.len() + 3 + words.iter().map(|run| run.text.width_cells()).sum::<usize>();
    let left = usize::from(room).saturating_sub(taken);
    let mut runs = vec![Run::new(title, Tone::Accent)];
    if left >= 4 && !file.is_empty() {
        let cut = owned(&cleaned(state.launch.glyphs, &file)).cut(left, glyph::ellipsis(state.launch.glyphs));
        runs.push(Run::new("   ", Tone::Plain));
        runs.push(Run { text: cut, tone: Tone::Dim });
    }
    runs.append(&mut words);
    runs
}

fn counts(state: &State, words: Words) -> Vec<Run> {
    if state.source.board.is_none() {
        return Vec::new();
    }
    let list = &state.list;
    let items = [
        (Band::Overdue, list.count(&[Band::Overdue]), "overdue", "overdue"),
        (Band::Within7Days, list.count(&[Band::Today, Band::Within7Days]), "within 7 days", "in 7 d"),
        (Band::Within30Days, list.count(&[Band::Within30Days]), "within 30 days", "in 30 d"),
    ];
    let mut runs = Vec::new();
    for (band, count, long, short) in items {
        if count == 0 {
            continue;
        }
        let sign = glyph::band(state.launch.glyphs, band);
        let text = match words {
            Words::Long => format!("{sign} {count} {long}"),
            Words::Short => format!("{sign} {count} {short}"),
            Words::Signs => format!("{sign}{count}"),
        };
        if !runs.is_empty() {
            let gap = match words {
                Words::Long => "    ",
                Words::Short => "  ",
                Words::Signs => " ",
            };
            runs.push(Run::new(gap, Tone::Plain));
        }
        runs.push(Run::new(&text, Tone::Band(band)));
    }
    let is_sure = state.source.trouble.is_none() && state.source.weight.0 == 0;
    if runs.is_empty() && words != Words::Signs && is_sure && !list.picks.is_empty() {
        runs.push(Run::new("nothing due within 30 days", Tone::Dim));
    }
    runs
}

fn clock(state: &State, words: Words) -> Vec<Run> {
    let zone = &state.launch.zone;
    let now = state.now.wall;
    let local = zone.at(now);
    let mut runs = Vec::new();
    if state.launch.is_as_of {
        runs.push(Run::new("as of ", Tone::Doubtful));
    }
    let date = match words {
        Words::Long => local.format("%a %-d %b %Y  ").to_string(),
        Words::Short | Words::Signs if state.launch.is_as_of => local.format("%-d %b %Y ").to_string(),
        Words::Short | Words::Signs => String::new(),
    };
    if !date.is_empty() {
        runs.push(Run::new(&date, Tone::Dim));
    }
    runs.push(Run::new(&local.format("%H:%M").to_string(), Tone::Strong));
    runs.push(Run::new(&format!(" {}", zone.abbreviation(now)), Tone::Dim));
    runs
}
