//! A directory with a file in it, and people who save it.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use duewatch::disk::{Intent, Journal, NotSaved, Request, Saved, Source, Step, commit, read, read_journal};
use duewatch::domain::edit::{Act, Change, Edit, Record, Value};
use duewatch::domain::history::Author;
use duewatch::domain::zone::Zone;
use duewatch::yaml::Syntax;
use duewatch::yaml::snapshot::Snapshot;
use tempfile::TempDir;

pub struct Desk {
    pub file: PathBuf,
    _root: TempDir,
}

/// A file of cells `r/m0:kes`, `r/m1:kes` … each with one word in it, `open`.
pub fn text_of(cells: usize) -> String {
    let mut text = String::from("duewatch: 1\nzone: UTC\nproducts:\n  kes: {name: Endpoint}\nregulations:\n");
    text.push_str("  r:\n    title: Regulation\n    milestones:\n");
    for n in 0..cells {
        let _ = write!(text, "      m{n}:\n        title: Step {n}\n        by: 2099-01-01\n");
        text.push_str("        products:\n          kes: {status: open, note: open} # mine\n");
    }
    text
}

pub fn desk(cells: usize) -> Desk {
    let root = tempfile::tempdir().expect("a directory");
    let file = root.path().canonicalize().expect("its path").join("deadlines.yaml");
    fs::write(&file, text_of(cells)).expect("a file");
    Desk { file, _root: root }
}

/// Says what this machine does not allow to be tested; past the harness, so that it is seen.
pub fn aloud(what: &str) {
    let _ = writeln!(std::io::stderr(), "NOT TESTED: {what}");
}

pub fn author(user: &str) -> Author {
    Author { user: user.into(), host: "desk".into() }
}

pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-23T14:05:00-05:00").expect("a time")
}

pub fn snapshot(file: &Path) -> Arc<Snapshot> {
    let opened = read(&Source::Path(file.into())).expect("the file");
    Arc::new(Snapshot::of(opened.text, &Zone::utc()))
}

/// The edit that changes a cell's word from one to another.
pub fn set(cell: usize, from: &str, to: &str) -> Edit {
    let record: Record = format!("r/m{cell}:kes").parse().expect("an address");
    let (from, to) = (Some(Value::text(from)), Some(Value::text(to)));
    let step = duewatch::domain::edit::Step::Set { from, to };
    Edit { act: Act::Note, changes: vec![Change { record, key: "note".into(), step }] }
}

/// The word of a cell as it stands.
pub fn word(text: &str, cell: usize) -> String {
    let at = text.find(&format!("\n      m{cell}:\n")).expect("the milestone");
    let rest = text.get(at..).and_then(|rest| rest.split("note: ").nth(1)).expect("the cell");
    rest.split([',', '}']).next().expect("a word").to_string()
}

pub fn save_as(
    user: &str,
    file: &Path,
    base: &Arc<Snapshot>,
    intent: Intent,
    on_step: &mut dyn FnMut(Step),
) -> Result<Saved, NotSaved> {
    let (author, machine) = (author(user), Zone::utc());
    let request = Request {
        file,
        intent,
        base: Arc::clone(base),
        author: &author,
        machine: &machine,
        now: now(),
        patience: Some(Duration::from_secs(20)),
    };
    commit(&request, on_step)
}

pub fn save(file: &Path, base: &Arc<Snapshot>, edit: Edit) -> Result<Saved, NotSaved> {
    save_as("ana", file, base, Intent::Edit(edit), &mut |_| {})
}

impl Desk {
    pub fn text(&self) -> String {
        fs::read_to_string(&self.file).expect("the file")
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        snapshot(&self.file)
    }

    pub fn save(&self, edit: Edit) -> Result<Saved, NotSaved> {
        save(&self.file, &self.snapshot(), edit)
    }

    pub fn journal(&self) -> Journal {
        read_journal(&self.file, |_| true).expect("the journal")
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.file.parent().expect("a directory").join(name)
    }

    /// The names in the directory, but for the file, its lock and its journal.
    pub fn others(&self) -> Vec<String> {
        let entries = fs::read_dir(self.file.parent().expect("a directory")).expect("the directory");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let known = ["deadlines.yaml", "deadlines.journal.jsonl", ".deadlines.yaml.lock"];
        names.filter(|name| !known.contains(&name.as_str())).collect()
    }

    /// Asserts that the file is whole YAML and the journal hangs together; returns the file.
    #[track_caller]
    pub fn sound(&self) -> String {
        let snapshot = self.snapshot();
        assert_eq!(snapshot.syntax, Syntax::Whole, "{}", snapshot.text);
        assert_eq!(self.journal().chain.faults, []);
        snapshot.text.to_string()
    }
}
