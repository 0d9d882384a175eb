//! One key for many rows: the marked ones. What will change is listed first, and done as one edit.

pub mod kept;
mod plan;
mod words;

pub use plan::{Line as PlanLine, Plan, plan};
pub use words::{called, cursor, panel};

use tui_input::Input;

use super::command::Command;
use super::edits::commit;
use super::effect::Effect;
use super::filter_line::edit;
use super::form::Form;
use super::key::Key;
use super::marks;
use super::motion::Step;
use super::overlay::Overlay;
use super::panel::Room;
use super::state::State;
use super::status::after;
use super::typing::{Stage, Typed};
use super::when::needs_writing;
use crate::domain::edit::make::{Given, asked};
use crate::domain::edit::{Record, Refusal, Why};
use crate::domain::status::Status;

/// What is asked before many rows are changed.
#[derive(Clone, Debug)]
pub enum Many {
    /// Which status, where the rows have different ones.
    Which(Which),
    /// An owner or a tag.
    Line(Line),
    /// Whether to do what is listed.
    Review(Box<Review>),
}

/// The choice of a status.
#[derive(Clone, Debug)]
pub struct Which {
    /// The rows.
    pub rows: Rows,
    /// The cursor, among [`Status::ALL`].
    pub at: usize,
}

/// One line that is typed.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub ask: Ask,
    /// The rows.
    pub rows: Rows,
    /// What is typed; at most a thousand characters.
    pub input: Input,
    /// Why it was not taken; may be empty.
    pub problem: String,
    /// Whether it is written in, or asked whether to drop what was typed.
    pub stage: Stage,
}

impl Many {
    /// Returns the line that is typed, if it is one.
    #[must_use]
    pub fn typed(&self) -> Option<&dyn Typed> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }

    /// Returns what stands typed, also behind the list of what comes of it.
    #[must_use]
    pub fn written(&self) -> Option<&dyn Typed> {
        match self {
            Self::Which(_) => None,
            Self::Line(line) => Some(line),
            Self::Review(review) => match &review.before {
                Before::Nothing => None,
                Before::Form(form) => Some(&**form),
                Before::Line(line) => Some(line),
            },
        }
    }

    /// Returns the line that is typed, if it is one.
    pub fn typed_mut(&mut self) -> Option<&mut dyn Typed> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }
}

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The owner.
    Owner,
    /// Tags.
    Tag,
}

/// What will change.
#[derive(Clone, Debug)]
pub struct Review {
    /// The rows.
    pub rows: Rows,
    /// What is done to them.
    pub deed: Deed,
    /// What comes of it.
    pub plan: Plan,
    /// The first line that is shown.
    pub offset: usize,
    /// What happened meanwhile; may be empty.
    pub remark: String,
    /// Where one comes back to.
    pub before: Before,
}

/// What was typed before a list, so that Esc comes back to it.
#[derive(Clone, Debug)]
pub enum Before {
    /// Nothing was typed.
    Nothing,
    /// What the status says.
    Form(Box<Form>),
    /// A line.
    Line(Line),
}

/// The rows that are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The milestones, in the file's order. At most all of them.
    pub milestones: Vec<Record>,
    /// The product whose obligations alone are meant: in the matrix.
    pub product: Option<Box<str>>,
    /// Whether they are marked rows; else it is the one under the cursor.
    pub choice: Choice,
}

/// How rows were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The row under the cursor.
    Cursor,
    /// The marked rows.
    Marked,
}

/// What is done to rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They get a status, with what it says.
    Status(Status, Given),
    /// They get an owner.
    Owner(String),
    /// They get tags, or lose those with `-` before them.
    Tag(String),
    /// They were compared with their sources today.
    Verify,
}

/// The keys that set a status.
const STATUSES: [(Command, Status); 6] = [
    (Command::SetOpen, Status::Open),
    (Command::SetInProgress, Status::InProgress),
    (Command::SetBlocked, Status::Blocked),
    (Command::SetAccepted, Status::Accepted),
    (Command::SetDone, Status::Done),
    (Command::SetNotApplicable, Status::NotApplicable),
];

/// Does for the marked rows what a key does for one; none: nothing is marked, or the key means one row alone.
pub fn instead(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    if state.overlay.is_some() || !marks::are_meant(state) {
        return None;
    }
    if command == Command::NextStatus {
        return Some(next(state));
    }
    if command == Command::Verify {
        let rows = rows_of(state);
        return Some(review(state, rows, Deed::Verify, Before::Nothing));
    }
    let (_, to) = STATUSES.iter().find(|(other, _)| *other == command)?;
    let rows = rows_of(state);
    Some(set(state, rows, *to))
}

/// Returns the marked rows, else the one under the cursor.
fn rows_of(state: &State) -> Rows {
    let Some(board) = &state.source.board else {
        return Rows { milestones: Vec::new(), product: None, choice: Choice::Cursor };
    };
    let record = |number: &u32| marks::record_of(board, *number);
    if !marks::are_meant(state) {
        let milestones = state.list.milestone().iter().map(record).collect();
        return Rows { milestones, product: None, choice: Choice::Cursor };
    }
    let product = state.matrix.product().and_then(|product| board.file.products.get(product as usize));
    let product = product.filter(|_| state.screen.pane.is_of_cells()).map(|product| product.id.as_str().into());
    Rows { milestones: state.marks.numbers().iter().map(record).collect(), product, choice: Choice::Marked }
}

/// Goes on to the next status, if the rows' live obligations all have the same; else asks which.
fn next(state: &mut State) -> Vec<Effect> {
    let rows = rows_of(state);
    let statuses = plan::statuses(state, &rows);
    match statuses.as_slice() {
        [] => {
            state.say(state.keyed("no live obligation in the marked rows: {set-done*} sets any status"));
            Vec::new()
        }
        [only] => {
            if let Some(to) = after(*only) {
                return review(state, rows, Deed::Status(to, Given::default()), Before::Nothing);
            }
            state.say(format!("all are {}: {}", only.words(), state.keyed("{set-done*} sets another status")));
            Vec::new()
        }
        _ => {
            state.overlay = Some(Overlay::Many(Box::new(Many::Which(Which { rows, at: 0 }))));
            Vec::new()
        }
    }
}

/// Gives rows a status; asks once for what it must say.
fn set(state: &mut State, rows: Rows, to: Status) -> Vec<Effect> {
    if asked(to).is_empty() {
        return review(state, rows, Deed::Status(to, Given::default()), Before::Nothing);
    }
    let form = Form::of_rows(state, rows, to);
    state.overlay = Some(Overlay::Form(Box::new(form)));
    Vec::new()
}

/// Takes what a status says of many rows. What is wrong for all of them is said in the form.
pub fn told(state: &mut State, form: Box<Form>, rows: Rows) -> Vec<Effect> {
    let deed = Deed::Status(form.to, form.given());
    match plan(state, &rows, &deed).refusal() {
        Some(refusal) => {
            let mut form = form;
            form.refused(&refusal);
            state.overlay = Some(Overlay::Form(form));
            Vec::new()
        }
        None => review(state, rows, deed, Before::Form(form)),
    }
}

/// Asks for an owner or for tags.
pub fn ask(state: &mut State, ask: Ask) -> Vec<Effect> {
    let rows = rows_of(state);
    let line = Line { ask, rows, input: Input::default(), problem: String::new(), stage: Stage::Writing };
    state.overlay = Some(Overlay::Many(Box::new(Many::Line(line))));
    Vec::new()
}

/// Lists what will change.
fn review(state: &mut State, rows: Rows, deed: Deed, before: Before) -> Vec<Effect> {
    let plan = plan(state, &rows, &deed);
    let review = Review { rows, deed, plan, offset: 0, remark: String::new(), before };
    state.overlay = Some(Overlay::Many(Box::new(Many::Review(Box::new(review)))));
    Vec::new()
}

/// Does something with what is asked.
fn with<T>(state: &mut State, act: impl FnOnce(&State, &mut Many) -> T) -> Option<T> {
    let mut overlay = state.overlay.take();
    let done = overlay.as_mut().and_then(Overlay::as_many).map(|many| act(state, many));
    state.overlay = overlay;
    state.needs_draw |= done.is_some();
    done
}

/// Moves the cursor of the choice; scrolls the list.
pub fn go(state: &mut State, step: Step) {
    with(state, |state, many| match many {
        Many::Which(which) => which.at = step.from(which.at, Status::ALL.len(), Status::ALL.len()),
        Many::Line(_) => {}
        Many::Review(_) => {
            let panel = panel(state, many);
            if let Many::Review(review) = many {
                review.offset = panel.scrolled(Room::of(state), review.offset, step);
            }
        }
    });
}

/// Takes a key of the line that is typed.
pub fn press(state: &mut State, key: Key) {
    with(state, |_, many| {
        if let Many::Line(line) = many {
            edit(&mut line.input, key);
            line.problem.clear();
        }
    });
}

/// Looks at a new version of the file: what was listed may not be so any more.
pub fn looked(state: &mut State) {
    with(state, |state, many| {
        if let Many::Review(review) = many {
            let plan = plan(state, &review.rows, &review.deed);
            if plan != review.plan {
                review.plan = plan;
                review.remark = "the file was changed just now: look again".into();
            }
        }
    });
}

/// Goes back from the list (`Esc`) to what was typed before it; returns whether there was a list.
pub fn back(state: &mut State) -> bool {
    let before = with(state, |_, many| match many {
        Many::Review(review) => Some(std::mem::replace(&mut review.before, Before::Nothing)),
        Many::Which(_) | Many::Line(_) => None,
    });
    let Some(Some(before)) = before else { return false };
    state.overlay = match before {
        Before::Nothing => None,
        Before::Form(form) => Some(Overlay::Form(form)),
        Before::Line(line) => Some(Overlay::Many(Box::new(Many::Line(line)))),
    };
    true
}

/// Takes what was chosen or typed, or does what is listed (`Enter`).
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Many(many)) = state.overlay.take() else { return Vec::new() };
    match *many {
        Many::Which(which) => match Status::ALL.get(which.at) {
            Some(to) => set(state, which.rows, *to),
            None => Vec::new(),
        },
        Many::Line(line) => take(state, line),
        Many::Review(review) if review.plan.edit.is_none() => {
            state.overlay = Some(Overlay::Many(Box::new(Many::Review(review))));
            back(state);
            Vec::new()
        }
        Many::Review(review) => confirm(state, *review),
    }
}

fn take(state: &mut State, line: Line) -> Vec<Effect> {
    let line = Line { stage: Stage::Writing, ..line };
    let text = line.input.value().trim().to_string();
    let deed = match line.ask {
        Ask::Owner => Deed::Owner(text),
        Ask::Tag => Deed::Tag(text),
    };
    let planned = plan(state, &line.rows, &deed);
    let made = match (planned.refusal(), line.rows.choice, planned.edit) {
        (Some(refusal), ..) => Err(refusal),
        (None, Choice::Cursor, Some(edit)) => commit(state, edit),
        (None, Choice::Marked, _) | (None, Choice::Cursor, None) => {
            return review(state, line.rows.clone(), deed, Before::Line(line));
        }
    };
    made.unwrap_or_else(|refusal| {
        let hint = if refusal.hint.is_empty() { String::new() } else { format!(": {}", refusal.hint) };
        let line = Line { problem: format!("{}{hint}", refusal.message), ..line };
        state.overlay = Some(Overlay::Many(Box::new(Many::Line(line))));
        Vec::new()
    })
}

fn confirm(state: &mut State, review: Review) -> Vec<Effect> {
    let none = || Refusal::new(Why::Nothing, "nothing changes", "");
    let made = match (needs_writing(state), review.plan.edit.clone()) {
        (Some(why), _) => Err(Refusal::new(Why::Rule, state.keyed(why), "")),
        (None, None) => Err(none()),
        (None, Some(edit)) => commit(state, edit),
    };
    made.unwrap_or_else(|refusal| {
        let review = Review { remark: format!("not done: {}", refusal.message), ..review };
        state.overlay = Some(Overlay::Many(Box::new(Many::Review(Box::new(review)))));
        Vec::new()
    })
}
