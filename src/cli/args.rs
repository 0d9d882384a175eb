//! The arguments of the command line: what clap reads, and the help that it prints.

mod dates;
mod edit;
mod records;
mod view;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::terminal::ColourChoice;
pub use dates::{CalendarArguments, DateArguments, RollChoice, WhyArguments};
pub use edit::{
    AckArguments, KeepArguments, LadderArguments, LogArguments, MoveArguments, NoteArguments, SetArguments,
    StartArguments, VerifyArguments,
};
pub use records::{
    AddArguments, AddMilestone, AddProduct, AddRegulation, Added, DateOrder, DuplicateArguments, EditArguments,
    ImportArguments, ImportCsv, Imported, InitArguments, MoreFields, RenameArguments, RmArguments,
};
pub use view::{ViewArguments, WallArguments};

/// Everything that can stand on the command line.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "duewatch",
    version,
    about = "Watches regulatory deadlines in the terminal",
    long_about = "Watches regulatory deadlines in the terminal: countdowns, and the status of every product, from one \
                  YAML file.\n\nWithout a command it opens the screen; where there is no terminal, it prints the list.",
    after_help = "Which file: FILE or --file, $DUEWATCH_FILE, ./deadlines.yaml, 'file:' of the settings,\n\
                  deadlines.yaml in the platform's data directory. '-' is standard input.\n\n\
                  Exit codes: 0 fine, 1 findings, 2 usage, 3 file missing, unreadable or not written, 4 conflict.\n\n\
                  Examples:\n  \
                  duewatch                             the screen on your file\n  \
                  duewatch demo                        the built-in example, as of 16 July 2024\n  \
                  duewatch list 'due<30d status:open'  what is open and due within 30 days\n  \
                  duewatch show kaspersky-ban          everything known of one regulation\n  \
                  duewatch check                       every mistake in the file at once",
    override_usage = "duewatch [OPTIONS] [FILE]\n       duewatch [OPTIONS] <COMMAND>",
    disable_help_subcommand = true,
    subcommand_negates_reqs = true
)]
pub struct Arguments {
    /// What to do; none: the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What only the screen takes.
    #[command(flatten)]
    pub screen: ScreenArguments,
    /// What every command takes.
    #[command(flatten)]
    pub global: GlobalArguments,
}

/// The options behind which stands a value, which is no word of a filter.
const WITH_VALUE: [&str; 7] = ["--file", "--as-of", "--zone", "--color", "--format", "--limit", "--sort"];

/// Writes `-tag:draft` behind `list` as `not tag:draft`, which is the same filter and looks like no option; and `-1w`
/// behind a command that takes dates with a space before it, which is the same date.
pub fn without_minus(arguments: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let (mut command, mut is_value) = (None, true);
    arguments.map(move |argument| {
        let is_list = command == Some("list".into());
        let negated = argument.to_str().filter(|_| is_list && !is_value).and_then(|text| text.strip_prefix('-'));
        let negated = negated.filter(|rest| !rest.is_empty() && !rest.starts_with('-') && *rest != "h");
        let is_dated = ["move", "set", "ack", "ladder", "start", "date"]
            .into_iter()
            .any(|dated| command.as_deref() == Some(dated.as_ref()));
        let is_back =
            |text: &&str| text.strip_prefix('-').is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()));
        let back = argument.to_str().filter(|_| is_dated).filter(is_back).map(|text| format!(" {text}"));
        let written = negated.map(|rest| format!("not {rest}")).or(back).map(OsString::from);
        if command.is_none() && !is_value && !argument.to_string_lossy().starts_with('-') {
            command = Some(argument.clone());
        }
        is_value = argument.to_str().is_some_and(|text| WITH_VALUE.contains(&text));
        written.unwrap_or(argument)
    })
}

/// What only the screen takes.
#[derive(Clone, Debug, Default, Args)]
pub struct ScreenArguments {
    /// The data file
    pub file: Option<PathBuf>,
    /// Changes nothing, whatever is pressed
    #[arg(long)]
    pub read_only: bool,
    /// How it is shown.
    #[command(flatten)]
    pub view: ViewArguments,
}

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct GlobalArguments {
    /// The data file; '-' is standard input
    #[arg(long = "file", id = "global-file", value_name = "FILE", global = true)]
    pub file: Option<PathBuf>,
    /// Takes this for now: an instant, or a date for its first moment
    #[arg(long, value_name = "T", global = true)]
    pub as_of: Option<String>,
    /// The viewer's time zone, an IANA name
    #[arg(long, value_name = "ZONE", global = true)]
    pub zone: Option<String>,
    /// Prints records as JSON, version 1
    #[arg(long, global = true)]
    pub json: bool,
    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub color: ColourChoice,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Lists milestones or obligations, soonest first
    #[command(after_help = "A filter is made of terms that must all hold; 'or', parentheses and '-' combine them:\n  \
                      due<30d  due:eoq  due=2026-12  status:open,blocked  product:kes  owner:@ana\n  \
                      tag:endpoint  regulation:kaspersky-ban  kind:reporting  is:overdue  no:owner  \"any text\"\n\n\
                      Examples:\n  \
                      duewatch list is:overdue\n  \
                      duewatch list is:moved --sort moved      what was moved, latest first\n  \
                      duewatch list is:verify-due              what is to be compared with its source\n  \
                      duewatch list 'due<30d (status:open or status:blocked)' --limit 10\n  \
                      duewatch list --obligations product:kes --json\n  \
                      duewatch list --format ics owner:@ana > ana.ics\n  \
                      duewatch list --format csv --obligations > obligations.csv\n  \
                      duewatch --as-of 2024-07-16 list -status:done")]
    List(ListArguments),
    /// Prints the next milestones, one line each
    #[command(after_help = "What is overdue comes first. What is closed, passed or has no date is left out.\n\n\
                      Examples:\n  \
                      duewatch next 5\n  \
                      duewatch next --one-line       for a prompt or a status bar")]
    Next(NextArguments),
    /// Shows everything known of a milestone, regulation, product or obligation
    #[command(after_help = "An address is REGULATION/MILESTONE, REGULATION/MILESTONE:PRODUCT, or the id of a \
                      regulation or product.\nWhere both have the id, write regulation:ID or product:ID.\n\n\
                      Examples:\n  \
                      duewatch show kaspersky-ban/no-new-agreements\n  \
                      duewatch show kaspersky-ban/no-new-agreements:kes\n  \
                      duewatch show product:kes --json")]
    Show(ShowArguments),
    /// Says how a date comes about, step by step
    #[command(after_help = "From what the file says, along each rule, with every closed day that is skipped by its \
                      name, where it\nrolls and why, to the instant and the last safe day; then earlier dates, and \
                      what is counted from it.\n\n\
                      Examples:\n  \
                      duewatch why kaspersky-ban/inventory\n  \
                      duewatch why nydfs/cert@2027-04-15\n  \
                      duewatch why kaspersky-ban/inventory:kes --json")]
    Why(WhyArguments),
    /// Lists the closed days of a calendar in a year, with their names
    #[command(
        after_help = "Built in are us-federal, target, england-wales and weekends; the file may define its own.\n\n\
                      Examples:\n  \
                      duewatch calendar us-federal\n  \
                      duewatch calendar england-wales 2028 --json"
    )]
    Calendar(CalendarArguments),
    /// Computes a date from a rule, and says how
    #[command(
        after_help = "A rule is 'AMOUNT UNIT before|after DATE' or 'same day as DATE'; units are hours, days, business \
                      days, weeks,\nmonths, quarters and years. DATE is a day, or the address of a milestone in the \
                      file. A day alone can be\nrolled. Business days go by --calendar, else by the file's, else by \
                      weekends.\n\n\
                      Examples:\n  \
                      duewatch date '10 business days before 2027-01-04' --calendar us-federal\n  \
                      duewatch date '60 days after 2014-10-28' --roll next --calendar us-federal\n  \
                      duewatch date '30 days after kaspersky-ban/issued'"
    )]
    Date(DateArguments),
    /// Says everything that is wrong with the file, each with its line
    #[command(after_help = "Ends with 1 if there is an error, with --strict also if there is a warning.\n\n\
                      Examples:\n  \
                      duewatch check\n  \
                      duewatch check deadlines.yaml --strict\n  \
                      duewatch check --json")]
    Check(CheckArguments),
    /// Sets the status of an obligation, or of each live one of a milestone
    #[command(
        after_help = "What a status says: done --closed --who; blocked --waiting, --chase; accepted --reason --who \
                      --since, --until;\nn/a --reason --since. Days that are not given are today, who is you. A day \
                      is 2026-11-20,\n'20 nov', fri, today or -3d; of --closed and --since the last such day, of the \
                      others the next.\n\n\
                      Examples:\n  \
                      duewatch set kaspersky-ban/told:kes done --evidence https://wiki.example.com/told\n  \
                      duewatch set kaspersky-ban/told:kes blocked --waiting vendor --chase +2w\n  \
                      duewatch set kaspersky-ban/told n/a --reason 'no customers there'"
    )]
    Set(SetArguments),
    /// Puts lines behind the notes of a record
    #[command(after_help = "Without TEXT it reads standard input; on a terminal it opens $VISUAL or $EDITOR on the \
                      notes.\n\n\
                      Examples:\n  \
                      duewatch note kaspersky-ban/told 'the letter went out on Friday'\n  \
                      git log -1 --format=%s | duewatch note kes")]
    Note(NoteArguments),
    /// Moves the date of a milestone, keeps the old one and says what else moves
    #[command(after_help = "+ and - count from the old date if that lies ahead, else from today.\n\n\
                      Examples:\n  \
                      duewatch move eu-ai/art-50 2026-12-02 --reason postponed --when 2026-07-27 \\\n           \
                      --source https://eur-lex.europa.eu/...\n  \
                      duewatch move eu-ai/art-50 +3m --dry-run\n  \
                      duewatch move eu-ai/art-50 2026-08-02 --correct    a typing mistake: no 'moved'")]
    Move(MoveArguments),
    /// Adds lead times before a milestone: internal milestones that move and repeat with it
    #[command(
        after_help = "A step is what is to be done and how long before: 'review -60d'; days, bd (business days), w, \
                      m.\nEach becomes a milestone behind the other, kind internal, 'by: 60 days before ID'.\n\n\
                      Examples:\n  \
                      duewatch ladder nydfs/certification 'review -60d' 'sign-off -14d'\n  \
                      duewatch ladder cra/reporting 'legal check -10bd' --products kes --dry-run"
    )]
    Ladder(LadderArguments),
    /// Starts an incident clock: sets what says 'at: unknown', and with it everything that counts from it
    #[command(
        after_help = "ADDRESS is a regulation with one such milestone, or that milestone. T is now, or any date with \
                      a time;\nwithout a time hours count from the start of the day.\n\n\
                      Examples:\n  \
                      duewatch start gdpr-incident --at now\n  \
                      duewatch start dora/aware --at '2026-11-28 09:40'"
    )]
    Start(StartArguments),
    /// Writes that you compared a record with its source today
    #[command(after_help = "Examples:\n  \
                      duewatch verify kaspersky-ban\n  \
                      duewatch verify eu-ai/art-50 --source https://eur-lex.europa.eu/...")]
    Verify(VerifyArguments),
    /// Acknowledges an alert: why it may wait, and until when; hides nothing
    #[command(after_help = edit::ACK_EXAMPLES)]
    Ack(AckArguments),
    /// Adds a regulation, milestone or product
    #[command(disable_help_subcommand = true)]
    Add(AddArguments),
    /// Sets any other field of a record; an empty value takes it away
    #[command(
        after_help = "Status, date and notes have commands of their own: set, move, note. A field that is not known \
                      is answered\nwith the nearest; your own begin with 'x-'. Lists have commas between, addresses \
                      spaces.\n\n\
                      Examples:\n  \
                      duewatch edit kaspersky-ban severity critical\n  \
                      duewatch edit kaspersky-ban/told owner ''             nobody\n  \
                      duewatch edit kaspersky-ban/told products 'kes, tag:endpoint'\n  \
                      duewatch edit kaspersky-ban/told tags --add letters --remove mail\n  \
                      duewatch edit kaspersky-ban/told:kes due 2027-03-01     with 'reason': an extension\n  \
                      duewatch edit file title 'Product compliance'\n  \
                      duewatch edit file views.late is:overdue                a saved filter"
    )]
    Edit(EditArguments),
    /// Gives a record another id, everywhere where it is named
    #[command(after_help = "Rules, products of milestones and saved filters follow. What other files say of it does \
                      not.\n\n\
                      Examples:\n  \
                      duewatch rename product:kes endpoint-security\n  \
                      duewatch rename kaspersky-ban/told customers-told --dry-run")]
    Rename(RenameArguments),
    /// Takes records away; says first what goes with them, and asks
    #[command(
        after_help = "Dates that count from what goes are written out as they stand, so that none of them moves. \
                      'undo' brings all of it\nback.\n\n\
                      Examples:\n  \
                      duewatch rm kaspersky-ban/told\n  \
                      duewatch rm kaspersky-ban/told:kes        no longer touches that product\n  \
                      duewatch rm product:kes product:hub --yes"
    )]
    Rm(RmArguments),
    /// Writes a milestone once more, a year later
    #[command(
        after_help = "The date, 'opens' and the years in title and id are those of the next year; its obligations \
                      are open.\n\n\
                      Examples:\n  \
                      duewatch duplicate nydfs/certificate-2027"
    )]
    Duplicate(DuplicateArguments),
    /// Imports records, and shows first what would change
    #[command(disable_help_subcommand = true)]
    Import(ImportArguments),
    /// Makes a commented file to begin with
    #[command(after_help = "Never overwrites. Prints the lines for .gitignore.\n\n\
                      Examples:\n  \
                      duewatch init\n  \
                      duewatch init compliance/deadlines.yaml --empty")]
    Init(InitArguments),
    /// Takes back the newest change of yours that stands
    #[command(after_help = "Only what you changed with this program, on this machine; newest first, without limit. \
                      See 'duewatch log'.")]
    Undo,
    /// Takes back the newest undo of yours
    Redo,
    /// Shows what was changed, oldest first: when, who, what, why
    #[command(after_help = "--verify ends with 1 where a line was changed, lost or put in. It shows accidents and \
                      changes outside this\nprogram, not forgery: who can write the journal can write it anew.\n\n\
                      Examples:\n  \
                      duewatch log\n  \
                      duewatch log kaspersky-ban/told --since 2026-01-01\n  \
                      duewatch log --json\n  \
                      duewatch log --verify")]
    Log(LogArguments),
    /// Opens the built-in example as of 16 July 2024, read-only
    #[command(after_help = "Examples:\n  \
                      duewatch demo\n  \
                      duewatch demo --plain\n  \
                      duewatch demo --as-of 2026-11-23")]
    Demo(ViewArguments),
    /// Shows what the program found around itself, and where each setting comes from
    #[command(after_help = "Ends with 1 where something is wrong.")]
    Doctor(super::doctor::DoctorArguments),
}

/// What `list` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct ListArguments {
    /// Which ones; several words are one filter
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    /// Lists obligations, one line for each product of a milestone
    #[arg(long)]
    pub obligations: bool,
    /// How to print them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// By what to sort
    #[arg(long, value_enum, value_name = "KEY", default_value_t)]
    pub sort: SortKey,
}

/// What `next` takes.
#[derive(Clone, Debug, Args)]
pub struct NextArguments {
    /// How many
    #[arg(value_name = "N", default_value_t = 1)]
    pub count: usize,
    /// Prints all of them on one line
    #[arg(long)]
    pub one_line: bool,
}

/// What `show` takes.
#[derive(Clone, Debug, Args)]
pub struct ShowArguments {
    /// What to show: a milestone, an obligation, a regulation or a product
    #[arg(value_name = "ADDRESS")]
    pub address: String,
}

/// What `check` takes.
#[derive(Clone, Debug, Default, Args)]
pub struct CheckArguments {
    /// The data file
    pub file: Option<PathBuf>,
    /// Ends with 1 on a warning, too
    #[arg(long)]
    pub strict: bool,
}

/// How records are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned text, one record a line
    #[default]
    Table,
    /// JSON, version 1
    Json,
    /// For a spreadsheet; the columns are the fields of JSON
    Csv,
    /// For a page or a mail: a table for each band
    Markdown,
    /// For a calendar (iCalendar): all-day events on the last safe days, with reminders
    Ics,
}

/// By what a list is sorted; equal ones stay soonest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SortKey {
    /// Soonest first
    #[default]
    Due,
    /// By product
    Product,
    /// By owner
    Owner,
    /// Worst status first
    Status,
    /// Latest move of a date first
    Moved,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minus_of_a_filter_or_a_date_is_no_option() {
        let cases = [
            ("duewatch list -tag:a", "duewatch list not tag:a"),
            ("duewatch --zone UTC list --limit -1 -x", "duewatch --zone UTC list --limit -1 not x"),
            ("duewatch --file list note r/m -x", "duewatch --file list note r/m -x"),
            ("duewatch note r/m list -x", "duewatch note r/m list -x"),
            ("list list -h", "list list -h"),
            ("duewatch move r/m -1w --dry-run", "duewatch move r/m  -1w --dry-run"),
            ("duewatch set r/m:kes done --closed -3d", "duewatch set r/m:kes done --closed  -3d"),
            ("duewatch ladder r/m review -60d", "duewatch ladder r/m review  -60d"),
            ("duewatch set r/m:kes -x", "duewatch set r/m:kes -x"),
            ("duewatch date -3bd", "duewatch date  -3bd"),
        ];
        for (line, wanted) in cases {
            let written: Vec<OsString> = without_minus(line.split(' ').map(OsString::from)).collect();
            assert_eq!(written.join(" ".as_ref()), wanted, "{line}");
        }
    }
}
