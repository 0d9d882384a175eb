//! `edit`: any field of a record that no other command sets.

use std::slice;

use super::super::address::record;
use super::super::args::EditArguments;
use super::super::session::{Answer, usage};
use super::dating::MOST_LISTED;
use super::desk::{Besides, Desk, Mode, Stopped};
use super::note::piped;
use super::reach::{kept, said};
use crate::domain::edit::make::{Field, Reach, Shape, edit_field, field, understood, zone_warning};
use crate::domain::edit::{Facts, Record, Refusal};
use crate::domain::suggest::did_you_mean;
use crate::domain::text::clean;
use crate::error::Error;

/// Sets a field, or takes it away.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &EditArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let record = record(board, &arguments.address)?;
    let facts = desk.facts(slice::from_ref(&record))?;
    // A field that is set otherwise says so, whatever is to stand there.
    field::field_of(&record, &arguments.field).map_err(|refusal| desk.refused(&refusal))?;
    let text = match arguments.value.as_deref() {
        Some("-") => piped("the text")?,
        Some(value) => value.to_string(),
        None => changed(&facts, &record, arguments)?,
    };
    let refused = |refusal: Refusal| desk.refused(&refusal);
    let edit = edit_field(&facts, board, &record, &arguments.field, &text).map_err(refused)?;
    let after = desk.try_out(&edit)?.after;
    let reach = |kept: &[Record]| Reach::of_file(board, &record, (&after.file, &after.plan), kept);
    let none = reach(&[]);
    let reach = match kept(desk, &arguments.keep, &none)? {
        kept if kept.is_empty() => none,
        kept => {
            let reach = reach(&kept);
            reach.check(&kept).map_err(refused)?;
            reach
        }
    };
    let records: Vec<Record> = std::iter::once(record.clone()).chain(reach.written()).collect();
    let edit = reach.join(&desk.facts(&records)?, board, edit).map_err(refused)?;
    let mut lines: Vec<String> = understood(board, &record, &arguments.field, &text).into_iter().collect();
    lines.extend(said(desk, &reach, true));
    lines.extend(reach.words(MOST_LISTED));
    lines.extend(reach.turn_words(MOST_LISTED));
    let is_zone_lost = record == Record::File && arguments.field == "zone" && text.trim().is_empty();
    let warnings = if is_zone_lost { zone_warning(board).into_iter().collect() } else { Vec::new() };
    let besides = Besides { reach, lines, warnings, ..Besides::default() };
    desk.finish(edit, besides, if arguments.dry_run { Mode::Dry } else { Mode::Write })
}

/// Returns what a list says as it is typed, with items more and less.
fn changed(facts: &Facts, record: &Record, arguments: &EditArguments) -> Result<String, Error> {
    let key = &*arguments.field;
    if arguments.add.is_empty() && arguments.remove.is_empty() {
        let hint = format!("give a value; '' takes '{key}' away");
        return Err(usage(format!("what shall '{key}' of '{record}' say?"), hint));
    }
    let no_list = || usage(format!("'{key}' of '{record}' is no list"), "give its value");
    let field = field::fields_of(record).iter().find(|field| field.key == key).ok_or_else(no_list)?;
    let between = field.shape.between().ok_or_else(no_list)?;
    let mut items = items_of(facts, record, field, between.trim());
    for gone in &arguments.remove {
        let Some(at) = items.iter().position(|item| item == gone.trim()) else {
            let near = did_you_mean(gone, items.iter().map(String::as_str));
            let hint = match (near.is_empty(), items.is_empty()) {
                (false, _) => near,
                (true, true) => "it says nothing".to_string(),
                (true, false) => format!("it says {}", clean(&items.join(between))),
            };
            return Err(usage(format!("'{}' is not in '{key}' of '{record}'", clean(gone)), hint));
        };
        items.remove(at);
    }
    for new in arguments.add.iter().map(|new| new.trim()) {
        if !items.iter().any(|item| item == new) {
            items.push(new.to_string());
        }
    }
    Ok(match (items.is_empty(), field.shape == Shape::Products) {
        // Without products a milestone would come to touch the organisation.
        (true, true) => "none".to_string(),
        (_, _) => items.join(between),
    })
}

fn items_of(facts: &Facts, record: &Record, field: &Field, between: &str) -> Vec<String> {
    let typed = field::typed_of(facts, record, field);
    if field.shape == Shape::Products && typed == "none" {
        return Vec::new();
    }
    let split: Vec<&str> = if between.is_empty() {
        typed.split_whitespace().collect()
    } else {
        typed.split(between).map(str::trim).filter(|item| !item.is_empty()).collect()
    };
    split.into_iter().map(str::to_string).collect()
}
