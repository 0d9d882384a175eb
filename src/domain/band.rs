//! Bands: how urgent a date is, in eight words.

use super::date::Verb;
use super::dated::Dated;
use super::record::Certainty;

/// How urgent an obligation or a milestone is; most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Passed, final, and still owed.
    Overdue,
    /// The last safe day is today, or the period without a day has begun.
    Today,
    /// 1 to 7 days left.
    Within7Days,
    /// 8 to 30 days left.
    Within30Days,
    /// More than 30 days left.
    Later,
    /// No date, or a date that passed without ever being final.
    Undated,
    /// Nothing of it is owed any more.
    Closed,
    /// It happened, or applies and touches nothing of ours.
    Passed,
}

impl Band {
    /// Every band, most urgent first.
    pub const ALL: [Self; 8] = [
        Self::Overdue,
        Self::Today,
        Self::Within7Days,
        Self::Within30Days,
        Self::Later,
        Self::Undated,
        Self::Closed,
        Self::Passed,
    ];

    /// Days left from which a date is no longer [`Band::Within7Days`].
    pub const WEEK_DAYS: i32 = 7;
    /// Days left from which a date is no longer [`Band::Within30Days`].
    pub const MONTH_DAYS: i32 = 30;

    /// Returns the word of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Within7Days => "within-7-days",
            Self::Within30Days => "within-30-days",
            Self::Later => "later",
            Self::Undated => "undated",
            Self::Closed => "closed",
            Self::Passed => "passed",
        }
    }

    /// Returns the words of the screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Today => "Today",
            Self::Within7Days => "Within 7 days",
            Self::Within30Days => "Within 30 days",
            Self::Later => "Later",
            Self::Undated => "Date unknown",
            Self::Closed => "Closed",
            Self::Passed => "Passed",
        }
    }

    /// Returns the band of days left before a date.
    #[must_use]
    pub fn of_days_left(days: i32) -> Self {
        match days {
            ..=0 => Self::Today,
            1..=Self::WEEK_DAYS => Self::Within7Days,
            8..=Self::MONTH_DAYS => Self::Within30Days,
            _ => Self::Later,
        }
    }
}

/// What a milestone or obligation has that is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// It has obligations, and at least one is live.
    Live,
    /// It has obligations, and none is live.
    Closed,
    /// It touches nothing of ours.
    Nothing,
}

/// Returns the band of a date; the first that fits.
///
/// `days_left` and `is_passed` are those of `dated` now.
#[must_use]
pub fn band_of(dated: &Dated, owed: Owed, days_left: Option<i32>, is_passed: bool) -> Band {
    if dated.certainty == Certainty::Withdrawn || owed == Owed::Closed {
        return Band::Closed;
    }
    let Some(days) = days_left else { return Band::Undated };
    match (is_passed, dated.verb, owed) {
        (true, Verb::At, _) | (true, _, Owed::Nothing) => Band::Passed,
        (true, ..) if dated.certainty == Certainty::Final => Band::Overdue,
        (true, ..) => Band::Undated,
        (false, ..) => Band::of_days_left(days),
    }
}
