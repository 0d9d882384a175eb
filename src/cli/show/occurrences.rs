//! The occurrences of a milestone that repeats.

use chrono::NaiveDate;

use super::super::voice::{Field, table};
use super::super::words;
use super::Page;
use crate::domain::board::Occurrence;
use crate::domain::dated::Dated;
use crate::domain::outlook::{Outlook, rolled_from, status_of};
use crate::domain::read_back::read_back_of;
use crate::domain::record::Entry;
use crate::domain::status::Status;

impl Page<'_> {
    /// Says which occurrence is shown, and how the milestone repeats.
    pub(super) fn repeats(&mut self, number: u32) {
        let board = &self.session.board;
        let more = board.row(number).map_or(0, |row| row.more);
        if let Some(occurrence) = board.occurrence(number) {
            let nominal = occurrence.nominal.map_or_else(|| "date not known".into(), |day| day.to_string());
            let more = if more > 0 { format!(", {more} more live") } else { String::new() };
            self.line("occurrence", &format!("{nominal}{more}"));
        }
        self.line("repeats", &read_back_of(board, number).unwrap_or_default());
    }

    /// One line for each occurrence of a series, those to come behind them, and what is written outside it.
    pub(super) fn occurrences(&mut self, number: u32) {
        let (board, voice) = (&self.session.board, &self.session.voice);
        let Some(outlook) = Outlook::of(board, number) else { return };
        let row = |nominal: Option<NaiveDate>, said: [String; 3]| {
            let day = nominal.map_or_else(|| "not known".into(), |day| day.to_string());
            let fields = std::iter::once(format!("  {day}")).chain(said);
            // What is not known yet comes last.
            let place = nominal.unwrap_or(NaiveDate::MAX);
            (place, fields.map(|text| Field::new(voice, &text)).collect::<Vec<_>>())
        };
        let mut there: Vec<&Occurrence> = outlook.closed.iter().chain(&outlook.live).copied().collect();
        there.push(outlook.shown);
        let mut rows = Vec::new();
        for occurrence in there {
            let status = status_of(board, occurrence).map(Status::words).unwrap_or_default().to_string();
            let is_shown = occurrence.n == outlook.shown.n;
            let word = match (is_shown, board.is_live(occurrence)) {
                (true, _) => "shown above",
                (false, true) => "live",
                (false, false) => "",
            };
            rows.push(row(occurrence.nominal, [status, date_of(&occurrence.dated), word.to_string()]));
        }
        for instance in &outlook.next {
            rows.push(row(instance.nominal, [String::new(), date_of(&instance.dated), "to come".into()]));
        }
        for stray in &outlook.strays {
            let says = |entry: &Entry| format!("{} {}", entry.target.word(), entry.record.status.words());
            let all: Vec<String> = stray.products.iter().map(says).collect();
            let words = ["history".to_string(), "not of the series".into(), all.join(", ")];
            rows.push(row(Some(stray.nominal.value), words));
        }
        rows.sort_by_key(|(day, _)| *day);
        let text = table(voice, rows.into_iter().map(|(_, row)| row).collect(), 3);
        self.head("occurrences");
        self.out.push_str(&text);
    }
}

/// Returns the date of an occurrence, and where it was rolled from.
fn date_of(dated: &Dated) -> String {
    let rolled = rolled_from(dated).map(|text| format!(", {text}")).unwrap_or_default();
    format!("{}{rolled}", words::day(dated))
}
