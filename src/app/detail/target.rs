//! What a line of the detail stands for: what can be done there.

use std::ops::Range;

use crate::app::words::Words;
use crate::domain::id::Id;

/// What a line of the detail stands for.
///
/// Bound to names, not to places: a reload that moves a line keeps the cursor on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A key of the milestone's record; where the milestone is silent, what its regulation says.
    Field(&'static str),
    /// A key that the regulation's record has for itself.
    OfRegulation(&'static str),
    /// The date: the value of the milestone's verb.
    Date,
    /// An earlier date, by its place in `moved`.
    Moved(usize),
    /// The comparison with the source.
    Verified,
    /// The obligation of a product.
    Cell(Id),
    /// The notes of the milestone.
    Notes,
    /// The notes of its regulation.
    NotesOfRegulation,
    /// A source, by its place among those of the milestone, else of its regulation.
    Source(usize),
    /// A piece of evidence, by its place in the record of a product's obligation.
    Evidence {
        /// The product.
        product: Id,
        /// The place.
        at: usize,
    },
    /// Who answers for it.
    Owner,
    /// A key of the user's own.
    Other {
        /// Whose record has it.
        of: Whose,
        /// The key.
        key: Box<str>,
    },
    /// Where the record stands in the file.
    Line,
}

/// Whose record says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The milestone's.
    Milestone,
    /// Its regulation's.
    Regulation,
}

/// Lines on which the cursor can stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What they stand for.
    pub target: Target,
    /// The lines; at least one.
    pub lines: Range<usize>,
}

/// The detail as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// All lines.
    pub lines: Vec<Words>,
    /// Those on which the cursor can stand, from top to bottom.
    pub spots: Vec<Spot>,
}
