//! The pictures of the program: the real binary on a real terminal, on a fixed file at a fixed time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use termlens::{Key, Screen, Terminal};

use super::svg::{DARK, LIGHT, svg};

/// When the pictures are taken: 23 November 2026, 14:05 in New York.
const NOW: &str = "2026-11-23T14:05:00-05:00";

/// When the file was last changed, by the pictures: 13:58 on that day.
const CHANGED: Duration = Duration::from_secs(1_795_460_280);

/// Within this time after the start the program's clock still shows the second at which it started.
const ONE_SECOND: Duration = Duration::from_millis(850);

/// How often a picture is tried on a machine that is too busy to take it within a second.
const TRIES: usize = 12;

/// One picture.
struct Shot {
    name: &'static str,
    title: &'static str,
    size: (u16, u16),
    arguments: &'static [&'static str],
    keys: &'static [Key],
    /// What must be on the screen; the last thing that is drawn.
    shows: &'static [&'static str],
    /// What becomes of the file once the screen is drawn.
    then: Option<fn(&str) -> String>,
}

const OPEN: &[&str] = &["--as-of", NOW, "deadlines.yaml"];

const SHOTS: [Shot; 16] = [
    Shot {
        name: "list-detail",
        title: "The list of deadlines beside the details of the selected one",
        size: (120, 40),
        arguments: OPEN,
        keys: &[Key::Down; 6],
        shows: &["q quit", "New Art. 5", "waiting"],
        then: None,
    },
    Shot {
        name: "matrix",
        title: "The matrix of products and milestones",
        size: (120, 40),
        arguments: OPEN,
        keys: &[Key::Down, Key::Down, Key::Down, Key::Down, Key::Down, Key::Down, Key::Tab],
        shows: &["q quit", "not touched"],
        then: None,
    },
    Shot {
        name: "timeline",
        title: "The timeline: a row for each product, a mark on each last safe day",
        size: (120, 30),
        arguments: OPEN,
        keys: &[Key::Down, Key::Down, Key::Down, Key::Down, Key::Down, Key::Down, Key::Char('3')],
        shows: &["q quit", "3 days a column", "New Art. 5"],
        then: None,
    },
    Shot {
        name: "month",
        title: "One month of the timeline by weeks, with its closed days by name",
        size: (120, 30),
        arguments: OPEN,
        keys: &[Key::Down, Key::Down, Key::Down, Key::Down, Key::Down, Key::Down, Key::Char('3'), Key::Char('M')],
        shows: &["q quit", "December 2026", "New Art. 5"],
        then: None,
    },
    Shot {
        name: "theme-calm-light",
        title: "The theme calm-light",
        size: (100, 24),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--theme", "calm-light"],
        keys: &[Key::Char('t')],
        shows: &["Enter take", "in progress"],
        then: None,
    },
    Shot {
        name: "theme-high-contrast",
        title: "The theme high-contrast",
        size: (100, 24),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--theme", "high-contrast"],
        keys: &[Key::Char('t')],
        shows: &["Enter take", "in progress"],
        then: None,
    },
    Shot {
        name: "theme-safe-dark",
        title: "The theme safe-dark",
        size: (100, 24),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--theme", "safe-dark"],
        keys: &[Key::Char('t')],
        shows: &["Enter take", "in progress"],
        then: None,
    },
    Shot {
        name: "theme-safe-light",
        title: "The theme safe-light",
        size: (100, 24),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--theme", "safe-light"],
        keys: &[Key::Char('t')],
        shows: &["Enter take", "in progress"],
        then: None,
    },
    Shot {
        name: "theme-terminal16",
        title: "The theme terminal16",
        size: (100, 24),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--theme", "terminal16"],
        keys: &[Key::Char('t')],
        shows: &["Enter take", "in progress"],
        then: None,
    },
    Shot {
        name: "theme-mono",
        title: "The theme mono",
        size: (100, 24),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--theme", "mono"],
        keys: &[Key::Char('t')],
        shows: &["Enter take", "in progress"],
        then: None,
    },
    Shot {
        name: "help",
        title: "The keys",
        size: (120, 40),
        arguments: OPEN,
        keys: &[Key::Char('?')],
        shows: &["Esc"],
        then: None,
    },
    Shot {
        name: "broken-file",
        title: "A broken file keeps the last good board under a banner",
        size: (120, 40),
        arguments: OPEN,
        keys: &[],
        shows: &["q quit", "deadlines.yaml:"],
        then: Some(broken),
    },
    Shot {
        name: "wall",
        title: "The wall: the next deadline in big digits",
        size: (160, 45),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--wall"],
        keys: &[],
        shows: &["NEXT DEADLINE", "zone data"],
        then: None,
    },
    Shot {
        name: "kiosk-stale",
        title: "The kiosk while the file is broken: the last good data under a header that says so",
        size: (120, 40),
        arguments: &["--as-of", NOW, "deadlines.yaml", "--kiosk"],
        keys: &[],
        shows: &["STALE since", "read-only"],
        then: Some(broken),
    },
    Shot {
        name: "small-80x24",
        title: "The list on a terminal of 80 by 24",
        size: (80, 24),
        arguments: OPEN,
        keys: &[],
        shows: &["? help"],
        then: None,
    },
    Shot {
        name: "ban-july-2024",
        title: "The ban on Kaspersky products as of 16 July 2024",
        size: (120, 40),
        arguments: &["demo"],
        keys: &[Key::Down],
        shows: &["q quit", "20 Jul 2024"],
        then: None,
    },
];

/// Makes a file that nobody can read: a bracket that is never closed.
fn broken(text: &str) -> String {
    text.replacen("milestones:\n", "milestones: [\n", 1)
}

/// Takes all pictures: file name and content.
pub fn take(program: &Path) -> Vec<(String, String)> {
    let picture = |shot: &Shot| {
        let paper = if shot.name.ends_with("-light") { LIGHT } else { DARK };
        (format!("{}.svg", shot.name), svg(&screen(shot, program), shot.title, paper))
    };
    SHOTS.iter().map(picture).collect()
}

/// Takes one picture within one second of the program's clock.
fn screen(shot: &Shot, program: &Path) -> Screen {
    for _ in 0..TRIES {
        let start = Instant::now();
        let screen = shoot(shot, program);
        if start.elapsed() < ONE_SECOND {
            return screen;
        }
    }
    panic!("{}: this machine is too busy to take the picture within a second", shot.name);
}

fn shoot(shot: &Shot, program: &Path) -> Screen {
    let root = tempfile::tempdir().expect("a directory");
    let file = root.path().join("deadlines.yaml");
    let text = fs::read_to_string(example()).expect("the repository's file");
    write(&file, &text);
    let mut terminal = Terminal::builder()
        .size(shot.size.0, shot.size.1)
        .env_clear()
        .env("HOME", root.path())
        .env("LANG", "C.UTF-8")
        .env("TZ", "America/New_York")
        .env("COLORTERM", "truecolor")
        .current_dir(root.path())
        .args(shot.arguments)
        .timeout(Duration::from_secs(5))
        .spawn(program)
        .expect("a terminal");
    // Not the footer alone: it stands there before the file was read, and then no key would mean anything.
    let is_wall = shot.arguments.iter().any(|argument| ["--wall", "--kiosk"].contains(argument));
    let first: &[&str] = if is_wall { &["NEXT DEADLINE", "THEN"] } else { &["Overdue", "help"] };
    see(&mut terminal, first, shot.name);
    if let Some(then) = shot.then {
        write(&file, &then(&text));
    }
    for key in shot.keys {
        terminal.send(*key).expect("a key");
    }
    see(&mut terminal, shot.shows, shot.name);
    // A frame comes in one write, but may be read in pieces.
    let screen = terminal.wait_stable(Duration::from_millis(40)).expect("a still picture");
    terminal.signal(termlens::Signal::Term).expect("an end");
    screen
}

fn see(terminal: &mut Terminal, texts: &[&str], name: &str) {
    if let Err(error) = terminal.wait_until(|screen| texts.iter().all(|text| screen.contains(text))) {
        panic!("{name}: {texts:?}: {error}");
    }
}

/// Puts a finished file in place, with its time of change.
fn write(file: &Path, text: &str) {
    let next = file.with_extension("next");
    fs::write(&next, text).expect("a file");
    let handle = fs::File::options().write(true).open(&next).expect("a file");
    handle.set_modified(SystemTime::UNIX_EPOCH + CHANGED).expect("a time of change");
    fs::rename(next, file).expect("a rename");
}

/// Returns the repository's own data file.
fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deadlines.yaml")
}
