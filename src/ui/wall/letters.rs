//! Letters that are read from three metres: eight rows of points, four points to a cell; in ASCII a point is a cell.

mod font;

use font::Letter;

use super::figures::{Points, cells};
use crate::app::launch::Glyphs;

/// How many rows of points a line of letters has, with the one below the base line.
const ROWS: usize = 8;

/// The most lines that a title takes.
const MOST_LINES: usize = 2;

/// How letters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    /// Uprights of two points, which is a cell: four cells for most letters.
    Bold,
    /// Uprights of one point: three cells for most letters.
    Light,
    /// A cell for each point: six cells for most letters, and eight lines.
    Cells,
}

impl Face {
    /// Returns how a sign is drawn, with the space behind it; none: it is not one of ours.
    fn letter(self, sign: char) -> Option<Letter> {
        let Letter { width, rows } = font::letter(sign)?;
        Some(match self {
            // Uprights begin where a cell does.
            Self::Bold => Letter { width: (width + 3).next_multiple_of(2), rows: rows.map(|row| row | row << 1) },
            Self::Light => Letter { width: (width + 1).next_multiple_of(2), rows },
            Self::Cells => Letter { width: width + 1, rows },
        })
    }

    /// Returns the width of a text in cells, with the space behind it; none: it has signs that are not ours.
    fn width_cells(self, text: &str) -> Option<usize> {
        let points: u32 = text.chars().map(|sign| self.letter(sign).map(|letter| letter.width)).sum::<Option<u32>>()?;
        usize::try_from(if self == Self::Cells { points } else { points / 2 }).ok()
    }

    /// Returns the points of a text; none: it has signs that are not ours.
    fn points(self, text: &str) -> Option<Points> {
        let mut all: Points = vec![Vec::new(); ROWS];
        for sign in text.chars() {
            let letter = self.letter(sign)?;
            for (row, points) in all.iter_mut().zip(letter.rows) {
                row.extend((0..letter.width).map(|at| points >> at & 1 == 1));
            }
        }
        Some(all)
    }

    fn lines(self, text: &str) -> Option<Vec<String>> {
        let points = self.points(text)?;
        let row = |row: &Vec<bool>| row.iter().map(|is_set| if *is_set { '#' } else { ' ' }).collect();
        let lines: Vec<String> = match self {
            Self::Bold | Self::Light => cells(&points, Glyphs::Unicode),
            Self::Cells => points.iter().map(row).collect(),
        };
        Some(lines.iter().map(|line| line.trim_end().to_string()).collect())
    }
}

/// Draws a title as large as it fits `width` by `height` cells: one line before two, bold letters before light ones.
///
/// None: it does not fit, or has a sign that is not drawn; then it is plain text.
pub fn title(text: &str, glyphs: Glyphs, (width, height): (u16, u16)) -> Option<Vec<String>> {
    let faces: &[Face] = match glyphs {
        Glyphs::Unicode => &[Face::Bold, Face::Light],
        Glyphs::Ascii | Glyphs::AsciiOnly => &[Face::Cells],
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    for count in 1..=MOST_LINES {
        for face in faces {
            let Some(lines) = set(*face, &words, usize::from(width)).filter(|lines| lines.len() == count) else {
                continue;
            };
            if let Some(drawn) = stacked(*face, &lines).filter(|drawn| drawn.len() <= usize::from(height)) {
                return Some(drawn);
            }
        }
    }
    None
}

/// Breaks words into lines of letters; none: a word alone is too wide, or has a sign that is not drawn.
fn set(face: Face, words: &[&str], width: usize) -> Option<Vec<String>> {
    // The space behind the last letter may hang over.
    let fits = |text: &str| Some(face.width_cells(text)? <= width + 1);
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        if let (Some(longer), Some(last)) = (longer, lines.last_mut())
            && fits(&longer)?
        {
            *last = longer;
        } else if fits(word)? {
            lines.push((*word).to_string());
        } else {
            return None;
        }
    }
    Some(lines)
}

/// Draws lines under each other, a line free between them.
fn stacked(face: Face, lines: &[String]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for line in lines {
        if !all.is_empty() {
            all.push(String::new());
        }
        all.extend(face.lines(line)?);
    }
    // In cells, a last line without anything that hangs down is a line lost.
    while face == Face::Cells && all.last().is_some_and(String::is_empty) {
        all.pop();
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What every title must be drawn of.
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\
                         !#$%&'()*+,-./:;<=>?@[]_|{}ÄÖÜäöüßéèêàçñåøæÉÑÅÇšžčŠŽČïîìíÏÍÿ§€–—“…→·";

    #[test]
    fn no_two_signs_look_alike_and_none_is_blank() {
        for face in [Face::Bold, Face::Light, Face::Cells] {
            let all: Vec<(char, Points)> =
                SIGNS.chars().map(|sign| (sign, face.points(&sign.to_string()).expect("a sign of ours"))).collect();
            for (at, (sign, points)) in all.iter().enumerate() {
                assert!(points.iter().flatten().any(|point| *point), "{sign} is blank");
                let twin = all.iter().skip(at + 1).find(|(_, other)| other == points);
                assert_eq!(twin, None, "{sign} looks like another in {face:?}");
            }
        }
    }

    #[test]
    fn a_title_is_as_large_as_it_fits() {
        let of = |text: &str, room| title(text, Glyphs::Unicode, room).map(|lines| lines.len());
        let text = "Art. 50(2) evidence signed off";
        let width = |room| {
            let lines = title(text, Glyphs::Unicode, room).expect("letters");
            lines.iter().map(|line| line.chars().count()).max()
        };
        assert_eq!((of(text, (109, 4)), width((109, 4))), (Some(4), Some(103)), "bold");
        assert_eq!((of(text, (75, 4)), width((75, 4))), (Some(4), Some(74)), "light");
        assert_eq!(of(text, (60, 9)), Some(9), "two lines");
        assert_eq!(of(text, (60, 8)), None, "no room for the second");
        assert_eq!(of(text, (20, 30)), None, "a word is too wide");
        assert_eq!(of("漢字", (200, 30)), None, "not ours");
        assert_eq!(of("Prüfung fällig", (200, 4)), Some(4));
    }

    #[test]
    fn in_ascii_a_point_is_a_cell() {
        let lines = title("Filed", Glyphs::Ascii, (60, 8)).expect("letters");
        assert_eq!(
            lines,
            [
                "##### # #             #",
                "#       #             #",
                "#     # #    ###   ####",
                "####  # #   #   # #   #",
                "#     # #   ##### #   #",
                "#     # #   #     #   #",
                "#     #  ##  ####  ####",
            ]
        );
    }
}
