//! Why an alert may wait, and until when, on one line.

use super::{Meaning, Prompt, Purpose, ahead, show};
use crate::app::alerts;
use crate::app::newcomer::{self, machine};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Words;
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::date::Point;
use crate::domain::edit::make::{ACKED, Hand, acknowledge};
use crate::domain::edit::{Edit, Record, Refusal, Step, Value, Why};

/// The word between the reason and the end.
const UNTIL: &str = "until ";

/// The most obligations that are listed.
const MOST_LISTED: usize = 6;

/// Opens the line for the alert of the row under the cursor, else for the first of the banner.
pub fn acknowledge_here(state: &mut State) {
    let cells = alerts::meant(state);
    show(state, Prompt::new(Purpose::Ack(cells), ""));
}

/// Makes the edit that acknowledges them.
///
/// # Errors
///
/// When the reason or the end is missing or cannot be read, or an obligation is gone or closed by now.
pub fn edit_of(state: &State, cells: &[Record], text: &str) -> Result<Edit, Refusal> {
    let gone = || Refusal::new(Why::Missing, "it is no longer in the file", "");
    let (snapshot, board) = ahead(state).ok_or_else(gone)?;
    let (regulation, milestone) = cells.first().and_then(Record::milestone).ok_or_else(gone)?;
    board.find(regulation, milestone).ok_or_else(gone)?;
    let facts = crate::yaml::amend::facts(&snapshot, cells)?;
    let hand = Hand { user: state.launch.author.user.clone(), today: state.launch.zone.day_of(state.now.wall) };
    let edit = acknowledge(&facts, &board, cells, parts(text), &hand)?;
    newcomer::tried(&snapshot, &edit, machine(&board)).map(|(edit, _)| edit)
}

/// Returns the reason and the end: what stands before and behind the last `until`.
fn parts(text: &str) -> (&str, &str) {
    match text.rsplit_once(UNTIL).filter(|(before, _)| before.is_empty() || before.ends_with(' ')) {
        Some((reason, until)) => (reason.trim(), until.trim()),
        None => (text.trim(), ""),
    }
}

/// Says which alerts are meant, and up to when they are quiet.
#[must_use]
pub fn meaning(state: &State, cells: &[Record], text: &str) -> Meaning {
    let mut lines: Vec<Words> =
        cells.iter().take(MOST_LISTED).map(|cell| Words::of(&cell.to_string(), Tone::Dim)).collect();
    if cells.len() > MOST_LISTED {
        lines.push(Words::of(&format!("and {} more", cells.len() - MOST_LISTED), Tone::Dim));
    }
    if text.is_empty() {
        lines.push(Words::of("Why it may wait, and until when. Then the alert comes once more.", Tone::Plain));
    } else {
        match edit_of(state, cells, text) {
            Ok(edit) => lines.extend(ends(&edit)),
            Err(refusal) => {
                lines.push(Words::of(&refusal.message, Tone::Doubtful).then(&format!("; {}", refusal.hint), Tone::Dim));
            }
        }
    }
    if state.source.board.as_ref().is_some_and(|board| cells.iter().any(|cell| is_overdue(board, cell))) {
        lines.push(Words::of("It is overdue, and stays so and counted.", Tone::Plain));
    }
    Meaning { lines, wanted: None }
}

/// Says up to which day it is quiet.
fn ends(edit: &Edit) -> Option<Words> {
    let change = edit.changes.iter().find(|change| change.key == ACKED)?;
    let Step::Set { to: Some(Value::Map(pairs)), .. } = &change.step else { return None };
    let until = pairs.iter().find(|(key, _)| &**key == "until").and_then(|(_, value)| value.as_text())?;
    let until = match crate::domain::date::parse_point(until) {
        Ok(Point::Day(day)) => format!("{}, that day included", day.format("%a %-d %b %Y")),
        Ok(Point::Local(..) | Point::Moment(..)) | Err(_) => until.to_string(),
    };
    Some(Words::of(&format!("quiet until {until}; then the alert comes once more"), Tone::Plain))
}

fn is_overdue(board: &Board, cell: &Record) -> bool {
    let Record::Cell { regulation, milestone, nominal, target } = cell else { return false };
    let cell = board.find(regulation, milestone).and_then(|number| board.cell_at(number, *nominal, target));
    cell.is_some_and(|cell| cell.band == Band::Overdue)
}
