//! Whose fields are wanted: those of the row under the cursor, or of a record that is asked for.

use super::{Prompt, Purpose, show};
use crate::app::effect::Effect;
use crate::app::sheet;
use crate::app::state::State;
use crate::domain::edit::Record;
use crate::domain::record::{Product, Regulation};

/// Opens the form of the product of the column under the cursor; in a list, asks which one: those of the row stand first.
pub fn product(state: &mut State) -> Vec<Effect> {
    let Some(board) = &state.source.board else { return Vec::new() };
    let cells = state.list.milestone().map_or(&[][..], |number| board.cells_of(number));
    let in_matrix = state.screen.pane.is_of_cells();
    let column = state.matrix.product().filter(|_| in_matrix);
    let column = column.and_then(|product| board.file.products.get(product as usize));
    let column = column.filter(|product| !product.implied);
    if let Some(product) = column {
        let record = Record::Product(product.id.as_str().into());
        return sheet::open_on(state, &record);
    }
    let of = |product: &Product| (Record::Product(product.id.as_str().into()), product.name.to_string());
    let mut products: Vec<(Record, String)> =
        cells.iter().map(|cell| board.product(cell)).filter(|product| !product.implied).map(of).collect();
    let others = board.file.products.iter().filter(|product| !product.implied).map(of);
    for other in others {
        if !products.contains(&other) {
            products.push(other);
        }
    }
    choose(state, products, "there is no product yet: {add-product} adds one")
}

/// Opens the form of the regulation of the row under the cursor; asks which one where there is no row, or where others
/// have no row that would lead to them.
pub fn regulation(state: &mut State) -> Vec<Effect> {
    let Some(board) = &state.source.board else { return Vec::new() };
    let of = |one: &Regulation| (Record::Regulation(one.id.as_str().into()), one.title.to_string());
    let own = state.list.milestone().map(|number| of(board.records(number).0));
    let is_hidden = |one: &&Regulation| own.is_none() || one.milestones.is_empty();
    let others = board.file.regulations.iter().filter(is_hidden).map(of);
    let all: Vec<(Record, String)> = own.iter().cloned().chain(others).collect();
    choose(state, all, "there is no regulation yet: {add-regulation} adds one, {add} adds one with its first deadline")
}

/// Opens the only one; asks which one where there are several.
fn choose(state: &mut State, records: Vec<(Record, String)>, none: &'static str) -> Vec<Effect> {
    match records.as_slice() {
        [] => {
            state.say(state.keyed(none));
            Vec::new()
        }
        [(only, _)] => sheet::open_on(state, &only.clone()),
        _ => {
            show(state, Prompt::new(Purpose::Choice(records), ""));
            Vec::new()
        }
    }
}
