//! The span editor on files that it has never seen: right or refused, and every other byte as it was.
//!
//! The files of others are read where they are there, beside the repo or where CORPORA says; the tests pass where they
//! are not.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]
#![expect(clippy::print_stdout, reason = "the counts are the result")]

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use duewatch::domain::edit::{Refusal, Why, splice};
use duewatch::yaml::editor::{Op, edit};
use duewatch::yaml::node::{Item, Kind, Piece, Tree};
use duewatch::yaml::parse;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use serde_yaml::Value;

#[path = "yaml_editor/alone.rs"]
mod alone;
#[path = "yaml_editor/choose.rs"]
mod choose;
#[path = "yaml_editor/generated.rs"]
mod generated;
#[path = "yaml_editor/judge.rs"]
mod judge;
#[path = "yaml_editor/quoting.rs"]
mod quoting;
#[path = "yaml_editor/script.rs"]
mod script;

/// What came of the edits of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    /// Given out, where the second reader cannot read the old text or reads it otherwise.
    unjudged: usize,
    /// Refused by a rule.
    ruled: usize,
    /// Not proved.
    unproved: usize,
    wrong: usize,
    panics: usize,
}

#[derive(Default)]
struct Tally {
    counts: BTreeMap<&'static str, Count>,
    files: usize,
    unread: usize,
    odd: usize,
    faults: Vec<String>,
    /// How often each reason was given, by the kind of operation.
    reasons: BTreeMap<(String, &'static str), usize>,
    refusals: Vec<String>,
}

/// Returns what was said without the names in it.
fn reason(refusal: &Refusal) -> String {
    let parts = refusal.message.split('\'').enumerate();
    let reason: String = parts.map(|(number, part)| if number % 2 == 0 { part } else { "…" }).collect();
    reason.split(" on line").next().unwrap_or_default().to_string()
}

impl Tally {
    /// Tries edits on a text.
    fn take(&mut self, name: &str, text: &str, (most, seed): (usize, usize)) {
        self.files += 1;
        let mut tree = Tree::default();
        if parse::parse(text, 0, parse::MOST_NODES.of_piece, &mut tree).is_err() {
            self.unread += 1;
            return;
        }
        let piece = Piece { tree: &tree, text, base: 0 };
        let old = judge::documents(text).filter(|old| old.first().is_some_and(|old| judge::is_same(piece.root(), old)));
        self.odd += usize::from(old.is_none());
        for (kind, op) in choose::edits(piece.root(), most, seed) {
            let done = catch_unwind(AssertUnwindSafe(|| edit(&piece, &op)));
            let kind = choose::KINDS.get(kind).copied().unwrap_or("");
            let count = self.counts.entry(kind).or_default();
            let splices = match done {
                Err(_) => {
                    count.panics += 1;
                    self.faults.push(format!("{name}: {op:?}: panic"));
                    continue;
                }
                Ok(Err(refusal)) => {
                    match refusal.why {
                        Why::Nothing => continue,
                        Why::Unproved | Why::Missing | Why::Broken => count.unproved += 1,
                        Why::Rule => count.ruled += 1,
                    }
                    *self.reasons.entry((reason(&refusal), kind)).or_default() += 1;
                    self.refusals.push(format!("{name}: {op:?}: {}\n", refusal.message));
                    continue;
                }
                Ok(Ok(splices)) => splices,
            };
            let Some(new) = splice(text, &splices) else {
                count.wrong += 1;
                self.faults.push(format!("{name}: {op:?}: splices {splices:?}"));
                continue;
            };
            match &old {
                None => count.unjudged += 1,
                Some(old) => match disagree(old, (&op, text_at(piece.root(), &op)), &new) {
                    None => count.right += 1,
                    Some(found) => {
                        count.wrong += 1;
                        self.faults.push(format!("{name}: {op:?}: {found}\n{splices:?}"));
                    }
                },
            }
        }
    }

    /// Prints the counts; returns how many were given, refused by a rule, and not proved.
    fn judge(&self, what: &str) -> [usize; 3] {
        println!("{what}: {} texts, {} not read, {} read otherwise by the judge", self.files, self.unread, self.odd);
        let [mut given, mut ruled, mut unproved] = [0; 3];
        for (kind, count) in &self.counts {
            println!("{kind:>12}: {count:?}");
            given += count.right + count.unjudged;
            ruled += count.ruled;
            unproved += count.unproved;
        }
        println!("{given} given, {ruled} refused by a rule, {unproved} not proved, {} wrong", self.faults.len());
        for ((reason, kind), count) in &self.reasons {
            println!("{count:>5} {kind:>12}: {reason}");
        }
        if std::env::var_os("SHOW_REFUSALS").is_some() {
            self.refusals.iter().for_each(|refusal| println!("{refusal}"));
        }
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n\n"));
        assert!(given > 1000 && unproved * 100 <= given, "{unproved} not proved, {given} given");
        [given, ruled, unproved]
    }
}

/// Returns the text to which an operation adds lines.
fn text_at<'a>(root: Item<'a>, op: &Op) -> &'a str {
    let Op::AppendLines { at, .. } = op else { return "" };
    let node = at.iter().try_fold(root, |item, number| match item.kind() {
        Kind::Map => item.pairs().nth(*number).map(|(_, value)| value),
        Kind::List => item.children().nth(*number),
        Kind::Scalar | Kind::Alias => None,
    });
    node.filter(|node| !node.is_null()).map_or("", Item::text)
}

/// Returns the text to which an operation adds lines, of a text that is not read yet.
fn text_before(text: &str, op: &Op) -> String {
    let mut tree = Tree::default();
    parse::parse(text, 0, parse::MOST_NODES.of_piece, &mut tree).unwrap_or_else(|e| panic!("{e}"));
    text_at(Piece { tree: &tree, text, base: 0 }.root(), op).to_string()
}

fn has_aliases(text: &str) -> bool {
    let mut tree = Tree::default();
    parse::parse(text, 0, parse::MOST_NODES.of_piece, &mut tree).is_ok() && tree.has_aliases()
}

/// Says what the judge would have written otherwise.
fn disagree(old: &[Value], (op, text): (&Op, &str), new: &str) -> Option<String> {
    let Some(new) = judge::documents(new) else { return Some("the judge cannot read it".to_string()) };
    let (Some((first, rest)), Some((new_first, new_rest))) = (old.split_first(), new.split_first()) else {
        return Some("a document is missing".to_string());
    };
    if rest != new_rest {
        return Some("another document changed".to_string());
    }
    match judge::expected((first, text), op, new_first) {
        Some(expected) if expected == *new_first => None,
        _ => Some("the judge reads something else".to_string()),
    }
}

/// Returns a folder of files of others; none where it is not there.
fn beside(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("CORPORA").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data")).join(name);
    folder.is_dir().then_some(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut open, mut files) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
            if path.is_dir() {
                open.push(path);
            } else if is_yaml {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Returns how often a property is tried: the same cases each time, or as many others as are asked for.
fn cases(usual: u32) -> ProptestConfig {
    let asked = u32::try_from(number("CASES", 0)).ok().filter(|cases| *cases > 0);
    let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(3) };
    let cases = asked.unwrap_or(usual);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Returns the texts of the YAML test suite that are no mistakes.
fn suite(folder: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for path in files(folder) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let Ok(Value::Sequence(cases)) = serde_yaml::from_str::<Value>(&text) else { continue };
        let mut written = String::new();
        for (number, case) in cases.iter().enumerate() {
            if let Some(text) = case.get("yaml").and_then(Value::as_str) {
                written = text
                    .replace('␣', " ")
                    .replace("————»", "\t")
                    .replace("———»", "\t")
                    .replace("——»", "\t")
                    .replace("—»", "\t")
                    .replace('»', "\t")
                    .replace('←', "\r")
                    .replace('⇔', "\u{feff}")
                    .replace('↵', "")
                    .replace("∎\n", "");
            }
            if case.get("fail").is_none() {
                texts.push((format!("{} {number}", path.display()), written.clone()));
            }
        }
    }
    texts
}

#[test]
fn texts_of_others_are_edited_right_or_not_at_all() {
    let (Some(folder), Some(suite_folder)) = (beside("yaml"), beside("yaml-test-suite")) else { return };
    let (most, turns) = (number("EDITS", 4), number("TURNS", 1));
    let mut written = Tally::default();
    for (seed, path) in files(&folder).iter().enumerate() {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        // The largest take seconds to be parsed without optimisation.
        let most = match text.len() {
            ..30_000 => most,
            30_000..300_000 => most / 4,
            _ => number("LARGE", 0),
        };
        let name = path.display().to_string();
        for turn in 0..turns {
            written.take(&name, &text, (most, seed + turn * 1009));
        }
    }
    let mut tested = Tally::default();
    for (seed, (name, text)) in suite(&suite_folder).iter().enumerate() {
        for turn in 0..turns {
            tested.take(name, text, (most + 2, seed + turn * 1009));
        }
    }
    let [given, ruled, unproved] = written.judge("files of others");
    let [more_given, more_ruled, more_unproved] = tested.judge("test suite");
    let refused = ruled + unproved + more_ruled + more_unproved;
    let all = given + more_given + refused;
    println!("{refused} of {all} refused");
    assert!(refused * 100 <= all * 3, "{refused} of {all} refused");
}
