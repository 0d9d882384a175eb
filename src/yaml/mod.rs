//! Text <-> domain, losslessly. STUB: replaced by branch `yaml`.

pub mod snapshot;

use crate::domain::finding::Finding;
use crate::domain::record::File;

/// What was read of a text.
pub struct Reading {
    /// The records.
    pub file: File,
    /// What was found, in no order.
    pub findings: Vec<Finding>,
    /// How much of it was YAML.
    pub syntax: Syntax,
}

/// How much of a text could be read as YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// All of it.
    Whole,
    /// All but some records.
    Partly,
    /// Nothing.
    Broken,
}

/// Reads a text.
#[must_use]
pub fn read(_text: &str) -> Reading {
    Reading { file: File::default(), findings: Vec::new(), syntax: Syntax::Whole }
}
