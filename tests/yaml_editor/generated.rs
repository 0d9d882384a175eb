//! Documents that nobody wrote: every style, comments and empty lines everywhere, made from a string of dice.

use std::fmt::{self, Write as _};

use duewatch::domain::edit::{Value, Why, splice};
use duewatch::yaml::editor::{New, Op, edit};
use duewatch::yaml::node::{Kind, Piece, Tree};
use duewatch::yaml::parse;
use proptest::prelude::*;

use crate::{choose, judge};

/// Random choices; when they run out, always the first.
struct Dice<'a> {
    bytes: &'a [u8],
}

impl Dice<'_> {
    fn roll(&mut self, sides: u8) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        first % sides
    }

    fn pick<'b>(&mut self, words: &[&'b str]) -> &'b str {
        let at = self.roll(u8::try_from(words.len()).unwrap_or(u8::MAX));
        words.get(usize::from(at)).copied().unwrap_or("")
    }
}

/// A text that is being written.
struct Pen<'a> {
    dice: Dice<'a>,
    out: String,
    step: usize,
    list_step: usize,
    /// Lists and maps may still be opened.
    depth: u8,
    keys: usize,
}

const SCALARS: &[&str] = &[
    "a",
    "two words",
    "12",
    "'single ''quoted'''",
    "\"double \\\"quoted\\\"\"",
    "true",
    "2027-04-15",
    "it's",
    "a:b",
    "'# no comment'",
    "~",
    "x#y",
    "-1",
    "http://example.com/a?b=c",
];

impl Pen<'_> {
    fn key(&mut self) -> String {
        self.keys += 1;
        let form = self.dice.pick(&["k", "'k", "\"k", "key k"]);
        let end = form.chars().next().filter(|quote| "'\"".contains(*quote)).map_or(String::new(), String::from);
        format!("{form}{}{end}", self.keys)
    }

    /// Writes comments and empty lines between entries.
    fn between(&mut self, column: usize) {
        for _ in 0..self.dice.roll(6).saturating_sub(3) {
            match self.dice.roll(3) {
                0 => self.out.push('\n'),
                1 => self.put(format_args!("{}# above\n", " ".repeat(column))),
                _ => self.put(format_args!("{}# aside\n", " ".repeat(column / 2))),
            }
        }
    }

    fn put(&mut self, text: fmt::Arguments<'_>) {
        self.out.write_fmt(text).expect("a string takes text");
    }

    fn end_line(&mut self) {
        let end = self.dice.pick(&["\n", "\n", "\n", " # behind\n", "  \n"]);
        self.out.push_str(end);
    }

    fn flow(&mut self, depth: u8) {
        match self.dice.roll(if depth > 0 { 4 } else { 2 }) {
            0 | 1 => {
                let scalar = self.dice.pick(SCALARS);
                self.out.push_str(scalar);
            }
            kind => {
                let (open, close) = if kind == 2 { ('[', ']') } else { ('{', '}') };
                let space = self.dice.pick(&["", " "]);
                self.out.push(open);
                self.out.push_str(space);
                let count = self.dice.roll(4);
                for number in 0..count {
                    if kind == 3 {
                        let key = self.key();
                        self.put(format_args!("{key}: "));
                    }
                    self.flow(depth - 1);
                    if number + 1 < count || self.dice.roll(5) == 1 {
                        self.out.push_str(", ");
                    }
                }
                self.out.push_str(space);
                self.out.push(close);
            }
        }
    }

    /// Writes the value of an entry in a column, from behind its colon or dash to the end of its last line.
    fn value(&mut self, column: usize, is_item: bool) {
        let form = self.dice.roll(if self.depth > 0 { 8 } else { 5 });
        match form {
            0 | 1 => {
                let scalar = self.dice.pick(SCALARS);
                self.put(format_args!(" {scalar}"));
                self.end_line();
            }
            2 => {
                self.out.push(' ');
                self.flow(2);
                self.end_line();
            }
            3 => self.end_line(),
            4 => {
                let indent = " ".repeat(column + self.step);
                let head = self.dice.pick(&["|", "|-", ">", ">-", "|+", "|  # head"]);
                let lines = self.dice.pick(&["one", "one\ntwo", "one\n\n  deep\ntwo", "# no comment\nx"]);
                self.put(format_args!(" {head}\n"));
                for line in lines.split('\n') {
                    let indent = if line.is_empty() { "" } else { &indent };
                    self.put(format_args!("{indent}{line}\n"));
                }
            }
            _ => {
                self.depth -= 1;
                let is_list = form == 5;
                if is_item && self.dice.roll(2) == 1 {
                    self.out.push(' ');
                    self.block(column + 2, is_list, true);
                } else {
                    self.end_line();
                    let column = column + if is_list && !is_item { self.list_step } else { self.step };
                    self.block(column, is_list, false);
                }
                self.depth += 1;
            }
        }
    }

    fn block(&mut self, column: usize, is_list: bool, is_begun: bool) {
        for number in 0..=self.dice.roll(4) {
            if !is_begun || number > 0 {
                self.between(column);
                self.out.push_str(&" ".repeat(column));
            }
            if is_list {
                self.out.push('-');
            } else {
                let key = self.key();
                self.put(format_args!("{key}:"));
            }
            self.value(column, is_list);
        }
    }
}

/// What is thrown into a text.
const THROWN: &[&str] = &[
    "-", "- ", "? ", ": ", ":", ",", "[", "]", "{", "}", "#", " # c", "&a ", "*a", "!t ", "!!str ", "|\n", ">\n", "'",
    "\"", "\n", "\n\n", " ", "  ", "\t", "---\n", "--- ", "...\n", "\r", "<<: ", "k: v\n", "\u{2028}", "\u{a0}", "\\",
    "%",
];

fn document(bytes: &[u8]) -> String {
    let dice = Dice { bytes };
    let mut pen = Pen { dice, out: String::new(), step: 2, list_step: 2, depth: 3, keys: 0 };
    pen.step = usize::from(pen.dice.roll(3)) + 1;
    pen.list_step = if pen.dice.roll(2) == 0 { pen.step } else { 0 };
    let mark = pen.dice.pick(&["", "", "\u{feff}", "---\n", "# head\n"]);
    pen.out.push_str(mark);
    let is_list = pen.dice.roll(4) == 3;
    pen.block(0, is_list, false);
    pen.between(0);
    let mut text = pen.out;
    if bytes.first().is_some_and(|byte| byte % 5 == 4) {
        text = text.trim_end().to_string();
    }
    if bytes.last().is_some_and(|byte| byte % 4 == 3) {
        text = text.replace('\n', "\r\n");
    }
    text
}

fn read(text: &str) -> Tree {
    let mut tree = Tree::default();
    parse::parse(text, 0, parse::MOST_NODES.of_piece, &mut tree).unwrap_or_else(|e| panic!("{e}: {text:?}"));
    tree
}

/// Returns the operation that takes another back; `text` is what it is done on.
fn inverse(piece: &Piece<'_>, op: &Op) -> Option<Op> {
    let node = |path: &[usize]| {
        path.iter().try_fold(piece.root(), |item, number| match item.kind() {
            Kind::Map => item.pairs().nth(*number).map(|(_, value)| value),
            Kind::List | Kind::Scalar | Kind::Alias => item.children().nth(*number),
        })
    };
    let below = |path: &[usize], number: usize| path.iter().copied().chain([number]).collect::<Vec<_>>();
    match op {
        Op::SetScalar { at, .. } => {
            let old = node(at).filter(|old| !old.is_null())?;
            Some(Op::SetScalar { at: at.clone(), text: old.text().to_string() })
        }
        Op::InsertPair { map: at, number, .. } | Op::InsertItem { list: at, number, .. } => {
            Some(Op::Delete { at: below(at, *number) })
        }
        Op::Move { at, number } => {
            let (last, outside) = at.split_last()?;
            Some(Op::Move { at: below(outside, *number), number: *last })
        }
        Op::RenameKey { at, .. } => {
            let (last, outside) = at.split_last()?;
            let (key, _) = node(outside)?.pairs().nth(*last)?;
            Some(Op::RenameKey { at: at.clone(), to: key.text().to_string() })
        }
        Op::Replace { .. } | Op::Delete { .. } | Op::AppendLines { .. } => None,
    }
}

/// Returns the texts of all scalars and the kinds of all nodes.
fn shape(text: &str) -> Vec<(Kind, String, u32)> {
    fn add(item: duewatch::yaml::node::Item<'_>, into: &mut Vec<(Kind, String, u32)>) {
        let text = if item.is_null() { "null" } else { item.text() };
        into.push((item.kind(), text.to_string(), item.size()));
        item.children().for_each(|child| add(child, into));
    }
    let (tree, mut nodes) = (read(text), Vec::new());
    add(Piece { tree: &tree, text, base: 0 }.root(), &mut nodes);
    nodes
}

proptest! {
    #![proptest_config(crate::cases(150))]

    #[test]
    fn generated_documents_are_edited_right_or_not_at_all(
        bytes in proptest::collection::vec(any::<u8>(), 0..160),
        seed in 0..10_000_usize,
    ) {
        let text = document(&bytes);
        let tree = read(&text);
        let piece = Piece { tree: &tree, text: &text, base: 0 };
        let old = judge::documents(&text).filter(|old| old.first().is_some_and(|old| judge::is_same(piece.root(), old)));
        for (_, op) in choose::edits(piece.root(), 2, seed) {
            let splices = match edit(&piece, &op) {
                Ok(splices) => splices,
                Err(refusal) => {
                    prop_assert!(refusal.why != Why::Rule && refusal.why != Why::Missing, "{text:?} {op:?} {refusal}");
                    continue;
                }
            };
            let new = splice(&text, &splices).expect("splices fit");
            if let Some(old) = &old {
                let fault = crate::disagree(old, (&op, crate::text_at(piece.root(), &op)), &new);
                prop_assert_eq!(fault, None, "{:?} {:?} {:?}", text, op, new);
            }
            let Some(inverse) = inverse(&piece, &op) else { continue };
            let new_tree = read(&new);
            match edit(&Piece { tree: &new_tree, text: &new, base: 0 }, &inverse) {
                Ok(back) => {
                    let back = splice(&new, &back).expect("splices fit");
                    prop_assert_eq!(shape(&back), shape(&text), "{:?} {:?} {:?}", text, op, new);
                }
                Err(refusal) => {
                    let may_be = matches!(refusal.why, Why::Unproved | Why::Nothing);
                    prop_assert!(may_be, "{new:?} {inverse:?} {refusal:?}");
                }
            }
        }
    }

    #[test]
    fn any_text_is_written_so_that_both_readers_read_it(
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
        text in "[a-c0-9:#,'\"\\\\ \t\n\r{}\\[\\]&*!|>%@~é\u{85}\u{a0}\u{2028}\u{feff}\u{1f600}-]{0,14}|([ab] {0,2}\n{1,3} {0,2}){1,4}",
        at in any::<usize>(),
    ) {
        let document = document(&bytes);
        let tree = read(&document);
        let piece = Piece { tree: &tree, text: &document, base: 0 };
        let old = judge::documents(&document).filter(|old| old.first().is_some_and(|old| judge::is_same(piece.root(), old)));
        let Some(old) = old else { return Ok(()) };
        let mut ops = choose::edits(piece.root(), 3, at % 1000);
        for (_, op) in &mut ops {
            match op {
                Op::SetScalar { text: other, .. } | Op::AppendLines { lines: other, .. } | Op::RenameKey { to: other, .. } => {
                    *other = text.trim_end_matches(['\n', '\r']).to_string();
                }
                Op::Replace { value, .. } | Op::InsertPair { value, .. } | Op::InsertItem { value, .. } => {
                    *value = New::Block(Value::text(text.as_str()));
                }
                Op::Delete { .. } | Op::Move { .. } => {}
            }
            if let Op::SetScalar { text: other, .. } = op {
                other.clone_from(&text);
            }
            match edit(&piece, op) {
                Ok(splices) => {
                    let new = splice(&document, &splices).expect("splices fit");
                    let fault = crate::disagree(&old, (op, crate::text_at(piece.root(), op)), &new);
                    prop_assert_eq!(fault, None, "{:?} {:?} {:?}", document, op, new);
                }
                Err(refusal) => {
                    let is_move = matches!(op, Op::Move { .. } | Op::Delete { .. });
                    prop_assert!(refusal.why != Why::Unproved || is_move, "{document:?} {op:?} {refusal}");
                }
            }
        }
    }

    #[test]
    fn documents_with_something_thrown_in_are_edited_right_or_not_at_all(
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
        thrown in proptest::collection::vec((any::<usize>(), 0..THROWN.len()), 1..4),
        seed in 0..10_000_usize,
    ) {
        let mut text = document(&bytes);
        for (at, what) in thrown {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            text.insert_str(places.get(at % places.len()).copied().unwrap_or(0), THROWN.get(what).copied().unwrap_or(""));
        }
        let mut tree = Tree::default();
        if parse::parse(&text, 0, parse::MOST_NODES.of_piece, &mut tree).is_err() {
            return Ok(());
        }
        let piece = Piece { tree: &tree, text: &text, base: 0 };
        let old = judge::documents(&text).filter(|old| old.first().is_some_and(|old| judge::is_same(piece.root(), old)));
        for (_, op) in choose::edits(piece.root(), 2, seed) {
            let Ok(splices) = edit(&piece, &op) else { continue };
            let new = splice(&text, &splices).expect("splices fit");
            let Some(old) = &old else { continue };
            let fault = crate::disagree(old, (&op, crate::text_at(piece.root(), &op)), &new);
            prop_assert_eq!(fault, None, "{:?} {:?} {:?}", text, op, new);
        }
    }
}
