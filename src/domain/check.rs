//! Findings that need more than one record: references, selectors, calendars, dates that contradict each other.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::board::{Board, MOST_CELLS};
use super::calendar::BUILT_IN;
use super::date::{Verb, long_day};
use super::dated::{CivilDate, Dated, Missing};
use super::filter::Filter;
use super::finding::{Code, Finding, Place, Placed, Severity};
use super::id::Id;
use super::obligation::day_of;
use super::plan::{Plan, entries_of, rules_of};
use super::record::{Certainty, Entry, File, Milestone, Regulation, Roll, Target, Verified};
use super::roster::rank;
use super::rule::Unit;
use super::suggest::did_you_mean;
use super::verification::{Verification, verification_of};

/// Returns the findings of a file that no single record shows; not sorted. They do not depend on now.
#[must_use]
pub fn check(file: &File, plan: &Plan) -> Vec<Finding> {
    let mut check = Check { file, plan, milestones: milestones_of(file), findings: Vec::new(), cells: 0 };
    check.calendars();
    if file.zone.is_none() && file.milestone_count() > 0 {
        check.findings.push(
            Finding::at(Severity::Info, Code::Zone, None, "the file names no zone, so this machine's is taken")
                .hint("write 'zone: America/New_York', or the zone that your dates are in"),
        );
    }
    for view in &file.views {
        check.findings.extend(Filter::parse(&view.filter.value).problem.map(|problem| {
            let message = format!("the view '{}' is not a filter: {}", view.name, problem.message);
            Finding::warning(Code::Filter, view.filter.place, message).hint(problem.hint)
        }));
    }
    for ((regulation, milestone), (number, dated)) in
        file.regulations.iter().flat_map(|r| r.milestones.iter().map(move |m| (r, m))).zip((0u32..).zip(&plan.dated))
    {
        check.milestone(regulation, milestone, (number, dated));
        check.dates(regulation, milestone, (number, dated));
    }
    check.findings
}

/// Returns, as information, the records whose comparison with the source is due again at the board's moment.
#[must_use]
pub fn check_verified(board: &Board) -> Vec<Finding> {
    let mut findings = Vec::new();
    for number in (0u32..).take(board.rows.len()) {
        let Verification::Due(due) = verification_of(board, number) else { continue };
        if let Some(Verified::On { when, .. }) = board.inherited(number).verified() {
            let message = format!("verified on {}, due again since {}", when.value.day(), long_day(due));
            findings.push(Finding::info(Code::Verified, when.place, message).hint("compare it with the source again"));
        }
    }
    findings
}

/// Returns the milestones by address; nothing where no rule asks for one.
fn milestones_of(file: &File) -> HashMap<(&str, &str), &Milestone> {
    let all = || file.regulations.iter().flat_map(|r| r.milestones.iter().map(move |m| (r, m)));
    if all().all(|(_, m)| rules_of(&m.when.value).is_empty()) {
        return HashMap::new();
    }
    all().map(|(r, m)| ((r.id.as_str(), m.id.as_str()), m)).collect()
}

struct Check<'a> {
    file: &'a File,
    plan: &'a Plan,
    milestones: HashMap<(&'a str, &'a str), &'a Milestone>,
    findings: Vec<Finding>,
    cells: usize,
}

impl Check<'_> {
    fn calendars(&mut self) {
        let file = self.file;
        self.calendar(file.calendar.as_ref());
        for calendar in &file.calendars {
            self.calendar(calendar.base.as_ref());
            let mut seen = vec![&calendar.id];
            let mut base = calendar.base.as_ref();
            while let Some(next) = base.and_then(|b| file.calendars.iter().find(|c| c.id == b.value)) {
                if seen.contains(&&next.id) {
                    let names: Vec<&str> = seen.iter().chain([&&next.id]).map(|id| id.as_str()).collect();
                    let message = format!("calendars that begin with each other: {}", names.join(" -> "));
                    let place = calendar.base.as_ref().map_or(calendar.place, |b| b.place);
                    self.findings
                        .push(Finding::error(Code::Ring, place, message).hint("give one of them another base"));
                    break;
                }
                seen.push(&next.id);
                base = next.base.as_ref();
            }
        }
        for regulation in &file.regulations {
            self.calendar(regulation.common.calendar.as_ref());
        }
    }

    fn calendar(&mut self, named: Option<&Placed<Id>>) {
        let Some(named) = named else { return };
        let known = || BUILT_IN.into_iter().chain(self.file.calendars.iter().map(|c| c.id.as_str()));
        if known().any(|id| id == named.value.as_str()) {
            return;
        }
        let mut hint = did_you_mean(named.value.as_str(), known());
        if hint.is_empty() {
            hint = format!("built in are {}; define others under 'calendars'", BUILT_IN.join(", "));
        }
        self.findings.push(
            Finding::error(Code::Calendar, named.place, format!("there is no calendar '{}'", named.value)).hint(hint),
        );
    }

    fn milestone(&mut self, regulation: &Regulation, milestone: &Milestone, (number, dated): (u32, &Dated)) {
        self.calendar(milestone.common.calendar.as_ref());
        for entries in
            std::iter::once(entries_of(&milestone.products)).chain(milestone.occurrences.iter().map(|o| &*o.products))
        {
            for entry in entries {
                self.target(entry);
                self.retired(entry, dated);
            }
            self.contradictions(entries);
        }
        let cells: usize =
            entries_of(&milestone.products).iter().map(|e| self.plan.roster.targeted(&e.target).len()).sum();
        let fitted = self.cells <= MOST_CELLS;
        self.cells = self.cells.saturating_add(cells);
        if fitted && self.cells > MOST_CELLS {
            self.findings.push(
                Finding::error(Code::Limit, milestone.place, format!("more than {MOST_CELLS} obligations in one file"))
                    .label("those from here on are left out")
                    .hint("name fewer products, or split the file"),
            );
        }
        self.rules(regulation, milestone);
        self.projected(milestone, dated);
        self.series(number, milestone);
        self.waiting(milestone, (number, dated));
        if dated.certainty == Certainty::Withdrawn && milestone.moved.is_empty() {
            self.findings.push(
                Finding::info(
                    Code::Date,
                    milestone.place,
                    format!("'{}' is withdrawn, and nothing says when", milestone.id),
                )
                .hint("write the day, the reason and the source as the last entry of 'moved'"),
            );
        }
    }

    fn target(&mut self, entry: &Entry) {
        if !self.plan.roster.targeted(&entry.target).is_empty() {
            return;
        }
        let roster = &self.plan.roster;
        let finding = match &entry.target {
            // What is no id was said where it is read.
            Target::Product(id) if Id::new(id.as_str()).is_err() => return,
            Target::Product(id) => {
                let ids = self.file.products.iter().map(|p| p.id.as_str());
                Finding::error(Code::Reference, entry.place, format!("there is no product '{id}'"))
                    .hint(did_you_mean(id.as_str(), ids))
            }
            Target::All => Finding::warning(Code::Selector, entry.place, "'all' takes in no product")
                .hint("the file has no products besides org"),
            Target::Tag(tag) => {
                Finding::warning(Code::Selector, entry.place, format!("no product has the tag '{tag}'"))
                    .hint(did_you_mean(tag, roster.tags()))
            }
            Target::Vendor(vendor) => {
                Finding::warning(Code::Selector, entry.place, format!("no product has the vendor '{vendor}'"))
                    .hint(did_you_mean(vendor, roster.vendors()))
            }
        };
        self.findings.push(finding);
    }

    /// Warns where a selector names products, all of which were retired before the date.
    fn retired(&mut self, entry: &Entry, dated: &Dated) {
        let products = self.plan.roster.targeted(&entry.target);
        let Some(due) = dated.due_day().filter(|_| rank(&entry.target) < 2 && !products.is_empty()) else { return };
        let zone = self.plan.zone(self.plan.file_zone);
        let is_retired = |product: &u32| {
            let retired = self.file.products.get(*product as usize).and_then(|p| p.retired.as_ref());
            retired.is_some_and(|retired| day_of(&retired.value, zone) < due)
        };
        if products.iter().all(is_retired) {
            let message = format!("every product that this takes in was retired before {due}");
            let finding = Finding::warning(Code::Selector, entry.place, message);
            self.findings.push(finding.hint("write 'products: []' if it touches nothing of ours any more"));
        }
    }

    /// Warns where two entries of the same rank say different things of one product; the later one wins.
    fn contradictions(&mut self, entries: &[Entry]) {
        if entries.len() < 2 {
            return;
        }
        let mut said: HashMap<(u8, u32), &Entry> = HashMap::new();
        for entry in entries {
            let mut told = false;
            for &product in self.plan.roster.targeted(&entry.target) {
                let Some(before) = said.insert((rank(&entry.target), product), entry) else { continue };
                if told || before.record == entry.record {
                    continue;
                }
                told = true;
                let name = self.file.products.get(product as usize).map_or("", |p| p.id.as_str());
                self.findings.push(
                    Finding::warning(Code::Selector, entry.place, format!("'{name}' is given two statuses"))
                        .label(format!("this one wins over line {}", before.line))
                        .hint(format!("name '{name}' itself to settle it")),
                );
            }
        }
    }

    /// Warns of occurrences that are written and are none of a series.
    fn series(&mut self, number: u32, milestone: &Milestone) {
        let Some(first) = milestone.occurrences.first() else { return };
        if !self.plan.series.contains_key(&number) {
            if milestone.repeat.is_none() {
                let message = format!("'{}' has occurrences and does not repeat", milestone.id);
                let finding = Finding::warning(Code::Repeat, first.nominal.place, message).label("counts for nothing");
                self.findings.push(finding.hint("write 'repeat: yearly', or move it to 'products'"));
            }
            return;
        }
        for occurrence in &milestone.occurrences {
            let nominal = occurrence.nominal.value;
            if self.plan.occurrence_on(number, nominal).is_some() {
                continue;
            }
            let message = format!("{nominal} is not a date of the series");
            let finding = Finding::warning(Code::Repeat, occurrence.nominal.place, message);
            let hint = self.plan.near_words(number, nominal, "");
            self.findings.push(finding.label("kept as history, never live").hint(hint));
        }
    }

    /// Warns of a series that has no first day because what its base counts from has no date.
    ///
    /// No error, as `by: unknown` with `repeat` is one: the record is right, and the series begins by itself as soon as the
    /// other one gets its date. An anchor may be unknown, and becoming so must not forbid what another record says.
    fn waiting(&mut self, milestone: &Milestone, (number, dated): (u32, &Dated)) {
        let is_waiting = !self.plan.series.contains_key(&number) && dated.certainty != Certainty::Withdrawn;
        let Some(repeat) = milestone.repeat.as_ref().filter(|_| is_waiting) else { return };
        let names: Vec<String> =
            rules_of(&milestone.when.value).iter().map(|rule| format!("'{}'", rule.anchor)).collect();
        let names = names.join(", ");
        let (message, hint) = match dated.missing {
            Some(Missing::AnchorUnknown) => (
                format!("'repeat' waits for a first day: nothing can be counted from {names} yet"),
                "it begins when that gets a date; to begin now, write the day of the first occurrence",
            ),
            Some(Missing::AnchorWithdrawn) => (
                format!("'repeat' has no first day: {names} is withdrawn"),
                "write the day of the first occurrence if the duty goes on, else drop 'repeat'",
            ),
            Some(
                Missing::Unknown(_)
                | Missing::NoCalendar
                | Missing::NotClosed
                | Missing::HadBefore(_)
                | Missing::OutsideYears
                | Missing::TooMany
                | Missing::Unreadable,
            )
            | None => return,
        };
        let label = if milestone.occurrences.is_empty() {
            "no occurrence is owed until then"
        } else {
            "what 'occurrences' says counts for nothing until then"
        };
        self.findings.push(Finding::warning(Code::Repeat, repeat.place, message).label(label).hint(hint));
    }

    fn rules(&mut self, regulation: &Regulation, milestone: &Milestone) {
        let has_calendar =
            milestone.common.calendar.is_some() || regulation.common.calendar.is_some() || self.file.calendar.is_some();
        for rule in rules_of(&milestone.when.value) {
            if !has_calendar && rule.offset.is_some_and(|(span, _)| span.unit == Unit::BusinessDays) {
                self.findings.push(
                    Finding::info(Code::Calendar, rule.place, "no calendar is named, so only weekends are closed")
                        .hint("write 'calendar:' at the milestone, the regulation or the file"),
                );
            }
            let anchor = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
            let record = self.milestones.get(&(anchor.as_str(), rule.anchor.milestone.as_str())).copied();
            let Some(record) = record else { continue };
            if record.repeat.is_none() && rule.anchor.occurrence.is_some() {
                let message = format!("'{}/{}' does not repeat", anchor, record.id);
                self.findings
                    .push(Finding::error(Code::Repeat, rule.place, message).hint("leave '@' and the date out"));
            }
            if record.repeat.is_some()
                && rule.anchor.occurrence.is_none()
                && let Some(repeat) = &milestone.repeat
            {
                let message = format!("'{}' repeats with '{}/{}' already", milestone.id, anchor, record.id);
                self.findings.push(Finding::error(Code::Repeat, repeat.place, message).hint("leave 'repeat' out"));
            }
        }
    }

    fn dates(&mut self, regulation: &Regulation, milestone: &Milestone, (number, dated): (u32, &Dated)) {
        if let (Some(opens), Some(last)) = (&milestone.opens, dated.last_day_in_time()) {
            let day = day_of(&opens.value, self.plan.zone(dated.zone));
            if day > last {
                let message = format!("opens on {day}, after its last day {last}");
                self.findings.push(Finding::error(Code::Date, opens.place, message).hint("swap the two dates"));
            }
        }
        let rolls = milestone.common.roll.or(regulation.common.roll).is_some_and(|roll| roll != Roll::None);
        if rolls || dated.verb == Verb::At || dated.certainty != Certainty::Final || milestone.repeat.is_some() {
            return;
        }
        if let Some(CivilDate::Day(day)) = dated.date {
            self.closed_day(regulation, milestone, (day, milestone.when.place));
        }
        for (e, entry) in (0u32..).zip(entries_of(&milestone.products)) {
            if let (Some(own), Some(due)) =
                (self.plan.own.get(&(number, 0, e)), entry.record.detail(|d| d.due.as_ref()))
                && let Some(CivilDate::Day(day)) = own.date
            {
                self.closed_day(regulation, milestone, (day, due.place));
            }
        }
    }

    /// Says that a final date falls on a closed day: most statutes do not roll, and some do.
    fn closed_day(&mut self, regulation: &Regulation, milestone: &Milestone, (day, place): (NaiveDate, Place)) {
        let Some(calendar) = self.plan.calendar_of(regulation, milestone) else { return };
        let Some(name) = calendar.closed_as(day) else { return };
        // The weekday stands before the date already.
        let is_weekday = name.starts_with(&day.format("%A").to_string());
        let why = if is_weekday { String::new() } else { format!(" ({name})") };
        self.findings.push(
            Finding::info(Code::Date, place, format!("{}{why} is not a working day", long_day(day)))
                .label("not moved")
                .hint("most statutes do not move a date; if this one does, write 'roll: next' or 'roll: previous'"),
        );
    }

    /// Says that a date rests on closed days that are not known for certain.
    fn projected(&mut self, milestone: &Milestone, dated: &Dated) {
        if dated.is_projected && dated.missing.is_none() {
            let finding = Finding::info(Code::Calendar, milestone.when.place, "the closed days up to it are projected");
            self.findings.push(finding.label("may change").hint("look again when the calendar is announced"));
        }
    }
}
