//! Dates that are written out in place of their rule, so that they stay where they are.

use super::stood::stood;
use super::{counted, rule, set};
use crate::domain::board::Board;
use crate::domain::dated::{Dated, Missing};
use crate::domain::edit::{Change, Facts, Record, Refusal, Value};
use crate::domain::plan::entries_of;
use crate::domain::record::Certainty;
use crate::domain::series::written;

/// Makes the changes that write a date out as it stands, before it is rolled, how sure it is where its rule alone says
/// so, and where it stood before its anchor was moved too late; with the text that is written. None where the record has no such key.
///
/// # Errors
///
/// When the date cannot stand by itself: it repeats with what it counts from, or its calendar is not there.
pub(super) fn written_out(
    facts: &Facts,
    board: &Board,
    (record, key): (&Record, &str),
) -> Result<Option<(Vec<Change>, String)>, Refusal> {
    let (Some(now), Some(number)) = (facts.get(record, key), number_of(board, record)) else { return Ok(None) };
    let dated = dated_of(board, number, record).filter(|dated| dated.missing != Some(Missing::NoCalendar));
    let Some(dated) = dated else {
        let why = if board.plan.series.contains_key(&number) { "repeats with it" } else { "counts from it" };
        let message = format!("'{record}' {why}: '{now}'");
        return Err(rule(message, format!("write the date of '{record}' out first, or remove both")));
    };
    let text = dated.nominal.map_or_else(|| unknown(now), |date| counted(dated, date, board));
    let mut changes: Vec<Change> = set(record, key, Some(now), Some(Value::text(text.clone()))).into_iter().collect();
    if facts.get(record, "certainty").is_none()
        && let Some(certainty) = certainty_of(board, number, (record, dated))
    {
        changes.extend(set(record, "certainty", None, Some(Value::text(certainty.word()))));
    }
    if matches!(record, Record::Milestone { .. }) {
        for entry in stood(board, number) {
            changes.push(entry.change(facts, record)?);
        }
    }
    Ok(Some((changes, text)))
}

/// Returns how sure a date is, where only its rule says so.
pub(super) fn certainty_of(board: &Board, number: u32, (record, dated): (&Record, &Dated)) -> Option<Certainty> {
    let by_default = board.records(number).0.common.certainty.unwrap_or(Certainty::Final);
    let is_told = matches!(dated.certainty, Certainty::Estimated | Certainty::Proposed);
    (matches!(record, Record::Milestone { .. }) && is_told && by_default != dated.certainty).then_some(dated.certainty)
}

fn dated_of<'a>(board: &'a Board, number: u32, record: &Record) -> Option<&'a Dated> {
    match record {
        Record::Cell { nominal, target, .. } => {
            let milestone = board.records(number).1;
            let (list, entries) = match written(milestone, *nominal) {
                Some((at, occurrence)) => (at + 1, &*occurrence.products),
                None => (0, entries_of(&milestone.products)),
            };
            let at = entries.iter().position(|entry| entry.target.word() == **target)?;
            board.plan.own.get(&(number, list, u32::try_from(at).ok()?))
        }
        // Written out, a series would be a single date.
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => {
            board.plan.dated.get(number as usize).filter(|_| !board.plan.series.contains_key(&number))
        }
    }
}

/// Returns the number of the milestone that a record is or belongs to.
pub(super) fn number_of(board: &Board, record: &Record) -> Option<u32> {
    let (regulation, id) = record.milestone()?;
    board.find(regulation, id)
}

/// Returns an unknown date with the rule that it came from.
fn unknown(rule: &Value) -> String {
    // Brackets inside would end the words of an unknown date too early.
    let rule: String = rule.to_string().chars().filter(|letter| !matches!(letter, '(' | ')')).collect();
    format!("unknown (was {rule})")
}
