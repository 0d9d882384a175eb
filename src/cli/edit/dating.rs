//! `move`: another date for a milestone, and what else moves with it.

use super::super::address::{Aim, aim, record_of};
use super::super::args::MoveArguments;
use super::super::session::{Answer, usage};
use super::desk::{Besides, Desk, Stopped};
use super::no_such;
use super::reach::{kept, said};
use crate::disk::Intent;
use crate::domain::edit::make::{Moving, Reach, correct_date, ground, move_date, series_words};
use crate::domain::edit::{Edit, Record, Refusal};
use crate::domain::typed;
use crate::error::Error;

/// How many occurrences of a series are listed.
pub const MOST_LISTED: usize = 12;

/// Moves the date of a milestone, or corrects it.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &MoveArguments) -> Result<Answer, Stopped> {
    must_fit(arguments)?;
    let board = &desk.session.board;
    let milestone = match aim_at_date(desk, &arguments.address)? {
        Aim::Milestone(number) | Aim::Occurrence(number, _) => number,
        Aim::Cell(number, record) => return Err(of_cell(&board.address(number), &record)),
        Aim::Regulation(record) | Aim::Product(record) => {
            return Err(no_such(&format!("'{record}' has no date"), "name a milestone: REGULATION/MILESTONE"));
        }
    };
    let reach = |kept: &[Record]| match moving(arguments) {
        None => Reach::of_move(board, milestone, &arguments.date, kept),
        Some(moving) => Reach::of_moving(board, milestone, &moving, kept),
    };
    let refused = |refusal: Refusal| desk.refused(&refusal);
    let none = reach(&[]).map_err(refused)?;
    let reach = match kept(desk, &arguments.keep, &none)? {
        kept if kept.is_empty() => none,
        kept => reach(&kept).and_then(|reach| reach.check(&kept).map(|()| reach)).map_err(refused)?,
    };
    let edit = made(desk, milestone, arguments, &reach)?;
    let mut lines: Vec<String> = understood(desk, milestone, &arguments.date).into_iter().collect();
    lines.extend(said(desk, &reach, edit.is_none()));
    if edit.is_some() && reach.others.is_empty() {
        lines.push("nothing else moves".into());
    }
    lines.extend(of_series(desk, milestone, &reach));
    lines.extend(reach.turn_words(MOST_LISTED));
    let besides = Besides { reach, lines, ..Besides::default() };
    match edit {
        Some(edit) if !arguments.dry_run => desk.save_and_tell(Intent::Edit(edit), &besides),
        Some(edit) => {
            desk.try_out(&edit)?;
            Ok(desk.tell_unsaved(Some(&edit), &besides))
        }
        None => Ok(desk.tell_unsaved(None, &besides)),
    }
}

/// Returns the edit; none: a dry run that does not say all that a move says.
fn made(desk: &Desk, milestone: u32, arguments: &MoveArguments, reach: &Reach) -> Result<Option<Edit>, Stopped> {
    let board = &desk.session.board;
    let records: Vec<Record> = std::iter::once(record_of(board, milestone)).chain(reach.written()).collect();
    let facts = desk.facts(&records)?;
    let edit = match moving(arguments) {
        None => correct_date(&facts, board, milestone, &arguments.date),
        Some(_) if arguments.reason.is_none() || arguments.when.is_none() => return Ok(None),
        Some(moving) => move_date(&facts, board, milestone, &moving, &desk.hand_at(milestone)),
    };
    let edit = edit.and_then(|edit| reach.join(&facts, board, edit));
    edit.map(Some).map_err(|refusal| desk.refused(&refusal))
}

/// Returns what is said of the move; none: it corrects a typing mistake.
fn moving(arguments: &MoveArguments) -> Option<Moving> {
    let MoveArguments { date, reason, when, source, .. } = arguments;
    (!arguments.correct).then(|| Moving {
        to: date.clone(),
        reason: reason.clone().unwrap_or_default(),
        when: when.clone().unwrap_or_default(),
        source: source.clone(),
    })
}

/// Refuses options that do not fit together, and a move that does not say why and when.
fn must_fit(arguments: &MoveArguments) -> Result<(), Error> {
    let given = [
        ("--reason", arguments.reason.is_some()),
        ("--when", arguments.when.is_some()),
        ("--source", arguments.source.is_some()),
    ];
    if arguments.correct {
        return match given.iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) => Err(usage(
                format!("'--correct' keeps nothing of a typing mistake, and so no '{name}'"),
                format!("leave out {name}; or leave out --correct, if the law changed"),
            )),
            None => Ok(()),
        };
    }
    if arguments.dry_run {
        return Ok(());
    }
    let hints = [
        "--reason says why the date moved; for a typing mistake give --correct instead",
        "--when is the day on which the change took legal effect or was announced, or 'today'",
    ];
    match given.iter().zip(hints).find(|((_, is_given), _)| !is_given) {
        Some(((name, _), hint)) => Err(usage(format!("a move needs {name}"), hint)),
        None => Ok(()),
    }
}

/// Finds the milestone; says of an occurrence what moves it.
fn aim_at_date(desk: &Desk, address: &str) -> Result<Aim, Stopped> {
    let milestone = match address.split_once('@') {
        Some((milestone, rest)) if !rest.contains(':') => milestone,
        Some(_) | None => address,
    };
    let aim = aim(&desk.session.board, milestone)?;
    if milestone.len() < address.len() {
        let message = format!("'{address}' is one occurrence; its date follows from that of '{milestone}'");
        return Err(no_such(
            &message,
            format!("give an obligation a date of its own: duewatch edit {address}:PRODUCT reason TEXT, then due DATE"),
        ));
    }
    Ok(aim)
}

fn of_cell(milestone: &str, record: &Record) -> Stopped {
    let hint = format!("move {milestone}; a product's own date: duewatch edit {record} reason TEXT, then due DATE");
    no_such(&format!("'{record}' has the date of its milestone"), hint)
}

/// Says how a date was understood that was typed in a short form.
fn understood(desk: &Desk, milestone: u32, typed: &str) -> Option<String> {
    let reading = typed::read(typed, &ground(&desk.session.board, milestone)).ok()?;
    reading.is_remarkable().then(|| format!("'{}' is {}: {}", typed.trim(), reading.text, reading.remark()))
}

/// Says that a series moves as a whole, and which occurrences are none any more.
fn of_series(desk: &Desk, milestone: u32, reach: &Reach) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if let Some(said) = series_words(&desk.session.board, milestone).filter(|_| !reach.stops()) {
        lines.push(format!("it repeats: {said}"));
        let shifts = &reach.occurrences.shifts;
        lines.extend(shifts.iter().take(MOST_LISTED).map(|shift| format!("  {}", shift.words())));
        if shifts.len() > MOST_LISTED {
            lines.push(format!("  +{} more", shifts.len() - MOST_LISTED));
        }
    }
    lines.extend(reach.words(MOST_LISTED));
    lines
}
