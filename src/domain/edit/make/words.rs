//! What an edit did, in one line.

use crate::domain::edit::{Act, Change, Edit, Record, Step, Value};

/// How many characters of a note are shown.
const MOST_SHOWN: usize = 40;

/// Says in one line what an edit did: "no-new-agreements / kes: open -> done".
///
/// Texts are those of the file: whoever shows the line cleans it.
#[must_use]
pub fn sentence(edit: &Edit) -> String {
    let Some(first) = edit.changes.first() else { return "nothing".to_string() };
    let subject = subject(&first.record);
    let of = |keys: &[&str]| edit.changes.iter().find(|change| keys.contains(&&*change.key));
    match edit.act {
        Act::Status => of_status(edit),
        Act::Note => of(&["note", "notes"]).map_or(subject, of_note),
        Act::Move => of(&["by", "from", "at"]).map_or(subject, of_key) + &sure(edit, first) + &stays(edit, first),
        Act::Correct => format!("{} (corrected){}{}", of_key(first), sure(edit, first), stays(edit, first)),
        Act::Verify => of_verify(edit, &subject),
        Act::Add => of_records(edit, "added", |step| matches!(step, Step::Create { .. })),
        Act::Remove => of_records(edit, "removed", |step| matches!(step, Step::Remove { .. })),
        Act::Rename => of_rename(edit),
        Act::Field => of_fields(edit),
    }
}

/// Says how sure the date is, where that was written out with it.
fn sure(edit: &Edit, first: &Change) -> String {
    let written = edit.changes.iter().find(|change| change.record == first.record && change.key == "certainty");
    written.and_then(after).map_or_else(String::new, |certainty| format!(", still {certainty}"))
}

/// Says how many dates were written out, so that they do not move with the first.
fn stays(edit: &Edit, first: &Change) -> String {
    let mut others: Vec<&Record> = edit.changes.iter().map(|change| &change.record).collect();
    others.retain(|record| **record != first.record);
    others.dedup();
    match others.len() {
        0 => String::new(),
        1 => ", 1 date written out".to_string(),
        more => format!(", {more} dates written out"),
    }
}

/// Says which records came or went: the first by name, the others by number.
fn of_records(edit: &Edit, word: &str, is_one: fn(&Step) -> bool) -> String {
    let all: Vec<&Record> =
        edit.changes.iter().filter(|change| is_one(&change.step)).map(|change| &change.record).collect();
    // Obligations come and go with milestones and products, milestones with regulations.
    let is_cell = |record: &&Record| matches!(record, Record::Cell { .. });
    let has_more = !all.iter().all(is_cell);
    let is_inner = |record: &Record| all.iter().any(|other| *other != record && record.is_within(other));
    let outer: Vec<&Record> =
        all.iter().copied().filter(|record| !(is_inner(record) || has_more && is_cell(record))).collect();
    match outer.as_slice() {
        [] => edit.changes.first().map(of_key).unwrap_or_default(),
        [only] => format!("{}: {word}", subject(only)),
        [first, more @ ..] => format!("{} and {} more: {word}", subject(first), more.len()),
    }
}

fn of_rename(edit: &Edit) -> String {
    let all = edit.changes.iter().filter(|change| matches!(change.step, Step::Rename { .. }));
    // A cell is only named after what is renamed.
    let main = all.clone().find(|change| !matches!(change.record, Record::Cell { .. })).or(all.clone().next());
    match (main.map(of_key), edit.changes.len().saturating_sub(1)) {
        (Some(renamed), 0) => renamed,
        (Some(renamed), 1) => format!("{renamed}, and where it is named"),
        (Some(renamed), places) => format!("{renamed}, and in {places} places where it is named"),
        (None, _) => edit.changes.first().map(of_key).unwrap_or_default(),
    }
}

fn of_fields(edit: &Edit) -> String {
    let Some(first) = edit.changes.first() else { return "nothing".to_string() };
    if let Some(said) = of_ack(edit) {
        return said;
    }
    if edit.changes.iter().any(|change| change.step.is_structural()) {
        return format!("{}: products changed", milestone(&first.record));
    }
    if let [from, to] = edit.changes.as_slice()
        && is_verb(&from.key)
        && is_verb(&to.key)
    {
        return format!("{}: {} -> {}", subject(&first.record), from.key, to.key);
    }
    let mut records: Vec<&Record> = edit.changes.iter().map(|change| &change.record).collect();
    records.dedup();
    let is_alike = edit.changes.iter().all(|change| change.key == first.key && after(change) == after(first));
    match (records.len(), edit.changes.len()) {
        (_, 1) => of_key(first),
        (1, 2) => format!("{}, and 1 more field", of_key(first)),
        (1, fields) => format!("{}, and {} more fields", of_key(first), fields - 1),
        (records, _) if is_alike => {
            let to = after(first).map_or_else(|| "not set".to_string(), |value| shorten(&value.to_string()));
            format!("{records} records: {} -> {to}", first.key)
        }
        (records, _) => format!("{records} records: changed"),
    }
}

/// Says that alerts were acknowledged, and until when; none where the edit does nothing of the kind.
fn of_ack(edit: &Edit) -> Option<String> {
    let acked: Vec<&Change> = edit.changes.iter().filter(|change| change.key == super::ack::ACKED).collect();
    let first = *acked.first()?;
    // An entry that an obligation got for it is no other change.
    let is_for_it = |change: &Change| acked.iter().any(|acked| acked.record == change.record);
    let Some(Value::Map(pairs)) = after(first).filter(|_| edit.changes.iter().all(is_for_it)) else { return None };
    let of = |key: &str| pairs.iter().find(|(name, _)| &**name == key).map(|(_, value)| shorten(&value.to_string()));
    let records: Vec<&Record> = acked.iter().map(|change| &change.record).collect();
    let subject = match records.as_slice() {
        [one] => subject(one),
        many => format!("{}: {} obligations", of_milestones(many), many.len()),
    };
    let until = of("until").map(|until| format!(" until {until}")).unwrap_or_default();
    Some(format!("{subject}: alert acknowledged{until}"))
}

fn of_verify(edit: &Edit, subject: &str) -> String {
    let all: Vec<&Change> = edit.changes.iter().filter(|change| change.key == "verified").collect();
    match all.as_slice() {
        [] => format!("{subject}: source added"),
        [one] => of_verified(subject, one),
        [first, ..] => of_verified(&format!("{} records", all.len()), first),
    }
}

fn is_verb(key: &str) -> bool {
    matches!(key, "by" | "from" | "at")
}

fn of_status(edit: &Edit) -> String {
    let mut records: Vec<&Record> = Vec::new();
    for change in &edit.changes {
        if !records.contains(&&change.record) {
            records.push(&change.record);
        }
    }
    let statuses: Vec<&Change> = edit.changes.iter().filter(|change| change.key == "status").collect();
    match (records.as_slice(), statuses.as_slice()) {
        ([_], [change]) => of_key(change),
        ([_], _) => edit.changes.first().map(of_key).unwrap_or_default(),
        (_, [first, rest @ ..]) if rest.iter().all(|change| after(change) == after(first)) => {
            let to = after(first).map_or_else(|| "not set".to_string(), |value| shorten(&value.to_string()));
            format!("{}: {} obligations -> {to}", of_milestones(&records), records.len())
        }
        (_, _) => format!("{}: {} obligations changed", of_milestones(&records), records.len()),
    }
}

/// Names the milestone of obligations, or says how many there are of several.
fn of_milestones(records: &[&Record]) -> String {
    let mut milestones: Vec<_> = records.iter().map(|record| record.milestone()).collect();
    milestones.sort_unstable();
    milestones.dedup();
    match (records.first(), milestones.len()) {
        (Some(first), 1) => milestone(first),
        (_, many) => format!("{many} milestones"),
    }
}

/// Says what became of one key; the date or status without its word.
fn of_key(change: &Change) -> String {
    let subject = subject(&change.record);
    let key = match &*change.key {
        "status" | "by" | "from" | "at" => String::new(),
        key => format!("{key} "),
    };
    let show = |value: &Value| shorten(&value.to_string());
    match &change.step {
        Step::Set { from: Some(from), to: Some(to) } => format!("{subject}: {key}{} -> {}", show(from), show(to)),
        Step::Set { from: None, to: Some(to) } => format!("{subject}: {key}{}", show(to)),
        Step::Set { from: Some(from), to: None } => format!("{subject}: {key}{} -> not set", show(from)),
        Step::Set { from: None, to: None } => format!("{subject}: {key}not set"),
        Step::Append { value } => format!("{subject}: {key}added: {}", show(value)),
        Step::TakeBack { value } => format!("{subject}: {key}taken back: {}", show(value)),
        Step::Create { .. } => format!("{subject}: added"),
        Step::Remove { .. } => format!("{subject}: removed"),
        Step::Rename { to } => format!("{subject}: renamed {to}"),
    }
}

fn of_note(change: &Change) -> String {
    let subject = subject(&change.record);
    let show = |value: &Value| shorten(&value.to_string());
    match &change.step {
        Step::Set { to: Some(to), .. } => format!("{subject}: note: {}", show(to)),
        Step::Set { to: None, .. } => format!("{subject}: note taken away"),
        Step::Append { value } => format!("{subject}: note added: {}", show(value)),
        Step::TakeBack { value } => format!("{subject}: note taken back: {}", show(value)),
        Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. } => of_key(change),
    }
}

fn of_verified(subject: &str, change: &Change) -> String {
    let day = |value: &Value| match value {
        Value::Map(pairs) => {
            pairs.iter().find(|(key, _)| &**key == "when").map(|(_, when)| when.to_string()).unwrap_or_default()
        }
        Value::Null | Value::Text(_) | Value::Alias(_) | Value::List(_) => value.to_string(),
    };
    // They are of the comparison before, until somebody writes others.
    let kept: Vec<&str> = match after(change) {
        Some(Value::Map(pairs)) if matches!(change.step, Step::Set { from: Some(Value::Map(_)), .. }) => {
            pairs.iter().map(|(key, _)| &**key).filter(|key| matches!(*key, "against" | "note")).collect()
        }
        _ => Vec::new(),
    };
    match after(change) {
        Some(value) if kept.is_empty() => format!("{subject}: verified {}", shorten(&day(value))),
        Some(value) => {
            format!("{subject}: verified {}, {} kept", shorten(&day(value)), kept.join(" and "))
        }
        None => format!("{subject}: not verified"),
    }
}

fn after(change: &Change) -> Option<&Value> {
    match &change.step {
        Step::Set { to, .. } => to.as_ref(),
        Step::Append { value } => Some(value),
        Step::TakeBack { .. } | Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. } => None,
    }
}

/// Returns what an edit is about, without the regulation: the row says that.
fn subject(record: &Record) -> String {
    match record {
        Record::Cell { target, .. } => format!("{} / {target}", milestone(record)),
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => milestone(record),
    }
}

fn milestone(record: &Record) -> String {
    match record {
        Record::File => "file".to_string(),
        Record::Product(id) | Record::Regulation(id) => id.to_string(),
        Record::Milestone { milestone, .. } | Record::Cell { milestone, nominal: None, .. } => milestone.to_string(),
        Record::Cell { milestone, nominal: Some(day), .. } => format!("{milestone}@{day}"),
    }
}

/// Returns the first line of a text, or as much of it as is shown.
fn shorten(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let mut short: String = line.chars().take(MOST_SHOWN).collect();
    if short.len() < text.trim().len() {
        short.push_str("...");
    }
    short
}
