//! One row of the list: cursor, band, status, regulation, title, product, owner, countdown.

use ratatui::layout::Rect;

use super::text::{Pen, slice};
use crate::app::arrange::owner_shown;
use crate::app::badge;
use crate::app::countdown::of_row;
use crate::app::glyph;
use crate::app::state::State;
use crate::app::tick::care;
use crate::app::tone::Tone;
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::date::Verb;
use crate::domain::record::Certainty;
use crate::domain::status::Status;

/// The columns of a row, each with its left edge and width; 0: not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The regulation.
    pub regulation: (u16, u16),
    /// The title.
    pub title: (u16, u16),
    /// The product, or how many are done.
    pub product: (u16, u16),
    /// The owner.
    pub owner: (u16, u16),
    /// The countdown; ends with the row.
    pub countdown: (u16, u16),
}

impl Fields {
    /// Divides `width` cells; `status` is the width of a status sign.
    #[must_use]
    pub fn of(width: u16, status: u16) -> Self {
        let first = 5 + status;
        let countdown = 12.min(width.saturating_sub(first + 4));
        let mut end = width.saturating_sub(countdown);
        let place = |end: &mut u16, wanted: u16, gap: u16| {
            *end = end.saturating_sub(wanted + gap);
            (*end, wanted)
        };
        let mut fields = Self { countdown: (end, countdown), ..Self::default() };
        end = end.saturating_sub(1);
        if width >= 79 {
            fields.owner = place(&mut end, 8, 0);
        } else if width >= 70 {
            fields.owner = place(&mut end, 6, 0);
        }
        if width >= 56 {
            let gap = u16::from(fields.owner.1 > 0);
            fields.product = place(&mut end, 8, gap);
        }
        let mut title = first;
        if width >= 52 {
            fields.regulation = (first, 8);
            title += 9;
        }
        fields.title = (title, end.saturating_sub(title + u16::from(fields.product.1 > 0)));
        fields
    }

    /// The columns of a matrix row: no product, owner or countdown; the title ends at `end`.
    #[must_use]
    pub fn beside_cells(end: u16, status: u16) -> Self {
        let first = 5 + status;
        let regulation = if end >= 44 { (first, 8) } else { (0, 0) };
        let title = if regulation.1 > 0 { first + 9 } else { first };
        Self { regulation, title: (title, end.saturating_sub(title + 2)), ..Self::default() }
    }
}

/// Draws a milestone's row into the first line of `area`.
pub fn draw(pen: &mut Pen<'_>, state: &State, (board, number): (&Board, u32), area: Rect, fields: Fields) {
    let Some(row) = board.row(number) else { return };
    let (regulation, milestone) = board.records(number);
    let is_cursor = state.list.milestone() == Some(number);
    let glyphs = pen.glyphs;
    if is_cursor {
        pen.own(slice(area, 0, 1), ">", Tone::Accent);
    }
    let is_marked = state.marks.has(number);
    if is_marked {
        pen.own(slice(area, 1, 1), "*", Tone::Accent);
    } else if state.is_changed(number) {
        pen.own(slice(area, 1, 1), "~", Tone::Dim);
    }
    pen.own(slice(area, 2, 1), glyph::band(glyphs, row.band), Tone::Band(row.band));
    if let Some(status) = row.status {
        pen.own(slice(area, 4, glyph::status_width(glyphs)), glyph::status(glyphs, status), Tone::Status(status));
    }
    let at = |field: (u16, u16)| slice(area, field.0, field.1);
    pen.data(at(fields.regulation), regulation.label(), Tone::Dim);
    let is_quiet = matches!(row.band, Band::Closed | Band::Passed);
    let certainty = board.dated(number).certainty;
    let tone = match (certainty, is_cursor || is_marked, is_quiet) {
        (Certainty::Withdrawn, ..) => Tone::Struck,
        (Certainty::Proposed | Certainty::Estimated, ..) => Tone::Italic,
        (Certainty::Final, true, _) => Tone::Strong,
        (Certainty::Final, false, true) => Tone::Dim,
        (Certainty::Final, false, false) => Tone::Plain,
    };
    // The short title where the whole one does not fit.
    let title = match &milestone.short {
        Some(short) if milestone.title.chars().count() > usize::from(fields.title.1) => short,
        Some(_) | None => &milestone.title,
    };
    let wide = fields.title.1 - badges(pen, (board, number), at(fields.title));
    let more = more(row.more, fields.title.1);
    let room = wide.saturating_sub(u16::try_from(more.len() + 1).unwrap_or(u16::MAX));
    let room = if more.is_empty() { wide } else { room };
    let mut end = pen.data(at((fields.title.0, room)), title, tone);
    if !more.is_empty() {
        end = pen.own(slice(Rect { x: end + 1, ..area }, 0, wide - room), &more, Tone::Dim);
    }
    if milestone.is_faulty {
        let limit = area.x + fields.title.0 + wide;
        if end + 2 <= limit {
            pen.own(Rect { x: end + 1, width: 1, ..area }, "!", Tone::Doubtful);
        }
    }
    if fields.countdown.1 == 0 {
        return;
    }
    pen.data(at(fields.product), &product(board, number, fields.product.1), Tone::Dim);
    if let Some(owner) = owner_shown(board, number) {
        pen.data(at(fields.owner), &format!("@{owner}"), Tone::Dim);
    }
    let shown = of_row(board, number, state.now.wall, care(state, number));
    pen.data_right(at(fields.countdown), &shown.text, shown.tone);
}

/// Draws, at the right end of the title's place, whether the date was moved and whether it is to be verified.
///
/// Returns the cells that the title has to leave to them. Where the title has too little room they are not drawn, and what
/// is closed keeps only its own signs.
fn badges(pen: &mut Pen<'_>, (board, number): (&Board, u32), title: Rect) -> u16 {
    if title.width < NARROWEST_FOR_BADGES {
        return 0;
    }
    let mut width = 0;
    for badge in badge::badges(board, number, pen.glyphs).iter().rev() {
        width += 1;
        pen.own(slice(title, title.width - width, 1), badge.sign, badge.tone);
    }
    if width > 0 { width + 1 } else { 0 }
}

/// The title's least width, in cells, that leaves room for signs behind it.
const NARROWEST_FOR_BADGES: u16 = 12;

/// Returns what stands behind the title of a series of which other occurrences are live, too; shorter in a narrow row.
fn more(live: u32, width: u16) -> String {
    match (live, width) {
        (0, _) => String::new(),
        (live, ..24) => format!("+{live}"),
        (live, _) => format!("+{live} more"),
    }
}

/// Returns what the product column says: one product's name, or how many are done.
pub fn product(board: &Board, number: u32, width: u16) -> String {
    let Some(row) = board.row(number) else { return String::new() };
    let cells = board.cells_of(number);
    if cells.is_empty() {
        return if board.records(number).1.verb == Verb::At { String::new() } else { "none".into() };
    }
    let mut counted = cells.iter().filter(|cell| cell.status != Status::NotApplicable);
    match (counted.next(), counted.next()) {
        (Some(only), None) => board.product(only).label().to_string(),
        (Some(_), Some(_)) => {
            let whole = format!("{}/{} done", row.done, row.counted);
            if whole.len() > usize::from(width) { format!("{}/{}", row.done, row.counted) } else { whole }
        }
        (None, _) => cells.first().map_or_else(String::new, |cell| board.product(cell).label().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_pictures() {
        let wide = Fields::of(75, 1);
        assert_eq!((wide.regulation, wide.title, wide.product), ((6, 8), (15, 31), (47, 8)));
        assert_eq!((wide.owner, wide.countdown), ((56, 6), (63, 12)));
        let narrow = Fields::of(79, 1);
        assert_eq!((narrow.title, narrow.product, narrow.owner), ((15, 33), (49, 8), (58, 8)));
        assert_eq!(Fields::of(39, 1).title, (6, 20));
    }
}
