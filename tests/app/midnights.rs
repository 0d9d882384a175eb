//! Midnight in three zones, on the list and on the wall: each row changes its day at its own midnight, and no other does.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use duewatch::app::launch::Launch;
use duewatch::app::wake::next_wake;
use duewatch::app::wall::{Asked, Beginning};

use super::given::{Program, launch, started};

/// A title, its zone, and how many hours that is ahead of UTC in November 2026.
const ZONES: [(&str, &str, i64); 3] =
    [("South", "Pacific/Auckland", 13), ("Middle", "Europe/Brussels", 1), ("West", "America/New_York", -5)];

fn day(of_month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, of_month).expect("a day")
}

/// In each zone a deadline on 25 November, which is soon, and one on 28 November.
fn text() -> String {
    let mut text = "duewatch: 1\nzone: UTC\nproducts:\n  app: {title: App}\nregulations:\n".to_string();
    for (title, zone, _) in ZONES {
        let records = format!(
            "  {}:\n    title: Law\n    zone: {zone}\n    milestones:\n      near: {{title: {title} near, by: 2026-11-25, \
             products: app}}\n      far: {{title: {title} far, by: 2026-11-28, products: app}}\n",
            title.to_lowercase()
        );
        text.push_str(&records);
    }
    text
}

fn program(from: Beginning) -> Program {
    let wall = Asked { from, cycle: Some(Duration::from_secs(3600)), dim: None };
    started(Launch { wall, ..launch() }).sized(160, 60).reads(&text())
}

/// Which days it is at a time, by hours from UTC alone.
fn days(now: DateTime<Utc>) -> [NaiveDate; 3] {
    ZONES.map(|(_, _, hours)| (now + TimeDelta::hours(hours)).date_naive())
}

/// Whether each milestone is in the band and at the days that its zone's date says.
fn faults(program: &Program, now: DateTime<Utc>) -> Vec<String> {
    let board = program.state.source.board.as_ref().expect("a board");
    let mut faults = Vec::new();
    for ((title, zone, _), today) in ZONES.iter().zip(days(now)) {
        for (kind, due) in [("near", day(25)), ("far", day(28))] {
            let number = board.find(&title.to_lowercase(), kind).expect("a milestone");
            let row = board.row(number).expect("a row");
            let left = i32::try_from((due - today).num_days()).expect("a few days");
            let is_overdue = row.band == duewatch::domain::band::Band::Overdue;
            if row.countdown.days_left != Some(left) || is_overdue != (left < 0) {
                faults.push(format!(
                    "{now} {zone} {kind}: {:?} {:?}, not {left} days",
                    row.countdown.days_left, row.band
                ));
            }
        }
    }
    faults
}

#[test]
fn each_zone_has_its_own_midnight_and_the_loop_is_awake_at_it() {
    for from in [Beginning::Board, Beginning::Wall] {
        let mut program = program(from);
        let mut midnights = 0;
        // UTC hours at which one of the three days ends: 23 in the middle, 5 in the west, 11 in the south.
        for hour in [23, 29, 35, 47, 53, 59] {
            let midnight = day(23).and_hms_opt(0, 0, 0).expect("a time").and_utc() + TimeDelta::hours(hour);
            let ahead = midnight - program.state.now.wall - TimeDelta::seconds(90);
            program = program.after(u64::try_from(ahead.num_milliseconds()).expect("ahead")).drawn();
            let mut before = days(program.state.now.wall);
            while program.state.now.wall < midnight + TimeDelta::seconds(90) {
                // As the loop sleeps, with a little more for waking up.
                let wait = next_wake(&program.state).expect("a wake");
                program = program.after(u64::try_from(wait.as_millis()).expect("a minute at most") + 1);
                let now = program.state.now.wall;
                if days(now) != before {
                    before = days(now);
                    midnights += 1;
                    assert!(now - midnight < TimeDelta::seconds(60), "{now}: noticed late");
                    assert!(program.state.needs_draw, "{now}");
                }
                assert_eq!(faults(&program, now), [""; 0]);
                program = program.drawn();
            }
        }
        assert_eq!(midnights, 6, "{from:?}");
    }
}

#[test]
fn what_slept_over_midnights_is_right_at_the_first_look() {
    for hours in [5, 11, 25, 49, 96] {
        let program = program(Beginning::Wall).steps(TimeDelta::hours(hours), Duration::from_millis(5));
        let now = program.state.now.wall;
        assert_eq!(faults(&program, now), [""; 0]);
        let late = days(now).iter().filter(|today| **today > day(25)).count();
        if late > 0 {
            program.clone().shows(&format!("✕ {late} overdue"));
        }
        // And back again.
        let program = program.steps(TimeDelta::hours(-hours), Duration::from_millis(5));
        assert_eq!(faults(&program, program.state.now.wall), [""; 0]);
        program.hides("overdue");
    }
}
