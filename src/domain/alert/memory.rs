//! What was told already: each threshold is told once, whatever clocks and restarts do.

mod join;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{REMEMBERED, Reached, Subject, Survey};
use crate::domain::band::Band;
use crate::domain::board::Board;

/// The most obligations that are remembered; past it the oldest are forgotten, and that they were looked at is enough.
pub const MOST: usize = 10_000;

/// The most dates of one obligation that are remembered: who moves a date there and back is not told twice.
const DATES: usize = 4;

/// What was told for a time that lies farther ahead was told by a clock that was wrong.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// How long an earlier clock must run until it is believed rather than the one before.
const BELIEVED: TimeDelta = TimeDelta::hours(1);

/// What was told of one file. At most [`MOST`] obligations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The moment of the last look; none: nobody ever looked.
    pub looked: Option<DateTime<Utc>>,
    /// Whether something was told in quiet hours and has not rung yet.
    pub owes_ring: bool,
    /// How often something was told; what is told while a ring is owed belongs together.
    #[serde(default)]
    wave: u64,
    /// Whether what was told earlier is not known: the memory could not be read.
    #[serde(default)]
    is_partial: bool,
    /// Since when the clock runs at a time before something that was told as having come.
    #[serde(default)]
    behind_since: Option<DateTime<Utc>>,
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
    /// When it was told last, as [`Memory::wave`].
    #[serde(default)]
    wave: u64,
    /// The acknowledgement that held when it was told, and does not cover it.
    acked: Option<Box<str>>,
}

/// The nearest threshold of one date that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    instant: DateTime<Utc>,
    at: DateTime<Utc>,
}

/// What is known before a look.
struct Look {
    /// The moment of the last one; none: this is the first.
    last: Option<DateTime<Utc>>,
    /// Whether all that was reached at the last look is remembered.
    is_whole: bool,
    /// The wave of what is told now.
    wave: u64,
}

impl Look {
    /// Returns whether a threshold was crossed since the last look.
    fn is_later(&self, reached: &Reached) -> bool {
        self.last.is_some_and(|last| reached.at > last)
    }
}

/// What became of the memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What is to be told now.
    pub told: Vec<Subject>,
    /// Whether there is something that must be kept.
    pub is_changed: bool,
}

impl Memory {
    /// Makes a memory of which nothing is known but when it was written: what was crossed since then is told.
    #[must_use]
    pub fn unreadable(written: DateTime<Utc>) -> Self {
        Self { looked: Some(written), is_partial: true, ..Self::default() }
    }

    /// Takes what stands within its ladder now, and says what of it is to be told.
    ///
    /// What the very first look finds is known to whoever looks: nothing is told. Later a threshold is told that was
    /// crossed since the last look, and none that lies before one that was told; of a date that was moved, a threshold
    /// that was crossed since then, or a nearer one. What was not reached before, because it was not there, was not owed or
    /// lay far away, is told where it is overdue or within seven days.
    pub fn take(&mut self, board: &Board, survey: &Survey, now: DateTime<Utc>) -> News {
        let mut news = News { is_changed: self.set_right(now), ..News::default() };
        let is_first = self.looked.is_none();
        let look = Look {
            last: self.looked,
            // Of what was forgotten it is not known whether it was told.
            is_whole: !is_first && !self.is_partial && self.seen.len() < MOST,
            wave: self.wave + u64::from(!self.owes_ring),
        };
        let mut gone = None;
        for reached in &survey.reached {
            let subject = reached.subject;
            let (Some(address), Some((band, _))) = (subject.address(board), subject.standing(board)) else { continue };
            if look.is_whole && !look.is_later(reached) && !self.seen.contains_key(&*address) {
                let gone = gone.get_or_insert_with(|| self.gone(board));
                self.follow_name(gone, &address, reached.instant);
            }
            let is_urgent = matches!(band, Band::Overdue | Band::Today | Band::Within7Days);
            let (is_new, is_changed) = self.take_one((address, reached), is_urgent, &look);
            news.is_changed |= is_changed;
            news.told.extend(is_new.then_some(subject));
        }
        self.looked = Some(now);
        self.is_partial = false;
        if !news.told.is_empty() {
            self.wave = look.wave;
        }
        news.is_changed |= is_first || !news.told.is_empty();
        news.is_changed |= self.forget(board, survey, now);
        news
    }

    /// Takes one obligation; returns whether it is to be told, and whether anything is another.
    fn take_one(&mut self, (address, reached): (String, &Reached), is_urgent: bool, look: &Look) -> (bool, bool) {
        let is_full = self.seen.len() >= MOST;
        let (is_new, seen) = match self.seen.entry(address.into()) {
            Entry::Occupied(known) => (known.get().is_news(reached), known.into_mut()),
            Entry::Vacant(place) => {
                let is_new = look.is_later(reached) || look.is_whole && is_urgent;
                if is_full && !is_new {
                    return (false, false);
                }
                (is_new, place.insert(Seen::default()))
            }
        };
        let is_changed = seen.note(reached);
        if is_new {
            (seen.is_open, seen.wave, seen.acked) = (true, look.wave, reached.acked.clone());
        }
        (is_new, is_changed)
    }

    /// Returns the wave in which an obligation that a threshold has reached was told, if it stands in the banner: neither
    /// put away nor acknowledged since.
    #[must_use]
    pub fn open_since(&self, board: &Board, reached: &Reached) -> Option<u64> {
        let seen = self.seen.get(&*reached.subject.address(board)?)?;
        let is_open = seen.is_open && (reached.acked.is_none() || reached.acked == seen.acked);
        is_open.then_some(seen.wave)
    }

    /// Returns the wave of what was told last.
    #[must_use]
    pub fn wave(&self) -> u64 {
        self.wave
    }

    /// Returns whether an earlier clock has run for so long that it is to be believed: a look is due.
    #[must_use]
    pub fn must_look(&self, now: DateTime<Utc>) -> bool {
        self.behind_since.is_some_and(|since| now - since >= BELIEVED)
    }

    /// Takes back that something was told before its time, once it is sure that the clock ran ahead then: nobody may have
    /// looked in that moment. Returns whether anything is another.
    ///
    /// An hour decides between a clock that was ahead and one that is behind for a moment, after which all would be told
    /// twice. What is less than a day away counts as told.
    fn set_right(&mut self, now: DateTime<Utc>) -> bool {
        let ahead = now.checked_add_signed(AHEAD).unwrap_or(now);
        if !self.seen.values().any(|seen| seen.last() > ahead) {
            return self.behind_since.take().is_some();
        }
        match self.behind_since {
            Some(since) if since <= now && !self.must_look(now) => false,
            Some(since) if since <= now => {
                let marks = self.seen.values_mut().flat_map(|seen| &mut seen.marks);
                marks.for_each(|mark| mark.at = mark.at.min(now));
                self.behind_since = None;
                true
            }
            Some(_) | None => {
                self.behind_since = Some(now);
                true
            }
        }
    }

    /// Returns the addresses of what is remembered and stands no more on the board, by each of its instants.
    fn gone(&self, board: &Board) -> BTreeMap<DateTime<Utc>, Vec<Box<str>>> {
        let milestones = (0u32..).zip(&board.rows).filter_map(|(number, _)| Subject::Milestone(number).address(board));
        let cells = board.cells.iter().map(|cell| board.address_of_cell(cell));
        let there: BTreeSet<String> = cells.chain(milestones).collect();
        let mut gone = BTreeMap::<_, Vec<Box<str>>>::new();
        for (address, seen) in self.seen.iter().filter(|(address, _)| !there.contains(&***address)) {
            for mark in &seen.marks {
                gone.entry(mark.instant).or_default().push(address.clone());
            }
        }
        gone
    }

    /// Takes over what is remembered of an obligation that stands under another name now: of the same instant, and of the
    /// same milestone or the same product.
    fn follow_name(
        &mut self,
        gone: &mut BTreeMap<DateTime<Utc>, Vec<Box<str>>>,
        address: &str,
        instant: DateTime<Utc>,
    ) {
        let Some(others) = gone.get_mut(&instant) else { return };
        let parts = |address: &str| address.rsplit_once(':').map(|(one, other)| (one.to_string(), other.to_string()));
        let Some((milestone, product)) = parts(address) else { return };
        let is_like = |other: &str| parts(other).is_some_and(|(one, other)| one == milestone || other == product);
        let Some(place) = others.iter().position(|other| is_like(other)) else { return };
        if let Some(seen) = self.seen.remove(&*others.swap_remove(place)) {
            self.seen.insert(address.into(), seen);
        }
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
            let reached = survey.reached.iter().filter_map(|reached| reached.subject.address(board));
            let reached: BTreeSet<String> = reached.collect();
            self.seen.retain(|address, seen| seen.last() >= old || reached.contains(&**address));
        }
        self.cut();
        before != self.seen.len()
    }

    /// Forgets the oldest where there is too much.
    fn cut(&mut self) {
        if self.seen.len() <= MOST {
            return;
        }
        let ranks = self.seen.iter().map(|(address, seen)| (seen.is_open, seen.last(), address.clone()));
        let mut ranks: Vec<_> = ranks.collect();
        ranks.sort_unstable();
        for (_, _, address) in ranks.iter().take(ranks.len() - MOST) {
            self.seen.remove(address);
        }
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
