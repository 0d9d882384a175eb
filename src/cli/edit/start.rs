//! `start`: an incident clock, and with it everything that counts from it.

use super::super::address::{Aim, aim, record_of};
use super::super::args::StartArguments;
use super::super::session::{Answer, counted};
use super::super::voice::{Field, table};
use super::desk::{Besides, Desk, Stopped};
use super::no_such;
use crate::disk::Intent;
use crate::domain::board::Board;
use crate::domain::edit::Record;
use crate::domain::edit::make::{Reach, clock_of, read_start, start};
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
    if reading.is_rewritten {
        lines.push(format!("'{}' is {}: {}", arguments.at.trim(), reading.text, reading.remark()));
    }
    lines.extend(running(desk, &after, milestone));
    let reach = Reach::of_move(board, milestone, &reading.text, &[]).map_err(|refusal| desk.refused(&refusal))?;
    desk.save_and_tell(Intent::Edit(edit), &Besides { reach, lines, ..Besides::default() })
}

/// Lists what counts from the clock: the instant by its zone, and the time left.
fn running(desk: &Desk, after: &Board, clock: u32) -> Vec<String> {
    let (before, voice) = (&desk.session.board, &desk.session.voice);
    let counts = |number: &u32| {
        let (old, new) = (before.dated(*number), after.dated(*number));
        *number != clock && (old.instant, &old.missing) != (new.instant, &new.missing)
    };
    let row = |number: u32| {
        let dated = after.dated(number);
        let zone = after.zone_of(dated);
        let moment = dated.instant.map_or_else(|| words::day(dated), |at| words::moment(at, zone, dated.precision));
        let left = after.row(number).map(|row| words::countdown(dated, &row.countdown, after.now));
        let title = after.records(number).1.title.to_string();
        let cells = [format!("  {}", after.address(number)), moment, left.unwrap_or_default(), title];
        cells.iter().map(|text| Field::new(voice, text)).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<Field>> = (0u32..).take(after.rows.len()).filter(counts).map(row).collect();
    let mut lines = match rows.len() {
        0 => vec!["nothing counts from it".to_string()],
        1 => vec!["1 deadline runs:".to_string()],
        many => vec![format!("{} run:", counted(many, "deadline"))],
    };
    if !after.dated(clock).has_time() && !rows.is_empty() {
        lines.push("no time of day is given: hours count from the start of that day".into());
    }
    lines.extend(table(voice, rows, 3).lines().map(str::to_string));
    lines
}

fn no_clock(record: &Record) -> Stopped {
    no_such(&format!("'{record}' is no clock"), "name the regulation, or its milestone that says 'at: unknown'")
}
