//! `init`: a file to begin with.

use std::fs;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, shown};

#[test]
fn a_file_to_begin_with_is_made_and_has_nothing_wrong() {
    let folder = Folder::empty();
    assert_snapshot!("init", shown(&folder.output(&["init"])));
    assert_snapshot!("init_file", folder.text());
    let strict = folder.output(&["check", "--strict"]);
    assert!(strict.status.success() && strict.stdout.is_empty(), "{}", shown(&strict));
    assert_snapshot!("init_list", folder.run(&["--as-of", "2040-02-01", "list"]));
    assert_snapshot!("init_again", folder.run(&["init"]));
    assert_snapshot!("init_json", shown(&folder.output(&["init", "other.yaml", "--empty", "--json"])));
    assert_eq!(fs::read_to_string(folder.path("other.yaml")).expect("a file"), "duewatch: 1\nzone: UTC\n");
    let zoned = folder.output(&["init", "brussels.yaml", "--empty", "--zone", "Europe/Brussels"]);
    assert!(zoned.status.success(), "{}", shown(&zoned));
    let text = fs::read_to_string(folder.path("brussels.yaml")).expect("a file");
    assert_eq!(text, "duewatch: 1\nzone: Europe/Brussels\n");
}

#[test]
fn nothing_is_made_where_something_is_or_nothing_can_be() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("init_there", folder.run(&["init"]));
    assert_snapshot!("init_no_directory", folder.run(&["init", "none/deadlines.yaml"]));
    assert_snapshot!("init_twice", folder.run(&["--file", "a.yaml", "init", "b.yaml"]));
    assert_snapshot!("init_stdin", folder.run(&["init", "-"]));
    assert_snapshot!("init_as_of", folder.run(&["--as-of", "2026-01-01", "init", "a.yaml"]));
    let named = folder.command().env("DUEWATCH_FILE", "named.yaml").args(["init", "--empty"]).output().expect("runs");
    assert!(named.status.success() && folder.path("named.yaml").exists(), "{}", shown(&named));
    assert_eq!(folder.text(), EDIT);
}
