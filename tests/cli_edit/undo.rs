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

#[test]
fn a_record_comes_back_with_its_comments_though_dates_were_written_out_and_others_wrote_beside_it() {
    let folder = Folder::of(EDIT);
    assert!(folder.run(&["rm", "ban/words", "--yes"]).contains("--- exit 0"));
    assert!(!folder.text().contains("# asked twice\n          hub: in-progress"));
    // Between what went and the date that was written out.
    let theirs = |text: &str| text.replace("title: Everything is listed", "title: Everything is on the list");
    folder.write(&theirs(&folder.text()).replace("title: Edits", "title: All edits"));
    let said = folder.run(&["undo"]);
    assert!(said.contains("--- exit 0"), "{said}");
    assert_eq!(folder.text(), theirs(EDIT).replace("title: Edits", "title: All edits"));
}

#[test]
fn what_cannot_come_back_with_its_comments_is_refused() {
    let text = "duewatch: 1\nzone: UTC\nregulations:\n  r:\n    title: R\n    milestones:   # all of them\n      m:   # the one\n        \
                title: M\n        # from the letter\n        by: 2090-01-01\n    notes: n\n";
    let folder = Folder::of(text);
    assert!(folder.run(&["rm", "r/m", "--yes"]).contains("--- exit 0"));
    let gone = folder.text().replace("milestones: {}", "milestones: { }").replace("notes: n", "notes: of eve");
    folder.write(&gone);
    let said = folder.run(&["undo"]);
    assert!(said.contains("this would come back without its comments") && said.ends_with("--- exit 2"), "{said}");
    assert!(said.contains("hint: do it by hand: what stood there is in the journal, under 'splices'"), "{said}");
    assert_eq!(folder.text(), gone);
}

#[test]
fn a_comment_that_somebody_wrote_into_a_new_record_is_not_taken_away_with_it() {
    let folder = Folder::of(EDIT);
    for (line, title) in [
        (&["add", "milestone", "ban/more", "--title", "More", "--by", "2091-01-01"][..], "        title: More\n"),
        (&["add", "product", "pipe", "--name", "Pipe"], "    name: Pipe\n"),
        (&["add", "regulation", "law", "--title", "A law"], "    title: A law\n"),
    ] {
        assert!(folder.run(line).contains("--- exit 0"));
        let theirs = folder.text().replace(title, &format!("        # ask Eve first\n{title}"));
        assert!(theirs.contains("# ask Eve first"), "{theirs}");
        folder.write(&theirs);
        let said = folder.run(&["undo"]);
        assert!(said.contains("somebody wrote a comment into what this would take away"), "{said}");
        assert!(said.ends_with("--- exit 2"), "{said}");
        assert_eq!(folder.text(), theirs);
        // By hand it can go; then it is taken back.
        folder.write(&theirs.replace("        # ask Eve first\n", ""));
        assert!(folder.run(&["undo"]).contains("--- exit 0"));
        assert_eq!(folder.text(), EDIT);
    }
}
