//! Answers as JSON, and the help.

use insta::assert_snapshot;

use super::folder::{EDIT, Folder};

#[test]
fn answers_as_json() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("json_set", folder.run(&["set", "ban/records:kes", "done", "--evidence", "a.pdf", "--json"]));
    assert_snapshot!("json_undo", folder.run(&["undo", "--json"]));
    let line = ["move", "ban/words", "2090-09-01", "--reason", "postponed", "--when", "today", "--json"];
    assert_snapshot!("json_move", folder.run(&line));
    let hash = |answer: &serde_json::Value| answer.pointer("/sha256").cloned();
    let answer = folder.json(&["note", "ban", "text", "--json"]);
    let now = folder.json(&["list", "zebra", "--json"]);
    assert_eq!(hash(&answer), hash(&now));
}

#[test]
fn help_of_the_commands_that_write() {
    let folder = Folder::of(EDIT);
    for name in ["set", "note", "move", "verify", "undo", "redo", "log"] {
        let output = folder.output(&[name, "--help"]);
        // As it is: an example may name the day of today.
        assert_snapshot!(format!("help_{name}"), String::from_utf8_lossy(&output.stdout));
    }
}
