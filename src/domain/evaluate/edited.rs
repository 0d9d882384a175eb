//! The board of an edited file: only what the edit can have changed is evaluated again.

mod texts;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use self::texts::Texts;
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::dated::{Dated, ZoneIndex};
use crate::domain::plan::{Earlier, Plan};
use crate::domain::record::{File, Product};
use crate::domain::series::{Course, MOST_LINKS, Series};

impl Board {
    /// Returns the board of another version of the file at `now`, as [`Board::within`] makes it.
    ///
    /// A row is taken over if its milestone's text is the same in both versions, all its dates too, and nothing changes
    /// by itself up to `now`. What follows a series is taken over only if that can be, as its occurrences open with the
    /// closings there. Everything is evaluated where products or the file's zone changed.
    #[must_use]
    pub fn edited(&self, file: Arc<File>, plan: Arc<Plan>, now: DateTime<Utc>) -> Self {
        let is_same_frame = self.plan.zone(self.plan.file_zone) == plan.zone(plan.file_zone)
            && self.file.products.len() == file.products.len()
            && self.file.products.iter().zip(&file.products).all(|(old, new)| is_alike(old, new));
        if !is_same_frame {
            return Self::within(file, plan, now, self.limits);
        }
        let known = Versions::of((&self.file, &self.plan), (&file, &plan)).known;
        self.renewed((file, plan), now, known.into_iter())
    }
}

/// Returns whether two products are touched by the same milestones.
fn is_alike(old: &Product, new: &Product) -> bool {
    let retired = |product: &Product| product.retired.as_ref().map(|retired| retired.value.clone());
    old.id == new.id && old.tags == new.tags && old.vendor == new.vendor && retired(old) == retired(new)
}

/// Two versions of a file, compared.
struct Versions<'a> {
    old: &'a Plan,
    new: &'a Plan,
    /// Where each zone of the old version stands in the new one.
    zones: Vec<Option<ZoneIndex>>,
    /// The calendars of both versions that are not the same in both, by id.
    changed_calendars: Vec<&'a str>,
    /// For each row of the new version the one of the old from which it may be taken.
    known: Vec<Option<u32>>,
}

impl<'a> Versions<'a> {
    fn of((old_file, old): (&File, &'a Plan), (new_file, new): (&File, &'a Plan)) -> Self {
        let zones = old.zones.iter().map(|zone| new.zones.iter().position(|other| other == zone));
        let zones = zones.map(|at| at.and_then(|at| u16::try_from(at).ok()).map(ZoneIndex)).collect();
        let differs = |id: &str, now: &Arc<Calendar>| {
            old.calendars.get(id).is_some_and(|before| !Arc::ptr_eq(before, now) && before != now)
        };
        let changed = new.calendars.iter().filter(|(id, now)| differs(id, now)).map(|(id, _)| &**id);
        let known = Texts::of(old_file, new_file).pairs();
        let mut versions = Self { old, new, zones, changed_calendars: changed.collect(), known };
        versions.compare_dates();
        versions.compare_series();
        versions
    }

    /// Parts what does not have the same dates in both.
    fn compare_dates(&mut self) {
        let mut known = std::mem::take(&mut self.known);
        for (known, dated) in known.iter_mut().zip(&self.new.dated) {
            *known = known.filter(|old| self.is_same(self.old.dated.get(*old as usize), Some(dated)));
        }
        for ((number, list, at), dated) in &self.new.own {
            let Some(known) = known.get_mut(*number as usize) else { continue };
            *known = known.filter(|old| self.is_same(self.old.own.get(&(*old, *list, *at)), Some(dated)));
        }
        for (number, moved) in &self.new.moved {
            let Some(known) = known.get_mut(*number as usize) else { continue };
            let are_same = |before: &Vec<Option<Dated>>| {
                let mut pairs = before.iter().zip(moved);
                before.len() == moved.len() && pairs.all(|(old, new)| self.is_same(old.as_ref(), new.as_ref()))
            };
            *known = known.filter(|old| self.old.moved.get(old).is_some_and(are_same));
        }
        // A move of what a date counts from says something of it, though its own text and date are the same.
        for (number, known) in (0u32..).zip(&mut known) {
            *known =
                known.filter(|old| self.followed_alike(self.old.followed.get(old), self.new.followed.get(&number)));
        }
        self.known = known;
    }

    fn followed_alike(&self, old: Option<&Vec<Earlier>>, new: Option<&Vec<Earlier>>) -> bool {
        let (Some(old), Some(new)) = (old, new) else { return old.is_none() && new.is_none() };
        let is_alike = |(old, new): (&Earlier, &Earlier)| {
            let zone = self.zones.get(usize::from(old.zone.0)).copied().flatten();
            let is_same = (&old.when, old.is_sure) == (&new.when, new.is_sure) && zone == Some(new.zone);
            is_same && self.is_same(Some(&old.dated), Some(&new.dated))
        };
        old.len() == new.len() && old.iter().zip(new).all(is_alike)
    }

    /// Returns whether two dates are the same; zones and what they count from may have other numbers.
    fn is_same(&self, old: Option<&Dated>, new: Option<&Dated>) -> bool {
        let (Some(old), Some(new)) = (old, new) else { return old.is_none() && new.is_none() };
        let zone = self.zones.get(usize::from(old.zone.0)).copied().flatten();
        let is_same = || old == new || *old == Dated { anchor: old.anchor, zone: old.zone, ..new.clone() };
        zone == Some(new.zone) && is_same()
    }

    /// Parts series that do not run alike in both, and what follows them.
    fn compare_series(&mut self) {
        let mut repeated = vec![false; self.old.spots.len()];
        for number in self.old.series.keys() {
            if let Some(repeated) = repeated.get_mut(*number as usize) {
                *repeated = true;
            }
        }
        for (number, known) in (0u32..).zip(&mut self.known) {
            let repeated = known.and_then(|old| repeated.get(old as usize)).copied().unwrap_or_default();
            if repeated && !self.new.series.contains_key(&number) {
                *known = None;
            }
        }
        let mut is_settled = vec![false; self.known.len()];
        for number in self.new.series.keys() {
            self.settle(*number, &mut is_settled);
        }
    }

    /// Settles whether a series is known, and first those that it follows: its occurrences open with the closings there.
    fn settle(&mut self, number: u32, is_settled: &mut [bool]) {
        let mut chain = vec![(number, self.followed(number))];
        while let Some((_, Some(anchor))) = chain.last().copied()
            && chain.len() <= MOST_LINKS
        {
            chain.push((anchor, self.followed(anchor)));
        }
        for (number, anchor) in chain.into_iter().rev() {
            let Some(is_settled) = is_settled.get_mut(number as usize).filter(|is_settled| !**is_settled) else {
                continue;
            };
            *is_settled = true;
            let is_alike = |old: &u32| {
                let pair = self.old.series.get(old).zip(self.new.series.get(&number));
                let is_anchor_known = anchor.is_none_or(|anchor| self.known(anchor).is_some());
                is_anchor_known && pair.is_some_and(|(old, new)| self.runs_alike(old, new))
            };
            let known = self.known(number).filter(is_alike);
            if let Some(slot) = self.known.get_mut(number as usize) {
                *slot = known;
            }
        }
    }

    fn known(&self, number: u32) -> Option<u32> {
        self.known.get(number as usize).copied().flatten()
    }

    /// Returns the series that another one follows.
    fn followed(&self, number: u32) -> Option<u32> {
        self.new.series.get(&number)?.followed()
    }

    /// Returns whether two series, written alike, have the same occurrences as long as what they follow has.
    fn runs_alike(&self, old: &Series, new: &Series) -> bool {
        let frame = |series: &Series| (series.zone, series.roll, series.certainty, series.by_default);
        let (was, is) = (id_of(old), id_of(new));
        let is_same_calendar = was == is && is.is_none_or(|id| !self.changed_calendars.contains(&id));
        frame(old) == frame(new) && is_same_calendar && is_same_course(&old.course, &new.course)
    }
}

/// Returns whether the courses of two series that are written alike are the same, whatever they follow.
fn is_same_course(old: &Course, new: &Course) -> bool {
    match (old, new) {
        (Course::Every { first: old, .. }, Course::Every { first: new, .. }) => old == new,
        (
            Course::AfterDone { first: old, nominals: before, closings: old_closings, missing: was_missing },
            Course::AfterDone { first: new, nominals, closings, missing },
        ) => old == new && before == nominals && old_closings == closings && was_missing == missing,
        (Course::With { .. }, Course::With { .. }) => true,
        (Course::Every { .. } | Course::AfterDone { .. } | Course::With { .. }, _) => false,
    }
}

fn id_of(series: &Series) -> Option<&str> {
    series.calendar.as_deref().map(Calendar::id)
}
