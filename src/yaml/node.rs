//! The tree of a piece of text: small nodes in the order of the text, each with its bytes.

use crate::domain::finding::Place;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Scalar,
    /// A list.
    List,
    /// A map: its children are key, value, key, value …
    Map,
    /// A reference to a node before it.
    Alias,
}

/// How a node is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A scalar without quotes.
    Plain,
    /// A scalar in single quotes.
    Single,
    /// A scalar in double quotes.
    Double,
    /// A scalar behind `|`.
    Literal,
    /// A scalar behind `>`.
    Folded,
    /// A list or map on lines of its own.
    Block,
    /// A list or map in brackets or braces.
    Flow,
}

/// One node: 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The first byte, counted from the piece's own start.
    pub start: u32,
    /// The first byte after it; a block list or map ends with its last child.
    pub end: u32,
    /// The index of the first node that is not inside it.
    pub next: u32,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub style: Style,
}

/// What stands where a node is not.
const NOTHING: Node = Node { start: 0, end: 0, next: u32::MAX, kind: Kind::Scalar, style: Style::Plain };

/// The nodes of one piece, and what does not fit into 16 bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Every node, parents before children.
    pub(super) nodes: Vec<Node>,
    /// The text of scalars that is not a slice of the source, by node.
    pub(super) texts: Vec<(u32, Box<str>)>,
    /// The targets of aliases, by node; none: nothing has that anchor.
    pub(super) aliases: Vec<(u32, Option<u32>)>,
    /// Anchored nodes, by the parser's number.
    pub(super) anchors: Vec<(usize, u32)>,
    /// Tags that change nothing or are not ours: where, and whether YAML itself defines them.
    pub(super) tags: Vec<(Place, Tag)>,
    /// Every tag, by the node that has it.
    pub(super) tagged: Vec<(u32, Place)>,
    /// Where a second document begins.
    pub(super) second: Option<u32>,
}

/// Whose tag it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `!!int` and its kin: without effect.
    Core,
    /// Any other.
    Foreign,
}

impl Tree {
    /// Empties the tree and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.texts.clear();
        self.aliases.clear();
        self.anchors.clear();
        self.tags.clear();
        self.tagged.clear();
        self.second = None;
    }

    /// Returns whether some node stands for another.
    #[must_use]
    pub fn has_aliases(&self) -> bool {
        !self.aliases.is_empty()
    }
}

/// A tree with its text, and where that text stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// The nodes.
    pub tree: &'a Tree,
    /// The text that they were made of.
    pub text: &'a str,
    /// Where that text begins in the file.
    pub base: u32,
}

impl<'a> Piece<'a> {
    /// Returns the outermost node.
    #[must_use]
    pub fn root(&'a self) -> Item<'a> {
        Item { piece: self, index: 0 }
    }
}

/// One node of a piece.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    piece: &'a Piece<'a>,
    index: u32,
}

impl<'a> Item<'a> {
    /// Returns the node.
    #[must_use]
    pub fn node(self) -> Node {
        let index = usize::try_from(self.index).unwrap_or(usize::MAX);
        self.piece.tree.nodes.get(index).copied().unwrap_or(NOTHING)
    }

    /// Returns what it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// Returns how many nodes it has, itself included; none for one that is not there.
    #[must_use]
    pub fn size(self) -> u32 {
        let next = self.node().next;
        if next == u32::MAX { 0 } else { next - self.index }
    }

    /// Returns the text of a scalar, unescaped; nothing for anything else.
    #[must_use]
    pub fn text(self) -> &'a str {
        let node = self.node();
        if node.kind != Kind::Scalar {
            return "";
        }
        let texts = &self.piece.tree.texts;
        if !texts.is_empty()
            && let Ok(at) = texts.binary_search_by_key(&self.index, |(index, _)| *index)
        {
            return texts.get(at).map_or("", |(_, text)| text);
        }
        slice(self.piece.text, node)
    }

    /// Returns whether nothing is written here: empty, `~` or `null`, without quotes.
    #[must_use]
    pub fn is_null(self) -> bool {
        let node = self.node();
        node.kind == Kind::Scalar
            && node.style == Style::Plain
            && matches!(self.text(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// Returns the piece, the byte of the file where that begins, and the bytes of the piece that it takes.
    #[must_use]
    pub fn written(self) -> ((&'a str, u32), (usize, usize)) {
        let node = self.node();
        ((self.piece.text, self.piece.base), (node.start as usize, node.end as usize))
    }

    /// Returns where it stands in the file; of what has several lines, the first.
    #[must_use]
    pub fn place(self) -> Place {
        let node = self.node();
        let mut end = node.end;
        if matches!(node.style, Style::Block | Style::Literal | Style::Folded) {
            let (from, to) = (usize::try_from(node.start), usize::try_from(node.end));
            let range = from.unwrap_or(0)..to.unwrap_or(0);
            let text = self.piece.text.get(range).unwrap_or_default();
            let first = text.find(['\n', '\r']).unwrap_or(text.len());
            end = node.start + u32::try_from(first).unwrap_or(0);
        }
        Place::new(self.piece.base + node.start, self.piece.base + end)
    }

    /// Returns the children of a list in order, or the keys and values of a map in turn.
    pub fn children(self) -> impl Iterator<Item = Item<'a>> {
        let node = self.node();
        let is_parent = matches!(node.kind, Kind::List | Kind::Map);
        let (mut at, end) = if is_parent { (self.index + 1, node.next) } else { (0, 0) };
        std::iter::from_fn(move || {
            let item = Item { piece: self.piece, index: at };
            (at < end).then(|| {
                at = item.node().next;
                item
            })
        })
    }

    /// Returns the keys and values of a map.
    pub fn pairs(self) -> impl Iterator<Item = (Item<'a>, Item<'a>)> {
        let mut children = self.children();
        let is_map = self.kind() == Kind::Map;
        std::iter::from_fn(move || if is_map { Some((children.next()?, children.next()?)) } else { None })
    }

    /// Returns what an alias stands for: none if nothing, or a node that it is itself inside.
    #[must_use]
    pub fn target(self) -> Option<Item<'a>> {
        let aliases = &self.piece.tree.aliases;
        let at = aliases.binary_search_by_key(&self.index, |(index, _)| *index).ok()?;
        let index = aliases.get(at)?.1?;
        let target = Item { piece: self.piece, index };
        (target.node().next <= self.index).then_some(target)
    }

    /// Returns the stand-in for a node that is not there: null.
    #[must_use]
    pub(super) fn nothing(self) -> Item<'a> {
        Item { piece: self.piece, index: u32::MAX }
    }
}

/// Returns the source of a scalar without its quotes.
pub(super) fn slice(text: &str, node: Node) -> &str {
    let range = |start: u32, end: u32| Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?);
    let quoted = u32::from(matches!(node.style, Style::Single | Style::Double));
    range(node.start + quoted, node.end.saturating_sub(quoted)).and_then(|range| text.get(range)).unwrap_or_default()
}
