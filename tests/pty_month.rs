//! Thirty days on the wall: the real program on a real terminal and real files, with a clock that the test moves.
//!
//! What happens to it: its file is replaced in six ways, emptied, deleted, broken, shut, and its share unmounted; the
//! clock is set, the process stopped, the terminal resized 340 times a day, midnight comes in three zones. Each
//! time the right screen must stand there within a minute of the simulated time, with the right ages, without an end.
//!
//! Every day has all of it. Thirty days take minutes: `DUEWATCH_DAYS=30 cargo test --test pty_month`; else it is eight.

#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests use real files")]
#![expect(clippy::print_stderr, reason = "says what is left out, and why")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

#[path = "pty_month/file.rs"]
mod file;
#[path = "pty_month/place.rs"]
mod place;
#[path = "pty_month/sight.rs"]
mod sight;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use clock::Clock;
use duewatch::domain::zone::Zone;
use file::{CALM, NEAR, WAYS, Written};
use place::Place;
use pty::{Key, Screen, Terminal, desk};
use sight::{is_right, is_stale};

/// How long a step of time may take before the next one comes.
const TURN: Duration = Duration::from_millis(10);

/// How many sizes a terminal has on one day.
const SIZES: u16 = 340;

struct Month {
    clock: Clock,
    terminal: Terminal,
    place: Place,
    /// What the file says last that could be read.
    written: Written,
    /// How far ahead the next deadline is when the file is written.
    ahead: TimeDelta,
}

impl Month {
    /// Time goes by in seconds, until the screen is right: a minute at most.
    #[track_caller]
    fn within_a_minute(&mut self, what: &str, is_so: impl Fn(&Screen, DateTime<Utc>, &Written) -> Result<(), String>) {
        for _ in 0..60 {
            self.clock.pass(TimeDelta::seconds(1));
            let (now, written) = (self.clock.wall, &self.written);
            if self.terminal.wait_until_for(|screen| is_so(screen, now, written).is_ok(), TURN).is_ok() {
                return;
            }
        }
        // No more time, but as long as the machine needs.
        let (now, written) = (self.clock.wall, &self.written);
        if self.terminal.wait_until(|screen| is_so(screen, now, written).is_ok()).is_err() {
            let screen = self.terminal.screen();
            let why = is_so(&screen, now, written).err();
            panic!("{now}: {what}: {why:?}\n{}", screen.text());
        }
    }

    #[track_caller]
    fn is_right(&mut self, what: &str) {
        self.within_a_minute(what, is_right);
    }

    #[track_caller]
    fn is_stale(&mut self, what: &str, why: &str) {
        self.within_a_minute(what, |screen, now, written| is_stale(screen, now, written, why));
    }

    /// The file is written anew, in one of the ways.
    fn write(&mut self, way: usize) {
        self.written = self.written.next(self.clock.wall, self.ahead);
        file::write(way, &self.place.file(), &self.written);
    }

    fn what_happens_to_the_file(&mut self, day: usize) {
        for way in [day % WAYS, (day + 3) % WAYS] {
            self.write(way);
            self.is_right(&format!("way {way}"));
        }
        let path = self.place.file();
        self.written.at = self.clock.wall;
        file::make(&path, "duewatch: 1\nregulations: [\n", &self.written);
        self.is_stale("broken", "The file on disk is broken");
        self.write(2);
        self.is_right("whole again");
        // Nothing in it, and only then a text: half a file may be a whole one.
        fs::File::create(&path).expect("a file");
        self.clock.pass(TimeDelta::seconds(1));
        self.write(1);
        self.is_right("emptied and filled");
        fs::remove_file(&path).expect("a file to remove");
        self.is_stale("deleted", "The file is gone");
        self.pass_by(TimeDelta::hours(2));
        self.is_stale("deleted two hours ago", "The file is gone");
        self.write(3);
        self.is_right("back again");
        if self.place.obeys_modes {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("a mode");
            self.is_stale("shut", "The file cannot be read");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("a mode");
            self.is_right("open again");
        }
        // It takes until the next look of its own: a share tells nothing.
        if day.is_multiple_of(3) && self.place.unmount(&self.terminal) {
            self.is_stale("unmounted", "The file is gone");
            self.place.mount(&self.terminal);
            self.write(0);
            self.is_right("mounted again");
        }
    }

    fn what_happens_to_the_clock(&mut self) {
        for (step, said) in [
            (TimeDelta::hours(1), "Clock moved 1 h 0 min (sleep or time sync)"),
            (TimeDelta::hours(-1), "Clock moved back 1 h 0 min (it was set)"),
            (TimeDelta::days(30), "Clock moved 30 d 0 h (sleep or time sync)"),
            (TimeDelta::days(-30), "Clock moved back 30 d 0 h (it was set)"),
        ] {
            self.clock.step(step);
            // Awake at once, and no time goes by: it is said for a few seconds only.
            self.terminal.resize(160, 44).expect("a size");
            pty::see(&mut self.terminal, said);
            self.terminal.resize(160, 45).expect("a size");
            self.is_right(said);
        }
    }

    /// The process is stopped, time goes by, and it goes on.
    fn pass_by(&mut self, span: TimeDelta) {
        place::signal(&self.terminal, "STOP");
        place::wait_for_stop(&self.terminal);
        self.clock.pass(span);
        place::signal(&self.terminal, "CONT");
    }

    fn what_happens_to_the_terminal(&mut self) {
        for n in 0..SIZES {
            self.terminal.resize(20 + n % 90, 4 + n % 26).expect("a size");
        }
        self.terminal.resize(160, 45).expect("a size");
        self.is_right("resized");
    }

    /// Midnight comes in each zone, in the order of the day.
    fn midnights(&mut self) {
        let zones = file::ZONES.map(|(name, _)| Zone::named(name).expect("a zone"));
        for _ in 0..zones.len() {
            let next = |zone: &Zone| zone.end_of_day(zone.day_of(self.clock.wall));
            let midnight = zones.iter().map(next).min().expect("three zones");
            let before = midnight - self.clock.wall - TimeDelta::seconds(20);
            if before > TimeDelta::zero() {
                self.pass_by(before);
                self.is_right("shortly before midnight, or just after it");
            }
            let rest = midnight - self.clock.wall;
            self.clock.pass(rest.max(TimeDelta::zero()) + TimeDelta::seconds(1));
            self.is_right("midnight");
        }
    }
}

#[test]
fn days_on_the_wall() {
    let desk = desk(&[]);
    let start = DateTime::parse_from_rfc3339("2026-03-20T09:00:00Z").expect("a time").to_utc();
    let Some(clock) = Clock::new(desk.root.path(), start) else {
        eprintln!("SKIPPED as a whole: there is no C compiler 'cc' here to make a clock with");
        return;
    };
    let (place, terminal) = Place::begin(&desk, &clock);
    let mut month = Month { clock, terminal, place, written: Written::first(start), ahead: CALM };
    file::write(0, &month.place.file(), &month.written);
    month.is_right("the beginning");
    let mut pages = Vec::new();
    let days = std::env::var("DUEWATCH_DAYS").ok().and_then(|days| days.parse().ok()).unwrap_or(8_usize);
    for day in 0..days {
        // Calm and in seconds in turn; over the steps of a month nothing comes due.
        let [first, then] = if day.is_multiple_of(2) { [CALM, NEAR] } else { [NEAR, CALM] };
        month.ahead = first;
        month.what_happens_to_the_file(day);
        month.ahead = CALM;
        month.write(0);
        month.what_happens_to_the_clock();
        month.ahead = then;
        month.write(0);
        month.what_happens_to_the_terminal();
        month.midnights();
        pages.push(place::resident_pages(&month.terminal));
    }
    let passed = (month.clock.wall - start).num_days();
    assert!(usize::try_from(passed).is_ok_and(|passed| passed >= days), "{passed}");
    // Some days to warm up.
    let (warm, then) = pages.split_at((days / 2).min(10));
    let (warm, most) = (warm.iter().max().expect("days"), then.iter().max().expect("days"));
    assert!(*most * 100 <= *warm * 105, "resident pages, day by day: {pages:?}");
    let before = fs::read(month.place.file()).expect("the file");
    for key in "qw: x1sdaey\x1b?utmfKZ\r\t".chars() {
        month.terminal.send_str(&key.to_string()).expect("a key");
    }
    month.is_right("no key does anything");
    assert_eq!(fs::read(month.place.file()).expect("the file"), before);
    month.terminal.send(Key::Ctrl('c')).expect("a key");
    assert_eq!(month.terminal.wait_exit().expect("an end").code(), Some(130));
}
