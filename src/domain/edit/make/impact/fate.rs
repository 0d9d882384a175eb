//! What becomes of one date when another one changes, and whether it can be kept.

/// What becomes of a date when another one changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It moves, and may be kept.
    Moves,
    /// It stays because somebody wants that: it is written out.
    Kept,
    /// It stays because all that is owed by it is done or not applicable: it is written out.
    Closed,
    /// It stays because what it counts from stays.
    Stays,
    /// It is the base of a series: all its occurrences move, and none can be kept alone.
    Series,
    /// It moves by what it inherits, not by a rule: there is nothing to write out.
    Bound,
    /// It is a series, and would be one date alone: what it repeats with repeats no longer, or it counts from another.
    Stops,
}

impl Fate {
    /// Returns whether the date becomes another.
    #[must_use]
    pub fn moves(self) -> bool {
        match self {
            Self::Moves | Self::Series | Self::Bound | Self::Stops => true,
            Self::Kept | Self::Closed | Self::Stays => false,
        }
    }

    /// Returns whether somebody may say whether it moves.
    #[must_use]
    pub fn is_free(self) -> bool {
        match self {
            Self::Moves | Self::Kept => true,
            Self::Closed | Self::Stays | Self::Series | Self::Bound | Self::Stops => false,
        }
    }

    /// Returns what is said of it; nothing of what simply moves.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Moves => "",
            Self::Kept => "kept",
            Self::Closed => "closed, stays",
            Self::Stays => "stays with what it counts from",
            Self::Series => "a series, moves as a whole",
            Self::Bound => "moves by what it inherits",
            Self::Stops => "no longer repeats",
        }
    }

    /// Returns the word of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Moves => "moves",
            Self::Kept => "kept",
            Self::Closed => "closed",
            Self::Stays => "stays",
            Self::Series => "series",
            Self::Bound => "bound",
            Self::Stops => "stops",
        }
    }

    /// Returns why it cannot be kept; nothing where it can, or stays anyway.
    #[must_use]
    pub fn why_not_kept(self) -> &'static str {
        match self {
            Self::Series => "it repeats: with its base all its occurrences move; a single product is kept by its 'due'",
            Self::Stops => "what it repeats with repeats no longer: give it a date or a 'repeat' of its own first",
            Self::Bound => "its own date is read otherwise by the change: there is no rule to write out",
            Self::Moves | Self::Kept | Self::Closed | Self::Stays => "",
        }
    }
}
