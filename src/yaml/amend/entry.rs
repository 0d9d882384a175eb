//! Where an entry of `products` or `regulations` stands in a text, and its tree.

use crate::domain::edit::{Edit, Record, Refusal, Why};
use crate::domain::finding::{Place, Severity};
use crate::domain::id::ORG;
use crate::yaml::Syntax;
use crate::yaml::chunk::{Section, end_of_entry};
use crate::yaml::editor::Path;
use crate::yaml::node::{Item, Kind, Piece, Tree};
use crate::yaml::parse::{MOST_NODES, offset, parse};
use crate::yaml::snapshot::Snapshot;

/// The part of a text in which an entry is edited: its own lines, or the whole text where that cannot be cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The map whose entry it is.
    pub section: Section,
    /// Its id.
    pub id: Box<str>,
    /// The first byte.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
    /// Whether the part holds the entry alone.
    pub is_alone: bool,
}

impl Spot {
    /// Finds the entry in which a record stands. Looks at its own lines only, where the text was read in pieces.
    ///
    /// # Errors
    ///
    /// When the text is broken, or the entry is not there.
    pub fn of(snapshot: &Snapshot, record: &Record) -> Result<Self, Refusal> {
        if snapshot.syntax != Syntax::Whole {
            return Err(broken(snapshot));
        }
        let Some((word, id)) = record.entry() else {
            return Err(Refusal::new(Why::Rule, "the header of the file is not edited here", "edit it by hand"));
        };
        let file = &snapshot.file;
        let (section, place) = if word == Section::Products.word() {
            let product = file.products.iter().find(|product| product.id.as_str() == id && !product.implied);
            (Section::Products, product.map(|product| product.place))
        } else {
            let regulation = file.regulations.iter().find(|regulation| regulation.id.as_str() == id);
            (Section::Regulations, regulation.map(|regulation| regulation.place))
        };
        let place = place.ok_or_else(|| missing(section, id))?;
        let spot = Self { section, id: id.into(), start: 0, end: snapshot.text.len(), is_alone: false };
        if !snapshot.in_pieces {
            return Ok(spot);
        }
        let head = snapshot.text.get(..place.start as usize).unwrap_or_default();
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        Ok(Self { start, end: end_of_entry(&snapshot.text, start), is_alone: true, ..spot })
    }

    /// Parses its text into `tree`; none where it is no YAML.
    #[must_use]
    pub fn parse<'a>(&self, text: &'a str, tree: &'a mut Tree) -> Option<Piece<'a>> {
        parse(text, usize::from(self.is_alone), MOST_NODES.of_piece, tree).ok()?;
        Some(Piece { tree, text, base: offset(self.start) })
    }

    /// Returns the key and the value of the entry, and the way to the value; none where they are not there.
    #[must_use]
    pub fn open<'a>(&self, piece: &'a Piece<'a>) -> Option<(Item<'a>, Item<'a>, Path)> {
        let root = piece.root();
        if self.is_alone {
            let (key, value) = root.pairs().next()?;
            let is_alone = root.pairs().count() == 1 && piece.tree.second.is_none() && !piece.tree.has_aliases();
            return (is_alone && *key.text() == *self.id).then(|| (key, value, vec![0]));
        }
        let (outer, _, map) = find(root, self.section.word())?;
        let (inner, key, value) = find(map, &self.id)?;
        Some((key, value, vec![outer, inner]))
    }
}

/// Finds the pair of a map that counts under a name, as the readers do: the first that is written.
#[must_use]
pub fn find<'a>(map: Item<'a>, name: &str) -> Option<(usize, Item<'a>, Item<'a>)> {
    map.pairs().enumerate().find_map(|(number, (key, value))| {
        (followed(key).kind() == Kind::Scalar && followed(key).text() == name).then_some((number, key, value))
    })
}

/// Returns what an alias stands for, or the item itself.
#[must_use]
pub fn followed(item: Item<'_>) -> Item<'_> {
    item.target().unwrap_or(item)
}

/// Returns the name of the anchor that an alias names.
#[must_use]
pub fn alias_name(item: Item<'_>) -> &str {
    let ((text, _), (from, to)) = item.written();
    text.get(from..to).unwrap_or_default().trim_start_matches('*')
}

/// Says that something is written behind an alias.
#[must_use]
pub fn behind_alias(what: &str, item: Item<'_>) -> Refusal {
    let name = alias_name(item);
    let message = format!("{what} is written as *{name}");
    Refusal::new(Why::Unproved, message, format!("edit what stands at &{name} by hand")).at(item.place())
}

/// Adds the place of the milestone, or of the entry, to a refusal that has none.
#[must_use]
pub fn placed(snapshot: &Snapshot, edit: &Edit, refusal: Refusal) -> Refusal {
    let file = &snapshot.file;
    let record = edit.changes.first().map(|change| &change.record);
    let place = match (refusal.place, record.and_then(Record::entry)) {
        (None, Some((word, id))) if word == Section::Products.word() => {
            file.products.iter().find(|product| product.id.as_str() == id && !product.implied).map(|p| p.place)
        }
        (None, Some((_, id))) => file.regulations.iter().find(|other| other.id.as_str() == id).map(|regulation| {
            let (_, id) = record.and_then(Record::milestone).unwrap_or_default();
            let milestone = regulation.milestones.iter().find(|milestone| milestone.id.as_str() == id);
            milestone.map_or(regulation.place, |milestone| milestone.place)
        }),
        (Some(_), _) | (None, None) => None,
    };
    match place {
        Some(place) => refusal.at(place),
        None => refusal,
    }
}

fn missing(section: Section, id: &str) -> Refusal {
    let what = match section {
        Section::Products => "product",
        Section::Regulations => "regulation",
    };
    let hint = if id == ORG { "the organisation is there without being written; write it to edit it" } else { "" };
    Refusal::new(Why::Missing, format!("the file has no {what} '{id}'"), hint)
}

fn broken(snapshot: &Snapshot) -> Refusal {
    let first = snapshot.findings.iter().find(|finding| finding.severity == Severity::Error);
    let (message, place) = first.map_or(("", None), |finding| (&*finding.message, finding.place));
    let refusal = Refusal::new(Why::Broken, format!("the file is broken: {message}"), "repair it, then edit again");
    refusal.at(place.unwrap_or(Place::default()))
}
