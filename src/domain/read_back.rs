//! A series in plain words: `every year on 15 April, not moved when it falls on a weekend`.

use chrono::{Datelike, NaiveDate};

use super::board::Board;
use super::date::{last_day_of, month_name};
use super::dated::day_at;
use super::plan::Plan;
use super::record::{Repeat, Roll};
use super::rule::{Direction, Span, Unit};
use super::series::{Course, Start};

/// Reads a way to repeat back in plain words: how often, on which day, until when, and what happens on closed days.
///
/// `first` is the nominal date of the base. What it says of short months is what the series does: counted from the base.
#[must_use]
pub fn read_back(repeat: &Repeat, first: NaiveDate, roll: Roll) -> String {
    let mut text = if repeat.is_after_done {
        format!("{} after the one before is done, the first on {}", repeat.every, day(first))
    } else {
        often(repeat.every, first)
    };
    if let Some(until) = repeat.until {
        text.extend([", until ", &day(until)]);
    }
    text.push_str(", ");
    text.push_str(rolling(roll));
    text
}

/// Reads back the series of a milestone, also one that it has from what it counts from; none where it does not repeat.
#[must_use]
pub fn read_back_of(board: &Board, milestone: u32) -> Option<String> {
    let series = board.plan.series.get(&milestone)?;
    let base = |start: &Start| match start.time {
        Some((time, _)) => format!(", at {}", time.format("%H:%M")),
        None => String::new(),
    };
    match &series.course {
        Course::With { anchor, rule } => {
            let of = board.address(*anchor);
            let counted = match rule.offset {
                None => "on the same day as".to_string(),
                Some((span, Direction::Before)) => format!("{span} before"),
                Some((span, Direction::After)) => format!("{span} after"),
            };
            let often = ground(&board.plan, milestone).map_or_else(String::new, |often| format!(" ({often})"));
            Some(format!("{counted} each occurrence of {of}{often}, {}", rolling(series.roll)))
        }
        Course::Every { first, .. } | Course::AfterDone { first, .. } => {
            let repeat = board.records(milestone).1.repeat.as_ref()?;
            Some(read_back(&repeat.value, first.day, series.roll) + &base(first))
        }
    }
}

/// Says how often the series comes on whose feet another one stands.
fn ground(plan: &Plan, milestone: u32) -> Option<String> {
    let mut at = milestone;
    for _ in 0..=super::series::MOST_LINKS {
        match &plan.series.get(&at)?.course {
            Course::With { anchor, .. } => at = *anchor,
            Course::Every { first, every, until } => {
                let until = until.map(|until| format!(", until {}", day(until))).unwrap_or_default();
                return Some(often(*every, first.day) + &until);
            }
            Course::AfterDone { .. } => return Some("each after the one before is done".into()),
        }
    }
    None
}

/// Says what happens to a date on a closed day.
fn rolling(roll: Roll) -> &'static str {
    match roll {
        Roll::None => "not moved when it falls on a weekend",
        Roll::Next => "moved to the next open day when it falls on a closed one",
        Roll::Previous => "moved to the open day before when it falls on a closed one",
    }
}

/// Says how often a fixed period comes, and on which day.
fn often(every: Span, first: NaiveDate) -> String {
    let (unit, amount) = match every.unit {
        Unit::Months => (Unit::Months, every.amount),
        Unit::Quarters => (Unit::Months, every.amount.saturating_mul(3)),
        Unit::Years => (Unit::Months, every.amount.saturating_mul(12)),
        Unit::Hours | Unit::Days | Unit::BusinessDays | Unit::Weeks => (every.unit, every.amount),
    };
    match (unit, amount) {
        (Unit::Months, 1) => format!("every month on {}", of_the_month(first)),
        (Unit::Months, 3) => format!("every quarter, on {}", of_the_year(first, 3)),
        (Unit::Months, 4 | 6) => format!("every {amount} months, on {}", of_the_year(first, amount)),
        (Unit::Months, 12) => format!("every year on {}", of_the_year(first, 12)),
        (Unit::Months, months) if months.is_multiple_of(12) => {
            format!("every {} years on {}, from {}", months / 12, of_the_year(first, 12), first.year())
        }
        (Unit::Months, _) => format!("every {amount} months on {}, from {}", of_the_month(first), day(first)),
        (Unit::Weeks, 1) => format!("every week on {}, from {}", first.format("%A"), day(first)),
        (Unit::Weeks, _) => format!("every {amount} weeks on {}, from {}", first.format("%A"), day(first)),
        (Unit::Days, 1) => format!("every day, from {}", day(first)),
        (Unit::Hours | Unit::Days | Unit::BusinessDays | Unit::Quarters | Unit::Years, _) => {
            format!("every {every}, from {}", day(first))
        }
    }
}

/// Names the day of each month, and the last one where a month has no such day.
fn of_the_month(first: NaiveDate) -> String {
    match first.day() {
        31 => "the last day".into(),
        number @ 29..=30 => format!("the {}, or the last day of a shorter month", ordinal(number)),
        number => format!("the {}", ordinal(number)),
    }
}

/// Names the days of a year that is divided by a number of months: `31 January, 30 April, 31 July and 31 October`.
fn of_the_year(first: NaiveDate, months: u32) -> String {
    let after = |n: u32| day_at(first, Span { amount: n * months, unit: Unit::Months }, Direction::After);
    let mut days: Vec<NaiveDate> = (0..12 / months).filter_map(after).collect();
    days.sort_by_key(Datelike::month);
    let named: Vec<String> = days
        .into_iter()
        .map(|day| match (day.month(), first.day()) {
            (2, 29) if first.month() == 2 => "29 February, or 28 February where there is none".into(),
            (2, 29..) => "the last day of February".into(),
            (month, number) => format!("{} {}", number.min(last_day_of(day.year(), month)), month_name(month)),
        })
        .collect();
    match named.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some(_) | None => named.concat(),
    }
}

fn day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

/// Returns a number as the one of an order: `1st`, `22nd`, `13th`.
#[must_use]
pub fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        (_, _) => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(repeat: &str, first: (i32, u32, u32), roll: Roll) -> String {
        let first = NaiveDate::from_ymd_opt(first.0, first.1, first.2).expect("a day");
        let repeat = crate::domain::repeat::parse_repeat(repeat).unwrap_or_else(|wrong| panic!("{repeat}: {wrong:?}"));
        read_back(&repeat, first, roll)
    }

    #[test]
    fn each_way_to_repeat_is_said_in_plain_words() {
        let none = ", not moved when it falls on a weekend";
        for (repeat, first, wanted) in [
            ("yearly", (2027, 4, 15), "every year on 15 April"),
            ("yearly", (2028, 2, 29), "every year on 29 February, or 28 February where there is none"),
            ("every 2 years", (2027, 4, 15), "every 2 years on 15 April, from 2027"),
            ("quarterly", (2026, 10, 31), "every quarter, on 31 January, 30 April, 31 July and 31 October"),
            ("every 3 months", (2026, 2, 15), "every quarter, on 15 February, 15 May, 15 August and 15 November"),
            ("every 6 months", (2026, 8, 31), "every 6 months, on the last day of February and 31 August"),
            ("every 5 months", (2026, 8, 2), "every 5 months on the 2nd, from 2 August 2026"),
            ("monthly", (2026, 1, 31), "every month on the last day"),
            ("monthly", (2026, 1, 30), "every month on the 30th, or the last day of a shorter month"),
            ("monthly", (2026, 1, 11), "every month on the 11th"),
            ("every 2 weeks", (2026, 11, 26), "every 2 weeks on Thursday, from 26 November 2026"),
            ("every 10 days", (2026, 11, 26), "every 10 days, from 26 November 2026"),
            ("yearly until 2030-04-15", (2027, 4, 15), "every year on 15 April, until 15 April 2030"),
            (
                "every 45 days after done",
                (2027, 4, 15),
                "45 days after the one before is done, the first on 15 April 2027",
            ),
        ] {
            assert_eq!(said(repeat, first, Roll::None), format!("{wanted}{none}"), "{repeat}");
        }
    }

    #[test]
    fn what_rolling_does_is_said() {
        assert!(
            said("yearly", (2027, 4, 15), Roll::Next)
                .ends_with("moved to the next open day when it falls on a closed one")
        );
        assert!(said("yearly", (2027, 4, 15), Roll::Previous).contains("to the open day before"));
    }
}
