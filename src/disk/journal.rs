//! The journal beside the file: one line for what was changed, only ever added to.
//!
//! `deadlines.journal.jsonl` for `deadlines.yaml`. Saving reads it from its end, as far as it needs; `log` reads all
//! of it, a line at a time.

mod backward;
mod look;
mod write;

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use super::place::Place;
use super::read::{ReadError, what_it_is};
use crate::domain::history::{Author, Kind, Line, Scrap, Way};
use crate::yaml::snapshot::sha256;
use backward::Backward;

pub use look::{Journal, has_journal, history_of, names_of, read, was_saved};
pub(super) use write::Ink;

/// The most bytes that a line may have: more than the largest file and its journal's escapes ever need at once.
const LINE_LIMIT: usize = 256 << 20;

/// What the end of a journal says.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// The number of the last edit.
    pub seq: u64,
    /// The hash of the last line that can be read.
    pub prev: String,
    /// The last edit, where nobody has said yet how it ended.
    pub unsettled: Option<Line>,
    /// The hash of the text after the last edit that was saved.
    pub after: Option<String>,
    /// Whether a line's end is missing at the end of the file.
    pub is_open: bool,
    /// What the last line is, if it cannot be read.
    pub scrap: Option<Scrap>,
}

/// A journal that is being added to.
#[derive(Debug)]
pub(super) struct Ledger {
    /// None until there is one.
    file: Option<File>,
    /// What its end says.
    pub tail: Tail,
}

impl Ledger {
    /// Opens the journal, if there is one, and reads its end.
    pub fn open(place: &Place) -> Result<Self, ReadError> {
        let file = opened(&place.journal, OpenOptions::new().read(true).append(true))?;
        let tail = match &file {
            Some(file) => tail(file)?,
            None => Tail::default(),
        };
        Ok(Self { file, tail })
    }

    /// Makes the journal if there is none: with the mode and group of the file, without x. Returns whether it did.
    pub fn make(&mut self, place: &Place, model: &File) -> io::Result<bool> {
        if self.file.is_some() {
            return Ok(false);
        }
        self.file = Some(write::make(place, model)?);
        Ok(true)
    }

    /// Adds a line behind the last one.
    pub fn append(&mut self, line: Line) -> io::Result<()> {
        let Some(file) = &self.file else { return Err(io::ErrorKind::NotFound.into()) };
        write::append(file, &mut self.tail, line)
    }

    /// Brings what was added to the disk.
    pub fn sync(&self) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), File::sync_data)
    }

    /// Returns the line of the edit with a number.
    pub fn line_of(&self, seq: u64) -> io::Result<Option<Line>> {
        self.file.as_ref().map_or(Ok(None), |file| look::line_of(file, seq))
    }

    /// Returns the line of the edit that an author takes back.
    pub fn choose(&self, author: &Author, way: Way, passed: &[u64]) -> io::Result<Option<Line>> {
        self.file.as_ref().map_or(Ok(None), |file| look::choose(file, author, way, passed))
    }
}

/// Opens a journal to read it; none where there is none.
fn open(path: &Path) -> Result<Option<File>, ReadError> {
    opened(path, OpenOptions::new().read(true))
}

/// Opens a journal without waiting for anybody; `options` say what for.
fn opened(path: &Path, options: &mut OpenOptions) -> Result<Option<File>, ReadError> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let file = match options.custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let metadata = file.metadata()?;
    if metadata.is_file() { Ok(Some(file)) } else { Err(ReadError::NotAFile(what_it_is(&metadata))) }
}

/// Reads a line without its end; none where it says nothing that a journal says.
fn parse(bytes: &[u8]) -> Option<Line> {
    serde_json::from_slice(bytes).ok()
}

/// Says what a line is that cannot be read; of a torn one the system may have kept the length, and no bytes.
fn scrap_of(bytes: &[u8], has_end: bool) -> Scrap {
    let written = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let read = serde_json::from_slice::<Line>(bytes.get(..written).unwrap_or_default());
    match (read.is_err_and(|error| error.is_eof()), has_end) {
        (false, _) => Scrap::Foreign,
        (true, true) => Scrap::Beginning,
        (true, false) => Scrap::Torn,
    }
}

/// Reads the end of a journal, back to the last edit that was saved.
fn tail(file: &File) -> io::Result<Tail> {
    let mut tail = Tail::default();
    let mut settled: Vec<(u64, Kind)> = Vec::new();
    let mut lines = Backward::new(file)?;
    let mut is_last = true;
    while let Some(raw) = lines.next()? {
        tail.is_open |= !raw.has_end;
        let is_last = std::mem::replace(&mut is_last, false);
        let Some(line) = parse(&raw.bytes) else {
            if is_last {
                tail.scrap = Some(scrap_of(&raw.bytes, raw.has_end));
            }
            continue;
        };
        if tail.prev.is_empty() {
            tail.prev = sha256(&raw.bytes).into();
        }
        tail.seq = tail.seq.max(line.seq);
        match (line.kind, &line.body) {
            (Kind::Done | Kind::Void, _) => settled.push((line.seq, line.kind)),
            (Kind::Edit, None) => {}
            (Kind::Edit, Some(body)) => {
                let how = settled.iter().find(|(seq, _)| *seq == line.seq).map(|(_, kind)| *kind);
                match how {
                    Some(Kind::Void) => continue,
                    Some(Kind::Done | Kind::Edit) => tail.after = Some(body.after.clone()),
                    None if settled.is_empty() => tail.unsettled = Some(line),
                    None => {}
                }
                break;
            }
        }
    }
    Ok(tail)
}
