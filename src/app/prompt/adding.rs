//! A new deadline, product or regulation on one line: what was understood, what is wrong, what is missing.

use super::{Meaning, Wanted, ahead};
use crate::app::newcomer::{self, machine};
use crate::app::sheet::{home_of, said};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::Words;
use crate::domain::board::Board;
use crate::domain::edit::make::{Fresh, add};
use crate::domain::edit::{Record, Seat, Value};
use crate::domain::quick::{self, Line, NewMilestone, NewRecord, Scene};
use crate::domain::record::File;
use crate::domain::zone::Zone;
use crate::yaml::snapshot::Snapshot;

/// The cells of a key before what was understood of it.
const LABEL: usize = 14;

/// Reads the line of a deadline; `selected` are the regulation and milestone of the row under the cursor.
#[must_use]
pub fn deadline(state: &State, text: &str, (regulation, behind): (Option<&str>, Option<&str>)) -> Meaning {
    let Some((snapshot, board)) = ahead(state) else { return Meaning::default() };
    let read = read(state, text, (&snapshot, &board, regulation));
    let mut lines = understood(&read.line, text);
    if let Some(home) = &read.home {
        let title = home.fields.first().map_or("", |(_, title)| title);
        lines.push(row("new", &format!("regulation {}: {title}", home.record.id()), Tone::Doubtful));
    }
    let wanted = read.line.wanted.map(|wanted| {
        let zone = zone_of(&board, &wanted);
        let means = said::date_lines(wanted.verb, &wanted.date, &zone);
        lines.extend(means.iter().filter(|line| line.starts_with("last safe")).map(|line| row("", line, Tone::Plain)));
        let mut fresh = fresh_milestone(&wanted);
        if read.home.is_none() && regulation == Some(wanted.regulation.as_str()) {
            fresh.seat = behind.map_or(Seat::Last, |behind| Seat::Behind(behind.into()));
        }
        Wanted { home: read.home, fresh }
    });
    Meaning { lines, wanted }
}

/// A line that was read, and the regulation that it makes.
pub(super) struct Read {
    pub line: Line<NewMilestone>,
    pub home: Option<Fresh>,
}

/// Reads a line; a regulation that is not there is made on the way.
pub(super) fn read(
    state: &State,
    text: &str,
    (snapshot, board, regulation): (&Snapshot, &Board, Option<&str>),
) -> Read {
    let now = state.now.wall;
    let line = quick::milestone(text, &Scene { file: &snapshot.file, regulation, now, machine: machine(board) });
    let missing = line.problems.iter().find_map(|problem| {
        problem.message.strip_prefix("there is no regulation '").and_then(|rest| rest.strip_suffix('\''))
    });
    let made = missing.and_then(|title| home_of(board, title).ok()?.0);
    let with_home = made.and_then(|home| {
        let edit = add(board, &home).ok()?;
        let (_, between) = newcomer::tried(snapshot, &edit, machine(board)).ok()?;
        let scene = Scene { file: &between.file, regulation, now, machine: machine(board) };
        Some((home, quick::milestone(text, &scene)))
    });
    match with_home {
        Some((home, line)) => Read { line, home: Some(home) },
        None => Read { line, home: None },
    }
}

fn zone_of(board: &Board, wanted: &NewMilestone) -> Zone {
    let own = wanted.rest.iter().find(|(key, _)| *key == "zone").and_then(|(_, zone)| zone.as_text());
    let own = own.and_then(|name| Zone::named(name).ok());
    own.unwrap_or_else(|| said::zone_above(board, wanted.regulation.as_str()).clone())
}

/// Reads the line of a product.
#[must_use]
pub fn product(state: &State, text: &str) -> Meaning {
    whole(state, text, quick::product, |id| Record::Product(id.into()))
}

/// Reads the line of a regulation.
#[must_use]
pub fn regulation(state: &State, text: &str) -> Meaning {
    whole(state, text, quick::regulation, |id| Record::Regulation(id.into()))
}

fn whole(
    state: &State,
    text: &str,
    read: fn(&str, &File) -> Line<NewRecord>,
    record: impl Fn(&str) -> Record,
) -> Meaning {
    let Some((snapshot, _)) = ahead(state) else { return Meaning::default() };
    let line = read(text, &snapshot.file);
    let lines = understood(&line, text);
    let wanted = line
        .wanted
        .map(|wanted| Wanted { home: None, fresh: with_keys(Fresh::new(record(wanted.id.as_str())), &wanted.keys) });
    Meaning { lines, wanted }
}

pub(super) fn fresh_milestone(wanted: &NewMilestone) -> Fresh {
    let record =
        Record::Milestone { regulation: wanted.regulation.as_str().into(), milestone: wanted.id.as_str().into() };
    with_keys(Fresh::new(record), &wanted.keys())
}

fn with_keys(fresh: Fresh, keys: &[(&'static str, Value)]) -> Fresh {
    keys.iter().fold(fresh, |fresh, (key, value)| fresh.with(key, &typed(key, value)))
}

/// Returns a value as it is typed in a form.
pub(super) fn typed(key: &str, value: &Value) -> String {
    match value {
        Value::List(items) => {
            let between = if key == "source" { " " } else { ", " };
            items.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
        }
        Value::Null | Value::Text(_) | Value::Alias(_) | Value::Map(_) => value.to_string(),
    }
}

/// Says what was understood, what is wrong and what is missing.
fn understood<T>(line: &Line<T>, text: &str) -> Vec<Words> {
    let mut lines: Vec<Words> = line.said().iter().map(|(key, shown)| row(key, shown, Tone::Plain)).collect();
    for (name, hint) in line.strange(text) {
        let words = row("", &format!("'{name}:' is no word of this line: it is taken for the title"), Tone::Doubtful);
        lines.push(if hint.is_empty() { words } else { words.then(&format!("; {hint}"), Tone::Dim) });
    }
    for problem in &line.problems {
        let words = row("", &problem.message, Tone::Bad);
        lines.push(if problem.hint.is_empty() { words } else { words.then(&format!("; {}", problem.hint), Tone::Dim) });
    }
    if !line.missing.is_empty() {
        let all: Vec<&str> = line.missing.iter().map(|what| example(what)).collect();
        lines.push(row("missing", &all.join(", "), Tone::Doubtful));
    }
    lines
}

fn example(what: &'static str) -> &'static str {
    match what {
        "date" => "the date (by:, from: or at:)",
        "regulation" => "the regulation (in:, its id, or the title of a new one)",
        "title" => "the title",
        "name" => "the name",
        other => other,
    }
}

fn row(key: &str, text: &str, tone: Tone) -> Words {
    Words::of(&format!("{key:<LABEL$}"), Tone::Dim).then(text, tone)
}
