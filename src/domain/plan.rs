//! All dates of a file, resolved: every rule followed to its anchor. A function of the file and the machine's zone.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use foldhash::fast::RandomState;

use super::calendar::Calendar;
use super::date::{Point, When};
use super::dated::{Dated, ZoneIndex};
use super::finding::{Finding, Placed};
use super::id::Id;
use super::record::{Entry, File, Milestone, Products, Regulation};
use super::roster::Roster;
use super::rule::Rule;
use super::series::Series;
use super::zone::Zone;

/// What some milestones have, by number.
pub type Numbered<T> = HashMap<u32, T, RandomState>;

/// The dates of a file. Milestones are numbered through all regulations, in the file's order.
///
/// Bounds: one [`Dated`] per milestone, per `due` and per `moved`; zones are at most those of the zone data plus
/// the offsets that occur.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The zones that occur; [`ZoneIndex`] points here.
    pub zones: Vec<Zone>,
    /// The date of each milestone.
    pub dated: Vec<Dated>,
    /// Where each milestone stands: regulation, and milestone inside it.
    pub spots: Vec<(u32, u32)>,
    /// Dates of single obligations, by milestone, list and entry: list 0 is `products`, n + 1 the n-th of `occurrences`.
    pub own: HashMap<(u32, u32, u32), Dated, RandomState>,
    /// The milestones that repeat, by number.
    pub series: Numbered<Series>,
    /// The calendars that the file names, by id.
    pub calendars: HashMap<Box<str>, Arc<Calendar>>,
    /// The earlier dates of milestones that were moved, oldest first, one for each record of a move.
    pub moved: Numbered<Vec<Option<Dated>>>,
    /// Where dates stood that are counted by one rule from a milestone that was moved, by number.
    pub followed: Numbered<Vec<Earlier>>,
    /// The products, by id, tag and vendor.
    pub roster: Roster,
    /// The calendar of what names none; none: the one that the file names is not there.
    pub by_default: Option<Arc<Calendar>>,
    /// The zone of `verified` and `retired`: the file's, else the machine's.
    pub file_zone: ZoneIndex,
    /// What was wrong with anchors and local times.
    pub findings: Vec<Finding>,
}

impl Plan {
    /// Returns a zone.
    ///
    /// # Panics
    ///
    /// Never for an index of this plan.
    #[must_use]
    pub fn zone(&self, index: ZoneIndex) -> &Zone {
        self.zones.get(usize::from(index.0)).expect("zone indexes come from this plan")
    }

    /// Returns the calendar that is named first, else the file's, else plain weekends.
    ///
    /// None: the one that is named is not there, or none of the file's records names it yet.
    #[must_use]
    pub fn calendar(&self, named: &[Option<&Placed<Id>>]) -> Option<&Arc<Calendar>> {
        match named.iter().copied().flatten().next() {
            Some(id) => self.calendars.get(id.value.as_str()),
            None => self.by_default.as_ref(),
        }
    }

    /// Returns the calendar of a milestone: its own, its regulation's, the file's, else plain weekends.
    ///
    /// None: the one that is named is not there.
    #[must_use]
    pub fn calendar_of(&self, regulation: &Regulation, milestone: &Milestone) -> Option<&Arc<Calendar>> {
        self.calendar(&[milestone.common.calendar.as_ref(), regulation.common.calendar.as_ref()])
    }

    /// Resolves all dates of `file`; `machine` is the zone of dates that name none anywhere.
    #[must_use]
    pub fn of(file: &File, machine: &Zone) -> Self {
        super::resolve::resolve(file, machine)
    }
}

/// Where a date stood before the milestone was moved that it is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The date then.
    pub dated: Dated,
    /// When that move took effect, if the file says so.
    pub when: Option<Point>,
    /// The zone of its days.
    pub zone: ZoneIndex,
    /// Whether it stood; else it may have: another move does not say when it came.
    pub is_sure: bool,
}

/// Returns the rules of a date value.
#[must_use]
pub fn rules_of(when: &When) -> &[Rule] {
    match when {
        When::Rule(rule) => std::slice::from_ref(&**rule),
        When::Earliest(rules) => rules,
        When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => &[],
    }
}

/// Returns the entries of a milestone's `products`.
#[must_use]
pub fn entries_of(products: &Products) -> &[Entry] {
    match products {
        Products::Implied => &[],
        Products::Listed(entries) => entries,
    }
}

/// Returns a point's instant, in the zone of the date that it belongs to unless it names its own; a day begins it.
#[must_use]
pub fn instant_of(point: &super::date::Point, zone: &Zone) -> DateTime<Utc> {
    match point {
        super::date::Point::Day(day) => zone.start_of_day(*day),
        super::date::Point::Local(local, own, _) => own.as_ref().unwrap_or(zone).instant_of(*local).0,
        super::date::Point::Moment(moment, _) => moment.to_utc(),
    }
}
