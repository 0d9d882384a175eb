//! The timeline: a row for each product, columns of days, the months over them, and the deadline under the cursor.

use ratatui::layout::Rect;

use super::list::Panes;
use super::text::{Pen, line_of, slice};
use crate::app::badge;
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::matrix::{cell_of, time_left};
use crate::app::state::Pane;
use crate::app::timeline::place::{Parts, parts_of};
use crate::app::timeline::{Sign, cursor, other_today, stops};
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, cleaned, owned};
use crate::domain::band::Band;
use crate::domain::board::Cell;
use crate::domain::date::Coarse;
use crate::domain::dated::{CivilDate, Dated};
use crate::domain::settings::Limits;

/// The cells of the two signs that may stand at the end of the sentence.
const SIGNS: usize = 4;

/// The fewest cells of a title that tell what is meant.
const LEAST_TITLE: usize = 12;

/// Draws the timeline.
pub fn draw(pen: &mut Pen<'_>, panes: &Panes<'_>) {
    let state = panes.state;
    let parts = parts_of(state.screen.pane, panes.places.timeline);
    if parts.rule.height > 0 {
        pen.rule(slice(parts.rule, 1, parts.rule.width.saturating_sub(2)), "─", "-");
    }
    if state.matrix.columns.is_empty() {
        let area = panes.places.timeline;
        pen.data_centred(line_of(area, area.height / 3), "No deadline in sight touches a product", Tone::Dim);
        return;
    }
    title(pen, panes, &parts);
    months(pen, panes, &parts);
    let rows = state.matrix.columns.iter().enumerate().skip(state.timeline.offset);
    for (y, (row, column)) in (0..parts.rows.height).zip(rows) {
        let line = line_of(parts.rows, y);
        let product = panes.board.file.products.get(column.product as usize);
        draw_row(pen, panes, &parts, (line, row, product.map_or("", |product| product.label())));
    }
    now_line(pen, panes, &parts);
    foot(pen, panes, &parts);
}

/// Returns the place of a column on a line: the now-line stands between the days before today and today.
fn column_x(panes: &Panes<'_>, parts: &Parts, column: u16) -> u16 {
    let is_after = panes.state.timeline.window.now().is_none_or(|now| column >= now);
    parts.days_x.saturating_add(column).saturating_add(u16::from(is_after))
}

fn title(pen: &mut Pen<'_>, panes: &Panes<'_>, parts: &Parts) {
    let timeline = &panes.state.timeline;
    let line = slice(parts.title, 1, parts.title.width.saturating_sub(2));
    let Some((first, last)) = timeline.window.span().filter(|_| line.height > 0) else { return };
    let mut text = format!("{} to {}", first.format("%b %Y"), last.format("%b %Y"));
    if timeline.has_more {
        text.push_str(", not all repeats shown");
    }
    if let Some(today) = other_today(panes.state) {
        text.extend([", where the file is it is ", &today.format("%a %-d %b").to_string()]);
    }
    let words = Words::of(&text, Tone::Dim).at_right(timeline.zoom.words(), Tone::Dim);
    pen.words(line, &words);
}

/// Draws the names of the months, and under the rows how much is due in each.
fn months(pen: &mut Pen<'_>, panes: &Panes<'_>, parts: &Parts) {
    let at = |line: Rect, x: u16, width: u16| Rect { x, width: width.min(line.right().saturating_sub(x)), ..line };
    if parts.load.height > 0 {
        let width = parts.days_x.saturating_sub(parts.load.x + 2);
        pen.data(slice(parts.load, 1, width), "load", Tone::Dim);
    }
    for (month, load) in panes.state.timeline.months() {
        let x = column_x(panes, parts, month.column);
        if parts.months.height > 0 {
            pen.own(at(parts.months, x, month.room), &month.name, Tone::Dim);
        }
        if parts.load.height > 0 {
            let room = usize::from(month.room.saturating_sub(1)).max(1);
            let text = match load {
                0 => glyph::untouched(pen.glyphs).to_string(),
                load if load.to_string().len() <= room => load.to_string(),
                // A number that is cut would be a wrong one.
                _ => format!(">{}", "9".repeat(room.saturating_sub(1))),
            };
            pen.own(at(parts.load, x, month.room), &text, if load == 0 { Tone::Faint } else { Tone::Plain });
        }
        for y in 0..parts.rows.height.min(shown_rows(panes)) {
            pen.own(at(line_of(parts.rows, y), x, 1), glyph::untouched(pen.glyphs), Tone::Faint);
        }
    }
}

fn shown_rows(panes: &Panes<'_>) -> u16 {
    let rows = panes.state.matrix.columns.len().saturating_sub(panes.state.timeline.offset);
    u16::try_from(rows).unwrap_or(u16::MAX)
}

fn draw_row(pen: &mut Pen<'_>, panes: &Panes<'_>, parts: &Parts, (line, row, name): (Rect, usize, &str)) {
    let state = panes.state;
    let is_pane = state.screen.pane == Pane::Timeline;
    let is_cursor = is_pane && row == state.matrix.at;
    if is_cursor {
        pen.own(slice(line, 0, 1), ">", Tone::Accent);
    }
    let width = parts.days_x.saturating_sub(line.x + 2);
    let tone = match (is_cursor, is_pane) {
        (true, _) => Tone::Accent,
        (false, true) => Tone::Plain,
        (false, false) => Tone::Dim,
    };
    pen.data(slice(line, 1, width), name, tone);
    let own = cursor(state).and_then(|mark| Some((state.timeline.window.column(mark.day)?, mark.sign)));
    let selected = state.list.milestone();
    for ((_, column), spot) in state.timeline.spots.range((row, 0)..=(row, u16::MAX)) {
        let x = column_x(panes, parts, *column);
        if x >= parts.days_end {
            continue;
        }
        // The deadline under the cursor is seen though a more urgent one shares its column.
        let sign = own.filter(|(at, _)| is_cursor && at == column).map_or(spot.sign, |(_, sign)| sign);
        let place = Rect { x, width: 1, ..line };
        let (glyph, tone) = drawn(pen.glyphs, sign);
        pen.own(place, glyph, tone);
        if selected.is_some_and(|number| spot.milestones.contains(&number)) {
            pen.select(place);
        }
    }
}

/// Returns how a sign is drawn; one cell.
pub(super) fn drawn(glyphs: Glyphs, sign: Sign) -> (&'static str, Tone) {
    let later = glyph::pick(glyphs, "•", "o");
    match sign {
        Sign::Live(band @ (Band::Overdue | Band::Today | Band::Within7Days | Band::Within30Days)) => {
            (glyph::band(glyphs, band), Tone::BandStrong(band))
        }
        Sign::Live(Band::Undated) => ("?", Tone::Band(Band::Undated)),
        Sign::Live(Band::Later | Band::Closed | Band::Passed) => (later, Tone::Plain),
        Sign::Foreseen => (later, Tone::Dim),
        Sign::Accepted => (glyph::pick(glyphs, "◇", "a"), Tone::Dim),
        Sign::Done => (glyph::pick(glyphs, "✓", "x"), Tone::Dim),
    }
}

fn now_line(pen: &mut Pen<'_>, panes: &Panes<'_>, parts: &Parts) {
    let Some(now) = panes.state.timeline.window.now() else { return };
    let x = parts.days_x.saturating_add(now);
    for y in 0..parts.rows.height.min(shown_rows(panes)) {
        let line = line_of(parts.rows, y);
        pen.own(Rect { x, width: 1, ..line }, glyph::pick(pen.glyphs, "┃", "|"), Tone::Accent);
    }
    if parts.title.height > 0 && parts.months.y > parts.title.y + 1 {
        let line = Rect { y: parts.title.y + 1, ..parts.title };
        pen.own(Rect { x: x.saturating_sub(1), width: 3, ..line }, "now", Tone::Accent);
    }
}

/// Spells out the deadline under the cursor, and what the signs mean.
fn foot(pen: &mut Pen<'_>, panes: &Panes<'_>, parts: &Parts) {
    let inner = |line: Rect| slice(line, 1, line.width.saturating_sub(2));
    let state = panes.state;
    if parts.sentence.height > 0 {
        let is_pane = state.screen.pane == Pane::Timeline;
        let line = inner(parts.sentence);
        let width = usize::from(line.width);
        pen.words(line, &if is_pane { sentence(panes, width) } else { of_milestone(panes, width) });
    }
    if parts.facts.height > 0
        && let Some(number) = state.list.milestone()
    {
        let cell = state.matrix.product().and_then(|product| cell_of(panes.board, number, product));
        let owner = cell.and_then(|cell| panes.board.owner_of_cell(cell)).map(|owner| format!("owner @{owner}    "));
        let address = cell.map_or_else(|| panes.board.address(number), |cell| panes.board.address_of_cell(cell));
        let text = format!("{}{address}", owner.unwrap_or_default());
        pen.data(slice(inner(parts.facts), 2, parts.facts.width.saturating_sub(4)), &text, Tone::Dim);
    }
    if parts.legend.height > 0 {
        legend(pen, state.launch.chosen.settings.bands, inner(parts.legend));
    }
}

fn sentence(panes: &Panes<'_>, width: usize) -> Words {
    let state = panes.state;
    let glyphs = state.launch.glyphs;
    let data = |text: &str, tone: Tone| Run { text: owned(&cleaned(glyphs, text)), tone };
    let Some(number) = state.list.milestone() else {
        let is_row = state.list.pick().is_some();
        let words = if is_row { "This record cannot be read: {open} opens the editor" } else { "No deadline is shown" };
        return Words::of(&state.keyed(words), Tone::Dim);
    };
    let product = state.matrix.product();
    let name = product.and_then(|p| panes.board.file.products.get(p as usize)).map_or("", |p| p.label());
    let title = &*panes.board.records(number).1.title;
    let Some(cell) = product.and_then(|product| cell_of(panes.board, number, product)) else {
        let runs = vec![data(title, Tone::Strong), data(&format!("   does not touch {name}"), Tone::Dim)];
        return Words { runs, right: Vec::new() };
    };
    let mut runs = Vec::new();
    if let Some(mark) = cursor(state) {
        let (sign, tone) = drawn(glyphs, mark.sign);
        runs.push(Run::new(&format!("{sign} "), tone));
    }
    runs.extend(time_left(cell, state.now.wall).map(|shown| Run::new(&format!("{}  ", shown.text), Tone::Plain)));
    let mut rest = vec![data(&format!("   {name}   "), Tone::Plain), data(&when(panes, cell), Tone::Plain)];
    rest.push(Run::new("   ", Tone::Plain));
    rest.push(Run::new(cell.status.words(), Tone::Status(cell.status)));
    // The title gives way: a date that is cut would be another one.
    let used: usize = runs.iter().chain(&rest).map(|run| run.text.width_cells()).sum();
    let room = width.saturating_sub(used + SIGNS).max(LEAST_TITLE);
    let title = cleaned(glyphs, title).cut(room, glyph::ellipsis(glyphs)).to_string();
    runs.push(data(&title, Tone::Strong));
    runs.append(&mut rest);
    badge::add(&mut runs, (panes.board, number), glyphs, width);
    let words = Words { runs, right: Vec::new() };
    match shared(panes) {
        Some(text) => words.at_right(&text, Tone::Dim),
        None => words,
    }
}

/// Returns the milestone under the cursor, its last safe day, and the products that still owe it.
fn of_milestone(panes: &Panes<'_>, width: usize) -> Words {
    let Some(number) = panes.state.list.milestone() else { return Words::blank() };
    let data = |text: &str, tone: Tone| Run { text: owned(&cleaned(panes.state.launch.glyphs, text)), tone };
    let board = panes.board;
    let dated = board.shown_date(number);
    let safe = if dated.last_safe_day.is_some() { "last safe day " } else { "" };
    let mut text = format!("   {safe}{}", words_of(dated));
    let live = board.cells_of(number).iter().filter(|cell| cell.is_live);
    let names: Vec<&str> = live.map(|cell| board.product(cell).label()).collect();
    if !names.is_empty() {
        text.extend(["   on ", &names.join(", ")]);
    }
    let mut runs = vec![data(&board.records(number).1.title, Tone::Strong), data(&text, Tone::Plain)];
    badge::add(&mut runs, (board, number), panes.state.launch.glyphs, width);
    Words { runs, right: Vec::new() }
}

/// Returns the day of an obligation in words, or why there is none.
fn when(panes: &Panes<'_>, cell: &Cell) -> String {
    let dated = panes.board.dated_of_cell(cell);
    format!("{}{}", safe_word(dated), words_of(dated))
}

/// Returns what stands before a last safe day that is not the day of the date itself.
pub(super) fn safe_word(dated: &Dated) -> &'static str {
    let is_other = dated.last_safe_day.is_some_and(|safe| dated.date != Some(CivilDate::Day(safe)));
    if is_other { "last safe day " } else { "" }
}

fn words_of(dated: &Dated) -> String {
    let projected = if dated.is_projected { " (projected)" } else { "" };
    match (dated.last_safe_day, dated.date) {
        (Some(day), _) | (None, Some(CivilDate::Day(day))) => format!("{}{projected}", day.format("%a %-d %b %Y")),
        (None, Some(CivilDate::Coarse(coarse))) => coarse_words(coarse),
        (None, None) => dated.missing.as_ref().map_or("no date", |missing| missing.text()).to_string(),
    }
}

fn coarse_words(coarse: Coarse) -> String {
    format!("some day of {coarse}")
}

/// Returns which one it is of those in its column; none where it is alone.
fn shared(panes: &Panes<'_>) -> Option<String> {
    let state = panes.state;
    let window = &state.timeline.window;
    let own = cursor(state)?;
    let column = window.column(own.day)?;
    let here: Vec<_> = stops(state, own.row).filter(|mark| window.column(mark.day) == Some(column)).collect();
    let at = here.iter().position(|mark| *mark == own)?;
    (here.len() > 1).then(|| format!("{} of {} in this column", at + 1, here.len()))
}

fn legend(pen: &mut Pen<'_>, limits: Limits, line: Rect) {
    let (near, next) = (limits.near("in "), limits.next("in "));
    let glyphs = pen.glyphs;
    let signs = [
        (Sign::Live(Band::Overdue), "overdue"),
        (Sign::Live(Band::Within7Days), &*near),
        (Sign::Live(Band::Within30Days), &*next),
        (Sign::Live(Band::Later), "later"),
        (Sign::Done, "done"),
        (Sign::Accepted, "accepted"),
    ];
    let mut x = line.x;
    for (sign, word) in signs {
        let needed = u16::try_from(2 + word.len()).unwrap_or(u16::MAX);
        if x.saturating_add(needed) > line.right() {
            break;
        }
        let rest = |x: u16| Rect { x, width: line.right().saturating_sub(x), ..line };
        let (sign, tone) = drawn(glyphs, sign);
        x = pen.own(rest(x), sign, tone);
        x = pen.own(rest(x + 1), word, Tone::Dim) + 3;
    }
}
