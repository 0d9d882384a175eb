//! The wall: one slide at a time, with what is overdue, how old everything is and what is wrong on each of them.
//!
//! ```text
//!   NEXT DEADLINE   ✕ 2 OVERDUE                            Mon 23 Nov 2026  14:05 EST
//!   ... the slide ...
//!   ●  ○  ○  ○      file   read 14:05:00   changed 1 min ago   oldest verification ...
//! ```

mod deadline;
mod figures;
mod foot;
mod letters;
mod summary;

use ratatui::layout::Rect;

use super::text::{Pen, line_of, slice};
use crate::app::alerts::{self, OnWall};
use crate::app::banner::counted;
use crate::app::glyph;
use crate::app::staleness::{self, stale_since, stale_words};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::wall::{self, Slide, Wall};
use crate::app::words::{Run, cleaned, owned};
use crate::domain::band::Band;

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
    if inner.height >= 3 {
        let lines = 1 + u16::from(has_gap);
        foot::draw(pen, state, wall, Rect { y: inner.y + inner.height - lines, height: lines, ..inner });
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

/// Says why what is shown may be old or that the clock moved, what cannot be read, and what crossed a threshold; returns how
/// many lines that takes. Nothing of it hides the other, except where there is one line for all.
fn told(pen: &mut Pen<'_>, state: &State, told: &OnWall, area: Rect) -> u16 {
    let toast = state.notices.clock.as_ref().map(|toast| (toast.text.clone(), Tone::Doubtful));
    let doubt = staleness::reason(state).map(|why| (why, Tone::Bad)).or(toast);
    let gap = wall::unread(state).map(|what| (what, Tone::Bad));
    let rows = if area.height >= 12 { 3 } else { 1 };
    let mut taken = 0;
    for (text, tone) in doubt.into_iter().chain(gap).take(rows) {
        pen.data(line_of(area, taken), &text, tone);
        taken += 1;
    }
    if let Some((text, tone)) = told.banner.as_ref().filter(|_| usize::from(taken) < rows) {
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
