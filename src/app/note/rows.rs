//! The rows of a text that is being written: where its lines break, and where the cursor stands among them.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::launch::Glyphs;
use crate::app::words::cleaned;

/// A part of a line that stands on one row of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the text.
    pub line: usize,
    /// The first byte of the part, in its line.
    pub from: usize,
    /// The byte after it.
    pub to: usize,
}

/// How wide the rows are, and with which signs they are drawn: that changes the width of some letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// In cells; one of them stays free for the cursor at the end of a row.
    pub width: usize,
    /// The signs.
    pub glyphs: Glyphs,
}

impl Measure {
    /// Returns how many cells a text takes.
    #[must_use]
    pub fn cells(self, text: &str) -> usize {
        cleaned(self.glyphs, text).width_cells()
    }
}

/// Breaks lines into rows: behind the last space that fits, else inside the word. Every line has at least one row.
#[must_use]
pub fn rows(lines: &[String], measure: Measure) -> Vec<Row> {
    let mut rows = Vec::with_capacity(lines.len());
    for (line, text) in lines.iter().enumerate() {
        break_line(text, measure, |from, to| rows.push(Row { line, from, to }));
    }
    rows
}

fn break_line(text: &str, measure: Measure, mut row: impl FnMut(usize, usize)) {
    let room = measure.width.saturating_sub(1).max(2);
    let (mut from, mut used, mut space) = (0, 0, None);
    for (at, cluster) in text.grapheme_indices(true) {
        let width = measure.cells(cluster);
        while used + width > room && at > from {
            // What stands behind the last space goes down with the word; a word that fills the row is cut.
            let end = space.filter(|end| *end > from).unwrap_or(at);
            row(from, end);
            used = measure.cells(text.get(end..at).unwrap_or_default());
            (from, space) = (end, None);
        }
        used += width;
        if cluster.chars().all(char::is_whitespace) {
            space = Some(at + cluster.len());
        }
    }
    row(from, text.len());
}

/// A place on the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The row.
    pub row: usize,
    /// The cells before it.
    pub cells: usize,
}

/// Returns where a character of a line stands; `column` counts characters.
#[must_use]
pub fn spot(lines: &[String], rows: &[Row], (line, column): (usize, usize), measure: Measure) -> Spot {
    let text = lines.get(line).map_or("", String::as_str);
    let byte = text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
    let row = rows.iter().rposition(|row| row.line == line && row.from <= byte).unwrap_or(0);
    let from = rows.get(row).map_or(0, |row| row.from);
    Spot { row, cells: measure.cells(text.get(from..byte).unwrap_or_default()) }
}

/// Returns the line and the character nearest to a place: never inside a letter, never past the row.
#[must_use]
pub fn nearest(lines: &[String], rows: &[Row], spot: Spot, measure: Measure) -> (usize, usize) {
    let Some(row) = rows.get(spot.row.min(rows.len().saturating_sub(1))) else { return (0, 0) };
    let text = lines.get(row.line).map_or("", String::as_str);
    let part = text.get(row.from..row.to).unwrap_or_default();
    let is_last = rows.get(spot.row + 1).is_none_or(|next| next.line != row.line);
    let mut byte = row.from;
    for (at, cluster) in part.grapheme_indices(true) {
        byte = row.from + at;
        // Measured from the row's start, as the cursor is: a mark may join what stands before it.
        if measure.cells(part.get(..at + cluster.len()).unwrap_or_default()) > spot.cells {
            return (row.line, characters(text, byte));
        }
    }
    // The place behind the last letter belongs to the next row, where the line goes on.
    let end = if is_last { row.to } else { byte };
    (row.line, characters(text, end))
}

fn characters(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().count())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn measure(width: usize) -> Measure {
        Measure { width, glyphs: Glyphs::Unicode }
    }

    fn shown(text: &str, width: usize) -> Vec<String> {
        let lines: Vec<String> = text.split('\n').map(str::to_string).collect();
        let part =
            |row: &Row| lines.get(row.line).and_then(|l| l.get(row.from..row.to)).unwrap_or_default().to_string();
        rows(&lines, measure(width)).iter().map(part).collect()
    }

    #[test]
    fn rows_break_behind_spaces_and_inside_long_words() {
        assert_eq!(shown("one two three", 9), ["one two ", "three"]);
        assert_eq!(shown("abcdefghij", 5), ["abcd", "efgh", "ij"]);
        assert_eq!(shown("漢字漢字", 6), ["漢字", "漢字"]);
        assert_eq!(shown("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(shown("", 9), [""]);
    }

    #[test]
    fn a_place_is_found_again() {
        let lines = vec!["one two three".to_string(), "é漢".to_string()];
        let rows = rows(&lines, measure(9));
        assert_eq!(spot(&lines, &rows, (0, 9), measure(9)), Spot { row: 1, cells: 1 });
        assert_eq!(nearest(&lines, &rows, Spot { row: 1, cells: 1 }, measure(9)), (0, 9));
        assert_eq!(spot(&lines, &rows, (1, 2), measure(9)), Spot { row: 2, cells: 3 });
        assert_eq!(nearest(&lines, &rows, Spot { row: 2, cells: 2 }, measure(9)), (1, 1));
        assert_eq!(nearest(&lines, &rows, Spot { row: 0, cells: 80 }, measure(9)), (0, 7));
        assert_eq!(nearest(&lines, &rows, Spot { row: 9, cells: 80 }, measure(9)), (1, 2));
    }

    proptest! {
        #[test]
        fn rows_hold_all_of_the_text_and_none_is_too_wide(
            text in "[a-z漢é \u{301}\t\u{200d}]{0,60}(\n[a-z ]{0,30}){0,3}", width in 3usize..20,
        ) {
            let lines: Vec<String> = text.split('\n').map(str::to_string).collect();
            let rows = rows(&lines, measure(width));
            let mut whole = vec![String::new(); lines.len()];
            for row in &rows {
                let line = lines.get(row.line).expect("rows are of lines");
                let part = line.get(row.from..row.to).expect("rows end between letters");
                prop_assert!(measure(width).cells(part) < width, "{part:?}");
                whole.get_mut(row.line).expect("as many as lines").push_str(part);
            }
            prop_assert_eq!(&whole, &lines);
            for (number, text) in lines.iter().enumerate() {
                for (start, _) in text.grapheme_indices(true).chain([(text.len(), "")]) {
                    let column = characters(text, start);
                    let spot = spot(&lines, &rows, (number, column), measure(width));
                    let (line, at) = nearest(&lines, &rows, spot, measure(width));
                    prop_assert_eq!(line, number);
                    // What takes no room has no place of its own: the one behind it is found.
                    let between = text.chars().skip(column).take(at.saturating_sub(column));
                    let mut widths = between.map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(1));
                    prop_assert!(at >= column && widths.all(|width| width == 0), "{column} {at} of {text:?}");
                }
            }
        }
    }
}
