//! Products and cells of a comparison, and the keys of milestones that come into being.

use std::collections::{HashMap, HashSet};

use super::compare::Comparing;
use super::compare_fields::{Above, ORDER, is_same_text, written};
use super::{Kept, Named, NewCell, Outcome, Problem, WantedCell, WantedDate, WantedMilestone, What};
use crate::domain::board::{Board, Cell};
use crate::domain::calendar::BUILT_IN;
use crate::domain::date::{Point, Verb};
use crate::domain::edit::{Record, Value};
use crate::domain::finding::Placed;
use crate::domain::id::{Id, ORG};
use crate::domain::naming::id_of;
use crate::domain::plan::entries_of;
use crate::domain::record::{Kind, Products as Written, Target};

/// What a new milestone inherits, and the ids that are taken beside it.
pub(super) type New<'a> = (&'a Above, &'a mut HashSet<String>);

/// The products of the file, and those that come into being.
pub(super) struct Products<'a> {
    board: &'a Board,
    /// What names mean that are there.
    known: HashMap<String, Box<str>>,
    /// Names as the sheet writes them, the ids that they get, and their rows.
    new: Vec<(String, Id, Vec<u32>)>,
    problems: Vec<Problem>,
}

impl<'a> Products<'a> {
    pub(super) fn of(board: &'a Board) -> Self {
        Self { board, known: HashMap::new(), new: Vec::new(), problems: Vec::new() }
    }

    /// Returns the id of a product, or the selector; what nobody knows comes into being.
    fn target(&mut self, name: &Named, rows: &[u32]) -> Box<str> {
        let text = name.text();
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        if let Some(selector) = Target::selector(text) {
            return selector.word().into();
        }
        let all = &self.board.file.products;
        if let Some(product) = all.iter().find(|product| product.id.as_str() == text) {
            return product.id.as_str().into();
        }
        let is_it = |word: &str| is_same_text(word, text);
        let called: Vec<&str> = all
            .iter()
            .filter(|p| is_it(p.id.as_str()) || is_it(&p.name) || p.short.as_deref().is_some_and(is_it))
            .map(|product| product.id.as_str())
            .collect();
        match (called.as_slice(), self.new.iter_mut().find(|(other, ..)| is_it(other))) {
            ([only], _) => {
                self.known.insert(text.to_string(), (*only).into());
                (*only).into()
            }
            ([_, _, ..], _) => {
                let problem = Problem::new(format!("several products are called '{text}'"), "write the id");
                self.problems.push(problem.at(rows.first().copied().unwrap_or_default(), ""));
                text.into()
            }
            ([], Some((_, id, of))) => {
                of.extend(rows);
                id.as_str().into()
            }
            ([], None) => {
                let is_taken = |id: &str| {
                    all.iter().any(|product| product.id.as_str() == id)
                        || self.new.iter().any(|(_, o, _)| o.as_str() == id)
                };
                let id = match name {
                    Named::Id(id) => id.clone(),
                    Named::Name(text) => Id::new(text).unwrap_or_else(|_no_id| id_of(text, "product", is_taken)),
                };
                self.new.push((text.to_string(), id.clone(), rows.to_vec()));
                id.as_str().into()
            }
        }
    }

    /// Returns the products that come into being, and what was wrong.
    pub(super) fn finish(self) -> (Vec<Outcome>, Vec<Problem>) {
        let made = |(name, id, mut rows): (String, Id, Vec<u32>)| {
            rows.sort_unstable();
            rows.dedup();
            let what = What::Added { keys: vec![("name".into(), Value::text(name))], cells: Vec::new() };
            Outcome { record: Record::Product(id.as_str().into()), rows, what, kept: Vec::new() }
        };
        (self.new.into_iter().map(made).collect(), self.problems)
    }
}

impl Comparing<'_> {
    /// Returns the keys of a new milestone, without what it inherits or what goes without saying.
    pub(super) fn keys_of(
        &mut self,
        wanted: &WantedMilestone,
        (title, date): (&str, &WantedDate),
        above: &Above,
    ) -> Vec<(Box<str>, Value)> {
        let mut keys: Vec<(Box<str>, Value)> = Vec::new();
        let verb = date.verb();
        let said = |key: &str| wanted.fields.iter().find(|(other, _)| **other == *key).map(|(_, value)| value);
        for key in ORDER {
            let value = match key {
                "title" => Some(Value::text(title)),
                "date" => {
                    keys.push((verb.word().into(), Value::text(date.text.as_str())));
                    None
                }
                "zone" => {
                    let zone = date.zone.as_deref().map(Value::text);
                    zone.filter(|zone| above.get("zone") != Some(zone))
                }
                "kind" => said(key).filter(|kind| kind.as_text() != Some(Kind::of_verb(verb).word())).cloned(),
                key => said(key).and_then(|value| above.beside(key, value)),
            };
            keys.extend(value.map(|value| (key.into(), value)));
        }
        if let Some(calendar) = said("calendar").and_then(Value::as_text) {
            let is_own = self.board.file.calendars.iter().any(|own| own.id.as_str() == calendar);
            if !is_own && !BUILT_IN.contains(&calendar) {
                let hint = format!("there are {}", BUILT_IN.join(", "));
                self.fail(&wanted.rows, format!("there is no calendar '{calendar}'"), hint);
            }
        }
        if verb != Verb::At && wanted.cells.as_ref().is_some_and(Vec::is_empty) {
            keys.push(("products".into(), Value::List(Vec::new())));
        }
        keys.extend(said("notes").map(|notes| ("notes".into(), notes.clone())));
        keys.extend(wanted.fields.iter().filter(|(key, _)| key.starts_with("x-")).cloned());
        keys
    }

    /// Returns the cells of a new milestone; none where it is the organisation's and open, which goes without saying.
    pub(super) fn cells_of(&mut self, wanted: &WantedMilestone, date: &WantedDate) -> Vec<NewCell> {
        let cells = wanted.cells.as_deref().unwrap_or_default();
        let is_event = date.verb() == Verb::At;
        let all: Vec<NewCell> = cells
            .iter()
            .map(|cell| NewCell {
                target: self.products.target(&cell.product, &wanted.rows),
                says: says(cell, is_event),
            })
            .collect();
        match all.as_slice() {
            [NewCell { target, says }] if **target == *ORG && !is_event && is_open(says) => Vec::new(),
            _ => all,
        }
    }

    /// Returns the cells that a milestone of the file does not have yet; of the others, what the file keeps.
    pub(super) fn new_cells(&mut self, wanted: &WantedMilestone, number: u32, kept: &mut Vec<Kept>) -> Vec<NewCell> {
        let milestone = self.board.records(number).1;
        let is_event = milestone.verb == Verb::At;
        let mut new: Vec<NewCell> = Vec::new();
        for cell in wanted.cells.iter().flatten() {
            let target = self.products.target(&cell.product, &wanted.rows);
            if touches(self.board, number, &target) {
                kept.extend(self.kept(number, &target, cell));
            } else {
                new.push(NewCell { target, says: says(cell, is_event) });
            }
        }
        // The organisation was meant as long as nothing was named; naming another product must not drop it.
        let is_implied = milestone.products == Written::Implied && !is_event;
        if is_implied && !new.is_empty() {
            new.insert(0, NewCell { target: ORG.into(), says: vec![("status".into(), Value::text("open"))] });
        }
        new
    }

    /// Returns what the sheet says otherwise of a cell.
    fn kept(&self, number: u32, target: &str, wanted: &WantedCell) -> Vec<Kept> {
        let cells = self.board.cells_of(number);
        let Some(cell) = cells.iter().find(|cell| self.board.product(cell).id.as_str() == target) else {
            return Vec::new();
        };
        let other = |(key, sheet): &(Box<str>, Value)| {
            let file = self.file_says(cell, key);
            let is_same = match (&file, sheet) {
                (Some(Value::Text(file)), Value::Text(sheet)) if is_day(key) => self.is_same_day(number, file, sheet),
                (Some(Value::Text(file)), Value::Text(sheet)) => is_same_text(file, sheet),
                (Some(Value::List(file)), Value::List(sheet)) => sheet.iter().all(|item| file.contains(item)),
                (_, _) => false,
            };
            let file = file.map_or_else(|| "nothing".to_string(), |file| file.to_string());
            let address = self.board.address_of_cell(cell);
            (!is_same).then(|| Kept { address, key: key.clone(), file, sheet: sheet.to_string() })
        };
        wanted.says.iter().filter_map(other).collect()
    }

    /// Returns what a cell of the file says.
    fn file_says(&self, cell: &Cell, key: &str) -> Option<Value> {
        let details = self.board.record(cell).and_then(|record| record.details.as_deref());
        let text = |text: Option<&str>| text.map(Value::text);
        let day = |point: Option<&Placed<Point>>| point.map(|point| Value::text(written(&point.value)));
        match key {
            "status" => text(Some(cell.status.word())),
            "owner" => text(self.board.owner_of_cell(cell)),
            "closed" => day(details?.closed.as_ref()),
            "since" => day(details?.since.as_ref()),
            "until" => day(details?.until.as_deref()),
            "chase" => day(details?.chase.as_deref()),
            "who" => text(details?.who.as_deref()),
            "reason" => text(details?.reason.as_deref()),
            "waiting" => text(details?.waiting.as_deref()),
            "note" => text(details?.note.as_deref()),
            "due" => self.board.dated_of_cell(cell).date.map(|date| Value::text(date.to_string())),
            "evidence" => Some(Value::List(details?.evidence.iter().map(|place| Value::text(&**place)).collect())),
            _ => None,
        }
    }
}

fn is_day(key: &str) -> bool {
    matches!(key, "closed" | "since" | "until" | "chase")
}

/// Returns whether a milestone touches a product, or names a selector, as written.
fn touches(board: &Board, number: u32, target: &str) -> bool {
    let milestone = board.records(number).1;
    let is_duty = milestone.verb != Verb::At;
    if milestone.products == Written::Implied {
        return target == ORG && is_duty;
    }
    let product = board.plan.roster.product(target);
    entries_of(&milestone.products).iter().any(|entry| {
        let is_taken_in = product.is_some_and(|product| board.plan.roster.targeted(&entry.target).contains(&product));
        is_taken_in || entry.target.word() == target
    })
}

/// Returns what a new cell says: a status, first of all; for an event nothing.
fn says(cell: &WantedCell, is_event: bool) -> Vec<(Box<str>, Value)> {
    if is_event {
        return Vec::new();
    }
    let has_status = cell.says.iter().any(|(key, _)| **key == *"status");
    let open = (!has_status).then(|| ("status".into(), Value::text("open")));
    open.into_iter().chain(cell.says.iter().cloned()).collect()
}

fn is_open(says: &[(Box<str>, Value)]) -> bool {
    matches!(says, [(key, value)] if **key == *"status" && value.as_text() == Some("open"))
}
