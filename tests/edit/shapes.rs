//! Every shape in which a milestone can name a product, times every status: what is written, and how many lines.

use duewatch::domain::edit::Why;
use duewatch::domain::status::Status;
use duewatch::yaml::amend::amend;

use super::given::{after_set, changed, done, file, given, record, refused, set, snapshot};

/// What a cell says after `set`, as a second reader sees it.
fn second_reader(text: &str, path: &[&str]) -> serde_yaml::Value {
    let whole: serde_yaml::Value =
        serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let mut at = whole.get("regulations").and_then(|r| r.get("r")).and_then(|r| r.get("milestones"));
    at = at.and_then(|m| m.get("m"));
    for key in path {
        at = at.and_then(|at| at.get(*key));
    }
    at.cloned().unwrap_or_else(|| panic!("nothing at {path:?} in\n{text}"))
}

/// Returns the status of a product in a `products`, whatever its shape.
fn status_in(products: &serde_yaml::Value, product: &str) -> Option<String> {
    use serde_yaml::Value;
    let word = |value: &Value| match value {
        Value::String(word) => Some(word.clone()),
        Value::Mapping(_) => value.get("status").and_then(Value::as_str).map(ToString::to_string),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Sequence(_) | Value::Tagged(_) => None,
    };
    match products {
        Value::String(name) => (name == product).then(|| "open".to_string()),
        Value::Mapping(map) => map.get(product).and_then(word),
        Value::Sequence(items) => items.iter().find_map(|item| status_in(item, product)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Tagged(_) => None,
    }
}

/// Name, the milestone's further lines, the cell's product, and how many lines may change for each status.
const SHAPES: &[(&str, &str, &str, (usize, usize))] = &[
    (
        "a map entry with a word",
        "        products:\n          kes: open   # ours\n          hub: open\n",
        "kes",
        (1, 1),
    ),
    ("a word in a map on one line", "        products: {kes: open, hub: in-progress}  # both\n", "kes", (1, 1)),
    ("the last word in a map on one line", "        products: {hub: open, kes: open}\n", "kes", (1, 1)),
    ("a quoted word", "        products:\n          kes: 'open'\n", "kes", (1, 1)),
    ("a pair in a list", "        products:\n          - kes: open\n          - hub\n", "kes", (1, 1)),
    ("a pair in brackets", "        products: [kes: open, hub]\n", "kes", (1, 1)),
    (
        "a record on one line",
        "        products:\n          kes: {status: blocked, waiting: v, owner: ben, note: 'a, b'}  # c\n          hub: open\n",
        "kes",
        (1, 1),
    ),
    ("a record in a list", "        products:\n        - kes: {status: open, x-id: 4}\n        - hub\n", "kes", (1, 1)),
    ("a record without a status", "        products:\n          kes: {owner: ben}\n", "kes", (1, 1)),
    ("a scalar id", "        products: kes  # only this\n", "kes", (1, 1)),
    ("a quoted scalar id", "        products: \"kes\"\n", "kes", (1, 1)),
    ("a scalar selector", "        products: all\n", "kes", (1, 1)),
    ("a quoted scalar selector", "        products: \"tag:endpoint\" # all of them\n", "kes", (1, 1)),
    ("a plain list item", "        products:\n          - kes   # first\n          - hub\n", "kes", (1, 1)),
    ("the last plain list item", "        products:\n          - hub\n          - kes\n", "kes", (1, 1)),
    ("an item in brackets", "        products: [hub, kes, mail]\n", "kes", (1, 1)),
    ("an item in brackets on lines", "        products: [\n          hub,\n          kes,\n        ]\n", "kes", (1, 1)),
    ("a selector in a list", "        products:\n          - all   # everything\n          - mail\n", "kes", (0, 1)),
    ("a selector in brackets", "        products: [\"tag:endpoint\", mail]\n", "kes", (1, 1)),
    ("a selector in a map", "        products:\n          tag:endpoint: open\n          mail: open\n", "kes", (0, 1)),
    ("a selector in a map on one line", "        products: {all: open, mail: open}\n", "kes", (1, 1)),
    ("the implied org", "", "org", (0, 1)),
    ("the implied org before notes", "        notes: |\n          one\n", "org", (0, 1)),
    ("products without a value", "        products:\n        owner: ben\n", "org", (1, 1)),
];

/// Texts that say the same in other bytes.
fn dresses(text: &str) -> Vec<String> {
    let wide = |line: &str| {
        let body = line.trim_start_matches(' ');
        " ".repeat((line.len() - body.len()) * 2) + body + "\n"
    };
    let wide: String = text.lines().map(wide).collect();
    vec![text.to_string(), text.replace('\n', "\r\n"), text.trim_end().to_string(), format!("\u{feff}{text}"), wide]
}

#[test]
fn every_shape_takes_every_status_in_as_many_lines_as_it_must() {
    for (name, rest, product, lines) in SHAPES {
        for text in dresses(&file(rest)) {
            for status in Status::ALL {
                let address = format!("r/m:{product}");
                let before = snapshot(&text);
                assert_eq!(before.syntax, duewatch::yaml::Syntax::Whole, "{name}\n{text}");
                let edit = match set(&before, &address, status, &given(status)) {
                    Err(refusal) if refusal.why == Why::Nothing => continue,
                    edit => edit.unwrap_or_else(|refusal| panic!("{name}, {status:?}: {refusal}")),
                };
                let after = done(&before, &edit).text;
                let products = second_reader(&after, &["products"]);
                assert_eq!(status_in(&products, product).as_deref(), Some(status.word()), "{name}\n{after}");
                assert_eq!(changed(&text, &after), *lines, "{name}, {status:?}\n{after}");
            }
        }
    }
}

/// Sets `r/m:kes` done and returns the lines of the milestone besides title and date.
fn after_done(rest: &str, product: &str) -> String {
    let after = after_set(&file(rest), &format!("r/m:{product}"), Status::Done);
    let from = after.find("by: 2027-04-15\n").map_or(0, |at| at + "by: 2027-04-15\n".len());
    let to = after.find("      later:").unwrap_or(after.len());
    after.get(from..to).unwrap_or_default().to_string()
}

#[test]
fn what_is_written_is_what_the_format_says() {
    const DONE: &str = "{status: done, closed: 2026-11-23, who: ana}";
    let cases = [
        (
            "        products:\n          kes: open   # ours\n",
            format!("        products:\n          kes: {DONE}   # ours\n"),
        ),
        ("        products: {kes: open, hub: open}\n", format!("        products: {{kes: {DONE}, hub: open}}\n")),
        ("        products: kes  # c\n", format!("        products: {{kes: {DONE}}}  # c\n")),
        ("        products: all\n", format!("        products: [all, kes: {DONE}]\n")),
        ("        products: [hub, kes, mail]\n", format!("        products: [hub, kes: {DONE}, mail]\n")),
        (
            "        products:\n          - kes   # c\n          - hub\n",
            format!("        products:\n          - kes: {DONE}   # c\n          - hub\n"),
        ),
        (
            "        products:\n          - all   # c\n          - mail\n",
            format!("        products:\n          - all   # c\n          - kes: {DONE}\n          - mail\n"),
        ),
        ("        products: [all, mail]\n", format!("        products: [all, kes: {DONE}, mail]\n")),
        (
            "        products:\n          all: open\n          mail: open\n",
            format!("        products:\n          all: open\n          kes: {DONE}\n          mail: open\n"),
        ),
        (
            "        products:\n          kes: {status: blocked, waiting: v, chase: 2026-12-01, owner: ben, x-a: 1}\n",
            "        products:\n          kes: {status: done, closed: 2026-11-23, who: ana, owner: ben, x-a: 1}\n"
                .to_string(),
        ),
    ];
    for (before, after) in cases {
        assert_eq!(after_done(before, "kes"), after);
    }
    assert_eq!(
        after_done("        notes: |\n          one\n", "org"),
        format!("        products: {{org: {DONE}}}\n        notes: |\n          one\n")
    );
}

#[test]
fn a_record_on_several_lines_changes_only_where_it_must() {
    let rest = "        products:\n          kes:\n            # why\n            status: blocked   # since May\n            \
                waiting: vendor\n            owner: ben\n            note: |\n              one\n              two\n          hub: open\n";
    let text = file(rest);
    let after = after_set(&text, "r/m:kes", Status::Done);
    assert_eq!(changed(&text, &after), (2, 3), "{after}");
    for line in ["status: done   # since May\n", "closed: 2026-11-23\n", "who: ana\n", "owner: ben\n", "# why\n"] {
        assert!(after.contains(&format!("            {line}")), "{line}{after}");
    }
    let after = after_set(&text, "r/m:kes", Status::InProgress);
    assert_eq!(changed(&text, &after), (2, 1), "{after}");
}

#[test]
fn a_record_in_braces_on_several_lines_is_edited_in_place() {
    let text = file(
        "        products: {\n          kes: {\n            status: blocked,\n            waiting: vendor,\n            owner: ben\n          },\n          hub: open}\n",
    );
    for status in [Status::Open, Status::InProgress, Status::Done, Status::Accepted, Status::NotApplicable] {
        let after = after_set(&text, "r/m:kes", status);
        let products = second_reader(&after, &["products"]);
        assert_eq!(status_in(&products, "kes").as_deref(), Some(status.word()), "{after}");
        assert_eq!(status_in(&products, "hub").as_deref(), Some("open"), "{after}");
        let owner = products.get("kes").and_then(|kes| kes.get("owner")).and_then(serde_yaml::Value::as_str);
        assert_eq!(owner, Some("ben"), "{after}");
    }
}

const SERIES: &str = "        repeat: yearly\n        products: [kes, hub]\n";

#[test]
fn an_occurrence_gets_one_line_and_its_key_the_first_time() {
    let text = file(SERIES);
    let first = after_set(&text, "r/m@2028-04-15:kes", Status::Done);
    assert_eq!(changed(&text, &first), (0, 2), "{first}");
    assert!(
        first.contains(
            "        occurrences:\n          2028-04-15: {kes: {status: done, closed: 2026-11-23, who: ana}}\n"
        ),
        "{first}"
    );
    let second = after_set(&first, "r/m@2027-04-15:kes", Status::InProgress);
    assert_eq!(changed(&first, &second), (0, 1), "{second}");
    let earlier = second.find("2027-04-15: {kes").expect("the earlier one");
    assert!(earlier < second.find("2028-04-15: {kes").expect("the later one"), "{second}");
    let third = after_set(&second, "r/m@2028-04-15:hub", Status::Blocked);
    assert_eq!(changed(&second, &third), (1, 1), "{third}");
    let fourth = after_set(&third, "r/m@2028-04-15:hub", Status::Done);
    assert_eq!(changed(&third, &fourth), (1, 1), "{fourth}");
    let status = second_reader(&fourth, &["occurrences", "2028-04-15", "hub", "status"]);
    assert_eq!(status.as_str(), Some("done"));
}

#[test]
fn what_stands_behind_an_alias_is_refused_by_its_name() {
    let cases = [
        ("        x-a: &rec {status: open}\n        products:\n          kes: *rec\n", "*rec"),
        ("        x-a: &all [kes, hub]\n        products: *all\n", "*all"),
        ("        x-a: &one kes\n        products: [*one, hub]\n", "*one"),
    ];
    for (rest, name) in cases {
        let before = snapshot(&file(rest));
        let message = match set(&before, "r/m:kes", Status::Done, &given(Status::Done)) {
            Err(refusal) => refusal.message,
            Ok(edit) => refused(amend(&before, &edit)).message,
        };
        assert!(message.contains(name), "{message}\n{rest}");
    }
}

#[test]
fn what_others_refer_to_is_refused() {
    for rest in [
        "        products:\n          kes: &rec {status: open}\n          hub: *rec\n",
        "        products: &both [kes, hub]\n        x-both: *both\n",
        "        products: &both {kes: open, hub: open}\n        x-both: *both\n",
        "        products: &one kes\n        x-one: *one\n",
        "        products: [&one kes, hub]\n        x-one: *one\n",
    ] {
        let before = snapshot(&file(rest));
        let edit = set(&before, "r/m:kes", Status::Done, &given(Status::Done)).expect("an edit");
        let refusal = refused(amend(&before, &edit));
        assert!(matches!(refusal.why, Why::Rule | Why::Unproved), "{refusal:?}");
        assert!(refusal.place.is_some());
    }
}

#[test]
fn an_entry_stands_behind_the_selector_that_speaks_for_it() {
    let head = "  kes: {name: Kes, tags: [endpoint]}\n";
    let products =
        "        products:\n          - all\n          - tag:other\n          - tag:endpoint\n          - mail\n";
    let text = file(products).replace(head, "  kes: {name: Kes, tags: [endpoint, other]}\n");
    let after = after_set(&text, "r/m:kes", Status::InProgress);
    let line = "          - kes: {status: in-progress}\n";
    assert!(after.contains(&format!("          - tag:endpoint\n{line}          - mail\n")), "{after}");
    let after = after_set(&text, "r/m:hub", Status::InProgress);
    assert!(after.contains("          - tag:endpoint\n          - hub: {status: in-progress}\n"), "{after}");
}

#[test]
fn a_file_with_an_alias_elsewhere_can_be_edited() {
    let text = file("        products: {kes: open}\n")
        + "      other: &o\n        title: Other\n        by: 2028-01-01\n      twin: *o\n";
    assert!(!snapshot(&text).in_pieces);
    let after = after_set(&text, "r/m:kes", Status::Done);
    assert_eq!(changed(&text, &after), (1, 1));
}

#[test]
fn several_cells_of_one_selector_stand_in_their_order() {
    let text = file("        products:\n          - all\n          - mail\n");
    let before = snapshot(&text);
    let facts = super::given::facts_of(&before, "r/m:kes");
    let cells = [record("r/m:kes"), record("r/m:hub"), record("r/m:mail")];
    let board = super::given::board(&before);
    let edit = duewatch::domain::edit::make::set_status(
        &facts,
        &board,
        &cells,
        Status::InProgress,
        &given(Status::InProgress),
        &super::given::hand(),
    );
    let amended = done(&before, &edit.expect("an edit"));
    assert_eq!(changed(&text, &amended.text), (1, 3), "{}", amended.text);
    assert!(amended.text.contains(
        "          - all\n          - kes: {status: in-progress}\n          - hub: {status: in-progress}\n          - mail: {status: in-progress}\n"
    ), "{}", amended.text);
}
