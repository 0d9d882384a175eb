//! What settings change on the screen.

use duewatch::app::keymap::Keymap;
use duewatch::app::launch::{Chosen, Launch};
use duewatch::domain::settings::{Limits, Problem, Rebinding, Settings};

use super::given::{Program, SMALL, given, launch, started};

fn with(settings: Settings) -> Program {
    let chosen = Chosen { settings, ..Chosen::default() };
    started(Launch { chosen, ..launch() }).reads(SMALL)
}

#[test]
fn bands_end_where_the_settings_say() {
    let narrow = with(Settings::default());
    let wide = with(Settings { bands: Limits { week: 20, month: 90 }, ..Settings::default() });
    let (before, after) = (narrow.screen(), wide.screen());
    assert!(before.contains("Within 7 days") && before.contains("within 7 days"), "{before}");
    assert!(after.contains("Within 20 days") && after.contains("within 20 days"), "{after}");
    assert!(!after.contains("7 days"), "{after}");
    let count = |program: Program| program.keys("/").types("is:week").state.list.picks.len();
    assert!(count(wide) > count(narrow));
}

#[test]
fn me_is_the_user_of_the_settings() {
    let count = |user: &str| {
        let settings = Settings { user: Some(user.into()), ..Settings::default() };
        with(settings).keys("/").types("owner:@me").state.list.picks.len()
    };
    assert_eq!(count("nobody-of-them"), 0);
    assert!(count("mia") > 0);
}

#[test]
fn bad_settings_are_said_at_the_start() {
    let problems = vec![Problem::error(Some((3, 9)), "'j'", ""), Problem::warning(None, "another", "")];
    let chosen = Chosen { problems, ..Chosen::default() };
    let program = started(Launch { chosen, ..launch() }).reads(SMALL);
    let said = program.state.notices.toast.as_ref().map(|toast| toast.text.clone()).unwrap_or_default();
    assert_eq!(said, "2 problems in the settings, see 'duewatch doctor': settings.yaml:3:9: 'j'");
}

fn keyed(bindings: &[(&str, &[&str])]) -> Program {
    let spot = Some((1, 1));
    let binding = |(command, keys): &(&str, &[&str])| Rebinding {
        command: (*command).into(),
        keys: keys.iter().map(|key| ((*key).into(), spot)).collect(),
        place: spot,
    };
    let bindings: Vec<Rebinding> = bindings.iter().map(binding).collect();
    let (keys, problems) = Keymap::of(&bindings);
    assert_eq!(problems, []);
    started(Launch { chosen: Chosen { keys, ..Chosen::default() }, ..launch() }).reads(SMALL)
}

#[test]
fn sentences_name_the_keys_that_hold() {
    given(SMALL).keys("space").shows("u undo").shows("c shows");
    let program =
        keyed(&[("undo", &["U", "ctrl-x"]), ("show-closed", &["Z"]), ("findings", &["B"]), ("reload", &["ctrl-e"])]);
    let program = program.keys("space").shows("U undo").hides("u undo").shows("Z shows");
    let program = program.disk_full().shows("Ctrl-e tries again");
    program.reads("duewatch: [").shows("B shows why");
    // The first key of two; and what a command says that cannot be done now.
    let program = keyed(&[
        ("set-done", &["q d"]),
        ("quit", &["Q"]),
        ("save-view", &["f S"]),
        ("filter", &["F"]),
        ("file-fields", &["/"]),
    ]);
    program.keys("f S").shows("there is no filter to save: F writes one");
}

#[test]
fn a_command_without_a_key_is_named_as_the_palette_calls_it() {
    keyed(&[("show-closed", &[])]).shows(":show-closed shows");
}
