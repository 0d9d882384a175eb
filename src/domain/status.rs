//! Statuses of obligations, and what each must say.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::date::{Point, When};
use super::extra::Extra;
use super::finding::Placed;

/// The status of one obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Nothing was done yet.
    Open,
    /// Somebody works on it.
    InProgress,
    /// It waits on somebody.
    Blocked,
    /// We carry the risk, up to the end of `until`.
    Accepted,
    /// Closed.
    Done,
    /// Not applicable; not counted.
    NotApplicable,
}

impl Status {
    /// Every status, in the order of the keys `1` to `6`.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::InProgress, Self::Blocked, Self::Accepted, Self::Done, Self::NotApplicable];

    /// Returns the word of the file and of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in-progress",
            Self::Blocked => "blocked",
            Self::Accepted => "accepted",
            Self::Done => "done",
            Self::NotApplicable => "n/a",
        }
    }

    /// Returns the words of the screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::InProgress => "in progress",
            Self::NotApplicable => "not applicable",
            Self::Open | Self::Blocked | Self::Accepted | Self::Done => self.word(),
        }
    }

    /// Finds a status by the word of the file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }

    /// Returns the place from worst to best, by which products are listed and a milestone takes its status.
    #[must_use]
    pub fn severity_rank(self) -> u8 {
        match self {
            Self::Blocked => 0,
            Self::Open => 1,
            Self::InProgress => 2,
            Self::Accepted => 3,
            Self::Done => 4,
            Self::NotApplicable => 5,
        }
    }

    /// Returns whether the status by itself leaves the obligation owed.
    #[must_use]
    pub fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::Blocked)
    }
}

/// The record of one obligation as written: a word alone, or a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRecord {
    /// The status as written.
    pub status: Status,
    /// Everything else that the record says.
    pub details: Option<Box<Details>>,
}

/// What a status record may say besides its status.
///
/// Most records say when and by whom, and nothing else: the rest lies behind [`Deref`] and takes no room there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The day (or instant) on which it was done.
    pub closed: Option<Placed<Point>>,
    /// Who did it, or carries the risk; records of one person share the text.
    pub who: Option<Arc<str>>,
    more: Option<Box<More>>,
}

/// What few status records say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// The day since which the risk is carried, or it does not apply.
    pub since: Option<Placed<Point>>,
    /// The last day on which the risk is carried; inclusive.
    pub until: Option<Box<Placed<Point>>>,
    /// The day to ask again.
    pub chase: Option<Box<Placed<Point>>>,
    /// This product's own date under the milestone's verb.
    pub due: Option<Box<Placed<When>>>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// On whom it waits.
    pub waiting: Option<Box<str>>,
    /// This obligation's own owner.
    pub owner: Option<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Paths or URLs.
    pub evidence: Vec<Box<str>>,
    /// An acknowledged alert.
    pub acked: Option<Box<Acked>>,
    /// Who approved, and when.
    pub approved: Option<Box<Approved>>,
    /// The user's own keys.
    pub extra: Extra,
}

static NOTHING: More = More {
    since: None,
    until: None,
    chase: None,
    due: None,
    reason: None,
    waiting: None,
    owner: None,
    note: None,
    evidence: Vec::new(),
    acked: None,
    approved: None,
    extra: Vec::new(),
};

impl Deref for Details {
    type Target = More;

    fn deref(&self) -> &More {
        self.more.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Details {
    fn deref_mut(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }
}

/// An alert that somebody has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acked {
    /// Who saw it.
    pub who: Option<Box<str>>,
    /// Why it may wait.
    pub why: Option<Box<str>>,
    /// The last day of quiet; inclusive.
    pub until: Option<Placed<Point>>,
}

/// An approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// Who approved.
    pub who: Option<Box<str>>,
    /// When.
    pub when: Option<Placed<Point>>,
}

impl StatusRecord {
    /// Makes a record of a word alone.
    #[must_use]
    pub fn word(status: Status) -> Self {
        Self { status, details: None }
    }

    /// Returns a detail, if the record says anything besides its status.
    #[must_use]
    pub fn detail<'a, T>(&'a self, pick: impl FnOnce(&'a Details) -> Option<T>) -> Option<T> {
        self.details.as_deref().and_then(pick)
    }
}
