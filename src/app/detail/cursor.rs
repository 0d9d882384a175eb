//! The cursor of the detail: from one line that can be acted on to the next, and through the text between them.

use std::ops::Range;

use super::{Spot, Target, Text, text};
use crate::app::layout::regions;
use crate::app::motion::Step;
use crate::app::state::{Pane, State};
use crate::domain::board::Cell;

/// How many lines beyond the edge of the window the cursor goes at once: white space and a head are no text to read.
const REACH: usize = 3;

/// The cursor of the detail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The first line that is shown.
    pub offset: usize,
    /// What it stands on; none: the date.
    pub target: Option<Target>,
    /// The place of that among the others, for when it is gone.
    at: usize,
    /// Whether it was scrolled out of sight.
    is_away: bool,
}

/// The text and the part of it that is in sight.
struct View {
    text: Text,
    /// Lines in sight.
    rows: usize,
    /// The first line in sight when the end of the text is.
    last: usize,
    /// The first line in sight.
    offset: usize,
    /// The place of the cursor among the spots.
    at: usize,
}

impl View {
    fn of(state: &State) -> Self {
        let area = regions(state).detail;
        let text = text(state, area.width);
        let rows = usize::from(area.height);
        let last = text.lines.len().saturating_sub(rows);
        let at = standing(state, &text).unwrap_or(0);
        Self { rows, last, offset: state.detail.offset.min(last), at, text }
    }

    fn end(&self) -> usize {
        self.offset + self.rows
    }

    fn spot(&self, at: usize) -> Option<&Spot> {
        self.text.spots.get(at)
    }

    /// Returns the lines of a spot, with the head above it.
    fn whole(&self, spot: &Spot) -> Range<usize> {
        let above = spot.lines.start.wrapping_sub(1);
        let is_spot = self.text.spots.iter().any(|other| other.lines.contains(&above));
        let is_head = !is_spot && self.text.lines.get(above).is_some_and(|line| !line.runs.is_empty());
        if is_head { above..spot.lines.end } else { spot.lines.clone() }
    }

    /// Puts the cursor on a spot and scrolls as little as shows all of it.
    fn stand(&mut self, at: usize, from: Edge) {
        let Some(spot) = self.spot(at) else { return };
        let whole = self.whole(spot);
        let lines = spot.lines.clone();
        self.at = at;
        self.offset = match from {
            _ if whole.start >= self.offset && whole.end <= self.end() => self.offset,
            // Longer than the window: what is read first.
            Edge::Top if lines.len() >= self.rows => lines.start,
            Edge::Bottom if lines.len() >= self.rows => lines.end.saturating_sub(self.rows),
            Edge::Top | Edge::Bottom if whole.start < self.offset && whole.len() <= self.rows => whole.start,
            Edge::Top | Edge::Bottom if lines.start < self.offset => lines.start,
            Edge::Top | Edge::Bottom => self.offset.max(lines.end.saturating_sub(self.rows)),
        }
        .min(self.last);
    }

    fn down(&mut self) {
        let is_whole = self.spot(self.at).is_none_or(|spot| spot.lines.end <= self.end());
        let next = self.spot(self.at + 1).map(|spot| spot.lines.start);
        match next {
            Some(start) if is_whole && start < self.end() + REACH => self.stand(self.at + 1, Edge::Top),
            Some(_) | None => self.offset = (self.offset + 1).min(self.last),
        }
    }

    fn up(&mut self) {
        let is_whole = self.spot(self.at).is_none_or(|spot| spot.lines.start >= self.offset);
        let before = self.at.checked_sub(1).and_then(|at| Some((at, self.spot(at)?.lines.end)));
        match before {
            Some((at, end)) if is_whole && end + REACH > self.offset => self.stand(at, Edge::Bottom),
            Some(_) | None => self.offset = self.offset.saturating_sub(1),
        }
    }

    /// Scrolls by pages; the cursor comes along.
    fn pages(&mut self, step: Step) {
        let before = self.offset;
        self.offset = step.from(before, self.last + 1, self.rows);
        let is_down = step.rows() > 0;
        if self.offset == before {
            let end = if is_down { self.text.spots.len().saturating_sub(1) } else { 0 };
            self.stand(end, if is_down { Edge::Top } else { Edge::Bottom });
            return;
        }
        let window = self.offset..self.end();
        let is_in = |spot: &Spot| spot.lines.start >= window.start && spot.lines.end <= window.end;
        if self.spot(self.at).is_some_and(is_in) {
            return;
        }
        let mut spots = self.text.spots.iter();
        let found = if is_down { spots.position(is_in) } else { spots.rposition(is_in) };
        self.at = found.unwrap_or(self.at);
    }

    /// Returns what the cursor stands on, if a line of it is in sight.
    fn seen(&self) -> Option<&Target> {
        let spot = self.spot(self.at)?;
        (spot.lines.start < self.end() && spot.lines.end > self.offset).then_some(&spot.target)
    }

    fn store(self, state: &mut State) {
        let target = self.spot(self.at).map(|spot| spot.target.clone());
        let is_away = self.seen().is_none();
        state.detail = Cursor { offset: self.offset, target, at: self.at, is_away };
    }
}

/// The edge of the window at which a spot comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// Its first line is read first.
    Top,
    /// Its last line is read first.
    Bottom,
}

/// Moves the cursor, and scrolls where there is nothing to stand on.
pub fn go(state: &mut State, step: Step) {
    let mut view = View::of(state);
    if view.text.spots.is_empty() {
        view.offset = step.from(view.offset, view.last + 1, view.rows);
    } else {
        match step {
            Step::Rows(by) => {
                for _ in 0..by.unsigned_abs() {
                    if by > 0 { view.down() } else { view.up() }
                }
            }
            Step::Pages(_) | Step::HalfPages(_) => view.pages(step),
            Step::First => (view.at, view.offset) = (0, 0),
            Step::Last => (view.at, view.offset) = (view.text.spots.len() - 1, view.last),
        }
    }
    view.store(state);
}

/// Keeps the window inside its text and the cursor in sight, unless that was scrolled away, after text or window became
/// another.
pub fn keep(state: &mut State) {
    if state.screen.pane != Pane::Detail {
        // Nobody scrolls there: the window stands at the top.
        return;
    }
    if !state.detail.is_away {
        return show(state);
    }
    View::of(state).store(state);
}

/// Puts the cursor on one of the spots of the text, and brings that in sight.
pub fn stand_on(state: &mut State, spot: usize) {
    let mut view = View::of(state);
    view.stand(spot, Edge::Top);
    view.store(state);
}

/// Brings the cursor in sight.
pub fn show(state: &mut State) {
    let mut view = View::of(state);
    view.stand(view.at, Edge::Top);
    view.store(state);
}

/// Returns the place of the cursor among the spots of a text.
#[must_use]
pub fn standing(state: &State, text: &Text) -> Option<usize> {
    let Cursor { target, at, .. } = &state.detail;
    if text.spots.get(*at).is_some_and(|spot| Some(&spot.target) == target.as_ref()) {
        return Some(*at);
    }
    // Who comes in stands on the date: what the pane is about, and where a second Enter does no harm.
    let wanted = target.as_ref().unwrap_or(&Target::Date);
    let found = text.spots.iter().position(|spot| spot.target == *wanted);
    found.or_else(|| text.spots.len().checked_sub(1).map(|last| last.min(*at)))
}

/// Returns what the cursor stands on, if that is in sight: nothing is done to a line that nobody sees.
#[must_use]
pub fn seen(state: &State) -> Option<Target> {
    if state.screen.pane != Pane::Detail {
        return None;
    }
    View::of(state).seen().cloned()
}

/// Returns the obligation that the cursor stands on.
#[must_use]
pub fn cell(state: &State) -> Option<&Cell> {
    let Some(Target::Cell(product)) = seen(state) else { return None };
    let board = state.source.board.as_ref()?;
    board.cells_of(state.list.milestone()?).iter().find(|cell| board.product(cell).id == product)
}
