//! A spreadsheet on the screen: its path, what it would change, and how it is written.

use std::sync::Arc;

use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::launch::Launch;
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;

use super::given::{Program, SMALL, given, launch, started};

const EMPTY: &str = "duewatch: 1\nzone: America/New_York\n";
const SHEET: &str = "Regulation,Title,Due,Owner,Product,Status,Colour\nCyber Act,Report in 24 h,2027-09-11,ana,Mail gateway,open,red\nCyber Act,Full application,2027-12-11,ben,Mail gateway,done,blue\n";

fn asks(program: &Program, path: &str) {
    assert_eq!(program.effects, [Effect::ReadSheet { path: path.into() }]);
}

/// The spreadsheet is read.
fn reads_sheet(program: Program, path: &str, text: &str) -> Program {
    program.send(Message::SheetRead { path: path.into(), read: Ok(Arc::from(text.as_bytes())) })
}

fn shown(text: &str, sheet: &str) -> Program {
    let program = given(text).keys("i").types("people.csv").keys("enter");
    asks(&program, "people.csv");
    reads_sheet(program, "people.csv", sheet)
}

#[test]
fn a_sheet_is_shown_before_it_is_written_as_one_change_and_a_second_time_nothing_is_to_do() {
    let program = shown(EMPTY, SHEET).shows("Import people.csv").shows("4 to add, 0 to change, 0 the same");
    let program =
        program.shows("cyber-act/report-in-24-h").shows("Regulation -> regulation").shows("Colour -> left out");
    assert_eq!(program.state.context(), Context::Review);
    let program = program.keys("enter");
    let edits: Vec<_> = program.saves.iter().collect();
    assert_eq!(edits.len(), 1, "one step");
    let program = program.saved().keys("esc");
    assert!(program.text().contains("title: Report in 24 h"), "{}", program.text());
    let text = program.text();
    let program =
        shown(&text, SHEET).shows("0 to add, 0 to change, 2 the same").shows("nothing to change in small.yaml");
    program.keys("enter").effects(&[]).shows("nothing to change").hides("Import people.csv");
}

#[test]
fn where_there_is_no_file_it_is_made_first_and_the_sheet_written_into_it() {
    let nothing = || started(Launch { file_name: None, ..launch() });
    let program = nothing().keys("i").types("people.csv").shows("nothing is written before you say so").keys("enter");
    let program = reads_sheet(program, "people.csv", SHEET).shows("4 to add");
    let program = program.shows("makes /home-of-ana/deadlines.yaml and writes it there").keys("enter");
    assert_eq!(program.effects, [Effect::NewFile]);
    let made = || Message::FileMade { name: "deadlines.yaml".into() };
    let program = program.send(made()).reads(EMPTY).saved();
    assert!(program.text().starts_with(EMPTY) && program.text().contains("title: Full application"));
    // A file that cannot be made: the sheet stays, and nothing is written into another one later.
    let program = reads_sheet(nothing().keys("i").types("people.csv"), "people.csv", SHEET).keys("enter");
    let program = program.send(Message::EditorFailed("cannot make it; check the directory".into()));
    let program = program.shows("cannot make it").shows("4 to add").keys("esc n").send(made()).reads(EMPTY);
    assert!(program.saves.is_empty());
    let shut = Launch { is_read_only: true, ..nothing().state.launch };
    started(shut).keys("i").effects(&[]).shows("nothing is made");
}

#[test]
fn a_sheet_that_is_wrong_says_where_what_and_what_to_do_and_is_read_again() {
    let bad = SHEET.replace("2027-09-11", "12/1/2026");
    let program = shown(EMPTY, &bad).shows("row 2, 'Due': '12/1/2026'").shows("nothing is written").hides("to add");
    let program = program.keys("enter");
    asks(&program, "people.csv");
    reads_sheet(program, "people.csv", SHEET).shows("4 to add");
    let gone = given(EMPTY).keys("i").types("none.csv").keys("enter");
    let why = "cannot read 'none.csv': there is no such file; name another file";
    let gone = gone.send(Message::SheetRead { path: "none.csv".into(), read: Err(why.into()) }).shows(why);
    assert!(matches!(gone.state.overlay, Some(Overlay::Prompt(_))));
    gone.keys("esc").hides("Import");
    given(EMPTY).keys("i enter").effects(&[]).shows("type the path of a CSV file");
}

#[test]
fn an_answer_that_comes_too_late_opens_nothing() {
    let program = given(EMPTY).keys("i").types("people.csv").keys("enter esc");
    let program = reads_sheet(program, "people.csv", SHEET);
    assert!(program.state.overlay.is_none());
    let other = given(EMPTY).keys("i").types("people.csv").keys("enter").types("x");
    assert!(matches!(reads_sheet(other, "people.csv", SHEET).state.overlay, Some(Overlay::Prompt(_))));
}

#[test]
fn the_path_is_completed_and_what_was_typed_meanwhile_stays() {
    let program = given(EMPTY).keys("i").types("pe").keys("tab");
    assert_eq!(program.effects, [Effect::CompletePath { path: "pe".into() }]);
    let to = |to: Option<&str>| Message::PathCompleted { path: "pe".into(), to: to.map(Into::into) };
    let program = program.send(to(Some("people.csv"))).shows("> people.csv");
    program.send(to(Some("people-old.csv"))).shows("> people.csv");
    given(EMPTY).keys("i").types("pe").keys("tab").send(to(None)).shows("no path begins so");
}

#[test]
fn a_file_that_changes_under_the_list_is_compared_again() {
    let program = shown(SMALL, "Regulation,Title,Due\nCalifornia Delete Act,Repealed step,2026-10-01\n");
    let program = program.shows("the same");
    let other = SMALL.replace("        title: Repealed step\n", "        title: Another step\n");
    program.reads(&other).shows("look again").shows("1 to add");
}

#[test]
fn it_is_drawn_at_any_size() {
    for size in [(0, 0), (20, 5), (40, 12), (80, 24), (120, 40), (200, 60)] {
        let program = shown(EMPTY, SHEET).sized(size.0, size.1);
        let _ = program.keys("down pgdn end home").screen();
    }
    let many: Vec<String> = (0..900).map(|n| format!("Law,Step {n},2027-01-01")).collect();
    let many = many.join("\n");
    let program = shown(EMPTY, &format!("Regulation,Title,Due\n{many}\n")).shows("901 to add").keys("end");
    program.shows("and 401 more").keys("home").shows("901 to add");
}

#[test]
fn nothing_is_imported_where_nothing_may_be_written() {
    let shut = started(Launch { is_read_only: true, ..launch() }).reads(EMPTY);
    shut.keys("i").effects(&[]).shows("opened read-only");
    let broken = given(EMPTY).keys("i").types("people.csv").keys("enter");
    let program = reads_sheet(broken, "people.csv", SHEET).reads("duewatch: [").keys("enter");
    assert!(program.saves.is_empty());
    program.shows("not written: the file is broken on disk");
}
