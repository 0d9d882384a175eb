//! The way from rules to dates: every anchor first, rings cut, certainty carried along.

mod addresses;
mod following;
mod repeating;
mod said;

use std::collections::HashMap;

use addresses::{Addresses, Stock};

use super::calendar::Calendar;
use super::count::Frame;
use super::date::{Verb, When};
use super::dated::{Dated, Missing, ZoneIndex};
use super::finding::Place;
use super::plan::{Plan, entries_of};
use super::record::{Certainty, Entry, File, Milestone, Regulation, Roll};
use super::roster::Roster;
use super::rule::{Rule, Unit};
use super::zone::Zone;

/// Resolves all dates of `file`; `machine` is the zone of dates that name none anywhere.
pub(crate) fn resolve(file: &File, machine: &Zone) -> Plan {
    let mut resolver = Resolver::new(file, machine);
    let mut stack = Vec::new();
    for index in 0..resolver.plan.spots.len() {
        resolver.resolve(index, &mut stack);
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
    /// The milestones in the order in which they were finished: what one counts from comes before it.
    finished: Vec<usize>,
    addresses: Addresses<'a>,
    zone_names: HashMap<String, ZoneIndex>,
    /// The zone that was asked for last: neighbours mostly name the same.
    last_zone: Option<(Zone, ZoneIndex)>,
    /// The milestones with dates that are read when every anchor is there: those of single obligations and of moves.
    later: Vec<usize>,
}

impl<'a> Resolver<'a> {
    fn new(file: &'a File, machine: &Zone) -> Self {
        let mut spots = Vec::with_capacity(file.milestone_count());
        for (r, regulation) in (0u32..).zip(&file.regulations) {
            spots.extend((0u32..).zip(&regulation.milestones).map(|(m, _)| (r, m)));
        }
        let (progress, finished) = (vec![Progress::Waiting; spots.len()], Vec::with_capacity(spots.len()));
        let placeholder = Dated::without(Verb::At, ZoneIndex(0), Certainty::Final, Missing::Unreadable);
        let dated = vec![placeholder; spots.len()];
        let plan = Plan { spots, dated, roster: Roster::of(file), ..Plan::default() };
        let Stock { addresses, calendars, later } = Stock::of(file);
        let (zone_names, last_zone) = (HashMap::new(), None);
        let mut resolver = Self { file, plan, progress, finished, addresses, zone_names, last_zone, later };
        calendars
            .into_iter()
            .chain(file.calendar.as_ref().map(|id| id.value.as_str()))
            .for_each(|id| resolver.name_calendar(id));
        resolver.plan.by_default = match &file.calendar {
            Some(id) => resolver.plan.calendars.get(id.value.as_str()).cloned(),
            None => Calendar::built_in("weekends"),
        };
        resolver.plan.file_zone = resolver.zone_index(file.zone.as_ref().unwrap_or(machine));
        resolver
    }

    fn name_calendar(&mut self, id: &str) {
        if !self.plan.calendars.contains_key(id)
            && let Some(calendar) = Calendar::of(self.file, id)
        {
            self.plan.calendars.insert(id.into(), calendar);
        }
    }

    fn zone_index(&mut self, zone: &Zone) -> ZoneIndex {
        if let Some((last, index)) = &self.last_zone
            && last == zone
        {
            return *index;
        }
        let next = ZoneIndex(u16::try_from(self.plan.zones.len()).unwrap_or(u16::MAX));
        let index = *self.zone_names.entry(zone.name()).or_insert(next);
        if index == next {
            self.plan.zones.push(zone.clone());
        }
        self.last_zone = Some((zone.clone(), index));
        index
    }

    fn spot(&self, index: usize) -> Option<(&'a Regulation, &'a Milestone)> {
        let &(r, m) = self.plan.spots.get(index)?;
        let regulation = self.file.regulations.get(r as usize)?;
        Some((regulation, regulation.milestones.get(m as usize)?))
    }

    /// Resolves one milestone and, first, all that it counts from; without recursion, chains may be long.
    ///
    /// `stack` is empty before and afterwards.
    fn resolve(&mut self, index: usize, stack: &mut Vec<usize>) {
        stack.push(index);
        while let Some(&top) = stack.last() {
            if self.progress.get(top) == Some(&Progress::Finished) {
                stack.pop();
                continue;
            }
            let Some((regulation, milestone)) = self.spot(top) else {
                stack.pop();
                continue;
            };
            if let Some(slot) = self.progress.get_mut(top)
                && *slot == Progress::Waiting
            {
                *slot = Progress::Open;
            }
            match self.first_waiting(top, regulation, milestone) {
                Some(next) if self.progress.get(next) == Some(&Progress::Open) => self.close_ring(stack, next),
                Some(next) => stack.push(next),
                None => {
                    let dated = self.date_of(top, regulation, milestone);
                    self.repeat(top, regulation, milestone, &dated);
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
            self.finished.push(index);
        }
    }

    /// Returns the first anchor of a milestone that is not finished.
    fn first_waiting(&self, at: usize, regulation: &Regulation, milestone: &Milestone) -> Option<usize> {
        let is_waiting = |anchor: &u32| self.progress.get(*anchor as usize) != Some(&Progress::Finished);
        let waiting = match &milestone.when.value {
            When::Rule(_) => self.addresses.anchor(at).filter(is_waiting),
            When::Earliest(rules) => {
                rules.iter().filter_map(|rule| self.addresses.find(regulation, rule)).find(is_waiting)
            }
            When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => None,
        };
        waiting.map(|anchor| anchor as usize)
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

    fn date_of(&mut self, at: usize, regulation: &'a Regulation, milestone: &'a Milestone) -> Dated {
        let zone = self.own_zone(regulation, milestone);
        let by_default = regulation.common.certainty.unwrap_or(Certainty::Final);
        let duty = Duty { regulation, milestone, zone };
        let mut dated = if let When::Rule(rule) = &milestone.when.value {
            if let Some(dated) = self.with_its_anchor(at, &duty, rule) {
                return dated;
            }
            self.count(&duty, rule, self.addresses.anchor(at))
        } else {
            self.read(&duty, &milestone.when.value, milestone.when.place)
        };
        dated.certainty = milestone.common.certainty.unwrap_or(dated.certainty.max(by_default));
        self.rolled(&duty, dated)
    }

    /// Rolls a date of a milestone off a closed day, if the file says so.
    fn rolled(&mut self, duty: &Duty<'_>, dated: Dated) -> Dated {
        if duty.roll() == Roll::None || dated.missing.is_some() {
            return dated;
        }
        let (zone, certainty, anchor) = (dated.zone, dated.certainty, dated.anchor);
        match self.frame(duty).rolled(dated, self.plan.zone(zone)) {
            Ok(rolled) => rolled,
            Err(why) => {
                let missing = self.say_uncounted(why, duty.milestone.when.place, "the date, rolled");
                Dated { anchor, ..Dated::without(duty.milestone.verb, duty.zone, certainty, missing) }
            }
        }
    }

    fn frame(&self, duty: &Duty<'_>) -> Frame<'_> {
        Frame {
            verb: duty.milestone.verb,
            zone: (duty.zone, self.plan.zone(duty.zone)),
            calendar: self.plan.calendar_of(duty.regulation, duty.milestone).map(|calendar| &**calendar),
            roll: duty.roll(),
        }
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
                let (dated, _) = Dated::on_point(verb, point, (zone, self.plan.zone(zone)));
                self.say_clock(duty, point, &dated, place);
                dated
            }
            When::Coarse(coarse) => Dated::in_period(verb, *coarse, (duty.zone, self.plan.zone(duty.zone))),
            When::Unknown(text) => Dated::without(verb, duty.zone, Certainty::Final, Missing::Unknown(text.clone())),
            When::Unreadable => Dated::without(verb, duty.zone, Certainty::Final, Missing::Unreadable),
            When::Rule(rule) => self.count(duty, rule, self.addresses.find(duty.regulation, rule)),
            When::Earliest(rules) => self.earliest(duty, rules),
        }
    }

    fn earliest(&mut self, duty: &Duty<'_>, rules: &[Rule]) -> Dated {
        let mut best: Option<Dated> = None;
        let mut why = Missing::AnchorUnknown;
        for rule in rules {
            let dated = self.count(duty, rule, self.addresses.find(duty.regulation, rule));
            match (&dated.missing, dated.instant) {
                (None, Some(instant)) => {
                    if best.as_ref().and_then(|b| b.instant).is_none_or(|other| instant < other) {
                        best = Some(dated);
                    }
                }
                (Some(missing @ (Missing::NoCalendar | Missing::OutsideYears | Missing::Unreadable)), _) => {
                    why = missing.clone();
                }
                (Some(_), _) | (None, None) => {}
            }
        }
        // One limb that cannot be computed might be the earliest: then nothing is claimed.
        if why != Missing::AnchorUnknown {
            best = None;
        }
        best.unwrap_or_else(|| Dated::without(duty.milestone.verb, duty.zone, Certainty::Final, why))
    }

    /// Counts a rule from its anchor, which is finished; none: there is no such milestone.
    fn count(&mut self, duty: &Duty<'_>, rule: &Rule, anchor: Option<u32>) -> Dated {
        let verb = duty.milestone.verb;
        let without = |missing| Dated::without(verb, duty.zone, Certainty::Final, missing);
        let Some(index) = anchor else {
            self.say_no_anchor(duty, rule);
            return without(Missing::Unreadable);
        };
        let Some(anchor) = self.anchor_date(rule, index) else { return without(Missing::Unreadable) };
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
        let Some(date) = anchor.date else {
            return Err(match &anchor.missing {
                Some(
                    missing @ (Missing::Unreadable
                    | Missing::NoCalendar
                    | Missing::NotClosed
                    | Missing::HadBefore(_)
                    | Missing::OutsideYears
                    | Missing::TooMany),
                ) => missing.clone(),
                Some(Missing::Unknown(_) | Missing::AnchorUnknown | Missing::AnchorWithdrawn) | None => {
                    Missing::AnchorUnknown
                }
            });
        };
        if rule.offset.is_some_and(|(span, _)| span.unit == Unit::Hours) && !anchor.has_time() {
            self.say_no_time(rule, anchor);
        }
        let counted = self.frame(duty).counted(rule.offset, (anchor, date, self.plan.zone(anchor.zone)));
        counted.map_err(|why| self.say_uncounted(why, rule.place, &format!("'{rule}'")))
    }

    /// Resolves the dates of single obligations and the earlier dates of moved milestones.
    fn finish(mut self) -> Plan {
        for index in std::mem::take(&mut self.later) {
            let Some((regulation, milestone)) = self.spot(index) else { continue };
            // A date that names no zone is its milestone's, also where the milestone's own date names another.
            let zone = self.own_zone(regulation, milestone);
            let duty = Duty { regulation, milestone, zone };
            let key = u32::try_from(index).unwrap_or(u32::MAX);
            self.own_dates(&duty, key, (0, entries_of(&milestone.products)));
            for (list, occurrence) in (1u32..).zip(&milestone.occurrences) {
                self.own_dates(&duty, key, (list, &occurrence.products));
            }
            if milestone.moved.is_empty() {
                continue;
            }
            let earlier = milestone.moved.iter().map(|step| {
                let was = step.was.as_ref()?;
                let is_date = matches!(was.value, When::Point(_) | When::Coarse(_));
                is_date.then(|| {
                    let dated = self.read(&duty, &was.value, was.place);
                    self.rolled(&duty, dated)
                })
            });
            let earlier: Vec<Option<Dated>> = earlier.collect();
            self.plan.moved.insert(key, earlier);
        }
        self.follow_moves();
        self.plan
    }

    /// Resolves the dates that single obligations have for themselves.
    fn own_dates(&mut self, duty: &Duty<'_>, milestone: u32, (list, entries): (u32, &[Entry])) {
        for (at, entry) in (0u32..).zip(entries) {
            let Some(due) = entry.record.detail(|d| d.due.as_ref()) else { continue };
            let mut dated = self.read(duty, &due.value, due.place);
            let of_milestone = self.plan.dated.get(milestone as usize).map_or(Certainty::Final, |d| d.certainty);
            dated.certainty = dated.certainty.max(of_milestone);
            let dated = self.rolled(duty, dated);
            self.plan.own.insert((milestone, list, at), dated);
        }
    }
}

/// A milestone whose dates are read, and what they take from it.
struct Duty<'a> {
    regulation: &'a Regulation,
    milestone: &'a Milestone,
    zone: ZoneIndex,
}

impl Duty<'_> {
    fn roll(&self) -> Roll {
        self.milestone.common.roll.or(self.regulation.common.roll).unwrap_or(Roll::None)
    }
}
