//! What an address on the command line names.

use chrono::NaiveDate;

use super::session::usage;
use crate::domain::board::{Board, Cell};
use crate::domain::edit::Record;
use crate::domain::edit::make::settled;
use crate::domain::id::{Address, AddressError, ORG, RecordKind};
use crate::domain::record::Target;
use crate::domain::suggest::nearest_of_all;
use crate::domain::text::clean;
use crate::error::Error;

/// How many addresses are offered in place of a wrong one.
const OFFERED: usize = 3;

/// What an address names.
#[derive(Clone, Copy, Debug)]
pub enum Named<'a> {
    /// The number of a milestone.
    Milestone(u32),
    /// An obligation.
    Obligation(&'a Cell),
    /// The place of a regulation in the file.
    Regulation(usize),
    /// The place of a product in the file.
    Product(usize),
}

/// What an address names for a command that writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The number of a milestone.
    Milestone(u32),
    /// An occurrence of the milestone with this number, by its nominal date.
    Occurrence(u32, NaiveDate),
    /// An obligation, also of an occurrence, and the number of its milestone. The milestone may not touch the product.
    Cell(u32, Record),
    /// A regulation.
    Regulation(Record),
    /// A product.
    Product(Record),
}

/// Finds what a command is to write.
///
/// # Errors
///
/// As [`find`]; an occurrence without a product.
pub fn aim(board: &Board, text: &str) -> Result<Aim, Error> {
    let (regulation, milestone, nominal, product) = match parse(text)? {
        Address::Record { kind, id } => {
            let is_product = matches!(whole(board, kind, &id, text)?, Named::Product(_));
            return Ok(if is_product {
                Aim::Product(Record::Product(id))
            } else {
                Aim::Regulation(Record::Regulation(id))
            });
        }
        Address::Milestone { regulation, milestone, occurrence, product } => {
            (regulation, milestone, occurrence, product)
        }
    };
    let number = number_of(board, &regulation, &milestone, product.as_deref(), text)?;
    match (product, nominal) {
        (None, None) => Ok(Aim::Milestone(number)),
        (None, Some(day)) => Ok(Aim::Occurrence(number, day)),
        (Some(target), nominal) => {
            if board.file.product_index(&target).is_none() && &*target != ORG {
                return Err(no_obligation(board, number, text));
            }
            Ok(Aim::Cell(number, Record::Cell { regulation, milestone, nominal, target }))
        }
    }
}

/// Finds what a command is to write; a cell of a series without its occurrence is the oldest live one.
///
/// # Errors
///
/// As [`aim`]; when more than one occurrence is overdue.
pub fn settled_aim(board: &Board, text: &str) -> Result<Aim, Error> {
    Ok(match aim(board, text)? {
        Aim::Cell(number, record) => {
            let record = settled(board, record).map_err(|refusal| usage(refusal.message, refusal.hint))?;
            Aim::Cell(number, record)
        }
        aim @ (Aim::Milestone(_) | Aim::Occurrence(..) | Aim::Regulation(_) | Aim::Product(_)) => aim,
    })
}

/// Finds the record that a command is to change: `file` is its head, and a milestone's selectors are records, too.
///
/// # Errors
///
/// As [`aim`].
pub fn record(board: &Board, text: &str) -> Result<Record, Error> {
    match text.parse::<Record>() {
        Ok(Record::File) => return Ok(Record::File),
        Ok(record @ Record::Cell { .. }) if Target::selector(record.id()).is_some() => {
            let (regulation, milestone) = record.milestone().unwrap_or_default();
            number_of(board, regulation, milestone, None, text)?;
            return Ok(record);
        }
        Ok(_) | Err(_) => {}
    }
    Ok(match settled_aim(board, text)? {
        Aim::Milestone(number) => record_of(board, number),
        Aim::Occurrence(number, day) => return Err(no_occurrence_record(board, number, day)),
        Aim::Cell(_, record) | Aim::Regulation(record) | Aim::Product(record) => record,
    })
}

/// Says that an occurrence is written product by product.
#[must_use]
pub fn no_occurrence_record(board: &Board, number: u32, day: NaiveDate) -> Error {
    let address = board.address(number);
    let hint = format!("name one product: {address}@{day}:PRODUCT");
    usage(format!("'{address}@{day}' has no record of its own"), hint)
}

/// Returns the record of a milestone.
#[must_use]
pub fn record_of(board: &Board, number: u32) -> Record {
    let (regulation, milestone) = board.records(number);
    Record::Milestone { regulation: regulation.id.as_str().into(), milestone: milestone.id.as_str().into() }
}

/// Returns the board that shows the occurrence which an address names; none where it names none.
///
/// # Errors
///
/// When it is no address, or the series has no such occurrence.
pub fn focused(board: &Board, text: &str) -> Result<Option<Board>, Error> {
    let Address::Milestone { regulation, milestone, occurrence: Some(nominal), product } = parse(text)? else {
        return Ok(None);
    };
    let number = number_of(board, &regulation, &milestone, product.as_deref(), text)?;
    if let Some(board) = board.focused(number, nominal) {
        return Ok(Some(board));
    }
    let address = board.address(number);
    if !board.plan.series.contains_key(&number) {
        return Err(usage(format!("'{address}' does not repeat"), format!("leave out @{nominal}")));
    }
    let hint = board.plan.near_words(number, nominal, &format!("{address}@"));
    Err(usage(format!("'{address}@{nominal}' is not an occurrence of its series"), hint))
}

/// Finds what an address names.
///
/// # Errors
///
/// When it is no address, names nothing (the nearest three are offered), or names two records.
pub fn find<'a>(board: &'a Board, text: &str) -> Result<Named<'a>, Error> {
    match parse(text)? {
        Address::Record { kind, id } => whole(board, kind, &id, text),
        Address::Milestone { regulation, milestone, occurrence, product } => {
            let number = number_of(board, &regulation, &milestone, product.as_deref(), text)?;
            let Some(product) = product else { return Ok(Named::Milestone(number)) };
            // A board that is focused on the occurrence shows it in the row.
            let is_shown = board.occurrence(number).map(|shown| shown.nominal) == Some(occurrence);
            let cell = board.cell_at(number, if is_shown { None } else { occurrence }, &product);
            cell.map(Named::Obligation).ok_or_else(|| no_obligation(board, number, text))
        }
    }
}

fn parse(text: &str) -> Result<Address, Error> {
    text.parse()
        .map_err(|error: AddressError| usage(error.to_string(), "write REGULATION/MILESTONE[:PRODUCT], or an id"))
}

fn number_of(
    board: &Board,
    regulation: &str,
    milestone: &str,
    product: Option<&str>,
    text: &str,
) -> Result<u32, Error> {
    let found = board.find(regulation, milestone);
    found.ok_or_else(|| no_milestone(board, &format!("{regulation}/{milestone}"), product, text))
}

fn whole<'a>(board: &'a Board, kind: Option<RecordKind>, id: &str, text: &str) -> Result<Named<'a>, Error> {
    let regulation = board.file.regulations.iter().position(|r| r.id.as_str() == id);
    let regulation = regulation.filter(|_| kind != Some(RecordKind::Product));
    let product = board.file.product_index(id).filter(|_| kind != Some(RecordKind::Regulation));
    match (regulation, product) {
        (Some(_), Some(_)) => Err(usage(
            format!("'{}' is a regulation and a product", clean(id)),
            format!("write 'regulation:{0}' or 'product:{0}'", clean(id)),
        )),
        (Some(at), None) => Ok(Named::Regulation(at)),
        (None, Some(at)) => Ok(Named::Product(at)),
        (None, None) => Err(no_record(board, kind, text)),
    }
}

/// Says that an id names nothing, with the nearest three of its kind.
fn no_record(board: &Board, kind: Option<RecordKind>, text: &str) -> Error {
    let prefix = match kind {
        Some(RecordKind::Product) => "product:",
        Some(RecordKind::Regulation) => "regulation:",
        None => "",
    };
    let regulations = board.file.regulations.iter().map(|r| r.id.as_str());
    let regulations = regulations.filter(|_| kind != Some(RecordKind::Product));
    let products = board.file.products.iter().map(|p| p.id.as_str()).filter(|_| kind != Some(RecordKind::Regulation));
    let known: Vec<String> = regulations.chain(products).map(|id| format!("{prefix}{id}")).collect();
    nothing(text, &closest(text, &known))
}

/// Says that an address names nothing, with the three nearest milestones.
///
/// Where the address goes on to a product that such a milestone touches, the obligation is offered.
fn no_milestone(board: &Board, milestone: &str, product: Option<&str>, text: &str) -> Error {
    let known: Vec<String> = numbers(board).map(|number| board.address(number)).collect();
    let with_product = |address: &str| {
        let wanted = product?;
        let number = known.iter().position(|known| known == address).and_then(|at| u32::try_from(at).ok())?;
        let cell = board.cells_of(number).iter().find(|cell| board.product(cell).id.as_str() == wanted)?;
        Some(board.address_of_cell(cell))
    };
    let near = closest(milestone, &known);
    let near: Vec<String> = near.into_iter().map(|address| with_product(&address).unwrap_or(address)).collect();
    nothing(text, &near)
}

/// Says that a milestone does not touch a product, with the nearest three that it touches.
fn no_obligation(board: &Board, number: u32, text: &str) -> Error {
    let mut known: Vec<String> = board.cells_of(number).iter().map(|cell| board.address_of_cell(cell)).collect();
    if known.is_empty() {
        known.push(board.address(number));
    }
    nothing(text, &closest(text, &known))
}

fn closest(text: &str, known: &[String]) -> Vec<String> {
    nearest_of_all(text, known.iter().map(String::as_str), OFFERED).into_iter().map(str::to_string).collect()
}

fn nothing(text: &str, near: &[String]) -> Error {
    let near: Vec<String> = near.iter().map(|address| format!("'{}'", clean(address))).collect();
    let hint = match near.split_last() {
        None => "the file has no milestones".into(),
        Some((only, [])) => format!("did you mean {only}?"),
        Some((last, others)) => format!("did you mean {} or {last}?", others.join(", ")),
    };
    usage(format!("there is no '{}'", clean(text)), hint)
}

fn numbers(board: &Board) -> std::ops::Range<u32> {
    0..u32::try_from(board.rows.len()).unwrap_or(u32::MAX)
}
