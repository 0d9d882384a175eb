//! Where dates stood that are counted from one that was moved: a breach by them is not un-said by that move.

use super::{Duty, Resolver};
use crate::domain::date::When;
use crate::domain::dated::Dated;
use crate::domain::plan::Earlier;
use crate::domain::record::Milestone;

impl Resolver<'_> {
    /// Resolves the earlier dates of all that counts, by one rule, from a milestone that was moved, or from such a one.
    pub(super) fn follow_moves(&mut self) {
        if self.plan.moved.is_empty() {
            return;
        }
        let mut is_done = vec![false; self.plan.spots.len()];
        for index in 0..is_done.len() {
            let mut chain = Vec::new();
            let mut next = Some(index);
            // A ring has no anchors here: its dates cannot be read.
            while let Some(at) = next.filter(|at| is_done.get(*at) == Some(&false)) {
                if let Some(done) = is_done.get_mut(at) {
                    *done = true;
                }
                chain.push(at);
                next = self.anchor_of(at);
            }
            for at in chain.into_iter().rev() {
                self.follow(at);
            }
        }
    }

    /// Returns what a milestone counts from by its only rule; none for series, whose moves make no breach.
    fn anchor_of(&self, index: usize) -> Option<usize> {
        let (_, milestone) = self.spot(index)?;
        let anchor = self.plan.dated.get(index)?.anchor?;
        let repeats = |index: u32| self.plan.series.contains_key(&index);
        let is_single = !repeats(u32::try_from(index).ok()?) && !repeats(anchor);
        (matches!(milestone.when.value, When::Rule(_)) && is_single).then_some(anchor as usize)
    }

    fn follow(&mut self, index: usize) {
        let Some(anchor) = self.anchor_of(index) else { return };
        let (Some((regulation, milestone)), Some((_, moved))) = (self.spot(index), self.spot(anchor)) else { return };
        let When::Rule(rule) = &milestone.when.value else { return };
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let Some(zone) = self.plan.dated.get(anchor).map(|dated| dated.zone) else { return };
        let duty = Duty { regulation, milestone, zone: self.own_zone(regulation, milestone) };
        let resolved = self.plan.moved.get(&number(anchor)).map_or(&[][..], Vec::as_slice);
        let own = resolved.iter().zip(&moved.moved).filter_map(|(was, step)| {
            let when = step.when.as_ref().map(|when| when.value.clone());
            Some(Earlier { dated: was.clone()?, when, zone })
        });
        let above = self.plan.followed.get(&number(anchor)).into_iter().flatten().cloned();
        let then = |earlier: Earlier| {
            let date = earlier.dated.date.filter(|_| !earlier.dated.is_coarse())?;
            let frame = self.frame(&duty);
            let anchor = (&earlier.dated, date, self.plan.zone(earlier.dated.zone));
            let counted: Dated = frame.counted(rule.offset, anchor).ok()?;
            let of = self.plan.zone(counted.zone);
            Some(Earlier { dated: frame.rolled(counted, of).ok()?, ..earlier })
        };
        let stood = own.chain(above).filter_map(|earlier| stood_with(milestone, earlier));
        let all: Vec<Earlier> = stood.filter_map(then).collect();
        if !all.is_empty() {
            self.plan.followed.insert(number(index), all);
        }
    }
}

/// Returns an earlier date of an anchor, if what counts from it did so while it stood.
///
/// What was moved itself had another date before: its rule of today and a date that the anchor gave up earlier never
/// stood together. Where that move does not say when it came, neither is known.
fn stood_with(milestone: &Milestone, earlier: Earlier) -> Option<Earlier> {
    let mut since = None;
    for step in &milestone.moved {
        let Some(when) = &step.when else { return Some(Earlier { when: None, ..earlier }) };
        since = since.max(Some(when.value.day()));
    }
    let is_over = matches!((&earlier.when, since), (Some(until), Some(since)) if until.day() <= since);
    (!is_over).then_some(earlier)
}
