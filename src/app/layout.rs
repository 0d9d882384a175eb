//! Where everything stands, at any size. Pure; used by `update` for pages and by `ui` for drawing.

mod over;

use ratatui::layout::Rect;

pub use over::{WIDEST_HELP, findings_area, first_with, help_area, help_rows_of, popup_area, popup_inside};

use super::state::{Pane, State};
use super::timeline::place::{strip_rows, timeline_parts};

/// Below this width: one pane, no heads, no words.
pub const TINY: u16 = 60;
/// From this width on: list and detail.
pub const TWO_PANES: u16 = 100;
/// From this width on: list, matrix and detail.
pub const THREE_PANES: u16 = 160;
/// The widest dialog, in cells.
const WIDEST_DIALOG: u16 = 76;
/// The width of the roll-up at the end of a matrix row, with the space before it.
pub const ROLL_UP: u16 = 6;
/// The width of the remark that more columns follow, with the space before it.
pub const MORE: u16 = 5;

/// The places of everything; what is not shown has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    /// The header.
    pub header: Rect,
    /// Banners, one a line.
    pub banner: Rect,
    /// All panes together.
    pub body: Rect,
    /// The list.
    pub list: Rect,
    /// The divider between list and what follows; one column.
    pub first_divider: Rect,
    /// The matrix.
    pub matrix: Rect,
    /// The timeline.
    pub timeline: Rect,
    /// The divider between matrix and detail.
    pub second_divider: Rect,
    /// The detail.
    pub detail: Rect,
    /// What is wrong with the filter.
    pub problem: Rect,
    /// The filter or a remark.
    pub message: Rect,
    /// What the keys do.
    pub footer: Rect,
}

/// Returns the places of everything.
#[must_use]
pub fn regions(state: &State) -> Regions {
    let (width, height) = state.size;
    let rows = vertical(width, height, super::banner::height(state));
    if state.source.board.is_none() {
        return rows;
    }
    match (state.screen.pane, width) {
        (Pane::Matrix, _) => Regions { matrix: rows.body, ..rows },
        (Pane::Timeline, _) => Regions { timeline: rows.body, ..rows },
        (Pane::List, ..TWO_PANES) => Regions { list: rows.body, ..rows },
        (Pane::Detail, ..TWO_PANES) => Regions { detail: inner(rows.body), ..rows },
        (Pane::List | Pane::Detail, TWO_PANES..THREE_PANES) => two_panes(rows),
        (Pane::List | Pane::Detail, _) => three_panes(rows, state),
    }
}

/// Returns a pane without its one column of white space on either side.
#[must_use]
pub fn inner(rect: Rect) -> Rect {
    Rect { x: rect.x + rect.width.min(1), width: rect.width.saturating_sub(2), ..rect }
}

fn vertical(width: u16, height: u16, banners: u16) -> Regions {
    let line = |y: u16| Rect::new(0, y, width, 1);
    let last = height.saturating_sub(1);
    if height == 0 || width == 0 {
        return Regions::default();
    }
    let (body_top, body_end) = span(height);
    let banners = banners.min(banner_rows(height));
    let gap = u16::from(banners > 0 && height >= 16);
    let top = body_top + banners + gap;
    let message = if height < 8 { last } else { height - 2 };
    Regions {
        header: if body_top > 0 { line(0) } else { Rect::default() },
        banner: Rect::new(0, body_top, width, banners),
        body: Rect::new(0, top, width, body_end.saturating_sub(top)),
        problem: if height >= 16 { line(height - 3) } else { Rect::default() },
        message: line(message),
        footer: line(last),
        ..Regions::default()
    }
}

/// Returns where banners and panes begin and end together, in rows.
fn span(height: u16) -> (u16, u16) {
    match height {
        ..8 => (0, height.saturating_sub(1)),
        8..12 => (0, height - 2),
        12..16 => (1, height - 2),
        _ => (2, height - 3),
    }
}

/// Returns how many rows the banners have at most, on a screen of this height.
#[must_use]
pub fn banner_rows(height: u16) -> u16 {
    let (top, end) = span(height);
    let room = end.saturating_sub(top);
    (room / 3).max(1).min(room.saturating_sub(1))
}

fn two_panes(rows: Regions) -> Regions {
    let body = rows.body;
    let detail = (body.width.saturating_sub(81)).clamp(34, 44);
    let left = body.width.saturating_sub(1 + detail);
    Regions {
        list: Rect { width: left.saturating_sub(4), ..body },
        first_divider: Rect { x: left.saturating_sub(3), width: 1, ..body },
        detail: Rect { x: left, width: detail, ..body },
        ..rows
    }
}

fn three_panes(rows: Regions, state: &State) -> Regions {
    let strip = strip_rows(state.matrix.columns.len(), rows.body.height);
    let body = Rect { height: rows.body.height - strip, ..rows.body };
    let timeline = Rect { y: body.bottom(), height: strip, ..body };
    let rows = Regions { timeline, ..rows };
    let detail_width = if body.width < 180 { 39 } else { 43 };
    let detail_x = body.width.saturating_sub(1 + detail_width);
    let list_least: u16 = if body.width < 180 { 76 } else { 80 };
    let room = detail_x.saturating_sub(list_least + 6);
    let matrix_width = fitting(state, room, ROLL_UP - 1).2;
    if matrix_width == 0 {
        return Regions {
            list: Rect { width: detail_x.saturating_sub(4), ..body },
            first_divider: Rect { x: detail_x.saturating_sub(3), width: 1, ..body },
            detail: Rect { x: detail_x, width: detail_width, ..body },
            ..rows
        };
    }
    let matrix_x = detail_x.saturating_sub(matrix_width + 4);
    let list_width = matrix_x.saturating_sub(3);
    Regions {
        // One line lower: the matrix has its names there, and rows must line up.
        list: Rect { width: list_width, y: body.y + 1, height: body.height.saturating_sub(1), ..body },
        first_divider: Rect { x: matrix_x.saturating_sub(2), width: 1, ..body },
        matrix: Rect { x: matrix_x, width: matrix_width, ..body },
        second_divider: Rect { x: detail_x.saturating_sub(3), width: 1, ..body },
        detail: Rect { x: detail_x, width: detail_width, ..body },
        ..rows
    }
}

/// The parts of the matrix when it has the screen to itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatrixParts {
    /// The products' names.
    pub names: Rect,
    /// Their owners.
    pub owners: Rect,
    /// A rule.
    pub first_rule: Rect,
    /// The rows.
    pub rows: Rect,
    /// A rule.
    pub second_rule: Rect,
    /// The totals.
    pub totals: Rect,
    /// The cell under the cursor, in words.
    pub sentence: Rect,
    /// More about it.
    pub facts: Rect,
    /// What the signs mean.
    pub legend: Rect,
}

/// Returns the parts of the full matrix; `lines` is how many the list has.
#[must_use]
pub fn matrix_parts(area: Rect, lines: usize) -> MatrixParts {
    let tall = area.height >= 26;
    let top = if area.height >= 10 { 2 + u16::from(tall) } else { u16::from(area.height >= 3) };
    let bottom = match area.height {
        26.. => 7,
        14.. => 5,
        10.. => 3,
        6.. => 1,
        _ => 0,
    };
    let most = area.height.saturating_sub(top + bottom);
    let rows = u16::try_from(lines).unwrap_or(u16::MAX).min(most);
    let line = |y: u16| if y < area.bottom() { Rect { y, height: 1, ..area } } else { Rect::default() };
    let none = Rect::default();
    let end = area.y + top + rows;
    let mut parts = MatrixParts {
        names: if top > 0 { line(area.y) } else { none },
        owners: if tall { line(area.y + 1) } else { none },
        first_rule: if top > 1 { line(area.y + top - 1) } else { none },
        rows: Rect { y: area.y + top, height: rows, ..area },
        ..MatrixParts::default()
    };
    match bottom {
        7 => {
            (parts.second_rule, parts.totals) = (line(end), line(end + 1));
            (parts.sentence, parts.facts, parts.legend) = (line(end + 3), line(end + 4), line(end + 6));
        }
        5 => {
            (parts.second_rule, parts.totals) = (line(end), line(end + 1));
            (parts.sentence, parts.legend) = (line(end + 3), line(end + 4));
        }
        3 => (parts.second_rule, parts.totals, parts.sentence) = (line(end), line(end + 1), line(end + 2)),
        1 => parts.sentence = line(end),
        _ => {}
    }
    parts
}

/// The columns of a matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The left edge of the first shown column.
    pub x: u16,
    /// How many fit.
    pub shown: usize,
    /// The width of each.
    pub width: u16,
    /// The right edge of the roll-up; 0 where it has no room.
    pub roll_up_end: u16,
}

/// Returns the columns of the matrix in `area`; `products` is how many there are.
#[must_use]
pub fn columns(state: &State, area: Rect) -> Columns {
    let column = state.matrix.width.max(1);
    let is_alone = state.screen.pane == Pane::Matrix;
    let end = if is_alone { area.right().saturating_sub(1) } else { area.right() };
    let (least, roll_up) = match (is_alone, area.width) {
        (false, _) => (area.x, ROLL_UP - 1),
        (true, TWO_PANES..) => (49, ROLL_UP),
        (true, TINY..) => (30, ROLL_UP),
        (true, _) => (18, ROLL_UP),
    };
    let (shown, roll_up, used) = fitting(state, end.saturating_sub(least), roll_up);
    // The titles take what is left over, up to a point.
    let x = end.saturating_sub(used).clamp(least, least.saturating_add(if is_alone { 30 } else { 0 }));
    Columns { x, shown, width: column, roll_up_end: if roll_up == 0 { 0 } else { x + used } }
}

/// Returns how many columns fit into `room` cells, the width of what stands right of them, and that of both.
///
/// Where not all fit there is room for saying so; where none would, the roll-up goes.
fn fitting(state: &State, room: u16, roll_up: u16) -> (usize, u16, u16) {
    let column = state.matrix.width.max(1);
    let products = state.matrix.columns.len();
    let fit = |rest: u16| usize::from(room.saturating_sub(rest) / column).min(products);
    let (shown, rest) = match (fit(roll_up), fit(roll_up + MORE)) {
        (all, _) if all == products && all > 0 => (all, roll_up),
        (0, _) => (fit(0), 0),
        (_, 0) => (1, roll_up),
        (_, some) => (some, roll_up + MORE),
    };
    let used = u16::try_from(shown).unwrap_or(u16::MAX).saturating_mul(column);
    (shown, rest, used.saturating_add(rest))
}

/// Returns the left edge and the width of a dialog: over the list alone where that has the keys and the room.
#[must_use]
pub fn dialog_span(state: &State) -> (u16, u16) {
    let list = regions(state).list;
    let (left, room) = match state.screen.pane {
        Pane::List if list.width >= TINY => (list.x, list.width),
        Pane::List | Pane::Matrix | Pane::Timeline | Pane::Detail => (0, state.size.0),
    };
    // A margin of a few columns would leave the last digits of the rows beside the frame.
    let width = if room < WIDEST_DIALOG + 8 { room } else { WIDEST_DIALOG };
    (left + (room - width) / 2, width)
}

/// Where the rows that are shown stand among all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scrollbar {
    /// All rows; one column.
    pub track: Rect,
    /// Those that are shown.
    pub thumb: Rect,
}

/// Returns the scrollbar of the list or of the matrix that has the screen: on the divider, else in the last column.
/// None where all rows are in sight.
#[must_use]
pub fn scrollbar(state: &State, places: &Regions) -> Option<Scrollbar> {
    let area = match state.screen.pane {
        Pane::List | Pane::Detail => places.list,
        Pane::Matrix => matrix_parts(places.matrix, state.list.lines.len()).rows,
        Pane::Timeline => return None,
    };
    let (lines, rows) = (state.list.lines.len(), usize::from(area.height));
    if rows < 2 || lines <= rows || area.width == 0 {
        return None;
    }
    let is_at_divider = state.screen.pane != Pane::Matrix && places.first_divider.width > 0;
    let x = if is_at_divider { places.first_divider.x } else { area.right().saturating_sub(1) };
    let track = Rect { x, width: 1, ..area };
    let length = (rows * rows / lines).clamp(1, rows - 1);
    // At the end only when the end is in sight, and at the top only when the top is.
    let (room, most) = (rows - length, lines - rows);
    let down = (state.list.offset.min(most) * room).div_ceil(most).min(room);
    let down = if state.list.offset < most { down.min(room.saturating_sub(1)) } else { down };
    let narrow = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
    Some(Scrollbar { track, thumb: Rect { y: track.y + narrow(down), height: narrow(length), ..track } })
}

/// Returns the line of the screen on which the row under the cursor stands.
#[must_use]
pub fn cursor_row(state: &State) -> u16 {
    let places = regions(state);
    let body = match state.screen.pane {
        Pane::List => places.list,
        Pane::Matrix => matrix_parts(places.matrix, state.list.lines.len()).rows,
        Pane::Timeline => timeline_parts(places.timeline).rows,
        Pane::Detail => places.detail,
    };
    let down = match state.screen.pane {
        Pane::Detail => 2,
        Pane::Timeline => state.matrix.at.saturating_sub(state.timeline.offset),
        Pane::List | Pane::Matrix => state.list.line().saturating_sub(state.list.offset),
    };
    body.y.saturating_add(u16::try_from(down).unwrap_or(u16::MAX))
}

/// Returns how many lines of the list are shown.
#[must_use]
pub fn list_rows(state: &State, regions: &Regions) -> usize {
    let rows = if state.screen.pane == Pane::Matrix {
        matrix_parts(regions.matrix, state.list.lines.len()).rows.height
    } else {
        regions.list.height
    };
    usize::from(rows)
}

/// Returns the first line to show so that `cursor` is in sight: as little change as possible.
///
/// `rows` lines are shown of `lines`.
#[must_use]
pub fn window(cursor: usize, offset: usize, rows: usize, lines: usize) -> usize {
    let offset = if cursor < offset { cursor } else { offset };
    let offset = if cursor >= offset + rows { (cursor + 1).saturating_sub(rows) } else { offset };
    offset.min(lines.saturating_sub(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_cursor_is_always_in_the_window(cursor in 0usize..500, offset in 0usize..500, rows in 1usize..80, more in 1usize..100) {
            let lines = cursor + more;
            let first = window(cursor, offset, rows, lines);
            proptest::prop_assert!(first <= cursor && cursor < first + rows);
            proptest::prop_assert!(first + rows <= lines || first == 0);
            proptest::prop_assert_eq!(window(cursor, first, rows, lines), first);
        }
    }
}
