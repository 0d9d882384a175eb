//! A second reader, written by others, must see the same texts, lists and maps as ours.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

use std::path::Path;

use duewatch::yaml::node::{Item, Kind, Piece, Tree};
use duewatch::yaml::parse;
use serde_yaml::Value;

/// Says where the two readings differ first.
fn differ(ours: Item<'_>, theirs: &Value, path: &str) -> Result<(), String> {
    let ours = ours.target().unwrap_or(ours);
    let wrong = || Err(format!("{path}: '{}' here, {theirs:?} there", ours.text()));
    match (ours.kind(), theirs) {
        (Kind::Map, Value::Mapping(map)) => {
            let pairs: Vec<_> = ours.pairs().collect();
            if pairs.len() != map.len() {
                return wrong();
            }
            for ((key, value), (other_key, other)) in pairs.into_iter().zip(map) {
                differ(key, other_key, path)?;
                differ(value, other, &format!("{path}/{}", key.text()))?;
            }
            Ok(())
        }
        (Kind::List, Value::Sequence(list)) => {
            let items: Vec<_> = ours.children().collect();
            if items.len() != list.len() {
                return wrong();
            }
            items.into_iter().zip(list).try_for_each(|(item, other)| differ(item, other, path))
        }
        (Kind::Scalar, Value::String(text)) if ours.text() == text => Ok(()),
        (Kind::Scalar, Value::Null) if ours.is_null() => Ok(()),
        (Kind::Scalar, Value::Bool(truth)) if ours.text().eq_ignore_ascii_case(&truth.to_string()) => Ok(()),
        (Kind::Scalar, Value::Number(number)) => {
            let text = ours.text();
            let is_same = text == number.to_string() || text.parse::<f64>().ok() == number.as_f64();
            // 0x1f and its kin: both read, nobody compares.
            if is_same || text.starts_with("0x") || text.starts_with("0o") { Ok(()) } else { wrong() }
        }
        _ => wrong(),
    }
}

#[test]
fn valid_files_are_the_same_for_a_second_reader() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/valid");
    for entry in std::fs::read_dir(folder).expect("the folder of valid files is part of the repo") {
        let path = entry.expect("a folder lists its files").path();
        let text = std::fs::read_to_string(&path).expect("a fixture is text");
        for text in [text.clone(), text.replace('\n', "\r\n"), text.trim_end().to_string()] {
            let mut tree = Tree::default();
            parse::parse(&text, 0, parse::MOST_NODES.of_piece, &mut tree)
                .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let piece = Piece { tree: &tree, text: &text, base: 0 };
            let theirs: Value = serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            differ(piece.root(), &theirs, "").unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        }
    }
}
