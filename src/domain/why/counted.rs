//! Counting and rolling, with the closed days by name.

use chrono::{Datelike, NaiveDate};

use super::{MOST_CLOSED, Step, What};
use crate::domain::calendar::Calendar;
use crate::domain::count::{Frame, Uncounted, moment_of};
use crate::domain::date::long_day;
use crate::domain::dated::{CivilDate, Dated, days_between};
use crate::domain::read_back::ordinal;
use crate::domain::record::Roll;
use crate::domain::rule::{Direction, Span, Unit};
use crate::domain::zone::Zone;

/// What is counted from: a date, its day or period, and its zone.
pub type Anchored<'a> = (&'a Dated, CivilDate, &'a Zone);

/// Counts from a date and rolls the result, and tells each step.
///
/// `rule` is the rule in words: `10 business days before 2027-01-04`.
///
/// # Errors
///
/// When the calendar is not there, or the result leaves the years of a file.
pub fn by_hand(
    frame: &Frame<'_>,
    rule: &str,
    offset: Option<(Span, Direction)>,
    anchor: Anchored<'_>,
) -> Result<(Dated, Vec<Step>), Uncounted> {
    let mut steps = Vec::new();
    let counted = frame.counted(offset, anchor)?;
    count(frame, rule, (offset, anchor), &mut steps);
    roll(frame, &counted, &mut steps);
    let rolled = frame.rolled(counted, frame.zone.1)?;
    Ok((rolled, steps))
}

/// Tells a count; nothing of where it rolls.
pub(super) fn count(
    frame: &Frame<'_>,
    rule: &str,
    (offset, anchor): (Option<(Span, Direction)>, Anchored<'_>),
    steps: &mut Vec<Step>,
) {
    let Ok(counted) = frame.counted(offset, anchor) else {
        steps.push(Step::new(What::Rule, None, rule));
        return;
    };
    let day = counted.date.map(CivilDate::first_day);
    let Some((span, direction)) = offset else {
        steps.push(Step::new(What::Rule, day, rule));
        return;
    };
    let from = anchor.1.first_day();
    let period = match anchor.1 {
        CivilDate::Day(_) => String::new(),
        CivilDate::Coarse(coarse) => format!(": counted from {}, the first day of {coarse}", long_day(from)),
    };
    match span.unit {
        Unit::BusinessDays => {
            let id = frame.calendar.as_ref().map_or("", |calendar| calendar.id());
            let start = format!("{rule}, by {id}{period}; {} itself is not counted", long_day(from));
            steps.push(Step::new(What::Rule, None, start));
            if let (Some(calendar), Some(day)) = (&frame.calendar, day) {
                closed_between(calendar, from, day, steps);
            }
            let side = if direction == Direction::After { "after" } else { "before" };
            let text = format!("the {} open day {side} {}", ordinal(span.amount), long_day(from));
            steps.push(Step::new(What::Counted, day, text));
        }
        Unit::Hours => {
            let (dated, date, zone) = anchor;
            let moment = zone.at(moment_of(dated, date, zone));
            let start = if dated.has_time() { "from" } else { "it has no time, so from the start of its day," };
            let at = format!("{} {}", moment.format("%a %-d %b %Y %H:%M"), zone.abbreviation(moment.to_utc()));
            steps.push(Step::new(What::Rule, day, format!("{rule}: {start} {at}, through weekends and clock changes")));
        }
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years => {
            let keeps = matches!(span.unit, Unit::Months | Unit::Quarters | Unit::Years);
            let is_clamped = keeps && day.is_some_and(|day| day.day() != from.day());
            let clamped = match day {
                Some(day) if is_clamped => {
                    format!("; {} has no day {}, so its last day", day.format("%B"), from.day())
                }
                Some(_) | None => String::new(),
            };
            steps.push(Step::new(What::Rule, day, format!("{rule}{period}{clamped}")));
        }
    }
}

/// Tells the closed days between two days, neither of them included, in the order of counting, by name.
///
/// At most [`MOST_CLOSED`] lines: of more, the days of the weekend are summed up.
pub fn closed_between(calendar: &Calendar, from: NaiveDate, to: NaiveDate, steps: &mut Vec<Step>) {
    let count = days_between(from, to).unsigned_abs().saturating_sub(1);
    let days = || walk(from, to).take(count as usize).filter(|day| !calendar.is_open(*day));
    let step = |day: NaiveDate| Step::new(What::Closed, Some(day), calendar.closed_as(day).unwrap_or_default());
    let all = days().count();
    if all <= MOST_CLOSED {
        steps.extend(days().map(step));
        return;
    }
    let named = || days().filter(|day| calendar.holiday(*day).is_some());
    let with_names = named().count();
    let shown = with_names.min(MOST_CLOSED - 1);
    steps.extend(named().take(shown).map(step));
    let weekend = all - with_names;
    let rest = [(weekend, "weekend day"), (with_names - shown, "day with a name")];
    let rest: Vec<String> = rest.iter().filter(|(n, _)| *n > 0).map(|(n, what)| plural(*n, what)).collect();
    steps.push(Step::new(What::Closed, None, format!("… and {}", rest.join(" and "))));
}

fn plural(number: usize, what: &str) -> String {
    match what.split_once(' ') {
        _ if number == 1 => format!("1 {what}"),
        Some(("day", behind)) => format!("{number} days {behind}"),
        Some(_) | None => format!("{number} {what}s"),
    }
}

/// Returns the days behind one day, towards another and on.
fn walk(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let is_back = to < from;
    std::iter::successors(Some(from), move |day| if is_back { day.pred_opt() } else { day.succ_opt() }).skip(1)
}

/// Tells where a date rolls, or why it does not; nothing of an open day of a date that does not roll.
pub fn roll(frame: &Frame<'_>, counted: &Dated, steps: &mut Vec<Step>) {
    let (Some(CivilDate::Day(day)), Some(calendar)) = (counted.date, &frame.calendar) else { return };
    let id = calendar.id();
    let name = calendar.closed_as(day);
    match (name, frame.roll) {
        (None, Roll::None) => {}
        (None, Roll::Next | Roll::Previous) => {
            let text = format!("open in {id}, so 'roll: {}' leaves it there", frame.roll.word());
            steps.push(Step::new(What::Roll, Some(day), text));
        }
        (Some(name), Roll::None) => {
            let text = format!("closed in {id} ({name}), and stays: without 'roll' no date is moved");
            steps.push(Step::new(What::Roll, Some(day), text));
        }
        (Some(name), Roll::Next | Roll::Previous) => {
            let Some(to) = calendar.rolled(day, frame.roll) else { return };
            steps.push(Step::new(What::Closed, Some(day), format!("{name}: closed in {id}")));
            closed_between(calendar, day, to, steps);
            let side = if frame.roll == Roll::Next { "the next open day" } else { "the open day before" };
            steps.push(Step::new(What::Roll, Some(to), format!("{side}, because of 'roll: {}'", frame.roll.word())));
        }
    }
}
