//! The journal: what it tells, and its proof.

use std::fmt::Write as _;
use std::fs;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

#[test]
fn the_log_says_who_changed_what() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("log_none", folder.run(&["log"]));
    assert_snapshot!("log_verify_none", folder.run(&["log", "--verify"]));
    folder.run(&["set", "ban/words", "done"]);
    let ben = folder.command().env("USER", "ben").args(["note", "ban/records", "told"]).output().expect("runs");
    assert_eq!(ben.status.code(), Some(0), "{}", shown(&ben));
    folder.write(&folder.text().replace("# the owner", "# an owner"));
    folder.run(&["set", "ban/ours:org", "done"]);
    assert_snapshot!("log", folder.run(&["log"]));
    assert_snapshot!("log_json", folder.run(&["log", "--json"]));
    assert_snapshot!("log_milestone", folder.run(&["log", "ban/words"]));
    assert_snapshot!("log_cell", folder.run(&["log", "ban/words:kes"]));
    assert_snapshot!("log_product", folder.run(&["log", "hub"]));
    assert_snapshot!("log_regulation", folder.run(&["log", "regulation:kes"]));
    assert_snapshot!("log_unknown", folder.run(&["log", "ban/wrods"]));
    assert_snapshot!("log_since", folder.run(&["log", "--since", "2090-01-01"]));
    assert_snapshot!("log_since_today", folder.run(&["log", "ban/words", "--since", "today"]));
    assert_snapshot!("log_since_wrong", folder.run(&["log", "--since", "soon"]));
    assert_snapshot!("log_verify_address", folder.run(&["log", "ban", "--verify"]));
    folder.write(&folder.text().replace("# an owner", "# her"));
    assert_snapshot!("log_foreign_end", folder.run(&["log"]));
    let gone = folder.text().replace("      records:", "      listing:").replace("after records", "after listing");
    folder.write(&gone);
    assert_snapshot!("log_of_a_record_that_is_gone", folder.run(&["log", "ban/records"]));
}

#[test]
fn the_journal_is_proved() {
    let folder = Folder::of(EDIT);
    for status in ["done", "open", "in-progress"] {
        assert!(folder.run(&["set", "ban/words:kes", status]).contains("--- exit 0"));
    }
    assert_snapshot!("log_verify", folder.run(&["log", "--verify"]));
    let whole = folder.journal();
    let path = folder.path("deadlines.journal.jsonl");
    fs::write(&path, whole.replacen("\"user\":\"ana\"", "\"user\":\"eve\"", 1)).expect("a journal");
    assert_snapshot!("log_verify_changed", folder.run(&["log", "--verify"]));
    assert_snapshot!("log_verify_changed_json", folder.run(&["log", "--verify", "--json"]));
    assert_snapshot!("log_of_a_changed_journal", folder.run(&["log", "ban/ours"]));
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let without_third: String = lines.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, line)| *line).collect();
    fs::write(&path, without_third).expect("a journal");
    assert_snapshot!("log_verify_lost", folder.run(&["log", "--verify"]));
    let without_the_end: String = lines.iter().take(lines.len() - 2).copied().collect();
    fs::write(&path, without_the_end).expect("a journal");
    let said = folder.run(&["log", "--verify"]);
    assert!(said.contains("the file is not what the last entry left"), "{said}");
    fs::write(&path, format!("{whole}{{\"v\":1,\"se")).expect("a journal");
    assert_snapshot!("log_verify_torn", folder.run(&["log", "--verify"]));
    assert_snapshot!("set_on_a_torn_journal", folder.run(&["set", "ban/ours:org", "done"]));
    assert_snapshot!("log_verify_after_torn", folder.run(&["log", "--verify"]));
}

#[test]
fn a_line_of_something_else_is_not_taken_for_a_torn_one() {
    let folder = Folder::of(EDIT);
    assert!(folder.run(&["set", "ban/words:kes", "done"]).contains("--- exit 0"));
    let (text, whole) = (folder.text(), folder.journal());
    let path = folder.path("deadlines.journal.jsonl");
    let mut all = String::new();
    for scrap in ["nonsense", "nonsense\n", "{\"v\":1}", "{\"v\":1,\"seq\":2,\n"] {
        folder.write(&text);
        fs::write(&path, format!("{whole}{scrap}")).expect("a journal");
        let _ = writeln!(all, "## {scrap:?}\n{}\n", folder.run(&["log", "--verify"]));
        let _ = writeln!(all, "{}\n", folder.run(&["set", "ban/ours:org", "done"]));
        let _ = writeln!(all, "{}\n", folder.run(&["log", "--verify"]));
    }
    assert_snapshot!("log_verify_scraps", all);
}

#[test]
fn a_torn_done_is_no_change_from_outside() {
    let folder = Folder::of(EDIT);
    for status in ["done", "open"] {
        assert!(folder.run(&["set", "ban/words:kes", status]).contains("--- exit 0"));
    }
    let journal = folder.journal();
    let done = journal.rfind("{\"v\"").expect("the last line");
    for end in [done, done + 40] {
        fs::write(folder.path("deadlines.journal.jsonl"), journal.get(..end).expect("a part")).expect("a journal");
        for line in [&["log"][..], &["log", "--verify"], &["log", "--json"]] {
            let said = folder.run(line);
            assert!(!said.contains("outside duewatch") && !said.contains("\"changed_outside_since\": \""), "{said}");
            assert!(!said.contains("not known yet"), "{said}");
        }
    }
    // Where the file is another, that is said all the same.
    folder.write(&folder.text().replace("# the owner", "# an owner"));
    let said = folder.run(&["log"]);
    assert!(said.contains("changed outside duewatch after") && said.contains("not known yet"), "{said}");
}
