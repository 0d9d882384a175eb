//! The help and the palette: every command of a place, and every view, found by parts of their names; `Enter` runs one.

use super::act::act;
use super::command::{COMMANDS, Spec};
use super::effect::Effect;
use super::findings::come_back;
use super::overlay::{Help, Kind, Overlay};
use super::state::State;
use super::views;

/// What can be run from the help or the palette.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A command.
    Command(&'static Spec),
    /// A view of the file.
    View {
        /// Its name.
        name: String,
        /// Its filter.
        filter: String,
    },
}

impl Entry {
    /// Returns the command; none of a view.
    #[must_use]
    pub fn command(&self) -> Option<&'static Spec> {
        match self {
            Self::Command(spec) => Some(spec),
            Self::View { .. } => None,
        }
    }

    /// Returns what it is called.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Command(spec) => spec.name.to_string(),
            Self::View { name, .. } => format!("view {name}"),
        }
    }

    /// Returns what it does.
    #[must_use]
    pub fn doc(&self) -> &str {
        match self {
            Self::Command(spec) => spec.doc,
            Self::View { filter, .. } => filter,
        }
    }
}

/// Opens the help or the palette for the place where the keys go.
pub fn open(state: &mut State, kind: Kind) {
    let help = Help::new(state.context(), state.launch.chosen.keys.clone(), state.overlay.as_ref());
    let views = if kind == Kind::Palette { views_of(state) } else { Vec::new() };
    state.overlay = Some(Overlay::Help(Help { kind, views, ..help }));
}

/// Runs the entry of the help that the cursor is on.
pub fn run(state: &mut State, help: Help) -> Vec<Effect> {
    match entries(&help).into_iter().nth(help.place.at) {
        Some(Entry::Command(spec)) => {
            come_back(state, help.below);
            act(state, spec.command)
        }
        Some(Entry::View { filter, .. }) => {
            state.overlay = None;
            views::show(state, &filter);
            Vec::new()
        }
        None => {
            let what = if help.kind == Kind::Keys { "key" } else { "command" };
            state.overlay = Some(Overlay::Help(help));
            state.say(format!("no {what} fits what is typed: {}", state.keyed("{back} closes this")));
            Vec::new()
        }
    }
}

/// Returns the views of the file as entries.
fn views_of(state: &State) -> Vec<Entry> {
    views::of_file(state).map(|(name, filter)| Entry::View { name: name.into(), filter: filter.into() }).collect()
}

/// Returns the entries that what is typed fits to, the best first; of equal ones, in the order of the table.
fn found(help: &Help) -> Vec<Entry> {
    let commands = COMMANDS.iter().filter(|spec| spec.contexts.contains(&help.context));
    let commands = commands.filter(|spec| !help.keys.keys(spec, help.context).is_empty() && spec.group != "Move");
    let all = commands.map(Entry::Command).chain(help.views.iter().cloned());
    let wanted = help.input.value().to_lowercase();
    let mut scored: Vec<(u32, Entry)> = all.filter_map(|entry| Some((distance(&wanted, &entry)?, entry))).collect();
    scored.sort_by_key(|(distance, _)| *distance);
    scored.into_iter().map(|(_, entry)| entry).collect()
}

/// Returns how far what is typed is from an entry; none: it does not fit. Each word must fit, in any order.
fn distance(wanted: &str, entry: &Entry) -> Option<u32> {
    let (name, doc) = (entry.name().to_lowercase(), entry.doc().to_lowercase());
    wanted.split_whitespace().map(|word| distance_of_word(word, &name, &doc)).sum()
}

fn distance_of_word(word: &str, name: &str, doc: &str) -> Option<u32> {
    let begins_word = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    if name.starts_with(word) {
        Some(0)
    } else if begins_word(name) {
        Some(1)
    } else if begins_word(doc) {
        Some(2)
    } else if name.contains(word) {
        Some(3)
    } else if doc.contains(word) {
        Some(4)
    } else if is_among(word, name) {
        Some(5)
    } else {
        None
    }
}

/// Returns whether the letters of a word stand in a text in this order, whatever is between them.
fn is_among(word: &str, text: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

/// Returns the entries of a help or a palette.
#[must_use]
pub fn entries(help: &Help) -> Vec<Entry> {
    match help.kind {
        Kind::Keys => help.entries().into_iter().map(Entry::Command).collect(),
        Kind::Palette => found(help),
    }
}
