//! A series as its milestone tells it: what is owed, what comes next, what lies outside; and what closing one opens.

use chrono::{Datelike, NaiveDate};

use super::board::{Board, Occurrence};
use super::dated::{CivilDate, Dated};
use super::edit::{Act, Edit, Record};
use super::record;
use super::series::{Instance, MOST_OCCURRENCES};
use super::status::Status;

/// How many occurrences to come are previewed.
pub const PREVIEWED: usize = 5;

/// A series as it stands.
#[derive(Clone, Debug)]
pub struct Outlook<'a> {
    /// The occurrence that the row shows.
    pub shown: &'a Occurrence,
    /// The others that are live, oldest first.
    pub live: Vec<&'a Occurrence>,
    /// Those of which nothing is owed any more, oldest first.
    pub closed: Vec<&'a Occurrence>,
    /// The next ones behind these, at most [`PREVIEWED`].
    pub next: Vec<Instance>,
    /// What is written under dates that are none of the series: history.
    pub strays: Vec<&'a record::Occurrence>,
}

impl<'a> Outlook<'a> {
    /// Tells a series; none where the milestone does not repeat.
    #[must_use]
    pub fn of(board: &'a Board, milestone: u32) -> Option<Self> {
        let shown = board.occurrence(milestone)?;
        let all = board.occurrences_of(milestone);
        let others = || all.iter().filter(|other| other.n != shown.n);
        let (live, closed): (Vec<&Occurrence>, Vec<&Occurrence>) = others().partition(|o| board.is_live(o));
        let next = next(board, shown, all);
        let (live, closed) = (live, closed.into_iter().filter(|o| has_cells_or_passed(board, o)).collect());
        Some(Self { shown, live, closed, next, strays: strays(board, milestone) })
    }
}

/// Returns the worst status of an occurrence; none without cells.
#[must_use]
pub fn status_of(board: &Board, occurrence: &Occurrence) -> Option<Status> {
    board.cells_at(occurrence).iter().map(|cell| cell.status).min_by_key(|status| status.severity_rank())
}

fn has_cells_or_passed(board: &Board, occurrence: &Occurrence) -> bool {
    !board.cells_at(occurrence).is_empty() || occurrence.dated.is_passed(board.now)
}

/// Returns the occurrences behind all that have come, without those that are told as owed or written already.
fn next(board: &Board, shown: &Occurrence, all: &[Occurrence]) -> Vec<Instance> {
    let milestone = shown.milestone;
    let last_passed = all.iter().filter(|other| other.dated.is_passed(board.now)).map(|other| other.n).max();
    let first = last_passed.map_or(0, |n| n as usize + 1);
    let mut next: Vec<Instance> = Vec::new();
    let reach = board.reach(milestone).count;
    for n in (first..=MOST_OCCURRENCES).take_while(|n| *n < reach) {
        let Some(instance) = board.plan.occurrence(milestone, n) else { break };
        let is_there = |day: Option<NaiveDate>| {
            let is_it = |other: &Occurrence| other.nominal == day && !board.cells_at(other).is_empty();
            all.iter().any(is_it) || shown.nominal == day || next.iter().any(|other| other.nominal == day)
        };
        if !is_there(instance.nominal) {
            next.push(instance);
        }
        if next.len() >= PREVIEWED || (n - first) > 2 * PREVIEWED + all.len() {
            break;
        }
    }
    next
}

/// Returns what is written under dates that are none of the series.
fn strays(board: &Board, milestone: u32) -> Vec<&record::Occurrence> {
    let written = board.records(milestone).1.occurrences.iter();
    let reach = board.reach(milestone).count;
    let is_there = |day| board.plan.occurrence_on(milestone, day).is_some_and(|(n, _)| n < reach);
    written.filter(|other| !is_there(other.nominal.value)).collect()
}

/// What comes next in a series of which an edit closed an occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// The milestone's number.
    pub milestone: u32,
    /// The nominal date of the occurrence that was closed.
    pub closed: NaiveDate,
    /// The date of the occurrence that the row shows now, which is owed; none: no other is.
    pub next: Option<Dated>,
    /// Whether that one is overdue.
    pub is_overdue: bool,
}

impl Following {
    /// Returns it in words, to stand behind what was done: `next 15 Apr 2028`.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.next {
            None => "no other is owed".into(),
            Some(next) if self.is_overdue => format!("still owed: {}", day_words(next)),
            Some(next) => format!("next {}", day_words(next)),
        }
    }
}

/// Writes a day with its year: `24 Nov 2026`.
#[must_use]
pub fn plain_day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// Returns the date of an occurrence in few words, and where it was rolled from: `17 Aug 2026`.
#[must_use]
pub fn day_words(dated: &Dated) -> String {
    match (dated.date, &dated.missing) {
        (Some(CivilDate::Day(day)), _) => plain_day(day),
        (Some(CivilDate::Coarse(coarse)), _) => coarse.to_string(),
        (None, Some(missing)) => missing.text().to_string(),
        (None, None) => "unknown".into(),
    }
}

/// Says from which day a date was rolled; none where it was not.
#[must_use]
pub fn rolled_from(dated: &Dated) -> Option<String> {
    let nominal = dated.rolled_from()?;
    let is_same_year = dated.date.is_some_and(|date| date.first_day().year() == nominal.year());
    let format = if is_same_year { "%a %-d %b" } else { "%a %-d %b %Y" };
    Some(format!("rolled from {}", nominal.format(format)))
}

/// Returns what comes next in each series of which an edit closed an occurrence, on the board after it.
#[must_use]
pub fn followings(after: &Board, edit: &Edit) -> Vec<Following> {
    let mut found: Vec<Following> = Vec::new();
    if edit.act != Act::Status {
        return found;
    }
    for change in edit.changes.iter().filter(|change| change.key == "status") {
        let Record::Cell { regulation, milestone, nominal: Some(nominal), .. } = &change.record else { continue };
        let Some(number) = after.find(regulation, milestone) else { continue };
        if found.iter().any(|other| (other.milestone, other.closed) == (number, *nominal)) {
            continue;
        }
        let all = after.occurrences_of(number);
        let Some(closed) = all.iter().find(|other| other.nominal == Some(*nominal)) else { continue };
        let Some(shown) = after.occurrence(number) else { continue };
        if after.is_live(closed) {
            continue;
        }
        let next = after.is_live(shown).then(|| shown.dated.clone());
        let is_overdue = next.as_ref().is_some_and(|next| next.is_passed(after.now));
        found.push(Following { milestone: number, closed: *nominal, next, is_overdue });
    }
    found
}
