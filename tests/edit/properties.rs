//! Any file, any edit: what it says afterwards, which bytes stay, and that it comes back.

use duewatch::domain::edit::make::{
    Given, Moving, append_note, correct_date, move_date, rewrite_note, sentence, set_status, verify,
};
use duewatch::domain::edit::{Edit, Facts, Refusal, Why, splice};
use duewatch::domain::status::Status;
use duewatch::yaml::Syntax;
use duewatch::yaml::amend::{Amended, NotAmended, amend, facts, put_back};
use duewatch::yaml::snapshot::Snapshot;
use proptest::prelude::*;

use super::given::{board, hand, record, snapshot};

/// A record of a cell.
fn says() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("open".to_string()),
        Just("'in-progress'".to_string()),
        Just("{status: open}".to_string()),
        Just("{owner: ben}".to_string()),
        Just("{status: done, closed: 2026-11-01, who: ben, note: \"a, b\"}".to_string()),
        Just("{ status : blocked , waiting: v, chase: 2026-12-01 , x-a: [1, {b: c}] }".to_string()),
        Just("{status: accepted, reason: 'r: s', who: eve, since: 2026-01-01, until: 2027-01-01}".to_string()),
        Just("{status: blocked, waiting: v, due: 2027-06-01, reason: licence, evidence: [a.pdf]}".to_string()),
        Just("{\n            status: n/a,\n            reason: sold, since: 2026-02-02 # c\n            }".to_string()),
        Just("\n            status: blocked # c\n            waiting: vendor\n            note: |\n              one\n              two".to_string()),
    ]
}

/// The `products` of a milestone: one of the shapes, with cells of kes and hub.
fn products() -> impl Strategy<Value = String> {
    (says(), says(), 0..13_u8).prop_map(|(a, b, shape)| {
        let (flow_a, flow_b) = (one_line(&a), one_line(&b));
        match shape {
            0 => String::new(),
            1 => "        products: kes\n".to_string(),
            2 => "        products: all # c\n".to_string(),
            3 => "        products: [hub, kes]\n".to_string(),
            4 => format!("        products: [kes: {flow_a}, hub: {flow_b}, mail]\n"),
            5 => format!("        products: {{kes: {flow_a}, hub: {flow_b}}}   # c\n"),
            6 => format!("        products:\n          kes: {a}\n          # between\n          hub: {b}\n"),
            7 => format!("        products:\n          - kes: {flow_a}\n\n          - hub\n          - mail # c\n"),
            8 => "        products:\n        - \"tag:endpoint\"\n        - mail\n".to_string(),
            9 => format!("        products:\n          all: {a}\n          mail: open\n"),
            10 => format!("        products: {{\"tag:endpoint\": {flow_a}, all: open}}\n"),
            11 => "        products: ['all']\n".to_string(),
            _ => "        products:\n".to_string(),
        }
    })
}

fn one_line(record: &str) -> String {
    if record.contains('\n') { "open".to_string() } else { record.to_string() }
}

fn further() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "        notes: one\n",
        "        notes: |\n          one\n\n            two\n\n",
        "        notes: >-\n          folded\n          text\n        # behind\n",
        "        notes: \"a\\nb\"   # c\n        owner: ben\n",
        "        source: https://a.eu/x   # c\n",
        "        source:\n        - https://a.eu\n        verified: {when: 2026-01-01, who: ben}\n",
        "        moved:\n          - {was: 2026-01-01, when: 2025-12-01}\n        verified: 2026-02-02\n",
        "        moved: [{was: 2026, when: 2025-12-01}]\n        verified: none\n",
    ])
    .prop_map(ToString::to_string)
}

fn texts() -> impl Strategy<Value = String> {
    (products(), further(), further(), 0..5_u8).prop_map(|(products, own, of_rule, dress)| {
        let own =
            if own.contains("notes") || !products.is_empty() { own } else { format!("{own}        owner: eve\n") };
        let of_rule: String =
            of_rule.lines().flat_map(|line| [line.strip_prefix("    ").unwrap_or(line), "\n"]).collect();
        let of_rule = if of_rule.contains("moved") { String::new() } else { of_rule };
        let text = super::given::file(&format!("{own}{products}"))
            .replace("    title: Rule\n", &format!("    title: Rule\n{of_rule}"));
        match dress {
            0 => text.replace('\n', "\r\n"),
            1 => text.trim_end().to_string(),
            2 => text + "      other: &o {title: Other, at: 2028}\n      twin: *o\n",
            3 => format!("\u{feff}{text}# the end\n"),
            _ => text,
        }
    })
}

/// What somebody asks for.
#[derive(Clone, Debug)]
enum Wish {
    Status(usize, Status, Given),
    Append(usize, String),
    Rewrite(usize, String),
    Move(u32, String),
    Correct(u32, String),
    Verify(usize, Option<String>),
}

const CELLS: [&str; 4] = ["r/m:kes", "r/m:hub", "r/m:mail", "r/m:org"];
const NOTED: [&str; 6] = ["r/m", "r/later", "regulation:r", "r/m:kes", "r/m:org", "r/m:hub"];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        "[ -~]{1,20}",
        "[a-zé漢: #,\\[\\]{}'\"\n\t&*|>%@`!-]{1,24}",
        Just("no".to_string()),
        Just("2026-11-23".to_string()),
        Just("~".to_string()),
    ]
}

fn wishes() -> impl Strategy<Value = Wish> {
    let given = (words(), words(), prop::option::of(words()), prop::collection::vec(words(), 0..2));
    let status = (0..CELLS.len(), prop::sample::select(Status::ALL.to_vec()), given);
    prop_oneof![
        6 => status.prop_map(|(cell, status, (reason, waiting, note, evidence))| {
            let mut given = Given { note, evidence, ..Given::default() };
            match status {
                Status::Blocked => given.waiting = Some(waiting),
                Status::Accepted | Status::NotApplicable => given.reason = Some(reason),
                Status::Open | Status::InProgress | Status::Done => {}
            }
            Wish::Status(cell, status, given)
        }),
        2 => (0..NOTED.len(), words()).prop_map(|(at, text)| Wish::Append(at, text)),
        2 => (0..NOTED.len(), words()).prop_map(|(at, text)| Wish::Rewrite(at, text)),
        1 => (0..2_u32, prop::sample::select(vec!["2027-09-01", "2028-Q1", "unknown (soon)", "2027-04-15 17:00 Europe/Brussels"]))
            .prop_map(|(at, to)| Wish::Move(at, to.to_string())),
        1 => (0..2_u32, prop::sample::select(vec!["2027-09-01", "2028"])).prop_map(|(at, to)| Wish::Correct(at, to.to_string())),
        1 => (0..3_usize, prop::option::of(Just("https://b.eu/y?z=1".to_string()))).prop_map(|(at, source)| Wish::Verify(at, source)),
    ]
}

fn made(snapshot: &Snapshot, facts: &Facts, wish: &Wish) -> Result<Edit, Refusal> {
    let board = board(snapshot);
    let name = |list: &[&str], at: usize| record(list.get(at).copied().unwrap_or("r/m"));
    match wish {
        Wish::Status(cell, status, given) => set_status(facts, &board, &[name(&CELLS, *cell)], *status, given, &hand()),
        Wish::Append(at, lines) => append_note(facts, &name(&NOTED, *at), lines),
        Wish::Rewrite(at, text) => rewrite_note(facts, &name(&NOTED, *at), text),
        Wish::Move(at, to) => {
            let moving = Moving { to: to.clone(), reason: "a: b".into(), when: "today".into(), source: None };
            move_date(facts, &board, *at, &moving, &hand())
        }
        Wish::Correct(at, to) => correct_date(facts, &board, *at, to),
        Wish::Verify(at, source) => verify(facts, &name(&NOTED, *at), source.as_deref(), &hand()),
    }
}

fn sorted(facts: &Facts) -> Vec<String> {
    let mut lines: Vec<String> =
        facts.list.iter().map(|fact| format!("{} {} {:?}", fact.record, fact.key, fact.value)).collect();
    lines.sort();
    lines
}

/// Checks one edit that was done: its facts, its bytes, and both ways back.
fn judge(before: &Snapshot, old: &Facts, edit: &Edit, amended: &Amended) -> Result<(), TestCaseError> {
    let after = snapshot(&amended.text);
    prop_assert_eq!(after.syntax, Syntax::Whole);
    let mut should = old.clone();
    prop_assert!(should.apply(edit).is_ok());
    let is = facts(&after, &[record("r/m")]).map_err(|refusal| TestCaseError::fail(refusal.message))?;
    prop_assert_eq!(sorted(&is), sorted(&should), "{}", amended.text);
    prop_assert_eq!(splice(&before.text, &amended.splices), Some(amended.text.clone()));
    let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
    prop_assert_eq!(back.map(|back| back.text), Some(before.text.to_string()));
    match amend(&after, &edit.inverse()) {
        Ok(inverse) => {
            let again = snapshot(&inverse.text);
            let facts = facts(&again, &[record("r/m")]).map_err(|refusal| TestCaseError::fail(refusal.message))?;
            prop_assert_eq!(sorted(&facts), sorted(old), "{}", inverse.text);
        }
        Err(not) => return Err(TestCaseError::fail(format!("{not:?}\n{edit:?}\n{}", amended.text))),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_says_what_it_means_and_comes_back(text in texts(), wishes in prop::collection::vec(wishes(), 1..4)) {
        let mut now = snapshot(&text);
        prop_assert_eq!(now.syntax, Syntax::Whole, "{}", text);
        for wish in wishes {
            let old = facts(&now, &[record("r/m")]).map_err(|refusal| TestCaseError::fail(refusal.message))?;
            let Ok(edit) = made(&now, &old, &wish) else { continue };
            prop_assert!(!sentence(&edit).contains('\n'));
            match amend(&now, &edit) {
                Ok(amended) => {
                    judge(&now, &old, &edit, &amended)?;
                    now = snapshot(&amended.text);
                }
                Err(NotAmended::Refused(refusal)) if refusal.why == Why::Rule => {}
                Err(not) => return Err(TestCaseError::fail(format!("{not:?}\n{edit:?}\n{}", now.text))),
            }
        }
    }
}
