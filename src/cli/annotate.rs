//! Findings as text: where, what, the source line with a caret, what to do.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::session::Session;
use super::terminal::Palette;
use super::voice::{Ink, Voice};
use crate::domain::finding::{Finding, Place, Severity};
use crate::domain::text::{Clean, clean};
use crate::yaml::lines::Lines;

/// The widest part of a source line that is shown, in cells, where there is no terminal.
const WIDEST_LINE: usize = 100;

/// Returns `FILE:LINE:COLUMN` of a finding, or `FILE` where it is about the whole file.
#[must_use]
pub fn position(session: &Session, finding: &Finding) -> String {
    let name = clean(&session.name).to_string();
    let Some(place) = finding.place else { return name };
    let text = &session.snapshot.text;
    let (line, column) = Lines::new(text).position(text, place.start);
    format!("{name}:{line}:{column}")
}

/// Writes findings one after another, an empty line between.
#[must_use]
pub fn findings<'a>(session: &Session, findings: impl Iterator<Item = &'a Finding>) -> String {
    let text = &session.snapshot.text;
    let page = Page { name: &session.name, text, lines: Lines::new(text), voice: session.voice };
    let mut out = String::new();
    for (number, finding) in findings.enumerate() {
        if number > 0 {
            out.push('\n');
        }
        page.write(finding, &mut out);
    }
    out
}

/// Returns the lines that say why an edit is refused: where, what, the source line with a caret. Without colours.
#[must_use]
pub fn refusal(session: &Session, text: &str, place: Place, message: &str) -> Vec<String> {
    let voice = Voice { palette: Palette::Plain, ..session.voice };
    let page = Page { name: &session.name, text, lines: Lines::new(text), voice };
    let (line, column) = page.lines.position(text, place.start);
    let mut out = format!("{}:{line}:{column}: error: {message}\n", session.name);
    page.source(line, place, (Ink::Bad, ""), &mut out);
    out.lines().map(str::to_string).collect()
}

struct Page<'a> {
    name: &'a str,
    text: &'a str,
    lines: Lines,
    voice: Voice,
}

impl Page<'_> {
    fn write(&self, finding: &Finding, out: &mut String) {
        let ink = ink_of(finding.severity);
        let mut head = self.voice.clean(self.name).to_string();
        let start = finding.place.map(|place| self.lines.position(self.text, place.start));
        if let Some((line, column)) = start {
            let _ = write!(head, ":{line}:{column}");
        }
        let kind = format!("{}[{}]", finding.severity.word(), finding.code.word());
        let message = self.voice.clean(&finding.message);
        let _ = writeln!(out, "{}: {}: {message}", self.voice.paint(Ink::Strong, &head), self.voice.paint(ink, &kind));
        if let (Some((line, _)), Some(place)) = (start, finding.place) {
            self.source(line, place, (ink, &finding.label), out);
        }
        if !finding.hint.is_empty() {
            let _ = writeln!(out, "hint: {}", self.voice.clean(&finding.hint));
        }
    }

    /// Writes the source line and the carets under it.
    fn source(&self, line: usize, place: Place, (ink, label): (Ink, &str), out: &mut String) {
        let whole = self.lines.line_text(self.text, line);
        // Both are slices of the same text: their distance is where the line begins.
        let begin = whole.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let offset = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX).saturating_sub(begin).min(whole.len());
        let (from, to) = (floor(whole, offset(place.start)), floor(whole, offset(place.end)));
        let to = to.max(from);
        let parts =
            [whole.get(..from), whole.get(from..to), whole.get(to..)].map(|part| self.fixed(part.unwrap_or("")));
        let [before, under, after] = &parts;
        let window = self.window(before, under, after);
        let gutter = line.to_string();
        let margin = " ".repeat(gutter.len());
        let carets = "^".repeat(window.carets.max(1));
        let caret_line = format!("{carets} {}", self.voice.clean(label));
        let _ = writeln!(out, "{margin}|");
        let _ = writeln!(out, "{gutter}| {}", window.line.trim_end());
        let painted = self.voice.paint(ink, caret_line.trim_end());
        let _ = writeln!(out, "{margin}| {}{painted}", " ".repeat(window.indent));
    }

    fn fixed(&self, part: &str) -> Clean<'static> {
        // Long lines are cut before they are cleaned: a window of the line is all that is shown.
        let cleaned = self.voice.clean(part);
        cleaned.cut(usize::MAX, "")
    }

    /// Cuts a long line around the carets.
    fn window(&self, before: &Clean<'_>, under: &Clean<'_>, after: &Clean<'_>) -> Window {
        let room = self.voice.width_cells.map_or(WIDEST_LINE, |width| width.saturating_sub(8)).max(20);
        let dots = self.voice.ellipsis();
        let total = before.width_cells() + under.width_cells() + after.width_cells();
        if total <= room {
            let line = format!("{before}{under}{after}");
            return Window { line, indent: before.width_cells(), carets: under.width_cells() };
        }
        let lead = tail(before.as_str(), room / 3, dots);
        let under = under.cut(room / 3, dots);
        let rest = after.cut(room.saturating_sub(lead.width() + under.width_cells()), dots);
        Window { indent: lead.width(), carets: under.width_cells(), line: format!("{lead}{under}{rest}") }
    }
}

struct Window {
    line: String,
    indent: usize,
    carets: usize,
}

/// Returns the end of a text, at most `width` cells of it, with `dots` before it where it was cut.
fn tail(text: &str, width: usize, dots: &str) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let room = width.saturating_sub(dots.width());
    let mut used = 0;
    let mut begin = text.len();
    for (at, c) in text.char_indices().rev() {
        used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used > room {
            break;
        }
        begin = at;
    }
    format!("{dots}{}", text.get(begin..).unwrap_or_default())
}

/// Returns the last place of a letter at or before a byte offset.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn ink_of(severity: Severity) -> Ink {
    match severity {
        Severity::Error => Ink::Bad,
        Severity::Warning => Ink::Soon,
        Severity::Info => Ink::Calm,
    }
}
