//! Another id for a record, followed by all who name it.

use super::add::free;
use super::{behind_alias, rule, set};
use crate::domain::board::Board;
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Refusal, Step, Value, Why};
use crate::domain::id::ORG;
use crate::domain::refs::{references, renamed_filter, renamed_rule, unread};

/// Makes the edit that gives a product, regulation or milestone another id, in every rule, cell and saved filter too.
///
/// `facts` are those of [`super::concerned`].
///
/// # Errors
///
/// When the id is none or taken, the record is not there, or it is the organisation.
pub fn rename(facts: &Facts, board: &Board, record: &Record, to: &str) -> Result<Edit, Refusal> {
    let to = to.trim();
    if !facts.has_within(record) {
        return Err(Refusal::new(Why::Missing, format!("there is no '{record}'"), ""));
    }
    if record.id() == to {
        return Err(Refusal::new(Why::Nothing, format!("'{record}' is called so already"), ""));
    }
    if *record == Record::Product(ORG.into()) {
        return Err(rule(format!("'{ORG}' is the organisation itself: its id stays"), "give it another name instead"));
    }
    let new = record.renamed(to);
    free(board, &new)?;
    let step = Step::Rename { to: to.into() };
    let mut changes = vec![Change { record: record.clone(), key: String::new(), step: step.clone() }];
    // Rules inside the record itself name it, too.
    let own = facts.list.iter().filter(|fact| fact.record.is_within(record));
    for fact in own.filter(|fact| matches!(&*fact.key, "by" | "from" | "at" | "due")) {
        not_behind_alias(facts, (&fact.record, &fact.key), record)?;
        let owner = fact.record.after_rename(record, to);
        changes.extend(followed((&owner, &fact.key), &fact.value, (&fact.record, record), to));
    }
    for reference in references(board, record) {
        let (key, now) = (&*reference.key, facts.get(&reference.record, &reference.key));
        match (&reference.record, key, now) {
            (_, _, Some(Value::Alias(name))) => {
                return Err(behind_alias(facts, (&reference.record, &reference.key), name));
            }
            (Record::File, _, _) => changes.extend(view(facts, key, record, to, &changes)),
            (Record::Cell { .. }, "status", _) => {
                changes.push(Change { record: reference.record.clone(), key: String::new(), step: step.clone() });
            }
            (of, key, Some(now)) => {
                not_behind_alias(facts, (of, key), record)?;
                // Its own cell may have been renamed a moment ago.
                let renamed = matches!(record, Record::Product(id) if of.id() == &**id);
                let of_now = if renamed { of.renamed(to) } else { of.clone() };
                changes.extend(followed((&of_now, key), now, (of, record), to));
            }
            (_, _, None) => {}
        }
    }
    // A list of rules of which one is none names milestones all the same.
    for (of, key) in unread(board, record) {
        not_behind_alias(facts, (&of, key), record)?;
        let now = facts.get(&of, key);
        changes.extend(now.and_then(|now| followed((&of, key), now, (&of, record), to)));
    }
    Ok(Edit { act: Act::Rename, changes })
}

/// Refuses where a rule that names what is renamed is written as an alias: it may be another's, too.
fn not_behind_alias(facts: &Facts, (owner, key): (&Record, &str), from: &Record) -> Result<(), Refusal> {
    let home = owner.entry().map_or("", |(_, id)| id);
    let is_named = |name: &&str| {
        let text = facts.anchor(name).and_then(|anchor| anchor.text.as_deref());
        text.is_some_and(|text| renamed_rule(text, home, from, "").is_some())
    };
    let name = facts.get(owner, key).and_then(|now| now.aliases().find(is_named));
    name.map_or(Ok(()), |name| Err(behind_alias(facts, (owner, key), name)))
}

/// Makes the change of a rule, or a list of rules, that names what is renamed.
fn followed((owner, key): (&Record, &str), now: &Value, (home, from): (&Record, &Record), to: &str) -> Option<Change> {
    let home = home.entry().map_or("", |(_, id)| id);
    let one = |value: &Value| {
        let new = value.as_text().and_then(|text| renamed_rule(text, home, from, to));
        new.map_or_else(|| value.clone(), Value::text)
    };
    let new = match now {
        Value::List(items) => Value::List(items.iter().map(one).collect()),
        Value::Text(_) | Value::Null | Value::Alias(_) | Value::Map(_) => one(now),
    };
    set(owner, key, Some(now), Some(new))
}

/// Makes the change of a saved filter that names what is renamed.
fn view(facts: &Facts, key: &str, record: &Record, to: &str, before: &[Change]) -> Option<Change> {
    let name = key.strip_prefix("views.")?;
    // Several filters stand in one map: the next change begins where the last ended.
    let last = before.iter().rev().find(|change| change.record == Record::File && change.key == "views");
    let now = match last.map(|change| &change.step) {
        Some(Step::Set { to, .. }) => to.clone()?,
        Some(
            Step::Append { .. }
            | Step::TakeBack { .. }
            | Step::Create { .. }
            | Step::Remove { .. }
            | Step::Rename { .. },
        )
        | None => facts.get(&Record::File, "views").cloned()?,
    };
    let Value::Map(pairs) = &now else { return None };
    let mut pairs = pairs.clone();
    let (_, filter) = pairs.iter_mut().find(|(other, _)| **other == *name)?;
    let new = renamed_filter(filter.as_text()?, record, to)?;
    *filter = Value::text(new);
    set(&Record::File, "views", Some(&now), Some(Value::Map(pairs)))
}
