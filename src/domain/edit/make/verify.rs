//! The edit that says that a record was compared with its source.

use super::{Hand, behind_alias, person, rule, set, typed};
use crate::domain::edit::{Act, Edit, Facts, Record, Refusal, Value, Why};

/// Writes that somebody compared a milestone or regulation with its source today; `source` is put beside those that it has.
///
/// Only the record itself is changed: a milestone that took `verified` from its regulation gets its own, and one that
/// took `source` gets its own list, with what it took first. Today is that of the file's zone.
///
/// # Errors
///
/// When there is no such record, or it was compared today already.
pub fn verify(facts: &Facts, record: &Record, source: Option<&str>, hand: &Hand) -> Result<Edit, Refusal> {
    if !matches!(record, Record::Regulation(_) | Record::Milestone { .. }) {
        return Err(rule(format!("'{record}' has no source to compare with"), "name a milestone or a regulation"));
    }
    if !facts.has(record) {
        return Err(Refusal::new(Why::Missing, format!("there is no '{record}'"), ""));
    }
    let mut changes = Vec::new();
    let now = facts.get(record, "verified");
    changes.extend(set(record, "verified", now, Some(verified(facts, record, hand)?)));
    if let Some(source) = typed(source) {
        let own = facts.get(record, "source");
        let present = own.or_else(|| match record {
            Record::Milestone { regulation, .. } => facts.get(&Record::Regulation(regulation.clone()), "source"),
            Record::File | Record::Product(_) | Record::Regulation(_) | Record::Cell { .. } => None,
        });
        changes.extend(beside(facts, record, (present, source))?.and_then(|all| set(record, "source", own, Some(all))));
    }
    if changes.is_empty() {
        return Err(Refusal::new(Why::Nothing, format!("'{record}' was verified today already"), ""));
    }
    Ok(Edit { act: Act::Verify, changes })
}

fn verified(facts: &Facts, record: &Record, hand: &Hand) -> Result<Value, Refusal> {
    let today = Value::text(hand.today.to_string());
    match facts.get(record, "verified") {
        Some(Value::Alias(name)) => Err(behind_alias(facts, (record, "verified"), name)),
        Some(Value::Map(pairs)) => {
            let mut pairs = pairs.clone();
            if !pairs.iter().any(|(key, _)| &**key == "when") {
                pairs.insert(0, ("when".into(), Value::Null));
            }
            for (key, value) in &mut pairs {
                match &**key {
                    "when" => *value = today.clone(),
                    "who" => *value = Value::text(person(&hand.user)),
                    _ => {}
                }
            }
            Ok(Value::Map(pairs))
        }
        Some(Value::Text(_) | Value::Null | Value::List(_)) | None => Ok(today),
    }
}

/// Returns the sources with one more; none where it is there already.
fn beside(facts: &Facts, record: &Record, (present, source): (Option<&Value>, &str)) -> Result<Option<Value>, Refusal> {
    let source = Value::text(source);
    let mut all = match present {
        None | Some(Value::Null) => return Ok(Some(source)),
        Some(Value::Alias(name)) => return Err(behind_alias(facts, (record, "source"), name)),
        Some(Value::Map(_)) => {
            return Err(rule(format!("the 'source' of '{record}' is a map"), "write a list by hand"));
        }
        Some(Value::Text(_)) => present.cloned().into_iter().collect(),
        Some(Value::List(items)) => items.clone(),
    };
    if all.contains(&source) {
        return Ok(None);
    }
    all.push(source);
    Ok(Some(Value::List(all)))
}
