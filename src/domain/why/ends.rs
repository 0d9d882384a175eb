//! What follows from a date: certainty, zone, instant, last safe day, earlier dates, and what hangs on it.

use std::collections::{HashMap, HashSet};

use super::chain::{Link, in_words, meaning};
use super::{MOST_HANGING, Step, What, line_of};
use crate::domain::board::Board;
use crate::domain::date::{Point, Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated, Precision, days_between};
use crate::domain::obligation::day_of;
use crate::domain::plan::rules_of;
use crate::domain::record::Certainty;

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
    let milestone = board.records(number).1;
    let resolved = board.plan.moved.get(&number).map_or(&[][..], Vec::as_slice);
    let Some(own) = board.plan.dated.get(number as usize) else { return };
    let zone = board.zone_of(own);
    for (at, step) in milestone.moved.iter().enumerate() {
        let old = resolved.get(at).and_then(Option::as_ref);
        let new = resolved.get(at + 1).and_then(Option::as_ref).unwrap_or(own);
        let was = old.map_or_else(|| "another date".into(), in_words);
        let day = |dated: &Dated| dated.date.map(CivilDate::first_day);
        let by = old.and_then(day).zip(day(new)).map(|(old, new)| format!(", moved {:+} d", days_between(old, new)));
        let why = step.why.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
        let source = step.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        let when = step.when.as_ref().map(|when| day_of(&when.value, zone));
        let text = format!("it was {was}{}{why}{source}", by.unwrap_or_default());
        steps.push(Step::new(What::Moved, when, text));
    }
}

/// Tells what is counted from a milestone, and what from that.
pub(super) fn hanging(board: &Board, number: u32, steps: &mut Vec<Step>) {
    let home = board.records(number).0.id.as_str();
    let id = board.records(number).1.id.as_str();
    let mut by_anchor: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut direct = Vec::new();
    for (at, dated) in (0u32..).zip(&board.plan.dated) {
        let (regulation, milestone) = board.records(at);
        let names = rules_of(&milestone.when.value).iter().any(|rule| {
            let of = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
            of.as_str() == home && rule.anchor.milestone.as_str() == id
        });
        if names {
            direct.push(at);
        }
        if let Some(anchor) = dated.anchor {
            by_anchor.entry(anchor).or_default().push(at);
        }
    }
    let mut seen: HashSet<u32> = direct.iter().copied().chain([number]).collect();
    let mut found: Vec<(u32, Option<u32>)> = direct.into_iter().map(|at| (at, None)).collect();
    let mut next = 0;
    while let Some(&(at, _)) = found.get(next) {
        next += 1;
        let further = by_anchor.get(&at).map_or(&[][..], Vec::as_slice);
        found.extend(further.iter().filter(|further| seen.insert(**further)).map(|further| (*further, Some(at))));
    }
    for &(at, through) in found.iter().take(MOST_HANGING) {
        let milestone = board.records(at).1;
        let dated = board.dated(at);
        let through = through.map(|at| format!(", through {}", board.address(at))).unwrap_or_default();
        let missing = if dated.date.is_none() { format!(": {}", in_words(dated)) } else { String::new() };
        let line = line_of(board, milestone.when.place);
        let text = format!("{}{through}, line {line}{missing}", board.address(at));
        steps.push(Step::new(What::Hangs, dated.date.map(CivilDate::first_day), text));
    }
    if found.len() > MOST_HANGING {
        steps.push(Step::new(What::Hangs, None, format!("… and {} more", found.len() - MOST_HANGING)));
    }
}
