//! The chain from what is written in the file to the date.

use std::collections::HashSet;

use super::counted::{count, roll};
use super::{Step, What, clocks, line_of};
use crate::domain::board::Board;
use crate::domain::count::{Frame, Uncounted};
use crate::domain::date::{Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated, Missing};
use crate::domain::finding::{Place, Placed};
use crate::domain::read_back::{ordinal, read_back_of};
use crate::domain::record::{Certainty, Roll};
use crate::domain::rule::{Anchor, Rule};
use crate::domain::series::Course;

/// How many rules of a long chain are told; those in the middle are only counted.
const MOST_LINKS: usize = 8;

/// The date that is to be explained.
pub(super) struct End<'a> {
    /// The milestone.
    pub number: u32,
    /// Which occurrence of a series; none: the milestone's own date.
    pub n: Option<usize>,
    /// The date of a single obligation in its place, and what the file says of it.
    pub own: Option<(&'a Dated, &'a Placed<When>)>,
}

/// One date of the chain.
pub(super) struct Link<'a> {
    pub number: u32,
    pub n: Option<usize>,
    pub dated: Dated,
    pub when: &'a When,
    pub place: Place,
    /// The key under which it is written.
    pub key: &'static str,
}

impl<'a> Link<'a> {
    fn of(board: &'a Board, number: u32, n: Option<usize>) -> Self {
        let milestone = board.records(number).1;
        // The first occurrence of what repeats with its anchor is its own date.
        let follows = matches!(board.plan.series.get(&number).map(|s| &s.course), Some(Course::With { .. }));
        let n = n.or_else(|| follows.then_some(0));
        let dated = n.and_then(|n| board.plan.occurrence(number, n)).map(|instance| instance.dated);
        let placeholder = || Dated::without(milestone.verb, board.plan.file_zone, Certainty::Final, UNREAD);
        let own = || board.plan.dated.get(number as usize).cloned().unwrap_or_else(placeholder);
        let dated = dated.unwrap_or_else(own);
        Self { number, n, dated, when: &milestone.when.value, place: milestone.when.place, key: milestone.verb.word() }
    }

    /// Returns what the file says: `by: 2027-04-15`.
    pub fn written(&self, board: &Board) -> String {
        let range = usize::try_from(self.place.start).unwrap_or(0)..usize::try_from(self.place.end).unwrap_or(0);
        let text = board.file.text.get(range).unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        let text: String = words.join(" ").chars().take(200).collect();
        format!("{}: {text}", self.key)
    }

    pub fn frame<'b>(&self, board: &'b Board) -> Frame<'b> {
        let inherited = board.inherited(self.number);
        Frame {
            verb: self.dated.verb,
            zone: (self.dated.zone, board.plan.zone(self.dated.zone)),
            calendar: board.calendar(self.number),
            roll: inherited.get(|common| common.roll).unwrap_or(Roll::None),
        }
    }

    fn address(&self, board: &Board) -> String {
        board.address(self.number)
    }

    /// Returns what it counts from.
    fn before(&self, board: &'a Board) -> Option<Self> {
        if let (Some(n), Some(series)) = (self.n, board.plan.series.get(&self.number)) {
            return match &series.course {
                Course::With { anchor, .. } => Some(Self::of(board, *anchor, Some(n))),
                // The base: what the file says of the milestone itself.
                Course::Every { .. } | Course::AfterDone { .. } => Some(Self::of(board, self.number, None)),
            };
        }
        let rule = match self.when {
            When::Rule(rule) => rule,
            When::Earliest(rules) => winner(board, self, rules)?,
            When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => return None,
        };
        anchor_of(board, self.number, rule)
    }
}

const UNREAD: Missing = Missing::Unreadable;

fn anchor_of<'a>(board: &'a Board, number: u32, rule: &Rule) -> Option<Link<'a>> {
    let home = &board.records(number).0.id;
    let regulation = rule.anchor.regulation.as_ref().unwrap_or(home);
    let anchor = board.find(regulation.as_str(), rule.anchor.milestone.as_str())?;
    let n = match rule.anchor.occurrence {
        Some(nominal) => Some(board.plan.occurrence_on(anchor, nominal)?.0),
        None => None,
    };
    Some(Link::of(board, anchor, n))
}

/// Why one of several rules gives no date.
enum Left {
    /// What it counts from has no date, and may never get one: the others count without it.
    Out(String),
    /// It is wrong, and might be the earliest: none of them counts.
    Refused(String),
}

/// Computes one of several rules.
fn limb(board: &Board, link: &Link<'_>, rule: &Rule) -> Result<Dated, Left> {
    let name = &rule.anchor;
    let home = &board.records(link.number).0.id;
    let regulation = name.regulation.as_ref().unwrap_or(home);
    let found = board.find(regulation.as_str(), name.milestone.as_str());
    let number = found.ok_or_else(|| Left::Refused(format!("{name} is not there")))?;
    match (name.occurrence, board.plan.series.contains_key(&number)) {
        (None, true) => {
            let text =
                format!("{name} repeats, and the rule does not say which occurrence is meant ({name}@YYYY-MM-DD)");
            return Err(Left::Refused(text));
        }
        (Some(_), false) => {
            return Err(Left::Refused(format!("{} does not repeat: it has no occurrences", name.milestone)));
        }
        (None, false) | (Some(_), true) => {}
    }
    let anchor = anchor_of(board, link.number, rule);
    let anchor = anchor.ok_or_else(|| Left::Refused(format!("{name} is not an occurrence of its series")))?.dated;
    if anchor.certainty == Certainty::Withdrawn {
        return Err(Left::Out(format!("{name} is withdrawn")));
    }
    let Some(date) = anchor.date else { return Err(dateless(name, anchor.missing.as_ref())) };
    let zone = board.plan.zone(anchor.zone);
    link.frame(board).counted(rule.offset, (&anchor, date, zone)).map_err(|why| {
        Left::Refused(match why {
            Uncounted::NoCalendar => "the calendar that it counts by is not there".to_string(),
            Uncounted::Outside => "it leads outside the years 1000 to 9998".to_string(),
        })
    })
}

/// Says why a rule gives no date whose anchor has none.
fn dateless(name: &Anchor, missing: Option<&Missing>) -> Left {
    match missing {
        Some(missing @ Missing::Unknown(_)) => Left::Out(format!("{name} is {}", missing.text())),
        Some(
            missing @ (Missing::AnchorUnknown
            | Missing::AnchorWithdrawn
            | Missing::NotClosed
            | Missing::HadBefore(_)
            | Missing::TooMany),
        ) => Left::Out(format!("{name} {}", missing.text())),
        Some(Missing::NoCalendar) => Left::Refused(format!("of {name} {}", Missing::NoCalendar.text())),
        Some(missing @ (Missing::OutsideYears | Missing::Unreadable)) => {
            Left::Refused(format!("{name} {}", missing.text()))
        }
        None => Left::Out(format!("{name} has no date")),
    }
}

fn winner<'r>(board: &Board, link: &Link<'_>, rules: &'r [Rule]) -> Option<&'r Rule> {
    link.dated.date?;
    let known = rules.iter().filter_map(|rule| Some((limb(board, link, rule).ok()?.instant?, rule)));
    known.min_by_key(|(instant, _)| *instant).map(|(_, rule)| rule)
}

/// Returns the dates from what is written to the one that is asked for, which is the last.
pub(super) fn links<'a>(board: &'a Board, end: &End<'a>) -> Vec<Link<'a>> {
    let mut last = Link::of(board, end.number, end.n);
    if let Some((dated, due)) = end.own {
        last = Link { dated: dated.clone(), when: &due.value, place: due.place, key: "due", n: None, ..last };
    }
    let mut links = vec![last];
    let mut seen = HashSet::new();
    while let Some(before) = links.last().and_then(|link| link.before(board)) {
        // A ring has no beginning.
        if !seen.insert((before.number, before.n)) {
            break;
        }
        links.push(before);
    }
    links.reverse();
    links
}

/// Tells the chain; of a long one the beginning and the end.
pub(super) fn tell(board: &Board, links: &[Link<'_>], steps: &mut Vec<Step>) {
    let hidden = links.len().saturating_sub(MOST_LINKS);
    for (at, link) in links.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| links.get(at));
        if at > 0 && at <= hidden {
            if at == hidden {
                let text = format!("… and {hidden} more rules, each counted from the one before");
                steps.push(Step::new(What::Rule, link.dated.date.map(CivilDate::first_day), text));
            }
            continue;
        }
        tell_one(board, link, before, steps);
    }
}

fn tell_one(board: &Board, link: &Link<'_>, before: Option<&Link<'_>>, steps: &mut Vec<Step>) {
    let address = link.address(board);
    let at = line_of(board, link.place);
    let series = link.n.and_then(|n| Some((n, board.plan.series.get(&link.number)?)));
    match (series, link.when) {
        (Some((n, series)), _) => match (&series.course, before) {
            (Course::With { rule, .. }, Some(anchor)) => {
                by_rule(board, link, (rule, anchor), steps);
                number(board, link, n, steps);
            }
            (Course::Every { .. } | Course::AfterDone { .. } | Course::With { .. }, _) => number(board, link, n, steps),
        },
        (None, When::Rule(rule)) => match before {
            Some(anchor) => by_rule(board, link, (rule, anchor), steps),
            None => steps.push(Step::new(What::Rule, None, format!("{rule} ({address}, line {at})"))),
        },
        (None, When::Earliest(rules)) => {
            let best = winner(board, link, rules);
            for rule in rules {
                limb_step(board, link, (rule, best.is_some_and(|best| std::ptr::eq(best, rule))), steps);
            }
            if let (Some(rule), Some(anchor)) = (best, before) {
                by_rule(board, link, (rule, anchor), steps);
            }
        }
        (None, When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable) => {
            let day = link.dated.nominal.map(CivilDate::first_day);
            let of_cell = if link.key == "due" { "this product's own date for " } else { "" };
            let text = format!("{of_cell}{address} says '{}', line {at}", link.written(board));
            steps.push(Step::new(What::Written, day, text));
        }
    }
    if let Some(missing) = &link.dated.missing {
        let is_refused = |rule: &Rule| matches!(limb(board, link, rule), Err(Left::Refused(_)));
        let why = match (series, link.when) {
            (None, When::Earliest(rules)) if rules.iter().any(is_refused) => {
                "one of its rules cannot be counted, and might be the earliest"
            }
            (_, _) => missing.text(),
        };
        steps.push(Step::new(What::Missing, None, format!("{address}: {why}")));
        return;
    }
    // As it was before it rolled.
    let nominal = Dated { date: link.dated.nominal, ..link.dated.clone() };
    let is_base_of_series = link.n.is_none() && board.plan.series.contains_key(&link.number) && link.key != "due";
    // What merely happens is due nowhere, and its day closed to nobody.
    let is_event = link.dated.verb == Verb::At && link.frame(board).roll == Roll::None;
    if !is_base_of_series && !is_event {
        roll(&link.frame(board), &nominal, steps);
    }
    if !is_base_of_series {
        clocks::tell(board, link, steps);
    }
}

fn by_rule(board: &Board, link: &Link<'_>, (rule, anchor): (&Rule, &Link<'_>), steps: &mut Vec<Step>) {
    let whose = if link.key == "due" { "this product's own date: " } else { "" };
    let words = format!("{whose}{rule} ({}, line {})", link.address(board), line_of(board, rule.place));
    if anchor.dated.certainty == Certainty::Withdrawn {
        steps.push(Step::new(What::Rule, None, format!("{words}: nothing counts from a withdrawn date")));
        return;
    }
    match anchor.dated.date {
        Some(date) => {
            let zone = board.plan.zone(anchor.dated.zone);
            count(&link.frame(board), &words, (rule.offset, (&anchor.dated, date, zone)), steps);
        }
        None => steps.push(Step::new(What::Rule, None, words)),
    }
}

fn limb_step(board: &Board, link: &Link<'_>, (rule, is_best): (&Rule, bool), steps: &mut Vec<Step>) {
    let dated = match limb(board, link, rule) {
        Ok(dated) => dated,
        Err(left) => {
            let text = match left {
                Left::Out(why) => format!("{rule}: left out, {why}"),
                Left::Refused(why) => format!("{rule}: cannot be counted, {why}"),
            };
            steps.push(Step::new(What::Limb, None, text));
            return;
        }
    };
    let zone = board.plan.zone(dated.zone);
    let time = dated.instant.filter(|_| dated.has_time()).map(|instant| {
        let local = zone.at(instant);
        format!(" gives {} {}", local.format("%H:%M"), zone.abbreviation(instant))
    });
    let verdict = match (is_best, link.dated.date) {
        (true, _) => ": the earliest, so it counts",
        (false, Some(_)) => ": later",
        (false, None) => ": not taken, another one cannot be counted and might be earlier",
    };
    let text = format!("{rule}{}{verdict}", time.unwrap_or_default());
    steps.push(Step::new(What::Limb, dated.date.map(CivilDate::first_day), text));
}

/// Says which occurrence of a series it is.
fn number(board: &Board, link: &Link<'_>, n: usize, steps: &mut Vec<Step>) {
    let read = read_back_of(board, link.number).unwrap_or_default();
    let day = link.dated.nominal.map(CivilDate::first_day);
    let nth = u32::try_from(n).unwrap_or(u32::MAX).saturating_add(1);
    let after_done = board.records(link.number).1.repeat.as_ref().filter(|repeat| repeat.value.is_after_done);
    let before = n.checked_sub(1).and_then(|n| board.plan.occurrence(link.number, n)).and_then(|before| before.nominal);
    let closed = match board.plan.series.get(&link.number).map(|series| &series.course) {
        Some(Course::AfterDone { closings, .. }) => n.checked_sub(1).and_then(|n| closings.get(n)).copied(),
        Some(Course::Every { .. } | Course::With { .. }) | None => None,
    };
    if let (Some(before), Some(closed)) = (before, closed) {
        steps.push(Step::new(What::Series, Some(closed), format!("@{before} was done on {}", long_day(closed))));
    }
    let whence = match (after_done, before, closed) {
        (Some(repeat), _, Some(closed)) => format!("; {} after {}", repeat.value.every, long_day(closed)),
        (Some(repeat), Some(before), None) => format!("; {} after @{before} was done", repeat.value.every),
        (Some(_) | None, _, _) => String::new(),
    };
    let text = format!("the {} occurrence of {}: {read}{whence}", ordinal(nth), link.address(board));
    steps.push(Step::new(What::Series, day, text));
}

/// Says a date in words, for the end of a sentence.
pub(super) fn in_words(dated: &Dated) -> String {
    match (dated.date, &dated.missing) {
        (Some(CivilDate::Day(day)), _) => long_day(day),
        (Some(CivilDate::Coarse(coarse)), _) => coarse.to_string(),
        (None, missing) => missing.as_ref().map_or("no date", |missing| missing.text()).to_string(),
    }
}

/// Returns the word of what a date means, for a sentence.
pub(super) fn meaning(verb: Verb) -> &'static str {
    match verb {
        Verb::By => "from then on it is too late",
        Verb::From => "the rule applies from then on",
        Verb::At => "it happens then; nothing is due",
    }
}
