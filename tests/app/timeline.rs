//! The timeline: one cursor with the list, deadlines on their last safe days, and occurrences that have not come yet.

use duewatch::app::state::Pane;
use duewatch::domain::status::Status;

use duewatch::app::timeline::calendar::mark;
use ratatui::style::Color;

use super::editing::{on, on_in};
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
    program.clone().shows("last safe day Tue 1 Dec 2026").shows("1 day a column");
    on("eu-ai/art5").sized(120, 40).keys("3 M").shows("open   last safe day");
    on("ca-drop/today").sized(120, 40).keys("3 M").hides("last safe day");
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

#[test]
fn the_numbers_of_the_list_show_the_panes() {
    let pane = |keys: &str| given(SMALL).keys(keys).state.screen.pane;
    assert_eq!(["2", "3", "1"].map(pane), [Pane::Matrix, Pane::Timeline, Pane::List]);
    given(SMALL).keys("1").shows("this is the list: 2 shows the matrix, 3 the timeline");
}

#[test]
fn a_status_that_waits_to_be_saved_is_marked_at_once() {
    let program = on("ca-drop/today").keys("3");
    let before = row(&program, "AdGraph");
    let program = program.keys("space space").status("ca-drop/today:ads", Status::Done);
    let after = row(&program, "AdGraph");
    assert!(before.contains('▲') && after.contains("┃✓"), "{before}\n{after}");
}

fn day(program: &Program) -> String {
    program.state.timeline.view.day.map(|day| day.to_string()).unwrap_or_default()
}

/// The obligation under the cursor of the month.
#[track_caller]
fn place(program: &Program) -> (String, usize) {
    let mark = mark(&program.state).unwrap_or_else(|| panic!("no deadline\n{}", program.screen()));
    (program.cursor(), mark.row)
}

#[test]
fn the_month_goes_by_days_weeks_and_months() {
    let program = on("eu-ai/art5").keys("3 M").shows("December 2026").shows("closed days: us-federal");
    assert_eq!(day(&program), "2026-12-01");
    let program = program.keys("down").shows("Tue 8 Dec 2026").keys("left").shows("nothing is due");
    assert_eq!(day(&program), "2026-12-07");
    let program = program.keys("pgup").shows("November 2026");
    assert_eq!(day(&program), "2026-11-07");
    let program = program.keys("end k");
    assert_eq!(day(&program), "2026-11-23");
    let program = program.cursor_on("ca-drop/today").keys("0").shows("this is today");
    let program = program.keys("right right right").shows("closed: Thanksgiving Day (us-federal)");
    assert_eq!(day(&program.clone().keys("0")), "2026-11-23");
    program.clone().keys("+").shows("days are the closest");
    program.clone().keys("-").shows("3 days a column");
    program.clone().keys("esc").shows("3 days a column").keys("M M").shows("3 days a column");
    assert_eq!(program.keys("tab 3").state.timeline.view.day, None, "another pane closes it");
}

#[test]
fn the_deadlines_of_one_day_are_gone_through_in_turn() {
    let program = on("eu-ai/art5").keys("3 M");
    let first = place(&program);
    let (mut seen, mut program) = (1, program.keys(">"));
    while place(&program) != first {
        (seen, program) = (seen + 1, program.keys(">"));
    }
    assert_eq!(seen, 4, "four products");
    assert_eq!(place(&program.keys("> <")), first);
    on("ca-drop/today").keys("3 M >").shows("no other deadline of the list is due on this day").effects(&[]);
    on("ca-drop/today").keys("3 >").shows("M shows a month");
}

#[test]
fn keys_in_the_month_mean_the_deadline_under_the_cursor_or_say_why_not() {
    let program = on("eu-ai/art5").keys("3 M");
    let assist = if program.state.matrix.at == 2 { program } else { program.keys("> > >") };
    assert!(!assist.cursor().is_empty());
    let program = on("eu-ai/art5").keys("3 M left").shows("nothing is due");
    for key in ["space", "n", "d", "e", "x", "enter", "y", "o"] {
        program.clone().keys(key).shows("no deadline of the list is under the cursor").effects(&[]);
    }
    on("ca-drop/today").keys("3 M space").status("ca-drop/today:ads", Status::InProgress);
}

#[test]
fn occurrences_to_come_stand_in_their_months() {
    let yearly = SMALL.replace("by: 2026-12-10\n", "by: 2026-12-10\n        repeat: monthly\n");
    let program = on_in(given(&yearly), "ca-drop/proposed").keys("3 M").shows("Thu 10 Dec 2026");
    let program = program.keys("pgdn").shows("January 2027").shows("an occurrence to come");
    program.keys("space").shows("no deadline of the list is under the cursor");
}

#[test]
fn a_month_follows_an_edit_a_reload_and_midnight() {
    let program = on("eu-ai/art5").keys("3 M");
    let was = place(&program);
    let program = program.reads(&SMALL.replace("title: A small company", "title: Another title"));
    assert_eq!((place(&program), day(&program)), (was.clone(), "2026-12-01".into()));
    let program = program.at("2026-11-24T00:00:30-05:00").shows("▲ 7 d").hides("◆ 8 d");
    assert_eq!(place(&program), was);
}

#[test]
fn the_wide_screen_has_a_strip_at_its_foot() {
    let program = on("eu-ai/art5").sized(200, 60).shows("Tue 1 Dec 2026   on AdGraph, Assist, Cloud");
    let buffer = program.buffer();
    let painted = |y: u16| (0..200).filter(|x| buffer[(*x, y)].bg != Color::Reset).count();
    assert_eq!((44..56).map(painted).sum::<usize>(), 4, "its four products\n{}", program.screen());
    on("eu-ai/art5").sized(200, 38).hides("on AdGraph, Assist, Cloud");
}

#[test]
fn the_load_counts_what_is_drawn_also_what_is_still_to_come() {
    let load = |program: &Program| {
        let screen = program.screen();
        let line = screen.lines().find(|line| line.trim_start().starts_with("load")).map(str::to_string);
        line.unwrap_or_default().split_whitespace().skip(1).map(str::to_string).collect::<Vec<_>>()
    };
    let once = given(SMALL).keys("tab tab");
    let monthly = SMALL.replace("by: 2026-12-10\n", "by: 2026-12-10\n        repeat: monthly\n");
    let monthly = given(&monthly).keys("tab tab");
    let (once, monthly) = (load(&once), load(&monthly));
    assert_eq!(once.len(), monthly.len());
    // December has it in both; each month after it has one more.
    let more = once.iter().zip(&monthly).filter(|(before, after)| before != after).count();
    assert!(more >= 2, "{once:?} {monthly:?}");
}

#[test]
fn another_day_where_the_file_is_than_where_the_viewer_is_is_said() {
    // 5 p.m. in New York is 11 p.m. in Brussels, and 7 p.m. is 1 a.m. of the next day there.
    let brussels = SMALL.replace("zone: America/New_York", "zone: Europe/Brussels");
    let program = given(&brussels).keys("tab tab").at("2026-11-23T17:00:00-05:00").hides("where the file is");
    program.at("2026-11-23T19:00:00-05:00").shows("where the file is it is Tue 24 Nov");
}

#[test]
fn the_load_counts_whole_months_also_where_the_window_ends_in_one() {
    // On the last days of each month: whatever day is the last one in sight, most months end behind it.
    let monthly = SMALL.replace("by: 2026-12-10\n", "by: 2026-12-28\n        repeat: monthly\n");
    for width in 80..=92 {
        let program = given(&monthly).sized(width, 24).keys("tab tab");
        let months = program.state.timeline.months();
        let (last, before) = (months.last().expect("months"), months.iter().rev().nth(1).expect("months"));
        let is_one = |(month, _): &(duewatch::app::timeline::window::Month, usize)| month.span.0 == month.span.1;
        if is_one(last) && is_one(before) && last.0.span.0 > (2027, 1) {
            assert_eq!(last.1, before.1, "{width}: {months:?}");
        }
    }
}
