//! The arguments of the commands that explain and compute dates.

use clap::{Args, ValueEnum};

use crate::domain::record::Roll;

/// What `why` takes.
#[derive(Clone, Debug, Args)]
pub struct WhyArguments {
    /// Whose date: a milestone, one of its occurrences, or an obligation
    #[arg(value_name = "ADDRESS")]
    pub address: String,
}

/// What `calendar` takes.
#[derive(Clone, Debug, Args)]
pub struct CalendarArguments {
    /// Which one: built in, or of the file
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Of which year; none: this one
    #[arg(value_name = "YEAR")]
    pub year: Option<i32>,
}

/// What `date` takes.
#[derive(Clone, Debug, Args)]
pub struct DateArguments {
    /// What to compute; several words are one rule
    #[arg(value_name = "RULE", required = true)]
    pub rule: Vec<String>,
    /// By which calendar business days are counted and dates rolled
    #[arg(long, value_name = "NAME")]
    pub calendar: Option<String>,
    /// Where a result on a closed day goes
    #[arg(long, value_enum, value_name = "ROLL", default_value_t)]
    pub roll: RollChoice,
}

/// Where a computed date on a closed day goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RollChoice {
    /// It stays
    #[default]
    None,
    /// To the next open day
    Next,
    /// To the open day before
    Previous,
}

impl RollChoice {
    /// Returns the word of the file's `roll` that it means.
    #[must_use]
    pub fn roll(self) -> Roll {
        match self {
            Self::None => Roll::None,
            Self::Next => Roll::Next,
            Self::Previous => Roll::Previous,
        }
    }
}
