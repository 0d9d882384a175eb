//! Edits: what `set`, `note`, `move`, `verify`, `undo`, `redo` and `log` answer, besides what every answer has.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::super::edit::words;
use super::super::edit::{Besides, Import};
use super::super::session::Session;
use super::AnswerJson;
use super::reach::{MoveJson, OccurrencesJson, TurnJson, moves_of, turns_of};
use crate::domain::edit::{Act, Change, Clash, Edit, Record, Step, Value};
use crate::domain::history::{Author, Break, Entry, Outcome, reason_of};

/// What a command answers that writes.
#[derive(Serialize)]
pub struct WrittenJson<'a> {
    #[serde(flatten)]
    answer: AnswerJson<'a>,
    /// The edit that was done; of a dry run, the one that would be. None on a conflict.
    edits: Vec<EditJson<'a>>,
    /// Obligations of the milestone that were not live and so left alone.
    left_alone: usize,
    /// What moves with a date and what stays, the milestone itself first.
    moves: Vec<MoveJson<'a>>,
    /// What becomes of occurrences of series.
    occurrences: OccurrencesJson<'a>,
    /// Obligations that come to be overdue, late or in breach by it, or no longer are.
    standings: Vec<TurnJson<'a>>,
    /// What was changed on both sides; then nothing was written.
    conflicts: Vec<ConflictJson<'a>>,
    /// Dates that counted from a record that goes, and are written out as they stand.
    written_out: Vec<WrittenOutJson<'a>>,
    /// Saved filters that name a record that goes; they stay as they are.
    views: &'a [Box<str>],
    /// Of a dry run of a record: the lines that would go and come, with `-` and `+` before them.
    lines: &'a [String],
    /// What is imported; null: it is no import.
    import: Option<ImportJson<'a>>,
    /// Whether nothing was to be written.
    dry_run: bool,
}

impl<'a> WrittenJson<'a> {
    /// Makes the answer of an edit that was saved; `sha256` is that of the file as it now stands.
    #[must_use]
    pub fn saved(session: &'a Session, sha256: &'a str, edit: EditJson<'a>, besides: &'a Besides) -> Self {
        let written = Self::dry(session, Some(edit), besides);
        Self { answer: written.answer.with_hash(sha256), dry_run: false, ..written }
    }

    /// Makes the answer of a dry run.
    #[must_use]
    pub fn dry(session: &'a Session, edit: Option<EditJson<'a>>, besides: &'a Besides) -> Self {
        Self {
            answer: AnswerJson::new(session),
            edits: edit.into_iter().collect(),
            left_alone: besides.left_alone,
            moves: moves_of(&besides.reach),
            occurrences: OccurrencesJson::of(&besides.reach.occurrences),
            standings: turns_of(&besides.reach),
            conflicts: Vec::new(),
            written_out: besides.written_out.iter().map(WrittenOutJson::of).collect(),
            views: &besides.views,
            lines: &besides.preview,
            import: besides.import.as_ref().map(ImportJson::of),
            dry_run: true,
        }
    }

    /// Makes the answer of an edit that clashed; `sha256` is that of the file as it now stands.
    #[must_use]
    pub fn conflict(session: &'a Session, sha256: &'a str, clashes: &'a [Clash]) -> Self {
        Self {
            answer: AnswerJson::new(session).with_hash(sha256),
            edits: Vec::new(),
            left_alone: 0,
            moves: Vec::new(),
            occurrences: OccurrencesJson::default(),
            standings: Vec::new(),
            conflicts: clashes.iter().map(ConflictJson::of).collect(),
            written_out: Vec::new(),
            views: &[],
            lines: &[],
            import: None,
            dry_run: false,
        }
    }
}

/// What `log` answers.
#[derive(Serialize)]
pub struct LogJson<'a> {
    #[serde(flatten)]
    answer: AnswerJson<'a>,
    /// The edits, oldest first, also those that were not saved.
    edits: Vec<EditJson<'a>>,
    /// The file was changed by something else after this moment, the last edit's; null: it was not.
    changed_outside_since: Option<String>,
    /// What `--verify` found; null without it.
    chain: Option<ChainJson>,
}

impl<'a> LogJson<'a> {
    /// Makes the answer of a log.
    #[must_use]
    pub fn new(
        session: &'a Session,
        edits: Vec<EditJson<'a>>,
        changed_outside_since: Option<DateTime<FixedOffset>>,
        chain: Option<ChainJson>,
    ) -> Self {
        let changed_outside_since = changed_outside_since.map(instant);
        Self { answer: AnswerJson::new(session), edits, changed_outside_since, chain }
    }
}

/// What `log --verify` found.
#[derive(Serialize)]
pub struct ChainJson {
    /// Edits in the journal.
    pub entries: usize,
    /// Lines in the journal.
    pub lines: u64,
    /// Whether the chain is whole.
    pub whole: bool,
    /// What is wrong with its lines.
    pub faults: Vec<FaultJson>,
}

/// One fault of a journal.
#[derive(Serialize)]
pub struct FaultJson {
    line: u64,
    message: String,
    /// Whether the chain is broken by it; else it is only to be known.
    breaks: bool,
}

impl FaultJson {
    /// Takes a fault.
    #[must_use]
    pub fn of(found: &Break) -> Self {
        Self { line: found.line, message: found.fault.to_string(), breaks: found.fault.is_break() }
    }
}

/// One edit.
#[derive(Serialize)]
pub struct EditJson<'a> {
    /// Its number in the journal; null where it was not saved.
    pub seq: Option<u64>,
    /// When it was saved.
    pub time: Option<String>,
    user: &'a str,
    host: &'a str,
    act: Act,
    /// In one line, for people.
    text: String,
    changes: Vec<ChangeJson<'a>>,
    /// Why, where the edit says it.
    pub reason: Option<String>,
    /// The number of the edit that an undo or redo takes back.
    pub undoes: Option<u64>,
    /// `done`, `void` (not saved) or `unsettled` (the next save will tell); null where nothing was to be saved.
    pub outcome: Option<&'static str>,
    /// The file was changed by something else between this moment and the edit; null: it was not.
    pub changed_outside_since: Option<String>,
}

impl<'a> EditJson<'a> {
    /// Takes an edit that is in no journal yet.
    #[must_use]
    pub fn of(edit: &'a Edit, author: &'a Author) -> Self {
        Self {
            seq: None,
            time: None,
            user: &author.user,
            host: &author.host,
            act: edit.act,
            text: words::line(edit),
            changes: edit.changes.iter().map(ChangeJson::of).collect(),
            reason: reason_of(edit),
            undoes: None,
            outcome: None,
            changed_outside_since: None,
        }
    }

    /// Takes an entry of the journal.
    #[must_use]
    pub fn of_entry(entry: &'a Entry) -> Self {
        let outcome = match entry.outcome {
            Outcome::Done => "done",
            Outcome::Void => "void",
            Outcome::Unsettled => "unsettled",
        };
        Self {
            seq: Some(entry.seq),
            time: Some(instant(entry.time)),
            reason: entry.body.reason.clone(),
            undoes: entry.body.undoes,
            outcome: Some(outcome),
            changed_outside_since: entry.changed_since.map(instant),
            ..Self::of(&entry.body.edit, &entry.author)
        }
    }
}

/// Returns a moment as every answer writes it.
#[must_use]
pub fn instant(time: DateTime<FixedOffset>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

/// One key of one record.
#[derive(Serialize)]
struct ChangeJson<'a> {
    address: String,
    key: &'a str,
    /// `set`; `append`: an item or lines more; `take-back`: an item or lines less; `create`, `remove`, `rename`: the
    /// record itself, with an empty key.
    step: &'static str,
    from: Option<Cow<'a, Value>>,
    to: Option<Cow<'a, Value>>,
}

impl<'a> ChangeJson<'a> {
    fn of(change: &'a Change) -> Self {
        let (step, from, to) = match &change.step {
            Step::Set { from, to } => ("set", from.as_ref().map(Cow::Borrowed), to.as_ref().map(Cow::Borrowed)),
            Step::Append { value } => ("append", None, Some(Cow::Borrowed(value))),
            Step::TakeBack { value } => ("take-back", Some(Cow::Borrowed(value)), None),
            Step::Create { .. } => ("create", None, None),
            Step::Remove { .. } => ("remove", None, None),
            Step::Rename { to } => {
                let id = |id: &str| Some(Cow::Owned(Value::text(id)));
                ("rename", id(change.record.id()), id(to))
            }
        };
        Self { address: change.record.to_string(), key: &change.key, step, from, to }
    }
}

/// A date that counted from a record that goes.
#[derive(Serialize)]
struct WrittenOutJson<'a> {
    address: String,
    to: &'a str,
}

impl<'a> WrittenOutJson<'a> {
    fn of((record, to): &'a (Record, String)) -> Self {
        Self { address: record.to_string(), to }
    }
}

/// What is imported.
#[derive(Serialize)]
struct ImportJson<'a> {
    columns: Vec<ColumnJson<'a>>,
    records: Vec<ImportedJson<'a>>,
    /// What the sheet says otherwise, and the file keeps.
    kept: Vec<KeptJson<'a>>,
    notices: &'a [String],
}

impl<'a> ImportJson<'a> {
    fn of(import: &'a Import) -> Self {
        let columns = import.columns.iter().map(|(head, fills)| ColumnJson { head, fills: fills.as_deref() });
        let records = import.records.iter().map(|(address, what, rows)| ImportedJson { address, what, rows });
        let kept = import.kept.iter().map(|kept| KeptJson {
            address: &kept.address,
            key: &kept.key,
            file: &kept.file,
            sheet: &kept.sheet,
        });
        Self { columns: columns.collect(), records: records.collect(), kept: kept.collect(), notices: &import.notices }
    }
}

/// A column of a sheet.
#[derive(Serialize)]
struct ColumnJson<'a> {
    head: &'a str,
    /// The key that it fills; null: it is left out.
    fills: Option<&'a str>,
}

/// A record of a sheet.
#[derive(Serialize)]
struct ImportedJson<'a> {
    address: &'a str,
    /// `add`, `change` or `same`.
    what: &'static str,
    /// The rows that say it, the heads being row 1.
    rows: &'a [u32],
}

/// What a sheet says otherwise, and the file keeps.
#[derive(Serialize)]
struct KeptJson<'a> {
    address: &'a str,
    key: &'a str,
    file: &'a str,
    sheet: &'a str,
}

/// A field that was changed on both sides.
#[derive(Serialize)]
struct ConflictJson<'a> {
    address: String,
    key: &'a str,
    was: Option<&'a Value>,
    theirs: Option<&'a Value>,
    yours: Option<&'a Value>,
}

impl<'a> ConflictJson<'a> {
    fn of(clash: &'a Clash) -> Self {
        Self {
            address: clash.record.to_string(),
            key: &clash.key,
            was: clash.was.as_ref(),
            theirs: clash.theirs.as_ref(),
            yours: clash.mine.as_ref(),
        }
    }
}
