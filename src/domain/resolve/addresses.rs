//! Where the milestones are that rules count from.

use std::collections::HashMap;

use crate::domain::date::When;
use crate::domain::record::{File, Regulation};
use crate::domain::rule::Rule;

/// The milestones of a file by address. Where two have the same, the first counts.
pub(super) struct Addresses<'a> {
    /// By regulation, then by milestone: rules stay within one regulation mostly, and small tables stay in the cache.
    by_regulation: HashMap<&'a str, HashMap<&'a str, u32>>,
    /// What each milestone counts from whose date is one rule; by number.
    anchors: Vec<Option<u32>>,
}

impl<'a> Addresses<'a> {
    pub(super) fn of(file: &'a File) -> Self {
        let mut by_regulation: HashMap<&str, HashMap<&str, u32>> = HashMap::with_capacity(file.regulations.len());
        let mut number = 0;
        for regulation in &file.regulations {
            let milestones = by_regulation.entry(regulation.id.as_str()).or_default();
            milestones.reserve(regulation.milestones.len());
            for milestone in &regulation.milestones {
                milestones.entry(milestone.id.as_str()).or_insert(number);
                number += 1;
            }
        }
        let mut anchors = Vec::with_capacity(file.milestone_count());
        for regulation in &file.regulations {
            let own = by_regulation.get(regulation.id.as_str());
            let anchor = |rule: &Rule| {
                let elsewhere = rule.anchor.regulation.as_ref().map(|id| by_regulation.get(id.as_str()));
                elsewhere.unwrap_or(own)?.get(rule.anchor.milestone.as_str()).copied()
            };
            anchors.extend(regulation.milestones.iter().map(|milestone| match &milestone.when.value {
                When::Rule(rule) => anchor(rule),
                When::Point(_) | When::Coarse(_) | When::Earliest(_) | When::Unknown(_) | When::Unreadable => None,
            }));
        }
        Self { by_regulation, anchors }
    }

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
