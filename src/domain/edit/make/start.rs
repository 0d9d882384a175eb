//! Incident clocks: a moment in place of the `at: unknown` that others count from.

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};

use super::{of_date, rule, set, typed};
use crate::domain::board::Board;
use crate::domain::date::{Verb, When};
use crate::domain::dated::moment_at;
use crate::domain::edit::{Act, Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::plan::rules_of;
use crate::domain::record::Regulation;
use crate::domain::refs::milestone_record;
use crate::domain::rule::{Direction, Rule, Span, Unit, parse_span};
use crate::domain::typed::{self as dates, Ground, Reading, Side};
use crate::domain::zone::{Clock, Zone};

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
    // What happened and sets nothing going is no clock.
    let is_clock = |number: &u32| is(*number, |when| matches!(when, When::Point(_))) && has_dependents(board, *number);
    let known: Vec<u32> = all.into_iter().filter(is_clock).collect();
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

/// Reads the moment at which a clock starts; `now` is one, and so are `-2h` and `-30min`.
///
/// # Errors
///
/// When it cannot be read, or `-30m` may be minutes or months.
pub fn read_start(board: &Board, milestone: u32, text: &str) -> Result<Reading, Refusal> {
    let inherited = board.inherited(milestone).get(|common| common.zone.as_ref());
    let zone = inherited.unwrap_or_else(|| board.plan.zone(board.plan.file_zone));
    let calendar = board.calendar(milestone);
    let ground = Ground { today: zone.day_of(board.now), old: None, zone, side: Side::Behind, calendar };
    let minutes_ago = |minutes: u32| {
        let at = board.now.checked_sub_signed(TimeDelta::minutes(i64::from(minutes)));
        moment(zone, at.unwrap_or(board.now))
    };
    let (text, how) = match (text.trim(), back(text)) {
        ("now", _) => (moment(zone, board.now), None),
        (_, Some(Back::Hours(hours))) => {
            let at = moment_at(board.now, hours, Direction::Before).unwrap_or(board.now);
            (moment(zone, at), Some(format!("{} before now", Span { amount: hours, unit: Unit::Hours })))
        }
        (_, Some(Back::Minutes(minutes))) => {
            let unit = if minutes == 1 { "minute" } else { "minutes" };
            (minutes_ago(minutes), Some(format!("{minutes} {unit} before now")))
        }
        (text, Some(Back::MinutesOrMonths(amount))) => {
            let months = dates::read_point(text, &ground).map_err(|error| of_date("at", error))?.text;
            let minutes = minutes_ago(amount);
            let hint = format!("write {minutes} for {amount} minutes ago, or {months} for {amount} months ago");
            return Err(rule(format!("'at': '{text}' could be minutes or months"), hint));
        }
        (text, None) => (text.to_string(), None),
    };
    let reading = dates::read_point(&text, &ground).map_err(|error| of_date("at", error))?;
    let is_rewritten = reading.is_rewritten || how.is_some();
    Ok(Reading { how: reading.how.iter().cloned().chain(how).collect(), is_rewritten, ..reading })
}

/// So much before now.
enum Back {
    Hours(u32),
    Minutes(u32),
    /// `-30m`: months everywhere else; of an incident rather minutes.
    MinutesOrMonths(u32),
}

/// Reads `-2h`, `-30min` and `-30m`.
fn back(text: &str) -> Option<Back> {
    let rest = text.trim().strip_prefix('-')?.trim();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = rest.split_at_checked(digits)?;
    let amount: u32 = number.parse().ok().filter(|amount| (1..=Span::MOST).contains(amount))?;
    match unit.trim() {
        "m" => Some(Back::MinutesOrMonths(amount)),
        "min" | "mins" | "minute" | "minutes" => Some(Back::Minutes(amount)),
        _ => parse_span(rest).ok().filter(|span| span.unit == Unit::Hours).map(|span| Back::Hours(span.amount)),
    }
}

/// Writes a moment as a local minute, and not a later one: a clock must not end late. Where the clocks show the time
/// twice, with its offset.
fn moment(zone: &Zone, at: DateTime<Utc>) -> String {
    let there = zone.at(at);
    let minute = there.naive_local().with_second(0).and_then(|minute| minute.with_nanosecond(0));
    match minute.map(|minute| zone.moments_of(minute).0) {
        Some(Clock::Clear) => there.format("%Y-%m-%d %H:%M").to_string(),
        Some(Clock::Fold | Clock::Gap) | None => there.format("%Y-%m-%dT%H:%M:00%:z").to_string(),
    }
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

/// Says that a clock was set to a moment that has not come; none where it has.
#[must_use]
pub fn lies_ahead(after: &Board, clock: u32) -> Option<&'static str> {
    let is_ahead = after.dated(clock).instant.is_some_and(|instant| instant > after.now);
    is_ahead.then_some("that moment lies ahead: a clock starts with what has happened")
}

/// Returns whether a date is counted from a milestone.
pub(super) fn has_dependents(board: &Board, number: u32) -> bool {
    let (home, clock) = board.records(number);
    let is_clock = |regulation: &Regulation, rule: &Rule| {
        let of = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
        *of == home.id && rule.anchor.milestone == clock.id
    };
    let counts = |number: u32| {
        let (regulation, milestone) = board.records(number);
        rules_of(&milestone.when.value).iter().any(|rule| is_clock(regulation, rule))
    };
    (0u32..).take(board.rows.len()).any(counts) || board.plan.own.values().any(|dated| dated.anchor == Some(number))
}

/// Says that a clock was started already.
fn is_set(board: &Board, milestone: u32) -> Refusal {
    let (regulation, written) = board.records(milestone);
    let record: Record = milestone_record(regulation, written);
    let date = board.dated(milestone).date.map_or_else(|| "a date".to_string(), |date| date.to_string());
    let hint = format!("to change it: duewatch move {record} DATE --reason TEXT --when DAY");
    rule(format!("'{record}' is set already: {date}"), hint)
}
