//! Reads a whole file: in pieces where it can be cut, else in one.

use granit_parser::ScanError;

use super::chunk::{self, Chunk, Cut};
use super::fields::entries;
use super::file::{Top, is_header};
use super::lines::Lines;
use super::node::{Kind, Piece, Style, Tag, Tree};
use super::parse::{MOST_NODES, MostNodes, is_too_much, offset, parse};
use super::sink::{Sink, shorten};
use super::{Reading, Syntax, traps};
use crate::domain::finding::{Code, Finding, Place};
use crate::domain::record::{File, Unreadable};

/// Longer texts are read by two threads.
const SHORT_TEXT: usize = 256 * 1024;

/// What a piece must be to be read by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// All pieces fit, or none is taken.
    Strict,
    /// A piece that does not fit is one bad record.
    Lenient,
}

/// Why the pieces of a text were not taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Misfit {
    /// One of them is no block map of one pair, or stands for another.
    Shape,
    /// One of them has too many nodes: the whole text has, too, and takes as long to say so.
    Piece,
    /// All of them together have too many nodes; where that begins.
    File(Place),
}

/// Reads a data file, in pieces where it has them.
pub fn read(text: &str) -> Reading {
    guarded(text, chunk::cut)
}

/// Returns what is wrong in one entry of a map that was cut out of a file; places count from its own start.
pub fn findings_of(section: chunk::Section, text: &str) -> Vec<Finding> {
    let lines = Lines::new(text);
    let source = Source { text, lines: &lines, most: MOST_NODES };
    let mut batch = Batch::new(&lines);
    let entry = Chunk { section: Some(section), start: 0, end: text.len() };
    match source.chunks(&[entry], Mode::Lenient, &mut batch) {
        Ok(()) => batch.sink.finish(),
        Err(_) => vec![Finding::error(Code::Limit, Place::default(), "more texts, lists and maps than are read")],
    }
}

/// Reads a data file in one piece.
pub fn read_in_one(text: &str) -> Reading {
    guarded(text, |_| None)
}

fn guarded(text: &str, cut: fn(&str) -> Option<Cut>) -> Reading {
    if u32::try_from(text.len()).is_err() {
        return broken(Finding::error(Code::Limit, Place::default(), "the text is larger than 4 GiB"));
    }
    if let Err(finding) = super::decode(text.as_bytes()) {
        return broken(*finding);
    }
    let lines = Lines::new(text);
    read_as(Source { text, lines: &lines, most: MOST_NODES }, cut(text))
}

/// Reads a text with its pieces, or in one where there are none.
fn read_as(source: Source<'_>, cut: Option<Cut>) -> Reading {
    let text = source.text;
    match cut.as_ref().map(|cut| source.pieces(cut, Mode::Strict)) {
        Some(Ok(reading)) => return Reading { in_pieces: true, ..reading },
        Some(Err(Misfit::File(place))) => return source.too_much(place),
        Some(Err(Misfit::Piece)) => match cut.as_ref().map(|cut| source.pieces(cut, Mode::Lenient)) {
            Some(Ok(reading)) => return reading,
            Some(Err(Misfit::File(place))) => return source.too_much(place),
            Some(Err(Misfit::Piece | Misfit::Shape)) | None => {}
        },
        Some(Err(Misfit::Shape)) | None => {}
    }
    let mut tree = Tree::default();
    match parse(text, 0, source.most.of_piece, &mut tree) {
        Ok(()) => source.whole(&tree),
        Err(error) => {
            drop(tree);
            let finding = || traps::of_syntax(&error, text, 0);
            match cut.and_then(|cut| source.pieces(&cut, Mode::Lenient).ok()) {
                Some(mut reading) => {
                    if reading.syntax == Syntax::Whole {
                        reading.syntax = Syntax::Partly;
                        reading.findings.push(finding());
                    }
                    reading
                }
                None => broken(finding()),
            }
        }
    }
}

fn broken(finding: Finding) -> Reading {
    let mut file = File::default();
    file.products.push(super::product::organisation());
    Reading { file, findings: vec![finding], syntax: Syntax::Broken, in_pieces: false }
}

/// A text, its lines, and how much may be in it.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    lines: &'a Lines,
    most: MostNodes,
}

/// What came out of some pieces.
struct Batch<'a> {
    top: Top,
    sink: Sink<'a>,
    read: usize,
    failed: usize,
    nodes: usize,
}

impl<'a> Batch<'a> {
    fn new(lines: &'a Lines) -> Self {
        Self { top: Top::default(), sink: Sink::new(lines), read: 0, failed: 0, nodes: 0 }
    }
}

impl<'a> Source<'a> {
    /// Reads the text as one tree.
    fn whole(self, tree: &Tree) -> Reading {
        let mut sink = Sink::new(self.lines);
        let piece = Piece { tree, text: self.text, base: 0 };
        remarks(&piece, &mut sink);
        let root = piece.root();
        let mut top = Top::default();
        if root.kind() == Kind::Map {
            top.take(root, &mut sink);
            return done(top, sink, Syntax::Whole);
        }
        let message = if root.is_null() { "the file is empty" } else { "the file is not a map" };
        let finding = Finding::error(Code::Shape, root.place(), message);
        broken(finding.hint("begin it with 'duewatch: 1', then 'products:' and 'regulations:'"))
    }

    fn too_much(self, place: Place) -> Reading {
        let message = format!("more than {} texts, lists and maps in the file", self.most.of_file);
        let finding = Finding::error(Code::Limit, place, message).label("here and before");
        broken(finding.hint("split it into several files"))
    }

    /// Reads the pieces; in the strict mode nothing where one does not fit.
    fn pieces(self, cut: &Cut, mode: Mode) -> Result<Reading, Misfit> {
        if mode == Mode::Strict && (!cut.repeated.is_empty() || self.repeats_a_key(cut)) {
            // The entries left out must be YAML too; a key without a value is one that is written twice, too.
            return Err(Misfit::Shape);
        }
        let mut batch = Batch::new(self.lines);
        for (section, place) in &cut.sections {
            batch.top.has(section.word(), *place);
        }
        for (section, place) in &cut.repeated {
            let first = cut.sections.iter().find(|(known, _)| known == section).map_or(*place, |(_, first)| *first);
            batch.sink.duplicate(section.word(), *place, first);
        }
        for (section, place) in &cut.empty {
            let message = format!("'{}' has no value, as if it were not written", section.word());
            batch.sink.add(Finding::info(Code::Empty, *place, message));
        }
        self.chunks(&cut.keys, mode, &mut batch)?;
        self.entries(&cut.entries, mode, &mut batch)?;
        let syntax = match (batch.read, batch.failed) {
            (_, 0) => Syntax::Whole,
            (0, _) => Syntax::Broken,
            (_, _) => Syntax::Partly,
        };
        Ok(done(batch.top, batch.sink, syntax))
    }

    /// Returns whether a key of the file itself is written twice.
    fn repeats_a_key(self, cut: &Cut) -> bool {
        let mut seen: Vec<&str> = Vec::with_capacity(cut.keys.len());
        cut.keys.iter().any(|chunk| {
            let text = self.text.get(chunk.start..chunk.end).unwrap_or_default();
            let key = text.split(':').next().unwrap_or_default().trim_end();
            let is_known = seen.contains(&key);
            seen.push(key);
            is_known
        })
    }

    /// Reads the entries, on two threads where they are many.
    fn entries(self, chunks: &[Chunk], mode: Mode, batch: &mut Batch<'a>) -> Result<(), Misfit> {
        if self.text.len() < SHORT_TEXT {
            return self.chunks(chunks, mode, batch);
        }
        let middle = chunks.first().zip(chunks.last()).map_or(0, |(a, b)| a.start.midpoint(b.end));
        let (front, back) = chunks.split_at(chunks.partition_point(|chunk| chunk.start < middle));
        let behind = || {
            let mut batch = Batch::new(self.lines);
            self.chunks(back, mode, &mut batch).map(|()| batch)
        };
        let (fits, other) = std::thread::scope(|scope| match std::thread::Builder::new().spawn_scoped(scope, behind) {
            Ok(thread) => {
                let fits = self.chunks(front, mode, batch);
                let other = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                (fits, other)
            }
            Err(_) => (self.chunks(front, mode, batch), behind()),
        });
        fits?;
        let other = other?;
        batch.top.append(other.top);
        batch.sink.append(other.sink);
        batch.read += other.read;
        batch.failed += other.failed;
        batch.nodes += other.nodes;
        if batch.nodes > self.most.of_file {
            let start = offset(back.first().map_or(0, |chunk| chunk.start));
            return Err(Misfit::File(Place::new(start, start)));
        }
        Ok(())
    }

    fn chunks(self, chunks: &[Chunk], mode: Mode, batch: &mut Batch<'a>) -> Result<(), Misfit> {
        let mut tree = Tree::default();
        for chunk in chunks {
            let text = self.text.get(chunk.start..chunk.end).ok_or(Misfit::Shape)?;
            let base = offset(chunk.start);
            let outside = usize::from(chunk.section.is_some());
            let parsed = parse(text, outside, self.most.of_piece, &mut tree);
            let piece = Piece { tree: &tree, text, base };
            batch.nodes += tree.nodes.len();
            if batch.nodes > self.most.of_file {
                return Err(Misfit::File(Place::new(base, base)));
            }
            let fits = parsed.is_ok() && is_one_pair(&piece) && (mode == Mode::Lenient || !tree.has_aliases());
            match (fits, mode) {
                (true, _) => {
                    batch.read += 1;
                    remarks(&piece, &mut batch.sink);
                    one(*chunk, &piece, batch);
                }
                (false, Mode::Strict) if parsed.as_ref().is_err_and(is_too_much) => return Err(Misfit::Piece),
                (false, Mode::Strict) => return Err(Misfit::Shape),
                (false, Mode::Lenient) => {
                    batch.failed += 1;
                    unreadable(*chunk, &piece, parsed.err(), batch);
                }
            }
        }
        Ok(())
    }
}

/// Reads one piece that fits.
fn one(chunk: Chunk, piece: &Piece<'_>, batch: &mut Batch<'_>) {
    let root = piece.root();
    match chunk.section {
        None => batch.top.take(root, &mut batch.sink),
        Some(section) => {
            for (key, value) in entries(root, &mut batch.sink) {
                batch.top.entry(section, key, value, &mut batch.sink);
            }
        }
    }
}

/// Keeps the row of a piece that cannot be read.
fn unreadable(chunk: Chunk, piece: &Piece<'_>, error: Option<ScanError>, batch: &mut Batch<'_>) {
    let finding = match error {
        Some(error) => traps::of_syntax(&error, piece.text, piece.base),
        None => Finding::error(Code::Syntax, piece.root().place(), "a key with its value belongs here")
            .hint("check the colon and the indentation of this line"),
    };
    let text = piece.text.trim_start();
    let key = text.split([':', '\n', '\r']).next().unwrap_or_default().trim();
    let at = piece.base + offset(piece.text.len() - text.len());
    if chunk.section.is_none() && is_header(key) {
        batch.top.has(key, Place::new(at, at + offset(key.len())));
    } else {
        let line = batch.sink.lines.line_of(at);
        let key = shorten(key).into();
        batch.top.file.unreadable.push(Unreadable { key, line, message: finding.message.clone() });
    }
    batch.sink.add(finding);
}

fn is_one_pair(piece: &Piece<'_>) -> bool {
    let root = piece.root();
    let node = root.node();
    let is_block_map = node.kind == Kind::Map && node.style == Style::Block;
    is_block_map && root.pairs().count() == 1 && piece.tree.second.is_none()
}

/// Says what a tree holds that the format does not use.
fn remarks(piece: &Piece<'_>, sink: &mut Sink<'_>) {
    for (place, tag) in &piece.tree.tags {
        let place = Place::new(piece.base + place.start, piece.base + place.end);
        match tag {
            Tag::Core => sink.warning(
                Code::Yaml,
                place,
                "a tag changes nothing here: every value is read by its text",
                "drop the tag",
            ),
            Tag::Foreign => sink.error(Code::Yaml, place, "tags are not part of this format", "drop the tag"),
        }
    }
    if let Some(start) = piece.tree.second {
        let start = piece.base + start;
        let place = Place::new(start, start.saturating_add(3).min(piece.base + offset(piece.text.len())));
        sink.error(Code::Yaml, place, "a second document begins here", "one file holds one document; move it");
    }
}

fn done(mut top: Top, mut sink: Sink<'_>, syntax: Syntax) -> Reading {
    if let Some(finding) = top.refused.take() {
        return broken(finding);
    }
    let file = top.finish(&mut sink);
    Reading { file, findings: sink.finish(), syntax, in_pieces: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::finding::Severity;

    const EXAMPLE: &str = include_str!("../../tests/data/valid/example.yaml");

    #[test]
    fn the_example_is_read_without_an_error() {
        let reading = read(EXAMPLE);
        let errors: Vec<_> = reading.findings.iter().filter(|f| f.severity != Severity::Info).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert_eq!(reading.syntax, Syntax::Whole);
        assert_eq!((reading.file.products.len(), reading.file.milestone_count()), (3, 8));
    }

    fn source<'a>(text: &'a str, lines: &'a Lines, of_piece: usize, of_file: usize) -> Source<'a> {
        Source { text, lines, most: MostNodes { of_piece, of_file } }
    }

    #[test]
    fn pieces_and_the_whole_say_the_same() {
        let lines = Lines::new(EXAMPLE);
        let source = Source { text: EXAMPLE, lines: &lines, most: MOST_NODES };
        let cut = chunk::cut(EXAMPLE);
        assert_eq!(cut.as_ref().map(|cut| cut.entries.len()), Some(5));
        let pieces = cut.and_then(|cut| source.pieces(&cut, Mode::Strict).ok());
        assert_eq!(pieces, Some(read_as(source, None)));
    }

    #[test]
    fn a_record_with_too_many_values_is_refused_and_the_others_stay() {
        let text = "duewatch: 1\nproducts:\n  a: {name: b}\n  c: [1, 2, 3, 4, 5, 6, 7, 8]\n";
        let lines = Lines::new(text);
        let reading = read_as(source(text, &lines, 8, 100), chunk::cut(text));
        let found: Vec<_> = reading.findings.iter().map(|f| (f.code, &*f.message)).collect();
        assert_eq!(found, [(Code::Limit, "more than 8 texts, lists and maps")]);
        assert_eq!(reading.syntax, Syntax::Partly);
        assert_eq!((reading.file.unreadable.len(), reading.file.product_index("a")), (1, Some(1)));
    }

    #[test]
    fn a_file_with_too_many_values_is_refused_with_the_place() {
        let text = "duewatch: 1\nproducts:\n  a: {name: b}\n  c: {name: d}\n";
        let lines = Lines::new(text);
        let reading = read_as(source(text, &lines, 8, 10), chunk::cut(text));
        let found: Vec<_> = reading.findings.iter().map(|f| (&*f.message, f.place.map(|p| p.start))).collect();
        assert_eq!(found, [("more than 10 texts, lists and maps in the file", Some(37))]);
        assert_eq!(reading.syntax, Syntax::Broken);
        assert_eq!(read_as(source(text, &lines, 8, 13), chunk::cut(text)).syntax, Syntax::Whole);
    }
}
