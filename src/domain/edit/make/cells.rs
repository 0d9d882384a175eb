//! Which cells an edit means, and what is written of them.

use super::rule;
use crate::domain::board::{Board, Cell, IMPLIED};
use crate::domain::date::Verb;
use crate::domain::edit::{Facts, Record, Refusal, Why};
use crate::domain::id::ORG;
use crate::domain::plan::rules_of;
use crate::domain::record::{Milestone, Products, Target};
use crate::domain::status::Status;
use crate::domain::suggest::did_you_mean;
use crate::domain::zone::Zone;

/// What is written of a cell.
pub struct Cover<'a> {
    /// Whether it has an entry of its own.
    pub is_written: bool,
    /// The record that speaks for it, if it has none of its own: that of a selector.
    pub source: Option<Record>,
    /// The status as it reads now; none where this version does not compute it.
    pub status: Option<Status>,
    /// The zone of its date.
    pub zone: &'a Zone,
}

/// Returns the cells that `set` on a milestone means, each live one, and how many others there are.
///
/// # Errors
///
/// When it has no cells, none is live, or it repeats.
pub fn live_cells(board: &Board, milestone: u32) -> Result<(Vec<Record>, usize), Refusal> {
    let address = board.address(milestone);
    let (regulation, record) = board.records(milestone);
    touches_something(&address, record)?;
    if repeats(board, milestone) {
        return Err(repeating(&address));
    }
    let cells = board.cells_of(milestone);
    if cells.is_empty() {
        let message = format!("'{address}' names no product that there is");
        return Err(rule(message, "see what 'check' says of its products"));
    }
    let live: Vec<Record> = cells.iter().filter(|cell| cell.is_live).map(|cell| record_of(board, cell)).collect();
    if live.is_empty() {
        let message = format!("'{}/{}' has no live obligation", regulation.id, record.id);
        let hint = cells.first().map(|cell| format!("name one: {}", board.address_of_cell(cell)));
        return Err(Refusal::new(Why::Nothing, message, hint.unwrap_or_default()));
    }
    let others = cells.len() - live.len();
    Ok((live, others))
}

/// Returns the record of an obligation: its address.
#[must_use]
pub fn record_of(board: &Board, cell: &Cell) -> Record {
    let (regulation, milestone) = board.records(cell.milestone);
    Record::Cell {
        regulation: regulation.id.as_str().into(),
        milestone: milestone.id.as_str().into(),
        nominal: None,
        target: board.product(cell).id.as_str().into(),
    }
}

/// Returns what is written of a cell.
///
/// # Errors
///
/// When the milestone is not there, has no obligations, or does not touch the product; or when it repeats and the
/// occurrence is not named.
pub fn cover<'a>(facts: &Facts, board: &'a Board, record: &Record) -> Result<Cover<'a>, Refusal> {
    let Record::Cell { regulation, milestone, nominal, target } = record else {
        return Err(rule(format!("'{record}' has no status"), "name an obligation: REGULATION/MILESTONE:PRODUCT"));
    };
    let address = format!("{regulation}/{milestone}");
    let number = board.find(regulation, milestone);
    let missing = || Refusal::new(Why::Missing, format!("there is no milestone '{address}'"), "");
    let number = number.ok_or_else(missing)?;
    let written = board.records(number).1;
    touches_something(&address, written)?;
    match (nominal, repeats(board, number)) {
        (None, true) => return Err(repeating(&address)),
        (Some(day), false) => {
            return Err(rule(format!("'{address}' does not repeat"), format!("leave out @{day}")));
        }
        (None, false) | (Some(_), true) => {}
    }
    let is_written = facts.get(record, "status").is_some();
    let cell = board.cells_of(number).iter().find(|cell| board.product(cell).id.as_str() == &**target);
    let Some(cell) = cell else {
        if is_written && Target::selector(target).is_some() {
            return Ok(Cover { is_written, source: None, status: None, zone: board.zone_of(board.dated(number)) });
        }
        return Err(untouched(board, &address, written, target));
    };
    let source = if is_written { None } else { speaker(facts, board, (record, cell)) };
    let status = nominal.is_none().then_some(cell.status);
    Ok(Cover { is_written, source, status, zone: board.zone_of(board.dated_of_cell(cell)) })
}

/// Finds the record of the selector that speaks for a cell.
fn speaker(facts: &Facts, board: &Board, (record, cell): (&Record, &Cell)) -> Option<Record> {
    let Record::Cell { nominal: None, .. } = record else { return None };
    let selector = board.entry(cell).map(|entry| &entry.target)?;
    let mut records = facts.list.iter().filter(|fact| &*fact.key == "status").map(|fact| &fact.record);
    let speaks = records.find(|other| match other {
        Record::Cell { nominal: None, target, .. } => {
            other.milestone() == record.milestone() && Target::selector(target).as_ref() == Some(selector)
        }
        Record::Cell { .. } | Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => {
            false
        }
    });
    (cell.entry != IMPLIED).then(|| speaks.cloned()).flatten()
}

fn touches_something(address: &str, milestone: &Milestone) -> Result<(), Refusal> {
    if milestone.verb == Verb::At {
        let hint = "what is due stands under 'by' or 'from'";
        return Err(rule(format!("'{address}' is an event: nothing is due"), hint));
    }
    if matches!(&milestone.products, Products::Listed(entries) if entries.is_empty()) {
        let hint = "write the products that it touches into its 'products'";
        return Err(rule(format!("'{address}' touches nothing of ours: 'products' is empty"), hint));
    }
    Ok(())
}

fn untouched(board: &Board, address: &str, milestone: &Milestone, product: &str) -> Refusal {
    let ids = || board.file.products.iter().map(|product| product.id.as_str());
    if !ids().any(|id| id == product) {
        let message = format!("there is no product '{product}'");
        return Refusal::new(Why::Missing, message, did_you_mean(product, ids()));
    }
    let hint = match &milestone.products {
        Products::Implied => {
            format!("it is the organisation's ('{ORG}'); to add it, write products: [{ORG}, {product}]")
        }
        Products::Listed(_) => format!("to add it, write {product} into its 'products', line {}", milestone.line),
    };
    rule(format!("'{address}' does not touch '{product}'"), hint)
}

fn repeating(address: &str) -> Refusal {
    let message = format!("'{address}' repeats: it has a status for each occurrence");
    rule(message, format!("name the occurrence by its nominal date: {address}@YYYY-MM-DD:PRODUCT"))
}

/// Returns whether a milestone, or one that it counts from, repeats.
pub fn repeats(board: &Board, milestone: u32) -> bool {
    let mut seen = vec![milestone];
    let mut at = 0;
    while let Some(&number) = seen.get(at) {
        at += 1;
        let (regulation, record) = board.records(number);
        if record.repeat.is_some() {
            return true;
        }
        for rule in rules_of(&record.when.value).iter().filter(|rule| rule.anchor.occurrence.is_none()) {
            let anchor = &rule.anchor;
            let of = anchor.regulation.as_ref().unwrap_or(&regulation.id);
            let next = board.find(of.as_str(), anchor.milestone.as_str());
            seen.extend(next.filter(|next| !seen.contains(next)));
        }
    }
    false
}
