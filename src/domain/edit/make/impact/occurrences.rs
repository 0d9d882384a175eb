//! What a change does to the occurrences of series: those that get another date, and those that are none any more.

use chrono::NaiveDate;

use crate::domain::board::Board;
use crate::domain::edit::{Act, Edit, Record};
use crate::domain::plan::Plan;
use crate::domain::series::Course;

/// What becomes of occurrences when a date or a rule changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occurrences {
    /// Those of the milestone that is moved itself of which something is owed and whose nominal date changes.
    pub shifts: Vec<Shift>,
    /// The addresses of those of which something is written and that are none of their series any more.
    pub history: Vec<String>,
    /// The addresses of those of which something is owed, but nothing written, and that are no more.
    pub dropped: Vec<String>,
}

/// One occurrence that gets another nominal date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The nominal date before.
    pub old: NaiveDate,
    /// The one after; none: the series ends before it.
    pub new: Option<NaiveDate>,
}

impl Shift {
    /// Returns what is said of it: `@2026-01-31 -> @2026-02-15`.
    #[must_use]
    pub fn words(&self) -> String {
        match self.new {
            Some(new) => format!("@{} -> @{new}", self.old),
            None => format!("@{} is no more: the series ends before it", self.old),
        }
    }
}

/// Says what a series does when its date moves; none where a milestone does not repeat.
#[must_use]
pub fn series_words(board: &Board, milestone: u32) -> Option<&'static str> {
    Some(match board.plan.series.get(&milestone)?.course {
        Course::Every { .. } | Course::With { .. } => "every occurrence moves with it",
        Course::AfterDone { .. } => "later occurrences count anew from it",
    })
}

impl Occurrences {
    /// Compares the series of a board with those of another plan of the same milestones; `moved` is the milestone that gets
    /// another date, `changed` the one of which something else is changed.
    pub(super) fn of(board: &Board, plan: &Plan, moved: Option<u32>, changed: Option<u32>) -> Self {
        let history = board.plan.series.keys().flat_map(|number| stranded(board, plan, *number));
        let mut history: Vec<(u32, NaiveDate)> = history.collect();
        history.sort_unstable();
        // Of a series that begins anew or ends, no occurrence becomes another one.
        let is_lasting = |number: &u32| {
            plan.series.get(number).is_some_and(|series| !matches!(series.course, Course::AfterDone { .. }))
        };
        let changed = changed.or(moved.filter(|number| !is_lasting(number)));
        let moved = moved.filter(is_lasting);
        let address = |(number, day): (u32, NaiveDate)| format!("{}@{day}", board.address(number));
        Self {
            shifts: moved.map_or_else(Vec::new, |number| shifted(board, plan, number)),
            history: history.into_iter().map(address).collect(),
            dropped: changed.map_or_else(Vec::new, |number| dropped(board, plan, number).map(address).collect()),
        }
    }

    /// Compares the series that count from closings with those after an edit of statuses; of others it changes no date.
    ///
    /// Nothing where the edit touches no occurrence, or the plan is of other milestones.
    #[must_use]
    pub fn of_statuses(board: &Board, plan: &Plan, edit: &Edit) -> Self {
        let changed = occurrences_of(board, edit);
        if changed.is_empty() || edit.act != Act::Status || plan.spots != board.plan.spots {
            return Self::default();
        }
        let counted = board.plan.series.keys().filter(|number| !board.plan.is_regular(**number));
        let mut history: Vec<(u32, NaiveDate)> = counted.flat_map(|number| stranded(board, plan, *number)).collect();
        history.sort_unstable();
        let address = |(number, day): (u32, NaiveDate)| format!("{}@{day}", board.address(number));
        Self {
            shifts: Vec::new(),
            history: history.into_iter().map(address).collect(),
            dropped: changed.into_iter().flat_map(|number| dropped(board, plan, number)).map(address).collect(),
        }
    }

    /// Says the same as [`words`](Self::words) in a few words, for one line: `kept as history: scan@2026-03-03 and 1 more`.
    ///
    /// Those of this regulation are named without it.
    #[must_use]
    pub fn short_words(&self, regulation: &str) -> Option<String> {
        let named = |what: &str, all: &[String]| {
            let first = all.first()?;
            let first = first.strip_prefix(regulation).and_then(|rest| rest.strip_prefix('/')).unwrap_or(first);
            let more = if all.len() > 1 { format!(" and {} more", all.len() - 1) } else { String::new() };
            Some(format!("{what}: {first}{more}"))
        };
        let both = [named("kept as history", &self.history), named("no longer owed", &self.dropped)];
        let both: Vec<String> = both.into_iter().flatten().collect();
        (!both.is_empty()).then(|| both.join("; "))
    }

    /// Says which are none any more, a line for each sort; of each at most so many by name.
    #[must_use]
    pub fn words(&self, most: usize) -> Vec<String> {
        let history = named("no longer of its series, kept as history", &self.history, most);
        let dropped = named("no longer owed, because its series has no such date", &self.dropped, most);
        history.into_iter().chain(dropped).collect()
    }
}

/// Returns the milestones of whose occurrences an edit changes something, each once.
fn occurrences_of(board: &Board, edit: &Edit) -> Vec<u32> {
    let mut found = Vec::new();
    for change in &edit.changes {
        let Record::Cell { regulation, milestone, nominal: Some(_), .. } = &change.record else { continue };
        found.extend(board.find(regulation, milestone).filter(|number| !found.contains(number)));
    }
    found
}

fn named(what: &str, all: &[String], most: usize) -> Option<String> {
    let shown = all.get(..most).unwrap_or(all);
    let more = all.len() - shown.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    (!all.is_empty()).then(|| format!("{what}: {}{more}", shown.join(", ")))
}

/// Returns the occurrences of which something is written and that another plan does not have, in the order of the file.
fn stranded(board: &Board, plan: &Plan, number: u32) -> impl Iterator<Item = (u32, NaiveDate)> {
    let written = board.records(number).1.occurrences.iter().map(|occurrence| occurrence.nominal.value);
    let is_one = move |plan: &Plan, day| plan.occurrence_on(number, day).is_some();
    written.filter(move |day| is_one(&board.plan, *day) && !is_one(plan, *day)).map(move |day| (number, day))
}

/// Returns a series' own live occurrences whose nominal date another base changes.
fn shifted(board: &Board, plan: &Plan, number: u32) -> Vec<Shift> {
    let live = board.occurrences_of(number).iter().filter(|occurrence| board.is_live(occurrence));
    let new = |n: u32| plan.occurrence(number, n as usize).and_then(|instance| instance.nominal);
    let shifts = live.filter_map(|old| Some(Shift { old: old.nominal?, new: new(old.n) }));
    shifts.filter(|shift| shift.new != Some(shift.old)).collect()
}

/// Returns a series' own live occurrences of which nothing is written and that another plan does not have.
fn dropped(board: &Board, plan: &Plan, number: u32) -> impl Iterator<Item = (u32, NaiveDate)> {
    let repeats = plan.series.contains_key(&number);
    let live = board.occurrences_of(number).iter().filter(|one| one.written.is_none() && board.is_live(one));
    // Without the series its base is still the milestone's own date.
    let live = live.filter(move |one| repeats || one.n > 0).filter_map(|one| one.nominal);
    live.filter(move |day| plan.occurrence_on(number, *day).is_none()).map(move |day| (number, day))
}
