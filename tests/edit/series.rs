//! Any occurrences of a series, any statuses, one after the other: and back to the first bytes.

use duewatch::domain::edit::make::{Choice, concerned, remove, settle};
use duewatch::domain::edit::{Edit, Record, Refusal};
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{Amended, NotAmended, amend, facts, put_back};
use proptest::prelude::*;

use super::given::{after_set, board, done, given, record, set, set_on, snapshot};

const SHAPES: [&str; 6] = [
    "        products: [kes, hub]\n",
    "        products: all\n",
    "        products: {kes: open, hub: {status: n/a, reason: sold, since: 2026-01-01}, mail: open}\n",
    "        products: [kes, hub]\n        occurrences:\n          2026-03-15: {kes: done}   # c\n          2030-06-15: {hub: blocked}\n",
    "        products:\n          - kes\n          - hub\n        occurrences: {2026-04-15: [kes, hub: in-progress]}\n",
    "        occurrences:\n          2026-03-15:\n            org:\n              status: blocked\n              waiting: vendor # c\n",
];

fn file(shape: &str, repeat: &str) -> String {
    format!(
        "duewatch: 1\nzone: UTC\nproducts:\n  kes: {{name: Kes}}\n  hub: {{name: Hub}}\n  mail: {{name: Mail}}\nregulations:\n  r:\n    \
         title: Rule\n    milestones:\n      m:\n        title: Step   # c\n        by: 2026-03-15\n        repeat: {repeat}\n{shape}      \
         next: {{title: N, by: 3 days after m}}\n"
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn statuses_of_occurrences_are_set_and_taken_back(
        shape in prop::sample::select(&SHAPES[..]),
        repeat in prop::sample::select(vec!["monthly", "quarterly", "every 1 month until 2031-01-15"]),
        sets in prop::collection::vec((0usize..20, prop::sample::select(vec!["kes", "hub", "mail", "org"]), prop::sample::select(&Status::ALL[..])), 1..6),
    ) {
        let first = file(shape, repeat);
        let mut texts = vec![first.clone()];
        let mut edits: Vec<(Edit, Amended)> = Vec::new();
        for (n, product, status) in sets {
            let before = snapshot(texts.last().expect("a text"));
            let board = board(&before);
            let Some(instance) = board.plan.occurrence(0, n) else { continue };
            let nominal = instance.nominal.expect("a fixed period knows its dates");
            let address = format!("r/m@{nominal}:{product}");
            // What the milestone does not touch, and what is so already, is refused.
            let Ok(edit) = set_on(&board, &before, &address, (status, &given(status))) else { continue };
            let amended = done(&before, &edit);
            let after = snapshot(&amended.text);
            prop_assert!(after.findings.iter().all(|f| before.findings.iter().any(|b| b.code == f.code)
                || f.severity != duewatch::domain::finding::Severity::Error), "{:?}\n{}", after.findings, amended.text);
            let on_board = super::given::board(&after);
            let focused = on_board.focused(0, nominal).expect("an occurrence");
            let cell = focused.cells_of(0).iter().find(|cell| focused.product(cell).id.as_str() == product);
            prop_assert_eq!(cell.map(|cell| cell.status), Some(status), "{}\n{}", address, amended.text);
            texts.push(amended.text.clone());
            edits.push((edit, amended));
        }
        while let Some((edit, amended)) = edits.pop() {
            let after = snapshot(&texts.pop().expect("a text"));
            let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
            prop_assert_eq!(back.map(|back| back.text), texts.last().cloned());
        }
        prop_assert_eq!(texts.last(), Some(&first));
    }
}

/// A series of which two occurrences are written, and two milestones: one that repeats with it, one that names an occurrence.
fn followed() -> String {
    let shape = "        products: [kes, hub]\n        occurrences:\n          \
                 2026-03-15: {kes: {status: done, closed: 2026-03-10, who: ana}, hub: blocked}   # c\n          2026-06-15: {hub: in-progress}\n";
    let text = file(shape, "quarterly");
    format!("{text}      once: {{title: O, by: 5 days after m@2026-06-15, products: [kes]}}\n")
}

fn removal(text: &str, addresses: &[&str]) -> Result<(String, Vec<(String, String)>), Refusal> {
    let before = snapshot(text);
    let board = board(&before);
    let records: Vec<Record> = addresses.iter().map(|address| record(address)).collect();
    let facts = facts(&before, &concerned(&board, &records)).expect("facts");
    let removal = remove(&facts, &board, &records)?;
    let after = done(&before, &removal.edit);
    let back = put_back(&snapshot(&after.text), &removal.edit.inverse(), &after.splices, after.entry.as_ref());
    assert_eq!(back.map(|back| back.text).as_deref(), Some(text), "one step brings all of it back");
    let written = removal.written_out.into_iter().map(|(record, date)| (record.to_string(), date)).collect();
    Ok((after.text, written))
}

#[test]
fn a_series_goes_with_its_occurrences_and_what_names_one_of_them_stays_where_it_is() {
    let (after, written) = removal(&followed(), &["r/m", "r/next"]).expect("both go");
    assert_eq!(written, [("r/once".to_string(), "2026-06-20".to_string())]);
    assert!(!after.contains("occurrences") && !after.contains("3 days after m"), "{after}");
    assert!(after.contains("once: {title: O, by: 2026-06-20, products: [kes]}"), "{after}");
    assert!(snapshot(&after).plan.findings.is_empty());
}

#[test]
fn a_series_stays_while_something_repeats_with_it() {
    let refusal = removal(&followed(), &["r/m"]).expect_err("what follows it would be one date alone");
    assert!(refusal.message.contains("'r/next' repeats with it"), "{refusal}");
    assert!(refusal.hint.contains("remove both"), "{}", refusal.hint);
    // What follows goes alone.
    let (after, written) = removal(&followed(), &["r/next"]).expect("it goes");
    assert!(written.is_empty() && after.contains("occurrences:") && !after.contains("next:"), "{after}");
}

#[test]
fn a_product_leaves_a_series_with_all_its_occurrences() {
    let (after, _) = removal(&followed(), &["r/m:hub"]).expect("it goes");
    assert!(after.contains("2026-03-15: {kes: {status: done, closed: 2026-03-10, who: ana}}"), "{after}");
    assert!(!after.contains("hub: blocked") && !after.contains("hub: in-progress"), "{after}");
    let on_board = board(&snapshot(&after));
    let all = on_board.occurrences_of(0).iter().flat_map(|one| on_board.cells_at(one));
    assert!(all.map(|cell| on_board.product(cell).id.as_str()).all(|id| id == "kes"), "{after}");
}

#[test]
fn two_who_change_the_same_occurrence_clash_and_those_of_others_do_not() {
    let text = file(SHAPES.first().expect("a shape"), "quarterly");
    let mine = set(&snapshot(&text), "r/m@2026-06-15:kes", Status::Done, &given(Status::Done)).expect("an edit");
    // Another occurrence of the same series, and another product of the same occurrence.
    for other in ["r/m@2026-03-15:kes", "r/m@2026-06-15:hub"] {
        let theirs = snapshot(&after_set(&text, other, Status::Blocked));
        let after = done(&theirs, &mine).text;
        assert!(after.contains("status: blocked") && after.contains("status: done"), "{after}");
    }
    let theirs = snapshot(&after_set(&text, "r/m@2026-06-15:kes", Status::Blocked));
    let Err(NotAmended::Clashes(clashes)) = amend(&theirs, &mine) else { panic!("a clash") };
    let said: Vec<String> = clashes.iter().map(|clash| format!("{} {}", clash.record, clash.key)).collect();
    assert_eq!(said, ["r/m@2026-06-15:kes status"]);
    let settled = settle(&mine, &clashes, Choice::Mine).expect("something is left to do");
    let after = done(&theirs, &settled).text;
    assert!(after.contains("2026-06-15: {kes: {status: done") && !after.contains("blocked"), "{after}");
    assert_eq!(settle(&mine, &clashes, Choice::Theirs), None);
}
