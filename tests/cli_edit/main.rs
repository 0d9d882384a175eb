//! The commands that write, on the real binary and real files: what they say, what they change, what they refuse.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

mod folder;

#[expect(dead_code, unused_imports, reason = "only the terminal is used here")]
#[path = "../support/pty.rs"]
mod pty;

mod ack;
mod answers;
mod dates;
mod disk;
mod example;
mod fields;
mod importing;
mod init;
mod log;
mod notes;
mod records;
mod removing;
mod series;
mod status;
mod together;
mod undo;
