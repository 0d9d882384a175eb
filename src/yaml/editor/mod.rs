//! The span editor: changes one node of any YAML text and leaves every other byte as it is.
//!
//! It works on the tree of [`super::node`]: an operation names nodes by their places in the tree (`rules` says what
//! may be touched), becomes cuts in the text (`plan`), and is proved before it is given out (`proof`): the text is
//! parsed anew, and its tree must be the old one with just that operation done. What cannot be proved is refused
//! with the place. Only the first document of a text is edited.
//!
//! # Style
//!
//! A scalar keeps its style where that can hold the new text, else it stands in double quotes; a text behind `|` or
//! `>` changes its head only where it must end otherwise. What is new is indented as its siblings are, or as the file
//! does it elsewhere, ends its lines as its neighbours do, and is set apart by as many empty lines as most
//! siblings are that are alike: those of several lines by theirs, those of one by theirs. In the outermost map the first
//! that has several lines is set apart from those above it. It stands right behind the entry before it, so before
//! comments and empty lines that end a section. Where `[]` or `{}` gets an entry that needs lines, it becomes lines.
//! In braces that are written as JSON it is JSON. A file without an end to its last line stays so, unless that is a text which needs it. A list or map that
//! loses its last entry becomes `[]` or `{}`.
//!
//! # Comments
//!
//! With a pair or item that is deleted or moved go:
//!
//! - what stands behind it on its lines, and inside it;
//! - the comment lines right above it, in its own column, with no empty line between;
//! - comment lines below it that are indented deeper than it is: they are inside.
//!
//! All others stay: comments apart by an empty line, comments in another column, those below in the column of the
//! parent or of the record itself, and the comment at the very top of a file, which is about the file. Behind a value
//! that is replaced the comment stays.
//!
//! Where empty lines stood on both sides of what was deleted, one side goes: the upper one of a last entry, else the
//! lower one. A move puts entries in each other's places and leaves the empty lines between the places as they are.
//!
//! # Anchors
//!
//! What an alias stands for, and everything in it, is not edited: the refusal names the lines of the aliases (where the
//! piece is the file; else whoever knows the file adds them). An anchor to which nothing refers stays where it is, also
//! before another value. An alias can be replaced, but nothing behind it is edited. A map with a merge key keeps its
//! keys.
//!
//! # Tags
//!
//! A tag stays before another text, but for one of YAML's own that says that another sort of text stands there
//! (`!!int` before words): that goes. Before another value no tag stays.

mod delete;
mod insert;
mod lines;
mod plan;
mod proof;
mod record;
mod replace;
mod rules;
mod scalar;
mod sheet;
mod shift;
mod write;

use crate::domain::edit::{Refusal, Splice, Value, Why};
use crate::yaml::node::Piece;
use crate::yaml::quote::Where;
use sheet::Sheet;

/// The way to a node from the outermost one: the number of a map's pair or a list's item at each level.
///
/// Ends at the value of a pair; a key is named by its map and number. An empty way is the outermost node.
pub type Path = Vec<usize>;

/// What is done to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Gives a scalar another text and keeps its style where that can hold it.
    SetScalar {
        /// The scalar.
        at: Path,
        /// Its new text.
        text: String,
    },
    /// Puts a value in place of another.
    Replace {
        /// The old value.
        at: Path,
        /// The new one.
        value: New,
    },
    /// Puts a pair into a map.
    InsertPair {
        /// The map.
        map: Path,
        /// The number that the pair gets; past the last, it comes last.
        number: usize,
        /// Its key.
        key: String,
        /// Its value.
        value: New,
    },
    /// Puts an item into a list.
    InsertItem {
        /// The list.
        list: Path,
        /// The number that the item gets; past the last, it comes last.
        number: usize,
        /// The item.
        value: New,
    },
    /// Takes a pair or an item away, with the comments that belong to it.
    Delete {
        /// The pair or item.
        at: Path,
    },
    /// Moves a pair or an item to another place in the same map or list, with the comments that belong to it.
    Move {
        /// The pair or item.
        at: Path,
        /// The number that it gets; past the last, it comes last.
        number: usize,
    },
    /// Gives a pair another key.
    RenameKey {
        /// The pair.
        at: Path,
        /// The new key.
        to: String,
    },
    /// Puts lines behind the last line of a text; a text that is no block becomes one where its style cannot hold them.
    ///
    /// The text ends as it ended before; one that becomes a block ends with a line end. Nothing is an empty text.
    AppendLines {
        /// The scalar.
        at: Path,
        /// The lines, without the last line's end.
        lines: String,
    },
}

/// A value to be written, and how. Inside brackets and braces all of it stands on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// On one line: scalars quoted as they must be, lists and maps in brackets and braces.
    Line(Value),
    /// On lines of its own: texts of several lines behind `|`, lists and maps as blocks, what stands in them as it fits.
    Block(Value),
    /// As it fits: on one line where that is short and no text has lines, else on lines of its own.
    Fit(Value),
    /// A map on lines of its own; of each pair how its value is written.
    Map(Vec<(Box<str>, New)>),
    /// A list on lines of its own; of each item how it is written.
    List(Vec<New>),
}

impl New {
    /// Returns the value, however it shall be written.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Line(value) | Self::Block(value) | Self::Fit(value) => value.clone(),
            Self::Map(pairs) => Value::Map(pairs.iter().map(|(key, new)| (key.clone(), new.value())).collect()),
            Self::List(items) => Value::List(items.iter().map(Self::value).collect()),
        }
    }
}

/// How much of a node somebody changes who proves it by himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// What is in it: the node stays what it is.
    Inside,
    /// All of it: another node comes to stand around it.
    Around,
}

/// Checks that no rule forbids to touch a node; returns how what is written there is quoted.
///
/// # Errors
///
/// When it is not there, others refer to it, or an anchor or a tag of its own would come to belong to another node.
pub fn check(piece: &Piece<'_>, at: &[usize], touch: Touch) -> Result<Where, Refusal> {
    let sheet = Sheet::new(piece).ok_or_else(|| broken(piece))?;
    let chain = sheet.follow(at)?;
    sheet.not_shared(&chain, (0, 0))?;
    match (touch, chain.split_last()) {
        (Touch::Around, Some((index, outside))) => {
            sheet.not_anchored(*index)?;
            sheet.not_tagged(*index)?;
            Ok(sheet.place_in(outside))
        }
        (Touch::Inside | Touch::Around, _) => Ok(sheet.place_in(&chain)),
    }
}

fn broken(piece: &Piece<'_>) -> Refusal {
    Refusal::new(Why::Unproved, "this cannot be edited safely", "edit it by hand").at(piece.root().place())
}

/// Returns the splices that do an operation, in order; offsets count from the piece's own start.
///
/// # Errors
///
/// When the operation names no node, a rule forbids it, or what it would write cannot be proved.
pub fn edit(piece: &Piece<'_>, op: &Op) -> Result<Vec<Splice>, Refusal> {
    if piece.tree.nodes.is_empty() {
        return Err(Refusal::new(Why::Missing, "nothing is there to be edited", ""));
    }
    let sheet = Sheet::new(piece).ok_or_else(|| broken(piece))?;
    let work = plan::plans(&sheet, op)?;
    let mut why = "it would change nothing";
    for plan in &work.plans {
        match proof::prove(&sheet, plan) {
            Ok(splices) if splices.is_empty() => {
                return Err(Refusal::new(Why::Nothing, "this changes nothing", "").at(sheet.place(work.node)));
            }
            Ok(splices) => return Ok(splices),
            Err(reason) => why = reason,
        }
    }
    Err(sheet.unproved(work.node, why))
}
