//! What another date makes of obligations: overdue or not, how late they were done, in breach or not.

use super::spot::Spot;
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell, Occurrence};

/// What becomes of an obligation whose date becomes another, where that changes how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The obligation; of a series by its nominal date before.
    pub address: String,
    /// How it stands now.
    pub old: Stand,
    /// How it would stand.
    pub new: Stand,
}

/// How an obligation stands by its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Whether it is owed, and its date has passed.
    pub is_overdue: bool,
    /// By how many days it was done late; 0: in time; none: it is not done, or nobody knows.
    pub late_days: Option<i32>,
    /// Whether it is in breach; none: unknown.
    pub breach: Option<bool>,
}

impl Stand {
    fn of(cell: &Cell) -> Self {
        Self { is_overdue: cell.band == Band::Overdue, late_days: cell.late_days, breach: cell.breach }
    }
}

impl Turn {
    /// Says what changes: `r/m:kes: was done 2 d late, now in time; no breach any more`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}: {}", self.address, self.changes().join("; "))
    }

    fn changes(&self) -> Vec<String> {
        let (old, new) = (self.old, self.new);
        let late = |days: i32| if days == 0 { "in time".to_string() } else { format!("{days} d late") };
        let done = match (old.late_days, new.late_days) {
            (Some(old), Some(new)) if old != new => Some(format!("was done {}, now {}", late(old), late(new))),
            (Some(old @ 1..), None) => Some(format!("was done {}, now without a date", late(old))),
            (_, _) => None,
        };
        let owed = match (old.is_overdue, new.is_overdue) {
            (true, false) => Some("is no longer overdue".to_string()),
            (false, true) => Some("becomes overdue".to_string()),
            (true, true) | (false, false) => None,
        };
        let is_told = done.is_some() || owed.is_some();
        let breach = match (old.breach, new.breach) {
            (Some(true), Some(false)) => Some("no breach any more"),
            (None, Some(false)) => Some("no breach"),
            // What becomes overdue is in breach by that.
            (Some(false) | None, Some(true)) if !new.is_overdue => Some("a breach"),
            (Some(_), None) => Some("whether it is a breach is not known"),
            (Some(true), Some(true)) if is_told && !new.is_overdue => Some("still a breach"),
            (_, _) => None,
        };
        done.into_iter().chain(owed).chain(breach.map(str::to_string)).collect()
    }
}

/// Compares how the obligations of these dates stand before and after, in the file's order.
///
/// Of a series those of the same nominal date; of one of which nothing is written, those of the same number.
pub(super) fn turns(before: &Board, after: &Board, spots: &[Spot]) -> Vec<Turn> {
    let mut numbers: Vec<u32> = spots.iter().map(|spot| spot.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut found = Vec::new();
    for number in numbers {
        let all = before.occurrences_of(number);
        if all.is_empty() {
            found.extend(compared((before, before.cells_of(number)), after.cells_of(number)));
        }
        for old in all {
            if let Some(new) = after.occurrences_of(number).iter().find(|new| is_same(old, new)) {
                found.extend(compared((before, before.cells_at(old)), after.cells_at(new)));
            }
        }
    }
    found
}

fn is_same(old: &Occurrence, new: &Occurrence) -> bool {
    let is_bare = old.written.is_none() && new.written.is_none();
    if is_bare { old.n == new.n } else { old.nominal == new.nominal && old.nominal.is_some() }
}

fn compared((before, old): (&Board, &[Cell]), new: &[Cell]) -> Vec<Turn> {
    let turn = |cell: &Cell| {
        // A status that waits to be saved is not in the file that is compared with.
        let other = new.iter().find(|other| other.product == cell.product && other.status == cell.status)?;
        let (old, new) = (Stand::of(cell), Stand::of(other));
        (old != new).then(|| Turn { address: before.address_of_cell(cell), old, new })
    };
    old.iter().filter_map(turn).filter(|turn| !turn.changes().is_empty()).collect()
}
