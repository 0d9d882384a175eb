//! One dated step of a regulation as written.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use super::date::{Point, Verb, When};
use super::extra::Extra;
use super::finding::{Place, Placed};
use super::id::Id;
use super::notes::Notes;
use super::record::{File, Move, Occurrence, Own, Products, Repeat};
use super::words::Kind;

/// One dated step of a regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Its id.
    pub id: Id,
    /// Where its key stands.
    pub place: Place,
    /// The line of its key, from 1.
    pub line: u32,
    /// Its title; the id where none is written.
    pub title: Box<str>,
    /// Its title for narrow columns.
    pub short: Option<Box<str>>,
    /// What the law says with the date.
    pub verb: Verb,
    /// The date as written.
    pub when: Placed<When>,
    /// What kind of step it is.
    pub kind: Kind,
    /// What it says for itself; where it is silent, its regulation speaks.
    pub common: Own,
    /// The products that it touches.
    pub products: Products,
    /// Notes, in Markdown.
    pub notes: Option<Notes>,
    /// Whether a finding says that something in it is wrong.
    pub is_faulty: bool,
    more: Option<Box<MilestoneMore>>,
}

/// What few milestones say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MilestoneMore {
    /// The first day on which the duty can be done.
    pub opens: Option<Box<Placed<Point>>>,
    /// Every earlier date, oldest first.
    pub moved: Vec<Move>,
    /// How it recurs.
    pub repeat: Option<Box<Placed<Repeat>>>,
    /// The statuses of its occurrences.
    pub occurrences: Vec<Occurrence>,
    /// The user's own keys.
    pub extra: Extra,
}

impl Milestone {
    /// Returns its notes, in Markdown; `file` is the file that it stands in.
    #[must_use]
    pub fn notes_in<'a>(&'a self, file: &'a File) -> Option<Cow<'a, str>> {
        self.notes.as_ref().map(|notes| notes.text(&file.text))
    }

    /// Makes a milestone that says nothing yet; `key` is where its id stands.
    #[must_use]
    pub fn new(id: Id, key: Place, line: u32) -> Self {
        Self {
            title: id.as_str().into(),
            id,
            place: key,
            line,
            short: None,
            verb: Verb::At,
            when: Placed::new(When::Unreadable, key),
            kind: Kind::Event,
            common: Own::default(),
            products: Products::Implied,
            notes: None,
            is_faulty: false,
            more: None,
        }
    }
}

impl Deref for Milestone {
    type Target = MilestoneMore;

    fn deref(&self) -> &MilestoneMore {
        static NOTHING: MilestoneMore =
            MilestoneMore { opens: None, moved: Vec::new(), repeat: None, occurrences: Vec::new(), extra: Vec::new() };
        self.more.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Milestone {
    fn deref_mut(&mut self) -> &mut MilestoneMore {
        self.more.get_or_insert_default()
    }
}
