//! What the detail says of the row under the cursor, line by line, wrapped to its width.

mod cursor;
mod dates;
mod deed;
pub mod digits;
mod journal;
mod markdown;
mod products;
mod rest;
mod series;
mod target;
mod time;

pub use cursor::{Cursor, cell, go, keep, seen, show, stand_on, standing};
pub use dates::date_words;
pub use deed::{act, word};
pub use rest::gone;
pub use target::{Spot, Target, Text, Whose};
pub use time::{closed_words, days_text, step};

use chrono::{DateTime, NaiveDate, Utc};

use super::arrange::Pick;
use super::launch::Glyphs;
use super::state::State;
use super::tone::Tone;
use super::words::{Run, Words, cleaned, owned, wrap};
use crate::domain::board::Board;

/// The cells of a label before its value.
const LABEL: usize = 14;

/// Lines under construction.
struct Page<'a> {
    state: &'a State,
    board: &'a Board,
    /// In cells.
    width: usize,
    lines: Vec<Words>,
    spots: Vec<Spot>,
}

/// Returns the detail; `width` is in cells.
#[must_use]
pub fn text(state: &State, width: u16) -> Text {
    let (Some(board), Some(pick)) = (&state.source.board, state.list.pick()) else { return Text::default() };
    let mut page = Page { state, board, width: usize::from(width).max(8), lines: Vec::new(), spots: Vec::new() };
    match pick {
        Pick::Milestone(number) => page.milestone(number),
        Pick::Unreadable(number) => page.unreadable(number),
    }
    Text { lines: page.lines, spots: page.spots }
}

impl Page<'_> {
    fn milestone(&mut self, number: u32) {
        self.heading(number);
        self.dates(number);
        self.time(number);
        self.history(number);
        self.products(number);
        self.series(number);
        self.notes(number);
        self.sources(number);
        self.journal(number);
        self.facts(number);
        self.address(number);
    }

    fn unreadable(&mut self, number: u32) {
        let Some(record) = self.board.file.unreadable.get(number as usize) else { return };
        self.wrapped(&[self.data(&record.key, Tone::Strong)], 0);
        self.wrapped(&[Run::new(&format!("cannot be read, line {}", record.line), Tone::Bad)], 0);
        self.blank();
        self.wrapped(&[self.data(&record.message, Tone::Plain)], 0);
        self.blank();
        self.wrapped(
            &[Run::new(
                &self.state.keyed("{open} opens the editor at this line. The rest of the file is shown as it is."),
                Tone::Dim,
            )],
            0,
        );
    }

    fn glyphs(&self) -> Glyphs {
        self.state.launch.glyphs
    }

    fn now(&self) -> DateTime<Utc> {
        self.state.now.wall
    }

    /// Makes a run of the user's data.
    fn data(&self, text: &str, tone: Tone) -> Run {
        Run { text: owned(&cleaned(self.glyphs(), text)), tone }
    }

    /// Adds lines on which the cursor can stand.
    fn spot(&mut self, target: Target, write: impl FnOnce(&mut Self)) {
        let start = self.lines.len();
        write(self);
        let lines = start..self.lines.len();
        if !lines.is_empty() {
            self.spots.push(Spot { target, lines });
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.runs.is_empty()) {
            self.lines.push(Words::blank());
        }
    }

    fn wrapped(&mut self, runs: &[Run], indent: usize) {
        self.lines.extend(wrap(runs, self.width, indent));
    }

    /// Adds a head, with something at its right edge.
    fn head(&mut self, title: &str, right: &str) {
        self.blank();
        let line = Words::of(title, Tone::Head);
        self.lines.push(if right.is_empty() { line } else { line.at_right(right, Tone::Dim) });
    }

    /// Adds a value behind its label.
    fn labelled(&mut self, label: &str, mut value: Vec<Run>) {
        let mut runs = vec![Run::new(&format!("{label:<LABEL$}"), Tone::Dim)];
        runs.append(&mut value);
        self.wrapped(&runs, LABEL);
    }
}

/// Writes a day with its weekday and year: `Tue 24 Nov 2026`.
#[must_use]
pub fn full_day(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// Writes a person: `@ana`.
fn person(name: &str) -> String {
    format!("@{name}")
}
