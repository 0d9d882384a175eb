//! Keys in, state and effects out.

#![expect(clippy::disallowed_methods, reason = "measures")]

use duewatch::app::effect::Effect;
use duewatch::app::launch::Launch;
use duewatch::app::message::{Message, Now};
use duewatch::app::state::Pane;
use duewatch::app::wake::next_wake;

use super::given::{SMALL, given, launch, started};

#[test]
fn the_first_row_is_the_most_urgent_one() {
    given(SMALL)
        .cursor_on("fips/historical")
        .keys("j")
        .cursor_on("ca-drop/coarse")
        .keys("k k")
        .cursor_on("fips/historical");
}

#[test]
fn motions_reach_both_ends() {
    given(SMALL)
        .keys("G")
        .cursor_on("ca-drop/unknown")
        .keys("g g")
        .cursor_on("fips/historical")
        .keys("end pgup home")
        .cursor_on("fips/historical");
}

#[test]
fn q_and_ctrl_c_leave() {
    given(SMALL).keys("q").effects(&[Effect::Quit { code: 0 }]);
    given(SMALL).keys("/ ctrl-c").effects(&[Effect::Quit { code: 130 }]);
    given(SMALL).keys("/").types("q").effects(&[]).shows("/ q");
}

#[test]
fn esc_goes_one_step_back_and_never_quits() {
    let program = given(SMALL).keys("/").types("act").keys("enter j enter");
    assert_eq!(program.state.screen.pane, Pane::Detail);
    let program = program.keys("esc");
    assert_eq!((program.state.screen.pane, program.state.filter.text()), (Pane::List, "act"));
    let program = program.keys("esc");
    assert_eq!(program.state.filter.text(), "");
    program.keys("esc esc esc").effects(&[]);
}

#[test]
fn the_filter_narrows_while_it_is_typed_and_the_cursor_stays_on_its_row() {
    given(SMALL)
        .keys("j")
        .cursor_on("ca-drop/coarse")
        .keys("/")
        .types("audit")
        .cursor_on("ca-drop/coarse")
        .shows("2 of 12")
        .keys("esc")
        .cursor_on("ca-drop/coarse");
}

#[test]
fn a_filter_that_is_cleared_gives_the_row_back() {
    given(SMALL).keys("j j j /").types("fips").cursor_on("fips/historical").keys("esc").cursor_on("eu-ai/evidence");
    given(SMALL).keys("/").types("act").keys("down esc").cursor_on("ca-drop/today");
}

#[test]
fn what_is_not_understood_is_ignored_and_said() {
    given(SMALL).keys("/").types("owner:@mia stats:open").shows("status").shows("7 of 12");
}

#[test]
fn tab_completes_in_the_filter_and_switches_panes_elsewhere() {
    let program = given(SMALL).keys("/").types("sta").keys("tab");
    assert!(program.state.filter.text().starts_with("status:"), "{}", program.state.filter.text());
    let program = given(SMALL).keys("tab");
    assert_eq!(program.state.screen.pane, Pane::Matrix);
    assert_eq!(program.keys("shift-tab").state.screen.pane, Pane::List);
}

#[test]
fn a_calendar_that_is_not_there_is_said() {
    let rule = "from: 10 business days after proposed\n        calendar: gone";
    let counted = SMALL.replace("from: 2026-12-11", rule);
    given(&counted).shows("no calendar").keys("/").types("auditors").shows("its calendar is not");
}

#[test]
fn a_date_that_passed_without_being_final_is_said() {
    given(SMALL).at("2026-12-20T09:00:00-05:00").keys("G").shows("unconfirmed").shows("date passed, not confirmed");
}

#[test]
fn the_text_of_an_unknown_date_is_said() {
    given(SMALL).keys("G").cursor_on("ca-drop/unknown").shows("unknown").shows("model year 2027");
}

#[test]
fn nothing_matches_is_said() {
    given(SMALL).keys("/").types("zebra").shows("Nothing matches zebra").shows("Esc clears the filter");
}

#[test]
fn closed_rows_are_folded_until_c() {
    given(SMALL)
        .hides("Digital Omnibus in force")
        .keys("c")
        .shows("Digital Omnibus in force")
        .shows("4 d late")
        .shows("c hides");
}

#[test]
fn sorting_goes_round_and_keeps_the_row() {
    given(SMALL)
        .keys("j j j S")
        .shows("sorted by product")
        .cursor_on("eu-ai/evidence")
        .keys("S")
        .shows("@ana")
        .keys("S S")
        .shows("sorted by due date")
        .cursor_on("eu-ai/evidence");
}

#[test]
fn a_reload_keeps_the_cursor_and_marks_what_changed() {
    let changed = SMALL
        .replace("title: Deletion run of today", "title: Deletion run, changed")
        .replace("from: 2026-12-11", "from: 2026-11-25");
    given(SMALL)
        .keys("j j j")
        .cursor_on("eu-ai/evidence")
        .reads(&changed)
        .cursor_on("eu-ai/evidence")
        .shows("2 changes from disk")
        .shows(" ~▲ ○ ca-drop")
        .after(10_001)
        .hides(" ~▲ ○ ca-drop");
}

#[test]
fn a_line_above_moves_nothing() {
    let moved = SMALL.replace("duewatch: 1\n", "duewatch: 1\n# a remark\n");
    given(SMALL).reads(&moved).shows("no milestone changed");
}

#[test]
fn the_same_text_says_nothing_unless_asked() {
    given(SMALL).reads(SMALL).hides("read again");
    given(SMALL).keys("r").effects(&[Effect::Reload]).reads(SMALL).shows("read again, nothing changed");
}

#[test]
fn a_row_that_is_gone_leaves_the_cursor_near() {
    let without = SMALL.replace("  today:", "  tomorrow:").replace("by: 2026-11-23\n", "by: 2026-12-29\n");
    given(SMALL).keys("j j").cursor_on("ca-drop/today").reads(&without).cursor_on("eu-ai/evidence");
}

#[test]
fn a_broken_file_keeps_the_last_good_board_under_a_banner() {
    let broken = SMALL.replace("title: A small company", "title: [A small");
    given(SMALL)
        .keys("j j")
        .at("2026-11-23T14:07:00-05:00")
        .reads(&broken)
        .cursor_on("ca-drop/today")
        .shows("Broken on disk since 14:07")
        .shows("shown as read at 14:05")
        .shows("small.yaml:")
        .reads(SMALL)
        .hides("Broken on disk");
}

#[test]
fn a_file_that_is_broken_from_the_start_shows_its_findings() {
    given("duewatch: [1").shows("Findings").shows("small.yaml:").keys("q").effects(&[Effect::Quit { code: 0 }]);
}

#[test]
fn a_record_that_cannot_be_read_stands_on_top() {
    let partly =
        SMALL.replace("  ca-drop:\n    title: California Delete Act", "  ca-drop:\n    title: \"California Delete Act");
    let program = given(&partly).shows("cannot be read, line");
    let line = program.state.source.board.as_ref().and_then(|b| b.file.unreadable.first()).map_or(0, |u| u.line);
    program.cursor_on("unreadable 0").keys("enter").effects(&[Effect::OpenEditor { line }]);
}

#[test]
fn a_file_that_vanished_is_said_and_its_data_stays() {
    given(SMALL)
        .fails(true, "small.yaml: no such file")
        .shows("The file is gone since 14:05")
        .shows("140-2 certificates");
}

#[test]
fn a_file_that_was_never_read_says_why() {
    started(launch()).fails(false, "small.yaml: permission denied").shows("permission denied").shows("the argument");
}

#[test]
fn reading_is_said_after_a_while() {
    started(launch()).hides("Reading").after(151).shows("Reading small.yaml ...");
}

#[test]
fn without_a_file_the_example_is_offered() {
    let nothing = Launch { file_name: None, ..launch() };
    started(nothing).shows("No deadlines yet.").keys("o").effects(&[Effect::OpenExample]);
}

#[test]
fn findings_open_the_editor_at_their_line() {
    let wrong = SMALL.replace("from: 2026-12-11", "from: 2026-13-11");
    let line = u32::try_from(wrong.lines().position(|l| l.contains("2026-13-11")).unwrap_or(0) + 1).unwrap_or(0);
    given(&wrong)
        .shows("1 error")
        .keys("!")
        .shows("error[date]")
        .keys("enter")
        .effects(&[Effect::OpenEditor { line }])
        .keys("q")
        .effects(&[])
        .hides("error[date]");
}

#[test]
fn help_is_searched_and_runs_its_entry() {
    given(SMALL).keys("?").shows("Keys: list").types("closed").keys("enter").shows("c hides").hides("Keys: list");
}

#[test]
fn the_beginning_of_a_sequence_shows_how_it_goes_on() {
    given(SMALL)
        .keys("G g")
        .hides("The first row")
        .after(401)
        .shows("The first row")
        .keys("g")
        .cursor_on("fips/historical")
        .hides("The first row");
}

#[test]
fn a_key_that_cannot_act_says_why() {
    given(SMALL).keys("left").shows("no products are in sight");
}

#[test]
fn an_overdue_row_beats_once_a_minute_and_a_near_one_every_second() {
    // 80 columns, overdue selected: only the row of tomorrow is within 48 h and ticks.
    let program = given(SMALL).sized(80, 24).drawn();
    assert_eq!(next_wake(&program.state).map(|d| d.as_millis()), Some(1));
    let program = program.after(1);
    assert!(program.state.needs_draw, "a second began");
    let program = program.drawn().after(500);
    assert!(!program.state.needs_draw, "nothing visible changed");
    assert_eq!(next_wake(&program.state).map(|d| d.as_millis()), Some(500));
}

#[test]
fn nothing_is_drawn_between_minutes_when_nothing_ticks() {
    let far = "duewatch: 1\nzone: UTC\nregulations:\n  r:\n    title: R\n    milestones:\n      m: {title: M, by: 2027-06-01}\n";
    let mut program = given(far).sized(80, 24).keys("/").types("zebra").keys("enter").after(10).drawn();
    let mut draws = 0;
    let mut wakes = 0;
    for _ in 0..600 {
        let sleep = next_wake(&program.state).unwrap_or_default();
        program = program.after(u64::try_from(sleep.as_millis()).unwrap_or(0).max(1));
        wakes += 1;
        draws += u32::from(program.state.needs_draw);
        program = program.drawn();
        if program.state.now.wall.to_rfc3339().as_str() >= "2026-11-23T20:05" {
            break;
        }
    }
    assert_eq!((wakes, draws), (60, 60), "an idle hour: 60 wakes, 60 draws");
}

#[test]
fn midnight_moves_rows_by_itself() {
    given(SMALL)
        .shows("2 today")
        .at("2026-11-24T03:00:30-05:00")
        .shows("Overdue  2")
        .keys("j")
        .cursor_on("ca-drop/today");
}

#[test]
fn a_clock_that_moved_is_said() {
    let program = given(SMALL);
    let now = program.state.now;
    let wall = now.wall + chrono::TimeDelta::minutes(131);
    program
        .send(Message::Ticked(Now { wall, mono: now.mono + std::time::Duration::from_secs(1) }))
        .shows("Clock moved 2 h 11 min (sleep or time sync). Countdowns corrected.")
        .after(10_001)
        .hides("Clock moved");
}

#[test]
fn the_matrix_has_a_cursor_of_its_own() {
    given(SMALL)
        .keys("j j j j tab h")
        .cursor_on("eu-ai/art5")
        .shows("Assist / New Art. 5 prohibitions apply: open")
        .keys("right")
        .shows("AdGraph / New Art. 5 prohibitions apply: blocked, waiting for ad vendor, chase Fri 27 Nov 2026");
}

#[test]
fn the_detail_scrolls_when_it_is_entered() {
    let program = given(SMALL).sized(80, 16).keys("j j j j enter pgdn");
    assert!(program.state.detail.offset > 0);
    assert_eq!(program.keys("home").state.detail.offset, 0);
}

#[test]
fn ten_thousand_rows_do_not_slow_a_key() {
    let steps = |r: u32| -> String {
        let step = |m: u32| {
            format!("      m{m}: {{title: Step {m}, by: 2027-0{}-{:02}, products: a}}\n", (m + r) % 9 + 1, m % 28 + 1)
        };
        (0..100).map(step).collect()
    };
    let regulation = |r: u32| format!("  r{r}:\n    title: R{r}\n    milestones:\n{}", steps(r));
    let regulations: String = (0..100).map(regulation).collect();
    let text = format!("duewatch: 1\nzone: UTC\nproducts:\n  a: {{name: A}}\nregulations:\n{regulations}");
    let mut program = given(&text);
    let begin = std::time::Instant::now();
    for _ in 0..1000 {
        program = program.keys("j");
    }
    let each = begin.elapsed() / 1000;
    assert_eq!(program.state.list.at, 1000);
    assert!(each < std::time::Duration::from_millis(1), "{each:?} a key");
}
