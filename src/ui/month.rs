//! The month view: one month by weeks, its closed days by name, and what is due on the day under the cursor.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;

use super::list::Panes;
use super::text::{Pen, line_of, slice};
use super::timeline::{drawn, safe_word};
use crate::app::glyph::pick;
use crate::app::layout::TINY;
use crate::app::matrix::cell_of;
use crate::app::timeline::calendar::{calendar, holiday, mark, weeks};
use crate::app::timeline::{Mark, Sign};
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, cleaned, owned};
use crate::domain::calendar::Calendar;
use crate::domain::dated::days_between;

const WEEKDAYS: [(&str, &str); 7] =
    [("Mon", "Mo"), ("Tue", "Tu"), ("Wed", "We"), ("Thu", "Th"), ("Fri", "Fr"), ("Sat", "Sa"), ("Sun", "Su")];

/// The narrowest day that has room for its number and its mark, and the fewest rows that have room for a month.
const GRID_FROM: (u16, u16) = (4, 7);

/// The narrowest day that has room for a name.
const NAMED_FROM: u16 = 9;

/// Draws the month that holds `day`, the day under the cursor.
pub fn draw(pen: &mut Pen<'_>, panes: &Panes<'_>, day: NaiveDate) {
    let area = panes.places.timeline;
    let calendar = calendar(panes.state, panes.board);
    let width = area.width.saturating_sub(2) / 7;
    if width < GRID_FROM.0 || area.height < GRID_FROM.1 {
        // A month does not fit: the day alone.
        list(pen, panes, area, (day, calendar));
        return;
    }
    let mut y = 0;
    if area.height >= 10 {
        title(pen, line_of(area, 0), day, calendar);
        y = 1;
    }
    let at = |x: u16, line: Rect| Rect { x: area.x + 1 + x * width, width, ..line };
    if area.height >= 9 {
        for (x, (long, short)) in (0u16..).zip(WEEKDAYS) {
            pen.own(slice(at(x, line_of(area, y)), 2, width), if width > 5 { long } else { short }, Tone::Head);
        }
        y += 1;
    }
    let weeks = weeks(day);
    let count = u16::try_from(weeks.len()).unwrap_or(6);
    let rest = area.height.saturating_sub(y);
    let tall = if rest >= count * 2 + 5 && width >= NAMED_FROM { 2 } else { 1 };
    for monday in weeks {
        for (x, date) in (0u16..).zip(monday.iter_days().take(7)) {
            let place = Rect { y: area.y + y, height: tall, ..at(x, area) }.intersection(area);
            draw_day(pen, panes, (date, day), (place, calendar));
        }
        y += tall;
    }
    let below = Rect { y: area.y + y + 1, height: area.height.saturating_sub(y + 1), ..area };
    list(pen, panes, below, (day, calendar));
}

fn title(pen: &mut Pen<'_>, line: Rect, day: NaiveDate, calendar: Option<&Calendar>) {
    let line = slice(line, 1, line.width.saturating_sub(2));
    let end = pen.own(line, &day.format("%B %Y").to_string(), Tone::Strong);
    let id = calendar.map_or("not there", Calendar::id);
    let text = format!("closed days: {id}");
    if usize::from(line.right().saturating_sub(end)) > text.len() + 2 {
        pen.data_right(line, &text, Tone::Dim);
    }
}

/// Draws a day: its number, the most urgent mark and how many there are; below that why it is closed.
fn draw_day(
    pen: &mut Pen<'_>,
    panes: &Panes<'_>,
    (date, cursor): (NaiveDate, NaiveDate),
    (place, calendar): (Rect, Option<&Calendar>),
) {
    let timeline = &panes.state.timeline;
    if date.month() != cursor.month() || place.height == 0 {
        return;
    }
    let line = line_of(place, 0);
    let (is_cursor, is_today) = (date == cursor, date.num_days_from_ce() == timeline.window.today);
    let is_closed = calendar.is_some_and(|calendar| !calendar.is_open(date));
    let tone = match (is_today, is_closed) {
        (true, _) => Tone::Accent,
        (false, true) => Tone::Dim,
        (false, false) => Tone::Plain,
    };
    match (is_cursor, is_today) {
        (true, _) => pen.own(slice(line, 0, 1), ">", Tone::Accent),
        (false, true) => pen.own(slice(line, 0, 1), pick(pen.glyphs, "┃", "|"), Tone::Accent),
        (false, false) => 0,
    };
    pen.own(slice(line, 1, 2), &format!("{:>2}", date.day()), tone);
    let marks = timeline.view.on(date);
    let sign_at = if place.width < 5 { 3 } else { 4 };
    let chosen = mark(panes.state).filter(|_| is_cursor);
    if let Some(first) = chosen.or(marks.first()) {
        let (sign, tone) = drawn(pen.glyphs, first.sign);
        let end = pen.own(slice(line, sign_at, 1), sign, tone);
        if marks.len() > 1 {
            let room = line.right().saturating_sub(end);
            pen.data(Rect { x: end, width: room.saturating_sub(1), ..line }, &marks.len().to_string(), Tone::Dim);
        }
    }
    let name = calendar.and_then(|calendar| holiday(calendar, date));
    let below = slice(line_of(place, 1), 1, place.width.saturating_sub(2));
    match name {
        Some(name) if place.height > 1 => {
            pen.data(below, &name, Tone::Dim);
        }
        // Where there is no room for the name, a sign says that the day has one.
        Some(_) if marks.is_empty() => {
            pen.own(slice(line, sign_at, 1), "-", Tone::Dim);
        }
        None if place.height > 1 && is_today => {
            pen.own(below, "today", Tone::Accent);
        }
        Some(_) | None => {}
    }
    if is_cursor {
        pen.select(slice(line, 0, place.width.saturating_sub(1)));
    }
}

/// Lists the day under the cursor: why it is closed, and its deadlines, the one under the cursor in sight.
fn list(pen: &mut Pen<'_>, panes: &Panes<'_>, area: Rect, (day, calendar): (NaiveDate, Option<&Calendar>)) {
    let inner = |line: Rect| slice(line, 1, line.width.saturating_sub(2));
    let marks = panes.state.timeline.view.on(day);
    if area.height == 0 {
        return;
    }
    let mut head = Words::of(&day.format("%a %-d %b %Y").to_string(), Tone::Strong);
    if let Some(calendar) = calendar
        && let Some(name) = calendar.closed_as(day)
    {
        let projected = if calendar.is_projected(day) { ", expected" } else { "" };
        let text = format!("   closed: {name} ({}{projected})", calendar.id());
        head.runs.push(Run { text: owned(&cleaned(pen.glyphs, &text)), tone: Tone::Dim });
    }
    if marks.is_empty() {
        head = head.then("   nothing is due", Tone::Dim);
    }
    pen.words(inner(line_of(area, 0)), &head);
    let rows = usize::from(area.height.saturating_sub(1));
    let chosen = mark(panes.state);
    let at = chosen.and_then(|chosen| marks.iter().position(|mark| mark == chosen)).unwrap_or(0);
    let first = (at + 1).saturating_sub(rows.max(1));
    for (y, mark) in (1..area.height).zip(marks.iter().skip(first)) {
        let line = line_of(area, y);
        let is_last = y + 1 == area.height;
        let hidden = marks.len().saturating_sub(first + rows);
        let mut words = said(panes, mark);
        if is_last && hidden > 0 {
            words.right.push(Run::new(&format!("{hidden} more"), Tone::Dim));
        }
        if chosen == Some(mark) {
            pen.own(slice(line, 0, 1), ">", Tone::Accent);
            pen.select(line);
        }
        pen.words(inner(line), &words);
    }
    names(pen, panes, area, (day, calendar));
}

/// Lists the month's closed days by name, below the deadlines, as far as there is room.
fn names(pen: &mut Pen<'_>, panes: &Panes<'_>, area: Rect, (day, calendar): (NaiveDate, Option<&Calendar>)) {
    let Some(calendar) = calendar else { return };
    let used = u16::try_from(panes.state.timeline.view.on(day).len()).unwrap_or(u16::MAX).saturating_add(2);
    let first = calendar.closed_days(day.year()).into_iter().filter(|closed| closed.day.month() == day.month());
    for (y, closed) in (used..area.height).zip(first) {
        let line = line_of(area, y);
        let text = format!("closed  {}   {}", closed.day.format("%a %-d %b"), closed.name);
        pen.data(slice(line, 1, line.width.saturating_sub(2)), &text, Tone::Dim);
    }
}

/// Returns a deadline in one line: `◆ 8 d  Data Act: switching terms published   Cloud   open`.
fn said(panes: &Panes<'_>, mark: &Mark) -> Words {
    let (state, board) = (panes.state, panes.board);
    let glyphs = state.launch.glyphs;
    let data = |text: &str, tone: Tone| Run { text: owned(&cleaned(glyphs, text)), tone };
    let (sign, tone) = drawn(glyphs, mark.sign);
    let product = state.matrix.columns.get(mark.row).map_or(u32::MAX, |column| column.product);
    let name = board.file.products.get(product as usize).map_or("", |product| product.label());
    let cell = cell_of(board, mark.milestone, product).filter(|_| mark.is_stop);
    let today = NaiveDate::from_num_days_from_ce_opt(state.timeline.window.today);
    let days = cell.and_then(|cell| cell.countdown.days_left);
    let days = days.or_else(|| today.map(|today| days_between(today, mark.day)));
    let time = match (mark.sign, days) {
        (Sign::Live(_) | Sign::Foreseen, Some(days)) => format!("{days} d  "),
        (Sign::Live(_) | Sign::Foreseen, None) | (Sign::Done | Sign::Accepted, _) => String::new(),
    };
    let what = match (mark.sign, cell) {
        (Sign::Foreseen, _) => "an occurrence to come",
        (_, Some(cell)) => cell.status.words(),
        (_, None) => "another occurrence",
    };
    let mut runs = vec![Run::new(&format!("{sign} "), tone), Run::new(&time, tone)];
    if state.size.0 < TINY {
        // The title comes last: it may be long.
        runs.extend([
            data(&format!("{name}  "), Tone::Dim),
            data(&board.records(mark.milestone).1.title, Tone::Strong),
        ]);
    } else {
        runs.extend([
            data(&board.records(mark.milestone).1.title, Tone::Strong),
            data(&format!("   {name}"), Tone::Plain),
        ]);
        runs.push(Run::new(&format!("   {what}"), Tone::Dim));
        let is_safe_day = cell.is_some_and(|cell| !safe_word(board.dated_of_cell(cell)).is_empty());
        if is_safe_day {
            runs.push(Run::new("   last safe day", Tone::Dim));
        }
    }
    Words { runs, right: Vec::new() }
}
