//! R and P: one regulation, one product.
//!
//! Both hold every field of their record, what follows from it (`verify_due`), the addresses of the milestones that
//! belong to it, and how many of these stand in each band (`bands`) or, for a product, in each status (`statuses`).

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::super::words;
use super::ExtraJson;
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell};
use crate::domain::plan::Plan;
use crate::domain::record::{Certainty, Common, Grade, Product, Regulation, Roll, Verified};
use crate::domain::status::Status;

/// One regulation.
#[derive(Serialize)]
pub struct RegulationJson<'a> {
    id: &'a str,
    title: &'a str,
    short: Option<&'a str>,
    #[serde(flatten)]
    law: Law<'a>,
    #[serde(flatten)]
    care: Care<'a>,
    notes: Option<&'a str>,
    x: ExtraJson<'a>,
    line: u32,
    milestones: Vec<String>,
    bands: Bands,
}

#[derive(Serialize)]
struct Law<'a> {
    authority: Option<&'a str>,
    jurisdiction: Option<&'a str>,
    citation: Option<&'a str>,
    source: &'a [Box<str>],
    zone: Option<String>,
    calendar: Option<&'a str>,
    certainty: Option<&'static str>,
    roll: Option<&'static str>,
}

#[derive(Serialize)]
struct Care<'a> {
    severity: Option<&'static str>,
    penalty: Option<&'a str>,
    owner: Option<&'a str>,
    backup: Option<&'a str>,
    tags: &'a [Box<str>],
    alerts: Option<Vec<String>>,
    verified: Option<String>,
    verify_every: Option<String>,
    verify_due: Option<String>,
}

impl<'a> RegulationJson<'a> {
    /// Makes the shape of the regulation at `position` in the file.
    #[must_use]
    pub fn of(board: &'a Board, position: usize, regulation: &'a Regulation) -> Self {
        let numbers = numbers_of(board, position);
        let common = &regulation.common;
        Self {
            id: regulation.id.as_str(),
            title: &regulation.title,
            short: regulation.short.as_deref(),
            law: Law {
                authority: common.authority.as_deref(),
                jurisdiction: common.jurisdiction.as_deref(),
                citation: common.citation.as_deref(),
                source: &common.source,
                zone: common.zone.as_ref().map(crate::domain::zone::Zone::name),
                calendar: common.calendar.as_ref().map(|calendar| calendar.value.as_str()),
                certainty: common.certainty.map(Certainty::word),
                roll: common.roll.map(Roll::word),
            },
            care: care(&board.plan, common),
            notes: regulation.notes.as_deref(),
            x: ExtraJson(&regulation.extra),
            line: regulation.line,
            milestones: numbers.clone().map(|number| board.address(number)).collect(),
            bands: Bands::of(numbers.filter_map(|number| board.row(number)).map(|row| row.band)),
        }
    }
}

fn care<'a>(plan: &Plan, common: &'a Common) -> Care<'a> {
    let zone = plan.zone(plan.file_zone);
    let verified = match common.verified.as_deref() {
        Some(Verified::On { when, .. }) => Some(when),
        Some(Verified::Not) | None => None,
    };
    let due = verified.zip(common.verify_every).and_then(|(when, span)| {
        crate::domain::dated::day_at(when.value.day(), span, crate::domain::rule::Direction::After)
    });
    Care {
        severity: common.severity.map(Grade::word),
        penalty: common.penalty.as_deref(),
        owner: common.owner.as_deref(),
        backup: common.backup.as_deref(),
        tags: &common.tags,
        alerts: common.alerts.as_ref().map(|ladder| ladder.iter().map(ToString::to_string).collect()),
        verified: verified.map(|when| words::point(&when.value, zone)),
        verify_every: common.verify_every.map(|span| span.to_string()),
        verify_due: due.map(|day| day.to_string()),
    }
}

/// One product.
#[derive(Serialize)]
pub struct ProductJson<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    tags: &'a [Box<str>],
    notes: Option<&'a str>,
    source: &'a [Box<str>],
    retired: Option<String>,
    x: ExtraJson<'a>,
    /// 0 for an `org` that the file does not write.
    line: u32,
    milestones: Vec<String>,
    live: usize,
    bands: Bands,
    statuses: Statuses,
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    name: &'a str,
    short: Option<&'a str>,
    vendor: Option<&'a str>,
    version: Option<&'a str>,
    owner: Option<&'a str>,
    backup: Option<&'a str>,
}

impl<'a> ProductJson<'a> {
    /// Makes the shape of a product; `cells` are its obligations.
    #[must_use]
    pub fn of(board: &'a Board, product: &'a Product, cells: &[&Cell]) -> Self {
        let zone = board.plan.zone(board.plan.file_zone);
        Self {
            head: Head {
                id: product.id.as_str(),
                name: &product.name,
                short: product.short.as_deref(),
                vendor: product.vendor.as_deref(),
                version: product.version.as_deref(),
                owner: product.owner.as_deref(),
                backup: product.backup.as_deref(),
            },
            tags: &product.tags,
            notes: product.notes.as_deref(),
            source: &product.source,
            retired: product.retired.as_ref().map(|day| words::point(&day.value, zone)),
            x: ExtraJson(&product.extra),
            line: product.line,
            milestones: cells.iter().map(|cell| board.address(cell.milestone)).collect(),
            live: cells.iter().filter(|cell| cell.is_live).count(),
            bands: Bands::of(cells.iter().map(|cell| cell.band)),
            statuses: Statuses::of(cells),
        }
    }
}

/// How many stand in each band, all eight of them.
struct Bands([usize; 8]);

impl Bands {
    fn of(bands: impl Iterator<Item = Band>) -> Self {
        let mut counts = [0; 8];
        for band in bands {
            let slot = Band::ALL.iter().position(|known| *known == band).and_then(|at| counts.get_mut(at));
            if let Some(slot) = slot {
                *slot += 1;
            }
        }
        Self(counts)
    }
}

impl Serialize for Bands {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Band::ALL.iter().map(|band| band.word()).zip(self.0))
    }
}

/// How many stand in each status, all six of them.
struct Statuses([usize; 6]);

impl Statuses {
    fn of(cells: &[&Cell]) -> Self {
        Self(Status::ALL.map(|status| cells.iter().filter(|cell| cell.status == status).count()))
    }
}

impl Serialize for Statuses {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (status, count) in Status::ALL.iter().zip(self.0) {
            map.serialize_entry(status.word(), &count)?;
        }
        map.end()
    }
}

/// Returns the numbers of a regulation's milestones.
#[must_use]
pub fn numbers_of(board: &Board, position: usize) -> std::ops::Range<u32> {
    let before: usize = board.file.regulations.iter().take(position).map(|r| r.milestones.len()).sum();
    let own = board.file.regulations.get(position).map_or(0, |r| r.milestones.len());
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    number(before)..number(before + own)
}
