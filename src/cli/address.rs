//! What an address on the command line names.

use super::session::usage;
use crate::domain::board::{Board, Cell};
use crate::domain::id::{Address, AddressError, RecordKind};
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

/// Finds what an address names.
///
/// # Errors
///
/// When it is no address, names nothing (the nearest three are offered), or names two records.
pub fn find<'a>(board: &'a Board, text: &str) -> Result<Named<'a>, Error> {
    let address: Address = text
        .parse()
        .map_err(|error: AddressError| usage(error.to_string(), "write REGULATION/MILESTONE[:PRODUCT], or an id"))?;
    match address {
        Address::Record { kind, id } => record(board, kind, &id, text),
        Address::Milestone { regulation, milestone, occurrence, product } => {
            let number = board
                .find(&regulation, &milestone)
                .ok_or_else(|| no_milestone(board, &format!("{regulation}/{milestone}"), product.as_deref(), text))?;
            if occurrence.is_some() {
                return Err(usage(
                    format!("'{}': occurrences are not computed by this version", clean(text)),
                    "leave out the part from '@' on",
                ));
            }
            let Some(product) = product else { return Ok(Named::Milestone(number)) };
            let cell = board.cells_of(number).iter().find(|cell| board.product(cell).id.as_str() == &*product);
            cell.map(Named::Obligation).ok_or_else(|| no_obligation(board, number, text))
        }
    }
}

fn record<'a>(board: &'a Board, kind: Option<RecordKind>, id: &str, text: &str) -> Result<Named<'a>, Error> {
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
