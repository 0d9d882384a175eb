//! `move`: another date for a milestone, and what else moves with it.

use super::super::address::{Aim, aim, record_of};
use super::super::args::MoveArguments;
use super::super::session::{Answer, counted, usage};
use super::super::voice::{Field, table};
use super::desk::{Besides, Desk, Stopped};
use super::no_such;
use crate::disk::Intent;
use crate::domain::edit::make::{Moving, Shift, correct_date, ground, move_date, shifts};
use crate::domain::edit::{Edit, Record};
use crate::domain::typed;
use crate::error::Error;

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
    let edit = made(desk, milestone, arguments)?;
    let shifts = shifts(board, milestone, &arguments.date).map_err(|refusal| desk.refused(&refusal))?;
    let mut lines: Vec<String> = understood(desk, milestone, &arguments.date).into_iter().collect();
    lines.extend(said(desk, &shifts, edit.as_ref()));
    let besides = Besides { shifts, lines, ..Besides::default() };
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
fn made(desk: &Desk, milestone: u32, arguments: &MoveArguments) -> Result<Option<Edit>, Stopped> {
    let board = &desk.session.board;
    let facts = desk.facts(&[record_of(board, milestone)])?;
    let edit = match (&arguments.reason, &arguments.when) {
        _ if arguments.correct => correct_date(&facts, board, milestone, &arguments.date),
        (Some(reason), Some(when)) => {
            let source = arguments.source.clone();
            let (to, reason, when) = (arguments.date.clone(), reason.clone(), when.clone());
            move_date(&facts, board, milestone, &Moving { to, reason, when, source }, &desk.hand_at(milestone))
        }
        (_, _) => return Ok(None),
    };
    edit.map(Some).map_err(|refusal| desk.refused(&refusal))
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
        return Err(no_such(&message, "give the obligation a date of its own with 'due' and 'reason', by hand"));
    }
    Ok(aim)
}

fn of_cell(milestone: &str, record: &Record) -> Stopped {
    let hint = format!("move {milestone}; a product's own date is 'due' with 'reason' in its record, by hand");
    no_such(&format!("'{record}' has the date of its milestone"), hint)
}

/// Says how a date was understood that was typed in a short form.
fn understood(desk: &Desk, milestone: u32, typed: &str) -> Option<String> {
    let reading = typed::read(typed, &ground(&desk.session.board, milestone)).ok()?;
    reading.is_rewritten.then(|| format!("'{}' is {}: {}", typed.trim(), reading.text, reading.remark()))
}

/// Says what moves with a date, a line each; also the milestone itself, where the edit does not say it.
fn said(desk: &Desk, shifts: &[Shift], edit: Option<&Edit>) -> Vec<String> {
    let Some((own, others)) = shifts.split_first() else { return Vec::new() };
    let mut lines = Vec::new();
    if edit.is_none() {
        lines.push(format!("{}: {} -> {}", own.address, own.old, own.new));
    }
    if others.is_empty() {
        lines.push("nothing else moves".into());
        return lines;
    }
    let verb = if others.len() == 1 { "moves" } else { "move" };
    lines.push(format!("{} {verb} with it:", counted(others.len(), "date")));
    let voice = &desk.session.voice;
    let row = |shift: &Shift| {
        let dates = format!("{} -> {}", shift.old, shift.new);
        [format!("  {}", shift.address), dates, shift.title.clone()].map(|text| Field::new(voice, &text)).into()
    };
    lines.extend(table(voice, others.iter().map(row).collect(), 2).lines().map(str::to_string));
    lines
}
