//! What the dialogs and banners of editing look like.

use duewatch::app::launch::{Colours, Glyphs, Launch};
use duewatch::app::message::Message;
use duewatch::app::saving::NotSaved;
use duewatch::domain::edit::{Refusal, Why};
use duewatch::domain::finding::Place;

use super::editing::{conflict, on, on_in};
use super::given::{Program, SMALL, launch, started};
use super::typed::{found, note, status};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (200, 60), (40, 12)];

fn check(name: &str, program: impl Fn() -> Program) {
    for (columns, rows) in SIZES {
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), program().sized(columns, rows).screen());
    }
}

fn failed() -> Program {
    let kept = Message::Kept(Some("/home-of-ana/state/duewatch/drafts".into()));
    on("ca-drop/coarse").keys("space").disk_full().send(kept)
}

fn refused() -> Program {
    let program = on("ca-drop/coarse").keys("space");
    let ticket = program.saves.front().expect("an edit").ticket;
    let refusal = Refusal::new(Why::Unproved, "this cannot be edited here", "edit it by hand");
    program.not_saved(ticket, NotSaved::Refused(refusal.at(Place { start: 3000, end: 3001 }), None))
}

fn offered() -> Program {
    let edits = on("ca-drop/coarse").keys("space space").state.edits.unsettled();
    on("ca-drop/coarse").send(Message::DraftsFound { edits, kept_in: "/state".into() })
}

fn waiting() -> Program {
    let program = on("ca-drop/coarse").keys("space");
    let ticket = program.saves.front().expect("an edit").ticket;
    program.send(Message::Waiting { ticket })
}

#[test]
fn dialogs() {
    check("edit_picker", || on("eu-ai/art5").keys("space j"));
    check("edit_picker_in_the_matrix", || on("eu-ai/art5").keys("tab space"));
    check("edit_form_accepted", || on("ca-drop/coarse").keys("s a enter"));
    check("edit_form_done", || on("ca-drop/coarse").keys("s d tab"));
    check("edit_conflict", || conflict().keys("enter"));
    check("edit_leaving", || failed().keys("q"));
    check("edit_asks", || on("ca-drop/coarse").keys("s b").types("them").keys("esc"));
    check("edit_stray", || found(&SMALL.replace("art5", "art6"), &[note()]).keys("j T"));
    check("edit_stray_form", || found(&SMALL.replace("coarse", "fine"), &[status()]).keys("T X"));
    check("edit_which_key", || on("ca-drop/coarse").keys("s").after(500));
}

#[test]
fn banners() {
    check("edit_failed", failed);
    check("edit_changed_on_disk_too", conflict);
    check("edit_refused", refused);
    check("edit_offered", offered);
    check("edit_waiting", waiting);
    check("edit_toast", || on("ca-drop/coarse").keys("space"));
    check("edit_was_typing", || found(SMALL, &[note()]));
    check("edit_was_typing_and_edits", || offered().send(Message::TextsFound(vec![note(), status()])));
}

#[test]
fn dialogs_in_ascii_without_colours() {
    let ascii = || Launch { glyphs: Glyphs::AsciiOnly, colours: Colours::None, ..launch() };
    let small = || on_in(started(ascii()).reads(SMALL), "eu-ai/art5");
    for (name, keys) in [("picker", "space"), ("form", "s b enter"), ("which_key", "s")] {
        let screen = small().sized(80, 24).keys(keys).after(500).screen();
        assert!(screen.is_ascii(), "{screen}");
        insta::assert_snapshot!(format!("edit_ascii_{name}"), screen);
    }
}
