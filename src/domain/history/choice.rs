//! Which edit an undo or a redo takes back.

use std::collections::{HashMap, HashSet};

use super::{Author, Kind, Line, Outcome};

/// Which way an author goes through the own edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Back: the newest own edit or redo that stands is taken back.
    Undo,
    /// Forth: the newest own undo after which nothing else was edited is taken back.
    Redo,
}

/// The choice of what is taken back: sees the journal from its end, line by line, until it knows enough.
#[derive(Debug)]
pub struct Choosing<'a> {
    author: &'a Author,
    /// Edits that are passed over: what they did no longer stands in the file.
    passed: &'a [u64],
    /// How edits ended whose own lines are still to come.
    outcomes: HashMap<u64, Outcome>,
    taken_back: HashSet<u64>,
    /// Own edits that were saved: their number and what they take back; newest first.
    own: Vec<(u64, Option<u64>)>,
}

impl<'a> Choosing<'a> {
    /// Begins; `passed` are edits that are not to be chosen.
    #[must_use]
    pub fn new(author: &'a Author, passed: &'a [u64]) -> Self {
        let (outcomes, taken_back) = (HashMap::new(), HashSet::new());
        Self { author, passed, outcomes, taken_back, own: Vec::new() }
    }

    /// Takes the next older line; returns whether that was enough.
    ///
    /// Enough is the newest own edit, no undo or redo, that stands: whatever was taken back since then came later.
    pub fn see(&mut self, line: &Line) -> bool {
        let body = match (line.kind, &line.body) {
            (Kind::Done, _) => {
                self.outcomes.entry(line.seq).or_insert(Outcome::Done);
                return false;
            }
            (Kind::Void, _) => {
                self.outcomes.entry(line.seq).or_insert(Outcome::Void);
                return false;
            }
            (Kind::Edit, Some(body)) => body,
            (Kind::Edit, None) => return false,
        };
        let is_done = self.outcomes.remove(&line.seq) == Some(Outcome::Done);
        if !is_done || line.author != *self.author {
            return false;
        }
        self.own.push((line.seq, body.undoes));
        match body.undoes {
            Some(other) => {
                self.taken_back.insert(other);
                false
            }
            None => !self.taken_back.contains(&line.seq) && !self.passed.contains(&line.seq),
        }
    }

    /// Returns the number of the edit to take back.
    #[must_use]
    pub fn choice(&self, way: Way) -> Option<u64> {
        let (mut undo, mut redo): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
        for (seq, undoes) in self.own.iter().rev() {
            match undoes {
                None => {
                    undo.push(*seq);
                    redo.clear();
                }
                Some(other) if redo.contains(other) => {
                    redo.retain(|seq| seq != other);
                    undo.push(*seq);
                }
                Some(other) => {
                    undo.retain(|seq| seq != other);
                    redo.push(*seq);
                }
            }
        }
        let stack = match way {
            Way::Undo => undo,
            Way::Redo => redo,
        };
        stack.into_iter().rev().find(|seq| !self.passed.contains(seq))
    }
}
