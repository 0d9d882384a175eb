//! Alerts, with simulated time: what crosses a threshold is told once, rung for once, and never hides anything.

use std::fmt::Write as _;
use std::time::Duration;

use chrono::TimeDelta;
use duewatch::app::alerts::{looked_at, on_wall, told};
use duewatch::app::effect::{Effect, Ring};
use duewatch::app::launch::{Chosen, Launch};
use duewatch::app::wake::next_wake;
use duewatch::app::wall::{Asked, Beginning, TURNS, turn};
use duewatch::domain::alert::Memory;
use duewatch::domain::settings::{Alerts, Hours, Notify, Settings};

use super::given::{Program, launch, started};
use super::keys::places::kiosk;

/// On 23 November 2026, 14:05, `one` comes within 7 days at midnight; `two` with it, `own` a day later by its own date.
pub const NEAR: &str = "duewatch: 1\nzone: America/New_York\nproducts:\n  app: {name: App}\n  hub: {name: Hub}\nregulations:\n  \
                    law:\n    title: A law\n    milestones:\n      one: {title: The one, by: 2026-12-01, products: [app, hub]}\n      \
                    two: {title: The other, by: 2026-12-01, products: app}\n      \
                    own:\n        title: Its own\n        by: 2027-06-01\n        \
                    products: {app: {status: open, due: 2026-12-02, reason: earlier here}, hub: open}\n";

pub fn wishes(quiet: Option<&str>) -> Alerts {
    let quiet = quiet.map(|hours| Hours::parse(hours).expect("hours"));
    Alerts { bell: true, notify: Notify::Osc9, quiet, ..Alerts::default() }
}

pub fn with(alerts: Alerts) -> Launch {
    let settings = Settings { alerts, ..Settings::default() };
    Launch { chosen: Chosen { settings, ..Chosen::default() }, ..launch() }
}

fn on(text: &str) -> Program {
    started(with(wishes(None))).reads(text)
}

fn rings(program: &Program) -> Vec<&Ring> {
    fn ring(effect: &Effect) -> Option<&Ring> {
        if let Effect::Ring(ring) = effect { Some(ring) } else { None }
    }
    program.effects.iter().filter_map(ring).collect()
}

fn kept(program: &Program) -> Memory {
    program.state.alerts.memory.clone()
}

/// Goes on in steps of a minute, and returns how often it rang.
fn live(mut program: Program, minutes: u32) -> (Program, usize) {
    let mut rung = 0;
    for _ in 0..minutes {
        program = program.after(60_000);
        rung += rings(&program).len();
    }
    (program, rung)
}

#[test]
fn what_crosses_a_threshold_is_told_and_rung_for_once() {
    let program = on(NEAR).hides("Alert");
    assert!(rings(&program).is_empty() && told(&program.state).is_empty());
    let program = program.at("2026-11-23T23:59:59-05:00").hides("Alert").at("2026-11-24T00:00:00-05:00");
    let texts: Vec<&str> = rings(&program).iter().map(|ring| ring.text.as_str()).collect();
    assert_eq!(texts, ["7 days left: The one (law, 2 products, 1 Dec 2026) and 1 more"]);
    let program = program.shows("▲ Alert, 7 days left and 1 more: The one (law, 2 products, 1 Dec 2026)");
    let (program, rung) = live(program, 600);
    assert_eq!(rung, 0);
    // A product with a date of its own comes by itself.
    let program = program.at("2026-11-25T00:00:00-05:00").shows("and 2 more");
    assert_eq!(rings(&program).len(), 1);
    let program = program.keys("esc").hides("Alert");
    assert!(matches!(program.effects.as_slice(), [Effect::KeepAlerts(_)]), "{:?}", program.effects);
    let (program, rung) = live(program, 1440);
    assert_eq!(rung, 0);
    program.hides("Alert");
}

#[test]
fn the_ladder_is_the_record_s_else_the_file_s_else_the_settings() {
    let first = |text: &str, alerts: Alerts, at: &str| {
        let program = started(with(alerts)).reads(text).at(at);
        told(&program.state).len()
    };
    let before = "2026-11-25T12:00:00-05:00";
    // Nothing of 14, 7 and 1 days is crossed on that day, 6 days are.
    let text = NEAR.replace("own:", "off:").replace("due: 2026-12-02, reason: earlier here", "note: none");
    let ten = || Alerts { thresholds: vec![], ..wishes(None) };
    assert_eq!(first(&text, ten(), before), 0);
    assert_eq!(first(&text.replace("duewatch: 1\n", "duewatch: 1\nalerts: [6d]\n"), ten(), before), 2);
    assert_eq!(first(&text.replace("title: A law\n", "title: A law\n    alerts: [6d]\n"), ten(), before), 2);
    assert_eq!(first(&text.replace("{title: The one,", "{title: The one, alerts: [6d],"), ten(), before), 1);
    // Business days, and hours before the end of the day.
    assert_eq!(first(&text.replace("{title: The one,", "{title: The one, alerts: [4bd],"), ten(), before), 1);
    let hours = text.replace("{title: The one,", "{title: The one, alerts: [156h],");
    assert_eq!(first(&hours, ten(), "2026-11-25T11:59:59-05:00"), 0);
    assert_eq!(first(&hours, ten(), before), 1);
    // The deadline itself always counts.
    assert_eq!(first(&text, ten(), "2026-12-01T23:59:59-05:00"), 0);
    assert_eq!(first(&text, ten(), "2026-12-02T00:00:00-05:00"), 2);
}

#[test]
fn the_loop_wakes_for_hours_before_an_instant() {
    let text = NEAR.replace("{title: The one,", "{title: The one, alerts: [156h],");
    let mut program = on(&text).at("2026-11-25T11:50:00-05:00").at("2026-11-25T11:59:30-05:00").keys("esc");
    let mut slept = Duration::ZERO;
    while rings(&program).is_empty() {
        let wait = next_wake(&program.state).expect("a wake");
        slept += wait;
        assert!(slept <= Duration::from_secs(31), "{slept:?}");
        program = program.after(u64::try_from(wait.as_millis()).expect("short").max(1));
    }
}

#[test]
fn a_midnight_at_which_no_step_comes_looks_at_nothing() {
    let midnight = "2026-11-26T00:00:00-05:00";
    let program = on(NEAR).at("2026-11-24T00:00:00-05:00").at("2026-11-25T00:00:00-05:00");
    let before = looked_at(&program.state);
    let program = program.at(midnight);
    let moment = |program: &Program| program.state.source.board.as_ref().expect("a board").now.to_rfc3339();
    assert_eq!((moment(&program).as_str(), looked_at(&program.state)), ("2026-11-26T05:00:00+00:00", before));
    // Another file, or a step, and it is looked at.
    let program = program.reads(&NEAR.replace("A law", "Another law"));
    assert_eq!(looked_at(&program.state), Some(program.state.now.wall));
    let program = program.at("2026-11-30T00:00:00-05:00");
    assert_eq!(looked_at(&program.state), Some(program.state.now.wall));
}

#[test]
fn nothing_rings_in_quiet_hours_and_then_once() {
    let program = started(with(wishes(Some("20:00-07:00")))).reads(NEAR);
    let program = program.at("2026-11-24T00:00:00-05:00").shows("Alert, 7 days left and 1 more");
    assert!(rings(&program).is_empty());
    let (program, rung) = live(program.at("2026-11-25T00:00:00-05:00"), 419);
    assert_eq!((rung, program.state.now.wall.to_rfc3339().get(11..16)), (0, Some("11:59")));
    let (program, rung) = live(program, 600);
    assert_eq!(rung, 1);
    drop(program);
    // What was settled meanwhile needs nobody.
    let program = started(with(wishes(Some("20:00-07:00")))).reads(NEAR).at("2026-11-24T00:00:00-05:00").keys("esc");
    assert_eq!(live(program, 600).1, 0);
    // By the viewer's clock, not the file's.
    let tokyo = duewatch::domain::zone::Zone::named("Asia/Tokyo").expect("a zone");
    let program = started(Launch { zone: tokyo, ..with(wishes(Some("20:00-07:00"))) }).reads(NEAR);
    assert_eq!(rings(&program.at("2026-11-24T00:00:00-05:00")).len(), 1);
}

#[test]
fn a_clock_that_is_set_tells_nothing_twice_and_swallows_nothing() {
    for (hours, name) in [(1, "an hour"), (-1, "back an hour"), (24 * 30, "a month"), (-24 * 30, "back a month")] {
        let program = on(NEAR).at("2026-11-24T00:30:00-05:00").keys("esc");
        let before = kept(&program);
        let mut program = program.steps(TimeDelta::hours(hours), Duration::from_secs(1));
        let mut rung = rings(&program).len();
        // There and back, and over the same hours once more.
        program = program.steps(TimeDelta::hours(-hours), Duration::from_secs(1));
        rung += rings(&program).len();
        for _ in 0..180 {
            program = program.after(60_000);
            rung += rings(&program).len();
        }
        // A month on, what is due in that month was crossed, once.
        let expected = usize::from(hours > 24);
        assert_eq!(rung, expected, "{name}: {before:?}");
        // Nobody may have looked in that second of a wrong clock: each step is told when its time really comes.
        let mut later = Vec::new();
        for _ in 0..24 * 20 {
            program = program.after(3_600_000);
            later.extend(rings(&program).iter().map(|ring| ring.text.as_str().to_string()));
        }
        assert!(later.iter().any(|text| text.starts_with("1 day left: The one")), "{name}: {later:?}");
        assert!(later.iter().any(|text| text.starts_with("overdue: The one")), "{name}: {later:?}");
    }
    // A machine that slept is told of once, with what came last.
    let program = on(NEAR).steps(TimeDelta::days(12), Duration::from_secs(1));
    assert_eq!(rings(&program).len(), 1);
    program.shows("Alert, overdue and 2 more");
}

#[test]
fn what_crosses_now_is_named_and_not_what_stands_there_for_long() {
    let program = on(NEAR).at("2026-11-24T00:00:00-05:00").shows("Alert, 7 days left and 1 more: The one");
    // Nobody puts anything away, as on a wall.
    let program = program.at("2026-11-25T00:00:00-05:00");
    let texts: Vec<&str> = rings(&program).iter().map(|ring| ring.text.as_str()).collect();
    assert_eq!(texts, ["7 days left: Its own (law, App, 2 Dec 2026)"]);
    let program = program.shows("Alert, 7 days left and 2 more: Its own (law, App, 2 Dec 2026)");
    // What a night brought is one thing: the worst of it comes first, whenever it came.
    let text = NEAR.replace("      own:", "      far: {title: Far, by: 2026-12-09, products: hub}\n      own:");
    let night = started(with(wishes(Some("20:00-07:00")))).reads(&text).at("2026-11-24T08:00:00-05:00").keys("esc");
    let night = night
        .at("2026-12-02T00:00:00-05:00")
        .at("2026-12-02T00:01:00-05:00")
        .reads(&text.replace("far: {title: Far,", "far: {title: Far, alerts: [168h],"));
    let night = night.at("2026-12-03T00:00:30-05:00").at("2026-12-03T07:00:00-05:00");
    let texts: Vec<&str> = rings(&night).iter().map(|ring| ring.text.as_str()).collect();
    assert!(matches!(texts.as_slice(), [text] if text.starts_with("overdue: The one")), "{texts:?}");
    drop(program);
}

#[test]
fn what_appears_overdue_is_told_though_no_threshold_was_crossed_while_anybody_looked() {
    let program = on(NEAR).after(60_000);
    let late = NEAR.replace("      own:", "      late: {title: A late one, by: 2026-11-20, products: hub}\n      own:");
    let program = program.reads(&late).shows("Alert, overdue: A late one");
    assert_eq!(rings(&program).len(), 1);
    // Another name for the same is nothing new.
    let program = program.keys("esc").after(120_000).reads(&late.replace("late:", "very-late:")).hides("Alert");
    assert!(rings(&program).is_empty());
    // What was accepted until yesterday is owed again, and overdue.
    let text = "duewatch: 1\nzone: America/New_York\nproducts:\n  app: {name: App}\nregulations:\n  law:\n    title: A law\n    \
                milestones:\n      one: {title: The one, by: 2026-11-10, products: {app: {status: accepted, reason: small, who: ana, \
                since: 2026-11-01, until: 2026-11-24}}}\n";
    let program = on(text).at("2026-11-24T23:59:59-05:00").hides("Alert");
    let program = program.at("2026-11-25T00:00:00-05:00").shows("Alert, overdue: The one");
    assert_eq!(rings(&program).len(), 1);
}

#[test]
fn a_date_that_comes_near_from_afar_is_told() {
    let far = NEAR.replace("{title: The one, by: 2026-12-01", "{title: The one, by: 2027-12-01");
    let program = on(&far)
        .after(60_000)
        .reads(&NEAR.replace("{title: The one, by: 2026-12-01", "{title: The one, by: 2026-11-27"));
    let program = program.shows("Alert, 4 days left: The one");
    assert_eq!(rings(&program).len(), 1);
}

#[test]
fn a_wall_that_is_stale_or_whose_clock_moved_still_shows_what_crosses() {
    let asked = Asked { from: Beginning::Wall, ..Asked::default() };
    let program = started(Launch { wall: asked, ..with(wishes(None)) }).reads(NEAR);
    let program = program.at("2026-11-23T23:59:00-05:00").fails(true, "no such file");
    let program = program.at("2026-11-24T00:00:00-05:00").shows("The file is gone");
    for (columns, rows) in [(200, 60), (120, 40), (80, 24)] {
        let screen = program.clone().sized(columns, rows).shows("ALERT  7 days left").shows("The file is gone");
        drop(screen);
    }
    let asked = Asked { from: Beginning::Wall, ..Asked::default() };
    let program = started(Launch { wall: asked, ..with(wishes(None)) }).reads(NEAR);
    program.steps(TimeDelta::hours(12), Duration::from_secs(1)).shows("Clock moved").shows("ALERT  7 days left");
}

#[test]
fn the_start_tells_what_was_crossed_since_the_last_look() {
    // Who looks for the first time is told nothing: all of it is on the board.
    let first = started(with(wishes(None))).at("2026-11-24T09:00:00-05:00").reads(NEAR);
    assert!(rings(&first).is_empty());
    let first = first.hides("Alert");
    let memory = kept(&first);
    let again = |memory: &Memory, at: &str| {
        let launch = Launch { told: memory.clone(), ..with(wishes(None)) };
        started(launch).at(at).reads(NEAR)
    };
    assert!(rings(&again(&memory, "2026-11-24T10:00:00-05:00")).is_empty());
    let later = again(&memory, "2026-11-30T10:00:00-05:00").shows("Alert, 1 day left and 2 more");
    assert_eq!(rings(&later).len(), 1);
    // Nobody looked: the banner stands at the next start, and rings no more.
    let next = again(&kept(&later), "2026-11-30T11:00:00-05:00").shows("Alert, 1 day left and 2 more");
    assert!(rings(&next).is_empty());
    let seen = next.keys("esc");
    again(&kept(&seen), "2026-11-30T12:00:00-05:00").hides("Alert");
    // It survives being written down.
    let json = serde_json::to_string(&memory).expect("JSON");
    assert_eq!(serde_json::from_str::<Memory>(&json).expect("a memory"), memory);
}

#[test]
fn an_acknowledgement_keeps_quiet_until_it_ends_and_then_tells_once() {
    let acked = |text: &str| {
        text.replace("{title: The other, by: 2026-12-01, products: app}", 
        "{title: The other, by: 2026-12-01, products: {app: {status: open, acked: {who: ana, why: waits, until: 2026-11-26}}}}")
    };
    let program = on(NEAR).at("2026-11-24T00:00:00-05:00").shows("and 1 more");
    // Somebody acknowledges it, here or elsewhere.
    let program = program.reads(&acked(NEAR)).shows("Alert, 7 days left: The one");
    let program = program.at("2026-11-26T12:00:00-05:00").keys("esc").at("2026-11-26T23:59:59-05:00").hides("Alert");
    let program =
        program.at("2026-11-27T00:00:00-05:00").shows("Alert, 4 days left").shows("The other (law, App, 1 Dec");
    assert_eq!(rings(&program).len(), 1);
    let (program, rung) = live(program.keys("esc"), 600);
    assert_eq!(rung, 0);
    // Never what is overdue: that is told though an acknowledgement holds, and stays counted.
    let long = acked(NEAR).replace("2026-11-26", "2027-01-31");
    let program = program.reads(&long).at("2026-12-01T12:00:00-05:00").keys("esc").at("2026-12-02T00:00:00-05:00");
    assert_eq!(rings(&program).len(), 1);
    let program = program.shows("Alert, overdue and 1 more").shows("✕ 2 overdue");
    // Acknowledged again, it goes from the banner, and from nowhere else.
    let other = long.replace("why: waits", "why: the agency knows");
    let program = program.reads(&other).shows("Alert, overdue: The one").shows("✕ 2 overdue");
    assert!(rings(&program).is_empty());
}

#[test]
fn an_occurrence_of_a_series_is_told_for_itself() {
    let text = "duewatch: 1\nzone: America/New_York\nproducts:\n  app: {name: App}\nregulations:\n  law:\n    title: A law\n    \
                milestones:\n      report: {title: A report, by: 2026-11-25, repeat: monthly, alerts: [1d], products: app}\n";
    let program = on(text).at("2026-11-24T00:00:00-05:00").shows("Alert, 1 day left: A report (law, App, 25 Nov 2026)");
    let program = program.keys("esc").at("2026-11-26T00:00:00-05:00").shows("Alert, overdue");
    let program =
        program.at("2026-12-24T00:00:00-05:00").shows("Alert, 1 day left and 1 more: A report (law, App, 25 Dec 2026)");
    assert_eq!(rings(&program).len(), 1);
    let done = text.replace(
        "products: app}",
        "products: app, occurrences: {2026-11-25: {app: {status: done, closed: 2026-11-20, who: ana}}}}",
    );
    program.reads(&done).shows("Alert, 1 day left: A report (law, App, 25 Dec 2026)");
}

#[test]
fn an_event_and_what_nobody_owes_are_told_by_their_ladder_and_only_what_is_due_as_overdue() {
    let text = "duewatch: 1\nzone: America/New_York\nproducts:\n  app: {name: App}\nregulations:\n  law:\n    title: A law\n    \
                milestones:\n      hearing: {title: A hearing, at: 2026-12-01}\n      \
                theirs: {title: Theirs, by: 2026-12-01, products: []}\n      \
                empty: {title: For nobody yet, by: 2026-12-01, products: \"tag:new\"}\n";
    let program = on(text).at("2026-11-24T00:00:00-05:00");
    let texts: Vec<&str> = rings(&program).iter().map(|ring| ring.text.as_str()).collect();
    assert!(
        matches!(texts.as_slice(), [text] if text.starts_with("7 days left: ") && text.ends_with(" and 2 more")),
        "{texts:?}"
    );
    // No record could say it: nothing is acknowledged.
    let program = program.shows("Alert, 7 days left and 2 more").hides("K acknowledges");
    let program =
        program.keys("K").shows("what nobody owes is not acknowledged: Esc puts the banner away").keys("esc esc");
    let program =
        program.at("2026-11-30T00:00:00-05:00").shows("Alert, 1 day left and 2 more").keys("esc").hides("Alert");
    let program = program.at("2026-12-02T00:00:00-05:00");
    let texts: Vec<&str> = rings(&program).iter().map(|ring| ring.text.as_str()).collect();
    assert_eq!(texts, ["overdue: For nobody yet (law, 1 Dec 2026)"]);
    // Written down for nobody, it is gone; and an event that repeats is told for each time.
    let program = program.reads(&text.replace("\"tag:new\"", "[]")).hides("Alert");
    drop(program);
    let monthly = text.replace("at: 2026-12-01}", "at: 2026-12-01, repeat: monthly}");
    let program = on(&monthly).at("2026-11-30T00:00:00-05:00").keys("esc").at("2026-12-02T00:00:00-05:00").keys("esc");
    let program = program.at("2026-12-31T00:00:00-05:00").shows("Alert, 1 day left: A hearing (law, 1 Jan 2027)");
    assert_eq!(rings(&program).len(), 1);
}

#[test]
fn a_date_that_moves_is_told_where_it_comes_nearer() {
    let program = on(NEAR).at("2026-11-24T09:00:00-05:00").keys("esc");
    let moved = |day: &str| NEAR.replace("{title: The one, by: 2026-12-01", &format!("{{title: The one, by: {day}"));
    let program = program.reads(&moved("2027-01-20")).hides("Alert");
    let program = program.reads(NEAR).hides("Alert");
    let program = program.after(60_000).reads(&moved("2026-11-25")).shows("Alert, 1 day left: The one");
    assert_eq!(rings(&program).len(), 1);
    let program = program.keys("esc").reads(NEAR).hides("Alert").reads(&moved("2026-11-25")).hides("Alert");
    // A new one is told if it was not there at the last look and is crossed then.
    let new = NEAR.replace("      own:", "      new: {title: A new one, by: 2026-12-02, products: hub}\n      own:");
    program.reads(&new).hides("Alert").at("2026-11-25T00:00:00-05:00").shows("A new one");
}

#[test]
fn what_is_closed_or_taken_out_alerts_nobody() {
    let program = on(NEAR).at("2026-11-24T00:00:00-05:00").shows("and 1 more");
    let gone = NEAR.replace("      two: {title: The other, by: 2026-12-01, products: app}\n", "");
    let program = program.reads(&gone).hides(" more: ");
    let done = gone.replace("products: [app, hub]", "products: {app: {status: done, closed: 2026-11-20, who: a}, hub: {status: n/a, reason: sold, since: 2026-11-20}}");
    program.reads(&done).hides("Alert");
}

#[test]
fn many_at_once_are_one_banner_and_one_ring() {
    let mut text =
        String::from("duewatch: 1\nzone: America/New_York\nregulations:\n  law:\n    title: A law\n    milestones:\n");
    for n in 0..300 {
        let _ = writeln!(text, "      m{n}: {{title: Milestone {n}, by: 2026-12-01}}");
    }
    let program = on(&text).at("2026-11-24T00:00:00-05:00").shows("Alert, 7 days left and 299 more: Milestone 0 (law");
    assert_eq!(rings(&program).len(), 1);
    // One after the other, they still do not ring like a telephone.
    let mut text =
        String::from("duewatch: 1\nzone: America/New_York\nregulations:\n  law:\n    title: A law\n    milestones:\n");
    for n in 0..50 {
        let due = format!("2026-11-23T15:05:{n:02}-05:00");
        let _ = writeln!(text, "      m{n}: {{title: Milestone {n}, by: \"{due}\", alerts: [1h]}}");
    }
    let mut program = on(&text);
    let mut rung = 0;
    for _ in 0..120 {
        program = program.after(1000);
        rung += rings(&program).len();
    }
    assert!((1..=2).contains(&rung), "{rung}");
}

#[test]
fn the_text_of_a_notification_is_one_clean_line_with_an_end() {
    let evil = format!("\"The one\\e]0;x\\a {} \\u202e\"", "long ".repeat(200));
    let program = on(&NEAR.replace("The one", &evil)).at("2026-11-24T00:00:00-05:00");
    let rings = rings(&program);
    let text = rings.first().expect("a ring").text.as_str();
    assert!(text.chars().all(|c| !c.is_control() && c != '\u{202e}'), "{text:?}");
    assert!(unicode_width::UnicodeWidthStr::width(text) <= 160 && text.ends_with(" and 1 more"), "{text}");
}

#[test]
fn nothing_rings_unless_it_is_wished_for_or_while_another_time_is_looked_at() {
    let program = started(with(Alerts::default())).reads(NEAR).at("2026-11-24T00:00:00-05:00").shows("Alert");
    assert!(rings(&program).is_empty());
    let program = started(Launch { is_as_of: true, ..with(wishes(None)) }).reads(NEAR);
    let program = program.at("2026-11-24T00:00:00-05:00").shows("Alert").keys("esc");
    assert!(program.effects.is_empty());
}

#[test]
fn the_wall_shows_the_banner_on_every_slide_for_a_minute_and_then_a_number() {
    let asked = Asked { from: Beginning::Wall, ..Asked::default() };
    let program = started(Launch { wall: asked, ..with(wishes(None)) }).reads(NEAR).at("2026-11-24T00:00:00-05:00");
    let mut seen = program.clone();
    for _ in TURNS {
        for (columns, rows) in [(200, 60), (120, 40), (80, 24)] {
            let screen =
                seen.clone().sized(columns, rows).shows("ALERT  7 days left and 1 more: The one").shows("2 alerts");
            drop(screen);
        }
        turn(&mut seen.state);
    }
    insta::assert_snapshot!("wall_alert_120x40", program.screen());
    insta::assert_snapshot!("board_alert_80x24", program.clone().keys("w").sized(80, 24).screen());
    // Steady: as long as it stands, nothing of it changes.
    let line = |program: &Program| program.screen().lines().find(|line| line.contains("ALERT")).map(str::to_string);
    let first = line(&program).expect("the banner");
    let mut program = program;
    for _ in 0..59 {
        program = program.after(1000);
        assert_eq!(line(&program).as_deref(), Some(&*first));
    }
    let program = program.after(1000).hides("ALERT").shows("2 alerts");
    assert!(on_wall(&program.state).banner.is_none());
    // What was told is put away on the board alone.
    program.keys("w").shows("Alert, 7 days left").keys("esc").keys("w").hides("alerts");
}

#[test]
fn no_key_of_the_kiosk_touches_an_alert_and_the_filter_applies_on_the_wall() {
    let launch = Launch { wall: kiosk(), is_read_only: true, ..with(wishes(None)) };
    let program = started(launch.clone()).reads(NEAR).at("2026-11-24T00:00:00-05:00");
    let screen = program.screen();
    for key in super::keys::all_keys().into_iter().filter(|key| key != "ctrl-c") {
        let after = program.clone().keys(&key);
        assert!(after.effects.is_empty() && after.screen() == screen, "{key}");
    }
    let filtered = started(Launch { filter: "product:none".into(), ..launch }).reads(NEAR);
    let filtered = filtered.at("2026-11-24T00:00:00-05:00").hides("ALERT").hides("alert");
    assert!(rings(&filtered).is_empty());
}

#[test]
fn of_many_alerts_the_filtered_wall_counts_what_the_filter_leaves() {
    let milestones = (0..300).fold(String::new(), |mut text, n| {
        let product = if n % 3 == 0 { "app" } else { "hub" };
        let _ = writeln!(text, "      m{n}: {{title: M, by: 2026-12-01, products: {product}}}");
        text
    });
    let (head, _) = NEAR.split_once("      one:").expect("milestones");
    let text = format!("{head}{milestones}");
    let told_by = |filter: &str| {
        let launch = Launch { wall: kiosk(), filter: filter.into(), ..with(wishes(None)) };
        let program = started(launch).reads(&text).at("2026-11-24T00:00:00-05:00");
        let number = |subject: duewatch::domain::alert::Subject| {
            subject.milestone(program.state.source.board.as_ref().expect("a board")).expect("a milestone")
        };
        let mut numbers: Vec<u32> =
            told(&program.state).iter().flat_map(|t| &t.subjects).copied().map(number).collect();
        numbers.sort_unstable();
        (on_wall(&program.state).count, rings(&program).len(), numbers)
    };
    assert_eq!(told_by(""), (300, 1, (0..300).collect()));
    assert_eq!(told_by("product:app"), (100, 1, (0..300).step_by(3).collect()));
    assert_eq!(told_by("product:none"), (0, 0, Vec::new()));
}

#[test]
fn the_memory_is_bounded_and_forgets() {
    let mut program = on(NEAR);
    for day in 0..400 {
        let text = NEAR.replace("      one:", &format!("      one{day}:"));
        program = program.reads(&text).after(86_400_000);
    }
    assert!(program.state.alerts.memory.len() < 200, "{}", program.state.alerts.memory.len());
}

#[test]
fn k_acknowledges_the_row_s_alert_else_the_first_of_the_banner() {
    let program = on(NEAR).at("2026-11-24T00:00:00-05:00").shows("K acknowledges");
    let program = program.keys("K").shows("Acknowledge the alert").shows("law/one:app").shows("law/one:hub");
    // A reason and an end, or it is not taken.
    let program = program.types("waits for the vendor").keys("enter").shows("until when");
    assert!(program.saves.is_empty());
    let program = program.types(" until fri").shows("until Fri 27 Nov 2026");
    insta::assert_snapshot!("prompt_ack_80x24", program.clone().sized(80, 24).screen());
    let program = program.keys("enter").saved();
    let text = program.text();
    let one = "{status: open, acked: {who: ana, why: waits for the vendor, until: 2026-11-27}}";
    assert!(text.contains(&format!("products: [app: {one}, hub: {one}]")), "{text}");
    // The row under the cursor has none left: it is the banner's.
    let program = program.shows("Alert, 7 days left: The other").keys("g g").cursor_on("law/one");
    let program = program.keys("K").shows("law/two:app").keys("esc");
    // In the matrix it is the cell's; and one taken back alerts again.
    let program = program.keys("j tab").cursor_on("law/two").keys("K").shows("law/two:app").types("x until +1w");
    let program = program.keys("enter").saved().hides("Alert,");
    program.reads(NEAR).shows("Alert, 7 days left and 1 more");
}

#[test]
fn who_may_not_write_acknowledges_nothing() {
    let program = started(Launch { is_read_only: true, ..with(wishes(None)) }).reads(NEAR);
    let program = program.at("2026-11-24T00:00:00-05:00").hides("K acknowledges").keys("K");
    assert!(program.state.overlay.is_none());
    program.shows("opened read-only").shows("Alert,");
}
