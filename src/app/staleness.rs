//! How old what is shown is, and whether it can still be trusted to be what the disk says.
//!
//! Three ages: of the file's last change, of the last reading, of the oldest comparison with a source. The second is a
//! heartbeat: it moves only while the loop turns, the loader answers and the clock runs.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::banner::{clock, exact_clock};
use super::message::Now;
use super::state::{State, Trouble};
use super::tone::Tone;
use super::words::{Run, Words};
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::obligation::day_of;
use crate::domain::record::{File, Verified};

/// How long no look at the file may come back before that is said: two looks of fifteen seconds, and a little.
pub const HUNG: Duration = Duration::from_secs(40);

/// From this long between two ticks on, the program itself was stopped: it sleeps a minute at most.
const STOPPED: Duration = Duration::from_secs(70);

/// The looks at the file that confirmed it.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// The last one; none: what is shown is no file on a disk, or was not looked at yet.
    pub last: Option<Now>,
    /// The monotonic time since which the next answer is waited for.
    pub waits_since: Duration,
    /// The oldest comparison with a source, as it was found last.
    pub oldest: Option<Oldest>,
}

/// The oldest comparison with a source among what is not closed.
#[derive(Clone, Debug)]
pub struct Oldest {
    /// The file and the moment that it was found for.
    of: (Arc<File>, DateTime<Utc>),
    /// Its day and the regulation; none: nothing was compared.
    pub found: Option<(NaiveDate, Box<str>)>,
}

/// Takes note that the file was looked at and is what was read last.
pub fn looked(state: &mut State, at: Now) {
    state.source.looks.last = Some(at);
    state.source.looks.waits_since = state.source.looks.waits_since.max(at.mono);
    if state.source.trouble.is_none() && state.source.board.is_some() {
        state.source.read_at = Some(at.wall);
        // To the second it is told only where seconds are.
        state.needs_draw |= state.wall.is_some() && super::wall::ticks(state);
    }
}

/// Takes note that the loader answered, whatever it said.
pub fn answered(state: &mut State) {
    state.source.looks.waits_since = state.now.mono;
}

/// Takes note of the time: whoever was stopped does not blame the loader for it.
pub fn ticked(state: &mut State, before: Now) {
    if state.now.mono.saturating_sub(before.mono) >= STOPPED {
        state.source.looks.waits_since = state.now.mono;
    }
}

/// Finds the oldest comparison anew where the board became another.
pub fn follow(state: &mut State) {
    let Some(board) = &state.source.board else { return };
    let known = state.source.looks.oldest.as_ref();
    if known.is_none_or(|known| known.of.1 != board.now || !Arc::ptr_eq(&known.of.0, &board.file)) {
        let found = oldest(board);
        state.source.looks.oldest = Some(Oldest { of: (Arc::clone(&board.file), board.now), found });
    }
}

/// Moves the moments that were taken from a clock that was set.
pub fn shift(state: &mut State, by: TimeDelta) {
    let moved = |at: &mut DateTime<Utc>| *at = at.checked_add_signed(by).unwrap_or(*at);
    let source = &mut state.source;
    source.read_at.as_mut().map(moved);
    source.looks.last.as_mut().map(|last| &mut last.wall).map(moved);
    match &mut source.trouble {
        Some(Trouble::Broken { since, .. }) => moved(since),
        Some(Trouble::Failed(failed)) => moved(&mut failed.at),
        None => {}
    }
}

/// Returns whether the loader has not answered for too long.
#[must_use]
pub fn is_hung(state: &State) -> bool {
    let looks = &state.source.looks;
    looks.last.is_some() && state.now.mono.saturating_sub(looks.waits_since) >= HUNG
}

/// Returns the monotonic time at which a missing answer must be said.
#[must_use]
pub fn deadline(state: &State) -> Option<Duration> {
    let looks = &state.source.looks;
    (looks.last.is_some() && !is_hung(state)).then(|| looks.waits_since + HUNG)
}

/// Returns since when what is shown may not be what the disk says; none: it is, as far as anybody can tell.
#[must_use]
pub fn stale_since(state: &State) -> Option<DateTime<Utc>> {
    match &state.source.trouble {
        Some(Trouble::Broken { since, .. }) => Some(*since),
        Some(Trouble::Failed(failed)) => Some(failed.at),
        None if is_hung(state) => state.source.looks.last.map(|last| last.wall),
        None => None,
    }
}

/// Writes since when what is shown is stale: `STALE since 14:02`; none: it is not.
#[must_use]
pub fn stale_words(state: &State) -> Option<String> {
    stale_since(state).map(|since| format!("STALE since {}", clock(state, since)))
}

/// Says in one line why what is shown may be old, and what it is then; none: it is not.
#[must_use]
pub fn reason(state: &State) -> Option<String> {
    stale_since(state)?;
    let what = match &state.source.trouble {
        Some(Trouble::Broken { .. }) => "The file on disk is broken".to_string(),
        Some(Trouble::Failed(failed)) if failed.is_missing => "The file is gone".to_string(),
        Some(Trouble::Failed(failed)) => format!("The file cannot be read ({})", failed.message),
        None => "The disk does not answer".to_string(),
    };
    let shown = read_words(state, Exactness::Minutes).map(|at| format!("; shown as read at {at}")).unwrap_or_default();
    Some(format!("{what}{shown}; it comes back by itself"))
}

/// How exactly the last reading is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// To the minute: nothing else on the screen moves in between.
    Minutes,
    /// To the second.
    Seconds,
}

/// Returns the three ages as far as they are known: the reading first, for it goes last where there is no room.
#[must_use]
pub fn ages(state: &State, exactness: Exactness) -> Vec<Words> {
    let read = read_words(state, exactness).map(|at| Words::of("read ", Tone::Dim).then(&at, Tone::Strong));
    let changed = changed_words(state).map(|ago| Words::of("changed ", Tone::Dim).then(&ago, Tone::Plain));
    let oldest = oldest_words(state)
        .map(|(ago, what)| Words::of(OLDEST, Tone::Dim).then(&ago, Tone::Plain).then(&format!(" ({what})"), Tone::Dim));
    [read, changed, oldest].into_iter().flatten().collect()
}

/// What stands before the age of the oldest verification.
const OLDEST: &str = "oldest verification ";

/// Returns an age in fewer words, each shorter than the one before, for where there is no room for the whole.
#[must_use]
pub fn shorter(age: &Words) -> Vec<Words> {
    let bare = Words { runs: age.runs.iter().take(2).cloned().collect(), right: Vec::new() };
    let mut brief = bare.clone();
    if let Some(first) = brief.runs.first_mut().filter(|first| first.text.as_str() == OLDEST) {
        *first = Run::new("oldest verified ", first.tone);
    }
    vec![bare, brief]
}

/// Writes when the file was last found to be what is shown: `14:05`; none before the first reading.
#[must_use]
pub fn read_words(state: &State, exactness: Exactness) -> Option<String> {
    let at = state.source.read_at?;
    Some(match exactness {
        Exactness::Minutes => clock(state, at),
        Exactness::Seconds => exact_clock(state, at),
    })
}

/// Writes how long ago the file was changed: `1 min ago`; none where its metadata does not say.
#[must_use]
pub fn changed_words(state: &State) -> Option<String> {
    let at = state.source.changed_at?;
    Some(age(state.now.wall - at))
}

/// Writes how long ago the oldest comparison with a source was, of what, and when: `174 d ago`, `cab-tls, 2 Jun 2026`.
#[must_use]
pub fn oldest_words(state: &State) -> Option<(String, String)> {
    let (day, regulation) = state.source.looks.oldest.as_ref()?.found.as_ref()?;
    let today = state.launch.zone.day_of(state.now.wall);
    let ago = match (today - *day).num_days() {
        ..0 => "ahead of the clock".to_string(),
        0 => "today".to_string(),
        days => format!("{days} d ago"),
    };
    Some((ago, format!("{regulation}, {}", day.format("%-d %b %Y"))))
}

/// Writes an age, coarser the older: `under 1 min ago`, `5 min ago`, `3 h ago`, `12 d ago`.
fn age(span: TimeDelta) -> String {
    let minutes = span.num_minutes();
    match minutes {
        _ if span < TimeDelta::seconds(-60) => "ahead of the clock".into(),
        ..1 => "under 1 min ago".into(),
        1..120 => format!("{minutes} min ago"),
        120..2880 => format!("{} h ago", minutes / 60),
        _ => format!("{} d ago", minutes / 1440),
    }
}

fn oldest(board: &Board) -> Option<(NaiveDate, Box<str>)> {
    let mut oldest: Option<(NaiveDate, u32)> = None;
    for (number, row) in (0u32..).zip(&board.rows) {
        if matches!(row.band, Band::Closed | Band::Passed) {
            continue;
        }
        let Some(Verified::On { when, .. }) = board.inherited(number).verified() else { continue };
        let day = day_of(&when.value, board.plan.zone(board.plan.file_zone));
        if oldest.is_none_or(|(before, _)| day < before) {
            oldest = Some((day, number));
        }
    }
    oldest.map(|(day, number)| (day, board.records(number).0.id.as_str().into()))
}
