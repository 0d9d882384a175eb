//! The matrix: the status of every product for every milestone, under the products' names.

use ratatui::layout::Rect;

use super::list::{Panes, draw_lines};
use super::row::Fields;
use super::text::{Pen, line_of, slice};
use crate::app::arrange::{Line, Pick};
use crate::app::badge;
use crate::app::banner::counted;
use crate::app::edits::Progress;
use crate::app::glyph;
use crate::app::layout::{Columns, MatrixParts, ROLL_UP, columns, matrix_parts};
use crate::app::matrix::{Column, cell_of, time_left};
use crate::app::state::Pane;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, cleaned, owned};
use crate::domain::board::{Board, Cell};
use crate::domain::date::Verb;
use crate::domain::status::Status;

/// Draws the matrix beside the list; its rows line up with the list's.
pub fn draw_beside(pen: &mut Pen<'_>, panes: &Panes<'_>) {
    let area = panes.places.matrix;
    let columns = columns(panes.state, area);
    names(pen, panes, line_of(area, 0), columns);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    cells(pen, panes, rows, columns);
}

/// Draws the matrix on the whole screen.
pub fn draw_full(pen: &mut Pen<'_>, panes: &Panes<'_>) {
    let area = panes.places.matrix;
    let parts = matrix_parts(area, panes.state.list.lines.len());
    let columns = columns(panes.state, area);
    let status = glyph::status_width(pen.glyphs);
    names(pen, panes, parts.names, columns);
    owners(pen, panes, parts.owners, columns);
    for rule in [parts.first_rule, parts.second_rule] {
        pen.rule(slice(rule, 1, rule.width.saturating_sub(2)), "─", "-");
    }
    let title_end = if columns.shown == 0 { area.width.saturating_sub(1) } else { columns.x.saturating_sub(1) };
    draw_lines(pen, panes, parts.rows, Fields::beside_cells(title_end, status));
    cells(pen, panes, parts.rows, columns);
    totals(pen, panes, parts.totals, columns);
    foot(pen, panes, &parts);
}

fn column_at(columns: Columns, index: usize, line: Rect) -> Rect {
    let index = u16::try_from(index).unwrap_or(u16::MAX);
    let x = columns.x.saturating_add(index.saturating_mul(columns.width));
    Rect { x, width: columns.width.saturating_sub(1), ..line }
}

/// Returns the column after the last product's.
fn columns_end(columns: Columns) -> u16 {
    let all = u16::try_from(columns.shown).unwrap_or(u16::MAX).saturating_mul(columns.width);
    columns.x.saturating_add(all)
}

fn shown<'a>(panes: &'a Panes<'_>, columns: Columns) -> impl Iterator<Item = (usize, bool, &'a Column)> {
    let matrix = &panes.state.matrix;
    let all = matrix.columns.iter().enumerate().skip(matrix.offset).take(columns.shown);
    all.enumerate().map(|(place, (index, column))| (place, index == matrix.at, column))
}

fn names(pen: &mut Pen<'_>, panes: &Panes<'_>, line: Rect, columns: Columns) {
    if line.height == 0 {
        return;
    }
    for (place, is_cursor, column) in shown(panes, columns) {
        let Some(product) = panes.board.file.products.get(column.product as usize) else { continue };
        let tone = match (is_cursor, panes.state.screen.pane) {
            (true, _) => Tone::Accent,
            (false, Pane::Matrix) => Tone::Plain,
            (false, Pane::List | Pane::Timeline | Pane::Detail) => Tone::Dim,
        };
        let at = column_at(columns, place, line);
        pen.data_centred(at, product.label(), tone);
    }
    if columns.roll_up_end > 0 {
        pen.data_right(Rect { x: 0, width: columns.roll_up_end, ..line }, "done", Tone::Dim);
    }
    hidden(pen, panes, line, columns);
}

/// Says how many columns lie outside: left of the names, and right of them before the roll-up.
fn hidden(pen: &mut Pen<'_>, panes: &Panes<'_>, line: Rect, columns: Columns) {
    let matrix = &panes.state.matrix;
    if matrix.offset > 0 {
        let text = format!("{} {}", glyph::pick(pen.glyphs, "←", "<"), matrix.offset);
        let is_alone = panes.state.screen.pane == Pane::Matrix;
        let end = if is_alone { columns.x.saturating_sub(1) } else { panes.places.list.right() };
        pen.data_right(Rect { x: 1, width: end.saturating_sub(1), ..line }, &text, Tone::Dim);
    }
    let more = matrix.columns.len().saturating_sub(matrix.offset + columns.shown);
    if more > 0 && columns.roll_up_end > 0 {
        let text = format!("{} {more}", glyph::pick(pen.glyphs, "→", ">"));
        let end = columns.roll_up_end.saturating_sub(ROLL_UP - 1);
        let x = columns_end(columns);
        pen.data_right(Rect { x, width: end.saturating_sub(x), ..line }, &text, Tone::Dim);
    }
}

fn owners(pen: &mut Pen<'_>, panes: &Panes<'_>, line: Rect, columns: Columns) {
    if line.height == 0 {
        return;
    }
    for (place, _, column) in shown(panes, columns) {
        let product = panes.board.file.products.get(column.product as usize);
        if let Some(owner) = product.and_then(|product| product.owner.as_deref()) {
            let at = column_at(columns, place, line);
            pen.data_centred(at, &format!("@{owner}"), Tone::Dim);
        }
    }
}

fn cells(pen: &mut Pen<'_>, panes: &Panes<'_>, area: Rect, columns: Columns) {
    let list = &panes.state.list;
    for (y, line) in (0..area.height).zip(list.lines.iter().skip(list.offset)) {
        let Line::Row(Pick::Milestone(number)) = line else { continue };
        let place = line_of(area, y);
        let is_row = list.milestone() == Some(*number);
        for (index, is_cursor, column) in shown(panes, columns) {
            let cell = cell_of(panes.board, *number, column.product);
            let at = column_at(columns, index, place);
            draw_cell(pen, cell, at, is_cursor && is_row && panes.state.screen.pane == Pane::Matrix);
        }
        if columns.roll_up_end > 0 {
            roll_up(pen, panes.board, *number, Rect { x: 0, width: columns.roll_up_end, ..place });
        }
        if is_row {
            pen.select(place);
        }
    }
}

fn draw_cell(pen: &mut Pen<'_>, cell: Option<&Cell>, at: Rect, is_cursor: bool) {
    let glyphs = pen.glyphs;
    let width = glyph::status_width(glyphs);
    // In the middle; a sign of three cells stands around it.
    let middle = at.width.saturating_sub(1) / 2;
    let x = middle.saturating_sub(width / 2);
    let (sign, tone, left, width) = match cell {
        Some(cell) => (glyph::status(glyphs, cell.status), Tone::Status(cell.status), x, width),
        None => (glyph::untouched(glyphs), Tone::Faint, middle, 1),
    };
    pen.own(slice(at, left, width), sign, tone);
    if is_cursor {
        let (open, close) = (glyph::pick(glyphs, "[", ">"), glyph::pick(glyphs, "]", "<"));
        pen.own(slice(at, left.saturating_sub(1), 1), open, Tone::Accent);
        pen.own(slice(at, left + width, 1), close, Tone::Accent);
    }
}

fn roll_up(pen: &mut Pen<'_>, board: &Board, number: u32, area: Rect) {
    let Some(row) = board.row(number) else { return };
    let text = match (row.counted, board.records(number).1.verb) {
        (0, _) => glyph::pick(pen.glyphs, "–", "-").to_string(),
        (counted, _) => format!("{}/{counted}", row.done),
    };
    pen.data_right(area, &text, Tone::Dim);
}

fn totals(pen: &mut Pen<'_>, panes: &Panes<'_>, line: Rect, columns: Columns) {
    if line.height == 0 {
        return;
    }
    let matrix = &panes.state.matrix;
    let fields = Fields::beside_cells(columns.x.saturating_sub(1), glyph::status_width(pen.glyphs));
    let all = if matrix.milestones == 1 { "" } else { "all " };
    let label = format!("done, {all}{}", counted(matrix.milestones, "milestone"));
    pen.data(slice(line, fields.title.0, fields.title.1), &label, Tone::Dim);
    for (place, is_cursor, column) in shown(panes, columns) {
        let at = column_at(columns, place, line);
        let tone = if is_cursor { Tone::Plain } else { Tone::Dim };
        pen.data_centred(at, &format!("{}/{}", column.done, column.counted), tone);
    }
    if columns.roll_up_end > 0 {
        let (done, counted) = matrix.total();
        let text = format!("{done}/{counted}");
        let room = columns.roll_up_end.saturating_sub(columns_end(columns));
        // Of thousands the share says more, and fits.
        let text = if text.len() > usize::from(room) { format!("{}%", done * 100 / counted.max(1)) } else { text };
        pen.data_right(Rect { x: 0, width: columns.roll_up_end, ..line }, &text, Tone::Strong);
    }
}

/// Spells out the cell under the cursor, and what the signs mean.
fn foot(pen: &mut Pen<'_>, panes: &Panes<'_>, parts: &MatrixParts) {
    let inner = |line: Rect| slice(line, 1, line.width.saturating_sub(2));
    if let Some(number) = panes.state.list.milestone() {
        let product = panes.state.matrix.product();
        let cell = product.and_then(|product| cell_of(panes.board, number, product));
        let line = inner(parts.sentence);
        pen.words(line, &sentence(panes, (number, cell), usize::from(line.width)));
        let words = facts(panes, number, cell);
        pen.data(slice(inner(parts.facts), 2, parts.facts.width.saturating_sub(4)), &words, Tone::Dim);
    }
    legend(pen, inner(parts.legend));
}

fn sentence(panes: &Panes<'_>, (number, cell): (u32, Option<&Cell>), width: usize) -> Words {
    let glyphs = panes.state.launch.glyphs;
    let data = |text: &str, tone: Tone| Run { text: owned(&cleaned(glyphs, text)), tone };
    let milestone = panes.board.records(number).1;
    let product = panes.state.matrix.product().and_then(|p| panes.board.file.products.get(p as usize));
    let name = product.map_or("", |product| product.label());
    let Some(cell) = cell else {
        let sign = glyph::untouched(glyphs);
        let runs = vec![
            Run::new(&format!("{sign} "), Tone::Dim),
            data(name, Tone::Strong),
            Run::new(" / ", Tone::Dim),
            data(&milestone.title, Tone::Strong),
            Run::new(": not touched", Tone::Dim),
        ];
        return Words { runs, right: Vec::new() };
    };
    let tone = Tone::Status(cell.status);
    let mut runs = vec![
        Run::new(&format!("{} ", glyph::status(glyphs, cell.status)), tone),
        data(name, Tone::Strong),
        Run::new(" / ", Tone::Dim),
        data(&milestone.title, Tone::Strong),
        Run::new(": ", Tone::Dim),
        Run::new(cell.status.words(), tone),
    ];
    if panes.state.edits.is_waiting_for(panes.board, cell) {
        if panes.state.edits.progress != Progress::Saving {
            runs.push(Run::new(", not saved yet", Tone::Doubtful));
        }
        return Words { runs, right: Vec::new() };
    }
    let details = panes.board.record(cell).and_then(|record| record.details.as_deref());
    let zone = panes.board.zone_of(panes.board.dated_of_cell(cell));
    let day = |point: &crate::domain::date::Point| {
        crate::domain::obligation::day_of(point, zone).format("%a %-d %b %Y").to_string()
    };
    let mut rest = String::new();
    if let Some(details) = details {
        match cell.status {
            Status::Blocked => {
                rest.extend(details.waiting.iter().map(|waiting| format!(", waiting for {waiting}")));
                rest.extend(details.chase.iter().map(|chase| format!(", chase {}", day(&chase.value))));
            }
            Status::Done => {
                let since = if milestone.verb == Verb::From { ", we comply since" } else { "" };
                rest.extend(details.closed.iter().map(|closed| format!("{since} {}", day(&closed.value))));
                rest.extend(details.who.iter().map(|who| format!(" by @{who}")));
                rest.extend(cell.late_days.filter(|late| *late > 0).map(|late| format!(", {late} d late")));
            }
            Status::Accepted => {
                rest.extend(details.until.iter().map(|until| format!(" until {}", day(&until.value))));
                rest.extend(details.reason.iter().map(|reason| format!(", {reason}")));
            }
            Status::NotApplicable | Status::Open | Status::InProgress => {
                rest.extend(details.reason.iter().map(|reason| format!(", {reason}")));
            }
        }
    }
    runs.push(data(&rest, Tone::Plain));
    badge::add(&mut runs, (panes.board, number), glyphs, width);
    Words { runs, right: Vec::new() }
}

fn facts(panes: &Panes<'_>, number: u32, cell: Option<&Cell>) -> String {
    let board = panes.board;
    let Some(cell) = cell else { return board.address(number) };
    let mut facts = Vec::new();
    facts.extend(board.owner_of_cell(cell).map(|owner| format!("owner @{owner}")));
    let dated = board.dated_of_cell(cell);
    facts.extend(dated.last_safe_day.map(|day| format!("last safe day {}", day.format("%a %-d %b %Y"))));
    let left = time_left(cell, panes.state.now.wall).map(|shown| shown.text);
    let working = left.as_ref().and_then(|_| {
        let days = board.working_days_left(number, dated).filter(|_| !cell.countdown.is_passed)?;
        Some(format!("{days} wd {}", board.calendar(number)?.id()))
    });
    facts.extend(left.map(|left| working.map_or(left.clone(), |working| format!("{left}  {working}"))));
    facts.push(board.address_of_cell(cell));
    facts.join("    ")
}

fn legend(pen: &mut Pen<'_>, line: Rect) {
    if line.height == 0 {
        return;
    }
    let glyphs = pen.glyphs;
    let mut x = line.x;
    let untouched = (glyph::untouched(glyphs), "not touched", Tone::Faint);
    let all = Status::ALL.map(|status| (glyph::status(glyphs, status), status.words(), Tone::Status(status)));
    // As in the product lists: worst before best would scatter what people learn in the order of the keys.
    for (sign, word, tone) in all.into_iter().chain([untouched]) {
        let needed = u16::try_from(sign.chars().count() + 1 + word.len()).unwrap_or(u16::MAX);
        if x + needed > line.right() {
            break;
        }
        let rest = |x: u16| Rect { x, width: line.right().saturating_sub(x), ..line };
        x = pen.own(rest(x), sign, tone);
        x = pen.own(rest(x + 1), word, Tone::Dim) + 3;
    }
}
