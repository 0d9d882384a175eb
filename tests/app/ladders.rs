//! Lead times before a deadline, and incident clocks, from the screen.

use duewatch::app::command::Context;
use duewatch::domain::unfinished::Unfinished;

use super::editing::{edits, on_in};
use super::given::{Program, launch, started};

/// A certification every year, and the incident of the Cyber Resilience Act with its clock not started.
const LAW: &str = "duewatch: 1
zone: Europe/Berlin
products:
  kes: {name: Endpoint}
regulations:
  dfs:
    title: 23 NYCRR 500
    milestones:
      cert: {title: Certification, by: 2027-04-15, repeat: yearly, owner: ana, products: [kes]}
  inc:
    title: Incident
    milestones:
      aware: {title: Aware of it, at: unknown}
      early: {title: Early warning, by: 24 hours after aware, products: [kes]}
      notice: {title: Notification, by: 72 hours after aware, products: [kes]}
";

fn law(size: (u16, u16), id: &str) -> Program {
    on_in(started(launch()).at("2026-11-23T09:00:30+01:00").reads(LAW).sized(size.0, size.1), id)
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

#[test]
fn lead_times_are_typed_on_one_line_and_are_one_step() {
    for size in SIZES {
        let program = law(size, "dfs/cert").keys("L");
        assert_eq!(program.state.context(), Context::Prompt);
        let program = program.types("review -60d sign-off -10 business days");
        insta::assert_snapshot!(format!("ladder_{}x{}", size.0, size.1), program.screen());
    }
    let program = law((120, 40), "dfs/cert").keys("L").types("review -60d sign-off -14d").keys("enter");
    assert_eq!(edits(&program.effects), 1, "one step to undo");
    let program = program.saved();
    let text = program.text();
    assert!(text.contains("by: 60 days before cert") && text.contains("by: 14 days before cert"), "{text}");
    assert!(text.contains("kind: internal"), "{text}");
    assert_eq!(program.state.context(), Context::List);
}

#[test]
fn a_step_that_is_past_is_said_to_be() {
    let program = law((120, 40), "dfs/cert").keys("L").types("review -160d");
    program.shows("by Fri 6 Nov 2026").shows("already past");
}

#[test]
fn a_step_that_cannot_be_read_is_said_and_stays() {
    let program = law((80, 24), "dfs/cert").keys("L").types("review");
    let program = program.shows("'review' has no lead time").shows("write how long before");
    let program = program.keys("enter");
    assert_eq!((program.state.context(), program.text()), (Context::Prompt, LAW.to_string()));
    insta::assert_snapshot!("ladder_wrong", program.screen());
    program.keys("esc").shows("drop what you typed?");
}

#[test]
fn a_clock_is_started_from_any_row_that_counts_from_it() {
    for size in SIZES {
        let program = law(size, "inc/notice").keys("I").types("today 08:15");
        insta::assert_snapshot!(format!("clock_{}x{}", size.0, size.1), program.screen());
    }
    let program = law((120, 40), "inc/early").keys("I").types("now").keys("enter");
    assert_eq!(edits(&program.effects), 1, "one step to undo");
    let program = program.saved();
    let text = program.text();
    assert!(text.contains("aware: {title: Aware of it, at: 2026-11-23 09:00}"), "{text}");
}

#[test]
fn a_clock_without_a_time_of_day_says_so_and_none_is_left_twice() {
    law((80, 24), "inc/aware").keys("I").types("today").shows("no time of day is given");
    law((80, 24), "dfs/cert").keys("I").shows("no clock is left to start here");
    let going = law((80, 24), "inc/aware").keys("I").types("now").keys("enter").saved();
    going.keys("I").shows("no clock is left to start here");
}

#[test]
fn what_is_typed_of_a_ladder_or_a_clock_is_kept() {
    for (id, key, typed, said) in [("dfs/cert", "L", "review -60d", "lead times"), ("inc/aware", "I", "now", "clock")] {
        let program = law((80, 24), id).keys(key).types(typed);
        let kept: Vec<Unfinished> = program.state.typing.now.clone();
        assert_eq!(kept.len(), 1);
        let again = super::typed::found(LAW, &kept).shows(said).keys("T");
        assert_eq!(again.state.context(), Context::Prompt);
        again.shows(typed);
    }
}

#[test]
fn now_is_a_local_minute_also_between_two_seconds() {
    let program = law((120, 40), "inc/early").at("2026-11-23T09:00:30.250+01:00").keys("I").types("now").keys("enter");
    let text = program.saved().text();
    assert!(text.contains("at: 2026-11-23 09:00}"), "{text}");
}
