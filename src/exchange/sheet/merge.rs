//! Rows that say the same milestone, put together.

use std::collections::HashMap;

use super::gather::{RowSays, SharedKey};
use super::table::short;
use super::{Named, Problem, WantedMilestone, WantedRegulation};
use crate::domain::edit::Value;

/// Puts the rows of each milestone together, and the milestones of each regulation.
pub(super) fn merge(rows: Vec<RowSays>, problems: &mut Vec<Problem>) -> Vec<WantedRegulation> {
    let mut regulations: Vec<InOne> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let place = *places.entry(row.regulation.text().to_lowercase()).or_insert(regulations.len());
        if place == regulations.len() {
            regulations.push(InOne { name: row.regulation.clone(), all: Vec::new(), places: HashMap::new() });
        }
        if let Some(regulation) = regulations.get_mut(place) {
            regulation.take(row, problems);
        }
    }
    let finished = regulations.into_iter().map(|regulation| WantedRegulation {
        name: regulation.name,
        milestones: regulation.all.into_iter().map(|merged| merged.finish(problems)).collect(),
    });
    finished.collect()
}

/// What is wanted in one regulation.
struct InOne {
    name: Named,
    all: Vec<Merged>,
    /// Where milestones of an id or title stand.
    places: HashMap<String, Vec<usize>>,
}

impl InOne {
    fn take(&mut self, row: RowSays, problems: &mut Vec<Problem>) {
        let key = match (&row.id, &row.title) {
            (Some(id), _) => format!("id {id}"),
            (None, title) => format!("title {}", title.as_deref().unwrap_or_default().to_lowercase()),
        };
        let places = self.places.entry(key).or_default();
        let is_it = |place: &&usize| self.all.get(**place).is_some_and(|merged| merged.is_of(&row));
        if let Some(place) = places.iter().rev().find(is_it).copied() {
            if let Some(merged) = self.all.get_mut(place) {
                merged.join(row, problems);
            }
        } else {
            places.push(self.all.len());
            self.all.push(Merged::of(row, problems));
        }
    }
}

/// A milestone that is put together.
#[derive(Default)]
struct Merged {
    wanted: WantedMilestone,
    /// Keys that are the milestone's if all rows agree.
    shared: Vec<Shared>,
}

/// What a row says, for its milestone or for its products.
struct Shared {
    key: &'static str,
    cell_key: &'static str,
    value: String,
    head: String,
    cells: Vec<Named>,
    row: u32,
}

impl Merged {
    fn of(row: RowSays, problems: &mut Vec<Problem>) -> Self {
        let wanted = WantedMilestone { id: row.id.clone(), title: row.title.clone(), ..WantedMilestone::default() };
        let mut merged = Self { wanted, shared: Vec::new() };
        merged.join(row, problems);
        merged
    }

    /// Returns whether a row of the same id or title is about this milestone: without an id the date tells, too.
    fn is_of(&self, row: &RowSays) -> bool {
        match (&self.wanted.date, &row.date) {
            (Some(one), Some(other)) => row.id.is_some() || one == other,
            (_, None) | (None, _) => true,
        }
    }

    fn join(&mut self, row: RowSays, problems: &mut Vec<Problem>) {
        let first = self.wanted.rows.first().copied().unwrap_or(row.row);
        let mut clash = |head: &str, new: &str, old: &str| {
            let message = format!("'{}' here, '{}' in row {first} of the same milestone", short(new), short(old));
            problems.push(Problem::new(message, "a milestone has one").at(row.row, head));
        };
        match (&self.wanted.title, row.title) {
            (Some(old), Some(new)) if *old != new && self.wanted.id.is_some() => clash("title", &new, old),
            (None, new @ Some(_)) => self.wanted.title = new,
            (Some(_), _) | (None, None) => {}
        }
        match (&self.wanted.date, row.date) {
            (Some(old), Some(new)) if *old != new => clash("date", &new.text, &old.text),
            (None, new @ Some(_)) => self.wanted.date = new,
            (Some(_), _) | (None, None) => {}
        }
        for (key, value, head) in row.fields {
            match (self.wanted.fields.iter_mut().find(|(other, _)| *other == key), value) {
                (None, value) => self.wanted.fields.push((key, value)),
                // Lists add up.
                (Some((_, Value::List(old))), Value::List(new)) => {
                    let more: Vec<Value> = new.into_iter().filter(|item| !old.contains(item)).collect();
                    old.extend(more);
                }
                (Some((_, old)), new) if *old != new => clash(&head, &new.to_string(), &old.to_string()),
                (Some(_), _) => {}
            }
        }
        let named: Vec<Named> = row.cells.iter().flatten().map(|cell| cell.product.clone()).collect();
        for SharedKey { key, cell_key, value, head } in row.shared {
            self.shared.push(Shared { key, cell_key, value, head, cells: named.clone(), row: row.row });
        }
        if let Some(cells) = row.cells {
            let all = self.wanted.cells.get_or_insert_default();
            for cell in cells {
                match all.iter().find(|old| is_same(&old.product, &cell.product)) {
                    None => all.push(cell),
                    Some(old) if old.says == cell.says => {}
                    Some(_) => {
                        let message =
                            format!("'{}' stands in row {first}, too, and says otherwise", cell.product.text());
                        problems.push(Problem::new(message, "a milestone names a product once").at(row.row, ""));
                    }
                }
            }
        }
        self.wanted.rows.push(row.row);
    }

    /// Gives the milestone what all its rows agree on, and the products what only their rows say.
    fn finish(mut self, problems: &mut Vec<Problem>) -> WantedMilestone {
        for key in ["owner", "notes"] {
            let (all, rest): (Vec<Shared>, Vec<Shared>) = self.shared.into_iter().partition(|shared| shared.key == key);
            self.shared = rest;
            let Some(first) = all.first() else { continue };
            let agree = all.iter().all(|shared| shared.value == first.value);
            let names_nothing = all.iter().all(|shared| shared.cells.is_empty());
            if agree && (names_nothing || all.len() == self.wanted.rows.len()) {
                self.wanted.fields.push((key.into(), Value::text(first.value.as_str())));
                continue;
            }
            let mut whole: Option<&Shared> = None;
            for shared in &all {
                match whole {
                    _ if !shared.cells.is_empty() => self.give(shared),
                    None => {
                        self.wanted.fields.push((key.into(), Value::text(shared.value.as_str())));
                        whole = Some(shared);
                    }
                    Some(old) if old.value == shared.value => {}
                    Some(old) => {
                        let message = format!(
                            "'{}' here, '{}' in row {} of the same milestone",
                            short(&shared.value),
                            short(&old.value),
                            old.row
                        );
                        problems.push(Problem::new(message, "a milestone has one").at(shared.row, &shared.head));
                    }
                }
            }
        }
        self.wanted
    }

    /// Adds a key to what is said of the products of a row, unless they say it already.
    fn give(&mut self, shared: &Shared) {
        for cell in self.wanted.cells.iter_mut().flatten() {
            let is_meant = shared.cells.iter().any(|name| is_same(name, &cell.product));
            if is_meant && !cell.says.iter().any(|(key, _)| **key == *shared.cell_key) {
                cell.says.push((shared.cell_key.into(), Value::text(shared.value.as_str())));
            }
        }
    }
}

fn is_same(one: &Named, other: &Named) -> bool {
    one.text().to_lowercase() == other.text().to_lowercase()
}
