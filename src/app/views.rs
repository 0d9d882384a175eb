//! Saved filters: three that are always there, and those that the file keeps under `views`.

use super::edits::facts;
use super::prompt;
use super::state::State;
use super::update::refilter;
use super::when::needs_views;
use crate::domain::edit::make::edit_fields;
use crate::domain::edit::{Edit, Record, Refusal, Why};

/// What the user of the settings owns.
pub const MINE: &str = "owner:@me";
/// What is overdue.
pub const OVERDUE: &str = "is:overdue";
/// What is due within 7 days, and is not overdue.
pub const WEEK: &str = "is:week";

/// Returns the names and filters of the file's views, in its order.
pub fn of_file(state: &State) -> impl Iterator<Item = (&str, &str)> {
    let views = state.source.board.as_ref().map_or(&[][..], |board| &board.file.views);
    views.iter().map(|view| (&*view.name, &*view.filter.value))
}

/// Shows the rows of a filter; it stands in the message line.
pub fn show(state: &mut State, filter: &str) {
    state.filter.is_open = false;
    state.filter.home = None;
    state.filter.set(filter);
    refilter(state);
    state.needs_draw = true;
}

/// Shows the file's view of this number, from 1; says so where it has fewer.
pub fn show_number(state: &mut State, number: usize) {
    if let Some(why) = needs_views(state) {
        return state.say(state.keyed(why));
    }
    let found = of_file(state).nth(number.saturating_sub(1)).map(|(_, filter)| filter.to_string());
    if let Some(filter) = found {
        return show(state, &filter);
    }
    let count = of_file(state).count();
    let views = if count == 1 { "view" } else { "views" };
    state.say(format!(
        "the file has {count} {views}: {}",
        state.keyed("{filter} filters, then {save-view} saves one more")
    ));
}

/// Asks for the name under which the filter is saved.
pub fn ask_name(state: &mut State) {
    let filter = state.filter.text().trim().to_string();
    prompt::name_view(state, &filter);
}

/// Makes the edit that saves a filter under a name.
///
/// # Errors
///
/// When it is no name, or the file has a view of this name.
pub fn edit_of(state: &State, name: &str, filter: &str) -> Result<Edit, Refusal> {
    let name = name.trim();
    let Some(board) = &state.source.board else {
        return Err(Refusal::new(Why::Missing, "no file has been read yet", ""));
    };
    if name.is_empty() {
        return Err(Refusal::new(Why::Rule, "it has no name yet", "type one, such as q4-gateways"));
    }
    if name.contains(char::is_whitespace) {
        return Err(Refusal::new(Why::Rule, "the name of a view is one word", "write it with a hyphen: q4-gateways"));
    }
    if of_file(state).any(|(other, _)| other == name) {
        let message = format!("the file has a view '{name}'");
        return Err(Refusal::new(
            Why::Rule,
            message,
            state.keyed("choose another name; {file-fields} changes or removes that one"),
        ));
    }
    let field = (format!("views.{name}"), filter.to_string());
    edit_fields(&facts(state, &[Record::File])?, board, &Record::File, &[field])
}
