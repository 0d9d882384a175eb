//! A deadline once more, a year later: what is written, and its date, which can be another.

use super::{Meaning, Prompt, Purpose, ahead, show};
use crate::app::edits::{facts, refuse};
use crate::app::newcomer::{self, machine};
use crate::app::sheet::said;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Words;
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::date::Verb;
use crate::domain::edit::make;
use crate::domain::edit::{Change, Edit, Refusal, Step, Value, Why};
use crate::domain::refs::milestone_record;
use crate::domain::zone::Zone;

/// Offers the deadline under the cursor once more, a year later.
pub fn again(state: &mut State) {
    let Some((board, number)) = state.source.board.as_ref().zip(state.list.milestone()) else { return };
    let (regulation, milestone) = board.records(number);
    let record = milestone_record(regulation, milestone);
    let made = facts(state, &[record]).and_then(|facts| make::duplicate(&facts, board, number));
    match made {
        Ok(edit) => {
            let date = date_of(&edit).map(|(_, date)| date).unwrap_or_default();
            show(state, Prompt::new(Purpose::Again(edit), &date));
        }
        Err(refusal) => refuse(state, &refusal),
    }
}

/// Returns the verb and the date that an edit writes.
#[must_use]
pub fn date_of(edit: &Edit) -> Option<(Verb, String)> {
    let of = |(word, verb): (&str, Verb)| written(edit, word).map(|date| (verb, date.to_string()));
    [("by", Verb::By), ("from", Verb::From), ("at", Verb::At)].into_iter().find_map(of)
}

/// Returns what an edit writes under a key of its first record.
fn written<'a>(edit: &'a Edit, key: &str) -> Option<&'a Value> {
    let record = edit.changes.first().map(|change| &change.record)?;
    edit.changes.iter().find(|change| change.key == key && change.record == *record).and_then(|change| {
        match &change.step {
            Step::Set { to, .. } => to.as_ref(),
            Step::Append { .. }
            | Step::TakeBack { .. }
            | Step::Create { .. }
            | Step::Remove { .. }
            | Step::Rename { .. } => None,
        }
    })
}

fn zone_of(board: &Board, edit: &Edit) -> Zone {
    let own = written(edit, "zone").and_then(Value::as_text).and_then(|name| Zone::named(name).ok());
    let regulation = edit.changes.first().and_then(|change| change.record.milestone()).map_or("", |(id, _)| id);
    own.unwrap_or_else(|| said::zone_above(board, regulation).clone())
}

fn calendar_of<'a>(board: &'a Board, edit: &Edit) -> Option<&'a Calendar> {
    let regulation = edit.changes.first().and_then(|change| change.record.milestone()).map_or("", |(id, _)| id);
    said::calendar_above(board, regulation)
}

/// Says what is written.
#[must_use]
pub fn meaning(state: &State, edit: &Edit, text: &str) -> Meaning {
    let Some((_, board)) = ahead(state) else { return Meaning::default() };
    let record = edit.changes.first().map(|change| change.record.to_string()).unwrap_or_default();
    let title = written(edit, "title").map(ToString::to_string).unwrap_or_default();
    let mut lines = Vec::new();
    let zone = zone_of(&board, edit);
    match said::read_date(text, (&zone, calendar_of(&board, edit)), state.now.wall) {
        Ok(reading) => {
            let verb = date_of(edit).map_or(Verb::By, |(verb, _)| verb);
            let means = said::date_lines(verb, &reading, &zone);
            lines.extend(means.iter().map(|line| Words::of(line, Tone::Plain)));
        }
        Err(refusal) => {
            lines.push(Words::of(&refusal.message, Tone::Bad).then(&format!("; {}", refusal.hint), Tone::Dim));
        }
    }
    lines.push(Words::blank());
    lines.push(Words::of(&title, Tone::Strong));
    lines.push(Words::of(&record, Tone::Dim));
    let is_open = |change: &&Change| {
        let to_open = matches!(&change.step, Step::Set { to: Some(to), .. } if to.as_text() == Some("open"));
        change.key == "status" && to_open
    };
    let products: Vec<&str> = edit.changes.iter().filter(is_open).map(|change| change.record.id()).collect();
    if !products.is_empty() {
        lines.push(Words::of(&format!("open for {}", products.join(", ")), Tone::Plain));
    }
    Meaning { lines, wanted: None }
}

/// Makes the edit with the date that is typed.
///
/// # Errors
///
/// When it is none, or the file would have an error.
pub fn edit_of(state: &State, edit: &Edit, text: &str) -> Result<Edit, Refusal> {
    let none = || Refusal::new(Why::Missing, "no file has been read yet", "");
    let (snapshot, board) = ahead(state).ok_or_else(none)?;
    let reading = said::read_date(text.trim(), (&zone_of(&board, edit), calendar_of(&board, edit)), state.now.wall)?;
    let mut edit = edit.clone();
    let verb = date_of(&edit).map_or("by", |(verb, _)| verb.word());
    let record = edit.changes.first().map(|change| change.record.clone());
    let is_date = |change: &&mut Change| change.key == verb && Some(&change.record) == record.as_ref();
    let written = edit.changes.iter_mut().find(is_date);
    if let Some(Step::Set { to: Some(value), .. }) = written.map(|change| &mut change.step)
        && value.to_string() != text.trim()
    {
        *value = Value::text(reading.text);
    }
    newcomer::tried(&snapshot, &edit, machine(&board)).map(|(edit, _)| edit)
}
