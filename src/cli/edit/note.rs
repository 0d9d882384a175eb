//! `note`: lines behind the notes of a record, from the command line, standard input or an editor.

use std::io::{self, IsTerminal as _, Read as _};

use super::super::address::{Aim, aim, record_of};
use super::super::args::NoteArguments;
use super::super::session::{Answer, usage};
use super::desk::{Besides, Desk, Stopped};
use super::editor;
use crate::disk::Intent;
use crate::domain::edit::make::{append_note, rewrite_note};
use crate::domain::edit::{Edit, Facts, Record};
use crate::error::{Error, ErrorKind};

/// The most bytes that a note may have.
pub const LONGEST: u64 = 1 << 20;

/// Writes a note.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &NoteArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let record = match aim(board, &arguments.address)? {
        Aim::Milestone(number) => record_of(board, number),
        Aim::Cell(_, record) | Aim::Regulation(record) | Aim::Product(record) => record,
    };
    let facts = desk.facts(std::slice::from_ref(&record))?;
    let append = |text: &str| append_note(&facts, &record, text).map_err(|refusal| desk.refused(&refusal));
    let edit = match arguments.text.as_slice() {
        [] if io::stdin().is_terminal() => edited(desk, &facts, &record)?,
        [] => append(&piped()?)?,
        [dash] if dash == "-" => append(&piped()?)?,
        words => append(&words.join(" "))?,
    };
    desk.save_and_tell(Intent::Edit(edit), &Besides::default())
}

fn piped() -> Result<String, Error> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::File, format!("cannot read standard input: {}", error.kind())))?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > LONGEST) {
        return Err(usage("the note is longer than 1 MiB", "put the text into a file, and its path under 'evidence'"));
    }
    String::from_utf8(bytes).map_err(|error| usage("the note is not UTF-8 text", "convert it first").because(error))
}

/// Opens the notes in the user's editor.
fn edited(desk: &Desk, facts: &Facts, record: &Record) -> Result<Edit, Stopped> {
    let key = if matches!(record, Record::Cell { .. }) { "note" } else { "notes" };
    let old = facts.get(record, key).and_then(|value| value.as_text()).unwrap_or_default();
    let new = editor::edit(old)?;
    if new.trim().is_empty() && !old.trim().is_empty() {
        let hint = "to take a note away, use 'duewatch undo' or edit the file";
        return Err(usage("the text is empty: the note stays as it was", hint).into());
    }
    if new.trim_end() == old.trim_end() {
        return Err(usage("the text is as it was: nothing was written", "").into());
    }
    // Lines behind the old ones are appended: that fits also where somebody else writes at the same time.
    let added = new.strip_prefix(old.trim_end()).and_then(|rest| rest.strip_prefix('\n')).filter(|_| !old.is_empty());
    let edit = match added {
        Some(lines) => append_note(facts, record, lines),
        None if old.is_empty() => append_note(facts, record, &new),
        None => rewrite_note(facts, record, &new),
    };
    edit.map_err(|refusal| desk.refused(&refusal))
}
