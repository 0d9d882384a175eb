//! A file as its authors wrote it: typed and placed, nothing derived.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::NaiveDate;

use super::date::{Point, When};
use super::extra::Extra;
use super::finding::{Place, Placed};
use super::id::Id;
pub use super::milestone::{Milestone, MilestoneMore};
use super::rule::Span;
use super::status::StatusRecord;
pub use super::words::{Against, Certainty, Grade, Kind, Roll};
use super::zone::Zone;

/// Everything that one data file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The text that it was read from: [`Milestone::notes`] may point into it.
    pub text: Arc<str>,
    /// The version of its format; none: it says none, and nothing is written into it.
    pub version: Option<u32>,
    /// The title of the file.
    pub title: Option<Box<str>>,
    /// The zone of dates without one; none: the machine's.
    pub zone: Option<Zone>,
    /// The default calendar.
    pub calendar: Option<Placed<Id>>,
    /// The file's own calendars.
    pub calendars: Vec<Calendar>,
    /// The reminder ladder; none: [`default_alerts`].
    pub alerts: Option<Vec<Span>>,
    /// In the file's order. `org` is always there: first, and marked implied, if the file does not write it.
    pub products: Vec<Product>,
    /// In the file's order.
    pub regulations: Vec<Regulation>,
    /// Saved filters.
    pub views: Vec<View>,
    /// Records that could not be read at all: their rows stay.
    pub unreadable: Vec<Unreadable>,
    /// The user's own keys.
    pub extra: Extra,
}

/// Returns the reminder ladder of a file that sets none: 90, 30, 14, 7 days and 1 day.
#[must_use]
pub fn default_alerts() -> [Span; 5] {
    [90, 30, 14, 7, 1].map(|amount| Span { amount, unit: super::rule::Unit::Days })
}

/// A record that is not YAML, while the rest of the file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its key, as far as it can be told.
    pub key: Box<str>,
    /// The line where it begins, from 1.
    pub line: u32,
    /// What is wrong.
    pub message: Box<str>,
}

/// A calendar of the file's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its id.
    pub id: Id,
    /// Where its key stands.
    pub place: Place,
    /// The calendar that it begins with.
    pub base: Option<Placed<Id>>,
    /// The days of the week that are closed, 0 = Monday; none: those of the base.
    pub weekend: Option<Vec<u8>>,
    /// Closed days with their names.
    pub closed: Vec<(NaiveDate, Box<str>)>,
    /// Days that are open although the base closes them.
    pub open: Vec<NaiveDate>,
    /// The last day up to which it is known to be complete.
    pub until: Option<NaiveDate>,
}

/// A thing of ours that a milestone can touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: Id,
    /// Where its key stands.
    pub place: Place,
    /// The line of its key, from 1; 0 for an implied `org`.
    pub line: u32,
    /// Whether only this program put it there: the file does not write it.
    pub implied: bool,
    /// Its name.
    pub name: Box<str>,
    /// Its name for narrow columns.
    pub short: Option<Box<str>>,
    /// Who makes it.
    pub vendor: Option<Box<str>>,
    /// Its version.
    pub version: Option<Box<str>>,
    /// Who answers for it.
    pub owner: Option<Box<str>>,
    /// Who stands in.
    pub backup: Option<Box<str>>,
    /// Its tags.
    pub tags: Vec<Box<str>>,
    /// Notes, in Markdown.
    pub notes: Option<Box<str>>,
    /// Where to read more.
    pub source: Vec<Box<str>>,
    /// The day since which it is no longer ours.
    pub retired: Option<Placed<Point>>,
    /// The user's own keys.
    pub extra: Extra,
}

/// What a regulation says for all its milestones, and a milestone for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// Who enforces it.
    pub authority: Option<Box<str>>,
    /// Where it applies.
    pub jurisdiction: Option<Box<str>>,
    /// How it is cited.
    pub citation: Option<Box<str>>,
    /// URLs of its text.
    pub source: Vec<Box<str>>,
    /// The zone of its dates.
    pub zone: Option<Zone>,
    /// The calendar of its rules.
    pub calendar: Option<Placed<Id>>,
    /// How bad a breach is.
    pub severity: Option<Grade>,
    /// What a breach costs.
    pub penalty: Option<Box<str>>,
    /// Who answers for it.
    pub owner: Option<Box<str>>,
    /// Who stands in.
    pub backup: Option<Box<str>>,
    /// Its tags; those of regulation and milestone add up.
    pub tags: Vec<Box<str>>,
    /// The reminder ladder.
    pub alerts: Option<Vec<Span>>,
    /// Who compared it with the source, and when.
    pub verified: Option<Box<Verified>>,
    /// How long a comparison holds.
    pub verify_every: Option<Span>,
    /// How sure the date is.
    pub certainty: Option<Certainty>,
    /// Where a date on a closed day goes.
    pub roll: Option<Roll>,
}

impl Common {
    /// Says nothing.
    const SILENT: Self = Self {
        authority: None,
        jurisdiction: None,
        citation: None,
        source: Vec::new(),
        zone: None,
        calendar: None,
        severity: None,
        penalty: None,
        owner: None,
        backup: None,
        tags: Vec::new(),
        alerts: None,
        verified: None,
        verify_every: None,
        certainty: None,
        roll: None,
    };
}

/// A [`Common`] that takes no room while it says nothing, as with most milestones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own(Option<Box<Common>>);

impl Deref for Own {
    type Target = Common;

    fn deref(&self) -> &Common {
        static SILENT: Common = Common::SILENT;
        self.0.as_deref().unwrap_or(&SILENT)
    }
}

impl DerefMut for Own {
    fn deref_mut(&mut self) -> &mut Common {
        self.0.get_or_insert_default()
    }
}

/// A law, rule, order or vendor policy that sets dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regulation {
    /// Its id.
    pub id: Id,
    /// Where its key stands.
    pub place: Place,
    /// The line of its key, from 1.
    pub line: u32,
    /// Its title.
    pub title: Box<str>,
    /// Its name for narrow columns.
    pub short: Option<Box<str>>,
    /// What its milestones inherit.
    pub common: Common,
    /// Notes, in Markdown.
    pub notes: Option<Box<str>>,
    /// In the file's order.
    pub milestones: Vec<Milestone>,
    /// The user's own keys.
    pub extra: Extra,
}

/// An earlier date of a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The date before.
    pub was: Option<Placed<When>>,
    /// The day on which the change took legal effect or was announced.
    pub when: Option<Placed<Point>>,
    /// Why.
    pub why: Option<Box<str>>,
    /// Where it is written.
    pub source: Option<Box<str>>,
    /// Who entered it.
    pub who: Option<Box<str>>,
}

/// The products of a milestone as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Products {
    /// Nothing is written: `org` for a duty, nothing for an event.
    Implied,
    /// An id, a selector, a list or a map of them; empty: touches nothing of ours.
    Listed(Vec<Entry>),
}

/// One id or selector with its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it names.
    pub target: Target,
    /// Its status; on an `at` it means nothing.
    pub record: StatusRecord,
    /// Where the id or selector stands.
    pub place: Place,
    /// The line where it stands, from 1.
    pub line: u32,
}

/// What an entry names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// One product, `org` too.
    Product(Id),
    /// Every product but `org`.
    All,
    /// Every product with this tag.
    Tag(Box<str>),
    /// Every product of this vendor.
    Vendor(Box<str>),
}

impl Target {
    /// Returns the id or selector as the file writes it.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Product(id) => id.to_string(),
            Self::All => "all".to_string(),
            Self::Tag(tag) => format!("tag:{tag}"),
            Self::Vendor(vendor) => format!("vendor:{vendor}"),
        }
    }

    /// Reads `all`, `tag:T` or `vendor:V`; none for anything else.
    #[must_use]
    pub fn selector(text: &str) -> Option<Self> {
        let name = |name: &str| (!name.trim().is_empty()).then(|| name.trim().into());
        match text.split_once(':') {
            Some(("tag", tag)) => name(tag).map(Self::Tag),
            Some(("vendor", vendor)) => name(vendor).map(Self::Vendor),
            Some(_) => None,
            None => (text == "all").then_some(Self::All),
        }
    }
}

/// One dated occurrence of a repeating milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its nominal date.
    pub nominal: Placed<NaiveDate>,
    /// Its statuses.
    pub products: Vec<Entry>,
}

/// How a milestone recurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The period.
    pub every: Span,
    /// Whether it counts from the day on which the last one was done.
    pub is_after_done: bool,
    /// The last day of the series; inclusive.
    pub until: Option<NaiveDate>,
}

/// A saved filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: Box<str>,
    /// The filter's text.
    pub filter: Placed<Box<str>>,
}

/// A comparison of a record with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// `none`: not verified, and nothing is inherited.
    Not,
    /// Somebody compared it.
    On {
        /// The day.
        when: Placed<Point>,
        /// Who.
        who: Option<Box<str>>,
        /// Against which kind of text.
        against: Option<Against>,
        /// A remark.
        note: Option<Box<str>>,
    },
}

impl File {
    /// Returns the place of a product in the file's order.
    ///
    /// Walks the list: keep a map where many are asked for.
    #[must_use]
    pub fn product_index(&self, id: &str) -> Option<usize> {
        self.products.iter().position(|p| p.id.as_str() == id)
    }

    /// Returns how many milestones the file has.
    #[must_use]
    pub fn milestone_count(&self) -> usize {
        self.regulations.iter().map(|r| r.milestones.len()).sum()
    }
}

impl Regulation {
    /// Returns its name for narrow columns: `short`, else the id.
    #[must_use]
    pub fn label(&self) -> &str {
        self.short.as_deref().unwrap_or(self.id.as_str())
    }
}

impl Product {
    /// Returns its name for narrow columns: `short`, else the name.
    #[must_use]
    pub fn label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}
