//! The edit that a form makes.

use super::line::Role;
use super::said::{calendar_above, read_date, zone_above};
use super::{Sheet, Sort, Subject};
use crate::app::edits::facts;
use crate::app::newcomer;
use crate::app::state::State;
use crate::domain::board::Board;
use crate::domain::edit::make::{Fresh, concerned, edit_fields, rename};
use crate::domain::edit::{Act, Edit, Facts, Record, Refusal, Why};
use crate::domain::zone::Zone;

/// Makes the edit that saves all that was typed.
///
/// # Errors
///
/// When something cannot stand where it was typed, or nothing was changed.
pub fn edit_of(state: &State, board: &Board, sheet: &Sheet) -> Result<Edit, Refusal> {
    match &sheet.subject {
        Subject::Old { record, facts } => old(state, board, sheet, (record, facts)),
        Subject::New { .. } => {
            let (home, fresh) = fresh_of(board, sheet)?;
            newcomer::edit_of(state, home.as_ref(), &fresh).map(|(edit, _)| edit)
        }
    }
}

fn old(state: &State, board: &Board, sheet: &Sheet, (record, facts): (&Record, &Facts)) -> Result<Edit, Refusal> {
    let fields = typed_fields(sheet)?;
    let id = sheet.lines.iter().find(|line| line.role == Role::Id && line.is_changed());
    match (fields.is_empty(), id) {
        (_, None) => edit_fields(facts, board, record, &fields),
        (true, Some(id)) => renamed(state, board, record, (id.value(), None)),
        (false, Some(id)) => {
            let edit = edit_fields(facts, board, record, &fields)?;
            renamed(state, board, record, (id.value(), Some(edit)))
        }
    }
}

/// Makes the edit that gives a record another id, after its fields were set.
pub fn renamed(
    state: &State,
    board: &Board,
    record: &Record,
    (to, first): (&str, Option<Edit>),
) -> Result<Edit, Refusal> {
    let mut now = facts(state, &concerned(board, std::slice::from_ref(record)))?;
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
