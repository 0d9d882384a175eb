//! `note`: lines behind the notes of a record, from the command line, standard input or an editor.

use std::io::{self, IsTerminal as _, Read as _};
use std::slice;

use super::super::address::{Aim, no_occurrence_record, record_of, settled_aim};
use super::super::args::NoteArguments;
use super::super::session::{Answer, usage};
use super::desk::{Besides, Desk, Stopped};
use super::editor;
use crate::disk::Intent;
use crate::domain::edit::make::{Given, append_note, rewrite_note, set_status};
use crate::domain::edit::{Edit, Facts, Record, Refusal, Why};
use crate::domain::status::Status;
use crate::domain::text::{self, pasted};
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
    let record = match settled_aim(board, &arguments.address)? {
        Aim::Occurrence(number, day) => return Err(no_occurrence_record(board, number, day).into()),
        Aim::Milestone(number) => record_of(board, number),
        Aim::Cell(_, record) | Aim::Regulation(record) | Aim::Product(record) => record,
    };
    let facts = desk.facts(slice::from_ref(&record))?;
    let append = |text: &str| appended(desk, &facts, &record, text);
    let edit = match arguments.text.as_slice() {
        [] if io::stdin().is_terminal() => return in_editor(desk, &facts, &record),
        [] => append(&piped("the note")?)?,
        [dash] if dash == "-" => append(&piped("the note")?)?,
        words => append(&pasted(&words.join(" ")))?,
    };
    desk.save_and_tell(Intent::Edit(edit), &Besides::default())
}

/// Opens the notes in the user's editor, and saves them. Where that fails, what was typed stays in its file.
fn in_editor(desk: &Desk, facts: &Facts, record: &Record) -> Result<Answer, Stopped> {
    let key = if matches!(record, Record::Cell { .. }) { "note" } else { "notes" };
    let old = facts.get(record, key).and_then(|value| value.as_text()).unwrap_or_default();
    let left = editor::edit(old)?;
    must_differ(old, &left.text)?;
    let text = text::edited(old, &left.text);
    let edit = edited(desk, facts, record, (old, &text));
    let saved = edit.and_then(|edit| desk.save_and_tell(Intent::Edit(edit), &Besides::default()));
    saved.map_err(|stopped| match left.keep() {
        Some(place) => stopped.and_say(&place),
        None => stopped,
    })
}

/// Reads standard input as a text, cleaned as a paste on the screen is; `what` it is for messages.
///
/// # Errors
///
/// When it is too long, or no text.
pub fn piped(what: &str) -> Result<String, Error> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::File, format!("cannot read standard input: {}", error.kind())))?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > LONGEST) {
        let hint = "put the text into a file, and its path under 'evidence'";
        return Err(usage(format!("{what} is longer than 1 MiB"), hint));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| usage(format!("{what} is not UTF-8 text"), "convert it first").because(error))?;
    Ok(pasted(&text))
}

/// Refuses a text that says nothing new.
fn must_differ(old: &str, new: &str) -> Result<(), Error> {
    if new.trim().is_empty() && !old.trim().is_empty() {
        let hint = "to take a note away, use 'duewatch undo' or edit the file";
        return Err(usage("the text is empty: the note stays as it was", hint));
    }
    if new.trim_end() == old.trim_end() {
        return Err(usage("the text is as it was: nothing was written", ""));
    }
    Ok(())
}

/// Makes the edit of what the editor left.
fn edited(desk: &Desk, facts: &Facts, record: &Record, (old, new): (&str, &str)) -> Result<Edit, Stopped> {
    // Lines behind the old ones are appended: that fits also where somebody else writes at the same time.
    let added = new.strip_prefix(old.trim_end()).and_then(|rest| rest.strip_prefix('\n')).filter(|_| !old.is_empty());
    match added {
        Some(lines) => appended(desk, facts, record, lines),
        None if old.is_empty() => appended(desk, facts, record, new),
        None => rewrite_note(facts, record, new).map_err(|refusal| desk.refused(&refusal)),
    }
}

/// Puts a note behind the one that is there. An obligation that only a selector covers gets an entry of its own for it.
fn appended(desk: &Desk, facts: &Facts, record: &Record, text: &str) -> Result<Edit, Stopped> {
    let edit = match append_note(facts, record, text) {
        Err(refusal) if refusal.why == Why::Missing => with_status(desk, facts, record, text).unwrap_or(Err(refusal)),
        edit => edit,
    };
    edit.map_err(|refusal| desk.refused(&refusal))
}

/// Gives an obligation the status that it has, with a note; none: it is no obligation of a product that is covered.
fn with_status(desk: &Desk, facts: &Facts, record: &Record, text: &str) -> Option<Result<Edit, Refusal>> {
    let Record::Cell { nominal, target, .. } = record else { return None };
    let board = &desk.session.board;
    let (regulation, milestone) = record.milestone()?;
    let number = board.find(regulation, milestone)?;
    let status = board
        .cell_at(number, *nominal, target)
        .and_then(|cell| board.record(cell))
        .map_or(Status::Open, |written| written.status);
    let given = Given { note: Some(text.to_string()), ..Given::default() };
    Some(set_status(facts, board, slice::from_ref(record), status, &given, &desk.hand_at(number)))
}
