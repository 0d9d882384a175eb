//! What the question before deleting says.

use super::super::banner::counted;
use super::super::glyph;
use super::super::panel::{Panel, Room};
use super::super::state::State;
use super::super::tone::Tone;
use super::super::words::{Run, Words, cleaned, owned};
use super::{Aim, Button, Kind, Removing, called};
use crate::domain::board::Board;
use crate::domain::edit::make::Removal;
use crate::domain::edit::{Record, Refusal};

/// Returns the question as it is shown.
#[must_use]
pub fn panel(state: &State, removing: &Removing) -> Panel {
    let mut page = Page { state, panel: Panel::default() };
    let Some(aim) = removing.aim() else { return page.panel };
    let count = aim.records.len().max(1);
    page.panel.title = match aim.kind {
        Kind::Cells => format!("Take {}?", called(aim.kind, count)),
        Kind::Milestones | Kind::Regulation | Kind::Product => format!("Delete {}?", called(aim.kind, count)),
    };
    if !removing.remark.is_empty() {
        page.say(&removing.remark, Tone::Doubtful);
    }
    for record in &aim.records {
        page.record(record);
    }
    match &removing.plan {
        Ok(plan) => page.goes(aim, plan),
        Err(refusal) => page.refused(refusal),
    }
    for left in &aim.left {
        page.say(&format!("left out: {left}"), Tone::Dim);
    }
    let foot = foot(state, removing);
    page.panel.foot = foot;
    page.panel
}

/// A panel while it is written.
struct Page<'a> {
    state: &'a State,
    panel: Panel,
}

impl Page<'_> {
    fn board(&self) -> Option<&Board> {
        self.state.source.board.as_ref()
    }

    fn data(&self, text: &str, tone: Tone) -> Run {
        Run { text: owned(&cleaned(self.state.launch.glyphs, text)), tone }
    }

    fn say(&mut self, text: &str, tone: Tone) {
        let run = self.data(text, tone);
        self.panel.line(Room::of(self.state), &[run], 2);
    }

    /// A record that goes: its title and its address.
    fn record(&mut self, record: &Record) {
        let title = self.board().and_then(|board| title_of(board, record)).unwrap_or_default();
        let runs = [self.data(&title, Tone::Strong), Run::new("  ", Tone::Plain), self.data(&said(record), Tone::Dim)];
        self.panel.line(Room::of(self.state), &runs, 2);
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.say(&refusal.message, Tone::Bad);
        if !refusal.hint.is_empty() {
            self.say(&refusal.hint, Tone::Dim);
        }
    }

    /// What goes along, what is written out, and who names it.
    fn goes(&mut self, aim: &Aim, plan: &Removal) {
        let milestones: Vec<&Record> =
            plan.with.iter().filter(|record| matches!(record, Record::Milestone { .. })).collect();
        let cells: Vec<&Record> = plan.with.iter().filter(|record| matches!(record, Record::Cell { .. })).collect();
        let mut parts = Vec::new();
        if !milestones.is_empty() {
            parts.push(counted(milestones.len(), "milestone"));
        }
        if !cells.is_empty() {
            parts.push(counted(cells.len(), "obligation"));
        }
        let verb = if plan.with.len() == 1 { "goes" } else { "go" };
        match (aim.kind, parts.is_empty()) {
            (Kind::Cells, _) => self.say("What it says there of the product goes: status, dates, notes.", Tone::Plain),
            (_, true) => self.say("Nothing goes with it.", Tone::Dim),
            (_, false) => self.say(&format!("With it {verb} {}:", parts.join(" and ")), Tone::Plain),
        }
        // Obligations of milestones that are listed say nothing new.
        let listed = if milestones.is_empty() { cells } else { milestones };
        for record in listed.into_iter().filter(|_| aim.kind != Kind::Cells) {
            let name = self.board().and_then(|board| title_of(board, record)).unwrap_or_default();
            let runs = [
                Run::new("  ", Tone::Plain),
                self.data(&name, Tone::Plain),
                Run::new("  ", Tone::Plain),
                self.data(&said(record), Tone::Dim),
            ];
            self.panel.line(Room::of(self.state), &runs, 4);
        }
        if !plan.written_out.is_empty() {
            let text = match plan.written_out.len() {
                1 => "1 date counts from it. It stays where it is, written out:".to_string(),
                many => format!("{many} dates count from it. They stay where they are, written out:"),
            };
            self.say(&text, Tone::Plain);
        }
        for (record, date) in &plan.written_out {
            let arrow = glyph::pick(self.state.launch.glyphs, "→", "->");
            let runs = [
                Run::new("  ", Tone::Plain),
                self.data(&said(record), Tone::Dim),
                self.data(&format!(" {arrow} {date}"), Tone::Plain),
            ];
            self.panel.line(Room::of(self.state), &runs, 4);
        }
        for view in &plan.views {
            self.say(&format!("The saved filter '{view}' names it, and stays as it is."), Tone::Doubtful);
        }
    }
}

/// Returns the lines below: what else can be meant, and the buttons or the count.
fn foot(state: &State, removing: &Removing) -> Vec<Words> {
    let mut foot = Vec::new();
    let next = removing.aims.get((removing.at + 1) % removing.aims.len().max(1));
    if let (Some(next), 2..) = (next, removing.aims.len()) {
        let other = called(next.kind, next.records.len().max(1));
        foot.push(Words::of(&state.keyed("{next-field} "), Tone::Accent).then(&format!("{other} instead"), Tone::Dim));
    }
    let button = |word: &str, of: Button| {
        if removing.focus == of {
            Run::new(&format!("[{word}]"), Tone::Accent)
        } else {
            Run::new(&format!(" {word} "), Tone::Dim)
        }
    };
    let last = match (&removing.plan, removing.count()) {
        (Err(_), _) => Words { runs: vec![button("Cancel", Button::Cancel)], right: Vec::new() },
        (Ok(_), Some(count)) => Words::of(&asks(count), Tone::Plain).then(removing.input.value(), Tone::Strong),
        (Ok(_), None) => {
            let runs =
                vec![button("Cancel", Button::Cancel), Run::new("  ", Tone::Plain), button("Delete", Button::Delete)];
            Words { runs, right: Vec::new() }
                .then(&state.keyed("  {confirm-delete} "), Tone::Accent)
                .then("deletes", Tone::Dim)
        }
    };
    foot.push(last);
    foot
}

/// Returns the words before the count that is typed.
#[must_use]
fn asks(count: usize) -> String {
    format!("Type {count} to delete them: ")
}

/// Returns the column of the cursor in the last line of the foot; none where nothing is typed.
#[must_use]
pub fn cursor(removing: &Removing) -> Option<usize> {
    removing.count().map(|count| asks(count).len() + removing.input.visual_cursor())
}

/// Returns an address as it is read: a regulation and a product without the word before the id.
fn said(record: &Record) -> String {
    match record {
        Record::Product(id) | Record::Regulation(id) => id.to_string(),
        Record::File | Record::Milestone { .. } | Record::Cell { .. } => record.to_string(),
    }
}

/// Returns the title of a record; of an obligation, its product and its milestone's title.
fn title_of(board: &Board, record: &Record) -> Option<String> {
    let product = |id: &str| {
        let found = board.file.products.iter().find(|product| product.id.as_str() == id);
        found.map_or(id.to_string(), |product| product.label().to_string())
    };
    let milestone = || {
        let (regulation, milestone) = record.milestone()?;
        let number = board.find(regulation, milestone)?;
        Some(board.records(number).1.title.to_string())
    };
    match record {
        Record::File => None,
        Record::Product(id) => Some(product(id)),
        Record::Regulation(id) => {
            let found = board.file.regulations.iter().find(|regulation| regulation.id.as_str() == &**id)?;
            Some(found.title.to_string())
        }
        Record::Milestone { .. } => milestone(),
        Record::Cell { target, .. } => Some(format!("{}: {}", product(target), milestone()?)),
    }
}
