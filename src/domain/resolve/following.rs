//! Where dates stood that are counted from one that was moved: a breach by them is not un-said by that move.

use chrono::{DateTime, Utc};

use super::{Duty, Resolver};
use crate::domain::date::{Point, When};
use crate::domain::dated::{Dated, ZoneIndex};
use crate::domain::plan::{Earlier, instant_of};
use crate::domain::record::{Certainty, Milestone};
use crate::domain::rule::Rule;

/// One rule of a list, and where its anchor stood, oldest first.
struct Limb<'a> {
    rule: &'a Rule,
    /// Where it stands now; none: it has no date.
    now: Option<Dated>,
    past: Vec<Past>,
}

/// Where an anchor stood.
struct Past {
    /// The date; none: it was not known.
    dated: Option<Dated>,
    /// When it was moved away from there; none: the file does not say.
    when: Option<Point>,
    /// The zone of that day.
    zone: ZoneIndex,
    /// Whether it stood there for sure.
    is_sure: bool,
}

impl Past {
    fn with(&self, dated: Dated) -> Earlier {
        Earlier { dated, when: self.when.clone(), zone: self.zone, is_sure: self.is_sure }
    }
}

impl<'a> Resolver<'a> {
    /// Resolves the earlier dates of all that counts from a milestone that was moved, or from such a one.
    pub(super) fn follow_moves(&mut self) {
        if self.plan.moved.is_empty() {
            return;
        }
        for index in std::mem::take(&mut self.finished) {
            self.follow(index);
        }
    }

    fn repeats(&self, index: usize) -> bool {
        u32::try_from(index).is_ok_and(|number| self.plan.series.contains_key(&number))
    }

    /// Returns what a milestone counts from by its only rule; none for series, whose moves make no breach.
    fn anchor_of(&self, index: usize) -> Option<usize> {
        let (_, milestone) = self.spot(index)?;
        let anchor = self.plan.dated.get(index)?.anchor? as usize;
        let is_single = !self.repeats(index) && !self.repeats(anchor);
        (matches!(milestone.when.value, When::Rule(_)) && is_single).then_some(anchor)
    }

    fn follow(&mut self, index: usize) {
        let Some((regulation, milestone)) = self.spot(index) else { return };
        let has_past = match &milestone.when.value {
            When::Rule(_) => self.anchor_of(index).is_some_and(|anchor| self.has_past(anchor)),
            When::Earliest(rules) => {
                let mut anchors = rules.iter().filter_map(|rule| self.addresses.find(regulation, rule));
                anchors.any(|anchor| self.has_past(anchor as usize))
            }
            When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => false,
        };
        if !has_past {
            return;
        }
        let duty = Duty { regulation, milestone, zone: self.own_zone(regulation, milestone) };
        let all = match &milestone.when.value {
            When::Rule(rule) => self.anchor_of(index).map(|anchor| self.by_rule(&duty, rule, anchor)),
            When::Earliest(rules) if !self.repeats(index) => Some(self.by_list(index, &duty, rules)),
            When::Earliest(_) | When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => None,
        };
        let all: Vec<Earlier> =
            all.into_iter().flatten().filter_map(|earlier| stood_with(milestone, earlier)).collect();
        if let (Ok(number), false) = (u32::try_from(index), all.is_empty()) {
            self.plan.followed.insert(number, all);
        }
    }

    fn has_past(&self, anchor: usize) -> bool {
        let has = |number: u32| self.plan.moved.contains_key(&number) || self.plan.followed.contains_key(&number);
        u32::try_from(anchor).is_ok_and(has)
    }

    /// Returns where an anchor stood, oldest first.
    fn past_of(&self, anchor: usize) -> Vec<Past> {
        let (Some((_, moved)), Some(dated)) = (self.spot(anchor), self.plan.dated.get(anchor)) else {
            return Vec::new();
        };
        let number = u32::try_from(anchor).unwrap_or(u32::MAX);
        let resolved = self.plan.moved.get(&number).map_or(&[][..], Vec::as_slice);
        let own = resolved.iter().zip(&moved.moved).map(|(was, step)| {
            let when = step.when.as_ref().map(|when| when.value.clone());
            Past { dated: was.clone(), when, zone: dated.zone, is_sure: true }
        });
        let above = self.plan.followed.get(&number).into_iter().flatten();
        let above = above.map(|earlier| {
            let Earlier { dated, when, zone, is_sure } = earlier.clone();
            Past { dated: Some(dated), when, zone, is_sure }
        });
        own.chain(above).collect()
    }

    fn until(&self, past: &Past) -> Option<DateTime<Utc>> {
        past.when.as_ref().map(|when| instant_of(when, self.plan.zone(past.zone)))
    }

    /// Returns the dates by a rule, one for each of its anchor's.
    fn by_rule(&self, duty: &Duty<'_>, rule: &Rule, anchor: usize) -> Vec<Earlier> {
        let then = |past: &Past| {
            let counted = self.then(duty, rule, past.dated.as_ref()?)?;
            Some(past.with(self.rolled_then(duty, counted)?))
        };
        self.past_of(anchor).iter().filter_map(then).collect()
    }

    /// Returns the dates by a list of rules: the earliest that was known before each move of an anchor, where that move
    /// changed it.
    fn by_list(&self, index: usize, duty: &Duty<'_>, rules: &'a [Rule]) -> Vec<Earlier> {
        let limbs: Option<Vec<Limb<'_>>> = rules.iter().map(|rule| self.limb(duty, rule)).collect();
        let (Some(limbs), Some(now)) = (limbs, self.plan.dated.get(index)) else { return Vec::new() };
        let earliest = |stood: &dyn Fn(&Limb<'_>) -> Option<Dated>| self.earliest_of(duty, &limbs, stood);
        let all = || limbs.iter().flat_map(|limb| &limb.past);
        // One that is not told may have come between any two others.
        let is_told = all().all(|past| past.is_sure && past.when.is_some());
        let mut moves: Vec<(DateTime<Utc>, &Past)> = all().filter_map(|past| Some((self.until(past)?, past))).collect();
        moves.sort_by_key(|(until, _)| *until);
        moves.dedup_by_key(|(until, _)| *until);
        // From the last move back: what it led to is known.
        let (mut found, mut next) = (Vec::new(), now.instant);
        for (until, by) in moves.into_iter().rev() {
            let stood = |limb: &Limb<'_>| match limb.past.iter().find(|past| self.until(past) >= Some(until)) {
                Some(past) => past.dated.clone(),
                None => limb.now.clone(),
            };
            let before = earliest(&stood);
            let instant = before.as_ref().and_then(|before| before.instant);
            let changed = before.filter(|_| instant != next).map(|dated| by.with(dated));
            found.extend(changed.map(|earlier| Earlier { is_sure: is_told, ..earlier }));
            next = instant;
        }
        found.reverse();
        // Of a move that does not say when it came, it is not known what the others said then.
        for past in all().filter(|past| past.when.is_none()) {
            let is_it = |limb: &Limb<'_>| limb.past.iter().any(|other| std::ptr::eq(other, past));
            let stood = |limb: &Limb<'_>| if is_it(limb) { past.dated.clone() } else { limb.now.clone() };
            let before = earliest(&stood).filter(|before| before.instant != now.instant);
            found.extend(before.map(|dated| past.with(dated)));
        }
        found
    }

    /// Returns a rule of a list with its anchor's dates; none where that cannot be told.
    fn limb<'b>(&self, duty: &Duty<'_>, rule: &'b Rule) -> Option<Limb<'b>> {
        let anchor = self.addresses.find(duty.regulation, rule)? as usize;
        let (now, past) = match (rule.anchor.occurrence, self.repeats(anchor)) {
            // The moves of a series make no breach.
            (Some(nominal), true) => {
                let (_, instance) = self.plan.occurrence_on(u32::try_from(anchor).ok()?, nominal)?;
                (instance.dated, Vec::new())
            }
            (None, false) => (self.plan.dated.get(anchor)?.clone(), self.past_of(anchor)),
            (Some(_), false) | (None, true) => return None,
        };
        Some(Limb { rule, now: Some(now).filter(|now| now.certainty != Certainty::Withdrawn), past })
    }

    /// Returns the earliest date of a list whose anchors stood so; none where none was known, or one cannot be counted.
    fn earliest_of(
        &self,
        duty: &Duty<'_>,
        limbs: &[Limb<'_>],
        stood: &dyn Fn(&Limb<'_>) -> Option<Dated>,
    ) -> Option<Dated> {
        let mut best: Option<Dated> = None;
        for limb in limbs {
            let Some(anchor) = stood(limb).filter(|anchor| anchor.date.is_some()) else { continue };
            let counted = self.then(duty, limb.rule, &anchor)?;
            if best.as_ref().is_none_or(|best| counted.instant < best.instant) {
                best = Some(counted);
            }
        }
        self.rolled_then(duty, best?)
    }

    /// Counts a rule from where its anchor stood, not rolled yet; none where that was no day, or the calendar is not there.
    fn then(&self, duty: &Duty<'_>, rule: &Rule, anchor: &Dated) -> Option<Dated> {
        let date = anchor.date.filter(|_| !anchor.is_coarse())?;
        self.frame(duty).counted(rule.offset, (anchor, date, self.plan.zone(anchor.zone))).ok()
    }

    fn rolled_then(&self, duty: &Duty<'_>, counted: Dated) -> Option<Dated> {
        let zone = self.plan.zone(counted.zone);
        self.frame(duty).rolled(counted, zone).ok()
    }
}

/// Returns an earlier date of an anchor, if what counts from it did so while it stood.
///
/// What was moved itself had another date before: its rule of today and a date that the anchor gave up earlier never
/// stood together. Where that move does not say when it came, neither is known.
fn stood_with(milestone: &Milestone, earlier: Earlier) -> Option<Earlier> {
    let days = || milestone.moved.iter().map(|step| step.when.as_ref().map(|when| when.value.day()));
    let since = days().flatten().max();
    let is_over = matches!((&earlier.when, since), (Some(until), Some(since)) if until.day() <= since);
    let is_sure = earlier.is_sure && days().all(|day| day.is_some());
    (!is_over).then_some(Earlier { is_sure, ..earlier })
}
