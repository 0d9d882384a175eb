//! O: one obligation.

use serde::Serialize;

use super::super::words;
use crate::domain::board::{Board, Cell};
use crate::domain::date::Point;
use crate::domain::finding::Placed;
use crate::domain::status::{Acked, Details};
use crate::domain::zone::Zone;

/// One obligation, by the rules of version 1.
#[derive(Serialize)]
pub struct ObligationJson<'a> {
    #[serde(flatten)]
    standing: Standing<'a>,
    #[serde(flatten)]
    course: Course<'a>,
    #[serde(flatten)]
    proof: Proof<'a>,
}

#[derive(Serialize)]
struct Standing<'a> {
    address: String,
    product: &'a str,
    status: &'static str,
    live: bool,
    band: &'static str,
    instant: Option<String>,
    last_safe_day: Option<String>,
    remaining_seconds: Option<i64>,
    days_left: Option<i32>,
    owner: Option<&'a str>,
}

#[derive(Serialize)]
struct Course<'a> {
    closed: Option<String>,
    late_days: Option<i32>,
    breach: Option<bool>,
    reason: Option<&'a str>,
    until: Option<String>,
    waiting: Option<&'a str>,
    chase: Option<String>,
    since: Option<String>,
}

#[derive(Serialize)]
struct Proof<'a> {
    note: Option<&'a str>,
    evidence: &'a [Box<str>],
    acked: Option<AckedJson<'a>>,
    due: Option<String>,
    line: u32,
}

#[derive(Serialize)]
struct AckedJson<'a> {
    who: Option<&'a str>,
    why: Option<&'a str>,
    until: Option<String>,
}

impl<'a> AckedJson<'a> {
    fn of(acked: &'a Acked, zone: &Zone) -> Self {
        Self {
            who: acked.who.as_deref(),
            why: acked.why.as_deref(),
            until: acked.until.as_ref().map(|until| words::point(&until.value, zone)),
        }
    }
}

impl<'a> ObligationJson<'a> {
    /// Makes the shape of one obligation.
    #[must_use]
    pub fn of(board: &'a Board, cell: &'a Cell) -> Self {
        let dated = board.dated_of_cell(cell);
        let zone = board.zone_of(dated);
        let details: Option<&Details> = board.record(cell).and_then(|record| record.details.as_deref());
        let text = |pick: fn(&Details) -> Option<&str>| details.and_then(pick);
        let day = |pick: fn(&Details) -> Option<&Placed<Point>>| {
            details.and_then(pick).map(|point| words::point(&point.value, zone))
        };
        let line = board.entry(cell).map_or_else(|| board.records(cell.milestone).1.line, |entry| entry.line);
        Self {
            standing: Standing {
                address: board.address_of_cell(cell),
                product: board.product(cell).id.as_str(),
                status: cell.status.word(),
                live: cell.is_live,
                band: cell.band.of_scripts(cell.countdown.days_left).word(),
                instant: cell.countdown.instant.map(|instant| zone.at(instant).to_rfc3339()),
                last_safe_day: dated.last_safe_day.map(|day| day.to_string()),
                remaining_seconds: cell.countdown.remaining_seconds(board.now),
                days_left: cell.countdown.days_left,
                owner: board.owner_of_cell(cell),
            },
            course: Course {
                closed: day(|d| d.closed.as_ref()),
                late_days: cell.late_days,
                breach: cell.breach,
                reason: text(|d| d.reason.as_deref()),
                until: day(|d| d.until.as_deref()),
                waiting: text(|d| d.waiting.as_deref()),
                chase: day(|d| d.chase.as_deref()),
                since: day(|d| d.since.as_ref()),
            },
            proof: Proof {
                note: text(|d| d.note.as_deref()),
                evidence: details.map_or(&[], |d| d.evidence.as_slice()),
                acked: details.and_then(|d| d.acked.as_ref()).map(|acked| AckedJson::of(acked, zone)),
                due: details.and_then(|d| d.due.as_ref()).and_then(|due| words::when(&due.value, zone)),
                line,
            },
        }
    }
}
