//! Calendars against tables that others made: seven tools, and a government's own list.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

use std::path::{Path, PathBuf};

use chrono::{Datelike, Days, NaiveDate};
use duewatch::domain::calendar::Calendar;
use duewatch::domain::record::Roll;
use duewatch::domain::rule::Direction;

use super::calendars::{built_in, day, days_from_to, is_weekend};

/// Returns a file of days that others published; none where it is not there.
fn beside(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("CORPORA").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    let path = folder.join("holidays").join(name);
    path.is_file().then_some(path)
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let Some(path) = beside(name) else { return Vec::new() };
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let row = |row: csv::StringRecord| row.iter().map(ToString::to_string).collect();
    reader.records().map(|record| row(record.unwrap_or_else(|e| panic!("{}: {e}", path.display())))).collect()
}

/// The ids that the tables use.
fn of_the_table(name: &str) -> std::sync::Arc<Calendar> {
    built_in(match name {
        "US-FED" => "us-federal",
        "GB-ENG" => "england-wales",
        "TARGET" => "target",
        "WEEKENDS" => "weekends",
        other => panic!("no calendar for {other}"),
    })
}

/// Seven tools agree on these days; what they do not have must be open.
#[test]
fn the_closing_days_of_2017_to_2040_are_those_of_other_tools() {
    let rows = rows("closing_days_2017_2040.csv");
    for id in ["US-FED", "GB-ENG", "TARGET"].into_iter().filter(|_| !rows.is_empty()) {
        let calendar = of_the_table(id);
        let of_table = rows.iter().filter(|row| row.get(2).is_some_and(|of| of == id));
        let expected: Vec<(NaiveDate, &String)> =
            of_table.filter_map(|row| Some((day(row.first()?), row.get(3)?))).collect();
        assert!(expected.len() > 100, "{id}: {}", expected.len());
        let ours = days_from_to("2017-01-01", "2040-12-31").filter(|day| !is_weekend(*day) && !calendar.is_open(*day));
        assert_eq!(ours.collect::<Vec<_>>(), expected.iter().map(|(day, _)| *day).collect::<Vec<_>>(), "{id}");
        for (at, name) in expected.iter().filter(|_| id != "GB-ENG") {
            assert_eq!(calendar.closed_as(*at).as_deref(), Some(name.as_str()), "{id} {at}");
        }
    }
}

#[test]
fn the_business_day_cases_of_other_tools_come_out_the_same() {
    let rows = rows("business_day_cases.csv");
    assert!(rows.is_empty() || rows.len() == 600, "{}", rows.len());
    for row in &rows {
        let [id, op, start, _, argument, expected] = row.as_slice() else { panic!("{row:?}") };
        let (calendar, start) = (of_the_table(id), day(start));
        let amount = || argument.trim_start_matches('-').parse().expect("a number");
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let next = calendar.rolled(start, Roll::Next);
        let found = match op.as_str() {
            "add" => date(calendar.counted(start, amount(), Direction::After)),
            "sub" => date(calendar.counted(start, amount(), Direction::Before)),
            "following" => date(next),
            "preceding" => date(calendar.rolled(start, Roll::Previous)),
            "modified_following" => {
                let stays = next.filter(|next| next.month() == start.month());
                date(stays.or_else(|| calendar.rolled(start, Roll::Previous)))
            }
            "is_business_day" => calendar.is_open(start).to_string(),
            // From the start, itself counted, up to the day before the argument.
            "between" => {
                let before = |day: NaiveDate| day.checked_sub_days(Days::new(1)).expect("a day before");
                calendar.open_days(before(start), before(day(argument))).to_string()
            }
            other => panic!("no operation {other}"),
        };
        assert_eq!(found, *expected, "{row:?}");
    }
}

/// The government's own list, names too; it gives only the day that is taken instead.
#[test]
fn the_bank_holidays_are_those_that_gov_uk_lists() {
    let Some(path) = beside("govuk-bank-holidays.json") else { return };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let events =
        json.pointer("/england-and-wales/events").and_then(serde_json::Value::as_array).expect("a list of days");
    let event = |event: &serde_json::Value| {
        let title = event["title"].as_str().unwrap_or_default().replace('\u{2019}', "'");
        // Two names of ours say more or less of a jubilee.
        let title = title.replace("Queen's Diamond Jubilee", "Diamond Jubilee bank holiday");
        (day(event["date"].as_str().unwrap_or_default()), title)
    };
    let published: Vec<(NaiveDate, String)> = events.iter().map(event).collect();
    let (first, last) = (published.first().expect("days").0.year(), published.last().expect("days").0.year());
    let calendar = built_in("england-wales");
    let ours = (first..=last).flat_map(|year| calendar.closed_days(year)).filter(|closed| !is_weekend(closed.day));
    let ours = ours.map(|closed| (closed.day, closed.name.trim_end_matches(" (substitute day)").to_string()));
    assert_eq!(ours.collect::<Vec<_>>(), published);
}
