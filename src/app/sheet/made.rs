//! The edit that a form makes.

use super::line::{Line, Role};
use super::said::{calendar_above, read_date, zone_above};
use super::{Sheet, Sort, Subject};
use crate::app::edits::facts;
use crate::app::newcomer;
use crate::app::state::State;
use crate::domain::board::Board;
use crate::domain::edit::make::{Fresh, concerned, edit_fields, rename};
use crate::domain::edit::{Act, Edit, Record, Refusal, Why};
use crate::domain::zone::Zone;

/// Makes the edit that saves all that was typed.
///
/// # Errors
///
/// When something cannot stand where it was typed, or nothing was changed.
pub fn edit_of(state: &State, board: &Board, sheet: &Sheet) -> Result<Edit, Refusal> {
    match &sheet.subject {
        Subject::Old { .. } => finished(state, board, sheet, (fields_of(board, sheet)?, &[])),
        Subject::New { .. } => {
            let (home, fresh) = fresh_of(board, sheet)?;
            newcomer::edit_of(state, home.as_ref(), &fresh).map(|(edit, _)| edit)
        }
    }
}

/// Makes the edit of what was typed into the fields of a record that is there; none where only its id was.
///
/// # Errors
///
/// When something cannot stand where it was typed, or nothing was changed.
pub fn fields_of(board: &Board, sheet: &Sheet) -> Result<Option<Edit>, Refusal> {
    let Subject::Old { record, facts } = &sheet.subject else { return Ok(None) };
    let fields = typed_fields(sheet)?;
    if fields.is_empty() && id_of(sheet).is_some() {
        return Ok(None);
    }
    edit_fields(facts, board, record, &fields).map(Some)
}

/// Adds to the edit of the fields that of another id, where one was typed; `others` are the other records that it changes.
///
/// # Errors
///
/// When the record cannot be called so.
pub fn finished(
    state: &State,
    board: &Board,
    sheet: &Sheet,
    (fields, others): (Option<Edit>, &[Record]),
) -> Result<Edit, Refusal> {
    let Subject::Old { record, .. } = &sheet.subject else { return Err(Refusal::new(Why::Nothing, "it is new", "")) };
    match (id_of(sheet), fields) {
        (Some(id), fields) => renamed(state, board, record, (id, fields, others)),
        (None, Some(fields)) => Ok(fields),
        (None, None) => Err(Refusal::new(Why::Nothing, "nothing was changed", "")),
    }
}

/// Returns the id that was typed, where it is another one.
fn id_of(sheet: &Sheet) -> Option<&str> {
    sheet.lines.iter().find(|line| line.role == Role::Id && line.is_changed()).map(Line::value)
}

/// Makes the edit that gives a record another id, after its fields were set, and those of others.
fn renamed(
    state: &State,
    board: &Board,
    record: &Record,
    (to, first, others): (&str, Option<Edit>, &[Record]),
) -> Result<Edit, Refusal> {
    let mut all = concerned(board, std::slice::from_ref(record));
    all.extend(concerned(board, others).into_iter().filter(|other| !all.contains(other)).collect::<Vec<_>>());
    let mut now = facts(state, &all)?;
    let mut changes = Vec::new();
    if let Some(edit) = first {
        now.apply(&edit).map_err(|_clashes| {
            Refusal::new(Why::Rule, "somebody else changed this record meanwhile", "rename it by itself")
        })?;
        changes = edit.changes;
    }
    changes.extend(rename(&now, board, record, to)?.changes);
    Ok(Edit { act: Act::Rename, changes })
}

/// Returns the fields in which something else is typed than stood there.
fn typed_fields(sheet: &Sheet) -> Result<Vec<(String, String)>, Refusal> {
    let mut fields = Vec::new();
    for line in sheet.lines.iter().filter(|line| line.is_changed()) {
        match line.role {
            Role::Field(_) => fields.push((line.key.clone(), line.value().to_string())),
            Role::Own => fields.push(own(line.value())?),
            Role::Id | Role::Home | Role::Date | Role::Fixed => {}
        }
    }
    Ok(fields)
}

/// Reads a new key of the user's own with its value: `x-asset: A-12`.
///
/// # Errors
///
/// When it is none.
pub fn own(text: &str) -> Result<(String, String), Refusal> {
    let wrong =
        || Refusal::new(Why::Rule, format!("'{}' is no field with a value", text.trim()), "write x-asset: A-12");
    let (key, value) = text.split_once(':').ok_or_else(wrong)?;
    let (key, value) = (key.trim(), value.trim());
    let is_key = key.strip_prefix("x-").is_some_and(|name| !name.is_empty())
        || key.strip_prefix("views.").is_some_and(|name| !name.is_empty());
    if !is_key || value.is_empty() || key.contains(char::is_whitespace) {
        return Err(wrong());
    }
    Ok((key.to_string(), value.to_string()))
}

/// Returns the record that is to be written, and its regulation where that is new too.
///
/// # Errors
///
/// When it is not said where it belongs.
pub fn fresh_of(board: &Board, sheet: &Sheet) -> Result<(Option<Fresh>, Fresh), Refusal> {
    let Subject::New { sort, seat } = &sheet.subject else {
        return Err(Refusal::new(Why::Nothing, "this record is there already", ""));
    };
    let said = |role: Role| sheet.lines.iter().find(|line| line.role == role).map_or("", |line| line.value().trim());
    let of = |key: &str| sheet.lines.iter().find(|line| line.key == key).map_or("", |line| line.value().trim());
    let (home, record) = match sort {
        Sort::Product => (None, named(board, (said(Role::Id), of("name"), "product"), |id| Record::Product(id.into()))),
        Sort::Regulation => {
            (None, named(board, (said(Role::Id), of("title"), "regulation"), |id| Record::Regulation(id.into())))
        }
        Sort::Milestone => {
            let (home, regulation) = home_of(board, said(Role::Home))?;
            let milestone = |id: &str| Record::Milestone { regulation: (&*regulation).into(), milestone: id.into() };
            (home, named(board, (said(Role::Id), of("title"), "milestone"), milestone))
        }
    };
    let mut fresh = Fresh::new(record);
    if home.is_none() {
        fresh.seat = seat.clone();
    }
    for (key, text) in typed_fields(sheet)? {
        if key != "verb" {
            fresh = fresh.with(&key, &text);
        }
    }
    let date = said(Role::Date);
    if date.is_empty() {
        return Ok((home, fresh));
    }
    let verb = if of("verb").is_empty() { "by" } else { of("verb") };
    let zone = Zone::named(of("zone")).unwrap_or_else(|_error| zone_above(board, said(Role::Home)).clone());
    let calendar = calendar_above(board, said(Role::Home));
    let reading = read_date(date, (&zone, calendar), board.now)?;
    Ok((home, fresh.with(verb, &reading.text)))
}

fn named(board: &Board, (id, title, otherwise): (&str, &str, &str), record: impl Fn(&str) -> Record) -> Record {
    if id.is_empty() { record(&newcomer::id_for(board, (title, otherwise), &record)) } else { record(id) }
}

/// Finds the regulation that is meant, by id or title; else makes one of that title.
///
/// # Errors
///
/// When none is meant.
pub fn home_of(board: &Board, text: &str) -> Result<(Option<Fresh>, String), Refusal> {
    if text.is_empty() {
        let hint = "write the id of a regulation that is there, or the title of a new one";
        return Err(Refusal::new(Why::Rule, "its 'regulation' is missing", hint));
    }
    let mut regulations = board.file.regulations.iter();
    let meant =
        regulations.find(|regulation| regulation.id.as_str() == text || regulation.title.eq_ignore_ascii_case(text));
    if let Some(regulation) = meant {
        return Ok((None, regulation.id.to_string()));
    }
    let id = newcomer::id_for(board, (text, "regulation"), |id| Record::Regulation(id.into()));
    let fresh = Fresh::new(Record::Regulation(id.as_str().into())).with("title", text);
    Ok((Some(fresh), id))
}
