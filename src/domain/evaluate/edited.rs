//! The board of an edited file: only what the edit can have changed is evaluated again.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::domain::board::Board;
use crate::domain::dated::Dated;
use crate::domain::plan::Plan;
use crate::domain::record::{File, Product};

impl Board {
    /// Returns the board of another version of the file at `now`, as [`Board::within`] makes it.
    ///
    /// A row is taken over if its milestone's text is the same in both versions, its date too, and nothing changes by
    /// itself up to `now`. Series, moved milestones and those with dates of single obligations are evaluated again, and
    /// everything is where products, selectors or zones changed.
    #[must_use]
    pub fn edited(&self, file: Arc<File>, plan: Arc<Plan>, now: DateTime<Utc>) -> Self {
        let is_same_frame = self.plan.file_zone == plan.file_zone
            && self.plan.zones == plan.zones
            && self.file.products.len() == file.products.len()
            && self.file.products.iter().zip(&file.products).all(|(old, new)| is_alike(old, new));
        if !is_same_frame {
            return Self::within(file, plan, now, self.limits);
        }
        let (old, new) = (Side::of(&self.file, &self.plan), Side::of(&file, &plan));
        let same = Same::of(&old, &new);
        let known = |number: usize| {
            let other = same.other(&old, &new, number)?;
            let is_plain = old.is_plain.get(other)? & new.is_plain.get(number)?;
            let is_same_date = is_same_date(self.plan.dated.get(other)?, plan.dated.get(number)?);
            (is_plain && is_same_date).then(|| u32::try_from(other).ok()).flatten()
        };
        self.renewed((Arc::clone(&file), Arc::clone(&plan)), now, (0..plan.spots.len()).map(known))
    }
}

/// Returns whether two products are touched by the same milestones.
fn is_alike(old: &Product, new: &Product) -> bool {
    let retired = |product: &Product| product.retired.as_ref().map(|retired| retired.value.clone());
    old.id == new.id && old.tags == new.tags && old.vendor == new.vendor && retired(old) == retired(new)
}

/// Returns whether two dates are the same; what they count from has another number as soon as a milestone is added.
fn is_same_date(old: &Dated, new: &Dated) -> bool {
    old == new || *old == Dated { anchor: old.anchor, ..new.clone() }
}

/// One of the two versions.
struct Side<'a> {
    text: &'a str,
    /// Where the key of each milestone begins.
    starts: Vec<usize>,
    /// Whether the row of each follows from its own text and its date alone.
    is_plain: Vec<bool>,
}

impl<'a> Side<'a> {
    fn of(file: &'a File, plan: &Plan) -> Self {
        let starts = file.regulations.iter().flat_map(|r| &r.milestones).map(|m| m.place.start as usize).collect();
        let mut is_plain = vec![true; plan.spots.len()];
        let own = plan.own.keys().map(|(milestone, ..)| milestone);
        for number in own.chain(plan.series.keys()).chain(plan.moved.keys()) {
            if let Some(is_plain) = is_plain.get_mut(*number as usize) {
                *is_plain = false;
            }
        }
        Self { text: &file.text, starts, is_plain }
    }

    /// Returns where the text of a milestone stands: from its key to the key of the next one.
    fn range(&self, number: usize) -> Option<Range<usize>> {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.text.len());
        Some(*self.starts.get(number)?..end)
    }
}

/// How many bytes are compared at once.
const BLOCK: usize = 4096;

/// The bytes in which two texts agree at their beginning and at their end.
struct Same {
    head: usize,
    tail: usize,
}

impl Same {
    fn of(old: &Side<'_>, new: &Side<'_>) -> Self {
        let (old, new) = (old.text.as_bytes(), new.text.as_bytes());
        // By blocks first, which are compared much faster than bytes.
        let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
        let rest = old.iter().zip(new).skip(blocks).take_while(|(a, b)| a == b).count();
        let head = blocks + rest;
        let (old, new) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
        let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
        let rest = old.iter().rev().zip(new.iter().rev()).skip(blocks).take_while(|(a, b)| a == b).count();
        Self { head, tail: blocks + rest }
    }

    /// Returns the milestone of the old version that has the same text in the same surroundings as one of the new.
    ///
    /// With an alias in it (`*`), a text says what stands elsewhere: then none.
    fn other(&self, old: &Side<'_>, new: &Side<'_>, number: usize) -> Option<usize> {
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
        let has_alias = new.text.as_bytes().get(range)?.contains(&b'*');
        (is_there && !has_alias).then_some(other)
    }
}
