//! What an address on the command line names.

use super::session::usage;
use crate::domain::board::{Board, Cell};
use crate::domain::id::{Address, AddressError, RecordKind};
use crate::domain::suggest::nearest;
use crate::domain::text::clean;
use crate::error::Error;

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
        Address::Milestone { occurrence: Some(_), .. } => Err(usage(
            format!("'{}': occurrences are not computed by this version", clean(text)),
            "leave out the part from '@' on",
        )),
        Address::Milestone { regulation, milestone, occurrence: None, product } => {
            let number = board.find(&regulation, &milestone).ok_or_else(|| nothing(board, text))?;
            let Some(product) = product else { return Ok(Named::Milestone(number)) };
            let cell = board.cells_of(number).iter().find(|cell| board.product(cell).id.as_str() == &*product);
            cell.map(Named::Obligation).ok_or_else(|| nothing(board, text))
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
        (None, None) => Err(nothing(board, text)),
    }
}

/// Says that an address names nothing, with the nearest three of its kind.
fn nothing(board: &Board, text: &str) -> Error {
    let known: Vec<String> = match (text.contains('/'), text.split_once(':')) {
        (true, None) => numbers(board).map(|number| board.address(number)).collect(),
        (true, Some(_)) => board.cells.iter().map(|cell| board.address_of_cell(cell)).collect(),
        (false, prefix) => {
            let prefix = prefix.map_or(String::new(), |(kind, _)| format!("{kind}:"));
            let regulations = board.file.regulations.iter().map(|r| r.id.as_str()).filter(|_| prefix != "product:");
            let products = board.file.products.iter().map(|p| p.id.as_str()).filter(|_| prefix != "regulation:");
            regulations.chain(products).map(|id| format!("{prefix}{id}")).collect()
        }
    };
    let near = nearest(text, known.iter().map(String::as_str), 3);
    let near: Vec<String> = near.iter().map(|address| format!("'{}'", clean(address))).collect();
    let hint = match near.split_last() {
        None => "see 'duewatch list' for the addresses".into(),
        Some((only, [])) => format!("did you mean {only}?"),
        Some((last, others)) => format!("did you mean {} or {last}?", others.join(", ")),
    };
    usage(format!("there is no '{}'", clean(text)), hint)
}

fn numbers(board: &Board) -> std::ops::Range<u32> {
    0..u32::try_from(board.rows.len()).unwrap_or(u32::MAX)
}
