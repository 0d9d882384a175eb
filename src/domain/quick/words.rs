//! The words that may stand before a `:`, and which record takes which.

/// What a line adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Adds {
    Milestone,
    Product,
    Regulation,
}

impl Adds {
    /// Returns its word, which is also the id of one whose title has no letters.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Milestone => "milestone",
            Self::Product => "product",
            Self::Regulation => "regulation",
        }
    }
}

/// A word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Regulation,
    By,
    From,
    At,
    Product,
    /// All products with a tag.
    OfTag,
    /// All products of a vendor.
    OfVendor,
    Tag,
    Vendor,
    Version,
    Owner,
    Backup,
    Severity,
    Kind,
    Certainty,
    Zone,
    Opens,
    Repeat,
    Roll,
    Calendar,
    Source,
    Note,
    Id,
    Short,
    Authority,
    Jurisdiction,
    Citation,
    Penalty,
}

use Adds::{Milestone, Product, Regulation};

/// A table: the word as typed, what it means, and which records take it.
const TABLE: [(&str, Word, &[Adds]); 34] = [
    ("in", Word::Regulation, &[Milestone]),
    ("regulation", Word::Regulation, &[Milestone]),
    ("by", Word::By, &[Milestone]),
    ("due", Word::By, &[Milestone]),
    ("from", Word::From, &[Milestone]),
    ("at", Word::At, &[Milestone]),
    ("product", Word::Product, &[Milestone]),
    ("products", Word::Product, &[Milestone]),
    ("tag", Word::OfTag, &[Milestone]),
    ("tag", Word::Tag, &[Product, Regulation]),
    ("tags", Word::Tag, &[Milestone, Product, Regulation]),
    ("vendor", Word::OfVendor, &[Milestone]),
    ("vendor", Word::Vendor, &[Product]),
    ("version", Word::Version, &[Product]),
    ("owner", Word::Owner, &[Milestone, Product, Regulation]),
    ("backup", Word::Backup, &[Milestone, Product, Regulation]),
    ("severity", Word::Severity, &[Milestone, Regulation]),
    ("kind", Word::Kind, &[Milestone]),
    ("certainty", Word::Certainty, &[Milestone, Regulation]),
    ("zone", Word::Zone, &[Milestone, Regulation]),
    ("opens", Word::Opens, &[Milestone]),
    ("repeat", Word::Repeat, &[Milestone]),
    ("roll", Word::Roll, &[Milestone, Regulation]),
    ("calendar", Word::Calendar, &[Milestone, Regulation]),
    ("source", Word::Source, &[Milestone, Product, Regulation]),
    ("note", Word::Note, &[Milestone, Product, Regulation]),
    ("notes", Word::Note, &[Milestone, Product, Regulation]),
    ("id", Word::Id, &[Milestone, Product, Regulation]),
    ("short", Word::Short, &[Milestone, Product, Regulation]),
    ("authority", Word::Authority, &[Milestone, Regulation]),
    ("jurisdiction", Word::Jurisdiction, &[Milestone, Regulation]),
    ("citation", Word::Citation, &[Milestone, Regulation]),
    ("penalty", Word::Penalty, &[Milestone, Regulation]),
    ("url", Word::Source, &[Milestone, Product, Regulation]),
];

impl Word {
    /// Finds a word that this kind of record takes.
    pub(super) fn named(name: &str, adds: Adds) -> Option<Self> {
        TABLE.iter().find(|(word, _, takes)| *word == name && takes.contains(&adds)).map(|(_, word, _)| *word)
    }

    /// Returns whether this kind of record takes it.
    pub(super) fn fits(self, adds: Adds) -> bool {
        TABLE.iter().any(|(_, word, takes)| *word == self && takes.contains(&adds))
    }

    /// Returns the words as typed that this kind of record takes.
    pub(super) fn names(adds: Adds) -> impl Iterator<Item = &'static str> {
        TABLE.iter().filter(move |(_, _, takes)| takes.contains(&adds)).map(|(word, ..)| *word)
    }

    /// Returns whether any kind of record takes it.
    pub(super) fn is_known(name: &str) -> bool {
        TABLE.iter().any(|(word, ..)| *word == name)
    }

    /// Returns the key of the file that it fills.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Regulation => "regulation",
            Self::By => "by",
            Self::From => "from",
            Self::At => "at",
            Self::Product | Self::OfTag | Self::OfVendor => "products",
            Self::Tag => "tags",
            Self::Vendor => "vendor",
            Self::Version => "version",
            Self::Owner => "owner",
            Self::Backup => "backup",
            Self::Severity => "severity",
            Self::Kind => "kind",
            Self::Certainty => "certainty",
            Self::Zone => "zone",
            Self::Opens => "opens",
            Self::Repeat => "repeat",
            Self::Roll => "roll",
            Self::Calendar => "calendar",
            Self::Source => "source",
            Self::Note => "notes",
            Self::Id => "id",
            Self::Short => "short",
            Self::Authority => "authority",
            Self::Jurisdiction => "jurisdiction",
            Self::Citation => "citation",
            Self::Penalty => "penalty",
        }
    }
}

/// The keys besides title, date and products, in the order in which a file has them.
pub(super) const ORDER: [&str; 21] = [
    "short",
    "kind",
    "vendor",
    "version",
    "opens",
    "certainty",
    "authority",
    "jurisdiction",
    "citation",
    "source",
    "zone",
    "calendar",
    "roll",
    "repeat",
    "severity",
    "penalty",
    "owner",
    "backup",
    "tags",
    "products",
    "notes",
];
