//! The first run: there is no file yet.

use super::effect::Effect;
use super::state::State;

/// Asks for a new file where the program looks for one.
#[must_use]
pub fn new_file() -> Vec<Effect> {
    vec![Effect::NewFile]
}

/// Asks for the built-in example in place of a file; nothing can be changed in it.
pub fn open_example(state: &mut State) -> Vec<Effect> {
    state.launch.is_example = true;
    state.launch.is_read_only = true;
    state.launch.file_name = Some("built-in example".into());
    vec![Effect::OpenExample]
}

/// Takes it that a new file was made: it is read next.
pub fn made(state: &mut State, name: String) {
    state.launch.file_name = Some(name);
    state.launch.origin = "./deadlines.yaml".into();
    state.source.loading_since = Some(state.now.mono);
    state.source.trouble = None;
    state.overlay = None;
    state.needs_draw = true;
}

/// What can be done on a board without deadlines.
pub const EMPTY: &str = "{add} adds a deadline, {add-product} a product, {file-fields} the file's title and zone";

/// How a regulation comes about, on the same board.
pub const REGULATIONS: &str = "in:Act in that line makes the regulation; {regulation-fields} shows its fields";
