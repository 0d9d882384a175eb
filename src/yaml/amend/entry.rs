//! Where an entry of `products` or `regulations` stands in a text, and its tree.

use super::says::{facts_of, facts_of_header};
use super::work::lost;
use crate::domain::edit::{Facts, Record, Refusal, Why};
use crate::domain::finding::{Place, Severity};
use crate::domain::id::ORG;
use crate::yaml::Syntax;
use crate::yaml::chunk::{self, Section, end_of_entry, has_lines};
use crate::yaml::editor::Path;
use crate::yaml::lines::Lines;
use crate::yaml::node::{Item, Kind, Piece, Tree};
use crate::yaml::parse::{MOST_NODES, offset, parse};
use crate::yaml::snapshot::Snapshot;

/// An entry of the file: the map in which it stands, and its id.
pub type EntryId = (Section, Box<str>);

/// The part of a text in which an edit is done: the own lines of one entry, those of a map of entries, or the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The entries that the edit is about, by the ids before it and after it, each once.
    pub entries: Vec<EntryId>,
    /// Whether the keys of the file itself belong to it.
    pub has_header: bool,
    /// The first byte.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
    /// Whether the part holds one entry alone.
    pub is_alone: bool,
}

/// Returns the entry in which a record stands; none: it is the file itself.
#[must_use]
pub fn entry_of(record: &Record) -> Option<EntryId> {
    let (word, id) = record.entry()?;
    let section = Section::ALL.into_iter().find(|section| section.word() == word)?;
    Some((section, id.into()))
}

impl Spot {
    /// Makes the spot of a whole text, about nothing so far.
    ///
    /// # Errors
    ///
    /// When the text is broken, or says no version of the format.
    pub fn whole(snapshot: &Snapshot) -> Result<Self, Refusal> {
        if snapshot.syntax != Syntax::Whole {
            return Err(broken(snapshot));
        }
        if snapshot.file.version.is_none() {
            return Err(without_version());
        }
        Ok(Self { entries: Vec::new(), has_header: false, start: 0, end: snapshot.text.len(), is_alone: false })
    }

    /// Finds the entry in which a record stands. Looks at its own lines only, where the text was read in pieces.
    ///
    /// # Errors
    ///
    /// When the text is broken, or the entry is not there.
    pub fn of(snapshot: &Snapshot, record: &Record) -> Result<Self, Refusal> {
        let whole = Self::whole(snapshot)?;
        let Some((section, id)) = entry_of(record) else { return Ok(Self { has_header: true, ..whole }) };
        let file = &snapshot.file;
        let place = match section {
            Section::Products => {
                let product = file.products.iter().find(|product| product.id.as_str() == &*id && !product.implied);
                product.map(|product| product.place)
            }
            Section::Regulations => {
                file.regulations.iter().find(|regulation| regulation.id.as_str() == &*id).map(|found| found.place)
            }
        };
        let place = place.ok_or_else(|| missing(section, &id))?;
        let spot = Self { entries: vec![(section, id)], ..whole };
        if !snapshot.in_pieces || !has_lines(&snapshot.text, section) {
            return Ok(spot);
        }
        let head = snapshot.text.get(..place.start as usize).unwrap_or_default();
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        Ok(Self { start, end: end_of_entry(&snapshot.text, start), is_alone: true, ..spot })
    }

    /// Finds the lines of a map of entries, and the line of the key that follows: by that it shows to what the comments
    /// between belong. None where its lines do not stand for themselves, or no entry is there.
    #[must_use]
    pub fn section(snapshot: &Snapshot, section: Section) -> Option<Self> {
        let whole = Self::whole(snapshot).ok()?;
        let text = &*snapshot.text;
        if !snapshot.in_pieces {
            return None;
        }
        let cut = chunk::cut(text)?;
        if !cut.repeated.is_empty() || !cut.entries.iter().any(|entry| entry.section == Some(section)) {
            return None;
        }
        let heads = || cut.sections.iter().map(|(section, place)| (Some(*section), place.start as usize));
        let (_, start) = heads().find(|(other, _)| *other == Some(section))?;
        let keys = heads().map(|(_, at)| at).chain(cut.keys.iter().map(|key| key.start));
        let next = keys.filter(|at| *at > start).min();
        let line = |at: usize| text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()).map_or(0, str::len);
        let end = next.map_or(text.len(), |at| at + line(at));
        let spot = Self { start, end, ..whole };
        spot.parse(text.get(start..end)?, &mut Tree::default())?;
        Some(spot)
    }

    /// Returns whether it is the whole of a text.
    #[must_use]
    pub fn is_all_of(&self, text: &str) -> bool {
        !self.is_alone && (self.start, self.end) == (0, text.len())
    }

    /// Says that it is about an entry too.
    pub fn add(&mut self, entry: EntryId) {
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }

    /// Returns its entry's id for messages; of several the first.
    #[must_use]
    pub fn name(&self) -> &str {
        self.entries.first().map_or("the file", |(_, id)| id)
    }

    /// Parses its text into `tree`; none where it is no YAML.
    #[must_use]
    pub fn parse<'a>(&self, text: &'a str, tree: &'a mut Tree) -> Option<Piece<'a>> {
        parse(text, usize::from(self.is_alone), MOST_NODES.of_piece, tree).ok()?;
        Some(self.piece(text, tree))
    }

    /// Returns its text with the nodes that were made of it.
    #[must_use]
    pub fn piece<'a>(&self, text: &'a str, tree: &'a Tree) -> Piece<'a> {
        Piece { tree, text, base: offset(self.start) }
    }

    /// Returns the key and the value of an entry, and the way to the value; none where they are not there.
    #[must_use]
    pub fn open<'a>(&self, piece: &'a Piece<'a>, (section, id): &EntryId) -> Option<(Item<'a>, Item<'a>, Path)> {
        let root = piece.root();
        if self.is_alone {
            let (key, value) = root.pairs().next()?;
            let is_alone = root.pairs().count() == 1 && piece.tree.second.is_none() && !piece.tree.has_aliases();
            return (is_alone && *key.text() == **id).then(|| (key, value, vec![0]));
        }
        let (outer, _, map) = find(root, section.word())?;
        let (inner, key, value) = find(map, id)?;
        Some((key, value, vec![outer, inner]))
    }

    /// Returns what the keys of the file and the entries say that it is about; none where it holds no entry alone.
    #[must_use]
    pub fn facts(&self, piece: &Piece<'_>) -> Option<Facts> {
        let mut facts = if self.has_header { facts_of_header(piece.root()) } else { Facts::default() };
        let mut count = 0;
        for entry in &self.entries {
            if let Some((_, value, _)) = self.open(piece, entry) {
                facts.list.extend(facts_of(entry.0, &entry.1, value).list);
                count += 1;
            }
        }
        (!self.is_alone || count == 1).then_some(facts)
    }
}

/// The part of a text in which an edit is done, as it was read.
#[derive(Debug)]
pub struct Ground<'a> {
    /// Where it is.
    pub spot: &'a Spot,
    /// Its text.
    pub text: &'a str,
    tree: Tree,
}

impl<'a> Ground<'a> {
    /// Reads a part.
    ///
    /// # Errors
    ///
    /// When it is no YAML by itself.
    pub fn of(snapshot: &'a Snapshot, spot: &'a Spot) -> Result<Self, Refusal> {
        Self::on(spot, snapshot.text.get(spot.start..spot.end).unwrap_or_default())
    }

    /// Reads the text of a part.
    ///
    /// # Errors
    ///
    /// When it is no YAML by itself.
    pub fn on(spot: &'a Spot, text: &'a str) -> Result<Self, Refusal> {
        let mut tree = Tree::default();
        spot.parse(text, &mut tree).ok_or_else(|| lost(spot))?;
        Ok(Self { spot, text, tree })
    }

    /// Returns its nodes.
    #[must_use]
    pub fn piece(&self) -> Piece<'_> {
        self.spot.piece(self.text, &self.tree)
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
    let refusal = Refusal::behind_alias(what, name, None).at(item.place());
    Refusal { anchor: item.target().map(|target| (name.into(), target.place())), ..refusal }
}

/// Adds the place of the milestone, or of the entry, to a refusal that has none, and to the others and the anchor that
/// it names the lines of the file.
#[must_use]
pub fn placed(snapshot: &Snapshot, record: Option<&Record>, refusal: Refusal) -> Refusal {
    let file = &snapshot.file;
    let names_lines = !refusal.others.is_empty() || refusal.anchor.is_some();
    let lines = names_lines.then(|| Lines::new(&snapshot.text));
    let refusal = refusal.named(|place| lines.as_ref().map(|lines| lines.line_of(place.start)));
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

/// Refuses a file that does not say that it is one of this program's.
#[must_use]
pub fn without_version() -> Refusal {
    let message = "the file has no 'duewatch: 1': nothing is written into it";
    Refusal::new(Why::Broken, message, "write 'duewatch: 1' as its first line, then edit again")
}

fn broken(snapshot: &Snapshot) -> Refusal {
    let first = snapshot.findings.iter().find(|finding| finding.severity == Severity::Error);
    let (message, place) = first.map_or(("", None), |finding| (&*finding.message, finding.place));
    let refusal = Refusal::new(Why::Broken, format!("the file is broken: {message}"), "repair it, then edit again");
    refusal.at(place.unwrap_or(Place::default()))
}
