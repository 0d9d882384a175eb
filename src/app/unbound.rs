//! What is said of a key that means nothing where it was pressed: where it works, or where the keys are shown.

use super::command::{COMMANDS, Context, Spec};
use super::key::Key;
use super::keymap::{Arrows, Keymap, key_name, label, parse_keys};
use super::launch::Glyphs;
use super::state::State;

/// The places that a key is looked for in, and what they are called in a sentence.
const PANES: [(Context, &str); 4] = [
    (Context::List, "the list"),
    (Context::Matrix, "the matrix"),
    (Context::Timeline, "the timeline"),
    (Context::Detail, "the detail"),
];

/// Returns what is said of keys that mean nothing in a context.
#[must_use]
pub fn words(state: &State, context: Context, typed: &[Key]) -> String {
    let arrows = if state.launch.glyphs == Glyphs::Unicode { Arrows::Signs } else { Arrows::Words };
    let keymap = &state.launch.chosen.keys;
    let names: Vec<String> = typed.iter().map(|key| label(&key_name(*key), arrows)).collect();
    let homes: Vec<(&'static Spec, &str)> =
        PANES.iter().filter_map(|(pane, word)| Some((home(keymap, *pane, typed)?, *word))).collect();
    if let (Context::Start, Some((spec, _))) = (context, homes.first())
        && let Some(why) = (spec.when)(state)
    {
        return format!("{}: {}", names.join(" "), state.keyed(why));
    }
    let help = home_of_help(keymap, context, arrows);
    let keys = names.join(" ");
    let places: Vec<&str> = homes.iter().map(|(_, place)| *place).collect();
    match (places.as_slice(), typed) {
        ([one], _) => format!("{keys} works in {one}, not here"),
        ([one, other], _) => format!("{keys} works in {one} and {other}, not here"),
        ([one, other, third], _) => format!("{keys} works in {one}, {other} and {third}, not here"),
        ([one, other, third, fourth, ..], _) => {
            format!("{keys} works in {one}, {other}, {third} and {fourth}, not here")
        }
        ([], [_, _, ..]) => format!("{keys} means nothing: wait after the first key, and it shows how to go on"),
        ([], _) => {
            let help = help.unwrap_or_else(|| "the last line".into());
            format!("{keys} means nothing here: {help} shows the keys")
        }
    }
}

/// Returns the key of the help, where there is help.
fn home_of_help(keymap: &Keymap, context: Context, arrows: Arrows) -> Option<String> {
    let help = super::command::spec(super::command::Command::Help);
    keymap.keys(help, context).first().map(|keys| label(keys, arrows))
}

/// Returns the command that keys mean or begin in a context.
fn home(keymap: &Keymap, context: Context, typed: &[Key]) -> Option<&'static Spec> {
    let begins = |keys: &str| parse_keys(keys).is_some_and(|keys| keys.starts_with(typed));
    COMMANDS.iter().find(|spec| keymap.keys(spec, context).into_iter().any(begins))
}
