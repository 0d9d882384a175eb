//! `import csv`: what a sheet would change, and that it changes it once.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

/// A sheet as people have it: a row for each product, names instead of ids, a column that nobody knows.
const PLAN: &str = include_str!("../data/cli/plan.csv");

/// Another: semicolons, heads in another language, days before months.
const PLAN_DE: &str = include_str!("../data/cli/plan-de.csv");

fn folder() -> Folder {
    let folder = Folder::of(EDIT);
    for (name, text) in [("plan.csv", PLAN), ("plan-de.csv", PLAN_DE)] {
        std::fs::write(folder.path(name), text).expect("a sheet");
    }
    folder
}

fn all(folder: &Folder, lines: &[&[&str]]) -> String {
    let mut said = String::new();
    for line in lines {
        let _ = writeln!(said, "## {}\n{}\n", line.join(" "), folder.run(line));
    }
    said
}

#[test]
fn a_sheet_is_shown_then_written_as_one_edit_and_changes_nothing_the_second_time() {
    let folder = folder();
    assert_snapshot!("import", folder.run(&["import", "csv", "plan.csv"]));
    assert_eq!(folder.text(), EDIT);
    assert_snapshot!("import_json", folder.run(&["import", "csv", "plan.csv", "--json"]));
    assert_snapshot!("import_apply", folder.run(&["import", "csv", "plan.csv", "--apply"]));
    let check = folder.output(&["check"]);
    assert_eq!(check.status.code(), Some(0), "{}", shown(&check));
    let written = folder.text();
    assert_snapshot!("import_again", folder.run(&["import", "csv", "plan.csv", "--apply"]));
    assert_eq!(folder.text(), written);
    assert_eq!(folder.journal().matches("\"kind\":\"edit\"").count(), 1);
    // What is done meanwhile stays.
    folder.run(&["set", "ban/everything-is-filed:hub", "done"]);
    folder.run(&["note", "ban/everything-is-filed", "sent"]);
    let done = folder.text();
    assert_snapshot!("import_later", folder.run(&["import", "csv", "plan.csv", "--apply"]));
    assert_eq!(folder.text(), done);
    for _ in 0..3 {
        assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    }
    assert_eq!(folder.text(), EDIT);
}

/// Milestones in every shape in which a file names products, and another verb.
const SHAPES: &str = "Regulation,Title,Date,Verb,Product,Status,Tags
ban,Nothing new is sold,2090-07-21,by,pump,open,
ban,It was published,2026-01-01,at,kes,,
ban,The board knows,2091-02-28,by,product:kes,in progress,board
ban,Touches nobody,2091-04-30,by,hub,open,
ban,The hub is closed,2091-03-31,by,pump,open,
ban,Agents are gone,2091-01-31,by,pump,blocked,
kes,M,2092-01-01,by,hub,open,\"one, two\"
";

#[test]
fn a_sheet_is_written_into_every_shape_that_stands_there() {
    let folder = folder();
    std::fs::write(folder.path("shapes.csv"), SHAPES.replace("product:kes", "Endpoint security")).expect("a sheet");
    assert_snapshot!("import_shapes", folder.run(&["import", "csv", "shapes.csv", "--apply"]));
    let check = folder.output(&["check"]);
    assert_eq!(check.status.code(), Some(0), "{}", shown(&check));
    let written = folder.text();
    assert_snapshot!("import_shapes_again", folder.run(&["import", "csv", "shapes.csv", "--apply"]));
    assert_eq!(folder.text(), written);
    assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn columns_are_mapped_and_days_are_read_in_their_order() {
    let folder = folder();
    let maps = ["--map", "Titel=title", "--map", "Frist=by", "--map", "Wer=owner", "--map", "Gesetz=regulation"];
    let line: Vec<&str> = ["import", "csv", "plan-de.csv"].into_iter().chain(maps).collect();
    let with = |more: &[&'static str]| -> Vec<&str> { line.iter().copied().chain(more.iter().copied()).collect() };
    let (plain, dmy, mdy) = (with(&[]), with(&["--dates", "dmy", "--apply"]), with(&["--dates", "mdy"]));
    assert_snapshot!("import_mapped", all(&folder, &[&plain, &mdy, &dmy]));
    assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.text(), EDIT);
    assert_snapshot!("import_keep", folder.run(&["import", "csv", "plan.csv", "--keep"]));
}

#[test]
fn a_sheet_comes_from_standard_input_also_our_own_list() {
    let folder = folder();
    let list = folder.output(&["list", "--format", "csv"]);
    assert_eq!(list.status.code(), Some(0), "{}", shown(&list));
    let mut child = folder
        .command()
        .args(["import", "csv", "-", "--apply"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("a pipe").write_all(&list.stdout).expect("it takes the sheet");
    let output = child.wait_with_output().expect("it ends");
    assert_snapshot!("import_own_list", shown(&output));
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn a_sheet_in_which_something_is_wrong_is_refused_whole() {
    let folder = folder();
    let sheets = [
        ("wrong.csv", "Regulation,Title,By,Status\nban,A,2090-13-01,open\nban,,2090-01-01,opne\nban,C,unknown,open\n"),
        ("empty.csv", ""),
        ("heads.csv", "What,When\na,b\n"),
        ("anchor.csv", "Regulation,Title,By\nban,A,10 days after nowhere\n"),
    ];
    let mut said = String::new();
    for (name, text) in sheets {
        std::fs::write(folder.path(name), text).expect("a sheet");
        let _ = writeln!(said, "## {name}\n{}\n", folder.run(&["import", "csv", name, "--apply"]));
    }
    let lines: [&[&str]; 4] = [
        &["import", "csv", "none.csv"],
        &["import", "csv", "."],
        &["import", "csv", "plan.csv", "--map", "Owner"],
        &["import", "csv", "plan.csv", "--map", "Owner=onwer"],
    ];
    said.push_str(&all(&folder, &lines));
    assert_snapshot!("import_refused", said);
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
}

/// Both end at the last byte of the file: what the last milestone says more, and the regulation behind it.
#[test]
fn a_sheet_changes_the_last_milestone_and_adds_a_regulation_behind_it() {
    let old = "duewatch: 1\nzone: Etc/UTC\nregulations:\n  cra:\n    title: Cyber Resilience Act\n    milestones:\n      \
               applies:\n        title: It applies\n        by: 2090-12-11\n";
    let folder = Folder::of(old);
    let rows = "Regulation,Title,Due,Owner\ncra,It applies,2090-12-11,bob\nNIS2,Registration,2090-04-17,ana\n";
    std::fs::write(folder.path("more.csv"), rows).expect("a sheet");
    let done = folder.output(&["import", "csv", "more.csv", "--apply"]);
    assert_eq!(done.status.code(), Some(0), "{}", shown(&done));
    let new = "        owner: bob\n\n  nis2:\n    title: NIS2\n    milestones:\n      registration:\n        \
               title: Registration\n        by: 2090-04-17\n        owner: ana\n";
    assert_eq!(folder.text().replace("\n\n", "\n"), format!("{old}{new}").replace("\n\n", "\n"));
    assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.text(), old);
}
