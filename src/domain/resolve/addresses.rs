//! Where the milestones are that rules count from.

use std::collections::HashMap;

use crate::domain::date::When;
use crate::domain::record::{Milestone, Regulation};
use crate::domain::rule::Rule;

/// The milestones of a file by address. Where two have the same, the first counts.
#[derive(Default)]
pub(super) struct Addresses<'a> {
    /// By regulation, then by milestone: rules stay within one regulation mostly, and small tables stay in the cache.
    by_regulation: HashMap<&'a str, HashMap<&'a str, u32>>,
    /// What each milestone counts from whose date is one rule, by number; none also where it is not looked up yet.
    anchors: Vec<Option<u32>>,
}

impl<'a> Addresses<'a> {
    /// Adds the milestones of the next regulation.
    pub(super) fn add(&mut self, regulation: &'a Regulation) {
        let milestones = self.by_regulation.entry(regulation.id.as_str()).or_default();
        milestones.reserve(regulation.milestones.len());
        for milestone in &regulation.milestones {
            let number = u32::try_from(self.anchors.len()).unwrap_or(u32::MAX);
            milestones.entry(milestone.id.as_str()).or_insert(number);
            self.anchors.push(None);
        }
    }

    /// Returns the number of the milestone that a rule of a regulation counts from.
    pub(super) fn find(&self, regulation: &Regulation, rule: &Rule) -> Option<u32> {
        let id = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
        self.by_regulation.get(id.as_str())?.get(rule.anchor.milestone.as_str()).copied()
    }

    /// Looks up, once for all, what a milestone counts from if its date is one rule.
    pub(super) fn look_up(&mut self, at: usize, regulation: &Regulation, milestone: &Milestone) {
        let When::Rule(rule) = &milestone.when.value else { return };
        let found = self.find(regulation, rule);
        if let Some(anchor) = self.anchors.get_mut(at) {
            *anchor = found;
        }
    }

    /// Returns what [`Addresses::find`] gives for the rule that is the date of a milestone that was looked up.
    pub(super) fn anchor(&self, milestone: usize) -> Option<u32> {
        self.anchors.get(milestone).copied().flatten()
    }
}
