//! The foot of the detail: notes, source, evidence, facts, the user's own keys, the address.

use super::markdown::markdown;
use super::{LABEL, Page, Target, Whose, person};
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::links::all_evidence;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Run;
use crate::domain::extra::Value;
use crate::domain::link::Presence;
use crate::domain::record::Kind;

impl Page<'_> {
    pub(super) fn notes(&mut self, number: u32) {
        let (regulation, milestone) = self.board.records(number);
        let own = milestone.notes_in(&self.board.file);
        let both = [
            (Target::Notes, "Notes", own.as_deref()),
            (Target::NotesOfRegulation, "Notes on the regulation", regulation.notes.as_deref()),
        ];
        for (target, title, notes) in both {
            let Some(notes) = notes else { continue };
            self.blank();
            // The head alone: the text under it may be longer than any screen, and is read by scrolling.
            self.spot(target, |page| page.head(title, ""));
            let lines = markdown(notes, self.width, self.glyphs());
            self.lines.extend(lines);
        }
    }

    pub(super) fn sources(&mut self, number: u32) {
        let sources = self.board.inherited(number).source();
        if !sources.is_empty() {
            self.head("Source", "");
        }
        for (index, url) in sources.iter().enumerate() {
            let short = short_url(url, self.glyphs());
            let mut link = self.data(&short, Tone::Link);
            link.text = link.text.cut(self.width.saturating_sub(2), glyph::ellipsis(self.glyphs()));
            let runs = [Run::new(&format!("{} ", index + 1), Tone::Plain), link];
            self.spot(Target::Source(index), |page| page.wrapped(&runs, 2));
        }
        self.evidence(number);
    }

    /// Adds the evidence of the products; what is not there is marked.
    fn evidence(&mut self, number: u32) {
        let mut is_first = true;
        for link in all_evidence(self.board, number) {
            if std::mem::take(&mut is_first) {
                self.head("Evidence", "");
            }
            let path = &link.text;
            let shown = if path.contains("://") { short_url(path, self.glyphs()) } else { path.to_string() };
            let mut runs = vec![self.data(&format!("{}  ", link.label), Tone::Dim)];
            // Before the path: however long that is, it is seen.
            runs.extend(gone(self.state, path).map(|text| Run::new(&format!("{text}  "), Tone::Bad)));
            runs.push(self.data(&shown, Tone::Plain));
            self.spot(link.target, |page| page.wrapped(&runs, 2));
        }
    }

    pub(super) fn facts(&mut self, number: u32) {
        let inherited = self.board.inherited(number);
        let milestone = self.board.records(number).1;
        self.blank();
        if milestone.kind != Kind::of_verb(milestone.verb) {
            let kind = vec![Run::new(milestone.kind.word(), Tone::Plain)];
            self.spot(Target::Field("kind"), |page| page.labelled("kind", kind));
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
                let value = vec![self.data(&value, Tone::Plain)];
                let target = if label == "owner" { Target::Owner } else { Target::Field(label) };
                self.spot(target, |page| page.labelled(label, value));
            }
        }
        self.extra(number);
    }

    fn extra(&mut self, number: u32) {
        let (regulation, milestone) = self.board.records(number);
        let own = milestone.extra.iter().map(|pair| (Whose::Milestone, pair));
        let all: Vec<_> = own.chain(regulation.extra.iter().map(|pair| (Whose::Regulation, pair))).collect();
        if all.is_empty() {
            return;
        }
        self.head("Other", "");
        for (of, (key, value)) in all {
            let label = self.data(key, Tone::Dim).text.cut(LABEL - 1, glyph::ellipsis(self.glyphs()));
            let text = self.data(&value_text(value), Tone::Plain);
            let target = Target::Other { of, key: key.clone() };
            self.spot(target, |page| page.labelled(label.as_str(), vec![text]));
        }
    }

    pub(super) fn address(&mut self, number: u32) {
        let milestone = self.board.records(number).1;
        let address = self.board.address(number);
        self.blank();
        let runs = [self.data(&address, Tone::Dim), Run::new(&format!("  line {}", milestone.line), Tone::Dim)];
        self.spot(Target::Line, |page| page.wrapped(&runs, 0));
    }
}

/// Returns what is said of a piece of evidence that is not there.
#[must_use]
pub fn gone(state: &State, path: &str) -> Option<String> {
    let is_gone = state.evidence.presence(path) == Presence::Missing;
    is_gone.then(|| format!("{} missing", glyph::pick(state.launch.glyphs, "✕", "!")))
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
