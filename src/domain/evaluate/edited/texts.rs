//! Two texts of a file: which milestones stand there alike.

use std::ops::Range;

use crate::domain::record::File;

/// How many bytes are compared at once.
const BLOCK: usize = 4096;

/// Two versions of a file, and the bytes in which they agree at their beginning and at their end.
pub(super) struct Texts<'a> {
    old: Side<'a>,
    new: Side<'a>,
    head: usize,
    tail: usize,
    /// Whether a text may say what stands elsewhere.
    has_alias: bool,
}

/// One of the two versions.
struct Side<'a> {
    text: &'a str,
    /// Where the key of each milestone begins.
    starts: Vec<usize>,
}

impl<'a> Side<'a> {
    fn of(file: &'a File) -> Self {
        let starts = file.regulations.iter().flat_map(|r| &r.milestones).map(|m| m.place.start as usize).collect();
        Self { text: &file.text, starts }
    }

    /// Returns where the text of a milestone stands: from its key to the key of the next one.
    fn range(&self, number: usize) -> Option<Range<usize>> {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.text.len());
        Some(*self.starts.get(number)?..end)
    }
}

impl<'a> Texts<'a> {
    pub(super) fn of(old: &'a File, new: &'a File) -> Self {
        let (old, new) = (Side::of(old), Side::of(new));
        let (head, tail) = shared(old.text.as_bytes(), new.text.as_bytes());
        let has_alias = new.text.contains('*');
        Self { old, new, head, tail, has_alias }
    }

    /// Returns for each milestone of the new version the one of the old that has the same text in the same surroundings.
    pub(super) fn pairs(&self) -> Vec<Option<u32>> {
        let other = |number| self.other(number).and_then(|other| u32::try_from(other).ok());
        (0..self.new.starts.len()).map(other).collect()
    }

    /// With an alias in it (`*`), a text says what stands elsewhere: then there is none.
    fn other(&self, number: usize) -> Option<usize> {
        let (old, new) = (&self.old, &self.new);
        let range = new.range(number)?;
        let (other, from) = if range.end <= self.head {
            (number, 0..0)
        } else if range.start >= new.text.len() - self.tail {
            ((number + old.starts.len()).checked_sub(new.starts.len())?, old.text.len()..new.text.len())
        } else {
            return None;
        };
        let there = old.range(other)?;
        let is_there =
            there.start + from.end == range.start + from.start && there.end + from.end == range.end + from.start;
        let says_elsewhere = || new.text.as_bytes().get(range.clone()).is_none_or(|text| text.contains(&b'*'));
        (is_there && !(self.has_alias && says_elsewhere())).then_some(other)
    }
}

/// Returns how many bytes two texts share at their beginning, and behind that at their end.
fn shared(old: &[u8], new: &[u8]) -> (usize, usize) {
    // By blocks first, which are compared much faster than bytes.
    let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
    let rest = old.iter().zip(new).skip(blocks).take_while(|(a, b)| a == b).count();
    let head = blocks + rest;
    let (old, new) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
    let rest = old.iter().rev().zip(new.iter().rev()).skip(blocks).take_while(|(a, b)| a == b).count();
    (head, blocks + rest)
}
