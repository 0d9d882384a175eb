//! Deleting on the screen: what the question says, which keys delete, and what becomes of it when the file changes.

use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::overlay::Overlay;
use duewatch::app::removing::{Button, Kind};
use duewatch::domain::edit::Act;

use super::editing::{on, on_in};
use super::given::{Program, SMALL, given};
use super::notes::last_edit;

/// A file in which things count from each other and filters name them.
pub fn named() -> String {
    let text =
        SMALL.replace("calendar: us-federal\n", "calendar: us-federal\nviews:\n  hubs: product:hub is:overdue\n");
    text.replace("by: 2026-11-24\n", "by: 8 days before art5\n")
}

fn is_open(program: &Program) -> bool {
    matches!(program.state.overlay, Some(Overlay::Removing(_)))
}

fn kind(program: &Program) -> Option<Kind> {
    match &program.state.overlay {
        Some(Overlay::Removing(removing)) => removing.aim().map(|aim| aim.kind),
        _ => None,
    }
}

#[test]
fn x_asks_with_cancel_in_focus_and_y_deletes() {
    let program = on("ca-drop/coarse").keys("x").effects(&[]).shows("Delete this milestone?");
    assert_eq!(program.state.context(), Context::Removing);
    let program = program.shows("Audit rules, some day this quarter").shows("With it goes 1 obligation");
    let program = program.shows("[Cancel]").keys("enter").effects(&[]);
    assert!(!is_open(&program), "Enter is Cancel");
    let program = program.keys("delete esc").effects(&[]);
    assert!(!is_open(&program) && last_edit(&program).is_none());
    let program = program.keys("x right").shows("[Delete]").keys("left").shows("[Cancel]").keys("y");
    assert!(matches!(program.effects.as_slice(), [Effect::Save(_)]));
    let program = program.shows("saving: coarse: removed").saved().shows("coarse: removed   u undo");
    assert!(!program.text().contains("coarse:") && program.text().contains("proposed:"));
    program.hides("Audit rules").cursor_on("ca-drop/today");
}

#[test]
fn the_focused_button_is_what_enter_presses() {
    let program = on("ca-drop/coarse").keys("x l enter");
    assert_eq!(last_edit(&program).map(|edit| edit.act), Some(Act::Remove));
}

#[test]
fn what_counts_from_it_is_listed_and_stays_where_it_is() {
    let program = on_in(given(&named()), "eu-ai/art5").keys("x");
    let program = program.shows("1 date counts from it. It stays where it is, written out:");
    let program = program.shows("eu-ai/evidence → 2026-11-24").shows("With it go 4 obligations:");
    let program = program.keys("y").saved();
    assert!(program.text().contains("by: 2026-11-24\n"), "{}", program.text());
}

#[test]
fn tab_goes_on_to_the_regulation_and_more_than_one_row_asks_for_the_count() {
    let program =
        on("ca-drop/coarse").keys("x tab").shows("Delete the whole regulation?").shows("California Delete Act");
    let program = program.shows("With it go 6 milestones and 5 obligations:").shows("Type 6 to delete them:");
    assert_eq!((kind(&program), program.state.context()), (Some(Kind::Regulation), Context::Line));
    let program = program.keys("y enter").effects(&[]).shows("that is not 6: nothing is deleted");
    assert!(is_open(&program));
    let program = program.keys("ctrl-u 6 enter").shows("ca-drop: removed").saved();
    assert!(!program.text().contains("ca-drop"), "{}", program.text());
    let empty = on("ca-drop/coarse").keys("x tab enter").effects(&[]);
    assert!(!is_open(&empty), "Enter without the count cancels");
    let back = on("ca-drop/coarse").keys("x tab shift-tab");
    assert_eq!(kind(&back), Some(Kind::Milestones));
}

#[test]
fn in_the_matrix_the_product_is_taken_off_the_milestone() {
    let program = on("eu-ai/art5").keys("tab x").shows("Take the product off this milestone?");
    let program = program.shows("AdGraph: New Art. 5 prohibitions apply").keys("y").saved();
    assert!(!program.text().contains("ad vendor") && program.text().contains("assist: {status: open, owner: mia}"));
    let program = on("eu-ai/art5").keys("tab x tab tab tab").shows("Delete the product everywhere?").shows("AdGraph");
    let program = program.keys("y").shows("ads: removed");
    let program = program.saved();
    assert!(!program.text().contains("ads:"), "{}", program.text());
    // A milestone whose last product goes touches nothing of ours.
    assert!(program.text().contains("products: []"));
}

#[test]
fn a_filter_that_names_a_product_is_said() {
    let program = on_in(given(&named()), "ca-drop/unknown").keys("tab x tab tab tab");
    program.shows("The saved filter 'hubs' names it, and stays as it is.");
}

#[test]
fn a_product_that_a_selector_takes_in_cannot_be_taken_off_and_that_is_said() {
    let text = SMALL.replace(
        "        products: {hub: in-progress,",
        "        products: {tag:own: open}\n        x-was: {hub: in-progress,",
    );
    let program = on_in(given(&text), "fips/historical").keys("tab x");
    let program = program.shows("takes it in by 'tag:own'").keys("y").effects(&[]);
    assert!(is_open(&program) && last_edit(&program).is_none());
    let program = program.keys("right");
    let Some(Overlay::Removing(removing)) = &program.state.overlay else { panic!("the question") };
    assert_eq!(removing.focus, Button::Cancel, "there is nothing to press");
    let untouched = on("ca-drop/coarse").keys("tab h h h x").shows("ca-drop/coarse does not touch it");
    assert!(untouched.keys("y").effects.is_empty());
}

#[test]
fn a_file_that_changes_meanwhile_is_looked_at_again() {
    let theirs = SMALL
        .replace("        by: 2026-Q4\n        products: ads\n", "        by: 2026-Q4\n        products: [ads, hub]\n");
    let program =
        on("ca-drop/coarse").keys("x right").reads(&theirs).shows("the file was changed just now: look again");
    let program = program.shows("With it go 2 obligations").shows("[Cancel]");
    let gone = theirs.replace("      coarse:\n", "      fine:\n");
    let program = program.reads(&gone).shows("somebody deleted or renamed it just now").hides("  y delete");
    let program = program.keys("y").effects(&[]).shows("nothing can be deleted here");
    assert!(is_open(&program));
    // Elsewhere: nothing is said.
    let elsewhere = SMALL.replace("Repealed step", "Repealed");
    on("ca-drop/coarse").keys("x").reads(&elsewhere).hides("look again");
}

#[test]
fn a_broken_file_keeps_the_question_and_says_why_nothing_is_deleted() {
    let program = on("ca-drop/coarse").keys("x").reads("duewatch: [").keys("y").effects(&[]);
    program.shows("nothing is deleted: the file is broken on disk").reads(SMALL).keys("y").shows("coarse: removed");
}

#[test]
fn a_long_list_scrolls_in_a_small_window() {
    let program = on("ca-drop/coarse").sized(40, 12).keys("x tab").shows("↓").shows("Type 6 to delete them");
    let last = program.keys("pgdn pgdn pgdn").shows("↑").shows("Repealed step");
    last.keys("pgup pgup pgup").shows("California Delete Act");
}

#[test]
fn x_throws_no_drafts_away() {
    let edits = on("ca-drop/coarse").keys("space").state.edits.unsettled();
    let found = duewatch::app::message::Message::DraftsFound { edits, kept_in: "/state".into() };
    let program = on("ca-drop/coarse").send(found).keys("x").shows("Delete this milestone?").keys("esc X X");
    program.shows("thrown away");
}
