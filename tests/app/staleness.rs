//! How old what is shown is, and what the screen says when it may be old.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use duewatch::app::effect::Effect;
use duewatch::app::message::{Loaded, Message, Now};
use duewatch::app::staleness::oldest_words;
use duewatch::app::state::State;
use duewatch::app::wake::next_wake;
use duewatch::domain::zone::Zone;
use duewatch::yaml::snapshot::Snapshot;
use ratatui::style::Modifier;

use super::given::{Program, SMALL, given, launch, started};

fn now(state: &State) -> Now {
    state.now
}

impl Program {
    /// The loader looked at the file: it is what was read last.
    pub fn looked(self) -> Self {
        let at = now(&self.state);
        self.send(Message::Looked(at))
    }

    /// Time goes by, the clock of the wall moves by another span.
    pub fn steps(self, wall: TimeDelta, mono: Duration) -> Self {
        let before = now(&self.state);
        self.send(Message::Ticked(Now { wall: before.wall + wall, mono: before.mono + mono }))
    }

    /// Time goes by as the loop lets it, with a look at the file every twelve seconds.
    pub fn lives(mut self, seconds: u64) -> Self {
        for _ in 0..seconds / 12 {
            self = self.after(12_000).looked();
        }
        self
    }

    fn is_header_reversed(&self) -> bool {
        let buffer = self.buffer();
        (0..buffer.area.width).all(|x| buffer[(x, 0)].modifier.contains(Modifier::REVERSED))
    }
}

fn fresh() -> Program {
    let program = started(launch());
    let read_at = program.state.now.wall;
    let snapshot = Arc::new(Snapshot::of(SMALL.into(), &Zone::named("America/New_York").expect("a zone")));
    let changed_at = Some(read_at - TimeDelta::minutes(90));
    program.send(Message::Loaded(Loaded { snapshot, read_at, changed_at, is_writable: true })).looked().after(10)
}

#[test]
fn the_three_ages_stand_at_the_foot() {
    let program = fresh();
    program.clone().shows("read 14:05   changed 90 min ago   oldest verification 206 d ago (").shows(", 1 May 2026)");
    // Where there is less room it says less, and is still there.
    program.clone().sized(80, 24).shows("changed 90 min ago   oldest verification 206 d ago").hides("206 d ago (");
    program.clone().sized(62, 24).shows("oldest verified 206 d ago");
    program.clone().lives(600).shows("read 14:15   changed 100 min ago");
    // What says something else goes first.
    program.keys("z").hides("changed 90 min");
    // What is no file on a disk was never looked at.
    given(SMALL).hides("read 14:05");
}

#[test]
fn a_look_that_never_comes_back_is_stale_and_turns_the_header_round() {
    let program = fresh().lives(24);
    assert!(!program.is_header_reversed());
    let wait = next_wake(&program.state).expect("a wake");
    assert!(wait <= Duration::from_secs(60));
    // The loop sleeps at most until it must be said.
    let program = program.after(39_000);
    assert!(!program.is_header_reversed());
    let program = program.after(1000);
    assert!(program.is_header_reversed(), "{}", program.screen());
    let program = program
        .shows("STALE since 14:05")
        .shows("The disk has not answered since 14:05; shown as read at 14:05")
        .shows("140-2 certificates");
    for size in [(200, 60), (80, 24), (60, 12), (40, 12)] {
        assert!(program.clone().sized(size.0, size.1).is_header_reversed(), "{size:?}");
        program.clone().sized(size.0, size.1).shows("STALE").shows("not answered");
    }
    // Back by itself.
    let program = program.looked().after(10);
    assert!(!program.is_header_reversed());
    program.hides("STALE").hides("not answered");
}

#[test]
fn the_loop_wakes_when_a_missing_answer_must_be_said() {
    let mut program = fresh();
    // Nothing ticks in seconds: far from every deadline, the minute is the only beat.
    program.state.launch.filter = String::new();
    let mut slept = Duration::ZERO;
    while !program.screen().contains("STALE") {
        let wait = next_wake(&program.state).expect("a wake");
        slept += wait;
        assert!(slept <= Duration::from_secs(41), "{slept:?}");
        program = program.after(u64::try_from(wait.as_millis()).expect("a short time"));
    }
    assert!(slept >= Duration::from_secs(39), "{slept:?}");
}

#[test]
fn whoever_was_stopped_does_not_blame_the_disk() {
    let program = fresh().after(3_600_000);
    program.hides("STALE").hides("not answered");
}

#[test]
fn what_is_wrong_with_the_file_makes_it_stale_until_it_is_good_again() {
    let broken = |program: Program| program.reads("duewatch: [");
    let gone = |program: Program| program.fails(true, "no such file");
    let shut = |program: Program| program.fails(false, "cannot read 'small.yaml': permission denied");
    let ways: [&dyn Fn(Program) -> Program; 3] = [&broken, &gone, &shut];
    for way in ways {
        let program = way(fresh().lives(120)).lives(1200);
        assert!(program.is_header_reversed());
        let program = program.shows("STALE since 14:07").shows("shown as read at 14:07").shows("140-2 certificates");
        let program = program.reads(SMALL);
        assert!(!program.is_header_reversed());
        program.hides("STALE");
    }
}

#[test]
fn a_clock_that_was_set_back_is_said_and_no_age_is_wrong() {
    let program = fresh().lives(24).fails(true, "no such file");
    let program = program.steps(TimeDelta::hours(-1), Duration::from_secs(1));
    let program = program.shows("Clock moved back 1 h 0 min (it was set). Countdowns corrected.");
    program.shows("STALE since 13:05").shows("shown as read at 13:05");
    let month = fresh().steps(TimeDelta::days(-30), Duration::from_secs(1));
    month.shows("Clock moved back 30 d 0 h (it was set)").looked().after(11_000).shows("read 15:05   changed ahead of");
}

#[test]
fn after_a_step_or_a_sleep_the_file_is_looked_at_again_at_once() {
    for hours in [1, -1, 720, -720] {
        let program = fresh().lives(24).steps(TimeDelta::hours(hours), Duration::from_secs(1));
        assert!(program.effects.contains(&Effect::Reload), "{hours}");
    }
    fresh().lives(24).after(1000).effects(&[]);
    // Nothing was shown that could be old.
    started(launch()).steps(TimeDelta::hours(1), Duration::from_secs(1)).effects(&[]);
}

#[test]
fn the_ages_need_no_room_of_others() {
    let program = fresh();
    for width in 20..200 {
        for height in [4, 8, 12, 24] {
            program.clone().sized(width, height).screen();
        }
    }
}

#[test]
fn a_comparison_is_of_the_day_that_it_was_in_the_file_s_zone() {
    let text = "duewatch: 1\nzone: Europe/Brussels\nregulations:\n  law:\n    title: A law\n    \
                verified: 2026-11-20T23:30:00-08:00\n    milestones:\n      one: {title: The one, by: 2027-12-20}\n";
    let program = given(text).looked();
    let (_, what) = oldest_words(&program.state).expect("a comparison");
    assert_eq!(what, "law, 21 Nov 2026");
}
