//! Calendars: days that everybody knows, calendars of the file, and the laws of counting.

use chrono::{Datelike, NaiveDate, Weekday};
use duewatch::domain::calendar::{BUILT_IN, Calendar, KNOWN_YEARS};
use duewatch::domain::record::{File, Roll};
use duewatch::domain::rule::Direction;
use duewatch::yaml;
use proptest::prelude::*;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

pub fn built_in(id: &str) -> std::sync::Arc<Calendar> {
    Calendar::built_in(id).unwrap_or_else(|| panic!("there is no calendar {id}"))
}

fn file(calendars: &str) -> File {
    yaml::read(&format!("duewatch: 1\ncalendars:\n{calendars}")).file
}

pub fn days_from_to(first: &str, last: &str) -> impl Iterator<Item = NaiveDate> {
    let last = day(last);
    day(first).iter_days().take_while(move |day| *day <= last)
}

pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Days that are well known, with the law that closes (name) or does not close (`-`) them.
const WELL_KNOWN: &str = "
us-federal    1990-01-15 Martin Luther King Jr. Day               # Pub. L. 98-144: third Monday of January since 1986
us-federal    1999-12-31 New Year's Day (observed)                # 5 U.S.C. 6103(b)(1): 1 January 2000 was a Saturday
us-federal    2010-12-31 New Year's Day (observed)                # the same for 2011
us-federal    2020-06-19 -                                        # before Pub. L. 117-17
us-federal    2021-06-18 Juneteenth National Independence Day (observed) # Pub. L. 117-17 of 17 June 2021; the 19th: Saturday
us-federal    2022-06-20 Juneteenth National Independence Day (observed) # E.O. 11582: the 19th was a Sunday
us-federal    2007-09-03 Labor Day                                # first Monday of September
us-federal    2023-11-10 Veterans Day (observed)                  # 11 November 2023 was a Saturday
us-federal    2024-11-11 Veterans Day
us-federal    2026-07-03 Independence Day (observed)              # 4 July 2026 is a Saturday
us-federal    2026-11-26 Thanksgiving Day                         # fourth Thursday, not the last: see 2023
us-federal    2023-11-23 Thanksgiving Day
us-federal    2023-11-30 -
us-federal    2018-12-05 -                                        # closed by executive order, no legal holiday
us-federal    2025-01-20 Martin Luther King Jr. Day               # and Inauguration Day
us-federal    2021-01-20 -                                        # Inauguration Day: 6103(c), the Washington area only
us-federal    2100-12-31 New Year's Day (observed)                # 1 January 2101 is a Saturday
us-federal    2026-02-16 Washington's Birthday                    # third Monday of February, Pub. L. 90-363
us-federal    2026-05-25 Memorial Day                             # last Monday of May
us-federal    2026-10-12 Columbus Day                             # second Monday of October
target        1998-12-25 -                                        # TARGET began on 4 January 1999
target        1999-04-02 -                                        # Good Friday 1999: not yet
target        1999-12-31 31 December                              # calendar for 1999
target        2000-04-21 Good Friday                              # calendar for 2000
target        2000-12-26 Christmas Holiday
target        2001-12-31 31 December                              # calendar for 2001: the change to euro cash
target        2002-12-31 -                                        # long-term calendar
target        2023-05-01 Labour Day
target        2022-12-27 -                                        # nothing is moved from a weekend
target        2027-03-29 Easter Monday
england-wales 1995-05-01 -                                        # moved
england-wales 1995-05-08 Early May bank holiday (VE day)          # proclamation: fifty years after the war
england-wales 1999-12-27 Christmas Day (substitute day)           # the 25th was a Saturday
england-wales 1999-12-28 Boxing Day (substitute day)
england-wales 1999-12-31 Millennium Eve                           # proclamation
england-wales 2002-05-27 -                                        # moved
england-wales 2002-06-03 Golden Jubilee bank holiday              # proclamation
england-wales 2002-06-04 Spring bank holiday
england-wales 2011-04-29 Royal wedding bank holiday               # proclamation
england-wales 2012-05-28 -                                        # moved
england-wales 2012-06-04 Spring bank holiday
england-wales 2012-06-05 Diamond Jubilee bank holiday             # proclamation
england-wales 2020-05-04 -                                        # moved
england-wales 2020-05-08 Early May bank holiday (VE day)          # proclamation: seventy-five years after the war
england-wales 2022-05-30 -                                        # moved
england-wales 2022-06-02 Spring bank holiday
england-wales 2022-06-03 Platinum Jubilee bank holiday            # proclamation
england-wales 2022-09-19 Bank Holiday for the State Funeral of Queen Elizabeth II
england-wales 2022-12-26 Boxing Day                               # Act of 1971, schedule 1
england-wales 2022-12-27 Christmas Day (substitute day)           # 27 December where the 25th is a Sunday
england-wales 2023-05-01 Early May bank holiday
england-wales 2023-05-08 Bank holiday for the coronation of King Charles III
england-wales 2026-12-28 Boxing Day (substitute day)              # 26 December 2026 is a Saturday
weekends      2026-12-25 -
weekends      2026-11-21 Saturday
";

#[test]
fn days_that_everybody_knows_are_closed_by_their_names() {
    for line in WELL_KNOWN.lines().filter(|line| !line.is_empty()) {
        let line = line.split('#').next().unwrap_or_default().trim();
        let mut words = line.splitn(2, ' ');
        let id = words.next().unwrap_or_default();
        let (at, name) = words.next().and_then(|rest| rest.trim().split_once(' ')).expect("a day and a name");
        let calendar = built_in(id);
        let closed_as = calendar.closed_as(day(at));
        assert_eq!(closed_as.as_deref(), (name.trim() != "-").then_some(name.trim()), "{line}");
        assert_eq!(calendar.is_open(day(at)), name.trim() == "-", "{line}");
    }
}

#[test]
fn a_year_lists_what_the_law_names_also_on_a_weekend() {
    let listed = |id: &str, year: i32| -> Vec<String> {
        built_in(id).closed_days(year).iter().map(|closed| format!("{} {}", closed.day, closed.name)).collect()
    };
    assert_eq!(
        listed("us-federal", 2021),
        [
            "2021-01-01 New Year's Day",
            "2021-01-18 Martin Luther King Jr. Day",
            "2021-02-15 Washington's Birthday",
            "2021-05-31 Memorial Day",
            "2021-06-18 Juneteenth National Independence Day (observed)",
            "2021-06-19 Juneteenth National Independence Day",
            "2021-07-04 Independence Day",
            "2021-07-05 Independence Day (observed)",
            "2021-09-06 Labor Day",
            "2021-10-11 Columbus Day",
            "2021-11-11 Veterans Day",
            "2021-11-25 Thanksgiving Day",
            "2021-12-24 Christmas Day (observed)",
            "2021-12-25 Christmas Day",
            "2021-12-31 New Year's Day (observed)",
        ]
    );
    assert_eq!(
        listed("target", 1999),
        ["1999-01-01 New Year's Day", "1999-12-25 Christmas Day", "1999-12-31 31 December"]
    );
    assert!(listed("target", 1998).is_empty());
    assert!(listed("weekends", 2026).is_empty());
    assert!(listed("us-federal", 2101).is_empty());
    assert!(listed("us-federal", 1989).is_empty());
}

#[test]
fn closings_by_executive_order_are_open_and_told_apart() {
    let calendar = built_in("us-federal");
    let remarks = |year| -> Vec<String> {
        calendar.remarks(year).iter().map(|remark| format!("{} {}", remark.day, remark.name)).collect()
    };
    assert_eq!(remarks(2024), ["2024-12-24 offices closed by executive order: day before Christmas Day"]);
    let inauguration = "2025-01-20";
    assert!(calendar.closed_as(day(inauguration)).is_some(), "closed anyhow, so no remark");
    assert_eq!(
        remarks(2025),
        [
            "2025-01-09 offices closed by executive order: death of Jimmy Carter",
            "2025-12-24 offices closed by executive order: day before Christmas Day",
            "2025-12-26 offices closed by executive order: day after Christmas Day",
        ]
    );
    assert_eq!(
        remarks(2021),
        ["2021-01-20 Inauguration Day: a holiday in the Washington area only (5 U.S.C. 6103(c))"]
    );
    assert!(remarks(2022).is_empty());
    for remark in KNOWN_YEARS.flat_map(|year| calendar.remarks(year)) {
        assert!(calendar.is_open(remark.day), "{remark:?}");
    }
}

#[test]
fn what_is_expected_is_told_from_what_is_announced() {
    let projected = |id: &str, at: &str| built_in(id).is_projected(day(at));
    for (id, first, last) in [
        ("us-federal", "1990-01-01", "2100-12-31"),
        ("target", "1999-01-04", "2100-12-31"),
        ("england-wales", "1990-01-01", "2028-12-31"),
    ] {
        let (first, last) = (day(first), day(last));
        let [before, after] = [first.pred_opt(), last.succ_opt()].map(|day| day.expect("a day").to_string());
        assert!(projected(id, &before) && projected(id, &after), "{id}");
        assert!(!projected(id, &first.to_string()) && !projected(id, &last.to_string()), "{id}");
    }
    assert!(!projected("weekends", "1000-01-01") && !projected("weekends", "9998-12-31"));
    let listed = built_in("england-wales").closed_days(2029);
    assert!(!listed.is_empty() && listed.iter().all(|closed| closed.is_projected));
}

#[test]
fn outside_1990_to_2100_only_weekends_are_known() {
    for id in BUILT_IN {
        for at in days_from_to("1987-01-01", "1989-12-31").chain(days_from_to("2101-01-01", "2103-12-31")) {
            assert_eq!(built_in(id).is_open(at), !is_weekend(at), "{id} {at}");
        }
    }
}

#[test]
fn a_calendar_of_the_file_changes_its_base() {
    let file = file(
        "  acme:
    base: us-federal
    closed: {2026-12-24: Christmas Eve, 2026-07-04: Our own day, 2026-11-28: Both}
    open: [2026-10-12, 2026-11-21, 2026-11-28]
    until: 2027-12-31
  gulf: {base: acme, weekend: [fri, sat], open: [2026-12-24]}
  plain: {closed: [2026-11-23]}
  britain: {base: england-wales}
  later: {base: england-wales, until: 2030-12-31}
  euro: {base: target, until: 2026-12-31}
",
    );
    let of = |id: &str| Calendar::of(&file, id).unwrap_or_else(|| panic!("there is no calendar {id}"));
    let acme = of("acme");
    assert_eq!(acme.id(), "acme");
    assert!(acme.source().contains("us-federal") && acme.source().contains("6103"), "{}", acme.source());
    assert_eq!(acme.closed_as(day("2026-12-24")).as_deref(), Some("Christmas Eve"));
    assert_eq!(acme.closed_as(day("2026-12-25")).as_deref(), Some("Christmas Day"), "of the base");
    assert_eq!(acme.closed_as(day("2026-07-04")).as_deref(), Some("Our own day"), "the file's name goes first");
    assert_eq!(acme.closed_as(day("2026-10-12")), None, "a holiday of the base that is opened");
    assert_eq!(acme.closed_as(day("2026-11-21")), None, "a Saturday that is opened");
    assert_eq!(acme.closed_as(day("2026-11-28")).as_deref(), Some("Both"), "closed beats open");
    assert!(acme.closed_days(2026).iter().all(|closed| closed.day != day("2026-10-12")));
    assert!(!acme.is_projected(day("2027-12-31")) && acme.is_projected(day("2028-01-01")));
    assert_eq!(acme.counted(day("2026-11-20"), 1, Direction::After), Some(day("2026-11-21")));

    let gulf = of("gulf");
    assert_eq!(gulf.closed_as(day("2026-11-20")).as_deref(), Some("Friday"));
    assert_eq!(gulf.closed_as(day("2026-11-22")), None, "a Sunday");
    assert_eq!(gulf.closed_as(day("2026-12-24")), None, "opened again");
    assert_eq!(
        gulf.closed_as(day("2027-07-04")).as_deref(),
        Some("Independence Day"),
        "named by the law, and a Sunday"
    );
    assert_eq!(gulf.closed_as(day("2027-07-05")).as_deref(), Some("Independence Day (observed)"));
    assert_eq!(gulf.closed_as(day("2026-11-21")), None, "opened by its base");
    assert_eq!(gulf.rolled(day("2026-11-27"), Roll::Next), Some(day("2026-11-29")));
    assert_eq!(gulf.closed_as(day("2105-01-02")).as_deref(), Some("Friday"), "its week holds beyond the table");

    let plain = of("plain");
    assert_eq!(plain.closed_as(day("2026-11-23")).as_deref(), Some("closed"));
    assert_eq!(plain.closed_as(day("2026-11-22")).as_deref(), Some("Sunday"), "weekends, where no base is named");
    assert!(!plain.is_projected(day("2100-12-31")) && plain.is_projected(day("2101-01-01")));
    assert!(of("britain").is_projected(day("2029-01-01")), "as its base");
    assert!(!of("later").is_projected(day("2030-12-31")), "the file knows more than its base");
    assert!(of("euro").is_projected(day("1999-01-03")) && of("euro").is_projected(day("2027-01-01")));
    assert_eq!(of("us-federal").id(), "us-federal");
}

#[test]
fn a_calendar_without_a_base_that_exists_is_none() {
    let file =
        file("  a: {base: b}\n  b: {base: c}\n  c: {base: a}\n  d: {base: d}\n  e: {base: nowhere}\n  f: {base: c}\n");
    for id in ["a", "b", "c", "d", "e", "f", "g", ""] {
        assert!(Calendar::of(&file, id).is_none(), "{id}");
    }
    assert!(Calendar::built_in("acme").is_none());
}

#[test]
fn counting_starts_beside_the_day() {
    let us = built_in("us-federal");
    let counted = |from: &str, amount, direction| us.counted(day(from), amount, direction).map(|day| day.to_string());
    for (from, amount, direction, expected) in [
        ("2026-11-25", 1, Direction::After, "2026-11-27"),
        ("2026-11-26", 1, Direction::After, "2026-11-27"),
        ("2026-11-26", 1, Direction::Before, "2026-11-25"),
        ("2026-11-21", 1, Direction::After, "2026-11-23"),
        ("2026-11-21", 1, Direction::Before, "2026-11-20"),
        ("2027-01-04", 10, Direction::Before, "2026-12-17"),
        ("2026-11-21", 0, Direction::After, "2026-11-21"),
        ("1989-12-29", 2, Direction::After, "1990-01-03"),
        ("2101-01-03", 1, Direction::Before, "2100-12-30"),
    ] {
        assert_eq!(counted(from, amount, direction).as_deref(), Some(expected), "{amount} {direction:?} {from}");
    }
    assert_eq!(counted("9998-12-31", 1, Direction::After), None);
    assert_eq!(counted("9998-12-30", 1, Direction::After).as_deref(), Some("9998-12-31"));
    assert_eq!(counted("1000-01-01", 1, Direction::Before), None);
    assert_eq!(counted("2026-11-23", u32::MAX, Direction::After), None);
    assert_eq!(counted("2026-11-23", u32::MAX, Direction::Before), None);
    assert_eq!(counted("9999-01-01", 1, Direction::Before), None);
    assert_eq!(us.counted(NaiveDate::MAX, 1, Direction::Before), None);
    assert_eq!(us.open_days(NaiveDate::MAX, NaiveDate::MIN), 0);
    assert!(us.open_days(NaiveDate::MIN, NaiveDate::MAX) > 0);
    let week = (day("2026-11-23"), day("2026-11-27"));
    assert_eq!((us.open_days(week.0, week.1), us.open_days(week.1, week.0), us.open_days(week.0, week.0)), (3, 0, 0));
}

#[test]
fn a_date_rolls_only_off_a_closed_day() {
    let us = built_in("us-federal");
    for (from, roll, to) in [
        ("2007-09-01", Roll::Next, "2007-09-04"),
        ("2007-09-01", Roll::Previous, "2007-08-31"),
        ("2007-09-01", Roll::None, "2007-09-01"),
        ("2007-09-04", Roll::Next, "2007-09-04"),
        ("2007-09-04", Roll::Previous, "2007-09-04"),
    ] {
        assert_eq!(us.rolled(day(from), roll), Some(day(to)), "{from} {roll:?}");
    }
}

/// Every day that a file may name: nothing panics, and the count goes on. Away from the table all weeks are alike, so
/// one calendar goes the whole way.
#[test]
fn every_day_from_1000_to_9998_has_an_answer() {
    for id in BUILT_IN {
        let calendar = built_in(id);
        let (first, last) =
            if id == "us-federal" { ("1000-01-01", "9998-12-31") } else { ("1985-01-01", "2105-12-31") };
        let mut yesterday = day(first).pred_opt().expect("a day");
        for at in days_from_to(first, last) {
            let is_open = calendar.is_open(at);
            assert_eq!(calendar.open_days(yesterday, at), i32::from(is_open), "{id} {at}");
            assert_eq!(calendar.closed_as(at).is_none(), is_open, "{id} {at}");
            yesterday = at;
        }
    }
}

#[test]
fn counting_agrees_with_walking_day_by_day() {
    for id in BUILT_IN {
        let calendar = built_in(id);
        for from in days_from_to("2021-12-01", "2022-01-31").chain(days_from_to("1989-12-20", "1990-01-10")) {
            let after: Vec<NaiveDate> =
                from.iter_days().skip(1).filter(|day| calendar.is_open(*day)).take(70).collect();
            let back = std::iter::successors(from.pred_opt(), NaiveDate::pred_opt);
            let before: Vec<NaiveDate> = back.filter(|day| calendar.is_open(*day)).take(70).collect();
            for (n, (after, before)) in (1..).zip(after.iter().zip(&before)) {
                assert_eq!(calendar.counted(from, n, Direction::After), Some(*after), "{id} {n} after {from}");
                assert_eq!(calendar.counted(from, n, Direction::Before), Some(*before), "{id} {n} before {from}");
            }
        }
    }
}

/// Days for the laws of counting: mostly where the table is, some far outside.
fn some_day() -> impl Strategy<Value = NaiveDate> {
    let span = |first: &str, last: &str| (day(first).num_days_from_ce(), day(last).num_days_from_ce());
    let (inner, outer) = (span("1985-01-01", "2105-12-31"), span("1000-01-01", "9998-12-31"));
    prop_oneof![4 => inner.0..=inner.1, 1 => outer.0..=outer.1]
        .prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).expect("a day"))
}

fn some_calendar() -> impl Strategy<Value = std::sync::Arc<Calendar>> {
    let own = file(
        "  full: {base: england-wales, weekend: [fri], open: [2026-12-25, 2027-01-01], closed: [2026-11-23, 2026-11-24]}\n  open: {weekend: []}\n",
    );
    let own = ["full", "open"].map(|id| Calendar::of(&own, id).expect("a calendar"));
    prop::sample::select(BUILT_IN.map(built_in).into_iter().chain(own).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn from_an_open_day_there_and_back_is_the_same_day(
        calendar in some_calendar(), from in some_day(), amount in 1_u32..5000,
    ) {
        for (there, back) in [(Direction::After, Direction::Before), (Direction::Before, Direction::After)] {
            let Some(to) = calendar.counted(from, amount, there) else { continue };
            prop_assert!(calendar.is_open(to));
            let again = calendar.counted(to, amount, back);
            if calendar.is_open(from) {
                prop_assert_eq!(again, Some(from));
            } else {
                // From a closed day one comes to the open day beside it, on the far side.
                let roll = if there == Direction::After { Roll::Previous } else { Roll::Next };
                prop_assert_eq!(again, calendar.rolled(from, roll));
            }
            let (early, late) = (from.min(to), from.max(to));
            let between = calendar.open_days(early, late);
            let expected = if there == Direction::After || calendar.is_open(from) { amount } else { amount - 1 };
            prop_assert_eq!(i64::from(between), i64::from(expected));
        }
    }

    #[test]
    fn open_days_add_up(calendar in some_calendar(), mut days in prop::array::uniform3(some_day())) {
        days.sort_unstable();
        let [a, b, c] = days;
        prop_assert_eq!(calendar.open_days(a, c), calendar.open_days(a, b) + calendar.open_days(b, c));
    }

    #[test]
    fn what_is_rolled_stays(calendar in some_calendar(), from in some_day()) {
        for roll in Roll::ALL {
            let Some(to) = calendar.rolled(from, roll) else { continue };
            prop_assert_eq!(calendar.rolled(to, roll), Some(to));
            prop_assert!(roll == Roll::None || calendar.is_open(to));
            prop_assert!(to == from || !calendar.is_open(from));
        }
    }
}

#[test]
fn a_day_outside_the_years_of_calendars_counts_for_nothing_and_is_said() {
    let text = "duewatch: 1\ncalendars:\n  acme: {base: us-federal, closed: {2101-01-03: Far}, open: [1989-12-30]}\n";
    let snapshot = super::board::snapshot(text);
    let said: Vec<&str> = snapshot.findings.iter().map(|finding| &*finding.message).collect();
    for wanted in ["'2101-01-03' is outside 1990 to 2100", "'1989-12-30' is outside 1990 to 2100"] {
        assert!(said.iter().any(|message| message.starts_with(wanted)), "{said:?}");
    }
    let calendar = Calendar::of(&snapshot.file, "acme").expect("a calendar");
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    // A Monday, a Saturday.
    assert!(calendar.is_open(day("2101-01-03")) && !calendar.is_open(day("1989-12-30")));
    assert!(calendar.closed_days(2101).is_empty() && calendar.opened_days(1989).is_empty());
}

#[test]
fn a_day_that_is_open_and_closed_is_warned_of() {
    let text = "duewatch: 1\nzone: UTC\ncalendars:\n  acme:\n    base: weekends\n    open: [2026-12-24, 2026-12-26]\n    \
                closed: {2026-12-24: Eve}\nregulations: {}\n";
    let findings = super::board::snapshot(text).findings;
    let said: Vec<String> = findings.iter().map(|finding| finding.message.to_string()).collect();
    assert_eq!(said, ["2026-12-24 is under 'open' and under 'closed': it counts as closed"]);
}
