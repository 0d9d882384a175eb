//! The last two lines: the filter or a remark, and what the keys do. Both from the state and the command table.

use ratatui::layout::{Position, Rect};

use super::text::{Pen, slice};
use crate::app::command::{Command, Spec};
use crate::app::detail;
use crate::app::glyph;
use crate::app::hints;
use crate::app::keymap::key_name;
use crate::app::layout::{Regions, list_rows};
use crate::app::marks;
use crate::app::staleness::{self, Exactness};
use crate::app::state::{PONDER, Pane, State};
use crate::app::timeline::place::timeline_parts;
use crate::app::tone::Tone;
use crate::app::views;
use crate::app::words::{Words, skip_cells};

/// What stands before a key at the end of a remark.
const KEY_GAP: &str = "   ";

/// Draws message line and footer; returns where the text cursor stands, if anywhere.
pub fn draw(pen: &mut Pen<'_>, state: &State, places: &Regions) -> Option<Position> {
    let inner = |line: Rect| slice(line, 1, line.width.saturating_sub(2));
    let message = inner(places.message);
    let shares = places.message == places.footer;
    let speaks = state.filter.is_open || state.notices.toast.is_some();
    if !shares || !speaks {
        hints(pen, state, inner(places.footer));
    }
    which_key(pen, state, places);
    if shares && !speaks {
        return None;
    }
    let end = if shares { message.right() } else { outside(pen, state, places, message) };
    let room = Rect { width: end.saturating_sub(message.x), ..message };
    let is_filtering = (state.filter.is_open || !state.filter.text().is_empty()) && state.source.board.is_some();
    // While the filter is written, a remark stands over it, where there is a line for that.
    let has_two = state.filter.is_open && places.problem.width > 0;
    match &state.notices.toast {
        Some(toast) if has_two => remark(pen, inner(places.problem), &toast.text),
        Some(toast) => {
            remark(pen, room, &toast.text);
            return None;
        }
        None if is_filtering => problem(pen, state, inner(places.problem)),
        None => {
            ages(pen, state, room);
            return None;
        }
    }
    filter(pen, state, room)
}

/// Draws how old what is shown is, where nothing else is said: as many of the three ages as there is room for.
fn ages(pen: &mut Pen<'_>, state: &State, area: Rect) {
    if state.overlay.is_some() || state.source.looks.last.is_none() || state.source.board.is_none() {
        return;
    }
    let mut x = area.x;
    for words in staleness::ages(state, Exactness::Minutes) {
        let gap = if x == area.x { 0 } else { 3 };
        let width = |words: &Words| u16::try_from(words.width_cells()).unwrap_or(u16::MAX);
        let fits = |words: &Words| width(words).saturating_add(gap) <= area.right().saturating_sub(x);
        let brief = if fits(&words) { Vec::new() } else { staleness::shorter(&words) };
        let Some(words) = std::iter::once(words).chain(brief).find(fits) else { return };
        let width = width(&words);
        x = pen.runs(Rect { x: x + gap, width, ..area }, &words.runs);
    }
}

/// Draws a remark; the key at its end outlives what stands before it.
fn remark(pen: &mut Pen<'_>, area: Rect, text: &str) {
    let (said, key) = text.rsplit_once(KEY_GAP).map_or((text, ""), |(said, key)| (said, key));
    let key_width = u16::try_from(key.len() + KEY_GAP.len()).unwrap_or(u16::MAX);
    if key.is_empty() || key_width >= area.width / 2 {
        pen.data(area, text, Tone::Plain);
        return;
    }
    let end = pen.data(Rect { width: area.width - key_width, ..area }, said, Tone::Plain);
    pen.data(Rect { x: end, width: area.right().saturating_sub(end), ..area }, &format!("{KEY_GAP}{key}"), Tone::Plain);
}

/// Draws the filter and how many rows match.
fn filter(pen: &mut Pen<'_>, state: &State, area: Rect) -> Option<Position> {
    let total: usize = state.list.counts.iter().sum();
    let count = format!("{} of {total}", state.list.matched);
    let count_width = u16::try_from(count.len()).unwrap_or(0);
    let text = state.filter.text();
    let x = pen.own(area, "/ ", Tone::Accent);
    let room = area.right().saturating_sub(x + count_width + 3).max(4);
    let place = Rect { x, width: room.min(area.right().saturating_sub(x)), ..area };
    let good_end = state.filter.parsed.problem.as_ref().map_or(text.len(), |problem| problem.at.min(text.len()));
    let (good, bad) = text.split_at_checked(good_end).unwrap_or((text, ""));
    let scroll = state.filter.input.visual_scroll(usize::from(place.width.saturating_sub(1)));
    let (good, left) = skip_cells(good, scroll);
    let end = pen.data(place, good, Tone::Plain);
    let (bad, _) = skip_cells(bad, left);
    let rest = Rect { x: end, width: place.right().saturating_sub(end), ..place };
    let end = pen.data(rest, bad, Tone::Ignored);
    let count_x = (end + 3).max(x + 12).min(area.right().saturating_sub(count_width));
    pen.own(Rect { x: count_x, width: count_width, ..area }, &count, Tone::Dim);
    let cursor = state.filter.input.visual_cursor().saturating_sub(scroll);
    let cursor_x = x.saturating_add(u16::try_from(cursor).unwrap_or(0)).min(place.right().saturating_sub(1));
    (state.filter.is_open && state.overlay.is_none()).then_some(Position { x: cursor_x, y: area.y })
}

fn problem(pen: &mut Pen<'_>, state: &State, area: Rect) {
    let Some(problem) = &state.filter.parsed.problem else { return };
    if area.width == 0 || !state.filter.is_open && problem.message.is_empty() {
        return;
    }
    let text = if problem.hint.is_empty() {
        problem.message.clone()
    } else {
        format!("{}: {}", problem.message, problem.hint)
    };
    pen.data(slice(area, 2, area.width), &text, Tone::Doubtful);
}

/// Says how many rows or lines lie outside; returns where that begins.
fn outside(pen: &mut Pen<'_>, state: &State, places: &Regions, area: Rect) -> u16 {
    if state.overlay.is_some() || state.source.board.is_none() {
        return area.right();
    }
    let marks = if state.screen.pane == Pane::Detail { None } else { marks::words(state) };
    let area = match marks {
        Some(words) => {
            let width = u16::try_from(words.len()).unwrap_or(u16::MAX).min(area.width);
            let x = if area.width > width { area.right().saturating_sub(width) } else { area.x };
            pen.own(Rect { x, width, ..area }, &words, Tone::Strong);
            Rect { width: area.width.saturating_sub(width + 3), ..area }
        }
        None => area,
    };
    let (above, below) = match state.screen.pane {
        Pane::Detail => {
            let lines = detail::text(state, places.detail.width).lines.len();
            let rows = usize::from(places.detail.height);
            let above = state.detail.offset.min(lines.saturating_sub(rows));
            (above, lines.saturating_sub(above + rows))
        }
        Pane::List | Pane::Matrix => state.list.outside(list_rows(state, places)),
        Pane::Timeline if state.timeline.view.day.is_some() => (0, 0),
        Pane::Timeline => {
            let rows = usize::from(timeline_parts(places.timeline).rows.height);
            let above = state.timeline.offset;
            (above, state.matrix.columns.len().saturating_sub(above + rows))
        }
    };
    let text = match (above, below) {
        (0, 0) => return area.right(),
        (_, 1..) => format!("{} {below} more", glyph::pick(pen.glyphs, "↓", "v")),
        (_, 0) => format!("{} {above} more", glyph::pick(pen.glyphs, "↑", "^")),
    };
    pen.data_right(area, &text, Tone::Dim).saturating_sub(2)
}

/// Draws what the keys do here.
fn hints(pen: &mut Pen<'_>, state: &State, area: Rect) {
    for hint in hints::shown(state, area.width) {
        let rest = |x: u16| Rect { x, width: area.right().saturating_sub(x), ..area };
        let end = pen.own(rest(area.x + hint.x), &hint.keys, Tone::Accent);
        pen.own(rest(end + 1), &hint.word, Tone::Dim);
    }
}

/// Shows how a sequence that was begun can go on.
fn which_key(pen: &mut Pen<'_>, state: &State, places: &Regions) {
    let pending = &state.pending;
    if pending.keys.is_empty() || state.now.mono < pending.since + PONDER {
        return;
    }
    let next = ways_on(state);
    let rows = u16::try_from(next.len()).unwrap_or(u16::MAX);
    let body = places.body;
    let width = 46.min(body.width);
    let height = (rows + 2).min(body.height);
    let area =
        Rect { x: body.right().saturating_sub(width + 1), y: body.bottom().saturating_sub(height), width, height };
    let typed: Vec<String> = pending.keys.iter().map(|key| key_name(*key)).collect();
    // In the detail a status is that of the product under the cursor.
    let product = detail::cell(state).zip(state.source.board.as_ref()).map(|(cell, board)| board.product(cell).label());
    let title = match product {
        Some(product) if typed == [state.keyed("{set-done*}")] => format!("{}  {product}", typed.join(" ")),
        Some(_) | None => typed.join(" "),
    };
    super::help::frame(pen, area, &title);
    for (y, (key, what)) in (1..height.saturating_sub(1)).zip(&next) {
        let place = super::text::line_of(area, y);
        pen.own(slice(place, 2, 6), key, Tone::Accent);
        pen.data(slice(place, 8, width.saturating_sub(10)), what, Tone::Plain);
    }
}

/// Returns the keys that can come next, and what they do; of the file's views, their names and filters.
fn ways_on(state: &State) -> Vec<(String, String)> {
    let next = state.launch.chosen.keys.continuations(&state.pending.keys, state.context());
    let mut views = views::of_file(state);
    let what = |(key, spec): (String, &'static Spec)| {
        let is_view = spec.command == Command::ViewByNumber;
        let view = if is_view { views.next().map(|(name, filter)| format!("{name}   {filter}")) } else { None };
        if is_view { Some((key, view?)) } else { Some((key, spec.doc.to_string())) }
    };
    next.into_iter().filter_map(what).collect()
}
