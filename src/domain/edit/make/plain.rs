//! Dates that are typed for a field: read where the record is, and given to the file in its plain form.

use super::field::{Shape, field_of};
use super::status::{is_day, sensible_day};
use super::{of_date, since_ground, typed};
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::date::DateError;
use crate::domain::edit::{Record, Refusal};
use crate::domain::typed::{Ground, Reading, Side, read, read_point};
use crate::domain::zone::Zone;

/// Returns a typed day or date as the file has it; any other text as it is.
///
/// `own` is a zone that the record is given in the same go.
///
/// # Errors
///
/// When a day or date cannot be read, or an obligation would read otherwise by it.
pub fn plain(
    board: &Board,
    (record, own): (&Record, Option<&Zone>),
    (key, shape): (&str, Shape),
    text: &str,
) -> Result<String, Refusal> {
    if !is_dated((key, shape), text) {
        return Ok(text.to_string());
    }
    let zone = own.unwrap_or_else(|| zone_of(board, record));
    let today = zone.day_of(board.now);
    if matches!(record, Record::Cell { .. }) && is_day(key) {
        return sensible_day(key, text, (today, zone, calendar_of(board, record)), board.now);
    }
    let ground = (zone, calendar_of(board, record));
    reading_of(board, ground, (key, shape), text).map(|reading| reading.text).map_err(|error| of_date(key, error))
}

fn is_dated((key, shape): (&str, Shape), text: &str) -> bool {
    let is_none = typed(Some(text)).is_none() || (key == "verified" && text.trim() == "none");
    !is_none && matches!(shape, Shape::Date | Shape::Day)
}

fn reading_of(
    board: &Board,
    (zone, calendar): (&Zone, Option<&Calendar>),
    (key, shape): (&str, Shape),
    text: &str,
) -> Result<Reading, DateError> {
    let is_past = matches!(key, "closed" | "since" | "verified" | "approved.when");
    let side = if is_past { Side::Behind } else { Side::Ahead };
    let ground = Ground { today: zone.day_of(board.now), old: None, zone, side, calendar };
    if shape == Shape::Date { read(text, &ground) } else { read_point(text, &ground) }
}

/// Says how a day or date that is typed for a field was understood: `'27 dec' is 2026-12-27: Sun 27 Dec 2026, the next
/// one`. None where the text is the file's own form, or the field holds no date.
#[must_use]
pub fn understood(board: &Board, record: &Record, key: &str, text: &str) -> Option<String> {
    let (key, shape) = field_of(record, key).ok()?;
    if !is_dated((&key, shape), text) {
        return None;
    }
    let ground = (zone_of(board, record), calendar_of(board, record));
    let reading = reading_of(board, ground, (&key, shape), text).ok().filter(Reading::is_remarkable)?;
    Some(format!("'{}' is {}: {}", text.trim(), reading.text, reading.remark()))
}

/// Returns the zone of the days of a record: that of the milestone's date, of the regulation, or of the file.
fn zone_of<'a>(board: &'a Board, record: &Record) -> &'a Zone {
    if let Some((regulation, milestone)) = record.milestone()
        && let Some(number) = board.find(regulation, milestone)
    {
        return since_ground(board, number).zone;
    }
    let regulation = match record {
        Record::Regulation(id) => Some(&**id),
        Record::Milestone { regulation, .. } | Record::Cell { regulation, .. } => Some(&**regulation),
        Record::File | Record::Product(_) => None,
    };
    let regulation = board.file.regulations.iter().find(|other| Some(other.id.as_str()) == regulation);
    let own = regulation.and_then(|regulation| regulation.common.zone.as_ref());
    own.unwrap_or_else(|| board.plan.zone(board.plan.file_zone))
}

/// Returns the calendar of a record's days: the milestone's, the regulation's, or the file's.
fn calendar_of<'a>(board: &'a Board, record: &Record) -> Option<&'a Calendar> {
    if let Some((regulation, milestone)) = record.milestone()
        && let Some(number) = board.find(regulation, milestone)
    {
        return board.calendar(number);
    }
    let id = match record {
        Record::Regulation(id) => Some(&**id),
        Record::Milestone { regulation, .. } | Record::Cell { regulation, .. } => Some(&**regulation),
        Record::File | Record::Product(_) => None,
    };
    let regulation = board.file.regulations.iter().find(|other| Some(other.id.as_str()) == id);
    let named = regulation.and_then(|regulation| regulation.common.calendar.as_ref());
    board.plan.calendar(&[named]).map(|calendar| &**calendar)
}
