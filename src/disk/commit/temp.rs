//! The lines of a pair or an item: which comments and blank lines belong to it.

use super::lines;
use super::sheet::{Entry, Sheet};
use super::write::Habit;
use crate::yaml::node::{Kind, Style};

/// The lines of a pair or an item that begins a line of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// The first byte of its first line, or of the first comment that belongs to it.
    pub from: usize,
    /// The first byte after its last line, or after the last comment inside it.
    pub to: usize,
}

impl Sheet<'_> {
    /// Returns where the lines of an entry may begin at the earliest.
    fn floor(&self, container: usize, entries: &[Entry], number: usize) -> usize {
        match number.checked_sub(1).and_then(|before| entries.get(before)) {
            Some(before) => lines::next_line(self.text, before.tail),
            None => match self.spot(container) {
                spot if spot.stem == 0 || spot.stem == 3 && self.text.starts_with('\u{feff}') => spot.stem,
                spot => lines::next_line(self.text, spot.open),
            },
        }
    }

    /// Returns the lines of an entry of a block list or map.
    pub fn record(&self, container: usize, entries: &[Entry], number: usize) -> Record {
        let entry = entries.get(number).copied().unwrap_or_default();
        let column = lines::column(self.text, entry.head);
        let floor = self.floor(container, entries, number);
        let start = lines::line_start(self.text, entry.head);
        let mut from = start;
        while let Some(end) = lines::line_before(self.text, from) {
            let line = lines::line_start(self.text, end);
            if line < floor || lines::comment(self.text, line) != Some(column) {
                break;
            }
            from = line;
        }
        if container == 0 && number == 0 && from < start && self.is_top(from) {
            from = start;
        }
        Record { from, to: self.below(entry.tail, column) }
    }

    /// Returns whether nothing stands before a line but marks, directives and empty lines.
    fn is_top(&self, line: usize) -> bool {
        let before = lines::part(self.text, 0, line).trim_start_matches('\u{feff}');
        before.lines().all(|line| line.trim().is_empty() || line.starts_with('%') || line.trim_end() == "---")
    }

    /// Returns the end of the lines that end with `tail`, and of the deeper comments below.
    fn below(&self, tail: usize, column: usize) -> usize {
        let mut to = lines::next_line(self.text, tail);
        let mut at = to;
        while at < self.text.len() {
            let is_deeper = lines::comment(self.text, at).is_some_and(|indent| indent > column);
            if !is_deeper && !lines::is_blank(self.text, at) {
                break;
            }
            at = lines::next_line(self.text, at);
            if is_deeper {
                to = at;
            }
        }
        to
    }

    /// Returns whether blank lines stand between all entries of a block list or map.
    pub fn is_spaced(&self, container: usize, entries: &[Entry]) -> bool {
        entries.len() > 1
            && (1..entries.len()).all(|number| {
                let record = self.record(container, entries, number);
                lines::line_before(self.text, record.from)
                    .is_some_and(|end| lines::is_blank(self.text, lines::line_start(self.text, end)))
            })
    }

    /// Returns how the file is indented: as the list or map does it, else as the first that shows it.
    pub fn habit(&self, near: usize) -> Habit {
        let (mut step, mut list) = (None, None);
        for map in std::iter::once(near).chain(0..self.tree.nodes.len()) {
            let node = self.node(map);
            if node.kind != Kind::Map || node.style != Style::Block {
                continue;
            }
            for entry in self.entries(map) {
                let (value, spot) = (self.node(entry.value), self.spot(entry.value));
                if value.style != Style::Block || !lines::begins_line(self.text, spot.body) {
                    continue;
                }
                let inner = lines::column(self.text, spot.body);
                let deeper = inner.saturating_sub(lines::column(self.text, entry.head));
                match value.kind {
                    Kind::List => list = list.or(Some(deeper)),
                    Kind::Map => step = step.or(Some(deeper).filter(|deeper| *deeper > 0)),
                    Kind::Scalar | Kind::Alias => {}
                }
            }
            if step.is_some() && list.is_some() {
                break;
            }
        }
        let step = step.or(list.filter(|list| *list > 0)).unwrap_or(2);
        Habit { step, list: list.unwrap_or(step) }
    }
}
