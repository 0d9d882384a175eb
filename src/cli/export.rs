//! Lists for other programs: CSV, Markdown, iCalendar.

use serde::Serialize;
use serde_json::Value;

use super::args::Format;
use super::json::milestone::MilestoneJson;
use super::json::obligation::ObligationJson;
use super::session::{Session, counted};
use super::terminal::{Letters, Output};
use crate::domain::board::Cell;
use crate::domain::text::clean_ascii;
use crate::exchange::ics::Calendar;
use crate::exchange::{csv, ics, markdown};

/// A format for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For spreadsheets.
    Csv,
    /// For pages.
    Markdown,
    /// For calendars.
    Ics,
}

impl Form {
    /// Returns the form that a format asks for; none: it is none of these.
    #[must_use]
    pub fn of(format: Format) -> Option<Self> {
        match format {
            Format::Table | Format::Json => None,
            Format::Csv => Some(Self::Csv),
            Format::Markdown => Some(Self::Markdown),
            Format::Ics => Some(Self::Ics),
        }
    }

    /// Writes milestones; returns the text, and what is to be said of it.
    #[must_use]
    pub fn milestones(self, session: &Session, numbers: &[u32]) -> (String, Option<String>) {
        let board = &session.board;
        let written = match self {
            Self::Csv => {
                let text = &session.snapshot.text;
                let rows = numbers.iter().map(|&number| value(&MilestoneJson::of(board, number, text)));
                (csv::text_of(&csv::MILESTONE, rows), None)
            }
            Self::Markdown => (markdown::milestones(board, numbers, &session.zone), None),
            Self::Ics => told(ics::milestones(board, numbers)),
        };
        shown(session, written)
    }

    /// Writes obligations; returns the text, and what is to be said of it.
    #[must_use]
    pub fn obligations(self, session: &Session, cells: &[&Cell]) -> (String, Option<String>) {
        let board = &session.board;
        let written = match self {
            Self::Csv => (csv::text_of(&csv::OBLIGATION, cells.iter().map(|cell| obligation(session, cell))), None),
            Self::Markdown => (markdown::obligations(board, cells, &session.zone), None),
            Self::Ics => told(ics::obligations(board, cells)),
        };
        shown(session, written)
    }
}

/// Returns an obligation with what a row needs of its milestone, because in a spreadsheet a row stands alone.
fn obligation(session: &Session, cell: &Cell) -> Value {
    let board = &session.board;
    let (regulation, milestone) = board.records(cell.milestone);
    let inherited = board.inherited(cell.milestone);
    let dated = board.dated_of_cell(cell);
    let mut value = value(&ObligationJson::of(board, cell));
    if let Value::Object(map) = &mut value {
        map.insert("title".into(), milestone.title.as_ref().into());
        map.insert("regulation".into(), regulation.id.as_str().into());
        map.insert("verb".into(), dated.verb.word().into());
        map.insert("date".into(), dated.date.map(|date| date.to_string()).into());
        map.insert("zone".into(), board.zone_of(dated).name().into());
        map.insert("citation".into(), inherited.get(|c| c.citation.as_deref()).into());
        map.insert("source".into(), inherited.source().iter().map(AsRef::as_ref).collect::<Vec<&str>>().into());
    }
    value
}

fn value(record: &impl Serialize) -> Value {
    serde_json::to_value(record).expect("maps here have texts as keys")
}

/// Says what a calendar could not hold, and why.
fn told(calendar: Calendar) -> (String, Option<String>) {
    let alarms = format!("{} in business days of a calendar that is not there", counted(calendar.alarms, "reminder"));
    let parts = [
        (calendar.coarse, format!("{} with no day set (a month, quarter or year)", calendar.coarse)),
        (calendar.undated, format!("{} without a date", calendar.undated)),
        (calendar.not_computed, format!("{} whose calendar is not there", calendar.not_computed)),
        (calendar.alarms, alarms),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
    let remark = (!parts.is_empty()).then(|| format!("left out of the calendar: {}", parts.join(", ")));
    (calendar.text, remark)
}

/// Leaves only ASCII on a terminal that reads letters of UTF-8 as something else.
fn shown(session: &Session, (text, remark): (String, Option<String>)) -> (String, Option<String>) {
    let voice = &session.voice;
    if voice.output == Output::Pipe || voice.letters != Letters::Ascii {
        return (text, remark);
    }
    let mut ascii = String::with_capacity(text.len());
    for line in text.lines() {
        ascii.push_str(clean_ascii(line).as_str());
        ascii.push('\n');
    }
    (ascii, remark)
}
