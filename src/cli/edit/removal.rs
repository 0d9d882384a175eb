//! `rm`: records go, and what stood inside them.

use super::super::address::record;
use super::super::args::RmArguments;
use super::super::session::{Answer, counted};
use super::ask::{Answered, ask};
use super::desk::{Besides, Desk, Mode, Stopped};
use crate::domain::edit::make::{self, Removal};
use crate::domain::edit::{Record, Refusal};
use crate::domain::text::clean;
use crate::error::ErrorKind;

/// How many names of a kind are shown before the question.
const MOST_SHOWN: usize = 12;

/// Takes records away.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &RmArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let mut records: Vec<Record> = Vec::new();
    for address in &arguments.addresses {
        let record = record(board, address)?;
        if !records.contains(&record) {
            records.push(record);
        }
    }
    let facts = desk.facts(&make::concerned(board, &records))?;
    let removal = make::remove(&facts, board, &records);
    let removal = removal.map_err(|refusal| desk.refused(&with_hint(&records, refusal)))?;
    if !arguments.dry_run && !arguments.yes {
        // What cannot be done is not asked about.
        desk.try_out(&removal.edit)?;
        if ask(&question(&records, &removal), records.len())? == Answered::No {
            let remarks = vec!["nothing was removed".to_string()];
            let code = ErrorKind::Usage.exit_code();
            return Err(Stopped::Answer(Answer { text: String::new(), remarks, code }));
        }
    }
    let lines = if removal.views.is_empty() { Vec::new() } else { vec![filters(&removal)] };
    let Removal { edit, written_out, views, .. } = removal;
    let besides = Besides { lines, written_out, views, ..Besides::default() };
    desk.finish(edit, besides, if arguments.dry_run { Mode::Dry } else { Mode::Write })
}

/// Says what to do about an obligation that has no entry of its own.
fn with_hint(records: &[Record], refusal: Refusal) -> Refusal {
    let is_it = |record: &&Record| refusal.message == format!("there is no '{record}'");
    match records.iter().find(is_it).map(|record| (record, record.milestone())) {
        Some((Record::Cell { .. }, Some((regulation, milestone)))) => {
            let hint = format!(
                "that milestone does not name it, or only by a selector: see duewatch show {regulation}/{milestone}"
            );
            Refusal { hint, ..refusal }
        }
        Some(_) | None => refusal,
    }
}

/// Says what goes, and what goes with it.
fn question(records: &[Record], removal: &Removal) -> Vec<String> {
    let mut lines = vec![format!("this goes: {}", listed(records.iter().map(ToString::to_string)))];
    let is_cell = |record: &&Record| matches!(record, Record::Cell { .. });
    let (cells, others): (Vec<&Record>, Vec<&Record>) = removal.with.iter().partition(is_cell);
    for (list, word) in [(others, "milestone"), (cells, "obligation")] {
        if !list.is_empty() {
            let names = listed(list.iter().map(ToString::to_string));
            lines.push(format!("  with {}: {names}", counted(list.len(), word)));
        }
    }
    if !removal.written_out.is_empty() {
        let names = listed(removal.written_out.iter().map(|(record, date)| format!("{record} {date}")));
        let number = counted(removal.written_out.len(), "date");
        let verb = if removal.written_out.len() == 1 { "counts from it and is" } else { "count from it and are" };
        lines.push(format!("  {number} {verb} written out: {names}"));
    }
    if !removal.views.is_empty() {
        lines.push(format!("  {}", filters(removal)));
    }
    lines.iter().map(|line| clean(line).to_string()).collect()
}

/// Says which saved filters name what goes.
fn filters(removal: &Removal) -> String {
    let names = listed(removal.views.iter().map(ToString::to_string));
    match removal.views.len() {
        1 => format!("1 saved filter names what goes, and stays as it is: {names}"),
        number => format!("{number} saved filters name what goes, and stay as they are: {names}"),
    }
}

fn listed(names: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = names.collect();
    let more = all.len().saturating_sub(MOST_SHOWN);
    let shown = all.iter().take(MOST_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}
