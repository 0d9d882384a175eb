//! What settings change on the screen.

use duewatch::app::launch::{Chosen, Launch};
use duewatch::domain::settings::{Limits, Settings};

use super::given::{Program, SMALL, launch, started};

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
    let remarks = vec!["settings.yaml:3:9: error[settings]: 'j'".to_string(), "another".into()];
    let chosen = Chosen { remarks, ..Chosen::default() };
    let program = started(Launch { chosen, ..launch() }).reads(SMALL);
    let said = program.state.notices.toast.as_ref().map(|toast| toast.text.clone()).unwrap_or_default();
    assert_eq!(said, "settings.yaml:3:9: error[settings]: 'j' (and 1 more: run 'duewatch doctor')");
}
