//! Which products a milestone touches.

use super::{behind_alias, rule, set};
use crate::domain::board::Board;
use crate::domain::edit::{Change, Facts, Record, Refusal, Seat, Step, Value, Why};
use crate::domain::id::ORG;
use crate::domain::record::Target;
use crate::domain::suggest::did_you_mean;

/// Returns the ids and selectors that a milestone names, in the file's order, without those of its occurrences.
#[must_use]
pub fn targets_of(facts: &Facts, milestone: &Record) -> Vec<Box<str>> {
    let mut targets: Vec<Box<str>> = Vec::new();
    for fact in &facts.list {
        if let Record::Cell { nominal: None, target, .. } = &fact.record
            && fact.record.is_within(milestone)
            && !targets.contains(target)
        {
            targets.push(target.clone());
        }
    }
    targets
}

/// Returns the products of a milestone as they are typed.
pub fn typed_products(facts: &Facts, milestone: &Record) -> String {
    let targets = targets_of(facts, milestone);
    match facts.get(milestone, "products") {
        Some(_) if targets.is_empty() => "none".to_string(),
        Some(_) | None => targets.join(", "),
    }
}

/// Reads ids and selectors with commas between; nothing for `none`.
///
/// # Errors
///
/// When one is no product and no selector.
pub fn read_targets(board: &Board, text: &str) -> Result<Vec<Box<str>>, Refusal> {
    let mut targets: Vec<Box<str>> = Vec::new();
    if text.trim() == "none" {
        return Ok(targets);
    }
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let known = || board.file.products.iter().map(|product| product.id.as_str());
        if Target::selector(word).is_none() && !known().any(|id| id == word) {
            return Err(Refusal::new(
                Why::Missing,
                format!("there is no product '{word}'"),
                did_you_mean(word, known()),
            ));
        }
        if !targets.iter().any(|target| **target == *word) {
            targets.push(word.into());
        }
    }
    Ok(targets)
}

/// Makes the changes after which a milestone names these products: new ones come behind the others and are open, those
/// that are not named go with what their records say. `none`: it touches nothing of ours.
pub(super) fn set_products(
    facts: &Facts,
    board: &Board,
    milestone: &Record,
    text: &str,
) -> Result<Vec<Change>, Refusal> {
    let now = targets_of(facts, milestone);
    if let Some(Value::Alias(name)) = facts.get(milestone, "products") {
        return Err(behind_alias(facts, (milestone, "products"), name));
    }
    let wanted = read_targets(board, text)?;
    let is_none = text.trim() == "none";
    if wanted.is_empty() && !is_none {
        kept(facts, milestone, now.iter())?;
        // An empty field says nothing: what is implied then is implied.
        let gone = set(milestone, "products", facts.get(milestone, "products"), None);
        return Ok(now.iter().flat_map(|target| leave(facts, milestone, target)).chain(gone).collect());
    }
    let is_event = facts.get(milestone, "at").is_some();
    kept(facts, milestone, now.iter().filter(|target| !wanted.contains(target)))?;
    let mut changes = Vec::new();
    if !wanted.is_empty() && now.is_empty() {
        changes.extend(set(milestone, "products", facts.get(milestone, "products"), None));
    }
    for target in wanted.iter().filter(|target| !now.contains(target)) {
        changes.extend(join(milestone, target, &[("status".into(), Value::text("open"))]));
    }
    for target in now.iter().filter(|target| !wanted.contains(target)) {
        changes.extend(leave(facts, milestone, target));
    }
    if wanted.is_empty() && !is_event {
        let from = if now.is_empty() { facts.get(milestone, "products") } else { None };
        changes.extend(set(milestone, "products", from, Some(Value::List(Vec::new()))));
    }
    Ok(changes)
}

/// Refuses to let products go with what their records say: who takes them away is told of that first.
fn kept<'a>(facts: &Facts, milestone: &Record, mut going: impl Iterator<Item = &'a Box<str>>) -> Result<(), Refusal> {
    let says_more = |target: &str| {
        let cell = cell_of(milestone, target);
        let mut own = facts.list.iter().filter(|fact| fact.record == cell);
        own.any(|fact| &*fact.key != "status" || fact.value.as_text() != Some("open"))
    };
    match going.find(|target| says_more(target)) {
        Some(target) => Err(rule(
            format!("'{milestone}:{target}' has a status of its own, which would go with it"),
            format!("delete '{milestone}:{target}' by itself, or leave it in the list"),
        )),
        None => Ok(()),
    }
}

/// Returns the cell of a milestone.
pub fn cell_of(milestone: &Record, target: &str) -> Record {
    let (regulation, id) = milestone.milestone().unwrap_or_default();
    Record::Cell { regulation: regulation.into(), milestone: id.into(), nominal: None, target: target.into() }
}

/// Makes the changes by which a milestone comes to name a product.
#[must_use]
pub fn join(milestone: &Record, target: &str, says: &[(Box<str>, Value)]) -> Vec<Change> {
    let cell = cell_of(milestone, target);
    let mut changes =
        vec![Change { record: cell.clone(), key: String::new(), step: Step::Create { seat: Seat::Last } }];
    changes.extend(says.iter().filter_map(|(key, value)| set(&cell, key, None, Some(value.clone()))));
    changes
}

/// Makes the changes by which a milestone no longer names a product.
pub fn leave(facts: &Facts, milestone: &Record, target: &str) -> Vec<Change> {
    let targets = targets_of(facts, milestone);
    let at = targets.iter().position(|other| **other == *target);
    let seat = match at.and_then(|at| at.checked_sub(1)).and_then(|before| targets.get(before)) {
        Some(before) => Seat::Behind(before.clone()),
        None => Seat::First,
    };
    facts.removal(&cell_of(milestone, target), seat)
}

/// Returns what a product that is added to a milestone without any takes the place of: the organisation is named then,
/// for it was meant before.
///
/// # Errors
///
/// When a milestone repeats or its products stand behind an alias.
pub fn add_product(facts: &Facts, milestone: &Record, target: &str) -> Result<Vec<Change>, Refusal> {
    let now = targets_of(facts, milestone);
    if now.iter().any(|other| **other == *target) {
        return Err(Refusal::new(Why::Nothing, format!("'{milestone}' touches '{target}' already"), ""));
    }
    let open = [("status".into(), Value::text("open"))];
    let is_duty = facts.get(milestone, "at").is_none();
    let written = facts.get(milestone, "products");
    let mut changes: Vec<Change> = set(milestone, "products", written, None).into_iter().collect();
    if now.is_empty() && written.is_none() && is_duty && target != ORG {
        changes.extend(join(milestone, ORG, &open));
    }
    changes.extend(join(milestone, target, &open));
    Ok(changes)
}
