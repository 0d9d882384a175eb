//! One line that is typed, with what it means below it: a new deadline, product or regulation, once more next year,
//! which record, a file to import, lead times before a deadline, the moment of an incident.

mod acking;
mod adding;
mod again;
mod choosing;
mod clock;
mod filling;
pub mod kept;
mod ladder;
mod path;
pub mod place;
mod words;

pub use acking::acknowledge_here;
pub use again::again;
pub use choosing::{product, regulation};
pub use clock::{clock, clock_here};
pub use ladder::ladder;
pub use path::{completed, import, is_importing};
pub use words::accept_word;

use chrono::{DateTime, Utc};
use tui_input::Input;

use super::edits::commit;
use super::effect::Effect;
use super::filter_line::edit;
use super::key::{Key, KeyCode};
use super::newcomer;
use super::overlay::Overlay;
use super::sheet::{self, Sheet, Sort};
use super::state::State;
use super::tone::Tone;
use super::typing::{Stage, Typed};
use super::views;
use super::when::needs_writing;
use super::words::Words;
use crate::domain::board::Board;
use crate::domain::edit::make::Fresh;
use crate::domain::edit::{Edit, Record, Refusal, Seat, Why};
use crate::domain::text::clean;
use crate::domain::unfinished::Unfinished;

/// One line that is typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed; at most [`super::filter_line::LONGEST`] characters.
    pub input: Input,
    /// What stood there when it was opened.
    pub before: String,
    /// Whether it is written, or asked whether to drop what was typed.
    pub stage: Stage,
    /// What it means.
    pub meaning: Meaning,
    /// Why it was not taken; empty: it was not tried.
    pub problem: String,
    /// The cursor, where there is a choice.
    pub at: usize,
}

/// What a line is for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// A new deadline.
    Deadline {
        /// The regulation of the selected row.
        regulation: Option<String>,
        /// The selected milestone: the new one comes behind it, if it is of the same regulation.
        behind: Option<Box<str>>,
    },
    /// A new product.
    Product,
    /// A new regulation, without a deadline.
    Regulation,
    /// A deadline once more, a year later; what is typed is its date.
    Again(Edit),
    /// Which record's fields are wanted: the records and their names.
    Choice(Vec<(Record, String)>),
    /// A file to import.
    Import,
    /// Lead times before a milestone.
    Ladder(Record),
    /// The moment at which a clock starts.
    Clock(Record),
    /// The name under which this filter is saved.
    View(String),
    /// Why the alerts of these obligations may wait, and until when; at least one.
    Ack(Vec<Record>),
}

/// What a line means.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// What was understood, what is wrong and what is missing.
    pub lines: Vec<Words>,
    /// The record that is to be written, if nothing is wrong and nothing is missing.
    pub wanted: Option<Wanted>,
}

/// A record that is to be written.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Its regulation, where that is new too.
    pub home: Option<Fresh>,
    /// The record.
    pub fresh: Fresh,
}

impl Typed for Prompt {
    fn is_changed(&self) -> bool {
        let is_text = match self.purpose {
            Purpose::Deadline { .. }
            | Purpose::Product
            | Purpose::Regulation
            | Purpose::Again(_)
            | Purpose::Ladder(_)
            | Purpose::Clock(_)
            | Purpose::Ack(_) => true,
            Purpose::Choice(_) | Purpose::Import | Purpose::View(_) => false,
        };
        is_text && self.input.value().trim() != self.before
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn turn_to(&mut self, stage: Stage) {
        self.stage = stage;
    }

    fn unfinished(&self, begun: DateTime<Utc>) -> Unfinished {
        kept::unfinished(self, begun)
    }
}

impl Prompt {
    fn new(purpose: Purpose, text: &str) -> Self {
        Self {
            purpose,
            input: Input::new(text.to_string()),
            before: text.to_string(),
            stage: Stage::Writing,
            meaning: Meaning::default(),
            problem: String::new(),
            at: 0,
        }
    }

    /// Returns the records that what is typed fits to.
    #[must_use]
    pub fn choices(&self) -> Vec<&(Record, String)> {
        let Purpose::Choice(records) = &self.purpose else { return Vec::new() };
        let wanted = self.input.value().trim().to_lowercase();
        let fits = |text: &str| text.to_lowercase().contains(&wanted);
        records.iter().filter(|(record, name)| fits(record.id()) || fits(name)).collect()
    }

    fn look(&mut self, state: &State) {
        let text = self.input.value().trim().to_string();
        self.meaning = match &self.purpose {
            Purpose::Deadline { regulation, behind } => {
                adding::deadline(state, &text, (regulation.as_deref(), behind.as_deref()))
            }
            Purpose::Product => adding::product(state, &text),
            Purpose::Regulation => adding::regulation(state, &text),
            Purpose::Again(edit) => again::meaning(state, edit, &text),
            Purpose::Choice(_) => self.chosen(),
            Purpose::Import => Meaning { lines: path::lines(state), wanted: None },
            Purpose::Ladder(record) => ladder::meaning(state, record, &text),
            Purpose::Clock(record) => clock::meaning(state, record, &text),
            Purpose::View(filter) => Meaning { lines: vec![Words::of(filter, Tone::Plain)], wanted: None },
            Purpose::Ack(cells) => acking::meaning(state, cells, &text),
        };
    }

    fn chosen(&mut self) -> Meaning {
        let count = self.choices().len();
        self.at = self.at.min(count.saturating_sub(1));
        let line = |(index, (record, name)): (usize, &&(Record, String))| {
            let sign = if index == self.at { "> " } else { "  " };
            Words::of(sign, Tone::Accent).then(name, Tone::Plain).then(&format!("  {}", record.id()), Tone::Dim)
        };
        let lines: Vec<Words> = self.choices().iter().enumerate().map(line).collect();
        let none = || vec![Words::of("nothing is called so", Tone::Doubtful)];
        Meaning { lines: if lines.is_empty() { none() } else { lines }, wanted: None }
    }
}

fn show(state: &mut State, mut prompt: Prompt) {
    prompt.look(state);
    state.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    state.needs_draw = true;
}

/// Opens the line for a new deadline.
pub fn add(state: &mut State) {
    let selected = state.source.board.as_ref().zip(state.list.milestone());
    let (regulation, behind) = match selected.map(|(board, number)| board.records(number)) {
        Some((regulation, milestone)) => (Some(regulation.id.to_string()), Some(milestone.id.as_str().into())),
        None => (None, None),
    };
    show(state, Prompt::new(Purpose::Deadline { regulation, behind }, ""));
}

/// Opens the line for a new product.
pub fn add_product(state: &mut State) {
    show(state, Prompt::new(Purpose::Product, ""));
}

/// Opens the line for a new regulation.
pub fn add_regulation(state: &mut State) {
    show(state, Prompt::new(Purpose::Regulation, ""));
}

/// Opens the line for the name of a view.
pub fn name_view(state: &mut State, filter: &str) {
    show(state, Prompt::new(Purpose::View(filter.to_string()), ""));
}

/// Does something with the line that is open, and looks at it anew.
pub(super) fn with_prompt<T>(state: &mut State, act: impl FnOnce(&State, &mut Prompt) -> T) -> Option<T> {
    let is_open = |overlay: &mut Overlay| matches!(overlay, Overlay::Prompt(_));
    let Some(Overlay::Prompt(mut prompt)) = state.overlay.take_if(is_open) else { return None };
    let done = act(state, &mut prompt);
    prompt.look(state);
    state.overlay = Some(Overlay::Prompt(prompt));
    state.needs_draw = true;
    Some(done)
}

/// Takes a key that is no command.
pub fn press(state: &mut State, key: Key) {
    with_prompt(state, |_, prompt| {
        prompt.problem.clear();
        edit(&mut prompt.input, key);
    });
}

/// Takes text that was pasted; on one line.
pub fn paste(state: &mut State, text: &str) {
    let cleaned = clean(text.trim()).as_str().to_string();
    with_prompt(state, |_, prompt| {
        for c in cleaned.chars() {
            edit(&mut prompt.input, Key { code: KeyCode::Char(c), ctrl: false });
        }
    });
}

/// Goes up or down among what can be chosen.
pub fn go(state: &mut State, by: isize) {
    with_prompt(state, |_, prompt| {
        let last = prompt.choices().len().saturating_sub(1);
        prompt.at = prompt.at.saturating_add_signed(by).min(last);
    });
}

/// Looks at a new version of the file while a line is open: what is typed stays.
pub fn looked(state: &mut State) {
    with_prompt(state, |_, _| ());
}

/// Takes what was typed (`Enter`), or says why not.
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = &state.overlay else { return Vec::new() };
    match &prompt.purpose {
        Purpose::Choice(_) => {
            if let Some((record, _)) = prompt.choices().get(prompt.at) {
                let record = record.clone();
                state.overlay = None;
                return sheet::open_on(state, &record);
            }
            with_prompt(state, |_, prompt| prompt.problem = "nothing is called so: type less of its name".into());
            Vec::new()
        }
        Purpose::Import => match prompt.input.value().trim() {
            "" => {
                fail(state, "type the path of a CSV file".to_string());
                Vec::new()
            }
            path => vec![Effect::ReadSheet { path: path.to_string() }],
        },
        Purpose::Deadline { .. }
        | Purpose::Product
        | Purpose::Regulation
        | Purpose::Again(_)
        | Purpose::Ladder(_)
        | Purpose::Clock(_)
        | Purpose::View(_)
        | Purpose::Ack(_) => {
            let Some(made) = with_prompt(state, made_of) else { return Vec::new() };
            match made.and_then(|edit| commit(state, edit)) {
                Ok(effects) => {
                    state.overlay = None;
                    effects
                }
                Err(refusal) => {
                    let hint = if refusal.hint.is_empty() { String::new() } else { format!("; {}", refusal.hint) };
                    with_prompt(state, |_, prompt| prompt.problem = format!("{}{hint}", refusal.message));
                    Vec::new()
                }
            }
        }
    }
}

fn made_of(state: &State, prompt: &mut Prompt) -> Result<Edit, Refusal> {
    prompt.stage = Stage::Writing;
    if let Some(why) = needs_writing(state) {
        return Err(Refusal::new(Why::Rule, state.keyed(why), "what you typed stays here"));
    }
    let text = prompt.input.value().trim();
    match &prompt.purpose {
        Purpose::Again(edit) => return again::edit_of(state, edit, text),
        Purpose::Ladder(record) => return ladder::edit_of(state, record, text).map(|(edit, _)| edit),
        Purpose::Clock(record) => return clock::edit_of(state, record, text).map(|(edit, _)| edit),
        Purpose::View(filter) => return views::edit_of(state, text, filter),
        Purpose::Ack(cells) => return acking::edit_of(state, cells, text),
        Purpose::Deadline { .. } | Purpose::Product | Purpose::Regulation | Purpose::Choice(_) | Purpose::Import => {}
    }
    let Some(wanted) = &prompt.meaning.wanted else {
        return Err(Refusal::new(Why::Rule, "something is missing", state.keyed("{whole-form} shows every field")));
    };
    newcomer::edit_of(state, wanted.home.as_ref(), &wanted.fresh).map(|(edit, _)| edit)
}

/// Goes on in the form of the new record, with what was understood filled in (`Tab`).
pub fn whole_form(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = &state.overlay else { return Vec::new() };
    let text = prompt.input.value().trim();
    let (sort, seat, filled) = match &prompt.purpose {
        Purpose::Deadline { regulation, behind } => {
            let seat = behind.clone().map_or(Seat::Last, Seat::Behind);
            (Sort::Milestone, seat, filling::deadline(state, text, regulation.as_deref()))
        }
        Purpose::Product => (Sort::Product, Seat::Last, filling::product(state, text)),
        Purpose::Regulation => (Sort::Regulation, Seat::Last, filling::regulation(state, text)),
        Purpose::Import => return vec![Effect::CompletePath { path: prompt.input.value().to_string() }],
        Purpose::Again(_)
        | Purpose::Choice(_)
        | Purpose::Ladder(_)
        | Purpose::Clock(_)
        | Purpose::View(_)
        | Purpose::Ack(_) => {
            return Vec::new();
        }
    };
    sheet::show(state, Sheet::fresh(sort, seat, &filled.typed));
    if let Some(wrong) = filled.wrong {
        sheet::wrong_at(state, &wrong.key, wrong.message, wrong.hint);
    }
    Vec::new()
}

/// Says under the line why what is typed was not taken.
pub fn fail(state: &mut State, why: String) {
    with_prompt(state, |_, prompt| prompt.problem = why);
}

/// Returns whether there is a whole form behind a line.
#[must_use]
pub fn has_form(state: &State) -> bool {
    let Some(Overlay::Prompt(prompt)) = &state.overlay else { return false };
    matches!(prompt.purpose, Purpose::Deadline { .. } | Purpose::Product | Purpose::Regulation | Purpose::Import)
}

/// Returns the board with all that waits to be saved.
fn ahead(state: &State) -> Option<(std::sync::Arc<crate::yaml::snapshot::Snapshot>, Board)> {
    let snapshot = newcomer::ahead(state)?;
    let board = newcomer::board_of(state, &snapshot);
    Some((snapshot, board))
}
