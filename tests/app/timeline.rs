//! The timeline: one cursor with the list, deadlines on their last safe days, and occurrences that have not come yet.

use duewatch::app::state::Pane;
use duewatch::domain::status::Status;

use super::editing::on;
use super::given::{Program, SMALL, given};

/// The rows of the products, as they are drawn.
fn row(program: &Program, name: &str) -> String {
    let screen = program.screen();
    let found = screen.lines().find(|line| line.get(1..).is_some_and(|line| line.starts_with(name)));
    found.unwrap_or_else(|| panic!("no row {name}\n{screen}")).to_string()
}

/// How many columns a sign stands right of the now-line; 0: today.
fn days_from_now(row: &str, sign: char) -> Option<usize> {
    let now = row.chars().position(|c| c == '┃')?;
    row.chars().position(|c| c == sign)?.checked_sub(now + 1)
}

#[test]
fn tab_goes_round_and_shift_tab_back() {
    let program = given(SMALL);
    for (keys, pane) in [
        ("tab", Pane::Matrix),
        ("tab tab", Pane::Timeline),
        ("tab tab tab", Pane::List),
        ("shift-tab", Pane::Timeline),
        ("shift-tab shift-tab", Pane::Matrix),
        ("tab tab esc", Pane::List),
    ] {
        assert_eq!(program.clone().keys(keys).state.screen.pane, pane, "{keys}");
    }
    given(SMALL).keys("tab tab enter").shows("Deadlines").keys("esc").shows("Timeline");
}

#[test]
fn a_mark_stands_on_the_last_safe_day() {
    // From 2 December: the last safe day is the first, eight days after today.
    let program = on("eu-ai/art5").keys("tab tab +");
    program.clone().shows("Tue 1 Dec 2026").shows("1 day a column");
    assert_eq!(days_from_now(&row(&program, "AdGraph"), '◆'), Some(8));
    // Today's is right of the now-line, not under it.
    assert_eq!(days_from_now(&row(&program, "AdGraph"), '▲'), Some(0));
}

#[test]
fn the_cursor_is_that_of_the_list() {
    let program = on("eu-ai/art5").keys("tab tab").cursor_on("eu-ai/art5").shows("New Art. 5 prohibitions apply");
    let later = program.clone().keys("right");
    assert_ne!(later.cursor(), "eu-ai/art5");
    let address = later.cursor();
    later.clone().keys("tab").cursor_on(&address);
    later.keys("left").cursor_on("eu-ai/art5");
}

#[test]
fn up_and_down_go_to_the_same_milestone_of_another_product_or_to_the_nearest_day() {
    let program = on("eu-ai/art5").keys("tab tab home").cursor_on("eu-ai/art5").shows("HomeHub");
    let down = program.keys("down").cursor_on("eu-ai/art5");
    assert_eq!(down.state.matrix.at, 1);
    let other = on("ca-drop/proposed").keys("tab tab home");
    assert_eq!(other.state.matrix.at, 0);
    assert_ne!(other.cursor(), "ca-drop/proposed");
}

#[test]
fn a_status_is_that_of_the_product_under_the_cursor() {
    let program = on("eu-ai/art5").keys("tab tab home down space");
    program.status("eu-ai/art5:cloud", Status::Done);
    on("eu-ai/art5").keys("tab tab home s o").status("eu-ai/art5:hub", Status::Open);
}

#[test]
fn the_keys_of_the_zoom_stop_at_the_ends_and_say_so() {
    let program = on("eu-ai/art5").keys("tab tab").shows("3 days a column");
    program
        .clone()
        .keys("-")
        .shows("7 days a column")
        .keys("-")
        .shows("15 days a column")
        .keys("-")
        .shows("wider than");
    program.keys("+").shows("1 day a column").keys("+").shows("closer than");
}

#[test]
fn the_window_follows_the_cursor_and_0_comes_back() {
    let far = on("eu-ai/annex3").keys("tab tab +").shows("Wed 1 Dec 2027");
    assert_eq!(far.state.timeline.window.now(), None);
    let back = far.keys("0");
    assert!(back.state.timeline.window.now().is_some());
    assert_ne!(back.cursor(), "eu-ai/annex3");
    back.keys("0").shows("this is today");
}

#[test]
fn later_occurrences_of_a_series_are_foreseen() {
    let yearly = SMALL.replace("by: 2026-12-10\n", "by: 2026-12-10\n        repeat: yearly\n");
    let count = |text: &str| row(&given(text).sized(200, 60).keys("tab tab - -"), "AdGraph").matches('•').count();
    assert!(count(&yearly) > count(SMALL) + 1, "{} and {}", count(&yearly), count(SMALL));
}

#[test]
fn the_load_counts_what_is_owed_in_each_month() {
    let screen = given(SMALL).keys("tab tab").screen();
    let line = screen.lines().find(|line| line.starts_with(" load")).unwrap_or_else(|| panic!("no load\n{screen}"));
    // November: the evidence and the run of today; December: three of Art. 5, and the fee.
    let numbers: Vec<&str> = line.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_digit())).collect();
    assert!(numbers.windows(2).any(|pair| pair == ["2", "4"]), "{line}");
}

#[test]
fn a_filter_leaves_the_rows_that_match() {
    let program = given(SMALL).keys("tab tab /").types("fips").keys("enter");
    program.clone().cursor_on("fips/historical").shows("HomeHub").hides("AdGraph");
    given(SMALL).keys("/").types("zebra").keys("enter tab tab").shows("No deadline in sight touches a product");
}

#[test]
fn what_is_closed_is_shown_with_c() {
    let done = |program: &Program| row(program, "Cloud").matches('✓').count();
    let program = given(SMALL).sized(200, 60).keys("tab tab");
    assert!(done(&program.clone().keys("c")) > done(&program), "{}", program.screen());
}
