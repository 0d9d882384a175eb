//! What moves with a date: which of it is kept, and how it is said.

use super::super::address::record;
use super::super::args::KeepArguments;
use super::super::session::counted;
use super::super::voice::{Field, table};
use super::desk::{Desk, Stopped};
use crate::domain::edit::Record;
use crate::domain::edit::make::{Impact, Reach};

/// Returns the dates that shall stay.
///
/// # Errors
///
/// When an address is none.
pub fn kept(desk: &Desk, arguments: &KeepArguments, reach: &Reach) -> Result<Vec<Record>, Stopped> {
    if arguments.keep_all {
        let free = reach.others.iter().filter(|impact| impact.fate.is_free());
        return Ok(free.map(|impact| impact.record.clone()).collect());
    }
    let board = &desk.session.board;
    Ok(arguments.keep.iter().map(|address| record(board, address)).collect::<Result<_, _>>()?)
}

/// Says what moves with a date and what stays, a line each; also the milestone itself, where the edit does not say it.
pub fn said(desk: &Desk, reach: &Reach, with_own: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if with_own {
        let own = reach.own.iter().filter(|own| own.old != own.new);
        lines.extend(own.map(|own| format!("{}: {} -> {}", own.record, own.old, own.new)));
    }
    if reach.others.is_empty() {
        if with_own && !lines.is_empty() {
            lines.push("nothing else moves".into());
        }
        return lines;
    }
    let moving = reach.moving();
    let staying = reach.others.len() - moving;
    let moves = match moving {
        0 => "nothing else moves".to_string(),
        1 => "1 date moves with it".to_string(),
        more => format!("{} move with it", counted(more, "date")),
    };
    let stays = match staying {
        0 => String::new(),
        1 => ", 1 stays".to_string(),
        more => format!(", {more} stay"),
    };
    lines.push(format!("{moves}{stays}:"));
    let voice = &desk.session.voice;
    let row = |impact: &Impact| {
        [format!("  {}", impact.record), impact.words(), impact.title.clone()]
            .map(|text| Field::new(voice, &text))
            .into()
    };
    lines.extend(table(voice, reach.others.iter().map(row).collect(), 2).lines().map(str::to_string));
    lines
}
