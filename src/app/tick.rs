//! Time that goes by.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;

use super::arrange::{Line, Pick, arrange};
use super::countdown::{Care, Step, of_row};
use super::edits::board_with;
use super::effect::Effect;
use super::layout::{list_rows, matrix_parts, regions};
use super::matrix::{cell_of, time_left};
use super::message::Now;
use super::overlay::Overlay;
use super::staleness::{self, stale_since};
use super::state::{MARK, PATIENCE, PONDER, Pane, State, Toast};
use super::wall;

/// From this many milliseconds apart on, the wall clock was set or the machine slept.
const STEP_MILLIS: i64 = 2000;

/// Takes the time: evaluates the board anew where its dates change, and draws only if a visible text did.
///
/// After a sleep or a step nothing that was read before says how things are: the file is looked at again at once.
pub fn tick(state: &mut State, now: Now) -> Vec<Effect> {
    let before = state.now;
    let old = pulse(state);
    let was_stale = stale_since(state).is_some();
    state.now = now;
    let effects = notice_step(state, before);
    staleness::ticked(state, before);
    state.needs_draw |= was_stale != stale_since(state).is_some();
    let is_over = moments(state).any(|moment| before.mono < moment && moment <= now.mono);
    state.needs_draw |= is_over;
    let notices = &mut state.notices;
    notices.toast.take_if(|toast| toast.until <= now.mono);
    notices.clock.take_if(|toast| toast.until <= now.mono);
    if notices.changed.1 <= now.mono {
        notices.changed.0.clear();
    }
    let is_due = state
        .source
        .board
        .as_ref()
        .is_some_and(|board| now.wall < board.now || board.next_change.is_some_and(|change| now.wall >= change));
    if is_due {
        evaluate(state);
    } else if state.edits.rows_move.take_if(|moment| *moment <= now.mono).is_some() {
        let keep = state.list.pick();
        arrange(state, keep);
    }
    wall::ticked(state, before);
    beat(state, &old);
    effects
}

/// Has drawn what changed with time alone. The second of the wall is drawn by itself: it comes 86,400 times a day.
fn beat(state: &mut State, old: &[i64]) {
    let new = pulse(state);
    // What ticks in seconds comes last.
    let is_second =
        new.len() == old.len() && new.split_last().map(|(_, rest)| rest) == old.split_last().map(|(_, rest)| rest);
    match state.wall.as_mut().filter(|_| is_second && new.len() > 1) {
        Some(wall) => wall.is_second_over |= new != old,
        None => state.needs_draw |= new != old,
    }
}

/// Evaluates the board at the present moment.
fn evaluate(state: &mut State) {
    let keep = state.list.pick();
    if let Some(snapshot) = &state.source.snapshot {
        let is_plain = state.edits.waiting().next().is_none();
        let same = state.source.board.as_ref().filter(|board| is_plain && Arc::ptr_eq(&board.plan, &snapshot.plan));
        let board = match same {
            Some(board) => board.advanced(state.now.wall),
            None => board_with(state, snapshot),
        };
        state.source.board = Some(board);
    }
    arrange(state, keep);
    state.needs_draw = true;
}

/// Says so when the wall clock and the clock that never steps went apart.
fn notice_step(state: &mut State, before: Now) -> Vec<Effect> {
    let wall = (state.now.wall - before.wall).num_milliseconds();
    let mono = TimeDelta::from_std(state.now.mono.saturating_sub(before.mono)).map_or(0, |d| d.num_milliseconds());
    let apart = wall.saturating_sub(mono);
    // Without a board no countdown was shown that could have been wrong.
    if apart.abs() <= STEP_MILLIS || state.source.board.is_none() {
        return Vec::new();
    }
    if apart < 0 {
        // No sleep moves a clock back: it was set, and so is every moment that was taken from it.
        staleness::shift(state, TimeDelta::milliseconds(apart));
    }
    let text = format!("Clock moved {}. Countdowns corrected.", step_text(apart));
    state.notices.clock = Some(Toast { text, until: state.now.mono + MARK, offers: None });
    state.needs_draw = true;
    vec![Effect::Reload]
}

/// Says how far and which way a clock moved, and what may have moved it.
fn step_text(millis: i64) -> String {
    let seconds = millis.unsigned_abs() / 1000;
    // A look that comes a moment late must not make a minute, or an hour, less of it.
    let about = (millis.unsigned_abs() + 2_000) / 1000;
    let (hours, minutes) = (about / 3600, about / 60 % 60);
    let span = match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min"),
        (24.., _) => format!("{} d {} h", hours / 24, hours % 24),
        _ => format!("{hours} h {minutes} min"),
    };
    if millis < 0 { format!("back {span} (it was set)") } else { format!("{span} (sleep or time sync)") }
}

/// Returns the moments of the monotonic clock at which something comes or goes by itself.
pub fn moments(state: &State) -> impl Iterator<Item = Duration> {
    let notices = &state.notices;
    let ponder = (!state.pending.keys.is_empty()).then(|| state.pending.since + PONDER);
    let marks = (!notices.changed.0.is_empty()).then_some(notices.changed.1);
    [
        notices.toast.as_ref().map(|toast| toast.until),
        notices.clock.as_ref().map(|toast| toast.until),
        marks,
        ponder,
        state.edits.rows_move,
        state.edits.held.as_ref().map(|(_, until)| *until),
        state.source.loading_since.map(|since| since + PATIENCE),
        super::history::moment(state),
        wall::moment(state),
        super::alerts::moment(state),
    ]
    .into_iter()
    .flatten()
}

/// Returns what on the screen changes with time alone, and how often.
#[must_use]
pub fn steps(state: &State) -> Vec<Step> {
    if state.wall.is_some() && !state.is_too_small() {
        return wall::steps(state);
    }
    // Under a plain text nothing is seen, and drawing would take away what is being marked.
    if state.is_too_small() || matches!(state.overlay, Some(Overlay::Plain(_))) {
        return Vec::new();
    }
    let places = regions(state);
    // The header's clock: zones are whole minutes from UTC since the days of local mean time.
    let mut steps = vec![Step::Minute(chrono::DateTime::UNIX_EPOCH)];
    if matches!(state.overlay, Some(Overlay::Findings(_))) {
        return steps;
    }
    let Some(board) = &state.source.board else { return steps };
    if places.list.height > 0 {
        let rows = list_rows(state, &places);
        for line in state.list.lines.iter().skip(state.list.offset).take(rows) {
            if let Line::Row(Pick::Milestone(number)) = line {
                steps.push(of_row(board, *number, state.now.wall, care(state, *number)).step);
            }
        }
    }
    if let Some(number) = state.list.milestone() {
        if places.detail.height > 0 {
            steps.push(super::detail::step(board, number, state.now.wall));
        }
        let facts = matrix_parts(places.matrix, state.list.lines.len()).facts;
        let is_told = state.screen.pane == Pane::Matrix && facts.height > 0
            || state.screen.pane == Pane::Timeline && places.timeline.height > 0;
        if is_told {
            let cell = state.matrix.product().and_then(|product| cell_of(board, number, product));
            steps.extend(cell.and_then(|cell| time_left(cell, state.now.wall)).map(|shown| shown.step));
        }
    }
    steps.retain(|step| *step != Step::Still);
    steps
}

/// Returns how a row tells its time: exactly under the cursor, unless the detail beside it does.
#[must_use]
pub fn care(state: &State, number: u32) -> Care {
    let is_told = regions(state).detail.height > 0;
    if state.list.milestone() == Some(number) && !is_told { Care::Exact } else { Care::Calm }
}

/// Returns a number for each changing text; another number, another text.
fn pulse(state: &State) -> Vec<i64> {
    steps(state).into_iter().filter_map(|step| step.beat(state.now.wall)).collect()
}
