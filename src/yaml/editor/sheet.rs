//! A piece with everything that stands between its nodes: dashes, colons, tags, anchors, the heads of texts.

use super::lines;
use crate::yaml::node::{Kind, Node, Piece, Style, Tree, slice};

/// Where a node and what belongs to it is written; bytes of the piece.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spot {
    /// The dash of an item, the question mark of a key, the colon of a value.
    pub lead: Option<usize>,
    /// Behind the lead, or where there is none behind what stands before.
    pub stem: usize,
    /// Behind the lead, the tag and the anchor.
    pub open: usize,
    /// The first byte of the tag or the anchor, else of the node.
    pub full: usize,
    /// The first byte of the node; the `|` of a text on lines of its own.
    pub body: usize,
    /// The first byte after it; not the end of its last line.
    pub end: usize,
}

/// An item of a list or a pair of a map.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// The key.
    pub key: Option<usize>,
    /// The value or item.
    pub value: usize,
    /// The first byte: of the dash, the question mark, the tag or the anchor if it has one.
    pub head: usize,
    /// The first byte after its last.
    pub tail: usize,
}

/// A text behind `|` or `>`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Behind the last letter of its head.
    pub head_end: usize,
    /// The first byte of its lines.
    pub from: usize,
    /// How far its lines are indented; none where it has none.
    pub indent: Option<usize>,
    /// The last line's end, of all lines that the reader took for it.
    pub whole: usize,
}

/// A piece, with the places of what stands between its nodes.
pub(super) struct Sheet<'a> {
    pub text: &'a str,
    pub tree: &'a Tree,
    pub base: u32,
    spots: Vec<Spot>,
}

impl<'a> Sheet<'a> {
    /// Finds what stands between the nodes; none where something is in the way.
    pub fn new(piece: &Piece<'a>) -> Option<Self> {
        let spots = vec![Spot::default(); piece.tree.nodes.len()];
        let mut sheet = Self { text: piece.text, tree: piece.tree, base: piece.base, spots };
        let start = sheet.document_start()?;
        sheet.walk(0, start, None)?;
        Some(sheet)
    }

    pub fn node(&self, index: usize) -> Node {
        let nothing = Node { start: 0, end: 0, next: 0, kind: Kind::Scalar, style: Style::Plain };
        self.tree.nodes.get(index).copied().unwrap_or(nothing)
    }

    pub fn next(&self, index: usize) -> usize {
        self.node(index).next as usize
    }

    pub fn spot(&self, index: usize) -> Spot {
        self.spots.get(index).copied().unwrap_or_default()
    }

    /// Returns the text of a scalar.
    pub fn scalar(&self, index: usize) -> &'a str {
        scalar_of(self.tree, self.text, index)
    }

    pub fn is_null(&self, index: usize) -> bool {
        is_null(self.tree, self.text, index)
    }

    pub fn is_block_text(&self, index: usize) -> bool {
        matches!(self.node(index).style, Style::Literal | Style::Folded)
    }

    pub fn is_flow(&self, index: usize) -> bool {
        let node = self.node(index);
        matches!(node.kind, Kind::List | Kind::Map) && node.style == Style::Flow
    }

    /// Returns whether a flow list or map has its brackets; a pair in a list needs none.
    pub fn has_brackets(&self, index: usize) -> bool {
        let open = if self.node(index).kind == Kind::List { b'[' } else { b'{' };
        self.is_flow(index) && self.byte(self.spot(index).body) == Some(open)
    }

    /// Returns the pairs or items of a node.
    pub fn entries(&self, index: usize) -> Vec<Entry> {
        let node = self.node(index);
        let mut entries = Vec::new();
        let mut at = index + 1;
        while matches!(node.kind, Kind::List | Kind::Map) && at < node.next as usize {
            let key = (node.kind == Kind::Map).then_some(at);
            let value = if key.is_some() { self.next(at) } else { at };
            let (first, last) = (self.spot(at), self.spot(value));
            let head = first.lead.unwrap_or(first.full);
            entries.push(Entry { key, value, head, tail: last.end.max(first.end) });
            at = self.next(value);
        }
        entries
    }

    /// Returns the head and lines of a text behind `|` or `>`.
    pub fn block(&self, index: usize) -> Block {
        let (node, body) = (self.node(index), self.spot(index).body);
        let head_end = self.token_end(body);
        let from = lines::next_line(self.text, body);
        // The reader runs into the indentation of the next line.
        let end = (node.end as usize).max(from);
        let whole = match lines::line_start(self.text, end) {
            start if end == self.text.len() && start < end => end,
            start => lines::line_before(self.text, start).unwrap_or(start).max(from.min(end)),
        };
        let mut indent = None;
        let has_number = lines::part(self.text, body, head_end).contains(|letter: char| letter.is_ascii_digit());
        let start = node.start as usize;
        if has_number && start >= from {
            indent = Some(lines::column(self.text, start));
        }
        let mut at = from;
        while at < whole && indent.is_none() {
            let line = lines::part(self.text, at, lines::line_end(self.text, at));
            let rest = line.trim_start_matches(' ');
            if !rest.is_empty() {
                indent = Some(line.len() - rest.len());
            }
            at = lines::next_line(self.text, at);
        }
        Block { head_end, from, indent, whole }
    }

    /// Returns the end of the last line that is not left out at a text's end.
    fn block_end(&self, index: usize) -> usize {
        let block = self.block(index);
        let body = self.spot(index).body;
        if lines::part(self.text, body, block.head_end).contains('+') {
            return block.whole.max(block.head_end);
        }
        let (mut at, mut end) = (block.from, block.head_end);
        while at < block.whole {
            let line_end = lines::line_end(self.text, at);
            let line = lines::part(self.text, at, line_end);
            let is_content = !line.trim_matches([' ', '\t']).is_empty() || block.indent.is_some_and(|i| line.len() > i);
            if is_content {
                end = line_end;
            }
            at = lines::next_line(self.text, at);
        }
        end
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Returns the next byte that is neither space nor comment.
    pub fn skip(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            match self.byte(at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
                Some(b'#') => at = lines::line_end(self.text, at),
                Some(_) | None => return at,
            }
        }
    }

    /// Returns the end of a word that ends with a space.
    fn token_end(&self, at: usize) -> usize {
        let rest = lines::part(self.text, at, self.text.len());
        rest.find([' ', '\t', '\n', '\r']).map_or(self.text.len(), |end| at + end)
    }

    fn document_start(&self) -> Option<usize> {
        let mut at = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        loop {
            let next = self.skip(at);
            let line = lines::part(self.text, next, lines::line_end(self.text, next));
            if line.starts_with('%') && lines::column(self.text, next) == 0 {
                at = lines::next_line(self.text, next);
            } else if line == "---" || line.starts_with("--- ") || line.starts_with("---\t") {
                return Some(next + 3);
            } else if line == "..." || line.starts_with("... ") {
                at = next + 3;
            } else {
                return Some(at);
            }
        }
    }

    /// Reads the tag and the anchor of a node: the first byte of the first, and the byte after the last.
    fn properties(&self, index: usize, at: usize) -> Option<(Option<usize>, usize)> {
        let number = u32::try_from(index).ok()?;
        let tag = self.tree.tagged.binary_search_by_key(&number, |(node, _)| *node).ok();
        let tag = tag.and_then(|found| self.tree.tagged.get(found));
        let has_anchor = self.tree.anchors.binary_search_by_key(&number, |(_, node)| *node).is_ok();
        let (mut at, mut full) = (at, None);
        for _ in 0..usize::from(tag.is_some()) + usize::from(has_anchor) {
            let next = self.skip(at);
            at = match self.byte(next)? {
                b'!' => (tag?.1.end as usize).max(next + 1),
                b'&' => self.anchor_end(next),
                _ => return None,
            };
            full = full.or(Some(next));
        }
        Some((full, at))
    }

    fn anchor_end(&self, at: usize) -> usize {
        let rest = lines::part(self.text, at, self.text.len());
        rest.find([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}']).map_or(self.text.len(), |end| at + end)
    }

    /// Places a node and what is in it; returns where to go on.
    fn walk(&mut self, index: usize, at: usize, lead: Option<usize>) -> Option<usize> {
        let node = *self.tree.nodes.get(index)?;
        let (full, open) = self.properties(index, at)?;
        let is_absent = node.kind == Kind::Scalar && node.style == Style::Plain && node.start == node.end;
        let start = node.start as usize;
        let body = match (is_absent, node.kind, node.style) {
            (true, ..) => open,
            (false, Kind::Scalar, Style::Literal | Style::Folded) | (false, Kind::List | Kind::Map, Style::Block) => {
                self.skip(open)
            }
            (false, ..) => start,
        };
        let spot = Spot { lead, stem: at, open, full: full.unwrap_or(body), body, end: (node.end as usize).max(body) };
        *self.spots.get_mut(index)? = spot;
        let end = match node.kind {
            Kind::Scalar if is_absent => open,
            Kind::Scalar if self.is_block_text(index) => {
                if !matches!(self.byte(body), Some(b'|' | b'>')) {
                    return None;
                }
                self.block_end(index)
            }
            Kind::Scalar | Kind::Alias => node.end as usize,
            Kind::List => self.walk_list(index)?,
            Kind::Map => self.walk_map(index)?,
        };
        self.spots.get_mut(index)?.end = end;
        Some(if self.is_block_text(index) { end.max(self.block(index).whole) } else { end })
    }

    fn walk_list(&mut self, index: usize) -> Option<usize> {
        let (node, spot) = (self.node(index), self.spot(index));
        let is_flow = node.style == Style::Flow;
        let mut at = if is_flow { spot.body + 1 } else { spot.open };
        let (mut child, mut end) = (index + 1, spot.body);
        while child < node.next as usize {
            let mut next = self.skip(at);
            let mut lead = None;
            if is_flow && self.byte(next) == Some(b',') {
                next = self.skip(next + 1);
            } else if !is_flow {
                if self.byte(next) != Some(b'-') {
                    return None;
                }
                lead = Some(next);
                next += 1;
            }
            at = self.walk(child, next, lead)?;
            end = self.spot(child).end;
            child = self.next(child);
        }
        Some(if is_flow { node.end as usize } else { end })
    }

    fn walk_map(&mut self, index: usize) -> Option<usize> {
        let (node, spot) = (self.node(index), self.spot(index));
        let is_flow = node.style == Style::Flow;
        let has_brackets = is_flow && self.byte(spot.body) == Some(b'{');
        let mut at = if has_brackets { spot.body + 1 } else { spot.open };
        let (mut key, mut end) = (index + 1, spot.body);
        while key < node.next as usize {
            let mut next = self.skip(at);
            if is_flow && self.byte(next) == Some(b',') {
                next = self.skip(next + 1);
            }
            let is_asked = self.byte(next) == Some(b'?') && self.is_alone(next);
            let lead = is_asked.then_some(next);
            at = self.walk(key, if is_asked { next + 1 } else { next }, lead)?;
            let value = self.next(key);
            let colon = self.skip(at);
            let lead = (self.byte(colon) == Some(b':')).then_some(colon);
            at = self.walk(value, if lead.is_some() { colon + 1 } else { at }, lead)?;
            end = self.spot(value).end;
            if !has_brackets && key == index + 1 {
                let first = self.spot(key);
                let head = first.lead.unwrap_or(first.full);
                let spot = self.spots.get_mut(index)?;
                spot.full = if spot.full == spot.body { head } else { spot.full };
                spot.body = head;
            }
            key = self.next(value);
        }
        Some(if has_brackets { node.end as usize } else { end })
    }

    fn is_alone(&self, at: usize) -> bool {
        self.byte(at + 1).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']'))
    }
}

/// Returns the text of a scalar.
pub(super) fn scalar_of<'a>(tree: &'a Tree, text: &'a str, index: usize) -> &'a str {
    let Some(node) = tree.nodes.get(index) else { return "" };
    let number = u32::try_from(index).unwrap_or(u32::MAX);
    if let Ok(at) = tree.texts.binary_search_by_key(&number, |(node, _)| *node) {
        return tree.texts.get(at).map_or("", |(_, text)| text);
    }
    if node.kind == Kind::Scalar { slice(text, *node) } else { "" }
}

/// Returns whether nothing is written here: empty, `~` or `null`, without quotes.
pub(super) fn is_null(tree: &Tree, text: &str, index: usize) -> bool {
    tree.nodes.get(index).is_some_and(|node| node.kind == Kind::Scalar && node.style == Style::Plain)
        && matches!(scalar_of(tree, text, index), "" | "~" | "null" | "Null" | "NULL")
}
