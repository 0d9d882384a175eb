//! The wire of iCalendar: content lines, folded and escaped.
//!
//! # Source
//!
//! RFC 5545, sections 3.1 (content lines) and 3.3.11 (text).

use crate::domain::text::{Clean, clean, clean_lines};

/// The most octets of a line, without its line break.
const WIDTH_OCTETS: usize = 75;

/// Content lines, one below the other.
#[derive(Clone, Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds `NAME:VALUE`, folded: a line ends with CRLF, and what goes on begins with a space.
    ///
    /// No letter is cut in two. `head` is a name with its parameters; `value` must be escaped where it is text.
    pub fn raw(&mut self, head: &str, value: &str) {
        let mut used = 0;
        for c in head.chars().chain([':']).chain(value.chars()) {
            if used + c.len_utf8() > WIDTH_OCTETS {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a line whose value is one line of text: some calendars refuse a summary with a line break in it.
    pub fn text(&mut self, head: &str, value: &str) {
        self.raw(head, &escaped(&clean(value)));
    }

    /// Adds a line whose value is text of several lines.
    pub fn paragraphs(&mut self, head: &str, value: &str) {
        let lines: Vec<String> = clean_lines(value).map(|line| escaped(&line)).collect();
        self.raw(head, &lines.join("\\n"));
    }

    /// Adds a line whose value is a list of texts; none for an empty list.
    pub fn texts(&mut self, head: &str, values: &[&str]) {
        if !values.is_empty() {
            self.raw(head, &values.iter().map(|value| escaped(&clean(value))).collect::<Vec<_>>().join(","));
        }
    }

    /// Returns what was written.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// Returns a line of text as a value: `\`, `;` and `,` escaped.
fn escaped(text: &Clean) -> String {
    let mut out = String::with_capacity(text.as_str().len());
    for c in text.as_str().chars() {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn lines_are_folded_at_75_octets_between_letters() {
        for letter in ["a", "é", "漢", "😀"] {
            for pad in 0..4 {
                let value = format!("{}{}", "x".repeat(pad), letter.repeat(200));
                let mut lines = Lines::default();
                lines.text("SUMMARY", &value);
                let text = lines.into_text();
                assert!(text.ends_with("\r\n"));
                let widest = text.split("\r\n").map(str::len).max();
                assert!(widest.is_some_and(|w| (73..=75).contains(&w)), "{letter} {pad}: {widest:?}");
                assert_eq!(unfolded(&text), format!("SUMMARY:{value}\r\n"));
            }
        }
    }

    #[test]
    fn a_line_of_75_octets_is_not_folded() {
        let mut lines = Lines::default();
        lines.raw("X", &"a".repeat(73));
        lines.raw("X", &"a".repeat(74));
        let expected = format!("X:{}\r\nX:{}\r\n a\r\n", "a".repeat(73), "a".repeat(73));
        assert_eq!(lines.into_text(), expected);
    }

    #[test]
    fn text_is_escaped() {
        let mut lines = Lines::default();
        lines.paragraphs("A", "a; b, c\\d\r\ne\n\nf: \"g\"\n");
        lines.text("B", "a\u{1b}\u{7}\rb\tc\nd;");
        lines.texts("C", &["a,b", "c\nd"]);
        lines.texts("D", &[]);
        let expected = ["A:a\\; b\\, c\\\\d\\ne\\n\\nf: \"g\"", "B:a\u{fffd}\u{fffd} b c d\\;", "C:a\\,b,c d", ""];
        assert_eq!(lines.into_text(), expected.join("\r\n"));
    }
}
