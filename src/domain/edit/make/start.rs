//! Incident clocks: a moment in place of the `at: unknown` that others count from.

use chrono::Timelike as _;

use super::{of_date, rule, set, typed};
use crate::domain::board::Board;
use crate::domain::date::{Verb, When};
use crate::domain::edit::{Act, Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::plan::rules_of;
use crate::domain::refs::milestone_record;
use crate::domain::typed::{self as dates, Ground, Reading, Side};

/// Returns the milestone whose clock is to be started: the only `at: unknown` of a regulation, by its place in the file.
///
/// # Errors
///
/// When there are several, or none.
pub fn clock_of(board: &Board, regulation: usize) -> Result<u32, Refusal> {
    let ours = |number: &u32| board.plan.spots.get(*number as usize).is_some_and(|(r, _)| *r as usize == regulation);
    let all: Vec<u32> = (0u32..).take(board.rows.len()).filter(ours).collect();
    let is = |number: u32, test: fn(&When) -> bool| {
        let milestone = board.records(number).1;
        milestone.verb == Verb::At && test(&milestone.when.value)
    };
    let named = |numbers: &[u32]| numbers.iter().map(|n| board.address(*n)).collect::<Vec<_>>().join(", ");
    let unknown: Vec<u32> =
        all.iter().copied().filter(|number| is(*number, |when| matches!(when, When::Unknown(_)))).collect();
    let known: Vec<u32> = all.into_iter().filter(|number| is(*number, |when| matches!(when, When::Point(_)))).collect();
    match (unknown.as_slice(), known.as_slice()) {
        ([only], _) => Ok(*only),
        ([_, _, ..], _) => {
            let message = format!("{} clocks can be started", unknown.len());
            Err(rule(message, format!("name one: {}", named(&unknown))))
        }
        ([], [set]) => Err(is_set(board, *set)),
        ([], []) => Err(rule("it has no clock", "a clock is a milestone that says 'at: unknown'")),
        ([], _) => Err(rule(
            format!("no clock is left to start: {} are set", named(&known)),
            "to change one: duewatch move ADDRESS DATE",
        )),
    }
}

/// Reads the moment at which a clock starts; `now` is one.
///
/// # Errors
///
/// When it cannot be read.
pub fn read_start(board: &Board, milestone: u32, text: &str) -> Result<Reading, Refusal> {
    let inherited = board.inherited(milestone).get(|common| common.zone.as_ref());
    let zone = inherited.unwrap_or_else(|| board.plan.zone(board.plan.file_zone));
    let calendar = board.calendar(milestone);
    let ground = Ground { today: zone.day_of(board.now), old: None, zone, side: Side::Behind, calendar };
    if text.trim() != "now" {
        return dates::read_point(text, &ground).map_err(|error| of_date("at", error));
    }
    // A whole minute, and not a later one: a clock must not end late.
    let local = zone.at(board.now).naive_local();
    let minute = local.format("%Y-%m-%d %H:%M").to_string();
    let whole = local.with_nanosecond(0).unwrap_or(local);
    let is_clear = zone.instant_of(whole).0.timestamp() == board.now.timestamp();
    let text = if is_clear { minute } else { zone.at(board.now).format("%Y-%m-%dT%H:%M:00%:z").to_string() };
    dates::read_point(&text, &ground).map_err(|error| of_date("at", error))
}

/// Starts a clock: writes the moment in place of `unknown`.
///
/// # Errors
///
/// When the milestone is no `at`, counts from another one, or has its moment already; when none is given.
pub fn start(facts: &Facts, board: &Board, milestone: u32, at: &Reading) -> Result<Edit, Refusal> {
    let (regulation, written) = board.records(milestone);
    let record = milestone_record(regulation, written);
    if written.verb != Verb::At {
        let message = format!("'{record}' is due, it does not happen: a clock is an 'at'");
        return Err(rule(message, format!("name what it counts from, or the regulation: {}", regulation.id)));
    }
    if !rules_of(&written.when.value).is_empty() {
        return Err(rule(format!("'{record}' counts from something else"), "start that one"));
    }
    match &written.when.value {
        When::Unknown(_) => {}
        When::Unreadable => return Err(rule(format!("the date of '{record}' cannot be read"), "correct it first")),
        When::Point(_) | When::Coarse(_) | When::Rule(_) | When::Earliest(_) => return Err(is_set(board, milestone)),
    }
    let from = facts.get(&record, "at");
    if let Some(Value::Alias(name)) = from {
        return Err(super::behind_alias(facts, (&record, "at"), name));
    }
    let text = typed(Some(&at.text)).ok_or_else(|| rule("a moment is missing", "give --at, such as 'now'"))?;
    let change = set(&record, "at", from, Some(Value::text(text)));
    let change = change.ok_or_else(|| Refusal::new(Why::Nothing, "it says so already", ""))?;
    Ok(Edit { act: Act::Field, changes: vec![change] })
}

/// Says that a clock was started already.
fn is_set(board: &Board, milestone: u32) -> Refusal {
    let (regulation, written) = board.records(milestone);
    let record: Record = milestone_record(regulation, written);
    let date = board.dated(milestone).date.map_or_else(|| "a date".to_string(), |date| date.to_string());
    let hint = format!("to change it: duewatch move {record} DATE --reason TEXT --when DAY");
    rule(format!("'{record}' is set already: {date}"), hint)
}
