//! Text that may be shown: nothing in it can move the cursor, reorder the line or break the layout.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most marks that one letter keeps; the rest of a pile is dropped.
const MARKS_PER_LETTER: usize = 3;

/// One line of text that is safe to show on any terminal.
///
/// Holds no control characters, no line breaks, no bidirectional controls, no joiners, no tags, no
/// variation selectors. What had a meaning (a tab, a line break) is a space; what could do harm is
/// `U+FFFD`, so that nothing vanishes in silence. The only way to make one is [`clean`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean<'a>(Cow<'a, str>);

impl<'a> Clean<'a> {
    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the text, owned or borrowed as it is.
    #[must_use]
    pub fn into_inner(self) -> Cow<'a, str> {
        self.0
    }

    /// Returns the width in terminal cells.
    #[must_use]
    pub fn width_cells(&self) -> usize {
        self.0.width()
    }

    /// Returns the text cut to at most `width_cells` cells, with `ellipsis` at its end where it was cut.
    ///
    /// Cuts between grapheme clusters; the result may be a cell short where a wide letter did not fit.
    #[must_use]
    pub fn cut(&self, width_cells: usize, ellipsis: &str) -> Clean<'static> {
        if self.0.len() <= width_cells || self.width_cells() <= width_cells {
            return Clean(Cow::Owned(self.0.to_string()));
        }
        let room = width_cells.saturating_sub(ellipsis.width());
        let mut out = String::new();
        let mut used = 0;
        for cluster in self.0.graphemes(true) {
            let width = cluster.width();
            if used + width > room {
                break;
            }
            used += width;
            out.push_str(cluster);
        }
        if ellipsis.width() <= width_cells {
            out.push_str(ellipsis);
        }
        Clean(Cow::Owned(out))
    }
}

impl Clean<'_> {
    /// Returns the text cut to at most `width_cells` cells inside: a third of what fits stands before `ellipsis`, the
    /// rest is the text's end.
    #[must_use]
    pub fn cut_inside(&self, width_cells: usize, ellipsis: &str) -> Clean<'static> {
        if self.width_cells() <= width_cells || ellipsis.width() > width_cells {
            return self.cut(width_cells, ellipsis);
        }
        let room = width_cells - ellipsis.width();
        let before = self.cut(room / 3, "");
        let mut after: Vec<&str> = Vec::new();
        let mut used = before.width_cells();
        for cluster in self.0.graphemes(true).rev() {
            used += cluster.width();
            if used > room {
                break;
            }
            after.push(cluster);
        }
        let after: String = after.into_iter().rev().collect();
        Clean(Cow::Owned(format!("{before}{ellipsis}{after}")))
    }
}

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Cleans `text` into one line that is safe to show.
///
/// Borrows where nothing had to change.
#[must_use]
pub fn clean(text: &str) -> Clean<'_> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Clean(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match class(c) {
            Class::Plain => {
                let is_mark = unicode_width::UnicodeWidthChar::width(c) == Some(0);
                if is_mark && out.is_empty() {
                    out.push('\u{FFFD}');
                }
                marks = if is_mark { marks + 1 } else { 0 };
                if marks <= MARKS_PER_LETTER {
                    out.push(c);
                }
            }
            Class::Space => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                marks = 0;
                out.push(' ');
            }
            Class::Gone => {}
            Class::Harm => {
                marks = 0;
                out.push('\u{FFFD}');
            }
        }
    }
    if out == text { Clean(Cow::Borrowed(text)) } else { Clean(Cow::Owned(out)) }
}

/// Returns the lines of `text`, each cleaned; a final line break makes no empty last line.
pub fn clean_lines(text: &str) -> impl Iterator<Item = Clean<'_>> {
    text.lines().map(clean)
}

/// Takes whole escape sequences out of a text that came from outside: a paste, an editor.
///
/// CSI (`ESC [ 31 m`), strings (OSC, DCS, SOS, PM and APC, to BEL or ST on the same line), and sequences of two bytes,
/// each also with its one-character introducer of C1. A string without an end, and a sequence that breaks off, lose
/// what was read of the introducer: their text stays. Other controls stay for [`clean`]. Borrows where nothing had to
/// change.
///
/// # Source
/// ECMA-48, 5.3 to 5.6; BEL as the end of a string is xterm's.
#[must_use]
pub fn without_sequences(text: &str) -> Cow<'_, str> {
    let begins = |c: char| matches!(c, ESC | CSI | '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}');
    if !text.contains(begins) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(begins) {
        let (before, sequence) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        rest = sequence.get(sequence_bytes(sequence)..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns a text that came from outside as the program writes it: no escape sequences, plain line ends, each line
/// as [`clean`] has it. One for a paste on the screen and for standard input.
#[must_use]
pub fn pasted(text: &str) -> String {
    let text = without_sequences(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(clean(line).as_str());
    }
    out
}

/// Returns what an editor left of a text, without the escape sequences of lines that were not in it before.
#[must_use]
pub fn edited(old: &str, new: &str) -> String {
    let old: HashSet<&str> = old.split('\n').collect();
    let line = |line: &str| if old.contains(line) { line.to_string() } else { without_sequences(line).into_owned() };
    new.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

const ESC: char = '\u{1b}';
const CSI: char = '\u{9b}';

/// Returns the length of the sequence with which a text begins, its introducer included.
fn sequence_bytes(text: &str) -> usize {
    let mut chars = text.chars();
    let head: usize = chars.next().map_or(0, char::len_utf8);
    let kind = if text.starts_with(ESC) { chars.next() } else { text.chars().next() };
    let introducer = if text.starts_with(ESC) { head + kind.map_or(0, char::len_utf8) } else { head };
    let body = text.get(introducer..).unwrap_or_default();
    // Parameters and intermediates, then one final byte.
    let ends = |from: usize, finals: std::ops::RangeInclusive<char>| {
        let rest = text.get(from..).unwrap_or_default();
        let middle = rest.find(|c: char| !(' '..='?').contains(&c)).unwrap_or(rest.len());
        from + middle + usize::from(rest.chars().nth(middle).is_some_and(|c| finals.contains(&c)))
    };
    match kind {
        Some('[' | CSI) => ends(introducer, '@'..='~'),
        Some(']' | 'P' | 'X' | '^' | '_' | '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}') => {
            introducer + string_bytes(body).unwrap_or(0)
        }
        Some(' '..='/') => {
            let middle = body.find(|c: char| !(' '..='/').contains(&c)).unwrap_or(body.len());
            introducer + middle + usize::from(body.chars().nth(middle).is_some_and(|c| ('0'..='~').contains(&c)))
        }
        Some('0'..='~') => introducer,
        // What follows belongs to nothing.
        Some(_) | None => head,
    }
}

/// Returns the length of a string up to its end and with it; none where its line has no end of it.
fn string_bytes(text: &str) -> Option<usize> {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let at = line.find(['\u{7}', '\u{9c}', ESC])?;
    let end = line.get(at..).unwrap_or_default();
    let ends = end.starts_with(['\u{7}', '\u{9c}']) || end.starts_with("\u{1b}\\");
    ends.then(|| at + if end.starts_with('\u{7}') { 1 } else { 2 })
}

/// Cleans `text` and replaces what is not ASCII, for a terminal that cannot show it.
#[must_use]
pub fn clean_ascii(text: &str) -> Clean<'static> {
    let cleaned = clean(text);
    let mut out = String::with_capacity(text.len());
    for c in cleaned.as_str().chars() {
        match c {
            ' '..='~' => out.push(c),
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' => out.push('"'),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            '\u{00a0}' => out.push(' '),
            '\u{00a7}' => out.push_str("Sec."),
            _ => {
                let width = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
                out.extend(std::iter::repeat_n('?', width));
            }
        }
    }
    Clean(Cow::Owned(out))
}

enum Class {
    Plain,
    Space,
    Gone,
    Harm,
}

fn class(c: char) -> Class {
    match c {
        '\t' | '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Space,
        // Joiners, selectors, fillers and tags: their width differs from terminal to terminal.
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2064}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Class::Gone,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2065}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'..='\u{ffff}' => Class::Harm,
        _ => Class::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(clean("No updates, no KSN").into_inner(), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_cannot_pass() {
        assert_eq!(clean("a\u{1b}[31mb").as_str(), "a\u{fffd}[31mb");
        assert_eq!(clean("a\u{9b}2Jb\u{7f}").as_str(), "a\u{fffd}2Jb\u{fffd}");
        assert_eq!(clean("a\tb\r\nc").as_str(), "a b c");
    }

    #[test]
    fn direction_cannot_be_turned_round() {
        assert_eq!(clean("2027\u{202e}6202").as_str(), "2027\u{fffd}6202");
        assert_eq!(clean("\u{2066}x\u{2069}").as_str(), "\u{fffd}x\u{fffd}");
    }

    #[test]
    fn piles_of_marks_are_cut_and_wide_letters_measured() {
        let pile = format!("e{}", "\u{301}".repeat(500));
        assert_eq!(clean(&pile).as_str().chars().count(), 1 + MARKS_PER_LETTER);
        assert_eq!(clean("漢字").width_cells(), 4);
        assert_eq!(clean("漢字漢字").cut(5, "…").as_str(), "漢字…");
        assert_eq!(clean("漢字漢字").cut_inside(5, "…").as_str(), "…漢字");
        assert_eq!(clean("/a/long/path/drafts").cut_inside(12, "…").as_str(), "/a/…h/drafts");
        assert_eq!(clean("/a/short").cut_inside(8, "…").as_str(), "/a/short");
        assert_eq!(clean("abc").cut_inside(0, "…").as_str(), "");
        assert_eq!(clean("\u{301}x").as_str(), "\u{fffd}\u{301}x");
    }

    #[test]
    fn a_selector_for_emoji_is_dropped() {
        assert_eq!(clean("⚠\u{fe0f}").as_str(), "⚠");
    }

    #[test]
    fn whole_sequences_go_and_the_text_around_them_stays() {
        for (text, left) in [
            ("a\u{1b}[31mred\u{1b}[0m b", "ared b"),
            ("\u{1b}[38;2;1;2;3mx\u{1b}[?25l\u{1b}[1 qy", "xy"),
            ("\u{9b}2Jx", "x"),
            ("a\u{1b}]0;title\u{7}b\u{1b}]8;;http://x\u{1b}\\link\u{9d}8;;\u{9c}c", "ablinkc"),
            ("\u{1b}P1$r0m\u{1b}\\x\u{1b}_Gf=1\u{1b}\\y", "xy"),
            ("\u{1b}(Bx\u{1b}cy\u{1b}7z\u{1b}#8", "xyz"),
            // What breaks off or has no end takes only its introducer along.
            ("\u{1b}]0;no end\nnext\u{7}", "0;no end\nnext\u{7}"),
            ("\u{1b}]a\u{1b}[1mb\u{7}", "ab\u{7}"),
            ("\u{1b}[31\nx", "\nx"),
            ("\u{1b}[3é", "é"),
            ("\u{1b}\u{1b}[1mx\u{1b}é\u{1b}\n\u{1b}", "xé\n"),
        ] {
            assert_eq!(without_sequences(text), left, "{text:?}");
        }
        assert!(matches!(without_sequences("[31m is text\u{7}"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_comes_from_outside_has_no_sequences_and_plain_line_ends() {
        assert_eq!(pasted("\u{1b}[31mred\u{1b}[0m\r\ntwo\rthree\u{7}\n"), "red\ntwo\nthree\u{fffd}\n");
        assert_eq!(pasted(""), "");
        assert_eq!(
            edited("an old \u{1b}[1m line\n", "an old \u{1b}[1m line\na new \u{1b}[1mone\n"),
            "an old \u{1b}[1m line\na new one\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_introducer_is_left_and_no_line_is_lost(
            text in "(\u{1b}|\u{9b}|\u{9d}|\u{90}|\\[|\\]|[0-9;?m A]|\u{7}|\u{9c}|\\\\|é|\n){0,30}",
        ) {
            let left = without_sequences(&text);
            let has_any = left.contains(['\u{1b}', '\u{9b}', '\u{9d}', '\u{90}']);
            proptest::prop_assert!(!has_any);
            proptest::prop_assert_eq!(text.matches('\n').count(), left.matches('\n').count());
        }
    }

    #[test]
    fn ascii_keeps_the_width() {
        assert_eq!(clean_ascii("é – 漢").as_str(), "? - ??");
    }
}
