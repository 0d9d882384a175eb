//! Lines of toned text: cleaned, measured, wrapped. What panes say, before it is painted.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::launch::Glyphs;
use super::tone::Tone;
use crate::domain::text::{Clean, clean, clean_ascii};

/// A piece of text with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: Clean<'static>,
    /// Its meaning.
    pub tone: Tone,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// From left to right.
    pub runs: Vec<Run>,
    /// Pieces at the right edge.
    pub right: Vec<Run>,
}

/// Cleans data for the glyphs that the terminal can show.
#[must_use]
pub fn cleaned(glyphs: Glyphs, text: &str) -> Clean<'_> {
    match glyphs {
        Glyphs::Unicode | Glyphs::Ascii => clean(text),
        Glyphs::AsciiOnly => clean_ascii(text),
    }
}

/// Makes text that belongs to nobody else.
#[must_use]
pub fn owned(text: &Clean<'_>) -> Clean<'static> {
    text.cut(usize::MAX, "")
}

impl Run {
    /// Makes a run; whatever may not be shown is taken out here.
    #[must_use]
    pub fn new(text: &str, tone: Tone) -> Self {
        Self { text: owned(&clean(text)), tone }
    }
}

impl Words {
    /// Makes a line of nothing.
    #[must_use]
    pub fn blank() -> Self {
        Self::default()
    }

    /// Makes a line of one run.
    #[must_use]
    pub fn of(text: &str, tone: Tone) -> Self {
        Self { runs: vec![Run::new(text, tone)], right: Vec::new() }
    }

    /// Adds a run.
    #[must_use]
    pub fn then(mut self, text: &str, tone: Tone) -> Self {
        self.runs.push(Run::new(text, tone));
        self
    }

    /// Adds a run at the right edge.
    #[must_use]
    pub fn at_right(mut self, text: &str, tone: Tone) -> Self {
        self.right.push(Run::new(text, tone));
        self
    }

    /// Returns the width of the left part, in cells.
    #[must_use]
    pub fn width_cells(&self) -> usize {
        self.runs.iter().map(|run| run.text.width_cells()).sum()
    }

    /// Returns the text alone.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Drops `cells` cells from the start of a text; returns the rest, and how many cells the text was too short.
#[must_use]
pub fn skip_cells(text: &str, cells: usize) -> (&str, usize) {
    let mut left = cells;
    for (at, cluster) in text.grapheme_indices(true) {
        if left == 0 {
            return (text.get(at..).unwrap_or_default(), 0);
        }
        left = left.saturating_sub(cluster.width());
    }
    if left == 0 && cells == 0 { (text, 0) } else { ("", left) }
}

/// Wraps runs to a width, breaking between words and, where a word is longer than a line, inside it.
///
/// `indent` cells stand before every line but the first.
#[must_use]
pub fn wrap(runs: &[Run], width_cells: usize, indent: usize) -> Vec<Words> {
    let width = width_cells.max(2);
    let indent = indent.min(width - 2);
    let mut wrapper = Wrapper { width, indent, ..Wrapper::default() };
    for run in runs {
        for piece in run.text.as_str().split_word_bounds() {
            wrapper.add(piece, run.tone);
        }
    }
    wrapper.finish()
}

/// Lines under construction: a word is held back until it is whole, with the space before it.
#[derive(Default)]
struct Wrapper {
    width: usize,
    indent: usize,
    lines: Vec<Words>,
    line: Words,
    used: usize,
    space: Vec<Run>,
    word: Vec<Run>,
}

fn width_of(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.text.width_cells()).sum()
}

impl Wrapper {
    fn add(&mut self, piece: &str, tone: Tone) {
        let run = Run::new(piece, tone);
        if piece.trim().is_empty() {
            self.end_word();
            self.space.push(run);
            return;
        }
        // Between ideographs a line may break anywhere.
        let is_ideograph = piece.chars().next().is_some_and(|c| UnicodeWidthChar::width(c) == Some(2));
        if is_ideograph {
            self.end_word();
        }
        self.word.push(run);
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let space = std::mem::take(&mut self.space);
        let needed = width_of(&word);
        let gap = width_of(&space);
        if self.used + gap + needed <= self.width {
            self.used += gap + needed;
            self.line.runs.extend(space.into_iter().chain(word));
            return;
        }
        if self.used > self.start() || gap > 0 {
            self.break_line();
        }
        if self.used + needed <= self.width {
            self.used += needed;
            self.line.runs.extend(word);
            return;
        }
        // Too long for any line: broken at its signs, and only what is still too long inside.
        for run in word {
            let width = run.text.width_cells();
            if self.used + width > self.width && self.start() + width <= self.width {
                self.break_line();
            }
            if self.used + width <= self.width {
                self.line.runs.push(run);
                self.used += width;
                continue;
            }
            for cluster in run.text.as_str().graphemes(true) {
                let width = cluster.width();
                if self.used + width > self.width {
                    self.break_line();
                }
                self.line.runs.push(Run::new(cluster, run.tone));
                self.used += width;
            }
        }
    }

    /// The cells of this line that are indent.
    fn start(&self) -> usize {
        if self.lines.is_empty() { 0 } else { self.indent }
    }

    fn break_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.used = self.start();
        if self.used > 0 {
            self.line.runs.push(Run::new(&" ".repeat(self.used), Tone::Plain));
        }
    }

    fn finish(mut self) -> Vec<Words> {
        self.end_word();
        if self.used > self.start() || self.lines.is_empty() {
            self.lines.push(self.line);
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, width: usize, indent: usize) -> Vec<String> {
        wrap(&[Run::new(text, Tone::Plain)], width, indent).iter().map(|l| l.text().trim_end().to_string()).collect()
    }

    #[test]
    fn words_stay_whole_and_long_ones_break() {
        assert_eq!(texts("one two three", 8, 0), ["one two", "three"]);
        assert_eq!(texts("abcdefghij", 4, 0), ["abcd", "efgh", "ij"]);
        assert_eq!(texts("one two three", 8, 2), ["one two", "  three"]);
        assert_eq!(texts("see (b); then", 8, 0), ["see (b);", "then"]);
        assert_eq!(texts("see it (b); then", 9, 0), ["see it", "(b); then"]);
        assert_eq!(texts("see one-two-three", 8, 0), ["see", "one-two-", "three"]);
        assert_eq!(texts("漢字漢字", 5, 0), ["漢字", "漢字"]);
        assert_eq!(texts("", 5, 0), [""]);
    }

    #[test]
    fn cells_are_skipped_by_their_width() {
        assert_eq!(skip_cells("abc", 0), ("abc", 0));
        assert_eq!(skip_cells("abc", 2), ("c", 0));
        assert_eq!(skip_cells("漢字x", 4), ("x", 0));
        assert_eq!(skip_cells("漢字", 3), ("", 0));
        assert_eq!(skip_cells("ab", 5), ("", 3));
        assert_eq!(skip_cells("", 0), ("", 0));
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_too_wide(text in "[a-z漢é ();.\u{301}]{0,80}", width in 2usize..30, indent in 0usize..6) {
            for line in wrap(&[Run::new(&text, Tone::Plain)], width, indent) {
                proptest::prop_assert!(line.width_cells() <= width.max(2), "{:?}", line.text());
            }
        }
    }
}
