//! What the disk keeps, and what it refuses.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, as_in, shown};

#[test]
fn line_ends_links_and_modes_stay() {
    let crlf = EDIT.replace('\n', "\r\n");
    let folder = Folder::of(&crlf);
    let real = folder.path("real");
    fs::create_dir(&real).expect("a folder");
    fs::rename(folder.path("deadlines.yaml"), real.join("plan.yaml")).expect("a move");
    symlink("real/plan.yaml", folder.path("deadlines.yaml")).expect("a link");
    fs::set_permissions(real.join("plan.yaml"), fs::Permissions::from_mode(0o640)).expect("a mode");
    for line in
        [&["set", "ban/ours:org", "done"][..], &["set", "ban/words:kes", "done"], &["note", "ban/words", "a\nb"]]
    {
        let said = folder.run(line);
        assert!(said.contains("--- exit 0"), "{said}");
    }
    let text = folder.text();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(fs::symlink_metadata(folder.path("deadlines.yaml")).expect("a link").is_symlink());
    assert_eq!(fs::metadata(real.join("plan.yaml")).expect("a file").permissions().mode() & 0o7777, 0o640);
    assert!(real.join("plan.journal.jsonl").exists());
    for _ in 0..3 {
        folder.run(&["undo"]);
    }
    assert_eq!(folder.text(), crlf);
}

#[test]
fn what_cannot_be_written_is_left_alone() {
    let folder = Folder::of(EDIT);
    let set = ["set", "ban/words:kes", "done"];
    assert_snapshot!("as_of", folder.run(&[&set[..], &["--as-of", "2026-01-01"]].concat()));
    assert_snapshot!("stdin", folder.run(&[&set[..], &["--file", "-"]].concat()));
    assert_snapshot!("missing", folder.run(&[&set[..], &["--file", "missing.yaml"]].concat()));
    assert_snapshot!("log_missing", folder.run(&["log", "--file", "-"]));
    assert_snapshot!("read_only_option", folder.run(&[&set[..], &["--read-only"]].concat()));
    assert_snapshot!("read_only_before", folder.run(&[&["--read-only"][..], &set].concat()));
    folder.write(&EDIT.replace("products: [kes, hub]", "products: [kes, hub"));
    assert_snapshot!("broken_part", folder.run(&set));
    folder.write("- no\n- map\n");
    assert_snapshot!("broken", folder.run(&set));
    assert_snapshot!("broken_undo", folder.run(&["undo"]));
    folder.write("");
    assert_eq!(folder.output(&set).status.code(), Some(3));
}

#[test]
fn what_is_no_file_is_refused_by_every_command_that_writes() {
    let folder = Folder::of(EDIT);
    fs::create_dir(folder.path("directory")).expect("a directory");
    assert!(Command::new("mkfifo").arg(folder.path("pipe")).status().expect("mkfifo").success());
    drop(UnixListener::bind(folder.path("socket")).expect("a socket"));
    symlink("nothing", folder.path("nowhere")).expect("a link");
    symlink("ring", folder.path("ring")).expect("a link");
    fs::write(folder.path("empty"), "").expect("a file");
    let lines: [&[&str]; 6] = [
        &["set", "ban/words:kes", "done"],
        &["note", "ban/words", "text"],
        &["move", "ban/words", "2090-09-01", "--correct"],
        &["verify", "ban"],
        &["undo"],
        &["redo"],
    ];
    for (file, words, code) in [
        ("directory", "it is a directory, not a file", 3),
        ("pipe", "it is a pipe, not a file", 3),
        ("socket", "it is a socket, not a file", 3),
        ("/dev/null", "it is a device, not a file", 3),
        ("nowhere", "there is no such file", 3),
        ("deadlines.yaml/x", "there is no such file", 3),
        ("ring", "too many levels of symbolic links", 3),
        ("empty", "the file is empty", 3),
        ("-", "standard input cannot be written", 2),
        ("/dev/stdin", "standard input cannot be written", 2),
        ("/dev/fd/0", "standard input cannot be written", 2),
        ("/proc/self/fd/0", "standard input cannot be written", 2),
    ] {
        for line in lines {
            let stdin = fs::File::open(folder.path("deadlines.yaml")).expect("the file");
            let output = folder.command().args(["--file", file]).args(line).stdin(stdin).output().expect("runs");
            let said = shown(&output);
            assert_eq!(output.status.code(), Some(code), "{file}: {line:?}: {said}");
            assert!(said.contains(words) && said.contains("\nhint: "), "{file}: {line:?}: {said}");
        }
    }
    assert_eq!(folder.text(), EDIT);
    assert!(!folder.path("deadlines.journal.jsonl").exists());
}

#[test]
fn a_directory_or_file_that_cannot_be_written_is_said() {
    let folder = Folder::of(EDIT);
    let set = ["set", "ban/words:kes", "done"];
    fs::set_permissions(folder.path("deadlines.yaml"), fs::Permissions::from_mode(0o444)).expect("a mode");
    assert_snapshot!("read_only_file", as_in(&folder, &folder.run(&set)));
    fs::set_permissions(folder.path("deadlines.yaml"), fs::Permissions::from_mode(0o666)).expect("a mode");
    if let Some(said) = by_nobody(&folder, 0o555, &set) {
        assert_snapshot!("closed_directory", said);
    }
}

#[test]
fn a_lock_that_cannot_be_opened_is_said() {
    let folder = Folder::of(EDIT);
    fs::set_permissions(folder.path("deadlines.yaml"), fs::Permissions::from_mode(0o666)).expect("a mode");
    fs::write(folder.path(".deadlines.yaml.lock"), "").expect("a lock");
    fs::set_permissions(folder.path(".deadlines.yaml.lock"), fs::Permissions::from_mode(0o000)).expect("a mode");
    if let Some(said) = by_nobody(&folder, 0o777, &["set", "ban/words:kes", "done"]) {
        assert_snapshot!("closed_lock", said);
    }
}

/// Runs a command by somebody who is not root, in the folder with a mode; none: root cannot become somebody else here.
fn by_nobody(folder: &Folder, mode: u32, line: &[&str]) -> Option<String> {
    let is_root = rustix::process::getuid().is_root();
    // Another one than the folder's owner has the rights of everybody.
    let mode = if is_root { mode } else { mode & 0o755 };
    fs::set_permissions(folder.folder.path(), fs::Permissions::from_mode(mode)).expect("a mode");
    let mut command = folder.command();
    if is_root {
        command.uid(65_534).gid(65_534);
    }
    let said = command.args(line).output().map(|output| as_in(folder, &shown(&output)));
    fs::set_permissions(folder.folder.path(), fs::Permissions::from_mode(0o755)).expect("a mode");
    assert_eq!(folder.text(), EDIT);
    match said {
        Ok(said) => Some(said),
        Err(error) => {
            assert!(is_root, "only nobody may be unable to run the program: {error}");
            None
        }
    }
}

#[test]
fn what_others_refer_to_is_refused_with_its_place() {
    let text = EDIT.replace("products: [kes, hub]\n      covered", "products: &both [kes, hub]\n      covered");
    let text = text.replace("products: hub", "products: *both");
    let folder = Folder::of(&text);
    let anchored = folder.run(&["set", "ban/listed:kes", "done"]);
    assert!(anchored.contains("--- stderr\ndeadlines.yaml:") && anchored.ends_with("--- exit 2"), "{anchored}");
    assert_snapshot!("aliased", folder.run(&["set", "ban/one:kes", "done"]));
    assert_eq!(folder.text(), text);
}

#[test]
fn nothing_is_written_into_a_file_that_says_no_version() {
    for text in [EDIT.replace("duewatch: 1\n", ""), EDIT.replace("duewatch: 1\n", "duewatch: one\n")] {
        let folder = Folder::of(&text);
        std::fs::write(folder.path("sheet.csv"), "title,date\nA,2091-01-01\n").expect("a sheet");
        for line in [
            &["set", "ban/words:kes", "done"][..],
            &["set", "ban/words:kes", "done", "--json"],
            &["note", "ban", "text"],
            &["move", "ban/words", "2090-09-01", "--reason", "x", "--when", "today"],
            &["add", "product", "pipe", "--name", "Pipe"],
            &["edit", "hub", "owner", "eve", "--dry-run"],
            &["rename", "hub", "mail-hub"],
            &["rm", "product:pump", "--yes"],
            &["duplicate", "ban/words"],
            &["verify", "ban"],
            &["import", "csv", "sheet.csv", "--apply"],
            &["undo"],
        ] {
            let said = folder.run(line);
            let why = "deadlines.yaml: the file has no 'duewatch: 1': nothing is written into it\n";
            assert!(said.contains(why) && said.ends_with("--- exit 3"), "{line:?}\n{said}");
            assert!(said.contains("hint: write 'duewatch: 1' as its first line"), "{said}");
        }
        assert_eq!(folder.text(), text);
        assert!(!folder.path("deadlines.journal.jsonl").exists());
        // It is read all the same, and said.
        let check = folder.run(&["check"]);
        assert!(check.contains("error[version]") && check.ends_with("--- exit 1"), "{check}");
        assert!(folder.run(&["list"]).contains("Nothing new is sold"));
    }
}
