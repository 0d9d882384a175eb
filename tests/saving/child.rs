//! This very test program, started again as another process that saves.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a process is to do: the name of its task, and words for it.
pub fn command(task: &str, file: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env::current_exe().expect("this program"));
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
        "crowd" => super::together::child(&file, &words),
        other => panic!("no such task: {other}"),
    }
}
