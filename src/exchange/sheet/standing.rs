//! What a row says of its products: their status, and what comes with it.

use super::cells::{date_of, list_of, person_of, status_of};
use super::columns::Column;
use super::gather::Reader;
use super::table::Row;
use super::{Named, Problem, WantedCell};
use crate::domain::date::Verb;
use crate::domain::edit::Value;
use crate::domain::id::{Id, ORG};
use crate::domain::status::Status;

impl Reader<'_> {
    /// Reads the products of a row, with what it says of them.
    pub fn cells(&mut self, row: &Row, product: Option<Named>, verb: Option<Verb>) -> Option<Vec<WantedCell>> {
        let listed = self.get(row, Column::Products);
        if product.is_none() && self.columns.is_ours && self.columns.place(Column::Products).is_some() {
            // The status of the row is the worst of these; an event has none.
            return match (listed, verb) {
                (None, Some(Verb::At) | None) => None,
                (None, Some(Verb::By | Verb::From)) => Some(Vec::new()),
                (Some(text), _) => Some(list_of(text, &[';']).iter().map(|part| self.standing(part)).collect()),
            };
        }
        let status_text = self.get(row, Column::Status);
        let status = status_text.and_then(|text| self.took(row, Column::Status, status_of(text)));
        let says = self.says(row, status);
        let name = |text: &String| if text.to_lowercase() == "all" { "all".to_string() } else { text.clone() };
        let mut products: Vec<Named> = product.into_iter().collect();
        if products.is_empty() {
            let said = self.get(row, Column::Product).into_iter().flat_map(|text| list_of(text, &[';']));
            products = said.map(|text| Named::Name(name(&text))).collect();
        }
        let mut cells: Vec<WantedCell> =
            products.into_iter().map(|product| WantedCell { product, says: says.clone() }).collect();
        for part in listed.into_iter().flat_map(|text| list_of(text, &[';'])) {
            let mut cell = self.standing(&part);
            if cell.says.is_empty() {
                cell.says.clone_from(&says);
            }
            cells.push(cell);
        }
        if cells.is_empty() && !says.is_empty() && verb != Some(Verb::At) {
            // A status without a product is the organisation's.
            cells.push(WantedCell { product: Named::Name(ORG.to_string()), says });
        }
        (!cells.is_empty()).then_some(cells)
    }

    /// Reads `kes: done`, or a name alone.
    fn standing(&self, part: &str) -> WantedCell {
        let named = |name: &str| match Id::new(name) {
            Ok(id) if self.columns.is_ours => Named::Id(id),
            Ok(_) | Err(_) => Named::Name(name.to_string()),
        };
        if let Some((name, status)) = part.rsplit_once(": ")
            && let Ok(status) = status_of(status)
        {
            return WantedCell {
                product: named(name.trim()),
                says: vec![("status".into(), Value::text(status.word()))],
            };
        }
        WantedCell { product: named(part), says: Vec::new() }
    }

    /// Reads what a row says of its products besides their names; the status first.
    fn says(&mut self, row: &Row, status: Option<Status>) -> Vec<(Box<str>, Value)> {
        let closed = self.get(row, Column::Closed).is_some();
        let status = status.or((closed && self.get(row, Column::Status).is_none()).then_some(Status::Done));
        let mut says: Vec<(Box<str>, Value)> = Vec::new();
        says.extend(status.map(|status| ("status".into(), Value::text(status.word()))));
        let of = |status: Option<Status>, all: &[Status]| status.is_some_and(|status| all.contains(&status));
        let days = [
            (Column::Closed, "closed", of(status, &[Status::Done])),
            (Column::Since, "since", of(status, &[Status::Accepted, Status::NotApplicable])),
            (Column::Until, "until", of(status, &[Status::Accepted])),
            (Column::Chase, "chase", of(status, &[Status::Blocked])),
            (Column::OwnDate, "due", true),
        ];
        let texts = [
            (Column::Who, "who", of(status, &[Status::Done, Status::Accepted])),
            (Column::Waiting, "waiting", of(status, &[Status::Blocked])),
            (Column::Reason, "reason", true),
            (Column::Note, "note", true),
        ];
        for (column, key, fits) in days.into_iter().chain(texts) {
            let Some(text) = self.get(row, column) else { continue };
            if !fits {
                // What lapsed reads as open in our own lists, and keeps what it said.
                if !self.columns.is_ours {
                    let word = status.map_or("open", Status::word);
                    let hint = "leave it empty, or correct the status";
                    self.fail(row, column, Problem::new(format!("'{word}' does not say '{key}'"), hint));
                }
                continue;
            }
            let value = if matches!(column, Column::Who | Column::Waiting) {
                Some(person_of(text).to_string())
            } else if matches!(column, Column::Reason | Column::Note) {
                Some(text.replace("\r\n", "\n"))
            } else if column == Column::OwnDate {
                let read = date_of(text, self.options.dates);
                self.took(row, column, read).map(|read| read.text)
            } else {
                self.day(row, column, text)
            };
            says.extend(value.map(|value| (key.into(), Value::text(value))));
        }
        if let Some(text) = self.get(row, Column::Evidence) {
            let places = list_of(text, &[';']).into_iter().map(Value::text).collect();
            says.push(("evidence".into(), Value::List(places)));
        }
        says
    }
}
