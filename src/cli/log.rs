//! `log`: the journal, oldest first; and the proof that its lines hang together.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, FixedOffset, Utc};

use super::Shape;
use super::address::{Aim, aim, record_of};
use super::args::{GlobalArguments, LogArguments};
use super::edit::words;
use super::json::edit::{ChainJson, EditJson, FaultJson, LogJson};
use super::json::text_of;
use super::session::{Answer, Session, counted, moment, source_of, usage};
use super::terminal;
use super::voice::{Field, Voice, table};
use crate::disk::{Source, names_of, read_journal};
use crate::domain::edit::Record;
use crate::domain::history::{Chain, Entry, Outcome};
use crate::domain::text::clean;
use crate::error::{Error, ErrorKind};

/// Prints what was changed, or proves the journal.
///
/// # Errors
///
/// When the file or its journal cannot be read, or an argument is wrong.
pub fn run(global: &GlobalArguments, arguments: &LogArguments, shape: Shape) -> Result<Answer, Error> {
    let (source, settings) = source_of(None, global)?;
    let Source::Path(path) = &source else {
        return Err(usage(format!("{} has no journal", source.quoted()), "name a file with --file"));
    };
    let voice = Voice::of_stdout(&terminal::variables(), global.color);
    let mut session = Session::open((&source, &settings), global, None, voice)?;
    if arguments.verify && (arguments.address.is_some() || arguments.since.is_some()) {
        return Err(usage("'--verify' proves the journal as a whole", "leave out ADDRESS and --since"));
    }
    let since = arguments.since.as_deref().map(|text| since(text, &session)).transpose()?;
    // An edit of a moment after `--as-of` was not made yet; without it, the clock of another machine may be ahead.
    let until = global.as_of.as_ref().map(|_| session.board.now);
    let mut asked = arguments.address.as_deref().map(|text| Asked::of(&session, text));
    if let Some(asked) = &mut asked {
        asked.follow(path)?;
    }
    let is_wanted = |entry: &Entry| {
        let time = entry.time.with_timezone(&Utc);
        since.is_none_or(|since| time >= since)
            && until.is_none_or(|until| time <= until)
            && asked.as_ref().is_none_or(|asked| asked.takes(entry))
    };
    let mut journal = read_journal(path, is_wanted)?;
    journal.chain.stands(&session.snapshot.sha256);
    if let Some(error) = asked.and_then(|asked| asked.error).filter(|_| journal.chain.entries.is_empty()) {
        return Err(error);
    }
    if !journal.is_there {
        session
            .remarks
            .push(format!("no journal yet: nothing was changed with this program in {}", clean(&session.name)));
    }
    if arguments.verify {
        return Ok(proof(&session, &journal.chain, shape));
    }
    Ok(log(&session, &journal.chain, arguments, shape))
}

/// Which records somebody asks for.
struct Asked {
    records: Vec<Record>,
    /// Why the file has no such record; the journal may have it still.
    error: Option<Error>,
}

impl Asked {
    fn of(session: &Session, text: &str) -> Self {
        let board = &session.board;
        match aim(board, text) {
            Ok(Aim::Milestone(number) | Aim::Occurrence(number, _)) => {
                Self { records: vec![record_of(board, number)], error: None }
            }
            Ok(Aim::Cell(_, record) | Aim::Regulation(record) | Aim::Product(record)) => {
                Self { records: vec![record], error: None }
            }
            Err(error) => {
                let named = |prefix: &str| format!("{prefix}{text}").parse().ok();
                let records = if text.contains(['/', ':']) {
                    named("").into_iter().collect()
                } else {
                    [named("product:"), named("regulation:")].into_iter().flatten().collect()
                };
                Self { records, error: Some(error) }
            }
        }
    }

    /// Asks for the names too that the records had before.
    fn follow(&mut self, path: &Path) -> Result<(), Error> {
        let mut all = Vec::new();
        for record in &self.records {
            all.extend(names_of(path, record)?);
        }
        self.records = all;
        Ok(())
    }

    fn takes(&self, entry: &Entry) -> bool {
        self.records.iter().any(|record| entry.concerns(record))
    }
}

/// Reads `--since`: a day for its first moment where the reader is, or a moment.
fn since(text: &str, session: &Session) -> Result<DateTime<Utc>, Error> {
    let zone = &session.viewer;
    if text == "today" {
        return Ok(zone.start_of_day(zone.day_of(session.board.now)));
    }
    moment(text, zone).map_err(|error| {
        let hint = "write 2024-07-16, '2024-07-16 09:00' or 'today'";
        usage(format!("--since: '{}' is neither a day nor a moment", clean(text)), hint).because(error)
    })
}

fn log(session: &Session, chain: &Chain, arguments: &LogArguments, shape: Shape) -> Answer {
    let mut remarks = session.remarks.clone();
    let breaks = chain.faults.iter().filter(|found| found.fault.is_break()).count();
    if breaks > 0 {
        let verb = if breaks == 1 { "does" } else { "do" };
        remarks.push(format!("{} of the journal {verb} not fit; run 'duewatch log --verify'", counted(breaks, "line")));
    }
    let foreign = changed_since(session, chain);
    if shape == Shape::Json {
        let edits = chain.entries.iter().map(EditJson::of_entry).collect();
        let text = text_of(&session.voice, &LogJson::new(session, edits, foreign, None));
        return Answer { text, remarks, code: 0 };
    }
    let undoes = chain.entries.iter().filter_map(|entry| Some((entry.seq, entry.body.undoes?))).collect();
    let page = Page { session, undoes, has_hosts: has_hosts(chain), is_whole: arguments.address.is_none() };
    let rows: Vec<Vec<Field>> = chain.entries.iter().flat_map(|entry| page.rows(entry)).collect();
    let mut text = table(&session.voice, rows, 3);
    if page.is_whole
        && let Some(time) = foreign
    {
        let line = format!("changed outside duewatch after {}", page.time(&time));
        text.push_str(&table(&session.voice, vec![page.foreign(&line)], 3));
    }
    if text.is_empty() && remarks.is_empty() {
        remarks.push("the journal has no such change".into());
    }
    Answer { text, remarks, code: 0 }
}

/// Returns the moment of the last edit, if something else changed the file since then.
fn changed_since(session: &Session, chain: &Chain) -> Option<DateTime<FixedOffset>> {
    let (hash, time) = chain.last.as_ref()?;
    (**hash != *session.snapshot.sha256).then_some(*time)
}

/// Returns whether people on more than one machine wrote.
fn has_hosts(chain: &Chain) -> bool {
    let first = chain.entries.first().map(|entry| &entry.author.host);
    chain.entries.iter().any(|entry| Some(&entry.author.host) != first)
}

struct Page<'a> {
    session: &'a Session,
    /// Which edit takes back which.
    undoes: HashMap<u64, u64>,
    has_hosts: bool,
    /// Whether all records are asked for: then also foreign changes are shown.
    is_whole: bool,
}

impl Page<'_> {
    /// Returns the rows of an edit; none of one that was not saved.
    fn rows(&self, entry: &Entry) -> Vec<Vec<Field>> {
        if entry.outcome == Outcome::Void {
            return Vec::new();
        }
        let mut rows = Vec::new();
        if self.is_whole
            && let Some(since) = &entry.changed_since
        {
            let (since, until) = (self.time(since), self.time(&entry.time));
            rows.push(self.foreign(&format!("changed outside duewatch between {since} and {until}")));
        }
        let author = &entry.author;
        let who = if self.has_hosts { format!("{}@{}", author.user, author.host) } else { author.user.clone() };
        let mut what = words::line(&entry.body.edit);
        if entry.body.undoes.is_some() {
            what = format!("{}: {what}", self.again(entry.seq));
        }
        if entry.outcome == Outcome::Unsettled {
            what.push_str(" (not known yet whether it was saved: the next save will tell)");
        }
        rows.push(self.row([&entry.seq.to_string(), &self.time(&entry.time), &who, &what]));
        rows
    }

    /// Says what an undo or redo does: `undo of 4`, `redo of 4`, by the edit that it is about in the end.
    fn again(&self, seq: u64) -> String {
        let (mut word, mut other) = ("redo", seq);
        while let Some(&next) = self.undoes.get(&other).filter(|&&next| next < other) {
            word = if word == "undo" { "redo" } else { "undo" };
            other = next;
        }
        format!("{word} of {other}")
    }

    fn foreign(&self, what: &str) -> Vec<Field> {
        self.row(["", "", "", what])
    }

    fn row(&self, fields: [&str; 4]) -> Vec<Field> {
        fields.into_iter().map(|text| Field::new(&self.session.voice, text)).collect()
    }

    fn time(&self, time: &DateTime<FixedOffset>) -> String {
        self.session.viewer.at(time.with_timezone(&Utc)).format("%Y-%m-%d %H:%M").to_string()
    }
}

/// Says whether the lines of the journal hang together.
fn proof(session: &Session, chain: &Chain, shape: Shape) -> Answer {
    let breaks = chain.faults.iter().filter(|found| found.fault.is_break()).count();
    let entries = chain.entries.len();
    let number = match entries {
        1 => "1 entry".to_string(),
        entries => format!("{entries} entries"),
    };
    let text = match shape {
        Shape::Json => {
            let faults = chain.faults.iter().map(FaultJson::of).collect();
            let found = ChainJson { entries, lines: chain.lines, whole: breaks == 0, faults };
            let foreign = changed_since(session, chain);
            text_of(&session.voice, &LogJson::new(session, Vec::new(), foreign, Some(found)))
        }
        Shape::Text => {
            let mut text = String::new();
            for found in &chain.faults {
                let _ = writeln!(text, "line {}: {}", found.line, found.fault);
            }
            let whole =
                if breaks == 0 { "chain whole".to_string() } else { counted(breaks, "break") + " in the chain" };
            let _ = writeln!(text, "{number}, {whole}");
            if let Some(time) = changed_since(session, chain) {
                let since = session.viewer.at(time.with_timezone(&Utc)).format("%Y-%m-%d %H:%M");
                let _ = writeln!(
                    text,
                    "the file is not what the last entry left ({since}): it was changed outside duewatch, or entries are gone"
                );
            }
            text
        }
    };
    let mut remarks = session.remarks.clone();
    if breaks > 0 {
        remarks.push("this shows accidents and changes outside this program, not forgery".into());
    }
    let code = if breaks > 0 { ErrorKind::Findings.exit_code() } else { 0 };
    Answer { text, remarks, code }
}
