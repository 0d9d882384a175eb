//! Which edits are tried on a text: of each kind some, spread over its nodes.

use duewatch::domain::edit::Value;
use duewatch::yaml::editor::{New, Op, Path};
use duewatch::yaml::node::{Item, Kind};

/// The kinds of operations.
pub const KINDS: [&str; 8] = ["set", "replace", "insert-pair", "insert-item", "delete", "move", "rename", "append"];

/// Texts that are easy to get wrong.
pub const TEXTS: [&str; 24] = [
    "new text",
    "a: b, c # d",
    "",
    "no",
    "12",
    "one\ntwo\n",
    "  indented",
    "it's \"quoted\"",
    "Käse 漢",
    "tab\there",
    "- x",
    "trailing ",
    "#x",
    "one\n\nthree\n  deep\nfour",
    "{a: [b]}",
    "~",
    "2027-04-15",
    "\u{feff}mark \u{2028} \u{7f}",
    "a long text that goes on and on, past what anybody would put on one line of a file that people read: \
     eighty columns, a hundred columns, more",
    "end:",
    "*a &b !c",
    "two ends\n\n",
    "0x1F",
    "' '",
];

fn map(pairs: &[(&str, Value)]) -> Value {
    Value::Map(pairs.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
}

/// Returns the value of that number: texts, lists, maps, on one line and on several.
pub fn value(number: usize) -> New {
    let text = |at: usize| Value::text(TEXTS.get(at % TEXTS.len()).copied().unwrap_or_default());
    let deep = map(&[("k 1", text(number)), ("no", Value::List(vec![text(number + 1), Value::Null])), ("c", map(&[]))]);
    match number % 11 {
        0 => New::Line(text(number / 8)),
        1 => New::Line(deep),
        2 => New::Line(Value::List(vec![text(number), deep])),
        3 => New::Block(deep),
        4 => New::Block(text(5 + 8 * (number / 8 % 2))),
        5 => New::Block(Value::List(vec![deep, Value::List(vec![text(5), text(1)]), text(5)])),
        6 => New::Line(Value::Null),
        7 => New::Fit(if (number / 11).is_multiple_of(2) { deep } else { Value::List(vec![deep.clone(), deep]) }),
        8 => New::List(vec![
            New::Map(vec![("k".into(), New::Line(deep)), ("l".into(), New::Fit(text(number)))]),
            New::List(vec![New::Block(text(5)), New::List(vec![])]),
            New::Fit(text(number)),
        ]),
        9 => New::Map(vec![
            ("m".into(), New::Map(vec![("n".into(), New::List(vec![New::Line(deep), New::Line(text(number))]))])),
            ("o".into(), New::Block(text(5))),
            ("p".into(), New::Map(vec![])),
        ]),
        _ => New::Block(map(&[("a", map(&[("b", text(5))])), ("c", Value::List(vec![text(5)]))])),
    }
}

/// A node to choose from.
struct Seen {
    path: Path,
    kind: Kind,
    size: usize,
    parent: usize,
    is_text: bool,
    has_key: bool,
}

fn see((item, has_key): (Item<'_>, bool), path: &mut Path, parent: usize, into: &mut Vec<Seen>) {
    let children: Vec<(Item<'_>, bool)> = match item.kind() {
        Kind::Map => item.pairs().map(|(key, value)| (value, key.kind() == Kind::Scalar)).collect(),
        Kind::List => item.children().map(|item| (item, false)).collect(),
        Kind::Scalar | Kind::Alias => Vec::new(),
    };
    into.push(Seen {
        path: path.clone(),
        kind: item.kind(),
        size: children.len(),
        parent,
        is_text: item.kind() == Kind::Scalar,
        has_key,
    });
    for (number, (child, has_key)) in children.iter().enumerate() {
        path.push(number);
        see((*child, *has_key), path, children.len(), into);
        path.pop();
    }
}

/// Returns edits of all kinds, at most `most` of each; another `seed` gives others.
pub fn edits(root: Item<'_>, most: usize, seed: usize) -> Vec<(usize, Op)> {
    let mut all = Vec::new();
    if root.size() > 0 {
        see((root, false), &mut Vec::new(), 0, &mut all);
    }
    let mut edits = Vec::new();
    for kind in 0..KINDS.len() {
        let fits = |node: &&Seen| match kind {
            0 | 7 => node.is_text,
            1 => true,
            2 => node.kind == Kind::Map,
            3 => node.kind == Kind::List,
            4 => node.parent > 0,
            5 => node.parent > 1,
            _ => node.has_key,
        };
        let nodes: Vec<&Seen> = all.iter().filter(fits).collect();
        for turn in 0..most.min(nodes.len()) {
            let Some(node) = nodes.get((turn * nodes.len() / most.min(nodes.len()) + seed) % nodes.len()) else {
                continue;
            };
            edits.push((kind, op(kind, node, seed.wrapping_mul(31).wrapping_add(turn * 7 + node.path.len()))));
        }
    }
    edits
}

fn op(kind: usize, node: &Seen, salt: usize) -> Op {
    let path = node.path.clone();
    let text = TEXTS.get(salt % TEXTS.len()).copied().unwrap_or_default().to_string();
    let number = salt % (node.size + 1);
    match kind {
        0 => Op::SetScalar { at: path, text },
        1 => Op::Replace { at: path, value: value(salt) },
        2 => Op::InsertPair { map: path, number, key: format!("{text}!"), value: value(salt) },
        3 => Op::InsertItem { list: path, number, value: value(salt) },
        4 => Op::Delete { at: path },
        5 => {
            let last = path.last().copied().unwrap_or(0);
            let number = (last + 1 + salt % (node.parent - 1)) % node.parent;
            Op::Move { at: path, number }
        }
        6 => Op::RenameKey { at: path, to: format!("{text}!") },
        _ => Op::AppendLines { at: path, lines: text.trim_matches('\n').to_string() },
    }
}
