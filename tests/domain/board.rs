//! A board from a few lines of YAML, at a moment.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use duewatch::domain::board::{Board, Cell, Row};
use duewatch::domain::dated::Dated;
use duewatch::domain::zone::Zone;
use duewatch::yaml::snapshot::Snapshot;

/// Reads a text; dates without any zone are New York's.
pub fn snapshot(text: &str) -> Snapshot {
    let machine = Zone::named("America/New_York").expect("a zone");
    Snapshot::of(text.into(), &machine)
}

/// A board to ask.
pub struct Given(pub Board);

/// Reads a text and evaluates it at an instant.
pub fn at(text: &str, now: &str) -> Given {
    let snapshot = snapshot(text);
    let now: DateTime<Utc> = now.parse().unwrap_or_else(|e| panic!("{now}: {e}"));
    Given(Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now))
}

impl Given {
    fn number(&self, address: &str) -> u32 {
        let (regulation, milestone) = address.split_once('/').expect("REGULATION/MILESTONE");
        self.0.find(regulation, milestone).unwrap_or_else(|| panic!("no {address}"))
    }

    /// The row of a milestone.
    pub fn row(&self, address: &str) -> &Row {
        self.0.row(self.number(address)).expect("a row")
    }

    /// The date of a milestone.
    pub fn dated(&self, address: &str) -> &Dated {
        self.0.dated(self.number(address))
    }

    /// The date as JSON prints it, or why there is none.
    pub fn date(&self, address: &str) -> String {
        let dated = self.dated(address);
        match (&dated.date, &dated.missing) {
            (Some(date), _) => date.to_string(),
            (None, Some(missing)) => missing.text().to_string(),
            (None, None) => "nothing".into(),
        }
    }

    /// The instant in the date's zone, RFC 3339.
    pub fn instant(&self, address: &str) -> String {
        let dated = self.dated(address);
        self.0.zone_of(dated).at(dated.instant.expect("an instant")).to_rfc3339()
    }

    /// The last safe day.
    pub fn last_safe_day(&self, address: &str) -> String {
        self.dated(address).last_safe_day.map_or_else(|| "none".into(), |d| d.to_string())
    }

    /// The cell of a milestone and product.
    pub fn cell(&self, address: &str, product: &str) -> &Cell {
        let cells = self.0.cells_of(self.number(address));
        cells.iter().find(|c| self.0.product(c).id.as_str() == product).unwrap_or_else(|| panic!("no cell {product}"))
    }
}
