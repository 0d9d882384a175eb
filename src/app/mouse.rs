//! The mouse: what stands under it, and what a click, the wheel and a drag do there.
//!
//! A click does nothing that a key does not do: it puts the cursor somewhere, or runs a command of the table.

mod fields;
mod rows;

use ratatui::layout::{Position, Rect};

use super::act::act;
use super::arrange::{self, Group, Line, Pick, Sort};
use super::command::Command;
use super::effect::Effect;
use super::layout::{Columns, Regions, columns, matrix_parts, regions, scrollbar};
use super::motion::{Step, follow, go};
use super::overlay::Overlay;
use super::state::{Pane, Screen, State};
use super::timeline::place::parts_of;
use super::{alerts, banner, detail, glyph, hints, timeline, wall};
use crate::domain::band::Band;

/// By how many rows the wheel goes.
const WHEEL: isize = 3;

/// Where the status stands in a row of the list, in cells.
const STATUS: u16 = 4;

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The left button went down.
    Press,
    /// It was moved while the left button was down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// What the mouse did, and where: columns and rows from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// What it did.
    pub deed: Deed,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// The mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// Whether the terminal tells what it does.
    pub is_on: bool,
    /// Whether the scrollbar is being dragged.
    is_dragging: bool,
}

impl Mouse {
    /// Makes a mouse that is not touched.
    #[must_use]
    pub fn new(is_on: bool) -> Self {
        Self { is_on, is_dragging: false }
    }
}

/// Turns the mouse on or off (`m`).
pub fn toggle(state: &mut State) -> Vec<Effect> {
    state.mouse = Mouse::new(!state.mouse.is_on);
    let says = if state.mouse.is_on {
        "mouse on: Shift selects text as before   {mouse} off"
    } else {
        "mouse off: the terminal selects text again   {mouse} on"
    };
    state.say(state.keyed(says));
    vec![Effect::CaptureMouse(state.mouse.is_on)]
}

/// Takes up what the mouse did.
pub fn pointed(state: &mut State, at: Pointed) -> Vec<Effect> {
    if !state.mouse.is_on || state.is_too_small() {
        return Vec::new();
    }
    if state.wall.is_some() {
        if matches!(at.deed, Deed::Press | Deed::WheelUp | Deed::WheelDown) {
            wall::pause(state);
        }
        return Vec::new();
    }
    let was_dragging = std::mem::take(&mut state.mouse.is_dragging);
    match at.deed {
        Deed::Drag if was_dragging => {
            state.mouse.is_dragging = true;
            drag(state, at.y);
            return Vec::new();
        }
        Deed::Release | Deed::Drag => return Vec::new(),
        Deed::Press | Deed::WheelUp | Deed::WheelDown => {}
    }
    state.needs_draw = true;
    state.pending.keys.clear();
    match at.deed {
        Deed::WheelUp => wheel(state, at, -1),
        Deed::WheelDown => wheel(state, at, 1),
        Deed::Press | Deed::Drag | Deed::Release => return click(state, at),
    }
    Vec::new()
}

fn wheel(state: &mut State, at: Pointed, way: isize) {
    let places = regions(state);
    let is_over_detail = state.overlay.is_none() && holds(places.detail, at);
    if state.overlay.is_none() && state.screen.pane == Pane::List && is_over_detail {
        // The text goes up and down; the keys stay with the list.
        let text = detail::text(state, places.detail.width);
        let last = text.lines.len().saturating_sub(usize::from(places.detail.height));
        state.detail.offset = state.detail.offset.min(last).saturating_add_signed(way * WHEEL).min(last);
        return;
    }
    if state.overlay.is_none() && holds(places.list, at) {
        leave_detail(state);
    }
    let is_by_one = match (&state.overlay, state.screen.pane) {
        (
            Some(
                Overlay::Picker(_)
                | Overlay::Links(_)
                | Overlay::Themes(_)
                | Overlay::Sheet(_)
                | Overlay::Dating(_)
                | Overlay::Prompt(_),
            ),
            _,
        )
        | (None, Pane::Timeline) => true,
        (Some(_), _) | (None, Pane::List | Pane::Matrix | Pane::Detail) => false,
    };
    // A note is scrolled by its cursor; that is its own.
    if !matches!(state.overlay, Some(Overlay::Note(_) | Overlay::Form(_))) {
        go(state, Step::Rows(if is_by_one { way } else { way * WHEEL }));
    }
}

fn click(state: &mut State, at: Pointed) -> Vec<Effect> {
    let places = regions(state);
    if let Some(command) = hint_at(state, &places, at) {
        return act(state, command);
    }
    if state.overlay.is_some() {
        return in_overlay(state, &places, at);
    }
    // What is typed there holds, as with Enter: the keys go where one clicks.
    (state.filter.is_open, state.filter.home) = (false, None);
    if holds(places.banner, at) {
        return on_banner(state, &places, at);
    }
    if scrollbar_at(state, &places, at) {
        state.mouse.is_dragging = true;
        drag(state, at.y);
        return Vec::new();
    }
    if holds(places.detail, at) {
        return on_detail(state, &places, at);
    }
    match state.screen.pane {
        Pane::Timeline => {
            on_timeline(state, &places, at);
            Vec::new()
        }
        Pane::List | Pane::Matrix | Pane::Detail => on_rows(state, &places, at),
    }
}

/// Returns the command whose hint is pointed at.
fn hint_at(state: &State, places: &Regions, at: Pointed) -> Option<Command> {
    let says_else = places.message == places.footer && (state.filter.is_open || state.notices.toast.is_some());
    if !holds(places.footer, at) || says_else {
        return None;
    }
    let x = at.x.checked_sub(places.footer.x + 1)?;
    let hints = hints::shown(state, places.footer.width.saturating_sub(2));
    let hint = hints.into_iter().find(|hint| (hint.x..hint.x + hint.width()).contains(&x))?;
    Some(hint.at(x - hint.x))
}

/// Takes a click on the banners: on a key that is named there.
fn on_banner(state: &mut State, places: &Regions, at: Pointed) -> Vec<Effect> {
    let Some(cell) = at.x.checked_sub(places.banner.x + 1) else { return Vec::new() };
    match banner::deed_at(state, usize::from(at.y - places.banner.y), cell) {
        Some(banner::Deed::Run(command)) => act(state, command),
        Some(banner::Deed::PutAway) => alerts::put_away(state),
        None => Vec::new(),
    }
}

/// Takes a click on what lies over the panes: the first chooses a line, one on the chosen line takes it; where something is
/// typed, it goes to the field.
fn in_overlay(state: &mut State, places: &Regions, at: Pointed) -> Vec<Effect> {
    let Some(rows) = rows::of_overlay(state, places) else { return fields::click(state, at) };
    let Some(index) = rows.index(at) else { return Vec::new() };
    if index == rows.at {
        return act(state, rows.take);
    }
    match &mut state.overlay {
        Some(Overlay::Help(help)) => help.place.at = index,
        Some(Overlay::Findings(place)) => place.at = index,
        Some(Overlay::Picker(picker)) => picker.at = index,
        Some(Overlay::Links(links)) => links.place.at = index,
        Some(Overlay::Themes(themes)) => themes.at = index,
        Some(_) | None => {}
    }
    Vec::new()
}

/// Takes a click on the list or the matrix.
fn on_rows(state: &mut State, places: &Regions, at: Pointed) -> Vec<Effect> {
    let parts = matrix_parts(places.matrix, state.list.lines.len());
    let is_full = state.screen.pane == Pane::Matrix;
    if is_full && (holds(parts.names, at) || holds(parts.owners, at)) {
        return on_heads(state, places, at);
    }
    let area = if is_full { parts.rows } else { places.list };
    let across = Rect { x: 0, width: state.size.0, ..area };
    let beside = Rect { y: places.matrix.y + 1, height: places.matrix.height.saturating_sub(1), ..places.matrix };
    let is_beside = !is_full && holds(beside, at);
    if !is_full && places.matrix.width > 0 && at.y == places.matrix.y && at.x >= places.matrix.x {
        return on_heads(state, places, at);
    }
    if !holds(if is_beside || is_full { across } else { area }, at) {
        return Vec::new();
    }
    let line = state.list.offset + usize::from(at.y - area.y);
    match state.list.lines.get(line) {
        Some(Line::Row(pick)) => {
            let pick = *pick;
            on_row(state, places, (pick, at))
        }
        Some(Line::Head(head)) if head.group == Group::Band(Band::Closed) => act(state, Command::ShowClosed),
        Some(Line::Head(_) | Line::Blank) | None => Vec::new(),
    }
}

/// Takes a click on a row: the first chooses it, one on the chosen row opens it; one on a status sets the next one.
fn on_row(state: &mut State, places: &Regions, (pick, at): (Pick, Pointed)) -> Vec<Effect> {
    let was_chosen = state.list.pick() == Some(pick) && state.screen.pane != Pane::Detail;
    leave_detail(state);
    state.list.put_on(Some(pick));
    if !was_chosen {
        state.filter.home = None;
        state.detail = detail::Cursor::default();
    }
    let width = glyph::status_width(state.launch.glyphs);
    let columns = columns(state, places.matrix);
    if let Some((column, x)) = column_at(state, places, &columns, at) {
        let was_here = was_chosen && state.matrix.at == column;
        state.matrix.at = column;
        let left = (columns.width.saturating_sub(2) / 2).saturating_sub(width / 2);
        let is_on_sign = (left..left + width).contains(&x);
        // Beside the list the keys are the list's, where a row is meant.
        return match (state.screen.pane, is_on_sign, was_here) {
            (Pane::Matrix, true, _) => act(state, Command::NextStatus),
            (Pane::Matrix, false, true) => act(state, Command::Open),
            (_, _, _) => Vec::new(),
        };
    }
    if state.screen.pane == Pane::List {
        follow(state);
    }
    let is_milestone = matches!(pick, Pick::Milestone(_));
    if is_milestone && (STATUS..STATUS + width).contains(&at.x) {
        return act(state, Command::NextStatus);
    }
    if was_chosen { act(state, Command::Open) } else { Vec::new() }
}

/// Gives the keys to the list that stands beside the detail.
fn leave_detail(state: &mut State) {
    if state.screen.pane == Pane::Detail {
        state.screen.pane = Pane::List;
    }
}

/// Returns the column of the matrix that is pointed at, and the cell of it from its left edge.
fn column_at(state: &State, places: &Regions, columns: &Columns, at: Pointed) -> Option<(usize, u16)> {
    if places.matrix.width == 0 || columns.shown == 0 {
        return None;
    }
    let from_left = at.x.checked_sub(columns.x)?;
    let shown = usize::from(from_left / columns.width.max(1));
    let column = state.matrix.offset + shown;
    (shown < columns.shown && column < state.matrix.columns.len()).then_some((column, from_left % columns.width.max(1)))
}

/// Takes a click on the heads of the matrix: a product's goes to its column, and again sorts by product; the rest of the
/// line sorts in turn.
fn on_heads(state: &mut State, places: &Regions, at: Pointed) -> Vec<Effect> {
    let columns = columns(state, places.matrix);
    match column_at(state, places, &columns, at) {
        Some((column, _)) if column == state.matrix.at => {
            let to = if state.list.sort == Sort::Product { Sort::Due } else { Sort::Product };
            arrange::sort_by(state, to);
            Vec::new()
        }
        Some((column, _)) => {
            state.matrix.at = column;
            Vec::new()
        }
        None => act(state, Command::Sort),
    }
}

/// Takes a click on the detail: the first puts the cursor on a line, one on the line under the cursor acts on it.
fn on_detail(state: &mut State, places: &Regions, at: Pointed) -> Vec<Effect> {
    let was_inside = state.screen.pane == Pane::Detail;
    let text = detail::text(state, places.detail.width);
    let last = text.lines.len().saturating_sub(usize::from(places.detail.height));
    let line = state.detail.offset.min(last) + usize::from(at.y - places.detail.y);
    // A line of no spot is told by the one above it: a note by its head, the digits by the date.
    let above = text.spots.iter().rposition(|spot| spot.lines.start <= line);
    let Some(spot) = above.filter(|_| line < text.lines.len()) else { return Vec::new() };
    if was_inside && detail::standing(state, &text) == Some(spot) {
        return act(state, Command::Open);
    }
    if !was_inside {
        state.screen = Screen { pane: Pane::Detail, below: state.screen.pane };
    }
    detail::stand_on(state, spot);
    Vec::new()
}

/// Takes a click on the timeline: a product's row, and of it the deadline that is drawn there.
fn on_timeline(state: &mut State, places: &Regions, at: Pointed) {
    let parts = parts_of(state.screen.pane, places.timeline);
    if state.timeline.view.day.is_some() || !holds(parts.rows, at) {
        return;
    }
    let row = state.timeline.offset + usize::from(at.y - parts.rows.y);
    if row < state.matrix.columns.len() {
        let column = at.x.checked_sub(parts.days_x).map(|x| {
            // The now-line has a cell of its own.
            let is_after = state.timeline.window.now().is_some_and(|now| x > now);
            x - u16::from(is_after)
        });
        timeline::point_at(state, row, column);
    }
}

/// Returns whether the scrollbar of the list or the matrix is pointed at.
fn scrollbar_at(state: &State, places: &Regions, at: Pointed) -> bool {
    scrollbar(state, places).is_some_and(|bar| holds(bar.track, at))
}

/// Puts the cursor on the row that stands as far down among all rows as the mouse does on the scrollbar.
fn drag(state: &mut State, y: u16) {
    let Some(bar) = scrollbar(state, &regions(state)) else { return };
    leave_detail(state);
    let (top, bottom) = (bar.track.y, bar.track.bottom().saturating_sub(1));
    let down = usize::from(y.clamp(top, bottom) - top);
    let last = state.list.picks.len().saturating_sub(1);
    let wanted = (down * last).div_ceil(usize::from(bottom - top).max(1)).min(last);
    if wanted != state.list.at {
        let signed = |at: usize| isize::try_from(at).unwrap_or(isize::MAX);
        go(state, Step::Rows(signed(wanted) - signed(state.list.at)));
    }
    state.needs_draw = true;
}

fn holds(area: Rect, at: Pointed) -> bool {
    area.contains(Position { x: at.x, y: at.y })
}
