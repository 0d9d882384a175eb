//! The file, and its dates, as they would be if one of them were another.

use super::date::base;
use super::written_out::certainty_of;
use crate::domain::board::Board;
use crate::domain::date::When;
use crate::domain::edit::{Refusal, Why};
use crate::domain::finding::{Finding, Severity};
use crate::domain::plan::{Plan, rules_of};
use crate::domain::record::{File, Move};
use crate::domain::refs::milestone_record;

/// Returns the file with another date of a milestone, and so many more moves of it, and its dates.
///
/// # Errors
///
/// The first new error: an anchor that is not there, a ring, a date outside the calendar.
pub(super) fn replan(board: &Board, milestone: u32, (when, moves): (When, &[Move])) -> Result<(File, Plan), Refusal> {
    let mut file: File = File::clone(&board.file);
    let spot = board.plan.spots.get(milestone as usize).copied().unwrap_or_default();
    let record = file.regulations.get_mut(spot.0 as usize).and_then(|r| r.milestones.get_mut(spot.1 as usize));
    if let Some(record) = record {
        // As it is written: how sure the date is stays, where only its rule said so.
        if rules_of(&when).is_empty() && record.common.certainty.is_none() {
            let (regulation, written) = board.records(milestone);
            let address = milestone_record(regulation, written);
            record.common.certainty = certainty_of(board, milestone, (&address, base(board, milestone)));
        }
        let place = record.when.place;
        record.when.value = placed(when, place);
        record.moved.extend_from_slice(moves);
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
