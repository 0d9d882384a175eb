//! How laws name days: "the third Monday of January", "the last Monday of May".

use std::borrow::Cow;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::date::last_day_of;

/// A day and what it is called.
pub(super) type Named = (NaiveDate, Cow<'static, str>);

/// Returns a day; none where there is no such day.
pub(super) fn on(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Returns the n-th weekday of a month, n from 1.
pub(super) fn nth(n: u8, weekday: Weekday, (year, month): (i32, u32)) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)
}

/// Returns the last weekday of a month.
pub(super) fn last(weekday: Weekday, (year, month): (i32, u32)) -> Option<NaiveDate> {
    let end = on(year, month, last_day_of(year, month))?;
    end.checked_sub_days(Days::new(u64::from(end.weekday().days_since(weekday))))
}
