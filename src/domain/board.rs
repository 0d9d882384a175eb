//! The board: a file as it stands at one moment. Pure: file, plan and now in, everything derived out.

mod occurrences;
mod reach;

pub use reach::Reach;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::band::Band;
use super::dated::Dated;
use super::members::Speaker;
use super::plan::Plan;
use super::record::{Common, Entry, File, Milestone, Product, Regulation, Verified};
use super::rule::{Direction, Span};
use super::settings::Limits;
use super::status::{Status, StatusRecord};
use super::zone::Zone;

/// The most obligations that one file may have; past it, the rest of the file has none and a finding says so.
pub const MOST_CELLS: usize = 2_000_000;

/// A file as it stands at one moment.
///
/// Bounds: one row per milestone, at most [`MOST_CELLS`] cells.
#[derive(Clone, Debug)]
pub struct Board {
    /// What the file says.
    pub file: Arc<File>,
    /// Its dates.
    pub plan: Arc<Plan>,
    /// The moment.
    pub now: DateTime<Utc>,
    /// One row per milestone, in the file's order; its position is the milestone's number everywhere.
    pub rows: Vec<Row>,
    /// All obligations, those of one milestone together, in the file's order; those of a series by occurrence.
    pub cells: Vec<Cell>,
    /// The occurrences that there are now, those of one series together, oldest first: all that have come, the next one,
    /// and what is written of later ones.
    pub occurrences: Vec<Occurrence>,
    /// The milestones, most urgent first.
    pub order: Vec<u32>,
    /// Where the bands end.
    pub limits: Limits,
    /// Whether it holds as many obligations as it may: the rest of the file has none.
    pub is_full: bool,
    /// When anything here changes next by itself: the next midnight of a zone in use, or the next instant.
    pub next_change: Option<DateTime<Utc>>,
}

/// How much time there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Countdown {
    /// The first moment that is too late (`at`: when it happens).
    pub instant: Option<DateTime<Utc>>,
    /// Civil days to the last safe day; see [`Dated::days_left`].
    pub days_left: Option<i32>,
    /// Whether now is at or past the moment from which it counts as passed.
    pub is_passed: bool,
}

impl Countdown {
    /// Returns the seconds from `now` to the instant; negative afterwards.
    #[must_use]
    pub fn remaining_seconds(&self, now: DateTime<Utc>) -> Option<i64> {
        // Floored, so that a part of a second never makes the screen promise more than there is.
        self.instant.map(|instant| (instant - now).num_milliseconds().div_euclid(1000))
    }
}

/// A milestone now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its obligations in [`Board::cells`]; of a series those of the occurrence that the row shows.
    pub cells: Range<u32>,
    /// Its occurrences in [`Board::occurrences`]; empty where it does not repeat.
    pub occurrences: Range<u32>,
    /// The occurrence that the row shows, in [`Board::occurrences`]: the oldest that is live, else the next, else the last.
    pub occurrence: Option<u32>,
    /// How many other occurrences are live.
    pub more: u32,
    /// When anything in it changes next by itself; not after [`Board::now`]: it shows what is not in the file.
    pub changes_at: Option<DateTime<Utc>>,
    /// The band of its most urgent live cell; of its own date where it has no cells.
    pub band: Band,
    /// The cell whose countdown the row shows; none: the milestone's own date.
    pub urgent_cell: Option<u32>,
    /// The countdown of the most urgent live cell, else of its own date.
    pub countdown: Countdown,
    /// Its worst status; none without cells.
    pub status: Option<Status>,
    /// Live cells.
    pub live: u32,
    /// Done cells.
    pub done: u32,
    /// Cells that are not `n/a`.
    pub counted: u32,
    /// Whether one of its cells is in breach; none: unknown.
    pub breach: Option<bool>,
    /// The last day on which a cell was done, if all that count are.
    pub closed_on: Option<NaiveDate>,
    /// The most days that a done cell was late; none where no cell is known to be done in time or late.
    pub late_days: Option<i32>,
}

/// An obligation now: one milestone × one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The milestone's number.
    pub milestone: u32,
    /// The product's place in [`File::products`].
    pub product: u32,
    /// The entry that speaks for it.
    pub speaker: Speaker,
    /// Its occurrence in [`Board::occurrences`].
    pub occurrence: Option<u32>,
    /// Its status as it stands now: a lapsed `accepted` and what was closed after now read `open`.
    pub status: Status,
    /// Whether it is still owed.
    pub is_live: bool,
    /// Its band.
    pub band: Band,
    /// Its countdown.
    pub countdown: Countdown,
    /// Days from the last safe day to the day it was closed; 0 in time; none when not done or unknown.
    pub late_days: Option<i32>,
    /// Whether it is in breach; none: unknown.
    pub breach: Option<bool>,
}

/// One occurrence of a milestone that repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The milestone's number.
    pub milestone: u32,
    /// Its place in the series, the base is 0.
    pub n: u32,
    /// The nominal date, by which it is addressed; none: not known yet.
    pub nominal: Option<NaiveDate>,
    /// Its date.
    pub dated: Dated,
    /// Its place among the milestone's `occurrences`; none: nothing is written of it.
    pub written: Option<u32>,
    /// Its obligations in [`Board::cells`].
    pub cells: Range<u32>,
}

/// What a milestone takes from its regulation where it is silent itself.
#[derive(Clone, Copy, Debug)]
pub struct Inherited<'a> {
    own: &'a Common,
    above: &'a Common,
}

impl<'a> Inherited<'a> {
    /// Returns the milestone's own value, else its regulation's.
    pub fn get<T>(&self, pick: impl Fn(&'a Common) -> Option<T>) -> Option<T> {
        pick(self.own).or_else(|| pick(self.above))
    }

    /// Returns the sources: the milestone's own, else its regulation's.
    #[must_use]
    pub fn source(&self) -> &'a [Box<str>] {
        if self.own.source.is_empty() { &self.above.source } else { &self.own.source }
    }

    /// Returns the tags of both, the regulation's first, each once.
    #[must_use]
    pub fn tags(&self) -> Vec<&'a str> {
        let mut tags: Vec<&str> = Vec::new();
        for tag in self.above.tags.iter().chain(&self.own.tags) {
            if !tags.contains(&&**tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// Returns the comparison with the source; `none` in the milestone stops inheritance.
    #[must_use]
    pub fn verified(&self) -> Option<&'a Verified> {
        self.get(|c| c.verified.as_deref())
    }

    /// Returns how long a comparison with the source holds; `verified: none` in the milestone stops inheritance of that too.
    #[must_use]
    pub fn verify_every(&self) -> Option<Span> {
        match self.own.verified.as_deref() {
            Some(Verified::Not) => self.own.verify_every,
            Some(Verified::On { .. }) | None => self.get(|c| c.verify_every),
        }
    }
}

impl Board {
    /// Evaluates a file at `now`, with bands of 7 and 30 days.
    #[must_use]
    pub fn at(file: Arc<File>, plan: Arc<Plan>, now: DateTime<Utc>) -> Self {
        Self::within(file, plan, now, Limits::default())
    }

    /// Evaluates a file at `now`, with bands that end where the settings say.
    #[must_use]
    pub fn within(file: Arc<File>, plan: Arc<Plan>, now: DateTime<Utc>, limits: Limits) -> Self {
        let mut board = Self::empty(file, plan, now, limits);
        super::evaluate::evaluate(&mut board);
        board
    }

    /// Makes a board that has no rows yet.
    pub(super) fn empty(file: Arc<File>, plan: Arc<Plan>, now: DateTime<Utc>, limits: Limits) -> Self {
        Self {
            limits,
            is_full: false,
            file,
            plan,
            now,
            rows: Vec::new(),
            cells: Vec::new(),
            occurrences: Vec::new(),
            order: Vec::new(),
            next_change: None,
        }
    }

    /// Returns a copy in which a series shows the occurrence with a nominal date; none where it has no such occurrence.
    #[must_use]
    pub fn focused(&self, milestone: u32, nominal: NaiveDate) -> Option<Self> {
        let mut board = self.clone();
        board.focus(milestone, nominal).then_some(board)
    }

    /// Returns a row.
    #[must_use]
    pub fn row(&self, milestone: u32) -> Option<&Row> {
        self.rows.get(milestone as usize)
    }

    /// Returns the cells of a milestone.
    #[must_use]
    pub fn cells_of(&self, milestone: u32) -> &[Cell] {
        self.row(milestone)
            .and_then(|row| self.cells.get(row.cells.start as usize..row.cells.end as usize))
            .unwrap_or_default()
    }

    /// Returns a milestone's regulation and record.
    ///
    /// # Panics
    ///
    /// Never for a number of this board.
    #[must_use]
    pub fn records(&self, milestone: u32) -> (&Regulation, &Milestone) {
        let found = self.plan.spots.get(milestone as usize).and_then(|&(r, m)| {
            let regulation = self.file.regulations.get(r as usize)?;
            Some((regulation, regulation.milestones.get(m as usize)?))
        });
        found.expect("milestone numbers come from this board")
    }

    /// Returns a milestone's date; of a series that of the occurrence that its row shows.
    ///
    /// # Panics
    ///
    /// Never for a number of this board.
    #[must_use]
    pub fn dated(&self, milestone: u32) -> &Dated {
        match self.occurrence(milestone) {
            Some(occurrence) => &occurrence.dated,
            None => self.plan.dated.get(milestone as usize).expect("milestone numbers come from this board"),
        }
    }

    /// Returns the date whose countdown a row shows.
    #[must_use]
    pub fn shown_date(&self, milestone: u32) -> &Dated {
        let cell = self.row(milestone).and_then(|row| row.urgent_cell).and_then(|c| self.cells.get(c as usize));
        cell.map_or_else(|| self.dated(milestone), |cell| self.dated_of_cell(cell))
    }

    /// Returns the zone of a date.
    #[must_use]
    pub fn zone_of(&self, dated: &Dated) -> &Zone {
        self.plan.zone(dated.zone)
    }

    /// Returns what a milestone says or inherits.
    #[must_use]
    pub fn inherited(&self, milestone: u32) -> Inherited<'_> {
        let (regulation, milestone) = self.records(milestone);
        Inherited { own: &milestone.common, above: &regulation.common }
    }

    /// Returns a cell's product.
    ///
    /// # Panics
    ///
    /// Never for a cell of this board.
    #[must_use]
    pub fn product(&self, cell: &Cell) -> &Product {
        self.file.products.get(cell.product as usize).expect("cells name products of their file")
    }

    /// Returns the entry that speaks for a cell; none for the implied `org`.
    #[must_use]
    pub fn entry(&self, cell: &Cell) -> Option<&Entry> {
        let milestone = self.records(cell.milestone).1;
        let written = || milestone.occurrences.get(self.occurrence_of_cell(cell)?.written? as usize);
        cell.speaker.entry(milestone, written())
    }

    /// Returns the record that speaks for a cell; none for the implied `org`.
    #[must_use]
    pub fn record(&self, cell: &Cell) -> Option<&StatusRecord> {
        self.entry(cell).map(|entry| &entry.record)
    }

    /// Returns the owner of an obligation: its record's, else the milestone's own, the product's, the regulation's.
    #[must_use]
    pub fn owner_of_cell(&self, cell: &Cell) -> Option<&str> {
        let (regulation, milestone) = self.records(cell.milestone);
        self.record(cell)
            .and_then(|r| r.detail(|d| d.owner.as_deref()))
            .or(milestone.common.owner.as_deref())
            .or(self.product(cell).owner.as_deref())
            .or(regulation.common.owner.as_deref())
    }

    /// Returns the owner of a milestone: its own, else its regulation's.
    #[must_use]
    pub fn owner(&self, milestone: u32) -> Option<&str> {
        self.inherited(milestone).get(|c| c.owner.as_deref())
    }

    /// Returns `REGULATION/MILESTONE`.
    #[must_use]
    pub fn address(&self, milestone: u32) -> String {
        let (regulation, milestone) = self.records(milestone);
        format!("{}/{}", regulation.id, milestone.id)
    }

    /// Returns `REGULATION/MILESTONE[@NOMINAL]:PRODUCT`.
    #[must_use]
    pub fn address_of_cell(&self, cell: &Cell) -> String {
        let nominal = self.occurrence_of_cell(cell).and_then(|occurrence| occurrence.nominal);
        let at = nominal.map(|day| format!("@{day}")).unwrap_or_default();
        format!("{}{at}:{}", self.address(cell.milestone), self.product(cell).id)
    }

    /// Returns the number of the milestone at an address.
    #[must_use]
    pub fn find(&self, regulation: &str, milestone: &str) -> Option<u32> {
        let mut first = 0;
        for record in &self.file.regulations {
            if record.id.as_str() == regulation {
                let at = record.milestones.iter().position(|m| m.id.as_str() == milestone)?;
                return u32::try_from(first + at).ok();
            }
            first += record.milestones.len();
        }
        None
    }

    /// Returns the numbers of all milestones by address; of two with the same address the first.
    #[must_use]
    pub fn numbers(&self) -> HashMap<(&str, &str), u32> {
        let mut numbers = HashMap::new();
        for number in (0u32..).take(self.plan.spots.len()) {
            let (regulation, milestone) = self.records(number);
            numbers.entry((regulation.id.as_str(), milestone.id.as_str())).or_insert(number);
        }
        numbers
    }

    /// Returns how many milestones stand in each band, in the order of [`Band::ALL`].
    #[must_use]
    pub fn counts(&self) -> [usize; 8] {
        let mut counts = [0; 8];
        for row in &self.rows {
            if let Some(slot) = Band::ALL.iter().position(|b| *b == row.band).and_then(|at| counts.get_mut(at)) {
                *slot += 1;
            }
        }
        counts
    }

    /// Returns the day on which the comparison with the source is to be repeated; none without both parts.
    #[must_use]
    pub fn verify_due(&self, milestone: u32) -> Option<NaiveDate> {
        let inherited = self.inherited(milestone);
        let Verified::On { when, .. } = inherited.verified()? else { return None };
        let day = super::obligation::day_of(&when.value, self.plan.zone(self.plan.file_zone));
        super::dated::day_at(day, inherited.verify_every()?, Direction::After)
    }
}
