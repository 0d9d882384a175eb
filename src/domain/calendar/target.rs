//! The days on which the euro's payment system TARGET is closed.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::easter;
use super::law::{Named, on};

/// What it follows.
pub(super) const SOURCE: &str =
    "European Central Bank: TARGET closing days (long-term calendar of 14 December 2000, in force since 2002)";

/// The day on which TARGET began.
pub(super) const BEGAN: Option<NaiveDate> = NaiveDate::from_ymd_opt(1999, 1, 4);

/// Returns the closing days of a year, those on a weekend too. None before 1999: there was no TARGET.
///
/// No day is moved from a weekend. 1999 had New Year's Day, Christmas Day and 31 December; 2000 six days; 2001 those
/// six and 31 December; since 2002 the six.
///
/// # Source
///
/// European Central Bank, calendars for 1999 to 2001; press release of 14 December 2000 (long-term calendar, from 2002
/// until further notice).
pub(super) fn closed_in(year: i32) -> Vec<Named> {
    let six = year >= 2000;
    let days = [
        (on(year, 1, 1), true, "New Year's Day"),
        (easter::good_friday(year), six, "Good Friday"),
        (easter::monday(year), six, "Easter Monday"),
        (on(year, 5, 1), six, "Labour Day"),
        (on(year, 12, 25), true, "Christmas Day"),
        (on(year, 12, 26), six, "Christmas Holiday"),
        (on(year, 12, 31), matches!(year, 1999 | 2001), "31 December"),
    ];
    let is_there = |&(_, is_closed, _): &(Option<NaiveDate>, bool, &str)| year >= 1999 && is_closed;
    days.into_iter().filter(is_there).filter_map(|(day, _, name)| Some((day?, Cow::Borrowed(name)))).collect()
}
