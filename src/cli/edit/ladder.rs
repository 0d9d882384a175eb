//! `ladder`: lead times before a milestone, as milestones of their own.

use super::super::address::{Aim, aim};
use super::super::args::LadderArguments;
use super::super::session::Answer;
use super::super::voice::{Field, table};
use super::desk::{Besides, Desk, Mode, Stopped};
use super::no_such;
use crate::domain::board::Board;
use crate::domain::edit::make::{ladder, read_rungs};
use crate::domain::edit::{Edit, Record, Step};
use crate::exchange::words;

/// Adds a ladder behind a milestone, and says the dates that come of it.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &LadderArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let milestone = match aim(board, &arguments.address)? {
        Aim::Milestone(number) => number,
        Aim::Occurrence(number, _) => {
            let hint = format!("name the milestone: {}; the steps repeat with it", board.address(number));
            return Err(no_such("a ladder stands before each occurrence alike", hint));
        }
        Aim::Cell(number, _) => {
            return Err(no_such("a ladder stands before a milestone", format!("name {}", board.address(number))));
        }
        Aim::Regulation(_) | Aim::Product(_) => {
            return Err(no_such("a ladder stands before a milestone", "name one: REGULATION/MILESTONE"));
        }
    };
    let edit = read_rungs(&arguments.steps.join(" "))
        .and_then(|rungs| ladder(board, milestone, &rungs, arguments.products.as_deref().unwrap_or_default()))
        .map_err(|refusal| desk.refused(&refusal))?;
    let after = desk.try_out(&edit)?.after;
    let after = Board::at(after.file, after.plan, board.now);
    let besides = Besides { lines: dates(desk, &after, &edit), ..Besides::default() };
    desk.finish(edit, besides, if arguments.dry_run { Mode::Dry } else { Mode::Write })
}

/// Lists the dates of the milestones that an edit adds; of a series the next. One that is past is said to be.
fn dates(desk: &Desk, after: &Board, edit: &Edit) -> Vec<String> {
    let voice = &desk.session.voice;
    let added = edit.changes.iter().filter(|change| matches!(change.step, Step::Create { .. }));
    let row = |record: &Record| {
        let (regulation, milestone) = record.milestone()?;
        let number = after.find(regulation, milestone)?;
        let dated = after.dated(number);
        let repeats = if after.occurrence(number).is_some() { "each time" } else { "" };
        let past = if dated.is_passed(after.now) { "already past" } else { "" };
        let remarks: Vec<&str> = [repeats, past].into_iter().filter(|remark| !remark.is_empty()).collect();
        Some([format!("  {record}"), words::day(dated), remarks.join(", ")])
    };
    let rows: Vec<[String; 3]> = added
        .filter(|change| matches!(change.record, Record::Milestone { .. }))
        .filter_map(|change| row(&change.record))
        .collect();
    let is_bare = rows.iter().all(|[.., remark]| remark.is_empty());
    let fields =
        |row: [String; 3]| row.iter().take(if is_bare { 2 } else { 3 }).map(|text| Field::new(voice, text)).collect();
    let rows: Vec<Vec<Field>> = rows.into_iter().map(fields).collect();
    table(voice, rows, 0).lines().map(str::to_string).collect()
}
