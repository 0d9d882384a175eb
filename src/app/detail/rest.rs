//! The foot of the detail: notes, source, evidence, facts, the user's own keys, the address.

use super::markdown::markdown;
use super::{LABEL, Page, person};
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::tone::Tone;
use crate::app::words::Run;
use crate::domain::extra::Value;
use crate::domain::record::Kind;

impl Page<'_> {
    pub(super) fn notes(&mut self, number: u32) {
        let (regulation, milestone) = self.board.records(number);
        let own = milestone.notes_in(&self.board.file);
        for (title, notes) in [("Notes", own.as_deref()), ("Notes on the regulation", regulation.notes.as_deref())] {
            let Some(notes) = notes else { continue };
            self.head(title, "");
            let lines = markdown(notes, self.width, self.glyphs());
            self.lines.extend(lines);
        }
    }

    pub(super) fn sources(&mut self, number: u32) {
        let inherited = self.board.inherited(number);
        let sources = inherited.source();
        if !sources.is_empty() {
            self.head("Source", "");
        }
        for (index, url) in sources.iter().enumerate() {
            let short = short_url(url, self.glyphs());
            let mut link = self.data(&short, Tone::Link);
            link.text = link.text.cut(self.width.saturating_sub(2), glyph::ellipsis(self.glyphs()));
            self.wrapped(&[Run::new(&format!("{} ", index + 1), Tone::Plain), link], 2);
        }
        let mut evidence = Vec::new();
        for cell in self.board.cells_of(number) {
            let Some(record) = self.board.record(cell) else { continue };
            let paths = record.details.as_deref().map_or(&[][..], |details| &details.evidence);
            for path in paths {
                evidence.push((self.board.product(cell).label(), path));
            }
        }
        if !evidence.is_empty() {
            self.head("Evidence", "");
        }
        for (name, path) in evidence {
            let shown = if path.contains("://") { short_url(path, self.glyphs()) } else { path.to_string() };
            self.wrapped(&[self.data(&format!("{name}  "), Tone::Dim), self.data(&shown, Tone::Plain)], 2);
        }
    }

    pub(super) fn facts(&mut self, number: u32) {
        let inherited = self.board.inherited(number);
        let milestone = self.board.records(number).1;
        self.blank();
        if milestone.kind != Kind::of_verb(milestone.verb) {
            self.labelled("kind", vec![Run::new(milestone.kind.word(), Tone::Plain)]);
        }
        let severity = inherited.get(|c| c.severity).map(|grade| grade.word().to_string());
        let penalty = inherited.get(|c| c.penalty.as_deref()).map(ToString::to_string);
        let owner = inherited.get(|c| c.owner.as_deref()).map(person);
        let backup = inherited.get(|c| c.backup.as_deref()).map(person);
        let place = inherited.get(|c| c.jurisdiction.as_deref()).map(ToString::to_string);
        let tags = inherited.tags().join("  ");
        let tags = Some(tags).filter(|tags| !tags.is_empty());
        let facts = [
            ("severity", severity),
            ("penalty", penalty),
            ("owner", owner),
            ("backup", backup),
            ("jurisdiction", place),
            ("tags", tags),
        ];
        for (label, value) in facts {
            if let Some(value) = value {
                self.labelled(label, vec![self.data(&value, Tone::Plain)]);
            }
        }
        self.extra(number);
    }

    fn extra(&mut self, number: u32) {
        let (regulation, milestone) = self.board.records(number);
        let all: Vec<_> = milestone.extra.iter().chain(&regulation.extra).collect();
        if all.is_empty() {
            return;
        }
        self.head("Other", "");
        for (key, value) in all {
            let label = self.data(key, Tone::Dim).text.cut(LABEL - 1, glyph::ellipsis(self.glyphs()));
            let text = self.data(&value_text(value), Tone::Plain);
            self.labelled(label.as_str(), vec![text]);
        }
    }

    pub(super) fn address(&mut self, number: u32) {
        let milestone = self.board.records(number).1;
        let address = self.board.address(number);
        self.blank();
        let runs = [self.data(&address, Tone::Dim), Run::new(&format!("  line {}", milestone.line), Tone::Dim)];
        self.wrapped(&runs, 0);
    }
}

/// Writes a value of the user's own in one line.
fn value_text(value: &Value) -> String {
    match value {
        Value::Null => "-".into(),
        Value::Text(text) => text.to_string(),
        Value::List(list) => list.iter().map(value_text).collect::<Vec<_>>().join(", "),
        Value::Map(map) => {
            map.iter().map(|(key, value)| format!("{key}: {}", value_text(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Shortens an address on the net to `host/…/last`.
pub(super) fn short_url(url: &str, glyphs: Glyphs) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    let mut parts = rest.split('/').filter(|part| !part.is_empty());
    let (Some(host), last, between) = (parts.next(), parts.next_back(), parts.count()) else { return rest.to_string() };
    let dots = glyph::pick(glyphs, "…", "...");
    match (last, between) {
        (None, _) => host.to_string(),
        (Some(last), 0) => format!("{host}/{last}"),
        (Some(last), _) => format!("{host}/{dots}/{last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_short() {
        let short = |url| short_url(url, Glyphs::Unicode);
        assert_eq!(short("https://www.example.org/a/b/c.html"), "example.org/…/c.html");
        assert_eq!(short("https://example.org/"), "example.org");
        assert_eq!(short("example.org/a"), "example.org/a");
        assert_eq!(short(""), "");
    }
}
