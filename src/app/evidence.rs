//! What is known of evidence: asked for when a file was read and when a milestone is shown, told by the shell.

use std::time::Duration;

use super::effect::Effect;
use super::layout::regions;
use super::links::all_evidence;
use super::state::State;
use crate::domain::board::Board;
use crate::domain::link::{Presence, is_path};
use crate::domain::plan::entries_of;

/// The most paths of which anything is known, and the most that are asked for at once.
pub const MOST: usize = 1000;

/// How long an answer is awaited before anything else is asked: the network behind a path may be dead.
pub const AWAITED: Duration = Duration::from_secs(10);

/// What is known of evidence.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Paths as written, those that were asked for last at the end. At most [`MOST`].
    found: Vec<(Box<str>, Presence)>,
    /// The monotonic time until which an answer is awaited.
    asked: Option<Duration>,
    /// Which paths of the file are to be asked for.
    wants: Wants,
    /// The milestone whose paths were asked for when it came in sight, as long as the version of the file is the same.
    shown: Option<u32>,
}

/// A part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Paths as written, and what is known of them now.
    pub found: Vec<(Box<str>, Presence)>,
    /// Whether that was all that was asked for.
    pub is_last: bool,
}

/// Which paths of the file are to be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wants {
    /// None.
    #[default]
    Nothing,
    /// Those of which nothing is known.
    Unknown,
    /// All.
    All,
}

impl Evidence {
    /// Returns what is known of a path.
    #[must_use]
    pub fn presence(&self, path: &str) -> Presence {
        let known = self.found.iter().rev().find(|(known, _)| **known == *path);
        known.map_or(Presence::Unknown, |(_, presence)| *presence)
    }
}

/// Notes that another version of the file is shown.
pub fn another_version(state: &mut State) {
    let evidence = &mut state.evidence;
    evidence.shown = None;
    if evidence.wants == Wants::Nothing {
        evidence.wants = Wants::Unknown;
    }
}

/// Notes that the user asked for the file to be read again.
pub fn again(state: &mut State) {
    (state.evidence.wants, state.evidence.shown) = (Wants::All, None);
}

/// Asks for what is to be known, if anything and unless an answer is awaited.
pub fn follow(state: &mut State) -> Option<Effect> {
    let board = state.source.board.as_ref()?;
    let evidence = &state.evidence;
    let in_sight = state.list.milestone().filter(|_| regions(state).detail.height > 0 && !state.is_too_small());
    let is_new = in_sight.is_some() && in_sight != evidence.shown;
    let is_awaited = evidence.asked.is_some_and(|until| state.now.mono < until);
    if is_awaited || !is_new && evidence.wants == Wants::Nothing {
        return None;
    }
    let mut paths = match evidence.wants {
        Wants::Nothing => Vec::new(),
        Wants::Unknown => paths_of(board, |path| !evidence.found.iter().any(|(known, _)| **known == *path)),
        Wants::All => paths_of(board, |_| true),
    };
    if let Some(number) = in_sight.filter(|_| is_new) {
        let own = all_evidence(board, number).map(|link| link.text).filter(|text| is_path(text));
        paths.extend(own.take(MOST));
    }
    paths.sort_unstable();
    paths.dedup();
    let evidence = &mut state.evidence;
    (evidence.wants, evidence.shown) = (Wants::Nothing, in_sight.or(evidence.shown));
    if paths.is_empty() {
        return None;
    }
    evidence.asked = Some(state.now.mono + AWAITED);
    Some(Effect::LookForEvidence { paths })
}

/// Returns the first [`MOST`] paths of a file's evidence that are wanted.
fn paths_of(board: &Board, is_wanted: impl Fn(&str) -> bool) -> Vec<Box<str>> {
    let milestones = board.file.regulations.iter().flat_map(|regulation| &regulation.milestones);
    let entries = milestones.flat_map(|milestone| entries_of(&milestone.products));
    let details = entries.filter_map(|entry| entry.record.details.as_deref());
    let paths = details.flat_map(|details| &details.evidence).filter(|path| is_path(path) && is_wanted(path));
    paths.take(MOST).cloned().collect()
}

/// Takes what was found.
pub fn looked(state: &mut State, looked: Looked) {
    let evidence = &mut state.evidence;
    if looked.is_last {
        evidence.asked = None;
    }
    for (path, presence) in looked.found {
        let is_gone = |presence| presence == Presence::Missing;
        state.needs_draw |= is_gone(evidence.presence(&path)) != is_gone(presence);
        evidence.found.retain(|(known, _)| *known != path);
        evidence.found.push((path, presence));
    }
    let surplus = evidence.found.len().saturating_sub(MOST);
    evidence.found.drain(..surplus);
    super::detail::keep(state);
}
