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

    /// Returns how many empty lines stand together between an entry of a block list or map and the one before it.
    pub fn blanks_above(&self, container: usize, entries: &[Entry], number: usize) -> usize {
        let head = entries.get(number).map_or(0, |entry| entry.head);
        let (mut at, end) = (self.floor(container, entries, number), lines::line_start(self.text, head));
        let (mut most, mut run) = (0, 0);
        while at < end {
            run = if lines::is_blank(self.text, at) { run + 1 } else { 0 };
            most = most.max(run);
            at = lines::next_line(self.text, at);
        }
        most
    }

    /// Returns whether an entry has several lines.
    fn is_tall(&self, entry: &Entry) -> bool {
        lines::part(self.text, entry.head, entry.tail).contains(['\n', '\r'])
    }

    /// Returns how many empty lines set a new entry of a block list or map apart from a neighbour.
    ///
    /// As most others are that are alike: those between two entries of which one has several lines, as the new one
    /// (`is_tall`) or its neighbour has, or those between two of one line each. In the outermost map the first entry of
    /// several lines is set apart from the lines above it.
    pub fn spacing(&self, container: usize, entries: &[Entry], (is_tall, beside): (bool, usize)) -> usize {
        let is_tall = is_tall || entries.get(beside).is_some_and(|entry| self.is_tall(entry));
        let mut alike = Vec::new();
        let mut is_last_tall = entries.first().is_some_and(|entry| self.is_tall(entry));
        for (number, entry) in entries.iter().enumerate().skip(1) {
            let is_this_tall = self.is_tall(entry);
            if is_tall == (is_this_tall || is_last_tall) {
                alike.push(self.blanks_above(container, entries, number));
            }
            is_last_tall = is_this_tall;
        }
        if alike.is_empty() {
            return usize::from(is_tall && container == 0 && self.node(0).kind == Kind::Map);
        }
        alike.sort_unstable();
        alike.get((alike.len() - 1) / 2).copied().unwrap_or(0)
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
