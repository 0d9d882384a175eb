//! A form as it is kept while somebody types in it.

use chrono::{DateTime, Utc};

use super::line::{Line, OWN, Role};
use super::{Sheet, Sort, Subject, made};
use crate::app::edits::facts;
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::domain::edit::make::Shape;
use crate::domain::edit::{Facts, Record, Seat, Why};
use crate::domain::unfinished::{Unfinished, facts_about};

/// The word for this dialog in what is kept of it.
pub const DIALOG: &str = "fields";
/// The word for the kind of a record that is to be written.
pub const SORT: &str = "new";
/// The word for where it is to stand.
const SEAT: &str = "seat";

impl Sort {
    fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Regulation => "regulation",
            Self::Milestone => "deadline",
        }
    }
}

/// Returns what it takes to open a form again: the lines in which something else is typed than stood there.
#[must_use]
pub fn unfinished(sheet: &Sheet, begun: DateTime<Utc>) -> Unfinished {
    let (record, about, facts) = match &sheet.subject {
        Subject::Old { record, facts } => (record.clone(), Vec::new(), facts_about(facts, record)),
        Subject::New { sort, seat } => {
            let seat = match seat {
                Seat::First => "first".to_string(),
                Seat::Last => "last".to_string(),
                Seat::Behind(id) => format!("behind {id}"),
            };
            let about = vec![(SORT.to_string(), sort.word().to_string()), (SEAT.to_string(), seat)];
            (Record::File, about, Facts::default())
        }
    };
    let changed = sheet.lines.iter().filter(|line| line.is_changed());
    let fields = changed.map(|line| (line.key.clone(), line.value().to_string())).collect();
    Unfinished { dialog: DIALOG.into(), record, about, fields, facts, begun }
}

/// Opens the form again in which something was typed.
///
/// # Errors
///
/// One line: its record is gone, or this version has other fields.
pub fn reopen(state: &State, text: &Unfinished) -> Result<Overlay, String> {
    let sheet = sheet_on(state, text, text.facts.clone())?;
    Ok(Overlay::Sheet(Box::new(sheet)))
}

fn sheet_on(state: &State, text: &Unfinished, facts: Facts) -> Result<Sheet, String> {
    let board = state.source.board.as_ref().ok_or("no file has been read yet")?;
    let mut sheet = if let Some(word) = text.about(SORT) {
        let sorts = [Sort::Product, Sort::Regulation];
        let sort = sorts.into_iter().find(|sort| sort.word() == word).unwrap_or(Sort::Milestone);
        let seat = match text.about(SEAT).unwrap_or_default() {
            "first" => Seat::First,
            other => other.strip_prefix("behind ").map_or(Seat::Last, |id| Seat::Behind(id.into())),
        };
        Sheet::fresh(sort, seat, &[])
    } else {
        let now = self::facts(state, std::slice::from_ref(&text.record)).map_err(|refusal| refusal.message)?;
        if text.record != Record::File && !now.has(&text.record) {
            return Err(format!("'{}' is no longer in the file", text.record));
        }
        Sheet::of(board, &text.record, facts)
    };
    for (key, value) in &text.fields {
        fill(&mut sheet, key, value)?;
    }
    let first = text.fields.first().and_then(|(key, _)| sheet.lines.iter().position(|line| line.key == *key));
    sheet.at = first.unwrap_or(sheet.at);
    Ok(sheet)
}

/// Puts a text into its line; a key of the user's own gets one.
fn fill(sheet: &mut Sheet, key: &str, value: &str) -> Result<(), String> {
    if let Some(line) = sheet.lines.iter_mut().find(|line| line.key == key && line.role != Role::Fixed) {
        line.set(value);
        return Ok(());
    }
    if key == OWN || !(key.starts_with("x-") || key.starts_with("views.")) {
        return Err(format!("this form has no '{key}'"));
    }
    let mut line = Line::new(key, Role::Field(Shape::Text), "your own", String::new());
    line.set(value);
    sheet.lines.insert(sheet.lines.len().saturating_sub(1), line);
    Ok(())
}

/// Returns whether the file says by now what was typed; of a new record that is not known.
#[must_use]
pub fn is_said(state: &State, text: &Unfinished) -> bool {
    let now = self::facts(state, std::slice::from_ref(&text.record));
    let (Ok(now), None, Some(board)) = (now, text.about(SORT), &state.source.board) else { return false };
    let Ok(sheet) = sheet_on(state, text, now) else { return false };
    made::edit_of(state, board, &sheet).is_err_and(|refusal| refusal.why == Why::Nothing)
}
