//! Notes, dates and comparisons as bytes; clashes; what cannot be done.

use duewatch::domain::edit::make::{Given, Moving, append_note, correct_date, move_date, rewrite_note, verify};
use duewatch::domain::edit::{Edit, Refusal, Value, Why};
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{NotAmended, amend, facts};

use super::given::{after_set, board, changed, done, facts_of, file, given, hand, record, refused, set, snapshot};

/// Appends a note and returns what stands between the date and the next milestone.
fn noted(text: &str, address: &str, lines: &str) -> String {
    let before = snapshot(text);
    let edit = append_note(&facts_of(&before, address), &record(address), lines).expect("an edit");
    done(&before, &edit).text
}

#[test]
fn a_note_is_put_behind_whatever_is_there() {
    let cases = [
        ("", "        notes: |\n          new\n"),
        (
            "        notes: |\n          one\n\n          two\n",
            "        notes: |\n          one\n\n          two\n          new\n",
        ),
        ("        notes: one\n", "        notes: |\n          one\n          new\n"),
        ("        notes: 'it''s: one'   # c\n", "        notes: |   # c\n          it's: one\n          new\n"),
        (
            "        notes: \"one\\ntwo\"\n        owner: ben\n",
            "        notes: |\n          one\n          two\n          new\n        owner: ben\n",
        ),
        ("        owner: ben\n", "        owner: ben\n        notes: |\n          new\n"),
        ("        notes:\n        owner: ben\n", "        notes: |\n          new\n        owner: ben\n"),
        ("        notes: ''\n", "        notes: |\n          new\n"),
        ("        notes: \"\"   # c\n", "        notes: |   # c\n          new\n"),
        ("        notes: \"\\n\"\n", "        notes: |\n          new\n"),
        ("        notes: |\n", "        notes: |\n          new\n"),
        ("        notes: |\n        owner: ben\n", "        notes: |\n          new\n        owner: ben\n"),
        ("        notes: |   # c\n        owner: ben\n", "        notes: |   # c\n          new\n        owner: ben\n"),
        ("        notes: |-\n\n        owner: ben\n", "        notes: |\n          new\n\n        owner: ben\n"),
    ];
    for (rest, after) in cases {
        for end in ["\n", "\r\n"] {
            let (text, after) = (file(rest).replace('\n', end), file(after).replace('\n', end));
            assert_eq!(noted(&text, "r/m", "new"), after);
        }
    }
}

#[test]
fn a_note_of_a_regulation_stands_before_its_milestones() {
    let text = file("");
    let after = noted(&text, "regulation:r", "# no comment\nand: more");
    assert!(
        after.contains("    title: Rule\n    notes: |\n      # no comment\n      and: more\n    milestones:\n"),
        "{after}"
    );
}

#[test]
fn a_note_of_a_product_is_written_into_it() {
    let after = noted(&file(""), "product:kes", "one: two");
    assert!(after.contains("  kes: {name: Kes, tags: [endpoint], notes: \"one: two\"}\n"), "{after}");
}

#[test]
fn a_note_of_a_cell_stays_on_its_line() {
    let text = file("        products: {kes: {status: open, note: one}, hub: open}\n");
    let after = noted(&text, "r/m:kes", "two, three");
    assert!(after.contains("{kes: {status: open, note: \"one\\ntwo, three\"}, hub: open}"), "{after}");
    let after = noted(&text, "r/m:hub", "x");
    assert!(after.contains("hub: {status: open, note: x}}"), "{after}");
    let empty = file("        products: {kes: {status: open, note: ''}, hub: open}\n");
    let after = noted(&empty, "r/m:kes", "x");
    assert!(after.contains("kes: {status: open, note: 'x'}"), "{after}");
    let after = noted(&file(""), "r/m:org", "x");
    assert!(after.contains("        products: {org: {status: open, note: x}}\n"), "{after}");
}

#[test]
fn a_note_is_written_anew_and_taken_away() {
    let text = file("        notes: |\n          one\n          two\n        owner: ben\n");
    let before = snapshot(&text);
    let facts = facts_of(&before, "r/m");
    let rewrite = |text: &str| done(&before, &rewrite_note(&facts, &record("r/m"), text).expect("an edit")).text;
    assert_eq!(rewrite("three"), file("        notes: |\n          three\n        owner: ben\n"));
    assert_eq!(rewrite("- a\n\n- b"), file("        notes: |\n          - a\n\n          - b\n        owner: ben\n"));
    assert_eq!(rewrite(""), file("        owner: ben\n"));
}

fn moved(text: &str, to: &str) -> String {
    let before = snapshot(text);
    let moving = Moving { to: to.into(), reason: "omnibus".into(), when: "2026-11-01".into(), source: None };
    let edit = move_date(&facts_of(&before, "r/m"), &board(&before), 0, &moving, &hand()).expect("an edit");
    done(&before, &edit).text
}

#[test]
fn earlier_dates_are_kept_in_a_list_behind_the_date() {
    let entry = "{was: 2027-04-15, when: 2026-11-01, why: omnibus, who: ana}";
    let text = file("        owner: ben\n");
    let after = moved(&text, "2027-12-02");
    let new = format!("        by: 2027-12-02\n        moved:\n          - {entry}\n        owner: ben\n");
    assert!(after.contains(&new), "{after}");
    let again = moved(&after, "2028-01");
    assert_eq!(changed(&after, &again), (1, 2), "{again}");
    assert!(again.contains("        by: 2028-01\n"), "{again}");
    let flow = file("        moved: [{was: 2026-01-01, when: 2025-01-01}]\n");
    assert!(moved(&flow, "2028").contains(&format!("moved: [{{was: 2026-01-01, when: 2025-01-01}}, {entry}]")));
}

#[test]
fn a_rule_is_replaced_by_the_date_and_a_comment_stays() {
    let text = file("").replace("by: 30 days after m\n", "by: 30 days after m   # as printed\n");
    let before = snapshot(&text);
    let moving = Moving {
        to: "2027-09-01 17:00".into(),
        reason: "r".into(),
        when: "today".into(),
        source: Some("https://a.eu/x".into()),
    };
    let edit = move_date(&facts_of(&before, "r/later"), &board(&before), 1, &moving, &hand()).expect("an edit");
    let after = done(&before, &edit).text;
    assert!(after.contains("        by: 2027-09-01 17:00   # as printed\n"), "{after}");
    assert!(
        after.contains("          - {was: 2027-05-15, when: 2026-11-23, why: r, source: https://a.eu/x, who: ana}\n"),
        "{after}"
    );
}

#[test]
fn a_correction_is_one_line() {
    let text = file("");
    let before = snapshot(&text);
    let edit = correct_date(&facts_of(&before, "r/m"), &board(&before), 0, "2027-04-16").expect("an edit");
    assert_eq!(changed(&text, &done(&before, &edit).text), (1, 1));
}

fn verified(text: &str, address: &str, source: Option<&str>) -> String {
    let before = snapshot(text);
    done(&before, &verify(&facts_of(&before, address), &record(address), source, &hand()).expect("an edit")).text
}

#[test]
fn a_comparison_keeps_its_shape() {
    let with = |line: &str| file(&format!("        {line}\n"));
    let cases = [
        ("verified: 2026-01-01   # c", "verified: 2026-11-23   # c"),
        ("verified: none", "verified: 2026-11-23"),
        (
            "verified: {when: 2026-01-01, who: ben, against: primary}",
            "verified: {when: 2026-11-23, who: ana, against: primary}",
        ),
        (
            "verified:\n          when: 2026-01-01  # c\n          note: n",
            "verified:\n          when: 2026-11-23  # c\n          note: n",
        ),
        (
            "verified:\n          when: 2026-01-01\n          note: >\n            abc",
            "verified:\n          when: 2026-11-23\n          note: >\n            abc",
        ),
        ("source: https://a.eu", "source: https://a.eu\n        verified: 2026-11-23"),
        ("owner: ben", "verified: 2026-11-23\n        owner: ben"),
    ];
    for (before, after) in cases {
        assert_eq!(verified(&with(before), "r/m", None), with(after));
    }
    let after = verified(&with("source: https://a.eu"), "r/m", Some("https://b.eu/x?y=1"));
    assert_eq!(
        after,
        with("source:\n          - https://a.eu\n          - https://b.eu/x?y=1\n        verified: 2026-11-23")
    );
    let after = verified(&with("source: [https://a.eu]"), "r/m", Some("https://b.eu"));
    assert_eq!(after, with("source: [https://a.eu, https://b.eu]\n        verified: 2026-11-23"));
}

#[test]
fn the_same_field_changed_on_both_sides_is_a_clash() {
    let text = file("        products: {kes: open, hub: open}\n");
    let before = snapshot(&text);
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    let theirs = snapshot(&after_set(&text, "r/m:kes", Status::Blocked));
    match amend(&theirs, &edit) {
        Err(NotAmended::Clashes(clashes)) => {
            let theirs: Vec<_> = clashes.iter().map(|clash| clash.theirs.clone()).collect();
            assert_eq!(theirs, [Some(Value::text("blocked"))]);
        }
        other => panic!("{other:?}"),
    }
    let other = snapshot(&after_set(&text, "r/m:hub", Status::Blocked));
    assert!(amend(&other, &edit).is_ok(), "another field is no clash");
    let same = snapshot(&done(&before, &edit).text);
    assert_eq!(refused(amend(&same, &edit)).why, Why::Nothing);
}

#[test]
fn what_is_gone_or_no_longer_touched_is_refused() {
    let before = snapshot(&file("        products: all\n"));
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    for text in [file("        products: mail\n"), file("        products: []\n"), file("")] {
        assert_eq!(refused(amend(&snapshot(&text), &edit)).why, Why::Rule, "{text}");
    }
    let gone = file("").replace("      m:", "      n:").replace("after m", "after n");
    assert_eq!(refused(amend(&snapshot(&gone), &edit)).why, Why::Missing);
    let gone = file("").replace("\n  r:", "\n  s:");
    assert_eq!(refused(amend(&snapshot(&gone), &edit)).why, Why::Missing);
}

#[test]
fn a_broken_text_is_refused_with_its_place() {
    let before = snapshot(&file("        products: all\n"));
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    let broken = snapshot(&(file("        products: all\n") + "      last: [\n"));
    let refusal: Refusal = refused(amend(&broken, &edit));
    assert_eq!(refusal.why, Why::Broken);
    assert!(refusal.place.is_some());
    assert_eq!(facts(&broken, &[record("r/m")]).expect_err("broken").why, Why::Broken);
}

#[test]
fn an_edit_that_makes_an_error_is_refused() {
    let before = snapshot(&file("        products: {kes: open}\n"));
    let mut edit = set(&before, "r/m:kes", Status::Done, &given(Status::Done)).expect("an edit");
    for change in &mut edit.changes {
        if change.key == "closed" {
            change.step = duewatch::domain::edit::Step::Set { from: None, to: Some(Value::text("yesterday")) };
        }
    }
    let refusal = refused(amend(&before, &edit));
    assert!(refusal.message.contains("yesterday"), "{refusal:?}");
    let place = refusal.place.expect("the place of the milestone");
    assert_eq!(before.text.get(place.start as usize..place.end as usize), Some("m"));
    let nothing = Edit { act: edit.act, changes: Vec::new() };
    assert_eq!(refused(amend(&before, &nothing)).why, Why::Nothing);
}

#[test]
fn facts_are_those_of_the_entry_in_the_order_of_the_file() {
    let text =
        file("        notes: |\n          one\n        products: [hub, kes: {status: done, x-a: [1, {b: 2}]}, all]\n");
    let facts = facts_of(&snapshot(&text), "r/m:kes");
    let lines: Vec<String> =
        facts.list.iter().map(|fact| format!("{} {}={}", fact.record, fact.key, fact.value)).collect();
    assert_eq!(
        lines,
        [
            "regulation:r title=Rule",
            "r/m title=Step",
            "r/m by=2027-04-15",
            "r/m notes=one",
            "r/m:hub status=open",
            "r/m:kes status=done",
            "r/m:kes x-a=1, b: 2",
            "r/m:all status=open",
            "r/later title=Later",
            "r/later by=30 days after m",
        ]
    );
}
