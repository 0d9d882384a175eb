//! What settings say, and what is said of bad ones.

use super::*;
use crate::domain::rule::parse_span;
use crate::domain::settings::{GlyphChoice, Hours, Limits, Notify, Weight};
use crate::domain::theme::Theme;

fn remarks(text: &str) -> Vec<String> {
    SettingsFile::of_text(text).remarks()
}

#[test]
fn the_settings_name_the_file_and_the_user() {
    let root = tempfile::tempdir().expect("a directory");
    let path = root.path().join("settings.yaml");
    let missing = SettingsFile::read(&path);
    assert_eq!((missing.file(), missing.is_there, missing.problems.len()), (None, false, 0));
    std::fs::write(&path, "\u{feff}file: a.yaml\nuser: ana\n").expect("a file");
    let found = SettingsFile::read(&path);
    assert_eq!((found.file(), found.settings.user.as_deref()), (Some(root.path().join("a.yaml")), Some("ana")));
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    assert_eq!(SettingsFile::read(root.path()).problems.len(), 1);
}

#[test]
fn what_is_no_map_is_said_without_the_programs_own_names() {
    for text in ["- a\n- b\n", "theme\n"] {
        let said = remarks(text).join("\n");
        assert!(said.contains("these are no settings") && !said.contains("struct"), "{said}");
    }
}

#[test]
fn every_setting_is_read_and_has_its_line() {
    let text = "theme: safe-light\nglyphs: ascii\nbands: {week: 5, month: 60}\nwall:\n  cycle: 2m\n  dim: 20:00-07:00\n  seconds: false\n\
                alerts: {bell: true, notify: osc777, quiet: \"20:00-07:00\", thresholds: [10bd, 48h]}\n\
                keys:\n  filter: [/, ctrl-f]\n  today: 0\n";
    let found = SettingsFile::of_text(text);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let settings = found.settings;
    assert_eq!((settings.theme, settings.glyphs), (Some(Theme::SafeLight), GlyphChoice::Ascii));
    assert_eq!(settings.bands, Limits { week: 5, month: 60 });
    assert_eq!(
        (settings.wall.cycle.as_secs(), settings.wall.dim, settings.wall.seconds),
        (120, Hours::parse("20:00-07:00").ok(), false)
    );
    assert_eq!((settings.alerts.bell, settings.alerts.notify), (true, Notify::Osc777));
    assert_eq!(settings.alerts.quiet, Hours::parse("20:00-07:00").ok());
    let ladder = ["10bd", "48h"].map(|text| parse_span(text).expect("a span"));
    assert_eq!(settings.alerts.thresholds, ladder);
    let keys: Vec<(&str, Vec<&str>)> =
        settings.keys.iter().map(|r| (&*r.command, r.keys.iter().map(|(key, _)| &**key).collect())).collect();
    assert_eq!(keys, [("filter", vec!["/", "ctrl-f"]), ("today", vec!["0"])]);
    let lines = ["glyphs", "bands.month", "wall.dim", "keys.today", "bands"].map(|path| found.lines.get(path));
    assert_eq!(lines, [Some(&2), Some(&3), Some(&6), Some(&11), None]);
}

#[test]
fn one_bad_value_hides_no_other() {
    let text = "glyphs: uniccode\nuser: [a]\nbands: {week: x, month: 5}\nx-one: 1\nwal: 1\nwall: {cicle: 1s, cycle: 0s}\n\
                alerts: {thresholds: [7d, 3 moons, 0d], notify: osc8, quiet: 7-20}\nkeys: {up: {}}\nx-own: 1\n";
    let found = SettingsFile::of_text(text);
    assert_eq!(found.settings.glyphs, GlyphChoice::Auto);
    assert_eq!(found.settings.bands, Limits::default());
    assert_eq!(found.settings.alerts.thresholds, [parse_span("7d").expect("a span")]);
    assert_eq!(
        found.remarks(),
        [
            "settings:1:9: error[settings]: 'glyphs' is 'uniccode'; did you mean 'unicode'? The default stays",
            "settings:2:7: error[settings]: 'user' has another shape; write a name in quotes, if it is a number or the like; the default stays",
            "settings:3:8: error[settings]: 'bands' 7 and 5 are no limits; week is at least 1, month is more than week, and at most 3660; 7 and 30 are used",
            "settings:3:15: error[settings]: 'bands.week' has another shape; write a whole number of days; the default stays",
            "settings:5:1: warning[settings]: 'wal' is no setting; did you mean 'wall'?",
            "settings:6:8: warning[settings]: 'wall.cicle' is no setting; did you mean 'cycle'?",
            "settings:6:26: error[settings]: 'wall.cycle' is '0s'; write seconds or minutes from 5s to 60m, such as 20s; the default stays",
            "settings:7:27: error[settings]: '3 moons' is no threshold; write a span such as 30d, 10bd, 2w or 48h; it is left out",
            "settings:7:36: error[settings]: '0d' is no threshold; write a span such as 30d, 10bd, 2w or 48h; it is left out",
            "settings:7:49: error[settings]: 'alerts.notify' is 'osc8'; did you mean 'osc9'? The default stays",
            "settings:7:62: error[settings]: 'alerts.quiet' is '7-20'; write two different times, such as 22:00-06:00, or 'none'; the default stays",
            "settings:8:12: error[settings]: 'keys.up' has no list of keys; write one key or up to ten, such as [\"/\", ctrl-f]; the default stays",
        ]
    );
}

#[test]
fn a_theme_is_one_of_them_or_what_the_terminal_says() {
    let theme = |text: &str| SettingsFile::of_text(text).settings.theme;
    assert_eq!(["theme: mono", "theme: auto", "theme:", ""].map(theme), [Some(Theme::Mono), None, None, None]);
    let found = SettingsFile::of_text("theme: calm-drak\n");
    assert_eq!(
        (found.settings.theme.clone(), found.remarks()),
        (
            None,
            vec![
                "settings:1:8: error[settings]: 'theme' is 'calm-drak'; did you mean 'calm-dark'? The default stays"
                    .into()
            ]
        )
    );
}

#[test]
fn a_theme_of_ones_own_takes_what_it_does_not_say_from_another() {
    let found = SettingsFile::of_text(
        "theme: ops\nthemes:\n  Ops: {}\n  ops:\n    base: calm-light\n    overdue: \"#8b0000\"\n    wall: {soon: 4a3000}\n",
    );
    assert_eq!(
        found.remarks(),
        [
            "settings:3:3: error[settings]: 'Ops' cannot be the name of a theme; write up to 14 of a-z, 0-9 and -, and no name of the program's; it is left out"
        ]
    );
    let Some(Theme::Own(own)) = &found.settings.theme else { panic!("{:?}", found.settings.theme) };
    let (base, sheet) = (Theme::CalmLight.sheet(), own.sheet);
    assert_eq!((own.base.clone(), &*own.doc), (Theme::CalmLight, "your own, from calm-light"));
    assert_eq!((sheet.desk.red.0, sheet.wall.red.0, sheet.wall.yellow.0), (0x8B_00_00, 0x8B_00_00, 0x4A_30_00));
    assert_eq!((sheet.desk.blue, sheet.wall.blue, sheet.selection), (base.desk.blue, base.wall.blue, base.selection));
    assert_eq!(found.lines.get("themes.ops"), Some(&4));
}

#[test]
fn a_colour_that_cannot_be_read_is_not_used_and_said_with_its_place() {
    assert_eq!(
        remarks(concat!(
            "themes:\n  dim: [red]\n  mono: {}\n  a:\n    overdue: \"#aa2200\"\n    soon: #e6b450\n    next: sky\n    nex: \"#fff\"\n",
            "    base: terminal16\n    foreground: \"#ffffff\"\n    selection: \"#888888\"\n    wall: {done: \"#6fbf9f\", background: \"#000000\"}\n",
            "  b: {background: \"#ffffff\", wall: 3}\n  c: {background: \"#2a2a2a\", foreground: \"#999999\", faint: \"#2b2b2b\"}\n",
        )),
        [
            "settings:2:8: error[settings]: 'themes.dim' has another shape; write its colours below it, such as overdue: \"#ff8a75\"; it is left out",
            "settings:3:3: error[settings]: 'mono' cannot be the name of a theme; write up to 14 of a-z, 0-9 and -, and no name of the program's; it is left out",
            "settings:5:14: error[settings]: 'themes.a.overdue' is #aa2200: 1.9:1 on a terminal's background #282c34; words need 4.5:1 there: write a lighter one; that of calm-dark stays",
            "settings:6:9: error[settings]: 'themes.a.soon' has no colour; behind a # without quotes everything is a comment; write red, green and blue in quotes, such as \"#ff8a75\"; it is left out",
            "settings:7:11: error[settings]: 'themes.a.next' is 'sky'; write red, green and blue in quotes, such as \"#ff8a75\"; it is left out",
            "settings:8:5: warning[settings]: 'themes.a.nex' is no part of a theme; did you mean 'next'?",
            "settings:9:11: error[settings]: 'themes.a.base' is 'terminal16'; write one of calm-dark, calm-light, high-contrast, safe-dark, safe-light; calm-dark is taken",
            "settings:10:17: error[settings]: 'themes.a.foreground' is #ffffff: it is not known on what it would stand; write 'background' too; the terminal's own stays",
            "settings:11:16: error[settings]: 'themes.a.selection' is #888888: the weakest word has 1.3:1 on it; words need 4.5:1 there: write one that is nearer to the background; it is left out",
            "settings:12:18: error[settings]: 'themes.a.wall.done' is #6fbf9f: 6.4:1 on a terminal's background #282c34; words need 7:1 there: write a lighter one; that of calm-dark stays",
            "settings:12:29: warning[settings]: 'themes.a.wall.background' is no part of a theme; known are overdue, soon, next, done, accent, accepted, dim, faint",
            "settings:13:19: error[settings]: 'themes.b.background' is #ffffff: that is light, and calm-dark is not; write 'base: calm-light', or another colour; it is left out",
            "settings:13:36: error[settings]: 'themes.b.wall' has another shape; write the wall's colours below it; it is left out",
            "settings:14:42: error[settings]: 'themes.c.foreground' is #999999: 5.0:1 on #2a2a2a; it needs 7:1; #ffffff is used",
        ]
    );
}

#[test]
fn a_selected_row_differs_from_the_background() {
    let text = |selection: &str| format!("themes: {{a: {{background: '#262e3a', {selection}}}}}\n");
    let sheet = |text: &str| SettingsFile::of_text(text).settings.themes.first().map(|theme| theme.sheet().selection);
    assert_eq!(sheet(&text("")), Some(None), "the base's is the background: the row is reversed");
    let given = text("selection: '#262e3a'");
    let said = remarks(&given);
    assert!(
        said.iter().any(|line| line.contains("'themes.a.selection' is #262e3a: that is the background")),
        "{said:?}"
    );
    assert_eq!(sheet(&given), Some(None));
}

#[test]
fn no_more_than_twenty_themes_are_read() {
    let themes: Vec<String> = (10..31).rev().map(|number| format!("  t{number}: {{}}\n")).collect();
    let found = SettingsFile::of_text(&format!("themes:\n{}", themes.concat()));
    assert_eq!(found.settings.themes.len(), 20);
    assert_eq!(
        found.remarks(),
        ["settings:22:8: error[settings]: there are more than 20 themes; this one is left out"]
    );
}

#[test]
fn what_is_no_yaml_is_said_with_its_place() {
    let found = SettingsFile::of_text("user: ana\nfile: [\n");
    assert_eq!((found.settings, found.problems.len()), (Settings::default(), 1));
    let place = found.problems.first().and_then(|problem| problem.place);
    assert!(place.is_some_and(|(line, _)| line >= 2), "{place:?}");
    for text in ["- a\n", "just text\n", "user: ana\nuser: ben\n", "a: &a [*a]\n", "%", "\t"] {
        let found = SettingsFile::of_text(text);
        assert!(found.problems.iter().any(|problem| problem.weight == Weight::Error), "{text:?}");
        assert_eq!(found.settings, Settings::default(), "{text:?}");
    }
    for text in ["", "\n# nothing\n", "---\n", "user:\n", "{}\n"] {
        assert_eq!(remarks(text), [""; 0], "{text:?}");
    }
}
