//! Deleting: what goes, what goes with it, and the question. Cancel has the focus; more than one row asks for the count.

mod words;

pub use words::{cursor, panel};

use tui_input::Input;

use super::banner::counted;
use super::edits::{commit, facts};
use super::effect::Effect;
use super::filter_line::edit as edit_line;
use super::key::Key;
use super::marks;
use super::matrix::cell_of;
use super::motion::Step;
use super::overlay::Overlay;
use super::panel::Room;
use super::state::{Pane, State};
use super::when::needs_writing;
use crate::domain::board::Board;
use crate::domain::edit::make::{Removal, concerned, record_of, remove, sentence};
use crate::domain::edit::{self, Act, Edit, Record, Refusal, Why};
use crate::domain::members::Speaker;
use crate::domain::record::Target;

/// The question whether to delete something.
#[derive(Clone, Debug)]
pub struct Removing {
    /// What can be meant; at most four.
    pub aims: Vec<Aim>,
    /// Which of them is meant.
    pub at: usize,
    /// The button that Enter presses.
    pub focus: Button,
    /// The first line that is shown.
    pub offset: usize,
    /// The count that is typed.
    pub input: Input,
    /// What is done, or why nothing can be.
    pub plan: Result<Removal, Refusal>,
    /// What happened meanwhile; may be empty.
    pub remark: String,
}

/// A button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    /// Nothing is deleted.
    #[default]
    Cancel,
    /// It is deleted.
    Delete,
}

/// What can be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// What sort of records.
    pub kind: Kind,
    /// The records.
    pub records: Vec<Record>,
    /// Which marked rows are left out, and why.
    pub left: Vec<String>,
}

/// What sort of records goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A product of the file is taken off milestones.
    Cells,
    /// Milestones.
    Milestones,
    /// A regulation with all its milestones.
    Regulation,
    /// A product, with its obligations.
    Product,
}

impl Aim {
    fn one(kind: Kind, record: Record) -> Self {
        Self { kind, records: vec![record], left: Vec::new() }
    }
}

impl Removing {
    /// Returns what is meant.
    #[must_use]
    pub fn aim(&self) -> Option<&Aim> {
        self.aims.get(self.at)
    }

    /// Returns how many rows go, where that must be typed: more than one.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        let (aim, plan) = (self.aim()?, self.plan.as_ref().ok()?);
        let count = match aim.kind {
            Kind::Cells | Kind::Milestones => aim.records.len(),
            Kind::Regulation => plan.with.iter().filter(|record| matches!(record, Record::Milestone { .. })).count(),
            Kind::Product => 1,
        };
        (count > 1).then_some(count)
    }
}

/// Opens the question: for the marked rows, else for the row under the cursor; in the matrix for its cell.
pub fn open(state: &mut State) -> Vec<Effect> {
    let Some(board) = &state.source.board else { return Vec::new() };
    let aims = if marks::are_meant(state) { of_marked(state, board) } else { of_cursor(state, board) };
    let Some(first) = aims.first() else { return Vec::new() };
    let plan = plan_of(state, first);
    let removing = Removing {
        aims,
        at: 0,
        focus: Button::Cancel,
        offset: 0,
        input: Input::default(),
        plan,
        remark: String::new(),
    };
    state.overlay = Some(Overlay::Removing(Box::new(removing)));
    Vec::new()
}

fn of_cursor(state: &State, board: &Board) -> Vec<Aim> {
    let Some(number) = state.list.milestone() else { return Vec::new() };
    let milestone = Aim::one(Kind::Milestones, marks::record_of(board, number));
    let regulation = Aim::one(Kind::Regulation, Record::Regulation(board.records(number).0.id.as_str().into()));
    let product = state.matrix.product().and_then(|product| board.file.products.get(product as usize));
    match product.filter(|_| state.screen.pane.is_of_cells()) {
        Some(product) => {
            let cell = of_cells(state, board, &[number]);
            vec![cell, milestone, regulation, Aim::one(Kind::Product, Record::Product(product.id.as_str().into()))]
        }
        None => vec![milestone, regulation],
    }
}

fn of_marked(state: &State, board: &Board) -> Vec<Aim> {
    let numbers = state.marks.numbers();
    let records = numbers.iter().map(|number| marks::record_of(board, *number)).collect();
    let milestones = Aim { kind: Kind::Milestones, records, left: Vec::new() };
    match state.screen.pane {
        Pane::Matrix | Pane::Timeline => vec![of_cells(state, board, numbers), milestones],
        Pane::List | Pane::Detail => vec![milestones],
    }
}

/// Returns the cells of the product under the cursor that can be taken off these milestones.
fn of_cells(state: &State, board: &Board, numbers: &[u32]) -> Aim {
    let mut aim = Aim { kind: Kind::Cells, records: Vec::new(), left: Vec::new() };
    let Some(product) = state.matrix.product() else { return aim };
    for number in numbers {
        let address = board.address(*number);
        let Some(cell) = cell_of(board, *number, product) else {
            aim.left.push(format!("{address} does not touch it"));
            continue;
        };
        match board.entry(cell).map(|entry| &entry.target) {
            Some(Target::Product(_)) => aim.records.push(record_of(board, cell)),
            Some(selector) => {
                let word = selector.word();
                aim.left
                    .push(format!("{address} takes it in by '{word}': set it not applicable (s n), or name others"));
            }
            None => {
                debug_assert!(cell.speaker == Speaker::Implied, "only the organisation has no entry");
                aim.left.push(format!("{address} names no product: the organisation is always meant"));
            }
        }
    }
    aim
}

fn plan_of(state: &State, aim: &Aim) -> Result<Removal, Refusal> {
    let missing = || Refusal::new(Why::Missing, "no file has been read yet", "");
    let board = state.source.board.as_ref().ok_or_else(missing)?;
    if aim.records.is_empty() {
        return Err(Refusal::new(Why::Rule, "nothing can be taken off here", ""));
    }
    let facts = facts(state, &concerned(board, &aim.records))?;
    remove(&facts, board, &aim.records)
}

/// Does something with the question that is open.
fn with<T>(state: &mut State, act: impl FnOnce(&State, &mut Removing) -> T) -> Option<T> {
    let mut overlay = state.overlay.take();
    let done = overlay.as_mut().and_then(Overlay::as_removing).map(|removing| act(state, removing));
    state.overlay = overlay;
    state.needs_draw |= done.is_some();
    done
}

/// Looks at a new version of the file: what was read in the question may not be so any more.
pub fn looked(state: &mut State) {
    with(state, |state, removing| {
        let Some(plan) = removing.aim().map(|aim| plan_of(state, aim)) else { return };
        if plan != removing.plan {
            removing.remark = match &plan {
                Ok(_) => "the file was changed just now: look again".into(),
                Err(_) => "somebody deleted or renamed it just now".into(),
            };
            (removing.plan, removing.focus) = (plan, Button::Cancel);
            removing.input = Input::default();
        }
    });
}

/// Goes to another thing that can be meant; negative: back.
pub fn turn(state: &mut State, by: isize) {
    with(state, |state, removing| {
        let count = isize::try_from(removing.aims.len().max(1)).unwrap_or(1);
        let at = isize::try_from(removing.at).unwrap_or(0);
        let next = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
        let Some(plan) = removing.aims.get(next).map(|aim| plan_of(state, aim)) else { return };
        (removing.at, removing.plan, removing.offset) = (next, plan, 0);
        (removing.focus, removing.input) = (Button::Cancel, Input::default());
        removing.remark.clear();
    });
}

/// Gives the focus to the other button.
pub fn other_button(state: &mut State) {
    with(state, |_, removing| {
        removing.focus = match removing.focus {
            Button::Cancel if removing.plan.is_ok() => Button::Delete,
            Button::Cancel | Button::Delete => Button::Cancel,
        };
    });
}

/// Scrolls.
pub fn scroll(state: &mut State, step: Step) {
    with(state, |state, removing| {
        removing.offset = panel(state, removing).scrolled(Room::of(state), removing.offset, step);
    });
}

/// Takes a key of the count.
pub fn press(state: &mut State, key: Key) {
    with(state, |_, removing| {
        edit_line(&mut removing.input, key);
        removing.remark.clear();
    });
}

/// Presses the button that has the focus (`Enter`); where the count is asked for, deletes if it is the right one.
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some((count, typed, focus)) =
        with(state, |_, removing| (removing.count(), removing.input.value().trim().to_string(), removing.focus))
    else {
        return Vec::new();
    };
    match (count, focus) {
        (Some(count), _) if typed == count.to_string() => yes(state),
        (Some(count), _) if !typed.is_empty() => {
            with(state, |_, removing| removing.remark = format!("that is not {count}: nothing is deleted"));
            Vec::new()
        }
        (None, Button::Delete) => yes(state),
        (Some(_), _) | (None, Button::Cancel) => {
            state.overlay = None;
            Vec::new()
        }
    }
}

/// Deletes (`y`).
pub fn yes(state: &mut State) -> Vec<Effect> {
    let why = needs_writing(state);
    let Some(plan) = with(state, |_, removing| removing.plan.clone()) else { return Vec::new() };
    let made = match (why, plan) {
        (Some(why), _) => Err(Refusal::new(Why::Rule, state.keyed(why), "")),
        (None, plan) => plan,
    };
    match made.and_then(|removal| commit(state, removal.edit)) {
        Ok(effects) => {
            state.overlay = None;
            effects
        }
        Err(refusal) => {
            with(state, |_, removing| {
                removing.remark = format!("nothing is deleted: {}", refusal.message);
                removing.focus = Button::Cancel;
            });
            Vec::new()
        }
    }
}

/// Takes a deletion that was refused because somebody else deleted some of it first: says so, and deletes the rest, which
/// the user agreed to. None where that is not why.
pub fn again(state: &mut State, edit: &Edit, refusal: &Refusal) -> Option<Vec<Effect>> {
    if edit.act != Act::Remove || refusal.why != Why::Missing {
        return None;
    }
    let all: Vec<&Record> = edit
        .changes
        .iter()
        .filter(|change| matches!(change.step, edit::Step::Remove { .. }))
        .map(|change| &change.record)
        .collect();
    let is_outermost = |record: &&&Record| !all.iter().any(|other| other != *record && record.is_within(other));
    let whole: Vec<Record> = all.iter().filter(is_outermost).map(|record| (*record).clone()).collect();
    let is_there =
        |record: &&Record| facts(state, std::slice::from_ref(*record)).is_ok_and(|facts| facts.has_within(record));
    let left: Vec<Record> = whole.iter().filter(is_there).cloned().collect();
    if left.len() == whole.len() {
        return None;
    }
    if left.is_empty() {
        state.say(format!("somebody else deleted it already: {}", sentence(edit)));
        return Some(Vec::new());
    }
    let gone = match whole.len() - left.len() {
        1 => "one".to_string(),
        many => many.to_string(),
    };
    let removal = plan_of(state, &Aim { kind: Kind::Milestones, records: left, left: Vec::new() }).ok()?;
    let said = sentence(&removal.edit);
    let effects = commit(state, removal.edit).ok()?;
    state.say(format!("somebody else deleted {gone} already; {said}   {}", state.keyed("{undo} undo")));
    Some(effects)
}

/// Returns what a kind of records is called, with their number.
#[must_use]
pub fn called(kind: Kind, count: usize) -> String {
    let (one, noun) = match kind {
        Kind::Cells => ("the product off this milestone", "milestone"),
        Kind::Milestones => ("this milestone", "milestone"),
        Kind::Regulation => ("the whole regulation", "regulation"),
        Kind::Product => ("the product everywhere", "product"),
    };
    match (kind, count) {
        (_, 0 | 1) => one.to_string(),
        (Kind::Cells, many) => format!("the product off {}", counted(many, noun)),
        (_, many) => counted(many, noun),
    }
}
