//! One date of a file: where it stands, what it counts from, and what is said of it.

use std::collections::{HashMap, HashSet};

use super::{Fate, Impact};
use crate::domain::board::{Board, Cell};
use crate::domain::date::When;
use crate::domain::dated::Dated;
use crate::domain::edit::Record;
use crate::domain::id::Id;
use crate::domain::plan::{Plan, entries_of, rules_of};
use crate::domain::record::{Entry, File, Milestone};
use crate::domain::refs::milestone_record;
use crate::domain::status::Status;

/// A date of the file: that of a milestone, or of one of its entries: list 0 is `products`, n + 1 the n-th occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    pub number: u32,
    pub entry: Option<(u32, u32)>,
}

impl Spot {
    pub fn dated<'a>(&self, plan: &'a Plan) -> Option<&'a Dated> {
        match self.entry {
            None => plan.dated.get(self.number as usize),
            Some((list, at)) => plan.own.get(&(self.number, list, at)),
        }
    }

    fn entry_of<'a>(&self, milestone: &'a Milestone) -> Option<&'a Entry> {
        let (list, at) = self.entry?;
        let entries = match list.checked_sub(1) {
            None => entries_of(&milestone.products),
            Some(occurrence) => &milestone.occurrences.get(occurrence as usize)?.products,
        };
        entries.get(at as usize)
    }

    fn when<'a>(&self, board: &'a Board) -> Option<&'a When> {
        let milestone = board.records(self.number).1;
        match self.entry {
            None => Some(&milestone.when.value),
            Some(_) => self.entry_of(milestone)?.record.detail(|d| d.due.as_ref()).map(|due| &due.value),
        }
    }

    pub fn record(&self, board: &Board) -> Option<Record> {
        let (regulation, milestone) = board.records(self.number);
        let Some((list, _)) = self.entry else { return Some(milestone_record(regulation, milestone)) };
        let occurrence = list.checked_sub(1).and_then(|at| milestone.occurrences.get(at as usize));
        Some(Record::Cell {
            regulation: regulation.id.as_str().into(),
            milestone: milestone.id.as_str().into(),
            nominal: occurrence.map(|occurrence| occurrence.nominal.value),
            target: self.entry_of(milestone)?.target.word().into(),
        })
    }

    /// Returns whether a file names the same in this place: entries come and go.
    pub fn is_there_in(&self, board: &Board, file: &File) -> bool {
        let target = |milestone| self.entry_of(milestone).map(|entry| &entry.target);
        let there = board
            .plan
            .spots
            .get(self.number as usize)
            .and_then(|&(r, m)| file.regulations.get(r as usize)?.milestones.get(m as usize));
        there.is_some_and(|there| target(there) == target(board.records(self.number).1))
    }

    /// Returns whether its date, how sure it is, or whether it repeats, is another in a plan than on the board.
    pub fn differs(&self, board: &Board, plan: &Plan) -> bool {
        if self.stops(board, plan) {
            return true;
        }
        let of = |dated: &Dated| (dated.date, dated.instant, dated.missing.clone(), dated.certainty);
        self.dated(&board.plan).map(of) != self.dated(plan).map(of)
    }

    pub fn is_where_it_was(&self, board: &Board, plan: &Plan) -> bool {
        let of = |dated: &Dated| (dated.date, dated.instant, dated.certainty);
        self.dated(&board.plan).map(of) == self.dated(plan).map(of)
    }

    /// Returns whether it counts from another date.
    pub fn counts(&self, board: &Board) -> bool {
        self.when(board).is_some_and(|when| !rules_of(when).is_empty())
    }

    pub fn repeats(&self, board: &Board) -> bool {
        self.entry.is_none() && board.plan.series.contains_key(&self.number)
    }

    /// Returns whether it repeats on the board, and in a plan no longer.
    pub fn stops(&self, board: &Board, plan: &Plan) -> bool {
        self.repeats(board) && !plan.series.contains_key(&self.number)
    }

    pub fn stays(&self, board: &Board, kept: &[Record]) -> bool {
        !self.repeats(board)
            && self.counts(board)
            && (self.is_closed(board) || self.record(board).is_some_and(|record| kept.contains(&record)))
    }

    /// Returns whether all that is owed by this date is done or not applicable.
    pub fn is_closed(&self, board: &Board) -> bool {
        let is_over = |cell: &Cell| matches!(cell.status, Status::Done | Status::NotApplicable);
        if self.entry.is_none() {
            let cells = board.cells_of(self.number);
            return !cells.is_empty() && cells.iter().all(is_over);
        }
        let own = self.dated(&board.plan);
        let is_its = |cell: &&Cell| own.zip(board.own_date(cell)).is_some_and(|(own, its)| std::ptr::eq(own, its));
        let of_occurrences = board.occurrences_of(self.number).iter().flat_map(|one| board.cells_at(one));
        let mut cells = board.cells_of(self.number).iter().chain(of_occurrences).filter(is_its).peekable();
        cells.peek().is_some() && cells.all(is_over)
    }

    pub fn impact(&self, board: &Board, plan: &Plan, fate: Fate) -> Option<Impact> {
        let milestone = board.records(self.number).1;
        let (old, new) = (self.dated(&board.plan)?, self.dated(plan)?);
        let is_same_day = shown(old, &board.plan) == shown(new, plan);
        let said = |dated: &Dated, plan: &Plan| {
            let mut text = shown(dated, plan);
            if let (true, Some(instant)) = (is_same_day && old.instant != new.instant, dated.instant) {
                text.push(' ');
                text.push_str(&plan.zone(dated.zone).abbreviation(instant));
            }
            if old.certainty != new.certainty {
                text = format!("{text} ({})", dated.certainty.word());
            }
            text
        };
        Some(Impact {
            record: self.record(board)?,
            title: milestone.title.to_string(),
            old: said(old, &board.plan),
            new: said(new, plan),
            fate,
            key: if self.entry.is_some() { "due" } else { milestone.verb.word() },
        })
    }
}

/// Returns the list and the entry of each date that an obligation has for itself.
pub(super) fn own_dates(milestone: &Milestone) -> impl Iterator<Item = (u32, u32)> {
    let occurrences = milestone.occurrences.iter().map(|occurrence| &*occurrence.products);
    let lists = (0u32..).zip(std::iter::once(entries_of(&milestone.products)).chain(occurrences));
    let entries = lists.flat_map(|(list, entries)| (0u32..).zip(entries).map(move |(at, entry)| (list, at, entry)));
    entries.filter(|(.., entry)| entry.record.detail(|d| d.due.as_ref()).is_some()).map(|(list, at, _)| (list, at))
}

/// Returns whether a date counts from one of these milestones, through others or by itself.
pub(super) fn leans(board: &Board, spot: &Spot, numbers: &HashMap<(&str, &str), u32>, on: &HashSet<u32>) -> bool {
    let mut seen = HashSet::new();
    let mut stack = vec![*spot];
    while let Some(at) = stack.pop() {
        let regulation: &Id = &board.records(at.number).0.id;
        for rule in at.when(board).map(rules_of).unwrap_or_default() {
            let of = rule.anchor.regulation.as_ref().unwrap_or(regulation);
            let Some(&number) = numbers.get(&(of.as_str(), rule.anchor.milestone.as_str())) else { continue };
            if on.contains(&number) && (number != spot.number || spot.entry.is_some()) {
                return true;
            }
            if seen.insert(number) {
                stack.push(Spot { number, entry: None });
            }
        }
    }
    false
}

/// Returns a date as shown: with its time, if it has one; the text in its place, if there is none.
fn shown(dated: &Dated, plan: &Plan) -> String {
    match (dated.date, dated.instant, &dated.missing) {
        (Some(date), Some(instant), _) if dated.has_time() => {
            let zone = plan.zone(dated.zone);
            format!("{date} {}", zone.at(instant).format("%H:%M"))
        }
        (Some(date), _, _) => date.to_string(),
        (None, _, Some(missing)) => missing.text().to_string(),
        (None, _, None) => "undated".to_string(),
    }
}
