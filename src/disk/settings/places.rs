//! Where each value of the settings stands, and its text as written.

use std::collections::BTreeMap;

use crate::yaml::lines::Lines;
use crate::yaml::node::{Item, Kind, Piece, Tree};
use crate::yaml::parse::{MOST_NODES, parse};

/// How deep the settings are looked into: a section, a theme, its wall, a colour.
const DEEPEST: usize = 4;

/// One value.
pub(super) struct Spot {
    /// Line and column of its key, or of the item of a list; from 1.
    pub key: (usize, usize),
    /// Line and column of the value; from 1.
    pub value: (usize, usize),
    /// The text, if it is a scalar.
    pub text: Option<String>,
}

/// Returns the values of a text by their paths: `theme`, `wall.cycle`, `keys.filter.0`. Nothing of what is no YAML.
pub(super) fn places(text: &str) -> BTreeMap<String, Spot> {
    let mut tree = Tree::default();
    let mut found = BTreeMap::new();
    if parse(text, 0, MOST_NODES.of_piece, &mut tree).is_ok() {
        let piece = Piece { tree: &tree, text, base: 0 };
        let lines = Lines::new(text);
        let at = |item: Item<'_>| lines.position(text, item.place().start);
        collect(piece.root(), "", DEEPEST, &at, &mut found);
    }
    found
}

fn collect(
    item: Item<'_>,
    above: &str,
    depth: usize,
    at: &impl Fn(Item<'_>) -> (usize, usize),
    found: &mut BTreeMap<String, Spot>,
) {
    let path = |name: &str| if above.is_empty() { name.to_string() } else { format!("{above}.{name}") };
    let pairs = item.pairs().map(|(key, value)| (path(key.text()), key, value));
    let is_list = item.kind() == Kind::List;
    let items = item.children().enumerate().filter(|_| is_list).map(|(n, item)| (path(&n.to_string()), item, item));
    for (path, key, value) in pairs.chain(items).collect::<Vec<_>>() {
        if depth > 1 {
            collect(value, &path, depth - 1, at, found);
        }
        let text = (value.kind() == Kind::Scalar).then(|| value.text().to_string());
        found.insert(path, Spot { key: at(key), value: at(value), text });
    }
}
