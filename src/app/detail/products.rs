//! The products of a milestone, worst first, and what is said of each.

use super::{Page, Target, person};
use crate::app::edits::Progress;
use crate::app::glyph;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words};
use crate::domain::board::Cell;
use crate::domain::date::{Point, Verb};
use crate::domain::dated::CivilDate;
use crate::domain::finding::Placed;
use crate::domain::obligation::day_of;
use crate::domain::outlook::plain_day;
use crate::domain::record::Products;
use crate::domain::status::{Details, Status};

/// The widest name of a product that is not cut.
const NAME: usize = 10;

impl Page<'_> {
    pub(super) fn products(&mut self, number: u32) {
        let milestone = self.board.records(number).1;
        let cells = self.board.cells_of(number);
        let Some(row) = self.board.row(number) else { return };
        if cells.is_empty() {
            let touches_nothing = matches!(&milestone.products, Products::Listed(list) if list.is_empty());
            if milestone.verb != Verb::At && touches_nothing {
                self.head("Products", "");
                let none = [Run::new("none: touches nothing of ours", Tone::Dim)];
                self.spot(Target::Field("products"), |page| page.wrapped(&none, 0));
            }
            return;
        }
        self.head("Products", &format!("{} of {} done", row.done, row.counted));
        let mut sorted: Vec<&Cell> = cells.iter().collect();
        sorted.sort_by_key(|cell| cell.status.severity_rank());
        let name = |cell: &Cell| self.data(self.board.product(cell).label(), Tone::Plain).text.width_cells();
        let widest = sorted.iter().map(|cell| name(cell)).max().unwrap_or(0).clamp(7, NAME);
        for cell in sorted {
            let id = self.board.product(cell).id.clone();
            self.spot(Target::Cell(id), |page| page.product(cell, widest));
        }
    }

    fn product(&mut self, cell: &Cell, widest: usize) {
        let glyphs = self.glyphs();
        let is_out = cell.status == Status::NotApplicable;
        let tone = if is_out { Tone::Dim } else { Tone::Plain };
        let label = self.data(self.board.product(cell).label(), tone).text.cut(widest, glyph::ellipsis(glyphs));
        let gap = " ".repeat(widest.saturating_sub(label.width_cells()) + 2);
        let sign = glyph::status(glyphs, cell.status);
        let status = Tone::Status(cell.status);
        let indent = widest + 3 + sign.chars().count();
        let mut runs = vec![
            Run { text: label, tone },
            Run::new(&gap, Tone::Plain),
            Run::new(sign, status),
            Run::new(" ", Tone::Plain),
            Run::new(cell.status.words(), status),
        ];
        // Remarks stand behind the status as long as they fit whole, then below it.
        let mut used: usize = runs.iter().map(|run| run.text.width_cells()).sum();
        let mut said = self.said(cell).into_iter().peekable();
        while let Some(next) = said.next_if(|next| used + 2 + next.text.width_cells() <= self.width) {
            used += 2 + next.text.width_cells();
            runs.push(Run::new("  ", Tone::Plain));
            runs.push(next);
        }
        self.lines.push(Words { runs, right: Vec::new() });
        for run in said {
            self.remark(run, indent);
        }
    }

    fn remark(&mut self, run: Run, indent: usize) {
        let indent = indent.min(self.width / 2);
        self.wrapped(&[Run::new(&" ".repeat(indent), Tone::Plain), run], indent);
    }

    /// Returns what is said of an obligation besides its status.
    fn said(&self, cell: &Cell) -> Vec<Run> {
        let edits = &self.state.edits;
        if edits.is_waiting_for(self.board, cell) {
            // What the record says is what it said before; usually it is saved before the next frame.
            let is_said = edits.progress != Progress::Saving;
            return is_said.then(|| Run::new("not saved yet", Tone::Doubtful)).into_iter().collect();
        }
        let mut said = Vec::new();
        let none = Details::default();
        let record = self.board.record(cell);
        let details = record.and_then(|record| record.details.as_deref()).unwrap_or(&none);
        let day = |point: Option<&Placed<Point>>| {
            let zone = self.board.zone_of(self.board.dated_of_cell(cell));
            point.map(|placed| plain_day(day_of(&placed.value, zone)))
        };
        let mut say = |text: String, tone: Tone| said.push(self.data(&text, tone));
        let by = details.who.as_deref().map(|who| format!(" by {}", person(who))).unwrap_or_default();
        match cell.status {
            Status::Open | Status::InProgress | Status::Blocked => {
                if let Some(owner) = self.board.owner_of_cell(cell) {
                    say(person(owner), Tone::Dim);
                }
                if let Some(waiting) = &details.waiting {
                    say(format!("waiting: {waiting}"), Tone::Dim);
                }
                if let Some(chase) = day(details.chase.as_deref()) {
                    say(format!("chase {chase}"), Tone::Dim);
                }
                if record.is_some_and(|record| record.status == Status::Accepted) {
                    let until = day(details.until.as_deref()).unwrap_or_default();
                    say(format!("risk accepted until {until}, over"), Tone::Bad);
                }
            }
            Status::Accepted => {
                let until = day(details.until.as_deref()).map_or_else(String::new, |until| format!("until {until}"));
                say(format!("{until}{by}").trim().to_string(), Tone::Dim);
            }
            Status::Done => match day(details.closed.as_ref()) {
                Some(closed) => say(format!("{closed}{by}"), Tone::Dim),
                None => say(format!("day not given{by}"), Tone::Dim),
            },
            Status::NotApplicable => {}
        }
        if let Some(late) = cell.late_days.filter(|late| *late > 0) {
            say(format!("{late} d late"), Tone::Bad);
        }
        if let Some(own) = self.board.own_date(cell) {
            let own = own.date;
            let text = own.map(|date| match date {
                CivilDate::Day(day) => plain_day(day),
                CivilDate::Coarse(coarse) => coarse.to_string(),
            });
            say(format!("own date {}", text.unwrap_or_else(|| "unknown".into())), Tone::Plain);
        }
        for text in [&details.reason, &details.note].into_iter().flatten() {
            say(text.to_string(), Tone::Dim);
        }
        if let Some(acked) = &details.acked {
            let who = acked.who.as_deref().map(|who| format!(" by {}", person(who))).unwrap_or_default();
            let until = day(acked.until.as_ref()).map(|until| format!(" until {until}")).unwrap_or_default();
            say(format!("acknowledged{who}{until}"), Tone::Dim);
        }
        said.retain(|run| !run.text.as_str().is_empty());
        said
    }
}
