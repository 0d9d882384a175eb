//! Lines and columns of byte offsets.

/// Where the lines of a text begin: one bit per byte, counted by words of 64.
///
/// An eighth of the text and a little more, however many lines it has.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Bit `i` of word `w`: a line begins at byte `64 w + i`.
    words: Vec<u64>,
    /// How many lines begin before each word.
    ranks: Vec<u32>,
}

impl Lines {
    /// Finds the lines of a text; `\n`, `\r\n` and a lone `\r` end one.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut words = vec![0_u64; text.len() / 64 + 1];
        let mut mark = |at: usize| {
            if let Some(word) = words.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        };
        mark(0);
        for (at, _) in text.match_indices('\n') {
            mark(at + 1);
        }
        for (at, _) in text.match_indices('\r') {
            if text.as_bytes().get(at + 1) != Some(&b'\n') {
                mark(at + 1);
            }
        }
        let mut count = 0_u32;
        let ranks = words
            .iter()
            .map(|word| {
                let before = count;
                count += word.count_ones();
                before
            })
            .collect();
        Self { words, ranks }
    }

    /// Returns the line of a byte offset, from 1; past the end of the text, its last line.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        let at = usize::try_from(offset).unwrap_or(usize::MAX);
        let (Some(word), Some(rank)) = (self.words.get(at / 64), self.ranks.get(at / 64)) else {
            let last = self.words.last().map_or(0, |word| word.count_ones());
            return (self.ranks.last().copied().unwrap_or(0) + last).max(1);
        };
        let up_to = word & (u64::MAX >> (63 - at % 64));
        (rank + up_to.count_ones()).max(1)
    }

    /// Returns the line and the column of a byte offset, both from 1, the column in characters.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> (usize, usize) {
        let line = usize::try_from(self.line_of(offset)).unwrap_or(usize::MAX);
        let start = self.start_of(line).unwrap_or(0);
        let end = usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
        let before = text.as_bytes().get(start..end).unwrap_or_default();
        // A character begins at each byte that does not continue one.
        let mut column = before.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        if start == 0 && text.starts_with('\u{feff}') && end >= 3 {
            column = column.saturating_sub(1); // nobody sees a byte order mark
        }
        (line, column + 1)
    }

    /// Returns the text of a line, counted from 1, without its end; nothing for a line that is not there.
    #[must_use]
    pub fn line_text<'a>(&self, text: &'a str, line: usize) -> &'a str {
        let Some(start) = self.start_of(line) else { return "" };
        let end = self.start_of(line + 1).unwrap_or(text.len());
        let line = text.get(start..end).unwrap_or_default();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if start == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line }
    }

    /// Returns where a line begins.
    fn start_of(&self, line: usize) -> Option<usize> {
        let before = u32::try_from(line.checked_sub(1)?).ok()?;
        let index = self.ranks.partition_point(|&rank| rank <= before).checked_sub(1)?;
        let (mut word, rank) = (*self.words.get(index)?, *self.ranks.get(index)?);
        for _ in 0..before - rank {
            word &= word.wrapping_sub(1);
        }
        (word != 0).then(|| index * 64 + usize::try_from(word.trailing_zeros()).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_is_counted() {
        let text = "a\nbé漢x\r\n\rlast";
        let lines = Lines::new(text);
        assert_eq!(lines.position(text, 0), (1, 1));
        assert_eq!(lines.position(text, 7), (2, 4));
        assert_eq!(lines.line_text(text, 2), "bé漢x");
        assert_eq!(lines.line_text(text, 3), "");
        assert_eq!(lines.line_text(text, 4), "last");
        assert_eq!(lines.line_text(text, 5), "");
        assert_eq!(lines.line_text(text, 0), "");
        assert_eq!(lines.position(text, 9999).0, 4);
    }

    #[test]
    fn lines_agree_with_a_slow_count() {
        let text: String = (0..300).map(|i| "x".repeat(i % 7 * 11) + "\n").collect();
        let lines = Lines::new(&text);
        for at in (0..text.len()).step_by(13) {
            let slow = text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
            assert_eq!(lines.position(&text, u32::try_from(at).unwrap_or(0)).0, slow, "{at}");
        }
        assert_eq!(lines.line_text(&text, 7), "x".repeat(66));
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        let text = "\u{feff}title: a";
        let lines = Lines::new(text);
        assert_eq!(lines.position(text, 3), (1, 1));
        assert_eq!(lines.line_text(text, 1), "title: a");
    }
}
