//! Bank holidays in England and Wales.

use std::borrow::Cow;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::easter;
use super::law::{Named, last, nth, on};

/// What it follows.
pub(super) const SOURCE: &str =
    "Banking and Financial Dealings Act 1971, Schedule 1, and royal proclamations under section 1; GOV.UK to 2028";

/// The last day up to which the days are announced. Later ones follow the Act and the custom of its substitute days.
pub(super) const ANNOUNCED: Option<NaiveDate> = NaiveDate::from_ymd_opt(2028, 12, 31);

/// Days that were added once.
const ADDED: [(i32, u32, u32, &str); 7] = [
    (1999, 12, 31, "Millennium Eve"),
    (2002, 6, 3, "Golden Jubilee bank holiday"),
    (2011, 4, 29, "Royal wedding bank holiday"),
    (2012, 6, 5, "Diamond Jubilee bank holiday"),
    (2022, 6, 3, "Platinum Jubilee bank holiday"),
    (2022, 9, 19, "Bank Holiday for the State Funeral of Queen Elizabeth II"),
    (2023, 5, 8, "Bank holiday for the coronation of King Charles III"),
];

/// Returns the bank and common-law holidays of a year, and the days instead of those that fall on a weekend.
///
/// # Source
///
/// Banking and Financial Dealings Act 1971, section 1 and Schedule 1: Easter Monday, the last Mondays of May and August,
/// 26 December (27 December where 25 or 26 is a Sunday). By proclamation, each year: New Year's Day (since 1974), the
/// first Monday of May (since 1978), and a day instead of those on a weekend. Christmas Day and Good Friday are
/// holidays at common law.
pub(super) fn closed_in(year: i32) -> Vec<Named> {
    let early_may = match year {
        1995 | 2020 => (on(year, 5, 8), "Early May bank holiday (VE day)"),
        _ => (nth(1, Weekday::Mon, (year, 5)), "Early May bank holiday"),
    };
    let spring = match year {
        2002 | 2012 => on(year, 6, 4),
        2022 => on(year, 6, 2),
        _ => last(Weekday::Mon, (year, 5)),
    };
    let days = [
        (easter::good_friday(year), "Good Friday"),
        (easter::monday(year), "Easter Monday"),
        early_may,
        (spring, "Spring bank holiday"),
        (last(Weekday::Mon, (year, 8)), "Summer bank holiday"),
    ];
    let mut closed: Vec<Named> = days.into_iter().filter_map(|(day, name)| Some((day?, name.into()))).collect();
    let added = ADDED.iter().filter(|(of, ..)| *of == year);
    closed.extend(added.filter_map(|&(year, month, day, name)| Some((on(year, month, day)?, name.into()))));
    for (month, day, name) in [(1, 1, "New Year's Day"), (12, 25, "Christmas Day"), (12, 26, "Boxing Day")] {
        let Some(day) = on(year, month, day) else { continue };
        closed.push((day, Cow::Borrowed(name)));
        if let Some(instead) = instead_of(day) {
            closed.push((instead, format!("{name} (substitute day)").into()));
        }
    }
    closed
}

/// Returns the day instead of a fixed holiday on a weekend; none for one that falls on a weekday.
///
/// Monday, except where Christmas Day and Boxing Day both need one or Boxing Day has the Monday: then the one that
/// falls on the Sunday gets the Tuesday.
fn instead_of(day: NaiveDate) -> Option<NaiveDate> {
    let days = match (day.weekday(), day.month()) {
        (Weekday::Sat, _) | (Weekday::Sun, 12) => 2,
        (Weekday::Sun, _) => 1,
        (Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri, _) => return None,
    };
    day.checked_add_days(Days::new(days))
}
