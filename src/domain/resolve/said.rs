//! What is wrong with rules, anchors and local times, in words.

use chrono::FixedOffset;

use super::{Duty, Resolver};
use crate::domain::count::{Uncounted, moment_of};
use crate::domain::date::Point;
use crate::domain::dated::{CivilDate, Dated, Missing};
use crate::domain::finding::{Code, Finding, Place};
use crate::domain::record::Certainty;
use crate::domain::rule::Rule;
use crate::domain::suggest::did_you_mean;
use crate::domain::zone::Clock;

impl Resolver<'_> {
    pub(super) fn close_ring(&mut self, stack: &[usize], entrance: usize) {
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

    /// Says why nothing was counted, where nothing else says it.
    pub(super) fn say_uncounted(&mut self, why: Uncounted, place: Place, what: &str) -> Missing {
        match why {
            // That the calendar is not there is said where it is named.
            Uncounted::NoCalendar => Missing::NoCalendar,
            Uncounted::Outside => {
                self.plan.findings.push(
                    Finding::error(Code::Date, place, format!("{what} leaves the calendar"))
                        .label("the result is outside the years 1000 to 9998")
                        .hint("write a smaller amount"),
                );
                Missing::Unreadable
            }
        }
    }

    /// Says that the clocks skip a written time or show it twice, on the day on which it comes to stand: where it rolls it
    /// keeps its time of day.
    pub(super) fn say_clock(&mut self, duty: &Duty<'_>, point: &Point, dated: &Dated, place: Place) {
        let Point::Local(local, ..) = point else { return };
        let zone = self.plan.zone(dated.zone);
        let rolled = self.frame(duty).rolled(dated.clone(), zone).ok().and_then(|rolled| rolled.date);
        let local = rolled.map_or(local.date(), CivilDate::first_day).and_time(local.time());
        let shown = local.format("%Y-%m-%d %H:%M");
        let (moment, clock) = zone.instant_of(local);
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

    /// Says that hours are counted from an anchor without a time.
    pub(super) fn say_no_time(&mut self, rule: &Rule, anchor: &Dated) {
        let Some(date) = anchor.date else { return };
        let zone = self.plan.zone(anchor.zone);
        let shown = zone.at(moment_of(anchor, date, zone)).to_rfc3339();
        self.plan.findings.push(
            Finding::info(Code::Date, rule.place, format!("'{}' has no time of day", rule.anchor))
                .label(format!("counted from {shown}, the start of its day")),
        );
    }

    pub(super) fn say_no_anchor(&mut self, duty: &Duty<'_>, rule: &Rule) {
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
}
