//! Settling: what a save that never came to its end has left behind.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::lock::Lock;
use super::replace::aside;
use crate::disk::journal::{Ink, Ledger};
use crate::disk::place::Place;
use crate::disk::read::{bounded, plain, regular};
use crate::domain::history::{Author, Fate, Found, Kind, Line, Outcome, Scrap, settle as judge};
use crate::yaml::snapshot::sha256;

/// Settles what a save has left behind that never came to its end; for a program that starts and may write.
///
/// Returns what is to be said. Where another program is saving, that one settles.
#[must_use]
pub fn settle_left(file: &Path, author: &Author, now: DateTime<FixedOffset>) -> Vec<String> {
    let Ok(place) = Place::of(file) else { return Vec::new() };
    // Without a journal nothing was saved yet; and most journals are settled.
    if !matches!(Ledger::open(&place), Ok(ledger) if ledger.tail.unsettled.is_some()) {
        return Vec::new();
    }
    let Ok(lock) = Lock::take(&place, Some(Duration::ZERO), &mut |_| {}) else { return Vec::new() };
    if !lock.is_held() {
        return Vec::new();
    }
    let (Ok(mut ledger), Some(hash)) = (Ledger::open(&place), hash_of(&place.real)) else { return Vec::new() };
    let settled = settle(&place, &mut ledger, &hash, Ink { author, now });
    let mut remarks =
        settled.unwrap_or_else(|error| vec![format!("the last save could not be settled: {}", plain(&error))]);
    remarks.append(&mut sweep(&place, &ledger));
    remarks
}

/// Settles the journal's last edit; `now` is the hash of the file as it stands. Returns what is to be said.
pub fn settle(place: &Place, ledger: &mut Ledger, now: &str, ink: Ink<'_>) -> io::Result<Vec<String>> {
    let mut remarks = Vec::new();
    match ledger.tail.scrap {
        None => {}
        Some(Scrap::Torn) => {
            remarks.push("the journal's last line ends in the middle: a crash while it was written".into());
        }
        Some(Scrap::Beginning | Scrap::Foreign) => {
            remarks.push("the journal's last line cannot be read: 'duewatch log --verify' tells more".into());
        }
    }
    if let Some(line) = ledger.tail.unsettled.take() {
        settle_one(place, ledger, now, (&line, ink), &mut remarks)?;
    }
    Ok(remarks)
}

fn settle_one(
    place: &Place,
    ledger: &mut Ledger,
    now: &str,
    (line, ink): (&Line, Ink<'_>),
    remarks: &mut Vec<String>,
) -> io::Result<()> {
    let Some(body) = &line.body else { return Ok(()) };
    let found = |hash: Option<&str>| match hash {
        None => Found::Nothing,
        Some(hash) if hash == body.after => Found::After,
        Some(hash) if hash == body.before => Found::Before,
        Some(_) => Found::Other,
    };
    // A name from the journal is taken only if it is one of ours.
    let is_ours = number(place, OsStr::new(&body.temp)).is_some();
    let temp = place.beside(OsStr::new(&body.temp));
    let is_there = is_ours && temp.symlink_metadata().is_ok();
    let hash = if is_there { Some(hash_of(&temp).unwrap_or_default()) } else { None };
    let (outcome, fate) = judge(found(Some(now)), found(hash.as_deref()));
    if is_there {
        match fate {
            Fate::Dropped => fs::remove_file(&temp)?,
            Fate::SetAside => remarks.push(aside(place, &temp, &body.temp)),
        }
    }
    let kind = if outcome == Outcome::Done { Kind::Done } else { Kind::Void };
    if outcome == Outcome::Done {
        ledger.tail.after = Some(body.after.clone());
    }
    ledger.append(ink.line(line.seq, kind, None))
}

/// Deletes the temporary file that a save left which ended before its line was in the journal; any other one that
/// nobody can account for gets a clear name. Returns what is to be said.
///
/// Only under the lock: what stands beside the file then belongs to nobody any more.
pub fn sweep(place: &Place, ledger: &Ledger) -> Vec<String> {
    let mut remarks = Vec::new();
    let Ok(entries) = fs::read_dir(&place.directory) else { return remarks };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(number) = number(place, &name) else { continue };
        let path = entry.path();
        let is_unnamed = number == ledger.tail.seq + 1;
        if is_unnamed || is_accounted_for(ledger, number, &path) {
            let _ = fs::remove_file(&path);
        } else {
            remarks.push(aside(place, &path, &name.to_string_lossy()));
        }
    }
    remarks
}

/// Returns whether a file holds the text before or after the edit with a number.
fn is_accounted_for(ledger: &Ledger, number: u64, path: &Path) -> bool {
    let Ok(Some(Line { body: Some(body), .. })) = ledger.line_of(number) else { return false };
    hash_of(path).is_some_and(|hash| hash == body.before || hash == body.after)
}

/// Returns the number in the name of a temporary file of ours.
fn number(place: &Place, name: &OsStr) -> Option<u64> {
    let name = name.to_str()?;
    let digits = name.strip_prefix(place.temp_prefix().to_str()?)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

fn hash_of(path: &Path) -> Option<String> {
    let mut file = regular(path).ok()?;
    let bytes = bounded(&mut file, 0).ok()?;
    Some(sha256(&bytes).into())
}
