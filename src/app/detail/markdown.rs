//! Markdown, as much of it as notes need: emphasis, lists, code, headings; links are their text.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, cleaned, owned, wrap};

/// The most bytes of a note that are shown.
const MOST: usize = 64 * 1024;

/// Returns a note as lines; `width` is in cells.
#[must_use]
pub fn markdown(text: &str, width: usize, glyphs: Glyphs) -> Vec<Words> {
    let mut end = text.len().min(MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let shown = text.get(..end).unwrap_or(text);
    let mut writer = Writer {
        width,
        glyphs,
        lines: Vec::new(),
        runs: Vec::new(),
        bold: 0,
        italic: 0,
        code: 0,
        lists: Vec::new(),
        mark: String::new(),
        quotes: 0,
    };
    for event in Parser::new_ext(shown, Options::empty()) {
        writer.take(event);
    }
    writer.flush();
    while writer.lines.last().is_some_and(|line| line.runs.is_empty()) {
        writer.lines.pop();
    }
    writer.lines
}

struct Writer {
    width: usize,
    glyphs: Glyphs,
    lines: Vec<Words>,
    runs: Vec<Run>,
    bold: usize,
    italic: usize,
    code: usize,
    /// The number of the next item in each list around this place; none: bullets.
    lists: Vec<Option<u64>>,
    /// What stands before the next line of an item.
    mark: String,
    quotes: usize,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code > 0 => self.code_lines(&text),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                let tone = self.tone();
                self.push(&text, tone);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text, Tone::Code),
            Event::SoftBreak => self.push(" ", Tone::Plain),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.flush();
                let rule = glyph::pick(self.glyphs, "─", "-").repeat(self.width.min(20));
                self.lines.push(Words::of(&rule, Tone::Faint));
                self.lines.push(Words::blank());
            }
            Event::FootnoteReference(text) => self.push(&format!("[{text}]"), Tone::Dim),
            Event::TaskListMarker(is_done) => self.push(if is_done { "[x] " } else { "[ ] " }, Tone::Dim),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Heading { level, .. } => {
                self.gap();
                self.bold += 1;
                self.italic += usize::from(*level > HeadingLevel::H2);
            }
            Tag::Emphasis => self.italic += 1,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.gap();
                self.code += 1;
            }
            Tag::List(first) => {
                self.flush();
                if self.lists.is_empty() {
                    self.gap();
                }
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::BlockQuote(_) => {
                self.gap();
                self.quotes += 1;
            }
            Tag::Paragraph => {
                if self.mark.is_empty() {
                    self.gap();
                }
            }
            Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Heading(level) => {
                self.flush();
                self.bold = self.bold.saturating_sub(1);
                self.italic -= usize::from(level > HeadingLevel::H2 && self.italic > 0);
            }
            TagEnd::CodeBlock => {
                self.code = self.code.saturating_sub(1);
                self.flush();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock | TagEnd::TableRow | TagEnd::TableHead => self.flush(),
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableCell
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let depth = self.lists.len().saturating_sub(1).min(6);
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", number.saturating_sub(1))
            }
            Some(None) | None => format!("{} ", glyph::pick(self.glyphs, "•", "*")),
        };
        self.mark = format!("{}{sign}", "  ".repeat(depth));
    }

    fn tone(&self) -> Tone {
        match (self.bold > 0, self.italic > 0 || self.quotes > 0) {
            (false, false) => Tone::Plain,
            (true, false) => Tone::Strong,
            (false, true) => Tone::Italic,
            (true, true) => Tone::BoldItalic,
        }
    }

    fn push(&mut self, text: &str, tone: Tone) {
        self.runs.push(Run { text: owned(&cleaned(self.glyphs, text)), tone });
    }

    fn code_lines(&mut self, text: &str) {
        for line in text.trim_end_matches('\n').split('\n') {
            let runs = [Run { text: owned(&cleaned(self.glyphs, &format!("  {line}"))), tone: Tone::Code }];
            self.lines.extend(wrap(&runs, self.width, 2));
        }
    }

    /// Leaves a blank line between paragraphs, none at the start.
    fn gap(&mut self) {
        self.flush();
        if self.lines.last().is_some_and(|line| !line.runs.is_empty()) {
            self.lines.push(Words::blank());
        }
    }

    fn flush(&mut self) {
        if self.runs.is_empty() {
            return;
        }
        let mark = std::mem::take(&mut self.mark);
        let indent = match (mark.is_empty(), self.lists.len()) {
            (false, _) => mark.chars().count(),
            (true, 0) => 0,
            (true, depth) => depth.min(6) * 2,
        };
        let mut runs = Vec::with_capacity(self.runs.len() + 1);
        if !mark.is_empty() {
            runs.push(Run::new(&mark, Tone::Dim));
        }
        runs.append(&mut self.runs);
        self.lines.extend(wrap(&runs, self.width, indent));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        markdown(text, 24, Glyphs::Unicode).iter().map(Words::text).collect()
    }

    #[test]
    fn notes_become_lines() {
        let note = "Points **(ba)** and `x`;\nno *hour* printed.\n\n- one\n- two with a long line\n\n1. first\n\n```\ncode\n```\n";
        assert_eq!(
            texts(note),
            [
                "Points (ba) and x; no",
                "hour printed.",
                "",
                "• one",
                "• two with a long line",
                "",
                "1. first",
                "",
                "  code"
            ]
        );
    }

    #[test]
    fn a_link_is_its_text_and_escapes_do_no_harm() {
        assert_eq!(texts("see [the act](https://example.org) \u{1b}[31m"), ["see the act \u{fffd}[31m"]);
    }
}
