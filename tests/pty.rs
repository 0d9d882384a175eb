//! The real program on a real terminal: reload, endings, hang-up, resize, suspension. Waits for text or exit, never
//! for time.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::io::Write as _;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use pty::{Desk, Key, Signal, desk, desk_with, is_restored, lose, marked_row, rename_over, see, text_of};

const WAYS: [&str; 3] = ["Alpha", "Beta", "Gamma"];

/// Opens the screen on `Alpha`, lets somebody change it to `Omega`, and waits for that.
fn reloads(change: impl FnOnce(&Desk)) {
    let desk = desk(&["Alpha"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    change(&desk);
    let start = Instant::now();
    see(&mut terminal, "Omega");
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    lose(&mut terminal, "Alpha");
}

#[test]
fn it_reloads_after_vim() {
    reloads(|desk| {
        let script = ["-es", "-u", "NONE", "-c", "%s/Alpha/Omega/", "-c", "wq", "deadlines.yaml"];
        if !desk.run("vim", &script) {
            // As vim does it: the old file becomes the backup, a new one is written, the backup goes.
            let backup = desk.root.path().join("deadlines.yaml~");
            fs::rename(&desk.file, &backup).expect("a rename");
            fs::write(&desk.file, text_of(&["Omega"])).expect("a write");
            fs::remove_file(backup).expect("a backup to remove");
        }
    });
}

#[test]
fn it_reloads_after_an_editor_that_writes_in_place() {
    // As nano does it: the same inode, from the beginning, shortened at the end.
    reloads(|desk| {
        let mut file = fs::OpenOptions::new().write(true).open(&desk.file).expect("a file");
        let text = text_of(&["Omega"]);
        file.write_all(text.as_bytes()).expect("a write");
        file.set_len(text.len() as u64).expect("a length");
    });
}

#[test]
fn it_reloads_after_a_rename_over() {
    reloads(|desk| rename_over(&text_of(&["Omega"]), &desk.file));
}

#[test]
fn it_reloads_after_sed_in_place() {
    reloads(|desk| assert!(desk.run("sed", &["-i", "s/Alpha/Omega/", "deadlines.yaml"])));
}

#[test]
fn it_reloads_after_a_checkout() {
    reloads(|desk| {
        let git = |arguments: &[&str]| {
            let who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=one"];
            desk.run("git", &[&who, arguments].concat())
        };
        if git(&["init", "-q"]) {
            fs::write(&desk.file, text_of(&["Omega"])).expect("a write");
            git(&["add", "deadlines.yaml"]);
            git(&["commit", "-qm", "one"]);
            git(&["checkout", "-q", "-b", "two"]);
            fs::write(&desk.file, text_of(&["Alpha"])).expect("a write");
            git(&["commit", "-qam", "two"]);
            git(&["checkout", "-q", "one"]);
        } else {
            fs::remove_file(&desk.file).expect("a file to remove");
            fs::write(&desk.file, text_of(&["Omega"])).expect("a write");
        }
    });
}

#[test]
fn it_reloads_after_truncating_and_writing() {
    reloads(|desk| {
        let mut file = fs::File::create(&desk.file).expect("a file");
        for line in text_of(&["Omega"]).split_inclusive('\n') {
            file.write_all(line.as_bytes()).expect("a write");
            file.flush().expect("a write");
        }
    });
}

#[test]
fn it_reloads_after_deleting_and_making_it_again() {
    reloads(|desk| {
        fs::remove_file(&desk.file).expect("a file to remove");
        fs::write(&desk.file, text_of(&["Omega"])).expect("a write");
    });
}

#[test]
fn a_file_that_goes_away_keeps_its_board_and_is_found_again() {
    let desk = desk(&["Alpha"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    fs::remove_file(&desk.file).expect("a file to remove");
    see(&mut terminal, "no such file");
    assert!(terminal.screen().contains("Alpha"));
    fs::write(&desk.file, text_of(&["Omega"])).expect("a write");
    see(&mut terminal, "Omega");
    lose(&mut terminal, "no such file");
}

/// Runs the program under a shell, ends it, and sees that the terminal is as before.
fn ends(end: impl FnOnce(&mut pty::Terminal), code: u8) {
    let desk = desk(&["Alpha"]);
    let script =
        "stty -a >before; \"$DUEWATCH\" deadlines.yaml; echo code $?; stty -a >after; cmp before after && echo same";
    let mut terminal = desk.script(script);
    see(&mut terminal, "Alpha");
    end(&mut terminal);
    see(&mut terminal, &format!("code {code}"));
    see(&mut terminal, "same");
    assert!(is_restored(&terminal.screen()), "{}", terminal.screen().text());
    assert!(terminal.wait_exit().expect("an end").success());
}

#[test]
fn q_gives_the_terminal_back() {
    ends(|terminal| terminal.send(Key::Char('q')).expect("a key"), 0);
}

#[test]
fn ctrl_c_gives_the_terminal_back() {
    let desk = desk(&["Alpha"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    terminal.send(Key::Ctrl('c')).expect("a key");
    terminal.wait_exit().expect("an end");
    assert!(is_restored(&terminal.screen()));
}

/// Ends the program, found by its name among the children of the shell, with a signal.
fn ends_by(signal: &'static str, code: u8) {
    let desk = desk(&["Alpha"]);
    let script = format!(
        "stty -a >before; sh -c 'echo $$ >pid; exec \"$DUEWATCH\" deadlines.yaml'; echo code $?; \
         stty -a >after; cmp before after && echo same {signal}"
    );
    let mut terminal = desk.script(&script);
    see(&mut terminal, "Alpha");
    let pid = fs::read_to_string(desk.root.path().join("pid")).expect("a number");
    assert!(desk.run("kill", &[&format!("-{signal}"), pid.trim()]));
    see(&mut terminal, &format!("code {code}"));
    see(&mut terminal, &format!("same {signal}"));
    assert!(is_restored(&terminal.screen()), "{}", terminal.screen().text());
}

#[test]
fn sigterm_gives_the_terminal_back() {
    ends_by("TERM", 143);
}

#[test]
fn sigint_gives_the_terminal_back() {
    ends_by("INT", 130);
}

#[test]
fn sighup_gives_the_terminal_back() {
    ends_by("HUP", 129);
}

#[test]
fn a_terminal_that_vanishes_ends_the_program_at_once() {
    let desk = desk(&["Alpha"]);
    assert!(desk.run("mkfifo", &["code"]));
    // The inner shell outlives the terminal and tells the code through the pipe.
    let script = "trap '' HUP; sh -c '\"$DUEWATCH\" deadlines.yaml; echo $? >code'; true";
    let mut terminal = desk.script(script);
    see(&mut terminal, "Alpha");
    let (sender, receiver) = channel();
    let pipe = desk.root.path().join("code");
    std::thread::spawn(move || sender.send(fs::read_to_string(pipe)));
    let start = Instant::now();
    drop(terminal);
    let closed = start.elapsed();
    let code = receiver.recv_timeout(Duration::from_secs(5)).expect("an end").expect("a code");
    assert_eq!(code.trim(), "129");
    let took = start.elapsed().saturating_sub(closed);
    assert!(took < Duration::from_millis(500), "{took:?}");
}

#[test]
fn ctrl_z_and_fg_work_under_a_shell() {
    let desk = desk(&["Alpha"]);
    let mut terminal =
        desk.terminal().env("PS1", "ready> ").env("ENV", "").arg("-i").spawn("/bin/sh").expect("a terminal");
    see(&mut terminal, "ready>");
    for round in 0..2 {
        let line = if round == 0 { "\"$DUEWATCH\" deadlines.yaml\r" } else { "fg\r" };
        terminal.send_str(line).expect("a line");
        see(&mut terminal, "Alpha");
        terminal.send(Key::Ctrl('z')).expect("a key");
        terminal.wait_until(|screen| is_restored(screen) && screen.contains("Stopped")).expect("a stopped job");
        terminal.send_str("echo is-$((6*7))-$(stty -a | grep -c ' -echo ')\r").expect("a line");
        see(&mut terminal, "is-42-0");
        terminal.send_str("clear\r").expect("a line");
        lose(&mut terminal, "is-42");
    }
    terminal.send_str("fg\r").expect("a line");
    see(&mut terminal, "Alpha");
    terminal.send(Key::Char('q')).expect("a key");
    terminal.wait_until(is_restored).expect("a shell");
    terminal.send_str("exit\r").expect("a line");
    assert!(terminal.wait_exit().expect("an end").success());
}

#[test]
fn it_repaints_after_being_stopped_from_outside() {
    let desk = desk(&["Alpha"]);
    let mut terminal =
        desk.terminal().env("PS1", "ready> ").env("ENV", "").arg("-i").spawn("/bin/sh").expect("a terminal");
    see(&mut terminal, "ready>");
    for signal in ["TSTP", "STOP"] {
        terminal.send_str("sh -c 'echo $$ >pid; exec \"$DUEWATCH\" deadlines.yaml'\r").expect("a line");
        see(&mut terminal, "Alpha");
        let pid = fs::read_to_string(desk.root.path().join("pid")).expect("a number");
        desk.run("kill", &[&format!("-{signal}"), pid.trim()]);
        // After STOP the shell writes into whatever screen we left.
        see(&mut terminal, "ready>");
        // A shell that sets no modes of its own finds ours, where only \n ends a line.
        terminal.send_str("clear; fg\n").expect("a line");
        terminal
            .wait_until(|screen| screen.contains("Alpha") && screen.alternate_screen() && !screen.contains("ready>"))
            .expect("the whole board");
        terminal.send(Key::Char('q')).expect("a key");
        terminal.wait_until(is_restored).expect("a shell");
        terminal.send_str("clear\r").expect("a line");
        lose(&mut terminal, "Alpha");
    }
}

#[test]
fn a_storm_of_sizes_ends_in_the_right_one() {
    let desk = desk(&WAYS);
    let mut terminal = desk.open();
    see(&mut terminal, "Gamma");
    for n in 0..60_u16 {
        let (columns, rows) = if n % 3 == 0 { (200, 60) } else { (20 + n, 5 + n % 30) };
        terminal.resize(columns, rows).expect("a size");
    }
    terminal.resize(100, 30).expect("a size");
    terminal
        .wait_until(|screen| screen.size() == (100, 30) && WAYS.iter().all(|title| screen.contains(title)))
        .expect("the whole board");
    terminal.send(Key::Char('q')).expect("a key");
    assert!(terminal.wait_exit().expect("an end").success());
}

#[test]
fn a_broken_file_keeps_the_last_good_board() {
    let desk = desk(&WAYS);
    let mut terminal = desk.open();
    see(&mut terminal, "Gamma");
    rename_over("duewatch: 1\nregulations: [\n", &desk.file);
    terminal
        .wait_until(|screen| screen.contains("Gamma") && screen.contains("deadlines.yaml:"))
        .expect("the last good board under a banner with the place");
    rename_over(&text_of(&["Omega"]), &desk.file);
    see(&mut terminal, "Omega");
    lose(&mut terminal, "deadlines.yaml:");
}

#[test]
fn the_cursor_stays_on_its_milestone() {
    let desk = desk(&["Beta", "Gamma"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Gamma");
    terminal.send(Key::Char('j')).expect("a key");
    let is_on = |screen: &pty::Screen, title: &str| marked_row(screen).is_some_and(|row| row.contains(title));
    terminal.wait_until(|screen| is_on(screen, "Gamma")).expect("the cursor on the second row");
    // Another milestone comes before it; ids follow the milestones.
    let text = text_of(&["Beta", "Gamma"])
        + "  earlier:\n    title: E\n    milestones:\n      e:\n        \
        title: Earlier\n        by: 2098-01-01\n        products: [kes]\n";
    rename_over(&text, &desk.file);
    terminal.wait_until(|screen| screen.contains("Earlier") && is_on(screen, "Gamma")).expect("the same milestone");
}

#[test]
fn hostile_text_never_reaches_the_terminal_as_control() {
    let long = "x".repeat(10_000);
    let titles = [
        "\"Bell \\a clear \\e[2J\\e[31m title \\e]0;owned\\a end\"",
        "\"Turned \\u202e round \\u2066 and \\u200d joined\"",
        "\"\u{9b}2J C1\"",
        &format!("\"Long {long}\""),
        &format!("\"Marks e{}\"", "\u{301}".repeat(300)),
        "漢字漢字 wide",
        "Last",
    ];
    let desk = desk_with(&text_of(&titles));
    let mut terminal = desk.open();
    see(&mut terminal, "Last");
    let screen = terminal.screen();
    assert_eq!((screen.bells(), screen.title()), (0, ""));
    let unknown: Vec<_> = screen.unsupported().iter().map(str::to_string).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let text = screen.text();
    assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{200d}', '\u{9b}']), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 140), "{text}");
}

#[test]
fn a_paste_and_a_flood_of_keys_do_no_harm() {
    let desk = desk(&WAYS);
    let mut terminal = desk.open();
    see(&mut terminal, "Gamma");
    terminal.paste(&"q\u{1b}[2J\n".repeat(500)).expect("a paste");
    for _ in 0..40 {
        terminal.send_str(&"jk".repeat(100)).expect("keys");
    }
    terminal.send(Key::Char('q')).expect("a key");
    assert!(terminal.wait_exit().expect("an end").success());
}

#[test]
fn a_signal_to_the_program_itself_is_an_end_with_its_code() {
    let desk = desk(&["Alpha"]);
    let mut terminal = desk.open();
    see(&mut terminal, "Alpha");
    terminal.signal(Signal::Term).expect("a signal");
    assert_eq!(terminal.wait_exit().expect("an end").code(), Some(143));
    assert!(is_restored(&terminal.screen()));
}

#[test]
fn the_editor_gets_the_terminal_and_gives_it_back() {
    // A mistake in the file: the list of findings opens the editor at its line.
    let desk = desk_with(&text_of(&["Alpha"]).replace("products: [kes]", "products: {kes: opn}"));
    let editor = desk.root.path().join("editor");
    // An editor that says what it was given, reads a line, and changes the file.
    let script = "#!/bin/sh\necho \"given $1 $2\"\nread answer\nsed -i \"s/Alpha/$answer/\" \"$3\"\n";
    fs::write(&editor, script).expect("a script");
    assert!(desk.run("chmod", &["+x", "editor"]));
    let mut terminal = desk
        .terminal()
        .env("VISUAL", "./editor --wait")
        .arg(&desk.file)
        .spawn(env!("CARGO_BIN_EXE_duewatch"))
        .expect("a terminal");
    see(&mut terminal, "Alpha");
    terminal.send(Key::Char('!')).expect("a key");
    see(&mut terminal, "opn");
    terminal.send(Key::Enter).expect("a key");
    see(&mut terminal, "given --wait +12");
    assert!(!terminal.screen().alternate_screen());
    terminal.send_str("Omega\n").expect("a line");
    terminal.wait_until(pty::Screen::alternate_screen).expect("the findings again");
    terminal.send(Key::Esc).expect("a key");
    see(&mut terminal, "Omega");
    terminal.send(Key::Char('q')).expect("a key");
    assert!(terminal.wait_exit().expect("an end").success());
}
