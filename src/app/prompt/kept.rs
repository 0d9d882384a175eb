//! A line as it is kept while somebody types it.

use chrono::{DateTime, Utc};
use tui_input::Input;

use super::{Prompt, Purpose, again};
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::domain::edit::{Facts, Record};
use crate::domain::unfinished::Unfinished;

/// The word for this dialog in what is kept of it.
pub const DIALOG: &str = "line";
/// The word for what is typed.
const LINE: &str = "line";
/// The word for what the line is for.
pub const PURPOSE: &str = "for";
/// The word for the filter that gets a name.
const FILTER: &str = "filter";
/// The words for the row that was selected.
const REGULATION: &str = "regulation";
const BEHIND: &str = "behind";
/// The word for what is written once more.
const EDIT: &str = "edit";
/// The word for each obligation whose alert is acknowledged.
const CELL: &str = "cell";

/// Returns what it takes to open a line again.
#[must_use]
pub fn unfinished(prompt: &Prompt, begun: DateTime<Utc>) -> Unfinished {
    let mut about = Vec::new();
    let mut say = |word: &str, text: &str| about.push((word.to_string(), text.to_string()));
    match &prompt.purpose {
        Purpose::Deadline { regulation, behind } => {
            say(PURPOSE, "deadline");
            if let Some(regulation) = regulation {
                say(REGULATION, regulation);
            }
            if let Some(behind) = behind {
                say(BEHIND, behind);
            }
        }
        Purpose::Product => say(PURPOSE, "product"),
        Purpose::Regulation => say(PURPOSE, "regulation"),
        Purpose::Again(edit) => {
            say(PURPOSE, "again");
            say(EDIT, &serde_json::to_string(edit).unwrap_or_default());
        }
        Purpose::Choice(_) => say(PURPOSE, "choice"),
        Purpose::Import => say(PURPOSE, "import"),
        Purpose::Ladder(_) => say(PURPOSE, "ladder"),
        Purpose::Clock(_) => say(PURPOSE, "clock"),
        Purpose::View(filter) => {
            say(PURPOSE, "view");
            say(FILTER, filter);
        }
        Purpose::Ack(cells) => {
            say(PURPOSE, "ack");
            for cell in cells {
                say(CELL, &cell.to_string());
            }
        }
    }
    let record = match &prompt.purpose {
        Purpose::Ladder(record) | Purpose::Clock(record) => record.clone(),
        Purpose::Ack(cells) => cells.first().cloned().unwrap_or(Record::File),
        Purpose::Deadline { .. }
        | Purpose::Product
        | Purpose::Regulation
        | Purpose::Again(_)
        | Purpose::Choice(_)
        | Purpose::Import
        | Purpose::View(_) => Record::File,
    };
    let fields = vec![(LINE.to_string(), prompt.input.value().to_string())];
    Unfinished { dialog: DIALOG.into(), record, about, fields, facts: Facts::default(), begun }
}

/// Opens the line again that was being typed.
///
/// # Errors
///
/// One line: this version does not know what it is for.
pub fn reopen(state: &State, text: &Unfinished) -> Result<Overlay, String> {
    let purpose = match text.about(PURPOSE).unwrap_or_default() {
        "deadline" => Purpose::Deadline {
            regulation: text.about(REGULATION).map(Into::into),
            behind: text.about(BEHIND).map(Into::into),
        },
        "product" => Purpose::Product,
        "regulation" => Purpose::Regulation,
        "ladder" => Purpose::Ladder(text.record.clone()),
        "clock" => Purpose::Clock(text.record.clone()),
        "view" => Purpose::View(text.about(FILTER).unwrap_or_default().to_string()),
        "ack" => {
            let cells = text.about.iter().filter(|(word, _)| word == CELL).filter_map(|(_, cell)| cell.parse().ok());
            Purpose::Ack(cells.collect())
        }
        "again" => {
            let edit = serde_json::from_str(text.about(EDIT).unwrap_or_default());
            Purpose::Again(edit.map_err(|_unreadable| "what was to be written once more cannot be read".to_string())?)
        }
        other => return Err(format!("this version has no line for '{other}'")),
    };
    let before = match &purpose {
        Purpose::Again(edit) => again::date_of(edit).map(|(_, date)| date).unwrap_or_default(),
        Purpose::Deadline { .. }
        | Purpose::Product
        | Purpose::Regulation
        | Purpose::Choice(_)
        | Purpose::Import
        | Purpose::Ladder(_)
        | Purpose::Clock(_)
        | Purpose::View(_)
        | Purpose::Ack(_) => String::new(),
    };
    let mut prompt = Prompt::new(purpose, &before);
    prompt.input = Input::new(text.field(LINE).to_string());
    prompt.look(state);
    Ok(Overlay::Prompt(Box::new(prompt)))
}
