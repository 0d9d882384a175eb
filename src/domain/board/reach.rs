//! How far a series that counts from closings has come by now.

use chrono::{DateTime, Utc};

use super::Board;
use crate::domain::dated::ZoneIndex;
use crate::domain::members::{Muster, Speaker};
use crate::domain::obligation;
use crate::domain::record::Certainty;
use crate::domain::series::{Course, MOST_LINKS, Written, milestone_at};

/// How far a series has come, and what can change that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// How many occurrences there are at most, counted from the base; those behind it are not opened yet.
    pub count: usize,
    /// The zone whose days open and reopen occurrences; none for a fixed period.
    pub zone: Option<ZoneIndex>,
    /// The moments, other than the ends of days, that open and reopen occurrences.
    pub moments: Vec<DateTime<Utc>>,
}

impl Board {
    /// Returns how far a series has come by now: up to the first occurrence of which something is owed.
    ///
    /// The plan follows a series as far as the file's closings carry, whenever they are. Here a closing that lies after
    /// now has not happened, and an acceptance that has lapsed has ended: the occurrence is open, and no other one is.
    /// A milestone that follows such a series has as many occurrences; of fixed periods there is no end.
    #[must_use]
    pub fn reach(&self, milestone: u32) -> Reach {
        let mut reach = Reach { count: usize::MAX, zone: None, moments: Vec::new() };
        let Some(root) = self.root(milestone) else { return reach };
        let Some(record) = milestone_at(&self.file, &self.plan, root) else { return reach };
        let muster =
            Muster { file: &self.file, roster: &self.plan.roster, file_zone: self.plan.zone(self.plan.file_zone) };
        let today = muster.file_zone.day_of(self.now);
        let mut members = Vec::new();
        let written = Written::of(record);
        for n in 0..usize::MAX {
            let Some(instance) = self.plan.occurrence(root, n) else { break };
            reach.zone = Some(instance.dated.zone);
            let found = written.on(instance.nominal);
            let due = instance.dated.due_day().unwrap_or(today);
            members.clear();
            muster.collect(record, found.map(|(_, occurrence)| occurrence), due, &mut members);
            let mut is_live = false;
            for (speaker, _) in &members {
                let entry = speaker.entry(record, found.map(|(_, occurrence)| occurrence));
                let own = match (speaker, found) {
                    (Speaker::Occurrence(at), Some((list, _))) => self.plan.own.get(&(root, list + 1, *at)),
                    (Speaker::Implied | Speaker::Products(_), _) | (Speaker::Occurrence(_), None) => None,
                };
                let zone = self.plan.zone(own.unwrap_or(&instance.dated).zone);
                let status = entry.map(|entry| &entry.record);
                reach.moments.extend(status.into_iter().flat_map(|status| obligation::moments(status, zone)));
                is_live |= status.is_none_or(|status| obligation::is_live(status, zone, self.now));
            }
            if is_live && instance.dated.certainty != Certainty::Withdrawn {
                reach.count = n + 1;
                break;
            }
        }
        reach
    }

    /// Returns the series that counts from closings and from which a milestone takes its occurrences; none for others.
    fn root(&self, milestone: u32) -> Option<u32> {
        let mut at = milestone;
        for _ in 0..=MOST_LINKS {
            match &self.plan.series.get(&at)?.course {
                Course::With { anchor, .. } => at = *anchor,
                Course::AfterDone { .. } => return Some(at),
                Course::Every { .. } => return None,
            }
        }
        None
    }
}
