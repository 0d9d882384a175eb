//! `list` and `next`: milestones or obligations, soonest first, one line each.

use std::cmp::Reverse;

use super::Shape;
use super::args::{ListArguments, NextArguments, SortKey};
use super::export::Form;
use super::json::milestone::MilestoneJson;
use super::json::obligation::ObligationJson;
use super::json::{AnswerJson, text_of};
use super::session::{Answer, Session, usage};
use super::voice::{Field, table};
use super::words;
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell};
use crate::domain::filter::{Context, Filter};
use crate::domain::moves::last_move;
use crate::domain::text::clean;
use crate::domain::verification::is_to_verify;
use crate::error::Error;

/// The column of the title, which gives way on a narrow terminal.
const TITLE: usize = 2;

/// Reads a filter that must be right.
///
/// # Errors
///
/// When any of it is not understood, or it asks for `@me` and the settings name no user.
pub fn filter(text: &str, me: Option<&str>) -> Result<Filter, Error> {
    let parsed = Filter::parse(text);
    if let Some(problem) = parsed.problem {
        let at = text.get(problem.at..).filter(|tail| !tail.is_empty());
        let place = at.map_or(String::new(), |tail| format!(" at '{}'", clean(tail)));
        return Err(usage(format!("filter{place}: {}", clean(&problem.message)), clean(&problem.hint).to_string()));
    }
    if me.is_none() && parsed.filter.names_me() {
        let hint = "write the owner's name, or 'user: NAME' in the settings";
        return Err(usage("filter: '@me' is nobody yet: settings have no user", hint));
    }
    Ok(parsed.filter)
}

/// Prints the milestones or obligations that fit.
///
/// # Errors
///
/// When the filter is wrong, or the file is no YAML at all.
pub fn run(session: &Session, arguments: &ListArguments, shape: Shape) -> Result<Answer, Error> {
    let filter = filter(&arguments.filter.join(" "), session.me.as_deref())?;
    session.must_be_readable()?;
    let limit = arguments.limit.unwrap_or(usize::MAX);
    let form = Form::of(arguments.format);
    let ((text, remark), count) = if arguments.obligations {
        let mut cells = cells(session, &filter, arguments.sort);
        cells.truncate(limit);
        let plain = || (obligations(session, cells.iter().copied(), shape), None);
        (form.map_or_else(plain, |form| form.obligations(session, &cells)), cells.len())
    } else {
        let mut numbers = numbers(session, &filter, arguments.sort);
        numbers.truncate(limit);
        let plain = || (milestones(session, numbers.iter().copied(), shape), None);
        (form.map_or_else(plain, |form| form.milestones(session, &numbers)), numbers.len())
    };
    let mut answer = session.answer(text);
    answer.remarks.extend(remark);
    if count == 0 && limit > 0 && shape == Shape::Text {
        let is_bare = session.board.rows.is_empty();
        let name = clean(&session.name);
        answer.remarks.insert(0, if is_bare { format!("no milestones in {name}") } else { "nothing matches".into() });
    }
    Ok(answer)
}

/// Prints the next milestones: what has a date that is not past, and what is overdue.
///
/// # Errors
///
/// When the file is no YAML at all.
pub fn next(session: &Session, arguments: &NextArguments, shape: Shape) -> Result<Answer, Error> {
    session.must_be_readable()?;
    let board = &session.board;
    let is_coming = |number: &u32| {
        board.row(*number).is_some_and(|row| !matches!(row.band, Band::Undated | Band::Closed | Band::Passed))
    };
    let numbers: Vec<u32> = board.order.iter().copied().filter(is_coming).take(arguments.count).collect();
    if shape == Shape::Json || !arguments.one_line {
        return Ok(session.answer(milestones(session, numbers.into_iter(), shape)));
    }
    let parts: Vec<String> = numbers
        .iter()
        .filter_map(|&number| {
            let row = board.row(number)?;
            let left = words::countdown(board.shown_date(number), &row.countdown, board.now);
            let title = session.voice.clean(&board.records(number).1.title).cut(48, session.voice.ellipsis());
            let left = if row.band == Band::Overdue { format!("overdue {left}") } else { left };
            Some(format!(
                "{} {title}",
                words::ink_of(row.band).map_or(left.clone(), |ink| session.voice.paint(ink, &left))
            ))
        })
        .collect();
    let line = if parts.is_empty() { String::new() } else { format!("{}\n", parts.join(" | ")) };
    Ok(session.answer(line))
}

pub(super) fn numbers(session: &Session, filter: &Filter, sort: SortKey) -> Vec<u32> {
    let board = &session.board;
    let context = Context { me: session.me.clone() };
    let mut numbers: Vec<u32> =
        board.order.iter().copied().filter(|&number| filter.matches(board, number, &context)).collect();
    match sort {
        SortKey::Due => {}
        SortKey::Product => numbers.sort_by_cached_key(|&number| last_if_none(first_product(board, number))),
        SortKey::Owner => numbers.sort_by_cached_key(|&number| last_if_none(first_owner(board, number))),
        SortKey::Status => numbers.sort_by_cached_key(|&number| {
            board.row(number).and_then(|row| row.status).map_or(u8::MAX, crate::domain::status::Status::severity_rank)
        }),
        SortKey::Moved => numbers.sort_by_cached_key(|&number| Reverse(last_moved_on(board, number))),
    }
    numbers
}

/// Whether it moved, and the day of the last move: what never moved comes after what moved on an unknown day.
fn last_moved_on(board: &Board, number: u32) -> (bool, Option<chrono::NaiveDate>) {
    last_move(board, number).map_or((false, None), |shift| (true, shift.when))
}

fn first_product(board: &Board, number: u32) -> Option<String> {
    words::speaking(board, number).map(|cell| board.product(cell).id.to_string()).min()
}

fn first_owner(board: &Board, number: u32) -> Option<String> {
    let of_cells = words::speaking(board, number).filter_map(|cell| board.owner_of_cell(cell)).min();
    of_cells.or_else(|| board.owner(number)).map(str::to_string)
}

/// A key by which what has no text comes last.
fn last_if_none(text: Option<String>) -> (bool, String) {
    (text.is_none(), text.unwrap_or_default())
}

fn cells<'a>(session: &'a Session, filter: &Filter, sort: SortKey) -> Vec<&'a Cell> {
    let board = &session.board;
    let context = Context { me: session.me.clone() };
    let mut cells: Vec<&Cell> = board.cells.iter().filter(|cell| filter.matches_cell(board, cell, &context)).collect();
    // Soonest first, as milestones are: closed ones last, the latest of them first; undated before dates that passed.
    cells.sort_by_cached_key(|cell| {
        let seconds = cell.countdown.instant.map(|instant| instant.timestamp());
        match cell.band {
            Band::Closed | Band::Passed => (Band::Closed, seconds.is_none(), seconds.map_or(0, |s| -s)),
            Band::Undated => (Band::Undated, seconds.is_some(), seconds.unwrap_or(0)),
            Band::Overdue | Band::Today | Band::Within7Days | Band::Within30Days | Band::Later => {
                (cell.band, seconds.is_none(), seconds.unwrap_or(0))
            }
        }
    });
    match sort {
        SortKey::Due => {}
        SortKey::Product => cells.sort_by_key(|cell| board.product(cell).id.as_str()),
        SortKey::Owner => {
            cells.sort_by_cached_key(|cell| last_if_none(board.owner_of_cell(cell).map(str::to_string)));
        }
        SortKey::Status => cells.sort_by_key(|cell| cell.status.severity_rank()),
        SortKey::Moved => cells.sort_by_cached_key(|cell| Reverse(last_moved_on(board, cell.milestone))),
    }
    cells
}

/// Writes milestones: band, time left, title, products, owners, status, date, address, and what else is to be said.
pub(super) fn milestones(session: &Session, numbers: impl Iterator<Item = u32>, shape: Shape) -> String {
    let (board, voice) = (&session.board, &session.voice);
    if shape == Shape::Json {
        let mut answer = AnswerJson::new(session);
        answer.milestones = numbers.map(|number| MilestoneJson::of(board, number, &session.snapshot.text)).collect();
        return text_of(voice, &answer);
    }
    let rows = numbers.filter_map(|number| {
        let row = board.row(number)?;
        let dated = board.shown_date(number);
        let left = words::countdown(dated, &row.countdown, board.now);
        let mut fields = Vec::from([
            Field::new(voice, &words::band(row.band, board.limits)).ink(words::ink_of(row.band)),
            Field::new(voice, if words::is_over(row.band) { "" } else { &left }),
            Field::new(voice, &board.records(number).1.title),
            Field::new(voice, &words::products(board, number)),
            Field::new(voice, &words::owners(board, number)),
            Field::new(voice, &words::status_of_row(row)),
            Field::new(voice, &words::day(dated)),
            Field::new(voice, &board.address(number)),
        ]);
        let remarks = remarks(board, number);
        if !remarks.is_empty() {
            fields.push(Field::new(voice, &remarks));
        }
        Some(fields)
    });
    table(voice, rows.collect(), TITLE)
}

/// Returns what else is to be said of a row that is not over: that its date was moved, that it is to be verified.
fn remarks(board: &Board, number: u32) -> String {
    let is_over = board.row(number).is_none_or(|row| words::is_over(row.band));
    let moved = last_move(board, number).filter(|_| !is_over).map(|shift| shift.deed());
    let verify = is_to_verify(board, number).then(|| "to verify".to_string());
    let all: Vec<String> = moved.into_iter().chain(verify).collect();
    all.join(", ")
}

/// Writes obligations: band, time left, title, product, owner, status, date, address.
fn obligations<'a>(session: &'a Session, cells: impl Iterator<Item = &'a Cell>, shape: Shape) -> String {
    let (board, voice) = (&session.board, &session.voice);
    if shape == Shape::Json {
        let mut answer = AnswerJson::new(session);
        answer.obligations = cells.map(|cell| ObligationJson::of(board, cell)).collect();
        return text_of(voice, &answer);
    }
    let rows = cells.map(|cell| {
        let dated = board.dated_of_cell(cell);
        let left = words::countdown(dated, &cell.countdown, board.now);
        let owner = board.owner_of_cell(cell).map(|owner| format!("@{owner}")).unwrap_or_default();
        vec![
            Field::new(voice, &words::band(cell.band, board.limits)).ink(words::ink_of(cell.band)),
            Field::new(voice, if words::is_over(cell.band) { "" } else { &left }),
            Field::new(voice, &board.records(cell.milestone).1.title),
            Field::new(voice, board.product(cell).label()),
            Field::new(voice, &owner),
            Field::new(voice, &words::status_of_cell(cell)),
            Field::new(voice, &words::day(dated)),
            Field::new(voice, &board.address_of_cell(cell)),
        ]
    });
    table(voice, rows.collect(), TITLE)
}
