//! Dates that are typed for a field: read where the record is, and given to the file in its plain form.

use super::field::Shape;
use super::status::{is_day, sensible_day};
use super::{of_date, since_ground, typed};
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::edit::{Record, Refusal};
use crate::domain::typed::{Ground, Side, read, read_point};
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
    let is_none = typed(Some(text)).is_none() || (key == "verified" && text.trim() == "none");
    if is_none || !matches!(shape, Shape::Date | Shape::Day) {
        return Ok(text.to_string());
    }
    let zone = own.unwrap_or_else(|| zone_of(board, record));
    let today = zone.day_of(board.now);
    if matches!(record, Record::Cell { .. }) && is_day(key) {
        return sensible_day(key, text, (today, zone, calendar_of(board, record)), board.now);
    }
    let is_past = matches!(key, "verified" | "approved.when");
    let side = if is_past { Side::Behind } else { Side::Ahead };
    let calendar = calendar_of(board, record);
    let ground = Ground { today, old: None, zone, side, calendar };
    let reading = if shape == Shape::Date { read(text, &ground) } else { read_point(text, &ground) };
    reading.map(|reading| reading.text).map_err(|error| of_date(key, error))
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
