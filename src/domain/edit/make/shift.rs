//! What else moves with a date: the plan of a copy of the file in which it is another.

use super::{ground, of_date};
use crate::domain::board::Board;
use crate::domain::date::When;
use crate::domain::dated::Dated;
use crate::domain::edit::{Refusal, Why};
use crate::domain::finding::{Finding, Severity};
use crate::domain::plan::{Plan, entries_of};
use crate::domain::record::{File, Milestone, Target};
use crate::domain::typed;

/// A milestone whose date changes with that of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its address; that of an obligation where its own date counts from the other.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its date before, as shown.
    pub old: String,
    /// Its date after, as shown.
    pub new: String,
}

/// Returns what else moves when a milestone gets another date, as typed, in the file's order; the milestone itself first.
///
/// Takes the time of planning the whole file anew.
///
/// # Errors
///
/// When the date cannot be read.
pub fn shifts(board: &Board, milestone: u32, to: &str) -> Result<Vec<Shift>, Refusal> {
    let verb = board.records(milestone).1.verb;
    let reading = typed::read(to, &ground(board, milestone)).map_err(|error| of_date(verb.word(), error))?;
    let plan = replan(board, milestone, reading.when)?;
    let mut shifts: Vec<Shift> = Vec::new();
    for (number, (old, new)) in (0u32..).zip(board.plan.dated.iter().zip(&plan.dated)) {
        let title = || board.records(number).1.title.to_string();
        if number == milestone || differ(old, new) {
            let (old, new) = (shown(old, &board.plan), shown(new, &plan));
            let shift = Shift { address: board.address(number), title: title(), old, new };
            shifts.insert(if number == milestone { 0 } else { shifts.len() }, shift);
        }
        for (list, entry, target) in own_dates(board.records(number).1) {
            let key = (number, list, entry);
            let (Some(old), Some(new)) = (board.plan.own.get(&key), plan.own.get(&key)) else { continue };
            if differ(old, new) {
                let address = format!("{}:{}", board.address(number), target.word());
                let (old, new) = (shown(old, &board.plan), shown(new, &plan));
                shifts.push(Shift { address, title: title(), old, new });
            }
        }
    }
    Ok(shifts)
}

/// Returns the list, the entry and what it names of each own date: list 0 is `products`, n + 1 the n-th occurrence.
fn own_dates(milestone: &Milestone) -> impl Iterator<Item = (u32, u32, &Target)> {
    let occurrences = milestone.occurrences.iter().map(|occurrence| &*occurrence.products);
    let lists = (0u32..).zip(std::iter::once(entries_of(&milestone.products)).chain(occurrences));
    let entries = lists.flat_map(|(list, entries)| (0u32..).zip(entries).map(move |(at, entry)| (list, at, entry)));
    entries
        .filter(|(.., entry)| entry.record.detail(|d| d.due.as_ref()).is_some())
        .map(|(list, at, entry)| (list, at, &entry.target))
}

fn differ(old: &Dated, new: &Dated) -> bool {
    (old.date, old.instant, &old.missing) != (new.date, new.instant, &new.missing)
}

/// Plans the file with another date of a milestone.
///
/// # Errors
///
/// The first new error: an anchor that is not there, a ring, a date outside the calendar.
pub fn replan(board: &Board, milestone: u32, when: When) -> Result<Plan, Refusal> {
    let mut file: File = File::clone(&board.file);
    let spot = board.plan.spots.get(milestone as usize).copied().unwrap_or_default();
    let record = file.regulations.get_mut(spot.0 as usize).and_then(|r| r.milestones.get_mut(spot.1 as usize));
    if let Some(record) = record {
        let place = record.when.place;
        record.when.value = placed(when, place);
    }
    let plan = Plan::of(&file, board.plan.zone(board.plan.file_zone));
    let errors = |finding: &&Finding| finding.severity == Severity::Error;
    let is_new = |finding: &&Finding| !board.plan.findings.iter().any(|old| old.message == finding.message);
    match plan.findings.iter().filter(errors).find(is_new) {
        Some(finding) => Err(Refusal::new(Why::Rule, finding.message.to_string(), finding.hint.to_string())),
        None => Ok(plan),
    }
}

fn placed(when: When, place: crate::domain::finding::Place) -> When {
    match when {
        When::Rule(mut rule) => {
            rule.place = place;
            When::Rule(rule)
        }
        When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Earliest(_) | When::Unreadable => when,
    }
}

/// Returns a date as shown: with its time, if it has one; the text in its place, if there is none.
fn shown(dated: &Dated, plan: &Plan) -> String {
    match (dated.date, dated.instant, &dated.missing) {
        (Some(date), Some(instant), _) if dated.has_time() => {
            let zone = plan.zone(dated.zone);
            format!("{date} {}", zone.at(instant).format("%H:%M"))
        }
        (Some(date), _, _) => date.to_string(),
        (None, _, Some(missing)) => missing.text().to_string(),
        (None, _, None) => "undated".to_string(),
    }
}
