//! An edit in words, with whole addresses: a line for each record, or one line for all of it.

use crate::domain::edit::{Act, Change, Edit, Record, Step, Value};

/// How many letters of a text are shown.
const MOST_SHOWN: usize = 60;

/// Returns a line for each record: `kaspersky-ban/told:kes: open -> done (closed 2026-11-23, who ana)`.
#[must_use]
pub fn lines(edit: &Edit) -> Vec<String> {
    by_record(edit).into_iter().map(|(record, said)| format!("{record}: {said}")).collect()
}

/// Returns one line; the obligations of a milestone that changed alike stand together.
#[must_use]
pub fn line(edit: &Edit) -> String {
    let mut groups: Vec<(String, String)> = Vec::new();
    for (record, said) in by_record(edit) {
        let target = match record {
            Record::Cell { target, .. } => Some(target),
            Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => None,
        };
        let head = record.to_string();
        let same = groups.last_mut().filter(|(address, words)| {
            let stem = |address: &str| address.split_once(':').map(|(stem, _)| stem.to_string());
            target.is_some() && *words == said && stem(address) == stem(&head)
        });
        match (same, target) {
            (Some((address, _)), Some(target)) => {
                address.push(',');
                address.push_str(target);
            }
            (_, _) => groups.push((head, said)),
        }
    }
    let groups: Vec<String> = groups.into_iter().map(|(address, said)| format!("{address}: {said}")).collect();
    groups.join("; ")
}

/// Returns what is said of each record, in the edit's order.
fn by_record(edit: &Edit) -> Vec<(&Record, String)> {
    let gone: Vec<&Record> = edit
        .changes
        .iter()
        .filter(|change| matches!(change.step, Step::Remove { .. }))
        .map(|change| &change.record)
        .collect();
    // What a record said goes with it; what stood inside it, too.
    let goes_with = |record: &Record| gone.iter().any(|whole| record != *whole && record.is_within(whole));
    let mut records: Vec<&Record> = Vec::new();
    for change in &edit.changes {
        if !records.contains(&&change.record) && !goes_with(&change.record) {
            records.push(&change.record);
        }
    }
    let said = |record: &Record| {
        if gone.contains(&record) {
            return "removed".to_string();
        }
        let changes = || edit.changes.iter().filter(|change| change.record == *record);
        let main: Vec<String> = changes().filter(|change| is_main(change)).map(phrase).collect();
        let rest: Vec<String> = changes().filter(|change| !is_main(change)).map(phrase).collect();
        match (main.is_empty(), rest.is_empty()) {
            (true, _) => rest.join(", "),
            (false, true) => main.join(", "),
            (false, false) => format!("{} ({})", main.join(", "), rest.join(", ")),
        }
    };
    let end = if edit.act == Act::Correct { " (corrected)" } else { "" };
    records.into_iter().map(|record| (record, said(record) + end)).collect()
}

/// Returns whether a key is what the record is about: its status or its date.
fn is_main(change: &Change) -> bool {
    matches!(&*change.key, "status" | "by" | "from" | "at") || change.step.is_structural()
}

fn phrase(change: &Change) -> String {
    let key = if is_main(change) { String::new() } else { format!("{} ", change.key) };
    match &change.step {
        Step::Set { from: Some(from), to: Some(to) } => format!("{key}{} -> {}", shown(from), shown(to)),
        Step::Set { from: None, to: Some(to) } => format!("{key}{}", shown(to)),
        Step::Set { from: Some(from), to: None } if is_main(change) => {
            format!("{} -> no entry of its own", shown(from))
        }
        Step::Set { to: None, .. } => format!("no {}", change.key),
        Step::Append { value } if change.key == "moved" => of_move(value),
        Step::TakeBack { .. } if change.key == "moved" => "its entry in moved taken back".into(),
        Step::Append { value } => format!("{} added: {}", one(&change.key), shown(value)),
        Step::TakeBack { value } => format!("{} taken back: {}", one(&change.key), shown(value)),
        Step::Create { .. } => "added".to_string(),
        Step::Remove { .. } => "removed".to_string(),
        Step::Rename { to } => format!("renamed {to}"),
    }
}

/// Returns the word for one item of a list or text.
fn one(key: &str) -> &str {
    if key == "notes" { "note" } else { key }
}

/// Says why and when a date moved.
fn of_move(value: &Value) -> String {
    let Value::Map(pairs) = value else { return shown(value) };
    let of = |key: &str| pairs.iter().find(|(name, _)| &**name == key).map(|(_, value)| shown(value));
    let when = of("when").map(|when| format!("when {when}"));
    let parts: Vec<String> = [of("why"), when, of("source")].into_iter().flatten().collect();
    parts.join(", ")
}

/// Returns a value on one line, cut where it is long.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let line = lines.next().unwrap_or_default().trim();
    let mut short: String = line.chars().take(MOST_SHOWN).collect();
    if short.len() < line.len() || lines.next().is_some() {
        short.push_str("...");
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(record: &str, key: &str, from: Option<&str>, to: Option<&str>) -> Change {
        let value = |text: Option<&str>| text.map(Value::text);
        let record = record.parse().expect("a record");
        Change { record, key: key.into(), step: Step::Set { from: value(from), to: value(to) } }
    }

    #[test]
    fn a_status_is_said_with_what_came_with_it() {
        let changes = vec![
            set("r/m:kes", "status", Some("blocked"), Some("done")),
            set("r/m:kes", "closed", None, Some("2026-11-23")),
            set("r/m:kes", "waiting", Some("vendor"), None),
            set("r/m:hub", "status", None, Some("done")),
        ];
        let edit = Edit { act: Act::Status, changes };
        assert_eq!(lines(&edit), ["r/m:kes: blocked -> done (closed 2026-11-23, no waiting)", "r/m:hub: done"]);
        assert_eq!(line(&edit), "r/m:kes: blocked -> done (closed 2026-11-23, no waiting); r/m:hub: done");
    }

    #[test]
    fn what_changed_alike_stands_together_on_one_line() {
        let change = |record| set(record, "status", Some("open"), Some("done"));
        let changes = vec![change("r/m:kes"), change("r/m:hub"), change("r/n:hub")];
        let edit = Edit { act: Act::Status, changes };
        assert_eq!(line(&edit), "r/m:kes,hub: open -> done; r/n:hub: open -> done");
    }

    #[test]
    fn a_move_says_why_and_a_note_is_cut_to_its_first_line() {
        let pair = |key: &str, value: &str| (key.into(), Value::text(value));
        let entry = Value::Map(vec![pair("was", "2026-08-02"), pair("when", "2026-07-27"), pair("why", "postponed")]);
        let record: Record = "r/m".parse().expect("a record");
        let moved = Change { record: record.clone(), key: "moved".into(), step: Step::Append { value: entry } };
        let changes = vec![set("r/m", "from", Some("2026-08-02"), Some("2026-12-02")), moved];
        let edit = Edit { act: Act::Move, changes };
        assert_eq!(lines(&edit), ["r/m: 2026-08-02 -> 2026-12-02 (postponed, when 2026-07-27)"]);
        let step = Step::Append { value: Value::text("first\nsecond") };
        let edit = Edit { act: Act::Note, changes: vec![Change { record, key: "notes".into(), step }] };
        assert_eq!(lines(&edit), ["r/m: note added: first..."]);
    }
}
