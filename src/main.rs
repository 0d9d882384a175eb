//! The program `duewatch`. STAND-IN until branch `cli` lands.
use duewatch::app::launch::{Colours, Glyphs, Launch};
use duewatch::{disk, tui};
use std::io::Write as _;
use std::process::ExitCode;
fn main() -> ExitCode {
    let named = std::env::args_os().nth(1).map(std::path::PathBuf::from);
    let (machine, _) = disk::machine_zone();
    let run = disk::locate(named.as_deref()).and_then(|located| {
        let launch = Launch {
            file_name: named.as_ref().map(|path| path.display().to_string()),
            origin: located.origin,
            zone: machine.clone(),
            is_as_of: false,
            is_read_only: false,
            is_example: false,
            glyphs: Glyphs::Unicode,
            colours: Colours::True,
            filter: String::new(),
        };
        tui::run(tui::Options { launch, source: located.source, as_of: None, machine })
    });
    match run {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(error.kind.exit_code())
        }
    }
}
