//! What the columns of a sheet fill, by their heads.

use super::{Options, Problem, Unmapped};
use crate::domain::naming::id_of;
use crate::domain::suggest::did_you_mean;

/// What a column fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Title,
    Regulation,
    Address,
    Id,
    Verb,
    By,
    From,
    At,
    Date,
    Nominal,
    Rule,
    Moment,
    Zone,
    Opens,
    Kind,
    Certainty,
    Severity,
    Penalty,
    Roll,
    Calendar,
    Authority,
    Jurisdiction,
    Citation,
    Source,
    Owner,
    Backup,
    Tags,
    Notes,
    Short,
    Product,
    Products,
    Status,
    Closed,
    Who,
    Reason,
    Until,
    Waiting,
    Chase,
    Since,
    Note,
    Evidence,
    OwnDate,
}

/// A table: each column with the heads that mean it, without capitals, spaces, `_` and `-`. The first is its own word.
/// Of several heads that mean the same, the one that stands first here is taken.
const TABLE: [(Column, &[&str]); 42] = [
    (Column::Title, &["title", "name", "requirement", "obligation", "task", "activity", "subject", "milestone"]),
    (Column::Regulation, &["regulation", "law", "act", "policy", "directive", "standard", "legislation"]),
    (Column::Address, &["address"]),
    (Column::Id, &["id", "milestoneid", "ref"]),
    (Column::Verb, &["verb"]),
    (Column::By, &["by", "due", "duedate", "deadlinedate", "dueby", "targetdate", "completeby"]),
    (Column::From, &["from", "effectivedate", "effective", "effectivefrom", "applicablefrom", "inforcefrom"]),
    (Column::At, &["at", "eventdate"]),
    (Column::Date, &["date"]),
    (Column::Nominal, &["nominal"]),
    (Column::Rule, &["rule"]),
    (Column::Moment, &["instant"]),
    (Column::Zone, &["zone", "timezone", "tz"]),
    (Column::Opens, &["opens", "opensat"]),
    (Column::Kind, &["kind"]),
    (Column::Certainty, &["certainty"]),
    (Column::Severity, &["severity", "criticality", "priority"]),
    (Column::Penalty, &["penalty", "fine", "sanction"]),
    (Column::Roll, &["roll"]),
    (Column::Calendar, &["calendar"]),
    (Column::Authority, &["authority", "regulator", "agency"]),
    (Column::Jurisdiction, &["jurisdiction", "country", "region"]),
    (Column::Citation, &["citation", "article", "section", "clause"]),
    (Column::Source, &["source", "url", "link", "sources"]),
    (Column::Owner, &["owner", "responsible", "assignee", "assignedto", "responsibleperson"]),
    (Column::Backup, &["backup", "deputy"]),
    (Column::Tags, &["tags", "tag", "labels", "label", "keywords"]),
    (Column::Notes, &["notes", "comment", "comments", "remark", "remarks"]),
    (Column::Short, &["short", "shortname"]),
    (Column::Product, &["product", "system", "asset", "application"]),
    (Column::Products, &["obligations", "products", "systems", "assets"]),
    (Column::Status, &["status"]),
    (
        Column::Closed,
        &["closed", "closedon", "completed", "completedon", "completiondate", "datecompleted", "closeddate"],
    ),
    (Column::Who, &["who", "completedby", "closedby"]),
    (Column::Reason, &["reason", "justification"]),
    (Column::Until, &["until", "accepteduntil"]),
    (Column::Waiting, &["waiting", "waitingfor", "blockedby"]),
    (Column::Chase, &["chase", "followup", "followupdate"]),
    (Column::Since, &["since"]),
    (Column::Note, &["note"]),
    (Column::Evidence, &["evidence", "proof"]),
    (Column::OwnDate, &["owndate"]),
];

/// Columns of our own lists that say what follows from the rest.
const DERIVED: [&str; 19] = [
    "precision",
    "instant_end",
    "last_safe_day",
    "remaining_seconds",
    "days_left",
    "working_days_left",
    "band",
    "live",
    "done",
    "counted",
    "breach",
    "occurrence",
    "anchor",
    "rolled_days",
    "verify_due",
    "to_verify",
    "line",
    "late_days",
    "x",
];

/// Columns of our own lists that no import may bring.
const HISTORY: [&str; 3] = ["moved", "verified", "acked"];

impl Column {
    /// Returns the word of the column.
    pub(super) fn word(self) -> &'static str {
        TABLE
            .iter()
            .find(|(column, _)| *column == self)
            .and_then(|(_, heads)| heads.first().copied())
            .unwrap_or_default()
    }

    /// Finds a column by its own word, or by any head that means it; and the place among those.
    fn of(head: &str) -> Option<(Self, usize)> {
        let plain = plain(head);
        TABLE.iter().find_map(|(column, heads)| Some((*column, heads.iter().position(|word| *word == plain)?)))
    }
}

/// What becomes of a column, for a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It fills this; the word is that of [`mappings`].
    Fills(&'static str),
    /// It becomes the milestone's own key.
    Extra(String),
    /// It says what follows from other columns.
    Derived,
    /// It tells the past, which no import may write: `moved`, `verified`, `acked`.
    History,
    /// It is left out as asked.
    Skipped,
    /// It is left out: nobody knows what it fills.
    Unknown,
}

/// The columns of a sheet.
#[derive(Debug)]
pub(super) struct Columns {
    /// What each fills, from left to right.
    pub uses: Vec<Use>,
    /// Which column fills what.
    filled: Vec<(Column, usize)>,
    heads: Vec<String>,
    /// Whether it is a list of our own.
    pub is_ours: bool,
}

impl Columns {
    /// Returns the place of the column that fills something.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.filled.iter().find(|(filled, _)| *filled == column).map(|(_, place)| *place)
    }

    /// Returns the head of the column that fills something; empty: there is none.
    pub(super) fn head(&self, column: Column) -> &str {
        self.place(column).and_then(|place| self.heads.get(place)).map_or("", String::as_str)
    }

    /// Returns the places of columns that become keys of the user's own.
    pub(super) fn extras(&self) -> impl Iterator<Item = (usize, &str)> {
        self.uses.iter().enumerate().filter_map(|(place, what)| match what {
            Use::Extra(key) => Some((place, key.as_str())),
            Use::Fills(_) | Use::Derived | Use::History | Use::Skipped | Use::Unknown => None,
        })
    }
}

/// Returns the words that `--map HEAD=WORD` takes besides `-`, which leaves a column out, and `x-` keys; all that heads
/// may say does as well.
pub fn mappings() -> impl Iterator<Item = &'static str> {
    let is_told = |column: Column| matches!(column, Column::Nominal | Column::Rule | Column::Moment);
    TABLE.iter().filter(move |(column, _)| !is_told(*column)).filter_map(|(_, heads)| heads.first().copied())
}

/// Finds out what each column fills.
pub(super) fn columns(heads: &[String], options: &Options, problems: &mut Vec<Problem>) -> Columns {
    let is_ours = ["address", "verb"].iter().all(|own| heads.iter().any(|head| head == own));
    let mut columns =
        Columns { uses: vec![Use::Unknown; heads.len()], filled: Vec::new(), heads: heads.to_vec(), is_ours };
    let mapped = mapped(heads, options, problems);
    // The rank of what fills something: a map beats a head.
    let mut ranks: Vec<(Column, usize, usize)> = Vec::new();
    for (place, head) in heads.iter().enumerate() {
        let (found, what) = match mapped.iter().find(|(at, _)| *at == place) {
            Some((_, Target::Column(column))) => (Some((*column, 0)), Use::Fills(column.word())),
            Some((_, Target::Extra(key))) => (None, Use::Extra(key.clone())),
            Some((_, Target::Nothing)) => (None, Use::Skipped),
            None => by_head(head, is_ours),
        };
        if let Some((column, rank)) = found {
            ranks.push((column, rank, place));
        }
        if let Some(slot) = columns.uses.get_mut(place) {
            *slot = what;
        }
    }
    titles(heads, &mut ranks);
    ranks.sort_by_key(|(_, rank, place)| (*rank, *place));
    for (column, rank, place) in ranks {
        let Some(first) = columns.place(column) else {
            columns.filled.push((column, place));
            if let Some(slot) = columns.uses.get_mut(place) {
                *slot = Use::Fills(column.word());
            }
            continue;
        };
        if let Some(slot) = columns.uses.get_mut(place) {
            *slot = Use::Unknown;
        }
        let (one, other) = (heads.get(first).map_or("", String::as_str), heads.get(place).map_or("", String::as_str));
        if rank == 0 || plain(one) == plain(other) {
            let message = format!("'{one}' and '{other}' both fill '{}'", column.word());
            let hint = "take one of them out of the sheet, or give it another head";
            problems.push(Problem::new(message, hint).or(format!("leave one out: --map '{other}=-'")));
        }
    }
    if options.unmapped == Unmapped::Kept {
        keep(&mut columns);
    }
    columns
}

/// Returns what a head says, and its place among the heads that say the same.
fn by_head(head: &str, is_ours: bool) -> (Option<(Column, usize)>, Use) {
    if is_ours && DERIVED.contains(&head) {
        return (None, Use::Derived);
    }
    if is_ours && HISTORY.contains(&head) {
        return (None, Use::History);
    }
    let found = match Column::of(head) {
        // In a list of our own it is a product's own date.
        Some(_) if is_ours && head == "due" => Some((Column::OwnDate, 1)),
        // Elsewhere a note is what people call a comment.
        Some((Column::Note, _)) if !is_ours => Some((Column::Notes, 1)),
        Some((column, place)) => Some((column, place + 1)),
        None => None,
    };
    (found, found.map_or(Use::Unknown, |(column, _)| Use::Fills(column.word())))
}

/// `deadline` is the date where no other column is, else the title; `description` is the title where no other is, else
/// the notes.
fn titles(heads: &[String], ranks: &mut Vec<(Column, usize, usize)>) {
    let is = |ranks: &[(Column, usize, usize)], all: &[Column]| ranks.iter().any(|(column, ..)| all.contains(column));
    let dates = [Column::By, Column::From, Column::At, Column::Date, Column::Nominal];
    for (word, free) in [("deadline", &dates[..]), ("description", &[][..])] {
        let Some(place) = heads.iter().position(|head| plain(head) == word) else { continue };
        if ranks.iter().any(|(_, _, other)| *other == place) {
            continue;
        }
        let last = 100;
        let column = match word {
            "deadline" if !is(ranks, free) => Column::By,
            _ if !is(ranks, &[Column::Title]) => Column::Title,
            "description" if !is(ranks, &[Column::Notes]) => Column::Notes,
            _ => continue,
        };
        ranks.push((column, last, place));
    }
}

/// Makes the columns that fill nothing keys of the user's own.
fn keep(columns: &mut Columns) {
    let mut taken: Vec<String> = columns.extras().map(|(_, key)| key.to_string()).collect();
    for (what, head) in columns.uses.iter_mut().zip(&columns.heads) {
        if *what == Use::Unknown && !head.is_empty() {
            let key = format!("x-{}", id_of(head, "column", |id| taken.contains(&format!("x-{id}"))));
            taken.push(key.clone());
            *what = Use::Extra(key);
        }
    }
}

/// Where a map points to.
enum Target {
    Column(Column),
    Extra(String),
    Nothing,
}

/// Reads what the maps say, by column.
fn mapped(heads: &[String], options: &Options, problems: &mut Vec<Problem>) -> Vec<(usize, Target)> {
    let mut found = Vec::new();
    for (head, word) in &options.maps {
        let Some(place) = heads.iter().position(|other| plain(other) == plain(head)) else {
            let hint = did_you_mean(head, heads.iter().map(String::as_str));
            let hint = if hint.is_empty() { format!("columns are {}", heads.join(", ")) } else { hint };
            problems.push(Problem::new(format!("there is no column '{head}'"), hint));
            continue;
        };
        let own = word.strip_prefix("x-").filter(|name| !name.is_empty());
        let target = match (word.as_str(), own, Column::of(word)) {
            ("-", ..) => Target::Nothing,
            (_, Some(_), _) => Target::Extra(word.clone()),
            (_, None, Some((column, _))) => Target::Column(column),
            (_, None, None) => {
                let hint = did_you_mean(word, mappings());
                let all =
                    || format!("one of {}, '-' to leave it out, or x-NAME", mappings().collect::<Vec<_>>().join(", "));
                let hint = if hint.is_empty() { all() } else { hint };
                problems.push(Problem::new(format!("no column fills '{word}'"), hint));
                continue;
            }
        };
        found.push((place, target));
    }
    found
}

/// Returns a head without what does not count in it.
fn plain(head: &str) -> String {
    head.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | ':' | '#' | '*'))
        .flat_map(char::to_lowercase)
        .collect()
}
