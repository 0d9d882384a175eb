//! The way from rules to dates: every anchor first, rings cut, certainty carried along.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, Utc};

use super::date::{Verb, When};
use super::dated::{CivilDate, Dated, Missing, ZoneIndex, day_at, moment_at, seconds_of};
use super::finding::{Code, Finding, Place};
use super::plan::{Plan, entries_of, rules_of};
use super::record::{Certainty, File, Milestone, Regulation, Roll};
use super::roster::Roster;
use super::rule::{Rule, Unit};
use super::suggest::did_you_mean;
use super::zone::{Clock, Zone};

/// Resolves all dates of `file`; `machine` is the zone of dates that name none anywhere.
pub(crate) fn resolve(file: &File, machine: &Zone) -> Plan {
    let mut resolver = Resolver::new(file, machine);
    for index in 0..resolver.plan.spots.len() {
        resolver.resolve(index);
    }
    resolver.finish()
}

/// How far a milestone got; a ring is met where one is still open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Waiting,
    Open,
    Finished,
}

struct Resolver<'a> {
    file: &'a File,
    plan: Plan,
    progress: Vec<Progress>,
    by_address: HashMap<(&'a str, &'a str), u32>,
    zone_names: HashMap<String, ZoneIndex>,
}

impl<'a> Resolver<'a> {
    fn new(file: &'a File, machine: &Zone) -> Self {
        let mut spots = Vec::with_capacity(file.milestone_count());
        let mut by_address = HashMap::with_capacity(file.milestone_count());
        for (r, regulation) in (0u32..).zip(&file.regulations) {
            for (m, milestone) in (0u32..).zip(&regulation.milestones) {
                let index = u32::try_from(spots.len()).unwrap_or(u32::MAX);
                by_address.entry((regulation.id.as_str(), milestone.id.as_str())).or_insert(index);
                spots.push((r, m));
            }
        }
        let progress = vec![Progress::Waiting; spots.len()];
        let placeholder = Dated::without(Verb::At, ZoneIndex(0), Certainty::Final, Missing::Unreadable);
        let dated = vec![placeholder; spots.len()];
        let plan = Plan { spots, dated, roster: Roster::of(file), ..Plan::default() };
        let mut resolver = Self { file, plan, progress, by_address, zone_names: HashMap::new() };
        resolver.plan.file_zone = resolver.zone_index(file.zone.as_ref().unwrap_or(machine));
        resolver
    }

    fn zone_index(&mut self, zone: &Zone) -> ZoneIndex {
        let name = zone.name();
        if let Some(&index) = self.zone_names.get(&name) {
            return index;
        }
        let index = ZoneIndex(u16::try_from(self.plan.zones.len()).unwrap_or(u16::MAX));
        self.plan.zones.push(zone.clone());
        self.zone_names.insert(name, index);
        index
    }

    fn spot(&self, index: usize) -> Option<(&'a Regulation, &'a Milestone)> {
        let &(r, m) = self.plan.spots.get(index)?;
        let regulation = self.file.regulations.get(r as usize)?;
        Some((regulation, regulation.milestones.get(m as usize)?))
    }

    /// Resolves one milestone and, first, all that it counts from; without recursion, chains may be long.
    fn resolve(&mut self, index: usize) {
        let mut stack = vec![index];
        while let Some(&top) = stack.last() {
            if self.progress.get(top) == Some(&Progress::Finished) {
                stack.pop();
                continue;
            }
            let Some((regulation, milestone)) = self.spot(top) else {
                stack.pop();
                continue;
            };
            if let Some(slot) = self.progress.get_mut(top) {
                *slot = Progress::Open;
            }
            match self.first_waiting(regulation, milestone) {
                Some(next) if self.progress.get(next) == Some(&Progress::Open) => self.close_ring(&stack, next),
                Some(next) => stack.push(next),
                None => {
                    let dated = self.date_of(regulation, milestone);
                    self.finish_one(top, dated);
                    stack.pop();
                }
            }
        }
    }

    fn finish_one(&mut self, index: usize, dated: Dated) {
        if let (Some(slot), Some(progress)) = (self.plan.dated.get_mut(index), self.progress.get_mut(index)) {
            *slot = dated;
            *progress = Progress::Finished;
        }
    }

    /// Returns the first anchor of a milestone that is not finished.
    fn first_waiting(&self, regulation: &Regulation, milestone: &Milestone) -> Option<usize> {
        rules_of(&milestone.when.value)
            .iter()
            .filter_map(|rule| self.anchor_of(regulation, rule))
            .map(|anchor| anchor as usize)
            .find(|&anchor| self.progress.get(anchor) != Some(&Progress::Finished))
    }

    fn anchor_of(&self, regulation: &Regulation, rule: &Rule) -> Option<u32> {
        let id = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
        self.by_address.get(&(id.as_str(), rule.anchor.milestone.as_str())).copied()
    }

    fn close_ring(&mut self, stack: &[usize], entrance: usize) {
        let begin = stack.iter().position(|&i| i == entrance).unwrap_or(0);
        let ring: Vec<usize> = stack.get(begin..).unwrap_or_default().to_vec();
        let mut names: Vec<String> = ring.iter().filter_map(|&i| self.address(i)).collect();
        names.extend(self.address(entrance));
        for &index in &ring {
            let Some((regulation, milestone)) = self.spot(index) else { continue };
            self.plan.findings.push(
                Finding::error(
                    Code::Ring,
                    milestone.when.place,
                    format!("rules that count from each other: {}", names.join(" -> ")),
                )
                .label("part of a ring")
                .hint("write one of these dates out"),
            );
            let zone = self.own_zone(regulation, milestone);
            self.finish_one(index, Dated::without(milestone.verb, zone, Certainty::Final, Missing::Unreadable));
        }
    }

    fn address(&self, index: usize) -> Option<String> {
        self.spot(index).map(|(r, m)| format!("{}/{}", r.id, m.id))
    }

    fn own_zone(&mut self, regulation: &Regulation, milestone: &Milestone) -> ZoneIndex {
        match milestone.common.zone.as_ref().or(regulation.common.zone.as_ref()) {
            Some(zone) => self.zone_index(zone),
            None => self.plan.file_zone,
        }
    }

    fn date_of(&mut self, regulation: &'a Regulation, milestone: &'a Milestone) -> Dated {
        let zone = self.own_zone(regulation, milestone);
        let by_default = regulation.common.certainty.unwrap_or(Certainty::Final);
        let duty = Duty { regulation, milestone, zone };
        let mut dated = self.read(&duty, &milestone.when.value, milestone.when.place);
        dated.certainty = milestone.common.certainty.unwrap_or(dated.certainty.max(by_default));
        duty.as_far_as_computed(dated)
    }

    /// Reads a date value of a milestone or of one of its obligations. Certainty is that of the chain alone.
    fn read(&mut self, duty: &Duty<'_>, when: &When, place: Place) -> Dated {
        let verb = duty.milestone.verb;
        match when {
            When::Point(point) => {
                let zone = match point {
                    super::date::Point::Local(_, Some(zone), _) => self.zone_index(zone),
                    super::date::Point::Moment(moment, _) => self.zone_index(&Zone::fixed(*moment.offset())),
                    super::date::Point::Day(_) | super::date::Point::Local(_, None, _) => duty.zone,
                };
                let (dated, clock) = Dated::on_point(verb, point, (zone, self.plan.zone(zone)));
                self.say_clock(clock, point, zone, place);
                dated
            }
            When::Coarse(coarse) => Dated::in_period(verb, *coarse, (duty.zone, self.plan.zone(duty.zone))),
            When::Unknown(text) => Dated::without(verb, duty.zone, Certainty::Final, Missing::Unknown(text.clone())),
            When::Unreadable => Dated::without(verb, duty.zone, Certainty::Final, Missing::Unreadable),
            When::Rule(rule) => self.count(duty, rule),
            When::Earliest(rules) => self.earliest(duty, rules),
        }
    }

    fn say_clock(&mut self, clock: Clock, point: &super::date::Point, zone: ZoneIndex, place: Place) {
        let super::date::Point::Local(local, ..) = point else { return };
        let zone = self.plan.zone(zone);
        let shown = local.format("%Y-%m-%d %H:%M");
        let moment = zone.instant_of(*local).0;
        let taken = zone.at(moment).to_rfc3339();
        let (message, label) = match clock {
            Clock::Clear => return,
            Clock::Gap => (format!("'{shown}' does not exist in {zone}"), "the clocks go forward over it"),
            Clock::Fold => (format!("'{shown}' comes twice in {zone}"), "the clocks go back over it"),
        };
        // In a gap the offset that was taken is not the one in force at that moment.
        let seconds = i32::try_from((local.and_utc() - moment).num_seconds()).unwrap_or(0);
        let offset = FixedOffset::east_opt(seconds).unwrap_or_else(|| zone.offset_at(moment));
        let local = local.format("%Y-%m-%dT%H:%M:%S");
        let hint = match clock {
            Clock::Clear | Clock::Gap => format!("taken as {taken}; write {local}{offset} to settle it"),
            Clock::Fold => {
                // Clocks go back by hours at most: past the change the offset is that of the second time.
                let second = zone.offset_at(moment + chrono::TimeDelta::hours(3));
                format!("the first is taken; write {local}{offset} to settle it, or {local}{second} for the second")
            }
        };
        self.plan.findings.push(Finding::warning(Code::Clock, place, message).label(label).hint(hint));
    }

    fn earliest(&mut self, duty: &Duty<'_>, rules: &[Rule]) -> Dated {
        let mut best: Option<Dated> = None;
        let mut why = Missing::AnchorUnknown;
        for rule in rules {
            let dated = self.count(duty, rule);
            match (&dated.missing, dated.instant) {
                (None, Some(instant)) => {
                    if best.as_ref().and_then(|b| b.instant).is_none_or(|other| instant < other) {
                        best = Some(dated);
                    }
                }
                (Some(missing @ (Missing::NotComputed | Missing::Unreadable)), _) => why = missing.clone(),
                (Some(_), _) | (None, None) => {}
            }
        }
        // One limb that cannot be computed might be the earliest: then nothing is claimed.
        if matches!(why, Missing::NotComputed | Missing::Unreadable) {
            best = None;
        }
        best.unwrap_or_else(|| Dated::without(duty.milestone.verb, duty.zone, Certainty::Final, why))
    }

    /// Counts a rule from its anchor, which is finished.
    fn count(&mut self, duty: &Duty<'_>, rule: &Rule) -> Dated {
        let verb = duty.milestone.verb;
        let without = |missing| Dated::without(verb, duty.zone, Certainty::Final, missing);
        let Some(index) = self.anchor_of(duty.regulation, rule) else {
            self.say_no_anchor(duty, rule);
            return without(Missing::Unreadable);
        };
        let Some(anchor) = self.plan.dated.get(index as usize).cloned() else { return without(Missing::Unreadable) };
        let mut result = match self.count_from(duty, rule, &anchor) {
            Ok(dated) => dated,
            Err(missing) => without(missing),
        };
        result.anchor = Some(index);
        let of_anchor = if anchor.is_coarse() { Certainty::Estimated } else { Certainty::Final };
        if anchor.certainty != Certainty::Withdrawn {
            result.certainty = result.certainty.max(anchor.certainty).max(of_anchor);
        }
        result
    }

    fn count_from(&mut self, duty: &Duty<'_>, rule: &Rule, anchor: &Dated) -> Result<Dated, Missing> {
        if anchor.certainty == Certainty::Withdrawn {
            return Err(Missing::AnchorWithdrawn);
        }
        if rule.anchor.occurrence.is_some() || anchor.missing == Some(Missing::NotComputed) {
            return Err(Missing::NotComputed);
        }
        let Some(date) = anchor.date else {
            return Err(if anchor.missing == Some(Missing::Unreadable) {
                Missing::Unreadable
            } else {
                Missing::AnchorUnknown
            });
        };
        let verb = duty.milestone.verb;
        let Some((span, direction)) = rule.offset else {
            return Ok(Dated::on_day(verb, date.first_day(), (duty.zone, self.plan.zone(duty.zone))));
        };
        let counted = match span.unit {
            Unit::BusinessDays => return Err(Missing::NotComputed),
            Unit::Hours => moment_at(self.moment_of(rule, anchor, date), span.amount, direction).map(|moment| {
                Dated::at_moment(verb, moment, (duty.zone, self.plan.zone(duty.zone)), seconds_of(moment))
            }),
            Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years => {
                let zone = (duty.zone, self.plan.zone(duty.zone));
                day_at(date.first_day(), span, direction).map(|day| Dated::on_day(verb, day, zone))
            }
        };
        counted.ok_or_else(|| {
            self.plan.findings.push(
                Finding::error(Code::Date, rule.place, format!("'{rule}' leaves the calendar"))
                    .label("the result is outside the years 1000 to 9998")
                    .hint("write a smaller amount"),
            );
            Missing::Unreadable
        })
    }

    /// Returns the moment from which hours are counted; says so where the anchor has no time.
    fn moment_of(&mut self, rule: &Rule, anchor: &Dated, date: CivilDate) -> DateTime<Utc> {
        if anchor.has_time()
            && let Some(instant) = anchor.instant
        {
            return instant;
        }
        let start = self.plan.zone(anchor.zone).start_of_day(date.first_day());
        let shown = self.plan.zone(anchor.zone).at(start).to_rfc3339();
        self.plan.findings.push(
            Finding::info(Code::Date, rule.place, format!("'{}' has no time of day", rule.anchor))
                .label(format!("counted from {shown}, the start of its day")),
        );
        start
    }

    fn say_no_anchor(&mut self, duty: &Duty<'_>, rule: &Rule) {
        let anchor = &rule.anchor;
        let named = anchor.regulation.as_ref().unwrap_or(&duty.regulation.id);
        let hint = match self.file.regulations.iter().find(|r| r.id == *named) {
            Some(regulation) => {
                did_you_mean(anchor.milestone.as_str(), regulation.milestones.iter().map(|m| m.id.as_str()))
            }
            None => did_you_mean(named.as_str(), self.file.regulations.iter().map(|r| r.id.as_str())),
        };
        self.plan.findings.push(
            Finding::error(
                Code::Reference,
                rule.place,
                format!("there is no milestone '{named}/{}'", anchor.milestone),
            )
            .label("counts from nothing")
            .hint(hint),
        );
    }

    /// Resolves the dates of single obligations and the earlier dates of moved milestones.
    fn finish(mut self) -> Plan {
        for index in 0..self.plan.spots.len() {
            let Some((regulation, milestone)) = self.spot(index) else { continue };
            // A date that names no zone is its milestone's, also where the milestone's own date names another.
            let zone = self.own_zone(regulation, milestone);
            let duty = Duty { regulation, milestone, zone };
            let key = u32::try_from(index).unwrap_or(u32::MAX);
            for (e, entry) in (0u32..).zip(entries_of(&milestone.products)) {
                let Some(due) = entry.record.detail(|d| d.due.as_ref()) else { continue };
                let mut dated = self.read(&duty, &due.value, due.place);
                let of_milestone = self.plan.dated.get(index).map_or(Certainty::Final, |d| d.certainty);
                dated.certainty = dated.certainty.max(of_milestone);
                self.plan.own.insert((key, e), duty.as_far_as_computed(dated));
            }
            if milestone.moved.is_empty() {
                continue;
            }
            let earlier = milestone.moved.iter().map(|step| {
                let was = step.was.as_ref()?;
                matches!(was.value, When::Point(_) | When::Coarse(_)).then(|| self.read(&duty, &was.value, was.place))
            });
            let earlier: Vec<Option<Dated>> = earlier.collect();
            self.plan.moved.insert(key, earlier);
        }
        self.plan
    }
}

/// A milestone whose dates are read, and what they take from it.
struct Duty<'a> {
    regulation: &'a Regulation,
    milestone: &'a Milestone,
    zone: ZoneIndex,
}

impl Duty<'_> {
    /// Takes a date away that would still have to be rolled or repeated: better none than a wrong one.
    fn as_far_as_computed(&self, dated: Dated) -> Dated {
        let roll = self.milestone.common.roll.or(self.regulation.common.roll);
        let rolls = roll.is_some_and(|roll| roll != Roll::None) && !dated.is_coarse();
        if dated.missing.is_some() || !(rolls || self.milestone.repeat.is_some()) {
            return dated;
        }
        let without = Dated::without(self.milestone.verb, self.zone, dated.certainty, Missing::NotComputed);
        Dated { anchor: dated.anchor, ..without }
    }
}
