//! The foot of the wall: the slides as dots, what a key did, the file, and how old everything is.

use ratatui::layout::Rect;

use crate::app::glyph;
use crate::app::staleness::{self, Exactness};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::wall::{self, TURNS, Wall};
use crate::app::words::{Run, Words, cleaned, owned};
use crate::domain::zone::data_version;
use crate::ui::text::{Pen, line_of};

/// Between two things that are said.
const GAP: usize = 3;

/// The fewest cells of the file's name that say something.
const SHORTEST_NAME: usize = 8;

/// The most cells of the file's name for which an age goes to the line above.
const LONGEST_KEPT: usize = 20;

/// Draws the foot in the last line of `area`.
///
/// An age for which there is no room stands in the line above, if there is one; where there is none, the name of the file gives
/// way to all of them.
pub fn draw(pen: &mut Pen<'_>, state: &State, wall: Wall, area: Rect) {
    if !pen.covers(area) {
        return;
    }
    let rest = dots(pen, state, wall, line_of(area, area.height.saturating_sub(1)));
    // Behind the last one there need be no gap.
    let width = usize::from(rest.width) + GAP;
    let exactness = if wall::ticks(state) { Exactness::Seconds } else { Exactness::Minutes };
    let (mut parts, mut ages, mut above) = (held(state, wall), staleness::ages(state, exactness), Vec::new());
    let name = state.launch.file_name.as_deref().map(|name| owned(&cleaned(pen.glyphs, name)));
    // Which file it is goes first where the age has another place.
    let kept = name.as_ref().filter(|_| area.height > 1).map_or(0, |name| name.width_cells().min(LONGEST_KEPT) + GAP);
    while ages.len() > 1 && cells(&parts) + kept + cells(&ages) > width {
        above.extend(ages.pop());
    }
    if cells(&parts) + cells(&ages) > width {
        // The heartbeat goes before the keys.
        for words in &mut parts {
            words.runs.truncate(1);
        }
    }
    let room = width.saturating_sub(cells(&parts) + cells(&ages) + GAP);
    if let Some(name) = name.filter(|_| room >= SHORTEST_NAME) {
        let name = name.cut(room, glyph::ellipsis(pen.glyphs));
        parts.push(Words { runs: vec![Run { text: name, tone: Tone::Plain }], right: vec![] });
    }
    parts.extend(ages);
    parts.push(Words::of(&format!("zone data {}", data_version()), Tone::Plain));
    say(pen, parts, rest);
    if area.height > 1 {
        say(pen, above.into_iter().rev().collect(), Rect { x: area.x, width: area.width, ..line_of(area, 0) });
    }
}

/// Draws a dot for each slide; returns what is left of the line.
fn dots(pen: &mut Pen<'_>, state: &State, wall: Wall, line: Rect) -> Rect {
    let mut x = line.x;
    for slide in TURNS.into_iter().filter(|slide| wall::has(state, *slide)) {
        let is_here = slide == wall.turn;
        let dot = if is_here { glyph::pick(pen.glyphs, "●", "*") } else { glyph::pick(pen.glyphs, "○", "o") };
        x = pen.own(Rect { x, width: line.right().saturating_sub(x), ..line }, dot, Tone::Plain) + 1;
    }
    Rect { x: x + 1, width: line.right().saturating_sub(x + 1), ..line }
}

/// Returns what a key did, and what one can do.
fn held(state: &State, wall: Wall) -> Vec<Words> {
    let mut parts = Vec::new();
    if let Some(until) = wall::paused_until(state) {
        let until = crate::app::banner::exact_clock(state, until);
        parts.push(
            Words::of(&format!("paused until {until}"), Tone::Accent)
                .then(&state.keyed("   {quit} leaves"), Tone::Plain),
        );
    }
    if wall.is_kiosk {
        parts.push(Words::of("read-only", Tone::Strong).then("  Ctrl-C ends", Tone::Plain));
    }
    parts
}

/// Returns how many cells these take, with the gaps behind them.
fn cells(parts: &[Words]) -> usize {
    parts.iter().map(|words| words.width_cells() + GAP).sum::<usize>()
}

/// Writes as many as there is room for.
fn say(pen: &mut Pen<'_>, parts: Vec<Words>, area: Rect) {
    let mut x = area.x;
    for words in parts {
        let width = u16::try_from(words.width_cells()).unwrap_or(u16::MAX);
        if width > area.right().saturating_sub(x) {
            break;
        }
        x = pen.runs(Rect { x, width, ..area }, &legible(words).runs) + 3;
    }
}

/// Nothing that informs is faint on the wall.
fn legible(mut words: Words) -> Words {
    for run in words.runs.iter_mut().filter(|run| run.tone == Tone::Dim) {
        run.tone = Tone::Plain;
    }
    words
}
