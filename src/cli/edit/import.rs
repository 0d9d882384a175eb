//! `import`: records out of a spreadsheet, shown before they are written.

use super::super::Shape;
use super::super::args::{DateOrder, ImportArguments, ImportCsv, Imported};
use super::super::session::{Answer, counted, usage};
use super::super::voice::{Field, table};
use super::desk::{Besides, Desk, Stopped};
use crate::disk::{Intent, Source, read_bytes};
use crate::domain::edit::{Edit, Facts};
use crate::domain::text::clean;
use crate::error::{Error, ErrorKind};
use crate::exchange::import;
use crate::exchange::sheet::{self, Comparison, Options, Order, Outcome, Problem, Sheet, Unmapped, Use};
use crate::exchange::told;

/// Shows what a sheet would change, or writes it.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &ImportArguments) -> Result<Answer, Stopped> {
    let Imported::Csv(csv) = &arguments.what;
    let sheet = sheet::read(&read_bytes(&Source::of(&csv.file))?, &options(csv)?);
    must_be_right(&sheet.problems)?;
    let board = &desk.session.board;
    let comparison = sheet::compare(&sheet, board);
    must_be_right(&comparison.problems)?;
    let facts = desk.facts(&import::changing(&comparison))?;
    let edit = import::edit(&comparison, &facts);
    let mut besides = Besides { import: Some(said(&sheet, &comparison)), ..Besides::default() };
    let Some(edit) = edit else {
        besides.lines = unchanged(desk, &sheet, &comparison);
        return Ok(desk.tell_nothing(&besides));
    };
    if csv.apply {
        besides.lines = told::kept(&comparison);
        return desk.save_and_tell(Intent::Edit(edit), &besides);
    }
    desk.try_out(&edit)?;
    Ok(preview(desk, (&sheet, &comparison, &facts), &edit, besides))
}

/// Shows what would be written.
fn preview(
    desk: &Desk,
    (sheet, comparison, facts): (&Sheet, &Comparison, &Facts),
    edit: &Edit,
    mut besides: Besides,
) -> Answer {
    besides.lines.clone_from(&sheet.notices);
    besides.lines.extend(columns(sheet));
    let row = |outcome: &Outcome| {
        let (word, what) = told::in_words(outcome, facts);
        [word.to_string(), outcome.record.to_string(), what].map(|text| Field::new(&desk.session.voice, &text)).into()
    };
    let rows = table(&desk.session.voice, comparison.outcomes.iter().map(row).collect(), 2);
    besides.lines.extend(rows.lines().map(str::to_string));
    besides.lines.extend(told::kept(comparison));
    besides.lines.extend(told::dates(comparison));
    let shown = match desk.shape() {
        Shape::Text => None,
        Shape::Json => Some(edit),
    };
    let mut answer = desk.tell_unsaved(shown, &besides);
    answer.remarks.push("give --apply to write it".into());
    answer
}

/// Says that nothing is to be written.
fn unchanged(desk: &Desk, sheet: &Sheet, comparison: &Comparison) -> Vec<String> {
    let mut lines = sheet.notices.clone();
    lines.extend(columns(sheet));
    lines.extend(told::kept(comparison));
    let number = counted(comparison.outcomes.len(), "record");
    lines.push(format!("nothing to change in {}: {number} the same", clean(&desk.session.name)));
    lines
}

/// Says what can be done about columns that nobody knows; that they are left out the sheet itself says.
fn columns(sheet: &Sheet) -> Vec<String> {
    match sheet.columns.iter().find(|(_, what)| matches!(what, Use::Unknown)) {
        Some((head, _)) => {
            vec![format!("say what a column fills with --map '{head}=KEY'; --keep makes it your own key")]
        }
        None => Vec::new(),
    }
}

/// What `--json` says of an import.
fn said(sheet: &Sheet, comparison: &Comparison) -> super::desk::Import {
    let fills = |what: &Use| match what {
        Use::Fills(key) => Some((*key).to_string()),
        Use::Extra(key) => Some(key.clone()),
        Use::Derived | Use::History | Use::Skipped | Use::Unknown => None,
    };
    super::desk::Import {
        columns: sheet.columns.iter().map(|(head, what)| (head.clone(), fills(what))).collect(),
        records: comparison
            .outcomes
            .iter()
            .map(|outcome| (outcome.record.to_string(), told::word(&outcome.what), outcome.rows.clone()))
            .collect(),
        kept: comparison.outcomes.iter().flat_map(|outcome| outcome.kept.iter().cloned()).collect(),
        notices: sheet.notices.clone(),
    }
}

/// Refuses a sheet in which something is wrong, with all of it.
fn must_be_right(problems: &[Problem]) -> Result<(), Stopped> {
    if problems.is_empty() {
        return Ok(());
    }
    let mut remarks = Vec::new();
    for problem in problems {
        remarks.push(format!("error: {problem}"));
        let hint = problem.hint_with_options();
        if !hint.is_empty() {
            remarks.push(format!("hint: {hint}"));
        }
    }
    Err(Stopped::Answer(Answer { text: String::new(), remarks, code: ErrorKind::Usage.exit_code() }))
}

fn options(csv: &ImportCsv) -> Result<Options, Error> {
    let map = |text: &String| {
        let (head, key) =
            text.rsplit_once('=').filter(|(head, key)| !head.trim().is_empty() && !key.trim().is_empty())?;
        Some((head.trim().to_string(), key.trim().to_string()))
    };
    let wrong = |text: &String| {
        let known = sheet::mappings().collect::<Vec<_>>().join(", ");
        let hint = format!("write --map HEAD=KEY; keys are {known}, x-..., and - to leave it out");
        usage(format!("--map: '{}' names no column and key", clean(text)), hint)
    };
    let maps: Result<Vec<_>, Error> = csv.map.iter().map(|text| map(text).ok_or_else(|| wrong(text))).collect();
    Ok(Options {
        maps: maps?,
        dates: csv.dates.map(|order| match order {
            DateOrder::Dmy => Order::DayFirst,
            DateOrder::Mdy => Order::MonthFirst,
        }),
        unmapped: if csv.keep { Unmapped::Kept } else { Unmapped::Reported },
        regulation: csv.regulation.clone(),
    })
}
