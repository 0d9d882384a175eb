//! The real program on a real pseudo-terminal. The one place that knows `termlens`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;
pub use termlens::{Key, Screen, Signal, Terminal};

/// How long anything may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// A directory with a data file in it.
pub struct Desk {
    pub root: TempDir,
    pub file: PathBuf,
}

/// A file of milestones far in the future, one a title: `Alpha`, `Beta` …
pub fn text_of(titles: &[&str]) -> String {
    let mut text =
        String::from("duewatch: 1\nzone: Europe/Brussels\nproducts:\n  kes: {name: Endpoint}\nregulations:\n");
    let record = |(n, title): (usize, &&str)| {
        let head = format!("  r{n}:\n    title: Regulation {n}\n    milestones:\n      m{n}:\n");
        head + &format!("        title: {title}\n        by: 2099-01-{:02}\n        products: [kes]\n", n + 1)
    };
    text.extend(titles.iter().enumerate().map(record));
    text
}

pub fn desk(titles: &[&str]) -> Desk {
    desk_with(&text_of(titles))
}

pub fn desk_with(text: &str) -> Desk {
    let root = tempfile::tempdir().expect("a directory");
    let file = root.path().join("deadlines.yaml");
    fs::write(&file, text).expect("a file");
    Desk { root, file }
}

impl Desk {
    /// Opens the screen on the file.
    pub fn open(&self) -> Terminal {
        self.terminal().arg(&self.file).spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal")
    }

    /// Runs a script of the shell in the directory; `$DUEWATCH` is the program.
    pub fn script(&self, script: &str) -> Terminal {
        self.terminal().args(["-c", script]).spawn("/bin/sh").expect("a terminal")
    }

    /// A terminal of 120 x 40 in the directory, with nothing of the surroundings.
    pub fn terminal(&self) -> termlens::TerminalBuilder {
        Terminal::builder()
            .size(120, 40)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.root.path())
            .env("LANG", "C.UTF-8")
            .env("TZ", "Europe/Brussels")
            .env("COLORTERM", "truecolor")
            .env("DUEWATCH", env!("CARGO_BIN_EXE_duewatch"))
            .current_dir(self.root.path())
            .timeout(PATIENCE)
    }

    /// Runs a command in the directory; returns whether there is such a program.
    pub fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let ended =
            Command::new(program).args(arguments).current_dir(self.root.path()).env("HOME", self.root.path()).output();
        match ended {
            Ok(output) => {
                assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
                true
            }
            Err(_) => false,
        }
    }
}

/// Waits for a text.
#[track_caller]
pub fn see(terminal: &mut Terminal, text: &str) {
    if let Err(error) = terminal.wait_until(|screen| screen.contains(text)) {
        panic!("no {text:?}: {error}");
    }
}

/// Waits until a text is gone.
#[track_caller]
pub fn lose(terminal: &mut Terminal, text: &str) {
    if let Err(error) = terminal.wait_until(|screen| !screen.contains(text)) {
        panic!("still {text:?}: {error}");
    }
}

/// Returns whether the terminal is as a program finds it.
pub fn is_restored(screen: &Screen) -> bool {
    !screen.alternate_screen() && screen.cursor_visible() && !screen.bracketed_paste()
}

/// Returns the list's row that the cursor is on.
pub fn marked_row(screen: &Screen) -> Option<String> {
    let rows = (0..screen.rows()).map(|row| screen.row_text(row));
    rows.filter_map(|row| row.split('│').next().map(str::to_string)).find(|row| row.starts_with('>'))
}

/// Moves a finished file over another.
pub fn rename_over(text: &str, file: &Path) {
    let next = file.with_extension("next");
    fs::write(&next, text).expect("a file");
    fs::rename(next, file).expect("a rename");
}
