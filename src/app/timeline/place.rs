//! Where the parts of the timeline stand. Pure geometry.

use ratatui::layout::Rect;

use crate::app::layout::{TINY, TWO_PANES};
use crate::app::state::Pane;

/// The most products of the strip; then it scrolls.
const STRIP_ROWS: u16 = 8;

/// The rows of the strip beside its products: a rule, the months, a blank and the sentence.
const STRIP_REST: u16 = 4;

/// The fewest rows of all panes together that leave room for the strip.
const STRIP_FROM: u16 = 36;

/// The parts of the timeline; what has no room has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// A rule above the strip.
    pub rule: Rect,
    /// From when to when it is, and its zoom.
    pub title: Rect,
    /// The months.
    pub months: Rect,
    /// One row for each product.
    pub rows: Rect,
    /// How much is due in each month.
    pub load: Rect,
    /// The deadline under the cursor, in words.
    pub sentence: Rect,
    /// More about it.
    pub facts: Rect,
    /// What the signs mean.
    pub legend: Rect,
    /// The first column of the days; the names stand before it.
    pub days_x: u16,
    /// The last of them and one more.
    pub days_end: u16,
}

/// Returns the rows that the strip takes from the panes above it; 0: it is not shown.
#[must_use]
pub fn strip_rows(products: usize, body: u16) -> u16 {
    let products = u16::try_from(products).unwrap_or(u16::MAX);
    if body < STRIP_FROM || products == 0 { 0 } else { STRIP_REST + products.min(STRIP_ROWS) }
}

/// Returns the parts of the timeline in `area`: as a pane of its own, else as the strip at the foot of the others.
#[must_use]
pub fn parts_of(pane: Pane, area: Rect) -> Parts {
    match pane {
        Pane::Timeline => timeline_parts(area),
        Pane::List | Pane::Matrix | Pane::Detail => strip_parts(area),
    }
}

fn strip_parts(area: Rect) -> Parts {
    let rows = area.height.saturating_sub(STRIP_REST);
    if rows == 0 {
        return Parts::default();
    }
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let whole = timeline_parts(area);
    Parts {
        rule: line(0),
        months: line(1),
        rows: Rect { y: area.y + 2, height: rows, ..area },
        sentence: line(rows + 3),
        days_x: whole.days_x,
        days_end: whole.days_end,
        ..Parts::default()
    }
}

/// Returns the parts of the timeline that has the screen.
#[must_use]
pub fn timeline_parts(area: Rect) -> Parts {
    // From top to bottom: title and a blank; months; rows; load and a blank; sentence; facts and a blank; legend.
    let (top, has_load, has_sentence, has_facts) = match area.height {
        16.. => (3, true, true, true),
        9..16 => (1, true, true, false),
        5..9 => (1, false, true, false),
        3..5 => (1, false, false, false),
        ..3 => (0, false, false, false),
    };
    let bottom = u16::from(has_load) + 2 * u16::from(has_sentence) + 3 * u16::from(has_facts);
    let rows = area.height.saturating_sub(top + bottom);
    let line = |y: u16| if y < area.bottom() { Rect { y, height: 1, ..area } } else { Rect::default() };
    let shown = |is_shown: bool, y: u16| if is_shown { line(y) } else { Rect::default() };
    let first = area.y + top;
    let end = first + rows;
    let sentence = end + u16::from(has_load) + 1;
    let names: u16 = match area.width {
        TWO_PANES.. => 20,
        TINY.. => 14,
        _ => 11,
    };
    Parts {
        rule: Rect::default(),
        title: shown(top == 3, area.y),
        months: shown(top > 0, first.saturating_sub(1)),
        rows: Rect { y: first, height: rows, ..area },
        load: shown(has_load, end),
        sentence: shown(has_sentence, sentence),
        facts: shown(has_facts, sentence + 1),
        legend: shown(has_facts, sentence + 3),
        days_x: (area.x + names).min(area.right()),
        days_end: area.right().saturating_sub(1).max(area.x + names).min(area.right()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_stay_inside_and_there_is_a_row_wherever_there_is_a_line() {
        for height in 1..80 {
            let area = Rect::new(0, 2, 80, height);
            let parts = timeline_parts(area);
            assert!(parts.rows.height > 0, "{height}");
            for part in [parts.title, parts.months, parts.rows, parts.load, parts.sentence, parts.facts, parts.legend] {
                assert!(part.height == 0 || part.intersection(area) == part, "{height}: {part:?}");
            }
        }
    }
}
