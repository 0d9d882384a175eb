//! The file, and its dates, as they would be if one of them were another.

use chrono::NaiveDate;

use super::{ground, of_date};
use crate::domain::board::Board;
use crate::domain::date::When;
use crate::domain::edit::{Refusal, Why};
use crate::domain::finding::{Finding, Severity};
use crate::domain::plan::Plan;
use crate::domain::record::File;
use crate::domain::typed;

/// Returns the occurrences of which something is written and that are none any more when a milestone gets another date,
/// as typed: their addresses, in the file's order.
///
/// # Errors
///
/// When the date cannot be read, or brings a new error.
pub fn stranded(board: &Board, milestone: u32, to: &str) -> Result<Vec<String>, Refusal> {
    if board.plan.series.is_empty() {
        return Ok(Vec::new());
    }
    let verb = board.records(milestone).1.verb;
    let reading = typed::read(to, &ground(board, milestone)).map_err(|error| of_date(verb.word(), error))?;
    let (_, plan) = replan(board, milestone, reading.when)?;
    let mut found = Vec::new();
    for number in (0u32..).take(board.rows.len()).filter(|number| board.plan.series.contains_key(number)) {
        let written = board.records(number).1.occurrences.iter().map(|occurrence| occurrence.nominal.value);
        let is_one = |plan: &Plan, day| plan.occurrence_on(number, day).is_some();
        let gone = written.filter(|day| is_one(&board.plan, *day) && !is_one(&plan, *day));
        found.extend(gone.map(|day| format!("{}@{day}", board.address(number))));
    }
    Ok(found)
}

/// Returns the nominal dates of a series' own live occurrences, each with the one that another base gives it.
///
/// None in place of the new one: the series ends before it.
///
/// # Errors
///
/// When the date cannot be read, or brings a new error.
pub fn shifted(board: &Board, milestone: u32, to: &str) -> Result<Vec<(NaiveDate, Option<NaiveDate>)>, Refusal> {
    let verb = board.records(milestone).1.verb;
    let reading = typed::read(to, &ground(board, milestone)).map_err(|error| of_date(verb.word(), error))?;
    let (_, plan) = replan(board, milestone, reading.when)?;
    let live = board.occurrences_of(milestone).iter().filter(|occurrence| board.is_live(occurrence));
    let new = |n: u32| plan.occurrence(milestone, n as usize).and_then(|instance| instance.nominal);
    Ok(live.filter_map(|old| Some((old.nominal?, new(old.n)))).collect())
}

/// Returns the file with another date of a milestone, and its dates.
///
/// # Errors
///
/// The first new error: an anchor that is not there, a ring, a date outside the calendar.
pub(super) fn replan(board: &Board, milestone: u32, when: When) -> Result<(File, Plan), Refusal> {
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
        None => Ok((file, plan)),
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
