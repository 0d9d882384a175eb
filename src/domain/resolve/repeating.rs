//! Milestones that repeat, by themselves or with what they count from.

use super::{Duty, Resolver};
use crate::domain::dated::{Dated, Missing};
use crate::domain::finding::{Code, Finding, Placed};
use crate::domain::members::Muster;
use crate::domain::record::{Certainty, Milestone, Regulation, Repeat};
use crate::domain::rule::Rule;
use crate::domain::series::{Closings, Course, MOST_LINKS, MOST_OCCURRENCES, Series, is_endless, start_of};

impl<'a> Resolver<'a> {
    /// Returns the date of the anchor that a rule names; says so where it would have to name one of its occurrences.
    pub(super) fn anchor_date(&mut self, rule: &Rule, anchor: u32) -> Option<Dated> {
        let repeats = self.plan.series.contains_key(&anchor);
        match (rule.anchor.occurrence, repeats) {
            // An occurrence of what does not repeat is an error that is said elsewhere.
            (Some(_), false) => None,
            (None, false) => self.plan.dated.get(anchor as usize).cloned(),
            (Some(nominal), true) => {
                let found = self.plan.occurrence_on(anchor, nominal);
                if found.is_none() {
                    let message = format!("'{}' is not an occurrence of its series", rule.anchor);
                    let finding = Finding::error(Code::Reference, rule.place, message);
                    let hint = self.plan.near_words(anchor, nominal, "@");
                    self.plan.findings.push(finding.hint(hint));
                }
                found.map(|(_, instance)| instance.dated)
            }
            (None, true) => {
                let message = format!("'{}' repeats: one of its occurrences is meant", rule.anchor);
                let hint = format!("name it by its nominal date: {}@YYYY-MM-DD", rule.anchor);
                self.plan.findings.push(Finding::error(Code::Repeat, rule.place, message).hint(hint));
                None
            }
        }
    }

    /// Returns the first date of a milestone whose rule counts from a series, which makes it one; none for others.
    pub(super) fn with_its_anchor(&mut self, at: usize, duty: &Duty<'a>, rule: &Rule) -> Option<Dated> {
        if rule.anchor.occurrence.is_some() {
            return None;
        }
        let anchor = self.addresses.anchor(at)?;
        self.plan.series.get(&anchor)?;
        let number = u32::try_from(at).ok()?;
        if self.depth(anchor) >= MOST_LINKS {
            let message = format!("more than {MOST_LINKS} rules in a row count from a series");
            let finding = Finding::error(Code::Limit, rule.place, message);
            self.plan.findings.push(finding.hint("count some of them from its beginning"));
            return None;
        }
        let course = Course::With { anchor, rule: rule.clone() };
        let series = self.series(duty, course, duty.milestone.common.certainty, duty.zone);
        self.plan.series.insert(number, series);
        self.plan.occurrence(number, 0).map(|instance| instance.dated)
    }

    /// Returns how many rules lie between a milestone and the series that it follows.
    fn depth(&self, number: u32) -> usize {
        let mut at = number;
        for depth in 0..=MOST_LINKS {
            match self.plan.series.get(&at).map(|series| &series.course) {
                Some(Course::With { anchor, .. }) => at = *anchor,
                Some(Course::Every { .. } | Course::AfterDone { .. }) | None => return depth,
            }
        }
        MOST_LINKS
    }

    fn series(&self, duty: &Duty<'_>, course: Course, certainty: Option<Certainty>, zone: super::ZoneIndex) -> Series {
        Series {
            course,
            verb: duty.milestone.verb,
            zone,
            calendar: self.plan.calendar_of(duty.regulation, duty.milestone).cloned(),
            roll: duty.roll(),
            certainty,
            by_default: duty.regulation.common.certainty.unwrap_or(Certainty::Final),
        }
    }

    /// Makes a series of a milestone that repeats by itself; `dated` is its base.
    pub(super) fn repeat(&mut self, at: usize, regulation: &'a Regulation, milestone: &'a Milestone, dated: &Dated) {
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let Some(repeat) = &milestone.repeat else { return };
        if self.plan.series.contains_key(&number) {
            return;
        }
        let Some(first) = start_of(dated, self.plan.zone(dated.zone)) else { return };
        if let Some(until) = repeat.value.until.filter(|until| *until < first.day) {
            let message = format!("the series ends on {until}, before its first date {}", first.day);
            let finding = Finding::error(Code::Repeat, repeat.place, message).label("it has no more than its base");
            self.plan.findings.push(finding.hint("'until' is the last date, inclusive; leave it out, or correct it"));
            return;
        }
        if is_endless(first.day, &repeat.value) {
            let message = format!("more than {MOST_OCCURRENCES} occurrences up to the year 2100");
            let finding = Finding::error(Code::Limit, repeat.place, message).label("it has no more than its base");
            self.plan.findings.push(finding.hint("begin the series later, or end it with 'until'"));
            return;
        }
        let duty = Duty { regulation, milestone, zone: dated.zone };
        let every = Course::Every { first, every: repeat.value.every, until: repeat.value.until };
        let mut series = self.series(&duty, every, Some(dated.certainty), dated.zone);
        if repeat.value.is_after_done {
            let muster =
                Muster { file: self.file, roster: &self.plan.roster, file_zone: self.plan.zone(self.plan.file_zone) };
            let closings = Closings { muster, milestone, repeat: &repeat.value, series: &series };
            let course = closings.follow(&self.plan, first);
            self.say_had_before(&course, repeat);
            series.course = course;
        }
        self.plan.series.insert(number, series);
    }

    /// Says where a series ends in a day that it has had.
    fn say_had_before(&mut self, course: &Course, repeat: &Placed<Repeat>) {
        let Course::AfterDone { closings, missing: Some(Missing::HadBefore(day)), .. } = course else { return };
        let Some(closed) = closings.last() else { return };
        let message = format!("{} after the closing on {closed} is {day}, which is closed already", repeat.value.every);
        let finding = Finding::warning(Code::Repeat, repeat.place, message).label("no next occurrence can be named");
        self.plan.findings.push(finding.hint("if the duty goes on, let its date be the next day on which it is owed"));
    }
}
