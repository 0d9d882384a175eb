//! Looking things up in the journal: all of it for `log`, the newest edits of a record, what an undo takes back.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::backward::Backward;
use super::{LINE_LIMIT, open, parse, scrap_of};
use crate::disk::place::Place;
use crate::disk::read::quoted;
use crate::domain::edit::{Edit, Record};
use crate::domain::history::{Author, Chain, Choosing, Entry, Kind, Line, Outcome, Way, name_before};
use crate::error::{Error, ErrorKind};
use crate::yaml::snapshot::sha256;

/// The most edits that a history shows.
const HISTORY: usize = 50;

/// A journal that was read.
#[derive(Debug, Default)]
pub struct Journal {
    /// The edits that were wanted, oldest first, and what is wrong with the lines.
    pub chain: Chain,
    /// Whether there is a journal at all.
    pub is_there: bool,
}

/// Reads the whole journal of a file; keeps the edits that `is_wanted` says.
///
/// # Errors
///
/// When there is a journal and it cannot be read. What is wrong with single lines is in the answer.
pub fn read(file: &Path, is_wanted: impl Fn(&Entry) -> bool) -> Result<Journal, Error> {
    let place = place(file)?;
    let broken = |error: &dyn std::fmt::Display| unreadable(&place.journal, error);
    let Some(opened) = open(&place.journal).map_err(|error| broken(&error))? else { return Ok(Journal::default()) };
    let mut chain = Chain::default();
    let mut reader = BufReader::new(opened);
    let mut bytes = Vec::new();
    loop {
        let read = next(&mut reader, &mut bytes).map_err(|error| broken(&error))?;
        if read == 0 {
            break;
        }
        match parse(&bytes) {
            Some(line) => chain.take(line, sha256(&bytes).into(), &is_wanted),
            None if bytes.is_empty() => {}
            None => chain.scrap(scrap_of(&bytes, read > bytes.len())),
        }
    }
    Ok(Journal { chain, is_there: true })
}

/// Reads a line and leaves out its end; returns how many bytes were read with it, 0 behind the last line.
///
/// Of a line over the limit only the beginning is kept.
fn next(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<usize> {
    bytes.clear();
    let mut read = reader.by_ref().take(LINE_LIMIT as u64).read_until(b'\n', bytes)?;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if read == LINE_LIMIT {
        read += reader.skip_until(b'\n')?;
    }
    Ok(read)
}

/// Returns the newest fifty edits of a record and of what belongs to it, newest first, without reading older ones.
///
/// Before it got its present id it is followed under the one that it had.
///
/// # Errors
///
/// When there is a journal and it cannot be read.
pub fn history_of(file: &Path, record: &Record) -> Result<Vec<Entry>, Error> {
    let place = place(file)?;
    let broken = |error: &dyn std::fmt::Display| unreadable(&place.journal, error);
    let Some(opened) = open(&place.journal).map_err(|error| broken(&error))? else { return Ok(Vec::new()) };
    newest(&opened, record).map_err(|error| broken(&error))
}

/// Returns the names that a record has had, by the journal, the present one first.
///
/// # Errors
///
/// When there is a journal and it cannot be read.
pub fn names_of(file: &Path, record: &Record) -> Result<Vec<Record>, Error> {
    let place = place(file)?;
    let broken = |error: &dyn std::fmt::Display| unreadable(&place.journal, error);
    let mut names = vec![record.clone()];
    let Some(opened) = open(&place.journal).map_err(|error| broken(&error))? else { return Ok(names) };
    let mut lines = Backward::new(&opened).map_err(|error| broken(&error))?;
    while let Some(raw) = lines.next().map_err(|error| broken(&error))? {
        let edit = parse(&raw.bytes).and_then(|line| line.body).map(|body| body.edit);
        let before = edit.zip(names.last()).and_then(|(edit, name)| name_before(&edit, name));
        names.extend(before);
    }
    Ok(names)
}

/// Returns whether a file has a journal.
#[must_use]
pub fn has_journal(file: &Path) -> bool {
    place(file).is_ok_and(|place| place.journal.is_file())
}

fn newest(file: &File, record: &Record) -> io::Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut outcomes: Vec<(u64, Outcome)> = Vec::new();
    // The edit that was saved after the one that is looked at, if it is shown: whether the text changed in between.
    let mut later: Option<usize> = None;
    let mut name = record.clone();
    let mut lines = Backward::new(file)?;
    while let Some(raw) = lines.next()? {
        let Some(line) = parse(&raw.bytes) else { continue };
        let seq = line.seq;
        match line.kind {
            Kind::Done => outcomes.push((seq, Outcome::Done)),
            Kind::Void => outcomes.push((seq, Outcome::Void)),
            Kind::Edit => {
                let Some(mut entry) = Entry::of(line) else { continue };
                if let Some(at) = outcomes.iter().position(|(settled, _)| *settled == seq) {
                    entry.outcome = outcomes.swap_remove(at).1;
                }
                if entry.outcome == Outcome::Done
                    && let Some(shown) = later.take().and_then(|at| entries.get_mut(at))
                    && shown.body.before != entry.body.after
                {
                    shown.changed_since = Some(entry.time);
                }
                if entries.len() == HISTORY {
                    if later.is_none() {
                        break;
                    }
                    continue;
                }
                let before = name_before(&entry.body.edit, &name).filter(|_| entry.outcome != Outcome::Void);
                if entry.concerns(&name) || before.is_some() {
                    later = (entry.outcome == Outcome::Done).then_some(entries.len()).or(later);
                    entries.push(entry);
                }
                name = before.unwrap_or(name);
            }
        }
    }
    Ok(entries)
}

/// Returns the line of the edit that an author takes back; none where there is nothing.
pub fn choose(file: &File, author: &Author, way: Way, passed: &[u64]) -> io::Result<Option<Line>> {
    let mut choosing = Choosing::new(author, passed);
    let mut lines = Backward::new(file)?;
    while let Some(raw) = lines.next()? {
        if parse(&raw.bytes).is_some_and(|line| choosing.see(&line)) {
            break;
        }
    }
    let Some(seq) = choosing.choice(way) else { return Ok(None) };
    line_of(file, seq)
}

/// Returns whether an author's edit was saved at a time or later: a draft that is left may be of a save that was well.
///
/// # Errors
///
/// When there is a journal and it cannot be read.
pub fn was_saved(file: &Path, edit: &Edit, author: &Author, since: DateTime<FixedOffset>) -> Result<bool, Error> {
    let place = place(file)?;
    let broken = |error: &dyn std::fmt::Display| unreadable(&place.journal, error);
    let Some(opened) = open(&place.journal).map_err(|error| broken(&error))? else { return Ok(false) };
    let mut lines = Backward::new(&opened).map_err(|error| broken(&error))?;
    let mut void: Vec<u64> = Vec::new();
    while let Some(raw) = lines.next().map_err(|error| broken(&error))? {
        let Some(line) = parse(&raw.bytes) else { continue };
        if line.time < since {
            break;
        }
        if line.kind == Kind::Void {
            void.push(line.seq);
        }
        let is_it = line.author == *author && line.body.as_ref().is_some_and(|body| body.edit == *edit);
        if is_it && !void.contains(&line.seq) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns the line of the edit with a number.
pub fn line_of(file: &File, seq: u64) -> io::Result<Option<Line>> {
    let mut lines = Backward::new(file)?;
    while let Some(raw) = lines.next()? {
        let line = parse(&raw.bytes).filter(|line| line.seq == seq && line.kind == Kind::Edit);
        if line.is_some() {
            return Ok(line);
        }
    }
    Ok(None)
}

fn place(file: &Path) -> Result<Place, Error> {
    Place::of(file).map_err(|error| unreadable(file, &super::super::read::plain(&error)))
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorKind::File, format!("cannot read {}: {error}", quoted(path)))
        .hint("check its permissions; it may be moved away, a new one is begun then")
}
