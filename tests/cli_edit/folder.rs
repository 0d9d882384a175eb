//! A folder with a data file, the real binary in it, and what it said and changed.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The file that most tests begin with.
pub const EDIT: &str = include_str!("../data/cli/edit.yaml");

/// A folder with a data file, and who writes there.
pub struct Folder {
    pub folder: tempfile::TempDir,
    name: &'static str,
}

impl Folder {
    pub fn of(text: &str) -> Self {
        let folder = Self { folder: tempfile::tempdir().expect("a folder"), name: "deadlines.yaml" };
        folder.write(text);
        folder
    }

    /// A folder without a file.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), name: "deadlines.yaml" }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, text: &str) {
        fs::write(self.path(self.name), text).expect("a file is written");
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.path(self.name)).expect("the file")
    }

    pub fn journal(&self) -> String {
        fs::read_to_string(self.path("deadlines.journal.jsonl")).expect("the journal")
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duewatch"));
        command
            .env_clear()
            .envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("TERM", "xterm"), ("HOME", "/nonexistent"), ("USER", "ana")])
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub fn output(&self, line: &[&str]) -> Output {
        self.command().args(line).output().expect("the binary runs")
    }

    /// Runs a command; returns what it said, and what changed in the file.
    pub fn run(&self, line: &[&str]) -> String {
        let before = self.text();
        let mut said = shown(&self.output(line));
        let change = difference(&before, &self.text());
        if !change.is_empty() {
            let _ = write!(said, "\n--- change\n{}", settled(&change));
        }
        said
    }

    pub fn json(&self, line: &[&str]) -> serde_json::Value {
        let output = self.output(line);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", shown(&output)))
    }

    /// Holds the lock, as another program that saves.
    pub fn lock(&self) -> File {
        let lock = File::options().create(true).append(true).open(self.path(".deadlines.yaml.lock"));
        let lock = lock.expect("the lock file");
        lock.lock().expect("the lock");
        lock
    }
}

pub fn shown(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let _ = write!(text, "--- stderr\n{stderr}--- exit {}", output.status.code().unwrap_or(-1));
    settled(&text)
}

/// Puts words in place of what differs from run to run: days, times, the machine, hashes.
pub fn settled(text: &str) -> String {
    let now = chrono::Utc::now();
    let mut text = text.to_string();
    for day in [now, now - chrono::TimeDelta::hours(1)].map(|now| now.date_naive()) {
        text = text.replace(&day.to_string(), "TODAY");
    }
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    text = text.replace(&format!("\"{host}\""), "\"HOST\"").replace(&format!(" on {host} "), " on HOST ");
    text = without(&text, "TODAYT", 14, "NOW");
    text = without(&text, "TODAY ", 5, "TODAY HH:MM");
    without(&text, "\"sha256\": \"", 64, "\"sha256\": \"HASH")
}

/// Replaces `head` and so many letters behind it, if they look like a time or a hash.
fn without(text: &str, head: &str, letters: usize, by: &str) -> String {
    let mut parts = text.split(head);
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let fits = part.chars().take(letters).all(|c| c.is_ascii_hexdigit() || "+-:".contains(c));
        match part.get(letters..).filter(|_| fits) {
            Some(rest) => out.extend([by, rest]),
            None => out.extend([head, part]),
        }
    }
    out
}

/// Returns the lines between what two texts have in common at their ends.
pub fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let lines = |lines: &[&str], sign: &str| -> String {
        let middle = lines.iter().skip(head).take(lines.len() - tail - head);
        middle.fold(String::new(), |text, line| text + sign + line.trim_end_matches('\n') + "\n")
    };
    lines(&old, "-") + &lines(&new, "+")
}

/// Returns how many lines `git` says were added and removed.
pub fn numstat(before: &str, after: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("a", before), ("b", after)] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut git = Command::new("git");
    git.args(["diff", "--no-index", "--numstat", "a", "b"]).current_dir(folder.path());
    let output = git.output().ok()?;
    String::from_utf8_lossy(&output.stdout).rsplit_once('\t').map(|(counts, _)| counts.to_string())
}

/// Puts a word in place of the folder's name.
pub fn as_in(folder: &Folder, said: &str) -> String {
    let path = folder.folder.path().canonicalize().expect("its real path");
    said.replace(&path.display().to_string(), "FOLDER")
}
