//! "Why this date?": how the date of a milestone comes about, step by step, over the detail; of a product that has a date
//! of its own, that first.

use super::detail;
use super::matrix::cell_of;
use super::motion::Step as Motion;
use super::overlay::Overlay;
use super::panel::{Panel, Room};
use super::state::{Pane, Screen, State};
use super::tone::Tone;
use super::words::{Run, Words, cleaned};
use crate::domain::board::{Board, Cell};
use crate::domain::date::long_day;
use crate::domain::id::Id;
use crate::domain::why::{Explanation, Step, What, why, why_cell};

/// The cells inside from which what a step is about and its day stand in columns of their own.
const ROOMY: usize = 68;
/// The cells of what a step is about, and of its day.
const LABEL: usize = 15;
const DAY: usize = 17;

/// Whose date is explained, by name: a reload may move or remove it. The steps are made anew each time they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The regulation's id.
    regulation: Box<str>,
    /// The milestone's id.
    milestone: Box<str>,
    /// The product whose own date is explained; none: the cursor was on none, or it has no date of its own.
    product: Option<Id>,
    /// The first line that is shown.
    pub offset: usize,
}

/// Explains the date of the row under the cursor.
pub fn open(state: &mut State) {
    let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) else { return };
    let (regulation, milestone) = board.records(number);
    let (regulation, milestone) = (regulation.id.as_str().into(), milestone.id.as_str().into());
    let cell = cell_here(state, board, number).filter(|cell| board.own_date(cell).is_some());
    let product = cell.map(|cell| board.product(cell).id.clone());
    state.overlay = Some(Overlay::Why(Why { regulation, milestone, product, offset: 0 }));
}

/// Returns the obligation that the cursor is on: in the detail the line of a product, else the product of the matrix or
/// of the timeline, from which the detail may have been opened.
fn cell_here<'a>(state: &'a State, board: &'a Board, number: u32) -> Option<&'a Cell> {
    let Screen { pane, below } = state.screen;
    let place = if pane == Pane::Detail { below } else { pane };
    let from_pane = || {
        let product = place.is_of_cells().then(|| state.matrix.product()).flatten()?;
        cell_of(board, number, product)
    };
    let in_detail = if pane == Pane::Detail { detail::cell(state) } else { None };
    in_detail.or_else(from_pane)
}

/// Scrolls.
pub fn scroll(state: &State, why: &mut Why, step: Motion) {
    why.offset = panel(state, why).scrolled(Room::of(state), why.offset, step);
}

/// Returns what is shown.
#[must_use]
pub fn panel(state: &State, subject: &Why) -> Panel {
    let (room, glyphs) = (Room::of(state), state.launch.glyphs);
    let mut panel = Panel { title: "Why this date?".into(), ..Panel::default() };
    let board = state.source.board.as_ref();
    let found = board.and_then(|board| Some((board, board.find(&subject.regulation, &subject.milestone)?)));
    let Some((board, number)) = found else {
        let text = format!("{}/{} is not in the file any more", subject.regulation, subject.milestone);
        panel.line(room, &[Run::new(&text, Tone::Plain)], 0);
        return panel;
    };
    let is_meant = |cell: &&Cell| Some(&board.product(cell).id) == subject.product.as_ref();
    let cell = board.cells_of(number).iter().find(is_meant).filter(|cell| board.own_date(cell).is_some());
    panel.line(room, &[Run::new(cleaned(glyphs, &board.records(number).1.title).as_str(), Tone::Strong)], 0);
    if let Some(cell) = cell {
        explained(&mut panel, (room, state), &why_cell(board, cell));
        panel.lines.push(Words::blank());
        panel.line(room, &[Run::new("The date of the milestone, for every other product", Tone::Strong)], 0);
    }
    explained(&mut panel, (room, state), &why(board, number));
    panel
}

fn explained(panel: &mut Panel, (room, state): (Room, &State), explanation: &Explanation) {
    panel.line(room, &[Run::new(&explanation.address, Tone::Dim)], 0);
    panel.lines.push(Words::blank());
    let mut before = None;
    for step in &explanation.steps {
        line(panel, (room, state), step, before == Some(step.what));
        before = Some(step.what);
    }
}

fn line(panel: &mut Panel, (room, state): (Room, &State), step: &Step, is_same: bool) {
    let label = if is_same { "" } else { step.what.words() };
    let day = step.day.map(long_day).unwrap_or_default();
    let text = cleaned(state.launch.glyphs, &step.text);
    let tone = match step.what {
        What::LastSafeDay | What::Counted | What::Roll => Tone::Strong,
        What::Closed | What::Zone => Tone::Dim,
        What::Missing | What::Projected | What::Clock => Tone::Doubtful,
        What::Written
        | What::Series
        | What::Rule
        | What::Limb
        | What::Certainty
        | What::Moment
        | What::Moved
        | What::Hangs => Tone::Plain,
    };
    if room.width_cells() >= ROOMY {
        let head = format!("{label:<LABEL$}");
        let runs = [Run::new(&head, Tone::Dim), Run::new(&format!("{day:<DAY$}"), tone), Run::new(text.as_str(), tone)];
        panel.line(room, &runs, LABEL + DAY);
        return;
    }
    if !is_same {
        panel.line(room, &[Run::new(label, Tone::Dim)], 0);
    }
    let day = if day.is_empty() { String::new() } else { format!("{day}  ") };
    panel.line(room, &[Run::new(&format!("  {day}"), tone), Run::new(text.as_str(), tone)], 4);
}
