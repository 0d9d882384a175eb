//! The wall: one slide at a time, with what is overdue, how old everything is and what is wrong on each of them.
//!
//! ```text
//!   NEXT DEADLINE   ✕ 2 OVERDUE                            Mon 23 Nov 2026  14:05 EST
//!   ... the slide ...
//!   ●  ○  ○  ○      file   read 14:05:00   changed 1 min ago   oldest verification ...
//! ```

mod deadline;
mod figures;
mod letters;
mod summary;

use ratatui::layout::Rect;

use super::text::{Pen, line_of, slice};
use crate::app::alerts::{self, OnWall};
use crate::app::banner::counted;
use crate::app::glyph;
use crate::app::staleness::{self, Exactness, stale_since, stale_words};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::wall::{self, Slide, TURNS, Wall};
use crate::app::words::{Run, Words, cleaned, owned};
use crate::domain::band::Band;
use crate::domain::zone::data_version;

/// Draws the wall; returns the part that changes with every second, alone; empty where there is none.
pub fn draw(pen: &mut Pen<'_>, state: &State, wall: Wall, area: Rect) -> Rect {
    let inner = inside(area, state);
    let has_gap = inner.height >= 16;
    let alerts = alerts::on_wall(state);
    if pen.covers(line_of(inner, 0)) {
        header(pen, state, (wall, alerts.count), line_of(inner, 0));
    }
    let told = told(pen, state, &alerts, Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner });
    let top = 1 + told + u16::from(has_gap);
    let bottom = 1 + u16::from(has_gap);
    let height = inner.height.saturating_sub(top + bottom);
    let body = Rect { y: inner.y + top, height, ..inner };
    let mut figures = Rect::ZERO;
    match (&state.source.board, wall.slide) {
        (None, _) => waiting(pen, state, body),
        (Some(board), Slide::Next | Slide::Overdue) => figures = deadline::draw(pen, state, board, body),
        (Some(board), Slide::Products) => summary::products(pen, state, board, body),
        (Some(board), Slide::Days) => summary::days(pen, state, board, body),
        (Some(board), Slide::Week) => summary::week(pen, state, board, body),
    }
    if inner.height >= 3 && pen.covers(line_of(inner, inner.height - 1)) {
        foot(pen, state, wall, line_of(inner, inner.height - 1));
    }
    if wall::ticks(state) { figures } else { Rect::ZERO }
}

/// Returns the screen without its margins, moved by what it has drifted.
fn inside(area: Rect, state: &State) -> Rect {
    let across = match area.width {
        160.. => 8,
        100..160 => 5,
        60..100 => 2,
        _ => 0,
    };
    let down = match area.height {
        44.. => 3,
        24..44 => 1,
        _ => 0,
    };
    let (width, height) = (area.width.saturating_sub(2 * across), area.height.saturating_sub(2 * down));
    if area.width < 40 || area.height < 12 {
        return Rect { x: area.x + across, y: area.y + down, width, height };
    }
    // One column and one row are kept free, so that nothing is cut where everything is moved.
    let (right, lower) = wall::drift(state.now.wall);
    Rect { x: area.x + across + right, y: area.y + down + lower, width: width - 1, height: height - 1 }
}

fn header(pen: &mut Pen<'_>, state: &State, (wall, alerts): (Wall, usize), line: Rect) {
    let label = match wall.slide {
        Slide::Next => "NEXT DEADLINE",
        Slide::Overdue => "OVERDUE",
        Slide::Products => "PRODUCTS",
        Slide::Days => "THE NEXT 90 DAYS",
        Slide::Week => "CHANGED THIS WEEK",
    };
    let zone = &state.launch.zone;
    let local = zone.at(state.now.wall);
    let day = if line.width >= 70 { local.format("%a %-d %b %Y  ").to_string() } else { String::new() };
    let as_of = if state.launch.is_as_of { "as of " } else { "" };
    let zone_words = if line.width >= 50 { format!(" {}", zone.abbreviation(state.now.wall)) } else { String::new() };
    let clock = [
        Run::new(as_of, Tone::Doubtful),
        Run::new(&day, Tone::Plain),
        Run::new(&local.format("%H:%M").to_string(), Tone::Strong),
        Run::new(&zone_words, Tone::Plain),
    ];
    let width = u16::try_from(clock.iter().map(|run| run.text.width_cells()).sum::<usize>()).unwrap_or(0);
    let room = line.width.saturating_sub(width + 2);
    let mut left = Vec::new();
    if let Some(stale) = stale_words(state) {
        left.push(Run::new(&format!("{stale}  "), Tone::Bad));
    }
    // Before the label: on a narrow screen it must not be what is cut.
    let late = wall::overdue(state).len();
    if late > 0 {
        let sign = glyph::band(pen.glyphs, Band::Overdue);
        let text = if room < 34 { format!("{sign} {late}  ") } else { format!("{sign} {late} overdue  ") };
        left.push(Run::new(&text, Tone::BandStrong(Band::Overdue)));
    }
    if alerts > 0 && room >= 34 {
        left.push(Run::new(&format!("{}  ", counted(alerts, "alert")), Tone::Strong));
    }
    left.push(Run::new(label, Tone::Strong));
    if !state.filter.text().is_empty() {
        let filter = owned(&cleaned(pen.glyphs, state.filter.text()));
        left.extend([Run::new("  / ", Tone::Accent), Run { text: filter, tone: Tone::Plain }]);
    }
    pen.runs(slice(line, 0, room), &left);
    pen.runs(slice(line, line.width.saturating_sub(width), width), &clock);
    if stale_since(state).is_some() {
        pen.reverse(line);
    }
}

/// Says why what is shown may be old or that the clock moved, and what crossed a threshold; returns how many lines that
/// takes. Neither hides the other, except where there is one line for both.
fn told(pen: &mut Pen<'_>, state: &State, told: &OnWall, area: Rect) -> u16 {
    let toast = state.notices.clock.as_ref().map(|toast| (toast.text.clone(), Tone::Doubtful));
    let doubt = staleness::reason(state).map(|why| (why, Tone::Bad)).or(toast);
    let mut taken = 0;
    if let Some((text, tone)) = &doubt {
        pen.data(line_of(area, 0), text, *tone);
        taken += 1;
    }
    if let Some((text, tone)) = told.banner.as_ref().filter(|_| taken == 0 || area.height >= 12) {
        pen.data(line_of(area, taken), text, *tone);
        pen.reverse(line_of(area, taken));
        taken += 1;
    }
    taken
}

fn waiting(pen: &mut Pen<'_>, state: &State, body: Rect) {
    let name = state.launch.file_name.as_deref().unwrap_or("a file");
    pen.data_centred(line_of(body, body.height / 2), &format!("Waiting for {name}"), Tone::Strong);
}

/// The slides as dots, the file and its ages; what somebody did with a key in their place.
fn foot(pen: &mut Pen<'_>, state: &State, wall: Wall, line: Rect) {
    let mut x = line.x;
    for slide in TURNS.into_iter().filter(|slide| wall::has(state, *slide)) {
        let is_here = slide == wall.turn;
        let dot = if is_here { glyph::pick(pen.glyphs, "●", "*") } else { glyph::pick(pen.glyphs, "○", "o") };
        x = pen.own(Rect { x, width: line.right().saturating_sub(x), ..line }, dot, Tone::Plain) + 1;
    }
    let rest = Rect { x: x + 1, width: line.right().saturating_sub(x + 1), ..line };
    let mut parts: Vec<Words> = Vec::new();
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
    if let Some(name) = &state.launch.file_name {
        parts.push(Words {
            runs: vec![Run { text: owned(&cleaned(pen.glyphs, name)), tone: Tone::Plain }],
            right: vec![],
        });
    }
    let exactness = if wall::ticks(state) { Exactness::Seconds } else { Exactness::Minutes };
    parts.extend(staleness::ages(state, exactness));
    parts.push(Words::of(&format!("zone data {}", data_version()), Tone::Plain));
    let mut at = rest.x;
    for words in parts {
        let width = u16::try_from(words.width_cells()).unwrap_or(u16::MAX);
        if width > rest.right().saturating_sub(at) {
            break;
        }
        at = pen.runs(Rect { x: at, width, ..rest }, &legible(words).runs) + 3;
    }
}

/// Nothing that informs is faint on the wall.
fn legible(mut words: Words) -> Words {
    for run in words.runs.iter_mut().filter(|run| run.tone == Tone::Dim) {
        run.tone = Tone::Plain;
    }
    words
}
