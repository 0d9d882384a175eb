//! What was told already: each threshold is told once, whatever clocks and restarts do.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{REMEMBERED, Reached, Survey};
use crate::domain::board::Board;

/// The most obligations that are remembered; past it the oldest are forgotten, and that they were looked at is enough.
pub const MOST: usize = 10_000;

/// The most dates of one obligation that are remembered: who moves a date there and back is not told twice.
const DATES: usize = 4;

/// What was told of one file. At most [`MOST`] obligations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The moment of the last look; none: nobody ever looked.
    pub looked: Option<DateTime<Utc>>,
    /// Whether something was told in quiet hours and has not rung yet.
    pub owes_ring: bool,
    /// The obligations by address.
    seen: BTreeMap<Box<str>, Seen>,
}

/// What was told of one obligation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// Its dates, the one that was told last behind the others; at most [`DATES`].
    marks: Vec<Mark>,
    /// Whether it stands in the banner.
    is_open: bool,
    /// The acknowledgement that held when it was told, and does not cover it.
    acked: Option<Box<str>>,
}

/// The nearest threshold of one date that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    instant: DateTime<Utc>,
    at: DateTime<Utc>,
}

/// What became of the memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The places in [`Board::cells`] of what is to be told now.
    pub told: Vec<u32>,
    /// Whether there is something that must be kept.
    pub is_changed: bool,
}

impl Memory {
    /// Takes what stands within its ladder now, and says what of it is to be told.
    ///
    /// What the very first look finds is known to whoever looks: nothing is told. Later a threshold is told that was
    /// crossed since the last look, and none that lies before one that was told; of a date that was moved, a threshold
    /// that was crossed since then, or a nearer one.
    pub fn take(&mut self, board: &Board, survey: &Survey, now: DateTime<Utc>) -> News {
        let mut news = News::default();
        let is_first = self.looked.is_none();
        let looked = self.looked.unwrap_or(now);
        for reached in &survey.reached {
            let Some(cell) = board.cells.get(reached.cell as usize) else { continue };
            let seen = self.seen.entry(board.address_of_cell(cell).into());
            let is_known = matches!(seen, std::collections::btree_map::Entry::Occupied(_));
            let seen = seen.or_default();
            let is_new = if is_known { seen.is_news(reached) } else { !is_first && reached.at > looked };
            news.is_changed |= seen.note(reached);
            if is_new {
                (seen.is_open, seen.acked) = (true, reached.acked.clone());
                news.told.push(reached.cell);
            }
        }
        self.looked = Some(now);
        news.is_changed |= is_first || !news.told.is_empty();
        news.is_changed |= self.forget(board, survey, now);
        news
    }

    /// Returns whether an obligation that a threshold has reached stands in the banner: told, neither put away nor
    /// acknowledged since.
    #[must_use]
    pub fn is_open(&self, board: &Board, reached: &Reached) -> bool {
        let Some(cell) = board.cells.get(reached.cell as usize) else { return false };
        let seen = self.seen.get(&*board.address_of_cell(cell));
        seen.is_some_and(|seen| seen.is_open && (reached.acked.is_none() || reached.acked == seen.acked))
    }

    /// Takes everything out of the banner: it was looked at. Returns whether there was something.
    pub fn put_away(&mut self) -> bool {
        let mut was_open = false;
        for seen in self.seen.values_mut() {
            was_open |= std::mem::take(&mut seen.is_open);
        }
        self.owes_ring = false;
        was_open
    }

    /// Returns how many obligations are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Returns whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// Forgets what has not been reached for long, and the oldest where there is too much.
    fn forget(&mut self, board: &Board, survey: &Survey, now: DateTime<Utc>) -> bool {
        let before = self.seen.len();
        let old = now.checked_sub_signed(REMEMBERED).unwrap_or(now);
        if self.seen.values().any(|seen| seen.last() < old) {
            let cells = survey.reached.iter().filter_map(|reached| board.cells.get(reached.cell as usize));
            let reached: BTreeSet<String> = cells.map(|cell| board.address_of_cell(cell)).collect();
            self.seen.retain(|address, seen| seen.last() >= old || reached.contains(&**address));
        }
        if self.seen.len() > MOST {
            let ranks = self.seen.iter().map(|(address, seen)| (seen.is_open, seen.last(), address.clone()));
            let mut ranks: Vec<_> = ranks.collect();
            ranks.sort_unstable();
            for (_, _, address) in ranks.iter().take(ranks.len() - MOST) {
                self.seen.remove(address);
            }
        }
        before != self.seen.len()
    }
}

impl Seen {
    fn last(&self) -> DateTime<Utc> {
        self.marks.iter().map(|mark| mark.at).max().unwrap_or(DateTime::<Utc>::MIN_UTC)
    }

    fn is_news(&self, reached: &Reached) -> bool {
        if let Some(mark) = self.marks.iter().find(|mark| mark.instant == reached.instant) {
            return reached.at > mark.at;
        }
        let nearer = |mark: &Mark| reached.instant - reached.at < mark.instant - mark.at;
        self.marks.last().is_none_or(|mark| reached.at > mark.at || nearer(mark))
    }

    /// Notes the nearest threshold of a date; returns whether that is another than before.
    fn note(&mut self, reached: &Reached) -> bool {
        let mark = Mark { instant: reached.instant, at: reached.at };
        match self.marks.iter_mut().find(|mark| mark.instant == reached.instant) {
            Some(known) if known.at >= mark.at => false,
            Some(known) => {
                known.at = mark.at;
                true
            }
            None => {
                if self.marks.len() >= DATES {
                    self.marks.remove(0);
                }
                self.marks.push(mark);
                true
            }
        }
    }
}
