//! How a calendar comes about: a law or a base, and what the file changes of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::days::{OpenDays, Week};
use super::law::{Named, on};
use super::{Calendar, KNOWN_YEARS, england_wales, target, us_federal};
use crate::domain::record;

/// A calendar in the making.
pub(super) struct Draft {
    source: String,
    week: Week,
    named: BTreeMap<NaiveDate, Cow<'static, str>>,
    opened: BTreeSet<NaiveDate>,
    remarks: BTreeMap<NaiveDate, Cow<'static, str>>,
    known: RangeInclusive<NaiveDate>,
}

impl Draft {
    /// Returns the draft of a calendar that is built in; `weekends` for any other id.
    pub(super) fn built_in(id: &str) -> Self {
        let mut draft = Self {
            source: String::from("Saturdays and Sundays"),
            week: Week::MONDAY_TO_FRIDAY,
            named: BTreeMap::new(),
            opened: BTreeSet::new(),
            remarks: BTreeMap::new(),
            known: NaiveDate::MIN..=NaiveDate::MAX,
        };
        let (source, closed_in): (&str, fn(i32) -> Vec<Named>) = match id {
            "us-federal" => (us_federal::SOURCE, us_federal::closed_in),
            "target" => (target::SOURCE, target::closed_in),
            "england-wales" => (england_wales::SOURCE, england_wales::closed_in),
            _ => return draft,
        };
        draft.source = source.into();
        draft.known = span();
        // One year more: New Year's Day may be observed on 31 December.
        let years = *KNOWN_YEARS.start()..=*KNOWN_YEARS.end() + 1;
        draft.named = years.flat_map(closed_in).collect();
        match id {
            "us-federal" => draft.remarks = KNOWN_YEARS.flat_map(us_federal::remarks_in).collect(),
            "target" => draft.known = target::BEGAN.unwrap_or(*draft.known.start())..=*draft.known.end(),
            "england-wales" => {
                draft.known = *draft.known.start()..=england_wales::ANNOUNCED.unwrap_or(*draft.known.end());
            }
            _ => {}
        }
        draft
    }

    /// Returns a draft that says what a calendar says.
    pub(super) fn on(base: &Calendar) -> Self {
        let (begins, ends) = span().into_inner();
        Self {
            source: format!("this file, on top of {}: {}", base.id, base.source),
            week: base.days.week,
            named: base.named.iter().cloned().collect(),
            opened: base.opened.iter().copied().collect(),
            remarks: base.remarks.iter().cloned().collect(),
            known: begins.max(*base.known.start())..=ends.min(*base.known.end()),
        }
    }

    /// Takes in what a calendar of the file changes: `weekend`, then `open`, then `closed`.
    pub(super) fn with(mut self, own: &record::Calendar) -> Self {
        if let Some(weekend) = &own.weekend {
            self.week = Week::without(weekend);
        }
        for day in &own.open {
            self.named.remove(day);
            self.opened.insert(*day);
        }
        for (day, name) in &own.closed {
            self.opened.remove(day);
            self.named.insert(*day, Cow::Owned(name.to_string()));
        }
        if let Some(until) = own.until {
            self.known = *self.known.start()..=until.min(*span().end());
        }
        self
    }

    /// Counts the open days.
    pub(super) fn finish(self, id: &str) -> Calendar {
        let Self { source, week, mut named, opened, mut remarks, known } = self;
        let is_counted = |day: &NaiveDate| KNOWN_YEARS.contains(&day.year());
        named.retain(|day, _| is_counted(day));
        let opened: Box<[NaiveDate]> = opened.into_iter().filter(is_counted).collect();
        let days = OpenDays::new(week, &opened, named.keys().copied());
        remarks.retain(|day, _| days.is_open(day.num_days_from_ce()));
        let (named, remarks) = (named.into_iter().collect(), remarks.into_iter().collect());
        Calendar { id: id.into(), source: source.into(), days, named, opened, remarks, known }
    }
}

/// Returns the first and the last day that have a bit.
fn span() -> RangeInclusive<NaiveDate> {
    on(*KNOWN_YEARS.start(), 1, 1).unwrap_or(NaiveDate::MIN)..=on(*KNOWN_YEARS.end(), 12, 31).unwrap_or(NaiveDate::MAX)
}
