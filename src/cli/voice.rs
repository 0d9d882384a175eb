//! How text is written for people: cleaned, coloured where that is wanted, aligned, wrapped.

use std::io::IsTerminal as _;

use unicode_width::UnicodeWidthStr;

use super::terminal::{ColourChoice, Letters, Output, Palette, Variables, letters, palette};
use crate::domain::text::{Clean, clean, clean_ascii};

/// The widest that a column is padded to; what is longer stands out of its column.
const WIDEST_COLUMN: usize = 60;

/// The narrowest that the column that gives way is cut to.
const NARROWEST_TITLE: usize = 24;

/// What standard output can show.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// The letters that it can show.
    pub letters: Letters,
    /// The colours that are wanted.
    pub palette: Palette,
    /// What it leads to.
    pub output: Output,
    /// Its width in cells; none: lines may be as long as they are.
    pub width_cells: Option<usize>,
}

/// What a colour says; it never says it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Overdue, blocked, an error.
    Bad,
    /// Within a week, a warning.
    Soon,
    /// Within a month, information.
    Calm,
    /// Done.
    Good,
    /// Of little weight.
    Faint,
    /// A title.
    Strong,
}

impl Voice {
    /// Looks at standard output.
    #[must_use]
    pub fn of_stdout(variables: &Variables, choice: ColourChoice) -> Self {
        let stdout = std::io::stdout();
        let output = if stdout.is_terminal() { Output::Terminal } else { Output::Pipe };
        let size = if output == Output::Terminal { rustix::termios::tcgetwinsize(&stdout).ok() } else { None };
        Self {
            letters: letters(variables),
            palette: palette(variables, choice, output),
            output,
            width_cells: size.map(|size| usize::from(size.ws_col)).filter(|&columns| columns > 0),
        }
    }

    /// Cleans text of the data. On a terminal without UTF-8 only ASCII is left.
    #[must_use]
    pub fn clean<'a>(&self, text: &'a str) -> Clean<'a> {
        match (self.letters, self.output) {
            (Letters::Ascii, Output::Terminal) => clean_ascii(text),
            (Letters::Ascii | Letters::AsciiGlyphs | Letters::Unicode, _) => clean(text),
        }
    }

    /// Returns the sign that something was cut.
    #[must_use]
    pub fn ellipsis(&self) -> &'static str {
        if self.letters == Letters::Unicode { "…" } else { "..." }
    }

    /// Colours text, if colours are wanted.
    #[must_use]
    pub fn paint(&self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Bad => "1;31",
            Ink::Soon => "1;33",
            Ink::Calm => "36",
            Ink::Good => "32",
            Ink::Faint => "2",
            Ink::Strong => "1",
        };
        if self.palette == Palette::Plain || text.is_empty() {
            text.to_string()
        } else {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        }
    }
}

/// One field of a table: cleaned text.
#[derive(Clone, Debug)]
pub struct Field {
    text: String,
    ink: Option<Ink>,
}

impl Field {
    /// Makes a field; `-` where there is nothing.
    #[must_use]
    pub fn new(voice: &Voice, text: &str) -> Self {
        let text = if text.is_empty() { "-".to_string() } else { voice.clean(text).into_inner().into_owned() };
        Self { text, ink: None }
    }

    /// Colours it.
    #[must_use]
    pub fn ink(mut self, ink: Option<Ink>) -> Self {
        self.ink = ink;
        self
    }
}

/// Writes rows in aligned columns, two spaces between; `flexible` is the column that is cut to fit a terminal.
///
/// Numbers of fields may differ from row to row; the last field of a row is not padded.
#[must_use]
pub fn table(voice: &Voice, mut rows: Vec<Vec<Field>>, flexible: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths = |rows: &[Vec<Field>]| -> Vec<usize> {
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|f: &Field| f.text.width()).max().unwrap_or(0)
        };
        (0..columns).map(|column| width(column).min(WIDEST_COLUMN)).collect()
    };
    if let Some(limit) = voice.width_cells {
        let natural = widths(&rows);
        let others: usize = natural.iter().enumerate().filter(|(c, _)| *c != flexible).map(|(_, w)| w + 2).sum();
        let room = limit.saturating_sub(others).max(NARROWEST_TITLE);
        for field in rows.iter_mut().filter_map(|row| row.get_mut(flexible)) {
            field.text = clean(&field.text).cut(room, voice.ellipsis()).into_inner().into_owned();
        }
    }
    let widths = widths(&rows);
    let mut out = String::new();
    for row in rows {
        let last = row.len().saturating_sub(1);
        for (column, (field, width)) in row.iter().zip(&widths).enumerate() {
            out.push_str(&field.ink.map_or_else(|| field.text.clone(), |ink| voice.paint(ink, &field.text)));
            if column < last {
                let gap = width.saturating_sub(field.text.width()) + 2;
                out.extend(std::iter::repeat_n(' ', gap));
            }
        }
        out.push('\n');
    }
    out
}

/// Writes `label  text`, the text wrapped to a terminal's width under itself; nothing for an empty text.
pub fn labelled(voice: &Voice, label: &str, text: &str, out: &mut String) {
    if text.is_empty() {
        return;
    }
    let text = voice.clean(text);
    let indent = 16;
    let lines = wrap(text.as_str(), voice.width_cells.map(|width| width.saturating_sub(indent)));
    for (number, line) in lines.iter().enumerate() {
        let label = if number == 0 { label } else { "" };
        out.push_str(&voice.paint(Ink::Faint, label));
        out.extend(std::iter::repeat_n(' ', indent.saturating_sub(label.width())));
        out.push_str(line);
        out.push('\n');
    }
}

/// Breaks text at spaces into lines of at most `width` cells; a longer word has a line of its own.
#[must_use]
pub fn wrap(text: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width.map(|width| width.max(20)) else { return vec![text.to_string()] };
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let cells = word.width();
        if used > 0 && used + 1 + cells > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += cells;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(width_cells: Option<usize>) -> Voice {
        Voice { letters: Letters::Unicode, palette: Palette::Plain, output: Output::Terminal, width_cells }
    }

    #[test]
    fn columns_are_measured_in_cells() {
        let voice = voice(None);
        let row = |a: &str, b: &str| vec![Field::new(&voice, a), Field::new(&voice, b)];
        assert_eq!(table(&voice, vec![row("漢字", "x"), row("a", "")], 0), "漢字  x\na     -\n");
    }

    #[test]
    fn one_column_gives_way_to_a_narrow_terminal() {
        let voice = voice(Some(40));
        let row = vec![Field::new(&voice, &"long ".repeat(20)), Field::new(&voice, "0123456789")];
        let line = table(&voice, vec![row], 0);
        assert_eq!(line.trim_end().width(), 40, "{line}");
        assert!(line.contains('…'));
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three four five six", Some(20)), ["one two three four", "five six"]);
        assert_eq!(wrap("one two", None), ["one two"]);
    }
}
