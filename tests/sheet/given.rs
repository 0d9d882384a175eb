//! Files, boards, sheets; and a file with what a sheet changes, written without any code of ours.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use duewatch::domain::board::Board;
use duewatch::domain::edit::{Record, Value};
use duewatch::domain::finding::Severity;
use duewatch::domain::zone::Zone;
use duewatch::exchange::sheet::{Comparison, NewCell, Options, Sheet, What, compare, read};
use duewatch::yaml::snapshot::Snapshot;
use serde_json::{Map, Value as Json, json};

/// The moment of every board here.
pub const NOW: &str = "2026-11-23T14:05:00+01:00";

pub const EMPTY: &str = "duewatch: 1\nzone: Europe/Brussels\n";

/// Reads a file that has no error.
pub fn board(text: &str) -> Board {
    let machine = Zone::named("Europe/Brussels").expect("a zone");
    let snapshot = Snapshot::of(text.into(), &machine);
    let errors: Vec<_> = snapshot.findings.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{text}\n{errors:#?}");
    let now: DateTime<Utc> = NOW.parse().expect("a moment");
    Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now)
}

/// Reads a sheet that has no problem.
pub fn sheet(csv: &str, options: &Options) -> Sheet {
    let sheet = read(csv.as_bytes(), options);
    assert!(sheet.problems.is_empty(), "{:#?}", sheet.problems);
    sheet
}

/// Compares where nothing stands in the way.
pub fn compared(sheet: &Sheet, board: &Board) -> Comparison {
    let comparison = compare(sheet, board);
    assert!(comparison.problems.is_empty(), "{:#?}", comparison.problems);
    comparison
}

/// Says each outcome on a line or more.
pub fn told(comparison: &Comparison) -> String {
    let says = |says: &[(Box<str>, Value)]| {
        says.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" | ")
    };
    let cells = |cells: &[NewCell]| {
        cells.iter().map(|cell| format!("\n    {}: {}", cell.target, says(&cell.says))).collect::<Vec<_>>().concat()
    };
    let line = |outcome: &duewatch::exchange::sheet::Outcome| {
        let kept: Vec<String> = outcome
            .kept
            .iter()
            .map(|kept| format!("\n    kept {} of {}: {} not {}", kept.key, kept.address, kept.file, kept.sheet))
            .collect();
        let what = match &outcome.what {
            What::Added { keys, cells: new } => format!("+ {}\n    {}{}", outcome.record, says(keys), cells(new)),
            What::Changed { fields, cells: new } => {
                let old = |old: &Option<Value>| old.as_ref().map_or("nothing".to_string(), ToString::to_string);
                let all = fields.iter().map(|f| format!("\n    {}: {} -> {}", f.key, old(&f.old), f.new));
                format!("~ {}{}{}", outcome.record, all.collect::<Vec<_>>().concat(), cells(new))
            }
            What::Same => format!("= {}", outcome.record),
        };
        what + &kept.concat() + "\n"
    };
    comparison.outcomes.iter().map(line).collect()
}

fn json_of(value: &Value) -> Json {
    serde_json::to_value(value).expect("JSON")
}

/// Returns a map inside a map, made if it is not there.
fn inside<'a>(map: &'a mut Json, key: &str) -> &'a mut Json {
    let map = map.as_object_mut().expect("a map");
    map.entry(key.to_string()).or_insert_with(|| json!({}))
}

fn set(map: &mut Json, key: &str, value: Json) {
    map.as_object_mut().expect("a map").insert(key.to_string(), value);
}

/// Returns the products of a milestone as a map from id to record.
fn products(milestone: &Json) -> Map<String, Json> {
    let one = |item: &Json| match item {
        Json::String(id) => vec![(id.clone(), json!("open"))],
        Json::Object(pair) => pair.clone().into_iter().collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => panic!("{item}"),
    };
    match milestone.get("products") {
        None => Map::new(),
        Some(Json::Object(map)) => map.clone(),
        Some(Json::Array(items)) => items.iter().flat_map(one).collect(),
        Some(item) => one(item).into_iter().collect(),
    }
}

/// Adds products to a milestone.
fn give(milestone: &mut Json, cells: &[NewCell]) {
    if cells.is_empty() {
        return;
    }
    let is_event = milestone.get("at").is_some();
    let mut all = products(milestone);
    for cell in cells {
        let says: Map<String, Json> = cell.says.iter().map(|(key, value)| (key.to_string(), json_of(value))).collect();
        all.insert(cell.target.to_string(), Json::Object(says));
    }
    let value = if is_event { Json::Array(all.keys().cloned().map(Json::String).collect()) } else { Json::Object(all) };
    set(milestone, "products", value);
}

/// Returns a file with what a comparison changes; as JSON, which is YAML.
pub fn applied(text: &str, comparison: &Comparison) -> String {
    let mut file: Json = serde_yaml::from_str(text).expect("YAML");
    for outcome in &comparison.outcomes {
        let record = match &outcome.record {
            Record::Product(id) => inside(inside(&mut file, "products"), id),
            Record::Regulation(id) => inside(inside(&mut file, "regulations"), id),
            Record::Milestone { regulation, milestone } => {
                let regulation = inside(inside(&mut file, "regulations"), regulation);
                inside(inside(regulation, "milestones"), milestone)
            }
            Record::File | Record::Cell { .. } => panic!("{outcome:?}"),
        };
        match &outcome.what {
            What::Added { keys, cells } => {
                assert!(record.as_object().is_some_and(Map::is_empty), "{outcome:?} is there already");
                for (key, value) in keys {
                    set(record, key, json_of(value));
                }
                give(record, cells);
            }
            What::Changed { fields, cells } => {
                for field in fields {
                    let verb =
                        || ["by", "from", "at"].into_iter().find(|verb| record.get(*verb).is_some()).expect("a date");
                    if *field.key == *"verb" {
                        let old = verb();
                        let date = record.as_object_mut().and_then(|map| map.remove(old)).expect("a date");
                        set(record, field.new.as_text().expect("a verb"), date);
                    } else {
                        set(record, &field.key, json_of(&field.new));
                    }
                }
                give(record, cells);
            }
            What::Same => {}
        }
    }
    serde_json::to_string_pretty(&file).expect("JSON")
}

/// Imports a sheet into a file; a second time must change nothing.
pub fn imported(sheet: &Sheet, text: &str) -> String {
    let after = applied(text, &compared(sheet, &board(text)));
    let again = compared(sheet, &board(&after));
    assert!(again.is_same(), "the second time:\n{}\non\n{after}", told(&again));
    after
}
