//! The program `duewatch`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(duewatch::cli::run(std::env::args_os()))
}
