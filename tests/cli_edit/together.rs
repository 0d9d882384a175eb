//! Another program that saves at the same time.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

/// Starts a command while another program saves; returns when it waits.
fn waiting(folder: &Folder, line: &[&str]) -> (Child, BufReader<std::process::ChildStderr>) {
    let mut command = folder.command();
    command.args(line).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    let mut stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut said = String::new();
    stderr.read_line(&mut said).expect("it says something");
    assert_eq!(said, "another program is saving 'deadlines.yaml': waiting for it\n");
    (child, stderr)
}

fn ended(child: Child, mut stderr: impl std::io::Read) -> String {
    let mut said = String::new();
    stderr.read_to_string(&mut said).expect("text");
    let mut output = child.wait_with_output().expect("it ends");
    output.stderr = said.into_bytes();
    shown(&output)
}

#[test]
fn the_same_field_changed_on_both_sides_is_a_conflict() {
    let folder = Folder::of(EDIT);
    for (name, json) in [("conflict", None), ("conflict_json", Some("--json"))] {
        folder.write(EDIT);
        let lock = folder.lock();
        let line: Vec<&str> = ["set", "ban/words:kes", "done"].into_iter().chain(json).collect();
        let (child, stderr) = waiting(&folder, &line);
        let theirs = EDIT.replace("kes: open ", "kes: {status: blocked, waiting: lawyer} ");
        folder.write(&theirs);
        drop(lock);
        assert_snapshot!(name, ended(child, stderr));
        assert_eq!(folder.text(), theirs);
    }
}

#[test]
fn another_field_changed_in_between_is_kept() {
    let folder = Folder::of(EDIT);
    let lock = folder.lock();
    let (child, stderr) = waiting(&folder, &["set", "ban/words:kes", "done"]);
    folder.write(&EDIT.replace("hub: in-progress", "hub: open"));
    drop(lock);
    assert_snapshot!("replayed", ended(child, stderr));
    assert!(folder.text().contains("hub: open") && folder.text().contains("kes: {status: done"), "{}", folder.text());
}

#[test]
fn what_somebody_else_wrote_into_a_record_that_goes_is_a_conflict() {
    let folder = Folder::of(EDIT);
    for (name, line) in [
        ("conflict_edit", &["edit", "hub", "name", "Another hub"][..]),
        ("conflict_rm", &["rm", "product:pump", "--yes"]),
        ("conflict_rename", &["rename", "hub", "mail-hub"]),
    ] {
        folder.write(EDIT);
        let lock = folder.lock();
        let (child, stderr) = waiting(&folder, line);
        let theirs =
            EDIT.replace("name: Mail hub", "name: Their hub").replace("{name: Water pump}", "{name: Pump, owner: eve}");
        let theirs = theirs.replace("        products: hub\n", "        products: [hub, kes]\n");
        folder.write(&theirs);
        drop(lock);
        assert_snapshot!(name, ended(child, stderr));
        if name != "conflict_rename" {
            assert_eq!(folder.text(), theirs);
        }
    }
}

#[test]
fn the_cell_of_an_occurrence_changed_on_both_sides_is_a_conflict_too() {
    let folder = Folder::of(EDIT);
    let line = "        products: [kes, hub]\n  kes:";
    for (line_before, theirs) in [
        ("", "        occurrences:\n          2091-04-15: {kes: {status: blocked, waiting: lawyer}}\n"),
        (
            "        occurrences:\n          2091-04-15: {kes: in-progress}\n",
            "        occurrences:\n          2091-04-15: {kes: {status: blocked, waiting: lawyer}}\n",
        ),
        (
            "        occurrences:\n          2091-04-15: {kes: in-progress}\n",
            "        occurrences:\n          2091-04-15: {hub: open}\n",
        ),
        ("        occurrences:\n          2091-04-15: {kes: in-progress}\n", ""),
    ] {
        let with = |more: &str| EDIT.replace(line, &line.replace("  kes:", &format!("{more}  kes:")));
        folder.write(&with(line_before));
        let lock = folder.lock();
        let (child, stderr) = waiting(&folder, &["set", "ban/yearly@2091-04-15:kes", "done"]);
        folder.write(&with(theirs));
        drop(lock);
        let said = ended(child, stderr);
        assert!(said.contains("somebody else changed the same") && said.ends_with("--- exit 4"), "{theirs}\n{said}");
        assert!(said.contains("  ban/yearly@2091-04-15:kes status\n"), "{said}");
        assert_eq!(folder.text(), with(theirs));
    }
}
