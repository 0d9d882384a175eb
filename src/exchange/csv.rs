//! CSV: a row for each record, a column for each field that its JSON has, under the same name.
//!
//! Comma, CRLF, quotes where needed, UTF-8 without a mark. Lists are joined by `; `; what JSON calls `null` is an empty
//! cell. A text that a spreadsheet would take for a formula gets a `'` in front.
//!
//! # Source
//!
//! RFC 4180, section 2.

use ::csv::{Terminator, WriterBuilder};
use serde_json::Value;

use crate::domain::text::clean_lines;

/// The columns of a milestone. The user's own keys are left out: they differ from record to record.
pub const MILESTONE: [&str; 46] = [
    "address",
    "title",
    "regulation",
    "kind",
    "certainty",
    "verb",
    "nominal",
    "date",
    "precision",
    "instant",
    "instant_end",
    "zone",
    "last_safe_day",
    "remaining_seconds",
    "days_left",
    "working_days_left",
    "band",
    "status",
    "live",
    "done",
    "counted",
    "breach",
    "occurrence",
    "rule",
    "anchor",
    "calendar",
    "roll",
    "rolled_days",
    "opens",
    "moved",
    "authority",
    "jurisdiction",
    "citation",
    "source",
    "verified",
    "verify_due",
    "to_verify",
    "owner",
    "backup",
    "severity",
    "penalty",
    "tags",
    "notes",
    "line",
    "obligations",
    "occurrences",
];

/// The columns of an obligation; the second to the sixth and the last two are those of its milestone and its date.
pub const OBLIGATION: [&str; 30] = [
    "address",
    "title",
    "regulation",
    "verb",
    "date",
    "zone",
    "product",
    "status",
    "live",
    "band",
    "instant",
    "last_safe_day",
    "remaining_seconds",
    "days_left",
    "owner",
    "closed",
    "late_days",
    "breach",
    "reason",
    "until",
    "waiting",
    "chase",
    "since",
    "note",
    "evidence",
    "acked",
    "due",
    "line",
    "citation",
    "source",
];

/// Writes records, given as JSON objects, under a head of `columns`; a field that is not there is an empty cell.
///
/// # Panics
///
/// Never: every row has as many cells as there are columns, and memory does not refuse.
#[must_use]
pub fn text_of(columns: &[&str], records: impl IntoIterator<Item = Value>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(columns).expect("memory does not refuse");
    for record in records {
        let cells = columns.iter().map(|column| record.get(column).map_or(String::new(), |value| cell(column, value)));
        writer.write_record(cells).expect("every row has all columns");
    }
    let bytes = writer.into_inner().expect("memory does not refuse");
    String::from_utf8(bytes).expect("text in, text out")
}

fn cell(column: &str, value: &Value) -> String {
    match (column, value) {
        ("obligations", Value::Array(cells)) => harmless(cells.iter().map(standing).collect::<Vec<_>>().join("; ")),
        ("occurrences", Value::Array(all)) => harmless(all.iter().map(coming).collect::<Vec<_>>().join("; ")),
        // A negative number is no formula.
        (_, Value::Number(number)) => number.to_string(),
        _ => harmless(plain(value)),
    }
}

/// Returns `kes: done`.
fn standing(obligation: &Value) -> String {
    let part = |key: &str| obligation.get(key).and_then(Value::as_str).unwrap_or_default();
    format!("{}: {}", part("product"), part("status"))
}

/// Returns `2027-04-15: open`; of one that is only to come the date alone.
fn coming(occurrence: &Value) -> String {
    let part = |key: &str| occurrence.get(key).and_then(Value::as_str);
    let day = part("nominal").unwrap_or("unknown");
    part("status").map_or_else(|| day.to_string(), |status| format!("{day}: {status}"))
}

/// Returns a value in one text: lists joined by `; `, the fields of a map by `, ` without those that are unknown.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(is) => is.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => {
            let lines: Vec<String> = clean_lines(text).map(|line| line.to_string()).collect();
            lines.join("\n")
        }
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Object(map) => {
            let known = map.iter().filter(|(_, value)| !value.is_null());
            known.map(|(key, value)| format!("{key}: {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Puts a `'` in front of what a spreadsheet would take for a formula, also behind spaces and in wide letters.
fn harmless(text: String) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "＝1"] {
            let cell = cell("title", &json!(text));
            assert!(cell.starts_with('\''), "{text:?} became {cell:?}");
        }
        assert_eq!(cell("tags", &json!(["=1", "b"])), "'=1; b");
        assert_eq!(cell("title", &json!("a=1")), "a=1");
    }

    #[test]
    fn a_negative_number_stays_a_number() {
        assert_eq!(cell("days_left", &json!(-3)), "-3");
        assert_eq!(cell("title", &json!("-3")), "'-3");
    }

    #[test]
    fn what_is_quoted_reads_back() {
        let records = [json!({"a": "x, \"y\"\nz", "b": null}), json!({"b": [true, "é"]})];
        let text = text_of(&["a", "b"], records);
        assert_eq!(text, "a,b\r\n\"x, \"\"y\"\"\nz\",\r\n,true; é\r\n");
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let first = reader.records().next().expect("a row").expect("CSV");
        assert_eq!(first.get(0), Some("x, \"y\"\nz"));
    }

    #[test]
    fn controls_do_not_pass_and_lists_are_joined() {
        assert_eq!(cell("notes", &json!("a\u{1b}[m\r\nb\u{202e}\n")), "a\u{fffd}[m\nb\u{fffd}");
        let moved = json!([{"was": "2026-08-02", "why": null}, {"was": "2027"}]);
        assert_eq!(cell("moved", &moved), "was: 2026-08-02; was: 2027");
        let cells = json!([{"product": "kes", "status": "done"}, {"product": "org", "status": "open"}]);
        assert_eq!(cell("obligations", &cells), "kes: done; org: open");
    }

    #[test]
    fn nothing_is_a_head_alone() {
        assert_eq!(text_of(&["a", "b"], []), "a,b\r\n");
    }
}
