//! Lines of toned text: cleaned, measured, wrapped. What panes say, before it is painted.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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

/// Wraps runs to a width, breaking between words and, where a word is longer than a line, inside it.
///
/// `indent` cells stand before every line but the first.
#[must_use]
pub fn wrap(runs: &[Run], width_cells: usize, indent: usize) -> Vec<Words> {
    let mut wrapper = Wrapper { width: width_cells.max(1), indent, lines: Vec::new(), line: Words::blank(), used: 0 };
    for run in runs {
        for piece in run.text.as_str().split_word_bounds() {
            wrapper.add(piece, run.tone);
        }
    }
    wrapper.finish()
}

struct Wrapper {
    width: usize,
    indent: usize,
    lines: Vec<Words>,
    line: Words,
    used: usize,
}

impl Wrapper {
    fn add(&mut self, piece: &str, tone: Tone) {
        let width = piece.width();
        let at_start = self.used == 0 || (!self.lines.is_empty() && self.used == self.line_indent());
        if piece.trim().is_empty() && at_start && !self.lines.is_empty() {
            return;
        }
        if self.used + width <= self.width {
            self.push(piece, tone, width);
            return;
        }
        if piece.trim().is_empty() {
            self.break_line();
            return;
        }
        // Punctuation stays with its word: "(b);" would otherwise begin a line with ";".
        if width <= self.width.saturating_sub(self.indent) {
            self.carry_over();
            if self.used + width <= self.width {
                self.push(piece, tone, width);
                return;
            }
        }
        for cluster in piece.graphemes(true) {
            let width = cluster.width();
            if self.used + width > self.width {
                self.break_line();
            }
            self.push(cluster, tone, width);
        }
    }

    /// Breaks the line before the word that ends it, so that this word and what follows stay together.
    fn carry_over(&mut self) {
        let mut carried: Vec<Run> = Vec::new();
        let room = self.width.saturating_sub(self.indent) / 2;
        let mut width = 0;
        while let Some(last) = self.line.runs.last() {
            let ends_word = last.text.as_str().trim().is_empty();
            if ends_word || width + last.text.width_cells() > room {
                break;
            }
            width += last.text.width_cells();
            carried.extend(self.line.runs.pop());
        }
        let is_whole_line = self.line.runs.iter().all(|run| run.text.as_str().trim().is_empty());
        if is_whole_line {
            self.line.runs.extend(carried.into_iter().rev());
            self.break_line();
            return;
        }
        self.break_line();
        for run in carried.into_iter().rev() {
            self.used += run.text.width_cells();
            self.line.runs.push(run);
        }
    }

    fn push(&mut self, text: &str, tone: Tone, width: usize) {
        self.line.runs.push(Run::new(text, tone));
        self.used += width;
    }

    fn line_indent(&self) -> usize {
        if self.lines.is_empty() { 0 } else { self.indent.min(self.width.saturating_sub(1)) }
    }

    fn break_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        while line.runs.last().is_some_and(|run| run.text.as_str().trim().is_empty()) {
            line.runs.pop();
        }
        self.lines.push(line);
        self.used = 0;
        let indent = self.line_indent();
        if indent > 0 {
            self.push(&" ".repeat(indent), Tone::Plain, indent);
        }
    }

    fn finish(mut self) -> Vec<Words> {
        if self.used > self.line_indent() || self.lines.is_empty() {
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
        assert_eq!(texts("漢字漢字", 5, 0), ["漢字", "漢字"]);
        assert_eq!(texts("", 5, 0), [""]);
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
