//! A deadline as a short text, as one would paste it into a mail.

use chrono::{DateTime, Utc};

use crate::app::countdown::period_word;
use crate::app::detail::{closed_words, date_words, days_text, full_day};
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell, Row};
use crate::domain::date::Verb;
use crate::domain::dated::CivilDate;
use crate::domain::outlook::plain_day;
use crate::domain::record::Certainty;
use crate::domain::status::Status;

/// The most products that are named with their status.
const NAMED: usize = 12;

/// Returns the lines: title, regulation, date, time left, status, sources. What there is nothing to say of is left out.
pub fn of(board: &Board, number: u32, now: DateTime<Utc>) -> Vec<String> {
    let (regulation, milestone) = board.records(number);
    let inherited = board.inherited(number);
    let citation = inherited.get(|common| common.citation.as_deref());
    let citation = citation.map(|citation| format!(" ({citation})")).unwrap_or_default();
    let mut lines = vec![milestone.title.to_string(), format!("{}{citation}", regulation.title)];
    lines.push(date(board, number, now));
    if let Some(row) = board.row(number) {
        lines.push(left(board, number, row));
        lines.push(statuses(board, number, row));
    }
    lines.extend(inherited.source().iter().map(ToString::to_string));
    lines.retain(|line| !line.is_empty());
    lines
}

/// `from Wed 2 Dec 2026 00:00 CET, last safe day Tue 1 Dec 2026`
fn date(board: &Board, number: u32, now: DateTime<Utc>) -> String {
    let dated = board.dated(number);
    let (value, rest) = date_words(dated, board.zone_of(dated), now);
    let mut parts = vec![if dated.instant.is_some() { format!("{} {value}", dated.verb.word()) } else { value }];
    parts.extend((!rest.is_empty()).then_some(rest));
    parts.extend(dated.last_safe_day.map(|day| format!("last safe day {}", full_day(day))));
    if dated.certainty != Certainty::Final {
        parts.push(dated.certainty.word().to_string());
    }
    parts.join(", ")
}

/// `8 days left`, `62 days late`, `done 5 Aug 2026, 3 d late`
fn left(board: &Board, number: u32, row: &Row) -> String {
    let dated = board.shown_date(number);
    let own = row.urgent_cell.and_then(|cell| board.cells.get(cell as usize));
    let own = own.filter(|cell| board.own_date(cell).is_some());
    let own = own.map(|cell| {
        let day = dated.date.map(CivilDate::first_day).map(plain_day).unwrap_or_default();
        format!(" to the own date of {}, {day}", board.product(cell).label())
    });
    let days = row.countdown.days_left.unwrap_or(0);
    let is_inside = days == 0 && !row.countdown.is_passed;
    let text = match (row.band, dated.date) {
        (Band::Closed, _) => {
            let late = row.late_days.filter(|late| *late > 0).map(|late| format!(", {late} d late"));
            return closed_words(board, number).map(|text| text + &late.unwrap_or_default()).unwrap_or_default();
        }
        (Band::Passed, _) => return "passed".into(),
        (Band::Undated, Some(_)) => return "date passed, not confirmed".into(),
        (Band::Undated, None) => return String::new(),
        (_, Some(CivilDate::Coarse(coarse))) if is_inside => format!("due this {}", period_word(coarse)),
        (Band::Overdue, _) if dated.verb == Verb::From => "applies, still open".into(),
        (Band::Overdue, _) => days_text(days, row.band),
        (Band::Today | Band::Within7Days | Band::Within30Days | Band::Later, _) if days == 0 => {
            "today is the last day".into()
        }
        (Band::Today | Band::Within7Days | Band::Within30Days | Band::Later, _) => {
            format!("{} left", days_text(days, row.band))
        }
    };
    text + &own.unwrap_or_default()
}

/// `1 of 4 done: AdGraph blocked, Assist open, Cloud in progress, HomeHub done`
fn statuses(board: &Board, number: u32, row: &Row) -> String {
    let mut cells: Vec<&Cell> = board.cells_of(number).iter().collect();
    cells.sort_by_key(|cell| cell.status.severity_rank());
    let said = |cell: &&Cell| format!("{} {}", board.product(cell).label(), cell.status.words());
    if let [only] = cells.as_slice() {
        return said(only);
    }
    cells.retain(|cell| cell.status != Status::NotApplicable);
    if cells.is_empty() {
        return String::new();
    }
    let mut named: Vec<String> = cells.iter().take(NAMED).map(said).collect();
    if cells.len() > NAMED {
        named.push(format!("{} more", cells.len() - NAMED));
    }
    format!("{} of {} done: {}", row.done, row.counted, named.join(", "))
}
