//! A disk that fails to sync: what was not on it was not saved.

use std::path::Path;
use std::process::{Command, Stdio};

use duewatch::disk::{Intent, NotSaved};
use duewatch::domain::history::Outcome;

use super::child::command;
use super::desk::{aloud, desk, save_as, set, snapshot, word};

/// Stands before the system's own calls in a process; the one with the number in the environment fails.
const SHIM: &str = "
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
static int fails(void) {
    static int count;
    const char *number = getenv(\"FAILING_SYNC\");
    if (!number || ++count != atoi(number)) return 0;
    errno = EIO;
    return 1;
}
typedef int call(int);
int fsync(int file) { return fails() ? -1 : ((call *)dlsym(RTLD_NEXT, \"fsync\"))(file); }
int fdatasync(int file) { return fails() ? -1 : ((call *)dlsym(RTLD_NEXT, \"fdatasync\"))(file); }
";

/// Sets the second cell and says what came of it.
pub fn child(file: &Path) {
    match save_as("ana", file, &snapshot(file), Intent::Edit(set(1, "open", "done")), &mut |_| {}) {
        Ok(saved) => println!("saved, durable: {}, {:?}", saved.is_durable, saved.remarks),
        Err(NotSaved::Disk { message, .. }) => println!("refused: {message}"),
        Err(other) => panic!("{other:?}"),
    }
}

/// Makes the shim; none where there is no compiler for it.
fn shim(folder: &Path) -> Option<std::path::PathBuf> {
    let (source, shim) = (folder.join("shim.c"), folder.join("shim.so"));
    std::fs::write(&source, SHIM).expect("a file");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&shim, &source]).arg("-ldl").status();
    let is_made = made.is_ok_and(|status| status.success());
    (is_made && cfg!(target_os = "linux")).then_some(shim)
}

#[test]
fn a_sync_that_fails_is_a_save_that_failed() {
    let folder = tempfile::tempdir().expect("a directory");
    let Some(shim) = shim(folder.path()) else {
        aloud("a sync that fails: there is no C compiler here, or no such loader");
        return;
    };
    for (number, said, word_now, outcomes) in [
        ("1", "refused: cannot save", "open", &[Outcome::Done][..]),
        ("2", "refused: cannot save", "open", &[Outcome::Done, Outcome::Void]),
        ("3", "saved, durable: false", "done", &[Outcome::Done, Outcome::Unsettled]),
        ("4", "saved, durable: true, []", "done", &[Outcome::Done, Outcome::Done]),
    ] {
        let desk = desk(3);
        desk.save(set(0, "open", "done")).expect("a save");
        let mut child = command("sync", &desk.file, &[]);
        child.env("LD_PRELOAD", &shim).env("FAILING_SYNC", number).stderr(Stdio::inherit());
        let output = child.output().expect("a process");
        let output = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.contains(said), "sync {number}: {output}");
        assert_eq!(number == "3", output.contains("power loss"), "sync {number}: {output}");
        assert_eq!(word(&desk.sound(), 1), word_now, "sync {number}");
        assert_eq!(desk.others(), Vec::<String>::new(), "sync {number}");
        let found: Vec<Outcome> = desk.journal().chain.entries.iter().map(|entry| entry.outcome).collect();
        assert_eq!(found, outcomes, "sync {number}");
        // The next one is well, and settles what was left.
        assert_eq!(desk.save(set(2, "open", "done")).expect("a save").remarks, Vec::<String>::new());
        assert!(desk.journal().chain.entries.iter().all(|entry| entry.outcome != Outcome::Unsettled));
    }
}
