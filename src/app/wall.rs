//! The wall: the board for people who walk by. Slides that turn by themselves, nothing that can be changed.
//!
//! Nothing here counts up: which slide stands, since when, and until when somebody paused it.

mod asked;
mod missing;
pub mod week;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::command::Command;
use super::countdown::{EXACT_SECONDS, Step, minutes_text, of_row, seconds_text, seconds_to};
use super::message::Now;
use super::state::State;
use super::tone::Tone;
pub use asked::{Asked, Beginning};
pub use missing::{nothing, unread};

use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::settings::{CYCLE, SHORTEST_CYCLE};

/// How long a key holds the slide.
pub const PAUSE: Duration = Duration::from_secs(60);

/// After how many minutes everything moves by a cell: a picture that never moves burns in.
const DRIFT_MINUTES: i64 = 10;

/// What the wall shows at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slide {
    /// The next deadline.
    Next,
    /// What is overdue; it gets every second slot.
    Overdue,
    /// Each product's statuses.
    Products,
    /// The next 90 days.
    Days,
    /// What changed this week.
    Week,
}

/// The slides that come in turn, between which [`Slide::Overdue`] stands.
pub const TURNS: [Slide; 4] = [Slide::Next, Slide::Products, Slide::Days, Slide::Week];

/// The wall, while it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Whether no key does anything but the one chord.
    pub is_kiosk: bool,
    /// What is shown.
    pub slide: Slide,
    /// The last of [`TURNS`] that was shown.
    pub turn: Slide,
    /// The monotonic time since when it is shown.
    pub since: Duration,
    /// The monotonic time until which somebody holds it.
    pub paused_until: Option<Duration>,
    /// Whether a second went by since the last frame; nothing but the last two of the big digits shows it. The shell draws and clears it.
    pub is_second_over: bool,
}

impl Wall {
    /// Makes the wall as it begins.
    #[must_use]
    pub fn new(is_kiosk: bool, now: Now) -> Self {
        Self {
            is_kiosk,
            slide: Slide::Next,
            turn: Slide::Next,
            since: now.mono,
            paused_until: None,
            is_second_over: false,
        }
    }

    /// Makes the wall with which the program begins, if it does.
    #[must_use]
    pub fn beginning(asked: &Asked, now: Now) -> Option<Self> {
        match asked.from {
            Beginning::Board => None,
            Beginning::Wall => Some(Self::new(false, now)),
            Beginning::Kiosk => Some(Self::new(true, now)),
        }
    }
}

/// Shows the wall, or leaves it; returns whether that was all that the command is to do.
pub fn instead(state: &mut State, command: Command) -> bool {
    let is_leaving = matches!(command, Command::Wall | Command::Quit | Command::Back);
    if state.wall.is_some() && is_leaving {
        state.wall = None;
    } else if command == Command::Wall {
        state.wall = Some(Wall::new(false, state.now));
    } else {
        return false;
    }
    state.needs_draw = true;
    true
}

/// Holds the slide that is shown.
pub fn pause(state: &mut State) {
    let until = state.now.mono + PAUSE;
    if let Some(wall) = state.wall.as_mut().filter(|wall| !wall.is_kiosk) {
        wall.paused_until = Some(until);
        state.needs_draw = true;
    }
}

/// Returns the milestones that are overdue, the latest first.
#[must_use]
pub fn overdue(state: &State) -> &[u32] {
    let rows = &state.list.open;
    let Some(board) = &state.source.board else { return &[] };
    let is_overdue = |number: &u32| board.row(*number).is_some_and(|row| row.band == Band::Overdue);
    rows.get(..rows.iter().take_while(|number| is_overdue(number)).count()).unwrap_or_default()
}

/// Returns what is to come, soonest first.
#[must_use]
pub fn ahead(state: &State) -> &[u32] {
    state.list.open.get(overdue(state).len()..).unwrap_or_default()
}

/// Returns the next deadline that can be counted to; else the first thing that is to come.
#[must_use]
pub fn next(state: &State) -> Option<u32> {
    let board = state.source.board.as_ref()?;
    let rows = ahead(state);
    let counts = |number: &&u32| {
        let instant = board.row(**number).and_then(|row| row.countdown.instant);
        instant.is_some_and(|instant| instant > state.now.wall)
    };
    rows.iter().find(counts).or_else(|| rows.first()).copied()
}

/// Returns the milestone whose time stands in big digits.
#[must_use]
pub fn subject(state: &State) -> Option<u32> {
    match state.wall?.slide {
        Slide::Next => next(state),
        Slide::Overdue => overdue(state).first().copied(),
        Slide::Products | Slide::Days | Slide::Week => None,
    }
}

/// A time in big digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// Digits, `d`, `-`, `:` and spaces; none: nothing can be counted.
    pub text: String,
    /// Its meaning.
    pub tone: Tone,
    /// How often it changes.
    pub step: Step,
}

/// Returns the digits of a milestone: whole days from 48 hours up, the exact time below.
#[must_use]
pub fn digits(state: &State, board: &Board, number: u32) -> Option<Digits> {
    let row = board.row(number)?;
    let dated = board.shown_date(number);
    let instant = row.countdown.instant?;
    let now = state.now.wall;
    // What is overdue is never dimmed.
    let tone = match row.band {
        Band::Overdue => Tone::BandStrong(Band::Overdue),
        Band::Later if !is_dim(state) => Tone::Strong,
        band if !is_dim(state) => Tone::BandStrong(band),
        Band::Today
        | Band::Within7Days
        | Band::Within30Days
        | Band::Later
        | Band::Undated
        | Band::Closed
        | Band::Passed => Tone::Dim,
    };
    if row.countdown.is_passed {
        let since = if dated.is_coarse() { dated.passes_at.unwrap_or(instant) } else { instant };
        let days = seconds_to(since, now).abs() / 86_400;
        let text = if days == 0 { clock_text(seconds_to(since, now)) } else { format!("-{days}d") };
        return Some(Digits { text, tone, step: Step::Minute(since) });
    }
    if instant <= now {
        return None;
    }
    let left = seconds_to(instant, now);
    if left >= EXACT_SECONDS || dated.is_coarse() {
        let days = row.countdown.days_left?;
        return Some(Digits { text: format!("{days}d"), tone, step: Step::Still });
    }
    if !state.launch.chosen.settings.wall.seconds {
        let text = minutes_text(left).replace(" d ", "d ");
        return Some(Digits { text, tone, step: Step::Minute(instant) });
    }
    Some(Digits { text: seconds_text(left).replace(" d ", "d "), tone, step: Step::Second(instant) })
}

/// Writes hours and minutes: `-04:20`.
fn clock_text(seconds: i64) -> String {
    let all = seconds.unsigned_abs();
    format!("{}{:02}:{:02}", if seconds < 0 { "-" } else { "" }, all / 3600, all / 60 % 60)
}

/// Returns the time of a row among others, never in seconds: one countdown that ticks is enough.
#[must_use]
pub fn row_time(state: &State, board: &Board, number: u32) -> (String, Tone) {
    let now = state.now.wall;
    let shown = of_row(board, number, now, super::countdown::Care::Calm);
    let text = match shown.step {
        Step::Second(instant) => minutes_text(seconds_to(instant, now)),
        Step::Minute(_) | Step::Still => shown.text,
    };
    (text, shown.tone)
}

/// Returns whether something on the wall ticks in seconds, or would on another slide.
#[must_use]
pub fn is_live(state: &State) -> bool {
    let Some(board) = &state.source.board else { return false };
    next(state).and_then(|number| digits(state, board, number)).is_some_and(|d| matches!(d.step, Step::Second(_)))
}

/// Returns how often what is shown changes by itself: with the minute, and in the last 48 hours with the second, which
/// comes last.
#[must_use]
pub fn steps(state: &State) -> Vec<Step> {
    let mut steps = vec![Step::Minute(DateTime::UNIX_EPOCH)];
    let digits =
        state.source.board.as_ref().and_then(|board| subject(state).and_then(|number| digits(state, board, number)));
    match digits.map(|digits| digits.step) {
        // All digits change with its minute, the last two with the second.
        Some(step @ Step::Second(instant)) => steps.extend([Step::Minute(instant), step]),
        Some(step @ Step::Minute(_)) => steps.push(step),
        Some(Step::Still) | None => {}
    }
    steps
}

/// Returns whether this slide ticks in seconds.
#[must_use]
pub fn ticks(state: &State) -> bool {
    steps(state).iter().any(|step| matches!(step, Step::Second(_)))
}

/// Returns how long the slide stands: what is near stands longer than what is not.
///
/// The next deadline twice as long in its last 48 hours; summaries half as long while something is overdue or that near.
#[must_use]
pub fn dwell(state: &State) -> Duration {
    let cycle = state.launch.wall.cycle.unwrap_or(CYCLE);
    let is_urgent = is_live(state) || !overdue(state).is_empty();
    let Some(wall) = state.wall else { return cycle };
    match wall.slide {
        Slide::Next if is_live(state) => cycle.saturating_mul(2),
        Slide::Products | Slide::Days | Slide::Week if is_urgent => (cycle / 2).max(SHORTEST_CYCLE),
        Slide::Next | Slide::Overdue | Slide::Products | Slide::Days | Slide::Week => cycle,
    }
}

/// Returns whether slides turn with the minute: nothing ticks, and nobody asked for another time.
fn turns_with_minute(state: &State) -> bool {
    state.launch.wall.cycle.is_none() && !is_live(state)
}

/// Returns the monotonic moment at which the wall changes by itself between its beats.
#[must_use]
pub fn moment(state: &State) -> Option<Duration> {
    let wall = state.wall?;
    if let Some(until) = wall.paused_until {
        return Some(until);
    }
    // With every second it is looked at anyway: another wake for each slide would be one too many.
    (!ticks(state) && !turns_with_minute(state)).then(|| wall.since + dwell(state))
}

/// Takes the time: lets go of a slide that was held, turns to the next one when it is time.
pub fn ticked(state: &mut State, before: Now) {
    let now = state.now;
    let Some(wall) = state.wall.as_mut() else { return };
    if let Some(until) = wall.paused_until {
        if until > now.mono {
            return;
        }
        (wall.paused_until, wall.since) = (None, now.mono);
        state.needs_draw = true;
        return;
    }
    let is_over = wall.since + dwell(state) <= now.mono;
    let minute = |at: DateTime<Utc>| at.timestamp().div_euclid(60);
    let is_minute = minute(before.wall) != minute(now.wall);
    if is_over && (is_minute || !turns_with_minute(state)) {
        turn(state);
    }
    drop_empty(state);
}

/// Leaves a slide that has nothing to show any more.
fn drop_empty(state: &mut State) {
    if state.wall.is_some_and(|wall| !has(state, wall.slide)) {
        turn(state);
    }
}

/// Returns whether a slide has something to show.
#[must_use]
pub fn has(state: &State, slide: Slide) -> bool {
    match slide {
        Slide::Next => true,
        Slide::Overdue => !overdue(state).is_empty(),
        Slide::Products => !state.matrix.columns.is_empty(),
        Slide::Days => !ahead(state).is_empty() && !state.matrix.columns.is_empty(),
        Slide::Week => state.source.board.as_ref().is_some_and(|board| week::has_changes(state, board)),
    }
}

/// Turns to the next slide.
pub fn turn(state: &mut State) {
    let Some(wall) = state.wall else { return };
    let at = TURNS.iter().position(|slide| *slide == wall.turn).unwrap_or(0);
    let after = TURNS.iter().cycle().skip(at + 1).take(TURNS.len()).find(|slide| has(state, **slide)).copied();
    let (slide, turn) = if wall.slide != Slide::Overdue && has(state, Slide::Overdue) {
        (Slide::Overdue, wall.turn)
    } else {
        let after = after.unwrap_or(Slide::Next);
        (after, after)
    };
    state.needs_draw |= slide != wall.slide;
    state.wall = Some(Wall { slide, turn, since: state.now.mono, ..wall });
}

/// Returns by how many columns and rows everything is moved now.
#[must_use]
pub fn drift(now: DateTime<Utc>) -> (u16, u16) {
    match now.timestamp().div_euclid(60 * DRIFT_MINUTES).rem_euclid(4) {
        0 => (0, 0),
        1 => (1, 0),
        2 => (1, 1),
        _ => (0, 1),
    }
}

/// Returns whether it is the time in which digits are dimmed.
#[must_use]
pub fn is_dim(state: &State) -> bool {
    let time = state.launch.zone.at(state.now.wall).time();
    state.launch.wall.dim.is_some_and(|hours| hours.holds(time))
}

/// Returns until when the slide is held, by the wall's clock.
#[must_use]
pub fn paused_until(state: &State) -> Option<DateTime<Utc>> {
    let until = state.wall?.paused_until?;
    let left = TimeDelta::from_std(until.saturating_sub(state.now.mono)).ok()?;
    state.now.wall.checked_add_signed(left)
}
