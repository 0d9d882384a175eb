//! Edits written down: `tests/data/editor/NAME.ops` says what is done to `NAME.yaml`, `NAME.txt` what comes of it.
//!
//! Every line of the `.ops` file is one edit of the untouched file. A way is keys and numbers with `/` between.

use std::fmt::Write as _;
use std::path::Path;

use duewatch::domain::edit::{Refusal, Splice, Value, splice};
use duewatch::yaml::editor::{self, New, Op, edit};
use duewatch::yaml::node::{Item, Kind, Piece, Tree};
use duewatch::yaml::parse;

use crate::judge;

/// Finds what a way names.
fn path(root: Item<'_>, way: &str) -> editor::Path {
    let mut at = root;
    let mut path = Vec::new();
    for step in way.split('/').filter(|step| !step.is_empty()) {
        let children: Vec<(String, Item<'_>)> = match at.kind() {
            Kind::Map => at.pairs().map(|(key, value)| (key.text().to_string(), value)).collect(),
            Kind::List | Kind::Scalar | Kind::Alias => {
                at.children().enumerate().map(|(number, item)| (number.to_string(), item)).collect()
            }
        };
        let found = children.iter().position(|(name, _)| name == step);
        let found = found.or_else(|| step.parse().ok()).unwrap_or_else(|| panic!("'{way}' leads nowhere"));
        path.push(found);
        // Beyond an alias there is nothing that could be followed here.
        if let Some((_, child)) = children.get(found) {
            at = *child;
        }
    }
    path
}

fn new(words: &str) -> New {
    let (form, json) = words.split_once(' ').expect("a form and a value");
    let value: Value = serde_json::from_str(json).unwrap_or_else(|e| panic!("{json}: {e}"));
    match form {
        "line" => New::Line(value),
        "block" => New::Block(value),
        "fit" => New::Fit(value),
        "parts" => parts(&value),
        other => panic!("'{other}' is no form"),
    }
}

/// Makes parts of every list and map but those that are the only value of a key `line`, `block` or `fit`.
fn parts(value: &Value) -> New {
    match value {
        Value::Map(pairs) => match pairs.as_slice() {
            [(form, value)] if matches!(&**form, "line" | "block" | "fit") => match &**form {
                "line" => New::Line(value.clone()),
                "block" => New::Block(value.clone()),
                _ => New::Fit(value.clone()),
            },
            pairs => New::Map(pairs.iter().map(|(key, value)| (key.clone(), parts(value))).collect()),
        },
        Value::List(items) => New::List(items.iter().map(parts).collect()),
        Value::Null | Value::Text(_) | Value::Alias(_) => New::Fit(value.clone()),
    }
}

/// Reads one line of an `.ops` file.
fn op(root: Item<'_>, line: &str) -> Op {
    let (verb, rest) = line.split_once(' ').expect("a verb");
    let (way, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let at = path(root, way);
    let text = |json: &str| serde_json::from_str::<String>(json).unwrap_or_else(|e| panic!("{json}: {e}"));
    let number = |word: &str| word.parse::<usize>().unwrap_or_else(|e| panic!("{word}: {e}"));
    match verb {
        "set" => Op::SetScalar { at, text: text(rest) },
        "append" => Op::AppendLines { at, lines: text(rest) },
        "rename" => Op::RenameKey { at, to: text(rest) },
        "replace" => Op::Replace { at, value: new(rest) },
        "delete" => Op::Delete { at },
        "move" => Op::Move { at, number: number(rest) },
        "item" => {
            let (at_number, value) = rest.split_once(' ').expect("a number");
            Op::InsertItem { list: at, number: number(at_number), value: new(value) }
        }
        "pair" => {
            let (at_number, rest) = rest.split_once(' ').expect("a number");
            let (key, value) = rest.split_once(' ').expect("a key");
            Op::InsertPair { map: at, number: number(at_number), key: key.to_string(), value: new(value) }
        }
        other => panic!("'{other}' is no verb"),
    }
}

/// Returns the lines of a text with what cannot be seen written out.
fn seen_lines(text: &str) -> Vec<String> {
    let visible = |line: &str| {
        let line = line.replace('\t', "\\t").replace('\u{feff}', "\\ufeff").replace("\r\n", "\\r\\n");
        match line.strip_suffix('\n') {
            Some(line) => line.to_string(),
            None if line.ends_with("\\r\\n") => line,
            None => format!("{line}<end>"),
        }
    };
    text.split_inclusive('\n').map(visible).collect()
}

/// Returns the lines that differ, each with its number: of the old text where it went, of the new where it came.
fn difference(old: &str, new: &str) -> String {
    let (old, new) = (seen_lines(old), seen_lines(new));
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    let get =
        |common: &Vec<Vec<usize>>, a: usize, b: usize| common.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0);
    for (a, line) in old.iter().enumerate().rev() {
        for (b, other) in new.iter().enumerate().rev() {
            let best = if line == other {
                get(&common, a + 1, b + 1) + 1
            } else {
                get(&common, a + 1, b).max(get(&common, a, b + 1))
            };
            if let Some(cell) = common.get_mut(a).and_then(|row| row.get_mut(b)) {
                *cell = best;
            }
        }
    }
    let (mut a, mut b, mut out) = (0, 0, String::new());
    while a < old.len() || b < new.len() {
        match (old.get(a), new.get(b)) {
            (Some(line), Some(other)) if line == other => (a, b) = (a + 1, b + 1),
            (Some(line), _) if b == new.len() || get(&common, a + 1, b) >= get(&common, a, b + 1) => {
                a += 1;
                writeln!(out, "{a:>3} -{line}").expect("a string takes text");
            }
            (_, Some(line)) => {
                b += 1;
                writeln!(out, "{b:>3} +{line}").expect("a string takes text");
            }
            (_, None) => break,
        }
    }
    out
}

fn done(text: &str, line: &str) -> (Op, Result<Vec<Splice>, Refusal>) {
    let mut tree = Tree::default();
    parse::parse(text, 0, parse::MOST_NODES.of_piece, &mut tree).unwrap_or_else(|e| panic!("{e}"));
    let piece = Piece { tree: &tree, text, base: 0 };
    let op = op(piece.root(), line);
    let done = edit(&piece, &op);
    (op, done)
}

#[test]
fn written_edits_give_what_is_written_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/editor");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in crate::files(&folder) {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let ops =
            std::fs::read_to_string(path.with_extension("ops")).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut found = String::new();
        for line in ops.lines().filter(|line| !line.is_empty()) {
            count += 1;
            let (op, done) = done(&text, line);
            writeln!(found, "== {line}").expect("a string takes text");
            match done {
                Ok(splices) => {
                    let new = splice(&text, &splices).expect("splices fit");
                    found.push_str(&difference(&text, &new));
                    if let Some(old) = judge::documents(&text) {
                        let fault = crate::disagree(&old, (&op, &crate::text_before(&text, &op)), &new);
                        assert_eq!(fault, None, "{}: {line}: {new}", path.display());
                    }
                }
                Err(refusal) => {
                    writeln!(found, "{:?}: {} ({})", refusal.why, refusal.message, refusal.hint).expect("a string");
                }
            }
        }
        let beside = path.with_extension("txt");
        if update {
            std::fs::write(&beside, &found).unwrap_or_else(|e| panic!("{}: {e}", beside.display()));
        } else if std::fs::read_to_string(&beside).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(count > 50, "{count} edits");
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 takes them over:\n{}", wrong.join("\n"));
}
