//! A text while it is edited in steps, and the steps put together.

use super::entry::{Ground, Spot, entry_of};
use crate::domain::edit::{Record, Refusal, Splice, Why};
use crate::domain::finding::Place;
use crate::yaml::editor::Path;
use crate::yaml::node::{Item, Piece, Tree};
use crate::yaml::parse::offset;

use super::at::At;

/// A part of a text, edited step by step.
#[derive(Debug)]
pub struct Work<'a> {
    ground: &'a Ground<'a>,
    /// The text as it now is; none: as it was.
    now: Option<Now>,
    parts: Vec<Part>,
    /// The selectors behind which entries were written.
    selectors: Vec<String>,
}

/// A text with some steps done.
#[derive(Debug)]
struct Now {
    text: String,
    /// Its nodes, once a step has looked at them.
    tree: Option<Tree>,
}

/// A part of the text as it now is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Bytes of the text before.
    Kept { from: usize, to: usize },
    /// Bytes that an edit wrote.
    New(String),
}

impl Part {
    fn len(&self) -> usize {
        match self {
            Self::Kept { from, to } => to - from,
            Self::New(text) => text.len(),
        }
    }

    /// Cuts it at a byte of its own.
    fn cut(self, at: usize) -> (Self, Self) {
        match self {
            Self::Kept { from, to } => (Self::Kept { from, to: from + at }, Self::Kept { from: from + at, to }),
            Self::New(text) => {
                let head = text.get(..at).unwrap_or_default().to_string();
                let tail = text.get(at..).unwrap_or_default().to_string();
                (Self::New(head), Self::New(tail))
            }
        }
    }
}

impl<'a> Work<'a> {
    /// Begins with the text as it was read.
    #[must_use]
    pub fn on(ground: &'a Ground<'a>) -> Self {
        let parts = vec![Part::Kept { from: 0, to: ground.text.len() }];
        Self { ground, now: None, parts, selectors: Vec::new() }
    }

    /// Returns how many entries were written behind a selector so far, and counts one more.
    pub fn count_behind(&mut self, place: String) -> usize {
        let ahead = self.selectors.iter().filter(|other| **other == place).count();
        self.selectors.push(place);
        ahead
    }

    /// Does one step in the entry of a record: what it says of the tree as it now is, is spliced in.
    ///
    /// # Errors
    ///
    /// When the step refuses, or does not fit the text.
    pub fn step(
        &mut self,
        record: &Record,
        make: impl FnOnce(&Piece<'_>, &At<'_>) -> Result<Vec<Splice>, Refusal>,
    ) -> Result<(), Refusal> {
        let entry = entry_of(record);
        self.root_step(|spot, piece| {
            let root = piece.root();
            let (item, path): (Item<'_>, Path) = match &entry {
                Some(entry) => spot.open(piece, entry).map(|(_, item, path)| (item, path)).ok_or_else(|| lost(spot))?,
                None => (root, Vec::new()),
            };
            make(piece, &At { item, path })
        })
    }

    /// Does one step in the text as a whole.
    ///
    /// # Errors
    ///
    /// When the step refuses, or does not fit the text.
    pub fn root_step(
        &mut self,
        make: impl FnOnce(&Spot, &Piece<'_>) -> Result<Vec<Splice>, Refusal>,
    ) -> Result<(), Refusal> {
        let spot = self.ground.spot;
        self.read()?;
        let (splices, now) = match &self.now {
            None => (make(spot, &self.ground.piece())?, self.ground.text),
            Some(Now { text, tree }) => {
                let tree = tree.as_ref().ok_or_else(|| lost(spot))?;
                let piece = spot.piece(text, tree);
                (make(spot, &piece).map_err(|refusal| self.before(refusal))?, text.as_str())
            }
        };
        if splices.is_empty() {
            return Ok(());
        }
        let text = crate::domain::edit::splice(now, &splices).ok_or_else(|| lost(spot))?;
        for splice in splices.iter().rev() {
            self.put(splice);
        }
        self.now = Some(Now { text, tree: None });
        Ok(())
    }

    /// Reads the text as it now is.
    fn read(&mut self) -> Result<(), Refusal> {
        let spot = self.ground.spot;
        if let Some(Now { text, tree: tree @ None }) = &mut self.now {
            let mut fresh = Tree::default();
            spot.parse(text, &mut fresh).ok_or_else(|| lost(spot))?;
            *tree = Some(fresh);
        }
        Ok(())
    }

    /// Moves the places of a refusal from the text as it now is into the text before.
    fn before(&self, mut refusal: Refusal) -> Refusal {
        refusal.place = refusal.place.map(|place| self.place_before(place));
        for (_, place) in &mut refusal.others {
            *place = self.place_before(*place);
        }
        if let Some((_, place)) = &mut refusal.anchor {
            *place = self.place_before(*place);
        }
        refusal
    }

    fn place_before(&self, place: Place) -> Place {
        let offset_before = |at: u32| {
            let at = (at as usize).saturating_sub(self.ground.spot.start);
            offset(self.ground.spot.start + self.byte_before(at))
        };
        let start = offset_before(place.start);
        Place::new(start, offset_before(place.end).max(start))
    }

    /// Returns where a byte stood before; one that was written, where it was written to.
    fn byte_before(&self, at: usize) -> usize {
        let (mut start, mut last) = (0, 0);
        for part in &self.parts {
            let length = part.len();
            match part {
                Part::Kept { from, .. } if at < start + length => return from + at.saturating_sub(start),
                Part::Kept { to, .. } => last = *to,
                Part::New(_) if at < start + length => return last,
                Part::New(_) => {}
            }
            start += length;
        }
        last
    }

    /// Puts one splice into the parts.
    fn put(&mut self, splice: &Splice) {
        let end = splice.at + splice.old.len();
        let first = self.boundary(splice.at);
        let last = self.boundary(end);
        let new = (!splice.new.is_empty()).then(|| Part::New(splice.new.clone()));
        self.parts.splice(first..last, new);
    }

    /// Returns the number of the part that begins at a byte; cuts one that does not.
    fn boundary(&mut self, at: usize) -> usize {
        let mut start = 0;
        for number in 0..self.parts.len() {
            let length = self.parts.get(number).map_or(0, Part::len);
            if start == at {
                return number;
            }
            if at < start + length {
                let part = self.parts.remove(number);
                let (head, tail) = part.cut(at - start);
                self.parts.splice(number..number, [head, tail]);
                return number + 1;
            }
            start += length;
        }
        self.parts.len()
    }

    /// Returns what became of the text: in order, one splice for each place, offsets into the text before.
    #[must_use]
    pub fn splices(self) -> Vec<Splice> {
        let mut splices: Vec<Splice> = Vec::new();
        let (mut at, mut new) = (0, String::new());
        let mut close = |from: usize, to: usize, new: String| {
            let old = self.ground.text.get(from..to).unwrap_or_default();
            if old != new {
                splices.push(Splice { at: from, old: old.into(), new });
            }
        };
        for part in self.parts {
            match part {
                Part::New(text) => new.push_str(&text),
                Part::Kept { from, to } => {
                    if from > at || !new.is_empty() {
                        close(at, from, std::mem::take(&mut new));
                    }
                    at = to;
                }
            }
        }
        close(at, self.ground.text.len(), new);
        splices
    }
}

/// Says that an entry cannot be edited where it stands.
#[must_use]
pub fn lost(spot: &Spot) -> Refusal {
    Refusal::new(Why::Unproved, format!("'{}' cannot be edited here", spot.name()), "edit it by hand")
}
