//! The cursor of the detail: it reaches every line that can be acted on, no line is passed over unread, and Enter does
//! what the line is for.

use std::collections::BTreeSet;

use duewatch::app::command::Context;
use duewatch::app::detail::{self, Target};
use duewatch::app::effect::Effect;
use duewatch::app::launch::Launch;
use duewatch::app::layout::regions;
use duewatch::app::overlay::Overlay;
use duewatch::app::state::Pane;
use duewatch::domain::id::Id;
use duewatch::domain::status::Status;
use proptest::prelude::*;

use super::given::{Program, SMALL, given, launch, started};

/// A file whose first milestone says everything that the detail can show; its notes are longer than any screen.
pub fn full() -> String {
    let notes: Vec<String> = (1..=40).map(|n| format!("          - point {n}\n")).collect();
    SMALL
        .replace("          - Filter release to *all* regions\n", &notes.concat())
        .replace("        title: New Art. 5 prohibitions apply\n", "        title: New Art. 5 prohibitions apply\n        x-ticket: A-1\n        certainty: estimated\n        moved:\n          - {was: 2026-08-02, why: Omnibus, source: \"https://example.org/moved\"}\n          - {was: 2026-09-02, why: a letter}\n")
}

/// The detail of `eu-ai/art5`.
fn opened(text: &str, (columns, rows): (u16, u16)) -> Program {
    let program = given(text).sized(columns, rows).keys("/").types("new art").keys("enter").cursor_on("eu-ai/art5");
    program.keys("enter")
}

/// Puts the cursor on a line; that keys reach each of them has its own test.
pub fn on(mut program: Program, wanted: &Target) -> Program {
    program.state.detail.target = Some(wanted.clone());
    detail::show(&mut program.state);
    assert_eq!(detail::seen(&program.state).as_ref(), Some(wanted), "{}", program.screen());
    program
}

fn product(id: &str) -> Target {
    Target::Cell(Id::unchecked(id))
}

/// Lines in sight, and all lines.
fn window(program: &Program) -> (std::ops::Range<usize>, usize) {
    let area = regions(&program.state).detail;
    let lines = detail::text(&program.state, area.width).lines.len();
    let offset = program.state.detail.offset;
    (offset..(offset + usize::from(area.height)).min(lines), lines)
}

#[test]
fn every_line_is_read_and_every_spot_is_reached_in_both_directions() {
    for size in [(80, 24), (120, 40), (60, 8)] {
        let mut program = opened(&full(), size).keys("home");
        let area = regions(&program.state).detail;
        let text = detail::text(&program.state, area.width);
        for (key, end) in [("down", text.spots.last()), ("up", text.spots.first())] {
            let (mut lines, mut reached) = (BTreeSet::new(), BTreeSet::new());
            let mut before = None;
            while before.as_ref() != Some(&program.state.detail) {
                let offset = program.state.detail.offset;
                lines.extend(offset..(offset + usize::from(area.height)).min(text.lines.len()));
                reached.extend(detail::standing(&program.state, &text));
                before = Some(program.state.detail.clone());
                program = program.keys(key);
            }
            assert_eq!(lines.len(), text.lines.len(), "{size:?} {key}");
            assert_eq!(reached.len(), text.spots.len(), "{size:?} {key}");
            assert_eq!(detail::seen(&program.state), end.map(|spot| spot.target.clone()), "{size:?} {key}");
        }
    }
}

#[test]
fn a_line_of_several_rows_comes_in_whole() {
    let mut program = opened(SMALL, (100, 16));
    for _ in 0..60 {
        program = program.keys("down");
        let text = detail::text(&program.state, regions(&program.state).detail.width);
        let (rows, _) = window(&program);
        let Some(spot) = detail::standing(&program.state, &text).and_then(|at| text.spots.get(at)) else { continue };
        let is_whole = spot.lines.start >= rows.start && spot.lines.end <= rows.end;
        let is_gone = spot.lines.end <= rows.start;
        assert!(is_whole || is_gone, "{spot:?} in {rows:?}");
    }
}

#[test]
fn who_comes_in_stands_on_the_date_and_sees_the_top() {
    let program = opened(SMALL, (80, 24));
    assert_eq!((detail::seen(&program.state), program.state.detail.offset), (Some(Target::Date), 0));
    program.shows(">from          Wed 2 Dec 2026").keys("up up up up").shows(">New Art. 5 prohibitions apply");
}

#[test]
fn pages_take_the_cursor_along() {
    let program = opened(&full(), (80, 24)).keys("pgdn");
    let (rows, _) = window(&program);
    assert!(rows.start > 0);
    assert!(detail::seen(&program.state).is_some(), "{}", program.screen());
    // In the middle of a long note there is nothing to stand on: the cursor is not in sight, and nothing is meant.
    let program = program.keys("pgdn pgdn");
    assert_eq!(detail::seen(&program.state), None, "{}", program.screen());
    let program = program.keys("enter").effects(&[]);
    assert!(detail::seen(&program.state).is_some(), "Enter shows first what is meant");
    let program = program.keys("pgup pgup pgup pgup pgup");
    assert_eq!((detail::seen(&program.state), program.state.detail.offset), (Some(Target::Field("title")), 0));
    let program = program.keys("G");
    assert_eq!(detail::seen(&program.state), Some(Target::Line));
    let (rows, lines) = window(&program);
    assert_eq!(rows.end, lines);
}

#[test]
fn the_cursor_stays_on_its_line_when_the_file_or_the_screen_becomes_another() {
    let program = on(opened(SMALL, (120, 40)), &product("assist"));
    // A product that comes before it moves it down.
    let more = SMALL.replace("products:\n  hub:", "products:\n  aaa: {name: Aaa}\n  hub:");
    let more =
        more.replace("          ads: {status: blocked", "          aaa: blocked\n          ads: {status: blocked");
    let program = program.reads(&more);
    assert_eq!(detail::seen(&program.state), Some(product("assist")));
    let program = program.sized(60, 8);
    assert_eq!(detail::seen(&program.state), Some(product("assist")), "{}", program.screen());
    // Where the line is gone, one near it.
    let program = program.sized(80, 24).reads(&SMALL.replace("          assist: {status: open, owner: mia}\n", ""));
    assert!(matches!(detail::seen(&program.state), Some(Target::Cell(_))), "{}", program.screen());
    // Another milestone is read from its date on.
    let cut = SMALL.replace("      art5:\n", "      art5b:\n");
    assert_eq!(detail::seen(&program.reads(&cut).state), Some(Target::Date));
}

#[test]
fn enter_does_what_the_line_is_for() {
    let program = on(opened(SMALL, (120, 40)), &Target::Date).keys("enter").effects(&[]);
    assert_eq!(program.state.context(), Context::Why);
    let program = program.shows("Why this date?").shows("eu-ai/art5 says 'from: 2026-12-02', line");
    assert_eq!(program.keys("esc d").state.context(), Context::Dating);
    let program = on(opened(SMALL, (120, 40)), &Target::Notes).keys("enter");
    assert!(matches!(&program.state.overlay, Some(Overlay::Note(note)) if note.record.to_string() == "eu-ai/art5"));
    let program = on(opened(SMALL, (120, 40)), &Target::NotesOfRegulation).keys("enter");
    let of = "regulation:eu-ai";
    assert!(matches!(&program.state.overlay, Some(Overlay::Note(note)) if note.record.to_string() == of));
    program.shows("┃  AI Act, Regulation (EU) 2024/1689").shows("┃  The act prints no hour").hides("┃>");
    on(opened(SMALL, (120, 40)), &Target::Verified).keys("enter").effects(&[]).shows("V says that you compared it");
    let without = "no source is given for this move";
    on(opened(&full(), (120, 40)), &Target::Moved(1)).keys("enter").effects(&[]).shows(without);
    let line = |part: &str| {
        let at = SMALL.lines().position(|line| line.starts_with(part));
        u32::try_from(at.expect("a line") + 1).expect("a small file")
    };
    let line = line("      art5:");
    on(opened(SMALL, (120, 40)), &Target::Line).keys("enter").effects(&[Effect::OpenEditor { line }]);
    for (target, record, key) in [
        (Target::Owner, "eu-ai/art5", "owner"),
        (Target::Field("title"), "eu-ai/art5", "title"),
        (Target::Field("severity"), "eu-ai/art5", "severity"),
        (Target::OfRegulation("title"), "regulation:eu-ai", "title"),
    ] {
        let program = on(opened(SMALL, (120, 40)), &target).keys("enter").effects(&[]);
        let Some(Overlay::Sheet(sheet)) = &program.state.overlay else { panic!("{target:?}: no form") };
        assert_eq!(sheet.record().map(ToString::to_string).as_deref(), Some(record));
        assert_eq!(sheet.here().map(|line| line.key.as_str()), Some(key));
        assert_eq!(program.keys("esc").state.context(), Context::Detail, "and Esc comes back to the line");
    }
}

#[test]
fn where_nothing_may_be_changed_no_editor_opens_from_the_findings() {
    let wrong = SMALL.replace("severity: critical", "severity: critcal");
    assert_ne!(wrong, SMALL);
    for launch in [Launch { is_read_only: true, ..launch() }, Launch { is_as_of: true, ..launch() }] {
        started(launch).reads(&wrong).keys("! enter").effects(&[]).shows("nothing can be changed");
    }
    let program = started(launch()).reads(&wrong).keys("! enter");
    assert!(matches!(program.effects.as_slice(), [Effect::OpenEditor { .. }]));
}

#[test]
fn the_keys_mean_the_product_under_the_cursor() {
    let program = || on(opened(SMALL, (120, 40)), &product("assist"));
    // Enter shows the statuses of that product at once.
    let asked = program().keys("enter").shows("s  Assist").shows("Set in progress");
    asked.keys("p").hides("Set in progress").status("eu-ai/art5:assist", Status::InProgress);
    program().keys("enter esc").hides("Set in progress").status("eu-ai/art5:assist", Status::Open);
    program().keys("space").status("eu-ai/art5:assist", Status::InProgress).status("eu-ai/art5:ads", Status::Blocked);
    let form = program().keys("s d");
    assert!(matches!(&form.state.overlay, Some(Overlay::Form(form)) if form.product == "Assist"));
    let note = program().keys("n");
    assert!(matches!(&note.state.overlay, Some(Overlay::Note(note)) if note.record.to_string() == "eu-ai/art5:assist"));
    assert_eq!(program().keys("d").state.context(), Context::Dating);
    // Elsewhere they mean the milestone, and where that has several products one is chosen.
    let picker = on(opened(SMALL, (120, 40)), &Target::Date).keys("space");
    assert_eq!(picker.state.context(), Context::Picker);
    // Scrolled out of sight a product is not meant.
    let away = on(opened(&full(), (80, 24)), &product("assist")).keys("pgdn pgdn pgdn space");
    assert_eq!(away.state.context(), Context::Picker, "{}", away.screen());
}

#[test]
fn what_cannot_be_done_says_why() {
    let only = || started(Launch { is_read_only: true, ..launch() }).reads(SMALL).keys("j j j j enter");
    for target in [product("ads"), Target::Notes, Target::Field("severity"), Target::Line] {
        on(only(), &target).keys("enter").effects(&[]).shows("opened read-only: nothing can be changed");
    }
}

#[test]
fn a_record_that_cannot_be_read_opens_the_editor_from_its_detail_too() {
    let broken = SMALL.replace("    title: California Delete Act\n", "    title: [California\n");
    let program = given(&broken).sized(80, 24).cursor_on("unreadable 0");
    let line =
        program.state.source.board.as_ref().and_then(|board| board.file.unreadable.first()).map_or(0, |r| r.line);
    let program = program.keys("enter").effects(&[Effect::OpenEditor { line }]);
    let mut program = program;
    program.state.screen.pane = Pane::Detail;
    program.keys("enter").effects(&[Effect::OpenEditor { line }]);
}

#[test]
fn after_the_row_became_another_by_itself_enter_is_held_once() {
    let program = on(opened(SMALL, (120, 40)), &Target::Date);
    let gone = SMALL.replace("      art5:\n", "      zzz:\n");
    let program = program.reads(&gone).keys("enter").shows("The rows moved just now");
    assert_eq!(program.state.context(), Context::Detail);
    assert_eq!(program.keys("enter").state.context(), Context::Why);
}

#[test]
fn screens() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let size = format!("{columns}x{rows}");
        let cell = on(opened(SMALL, (columns, rows)), &product("ads"));
        insta::assert_snapshot!(format!("detail_cell_{size}"), cell.screen());
        insta::assert_snapshot!(format!("detail_statuses_{size}"), cell.keys("enter").screen());
        let source = on(opened(&full(), (columns, rows)), &Target::Source(1));
        insta::assert_snapshot!(format!("detail_source_{size}"), source.screen());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_window_stays_inside_the_text(
        keys in proptest::collection::vec(proptest::sample::select(vec!["up", "down", "pgup", "pgdn", "ctrl-u", "ctrl-d", "home", "end"]), 1..30),
        size in (20u16..140, 4u16..45),
    ) {
        let mut program = opened(&full(), size);
        for key in keys {
            program = program.keys(key);
            let (rows, lines) = window(&program);
            let height = usize::from(regions(&program.state).detail.height);
            prop_assert!(rows.start <= lines.saturating_sub(height));
        }
        program.buffer();
    }
}
