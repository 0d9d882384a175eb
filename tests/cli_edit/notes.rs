//! Notes, from the command line, standard input and the user's editor.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use insta::assert_snapshot;

use super::folder::{EDIT, Folder, difference, settled, shown};
use super::pty;

#[test]
fn notes_are_put_behind_those_that_are_there() {
    let folder = Folder::of(EDIT);
    assert_snapshot!("note_text", folder.run(&["note", "ban/words", "and the board agreed"]));
    assert_snapshot!("note_words", folder.run(&["note", "hub", "several", "words:", "one text"]));
    assert_snapshot!("note_new", folder.run(&["note", "ban", "# is no comment"]));
    assert_snapshot!("note_cell", folder.run(&["note", "ban/words:kes", "asked again"]));
    assert_snapshot!("note_covered", folder.run(&["note", "ban/covered:agent", "asked by phone"]));
    assert_snapshot!("note_untouched", folder.run(&["note", "ban/covered:pump", "asked by phone"]));
    assert_snapshot!("note_empty", folder.run(&["note", "ban", " "]));
    assert_snapshot!("note_no_input", folder.run(&["note", "ban"]));
    assert_snapshot!("note_nobody", folder.run(&["note", "ban/nothing", "text"]));
    for line in [&["note", "ban/ours"][..], &["note", "ban/one", "-"]] {
        let mut child = folder.command().args(line).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("runs");
        child.stdin.take().expect("a pipe").write_all(b"first line\r\nsecond line\n\n").expect("it takes the text");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    assert_eq!(folder.text().matches("first line\n").count(), 2, "{}", folder.text());
    for _ in 0..7 {
        assert_eq!(folder.output(&["undo"]).status.code(), Some(0));
    }
    assert_eq!(folder.text(), EDIT);
}

#[test]
fn escape_sequences_from_outside_are_not_written() {
    let folder = Folder::of(EDIT);
    for line in [&["note", "ban/ours"][..], &["note", "ban/one", "-"], &["edit", "product:kes", "notes", "-"]] {
        let mut child = folder.command().args(line).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("runs");
        let text = b"\x1b[31mred\x1b[0m\r\n\x1b]0;title\x07two\x07\n";
        child.stdin.take().expect("a pipe").write_all(text).expect("it takes the text");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    folder.run(&["note", "ban/words", "\u{1b}[1mbold\u{1b}[0m"]);
    assert!(folder.text().contains("bold\n"), "{}", folder.text());
    assert_eq!(folder.text().matches("red\n").count(), 3, "{}", folder.text());
    assert_eq!(folder.text().matches("two\u{fffd}\n").count(), 3, "{}", folder.text());
    assert!(!folder.text().contains('\u{1b}') && !folder.text().contains("\\e"), "{}", folder.text());
}

/// A script that is the user's editor.
fn editor(folder: &Folder, script: &str) {
    let path = folder.path("editor");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a mode");
}

/// Runs `note` on a terminal with that editor; returns what the terminal shows.
fn noted(folder: &Folder, address: &str) -> String {
    let mut terminal = pty::Terminal::builder()
        .size(120, 20)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("VISUAL", "./editor --wait")
        .env("EDITOR", "false")
        .env("TMPDIR", folder.path("tmp"))
        .env("LANG", "C.UTF-8")
        .env("USER", "ana")
        .current_dir(folder.folder.path())
        .timeout(std::time::Duration::from_secs(10))
        .args(["note", address])
        .spawn(env!("CARGO_BIN_EXE_duewatch"))
        .expect("a terminal");
    let code = terminal.wait_exit().expect("it ends");
    let screen = terminal.screen();
    let rows: Vec<String> = (0..screen.rows()).map(|row| screen.row_text(row).trim_end().to_string()).collect();
    settled(&format!("{}\n--- {code:?}", rows.join("\n").trim_end()))
}

#[test]
fn on_a_terminal_a_note_is_written_in_the_users_editor() {
    let folder = Folder::of(EDIT);
    fs::create_dir(folder.path("tmp")).expect("a folder");
    // The text comes in a file of the user's own; the editor puts another file in its place.
    editor(&folder, "[ \"$1\" = --wait ] && stat -c %a \"$2\" > mode && sed 's/$/!/' \"$2\" > new && mv new \"$2\"");
    assert_snapshot!("editor_rewritten", noted(&folder, "ban/words"));
    assert_eq!(fs::read_to_string(folder.path("mode")).expect("the mode"), "600\n");
    assert_eq!(
        difference(EDIT, &folder.text()),
        "-        notes: The law says so.\n+        notes: The law says so.!\n"
    );
    folder.run(&["undo"]);
    editor(&folder, "printf '\\nmore\\n' >> \"$2\"");
    assert_snapshot!("editor_appended", noted(&folder, "hub"));
    assert!(
        folder.text().contains("      An old hub.\n\n      more\n")
            || folder.text().contains("      An old hub.\n      more\n")
    );
    let stays = folder.text();
    for (name, script) in [("unchanged", "true"), ("empty", ": > \"$2\""), ("failed", "exit 3"), ("gone", "rm \"$2\"")]
    {
        editor(&folder, script);
        assert_snapshot!(format!("editor_{name}"), noted(&folder, "hub"));
        assert_eq!(folder.text(), stays, "{name}");
    }
    assert!(fs::read_dir(folder.path("tmp")).expect("the folder").next().is_none());
    fs::remove_file(folder.path("editor")).expect("no editor");
    assert_snapshot!("editor_missing", noted(&folder, "hub"));
}

#[test]
fn what_was_typed_in_an_editor_and_is_not_taken_is_kept() {
    let folder = Folder::of(EDIT);
    fs::create_dir(folder.path("tmp")).expect("a folder");
    for (script, words) in [
        ("echo typed > \"$2\"; printf ']' >> deadlines.yaml", "cannot be read as YAML"),
        ("echo typed > \"$2\"; exit 3", "ended with exit status: 3"),
        ("echo typed > \"$2\"; kill -9 $$", "ended with signal: 9"),
        ("printf 'typed \\377' > \"$2\"", "it is not UTF-8"),
        ("head -c 1048577 /dev/zero | tr '\\0' t > \"$2\"", "it is longer than 1 MiB"),
    ] {
        editor(&folder, script);
        let said = noted(&folder, "hub").replace('\n', "");
        let kept =
            fs::read_dir(folder.path("tmp")).expect("the folder").next().expect("a file").expect("a file").path();
        assert!(fs::read(&kept).expect("the text").starts_with(b"t"), "{script}");
        assert!(said.contains(&format!("your text is kept in '{}'", kept.display())), "{script}: {said}");
        assert!(said.contains(words), "{script}: {said}");
        fs::remove_file(kept).expect("a removal");
        folder.write(EDIT);
    }
}
