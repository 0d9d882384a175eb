//! A node and the way to it: how records are found in the tree of an entry.

use super::entry::{behind_alias, find};
use crate::domain::edit::{Record, Refusal, Why};
use crate::yaml::editor::Path;
use crate::yaml::node::{Item, Kind, Style};

/// A node and the way to it.
#[derive(Clone, Debug)]
pub struct At<'a> {
    /// The node.
    pub item: Item<'a>,
    /// The way to it from the outermost node of its piece.
    pub path: Path,
}

impl<'a> At<'a> {
    /// Returns the value of the pair that counts under a name, also where it is null.
    #[must_use]
    pub fn pair(&self, name: &str) -> Option<At<'a>> {
        find(self.item, name).map(|(number, _, value)| self.down(number, value))
    }

    /// Returns the value of the pair that counts under a name, if it has one.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<At<'a>> {
        self.pair(name).filter(|at| !at.item.is_null())
    }

    /// Returns a child by its number.
    #[must_use]
    pub fn down(&self, number: usize, item: Item<'a>) -> At<'a> {
        let mut path = self.path.clone();
        path.push(number);
        At { item, path }
    }

    /// Returns the number of pairs or items.
    #[must_use]
    pub fn count(&self) -> usize {
        match self.item.kind() {
            Kind::Map => self.item.pairs().count(),
            Kind::List => self.item.children().count(),
            Kind::Scalar | Kind::Alias => 0,
        }
    }

    /// Returns the number of the pair under a name.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<usize> {
        find(self.item, name).map(|(number, ..)| number)
    }

    /// Returns whether it is written on lines of its own.
    #[must_use]
    pub fn is_block(&self) -> bool {
        self.item.node().style == Style::Block
    }

    /// Refuses what is not a map.
    ///
    /// # Errors
    ///
    /// When it is an alias or no map.
    pub fn map(self, what: &str) -> Result<At<'a>, Refusal> {
        match self.item.kind() {
            Kind::Map => Ok(self),
            Kind::Alias => Err(behind_alias(what, self.item)),
            Kind::Scalar | Kind::List => {
                let refusal = Refusal::new(Why::Unproved, format!("{what} is no map"), "repair it by hand");
                Err(refusal.at(self.item.place()))
            }
        }
    }
}

/// Finds the map of a record; of a cell, that of its milestone. `entry` is the entry in which it stands.
///
/// # Errors
///
/// When it is not there, or behind an alias.
pub fn record_in<'a>(entry: &At<'a>, record: &Record) -> Result<At<'a>, Refusal> {
    let entry = entry.clone().map("the entry")?;
    let Some((regulation, milestone)) = record.milestone() else { return Ok(entry) };
    let missing = || Refusal::new(Why::Missing, format!("there is no milestone '{regulation}/{milestone}'"), "");
    let milestones = entry.value("milestones").ok_or_else(missing)?.map(&format!("'milestones' of '{regulation}'"))?;
    milestones.value(milestone).ok_or_else(missing)?.map(&format!("'{regulation}/{milestone}'"))
}
