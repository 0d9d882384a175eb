//! Whole records: `add`, `duplicate`, `rename`.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

/// Runs lines one after another on one file, and returns what each said and changed.
fn all(folder: &Folder, lines: &[&[&str]]) -> String {
    let mut said = String::new();
    for line in lines {
        let _ = writeln!(said, "## {}\n{}\n", line.join(" "), folder.run(line));
    }
    said
}

fn undo_all(folder: &Folder, number: usize) {
    for _ in 0..number {
        let output = folder.output(&["undo"]);
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn records_are_added_in_the_files_own_style() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 10] = [
        &["add", "product", "VPN", "--owner", "@eve", "--tags", "endpoint, network", "--set", "version=1.10"],
        &["add", "product", "valve", "--name", "A valve", "--after", "hub"],
        &[
            "add",
            "product",
            "product:long",
            "--name",
            "A product whose name is long",
            "--source",
            "https://a.example",
            "--source",
            "https://b.example",
            "--notes",
            "one\ntwo",
            "--set",
            "x-asset=A-12",
        ],
        &["add", "regulation", "Règlement général, n° 12", "--authority", "EU", "--set", "roll=next"],
        &["add", "product", "漢字"],
        &["add", "regulation", "act", "--title", "An act", "--after", "regulation:ban", "--verify-every", "180d"],
        &["add", "milestone", "act/first", "--title", "The first: of an act", "--by", "2090-01-15"],
        &[
            "add",
            "milestone",
            "ban",
            "--title",
            "Customers are told again",
            "--from",
            "10 days after words",
            "--products",
            "kes, tag:endpoint",
            "--owner",
            "@ben",
            "--kind",
            "internal",
            "--after",
            "ban/words",
            "--notes",
            "by letter",
        ],
        &["add", "milestone", "ban/", "--title", "Customers are told again", "--at", "unknown (2091)"],
        &["add", "milestone", "ban/nothing-of-ours", "--title", "T", "--by", "2090-Q1", "--products", "none"],
    ];
    assert_snapshot!("add", all(&folder, &lines));
    assert_snapshot!("add_log", folder.run(&["log"]));
    let check = folder.output(&["check"]);
    assert_eq!(check.status.code(), Some(0), "{}", shown(&check));
    assert_snapshot!("add_undone", all(&folder, &[&["undo"], &["redo"]]));
    undo_all(&folder, lines.len());
}

#[test]
fn a_milestone_is_added_by_one_line() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 8] = [
        &[
            "add",
            "milestone",
            "Customers informed in:ban by:2090-04-20 kes @ben #letters note:\"by mail\"",
            "--dry-run",
        ],
        &["add", "milestone", "Customers informed in:ban by:2090-04-20 kes @ben #letters note:\"by mail\""],
        &["add", "milestone", "A day of ours in:ban at:2090-Q2", "--after", "words", "--kind", "event"],
        &["add", "milestone", "A day of ours in:bna at:2090-04-20"],
        &["add", "milestone", "A day of ours in:ban"],
        &["add", "milestone", "A day of ours at:2090-04-20"],
        &["add", "milestone", "A day in:ban by:12/1/2090 !hihg"],
        &["add", "milestone", "A day in:ban by:2090-04-20", "--by", "2090-04-21"],
    ];
    assert_snapshot!("add_line", all(&folder, &lines));
    undo_all(&folder, 2);
}

#[test]
fn what_would_be_added_is_shown() {
    let folder = Folder::of(EDIT);
    let line = ["add", "milestone", "ban/told", "--title", "Told", "--by", "2090-01-15", "--products", "kes"];
    let dry: Vec<&str> = line.iter().copied().chain(["--dry-run"]).collect();
    assert_snapshot!("add_dry", folder.run(&dry));
    let json: Vec<&str> = dry.iter().copied().chain(["--json"]).collect();
    assert_snapshot!("add_dry_json", folder.run(&json));
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
    let json: Vec<&str> = line.iter().copied().chain(["--json"]).collect();
    assert_snapshot!("add_json", folder.run(&json));
}

#[test]
fn what_cannot_be_added_is_refused() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 19] = [
        &["add"],
        &["add", "product"],
        &["add", "product", "kes", "--name", "Kes"],
        &["add", "product", "Kes 2", "--name", "Kes"],
        &["add", "regulation", "act", "--title", "T", "--after", "bann"],
        &["add", "regulation", "act", "--title", "T", "--severity", "hihg"],
        &["add", "regulation", "act", "--title", "T", "--set", "zone"],
        &["add", "regulation", "act", "--title", "T", "--set", "zoen=UTC"],
        &["add", "regulation", "act", "--title", "T", "--set", "title=U"],
        &["add", "milestone", "bna/m", "--title", "T", "--by", "2090-01-01"],
        &["add", "milestone", "ban/m", "--by", "2090-01-01"],
        &["add", "milestone", "ban", "--by", "2090-01-01"],
        &["add", "milestone", "ban/m", "--title", "T"],
        &["add", "milestone", "ban/m", "--title", "T", "--by", "2090-01-01", "--at", "2090-01-01"],
        &["add", "milestone", "ban/m", "--title", "T", "--by", "12/1/2090"],
        &["add", "milestone", "ban/m", "--title", "T", "--by", "2090-01-01", "--products", "kse"],
        &["add", "milestone", "ban/m", "--title", "T", "--by", "10 days after wrods"],
        &["add", "milestone", "ban/m", "--title", "T", "--by", "10 days after m"],
        &["add", "milestone", "ban/m", "--title", "T", "--by", "2090-01-01", "--set", "calendar=mars"],
    ];
    assert_snapshot!("add_refused", all(&folder, &lines));
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn a_milestone_is_written_once_more_a_year_later() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 3] =
        [&["duplicate", "ban/records"], &["duplicate", "ban/words", "--dry-run"], &["duplicate", "ban"]];
    assert_snapshot!("duplicate", all(&folder, &lines));
    undo_all(&folder, 1);
}

#[test]
fn another_id_is_followed_everywhere() {
    let with_view = format!("{EDIT}views:\n  mine: product:hub or regulation:ban\n");
    let folder = Folder::of(&with_view);
    let lines: [&[&str]; 6] = [
        &["rename", "ban/words", "no-new", "--dry-run"],
        &["rename", "ban/words", "ban/no-new"],
        &["rename", "hub", "mail-hub"],
        &["rename", "regulation:ban", "the-ban"],
        &["log"],
        &["undo"],
    ];
    assert_snapshot!("rename", all(&folder, &lines));
    for _ in 0..2 {
        folder.run(&["undo"]);
    }
    assert_eq!(folder.text(), with_view);
    assert_snapshot!("rename_json", folder.run(&["rename", "hub", "mail-hub", "--json"]));
}

#[test]
fn an_id_that_cannot_be_is_refused() {
    let folder = Folder::of(EDIT);
    let lines: [&[&str]; 9] = [
        &["rename", "hub", "kes"],
        &["rename", "hub", "hub"],
        &["rename", "hub", "Mail Hub"],
        &["rename", "hub", "12"],
        &["rename", "org", "us"],
        &["rename", "kes", "endpoint"],
        &["rename", "hbu", "endpoint"],
        &["rename", "ban/words:kes", "endpoint"],
        &["rename", "file", "endpoint"],
    ];
    assert_snapshot!("rename_refused", all(&folder, &lines));
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn a_name_in_a_date_that_cannot_be_read_is_followed_too() {
    let text = EDIT.replace("by: 10 days after words", "by: [4 hours after words, BAD ITEM]");
    let text = text.replace("by: 30 days after records", "by: 30 dyas after ban/words");
    let text = text.replace("kes: {status: blocked, ", "kes: {status: blocked, reason: x, due: 9 dyas after words, ");
    let folder = Folder::of(&text);
    for (line, new) in
        [(["rename", "ban/words", "no-new"], "no-new"), (["rename", "regulation:ban", "the-ban"], "no-new")]
    {
        let said = folder.run(&line);
        assert!(said.contains("--- exit 0"), "{said}");
        for rule in ["[4 hours after W, BAD ITEM]", "due: 9 dyas after W,"] {
            assert!(folder.text().contains(&rule.replace('W', new)), "{rule}: {}", folder.text());
        }
    }
    assert!(folder.text().contains("by: 30 dyas after the-ban/no-new\n"), "{}", folder.text());
    folder.run(&["undo"]);
    folder.run(&["undo"]);
    assert_eq!(folder.text(), text);
    // Nothing can be written out for it.
    let said = folder.run(&["rm", "ban/words", "--yes"]);
    assert!(said.contains("'ban/records' counts from it: 'by: 4 hours after words, BAD ITEM', which cannot be read"));
    assert!(said.contains("hint: correct the date of 'ban/records' first, or remove both") && said.contains("exit 2"));
    assert!(folder.run(&["rm", "ban/words", "ban/records", "ban/listed", "--yes"]).contains("--- exit 0"));
}

#[test]
fn what_stands_behind_an_alias_is_named_with_its_anchor() {
    let text = EDIT.replace("by: 10 days after words", "by: &soon 10 days after words");
    let text = text.replace("by: 2091-02-28", "by: [*soon, 3 days after one]\n        owner: &who ben");
    let text = text.replace("by: 2091-03-31\n", "by: 2091-03-31\n        owner: *who\n");
    let text = text.replace("kes: open     ", "kes: &out {status: n/a, reason: sold, since: 2026-01-01}");
    let text =
        text.replace("        products: [kes, hub]\n      covered", "        products: {kes: *out}\n      covered");
    let folder = Folder::of(&text);
    let anchor = |name: &str| 1 + text.split(name).next().unwrap_or_default().matches('\n').count();
    for (line, what, alias) in [
        (&["rename", "ban/words", "no-new"][..], "'by' of 'ban/ours'", "soon"),
        (&["rename", "ban/words", "no-new", "--dry-run"], "'by' of 'ban/ours'", "soon"),
        (&["rename", "product:kes", "endpoint"], "'ban/listed:kes'", "out"),
        (&["duplicate", "ban/one"], "'owner' of 'ban/one'", "who"),
        (&["duplicate", "ban/listed"], "'ban/listed:kes'", "out"),
        (&["edit", "ban/one", "owner", "eve"], "'owner' of 'ban/one'", "who"),
        (&["set", "ban/listed:kes", "done"], "'ban/listed:kes'", "out"),
    ] {
        let said = folder.run(line);
        let at = anchor(&format!("&{alias} "));
        assert!(said.contains(&format!("error: {what} is written as *{alias}\n")), "{line:?}\n{said}");
        let hint = format!(
            "hint: write the value itself in place of *{alias}, or edit what stands at &{alias} on line {at} by hand\n"
        );
        assert!(said.contains(&hint) && said.contains("exit 2"), "{line:?}\n{said}");
    }
    assert_eq!(folder.text(), text);
    // What names something else is no hindrance, and a date that counts is written out.
    assert!(folder.run(&["rename", "ban/past", "published"]).contains("--- exit 0"));
    assert!(folder.run(&["duplicate", "ban/ours"]).contains("--- exit 0"));
}

#[test]
fn a_line_takes_the_time_with_the_date_and_says_what_it_takes_for_title() {
    let folder = Folder::of(EDIT);
    let said = folder.run(&["add", "milestone", "Audit by:2090-01-16 17:00 America/New_York in:ban roll:next"]);
    assert!(said.contains("by: 2090-01-16 17:00 America/New_York") && said.contains("title: Audit"), "{said}");
    assert!(said.contains("roll: next") && !said.contains("taken for the title"), "{said}");
    let said = folder.run(&["add", "milestone", "Audit by:2 jan 2090 in:ban prio:high"]);
    assert!(said.contains("'prio:' is no word of this line: it is taken for the title"), "{said}");
    assert!(said.contains("by: 2090-01-02") && said.contains("title: \"Audit prio:high\""), "{said}");
    let before = folder.text();
    let said = folder.run(&["add", "milestone", "Audit by:2090-01-16 America/New_York in:ban"]);
    assert!(said.contains("only a time has a zone") && said.ends_with("exit 2"), "{said}");
    assert_eq!(folder.text(), before);
}
