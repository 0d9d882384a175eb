//! What has an anchor: every way to touch it names who else refers to it, with the lines of the file.

use duewatch::domain::edit::make::{Moving, append_note, move_date, rewrite_note, set_status, verify};
use duewatch::domain::edit::{Act, Change, Edit, Refusal, Step, Value, Why};
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{NotAmended, amend};
use duewatch::yaml::lines::Lines;
use duewatch::yaml::snapshot::Snapshot;

use super::given::{board, done, facts_of, file, given, hand, record, refused, set, snapshot};

/// Returns the line, from 1, on which something stands for the last time.
fn line_of(text: &str, what: &str) -> usize {
    let at = text.rfind(what).unwrap_or_else(|| panic!("no {what} in\n{text}"));
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

fn refusal_of(before: &Snapshot, edit: Result<Edit, Refusal>) -> Refusal {
    match edit.map_err(NotAmended::Refused).and_then(|edit| amend(before, &edit)) {
        Err(NotAmended::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}\n{}", before.text),
    }
}

/// Checks that a refusal names an alias with its line, and stands on the line of the anchor.
fn names(before: &Snapshot, refusal: &Refusal, (alias, anchor): (&str, &str)) {
    let text = &*before.text;
    let line = line_of(text, alias);
    assert_eq!(refusal.why, Why::Rule, "{refusal:?}\n{text}");
    assert!(refusal.message.contains(&format!("'{alias}' on line {line}")), "{refusal:?}\n{text}");
    let place = refusal.place.expect("it has a place");
    let found = usize::try_from(Lines::new(text).line_of(place.start)).expect("lines fit");
    assert_eq!(found, line_of(text, anchor), "{refusal:?}\n{text}");
}

const SHAPES: [&str; 13] = [
    "        products: &p [kes, mail]\n        x-p: *p\n",
    "        products: &p [mail, kes: open]\n        x-p: *p\n",
    "        products: &p [mail, kes: {status: open}]\n        x-p: *p\n",
    "        products: &p [all, mail]\n        x-p: *p\n",
    "        products: [&p kes, mail]\n        x-p: *p\n",
    "        products: &p\n          - kes\n          - mail\n        x-p: *p\n",
    "        products: &p\n          - all\n        x-p: *p\n",
    "        products: &p kes\n        x-p: *p\n",
    "        products: &p all\n        x-p: *p\n",
    "        products: &p {kes: open}\n        x-p: *p\n",
    "        products: {kes: &p open}\n        x-p: *p\n",
    "        products: {&p kes : open}\n        x-p: *p\n",
    "        products: {kes: &p {status: open}}\n        x-p: *p\n",
];

#[test]
fn a_status_names_who_else_refers_to_what_it_touches() {
    for rest in SHAPES {
        for text in [file(rest), file(rest).replace('\n', "\r\n"), format!("# above\n\n{}", file(rest))] {
            let before = snapshot(&text);
            if rest.contains("&p kes :") {
                // The key stays as it is: what refers to it says the same.
                done(&before, &set(&before, "r/m:kes", Status::Done, &given(Status::Done)).expect("an edit"));
                continue;
            }
            let refusal = refusal_of(&before, set(&before, "r/m:kes", Status::Done, &given(Status::Done)));
            names(&before, &refusal, ("*p", "&p"));
        }
    }
}

#[test]
fn every_change_of_an_anchored_milestone_names_who_else_refers_to_it() {
    let text = file("        notes: |\n          one\n        products: {kes: {status: blocked, waiting: v}}\n")
        .replace("      m:\n", "      m: &m\n")
        + "      twin: *m\n";
    let before = snapshot(&text);
    let facts = facts_of(&before, "r/m");
    let moving = Moving { to: "2028-01-01".into(), reason: "r".into(), when: "today".into(), source: None };
    let delete = Step::Set { from: facts.get(&record("r/m"), "notes").cloned(), to: None };
    let change = Change { record: record("r/m"), key: "notes".into(), step: delete };
    let edits = [
        set(&before, "r/m:kes", Status::Done, &given(Status::Done)),
        append_note(&facts, &record("r/m"), "two"),
        append_note(&facts, &record("r/m:kes"), "two"),
        rewrite_note(&facts, &record("r/m"), "two"),
        rewrite_note(&facts, &record("r/m"), ""),
        move_date(&facts, &board(&before), 0, &moving, &hand()),
        verify(&facts, &record("r/m"), Some("https://a.eu"), &hand()),
        Ok(Edit { act: Act::Note, changes: vec![change] }),
    ];
    for edit in edits {
        names(&before, &refusal_of(&before, edit), ("*m", "&m"));
    }
}

#[test]
fn lines_are_those_of_the_file_also_behind_a_first_step() {
    // The first cell's line is written before the second one's anchor is met.
    let text = file("        products:\n          - all\n          - &p mail\n        x-p: *p\n");
    let before = snapshot(&text);
    let facts = facts_of(&before, "r/m");
    let cells = [record("r/m:kes"), record("r/m:mail")];
    let status = Status::InProgress;
    let edit = set_status(&facts, &board(&before), &cells, status, &given(status), &hand());
    names(&before, &refusal_of(&before, edit), ("*p", "&p"));
}

#[test]
fn an_anchor_to_which_nobody_refers_is_named_where_it_stands() {
    for rest in ["        products: &p kes\n", "        products: [&p kes, mail]\n"] {
        let before = snapshot(&file(rest));
        let refusal = refusal_of(&before, set(&before, "r/m:kes", Status::Done, &given(Status::Done)));
        assert!(refusal.message.contains("'&p'"), "{refusal:?}");
        let place = refusal.place.expect("it has a place");
        assert_eq!(before.text.get(place.start as usize..).unwrap_or_default().find("&p"), Some(0));
    }
    // Beside it there is room.
    for rest in
        ["        products: [&p all, mail]\n", "        products: &p [kes, mail]\n", "        products: [*p, kes]\n"]
    {
        let text = file(rest).replace("title: Rule\n", "title: Rule\n    x-p: &p mail\n");
        let text = if rest.contains("*p") { text } else { file(rest) };
        let before = snapshot(&text);
        done(&before, &set(&before, "r/m:kes", Status::Done, &given(Status::Done)).expect("an edit"));
    }
}

#[test]
fn what_is_written_elsewhere_is_refused_with_its_place() {
    let text = file("        products:\n          kes: *p\n")
        .replace("title: Rule\n", "title: Rule\n    x-p: &p {status: open}\n");
    let before = snapshot(&text);
    let to = Some(Value::text("done"));
    let step = Step::Set { from: Some(Value::Alias("p".into())), to };
    let change = Change { record: record("r/m:kes"), key: "status".into(), step };
    let refusal = refused(amend(&before, &Edit { act: Act::Status, changes: vec![change] }));
    assert!(refusal.message.contains("*p"), "{refusal:?}");
    assert!(refusal.place.is_some());
}

#[test]
fn of_several_entries_the_one_is_named_that_refuses() {
    let set = |address: &str, key: &str, from: &str, to: &str| {
        let step = Step::Set { from: Some(Value::text(from)), to: Some(Value::text(to)) };
        Change { record: record(address), key: key.into(), step }
    };
    let before = snapshot(&file(""));
    let changes = vec![set("product:kes", "name", "Kes", "K"), set("r/m", "by", "2027-04-15", "soon")];
    let refusal = refused(amend(&before, &Edit { act: Act::Field, changes }));
    assert!(refusal.message.contains("soon"), "{refusal:?}");
    let place = refusal.place.expect("it has a place");
    assert_eq!(before.text.get(place.start as usize..place.end as usize), Some("m"));
}
