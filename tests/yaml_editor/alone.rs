//! One entry of a data file, edited alone: the file around it stays, and says the same. And texts that mean harm.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use duewatch::domain::edit::{Value as New, Why, splice};
use duewatch::yaml::editor::{self, Op, edit};
use duewatch::yaml::node::{Piece, Tree};
use duewatch::yaml::{chunk, parse};
use serde_yaml::Value;

use crate::{choose, judge};

/// Puts the pairs of an entry that was read alone in place of those of the whole file.
fn with_entry(whole: &Value, (section, number): (&str, usize), entry: &Value) -> Option<Value> {
    let mut whole = whole.clone();
    let map = whole.get_mut(section)?.as_mapping_mut()?;
    let mut pairs: Vec<(Value, Value)> = std::mem::take(map).into_iter().collect();
    let fresh = entry.as_mapping()?.clone();
    pairs.splice(number..=number, fresh);
    *map = pairs.into_iter().collect();
    Some(whole)
}

#[test]
fn an_entry_is_edited_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = crate::files(&root.join("tests/data/valid"));
    paths.push(root.join("deadlines.yaml"));
    let (mut given, mut refused) = (0, 0);
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let Some(cut) = chunk::cut(&text) else { continue };
        let Some(whole) = judge::documents(&text).and_then(|documents| documents.into_iter().next()) else { continue };
        // What an alias refers to may stand in another entry: such a file is edited in one piece.
        if crate::has_aliases(&text) {
            continue;
        }
        for (seed, entry) in cut.entries.iter().enumerate() {
            let section = entry.section.expect("an entry has its map").word();
            let before = cut.entries.iter().take(seed).filter(|other| other.section == entry.section).count();
            let alone = text.get(entry.start..entry.end).expect("a chunk is whole lines");
            let mut tree = Tree::default();
            if parse::parse(alone, 1, parse::MOST_NODES.of_piece, &mut tree).is_err() {
                continue;
            }
            let base = u32::try_from(entry.start).expect("offsets fit");
            let piece = Piece { tree: &tree, text: alone, base };
            for (_, op) in choose::edits(piece.root(), 1, seed) {
                let is_whole = matches!(&op, Op::Delete { at } | Op::Replace { at, .. } if at.len() < 2);
                let Ok(splices) = edit(&piece, &op) else {
                    refused += 1;
                    continue;
                };
                let new = splice(alone, &splices).expect("splices fit");
                if is_whole {
                    continue;
                }
                given += 1;
                let is_tried = given % 8 == 0;
                let all = [text.get(..entry.start).unwrap_or(""), &new, text.get(entry.end..).unwrap_or("")].concat();
                let read = |text: &str| judge::documents(text).and_then(|documents| documents.into_iter().next());
                let new_alone = read(&new).unwrap_or_else(|| panic!("{op:?}: {new}"));
                let old_alone = read(alone).unwrap_or_else(|| panic!("{alone}"));
                let done = judge::expected((&old_alone, crate::text_at(piece.root(), &op)), &op, &new_alone);
                assert_eq!(done.as_ref(), Some(&new_alone), "{op:?}: {new}");
                if !is_tried {
                    continue;
                }
                let expected = with_entry(&whole, (section, before), &new_alone);
                assert_eq!(read(&all), expected, "{}: {op:?}: {new}", path.display());
            }
        }
    }
    assert!(given > 300 && refused * 50 < given, "{given} given, {refused} refused");
}

#[test]
fn aliases_of_aliases_are_never_followed() {
    let mut text = String::from("x: 1\na0: &a0 [a, a, a, a, a, a, a, a, a, a]\n");
    for level in 1..60 {
        let list = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "a{level}: &a{level} [{list}]").expect("a string takes text");
    }
    let mut tree = Tree::default();
    parse::parse(&text, 0, parse::MOST_NODES.of_piece, &mut tree).expect("it is YAML");
    let piece = Piece { tree: &tree, text: &text, base: 0 };
    let started = Instant::now();
    for _ in 0..20 {
        assert!(edit(&piece, &Op::SetScalar { at: vec![0], text: "2".into() }).is_ok());
        assert!(edit(&piece, &Op::Delete { at: vec![60] }).is_ok());
        let refusal = edit(&piece, &Op::Delete { at: vec![1] }).expect_err("others refer to it");
        assert_eq!((refusal.why, refusal.message.matches("on line").count()), (Why::Rule, 5));
    }
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn what_is_nested_as_deep_as_may_be_is_edited() {
    let (open, close) = ("[".repeat(63), "]".repeat(63));
    let mut text = String::new();
    for level in 0..60 {
        writeln!(text, "{}k:", " ".repeat(level)).expect("a string takes text");
    }
    writeln!(text, "{}k: {open}x{close}", " ".repeat(60)).expect("a string takes text");
    let mut tree = Tree::default();
    parse::parse(&text, 0, parse::MOST_NODES.of_piece, &mut tree).expect("it is YAML");
    let piece = Piece { tree: &tree, text: &text, base: 0 };
    let at = vec![0; 61 + 63];
    let splices = edit(&piece, &Op::SetScalar { at, text: "z".into() }).expect("it can be set");
    assert!(splice(&text, &splices).expect("splices fit").contains("[z]"));
    let value = editor::New::Line(New::List(vec![New::List(vec![])]));
    let refusal = edit(&piece, &Op::Replace { at: vec![0; 61 + 63], value }).expect_err("that is too deep");
    assert_eq!(refusal.why, Why::Unproved);
    let refusal = edit(&piece, &Op::Delete { at: vec![0, 7] }).expect_err("it is not there");
    assert_eq!(refusal.why, Why::Missing);
}

#[test]
fn who_refers_is_named_without_a_line_where_the_text_is_a_part() {
    let text = "  r: {a: &x 1, b: *x}\n";
    let mut tree = Tree::default();
    parse::parse(text, 1, parse::MOST_NODES.of_piece, &mut tree).expect("it is YAML");
    for (base, message) in [(0, "others refer to this: '*x' on line 1"), (100, "others refer to this: '*x'")] {
        let piece = Piece { tree: &tree, text, base };
        let refusal = edit(&piece, &Op::SetScalar { at: vec![0, 0], text: "2".into() }).expect_err("it is shared");
        assert_eq!(refusal.message, message);
        // Whoever knows the file finds the lines by the places.
        let places: Vec<u32> = refusal.others.iter().map(|(_, place)| place.start).collect();
        assert_eq!((refusal.place.map(|place| place.start), places), (Some(base + 9), vec![base + 18]));
        assert!(refusal.named(|_| Some(7)).message.ends_with("'*x' on line 7"));
    }
}
