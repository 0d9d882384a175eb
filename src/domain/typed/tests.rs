//! Typed dates: a table of cases for each form, and what is refused.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap_or_else(|e| panic!("{e}"))
}

/// Reads on Monday 23 November 2026.
fn against<T>(zone_name: &str, old: Option<&str>, side: Side, use_it: impl FnOnce(&Ground<'_>) -> T) -> T {
    let zone = zone(zone_name);
    use_it(&Ground {
        today: day("2026-11-23"),
        old: old.map(day).map(Old::on),
        zone: &zone,
        side,
        calendar: Calendar::built_in("us-federal").as_deref(),
    })
}

fn reading(text: &str) -> Reading {
    against("Europe/Brussels", None, Side::Ahead, |ground| read(text, ground))
        .unwrap_or_else(|e| panic!("{text}: {e:?}"))
}

fn written_of(text: &str) -> String {
    reading(text).text
}

fn refused(text: &str) -> DateError {
    match against("Europe/Brussels", None, Side::Ahead, |ground| read(text, ground)) {
        Ok(reading) => panic!("{text} was read as {reading:?}"),
        Err(error) => error,
    }
}

#[test]
fn days_are_read_in_every_form() {
    for (text, wanted) in [
        ("2026-12-27", "2026-12-27"),
        ("27.12.2026", "2026-12-27"),
        ("1.2.2027", "2027-02-01"),
        ("27 dec 2026", "2026-12-27"),
        ("27 December 2026", "2026-12-27"),
        ("Dec 27, 2026", "2026-12-27"),
        ("27-Dec-2026", "2026-12-27"),
        ("27 dec", "2026-12-27"),
        ("dec 27", "2026-12-27"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        ("1 sept", "2027-09-01"),
        ("29 feb", "2028-02-29"),
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("mon", "2026-11-30"),
        ("tue", "2026-11-24"),
        ("sunday", "2026-11-29"),
        ("+30d", "2026-12-23"),
        ("-1w", "2026-11-16"),
        ("+3m", "2027-02-23"),
        ("+2q", "2027-05-23"),
        ("+1y", "2027-11-23"),
        ("+1m -1d", "2026-12-22"),
        ("+1m-1d", "2026-12-22"),
        ("+ 30 days", "2026-12-23"),
        ("in 2 weeks", "2026-12-07"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
    ] {
        assert_eq!(written_of(text), wanted, "{text}");
    }
}

#[test]
fn times_and_zones_stand_behind_any_day() {
    for (text, wanted) in [
        ("27 dec 17:00", "2026-12-27 17:00"),
        ("27 dec 9:00", "2026-12-27 09:00"),
        ("2026-12-27 9:05", "2026-12-27 09:05"),
        ("fri 17:00:30", "2026-11-27 17:00:30"),
        ("+30d 17:00 Europe/Brussels", "2026-12-23 17:00 Europe/Brussels"),
        ("eom 17:00 america/new_york", "2026-11-30 17:00 America/New_York"),
        ("27 dec 2026 17:00 UTC", "2026-12-27 17:00 UTC"),
        ("27 dec 2026 17:00 utc", "2026-12-27 17:00 UTC"),
        ("27 dec 2026 17:00Z", "2026-12-27T17:00:00+00:00"),
        ("27 dec 2026 17:00+02:00", "2026-12-27T17:00:00+02:00"),
    ] {
        assert_eq!(written_of(text), wanted, "{text}");
    }
}

#[test]
fn what_the_file_may_have_passes_unchanged() {
    for text in [
        "2027-04-15",
        "2027-04-15 17:00",
        "2027-04-15 17:00 Europe/Brussels",
        "2027-04-15T17:00:00+02:00",
        "2027-12",
        "2027-Q4",
        "2027",
        "unknown",
        "unknown (model year 2027)",
        "20 days after eu-cra/published",
        "same day as hearing",
    ] {
        let reading = reading(text);
        assert_eq!((reading.text.as_str(), reading.is_rewritten), (text, false));
        assert!(reading.how.is_empty(), "{reading:?}");
        assert_eq!(Ok(reading.when), parse_when(text));
    }
}

#[test]
fn plus_counts_from_the_old_date_only_if_that_lies_ahead() {
    let told = |old: &str| {
        let read = against("Europe/Brussels", Some(old), Side::Ahead, |ground| read("+30d", ground));
        read.map_or_else(|e| panic!("{e:?}"), |reading| (reading.text.clone(), reading.remark()))
    };
    let from_old = "Sun 27 Dec 2026, from the old date, Fri 27 Nov 2026".to_string();
    assert_eq!(told("2026-11-27"), ("2026-12-27".into(), from_old));
    assert_eq!(told("2026-11-20"), ("2026-12-23".into(), "Wed 23 Dec 2026, from today".into()));
    assert_eq!(told("2026-11-23").1, "Wed 23 Dec 2026, from today");
    let from_now = against("Europe/Brussels", Some("2026-12-27"), Side::Ahead, |ground| read("in 2 weeks", ground));
    assert_eq!(from_now.map(|reading| reading.text), Ok("2026-12-07".into()));
}

#[test]
fn month_ends_clamp_and_say_so() {
    let read = against("Europe/Brussels", Some("2027-01-31"), Side::Ahead, |ground| read("+1m", ground));
    let reading = read.unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(reading.text, "2027-02-28");
    assert_eq!(reading.how, ["from the old date, Sun 31 Jan 2027", "clamped: 31 Jan + 1 month"]);
}

#[test]
fn a_day_that_was_is_looked_for_behind() {
    let behind = |text: &str| {
        let read = against("Europe/Brussels", None, Side::Behind, |ground| read_point(text, ground));
        read.map_or_else(|e| panic!("{text}: {e:?}"), |reading| (reading.text.clone(), reading.how.join(", ")))
    };
    assert_eq!(behind("fri"), ("2026-11-20".into(), "the last one".into()));
    assert_eq!(behind("27 jul"), ("2026-07-27".into(), "the last one".into()));
    assert_eq!(behind("27 dec"), ("2025-12-27".into(), "the last one".into()));
    assert_eq!(behind("29 feb").0, "2024-02-29");
    assert_eq!(behind("-3d"), ("2026-11-20".into(), "from today".into()));
}

#[test]
fn two_readings_are_never_chosen_from() {
    for (text, hint) in [
        ("12/1/2026", "write 2026-12-01 (Tue 1 Dec 2026) or 2026-01-12 (Mon 12 Jan 2026)"),
        ("next friday", "write 2026-11-27 (Fri 27 Nov 2026) or 2026-12-04 (Fri 4 Dec 2026)"),
        ("last fri", "write 2026-11-20 (Fri 20 Nov 2026) or 2026-11-13 (Fri 13 Nov 2026)"),
        ("30d", "write +30d or -30d"),
        ("2027-10-31 02:30", "write 2027-10-31T02:30:00+02:00 or 2027-10-31T02:30:00+01:00"),
        ("31 oct 2027 2:30", "write 2027-10-31T02:30:00+02:00 or 2027-10-31T02:30:00+01:00"),
        ("2027-03-28 02:30", "write 2027-03-28 01:30 or 2027-03-28 03:30"),
        (
            "14 mar 2027 02:30 America/New_York",
            "write 2027-03-14 01:30 America/New_York or 2027-03-14 03:30 America/New_York",
        ),
        ("27 dec 17:00 CST", "write 2026-12-27 17:00 America/Chicago or 2026-12-27 17:00 Asia/Shanghai"),
        ("1 jul 2027 17:00 CET", "write 2027-07-01T17:00:00+01:00 or 2027-07-01 17:00 Europe/Brussels"),
        ("2027-07-01 17:00 EST", "write 2027-07-01T17:00:00-05:00 or 2027-07-01 17:00 America/New_York"),
    ] {
        assert_eq!(refused(text).hint, hint, "{text}");
    }
}

#[test]
fn the_weekday_of_today_is_today_or_a_week_off() {
    let hint = |side: Side, text: &str| {
        let read = against("Europe/Brussels", None, side, |ground| read(text, ground));
        read.map_or_else(|error| error.hint, |reading| reading.text)
    };
    let (today, next) = ("2026-11-23 (Mon 23 Nov 2026)", "2026-11-30 (Mon 30 Nov 2026)");
    let last = "2026-11-16 (Mon 16 Nov 2026)";
    // The next one where a deadline is asked for, as ever; what was may be today or a week ago.
    assert_eq!(hint(Side::Ahead, "mon"), "2026-11-30");
    assert_eq!(hint(Side::Behind, "mon"), format!("write {today} or {last}"));
    assert_eq!(hint(Side::Behind, "monday 09:00"), format!("write {today} or {last}"));
    assert_eq!(hint(Side::Ahead, "this monday"), format!("write {today} or {next}"));
    assert_eq!(hint(Side::Behind, "this mon"), format!("write {today} or {last}"));
    assert_eq!(hint(Side::Ahead, "next mon"), format!("write {next} or 2026-12-07 (Mon 7 Dec 2026)"));
    assert_eq!(hint(Side::Behind, "last mon"), format!("write {last} or 2026-11-09 (Mon 9 Nov 2026)"));
    let this = "write 2026-11-27 (Fri 27 Nov 2026) or 2026-12-04 (Fri 4 Dec 2026)";
    assert_eq!(hint(Side::Ahead, "this friday"), this);
}

#[test]
fn this_day_of_the_week_is_of_this_week_also_when_it_is_over() {
    let zone = zone("Europe/Brussels");
    let (today, calendar) = (day("2026-11-29"), None);
    let ground = Ground { today, old: None, zone: &zone, side: Side::Ahead, calendar };
    let hint = |text: &str| read(text, &ground).map_or_else(|error| error.hint, |reading| reading.text);
    assert_eq!(hint("this sunday"), "write 2026-11-29 (Sun 29 Nov 2026) or 2026-12-06 (Sun 6 Dec 2026)");
    assert_eq!(hint("this friday"), "write 2026-11-27 (Fri 27 Nov 2026) or 2026-12-04 (Fri 4 Dec 2026)");
}

#[test]
fn what_is_nearly_a_date_is_answered_with_what_it_may_be() {
    for (text, hint) in [
        ("27-12-2026", "write 2026-12-27"),
        ("03-04-2026", "write 2026-03-04 (Wed 4 Mar 2026) or 2026-04-03 (Fri 3 Apr 2026)"),
        ("3/4/26", "write 2026-03-04 (Wed 4 Mar 2026) or 2026-04-03 (Fri 3 Apr 2026)"),
        ("27/12/26", "write 2026-12-27"),
        ("26-12-27", "write 2026-12-27 (Sun 27 Dec 2026) or 2027-12-26 (Sun 26 Dec 2027)"),
        ("01-02-03", "write 2001-02-03 (Sat 3 Feb 2001), 2003-01-02 (Thu 2 Jan 2003) or 2003-02-01 (Sat 1 Feb 2003)"),
        ("27.12.26", "write 27.12.2026"),
        ("27 dec 26", "write 27 dec 2026"),
        ("1.1.2027 9.00", "write the time with a colon: 1.1.2027 9:00"),
        ("27 dec 17.30 CET", "write the time with a colon: 27 dec 17:30 CET"),
        ("27/12/2026 17:00", "write 2026-12-27 17:00"),
        ("3/4/2026 9:00", "write 2026-03-04 (Wed 4 Mar 2026) or 2026-04-03 (Fri 3 Apr 2026), with the time behind it"),
    ] {
        assert_eq!(refused(text).hint, hint, "{text}");
    }
}

#[test]
fn a_day_may_say_its_day_of_the_week_if_that_is_right() {
    for (text, day) in [
        ("fri 27 nov", "2026-11-27"),
        ("Friday, 27 November 2026", "2026-11-27"),
        ("fri 2026-11-27 17:00", "2026-11-27 17:00"),
        ("sun 27.12.2026", "2026-12-27"),
    ] {
        assert_eq!(reading(text).text, day, "{text}");
    }
    let error = refused("fri 13 nov");
    assert_eq!(error.label, "it is another day of the week");
    assert_eq!(error.hint, "2027-11-13 is a Saturday: write 2027-11-13 if that day is meant");
    assert_eq!(refused("fri 31 nov").label, "November 2026 has 30 days");
    assert_eq!(words_behind("friday", &["13", "november", "kes"]), 2);
    assert_eq!(words_behind("fri", &["27", "nov", "17:00", "UTC", "kes"]), 4);
    assert_eq!(words_behind("fri", &["13", "things"]), 0);
}

#[test]
fn a_time_alone_has_no_day() {
    assert_eq!(refused("10:15").hint, "write the day too: today 10:15");
    assert_eq!(refused("17:00 UTC").hint, "write the day too: today 17:00 UTC");
    assert_eq!(refused("5pm").hint, "write the day too: today 17:00");
}

#[test]
fn a_zone_that_counts_the_other_way_says_so() {
    let told = |text: &str| (reading(text).text, reading(text).how.join("; "));
    let etc = "2026-12-01 17:00 Etc/GMT+5";
    assert_eq!(told(etc), (etc.to_string(), "Etc/GMT+5 is UTC-05:00".to_string()));
    assert_eq!(told("2026-12-01 17:00 Etc/GMT-14").1, "Etc/GMT-14 is UTC+14:00");
    assert_eq!(told("2026-12-01 17:00 Etc/GMT+0").1, "");
    for (name, offset) in [("GMT+1", "+01:00"), ("UTC-5", "-05:00"), ("gmt+0530", "+05:30"), ("UTC+5:30", "+05:30")] {
        let error = refused(&format!("2026-12-01 17:00 {name}"));
        assert_eq!(
            error.hint,
            format!("write the offset right behind the time, 17:00{offset}, or a place such as Europe/Brussels")
        );
    }
}

#[test]
fn letters_become_the_zone_that_is_meant() {
    let told = |text: &str| {
        let reading = reading(text);
        (reading.text.clone(), reading.how.join("; "))
    };
    let both = |text: &str, how: &str| (text.to_string(), how.to_string());
    assert_eq!(told("27 dec 2026 17:00 CET"), both("2026-12-27 17:00 Europe/Brussels", "CET is Europe/Brussels"));
    assert_eq!(told("2026-12-27 17:00 CET"), both("2026-12-27 17:00 Europe/Brussels", "CET is Europe/Brussels"));
    assert_eq!(told("2027-07-01 17:00 cest").0, "2027-07-01 17:00 Europe/Brussels");
    assert_eq!(told("2027-07-01 17:00 ET"), both("2027-07-01 17:00 America/New_York", "ET is America/New_York"));
    assert_eq!(told("2027-07-01 17:00 EDT").0, "2027-07-01 17:00 America/New_York");
    // In a fold they say which of the two it is.
    assert_eq!(told("2026-11-01 01:30 EST").0, "2026-11-01T01:30:00-05:00");
    assert_eq!(told("2026-11-01 01:30 EDT").0, "2026-11-01T01:30:00-04:00");
    // Where the date's own zone shows them, that zone is meant, whoever else shows them.
    let own = |name: &str, text: &str| {
        against(name, None, Side::Ahead, |ground| read(text, ground)).map(|reading| reading.text)
    };
    assert_eq!(own("America/Chicago", "27 dec 17:00 CST"), Ok("2026-12-27 17:00 America/Chicago".into()));
    assert_eq!(own("Asia/Shanghai", "27 dec 17:00 CST"), Ok("2026-12-27 17:00 Asia/Shanghai".into()));
    assert_eq!(own("Europe/Paris", "27 dec 17:00 CET"), Ok("2026-12-27 17:00 Europe/Paris".into()));
}

#[test]
fn what_is_wrong_is_said_in_the_words_of_the_form() {
    for (text, label) in [
        ("+72h", "hours count from a moment"),
        ("+5min", "there are no minutes; m is months"),
        ("+", "it begins with a whole number"),
        ("+9000y", "years run from 1000 to 9998"),
        ("31 feb 2027", "February 2027 has 28 days"),
        ("31 feb", "February 2027 has 28 days"),
        ("31 nov", "November 2026 has 30 days"),
        ("dec 32", "December 2026 has 31 days"),
        ("eoq CET", "only a time has a zone"),
        ("27 dec cet", "only a time has a zone"),
        ("fri Europe/Brussels", "only a time has a zone"),
        ("+30d UTC", "only a time has a zone"),
        ("2027-Q4 CET", "only a time has a zone"),
        ("2027-04-15 CET", "only a time has a zone"),
        ("32.1.2027", "January 2027 has 31 days"),
        ("1.13.2027", "months run from 1 to 12"),
        ("27.12.26", "the year has four digits"),
        ("27 dec 26", "the year has four digits"),
        ("27 dec 25:00", "'25:00' is not a time of day"),
        ("27 dec 5pm", "'5pm' is not a time of day"),
        ("27 dec 5:00 pm", "'5:00' is not a time of day"),
        ("27 dec 17:00+02:00 UTC", "an offset and a zone"),
        ("27 dec 17:00 Brusels", "IANA names only"),
    ] {
        let error = refused(text);
        assert_eq!(error.label, label, "{text}");
        assert!(error.message.contains(text) || error.zone, "{text}: {error:?}");
        assert!(!error.hint.is_empty());
    }
    assert_eq!(refused("eoq CET").hint, "write the time too: eoq 17:00 CET; or set the field 'zone'");
    assert_eq!(refused("2027-Q4 CET").hint, "write 2027-Q4 alone; or set the field 'zone'");
    assert_eq!(written_of("eoq 17:00 CET"), "2026-12-31 17:00 Europe/Brussels");
    let behind = against("Europe/Brussels", None, Side::Behind, |ground| read("31 feb", ground));
    assert_eq!(behind.map_err(|error| error.label), Err("February 2026 has 28 days".into()));
    assert_eq!(refused("tomorow").hint, "did you mean 'tomorrow'?");
    assert_eq!(refused("soon").hint, "write 2026-12-27, 27 dec, fri, +30d or eom");
    assert_eq!(refused("2026-13-01").label, "months run from 1 to 12");
    assert!(refused("earliest of a").hint.contains("write it as ["));
}

#[test]
fn what_must_be_a_point_is_no_period_and_no_rule() {
    let point = |text: &str| against("Europe/Brussels", None, Side::Behind, |ground| read_point(text, ground));
    for text in ["2027-Q4", "2027", "unknown", "3 days after a/b"] {
        assert!(point(text).is_err(), "{text}");
    }
    assert_eq!(point("today 17:00").map(|reading| reading.text), Ok("2026-11-23 17:00".into()));
}

#[test]
fn a_written_date_says_its_year_and_needs_no_today() {
    let text = |text: &str| read_written(text).map(|reading| reading.text);
    assert_eq!(text("27 Dec 2026"), Ok("2026-12-27".into()));
    assert_eq!(text("27.12.2026 17:00 CET"), Ok("2026-12-27 17:00 Europe/Brussels".into()));
    assert_eq!(text("2027-Q4"), Ok("2027-Q4".into()));
    for relative in ["today", "+30d", "fri", "27 dec", "eom", "27-Dec"] {
        assert!(read_written(relative).is_err(), "{relative}");
    }
}

#[test]
fn business_days_go_by_the_calendar_and_name_what_they_skip() {
    // 26 November 2026 is Thanksgiving Day, a Thursday.
    let both = |text: &str, how: &str| (text.to_string(), vec!["from today".to_string(), how.to_string()]);
    let told = |text: &str| {
        let reading = reading(text);
        (reading.text, reading.how)
    };
    let wanted = "by us-federal, without Thu 26 Nov Thanksgiving Day and 2 weekend days";
    assert_eq!(told("+5bd"), both("2026-12-01", wanted));
    assert_eq!(told("+5 business days"), both("2026-12-01", wanted));
    assert_eq!(told("in 2 business days"), both("2026-11-25", "by us-federal"));
    assert_eq!(told("-3bd"), both("2026-11-18", "by us-federal, without 2 weekend days"));
    assert_eq!(refused("+999999bd +999999bd +999999bd").label, "years run from 1000 to 9998");
    let zone = zone("UTC");
    let ground = Ground { today: day("2026-11-23"), old: None, zone: &zone, side: Side::Ahead, calendar: None };
    assert_eq!(read("+5bd", &ground).map_err(|error| error.label), Err("its calendar is not there".into()));
}
