//! A dialog of lines that scroll over a foot that stays in sight.

use ratatui::layout::Rect;

use super::layout::{cursor_row, dialog_span};
use super::motion::Step;
use super::state::State;
use super::words::{Run, Words, wrap};

/// The lines inside from which on the foot stands apart.
const ROOMY: u16 = 5;

/// A dialog of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// What stands in its frame.
    pub title: String,
    /// The lines that scroll.
    pub lines: Vec<Words>,
    /// The lines that stay, below.
    pub foot: Vec<Words>,
}

/// Where the parts of a panel stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The whole with its frame.
    pub area: Rect,
    /// The lines that scroll.
    pub lines: Rect,
    /// The foot.
    pub foot: Rect,
}

/// The room that a panel has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Its left edge.
    x: u16,
    /// Its width.
    width: u16,
    /// The lines from the top of the screen to its foot.
    rows: u16,
    /// The line that stays in sight where it can.
    row: u16,
}

impl Room {
    /// Returns the room that a panel has now.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let (x, width) = dialog_span(state);
        // What is said meanwhile stands in the line above the last, where there is one for it.
        let said = u16::from(state.notices.toast.is_some() && state.size.1 >= 8);
        Self { x, width, rows: state.size.1.saturating_sub(1 + said), row: cursor_row(state) }
    }

    /// Returns how many cells a line has.
    #[must_use]
    pub fn width_cells(self) -> usize {
        usize::from(self.width.saturating_sub(4)).max(1)
    }

    /// Returns the line at which something so high begins: below the row under the cursor, else above it, else in the middle.
    fn top(self, height: u16) -> u16 {
        match (self.row.saturating_add(1 + height) <= self.rows, self.row.checked_sub(height)) {
            (true, _) => self.row + 1,
            (false, Some(above)) => above.min(self.rows.saturating_sub(height)),
            (false, None) => self.rows.saturating_sub(height) / 2,
        }
    }
}

impl Panel {
    /// Adds a line, broken where it is too long.
    pub fn line(&mut self, room: Room, runs: &[Run], indent: usize) {
        self.lines.extend(wrap(runs, room.width_cells(), indent));
    }

    /// Returns where it stands. Where there is little room, the foot outlives the lines.
    #[must_use]
    pub fn places(&self, room: Room) -> Places {
        let Room { x, width, rows, .. } = room;
        let lines = u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        let foot = u16::try_from(self.foot.len()).unwrap_or(u16::MAX);
        let gap = u16::from(foot > 0 && lines > 0);
        let wanted = lines.saturating_add(foot).saturating_add(gap + 2);
        let height = wanted.min(rows);
        let inside = height.saturating_sub(2);
        let foot = foot.min(inside);
        let gap = if inside < ROOMY && wanted > rows { 0 } else { gap };
        let y = room.top(height);
        let inner = Rect { x: x + 2.min(width), y: y + 1.min(height), width: width.saturating_sub(4), height: inside };
        Places {
            area: Rect { x, y, width, height },
            lines: Rect { height: inside.saturating_sub(foot + gap), ..inner },
            foot: Rect { y: inner.y + (inside - foot), height: foot, ..inner },
        }
    }

    /// Returns the first line that is shown when `offset` is wanted: no white space below the last one.
    #[must_use]
    pub fn first(&self, room: Room, offset: usize) -> usize {
        let rows = usize::from(self.places(room).lines.height);
        offset.min(self.lines.len().saturating_sub(rows.max(1)))
    }

    /// Returns the first line that is shown after a movement.
    #[must_use]
    pub fn scrolled(&self, room: Room, offset: usize, step: Step) -> usize {
        let rows = usize::from(self.places(room).lines.height).max(1);
        let count = self.lines.len().saturating_sub(rows) + 1;
        step.from(self.first(room, offset), count, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tone::Tone;
    use super::*;

    const ROOM: Room = Room { x: 0, width: 76, rows: 23, row: 3 };

    fn panel(lines: usize, foot: usize) -> Panel {
        let of = |count| (0..count).map(|n: usize| Words::of(&n.to_string(), Tone::Plain)).collect();
        Panel { title: "t".into(), lines: of(lines), foot: of(foot) }
    }

    #[test]
    fn a_short_one_leaves_the_row_in_sight_and_a_long_one_scrolls_to_its_end() {
        let places = panel(3, 1).places(ROOM);
        assert_eq!((places.area.y, places.area.height, places.lines.height, places.foot.height), (4, 7, 3, 1));
        assert_eq!(panel(3, 1).places(Room { row: 20, ..ROOM }).area.y, 13);
        let long = panel(40, 1);
        let places = long.places(ROOM);
        assert_eq!((places.area.y, places.area.height, places.lines.height), (0, 23, 19));
        assert_eq!(long.scrolled(ROOM, 0, Step::Last), 21);
        assert_eq!(long.scrolled(ROOM, 21, Step::Rows(1)), 21);
        assert_eq!(long.scrolled(ROOM, 500, Step::Rows(-1)), 20);
    }

    proptest::proptest! {
        #[test]
        fn it_stays_on_the_screen(width in 0u16..200, rows in 0u16..60, row in 0u16..90, lines in 0usize..90, foot in 0usize..4) {
            let places = panel(lines, foot).places(Room { x: 3, width, rows, row });
            let screen = Rect::new(3, 0, width, rows);
            for part in [places.area, places.lines, places.foot] {
                proptest::prop_assert!(part.is_empty() || screen.intersection(part) == part, "{part:?}");
            }
            proptest::prop_assert!(!places.lines.intersects(places.foot));
        }
    }
}
