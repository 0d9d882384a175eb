//! What one key makes of many rows: one edit, and a line for each row.

use std::collections::BTreeMap;

use super::{Deed, Rows};
use crate::app::closings::would_leave;
use crate::app::edits::{facts, hand};
use crate::app::state::State;
use crate::domain::board::{Board, Cell};
use crate::domain::edit::make::{self, Given, Hand, live_cells, set_status};
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Refusal, Step, Value, Why};
use crate::domain::status::Status;

/// What comes of a deed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The edit; none where nothing changes.
    pub edit: Option<Edit>,
    /// One or more for each row, in the file's order.
    pub lines: Vec<Line>,
    /// Which occurrences are none of their series any more, a line for each sort.
    pub left_behind: Vec<String>,
    /// Why the rows are left out that are, in that order.
    why: Vec<Refusal>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The milestone.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// What changes; or why nothing does.
    pub says: Result<String, String>,
}

impl Plan {
    /// Returns how many rows change.
    #[must_use]
    pub fn count(&self) -> usize {
        let mut records: Vec<&Record> =
            self.lines.iter().filter(|line| line.says.is_ok()).map(|line| &line.record).collect();
        records.dedup();
        records.len()
    }

    /// Returns why nothing can be done, if that is the same for every row and lies in what was typed.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        let mut all = self.why.iter().filter(|refusal| refusal.why != Why::Nothing).peekable();
        let first = all.peek().copied().or(self.why.first()).filter(|_| self.edit.is_none())?;
        let is_typed = first.why == Why::Rule && all.all(|other| other.message == first.message);
        let is_alone = self.lines.len() == 1;
        (is_typed || is_alone).then(|| first.clone())
    }
}

/// What becomes of one row.
#[derive(Default)]
struct Part {
    changes: Vec<Change>,
    says: Vec<String>,
    left: Vec<Refusal>,
}

/// Makes the edit for all rows; those where nothing changes or that refuse are left out, with why.
#[must_use]
pub fn plan(state: &State, rows: &Rows, deed: &Deed) -> Plan {
    let mut plan = Plan::default();
    let Some(board) = &state.source.board else { return plan };
    let facts = facts_of(state, rows);
    let mut changes = Vec::new();
    for record in &rows.milestones {
        let number = record.milestone().and_then(|(regulation, milestone)| board.find(regulation, milestone));
        let title = number.map_or_else(String::new, |number| board.records(number).1.title.to_string());
        let made = match (facts.get(record), number) {
            (Some(Ok(facts)), Some(number)) => part(state, board, (record, number), rows, (deed, facts)),
            (Some(Err(refusal)), _) => Err(refusal.clone()),
            (_, None) | (None, _) => Err(Refusal::new(Why::Missing, "it is not in the file any more", "")),
        };
        let part = made.unwrap_or_else(|refusal| Part { left: vec![refusal], ..Part::default() });
        let line = |says| Line { record: record.clone(), title: title.clone(), says };
        changes.extend(part.changes);
        plan.lines.extend(part.says.into_iter().map(|says| line(Ok(says))));
        plan.lines.extend(part.left.iter().map(|refusal| line(Err(refusal.message.clone()))));
        plan.why.extend(part.left);
    }
    plan.edit = (!changes.is_empty()).then(|| Edit { act: act(deed), changes });
    plan.left_behind = plan.edit.as_ref().map_or_else(Vec::new, |edit| would_leave(state, edit));
    plan
}

fn act(deed: &Deed) -> Act {
    match deed {
        Deed::Status(..) => Act::Status,
        Deed::Owner(_) | Deed::Tag(_) => Act::Field,
        Deed::Verify => Act::Verify,
    }
}

/// Returns what each row says; each entry of the file is read once.
fn facts_of(state: &State, rows: &Rows) -> BTreeMap<Record, Result<Facts, Refusal>> {
    let records = &rows.milestones;
    let Ok(all) = facts(state, records) else {
        // One of them cannot be read: the others can.
        return records.iter().map(|record| (record.clone(), facts(state, std::slice::from_ref(record)))).collect();
    };
    let mut of: BTreeMap<Record, Facts> = records.iter().map(|record| (record.clone(), Facts::default())).collect();
    for fact in all.list {
        let Some((regulation, milestone)) = fact.record.milestone() else { continue };
        let record = Record::Milestone { regulation: regulation.into(), milestone: milestone.into() };
        if let Some(facts) = of.get_mut(&record) {
            facts.list.push(fact);
        }
    }
    let missing = || Refusal::new(Why::Missing, "it is not in the file any more", "");
    of.into_iter()
        .map(|(record, facts)| (record, if facts.list.is_empty() { Err(missing()) } else { Ok(facts) }))
        .collect()
}

fn part(
    state: &State,
    board: &Board,
    (record, number): (&Record, u32),
    rows: &Rows,
    (deed, facts): (&Deed, &Facts),
) -> Result<Part, Refusal> {
    match deed {
        Deed::Status(to, given) => {
            let hand = hand(state, board, number);
            status(board, number, rows.product.as_deref(), (*to, given), (facts, &hand))
        }
        Deed::Owner(owner) => {
            field(facts, board, record, ("owner", owner)).map(|part| with_inherited(part, board, number))
        }
        Deed::Tag(typed) => {
            let (tags, missing) = tags_after(facts.get(record, "tags"), typed)?;
            let left: Vec<Refusal> = missing.iter().map(|tag| without_tag(board, number, tag)).collect();
            match (field(facts, board, record, ("tags", &tags)), left.first()) {
                (Err(refusal), Some(why)) if refusal.why == Why::Nothing => Err(why.clone()),
                (made, _) => made.map(|part| Part { left, ..part }),
            }
        }
        Deed::Verify => {
            let zone = board.plan.zone(board.plan.file_zone);
            let hand = Hand { user: state.launch.author.user.clone(), today: zone.day_of(state.now.wall) };
            let edit = make::verify(facts, record, None, &hand)?;
            Ok(Part { changes: edit.changes, says: vec![format!("verified {}", hand.today)], left: Vec::new() })
        }
    }
}

/// Sets the status of the live obligations of a row, or of one product's.
fn status(
    board: &Board,
    number: u32,
    product: Option<&str>,
    (to, given): (Status, &Given),
    (facts, hand): (&Facts, &Hand),
) -> Result<Part, Refusal> {
    let cells: Vec<Record> = match product {
        Some(product) => vec![make::record_of(board, cell_of(board, number, product)?)],
        // Of a series the row is meant as it is shown, also where more of it is overdue.
        None => live_cells(board, number, board.occurrence(number).and_then(|shown| shown.nominal))?.cells,
    };
    let shown = cells.first().and_then(nominal_of).map(|day| format!("@{day} ")).unwrap_or_default();
    let mut part = Part::default();
    let mut moved: Vec<(Alike, Vec<Box<str>>)> = Vec::new();
    for cell in cells {
        let target: Box<str> = cell.id().into();
        match set_status(facts, board, std::slice::from_ref(&cell), to, given, hand) {
            Ok(edit) => {
                let from = cell_of(board, number, &target).ok().map(|cell| cell.status);
                let alike = (from, closed_in(&edit.changes));
                part.changes.extend(edit.changes);
                match moved.iter_mut().find(|(other, _)| *other == alike) {
                    Some((_, targets)) => targets.push(target),
                    None => moved.push((alike, vec![target])),
                }
            }
            Err(refusal) if refusal.why == Why::Nothing => {
                part.left.push(Refusal { message: format!("{target} is {} already", to.words()), ..refusal });
            }
            Err(refusal) => part.left.push(refusal),
        }
    }
    let said = |((from, closed), targets): (Alike, Vec<Box<str>>)| {
        format!("{shown}{}: {} -> {}{closed}", targets.join(", "), from.map_or("?", Status::word), to.word())
    };
    part.says.extend(moved.into_iter().map(said));
    Ok(part)
}

/// What obligations have in common that change alike: from what, and the day on which they are closed, by their zone.
type Alike = (Option<Status>, String);

/// Says the day that changes write as that of closing: ` 2026-11-24`; empty where they write none.
fn closed_in(changes: &[Change]) -> String {
    let day = changes.iter().find_map(|change| match (change.key.as_str(), &change.step) {
        ("closed", Step::Set { to: Some(day), .. }) => Some(format!(" {day}")),
        _ => None,
    });
    day.unwrap_or_default()
}

/// Returns the occurrence that a cell belongs to.
fn nominal_of(cell: &Record) -> Option<chrono::NaiveDate> {
    match cell {
        Record::Cell { nominal, .. } => *nominal,
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => None,
    }
}

fn cell_of<'a>(board: &'a Board, number: u32, product: &str) -> Result<&'a Cell, Refusal> {
    let found = board.cells_of(number).iter().find(|cell| board.product(cell).id.as_str() == product);
    found.ok_or_else(|| Refusal::new(Why::Missing, format!("does not touch {product}"), ""))
}

fn field(facts: &Facts, board: &Board, record: &Record, (key, text): (&str, &str)) -> Result<Part, Refusal> {
    let edit = make::edit_field(facts, board, record, key, text).map_err(|refusal| match refusal.why {
        Why::Nothing => Refusal { message: format!("{key} says so already"), ..refusal },
        Why::Rule | Why::Missing | Why::Unproved | Why::Broken => refusal,
    })?;
    let or_none = |text: String| if text.is_empty() { "none".to_string() } else { text };
    let was = or_none(facts.get(record, key).map_or_else(String::new, shown));
    let says = vec![format!("{key}: {was} -> {}", or_none(text.to_string()))];
    Ok(Part { changes: edit.changes, says, left: Vec::new() })
}

/// Says whose the milestone was until it gets an owner of its own, and whose it is without.
fn with_inherited(part: Part, board: &Board, number: u32) -> Part {
    let Some(above) = board.records(number).0.common.owner.as_deref() else { return part };
    let says = part.says.iter().map(|says| match (says.strip_prefix("owner: none"), says.strip_suffix("none")) {
        (Some(rest), _) => format!("owner: {above} (inherited){rest}"),
        (None, Some(rest)) => format!("{rest}{above} (inherited)"),
        (None, None) => says.clone(),
    });
    Part { says: says.collect(), ..part }
}

/// Says that a tag cannot be taken off a milestone.
fn without_tag(board: &Board, number: u32, tag: &str) -> Refusal {
    let is_above = board.records(number).0.common.tags.iter().any(|other| **other == *tag);
    let hint = if is_above { "change it in the fields of the regulation" } else { "" };
    let message = if is_above { format!("the tag '{tag}' is its regulation's") } else { format!("has no tag '{tag}'") };
    Refusal::new(Why::Nothing, message, hint)
}

fn shown(value: &Value) -> String {
    words_of(value).join(", ")
}

fn words_of(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) => items.iter().map(ToString::to_string).collect(),
        Value::Null => Vec::new(),
        Value::Text(_) | Value::Alias(_) | Value::Map(_) => vec![value.to_string()],
    }
}

/// Returns the tags of a row after some were added, and those with `-` before them taken off, as they are typed; and those
/// that were to be taken off and are not there.
fn tags_after<'a>(now: Option<&Value>, typed: &'a str) -> Result<(String, Vec<&'a str>), Refusal> {
    let mut tags = now.map(words_of).unwrap_or_default();
    let mut words = typed.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty()).peekable();
    if words.peek().is_none() {
        return Err(Refusal::new(Why::Rule, "no tag is given", "a word adds a tag, -word takes it off"));
    }
    let mut missing = Vec::new();
    for word in words {
        if let Some(gone) = word.strip_prefix('-') {
            missing.extend(Some(gone).filter(|gone| !tags.iter().any(|tag| tag == gone)));
            tags.retain(|tag| tag != gone);
            continue;
        }
        let word = word.strip_prefix(['+', '#']).unwrap_or(word);
        if !tags.iter().any(|tag| tag == word) {
            tags.push(word.to_string());
        }
    }
    Ok((tags.join(", "), missing))
}

/// Returns the statuses of the live obligations of rows, each once.
#[must_use]
pub fn statuses(state: &State, rows: &Rows) -> Vec<Status> {
    let mut found: Vec<Status> = Vec::new();
    let Some(board) = &state.source.board else { return found };
    for record in &rows.milestones {
        let Some((regulation, milestone)) = record.milestone() else { continue };
        let Some(number) = board.find(regulation, milestone) else { continue };
        let is_meant = |cell: &&Cell| {
            cell.is_live && rows.product.as_deref().is_none_or(|product| board.product(cell).id.as_str() == product)
        };
        for cell in board.cells_of(number).iter().filter(is_meant) {
            if !found.contains(&cell.status) {
                found.push(cell.status);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_added_and_taken_off() {
        let now = Value::List(vec![Value::text("eu"), Value::text("own")]);
        for (typed, after) in [("mdr", "eu, own, mdr"), ("#mdr, eu", "eu, own, mdr"), ("-eu", "own"), ("-eu -own", "")]
        {
            assert_eq!(tags_after(Some(&now), typed), Ok((after.to_string(), Vec::new())), "{typed}");
        }
        assert_eq!(tags_after(None, "a b -c"), Ok(("a, b".to_string(), vec!["c"])));
        assert!(tags_after(Some(&now), " ").is_err());
    }
}
