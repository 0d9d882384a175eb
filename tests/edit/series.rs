//! Any occurrences of a series, any statuses, one after the other: and back to the first bytes.

use duewatch::domain::edit::Edit;
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{Amended, put_back};
use proptest::prelude::*;

use super::given::{board, done, given, set_on, snapshot};

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
