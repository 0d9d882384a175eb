//! M: one milestone with its obligations.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use super::super::words;
use super::ExtraJson;
use super::obligation::ObligationJson;
use crate::domain::board::{Board, Occurrence, Row};
use crate::domain::date::When;
use crate::domain::dated::Dated;
use crate::domain::moves::{Shift, Timing, moves_of};
use crate::domain::outlook::{Outlook, status_of};
use crate::domain::plan::rules_of;
use crate::domain::record::{Milestone, Regulation, Roll, Verified};
use crate::domain::verification::is_to_verify;
use crate::domain::zone::Zone;

/// One milestone, by the rules of version 1. Its parts only keep the fields in order.
#[derive(Serialize)]
pub struct MilestoneJson<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    #[serde(flatten)]
    time: Time,
    #[serde(flatten)]
    standing: Standing,
    #[serde(flatten)]
    origin: Origin<'a>,
    #[serde(flatten)]
    law: Law<'a>,
    #[serde(flatten)]
    rest: Rest<'a>,
}

#[derive(Serialize)]
struct Head<'a> {
    address: String,
    title: &'a str,
    regulation: &'a str,
    kind: &'static str,
    certainty: &'static str,
    verb: &'static str,
    nominal: Option<String>,
    date: Option<String>,
    precision: &'static str,
}

/// The milestone's own date, but the countdown of its most urgent live obligation.
#[derive(Serialize)]
struct Time {
    instant: Option<String>,
    instant_end: Option<String>,
    zone: String,
    last_safe_day: Option<String>,
    remaining_seconds: Option<i64>,
    days_left: Option<i32>,
    /// By the milestone's calendar, to the last safe day of the date that the countdown goes to.
    working_days_left: Option<i32>,
}

#[derive(Serialize)]
struct Standing {
    band: &'static str,
    status: Option<&'static str>,
    live: u32,
    done: u32,
    counted: u32,
    breach: Option<bool>,
}

#[derive(Serialize)]
struct Origin<'a> {
    /// The nominal date of the occurrence that is shown.
    occurrence: Option<String>,
    rule: Option<String>,
    anchor: Option<String>,
    calendar: Option<&'a str>,
    roll: &'static str,
    rolled_days: Option<i32>,
    opens: Option<String>,
    moved: Vec<MoveJson<'a>>,
}

#[derive(Serialize)]
struct MoveJson<'a> {
    was: Option<String>,
    when: Option<String>,
    why: Option<&'a str>,
    source: Option<&'a str>,
    who: Option<&'a str>,
    /// Civil days from the old date to the next one, as the law prints both; null: not known to the day.
    days: Option<i32>,
    /// Days by which the change came after the old date's last safe day; negative before it, null: not known.
    late_days: Option<i32>,
}

#[derive(Serialize)]
struct Law<'a> {
    authority: Option<&'a str>,
    jurisdiction: Option<&'a str>,
    citation: Option<&'a str>,
    source: &'a [Box<str>],
    verified: Option<String>,
    verify_due: Option<String>,
    /// Whether somebody should compare it with its source now; false for what is closed or passed.
    to_verify: bool,
    owner: Option<&'a str>,
    backup: Option<&'a str>,
    severity: Option<&'static str>,
    penalty: Option<&'a str>,
    tags: Vec<&'a str>,
}

#[derive(Serialize)]
struct Rest<'a> {
    notes: Option<Cow<'a, str>>,
    x: ExtraJson<'a>,
    line: u32,
    obligations: Vec<ObligationJson<'a>>,
    /// Of a series: what there is, oldest first, and the next ones behind it.
    occurrences: Vec<OccurrenceJson>,
}

/// One occurrence of a series.
#[derive(Serialize)]
struct OccurrenceJson {
    /// The nominal date, by which it is addressed; null: not known yet.
    nominal: Option<String>,
    date: Option<String>,
    instant: Option<String>,
    last_safe_day: Option<String>,
    /// Its worst status; null: it is only a preview, or touches nothing.
    status: Option<&'static str>,
    live: bool,
}

impl<'a> MilestoneJson<'a> {
    /// Makes the shape of one milestone; `text` is the file's, for rules as they are written.
    ///
    /// # Panics
    ///
    /// Never for a number of this board.
    #[must_use]
    pub fn of(board: &'a Board, number: u32, text: &str) -> Self {
        let (regulation, milestone) = board.records(number);
        let dated = board.dated(number);
        let row = board.row(number).expect("milestone numbers come from this board");
        Self {
            head: Head {
                address: board.address(number),
                title: &milestone.title,
                regulation: regulation.id.as_str(),
                kind: milestone.kind.word(),
                certainty: dated.certainty.word(),
                verb: milestone.verb.word(),
                nominal: dated.nominal.map(|date| date.to_string()),
                date: dated.date.map(|date| date.to_string()),
                precision: dated.precision.word(),
            },
            time: time(board, number, dated, row),
            standing: Standing {
                band: row.band.of_scripts(row.countdown.days_left).word(),
                status: row.status.map(crate::domain::status::Status::word),
                live: row.live,
                done: row.done,
                counted: row.counted,
                breach: row.breach,
            },
            origin: origin(board, number, text),
            law: law(board, number),
            rest: Rest {
                notes: milestone.notes_in(&board.file),
                x: ExtraJson(&milestone.extra),
                line: milestone.line,
                obligations: board.cells_of(number).iter().map(|cell| ObligationJson::of(board, cell)).collect(),
                occurrences: occurrences(board, number),
            },
        }
    }
}

fn occurrences(board: &Board, number: u32) -> Vec<OccurrenceJson> {
    let Some(outlook) = Outlook::of(board, number) else { return Vec::new() };
    let shape = |nominal: Option<NaiveDate>, dated: &Dated| OccurrenceJson {
        nominal: nominal.map(|day| day.to_string()),
        date: dated.date.map(|date| date.to_string()),
        instant: dated.instant.map(|instant| board.zone_of(dated).at(instant).to_rfc3339()),
        last_safe_day: dated.last_safe_day.map(|day| day.to_string()),
        status: None,
        live: false,
    };
    let there: Vec<&Occurrence> = outlook.closed.iter().chain(&outlook.live).chain([&outlook.shown]).copied().collect();
    let there = there.into_iter().map(|occurrence| OccurrenceJson {
        status: status_of(board, occurrence).map(crate::domain::status::Status::word),
        live: board.is_live(occurrence),
        ..shape(occurrence.nominal, &occurrence.dated)
    });
    let next = outlook.next.iter().map(|instance| shape(instance.nominal, &instance.dated));
    let mut all: Vec<OccurrenceJson> = there.chain(next).collect();
    all.sort_by(|a, b| (a.nominal.is_none(), &a.nominal).cmp(&(b.nominal.is_none(), &b.nominal)));
    all
}

fn time(board: &Board, number: u32, dated: &Dated, row: &Row) -> Time {
    let zone = board.zone_of(dated);
    Time {
        instant: dated.instant.map(|instant| zone.at(instant).to_rfc3339()),
        instant_end: dated.instant_end.map(|instant| zone.at(instant).to_rfc3339()),
        zone: zone.name(),
        last_safe_day: dated.last_safe_day.map(|day| day.to_string()),
        remaining_seconds: row.countdown.remaining_seconds(board.now),
        days_left: row.countdown.days_left,
        working_days_left: board.working_days_left(number, board.shown_date(number)),
    }
}

fn origin<'a>(board: &'a Board, number: u32, text: &str) -> Origin<'a> {
    let (regulation, milestone) = board.records(number);
    let dated = board.dated(number);
    let zone = board.zone_of(dated);
    let inherited = board.inherited(number);
    let has_rule = !rules_of(&milestone.when.value).is_empty();
    let own_calendar = inherited.get(|c| c.calendar.as_ref()).or(board.file.calendar.as_ref());
    Origin {
        occurrence: board.occurrence(number).and_then(|o| o.nominal).map(|day| day.to_string()),
        rule: has_rule.then(|| written(milestone, text, zone)),
        anchor: anchor(board, number, regulation, milestone),
        calendar: own_calendar.map(|calendar| calendar.value.as_str()),
        roll: inherited.get(|c| c.roll).unwrap_or(Roll::None).word(),
        rolled_days: dated.date.map(|_| dated.rolled_days()),
        opens: milestone.opens.as_ref().map(|opens| words::point(&opens.value, zone)),
        moved: moves_of(board, number).iter().map(|shift| moved(shift, zone)).collect(),
    }
}

/// Returns a rule as it is written in the file; its own words where the text is quoted or of several lines.
fn written(milestone: &Milestone, text: &str, zone: &Zone) -> String {
    let place = milestone.when.place;
    let range = usize::try_from(place.start).unwrap_or(0)..usize::try_from(place.end).unwrap_or(0);
    let slice = text.get(range).unwrap_or_default().trim();
    let is_plain = !slice.is_empty() && !slice.contains(['\n', '\r', '"', '\'', '#', '&', '*', '!']);
    if is_plain { slice.to_string() } else { words::when(&milestone.when.value, zone).unwrap_or_default() }
}

/// Returns the address that the date counts from; of several rules the one that was taken.
fn anchor(board: &Board, number: u32, regulation: &Regulation, milestone: &Milestone) -> Option<String> {
    if let Some(anchor) = board.dated(number).anchor {
        return Some(board.address(anchor));
    }
    match &milestone.when.value {
        When::Rule(rule) => {
            let of = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
            Some(format!("{of}/{}", rule.anchor.milestone))
        }
        When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Earliest(_) | When::Unreadable => None,
    }
}

fn moved<'a>(shift: &Shift<'a>, zone: &Zone) -> MoveJson<'a> {
    let step = shift.step;
    MoveJson {
        was: step.was.as_ref().and_then(|was| words::when(&was.value, zone)),
        when: step.when.as_ref().map(|when| words::point(&when.value, zone)),
        why: step.why.as_deref(),
        source: step.source.as_deref(),
        who: step.who.as_deref(),
        days: shift.days(),
        late_days: match shift.timing {
            Timing::Ahead(days) => Some(-days),
            Timing::TooLate(days) => Some(days),
            Timing::Unsaid => None,
        },
    }
}

fn law(board: &Board, number: u32) -> Law<'_> {
    let inherited = board.inherited(number);
    let verified = match inherited.verified() {
        Some(Verified::On { when, .. }) => Some(words::point(&when.value, board.plan.zone(board.plan.file_zone))),
        Some(Verified::Not) | None => None,
    };
    Law {
        authority: inherited.get(|c| c.authority.as_deref()),
        jurisdiction: inherited.get(|c| c.jurisdiction.as_deref()),
        citation: inherited.get(|c| c.citation.as_deref()),
        source: inherited.source(),
        verified,
        verify_due: board.verify_due(number).map(|day| day.to_string()),
        to_verify: is_to_verify(board, number),
        owner: board.owner(number),
        backup: inherited.get(|c| c.backup.as_deref()),
        severity: inherited.get(|c| c.severity).map(crate::domain::record::Grade::word),
        penalty: inherited.get(|c| c.penalty.as_deref()),
        tags: inherited.tags(),
    }
}
