//! Which cells an edit means, and what is written of them.

use chrono::NaiveDate;

use super::rule;
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell, Occurrence};
use crate::domain::date::Verb;
use crate::domain::dated::Dated;
use crate::domain::edit::{Facts, Record, Refusal, Why};
use crate::domain::id::ORG;
use crate::domain::members::{Muster, Speaker};
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
    /// The status as it reads now; none where nothing is on the board for it.
    pub status: Option<Status>,
    /// The zone of its date.
    pub zone: &'a Zone,
}

/// The cells that `set` on a milestone means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Each live one.
    pub cells: Vec<Record>,
    /// How many others there are.
    pub others: usize,
    /// The occurrence that they belong to, of a milestone that repeats.
    pub nominal: Option<NaiveDate>,
}

/// Returns the cells that `set` on a milestone means: each live one; of a series those of one occurrence.
///
/// Without `nominal` a series gives its oldest live occurrence.
///
/// # Errors
///
/// When it has no cells, or none is live; when it repeats and more than one occurrence is overdue, or has no such
/// occurrence.
pub fn live_cells(board: &Board, milestone: u32, nominal: Option<NaiveDate>) -> Result<Live, Refusal> {
    let address = board.address(milestone);
    touches_something(&address, board.records(milestone).1)?;
    if let Some(nominal) = nominal {
        let occurrence = occurrence_at(board, milestone, nominal)?;
        return match occurrence {
            Found::Present(occurrence) => live(board, board.cells_at(occurrence), &address, Some(nominal)),
            Found::ToCome(_) => Err(rule(
                format!("'{address}@{nominal}' lies behind the next occurrence"),
                format!("name one product: {address}@{nominal}:PRODUCT"),
            )),
        };
    }
    let nominal = match board.occurrence(milestone) {
        Some(occurrence) => Some(oldest(board, occurrence, None)?),
        None => None,
    };
    live(board, board.cells_of(milestone), &address, nominal)
}

fn live(board: &Board, cells: &[Cell], address: &str, nominal: Option<NaiveDate>) -> Result<Live, Refusal> {
    if cells.is_empty() {
        let message = format!("'{address}' names no product that there is");
        return Err(rule(message, "see what 'check' says of its products"));
    }
    let alive: Vec<Record> = cells.iter().filter(|cell| cell.is_live).map(|cell| record_of(board, cell)).collect();
    if alive.is_empty() {
        let at = nominal.map(|day| format!("@{day}")).unwrap_or_default();
        let message = format!("'{address}{at}' has no live obligation");
        let hint = cells.first().map(|cell| format!("name one: {}", board.address_of_cell(cell)));
        return Err(Refusal::new(Why::Nothing, message, hint.unwrap_or_default()));
    }
    let others = cells.len() - alive.len();
    Ok(Live { cells: alive, others, nominal })
}

/// Returns the nominal date of the occurrence that is meant where none is named: the oldest that is live.
///
/// # Errors
///
/// When more than one is overdue, or its date is not known.
fn oldest(board: &Board, shown: &Occurrence, product: Option<&str>) -> Result<NaiveDate, Refusal> {
    let address = board.address(shown.milestone);
    let is_meant = |cell: &&Cell| product.is_none_or(|id| board.product(cell).id.as_str() == id);
    let all = board.occurrences_of(shown.milestone);
    let is_overdue = |cell: &Cell| cell.is_live && cell.band == Band::Overdue;
    let overdue: Vec<String> = all
        .iter()
        .filter(|occurrence| board.cells_at(occurrence).iter().filter(is_meant).any(is_overdue))
        .filter_map(|occurrence| occurrence.nominal.map(|day| format!("@{day}")))
        .collect();
    if overdue.len() > 1 {
        let message = format!("'{address}' has {} overdue occurrences", overdue.len());
        return Err(rule(message, format!("name one: {}", overdue.join(", "))));
    }
    let is_live =
        |occurrence: &&Occurrence| board.cells_at(occurrence).iter().filter(is_meant).any(|cell| cell.is_live);
    let meant = all.iter().find(is_live).unwrap_or(shown);
    meant.nominal.ok_or_else(|| {
        let before = all.iter().rev().find_map(|occurrence| occurrence.nominal);
        let before = before.map(|day| format!("{address}@{day}")).unwrap_or_default();
        rule(
            format!("the next date of '{address}' is not known: it counts from a closing whose day is missing"),
            format!("give {before} the day on which it was closed"),
        )
    })
}

/// An occurrence that was named.
enum Found<'a> {
    /// It is on the board.
    Present(&'a Occurrence),
    /// It comes behind the next one; its date.
    ToCome(Box<Dated>),
}

/// Finds an occurrence of a series by its nominal date.
fn occurrence_at(board: &Board, milestone: u32, nominal: NaiveDate) -> Result<Found<'_>, Refusal> {
    let address = board.address(milestone);
    if !board.plan.series.contains_key(&milestone) {
        return Err(rule(format!("'{address}' does not repeat"), format!("leave out @{nominal}")));
    }
    let all = board.occurrences_of(milestone);
    if let Some(found) = all.iter().find(|occurrence| occurrence.nominal == Some(nominal)) {
        return Ok(Found::Present(found));
    }
    if let Some((_, instance)) =
        board.plan.occurrence_on(milestone, nominal).filter(|_| board.plan.is_regular(milestone))
    {
        return Ok(Found::ToCome(Box::new(instance.dated)));
    }
    let message = format!("'{address}@{nominal}' is not an occurrence of its series");
    Err(Refusal::new(Why::Missing, message, board.plan.near_words(milestone, nominal, &format!("{address}@"))))
}

/// Names the occurrence of a cell that is addressed without one: the oldest live one of that product.
///
/// A cell of a milestone that does not repeat, and one that names its occurrence, stay as they are.
///
/// # Errors
///
/// When more than one occurrence is overdue, or its date is not known.
pub fn settled(board: &Board, record: Record) -> Result<Record, Refusal> {
    let Record::Cell { regulation, milestone, nominal: None, target } = &record else { return Ok(record) };
    let number = board.find(regulation, milestone);
    let Some(occurrence) = number.and_then(|number| board.occurrence(number)) else { return Ok(record) };
    let nominal = Some(oldest(board, occurrence, Some(target))?);
    Ok(Record::Cell { regulation: regulation.clone(), milestone: milestone.clone(), nominal, target: target.clone() })
}

/// Returns the record of an obligation: its address.
#[must_use]
pub fn record_of(board: &Board, cell: &Cell) -> Record {
    let (regulation, milestone) = board.records(cell.milestone);
    Record::Cell {
        regulation: regulation.id.as_str().into(),
        milestone: milestone.id.as_str().into(),
        nominal: board.occurrence_of_cell(cell).and_then(|occurrence| occurrence.nominal),
        target: board.product(cell).id.as_str().into(),
    }
}

/// Returns what is written of a cell.
///
/// # Errors
///
/// When the milestone is not there, has no obligations, or does not touch the product; when it repeats and the
/// occurrence is not named, or is none of its series.
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
    let is_written = facts.get(record, "status").is_some();
    let (cells, dated) = match nominal {
        None if board.plan.series.contains_key(&number) => return Err(repeating(&address)),
        None => (board.cells_of(number), board.dated(number)),
        Some(nominal) => match occurrence_at(board, number, *nominal)? {
            Found::Present(occurrence) => (board.cells_at(occurrence), &occurrence.dated),
            Found::ToCome(dated) => return to_come(board, (number, &dated), is_written, target),
        },
    };
    let cell = cells.iter().find(|cell| board.product(cell).id.as_str() == &**target);
    let Some(cell) = cell else {
        if is_written && Target::selector(target).is_some() {
            return Ok(Cover { is_written, source: None, status: None, zone: board.zone_of(dated) });
        }
        return Err(untouched(board, &address, written, target));
    };
    let source = if is_written { None } else { speaker(facts, board, (record, cell)) };
    Ok(Cover { is_written, source, status: Some(cell.status), zone: board.zone_of(board.dated_of_cell(cell)) })
}

/// Returns what is written of a cell of an occurrence behind the next one.
fn to_come<'a>(
    board: &'a Board,
    (number, dated): (u32, &Dated),
    is_written: bool,
    target: &str,
) -> Result<Cover<'a>, Refusal> {
    let (file, plan) = (&board.file, &board.plan);
    let written = board.records(number).1;
    let muster = Muster { file, roster: &plan.roster, file_zone: plan.zone(plan.file_zone) };
    let mut members = Vec::new();
    muster.collect(written, None, dated.due_day().unwrap_or_default(), &mut members);
    let product = file.product_index(target).and_then(|at| u32::try_from(at).ok());
    if !is_written && !members.iter().any(|(_, member)| Some(*member) == product) {
        return Err(untouched(board, &board.address(number), written, target));
    }
    let status = if is_written { None } else { Some(Status::Open) };
    Ok(Cover { is_written, source: None, status, zone: plan.zone(dated.zone) })
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
    (cell.speaker != Speaker::Implied).then(|| speaks.cloned()).flatten()
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
