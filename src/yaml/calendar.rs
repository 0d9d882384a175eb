//! Entries of `calendars`.

use chrono::{Datelike as _, NaiveDate};

use super::fields::{Field, Schema, entries, fields};
use super::node::{Item, Kind};
use super::sink::{Sink, quote};
use super::values::{day, id, wrong_word};
use crate::domain::calendar::{BUILT_IN, KNOWN_YEARS};
use crate::domain::finding::{Code, Finding};
use crate::domain::record::Calendar;

/// The days of the week, Monday first.
const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const SCHEMA: Schema = Schema { what: "a calendar", keys: &["base", "weekend", "closed", "open", "until"], more: &[] };

/// Reads one calendar.
pub fn read(key: Item<'_>, value: Item<'_>, sink: &mut Sink<'_>) -> Option<Calendar> {
    let place = key.place();
    if BUILT_IN.contains(&key.text()) {
        let message = format!("calendar {} is built in", quote(key.text()));
        sink.error(Code::Calendar, place, message, "choose another id, with this one as its 'base'");
        return None;
    }
    let mut calendar = Calendar {
        id: id(key.text(), key, sink),
        place,
        base: None,
        weekend: None,
        closed: Vec::new(),
        open: Vec::new(),
        until: None,
    };
    if value.kind() != Kind::Map {
        sink.shape(&quote(key.text()), value, "a map");
        return Some(calendar);
    }
    let mut open: Vec<(Item<'_>, NaiveDate)> = Vec::new();
    for field in fields(value, &SCHEMA, sink).list {
        match field.name {
            "base" => calendar.base = field.id(sink),
            "weekend" => calendar.weekend = Some(weekend(&field, sink)),
            "closed" => calendar.closed = closed(&field, sink),
            "open" => {
                let items = field.each(sink);
                open = items.into_iter().filter_map(|item| Some((item, day_of(item, sink)?))).collect();
            }
            "until" => calendar.until = field.day(sink),
            _ => {}
        }
    }
    for (item, day) in open {
        if calendar.closed.iter().any(|(closed, _)| *closed == day) {
            let message = format!("{day} is under 'open' and under 'closed': it counts as closed");
            sink.add(Finding::warning(Code::Calendar, item.place(), message).hint("take it out of one of them"));
        }
        calendar.open.push(day);
    }
    Some(calendar)
}

fn weekend(field: &Field<'_>, sink: &mut Sink<'_>) -> Vec<u8> {
    let mut days = Vec::new();
    for item in field.each(sink) {
        match (0_u8..).zip(WEEK).find(|(_, word)| *word == item.text()) {
            Some((number, _)) => days.push(number),
            None => wrong_word(field.name, item, WEEK.into_iter(), sink),
        }
    }
    days.sort_unstable();
    days.dedup();
    if days.len() == WEEK.len() {
        let finding = Finding::error(Code::Calendar, field.value.place(), "a week without an open day");
        sink.add(finding.hint("name the closed days only"));
        days.clear();
    }
    days
}

fn closed(field: &Field<'_>, sink: &mut Sink<'_>) -> Vec<(NaiveDate, Box<str>)> {
    if field.value.kind() != Kind::Map {
        let days = field.each(sink);
        return days.into_iter().filter_map(|item| Some((day_of(item, sink)?, "closed".into()))).collect();
    }
    let mut list = Vec::new();
    for (key, value) in entries(field.value, sink) {
        if value.kind() != Kind::Scalar {
            sink.shape(&quote(key.text()), value, "a name");
        } else if let Some(day) = day_of(key, sink) {
            list.push((day, value.text().into()));
        }
    }
    list
}

/// Reads a closed or open day; warns of one outside the years in which days are counted: there it does nothing.
fn day_of(item: Item<'_>, sink: &mut Sink<'_>) -> Option<NaiveDate> {
    let day = day(item, sink)?;
    if !KNOWN_YEARS.contains(&day.year()) {
        let (first, last) = KNOWN_YEARS.into_inner();
        let message = format!("'{day}' is outside {first} to {last}, and counts for nothing");
        let finding = Finding::warning(Code::Calendar, item.place(), message);
        sink.add(finding.label("only the days of the week close there").hint("correct the year, or leave the day out"));
    }
    Some(day)
}
