//! The arguments of the commands that make, change and take away whole records.

use std::path::PathBuf;

use super::edit::KeepArguments;
use clap::{Args, Subcommand, ValueEnum};

/// What `add` takes.
#[derive(Clone, Debug, Args)]
pub struct AddArguments {
    /// What is added.
    #[command(subcommand)]
    pub what: Added,
}

/// What can be added.
#[derive(Clone, Debug, Subcommand)]
pub enum Added {
    /// Adds a regulation: a law, rule, order or vendor policy
    #[command(after_help = "Without --title, what is given is the title, and the id is made of it.\n\n\
                      Examples:\n  \
                      duewatch add regulation 'Cyber Resilience Act' --authority EU --jurisdiction EU\n  \
                      duewatch add regulation cra --title 'Cyber Resilience Act' --after kaspersky-ban\n  \
                      duewatch add regulation cra --title 'Cyber Resilience Act' --set roll=next --set x-file=A-12")]
    Regulation(AddRegulation),
    /// Adds a milestone: one dated step of a regulation
    #[command(
        after_help = "A date is a day, a day with a time, a month, quarter or year, unknown, or a rule. Exactly \
                      one of --by (up to and\nincluding that day), --from (the rule applies from then on) and --at \
                      (it happens).\nWith REGULATION alone, the id is made of the title. Without --title, ADDRESS is one \
                      line that says all:\ntitle, in:REGULATION, by:, from: or at:, products by their names, @owner, \
                      #tag, !severity, note:\"...\".\n\n\
                      Examples:\n  \
                      duewatch add milestone cra/reporting --title 'Incidents are reported' --from 2026-09-11\n  \
                      duewatch add milestone cra --title 'Inventory complete' --by '20 days before reporting' \\\n           \
                      --products 'kes, tag:endpoint' --owner ana --kind internal"
    )]
    Milestone(AddMilestone),
    /// Adds a product: something of yours that a milestone can touch
    #[command(after_help = "Without --name, what is given is the name, and the id is made of it. 'org' is the \
                      organisation itself.\n\n\
                      Examples:\n  \
                      duewatch add product 'Endpoint Security' --owner ana --tags endpoint\n  \
                      duewatch add product org --name 'Example Corp' --owner legal")]
    Product(AddProduct),
}

/// What `add regulation` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct AddRegulation {
    /// Its id; without --title, its title
    #[arg(value_name = "ID|TITLE")]
    pub name: Option<String>,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Who enforces it
    #[arg(long, value_name = "TEXT")]
    pub authority: Option<String>,
    /// Where it applies
    #[arg(long, value_name = "TEXT")]
    pub jurisdiction: Option<String>,
    /// How it is cited
    #[arg(long, value_name = "TEXT")]
    pub citation: Option<String>,
    /// The day on which it was compared with the source
    #[arg(long, value_name = "DAY")]
    pub verified: Option<String>,
    /// How long a comparison holds
    #[arg(long, value_name = "SPAN")]
    pub verify_every: Option<String>,
    /// low, medium, high or critical
    #[arg(long, value_name = "WORD")]
    pub severity: Option<String>,
    /// What every new record takes.
    #[command(flatten)]
    pub more: MoreFields,
}

/// What `add milestone` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct AddMilestone {
    /// REGULATION/ID, or REGULATION; without --title, one line that says all
    #[arg(value_name = "ADDRESS|LINE")]
    pub address: String,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The last day, or the moment before which it must be done
    #[arg(long, value_name = "DATE")]
    pub by: Option<String>,
    /// From when on the rule applies
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// When it happens; nothing is due
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// What kind of step it is
    #[arg(long, value_name = "WORD")]
    pub kind: Option<String>,
    /// The products that it touches, with commas; or none
    #[arg(long, value_name = "IDS")]
    pub products: Option<String>,
    /// The first day on which it can be done
    #[arg(long, value_name = "DAY")]
    pub opens: Option<String>,
    /// How it recurs
    #[arg(long, value_name = "TEXT")]
    pub repeat: Option<String>,
    /// final, proposed, estimated or withdrawn
    #[arg(long, value_name = "WORD")]
    pub certainty: Option<String>,
    /// low, medium, high or critical
    #[arg(long, value_name = "WORD")]
    pub severity: Option<String>,
    /// What every new record takes.
    #[command(flatten)]
    pub more: MoreFields,
}

/// What `add product` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct AddProduct {
    /// Its id; without --name, its name
    #[arg(value_name = "ID|NAME")]
    pub id: Option<String>,
    /// Its name
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
    /// Who makes it
    #[arg(long, value_name = "TEXT")]
    pub vendor: Option<String>,
    /// What every new record takes.
    #[command(flatten)]
    pub more: MoreFields,
}

/// What every new record takes.
#[derive(Clone, Debug, Default, Args)]
pub struct MoreFields {
    /// Its name in narrow columns
    #[arg(long, value_name = "TEXT")]
    pub short: Option<String>,
    /// Who answers for it
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Tags, with commas
    #[arg(long, value_name = "WORDS")]
    pub tags: Option<String>,
    /// Where it is written; may be given more than once
    #[arg(long, value_name = "URL")]
    pub source: Vec<String>,
    /// Notes; '-' is standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub notes: Option<String>,
    /// Any other field, also your own: zone=UTC, x-file=A-12; may be given more than once
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// Puts it behind this one; else it comes last
    #[arg(long, value_name = "ID")]
    pub after: Option<String>,
    /// Shows the lines that would be written and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `edit` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct EditArguments {
    /// A milestone, obligation, regulation or product; 'file' is the file's own head
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Which field
    #[arg(value_name = "FIELD")]
    pub field: String,
    /// What shall stand there; '' takes the field away; '-' is standard input
    #[arg(value_name = "VALUE", allow_hyphen_values = true, conflicts_with_all = ["add", "remove"])]
    pub value: Option<String>,
    /// Puts this behind what a list says; may be given more than once
    #[arg(long, value_name = "VALUE")]
    pub add: Vec<String>,
    /// Takes this out of a list; may be given more than once
    #[arg(long, value_name = "VALUE")]
    pub remove: Vec<String>,
    /// Which of the dates that would move by it shall stay
    #[command(flatten)]
    pub keep: KeepArguments,
    /// Shows the lines that would change and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `rename` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct RenameArguments {
    /// A milestone, regulation or product
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Its new id
    #[arg(value_name = "ID")]
    pub id: String,
    /// Shows the lines that would change and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `rm` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct RmArguments {
    /// What goes: milestones, regulations, products; REGULATION/MILESTONE:PRODUCT takes a product out of a milestone
    #[arg(value_name = "ADDRESS", required = true)]
    pub addresses: Vec<String>,
    /// Does not ask
    #[arg(long)]
    pub yes: bool,
    /// Shows what would go and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `duplicate` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct DuplicateArguments {
    /// A milestone
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Shows the lines that would be written and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `init` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct InitArguments {
    /// The file to make; else ./deadlines.yaml
    pub file: Option<PathBuf>,
    /// Makes a file without the example: its version and the zone alone
    #[arg(long)]
    pub empty: bool,
}

/// What `import` takes.
#[derive(Clone, Debug, Args)]
pub struct ImportArguments {
    /// What is imported.
    #[command(subcommand)]
    pub what: Imported,
}

/// What can be imported.
#[derive(Clone, Debug, Subcommand)]
pub enum Imported {
    /// Imports a spreadsheet; shows first what it would change
    #[command(
        after_help = "The first row names the columns: title, regulation, by (or from, at, due), product, owner, \
                      status, notes ... Records\nare found by their id, else by their title. Nothing is taken away; a \
                      status and notes that are there stay. All of\nit is one edit: one undo takes it back. The same \
                      sheet once more changes nothing.\n\n\
                      Examples:\n  \
                      duewatch import csv plan.csv\n  \
                      duewatch import csv plan.csv --map 'Wer=owner' --map 'Kosten=x-cost' --dates dmy --apply\n  \
                      duewatch list --format csv | duewatch --file other.yaml import csv -"
    )]
    Csv(ImportCsv),
}

/// What `import csv` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct ImportCsv {
    /// The sheet; '-' is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Writes it; else it is shown only
    #[arg(long)]
    pub apply: bool,
    /// What a column fills: title, owner, x-cost; '-' leaves it out; may be given more than once
    #[arg(long, value_name = "HEAD=KEY")]
    pub map: Vec<String>,
    /// What 12/1/2026 means: day or month first
    #[arg(long, value_enum, value_name = "ORDER")]
    pub dates: Option<DateOrder>,
    /// Keeps columns that nobody knows as your own keys
    #[arg(long)]
    pub keep: bool,
    /// The regulation of rows that name none
    #[arg(long, value_name = "ID")]
    pub regulation: Option<String>,
}

/// The order of `12/1/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DateOrder {
    /// 12 January
    Dmy,
    /// 1 December
    Mdy,
}

impl AddRegulation {
    /// Returns the fields that have an option of their own, without the title.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![
            ("authority", self.authority.as_deref()),
            ("jurisdiction", self.jurisdiction.as_deref()),
            ("citation", self.citation.as_deref()),
            ("verified", self.verified.as_deref()),
            ("verify-every", self.verify_every.as_deref()),
            ("severity", self.severity.as_deref()),
        ]
    }
}

impl AddMilestone {
    /// Returns the fields that have an option of their own, without the title.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![
            ("by", self.by.as_deref()),
            ("from", self.from.as_deref()),
            ("at", self.at.as_deref()),
            ("kind", self.kind.as_deref()),
            ("products", self.products.as_deref()),
            ("opens", self.opens.as_deref()),
            ("repeat", self.repeat.as_deref()),
            ("certainty", self.certainty.as_deref()),
            ("severity", self.severity.as_deref()),
        ]
    }
}
