//! The slides between the deadlines: each product's statuses, the next 90 days, what changed this week.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::layout::Rect;

use crate::app::glyph;
use crate::app::state::State;
use crate::app::timeline::Sign;
use crate::app::tone::Tone;
use crate::app::wall::week;
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::changes::day_words;
use crate::domain::status::Status;
use crate::ui::text::{Pen, line_of, slice};
use crate::ui::timeline::drawn;

/// How many days the timeline of the wall shows.
const DAYS: i64 = 90;
/// The width of a product's name, with the space after it.
const NAME: u16 = 14;

/// The statuses that are counted besides done, worst first.
const COUNTED: [Status; 4] = [Status::Blocked, Status::Open, Status::InProgress, Status::Accepted];

/// Returns how many lines a row takes, and how many rows there are.
fn spread(rows: usize, height: u16) -> (u16, usize) {
    let step = if rows * 2 <= usize::from(height) { 2 } else { 1 };
    (step, rows.min(usize::from(height / step)))
}

fn more(pen: &mut Pen<'_>, body: Rect, count: usize, noun: &str) {
    if count > 0 {
        pen.own(line_of(body, body.height.saturating_sub(1)), &format!("{count} more {noun}"), Tone::Plain);
    }
}

/// Draws a bar and the counts of each product, over everything that is not closed.
pub fn products(pen: &mut Pen<'_>, state: &State, board: &Board, body: Rect) {
    let (done, counted) = state.matrix.total();
    let head = format!("{done} of {counted} done in {} open milestones", state.matrix.milestones);
    pen.own(line_of(body, 0), &head, Tone::Strong);
    let place = Rect { y: body.y + 2.min(body.height), height: body.height.saturating_sub(3), ..body };
    let columns = &state.matrix.columns;
    let (step, shown) = spread(columns.len(), place.height);
    for (index, column) in (0u16..).zip(columns.iter().take(shown)) {
        let line = line_of(place, index * step);
        let Some(product) = board.file.products.get(column.product as usize) else { continue };
        pen.data(slice(line, 0, NAME - 1), product.label(), Tone::Strong);
        let bar = line.width.saturating_sub(NAME + 44).min(60);
        let part = usize::from(bar) * column.done / column.counted.max(1);
        let sign = glyph::pick(pen.glyphs, "━", "=");
        let end = pen.own(slice(line, NAME, bar), &sign.repeat(part), Tone::Good);
        let left = usize::from(bar).saturating_sub(part);
        let faint = glyph::pick(pen.glyphs, "━", "-").repeat(left);
        pen.own(Rect { x: end, width: bar, ..line }, &faint, Tone::Faint);
        let x = NAME + bar + u16::from(bar > 0) * 2;
        let at = pen.own(
            slice(line, x, 12),
            &format!("{:>5} done", format!("{}/{}", column.done, column.counted)),
            Tone::Plain,
        );
        counts(
            pen,
            state,
            board,
            column.product,
            Rect { x: at + 2, width: line.right().saturating_sub(at + 2), ..line },
        );
    }
    more(pen, body, columns.len() - shown, "products");
}

/// Draws the statuses of a product that are not done, and how many are overdue.
fn counts(pen: &mut Pen<'_>, state: &State, board: &Board, product: u32, line: Rect) {
    let cells = || state.list.open.iter().flat_map(|n| board.cells_of(*n)).filter(move |cell| cell.product == product);
    let late = cells().filter(|cell| cell.is_live && cell.band == Band::Overdue).count();
    let mut x = line.x;
    let mut put = |pen: &mut Pen<'_>, text: &str, tone: Tone| {
        let place = Rect { x, width: line.right().saturating_sub(x), ..line };
        if text.chars().count() <= usize::from(place.width) {
            x = pen.own(place, text, tone) + 2;
        }
    };
    if late > 0 {
        let sign = glyph::band(pen.glyphs, Band::Overdue);
        put(pen, &format!("{sign} {late} overdue"), Tone::BandStrong(Band::Overdue));
    }
    for status in COUNTED {
        let count = cells().filter(|cell| cell.status == status).count();
        if count > 0 {
            let word = if status == Status::Accepted { "accepted" } else { status.words() };
            put(pen, &format!("{} {count} {word}", glyph::status(pen.glyphs, status)), Tone::Status(status));
        }
    }
}

/// Draws the next 90 days, a row for each product, a mark on each last safe day.
pub fn days(pen: &mut Pen<'_>, state: &State, board: &Board, body: Rect) {
    let today = state.launch.zone.day_of(state.now.wall);
    let width = body.width.saturating_sub(NAME);
    let column = |day: NaiveDate| u16::try_from((day - today).num_days() * i64::from(width) / (DAYS + 1)).ok();
    months(pen, today, line_of(body, 0), &column);
    let place = Rect { y: body.y + 1.min(body.height), height: body.height.saturating_sub(3), ..body };
    let columns = &state.matrix.columns;
    let (step, shown) = spread(columns.len(), place.height);
    let mut count = 0;
    for (index, product) in (0u16..).zip(columns.iter().take(shown)) {
        let line = line_of(place, index * step);
        if let Some(record) = board.file.products.get(product.product as usize) {
            pen.data(slice(line, 0, NAME - 1), record.label(), Tone::Strong);
        }
        let dots = glyph::pick(pen.glyphs, "·", ".").repeat(usize::from(width));
        pen.own(slice(line, NAME, width), &dots, Tone::Faint);
        // The most urgent last: it stands on top.
        for number in state.list.open.iter().rev() {
            for cell in board.cells_of(*number).iter().filter(|cell| cell.product == product.product && cell.is_live) {
                let Some(day) = board.dated_of_cell(cell).last_safe_day else { continue };
                let day = if day < today { today } else { day };
                if let Some(x) = column(day).filter(|x| *x < width) {
                    let (sign, tone) = drawn(pen.glyphs, Sign::Live(cell.band));
                    pen.own(slice(line, NAME + x, 1), sign, tone);
                    count += 1;
                }
            }
        }
    }
    let sign = |band| glyph::band(pen.glyphs, band);
    let legend = format!(
        "{count} due   {} overdue, at the left edge   {} within 7 days   {} within 30 days",
        sign(Band::Overdue),
        sign(Band::Within7Days),
        sign(Band::Within30Days)
    );
    pen.own(line_of(body, body.height.saturating_sub(1)), &legend, Tone::Plain);
}

/// Names the months where they begin, and today.
fn months(pen: &mut Pen<'_>, today: NaiveDate, line: Rect, column: &dyn Fn(NaiveDate) -> Option<u16>) {
    pen.own(slice(line, NAME, 6), &today.format("%-d %b").to_string(), Tone::Strong);
    let last = today.checked_add_days(Days::new(DAYS.unsigned_abs())).unwrap_or(today);
    let mut day = today;
    while day < last {
        day = day.checked_add_days(Days::new(1)).unwrap_or(last);
        if let (1, Some(x)) = (day.day(), column(day)) {
            let name = if day.month() == 1 { day.format("%Y") } else { day.format("%b") };
            if x >= 8 {
                pen.own(slice(line, NAME + x, 4), &name.to_string(), Tone::Strong);
            }
        }
    }
}

/// Draws what changed this week, newest first.
pub fn week(pen: &mut Pen<'_>, state: &State, board: &Board, body: Rect) {
    let today = state.launch.zone.day_of(state.now.wall);
    let changes = week::changes(state, board);
    let (step, shown) = spread(changes.len(), body.height.saturating_sub(2));
    for (index, change) in (0u16..).zip(changes.iter().take(shown)) {
        let line = line_of(body, index * step);
        let (regulation, milestone) = board.records(change.milestone);
        pen.own(slice(line, 0, 12), &day_words(change.day, today), Tone::Plain);
        let about = line.width.saturating_sub(13);
        let title = about / 2;
        let is_wide = about >= 60;
        if is_wide {
            pen.data(slice(line, 13, 9), regulation.label(), Tone::Plain);
        }
        let x = if is_wide { 23 } else { 13 };
        pen.data(slice(line, x, title), &milestone.title, Tone::Strong);
        pen.data(slice(line, x + title + 1, line.width), &change.text, week::tone(change.kind));
    }
    more(pen, body, changes.len() - shown, "changes");
}
