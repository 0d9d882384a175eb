//! `start`: an incident clock, and with it everything that counts from it.

use super::super::address::{Aim, aim, record_of};
use super::super::args::StartArguments;
use super::super::session::{Answer, counted};
use super::super::voice::{Field, table};
use super::desk::{Besides, Desk, Stopped};
use super::no_such;
use crate::disk::Intent;
use crate::domain::board::Board;
use crate::domain::date::long_day;
use crate::domain::edit::Record;
use crate::domain::edit::make::{Reach, Run, clock_of, lies_ahead, read_start, runs, start};
use crate::exchange::words;

/// Starts a clock.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &StartArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let milestone = match aim(board, &arguments.address)? {
        Aim::Milestone(number) => number,
        Aim::Regulation(record) => {
            let Record::Regulation(id) = &record else { return Err(no_clock(&record)) };
            let place = board.file.regulations.iter().position(|regulation| regulation.id.as_str() == &**id);
            clock_of(board, place.unwrap_or_default()).map_err(|refusal| desk.refused(&refusal))?
        }
        Aim::Occurrence(number, _) => return Err(no_clock(&record_of(board, number))),
        Aim::Cell(_, record) | Aim::Product(record) => return Err(no_clock(&record)),
    };
    let reading = read_start(board, milestone, &arguments.at).map_err(|refusal| desk.refused(&refusal))?;
    let facts = desk.facts(&[record_of(board, milestone)])?;
    let edit = start(&facts, board, milestone, &reading).map_err(|refusal| desk.refused(&refusal))?;
    let after = desk.try_out(&edit)?.after;
    let after = Board::at(after.file, after.plan, board.now);
    let mut lines = Vec::new();
    if reading.is_remarkable() {
        lines.push(format!("'{}' is {}: {}", arguments.at.trim(), reading.text, reading.remark()));
    }
    lines.extend(lies_ahead(&after, milestone).map(str::to_string));
    lines.extend(running(desk, &after, milestone));
    let reach = Reach::of_move(board, milestone, &reading.text, &[]).map_err(|refusal| desk.refused(&refusal))?;
    desk.save_and_tell(Intent::Edit(edit), &Besides { reach, lines, ..Besides::default() })
}

/// Lists what counts from the clock: the instant by its zone, the last safe day, and the time left; events and what is
/// closed apart.
fn running(desk: &Desk, after: &Board, clock: u32) -> Vec<String> {
    let voice = &desk.session.voice;
    let row = |run: &Run<'_>| {
        let Run { milestone, cell, dated, left, .. } = *run;
        let zone = after.zone_of(dated);
        let moment = dated.instant.map_or_else(|| words::day(dated), |at| words::moment(at, zone, dated.precision));
        let safe = dated.last_safe_day.map(|day| format!("last safe day {}", long_day(day))).unwrap_or_default();
        let address = cell.map_or_else(|| after.address(milestone), |cell| after.address_of_cell(cell));
        let left = words::countdown(dated, &left, after.now);
        let cells = [format!("  {address}"), moment, safe, left, after.records(milestone).1.title.to_string()];
        cells.iter().map(|text| Field::new(voice, text)).collect::<Vec<_>>()
    };
    let (owed, others): (Vec<Run<'_>>, Vec<Run<'_>>) =
        runs(&desk.session.board, after, clock).into_iter().partition(|run| run.is_owed);
    let list = |runs: &[Run<'_>]| -> Vec<String> {
        table(voice, runs.iter().map(row).collect(), 4).lines().map(str::to_string).collect()
    };
    let mut lines = match (owed.len(), others.is_empty()) {
        (0, true) => return vec!["nothing counts from it".to_string()],
        (0, false) => vec!["no deadline runs from it".to_string()],
        (1, _) => vec!["1 deadline runs:".to_string()],
        (many, _) => vec![format!("{} run:", counted(many, "deadline"))],
    };
    if !after.dated(clock).has_time() {
        lines.push("no time of day is given: hours count from the start of that day".into());
    }
    lines.extend(list(&owed));
    if !others.is_empty() {
        lines.push("dated by it, and nothing is owed:".into());
        lines.extend(list(&others));
    }
    lines
}

fn no_clock(record: &Record) -> Stopped {
    no_such(&format!("'{record}' is no clock"), "name the regulation, or its milestone that says 'at: unknown'")
}
