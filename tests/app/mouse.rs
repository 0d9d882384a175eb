//! The mouse: clicks, the wheel, the scrollbar.

use duewatch::app::arrange::Sort;
use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::launch::Launch;
use duewatch::app::message::Message;
use duewatch::app::mouse::{Deed, Pointed};
use duewatch::app::state::Pane;

use super::alerts::{NEAR, wishes, with};
use super::editing::on;
use super::forms::crowded;
use super::given::{Program, SMALL, given, launch, lines_of, started};
use super::keys::places::kiosk;

impl Program {
    fn points(self, deed: Deed, (x, y): (u16, u16)) -> Self {
        self.send(Message::Pointed(Pointed { deed, x, y }))
    }

    fn clicks_at(self, at: (u16, u16)) -> Self {
        self.points(Deed::Press, at)
    }

    /// Where a text stands on the screen.
    #[track_caller]
    fn place(&self, text: &str) -> (u16, u16) {
        let lines = lines_of(&self.buffer());
        let found = lines.iter().enumerate().find_map(|(y, line)| Some((line.split_once(text)?.0.chars().count(), y)));
        let (x, y) = found.unwrap_or_else(|| panic!("'{text}' is not in\n{}", self.screen()));
        (u16::try_from(x).expect("small"), u16::try_from(y).expect("small"))
    }

    #[track_caller]
    fn clicks(self, text: &str) -> Self {
        let at = self.place(text);
        self.clicks_at(at)
    }

    fn address(&self) -> String {
        let board = self.state.source.board.as_ref().expect("a board");
        let (regulation, milestone) = board.records(self.state.list.milestone().expect("a row"));
        format!("{}/{}", regulation.id, milestone.id)
    }
}

#[test]
fn a_click_chooses_a_row_and_another_opens_it() {
    let program = given(SMALL).clicks("Broker registry");
    assert_eq!((program.address().as_str(), program.state.screen.pane), ("ca-drop/proposed", Pane::List));
    let program = program.clicks("Broker registry");
    assert_eq!(program.state.screen.pane, Pane::Detail);
    let program = program.clicks("High-risk systems");
    assert_eq!((program.address().as_str(), program.state.screen.pane), ("eu-ai/annex3", Pane::List));
}

#[test]
fn a_click_on_a_status_sets_the_next_one() {
    let (_, y) = given(SMALL).place("Broker registry");
    let program = given(SMALL).clicks_at((4, y)).shows("in progress");
    assert_eq!(program.saves.len(), 1);
    // Beside the sign it only chooses.
    let program = given(SMALL).clicks_at((3, y));
    assert!(program.saves.is_empty());
    let read_only = started(Launch { is_read_only: true, ..launch() }).reads(SMALL);
    read_only.clicks_at((4, y)).shows("opened read-only");
}

#[test]
fn a_click_in_the_matrix_goes_to_the_cell_and_its_sign_sets_the_next_status() {
    let program = on("eu-ai/art5").keys("tab");
    let (_, y) = program.place("Deletion run");
    let (x, head) = program.place("AdGraph");
    let program = program.clicks_at((x, y));
    assert_eq!((program.address().as_str(), program.saves.len()), ("ca-drop/today", 0));
    let lines = lines_of(&program.buffer());
    let line = lines.get(usize::from(y)).expect("the row");
    let sign = line.chars().position(|c| c == '[').expect("a cursor");
    let program = program.clicks_at((u16::try_from(sign + 1).expect("small"), y));
    assert_eq!(program.saves.len(), 1, "{}", program.screen());
    let program = program.clicks_at((x, head)).shows("sorted by product");
    assert_eq!(program.state.list.sort, Sort::Product);
    program.clicks_at((x, head)).shows("sorted by due date").clicks_at((2, head)).shows("sorted by product");
}

#[test]
fn a_click_on_a_hint_runs_it() {
    on("eu-ai/art5").clicks("/ filter").shows("/ ").keys("a").shows("a ");
    on("eu-ai/art5").clicks("? help").shows("Keys: list");
    on("eu-ai/art5").clicks("Tab matrix").shows("done, all");
    let wide = || on("eu-ai/art5").sized(200, 60);
    wide().clicks("w wall").shows("NEXT DEADLINE");
    wide().clicks(": commands").shows("Commands");
    on("eu-ai/art5").clicks("w wall").shows("NEXT DEADLINE");
    on("eu-ai/art5").clicks("q quit").effects(&[Effect::Quit { code: 0 }]);
    let down = on("eu-ai/art5");
    let (x, y) = down.place("↑↓ move");
    let before = down.state.list.at;
    let down = down.clicks_at((x + 1, y));
    assert_eq!(down.state.list.at, before + 1);
    assert_eq!(down.clicks_at((x, y)).state.list.at, before);
    // In a dialog too: what is typed is saved by a click on its hint, and by nothing else.
    let form = on("ca-drop/coarse").keys("s b").types("vendor");
    let form = form.clicks_at((40, 20)).shows("vendor").clicks("Esc cancel").shows("drop what you typed?");
    assert_eq!(form.state.context(), Context::Dropping);
}

#[test]
fn a_click_on_a_key_of_the_banner_does_what_it_says() {
    let alerted = |launch: Launch| started(launch).reads(NEAR).at("2026-11-24T00:00:00-05:00");
    let program = alerted(with(wishes(None))).shows("Alert, 7 days left");
    program.clone().clicks("acknowledges").shows("Acknowledge the alert").shows("law/one:app");
    let (x, y) = program.place("K acknowledges");
    program.clone().clicks_at((x, y)).shows("Acknowledge the alert");
    // Beside the keys nothing is hit, nor between them.
    for (x, y) in [(x - 1, y), (x + 14, y), (x + 15, y), (2, y)] {
        let same = program.clone().clicks_at((x, y)).shows("Alert, 7 days left");
        assert!(same.state.overlay.is_none() && same.effects.is_empty(), "{x}");
    }
    let is_kept = |program: &Program| program.effects.iter().any(|effect| matches!(effect, Effect::KeepAlerts(_)));
    let away = program.clone().clicks("puts it away").hides("Alert,");
    assert!(is_kept(&away), "{:?}", away.effects);
    // It says what it does wherever the keys go.
    for keys in ["enter", "tab", "tab tab M", "/"] {
        let away = program.clone().keys(keys).clicks("Esc puts it away").hides("Alert,");
        assert!(is_kept(&away), "{keys}");
    }
    // What lies over the panes has the clicks.
    let picker = program.clone().keys(":").clicks("puts it away").shows("puts it away");
    assert_eq!(picker.state.context(), Context::Help);
    // Where it is said in a word.
    program.clone().sized(60, 12).clicks("K ack").shows("Acknowledge the alert");
    // Whoever may not write is shown no such key; in the kiosk a click does nothing at all.
    let read_only = alerted(Launch { is_read_only: true, ..with(wishes(None)) });
    read_only.clicks("Esc puts it away").hides("Alert,");
    let kiosk = alerted(Launch { wall: kiosk(), ..with(wishes(None)) }).shows("ALERT");
    let at = kiosk.place("ALERT");
    let kiosk = kiosk.clicks_at(at).shows("ALERT");
    assert!(kiosk.effects.is_empty() && kiosk.saves.is_empty());
}

#[test]
fn a_click_on_a_key_of_another_banner_runs_its_command() {
    let broken = on("eu-ai/art5").reads("duewatch: [");
    broken.clicks("shows why").shows("error");
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let program = given(SMALL).points(Deed::WheelDown, (5, 8));
    assert_eq!(program.state.list.at, 3);
    assert_eq!(program.points(Deed::WheelUp, (5, 8)).state.list.at, 0);
    let program = on("eu-ai/art5").sized(120, 24).shows("AI Act, Regulation");
    let at = program.state.list.at;
    let program = program.points(Deed::WheelDown, (90, 8)).hides("AI Act, Regulation");
    assert_eq!((program.state.list.at, program.state.screen.pane), (at, Pane::List));
    let help = on("eu-ai/art5").keys("?").points(Deed::WheelDown, (50, 8));
    help.points(Deed::WheelUp, (50, 8)).shows("│>");
}

#[test]
fn the_mouse_chooses_from_a_list_that_has_scrolled() {
    let program = given(&crowded(120)).sized(80, 24).keys("P").keys(&"down ".repeat(60));
    let hidden = program.place("One of many 055");
    let program = program.clicks_at(hidden).shows("> One of many 055");
    // On the chosen one a click takes it.
    program.clicks("One of many 055").shows("Product many-055");
    let program = given(&crowded(120)).sized(80, 24).keys("P").points(Deed::WheelDown, (20, 8));
    let moved = program.screen();
    assert_ne!(moved, program.points(Deed::WheelUp, (20, 8)).screen());
}

#[test]
fn the_scrollbar_says_where_one_is_and_can_be_dragged() {
    let program = given(SMALL).sized(80, 12);
    let bar = |program: &Program| -> Vec<usize> {
        let lines = lines_of(&program.buffer());
        lines.iter().enumerate().filter(|(_, line)| line.trim_end().ends_with('▕')).map(|(y, _)| y).collect()
    };
    let top = bar(&program);
    assert_eq!(top.first(), Some(&1), "{}", program.screen());
    let program = program.points(Deed::Press, (79, 9)).points(Deed::Drag, (60, 9));
    assert_eq!(program.state.list.at + 1, program.state.list.picks.len());
    assert!(bar(&program).last() > top.last(), "{}", program.screen());
    let program = program.points(Deed::Drag, (60, 0)).points(Deed::Release, (60, 0));
    assert_eq!(program.state.list.at, 0);
    // Not any longer.
    assert_eq!(program.points(Deed::Drag, (60, 9)).state.list.at, 0);
    assert!(bar(&given(SMALL)).is_empty());
}

#[test]
fn a_click_in_the_detail_stands_on_a_line_and_another_acts_on_it() {
    let program = on("eu-ai/art5").clicks("Filter release");
    assert_eq!(program.state.screen.pane, Pane::Detail);
    let program = program.clicks("Filter release");
    assert_eq!(program.state.context(), Context::Note);
}

#[test]
fn a_click_chooses_in_what_lies_over_the_panes() {
    let program = on("eu-ai/art5").keys("space");
    assert_eq!(program.state.context(), Context::Picker);
    let program = program.clicks("Cloud    ");
    assert_eq!(program.saves.len(), 0);
    let program = program.clicks("Cloud    ");
    assert_eq!(program.saves.len(), 1, "{}", program.screen());
    let program = on("eu-ai/art5").keys(":").types("view").clicks("view-week").shows("view-week");
    program.clicks("view-week").shows("/ is:week");
}

#[test]
fn a_click_on_the_timeline_goes_to_the_deadline() {
    let program = on("ca-drop/coarse").keys("tab tab");
    let (x, y) = program.place("HomeHub");
    let program = program.clicks_at((x, y));
    assert!(program.screen().lines().nth(usize::from(y)).is_some_and(|line| line.starts_with(">HomeHub")));
    let spots: Vec<u16> =
        program.state.timeline.spots.range((0, 0)..=(0, u16::MAX)).map(|((_, column), _)| *column).collect();
    assert!(!spots.is_empty());
}

#[test]
fn m_turns_the_mouse_off_and_on() {
    let program = on("eu-ai/art5").keys("m").effects(&[Effect::CaptureMouse(false)]).shows("mouse off");
    let at = program.state.list.at;
    let program = program.points(Deed::WheelUp, (5, 8));
    assert_eq!(program.state.list.at, at);
    program.keys("m").effects(&[Effect::CaptureMouse(true)]).shows("mouse on");
}

#[test]
fn on_the_wall_a_click_holds_the_slide_and_in_the_kiosk_nothing() {
    let wall = given(SMALL).keys("w").clicks_at((4, 5));
    assert!(wall.state.wall.is_some_and(|wall| wall.paused_until.is_some()) && wall.saves.is_empty());
    let launch = Launch { wall: kiosk(), ..launch() };
    assert!(!launch.has_mouse());
    let kiosk = started(launch).reads(SMALL).clicks_at((4, 5));
    assert!(kiosk.state.wall.is_some_and(|wall| wall.paused_until.is_none()) && kiosk.saves.is_empty());
}

#[test]
fn wherever_one_clicks_nothing_breaks() {
    for (columns, rows) in [(1, 1), (20, 4), (40, 12), (80, 24), (200, 60)] {
        for keys in ["", "tab", "tab tab", "tab tab M", "enter", "?", ":", "space", "o", "n", "d", "e", "x", "!"] {
            let program = on("eu-ai/art5").sized(columns, rows).keys(keys);
            for x in (0..columns + 3).step_by(11) {
                for y in (0..rows + 2).step_by(3) {
                    let _ = program.clone().points(Deed::Press, (x, y)).points(Deed::Drag, (y, x));
                    let _ = program.clone().points(Deed::WheelDown, (x, y)).points(Deed::WheelUp, (x, y));
                }
            }
        }
    }
}

#[test]
fn what_is_pointed_at_moves_whichever_pane_has_the_keys() {
    // The list beside a detail that has the keys: its scrollbar and the wheel over it move the list.
    let program = given(SMALL).sized(120, 12).keys("enter");
    let (x, y) = (program.place("┃").0, 9);
    let dragged = program.clone().points(Deed::Press, (x, y));
    assert_eq!((dragged.state.list.at + 1, dragged.state.screen.pane), (dragged.state.list.picks.len(), Pane::List));
    let wheeled = program.points(Deed::WheelDown, (5, 5));
    assert_eq!((wheeled.state.list.at, wheeled.state.screen.pane), (3, Pane::List));
}

#[test]
fn a_click_beside_the_filter_keeps_it() {
    let program = given(SMALL).keys("/").types("act").clicks("Broker registry").clicks("Broker registry");
    assert_eq!((program.state.context(), program.state.filter.text()), (Context::Detail, "act"));
}

#[test]
fn a_click_in_the_date_dialog_goes_to_the_field_and_puts_the_cursor() {
    // Something counts from it.
    let program = on("eu-ai/art5").keys("d").clicks("since").types("today").shows("since     today");
    let program = program.clicks("new date").types("3 dec").shows("3 dec");
    let (x, y) = program.place("3 dec");
    let program = program.clicks_at((x, y)).types("1").shows("13 dec");
    // Behind its end.
    program.clicks_at((x + 20, y)).types(" 2027").shows("13 dec 2027");
}

#[test]
fn a_click_in_the_form_of_a_status_goes_to_the_field() {
    let program = on("ca-drop/today").keys("s b");
    let program = program.clicks("waiting").types("the vendor").clicks("chase").types("fri");
    let (x, y) = program.place("the vendor");
    program.clicks_at((x + 4, y)).types("other ").shows("the other vendor").shows("fri");
}

#[test]
fn a_click_in_the_form_of_a_record_goes_to_the_line_and_takes_a_word() {
    let program = on("eu-ai/art5").keys("e").clicks("certainty").shows("estimated");
    let program = program.clicks("estimated");
    let line = |program: &Program| {
        let screen = program.screen();
        screen.lines().find(|line| line.contains("certainty")).expect("its line").to_string()
    };
    assert!(line(&program).contains("estimated"), "{}", program.screen());
    let program = program.clicks("title");
    let (x, y) = program.place("New Art. 5");
    let program = program.clicks_at((x + 4, y)).types("and old ").shows("New and old Art. 5");
    assert!(program.saves.is_empty(), "a click saves nothing");
}

#[test]
fn a_click_in_a_note_puts_the_cursor() {
    let program = on("eu-ai/art5").keys("n");
    let (x, y) = program.place("Filter release");
    let program = program.clicks_at((x + 7, y)).types("the ").shows("Filter the release");
    // Above and beside the text nothing is hit.
    program.clicks_at((x, 0)).types("new ").shows("Filter the new release");
}

#[test]
fn a_click_in_a_line_that_is_typed_puts_the_cursor() {
    let program = on("eu-ai/art5").keys("a").types("A deadline by:1 dec");
    let (x, y) = program.place("A deadline");
    program.clicks_at((x + 2, y)).types("new ").shows("A new deadline by:1 dec");
}

#[test]
fn a_click_in_a_dialog_that_asks_takes_nothing() {
    let program = on("eu-ai/art5").keys("a").types("A deadline").keys("esc").shows("drop what you typed?");
    let (x, y) = program.place("A deadline");
    program.clicks_at((x, y)).types("x").shows("> A deadline").hides("xA");
}
