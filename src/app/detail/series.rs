//! What a series tells: how it repeats, which occurrence is shown, what else is owed, what comes next.

use super::{Page, Target};
use crate::app::glyph;
use crate::app::tone::Tone;
use crate::app::words::Run;
use crate::domain::band::Band;
use crate::domain::board::Occurrence;
use crate::domain::outlook::{Outlook, day_words, plain_day, rolled_from, status_of};
use crate::domain::read_back::read_back_of;
use crate::domain::record;
use crate::domain::status::Status;

/// The most occurrences of one kind that are listed; the others are counted.
const LISTED: usize = 8;

/// The cells of a day before what is said of it: `17 Aug 2026`.
const DAY: usize = 13;

/// Whether an occurrence is the one that the row shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Shown,
    Other,
}

impl Page<'_> {
    /// Says how a milestone repeats.
    pub(super) fn repeats(&mut self, number: u32) {
        let Some(text) = read_back_of(self.board, number) else { return };
        let run = [self.data(&text, Tone::Plain)];
        self.spot(Target::Field("repeat"), |page| page.wrapped(&run, 2));
    }

    /// Lists the occurrences of a series.
    pub(super) fn series(&mut self, number: u32) {
        let board = self.board;
        let Some(outlook) = Outlook::of(board, number) else { return };
        let live = outlook.live.len();
        let right = if live > 0 { format!("{live} more live") } else { String::new() };
        self.head("Occurrences", &right);
        self.occurrence(outlook.shown, Place::Shown);
        for occurrence in outlook.live.iter().take(LISTED) {
            self.occurrence(occurrence, Place::Other);
        }
        self.and_more(live);
        for instance in &outlook.next {
            let rolled = rolled_from(&instance.dated).unwrap_or_default();
            self.day(&day_words(&instance.dated), vec![Run::new(&rolled, Tone::Dim)], Tone::Dim);
        }
        let closed = outlook.closed.len();
        for occurrence in outlook.closed.iter().rev().take(2) {
            self.occurrence(occurrence, Place::Other);
        }
        if let more @ 1.. = closed.saturating_sub(2) {
            self.wrapped(&[Run::new(&format!("{more} more closed"), Tone::Dim)], 0);
        }
        for stray in outlook.strays.iter().take(LISTED) {
            self.stray(stray);
        }
        self.and_more(outlook.strays.len());
    }

    fn and_more(&mut self, all: usize) {
        if let more @ 1.. = all.saturating_sub(LISTED) {
            self.wrapped(&[Run::new(&format!("{more} more"), Tone::Dim)], 0);
        }
    }

    fn day(&mut self, day: &str, mut said: Vec<Run>, tone: Tone) {
        let mut runs = vec![Run::new(&format!("{day:<DAY$}"), tone)];
        runs.append(&mut said);
        self.wrapped(&runs, DAY);
    }

    /// Adds an occurrence: its day, its worst status, how it stands.
    fn occurrence(&mut self, occurrence: &Occurrence, place: Place) {
        let (board, glyphs) = (self.board, self.glyphs());
        let cells = board.cells_at(occurrence);
        let mut said = Vec::new();
        if let Some(status) = status_of(board, occurrence) {
            let tone = Tone::Status(status);
            said.push(Run::new(&format!("{} {}", glyph::status(glyphs, status), status.words()), tone));
        }
        let is_live = board.is_live(occurrence);
        let days = occurrence.dated.days_left(board.zone_of(&occurrence.dated).day_of(self.now()));
        if let Some(days) = days.filter(|_| is_live) {
            let is_overdue = cells.iter().any(|cell| cell.is_live && cell.band == Band::Overdue);
            let tone = if is_overdue { Tone::Band(Band::Overdue) } else { Tone::Dim };
            said.push(Run::new(&format!("  {days} d"), tone));
        }
        let counted = cells.iter().filter(|cell| cell.status != Status::NotApplicable).count();
        let done = cells.iter().filter(|cell| cell.status == Status::Done).count();
        match place {
            // Its products stand above.
            Place::Shown => said.push(Run::new(if said.is_empty() { "shown" } else { "  shown" }, Tone::Dim)),
            Place::Other if counted > 1 && is_live => {
                said.push(Run::new(&format!("  {done}/{counted} done"), Tone::Dim));
            }
            Place::Other => {}
        }
        self.day(&day_words(&occurrence.dated), said, Tone::Plain);
    }

    /// Adds what is written under a date that is none of the series.
    fn stray(&mut self, stray: &record::Occurrence) {
        let entries = stray.products.iter();
        let all: Vec<String> =
            entries.map(|entry| format!("{} {}", entry.target.word(), entry.record.status.words())).collect();
        let text = format!("not of the series: {}", all.join(", "));
        self.day(&plain_day(stray.nominal.value), vec![self.data(&text, Tone::Dim)], Tone::Dim);
    }
}
