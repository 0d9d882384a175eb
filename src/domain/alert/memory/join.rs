//! Two windows on one file: what was told in either was told.

use std::collections::{BTreeMap, BTreeSet};

use super::{AHEAD, DATES, Mark, Memory, REMEMBERED, Seen};

impl Memory {
    /// Returns what is known to this window and to those that wrote meanwhile, where `before` is what this one knew when it
    /// read or wrote last, and `theirs` what stands there by now.
    ///
    /// What only one of them changed is as that one has it. Of what both changed, no threshold that was told in either is
    /// forgotten; where both told the same, it stands in the banner unless it was put away in one. Where nothing stands
    /// there, or nothing that is understood, this one's is all there is.
    #[must_use]
    pub fn joined(&self, before: &Self, theirs: &Self) -> Self {
        let (Some(looked), false) = (theirs.looked, theirs.is_partial) else { return self.clone() };
        // A clock that runs far ahead is not taken over.
        let is_ahead = |at| self.looked.is_some_and(|mine| at > mine.checked_add_signed(AHEAD).unwrap_or(mine));
        let mut joined = Self {
            looked: if is_ahead(looked) { self.looked } else { self.looked.max(theirs.looked) },
            owes_ring: of_either(&before.owes_ring, self.owes_ring, theirs.owes_ring),
            wave: self.wave.max(theirs.wave),
            is_partial: self.is_partial,
            behind_since: of_either(&before.behind_since, self.behind_since, theirs.behind_since),
            seen: BTreeMap::new(),
        };
        let old = joined.looked.and_then(|looked| looked.checked_sub_signed(REMEMBERED));
        let addresses: BTreeSet<&Box<str>> = self.seen.keys().chain(theirs.seen.keys()).collect();
        for address in addresses {
            let known = before.seen.get(address);
            let mine = self.seen.get(address).map(|seen| self.raised(seen, joined.wave));
            let others = theirs.seen.get(address).map(|seen| theirs.raised(seen, joined.wave));
            let seen = match (mine, others) {
                (Some(_), others) if self.seen.get(address) == known => others,
                (None, Some(_)) if known.is_some() && theirs.seen.get(address) == known => None,
                (None, others) => others.filter(|others| old.is_none_or(|old| others.last() >= old)),
                (mine, _) if theirs.seen.get(address) == known => mine,
                (Some(mine), Some(others)) => Some(mine.united(&others)),
                (mine @ Some(_), None) => mine,
            };
            if let Some(seen) = seen {
                joined.seen.insert(address.clone(), seen);
            }
        }
        joined.cut();
        joined
    }

    /// Returns what was told of an obligation; what has still to ring is of the last wave of all.
    fn raised(&self, seen: &Seen, last: u64) -> Seen {
        let is_owed = self.owes_ring && seen.wave == self.wave;
        Seen { wave: if is_owed { last } else { seen.wave }, ..seen.clone() }
    }
}

/// Returns what one of two made of a value.
fn of_either<T: PartialEq>(before: &T, mine: T, theirs: T) -> T {
    if mine == *before { theirs } else { mine }
}

impl Seen {
    /// Returns what was told in two windows.
    fn united(&self, other: &Self) -> Self {
        let is_same = self.marks.last() == other.marks.last();
        let (older, newer) = if self.last() < other.last() { (self, other) } else { (other, self) };
        let is_open = newer.is_open && (older.is_open || !is_same);
        let at = |mark: &Mark| older.marks.iter().find(|other| other.instant == mark.instant).map(|other| other.at);
        let later = newer.marks.iter().map(|mark| Mark { at: at(mark).map_or(mark.at, |at| at.max(mark.at)), ..*mark });
        let is_gone = |mark: &&Mark| newer.marks.iter().all(|other| other.instant != mark.instant);
        let mut marks: Vec<Mark> = older.marks.iter().filter(is_gone).copied().chain(later).collect();
        marks.drain(..marks.len().saturating_sub(DATES));
        Self { marks, is_open, wave: newer.wave, acked: newer.acked.clone() }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::super::MOST;
    use super::*;

    fn day(number: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + number)
    }

    /// Told on a day, of a date a hundred days later.
    fn told(at: i64) -> Seen {
        Seen { marks: vec![Mark { instant: day(100), at: day(at) }], is_open: true, ..Seen::default() }
    }

    fn memory(looked: i64, seen: &[(&str, Seen)]) -> Memory {
        let seen = seen.iter().map(|(address, seen)| ((*address).into(), seen.clone())).collect();
        Memory { looked: Some(day(looked)), seen, ..Memory::default() }
    }

    fn away(seen: Seen) -> Seen {
        Seen { is_open: false, ..seen }
    }

    #[test]
    fn what_was_told_in_either_was_told() {
        let before = memory(1, &[("r/a:p", told(1))]);
        let mine = memory(3, &[("r/a:p", told(1)), ("r/b:p", told(3))]);
        let theirs = memory(2, &[("r/a:p", told(1)), ("r/c:p", told(2))]);
        let all = memory(3, &[("r/a:p", told(1)), ("r/b:p", told(3)), ("r/c:p", told(2))]);
        assert_eq!(mine.joined(&before, &theirs), all);
        assert_eq!(theirs.joined(&before, &mine), all);
        // Nothing that is understood stands there.
        assert_eq!(mine.joined(&before, &Memory::default()), mine);
        assert_eq!(mine.joined(&before, &Memory::unreadable(day(9))), mine);
    }

    #[test]
    fn what_one_changed_is_as_that_one_has_it() {
        let before = memory(1, &[("r/a:p", told(1)), ("r/b:p", told(1)), ("r/c:p", told(1))]);
        // Mine: one was put away, one was forgotten; theirs: one was put away.
        let mine = memory(3, &[("r/a:p", away(told(1))), ("r/b:p", told(1))]);
        let theirs = memory(2, &[("r/a:p", told(1)), ("r/b:p", away(told(1))), ("r/c:p", told(1))]);
        let all = memory(3, &[("r/a:p", away(told(1))), ("r/b:p", away(told(1)))]);
        assert_eq!(mine.joined(&before, &theirs), all);
        assert_eq!(theirs.joined(&before, &mine), all);
    }

    #[test]
    fn of_what_both_changed_no_threshold_is_forgotten() {
        let before = memory(1, &[("r/a:p", told(1))]);
        let one = |seen| memory(4, &[("r/a:p", seen)]);
        let joined = |mine: &Seen, theirs: &Seen| {
            let joined = one(mine.clone()).joined(&before, &one(theirs.clone()));
            assert_eq!(one(theirs.clone()).joined(&before, &one(mine.clone())), joined, "whoever is last");
            joined.seen.get("r/a:p").cloned().expect("it is known")
        };
        assert_eq!(joined(&told(4), &away(told(2))), told(4), "told again after it was put away");
        assert_eq!(joined(&away(told(4)), &told(4)), away(told(4)), "somebody looked at it");
        let moved = Seen { marks: vec![Mark { instant: day(200), at: day(3) }], ..told(1) };
        let marks = joined(&told(2), &moved).marks;
        assert_eq!(marks, [told(2).marks, moved.marks].concat(), "both dates, the one told last behind");
    }

    #[test]
    fn what_has_to_ring_rings_and_a_clock_that_is_ahead_is_not_believed() {
        let before = memory(1, &[]);
        let mut mine = memory(2, &[("r/a:p", Seen { wave: 1, ..told(2) })]);
        (mine.wave, mine.owes_ring) = (1, true);
        let mut theirs = memory(300, &[("r/b:p", Seen { wave: 7, ..told(1) })]);
        theirs.wave = 7;
        let joined = mine.joined(&before, &theirs);
        assert_eq!((joined.looked, joined.wave, joined.owes_ring), (Some(day(2)), 7, true));
        assert_eq!(joined.seen.get("r/a:p").map(|seen| seen.wave), Some(7), "of the last wave: that is what rings");
    }

    #[test]
    fn it_stays_within_its_bounds() {
        let many = |name: &str, at| (0..MOST).map(|n| ((*format!("r/{name}{n}:p")).into(), told(at))).collect();
        let mine = Memory { seen: many("a", 4), ..memory(5, &[]) };
        let theirs = Memory { seen: many("b", 3), ..memory(5, &[]) };
        let joined = mine.joined(&memory(1, &[]), &theirs);
        assert_eq!((joined.len(), joined.seen.contains_key("r/a0:p")), (MOST, true), "the oldest are forgotten");
        // What only others knew, sixty days ago.
        let late = memory(99, &[("r/a:p", told(1))]);
        assert_eq!(late.joined(&memory(1, &[]), &memory(2, &[("r/b:p", told(1))])), late);
    }
}
