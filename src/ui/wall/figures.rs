//! Digits that are read from three metres: drawn from strokes with rounded corners, at any size, four points to a cell.

use crate::app::launch::Glyphs;

/// How large a digit is, in points: two to a cell each way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    /// The width of a digit.
    width: usize,
    /// Its height.
    height: usize,
    /// The breadth of an upright stroke.
    upright: usize,
    /// The breadth of a level stroke.
    level: usize,
    /// How many points are cut off a corner, from the outermost row inwards.
    corner: &'static [usize],
    /// The white space between two digits.
    gap: usize,
}

/// 12 by 10 cells.
pub const FULL: Face = Face { width: 24, height: 20, upright: 7, level: 3, corner: &[3, 1], gap: 4 };
/// 10 by 7 cells.
pub const HALF: Face = Face { width: 20, height: 14, upright: 6, level: 2, corner: &[2], gap: 2 };

/// The strokes of a digit: top, upper left, upper right, middle, lower left, lower right, bottom.
type Strokes = [bool; 7];

/// The quarter blocks, by the points that are set: 8 upper left, 4 upper right, 2 lower left, 1 lower right.
const QUARTERS: [char; 16] = [' ', '▗', '▖', '▄', '▝', '▐', '▞', '▟', '▘', '▚', '▌', '▙', '▀', '▜', '▛', '█'];

/// Points, row by row.
pub type Points = Vec<Vec<bool>>;

fn strokes(c: char) -> Option<Strokes> {
    let written = match c {
        '0' => "ABC-EFG",
        '2' => "A-CDE-G",
        '3' => "A-CD-FG",
        '4' => "-BCD-F-",
        '5' => "AB-D-FG",
        '6' => "AB-DEFG",
        '7' => "A-C--F-",
        '8' => "ABCDEFG",
        '9' => "ABCD-FG",
        'd' => "--CDEFG",
        '-' => "---D---",
        _ => return None,
    };
    let mut strokes = [false; 7];
    for (stroke, c) in strokes.iter_mut().zip(written.chars()) {
        *stroke = c != '-';
    }
    Some(strokes)
}

/// A canvas of points.
struct Canvas(Points);

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self(vec![vec![false; width]; height])
    }

    fn fill(&mut self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>, is_set: Ink) {
        for row in self.0.iter_mut().take(rows.end).skip(rows.start) {
            for point in row.iter_mut().take(columns.end).skip(columns.start) {
                *point = is_set == Ink::Set;
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    Set,
    Clear,
}

impl Face {
    /// Returns the width of a text, in cells.
    pub fn width_cells(self, text: &str) -> u16 {
        let points = self.points(text);
        u16::try_from(points.first().map_or(0, |row| row.len().div_ceil(2))).unwrap_or(u16::MAX)
    }

    /// Returns the height, in cells.
    pub fn height_cells(self) -> u16 {
        u16::try_from(self.height.div_ceil(2)).unwrap_or(u16::MAX)
    }

    /// Draws a text as lines of cells, all of one width.
    pub fn lines(self, text: &str, glyphs: Glyphs) -> Vec<String> {
        cells(&self.points(text), glyphs)
    }

    fn points(self, text: &str) -> Points {
        let mut all: Points = vec![Vec::new(); self.height];
        for (index, c) in text.chars().enumerate() {
            let glyph = self.glyph(c);
            for (row, points) in all.iter_mut().zip(glyph) {
                if index > 0 {
                    row.extend(std::iter::repeat_n(false, self.gap));
                }
                row.extend(points);
            }
        }
        all
    }

    fn glyph(self, c: char) -> Points {
        match c {
            '1' => self.one(),
            ':' => self.colon(),
            ' ' => Canvas::new(self.gap, self.height).0,
            _ => match strokes(c) {
                Some(strokes) => self.digit(strokes),
                None => Canvas::new(self.width, self.height).0,
            },
        }
    }

    /// A stem and its flag, in steps.
    fn one(self) -> Points {
        let width = (self.upright + self.width * 3 / 8).next_multiple_of(2);
        let mut canvas = Canvas::new(width, self.height);
        let stem = width - self.upright;
        canvas.fill(stem..width, 0..self.height, Ink::Set);
        let flag = self.height * 3 / 10;
        for row in 0..flag {
            let from = stem.saturating_sub((row + 1) * stem / flag.saturating_sub(1).max(1) + 1);
            canvas.fill(from..stem, row..row + 1, Ink::Set);
        }
        canvas.0
    }

    fn colon(self) -> Points {
        let side = (self.upright / 2).next_multiple_of(2) + 2;
        let tall = self.level.max(2);
        let mut canvas = Canvas::new(side, self.height);
        for middle in [self.height * 3 / 10, self.height * 7 / 10] {
            canvas.fill(0..side, middle - tall / 2..middle - tall / 2 + tall, Ink::Set);
        }
        canvas.0
    }

    fn digit(self, [top, upper_left, upper_right, middle, lower_left, lower_right, bottom]: Strokes) -> Points {
        let (w, h) = (self.width, self.height);
        let from = (h - self.level) / 2;
        let to = from + self.level;
        let mut canvas = Canvas::new(w, h);
        let (left, right) = (0..self.upright, w - self.upright..w);
        let levels = [(top, 0..self.level), (middle, from..to), (bottom, h - self.level..h)];
        for (_, rows) in levels.into_iter().filter(|(is_there, _)| *is_there) {
            canvas.fill(0..w, rows, Ink::Set);
        }
        let uprights = [
            (upper_left, left.clone(), 0..to),
            (upper_right, right.clone(), 0..to),
            (lower_left, left, from..h),
            (lower_right, right, from..h),
        ];
        for (_, columns, rows) in uprights.into_iter().filter(|(is_there, ..)| *is_there) {
            canvas.fill(columns, rows, Ink::Set);
        }
        // A corner is round where a level stroke ends in an upright one that goes no further.
        let corners = [
            (top && upper_left, 0, 1, Side::Left),
            (top && upper_right, 0, 1, Side::Right),
            (bottom && lower_left, h - 1, -1, Side::Left),
            (bottom && lower_right, h - 1, -1, Side::Right),
            (middle && upper_left && !lower_left, to - 1, -1, Side::Left),
            (middle && upper_right && !lower_right, to - 1, -1, Side::Right),
            (middle && lower_left && !upper_left, from, 1, Side::Left),
            (middle && lower_right && !upper_right, from, 1, Side::Right),
        ];
        for (_, row, way, side) in corners.into_iter().filter(|(is_there, ..)| *is_there) {
            for (index, cut) in self.corner.iter().enumerate() {
                let row = if way > 0 { row + index } else { row.saturating_sub(index) };
                let columns = match side {
                    Side::Left => 0..*cut,
                    Side::Right => w - cut..w,
                };
                canvas.fill(columns, row..row + 1, Ink::Clear);
            }
        }
        canvas.0
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// Makes cells of points, four to a cell; in ASCII a cell is set where half of it is.
pub fn cells(points: &Points, glyphs: Glyphs) -> Vec<String> {
    let width = points.iter().map(Vec::len).max().unwrap_or(0).div_ceil(2);
    points.chunks(2).map(|rows| (0..width).map(|cell| sign(rows, cell, glyphs)).collect()).collect()
}

fn sign(rows: &[Vec<bool>], cell: usize, glyphs: Glyphs) -> char {
    let is_set = |row: usize, column: usize| rows.get(row).and_then(|row| row.get(column)) == Some(&true);
    let corners = [(0, cell * 2), (0, cell * 2 + 1), (1, cell * 2), (1, cell * 2 + 1)];
    let bits = corners.iter().fold(0usize, |bits, (row, column)| bits << 1 | usize::from(is_set(*row, *column)));
    match glyphs {
        Glyphs::Unicode => QUARTERS.get(bits).copied().unwrap_or(' '),
        Glyphs::Ascii | Glyphs::AsciiOnly if bits.count_ones() >= 2 => '#',
        Glyphs::Ascii | Glyphs::AsciiOnly => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_of_two_days_is_120_columns_wide() {
        assert_eq!((FULL.width_cells("1d 09:55:00"), FULL.height_cells()), (120, 10));
        assert_eq!((FULL.width_cells("8"), HALF.width_cells("8")), (12, 10));
    }

    #[test]
    fn corners_are_round_where_strokes_end_in_each_other() {
        let five = FULL.lines("5", Glyphs::Unicode);
        assert_eq!(
            five,
            ["▗▟██████████", "███▛▀▀▀▀▀▀▀▀",]
                .map(String::from)
                .to_vec()
                .into_iter()
                .chain(five.iter().skip(2).cloned())
                .collect::<Vec<_>>()
        );
        for face in [FULL, HALF] {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                let lines = face.lines("-0d 12:34:56 789", glyphs);
                let widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
                assert!(widths.windows(2).all(|pair| pair.first() == pair.last()), "{widths:?}");
                assert!(glyphs == Glyphs::Unicode || lines.iter().all(|line| line.is_ascii()));
            }
        }
    }

    #[test]
    fn no_two_digits_look_alike() {
        for face in [FULL, HALF] {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                let all: Vec<Vec<String>> =
                    "0123456789d-:".chars().map(|c| face.lines(&c.to_string(), glyphs)).collect();
                for (at, one) in all.iter().enumerate() {
                    assert!(all.iter().skip(at + 1).all(|other| other != one), "{one:?}");
                }
            }
        }
    }
}
