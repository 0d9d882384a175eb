//! The history of a milestone: what the journal tells of it, newest first.

use chrono::{DateTime, Datelike, FixedOffset};

use super::Page;
use crate::app::history::{Told, of};
use crate::app::tone::Tone;
use crate::app::words::Run;

impl Page<'_> {
    pub(super) fn journal(&mut self, number: u32) {
        let Some(history) = of(self.state, number) else { return };
        if history.changes.is_empty() && history.problem.is_empty() {
            return;
        }
        self.head("History", "");
        if !history.problem.is_empty() {
            self.wrapped(&[self.data(&history.problem, Tone::Doubtful)], 2);
        }
        for told in &history.changes {
            self.change(told);
        }
    }

    fn change(&mut self, told: &Told) {
        let time = self.local(told.time);
        let mut runs = vec![
            Run::new(&format!("{time}  "), Tone::Dim),
            self.data(&format!("{}  ", told.user), Tone::Dim),
            self.data(&told.text, Tone::Plain),
        ];
        if !told.reason.is_empty() {
            runs.push(self.data(&format!("  {}", told.reason), Tone::Dim));
        }
        self.wrapped(&runs, 2);
        if let Some(since) = told.foreign_since {
            let text = format!("  changed elsewhere after {}", self.local(since));
            self.wrapped(&[Run::new(&text, Tone::Doubtful)], 2);
        }
    }

    /// Writes a time by the viewer's clock; with its year unless that is this one.
    fn local(&self, time: DateTime<FixedOffset>) -> String {
        let zone = &self.state.launch.zone;
        let there = zone.at(time.to_utc());
        let is_this_year = there.year() == zone.at(self.now()).year();
        there.format(if is_this_year { "%-d %b %H:%M" } else { "%-d %b %Y %H:%M" }).to_string()
    }
}
