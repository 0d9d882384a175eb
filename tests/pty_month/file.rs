//! What the file says, and the ways in which programs write it.

use std::fs::{self, File, FileTimes};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// The zones with a deadline, and its day.
pub const ZONES: [(&str, (i32, u32, u32)); 3] =
    [("Pacific/Auckland", (2027, 6, 1)), ("Europe/Brussels", (2027, 6, 2)), ("America/New_York", (2027, 6, 3))];

/// So far ahead that nothing ticks in seconds.
pub const CALM: TimeDelta = TimeDelta::days(60);

/// So near that seconds are shown.
pub const NEAR: TimeDelta = TimeDelta::hours(30);

/// In how many ways [`write`] writes.
pub const WAYS: usize = 6;

/// A version of the file.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Which one.
    pub version: u32,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// How long it is then to the next deadline: near enough for seconds, or not.
    pub ahead: TimeDelta,
}

impl Written {
    pub fn first(at: DateTime<Utc>) -> Self {
        Self { version: 1, at, ahead: CALM }
    }

    pub fn next(self, at: DateTime<Utc>, ahead: TimeDelta) -> Self {
        Self { version: self.version + 1, at, ahead }
    }

    /// The title of a row.
    pub fn title(self, zone: &str) -> String {
        format!("{zone} v{}", self.version)
    }

    fn text(self) -> String {
        let soon = (self.at + self.ahead).format("%Y-%m-%dT%H:%M:%SZ");
        let mut text = format!(
            "duewatch: 1\ntitle: A month\nzone: Europe/Brussels\nregulations:\n  soon:\n    title: What comes next\n    \
             verified: {{when: 2025-11-03, who: ana, against: primary}}\n    milestones:\n      \
             one: {{title: Soon, by: \"{soon}\", products: []}}\n"
        );
        for (n, (zone, (year, month, day))) in ZONES.iter().enumerate() {
            let day = NaiveDate::from_ymd_opt(*year, *month, *day).expect("a day");
            let title = self.title(zone);
            let records = format!(
                "  r{n}:\n    title: Regulation {n}\n    zone: {zone}\n    milestones:\n      \
                 one: {{title: {title}, by: {day}, products: []}}\n"
            );
            text.push_str(&records);
        }
        text
    }
}

/// Writes a version: over it by a rename, in place, shortened and written, deleted and made anew, by another link, and
/// as vim does it with a backup.
pub fn write(way: usize, path: &Path, written: &Written) {
    let text = written.text();
    let beside = path.with_extension("next");
    match way {
        0 => {
            make(&beside, &text, written);
            fs::rename(&beside, path).expect("a rename");
        }
        1 => {
            let mut file = File::options().write(true).create(true).truncate(false).open(path).expect("a file");
            file.write_all(text.as_bytes()).expect("a write");
            file.set_len(text.len() as u64).expect("a length");
            dated(&file, written);
        }
        2 => {
            let mut file = File::create(path).expect("a file");
            for line in text.split_inclusive('\n') {
                file.write_all(line.as_bytes()).expect("a write");
            }
            dated(&file, written);
        }
        3 => {
            let _ = fs::remove_file(path);
            make(path, &text, written);
        }
        4 => {
            let target = path.with_extension(format!("v{}", written.version % 2));
            let _ = fs::remove_file(&target);
            make(&target, &text, written);
            symlink(&target, &beside).expect("a link");
            fs::rename(&beside, path).expect("a rename");
        }
        _ => {
            let backup = path.with_extension("yaml~");
            fs::rename(path, &backup).expect("a rename");
            make(path, &text, written);
            fs::remove_file(backup).expect("a backup to remove");
        }
    }
}

/// Writes a text as a new version.
pub fn make(path: &Path, text: &str, written: &Written) {
    fs::write(path, text).expect("a write");
    dated(&File::options().write(true).open(path).expect("a file"), written);
}

/// The file system takes its times from the machine's clock.
fn dated(file: &File, written: &Written) {
    file.set_times(FileTimes::new().set_modified(written.at.into())).expect("a time");
}
