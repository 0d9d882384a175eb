//! `calendar`: the closed days of a calendar in a year.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::Shape;
use super::args::CalendarArguments;
use super::json::{VERSION, text_of};
use super::session::{Answer, Session, usage};
use super::voice::{Ink, labelled};
use super::why::headed;
use crate::domain::calendar::{BUILT_IN, Calendar, ClosedDay, KNOWN_YEARS};
use crate::domain::date::{YEARS, long_day};
use crate::domain::suggest::did_you_mean;
use crate::domain::text::clean;
use crate::error::Error;

/// Lists a year of a calendar.
///
/// # Errors
///
/// When there is no such calendar or year.
pub fn run(session: &Session, arguments: &CalendarArguments, shape: Shape) -> Result<Answer, Error> {
    let calendar = named(session, &arguments.name)?;
    let year = arguments.year.unwrap_or_else(|| session.zone.day_of(session.board.now).year());
    if !YEARS.contains(&year) {
        let hint = "leave it out for this year";
        return Err(usage(format!("years run from {} to {}, not {year}", YEARS.start(), YEARS.end()), hint));
    }
    let text = match shape {
        Shape::Json => text_of(&session.voice, &CalendarJson::of(&calendar, year)),
        Shape::Text => text(session, &calendar, year),
    };
    if BUILT_IN.contains(&calendar.id()) {
        // What is wrong with the file does not touch it.
        return Ok(Answer { text, remarks: session.remarks.clone(), code: 0 });
    }
    Ok(session.answer(text))
}

/// Finds a calendar that is built in or that the file defines.
///
/// # Errors
///
/// When there is none, with the nearest name.
pub(super) fn named(session: &Session, name: &str) -> Result<Arc<Calendar>, Error> {
    let file = &session.board.file;
    if let Some(calendar) = Calendar::of(file, name) {
        return Ok(calendar);
    }
    let own: Vec<&str> = file.calendars.iter().map(|own| own.id.as_str()).collect();
    if own.contains(&name) {
        let message = format!("the calendar '{}' cannot be made: its base is missing or a ring", clean(name));
        return Err(usage(message, "run 'duewatch check' to see the place"));
    }
    let all: Vec<&str> = BUILT_IN.into_iter().chain(own).collect();
    let near = did_you_mean(name, all.iter().copied());
    let hint = if near.is_empty() { format!("there are {}", clean(&all.join(", "))) } else { near };
    Err(usage(format!("there is no calendar '{}'", clean(name)), hint))
}

fn text(session: &Session, calendar: &Calendar, year: i32) -> String {
    let voice = &session.voice;
    let mut out = headed(voice, &format!("{} {year}", calendar.id()), &[]);
    labelled(voice, "source", calendar.source(), &mut out);
    let weekend = calendar.weekend().join(", ");
    labelled(voice, "weekend", if weekend.is_empty() { "none" } else { &weekend }, &mut out);
    labelled(voice, "known", &known(calendar), &mut out);
    if let Some(said) = uncounted(calendar, year) {
        labelled(voice, "not known", &said, &mut out);
    }
    let closed = calendar.closed_days(year);
    out.push('\n');
    if closed.is_empty() {
        out.push_str("no closed days with a name\n");
    }
    let projected = closed.iter().any(|day| day.is_projected);
    days(session, &closed, &mut out);
    let opened: Vec<ClosedDay> = calendar
        .opened_days(year)
        .into_iter()
        .map(|day| ClosedDay { day, name: "open".into(), is_projected: calendar.is_projected(day) })
        .collect();
    for (head, list) in
        [("open although the week or the base closes them", opened), ("counted as open", calendar.remarks(year))]
    {
        if !list.is_empty() {
            let _ = writeln!(out, "\n{}", voice.paint(Ink::Strong, head));
            days(session, &list, &mut out);
        }
    }
    if projected {
        out.push_str("\n~ expected, not announced\n");
    }
    out
}

/// Says of a year that lies outside those in which days are counted what is not computed there; none of others.
///
/// Of the weekends alone nothing else is to be known.
fn uncounted(calendar: &Calendar, year: i32) -> Option<String> {
    let (first, last) = KNOWN_YEARS.into_inner();
    let is_complete = *calendar.known().start() == NaiveDate::MIN;
    (!is_complete && !KNOWN_YEARS.contains(&year)).then(|| {
        format!("closed days are computed from {first} to {last} alone: of {year} nothing but the days of the week")
    })
}

fn days(session: &Session, list: &[ClosedDay], out: &mut String) {
    for ClosedDay { day, name, is_projected } in list {
        let mark = if *is_projected { "~ " } else { "" };
        let _ = writeln!(out, "{:<17}{mark}{}", long_day(*day), session.voice.clean(name));
    }
}

/// Says for which days a calendar is complete.
pub(super) fn known(calendar: &Calendar) -> String {
    let (first, last) = (calendar.known().start(), calendar.known().end());
    let is_all = |day: &NaiveDate| *day == NaiveDate::MIN || *day == NaiveDate::MAX;
    match (is_all(first), is_all(last)) {
        (true, true) => "for all days".into(),
        (true, false) => format!("up to {}", long_day(*last)),
        (false, true) => format!("from {} on", long_day(*first)),
        (false, false) => format!("from {} to {}", long_day(*first), long_day(*last)),
    }
}

/// The answer of `calendar`.
#[derive(Serialize)]
struct CalendarJson<'a> {
    version: u32,
    calendar: &'a str,
    year: i32,
    source: &'a str,
    weekend: Vec<&'static str>,
    known_from: Option<String>,
    known_until: Option<String>,
    closed: Vec<DayJson>,
    open: Vec<String>,
    remarks: Vec<DayJson>,
}

#[derive(Serialize)]
struct DayJson {
    date: String,
    weekday: String,
    name: Box<str>,
    projected: bool,
}

impl<'a> CalendarJson<'a> {
    fn of(calendar: &'a Calendar, year: i32) -> Self {
        let day = |ClosedDay { day, name, is_projected }: ClosedDay| DayJson {
            date: day.to_string(),
            weekday: day.format("%A").to_string(),
            name,
            projected: is_projected,
        };
        Self {
            version: VERSION,
            calendar: calendar.id(),
            year,
            source: calendar.source(),
            weekend: calendar.weekend(),
            known_from: Some(calendar.known().start()).filter(|day| **day != NaiveDate::MIN).map(ToString::to_string),
            known_until: Some(calendar.known().end()).filter(|day| **day != NaiveDate::MAX).map(ToString::to_string),
            closed: calendar.closed_days(year).into_iter().map(day).collect(),
            open: calendar.opened_days(year).iter().map(NaiveDate::to_string).collect(),
            remarks: calendar.remarks(year).into_iter().map(day).collect(),
        }
    }
}
