//! Alerts: what crossed a threshold of its reminder ladder is told once, by one calm banner, and rung for once.
//!
//! The banner stands on the board until it is put away or acknowledged, on the wall for a minute; a number stays there.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::banner::fit::Saying;
use super::effect::{Effect, Ring};
use super::glyph;
use super::launch::Launch;
use super::state::{Pane, State};
use super::tone::Tone;
use super::words::{cleaned, owned};
use crate::domain::alert::{Memory, Reached, Subject, Survey, survey};
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell};
use crate::domain::date::Verb;
use crate::domain::edit::Record;
use crate::domain::edit::make::record_of;
use crate::domain::outlook::day_words;
use crate::domain::record::File;
use crate::domain::settings::Notify;

/// How long the whole banner stands on the wall.
pub const ON_WALL: Duration = Duration::from_secs(60);

/// The least time between two rings: what is crossed one after the other does not ring like a telephone.
const BETWEEN_RINGS: Duration = Duration::from_secs(60);

/// The most cells of a notification's text.
const LONGEST_NOTICE: usize = 160;

/// What is to be told, and what was.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    /// What was told; at most [`crate::domain::alert::MOST`] obligations.
    pub memory: Memory,
    /// What stands within its ladder, as it was found last; at most one for each obligation.
    survey: Survey,
    /// Those of them that stand in the banner, with the wave in which they were told.
    open: Vec<(u64, Reached)>,
    /// The file and the moment that it was found for.
    of: Option<(Arc<File>, DateTime<Utc>)>,
    /// Which obligations were owed then, as bits in the order of [`Board::cells`], and how many occurrences there were.
    owed: (Vec<u64>, usize),
    /// When it was looked at last.
    looked: Option<DateTime<Utc>>,
    /// The monotonic time of the last thing that was told.
    told_at: Option<Duration>,
    /// The monotonic time of the last ring.
    rung_at: Option<Duration>,
}

impl Alerts {
    /// Begins with what was told when the program ran last.
    #[must_use]
    pub fn new(launch: &Launch) -> Self {
        Self { memory: launch.told.clone(), ..Self::default() }
    }
}

/// One thing that the banner tells: obligations of one milestone and one date, or a milestone without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it tells of; at least one.
    pub subjects: Vec<Subject>,
    /// When it was told, as [`Memory::wave`].
    wave: u64,
}

/// Returns whether the board shows the banner.
#[must_use]
pub fn is_told(state: &State) -> bool {
    !told(state).is_empty()
}

/// Looks for thresholds that were crossed, and rings for them; what was told is kept.
pub fn follow(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    if is_due(state) {
        effects.extend(look(state));
    } else if let (Some(board), Some((_, at))) = (&state.source.board, &mut state.alerts.of) {
        // That the same is owed on a board of another moment is found out once.
        *at = board.now;
    }
    effects.extend(ring(state));
    effects
}

fn is_due(state: &State) -> bool {
    let Some(board) = &state.source.board else { return false };
    let (alerts, now) = (&state.alerts, state.now.wall);
    // As long as no step comes and the same is owed, a board of another moment says nothing new.
    let is_same = alerts
        .of
        .as_ref()
        .is_some_and(|(file, at)| Arc::ptr_eq(file, &board.file) && (*at == board.now || alerts.owed == owed(board)));
    let has_come = alerts.survey.next.is_some_and(|next| next <= now) || alerts.memory.must_look(now);
    !is_same || has_come || alerts.looked.is_some_and(|looked| now < looked)
}

/// Returns which obligations are owed, and how many occurrences there are; of one file the same, the cells are the same.
fn owed(board: &Board) -> (Vec<u64>, usize) {
    let bits = |cells: &[Cell]| cells.iter().fold(1, |bits, cell| bits << 1 | u64::from(cell.is_live));
    (board.cells.chunks(63).map(bits).collect(), board.occurrences.len())
}

fn look(state: &mut State) -> Option<Effect> {
    let board = state.source.board.as_ref()?;
    let (now, at) = (state.now.wall, board.now);
    let ladder = &state.launch.chosen.settings.alerts.thresholds;
    state.alerts.survey = survey(board, ladder, now);
    state.alerts.of = Some((Arc::clone(&board.file), at));
    state.alerts.owed = owed(board);
    state.alerts.looked = Some(now);
    let news = state.alerts.memory.take(board, &state.alerts.survey, now);
    note_open(&mut state.alerts, board);
    let shown = Shown::of(state);
    let is_seen = news.told.iter().any(|subject| shown.holds(board, *subject));
    if is_seen {
        state.alerts.told_at = Some(state.now.mono);
        state.alerts.memory.owes_ring = true;
    }
    state.needs_draw |= is_seen;
    (news.is_changed && !state.launch.is_as_of).then(|| Effect::KeepAlerts(state.alerts.memory.clone()))
}

fn note_open(alerts: &mut Alerts, board: &Board) {
    let open = |reached: &Reached| Some((alerts.memory.open_since(board, reached)?, reached.clone()));
    alerts.open = alerts.survey.reached.iter().filter_map(open).collect();
}

/// Rings for what was told and has not rung yet, unless it is the time to be quiet: then once when that ends.
fn ring(state: &mut State) -> Vec<Effect> {
    let is_too_soon = state.alerts.rung_at.is_some_and(|at| state.now.mono < at + BETWEEN_RINGS);
    if !state.alerts.memory.owes_ring || is_quiet(state) || is_too_soon {
        return Vec::new();
    }
    state.alerts.memory.owes_ring = false;
    let wishes = &state.launch.chosen.settings.alerts;
    let ring = Ring { bell: wishes.bell, notify: wishes.notify, text: notice(state).unwrap_or_default() };
    let is_silent = !ring.bell && ring.notify == Notify::None;
    let mut effects = Vec::new();
    if !state.launch.is_as_of {
        effects.push(Effect::KeepAlerts(state.alerts.memory.clone()));
    }
    // Who looks at another time is not called; and what was settled meanwhile needs nobody.
    if !(is_silent || state.launch.is_as_of || ring.text.as_str().is_empty()) {
        state.alerts.rung_at = Some(state.now.mono);
        effects.push(Effect::Ring(ring));
    }
    effects
}

fn is_quiet(state: &State) -> bool {
    let time = state.launch.zone.at(state.now.wall).time();
    state.launch.chosen.settings.alerts.quiet.is_some_and(|hours| hours.holds(time))
}

/// Returns when the wall's banner goes by itself.
#[must_use]
pub fn moment(state: &State) -> Option<Duration> {
    state.wall.and(state.alerts.told_at).map(|at| at + ON_WALL).filter(|until| *until > state.now.mono)
}

/// Returns when the next threshold is crossed.
#[must_use]
pub fn next(state: &State) -> Option<DateTime<Utc>> {
    state.alerts.survey.next
}

/// Returns when it was looked at last what stands within its ladder.
#[must_use]
pub fn looked_at(state: &State) -> Option<DateTime<Utc>> {
    state.alerts.looked
}

/// Takes the banner away.
pub fn put_away(state: &mut State) -> Vec<Effect> {
    if !state.alerts.memory.put_away() {
        return Vec::new();
    }
    state.alerts.open.clear();
    state.needs_draw = true;
    let keep = || Effect::KeepAlerts(state.alerts.memory.clone());
    if state.launch.is_as_of { Vec::new() } else { vec![keep()] }
}

/// Returns what is to be told, what was told last first, and of that the nearest: neither put away nor acknowledged, still
/// owed, and not filtered out on the wall.
#[must_use]
pub fn told(state: &State) -> Vec<Told> {
    let Some(board) = &state.source.board else { return Vec::new() };
    let alerts = &state.alerts;
    // Of another file nothing is known yet: places of cells are its own.
    if !alerts.of.as_ref().is_some_and(|(file, _)| Arc::ptr_eq(file, &board.file)) {
        return Vec::new();
    }
    let shown = Shown::of(state);
    let is_told =
        |(_, reached): &&(u64, Reached)| reached.subject.is_live(board) && shown.holds(board, reached.subject);
    let mut told: Vec<&(u64, Reached)> = alerts.open.iter().filter(is_told).collect();
    let group = |reached: &Reached| (reached.subject.milestone(board), reached.subject.occurrence(board));
    told.sort_by_key(|(wave, reached)| (Reverse(*wave), reached.instant, group(reached), reached.subject));
    let mut groups: Vec<(_, Told)> = Vec::new();
    for (wave, reached) in told {
        let key = (*wave, reached.instant, group(reached));
        match groups.last_mut().filter(|(last, _)| *last == key) {
            Some((_, told)) => told.subjects.push(reached.subject),
            None => groups.push((key, Told { subjects: vec![reached.subject], wave: *wave })),
        }
    }
    groups.into_iter().map(|(_, told)| told).collect()
}

/// What is told here: on a filtered wall what the filter leaves.
struct Shown {
    /// The milestones that are; none: all of them.
    open: Option<BTreeSet<u32>>,
}

impl Shown {
    fn of(state: &State) -> Self {
        let is_filtered = state.wall.is_some() && !state.filter.text().is_empty();
        Self { open: is_filtered.then(|| state.list.open.iter().copied().collect()) }
    }

    fn holds(&self, board: &Board, subject: Subject) -> bool {
        let is_open = |open: &BTreeSet<u32>| subject.milestone(board).is_some_and(|number| open.contains(&number));
        self.open.as_ref().is_none_or(is_open)
    }
}

/// Returns the obligations whose alert is to be acknowledged: that under the cursor, of a row each that is told; where it
/// is told of none there, the first of the banner; without a banner, each live one of the row.
#[must_use]
pub fn meant(state: &State) -> Vec<Record> {
    let Some(board) = &state.source.board else { return Vec::new() };
    let number = state.list.milestone();
    let product = match state.screen.pane {
        Pane::Matrix | Pane::Timeline => state.matrix.product(),
        Pane::Detail => super::detail::cell(state).map(|cell| cell.product),
        Pane::List => None,
    };
    let is_here = |cell: &&Cell| {
        let is_product = product.is_none_or(|product| product == cell.product);
        Some(cell.milestone) == number && cell.is_live && is_product
    };
    let told: Vec<Vec<&Cell>> = told(state).iter().map(|told| cells_of(board, told)).collect();
    let here: Vec<&Cell> = told.iter().flatten().copied().filter(is_here).collect();
    let first = told.into_iter().find(|cells| !cells.is_empty());
    let cells = match (here.is_empty(), first, number) {
        (false, _, _) => here,
        (true, Some(first), _) => first,
        (true, None, Some(number)) => board.cells_of(number).iter().filter(is_here).collect(),
        (true, None, None) => Vec::new(),
    };
    cells.into_iter().map(|cell| record_of(board, cell)).collect()
}

fn cells_of<'a>(board: &'a Board, told: &Told) -> Vec<&'a Cell> {
    told.subjects.iter().filter_map(|subject| subject.cell(board)).collect()
}

/// Returns whether something is told that can be acknowledged: a record of the file can say it.
#[must_use]
pub fn is_owed(state: &State) -> bool {
    let Some(board) = &state.source.board else { return false };
    told(state).iter().any(|told| !cells_of(board, told).is_empty())
}

/// Says the first of what is told, and how much more there is.
struct Words {
    /// How much time is left.
    left: String,
    /// What it is.
    what: String,
    /// How much more there is; may be empty.
    more: String,
    band: Band,
}

fn words(state: &State, told: &[Told]) -> Option<Words> {
    let board = state.source.board.as_ref()?;
    let first = told.first()?;
    let subject = *first.subjects.first()?;
    let (band, countdown) = subject.standing(board)?;
    let (regulation, milestone) = board.records(subject.milestone(board)?);
    let product = match (subject.cell(board), first.subjects.len()) {
        (Some(cell), 1) => format!(", {}", board.product(cell).label()),
        (Some(_), many) => format!(", {many} products"),
        (None, _) => String::new(),
    };
    let dated = subject.dated(board)?;
    let day = dated.date.map(|_| format!(", {}", day_words(dated))).unwrap_or_default();
    let what = format!("{} ({}{product}{day})", milestone.title, regulation.label());
    let more = if told.len() > 1 { format!(" and {} more", told.len() - 1) } else { String::new() };
    let left = match (milestone.verb, countdown.days_left) {
        (Verb::At, Some(0)) => "today".to_string(),
        (Verb::At | Verb::By | Verb::From, days_left) => left_words(band, days_left),
    };
    Some(Words { left, what, more, band })
}

/// Says how much time there is, in whole days: a banner does not tick.
fn left_words(band: Band, days_left: Option<i32>) -> String {
    match (band, days_left) {
        (Band::Overdue, _) => "overdue".into(),
        (_, Some(0)) => "last day".into(),
        (_, Some(1)) => "1 day left".into(),
        (_, Some(days)) if days > 1 => format!("{days} days left"),
        (_, _) => "date passed".into(),
    }
}

/// Returns the text of a notification: cleaned, and no longer than a line; none where nothing is told. It says what was
/// told since the last one; what was rung for before stands in the banner.
fn notice(state: &State) -> Option<crate::domain::text::Clean<'static>> {
    let mut told = told(state);
    told.retain(|told| told.wave == state.alerts.memory.wave());
    let Words { left, what, more, .. } = words(state, &told)?;
    let room = LONGEST_NOTICE.saturating_sub(more.len() + left.len() + 2);
    let glyphs = state.launch.glyphs;
    let what = cleaned(glyphs, &what).cut(room, glyph::ellipsis(glyphs));
    Some(owned(&cleaned(glyphs, &format!("{left}: {}{more}", what.as_str()))))
}

/// Returns the banner of the board; none where nothing is told.
#[must_use]
pub fn saying(state: &State) -> Option<Saying> {
    let told = told(state);
    let Words { left, what, more, band } = words(state, &told)?;
    let sign = glyph::band(state.launch.glyphs, band);
    let head = format!("{sign} Alert, {left}{}", if told.len() > 1 { more } else { String::new() });
    let mut saying = Saying::of(&head, Tone::BandStrong(band)).more(&format!(": {what}"), Tone::Plain);
    if super::when::needs_writing(state).is_none() && is_owed(state) {
        saying = saying.key("{acknowledge}", "acknowledges", "ack");
    }
    Some(saying.key("{back}", "puts it away", "away").puts_away())
}

/// What the wall tells of alerts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnWall {
    /// The banner in its first minute; may be none.
    pub banner: Option<(String, Tone)>,
    /// How many alerts there are.
    pub count: usize,
}

/// Returns what the wall tells of alerts; the same on every slide.
#[must_use]
pub fn on_wall(state: &State) -> OnWall {
    let told = told(state);
    let banner = words(state, &told).filter(|_| moment(state).is_some()).map(|words| {
        let Words { left, what, more, band } = words;
        let sign = glyph::band(state.launch.glyphs, band);
        (format!("{sign} ALERT  {left}{more}: {what}"), Tone::BandStrong(band))
    });
    OnWall { banner, count: told.len() }
}
