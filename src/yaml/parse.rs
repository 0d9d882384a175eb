//! Text to nodes: the events of the YAML parser, put into a tree.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::node::{Kind, Node, Style, Tag, Tree, slice};
use crate::domain::finding::Place;

/// How deep lists and maps may stand in each other.
pub const MOST_LEVELS: usize = 64;

/// How many texts, lists and maps there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MostNodes {
    /// In one piece.
    pub of_piece: usize,
    /// In all pieces of a file.
    pub of_file: usize,
}

/// 64 MiB with sixteen bytes to each of them in one piece, with eleven in all; people write eighteen.
pub const MOST_NODES: MostNodes = MostNodes { of_piece: 4_000_000, of_file: 6_000_000 };

/// Reads one piece of text into `tree`, whose memory is used again; a second document is only noted.
///
/// `outside` is how many levels of the file are around the piece; past `most` nodes it is refused.
///
/// # Errors
///
/// What the parser says, with its place.
pub fn parse(text: &str, outside: usize, most: usize, tree: &mut Tree) -> Result<(), ScanError> {
    tree.clear();
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        block_nesting_limit: MOST_LEVELS - outside.min(MOST_LEVELS),
        flow_nesting_limit: MOST_LEVELS,
        simple_key_max_lookahead: 1024,
    };
    let mut builder = Builder { text, tree, open: Vec::new(), last_end: 0, documents: 0 };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next?;
        builder.take(event, span);
        if builder.tree.nodes.len() > most {
            return Err(ScanError::new(span.start, format!("more than {most} texts, lists and maps")));
        }
        if builder.documents > 1 {
            break;
        }
    }
    Ok(())
}

/// Returns whether a text was refused for what it has too much of, and not for its grammar.
#[must_use]
pub fn is_too_much(error: &ScanError) -> bool {
    matches!(error.kind(), ErrorKind::Custom(_))
}

struct Builder<'a> {
    text: &'a str,
    tree: &'a mut Tree,
    open: Vec<u32>,
    last_end: u32,
    documents: u8,
}

impl Builder<'_> {
    #[expect(clippy::match_same_arms, reason = "the parser's enum may grow; what is known of it stands by name")]
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.tree.second = Some(start(span));
                }
            }
            Event::Alias(id) => {
                let target = self.tree.anchors.binary_search_by_key(&id, |(anchor, _)| *anchor).ok();
                let target = target.and_then(|at| self.tree.anchors.get(at)).map(|(_, node)| *node);
                self.alias(target, span);
            }
            Event::UnresolvedAlias(_) => self.alias(None, span),
            Event::Scalar(text, style, anchor, tag) => {
                self.properties(anchor, tag, span);
                self.scalar(&text, style, span);
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.properties(anchor, tag, span);
                self.open(Kind::List, style, span);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.properties(anchor, tag, span);
                self.open(Kind::Map, style, span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Anchor(..) => {}
            _ => {}
        }
    }

    fn index(&self) -> u32 {
        offset(self.tree.nodes.len())
    }

    fn push(&mut self, node: Node) {
        self.last_end = self.last_end.max(node.end);
        self.tree.nodes.push(node);
    }

    fn alias(&mut self, target: Option<u32>, span: Span) {
        let index = self.index();
        self.tree.aliases.push((index, target));
        self.push(Node { start: start(span), end: end(span), next: index + 1, kind: Kind::Alias, style: Style::Plain });
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) {
        let index = self.index();
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let node = Node { start: start(span), end: end(span), next: index + 1, kind: Kind::Scalar, style };
        // What is not there is '~' with an empty span.
        let is_absent = style == Style::Plain && node.start == node.end;
        if !is_absent && slice(self.text, node) != text {
            self.tree.texts.push((index, text.into()));
        }
        self.push(node);
    }

    fn open(&mut self, kind: Kind, style: StructureStyle, span: Span) {
        let style = match style {
            StructureStyle::Block => Style::Block,
            StructureStyle::Flow => Style::Flow,
        };
        let index = self.index();
        self.open.push(index);
        self.push(Node { start: start(span), end: start(span), next: index + 1, kind, style });
    }

    fn close(&mut self, span: Span) {
        let next = self.index();
        let Some(index) = self.open.pop().and_then(|index| usize::try_from(index).ok()) else { return };
        let Some(node) = self.tree.nodes.get_mut(index) else { return };
        node.next = next;
        // The end of a block is the token behind it: its last child tells better.
        node.end = if node.style == Style::Flow { end(span) } else { self.last_end.max(node.start) };
        self.last_end = node.end;
    }

    fn properties(&mut self, anchor: usize, tag: Option<Cow<'_, granit_parser::Tag>>, span: Span) {
        if anchor > 0 {
            let index = self.index();
            self.tree.anchors.push((anchor, index));
        }
        let Some(tag) = tag else { return };
        let place = span.tag_span().unwrap_or(span);
        let place = Place::new(start(place), end(place));
        self.tree.tagged.push((self.index(), place));
        let kind = match tag.core_suffix() {
            Some("str") => return,
            Some(_) => Tag::Core,
            None => Tag::Foreign,
        };
        self.tree.tags.push((place, kind));
    }
}

fn start(span: Span) -> u32 {
    offset(span.start.byte_offset().unwrap_or(0))
}

fn end(span: Span) -> u32 {
    offset(span.end.byte_offset().unwrap_or(0)).max(start(span))
}

/// Returns a length as an offset; texts are refused long before they reach its end.
pub(super) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
