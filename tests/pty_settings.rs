//! The real program with real settings in a configuration directory of its own.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/pty.rs"]
#[expect(dead_code, unused_imports, reason = "shared with other tests")]
mod pty;

use std::fs;

use pty::{Desk, Terminal, desk, lose, see};

/// Opens the screen with settings.
fn opened(desk: &Desk, settings: &str) -> Terminal {
    let folder = desk.root.path().join("config/duewatch");
    fs::create_dir_all(&folder).expect("a directory");
    fs::write(folder.join("settings.yaml"), settings).expect("a file");
    let terminal = desk.terminal().env("XDG_CONFIG_HOME", desk.root.path().join("config"));
    terminal.arg(&desk.file).spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal")
}

fn press(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("keys");
}

#[test]
fn a_remapped_key_works_and_a_conflicting_one_is_told_and_stays_the_default() {
    let desk = desk(&["Alpha", "Beta"]);
    let settings = "keys:\n  help: ctrl-o\n  sort: j\nglyphs: ascii\n";
    let mut terminal = opened(&desk, settings);
    see(&mut terminal, "doctor': settings.yaml:3:9: 'j' of 'sort' is also 'down' (list)");
    see(&mut terminal, "Ctrl-o help");
    press(&mut terminal, "?");
    see(&mut terminal, "? means nothing here: Ctrl-o shows the keys");
    press(&mut terminal, "\x0f");
    see(&mut terminal, "Keys: list");
    press(&mut terminal, "\x1b");
    lose(&mut terminal, "Keys: list");
    press(&mut terminal, "S");
    see(&mut terminal, "by product");
}

#[test]
fn settings_that_are_no_yaml_stop_nothing() {
    let desk = desk(&["Alpha"]);
    let mut terminal = opened(&desk, "user: [\n");
    see(&mut terminal, "1 problem in the settings");
    see(&mut terminal, "Alpha");
}

#[test]
fn a_theme_that_was_chosen_is_in_the_settings_and_nothing_else_of_them_changed() {
    let desk = desk(&["Alpha"]);
    let mut terminal = opened(&desk, "# mine\nglyphs: ascii # plain\n");
    see(&mut terminal, "Alpha");
    press(&mut terminal, "t");
    see(&mut terminal, "for colour-blind eyes, light");
    press(&mut terminal, "jj\r");
    see(&mut terminal, "high-contrast is kept in ");
    let settings = fs::read_to_string(desk.root.path().join("config/duewatch/settings.yaml")).expect("a text");
    assert_eq!(settings, "# mine\nglyphs: ascii # plain\ntheme: high-contrast\n");
}

#[test]
fn with_read_only_a_theme_is_not_written() {
    let desk = desk(&["Alpha"]);
    let terminal = desk.terminal().env("XDG_CONFIG_HOME", desk.root.path().join("config")).arg("--read-only");
    let mut terminal = terminal.arg(&desk.file).spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal");
    see(&mut terminal, "Alpha");
    press(&mut terminal, "tj\r");
    see(&mut terminal, "calm-light until you quit");
    assert!(!desk.root.path().join("config").exists());
}

#[test]
fn with_no_color_nothing_on_the_terminal_has_a_colour() {
    let desk = desk(&["Alpha", "Beta"]);
    let terminal = desk.terminal().env("NO_COLOR", "1").args(["--theme", "high-contrast"]).arg(&desk.file);
    let mut terminal = terminal.spawn(env!("CARGO_BIN_EXE_duewatch")).expect("a terminal");
    see(&mut terminal, "Alpha");
    // The list with the detail beside it, the matrix, the timeline, the help, the wall.
    let ways = [
        ("", "Beta"),
        ("\t", "not touched"),
        ("\t", "days a column"),
        ("?", "Keys: "),
        ("\x1b", "days a column"),
        ("w", "NEXT DEADLINE"),
    ];
    for (keys, shows) in ways {
        press(&mut terminal, keys);
        see(&mut terminal, shows);
        if keys == "\x1b" {
            lose(&mut terminal, "Keys: ");
        }
        let screen = terminal.screen();
        for (row, column) in (0..screen.rows()).flat_map(|row| (0..screen.cols()).map(move |column| (row, column))) {
            let style = screen.cell(row, column).expect("a cell").style();
            let colours = format!("{:?} {:?}", style.fg, style.bg);
            assert_eq!(colours, "Default Default", "{keys:?} {row} {column}");
        }
    }
}
