//! Big digits: our own glyphs, six by seven points, four points to a cell; and seven segments for ASCII.

use crate::app::launch::Glyphs;

/// A glyph: seven rows of points, the leftmost the highest of six bits.
type Points = [u8; 7];

const GLYPHS: [(char, Points); 13] = [
    ('0', [0b011110, 0b110011, 0b110011, 0b110011, 0b110011, 0b110011, 0b011110]),
    ('1', [0b001100, 0b011100, 0b111100, 0b001100, 0b001100, 0b001100, 0b111111]),
    ('2', [0b011110, 0b110011, 0b000011, 0b001110, 0b011000, 0b110000, 0b111111]),
    ('3', [0b011110, 0b110011, 0b000011, 0b001110, 0b000011, 0b110011, 0b011110]),
    ('4', [0b000110, 0b001110, 0b011110, 0b110110, 0b111111, 0b000110, 0b000110]),
    ('5', [0b111111, 0b110000, 0b111110, 0b000011, 0b000011, 0b110011, 0b011110]),
    ('6', [0b001110, 0b011000, 0b110000, 0b111110, 0b110011, 0b110011, 0b011110]),
    ('7', [0b111111, 0b000011, 0b000110, 0b001100, 0b011000, 0b011000, 0b011000]),
    ('8', [0b011110, 0b110011, 0b110011, 0b011110, 0b110011, 0b110011, 0b011110]),
    ('9', [0b011110, 0b110011, 0b110011, 0b011111, 0b000011, 0b000110, 0b011100]),
    ('d', [0b000011, 0b000011, 0b011111, 0b110011, 0b110011, 0b110011, 0b011111]),
    ('-', [0b000000, 0b000000, 0b000000, 0b111110, 0b000000, 0b000000, 0b000000]),
    (':', [0b000000, 0b001100, 0b001100, 0b000000, 0b001100, 0b001100, 0b000000]),
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
const QUARTERS: [char; 16] =
    [' ', '▗', '▖', '▄', '▝', '▐', '▞', '▟', '▘', '▚', '▌', '▙', '▀', '▜', '▛', '█'];

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
    let points = GLYPHS.iter().find(|(known, _)| *known == c).map_or([0; 7], |(_, points)| *points);
    let upper = points.get(row * 2).copied().unwrap_or(0);
    let lower = points.get(row * 2 + 1).copied().unwrap_or(0);
    let mut out: String = [4, 2, 0]
        .into_iter()
        .filter_map(|shift| QUARTERS.get(usize::from((upper >> shift & 3) << 2 | lower >> shift & 3)))
        .collect();
    out.push(' ');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_days_are_drawn() {
        assert_eq!(big("8d", Glyphs::Unicode), ["▟▀▙  ▐▌", "▜▄▛ ▟▀█", "█ █ █ █", "▝▀▘ ▝▀▀"].map(String::from).to_vec().to_owned());
        assert_eq!(big("8d", Glyphs::Ascii), [" _    ", "|_|  _|", "|_| |_|"]);
    }

    #[test]
    fn every_line_has_the_same_width() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let widths: Vec<usize> = big("-1d 09:54", glyphs).iter().map(|l| l.chars().count()).collect();
            assert!(widths.windows(2).all(|pair| pair.first() == pair.last()), "{widths:?}");
        }
    }
}
