//! The help: every command of this place, from the command table, searchable.

use ratatui::layout::{Position, Rect};

use super::text::{Pen, line_of, slice};
use crate::app::glyph;
use crate::app::keymap::Arrows;
use crate::app::launch::Glyphs;
use crate::app::layout::{WIDEST_HELP, help_area};
use crate::app::overlay::{Help, Kind};
use crate::app::palette::{Entry, entries};
use crate::app::state::State;
use crate::app::tone::Tone;

/// The fewest cells of a reason that say something.
const LEAST_REASON: usize = 16;

/// Draws the help; returns where its text cursor stands.
pub fn draw(pen: &mut Pen<'_>, state: &State, help: &Help) -> Position {
    let entries = entries(help);
    let area = help_area(state.size);
    let title = if help.kind == Kind::Keys { "Keys" } else { "Commands" };
    frame(pen, area, &format!("{title}: {}", help.context.word()));
    let search = slice(line_of(area, 1), 2, area.width.saturating_sub(4));
    let sign = if help.kind == Kind::Keys { "? " } else { ": " };
    let x = pen.own(search, sign, Tone::Accent);
    let typed = Rect { x, width: search.right().saturating_sub(x), ..search };
    if help.input.value().is_empty() {
        pen.data(typed, &state.keyed("type to search; {open} runs, {back} closes"), Tone::Dim);
    } else {
        pen.data(typed, help.input.value(), Tone::Plain);
    }
    let arrows = if pen.glyphs == Glyphs::Unicode { Arrows::Signs } else { Arrows::Words };
    let first_row = 3;
    let shown = area.height.saturating_sub(first_row + 1);
    if entries.is_empty() {
        pen.own(slice(line_of(area, first_row), 4, 20), "nothing is called so", Tone::Dim);
    }
    let mut group = "";
    for (y, (index, entry)) in (0..shown).zip(entries.iter().enumerate().skip(help.place.offset)) {
        let place = line_of(area, first_row + y);
        let inner = slice(place, 1, area.width.saturating_sub(2));
        let is_cursor = index == help.place.at;
        if is_cursor {
            pen.own(slice(inner, 0, 1), ">", Tone::Accent);
        }
        let spec = match entry {
            Entry::Command(spec) if help.kind == Kind::Keys => spec,
            Entry::Command(_) | Entry::View { .. } => {
                named(pen, state, help, (inner, entry));
                if is_cursor {
                    pen.select(inner);
                }
                continue;
            }
        };
        let keys_x = if area.width >= WIDEST_HELP { 11 } else { 2 };
        if spec.group != group && keys_x > 2 {
            pen.own(slice(inner, 2, 8), spec.group, Tone::Dim);
            group = spec.group;
        }
        pen.own(slice(inner, keys_x, 13), &help.keys.labels(spec, help.context, arrows), Tone::Accent);
        let why = (spec.when)(state).map(|why| state.keyed(why));
        let tone = if why.is_some() { Tone::Dim } else { Tone::Plain };
        let end = pen.data(slice(inner, keys_x + 14, inner.width.saturating_sub(keys_x + 15)), spec.doc, tone);
        if let Some(why) = why {
            let rest = Rect { x: end + 2, width: inner.right().saturating_sub(end + 3), ..inner };
            if usize::from(rest.width) >= why.len().min(LEAST_REASON) {
                pen.data(rest, &why, Tone::Dim);
            }
        }
        if is_cursor {
            pen.select(inner);
        }
    }
    let cursor = u16::try_from(help.input.visual_cursor()).unwrap_or(0);
    Position { x: (x + cursor).min(search.right().saturating_sub(1)), y: search.y }
}

/// Draws an entry of the palette: its name, what it does or why not now, and its keys at the right edge.
fn named(pen: &mut Pen<'_>, state: &State, help: &Help, (inner, entry): (Rect, &Entry)) {
    let arrows = if pen.glyphs == Glyphs::Unicode { Arrows::Signs } else { Arrows::Words };
    let spec = entry.command();
    let keys = spec.map(|spec| help.keys.labels(spec, help.context, arrows)).unwrap_or_default();
    let why = spec.and_then(|spec| (spec.when)(state)).map(|why| state.keyed(why));
    let keys = keys.split("  ").next().unwrap_or_default();
    let left = pen.data_right(slice(inner, 0, inner.width.saturating_sub(1)), keys, Tone::Accent);
    let tone = if why.is_some() { Tone::Dim } else { Tone::Plain };
    let room = |x: u16| Rect { x, width: left.saturating_sub(x + 2), ..inner };
    let name_room = 20.min(inner.width / 2);
    pen.data(slice(inner, 2, name_room), &entry.name(), tone);
    pen.data(room(inner.x + name_room + 4), why.as_deref().unwrap_or_else(|| entry.doc()), Tone::Dim);
}

/// Clears a place and draws a border with a title.
pub fn frame(pen: &mut Pen<'_>, area: Rect, title: &str) {
    pen.clear(area);
    if area.width < 2 || area.height < 2 {
        return;
    }
    let across = usize::from(area.width) - 2;
    let sign = |unicode, ascii| glyph::pick(pen.glyphs, unicode, ascii);
    let bar = sign("─", "-").repeat(across);
    let top = format!("{}{bar}{}", sign("╭", "+"), sign("╮", "+"));
    let bottom = format!("{}{bar}{}", sign("╰", "+"), sign("╯", "+"));
    let side = sign("│", "|");
    pen.own(line_of(area, 0), &top, Tone::Faint);
    pen.own(line_of(area, area.height - 1), &bottom, Tone::Faint);
    for y in 1..area.height - 1 {
        let line = line_of(area, y);
        pen.own(slice(line, 0, 1), side, Tone::Faint);
        pen.own(slice(line, area.width - 1, 1), side, Tone::Faint);
    }
    pen.data(slice(line_of(area, 0), 2, area.width.saturating_sub(4)), &format!(" {title} "), Tone::Accent);
}
