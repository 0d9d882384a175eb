//! Big digits: our own glyphs, six by seven points, four points to a cell; and seven segments for ASCII.

use crate::app::launch::Glyphs;

/// A glyph: seven rows of six points.
type Points = [&'static str; 7];

const GLYPHS: [(char, Points); 13] = [
    ('0', [".####.", "##..##", "##..##", "##..##", "##..##", "##..##", ".####."]),
    ('1', ["..##..", ".###..", "####..", "..##..", "..##..", "..##..", "######"]),
    ('2', [".####.", "##..##", "....##", "..###.", ".##...", "##....", "######"]),
    ('3', [".####.", "##..##", "....##", "..###.", "....##", "##..##", ".####."]),
    ('4', ["...##.", "..###.", ".####.", "##.##.", "######", "...##.", "...##."]),
    ('5', ["######", "##....", "#####.", "....##", "....##", "##..##", ".####."]),
    ('6', ["..###.", ".##...", "##....", "#####.", "##..##", "##..##", ".####."]),
    ('7', ["######", "....##", "...##.", "..##..", ".##...", ".##...", ".##..."]),
    ('8', [".####.", "##..##", "##..##", ".####.", "##..##", "##..##", ".####."]),
    ('9', [".####.", "##..##", "##..##", ".#####", "....##", "...##.", ".###.."]),
    ('d', ["....##", "....##", ".#####", "##..##", "##..##", "##..##", ".#####"]),
    ('-', ["......", "......", "......", "#####.", "......", "......", "......"]),
    (':', ["......", "..##..", "..##..", "......", "..##..", "..##..", "......"]),
];

const SEGMENTS: [(char, [&str; 3]); 13] = [
    ('0', [" _ ", "| |", "|_|"]),
    ('1', ["   ", "  |", "  |"]),
    ('2', [" _ ", " _|", "|_ "]),
    ('3', [" _ ", " _|", " _|"]),
    ('4', ["   ", "|_|", "  |"]),
    ('5', [" _ ", "|_ ", " _|"]),
    ('6', [" _ ", "|_ ", "|_|"]),
    ('7', [" _ ", "  |", "  |"]),
    ('8', [" _ ", "|_|", "|_|"]),
    ('9', [" _ ", "|_|", " _|"]),
    ('d', ["   ", " _|", "|_|"]),
    ('-', ["   ", " _ ", "   "]),
    (':', ["   ", " o ", " o "]),
];

/// The quarter blocks, by the points that are set: 8 upper left, 4 upper right, 2 lower left, 1 lower right.
const QUARTERS: [char; 16] = [' ', '▗', '▖', '▄', '▝', '▐', '▞', '▟', '▘', '▚', '▌', '▙', '▀', '▜', '▛', '█'];

/// Draws digits, `d`, `-`, `:` and spaces: 4 lines in Unicode, 3 in ASCII; 4 cells a character, 2 a space.
#[must_use]
pub fn big(text: &str, glyphs: Glyphs) -> Vec<String> {
    let rows = if glyphs == Glyphs::Unicode { 4 } else { 3 };
    let mut lines = vec![String::new(); rows];
    for c in text.chars() {
        for (row, line) in lines.iter_mut().enumerate() {
            match (c, glyphs) {
                (' ', _) => line.push_str("  "),
                (_, Glyphs::Unicode) => line.push_str(&quarters(c, row)),
                (_, Glyphs::Ascii | Glyphs::AsciiOnly) => {
                    line.push_str(segments(c, row));
                    line.push(' ');
                }
            }
        }
    }
    for line in &mut lines {
        line.pop();
    }
    lines
}

fn segments(c: char, row: usize) -> &'static str {
    SEGMENTS.iter().find(|(known, _)| *known == c).and_then(|(_, rows)| rows.get(row)).copied().unwrap_or("   ")
}

fn quarters(c: char, row: usize) -> String {
    let points = GLYPHS.iter().find(|(known, _)| *known == c).map_or([""; 7], |(_, points)| *points);
    let is_set = |y: usize, x: usize| points.get(y).and_then(|line| line.as_bytes().get(x)) == Some(&b'#');
    let mut out: String = (0..3)
        .filter_map(|cell| {
            let corners = [(0, 0), (0, 1), (1, 0), (1, 1)];
            let bits =
                corners.iter().fold(0, |bits, (y, x)| bits << 1 | usize::from(is_set(row * 2 + y, cell * 2 + x)));
            QUARTERS.get(bits)
        })
        .collect();
    out.push(' ');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_days_are_drawn() {
        assert_eq!(big("8d", Glyphs::Unicode), ["▟▀▙   █", "▜▄▛ ▟▀█", "█ █ █ █", "▝▀▘ ▝▀▀"]);
        assert_eq!(big("8d", Glyphs::Ascii), [" _     ", "|_|  _|", "|_| |_|"]);
    }

    #[test]
    fn every_line_has_the_same_width() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let widths: Vec<usize> = big("-1d 09:54", glyphs).iter().map(|l| l.chars().count()).collect();
            assert!(widths.windows(2).all(|pair| pair.first() == pair.last()), "{widths:?}");
        }
    }
}
