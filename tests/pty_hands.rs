//! Opening and copying on the real program: a browser gets one address and nothing of the terminal, the terminal gets
//! what is copied, and evidence that is not there is marked.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use pty::{Desk, Key, Terminal, desk_with, is_restored, lose, see};
use rustix::fs::OFlags;

const SOURCE: &str = "https://example.org/act?a=b&c=$(touch%20pwned);d";

/// One milestone with two sources and evidence; one with one source.
fn text() -> String {
    format!(
        "\
duewatch: 1
zone: Europe/Brussels
products:
  kes: {{name: Endpoint}}
regulations:
  one:
    title: Act One
    source: \"{SOURCE}\"
    milestones:
      first: {{title: The first, by: 2099-01-01, products: [kes]}}
  two:
    title: Act Two
    source: [https://example.org/two, https://example.org/three]
    milestones:
      second:
        title: The second
        by: 2099-01-02
        products: {{kes: {{status: done, closed: 2026-01-01, who: ana, evidence: [here.pdf, gone.pdf, run.sh]}}}}
"
    )
}

/// A program of the desk that writes down its arguments, one a line, and then does something.
fn program(desk: &Desk, name: &str, then: &str) -> PathBuf {
    let path = desk.root.path().join(name);
    let told = desk.root.path().join(format!("{name}.told"));
    let script =
        format!("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > '{0}.part'\n{then}\nmv '{0}.part' '{0}'\n", told.display());
    put(&path, &script, 0o755);
    path
}

fn put(path: &Path, text: &str, mode: u32) {
    fs::write(path, text).expect("a file");
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

/// Waits until a program was told something, and returns that.
#[track_caller]
fn told(desk: &Desk, terminal: &mut Terminal, name: &str) -> String {
    let path = desk.root.path().join(format!("{name}.told"));
    let found = terminal.wait_until(|_| path.exists());
    assert!(found.is_ok(), "{}", terminal.screen().text());
    fs::read_to_string(path).expect("what it was told")
}

/// Waits at most ten seconds until something is there.
#[track_caller]
fn comes<T>(found: impl Fn() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "it does not come");
        thread::yield_now();
    }
}

/// Opens the screen with variables of the surroundings; the cursor is on the first milestone.
fn opened(desk: &Desk, variables: &[(&str, &str)]) -> Terminal {
    let mut builder = desk.terminal().arg(&desk.file);
    for (name, value) in variables {
        builder = builder.env(name, value);
    }
    let mut terminal = builder.spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal");
    see(&mut terminal, "The first");
    see(&mut terminal, "not verified against its source");
    terminal
}

fn press(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("keys");
}

#[test]
fn the_browser_gets_the_address_as_one_argument_and_nothing_of_the_terminal() {
    let desk = desk_with(&text());
    let tries = "echo LOUD; echo LOUD >&2; (echo LOUD > /dev/tty) 2>/dev/null; \
                 (read key < /dev/tty && echo \"key $key\") 2>/dev/null >> \"$0.read\"; \
                 read line && echo \"line $line\" >> \"$0.read\"; [ -t 0 ] && echo tty >> \"$0.read\"";
    let browser = program(&desk, "browser", tries);
    let mut terminal = opened(&desk, &[("BROWSER", &browser.to_string_lossy())]);
    press(&mut terminal, "o");
    see(&mut terminal, "opening https://example.org/act");
    assert_eq!(told(&desk, &mut terminal, "browser"), format!("1\n{SOURCE}\n"));
    // Keys are ours.
    press(&mut terminal, "?");
    see(&mut terminal, "Keys: list");
    let screen = terminal.screen();
    assert!(!screen.contains("LOUD"), "{}", screen.text());
    let read = fs::read_to_string(desk.root.path().join("browser.read")).unwrap_or_default();
    assert!(!read.contains("key") && !read.contains("line") && !read.contains("tty"), "{read}");
    assert!(!desk.root.path().join("pwned").exists());
    press(&mut terminal, "\x1b");
    terminal.wait_until(|screen| !screen.contains("Keys: list")).expect("the help closes");
    press(&mut terminal, "q");
    terminal.wait_exit().expect("an end");
    assert!(is_restored(&terminal.screen()));
}

#[test]
fn a_browser_that_stays_open_holds_nobody_and_outlives_the_screen() {
    let desk = desk_with(&text());
    let pipe = desk.root.path().join("pipe");
    assert!(desk.run("mkfifo", &["pipe"]));
    let browser = program(&desk, "browser", "read line < \"$(dirname \"$0\")/pipe\"; echo \"$line\" > \"$0.line\"");
    let mut terminal = opened(&desk, &[("BROWSER", &format!("/nonexistent/browser:{} --new", browser.display()))]);
    press(&mut terminal, "o");
    see(&mut terminal, "opening https://example.org/act");
    press(&mut terminal, "q");
    terminal.wait_exit().expect("an end");
    drop(terminal);
    // It was started although the first of the list is not there, and it still waits for its line: without a reader a
    // pipe cannot be opened so.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).expect("a flag");
    let mut open = fs::OpenOptions::new();
    open.write(true).custom_flags(flags);
    let mut writer = comes(|| open.open(&pipe).ok());
    writer.write_all(b"a line\n").expect("somebody reads");
    drop(writer);
    let line = desk.root.path().join("browser.line");
    let told = desk.root.path().join("browser.told");
    comes(|| told.exists().then_some(()));
    assert_eq!(fs::read_to_string(line).expect("its line"), "a line\n");
    assert_eq!(fs::read_to_string(told).expect("its arguments"), format!("2\n--new\n{SOURCE}\n"));
}

#[test]
fn without_a_browser_it_says_so_and_y_copies_the_address() {
    for (variables, said) in [
        (&[][..], "no desktop here: y copies the address"),
        (&[("DISPLAY", ":0"), ("SSH_CONNECTION", "1 2 3 4")], "no desktop over ssh: y copies the address"),
        (&[("BROWSER", "/nonexistent/browser")], "no browser here: y copies the address"),
        (&[("DISPLAY", ":0"), ("PATH", "/nonexistent")], "no browser here: y copies the address"),
    ] {
        let desk = desk_with(&text());
        let mut terminal = opened(&desk, variables);
        press(&mut terminal, "o");
        see(&mut terminal, said);
        press(&mut terminal, "y");
        see(&mut terminal, "copied: https://example.org/act");
        assert_eq!(terminal.screen().clipboard().and_then(|clipboard| clipboard.text()), Some(SOURCE));
    }
}

#[test]
fn a_browser_that_fails_is_told() {
    let desk = desk_with(&text());
    let browser = program(&desk, "browser", "exit 3");
    let mut terminal = opened(&desk, &[("BROWSER", &browser.to_string_lossy())]);
    press(&mut terminal, "o");
    see(&mut terminal, "no browser here: y copies the address");
    see(&mut terminal, "exit status: 3");
}

#[test]
fn what_is_copied_reaches_the_terminal() {
    let desk = desk_with(&text());
    let mut terminal = opened(&desk, &[]);
    press(&mut terminal, "y");
    see(&mut terminal, "copied: The first");
    let screen = terminal.screen();
    let clipboard = screen.clipboard().expect("something was copied");
    assert_eq!(clipboard.targets(), "c");
    let day = "by Thu 1 Jan 2099, end of day CET, last safe day Thu 1 Jan 2099";
    let copied = clipboard.text().expect("text");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!((lines.first(), lines.get(1), lines.get(2)), (Some(&"The first"), Some(&"Act One"), Some(&day)));
    assert_eq!((lines.get(4), lines.get(5)), (Some(&"Endpoint open"), Some(&SOURCE)));
    press(&mut terminal, "Y");
    see(&mut terminal, "Esc close");
    let screen = terminal.screen();
    let rows: Vec<String> = (0..6).map(|row| screen.row_text(row).trim_end().to_string()).collect();
    assert_eq!(rows.join("\n"), copied);
    press(&mut terminal, "\x1b");
    lose(&mut terminal, "Esc close");
}

#[test]
fn a_console_is_not_asked_to_copy() {
    let desk = desk_with(&text());
    let mut terminal = opened(&desk, &[("TERM", "linux")]);
    press(&mut terminal, "y");
    see(&mut terminal, "this terminal takes no copies: mark it here");
    assert_eq!(terminal.screen().row_text(0).trim_end(), "The first");
    assert!(terminal.screen().clipboard().is_none());
}

#[test]
fn evidence_that_is_gone_is_marked_and_what_is_there_is_opened_by_the_desktop() {
    let desk = desk_with(&text());
    put(&desk.root.path().join("here.pdf"), "%PDF", 0o644);
    put(&desk.root.path().join("run.sh"), "#!/bin/sh\ntouch pwned\n", 0o755);
    program(&desk, "xdg-open", "");
    let path = format!("{}:{}", desk.root.path().display(), std::env::var("PATH").unwrap_or_default());
    let mut terminal = opened(&desk, &[("DISPLAY", ":0"), ("PATH", &path)]);
    press(&mut terminal, "c");
    see(&mut terminal, "The second");
    terminal.send(Key::Char('G')).expect("a key");
    see(&mut terminal, "Endpoint  ✕ missing  gone.pdf");
    assert!(terminal.screen().contains("Endpoint  here.pdf"), "{}", terminal.screen().text());
    press(&mut terminal, "o");
    see(&mut terminal, "1  Source");
    press(&mut terminal, "3");
    let real = desk.root.path().canonicalize().expect("a real path").join("here.pdf");
    assert_eq!(told(&desk, &mut terminal, "xdg-open"), format!("1\n{}\n", real.display()));
    press(&mut terminal, "o4");
    see(&mut terminal, "not opened, no such file or directory: y copies the path");
    press(&mut terminal, "o5");
    see(&mut terminal, "not opened, it is a program and would be run: y copies the path");
    assert!(!desk.root.path().join("pwned").exists());
    // It came back, and is found when its milestone is shown again.
    put(&desk.root.path().join("gone.pdf"), "%PDF", 0o644);
    terminal.send_str("gg").expect("keys");
    see(&mut terminal, "by            Thu 1 Jan 2099");
    terminal.send(Key::Char('G')).expect("a key");
    see(&mut terminal, "Endpoint  gone.pdf");
}
