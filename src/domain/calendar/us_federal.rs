//! The legal public holidays of the United States, on the days on which federal offices observe them.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, Weekday};

use super::law::{Named, last, nth, on};

/// What it follows.
pub(super) const SOURCE: &str = "5 U.S.C. 6103(a) and (b); Executive Order 11582 (1971) for a holiday on a Sunday";

/// Days on which offices were closed by executive order.
///
/// The list names those that could be checked; each order is published in the Federal Register of its days. A day that
/// is missing here is not a day on which everything was open.
const BY_ORDER: [(i32, u32, u32, &str); 21] = [
    (1994, 4, 27, "offices closed by executive order: death of Richard Nixon"),
    (1998, 12, 24, "offices closed from midday by executive order: day before Christmas Day"), // E.O. 13109
    (2001, 12, 24, "offices closed by executive order: day before Christmas Day"),
    (2002, 12, 24, "offices closed from midday by executive order: day before Christmas Day"), // E.O. 13281
    (2003, 12, 26, "offices closed by executive order: day after Christmas Day"),
    (2004, 6, 11, "offices closed by executive order: death of Ronald Reagan"),
    (2007, 1, 2, "offices closed by executive order: death of Gerald Ford"),
    (2007, 12, 24, "offices closed by executive order: day before Christmas Day"), // E.O. 13453
    (2008, 12, 26, "offices closed by executive order: day after Christmas Day"),  // E.O. 13482
    (2009, 12, 24, "offices closed from midday by executive order: day before Christmas Day"), // E.O. 13523
    (2012, 12, 24, "offices closed by executive order: day before Christmas Day"), // E.O. 13633
    (2014, 12, 26, "offices closed by executive order: day after Christmas Day"),  // E.O. 13682
    (2015, 12, 24, "offices closed from midday by executive order: day before Christmas Day"), // E.O. 13713
    (2018, 12, 5, "offices closed by executive order: death of George H. W. Bush"), // E.O. 13852
    (2018, 12, 24, "offices closed by executive order: day before Christmas Day"), // E.O. 13854
    (2019, 12, 24, "offices closed by executive order: day before Christmas Day"),
    (2020, 12, 24, "offices closed by executive order: day before Christmas Day"), // E.O. 13965
    (2024, 12, 24, "offices closed by executive order: day before Christmas Day"),
    (2025, 1, 9, "offices closed by executive order: death of Jimmy Carter"), // E.O. 14133
    (2025, 12, 24, "offices closed by executive order: day before Christmas Day"), // E.O. 14371
    (2025, 12, 26, "offices closed by executive order: day after Christmas Day"), // E.O. 14371
];

const INAUGURATION: &str = "Inauguration Day: a holiday in the Washington area only (5 U.S.C. 6103(c))";

/// Returns the holidays of a year, and the days on which those of them are observed that fall on a weekend.
///
/// The observed New Year's Day of a year may be 31 December of the year before.
///
/// # Source
///
/// 5 U.S.C. 6103(a): the days as Pub. L. 90-363 set them from 1971 and Pub. L. 94-97 from 1978 (Veterans Day), the
/// Birthday of Martin Luther King, Jr. from 1986 (Pub. L. 98-144), Juneteenth from 17 June 2021 (Pub. L. 117-17), first
/// observed on 18 June 2021. 6103(b)(1): on a Saturday, the Friday before. E.O. 11582, section 3: on a Sunday, the next
/// workday.
pub(super) fn closed_in(year: i32) -> Vec<Named> {
    let days = [
        (on(year, 1, 1), "New Year's Day"),
        (nth(3, Weekday::Mon, (year, 1)), "Martin Luther King Jr. Day"),
        (nth(3, Weekday::Mon, (year, 2)), "Washington's Birthday"),
        (last(Weekday::Mon, (year, 5)), "Memorial Day"),
        (on(year, 6, 19).filter(|_| year >= 2021), "Juneteenth National Independence Day"),
        (on(year, 7, 4), "Independence Day"),
        (nth(1, Weekday::Mon, (year, 9)), "Labor Day"),
        (nth(2, Weekday::Mon, (year, 10)), "Columbus Day"),
        (on(year, 11, 11), "Veterans Day"),
        (nth(4, Weekday::Thu, (year, 11)), "Thanksgiving Day"),
        (on(year, 12, 25), "Christmas Day"),
    ];
    let mut closed = Vec::with_capacity(16);
    for (day, name) in days {
        let Some(day) = day else { continue };
        closed.push((day, Cow::Borrowed(name)));
        if let Some(observed) = observed(day) {
            closed.push((observed, format!("{name} (observed)").into()));
        }
    }
    closed
}

/// Returns the weekday on which a holiday of the weekend is observed; none for one that falls on a weekday.
fn observed(day: NaiveDate) -> Option<NaiveDate> {
    match day.weekday() {
        Weekday::Sat => day.pred_opt(),
        Weekday::Sun => day.succ_opt(),
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => None,
    }
}

/// Returns the days of a year on which federal offices, or some of them, were closed and which are no legal holiday.
///
/// Rules that count "business days" or "days other than legal holidays" do not agree on these days, so they are
/// counted as open.
pub(super) fn remarks_in(year: i32) -> Vec<Named> {
    let ordered = BY_ORDER.iter().filter(|(of, ..)| *of == year);
    let mut remarks: Vec<Named> =
        ordered.filter_map(|&(year, month, day, why)| Some((on(year, month, day)?, Cow::Borrowed(why)))).collect();
    let inauguration = on(year, 1, 20).filter(|day| year.rem_euclid(4) == 1 && day.weekday() != Weekday::Sun);
    remarks.extend(inauguration.map(|day| (day, Cow::Borrowed(INAUGURATION))));
    remarks
}
