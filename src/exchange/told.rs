//! What an import says, with the same words on the screen and on the command line.

use crate::domain::edit::{Facts, Value};
use crate::exchange::sheet::{Changed, Comparison, Kept, NewCell, Outcome, Sheet, Use, What};

/// Says what becomes of the old dates, if one changes.
#[must_use]
pub fn dates(comparison: &Comparison) -> Option<String> {
    let is_date = |field: &Changed| matches!(&*field.key, "by" | "from" | "at");
    let changes = comparison.outcomes.iter().any(|outcome| match &outcome.what {
        What::Changed { fields, .. } => fields.iter().any(is_date),
        What::Added { .. } | What::Same => false,
    });
    let line =
        "a date that changes here leaves its old one in the journal alone; 'move' keeps it in the file, with why";
    changes.then(|| line.to_string())
}

/// Says what becomes of a record: a word, and the rest.
#[must_use]
pub fn in_words(outcome: &Outcome, facts: &Facts) -> (&'static str, String) {
    let shown = |value: &Value| match value {
        Value::List(items) if items.is_empty() => "none".to_string(),
        Value::Null | Value::Text(_) | Value::Alias(_) | Value::List(_) | Value::Map(_) => {
            let text = value.to_string();
            let mut lines = text.lines();
            let first = lines.next().unwrap_or_default().to_string();
            if lines.next().is_some() { first + "..." } else { first }
        }
    };
    let named = |cells: &[NewCell]| -> Vec<String> {
        let one = |cell: &NewCell| match cell.says.first() {
            Some((_, status)) if status.as_text() != Some("open") => format!("{} {status}", cell.target),
            Some(_) | None => cell.target.to_string(),
        };
        if cells.is_empty() {
            return Vec::new();
        }
        vec![format!("products {}", cells.iter().map(one).collect::<Vec<_>>().join(", "))]
    };
    match &outcome.what {
        What::Same => (word(&outcome.what), String::new()),
        What::Added { keys, cells } => {
            let mut parts: Vec<String> = keys.iter().map(|(key, value)| format!("{key} {}", shown(value))).collect();
            parts.extend(named(cells));
            (word(&outcome.what), parts.join("; "))
        }
        What::Changed { fields, cells } => {
            // As it is written: a rule says more than the date that comes of it.
            let one = |field: &Changed| match facts.get(&outcome.record, &field.key).or(field.old.as_ref()) {
                Some(old) => format!("{} {} -> {}", field.key, shown(old), shown(&field.new)),
                None => format!("{} {}", field.key, shown(&field.new)),
            };
            let mut parts: Vec<String> = fields.iter().map(one).collect();
            parts.extend(named(cells).into_iter().map(|products| format!("more {products}")));
            (word(&outcome.what), parts.join("; "))
        }
    }
}

/// Returns the word for what becomes of a record: `same`, `add`, `change`.
#[must_use]
pub fn word(what: &What) -> &'static str {
    match what {
        What::Same => "same",
        What::Added { .. } => "add",
        What::Changed { .. } => "change",
    }
}

/// Says what the file keeps, whatever the sheet says.
#[must_use]
pub fn kept(comparison: &Comparison) -> Vec<String> {
    let all = comparison.outcomes.iter().flat_map(|outcome| &outcome.kept);
    let one = |kept: &Kept| {
        let line = |text: &str| text.lines().next().unwrap_or_default().to_string();
        format!("kept: {} of {} is '{}', not '{}'", kept.key, kept.address, line(&kept.file), line(&kept.sheet))
    };
    all.map(one).collect()
}

/// Counts the records that come, change and stay as they are.
#[must_use]
pub fn counts(comparison: &Comparison) -> [usize; 3] {
    let of = |wanted: &str| comparison.outcomes.iter().filter(|outcome| word(&outcome.what) == wanted).count();
    [of("add"), of("change"), of("same")]
}

/// Returns the heads of the columns, and what each fills.
#[must_use]
pub fn columns(sheet: &Sheet) -> Vec<(String, String)> {
    let fills = |what: &Use| match what {
        Use::Fills(key) => (*key).to_string(),
        Use::Extra(key) => key.clone(),
        Use::Derived => "left out: it follows from the rest".to_string(),
        Use::History => "left out: it is history".to_string(),
        Use::Skipped => "left out".to_string(),
        Use::Unknown => "left out: nobody knows this head".to_string(),
    };
    sheet.columns.iter().map(|(head, what)| (head.clone(), fills(what))).collect()
}
