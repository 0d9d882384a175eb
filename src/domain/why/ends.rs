//! What follows from a date: certainty, zone, instant, last safe day, earlier dates, and what hangs on it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::chain::{Link, in_words, meaning};
use super::{MOST_HANGING, Step, What, line_of};
use crate::domain::board::Board;
use crate::domain::date::{Point, Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated, Precision};
use crate::domain::moves::moves_of;
use crate::domain::plan::rules_of;
use crate::domain::record::Certainty;
use crate::domain::rule::Rule;
use crate::domain::series::Course;

/// Tells what follows from the last date of a chain.
pub(super) fn tell(board: &Board, links: &[Link<'_>], dated: &Dated, steps: &mut Vec<Step>) {
    if dated.is_projected {
        steps.push(projected(board, links));
    }
    steps.extend(certainty(board, links, dated));
    if dated.date.is_none() {
        return;
    }
    if let Some(link) = links.last() {
        steps.push(Step::new(What::Zone, None, format!("{}, {}", board.zone_of(dated), zone_of(board, link))));
    }
    steps.extend(left_out(board, dated));
    steps.extend(instant(board, dated));
    if let Some(day) = dated.last_safe_day {
        steps.push(Step::new(What::LastSafeDay, Some(day), "the last day on which it is in time"));
    } else if dated.is_coarse() {
        steps.push(Step::new(What::LastSafeDay, None, "none: no day is set"));
    }
}

/// Says which calendars only expect their closed days here.
fn projected(board: &Board, links: &[Link<'_>]) -> Step {
    let mut said: Vec<String> = Vec::new();
    for link in links {
        let Some(calendar) = board.calendar(link.number) else { continue };
        let days = [link.dated.nominal, link.dated.date].into_iter().flatten().map(CivilDate::first_day);
        let known = calendar.known();
        let text = match days.into_iter().find(|day| calendar.is_projected(*day)) {
            Some(day) if day > *known.end() => format!("{} is known up to {}", calendar.id(), long_day(*known.end())),
            Some(_) => format!("{} is known from {} on", calendar.id(), long_day(*known.start())),
            None => continue,
        };
        if !said.contains(&text) {
            said.push(text);
        }
    }
    let whose = if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) };
    Step::new(What::Projected, None, format!("its closed days are expected, not announced{whose}"))
}

/// Says how sure a date is and what makes it so; nothing of a final date on final dates.
fn certainty(board: &Board, links: &[Link<'_>], dated: &Dated) -> Option<Step> {
    let last = links.last()?;
    let own = board.records(last.number).1.common.certainty;
    let doubtful = |link: &&Link<'_>| link.dated.certainty != Certainty::Final || link.dated.is_coarse();
    let before = links.split_last().map_or(&[][..], |(_, before)| before);
    let as_sure = |link: &&Link<'_>| link.dated.certainty == dated.certainty && doubtful(link);
    let source = before.iter().find(as_sure).or_else(|| before.iter().find(doubtful));
    let text = match (own, source, dated.certainty) {
        (None, _, Certainty::Final) | (Some(_), None, Certainty::Final) => return None,
        (Some(own), source, _) if last.key != "due" => {
            let despite = source.map(|link| format!(", although it counts from {}", board.address(link.number)));
            format!("{}, as {} itself says{}", own.word(), board.address(last.number), despite.unwrap_or_default())
        }
        (_, Some(link), certainty) => {
            let address = board.address(link.number);
            match link.dated.date {
                Some(CivilDate::Coarse(coarse)) if link.dated.certainty == Certainty::Final => {
                    format!("{}: {address} says only {coarse}", certainty.word())
                }
                Some(_) | None => format!("{}: {address} is {}", certainty.word(), link.dated.certainty.word()),
            }
        }
        (_, None, certainty) if last.key == "due" => format!("{}, as its milestone is", certainty.word()),
        (_, None, certainty) => format!("{}, as its regulation says", certainty.word()),
    };
    Some(Step::new(What::Certainty, None, text))
}

/// Says who names the zone.
fn zone_of(board: &Board, link: &Link<'_>) -> String {
    let (regulation, milestone) = board.records(link.number);
    match link.when {
        When::Point(Point::Local(_, Some(_), _)) => return "as the date itself says".into(),
        When::Point(Point::Moment(..)) => return "the offset of the date itself".into(),
        When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable | When::Rule(_) | When::Earliest(_) => {}
    }
    if milestone.common.zone.is_some() {
        format!("as {} says", board.address(link.number))
    } else if regulation.common.zone.is_some() {
        format!("as its regulation says, {}", regulation.id)
    } else if board.file.zone.is_some() {
        "the zone of the file".into()
    } else {
        "the zone of this machine: the file names none".into()
    }
}

/// Says of a day that the clocks of its zone left out that it is none there.
fn left_out(board: &Board, dated: &Dated) -> Option<Step> {
    let zone = board.zone_of(dated);
    let CivilDate::Day(day) = dated.date? else { return None };
    let is_none = zone.start_of_day(day) == zone.end_of_day(day);
    is_none.then(|| {
        let text = format!("{} did not exist in {zone}: its clocks passed it over", long_day(day));
        Step::new(What::Zone, Some(day), text)
    })
}

fn instant(board: &Board, dated: &Dated) -> Option<Step> {
    let zone = board.zone_of(dated);
    let instant = dated.instant?;
    let local = zone.at(instant);
    let letters = zone.abbreviation(instant);
    let words = match (dated.date?, dated.precision, dated.verb) {
        (CivilDate::Coarse(coarse), ..) => {
            let end = dated.instant_end.map(|end| zone.at(end).to_rfc3339()).unwrap_or_default();
            format!("the first moment of {coarse}, which has passed at {end}")
        }
        (CivilDate::Day(day), Precision::Day, Verb::By) => {
            format!("the end of {} {letters}; {}", long_day(day), meaning(dated.verb))
        }
        (CivilDate::Day(day), Precision::Day, Verb::From | Verb::At) => {
            format!("the start of {} {letters}; {}", long_day(day), meaning(dated.verb))
        }
        (CivilDate::Day(_), ..) => {
            let format = if dated.precision == Precision::Second { "%H:%M:%S" } else { "%H:%M" };
            let time = local.format(format);
            format!("{} {time} {letters}; {}", long_day(local.date_naive()), meaning(dated.verb))
        }
    };
    Some(Step::new(What::Moment, Some(local.date_naive()), format!("{}: {words}", local.to_rfc3339())))
}

/// Tells the earlier dates, oldest first.
pub(super) fn moves(board: &Board, number: u32, steps: &mut Vec<Step>) {
    for shift in moves_of(board, number) {
        let was = match shift.old {
            // As the law prints it, not where it rolled to.
            Some(old) if old.nominal != old.date => old.nominal.map_or_else(String::new, printed),
            Some(old) => in_words(old),
            None => "another date".into(),
        };
        let why = shift.step.why.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
        let source = shift.step.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        let text = format!("it was {was}, {}{}{why}{source}", shift.deed(), shift.timing.words());
        steps.push(Step::new(What::Moved, shift.when, text));
    }
}

fn printed(date: CivilDate) -> String {
    match date {
        CivilDate::Day(day) => long_day(day),
        CivilDate::Coarse(coarse) => coarse.to_string(),
    }
}

/// Tells what is counted from a milestone, and what from that; of a series from its n-th occurrence.
pub(super) fn hanging(board: &Board, number: u32, n: Option<usize>, steps: &mut Vec<Step>) {
    let by_anchor = by_anchor(board);
    let mut seen: HashSet<u32> = HashSet::from([number]);
    let mut found: Vec<Hanging> = Vec::new();
    let (mut next, mut from) = (0, Some(Hanging { number, n, through: None, other: None }));
    while let Some(anchor) = from {
        // What counts from the date itself is named without the way to it.
        let through = (anchor.number != number).then_some(anchor.number);
        for &follower in by_anchor.get(&anchor.number).map_or(&[][..], Vec::as_slice) {
            if seen.insert(follower) {
                found.push(Hanging::of(board, follower, (&anchor, through)));
            }
        }
        from = found.get(next).copied();
        next += 1;
    }
    for hanging in found.iter().take(MOST_HANGING) {
        steps.push(hanging.step(board));
    }
    if found.len() > MOST_HANGING {
        steps.push(Step::new(What::Hangs, None, format!("… and {} more", found.len() - MOST_HANGING)));
    }
}

/// Returns which milestones name each one in a rule, or count from it.
fn by_anchor(board: &Board) -> HashMap<u32, Vec<u32>> {
    let mut all: HashMap<u32, Vec<u32>> = HashMap::new();
    let numbers = board.numbers();
    for (at, dated) in (0u32..).zip(&board.plan.dated) {
        let (regulation, milestone) = board.records(at);
        let named = rules_of(&milestone.when.value).iter().filter_map(|rule| {
            let of = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
            numbers.get(&(of.as_str(), rule.anchor.milestone.as_str())).copied()
        });
        let anchors: HashSet<u32> = named.chain(dated.anchor).collect();
        for anchor in anchors {
            all.entry(anchor).or_default().push(at);
        }
    }
    all
}

/// A milestone that counts from another one.
#[derive(Clone, Copy)]
struct Hanging {
    number: u32,
    /// Which of its occurrences, where it repeats with what it counts from.
    n: Option<usize>,
    /// What it counts from, where that is not the date that is explained.
    through: Option<u32>,
    /// The occurrence from which it counts, where that is another one than the one that is explained.
    other: Option<NaiveDate>,
}

impl Hanging {
    fn of(board: &Board, number: u32, (anchor, through): (&Self, Option<u32>)) -> Self {
        let follows = matches!(board.plan.series.get(&number).map(|series| &series.course),
            Some(Course::With { anchor: of, .. }) if *of == anchor.number);
        let is_of = |rule: &&Rule| {
            let of = rule.anchor.regulation.as_ref().unwrap_or(&board.records(number).0.id);
            board.find(of.as_str(), rule.anchor.milestone.as_str()) == Some(anchor.number)
        };
        let rules = rules_of(&board.records(number).1.when.value);
        let named: Vec<NaiveDate> = rules.iter().filter(is_of).filter_map(|rule| rule.anchor.occurrence).collect();
        let is_asked = |nominal: &NaiveDate| {
            anchor.n.is_none() || board.plan.occurrence_on(anchor.number, *nominal).map(|(n, _)| n) == anchor.n
        };
        let other = if named.iter().any(is_asked) { None } else { named.first().copied() };
        Self { number, n: anchor.n.filter(|_| follows), through, other: other.or(anchor.other) }
    }

    fn step(&self, board: &Board) -> Step {
        let instance = self.n.and_then(|n| board.plan.occurrence(self.number, n));
        let nominal = instance.as_ref().and_then(|instance| instance.nominal);
        let dated = instance.map_or_else(|| board.dated(self.number).clone(), |instance| instance.dated);
        let at = nominal.map(|day| format!("@{day}")).unwrap_or_default();
        let through = self.through.map(|at| format!(", through {}", board.address(at))).unwrap_or_default();
        let other = self.other.map(|day| format!(", from its occurrence @{day}")).unwrap_or_default();
        let missing = if dated.date.is_none() { format!(": {}", in_words(&dated)) } else { String::new() };
        let line = line_of(board, board.records(self.number).1.when.place);
        let text = format!("{}{at}{through}{other}, line {line}{missing}", board.address(self.number));
        Step::new(What::Hangs, dated.date.map(CivilDate::first_day), text)
    }
}
