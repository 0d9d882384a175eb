//! Files in brackets and braces: one map of the file, all of it, and JSON, on one line and on many.

use duewatch::domain::edit::make::{
    Fresh, Moving, add, append_note, concerned, correct_date, move_date, remove, rename, rewrite_note, verify,
};
use duewatch::domain::edit::{Edit, Refusal, Why};
use duewatch::domain::status::Status;
use duewatch::yaml::Syntax;
use duewatch::yaml::amend::{amend, facts, put_back};
use duewatch::yaml::snapshot::Snapshot;

use super::given::{board, changed, done, facts_of, given, hand, record, refused, set, snapshot};

/// A file whose products, and whose regulations, stand in braces.
const MAPS: [&str; 4] = [
    "duewatch: 1\nproducts: {kes: {name: Kes, tags: [endpoint]}, hub: {name: Hub, tags: [endpoint]}, mail: {name: Mail}}\n\
     regulations:\n  r:\n    title: Rule\n    milestones:\n      m:\n        title: Step\n        by: 2027-04-15\n        \
     products: [kes, hub]\n",
    "duewatch: 1\nproducts: {\n  kes: {name: Kes, tags: [endpoint]},\n  hub: {name: Hub, tags: [endpoint]},\n  mail: \
     {name: Mail}\n  }\nregulations:\n  r:\n    title: Rule\n    milestones:\n      m:\n        title: Step\n        by: \
     2027-04-15\n        products: [kes, hub]\n",
    "duewatch: 1\nproducts:\n  kes: {name: Kes, tags: [endpoint]}\n  hub: {name: Hub, tags: [endpoint]}\n  mail: {name: \
     Mail}\nregulations: {r: {title: Rule, milestones: {m: {title: Step, by: 2027-04-15, products: [kes, hub]}}}}   # c\n",
    "duewatch: 1\nproducts:\n  kes: {name: Kes, tags: [endpoint]}\n  hub: {name: Hub, tags: [endpoint]}\n  mail: {name: \
     Mail}\nregulations: {\n  # about it\n  r: {\n    title: Rule,\n    milestones: {\n      m: {\n        title: Step, # \
     one\n        by: 2027-04-15,\n        products: [kes, hub]\n      }\n    }\n  }\n  }\n",
];

const WHOLE: &str = "{duewatch: 1, products: {kes: {name: Kes, tags: [endpoint]}, hub: {name: Hub, tags: [endpoint]}, mail: \
                     {name: Mail}}, regulations: {r: {title: Rule, milestones: {m: {title: Step, by: 2027-04-15, \
                     products: [kes, hub]}}}}}\n";

/// What a milestone says of products in JSON.
const SAYS: [&str; 7] = [
    r#"["kes","hub"]"#,
    r#"{"kes":"open","hub":"open"}"#,
    r#"{"kes":{"status":"open","x-id":4,"note":"it's \"so\""}}"#,
    r#"["all","mail"]"#,
    r#"{"all":"open"}"#,
    r#""kes""#,
    r#""all""#,
];

fn json(says: &str) -> String {
    r#"{"duewatch":1,"products":{"kes":{"name":"Kes","tags":["endpoint"]},"hub":{"name":"Hub","tags":["endpoint"]},"mail":{"name":"Mail"}},"regulations":{"r":{"title":"Rule","milestones":{"m":{"title":"Step","by":"2027-04-15","products":SAYS}}}}}"#
        .replace("SAYS", says)
}

fn pretty(says: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(&json(says)).expect("it is JSON");
    serde_json::to_string_pretty(&value).expect("it can be written") + "\n"
}

/// Returns every sort of edit of a file.
fn edits(before: &Snapshot) -> Vec<(String, Result<Edit, Refusal>)> {
    let (facts, board) = (facts_of(before, "r/m"), board(before));
    let moving = Moving { to: "2028-01-01".into(), reason: "a: b, c".into(), when: "today".into(), source: None };
    let mut edits = vec![
        ("move".to_string(), move_date(&facts, &board, 0, &moving, &hand())),
        ("correct".to_string(), correct_date(&facts, &board, 0, "2027-05-01")),
    ];
    for address in ["r/m", "regulation:r", "product:kes", "r/m:kes"] {
        let facts = facts_of(before, address);
        edits.push((format!("note {address}"), append_note(&facts, &record(address), "one: two\n\n- three, four")));
        edits.push((format!("rewrite {address}"), rewrite_note(&facts, &record(address), "it's \"so\"")));
    }
    for address in ["r/m", "regulation:r"] {
        let edit = verify(&facts, &record(address), Some("https://a.eu/x?y=1"), &hand());
        edits.push((format!("verify {address}"), edit));
    }
    for status in Status::ALL {
        edits.push((format!("set {status:?}"), set(before, "r/m:kes", status, &given(status))));
    }
    let product = Fresh::new(record("product:new")).with("name", "New: one").with("tags", "a, b");
    let milestone = Fresh::new(record("r/new")).with("title", "New").with("by", "2028-01-01").with("notes", "one\ntwo");
    let regulation = Fresh::new(record("regulation:new")).with("title", "New");
    for fresh in [product, milestone, regulation] {
        edits.push((format!("add {}", fresh.record), add(&board, &fresh)));
    }
    let hub = record("product:hub");
    let facts = duewatch::yaml::amend::facts(before, &concerned(&board, std::slice::from_ref(&hub)));
    let renamed = facts.clone().and_then(|facts| rename(&facts, &board, &hub, "h"));
    edits.push(("rename".to_string(), renamed));
    let removed = facts.and_then(|facts| remove(&facts, &board, std::slice::from_ref(&hub)));
    edits.push(("remove".to_string(), removed.map(|removal| removal.edit)));
    edits
}

/// Tries every sort of edit on a text, twice in a row, and both ways back.
fn judge(text: &str, is_read: fn(&str) -> bool) {
    let before = snapshot(text);
    assert_eq!(before.syntax, Syntax::Whole, "{text}");
    let mut count = 0;
    for (name, edit) in edits(&before) {
        let edit = match edit {
            Err(refusal) if matches!(refusal.why, Why::Nothing | Why::Missing) => continue,
            edit => edit.unwrap_or_else(|refusal| panic!("{name}: {refusal}\n{text}")),
        };
        count += 1;
        let amended = done(&before, &edit);
        assert!(is_read(&amended.text), "{name}\n{}", amended.text);
        let after = snapshot(&amended.text);
        assert_eq!(after.syntax, Syntax::Whole, "{name}\n{}", amended.text);
        let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
        assert_eq!(back.map(|back| back.text).as_deref(), Some(text), "{name}");
        let inverse = done(&after, &edit.inverse()).text;
        assert_eq!(facts_of(&snapshot(&inverse), "r/m"), facts_of(&before, "r/m"), "{name}\n{inverse}");
        // Each edit behind each other would take a minute.
        for (second, edit) in edits(&after).into_iter().skip(count % 7).step_by(7) {
            let Ok(edit) = edit else { continue };
            let again = done(&after, &edit).text;
            assert!(is_read(&again), "{name}, {second}\n{again}");
        }
    }
    assert!(count > 12, "{count} edits of\n{text}");
}

fn is_yaml(text: &str) -> bool {
    serde_yaml::from_str::<serde_yaml::Value>(text).is_ok()
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok()
}

#[test]
fn a_map_of_the_file_in_braces_is_edited_as_any_other() {
    for text in MAPS {
        for text in [text.to_string(), text.trim_end().replace('\n', "\r\n")] {
            judge(&text, is_yaml);
        }
    }
}

#[test]
fn a_file_in_braces_is_edited_as_any_other() {
    judge(WHOLE, is_yaml);
    judge(&format!("# head\n---\n{WHOLE}# end\n"), is_yaml);
}

#[test]
fn json_stays_json() {
    for (number, says) in SAYS.into_iter().enumerate() {
        let tall = pretty(says);
        let dressed = match number % 3 {
            0 => tall.replace("  ", "\t"),
            1 => tall.replace('\n', "\r\n"),
            _ => tall.trim_end().to_string(),
        };
        for text in [json(says), tall, dressed] {
            judge(&text, is_json);
        }
    }
}

#[test]
fn json_on_lines_changes_only_the_lines_that_it_must() {
    let text = pretty(r#"{"kes":"open","hub":"open"}"#);
    let before = snapshot(&text);
    let after = done(&before, &set(&before, "r/m:kes", Status::Done, &given(Status::Done)).expect("an edit")).text;
    assert_eq!(changed(&text, &after), (1, 1));
    assert!(after.contains(r#""kes": {"status": "done", "closed": "2026-11-23", "who": "ana"}"#), "{after}");
    let note = append_note(&facts_of(&before, "r/m"), &record("r/m"), "one\ntwo").expect("an edit");
    let after = done(&before, &note).text;
    assert!(after.contains("          \"title\": \"Step\",\n          \"notes\": \"one\\ntwo\"\n        }"), "{after}");
    let listed = pretty(r#"["all","mail"]"#);
    let before = snapshot(&listed);
    let after =
        done(&before, &set(&before, "r/m:kes", Status::InProgress, &given(Status::InProgress)).expect("an edit"));
    assert_eq!(changed(&listed, &after.text), (0, 1), "{}", after.text);
    assert!(after.text.contains("            {\"kes\": {\"status\": \"in-progress\"}},\n"), "{}", after.text);
}

#[test]
fn what_is_refused_in_braces_names_its_place() {
    let flow = [MAPS[2], MAPS[3], WHOLE].map(|text| text.replace("m: {", "m: &m {"));
    let flow =
        flow.map(|text| text.replace("hub]}", "hub]}, x-m: *m").replace("hub]\n      }", "hub]\n      }, x-m: *m"));
    let json = [json(SAYS[0]), pretty(SAYS[0])].map(|text| text.replace("\"m\":", "\"m\": &m "));
    let json = json.map(|text| text.trim_end().strip_suffix('}').unwrap_or_default().to_string() + ", \"x-m\": *m }\n");
    for text in flow.into_iter().chain(json) {
        let before = snapshot(&text);
        assert_eq!(before.syntax, Syntax::Whole, "{text}");
        for (name, edit) in edits(&before) {
            let Ok(edit) = edit else { continue };
            let elsewhere = ["product:", "regulation:", "add", "rename", "remove"];
            if elsewhere.into_iter().any(|of| name.contains(of)) {
                continue;
            }
            let refusal = refused(amend(&before, &edit));
            assert!(refusal.message.contains("'*m' on line"), "{name}: {refusal:?}\n{text}");
            let place = refusal.place.expect("it has a place");
            assert!(
                before.text.get(place.start as usize..).unwrap_or_default().starts_with("&m"),
                "{name}: {refusal:?}"
            );
        }
    }
    // What is not even looked into.
    let before =
        snapshot(&WHOLE.replace("m: {title", "m: &m {title").replace("[kes, hub]}}", "[kes, hub]}, twin: *m}"));
    let refusal = facts(&before, &[record("r/twin")]).expect_err("it is written elsewhere");
    assert!(refusal.place.is_some() && refusal.message.contains("*m"), "{refusal:?}");
}
