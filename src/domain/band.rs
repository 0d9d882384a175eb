//! Bands: how urgent a date is, in eight words.

use std::borrow::Cow;

use super::date::Verb;
use super::dated::Dated;
use super::record::Certainty;
use super::settings::Limits;

/// How urgent an obligation or a milestone is; most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Passed, final, and still owed.
    Overdue,
    /// The last safe day is today, or the period without a day has begun.
    Today,
    /// 1 to 7 days left, unless the settings end it elsewhere.
    Within7Days,
    /// 8 to 30 days left, likewise.
    Within30Days,
    /// More days left.
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

    /// Returns the words for people: a band says where it ends.
    #[must_use]
    pub fn words(self, limits: Limits) -> Cow<'static, str> {
        match self {
            Self::Overdue => "Overdue".into(),
            Self::Today => "Today".into(),
            Self::Within7Days => limits.near("Within ").into(),
            Self::Within30Days => limits.next("Within ").into(),
            Self::Later => "Later".into(),
            Self::Undated => "Date unknown".into(),
            Self::Closed => "Closed".into(),
            Self::Passed => "Passed".into(),
        }
    }

    /// Returns the band of days left before a date.
    #[must_use]
    pub fn of_days_left(days: i32, limits: Limits) -> Self {
        if days <= 0 {
            Self::Today
        } else if days <= limits.week {
            Self::Within7Days
        } else if days <= limits.month {
            Self::Within30Days
        } else {
            Self::Later
        }
    }

    /// Returns the band whose name is true: of JSON, where `within-7-days` means 7 days whatever the settings say.
    #[must_use]
    pub fn of_scripts(self, days_left: Option<i32>) -> Self {
        match (self, days_left) {
            (Self::Today | Self::Within7Days | Self::Within30Days | Self::Later, Some(days)) => {
                Self::of_days_left(days, Limits::default())
            }
            (band, _) => band,
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
pub fn band_of(dated: &Dated, owed: Owed, (days_left, is_passed): (Option<i32>, bool), limits: Limits) -> Band {
    if dated.certainty == Certainty::Withdrawn || owed == Owed::Closed {
        return Band::Closed;
    }
    let Some(days) = days_left else { return Band::Undated };
    match (is_passed, dated.verb, owed) {
        (true, Verb::At, _) | (true, _, Owed::Nothing) => Band::Passed,
        (true, ..) if dated.certainty == Certainty::Final => Band::Overdue,
        (true, ..) => Band::Undated,
        (false, ..) => Band::of_days_left(days, limits),
    }
}
