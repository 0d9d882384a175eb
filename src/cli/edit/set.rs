//! `set`: the status of obligations.

use super::super::address::{Aim, record_of, settled_aim};
use super::super::args::SetArguments;
use super::super::session::{Answer, counted, usage};
use super::dating::MOST_LISTED;
use super::desk::{Besides, Desk, Mode, Stopped};
use super::no_such;
use crate::domain::board::Board;
use crate::domain::edit::make::{Asked, Given, Reach, asked, live_cells, set_status, understood};
use crate::domain::edit::{Edit, Record, Refusal};
use crate::domain::outlook::{Following, followings};
use crate::domain::status::Status;
use crate::domain::suggest::nearest;
use crate::domain::text::clean;
use crate::error::Error;

/// Sets the status of an obligation, or of each live one of a milestone.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &SetArguments) -> Result<Answer, Stopped> {
    let to = status(&arguments.status)?;
    let board = &desk.session.board;
    let (milestone, cells, left_alone) = match settled_aim(board, &arguments.address)? {
        Aim::Milestone(number) => {
            let live = live_cells(board, number, None).map_err(|refusal| desk.refused(&refusal))?;
            (number, live.cells, live.others)
        }
        Aim::Occurrence(number, nominal) => {
            let live = live_cells(board, number, Some(nominal)).map_err(|refusal| desk.refused(&refusal))?;
            (number, live.cells, live.others)
        }
        Aim::Cell(number, record) => (number, vec![record], 0),
        Aim::Regulation(record) | Aim::Product(record) => return Err(no_status(&record)),
    };
    let facts = desk.facts(&cells)?;
    let hand = desk.hand_at(milestone);
    let edit = set_status(&facts, board, &cells, to, &given(arguments), &hand);
    let edit = edit.map_err(|refusal| desk.refused(&with_option(to, refusal)))?;
    let lines = days_understood(desk, cells.first(), arguments);
    let mut besides = Besides { lines, left_alone, covered: covered(desk, milestone, &cells), ..Besides::default() };
    if left_alone > 0 {
        let (others, were) = (counted(left_alone, "other"), if left_alone == 1 { "was" } else { "were" });
        besides.lines.push(format!("{others} {were} left alone: not live"));
    }
    if let Some(after) = of_occurrences(desk, &edit)? {
        besides.lines.extend(comes_next(&after, &edit));
        // From closings count occurrences: another day, or none, leaves later ones outside their series.
        besides.reach = Reach::of_file(board, &record_of(board, milestone), (&after.file, &after.plan), &[]);
        besides.lines.extend(besides.reach.words(MOST_LISTED));
    }
    desk.finish(edit, besides, if arguments.dry_run { Mode::Dry } else { Mode::Write })
}

/// Says how the days were understood that are not typed as the file has them.
fn days_understood(desk: &Desk, cell: Option<&Record>, arguments: &SetArguments) -> Vec<String> {
    let days = [
        ("closed", &arguments.closed),
        ("since", &arguments.since),
        ("until", &arguments.until),
        ("chase", &arguments.chase),
    ];
    let said = |(key, text): (&str, &Option<String>)| understood(&desk.session.board, cell?, key, text.as_deref()?);
    days.into_iter().filter_map(said).collect()
}

/// Returns the board after an edit of occurrences; none where it touches none.
fn of_occurrences(desk: &Desk, edit: &Edit) -> Result<Option<Board>, Stopped> {
    let has_occurrence = |record: &Record| matches!(record, Record::Cell { nominal: Some(_), .. });
    if !edit.changes.iter().any(|change| has_occurrence(&change.record)) {
        return Ok(None);
    }
    let after = desk.try_out(edit)?.after;
    Ok(Some(Board::at(after.file, after.plan, desk.session.board.now)))
}

/// Says what comes next in each series of which the edit closes an occurrence.
fn comes_next(after: &Board, edit: &Edit) -> Vec<String> {
    let said = |following: Following| {
        format!("{}@{} is closed; {}", after.address(following.milestone), following.closed, following.words())
    };
    followings(after, edit).into_iter().map(said).collect()
}

fn status(word: &str) -> Result<Status, Error> {
    let words = || Status::ALL.into_iter().map(Status::word);
    Status::from_word(word).ok_or_else(|| {
        let all = words().collect::<Vec<_>>().join(", ");
        let hint = match nearest(word, words(), 1).first() {
            Some(near) => format!("did you mean '{near}'? There are {all}"),
            None => format!("there are {all}"),
        };
        usage(format!("'{}' is not a status", clean(word)), hint)
    })
}

/// Returns what the cells of a milestone are now.
fn covered(desk: &Desk, milestone: u32, cells: &[Record]) -> Vec<(Record, &'static str)> {
    let board = &desk.session.board;
    let now = |record: &Record| {
        let Record::Cell { nominal, target, .. } = record else { return None };
        let cell = board.cell_at(milestone, *nominal, target)?;
        Some((record.clone(), cell.status.word()))
    };
    cells.iter().filter_map(now).collect()
}

/// Names the option that says what a status must say.
fn with_option(to: Status, refusal: Refusal) -> Refusal {
    let must_say = |asked: &&Asked| refusal.message == format!("'{}' must say '{}'", to.word(), asked.key);
    match asked(to).iter().find(must_say) {
        Some(Asked { key, doc, .. }) => Refusal { hint: format!("give it with --{key}: {doc}"), ..refusal },
        None => refusal,
    }
}

fn no_status(record: &Record) -> Stopped {
    let hint = match record {
        Record::Product(id) => format!("name an obligation: REGULATION/MILESTONE:{id}"),
        Record::File | Record::Regulation(_) | Record::Milestone { .. } | Record::Cell { .. } => {
            "name a milestone or an obligation of it: REGULATION/MILESTONE[:PRODUCT]".to_string()
        }
    };
    no_such(&format!("'{record}' has no status"), hint)
}

fn given(arguments: &SetArguments) -> Given {
    Given {
        reason: arguments.reason.clone(),
        who: arguments.who.clone(),
        since: arguments.since.clone(),
        until: arguments.until.clone(),
        closed: arguments.closed.clone(),
        waiting: arguments.waiting.clone(),
        chase: arguments.chase.clone(),
        note: arguments.note.clone(),
        evidence: arguments.evidence.clone(),
    }
}
