//! The form that asks for what a status must say.

pub mod place;

use chrono::{DateTime, Utc};
use tui_input::Input;

use super::effect::Effect;
use super::filter_line::edit;
use super::key::Key;
use super::many::{self, Rows};
use super::overlay::Overlay;
use super::state::State;
use super::status::{say_and_set, set_on};
use super::typing::{Stage, Typed};
use super::when::needs_writing;
use crate::domain::board::{Board, Cell};
use crate::domain::edit::make::{Asked, Given, asked, is_day, record_of, set_status, typed_day};
use crate::domain::edit::{Facts, Record, Refusal, Why};
use crate::domain::obligation::day_of;
use crate::domain::outlook::day_words;
use crate::domain::status::Status;
use crate::domain::text::clean;
use crate::domain::unfinished::{Unfinished, facts_about};

/// The word for this dialog in what is kept of it.
pub const DIALOG: &str = "status";
/// The word for the status that it sets.
const STATUS: &str = "status";

/// The form that asks for what a status must say.
#[derive(Clone, Debug)]
pub struct Form {
    /// The milestone's number.
    pub milestone: u32,
    /// The obligation.
    pub cell: Record,
    /// What its entry said when the form was opened; none: it could not be read.
    pub facts: Option<Facts>,
    /// Its product, as shown.
    pub product: String,
    /// Its new status.
    pub to: Status,
    /// One for each key that the status says; at most ten.
    pub fields: Vec<Field>,
    /// The field that is written in.
    pub at: usize,
    /// Why it was not taken; empty: it was not tried.
    pub problem: String,
    /// Whether it is written in, or asked whether to drop what was typed.
    pub stage: Stage,
    /// The rows that are meant in place of the one obligation.
    pub many: Option<Rows>,
}

/// One key that a status says.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key.
    pub asked: Asked,
    /// What is typed; at most a thousand characters.
    pub input: Input,
    /// What stood there when the form was opened.
    pub before: String,
}

/// Says which occurrence of a series is meant, behind what it is about: `, 15 Apr 2026`; nothing where nothing repeats.
#[must_use]
pub fn occurrence_words(board: &Board, occurrence: Option<u32>) -> String {
    let occurrence = occurrence.and_then(|at| board.occurrences.get(at as usize));
    occurrence.map_or_else(String::new, |occurrence| format!(", {}", day_words(&occurrence.dated)))
}

impl Form {
    /// Makes the form for an obligation: filled in with what it says already, else with today and the user.
    #[must_use]
    pub fn new(state: &State, board: &Board, cell: &Cell, record: Record, to: Status) -> Self {
        let today = super::edits::hand(state, board, cell.milestone).today.to_string();
        let filled = |key: &str| {
            // What an old status said of itself is not what the new one says.
            let said = if cell.status == to { said(board, cell, key) } else { None };
            said.unwrap_or_else(|| match key {
                "closed" | "since" => today.clone(),
                "who" => state.launch.author.user.clone(),
                _ => String::new(),
            })
        };
        let field = |asked: &Asked| {
            let before = filled(asked.key);
            Field { asked: *asked, input: Input::new(before.clone()), before }
        };
        let fields: Vec<Field> = asked(to).iter().map(field).collect();
        let empty = fields.iter().position(|field| field.input.value().is_empty() && field.asked.is_needed);
        Self {
            milestone: cell.milestone,
            facts: super::edits::facts(state, std::slice::from_ref(&record)).ok(),
            cell: record,
            product: format!("{}{}", board.product(cell).label(), occurrence_words(board, cell.occurrence)),
            to,
            at: empty.unwrap_or(0),
            fields,
            problem: String::new(),
            stage: Stage::Writing,
            many: None,
        }
    }

    /// Makes the form for many rows: each day that is today is so in the zone of its own date.
    #[must_use]
    pub fn of_rows(state: &State, rows: Rows, to: Status) -> Self {
        let filled = |key: &str| match key {
            "closed" | "since" => "today".to_string(),
            "who" => state.launch.author.user.clone(),
            _ => String::new(),
        };
        let field = |asked: &Asked| {
            let before = filled(asked.key);
            Field { asked: *asked, input: Input::new(before.clone()), before }
        };
        let fields: Vec<Field> = asked(to).iter().map(field).collect();
        let empty = fields.iter().position(|field| field.input.value().is_empty() && field.asked.is_needed);
        Self {
            milestone: 0,
            facts: None,
            cell: Record::File,
            product: many::called(state, &rows),
            to,
            at: empty.unwrap_or(0),
            fields,
            problem: String::new(),
            stage: Stage::Writing,
            many: Some(rows),
        }
    }

    /// Says under the field that is wrong why it was not taken.
    pub fn refused(&mut self, refusal: &Refusal) {
        let hint = if refusal.hint.is_empty() { String::new() } else { format!(": {}", refusal.hint) };
        self.problem = format!("{}{hint}", refusal.message);
        let named = |key: &str| refusal.message.contains(&format!("'{key}'"));
        self.at = self.fields.iter().position(|field| named(field.asked.key)).unwrap_or(self.at);
    }

    /// Goes to another field, round and round.
    pub fn turn(&mut self, by: isize) {
        let count = isize::try_from(self.fields.len().max(1)).unwrap_or(1);
        let at = isize::try_from(self.at).unwrap_or(0);
        self.at = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
    }

    /// Says which day a short form means that is typed in a field, such as `fri` or `-3d`; of rows in several zones, which
    /// days: each row gets its own.
    #[must_use]
    pub fn day_meant(&self, state: &State, field: &Field) -> Option<String> {
        let (key, text) = (field.asked.key, field.input.value());
        let board = state.source.board.as_ref().filter(|_| is_day(key) && !text.is_empty())?;
        let said = |number: u32| {
            let zone = board.zone_of(board.plan.dated.get(number as usize)?);
            let today = zone.day_of(state.now.wall);
            let reading = typed_day(key, text, (today, zone, board.calendar(number))).ok()?;
            reading.is_remarkable().then(|| reading.remark())
        };
        let Some(rows) = &self.many else { return said(self.milestone) };
        let mut all: Vec<String> = Vec::new();
        for day in rows.milestones.iter().filter_map(|row| said(number_of(board, row)?)) {
            if !all.contains(&day) {
                all.push(day);
            }
        }
        (!all.is_empty()).then(|| all.join(", or in another zone "))
    }

    /// Returns what was typed.
    #[must_use]
    pub fn given(&self) -> Given {
        let mut given = Given::default();
        for field in &self.fields {
            let slot = match field.asked.key {
                "reason" => &mut given.reason,
                "who" => &mut given.who,
                "since" => &mut given.since,
                "until" => &mut given.until,
                "closed" => &mut given.closed,
                "waiting" => &mut given.waiting,
                "chase" => &mut given.chase,
                _ => &mut given.note,
            };
            let text = field.input.value().trim();
            *slot = (!text.is_empty()).then(|| text.to_string());
        }
        given
    }
}

impl Typed for Form {
    fn is_changed(&self) -> bool {
        self.fields.iter().any(|field| field.input.value() != field.before)
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn turn_to(&mut self, stage: Stage) {
        self.stage = stage;
    }

    fn unfinished(&self, begun: DateTime<Utc>) -> Unfinished {
        let typed = self.fields.iter().map(|field| (field.asked.key.to_string(), field.input.value().to_string()));
        let status = (STATUS.to_string(), self.to.word().to_string());
        let rows = self.many.as_ref().map(Rows::about).unwrap_or_default();
        Unfinished {
            dialog: DIALOG.into(),
            record: self.cell.clone(),
            about: std::iter::once(status).chain(rows).collect(),
            fields: typed.collect(),
            facts: self.facts.as_ref().map(|facts| facts_about(facts, &self.cell)).unwrap_or_default(),
            begun,
        }
    }
}

/// Opens the form again in which something was typed.
///
/// # Errors
///
/// One line: what it is about is gone, or this version asks for other things.
pub fn reopen(state: &State, text: &Unfinished) -> Result<Overlay, String> {
    let word = text.about(STATUS).unwrap_or_default();
    let to = Status::from_word(word).ok_or_else(|| format!("'{word}' is not a status"))?;
    let mut form = match Rows::of_about(state, text)? {
        Some(rows) => Form::of_rows(state, rows, to),
        None => of_one(state, &text.record, to)?,
    };
    for (name, value) in &text.fields {
        match form.fields.iter_mut().find(|field| field.asked.key == name) {
            Some(field) => field.input = Input::new(value.clone()),
            None if value.is_empty() => {}
            None => return Err(format!("'{word}' does not ask for '{name}'")),
        }
    }
    form.facts = Some(text.facts.clone()).filter(|facts| !facts.list.is_empty()).or(form.facts);
    Ok(Overlay::Form(Box::new(form)))
}

fn of_one(state: &State, record: &Record, to: Status) -> Result<Form, String> {
    let gone = || format!("'{record}' is no longer in the file");
    let board = state.source.board.as_ref().ok_or_else(gone)?;
    let number = number_of(board, record).ok_or_else(gone)?;
    let cell = board.cells_of(number).iter().find(|cell| record_of(board, cell) == *record).ok_or_else(gone)?;
    Ok(Form::new(state, board, cell, record.clone(), to))
}

/// Returns whether the file says by now what was typed; of many rows that is not known.
#[must_use]
pub fn is_said(state: &State, text: &Unfinished) -> bool {
    let (Ok(Overlay::Form(form)), Some(board)) = (reopen(state, text), &state.source.board) else { return false };
    let Ok(now) = super::edits::facts(state, std::slice::from_ref(&form.cell)) else { return false };
    let hand = super::edits::hand(state, board, form.milestone);
    let made = set_status(&now, board, std::slice::from_ref(&form.cell), form.to, &form.given(), &hand);
    form.many.is_none() && made.is_err_and(|refusal| refusal.why == Why::Nothing)
}

fn number_of(board: &Board, record: &Record) -> Option<u32> {
    let (regulation, milestone) = record.milestone()?;
    board.find(regulation, milestone)
}

/// Returns what an obligation says of a key.
fn said(board: &Board, cell: &Cell, key: &str) -> Option<String> {
    let details = board.record(cell)?.details.as_deref()?;
    let zone = board.zone_of(board.dated_of_cell(cell));
    let day = |point: &crate::domain::date::Point| day_of(point, zone).to_string();
    match key {
        "reason" => details.reason.as_deref().map(ToString::to_string),
        "who" => details.who.as_deref().map(ToString::to_string),
        "waiting" => details.waiting.as_deref().map(ToString::to_string),
        "since" => details.since.as_ref().map(|since| day(&since.value)),
        "until" => details.until.as_deref().map(|until| day(&until.value)),
        "closed" => details.closed.as_ref().map(|closed| day(&closed.value)),
        "chase" => details.chase.as_deref().map(|chase| day(&chase.value)),
        _ => None,
    }
}

/// Looks at a new version of the file while the form is open: what is typed stays.
pub fn looked(state: &mut State) {
    let Some(Overlay::Form(form)) = &mut state.overlay else { return };
    let Some((regulation, milestone)) = form.cell.milestone() else { return };
    let Some(board) = &state.source.board else { return };
    state.needs_draw = true;
    match board.find(regulation, milestone) {
        Some(number) => {
            form.milestone = number;
            if form.problem == GONE {
                form.problem.clear();
            }
        }
        None => form.problem = GONE.into(),
    }
}

/// What a form says whose milestone somebody deleted or renamed.
const GONE: &str = "its milestone is no longer in the file: what you typed stays here";

/// Takes a key that is no command.
pub fn press(state: &mut State, key: Key) {
    if let Some(Overlay::Form(form)) = &mut state.overlay {
        if let Some(field) = form.fields.get_mut(form.at) {
            edit(&mut field.input, key);
        }
        form.problem.clear();
        state.needs_draw = true;
    }
}

/// Takes text that was pasted, cleaned; its line ends become spaces.
pub fn paste(state: &mut State, text: &str) {
    for c in clean(text.trim()).as_str().chars() {
        press(state, Key { code: super::key::KeyCode::Char(c), ctrl: false });
    }
}

/// Saves what was typed, or says under the field why not.
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Form(mut form)) = state.overlay.take() else { return Vec::new() };
    form.stage = Stage::Writing;
    if let Some(why) = needs_writing(state) {
        form.refused(&Refusal::new(Why::Rule, state.keyed(why), "what you typed stays here"));
        state.overlay = Some(Overlay::Form(form));
        return Vec::new();
    }
    if let Some(rows) = form.many.clone() {
        return many::told(state, form, rows);
    }
    // The rows may have other numbers by now.
    let board = state.source.board.as_ref();
    form.milestone = board.and_then(|board| number_of(board, &form.cell)).unwrap_or(form.milestone);
    let (of, given) = ((form.milestone, &form.cell), form.given());
    let done = match &form.facts {
        Some(facts) => set_on(state, of, form.to, (&given, facts)),
        None => say_and_set(state, of, form.to, &given),
    };
    match done {
        Ok(effects) => effects,
        Err(refusal) => {
            form.refused(&refusal);
            state.overlay = Some(Overlay::Form(form));
            Vec::new()
        }
    }
}
