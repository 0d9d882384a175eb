//! Time that passes when a test says so, for the real program. The one place that knows how: see `clock.c`.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};

/// A clock that stands still until it is moved.
pub struct Clock {
    /// What the wall clock says.
    pub wall: DateTime<Utc>,
    /// What the clock says that never steps.
    mono: TimeDelta,
    both: File,
    path: PathBuf,
    library: PathBuf,
}

impl Clock {
    /// Makes a clock in a directory; none where there is no C compiler, or the system cannot do it.
    pub fn new(directory: &Path, wall: DateTime<Utc>) -> Option<Self> {
        let (path, library) = (directory.join("clock"), directory.join("clock.so"));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/clock.c");
        let cc = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).output();
        if !cfg!(target_os = "linux") || !cc.is_ok_and(|output| output.status.success()) {
            return None;
        }
        fs::write(&path, [0; 16]).expect("a file");
        let both = File::options().write(true).open(&path).expect("a file");
        let mut clock = Self { wall, mono: TimeDelta::days(3), both, path, library };
        clock.step(TimeDelta::zero());
        clock.pass(TimeDelta::zero());
        Some(clock)
    }

    /// What the program needs in its surroundings to take the time from here.
    pub fn surroundings(&self) -> [(&str, &Path); 2] {
        [("LD_PRELOAD", &self.library), ("CLOCK_OF_THE_TEST", &self.path)]
    }

    /// Time goes by.
    pub fn pass(&mut self, span: TimeDelta) {
        // The wall clock first: who is woken by the other one finds both moved.
        self.step(span);
        self.mono += span;
        let mono = self.mono.num_nanoseconds().expect("less than centuries");
        self.both.write_all_at(&mono.to_ne_bytes(), 8).expect("a write");
    }

    /// The wall clock is set, or the machine slept: no other time goes by.
    pub fn step(&mut self, span: TimeDelta) {
        self.wall += span;
        let wall = self.wall.timestamp_nanos_opt().expect("a time of these centuries");
        self.both.write_all_at(&wall.to_ne_bytes(), 0).expect("a write");
    }
}
