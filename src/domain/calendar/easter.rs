//! Easter Sunday and the days that hang on it.

use chrono::{Days, NaiveDate};

/// Returns Easter Sunday of a year of the Gregorian calendar; none outside the years that `chrono` knows.
///
/// # Source
///
/// The Gregorian computus of 1582 in integer arithmetic (the "anonymous" algorithm: Nature, 20 April 1876; J. Meeus,
/// Astronomical Algorithms, chapter 8).
pub(super) fn sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let sun = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - sun + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

/// Returns the Friday before Easter.
pub(super) fn good_friday(year: i32) -> Option<NaiveDate> {
    sunday(year)?.checked_sub_days(Days::new(2))
}

/// Returns the Monday after Easter.
pub(super) fn monday(year: i32) -> Option<NaiveDate> {
    sunday(year)?.succ_opt()
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    /// Dates that almanacs print, the earliest and the latest possible ones among them.
    #[test]
    fn easter_falls_where_the_almanacs_print_it() {
        for printed in [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "1990-04-15",
            "1995-04-16",
            "2000-04-23",
            "2005-03-27",
            "2008-03-23",
            "2011-04-24",
            "2016-03-27",
            "2019-04-21",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2030-04-21",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2100-03-28",
        ] {
            let year = printed.get(..4).and_then(|year| year.parse().ok()).expect("a year");
            assert_eq!(sunday(year).map(|day| day.to_string()).as_deref(), Some(printed));
        }
    }

    #[test]
    fn easter_is_a_sunday_from_22_march_to_25_april() {
        for year in 1583..=9998 {
            let day = sunday(year).expect("there is an Easter");
            assert_eq!(day.weekday(), Weekday::Sun, "{year}");
            assert!(((3, 22)..=(4, 25)).contains(&(day.month(), day.day())), "{day}");
        }
    }
}
