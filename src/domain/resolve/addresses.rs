//! Where the milestones are that rules count from, and what else is taken from every record before any date is.

use std::collections::{HashMap, HashSet};
use std::thread;

use foldhash::fast::RandomState;

use crate::domain::date::When;
use crate::domain::plan::entries_of;
use crate::domain::record::{Entry, File, Milestone, Regulation};
use crate::domain::rule::Rule;

/// Files with at least so many milestones are gone through by two threads.
const MANY: usize = 5_000;

/// The milestones of one regulation by id, with their numbers among all of the file.
type Table<'a> = HashMap<&'a str, u32, RandomState>;

/// The milestones of a file by address. Reading takes no second record with the same one.
#[derive(Default)]
pub(super) struct Addresses<'a> {
    /// By regulation, then by milestone: rules stay within one regulation mostly, and small tables stay in the cache.
    by_regulation: HashMap<&'a str, Table<'a>, RandomState>,
    /// What each milestone counts from whose date is one rule, by number.
    anchors: Vec<Option<u32>>,
}

/// What is gathered from a file before any date is resolved.
#[derive(Default)]
pub(super) struct Stock<'a> {
    /// Where the milestones are.
    pub(super) addresses: Addresses<'a>,
    /// The calendars that regulations and milestones name.
    pub(super) calendars: HashSet<&'a str, RandomState>,
    /// The milestones with dates that are read when every anchor is there: those of single obligations and of moves.
    pub(super) later: Vec<usize>,
}

impl<'a> Stock<'a> {
    /// Gathers it from a whole file.
    pub(super) fn of(file: &'a File) -> Self {
        let all = &file.regulations[..];
        let Some(half) = half_of(all).filter(|_| file.milestone_count() >= MANY) else {
            return Self::joined([Part::of(0, all)]);
        };
        let (first, second) = all.split_at(half);
        let before: usize = first.iter().map(|regulation| regulation.milestones.len()).sum();
        let second = || Part::of(before, second);
        // A machine that gives no thread gets the same, a little later.
        thread::scope(|scope| match thread::Builder::new().spawn_scoped(scope, second) {
            Ok(other) => {
                let first = Part::of(0, first);
                let second = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                Self::joined([first, second])
            }
            Err(_) => Self::joined([Part::of(0, all)]),
        })
    }

    fn joined<const N: usize>(parts: [Part<'a>; N]) -> Self {
        let mut stock = Self::default();
        let mut away = Vec::new();
        for part in parts {
            stock.addresses.anchors.extend(part.anchors);
            for (regulation, table) in part.tables {
                stock.addresses.by_regulation.entry(regulation.id.as_str()).or_insert(table);
            }
            away.extend(part.away);
            stock.calendars.extend(part.calendars);
            stock.later.extend(part.later);
        }
        for (number, regulation, milestone) in away {
            let When::Rule(rule) = &milestone.when.value else { continue };
            let found = stock.addresses.find(regulation, rule);
            if let Some(anchor) = stock.addresses.anchors.get_mut(number) {
                *anchor = found;
            }
        }
        stock
    }
}

impl Addresses<'_> {
    /// Returns the number of the milestone that a rule of a regulation counts from.
    pub(super) fn find(&self, regulation: &Regulation, rule: &Rule) -> Option<u32> {
        let id = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
        self.by_regulation.get(id.as_str())?.get(rule.anchor.milestone.as_str()).copied()
    }

    /// Returns what [`Addresses::find`] gives for the rule that is the date of a milestone.
    pub(super) fn anchor(&self, milestone: usize) -> Option<u32> {
        self.anchors.get(milestone).copied().flatten()
    }
}

/// What some regulations in a row say by themselves.
#[derive(Default)]
struct Part<'a> {
    tables: Vec<(&'a Regulation, Table<'a>)>,
    anchors: Vec<Option<u32>>,
    /// The milestones whose rule names another regulation.
    away: Vec<(usize, &'a Regulation, &'a Milestone)>,
    calendars: HashSet<&'a str, RandomState>,
    later: Vec<usize>,
}

impl<'a> Part<'a> {
    /// Gathers it from regulations before which there are so many milestones.
    fn of(before: usize, regulations: &'a [Regulation]) -> Self {
        let (mut part, mut number) = (Self::default(), before);
        let hasher = RandomState::default();
        for regulation in regulations {
            let mut table = Table::with_capacity_and_hasher(regulation.milestones.len(), hasher.clone());
            for (at, milestone) in (number..).zip(&regulation.milestones) {
                table.insert(milestone.id.as_str(), u32::try_from(at).unwrap_or(u32::MAX));
            }
            part.name_calendar(regulation.common.calendar.as_ref().map(|id| id.value.as_str()));
            for milestone in &regulation.milestones {
                let mut anchor = None;
                if let When::Rule(rule) = &milestone.when.value {
                    match &rule.anchor.regulation {
                        None => anchor = table.get(rule.anchor.milestone.as_str()).copied(),
                        Some(_) => part.away.push((number, regulation, milestone)),
                    }
                }
                part.anchors.push(anchor);
                part.name_calendar(milestone.common.calendar.as_ref().map(|id| id.value.as_str()));
                if has_more_dates(milestone) {
                    part.later.push(number);
                }
                number += 1;
            }
            part.tables.push((regulation, table));
        }
        part
    }

    fn name_calendar(&mut self, id: Option<&'a str>) {
        self.calendars.extend(id);
    }
}

/// Returns how many regulations hold half of the milestones, if that leaves some for either side.
fn half_of(regulations: &[Regulation]) -> Option<usize> {
    let all: usize = regulations.iter().map(|regulation| regulation.milestones.len()).sum();
    let mut sum = 0;
    let half = regulations.iter().position(|regulation| {
        sum += regulation.milestones.len();
        sum * 2 >= all
    })? + 1;
    (half < regulations.len()).then_some(half)
}

/// Returns whether a milestone has other dates than its own: those of obligations, and those before its moves.
fn has_more_dates(milestone: &Milestone) -> bool {
    let has_due = |entries: &[Entry]| entries.iter().any(|entry| entry.record.detail(|d| d.due.as_ref()).is_some());
    !milestone.moved.is_empty()
        || has_due(entries_of(&milestone.products))
        || milestone.occurrences.iter().any(|occurrence| has_due(&occurrence.products))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone::Zone;
    use crate::yaml::snapshot::Snapshot;

    /// Rules name what stands before, behind and nowhere.
    const FILE: &str = "duewatch: 1\nzone: Europe/Brussels\nproducts:\n  a: {name: A}\nregulations:\n  \
        r:\n    title: R\n    calendar: target\n    milestones:\n      \
            m: {title: M, by: 2026-01-01}\n      n: {title: N, by: 2 days after m}\n      o: {title: O, by: 1 day after s/m}\n  \
        s:\n    title: S\n    milestones:\n      \
            m: {title: M, by: 2026-02-01, calendar: us-federal, products: {a: {due: 2026-03-01}}}\n      \
            n: {title: N, by: 2 days after t/p}\n      q: {title: Q, by: 1 day after m}\n  \
        t:\n    title: T\n    milestones:\n      \
            m: {title: M, by: 2026-04-01, moved: [{was: 2026-03-31, when: 2026-01-05, why: W}]}\n      \
            p: {title: P, by: 1 day after m}\n      n: {title: N, by: 1 day after nowhere}\n";

    #[test]
    fn two_threads_gather_what_one_does() {
        let zone = Zone::named("Europe/Brussels").expect("a zone of the data");
        let file = Snapshot::of(FILE.into(), &zone).file;
        let all = &file.regulations[..];
        let whole = Stock::joined([Part::of(0, all)]);
        let said = |stock: &Stock<'_>| {
            let mut calendars: Vec<&str> = stock.calendars.iter().copied().collect();
            calendars.sort_unstable();
            format!("{:?} {calendars:?} {:?}", stock.addresses.anchors, stock.later)
        };
        assert_eq!(
            said(&whole),
            "[None, Some(0), Some(3), None, Some(7), Some(3), None, Some(6), None] [\"target\", \"us-federal\"] [3, 6]"
        );
        for cut in 0..=all.len() {
            let (first, second) = all.split_at(cut);
            let before = first.iter().map(|regulation| regulation.milestones.len()).sum();
            assert_eq!(
                said(&Stock::joined([Part::of(0, first), Part::of(before, second)])),
                said(&whole),
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn halves_are_about_as_long_as_each_other() {
        let zone = Zone::named("Europe/Brussels").expect("a zone of the data");
        let file = Snapshot::of(FILE.into(), &zone).file;
        assert_eq!(half_of(&file.regulations), Some(2));
        assert_eq!(half_of(file.regulations.get(..1).unwrap_or_default()), None, "one regulation is not cut");
        assert_eq!(half_of(&[]), None);
    }
}
