//! The arguments of the commands that write, and of the log.

use clap::Args;

/// What `set` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct SetArguments {
    /// An obligation; or a milestone, for each of its live ones
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// open, in-progress, blocked, accepted, done or n/a
    #[arg(value_name = "STATUS")]
    pub status: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Who did it, or carries the risk; else you
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Since which day; else today
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Up to and including which day
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
    /// The day on which it was done; else today
    #[arg(long, value_name = "DAY")]
    pub closed: Option<String>,
    /// A path or URL; may be given more than once
    #[arg(long, value_name = "PATH")]
    pub evidence: Vec<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// On whom it waits
    #[arg(long, value_name = "NAME")]
    pub waiting: Option<String>,
    /// The day to ask again
    #[arg(long, value_name = "DAY")]
    pub chase: Option<String>,
    /// Shows the lines that would change and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `note` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct NoteArguments {
    /// A milestone, an obligation, a regulation or a product
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// What to write; several words are one text; '-' is standard input
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
}

/// What `move` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct MoveArguments {
    /// A milestone
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// The new date: '27 dec 17:00', fri, +30d, eom, or any form that the file may have
    #[arg(value_name = "DATE")]
    pub date: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The day on which the change took legal effect or was announced, or 'today'
    #[arg(long, value_name = "DAY")]
    pub when: Option<String>,
    /// Where it is written
    #[arg(long, value_name = "URL")]
    pub source: Option<String>,
    /// What of the dates that count from it shall stay
    #[command(flatten)]
    pub keep: KeepArguments,
    /// Says what would move and writes nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Corrects a typing mistake: the old date is not kept in the file
    #[arg(long)]
    pub correct: bool,
}

/// Which dates stay when another one moves.
#[derive(Clone, Debug, Default, Args)]
pub struct KeepArguments {
    /// Keeps a date that would move with it: it is written out; may be given more than once
    #[arg(long = "keep", value_name = "ADDRESS")]
    pub keep: Vec<String>,
    /// Keeps every date that can be kept
    #[arg(long, conflicts_with = "keep")]
    pub keep_all: bool,
}

/// What `ladder` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct LadderArguments {
    /// A milestone
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// What is to be done and how long before: 'review -60d'
    #[arg(value_name = "STEP", required = true)]
    pub steps: Vec<String>,
    /// Ids and selectors with commas between; else the organisation
    #[arg(long, value_name = "LIST")]
    pub products: Option<String>,
    /// Says what would be written and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `start` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct StartArguments {
    /// A regulation, or its milestone that says 'at: unknown'
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// When it happened: now, or a date with a time
    #[arg(long, value_name = "T")]
    pub at: String,
}

/// What `verify` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct VerifyArguments {
    /// A milestone or a regulation
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// What it was compared with; put beside the sources that it has
    #[arg(long, value_name = "URL")]
    pub source: Option<String>,
}

/// What the help of `ack` ends with.
pub const ACK_EXAMPLES: &str = "The banner, the bell and notifications leave it alone up to and including that day; \
                                then the alert comes once\nmore. What is overdue stays overdue and counted. A \
                                milestone means each live obligation of it.\n\n\
                                Examples:\n  \
                                duewatch ack cra/reporting:kes --reason 'waits for the vendor' --until fri\n  \
                                duewatch ack cra/reporting --reason 'the board meets' --until +1w --dry-run";

/// What `ack` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct AckArguments {
    /// An obligation, or a milestone for each live one of it
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Why it may wait
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The last day of quiet, such as fri, +2w or 2026-12-18
    #[arg(long, value_name = "T")]
    pub until: Option<String>,
    /// Shows the lines that would be written and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `log` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct LogArguments {
    /// Only what concerns this record
    #[arg(value_name = "ADDRESS")]
    pub address: Option<String>,
    /// Only from this day or moment on
    #[arg(long, value_name = "T")]
    pub since: Option<String>,
    /// Proves that no line of the journal was changed, lost or put in by accident
    #[arg(long)]
    pub verify: bool,
}
