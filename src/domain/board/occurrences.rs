//! Asked of a board: occurrences, the dates of single obligations, and working days.

use chrono::NaiveDate;

use super::{Board, Cell, Occurrence};
use crate::domain::calendar::Calendar;
use crate::domain::dated::Dated;
use crate::domain::members::Speaker;

impl Board {
    /// Returns the occurrence that a series' row shows; none where the milestone does not repeat.
    #[must_use]
    pub fn occurrence(&self, milestone: u32) -> Option<&Occurrence> {
        self.occurrences.get(self.row(milestone)?.occurrence? as usize)
    }

    /// Returns the occurrences of a series that there are now, oldest first; none where the milestone does not repeat.
    #[must_use]
    pub fn occurrences_of(&self, milestone: u32) -> &[Occurrence] {
        self.row(milestone)
            .and_then(|row| self.occurrences.get(row.occurrences.start as usize..row.occurrences.end as usize))
            .unwrap_or_default()
    }

    /// Returns the cells of an occurrence.
    #[must_use]
    pub fn cells_at(&self, occurrence: &Occurrence) -> &[Cell] {
        self.cells.get(occurrence.cells.start as usize..occurrence.cells.end as usize).unwrap_or_default()
    }

    /// Returns whether something of an occurrence is owed.
    #[must_use]
    pub fn is_live(&self, occurrence: &Occurrence) -> bool {
        self.cells_at(occurrence).iter().any(|cell| cell.is_live)
    }

    /// Returns the occurrence of a cell; none where its milestone does not repeat.
    #[must_use]
    pub fn occurrence_of_cell(&self, cell: &Cell) -> Option<&Occurrence> {
        self.occurrences.get(cell.occurrence? as usize)
    }

    /// Returns the date that an obligation has for itself, its `due`; none: that of its milestone counts.
    #[must_use]
    pub fn own_date(&self, cell: &Cell) -> Option<&Dated> {
        let key = match (cell.speaker, self.occurrence_of_cell(cell)) {
            (Speaker::Products(at), None) => (cell.milestone, 0, at),
            (Speaker::Occurrence(at), Some(occurrence)) => (cell.milestone, occurrence.written? + 1, at),
            // On a series, `products` says only which products.
            (Speaker::Implied, _) | (Speaker::Products(_), Some(_)) | (Speaker::Occurrence(_), None) => return None,
        };
        self.plan.own.get(&key)
    }

    /// Returns the date that counts for a cell: its own `due`, else its occurrence's, else the milestone's.
    #[must_use]
    pub fn dated_of_cell(&self, cell: &Cell) -> &Dated {
        let of_occurrence = || self.occurrence_of_cell(cell).map(|occurrence| &occurrence.dated);
        self.own_date(cell).or_else(of_occurrence).unwrap_or_else(|| self.dated(cell.milestone))
    }

    /// Returns the cell of a product; of a series that of the named occurrence, else of the one that its row shows.
    #[must_use]
    pub fn cell_at(&self, milestone: u32, nominal: Option<NaiveDate>, product: &str) -> Option<&Cell> {
        let cells = if nominal.is_none() {
            self.cells_of(milestone)
        } else {
            let all = self.occurrences_of(milestone);
            self.cells_at(all.iter().find(|occurrence| occurrence.nominal == nominal)?)
        };
        cells.iter().find(|cell| self.product(cell).id.as_str() == product)
    }

    /// Returns the calendar of a milestone; none: the one that is named is not there.
    #[must_use]
    pub fn calendar(&self, milestone: u32) -> Option<&Calendar> {
        let (regulation, record) = self.records(milestone);
        self.plan.calendar_of(regulation, record).map(|calendar| &**calendar)
    }

    /// Returns the open days after today up to and including the last safe day; 0 when that is past.
    ///
    /// By the milestone's calendar, today in the date's zone. None for `at`, periods and what has no date.
    #[must_use]
    pub fn working_days_left(&self, milestone: u32, dated: &Dated) -> Option<i32> {
        let last = dated.last_safe_day?;
        Some(self.calendar(milestone)?.open_days(self.zone_of(dated).day_of(self.now), last))
    }
}
