//! The lines of a form, as they are drawn.

use super::line::{Line, Role};
use super::{Sheet, Subject};
use crate::app::dating::Page;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, skip_cells, wrap};
use crate::domain::edit::Record;
use crate::domain::text::clean;

/// The cells of a key before its value, where there is room.
const LABEL: usize = 18;
/// The same in a narrow window.
const NARROW_LABEL: usize = 13;
/// Below this width a window is narrow.
const NARROW: usize = 50;

impl Sheet {
    /// Returns the lines of the form; `width` is in cells.
    #[must_use]
    pub fn page(&self, width: usize) -> Page {
        if let Some(weighing) = &self.reach {
            return weighing.page(width);
        }
        let mut page = Page { text: label_of(width), ..Page::default() };
        if !self.remark.is_empty() {
            page.lines.extend(wrap(&[Run::new(&self.remark, Tone::Doubtful)], width.max(8), 0));
        }
        for (at, line) in self.lines.iter().enumerate() {
            self.line(&mut page, line, (at == self.at, width));
            if at == self.at {
                let before = page.lines.len();
                self.said(&mut page, line, width);
                page.said = page.lines.len() - before;
            }
        }
        page
    }

    fn line(&self, page: &mut Page, line: &Line, (is_here, width): (bool, usize)) {
        let label = page.text;
        page.stands.push(page.lines.len());
        let room = width.saturating_sub(label).max(4);
        let text = line.value();
        let tone = match (is_here, text.is_empty()) {
            (true, _) => Tone::Accent,
            (false, true) => Tone::Dim,
            (false, false) => Tone::Plain,
        };
        let key: String = line.key.chars().take(label.saturating_sub(1)).collect();
        let words = Words::of(&format!("{key:<label$}"), tone);
        let is_old_note = line.is_note() && matches!(self.subject, Subject::Old { .. });
        if is_old_note || line.role == Role::Fixed {
            let shown = first_line(text);
            let more = if line.role == Role::Fixed { format!("   {}", line.doc) } else { String::new() };
            page.cursor = if is_here { (page.lines.len(), label) } else { page.cursor };
            page.lines.push(words.then(&shown, Tone::Plain).then(&more, Tone::Dim));
            return;
        }
        let scroll = if is_here { line.input.visual_scroll(room.saturating_sub(1)) } else { 0 };
        let (shown, _) = skip_cells(text, scroll);
        let mut words = words.then(shown, Tone::Plain);
        if let Some(above) = line.above.as_ref().filter(|_| text.is_empty()) {
            // Whose it is outlives what it says.
            let whose = format!(", {}", above.whose);
            let said = clean(&above.text).cut(room.saturating_sub(whose.len()), "~").as_str().to_string();
            words = words.then(&format!("{said}{whose}"), Tone::Dim);
        }
        if line.is_changed() && matches!(self.subject, Subject::Old { .. }) {
            let was = if line.before.is_empty() { "new".to_string() } else { format!("was {}", line.before) };
            words = words.at_right(&was, Tone::Dim);
        }
        if is_here {
            let cells = line.input.visual_cursor().saturating_sub(scroll).min(room.saturating_sub(1));
            page.cursor = (page.lines.len(), label + cells);
        }
        page.lines.push(words);
    }

    fn said(&self, page: &mut Page, line: &Line, width: usize) {
        if let Some((message, hint)) = &self.said.problem {
            let mut runs = vec![Run::new(message, Tone::Bad)];
            if !hint.is_empty() {
                runs.push(Run::new(&format!("; {hint}"), Tone::Dim));
            }
            indented(page, &runs, width);
        }
        for means in &self.said.means {
            indented(page, &[Run::new(means, Tone::Plain)], width);
        }
        let mut runs = vec![Run::new(&self.said.doc, Tone::Dim)];
        if !self.said.words.is_empty() {
            runs.push(Run::new(": ", Tone::Dim));
            for (at, word) in self.said.words.iter().enumerate() {
                let tone = if word == line.value().trim() { Tone::Accent } else { Tone::Dim };
                runs.push(Run::new(if at > 0 { "  " } else { "" }, Tone::Dim));
                runs.push(Run::new(word, tone));
            }
        }
        indented(page, &runs, width);
    }

    /// Returns the record of the file that it is about.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        match &self.subject {
            Subject::Old { record, .. } => Some(record),
            Subject::New { .. } => None,
        }
    }
}

fn label_of(width: usize) -> usize {
    if width < NARROW { NARROW_LABEL } else { LABEL }
}

/// Returns the first line of a text, and how many follow.
fn first_line(text: &str) -> String {
    let count = text.trim_end().lines().count();
    let first = text.lines().next().unwrap_or_default();
    match count {
        0 | 1 => first.to_string(),
        count => format!("{first}  +{} lines", count - 1),
    }
}

/// Adds text behind the place of a key; where there is little room, almost at the edge.
fn indented(page: &mut Page, runs: &[Run], width: usize) {
    let indent = if width < NARROW { 2 } else { LABEL };
    for words in wrap(runs, width.saturating_sub(indent).max(8), 0) {
        let mut line = Words::of(&" ".repeat(indent), Tone::Plain);
        line.runs.extend(words.runs);
        page.lines.push(line);
    }
}
