//! Edits taken back: by their bytes, else by their inverse.

use duewatch::domain::edit::make::{Given, append_note};
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{amend, put_back};

use super::given::{after_set, done, facts_of, file, given, record, set, snapshot};

#[test]
fn bytes_come_back_where_nothing_else_changed() {
    let text = file("        products:\n          - all   # c\n          - mail\n");
    let before = snapshot(&text);
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    let amended = done(&before, &edit);
    let after = snapshot(&amended.text);
    let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref()).expect("the bytes stand");
    assert_eq!(back.text, text);
    let again = put_back(&snapshot(&back.text), &edit, &back.splices, back.entry.as_ref()).expect("and again");
    assert_eq!(again.text, amended.text);
}

#[test]
fn what_was_written_and_says_nothing_comes_back_too() {
    for line in ["notes: ''   # c\n", "notes: \"\"\n", "notes: |\n", "notes: >   # c\n"] {
        let text = file(&format!("        {line}        products: {{kes: open}}\n"));
        let before = snapshot(&text);
        let edit = append_note(&facts_of(&before, "r/m"), &record("r/m"), "new").expect("an edit");
        let amended = done(&before, &edit);
        let after = snapshot(&amended.text);
        let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
        assert_eq!(back.map(|back| back.text), Some(text));
    }
    let text = file("        products: {kes: {status: open, evidence: [], who: ''}}\n");
    let before = snapshot(&text);
    let given = Given { evidence: vec!["x".into()], ..Given::default() };
    let edit = set(&before, "r/m:kes", Status::Done, &given).expect("an edit");
    let amended = done(&before, &edit);
    let after = snapshot(&amended.text);
    let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
    assert_eq!(back.map(|back| back.text), Some(text));
}

#[test]
fn bytes_come_back_where_others_wrote_before_and_behind() {
    let text = file("        products: {kes: 'open', hub: open}   # c\n");
    let before = snapshot(&text);
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    let amended = done(&before, &edit);
    for (from, to) in [
        ("title: Product", "title: Product"),
        ("  kes: {name: Kes", "  other: {name: Other}\n  kes: {name: Kes"),
        ("    title: Rule\n", "    title: Rule, second version\n"),
        ("        title: Step\n", "        # a remark\n        title: Another step\n"),
        ("hub: open}", "hub: {status: blocked, waiting: v}}"),
        ("        title: Later\n", "        title: Much later\n"),
    ] {
        let others = snapshot(&amended.text.replace(from, to));
        let back = put_back(&others, &edit.inverse(), &amended.splices, amended.entry.as_ref());
        assert_eq!(back.expect("the bytes stand").text, text.replace(from, to), "{to}");
    }
}

#[test]
fn bytes_that_are_others_by_now_are_left_to_the_inverse() {
    let text = file("        products: {kes: open}\n");
    let before = snapshot(&text);
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    let amended = done(&before, &edit);
    let other = amended
        .text
        .replace("{status: done, closed: 2026-11-23, who: ana}", "{closed: 2026-11-23, status: done, who: ana}");
    let others = snapshot(&other);
    assert_eq!(put_back(&others, &edit.inverse(), &amended.splices, amended.entry.as_ref()), None);
    let back = done(&others, &edit.inverse()).text;
    assert!(back.contains("kes: {status: open}"), "{back}");
    let theirs = snapshot(&after_set(&amended.text, "r/m:kes", Status::Blocked));
    assert_eq!(put_back(&theirs, &edit.inverse(), &amended.splices, amended.entry.as_ref()), None);
    assert!(amend(&theirs, &edit.inverse()).is_err());
}

#[test]
fn the_same_words_elsewhere_are_not_taken_for_it() {
    let text = file("        products: {kes: open, hub: {status: done, closed: 2026-11-23, who: ana}}\n");
    let before = snapshot(&text);
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    let amended = done(&before, &edit);
    let turned = snapshot(
        &amended
            .text
            .replace("kes: {status: done, closed: 2026-11-23, who: ana}, hub", "hub")
            .replace("who: ana}}", "who: ana}, kes: blocked}"),
    );
    assert_eq!(put_back(&turned, &edit.inverse(), &amended.splices, amended.entry.as_ref()), None);
}

#[test]
fn every_shape_has_an_inverse() {
    for (rest, address) in [
        ("        products: kes\n", "r/m:kes"),
        ("        products: all\n", "r/m:kes"),
        ("        products: [all, mail]\n", "r/m:kes"),
        ("        products:\n          - all\n", "r/m:kes"),
        ("        products:\n          all: open\n", "r/m:kes"),
        ("        products:\n          kes: {status: open, owner: ben}\n", "r/m:kes"),
        ("        products:\n          kes:\n            status: open\n            owner: ben\n", "r/m:kes"),
        ("        repeat: yearly\n        products: kes\n", "r/m@2028-04-15:kes"),
        ("", "r/m:org"),
    ] {
        let text = file(rest);
        let before = snapshot(&text);
        let facts = facts_of(&before, "r/m");
        for status in [Status::Done, Status::Accepted, Status::Blocked] {
            let edit = set(&before, address, status, &given(status)).expect("an edit");
            let after = snapshot(&done(&before, &edit).text);
            let back = snapshot(&done(&after, &edit.inverse()).text);
            assert_eq!(facts_of(&back, "r/m"), facts, "{}", back.text);
        }
    }
}

#[test]
fn a_note_is_taken_back_also_behind_later_edits() {
    let text = file("        notes: |\n          one\n        products: {kes: open}\n");
    let before = snapshot(&text);
    let edit = append_note(&facts_of(&before, "r/m"), &record("r/m"), "two\nthree").expect("an edit");
    let amended = done(&before, &edit);
    let later = snapshot(&after_set(&amended.text, "r/m:kes", Status::Done));
    let back = put_back(&later, &edit.inverse(), &amended.splices, amended.entry.as_ref()).expect("the bytes stand");
    assert_eq!(back.text, after_set(&text, "r/m:kes", Status::Done));
    assert_eq!(done(&later, &edit.inverse()).text, back.text);
}
