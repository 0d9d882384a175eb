//! Adding a line to the journal: in one write, behind the last one.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};

use chrono::{DateTime, FixedOffset};

use super::{LINE_LIMIT, Tail};
use crate::disk::commit::drop_list;
use crate::disk::place::Place;
use crate::domain::history::{Author, Body, Kind, Line};
use crate::yaml::snapshot::sha256;

/// Who writes, and when.
#[derive(Clone, Copy, Debug)]
pub struct Ink<'a> {
    /// Who.
    pub author: &'a Author,
    /// When.
    pub now: DateTime<FixedOffset>,
}

impl Ink<'_> {
    /// Makes a line; its predecessor is put in when it is added.
    pub fn line(&self, seq: u64, kind: Kind, body: Option<Body>) -> Line {
        Line { v: 1, seq, kind, time: self.now, author: self.author.clone(), body, prev: String::new() }
    }
}

/// Makes the journal: with the file's mode and group, without x.
pub fn make(place: &Place, model: &File) -> io::Result<File> {
    let file = OpenOptions::new().append(true).read(true).create_new(true).mode(0o600).open(&place.journal)?;
    drop_list(&file);
    let model = model.metadata()?;
    let mine = file.metadata()?;
    let is_of_group = mine.gid() == model.gid() || fchown(&file, None, Some(model.gid())).is_ok();
    let mode = if is_of_group { model.mode() & 0o666 } else { model.mode() & 0o606 };
    file.set_permissions(Permissions::from_mode(mode | 0o600))?;
    Ok(file)
}

/// Adds a line behind the last one, which gets its end first if it has none.
pub fn append(mut journal: &File, tail: &mut Tail, mut line: Line) -> io::Result<()> {
    line.prev.clone_from(&tail.prev);
    let json = serde_json::to_string(&line).map_err(io::Error::other)?;
    if json.len() >= LINE_LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the edit is too large for the journal"));
    }
    let mut bytes = Vec::with_capacity(json.len() + 2);
    if tail.is_open {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(json.as_bytes());
    bytes.push(b'\n');
    // Until all of it stands there, the end is open.
    let was_open = std::mem::replace(&mut tail.is_open, true);
    let written = journal.write(&bytes);
    match written {
        Ok(count) if count == bytes.len() => {}
        Ok(count) => {
            // A disk with room for a part of it says why only when asked for the rest.
            let rest = bytes.get(count..).unwrap_or_default();
            journal.write_all(rest)?;
        }
        Err(error) => {
            tail.is_open = was_open;
            return Err(error);
        }
    }
    tail.is_open = false;
    tail.scrap = None;
    tail.prev = sha256(json.as_bytes()).into();
    tail.seq = tail.seq.max(line.seq);
    Ok(())
}
