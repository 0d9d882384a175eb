//! Undo and redo, over many runs.

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

#[test]
fn undo_and_redo_go_back_and_forth_over_many_runs() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("undo_nothing", folder.run(&["undo"]));
    assert_snapshot!("redo_nothing", folder.run(&["redo"]));
    let mut texts = vec![EDIT.to_string()];
    let lines: [&[&str]; 4] = [
        &["set", "ban/words:kes", "done"],
        &["note", "ban/words:kes", "the letter went out"],
        &["move", "ban/words", "2090-09-01", "--reason", "postponed", "--when", "today"],
        &["set", "ban/ours:org", "in-progress"],
    ];
    for line in lines {
        let said = folder.run(line);
        assert!(said.contains("--- exit 0"), "{said}");
        texts.push(folder.text());
    }
    for way in ["undo", "redo", "undo"] {
        for number in 0..lines.len() {
            let said = folder.run(&[way]);
            let at = if way == "undo" { lines.len() - 1 - number } else { number + 1 };
            assert_eq!(Some(&folder.text()), texts.get(at), "{way} {number}: {said}");
        }
    }
    assert_snapshot!("undo_end", folder.run(&["undo"]));
    assert_snapshot!("redo_one", folder.run(&["redo"]));
    let other = folder.command().env("USER", "ben").arg("undo").output().expect("runs");
    assert_snapshot!("undo_of_another", shown(&other));
    assert_snapshot!("log_after_undo", folder.run(&["log"]));
}

#[test]
fn an_undo_of_what_was_changed_again_is_a_conflict() {
    let folder = Folder::of(EDIT);
    folder.run(&["set", "ban/words:kes", "in-progress"]);
    folder.write(&folder.text().replace("kes: in-progress", "kes: blocked"));
    assert_snapshot!("undo_conflict", folder.run(&["undo"]));
    folder.write(&folder.text().replace("kes: blocked", "kes: in-progress").replace("Nothing new", "Nothing at all"));
    assert_snapshot!("undo_elsewhere", folder.run(&["undo"]));
    assert_eq!(folder.text(), EDIT.replace("Nothing new", "Nothing at all"));
}

#[test]
fn an_undo_brings_back_also_what_was_wrong() {
    let wrong = EDIT.replace("kes: open ", "kes: opne ");
    let folder = Folder::of(&wrong);
    assert!(folder.run(&["set", "ban/ours:org", "done"]).contains("--- exit 0"));
    assert!(folder.run(&["set", "ban/words:kes", "done"]).contains("--- exit 0"));
    for _ in 0..2 {
        let said = folder.run(&["undo"]);
        assert!(said.contains("--- exit 0"), "{said}");
    }
    assert_eq!(folder.text(), wrong);
}
