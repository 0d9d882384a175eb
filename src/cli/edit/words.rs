//! An edit in words, with whole addresses: a line for each record, or one line for all of it.

use crate::domain::edit::make::fields_of;
use crate::domain::edit::{Act, Change, Edit, Record, Step, Value};

use super::super::session::counted;

/// How many letters of a text are shown.
const MOST_SHOWN: usize = 60;

/// Returns a line for each record: `kaspersky-ban/told:kes: open -> done (closed 2026-11-23, who ana)`.
#[must_use]
pub fn lines(edit: &Edit) -> Vec<String> {
    by_record(edit).into_iter().map(|(record, said)| format!("{record}: {said}")).collect()
}

/// Returns one line; the obligations of a milestone that changed alike stand together, those that follow a product and
/// the places that follow another id are counted.
#[must_use]
pub fn line(edit: &Edit) -> String {
    let mut said = by_record(edit);
    if let Some(main) = edit.changes.iter().find_map(renamed) {
        let places = said.len().saturating_sub(1);
        let and = if places == 0 {
            String::new()
        } else {
            format!(", and in {} where it is named", counted(places, "place"))
        };
        return said.first().map_or_else(String::new, |(_, words)| format!("{main}: {words}{and}"));
    }
    let comes_or_goes = |words: &str| words.starts_with("removed") || words.starts_with("added");
    let products: Vec<&Record> = said
        .iter()
        .filter(|(record, words)| matches!(record, Record::Product(_)) && comes_or_goes(words))
        .map(|(r, _)| *r)
        .collect();
    for product in products {
        let before = said.len();
        said.retain(|(record, words)| !(is_cell(record) && record.id() == product.id() && comes_or_goes(words)));
        let gone = before - said.len();
        if gone > 0
            && let Some((_, words)) = said.iter_mut().find(|(record, _)| *record == product)
        {
            words.push_str(", with ");
            words.push_str(&obligations(gone));
        }
    }
    let mut groups: Vec<(String, String)> = Vec::new();
    for (record, said) in said {
        let head = record.to_string();
        let same = groups.last_mut().filter(|(address, words)| {
            let stem = |address: &str| address.split_once(':').map(|(stem, _)| stem.to_string());
            is_cell(record) && *words == said && stem(address) == stem(&head)
        });
        match same {
            Some((address, _)) => {
                address.push(',');
                address.push_str(record.id());
            }
            None => groups.push((head, said)),
        }
    }
    let groups: Vec<String> = groups.into_iter().map(|(address, said)| format!("{address}: {said}")).collect();
    groups.join("; ")
}

fn is_cell(record: &Record) -> bool {
    matches!(record, Record::Cell { .. })
}

/// Returns the record that an edit gives another id, those that follow it aside.
fn renamed(change: &Change) -> Option<&Record> {
    let is_main = matches!(change.step, Step::Rename { .. }) && !is_cell(&change.record);
    is_main.then_some(&change.record)
}

/// Returns what is said of each record: those that come, go or get another id first, else in the edit's order.
fn by_record(edit: &Edit) -> Vec<(&Record, String)> {
    let whole: Vec<&Change> =
        edit.changes.iter().filter(|change| change.step.is_structural() && !is_rename_of_cell(change)).collect();
    // What stood inside it goes and comes with it.
    let goes_with = |record: &Record| whole.iter().any(|change| is_inside(record, change));
    let mut records: Vec<&Record> = Vec::new();
    let leaders = edit.changes.iter().filter(|change| change.step.is_structural() && !is_cell(&change.record));
    // That a milestone no longer touches nothing is told by what it touches.
    let is_told = |change: &&Change| match &change.step {
        Step::Set { from: Some(Value::List(items)), to: None } => {
            change.key == "products"
                && items.is_empty()
                && whole.iter().any(|other| other.record != change.record && other.record.is_within(&change.record))
        }
        Step::Set { .. }
        | Step::Append { .. }
        | Step::TakeBack { .. }
        | Step::Create { .. }
        | Step::Remove { .. }
        | Step::Rename { .. } => false,
    };
    for change in leaders.chain(edit.changes.iter().filter(|change| !is_told(change))) {
        if !records.contains(&&change.record) && !goes_with(&change.record) {
            records.push(&change.record);
        }
    }
    let said = |record: &Record| {
        let structural = whole.iter().find(|change| change.record == *record);
        match structural.map(|change| &change.step) {
            Some(Step::Remove { .. }) => format!("removed{}", inside(edit, record)),
            Some(Step::Create { .. }) => added(edit, record),
            Some(Step::Rename { .. } | Step::Set { .. } | Step::Append { .. } | Step::TakeBack { .. }) | None => {
                of_keys(edit, record)
            }
        }
    };
    // The first is what was asked for; dates that were to stay follow it.
    let first = records.first().copied();
    let end = |record: &Record| match edit.act {
        Act::Move | Act::Correct if Some(record) != first => " (written out, stays)",
        Act::Correct => " (corrected)",
        Act::Move | Act::Status | Act::Note | Act::Verify | Act::Add | Act::Field | Act::Remove | Act::Rename => "",
    };
    records.into_iter().map(|record| (record, said(record) + end(record))).collect()
}

fn is_rename_of_cell(change: &Change) -> bool {
    is_cell(&change.record) && matches!(change.step, Step::Rename { .. })
}

/// Returns whether a record stands inside one that comes or goes.
fn is_inside(record: &Record, whole: &Change) -> bool {
    let comes_or_goes = matches!(whole.step, Step::Create { .. } | Step::Remove { .. });
    comes_or_goes && *record != whole.record && record.is_within(&whole.record)
}

/// Says what became of the keys of a record.
fn of_keys(edit: &Edit, record: &Record) -> String {
    let changes = || edit.changes.iter().filter(|change| change.record == *record);
    let other_verb = verb_of(&changes().collect::<Vec<_>>());
    let is_told = |change: &&Change| other_verb.is_some() && is_date(&change.key);
    let main = changes().filter(|change| is_main(change) && !is_told(change)).map(phrase);
    let main: Vec<String> = other_verb.iter().cloned().chain(main).collect();
    let rest: Vec<String> = changes().filter(|change| !is_main(change)).map(phrase).collect();
    match (main.is_empty(), rest.is_empty()) {
        (true, _) => rest.join(", "),
        (false, true) => main.join(", "),
        (false, false) => format!("{} ({})", main.join(", "), rest.join(", ")),
    }
}

fn is_date(key: &str) -> bool {
    matches!(key, "by" | "from" | "at")
}

/// Says what became of a date that comes under another verb: `from -> by`, or with both dates.
fn verb_of(changes: &[&Change]) -> Option<String> {
    let dates: Vec<(&str, &Option<Value>, &Option<Value>)> = changes
        .iter()
        .filter(|change| is_date(&change.key))
        .filter_map(|change| match &change.step {
            Step::Set { from, to } => Some((change.key.as_str(), from, to)),
            Step::Append { .. }
            | Step::TakeBack { .. }
            | Step::Create { .. }
            | Step::Remove { .. }
            | Step::Rename { .. } => None,
        })
        .collect();
    let ([(old, Some(from), _), .., (new, _, Some(to))], true) = (dates.as_slice(), dates.len() > 1) else {
        return None;
    };
    if from == to {
        return Some(format!("{old} -> {new}"));
    }
    Some(format!("{old} {} -> {new} {}", shown(from), shown(to)))
}

/// Says what a record says that comes: `added (title Customers told, by 2027-01-15, products kes, hub)`.
fn added(edit: &Edit, record: &Record) -> String {
    let mut own: Vec<&Change> = edit.changes.iter().filter(|change| change.record == *record).collect();
    own.sort_by_key(|change| place_of(record, &change.key));
    let mut says: Vec<String> = own
        .into_iter()
        .filter_map(|change| match &change.step {
            Step::Set { to: Some(to), .. } if change.key == "status" => Some(shown(to)),
            Step::Set { to: Some(to), .. } => Some(format!("{} {}", change.key, shown(to))),
            Step::Set { to: None, .. }
            | Step::Append { .. }
            | Step::TakeBack { .. }
            | Step::Create { .. }
            | Step::Remove { .. }
            | Step::Rename { .. } => None,
        })
        .collect();
    if let Record::Milestone { .. } = record {
        let products = products(edit, record);
        if !products.is_empty() {
            says.push(format!("products {}", products.join(", ")));
        }
    }
    let with = if let Record::Regulation(_) = record { inside(edit, record) } else { String::new() };
    let says = if says.is_empty() { String::new() } else { format!(" ({})", says.join(", ")) };
    format!("added{says}{with}")
}

/// Returns where a key stands among those of a form: title, date, and the others in their order.
fn place_of(record: &Record, key: &str) -> usize {
    match key {
        "status" | "name" | "title" => 0,
        "by" | "from" | "at" => 1,
        key => fields_of(record).iter().position(|field| field.key == key).map_or(usize::MAX, |at| at + 2),
    }
}

/// Returns the products of a milestone that comes; with their status where they are not open.
fn products(edit: &Edit, milestone: &Record) -> Vec<String> {
    let cells = edit.changes.iter().filter(|change| change.key == "status" && change.record.is_within(milestone));
    cells
        .filter_map(|change| match &change.step {
            Step::Set { to: Some(to), .. } if to.as_text() == Some("open") => Some(change.record.id().to_string()),
            Step::Set { to: Some(to), .. } => Some(format!("{} {}", change.record.id(), shown(to))),
            Step::Set { to: None, .. }
            | Step::Append { .. }
            | Step::TakeBack { .. }
            | Step::Create { .. }
            | Step::Remove { .. }
            | Step::Rename { .. } => None,
        })
        .collect()
}

/// Counts what stands inside a record that comes or goes: `, with 2 milestones and 1 obligation`; or nothing.
fn inside(edit: &Edit, whole: &Record) -> String {
    let mut inner: Vec<&Record> = Vec::new();
    for change in &edit.changes {
        if change.record != *whole && change.record.is_within(whole) && !inner.contains(&&change.record) {
            inner.push(&change.record);
        }
    }
    let cells = inner.iter().filter(|record| is_cell(record)).count();
    let milestones = inner.len() - cells;
    let parts: Vec<String> =
        [(milestones > 0).then(|| counted(milestones, "milestone")), (cells > 0).then(|| obligations(cells))]
            .into_iter()
            .flatten()
            .collect();
    if parts.is_empty() { String::new() } else { format!(", with {}", parts.join(" and ")) }
}

fn obligations(number: usize) -> String {
    counted(number, "obligation")
}

/// Returns whether a key is what the record is about: its status or its date.
fn is_main(change: &Change) -> bool {
    change.key == "status" || is_date(&change.key) || change.step.is_structural()
}

fn phrase(change: &Change) -> String {
    let key = if is_main(change) { String::new() } else { format!("{} ", change.key) };
    match &change.step {
        Step::Set { from: Some(Value::Map(from)), to: Some(Value::Map(to)) } => {
            format!("{key}{}", of_maps(from, to))
        }
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
        Step::Rename { to } if is_cell(&change.record) => format!("names {to}"),
        Step::Rename { to } => format!("renamed to {to}"),
    }
}

/// Says which keys of a map became what: saved filters, a comparison with a source.
fn of_maps(from: &[(Box<str>, Value)], to: &[(Box<str>, Value)]) -> String {
    let find = |pairs: &[(Box<str>, Value)], key: &str| {
        pairs.iter().find(|(other, _)| **other == *key).map(|(_, value)| value.clone())
    };
    let mut parts: Vec<String> = Vec::new();
    for (key, new) in to {
        match find(from, key) {
            Some(old) if old == *new => {}
            Some(old) => parts.push(format!("{key}: {} -> {}", shown(&old), shown(new))),
            None => parts.push(format!("{key}: {}", shown(new))),
        }
    }
    let gone = from.iter().filter(|(key, _)| find(to, key).is_none());
    parts.extend(gone.map(|(key, _)| format!("no {key}")));
    parts.join(", ")
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
    let text = match value {
        Value::List(items) if items.is_empty() => "none".to_string(),
        Value::Null | Value::Text(_) | Value::Alias(_) | Value::List(_) | Value::Map(_) => value.to_string(),
    };
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
    use crate::domain::edit::Seat;

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

    fn change(record: &str, step: Step) -> Change {
        Change { record: record.parse().expect("a record"), key: String::new(), step }
    }

    #[test]
    fn a_record_that_comes_says_what_it_says_and_one_that_goes_what_goes_with_it() {
        let changes = vec![
            change("r/m", Step::Create { seat: Seat::Last }),
            set("r/m", "title", None, Some("Told")),
            set("r/m", "by", None, Some("2027-01-15")),
            change("r/m:kes", Step::Create { seat: Seat::Last }),
            set("r/m:kes", "status", None, Some("open")),
            change("r/m:hub", Step::Create { seat: Seat::Last }),
            set("r/m:hub", "status", None, Some("done")),
        ];
        let edit = Edit { act: Act::Add, changes };
        let said = "r/m: added (title Told, by 2027-01-15, products kes, hub done)";
        assert_eq!((lines(&edit), line(&edit)), (vec![said.to_string()], said.to_string()));
        let back = edit.inverse();
        assert_eq!(lines(&back), ["r/m: removed, with 2 obligations"]);
    }

    #[test]
    fn what_follows_a_product_is_counted_on_one_line() {
        let changes = vec![
            set("r/m:kes", "status", Some("open"), None),
            change("r/m:kes", Step::Remove { seat: Seat::First }),
            set("product:kes", "name", Some("Kes"), None),
            change("product:kes", Step::Remove { seat: Seat::First }),
        ];
        let edit = Edit { act: Act::Remove, changes };
        assert_eq!(line(&edit), "product:kes: removed, with 1 obligation");
        assert_eq!(lines(&edit), ["product:kes: removed", "r/m:kes: removed"]);
        assert_eq!(line(&edit.inverse()), "product:kes: added (name Kes), with 1 obligation");
    }

    #[test]
    fn another_id_is_said_with_the_places_that_follow() {
        let changes = vec![
            change("product:kes", Step::Rename { to: "endpoint".into() }),
            change("r/m:kes", Step::Rename { to: "endpoint".into() }),
            set("r/n", "by", Some("1 day after a"), Some("1 day after b")),
        ];
        let edit = Edit { act: Act::Rename, changes };
        let said =
            ["product:kes: renamed to endpoint", "r/m:kes: names endpoint", "r/n: 1 day after a -> 1 day after b"];
        assert_eq!(lines(&edit), said);
        assert_eq!(line(&edit), "product:kes: renamed to endpoint, and in 2 places where it is named");
        assert_eq!(line(&edit.inverse()), "product:endpoint: renamed to kes, and in 2 places where it is named");
    }
}
