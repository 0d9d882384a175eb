//! This very test program, started again as another process that saves.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Another process with a task of its own, and words for it.
pub fn command(task: &str, file: &Path, words: &[&str]) -> Command {
    prepared(Command::new(env::current_exe().expect("this program")), task, file, words)
}

/// The same, in name spaces of its own, with a small file system of its own on the directory; the file is in it.
///
/// Ends with 77 where the machine does not allow that.
pub fn command_on_small_disk(task: &str, file: &Path, size: &str) -> Command {
    let mut command = Command::new("unshare");
    let script = "mount -t tmpfs -o size=$2 duewatch \"$1\" || exit 77; shift 2; exec \"$@\"";
    command.args(["-rm", "sh", "-c", script, "sh"]).arg(file.parent().expect("a directory")).arg(size);
    command.arg(env::current_exe().expect("this program"));
    prepared(command, task, file, &[])
}

fn prepared(mut command: Command, task: &str, file: &Path, words: &[&str]) -> Command {
    // The one test that is the child's part; it does nothing where the variable is not set.
    command.args(["--exact", "child::the_part_of_another_process", "--nocapture", "--test-threads=1"]);
    command.env("SAVING_TASK", task).env("SAVING_FILE", file).env("SAVING_WORDS", words.join(" "));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[test]
fn the_part_of_another_process() {
    let Ok(task) = env::var("SAVING_TASK") else { return };
    let file = PathBuf::from(env::var_os("SAVING_FILE").expect("a file"));
    let words = env::var("SAVING_WORDS").expect("words");
    let words: Vec<&str> = words.split_whitespace().collect();
    match task.as_str() {
        "crash" => super::crash::child(&file, &words),
        "loop" => super::crash::looping(&file, &words),
        "full" => super::refused::full(&file),
        "sync" => super::sync::child(&file),
        "crowd" => super::together::child(&file, &words),
        other => panic!("no such task: {other}"),
    }
}
