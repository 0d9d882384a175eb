//! The closed sets of words that records choose from.

use super::date::Verb;

/// What kind of step a milestone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Kind {
    Publication,
    Comment,
    Effective,
    Prohibition,
    Compliance,
    Reporting,
    Transition,
    Support,
    Internal,
    Event,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Publication,
        Self::Comment,
        Self::Effective,
        Self::Prohibition,
        Self::Compliance,
        Self::Reporting,
        Self::Transition,
        Self::Support,
        Self::Internal,
        Self::Event,
    ];

    /// Returns the word of the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Comment => "comment",
            Self::Effective => "effective",
            Self::Prohibition => "prohibition",
            Self::Compliance => "compliance",
            Self::Reporting => "reporting",
            Self::Transition => "transition",
            Self::Support => "support",
            Self::Internal => "internal",
            Self::Event => "event",
        }
    }

    /// Returns the kind of a milestone that writes none.
    #[must_use]
    pub fn of_verb(verb: Verb) -> Self {
        match verb {
            Verb::At => Self::Event,
            Verb::By => Self::Compliance,
            Verb::From => Self::Effective,
        }
    }
}

/// How sure a date is; from most to least certain, and last the one that is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Law.
    Final,
    /// Somebody's estimate.
    Estimated,
    /// A draft.
    Proposed,
    /// Repealed, stayed or vacated.
    Withdrawn,
}

impl Certainty {
    /// Every certainty.
    pub const ALL: [Self; 4] = [Self::Final, Self::Estimated, Self::Proposed, Self::Withdrawn];

    /// Returns the word of the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Estimated => "estimated",
            Self::Proposed => "proposed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How bad a breach is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Grade {
    Low,
    Medium,
    High,
    Critical,
}

impl Grade {
    /// Every grade, mildest first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// Returns the word of the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// Where a date on a closed day goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Roll {
    /// Nowhere.
    None,
    /// To the next open day.
    Next,
    /// To the open day before.
    Previous,
}

impl Roll {
    /// Every way to roll.
    pub const ALL: [Self; 3] = [Self::None, Self::Next, Self::Previous];

    /// Returns the word of the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Next => "next",
            Self::Previous => "previous",
        }
    }
}

/// The kind of text that a date was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Against {
    /// The official text.
    Primary,
    /// Somebody's account of it.
    Secondary,
}

impl Against {
    /// Returns the word of the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
        }
    }
}
