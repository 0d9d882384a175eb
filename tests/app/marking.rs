//! Marked rows: they outlive reloads, order and filter, and one key acts on all of them.

use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::overlay::Overlay;
use duewatch::domain::edit::{Act, Change, Edit, Step};
use duewatch::domain::status::Status;

use super::editing::{on, on_in};
use super::given::{Program, SMALL, given};
use super::notes::last_edit;

fn marked(program: &Program) -> Vec<String> {
    let board = program.state.source.board.as_ref().expect("a file was read");
    program.state.marks.numbers().iter().map(|number| board.address(*number)).collect()
}

/// Marks rows by their addresses.
pub fn mark(addresses: &[&str]) -> Program {
    mark_in(given(SMALL), addresses)
}

pub fn mark_in(program: Program, addresses: &[&str]) -> Program {
    addresses.iter().fold(program, |program, address| on_in(program, address).keys("v"))
}

#[test]
fn v_marks_the_row_and_goes_on_and_again_takes_the_mark_away() {
    let program = on("ca-drop/today").keys("v");
    assert_eq!(marked(&program), ["ca-drop/today"]);
    assert_ne!(program.cursor(), "ca-drop/today");
    let program = program.shows("1 marked").shows(" *▲ ○ ca-drop").keys("k v").hides("1 marked");
    assert!(marked(&program).is_empty());
}

#[test]
fn marks_outlive_another_order_a_filter_a_reload_and_midnight() {
    let program = mark(&["ca-drop/today", "ca-drop/coarse", "eu-ai/art5"]).shows("3 marked");
    let program = program.keys("S").shows("3 marked").keys("S S S");
    let program =
        program.keys("/").types("owner:ben").keys("enter").shows("3 marked, 2 not shown").keys("/ ctrl-u enter");
    let moved = SMALL.replace("  fips:\n", "  aaa:\n    title: First\n    milestones:\n      first:\n        title: First\n        by: 2026-12-01\n        products: hub\n\n  fips:\n");
    let program = program.reads(&moved).shows("3 marked");
    assert_eq!(marked(&program), ["eu-ai/art5", "ca-drop/today", "ca-drop/coarse"]);
    let program = program.after(12 * 3600 * 1000).shows("3 marked");
    let gone = moved.replace("      coarse:\n", "      fine:\n");
    let program = program.reads(&gone).shows("1 marked row gone: deleted or renamed elsewhere").shows("2 marked");
    program.reads(&gone.replace("First", "Second")).hides("gone").shows("2 marked");
}

#[test]
fn star_marks_all_that_are_shown_and_esc_takes_all_marks_away_before_the_filter() {
    let program = given(SMALL).keys("/").types("regulation:ca-drop").keys("enter").keys("*");
    let count = program.state.list.picks.len();
    assert_eq!(marked(&program).len(), count);
    let program = program.keys("* *");
    assert_eq!(marked(&program).len(), count);
    let program = program.keys("esc");
    assert!(marked(&program).is_empty() && !program.state.filter.text().is_empty());
    let program = program.keys("esc");
    assert!(program.state.filter.text().is_empty());
    // A mark elsewhere stays when what is shown is unmarked.
    let program = mark(&["fips/historical"]).keys("/").types("regulation:ca-drop").keys("enter").keys("* *");
    assert_eq!(marked(&program), ["fips/historical"]);
}

#[test]
fn a_status_of_many_rows_is_listed_first_and_is_one_edit() {
    let program = mark(&["eu-ai/art5", "ca-drop/coarse", "fips/historical"]).keys("s p").effects(&[]);
    assert_eq!(program.state.context(), Context::Review);
    let program = program.shows("3 marked rows: in progress").shows("ads: open -> in-progress");
    let program = program.shows("ads: blocked -> in-progress").shows("assist: open -> in-progress");
    let program =
        program.shows("Left out").shows("hub is in progress already").shows("Enter 2 rows change, as one edit");
    let program = program.keys("enter");
    assert!(matches!(program.effects.as_slice(), [Effect::Save(_)]));
    let program =
        program.status("ca-drop/coarse:ads", Status::InProgress).status("eu-ai/art5:assist", Status::InProgress);
    let program = program.shows("2 milestones: 3 obligations -> in-progress   u undo").saved();
    assert!(program.text().contains("products: {ads: {status: in-progress}}"), "{}", program.text());
    assert_eq!(marked(&program).len(), 3, "the marks stay");
}

#[test]
fn done_asks_once_and_today_is_each_date_s_own_today() {
    let program = mark(&["eu-ai/art5", "ca-drop/coarse"]).keys("s d").shows("2 marked rows: done").shows("today");
    // In Brussels it is the 24th by now.
    let program = program.after(5 * 3600 * 1000).shows("Tue 24 Nov 2026, or in another zone Mon 23 Nov 2026");
    let program = program.keys("enter").shows("-> done 2026-11-24").shows("-> done 2026-11-23");
    let program = program.shows("Enter 2 rows change").keys("enter").saved();
    assert!(
        program.text().contains("assist: {status: done, closed: 2026-11-24, who: ana, owner: mia}"),
        "{}",
        program.text()
    );
    assert!(
        program.text().contains("products: {ads: {status: done, closed: 2026-11-23, who: ana}}"),
        "{}",
        program.text()
    );
}

#[test]
fn what_is_wrong_for_all_is_said_in_the_form_and_esc_comes_back_to_it() {
    let program = mark(&["eu-ai/art5", "ca-drop/coarse"]).keys("s b enter").shows("'blocked' must say 'waiting'");
    let program = program.types("the vendor").keys("enter").shows("open -> blocked").keys("esc").effects(&[]);
    let program = program.shows("the vendor").keys("enter enter");
    assert_eq!(last_edit(&program).map(|edit| edit.act), Some(Act::Status));
}

#[test]
fn space_goes_on_where_all_are_alike_and_asks_where_they_are_not() {
    let program = mark(&["ca-drop/coarse", "ca-drop/today"]).keys("space").shows("2 marked rows: in progress");
    let program = program.keys("enter").shows("2 milestones: 2 obligations -> in-progress");
    assert!(last_edit(&program).is_some());
    let program = mark(&["ca-drop/coarse", "fips/historical"]).keys("space").effects(&[]).shows("which status?");
    assert_eq!(program.state.context(), Context::Picker);
    let program = program.keys("j enter").shows("2 marked rows: in progress").keys("esc esc");
    assert!(program.state.overlay.is_none());
}

#[test]
fn the_owner_and_tags_of_one_row_or_of_many() {
    let program = on("ca-drop/coarse").keys("O").shows("Owner of Audit rules").types("@eve").keys("enter").saved();
    assert!(program.text().contains("        owner: eve\n"), "{}", program.text());
    let program =
        mark(&["ca-drop/coarse", "eu-ai/art5"]).keys("#").shows("Tags of 2 marked rows").types("#mdr").keys("enter");
    let program = program.shows("tags: none -> mdr").keys("enter").shows("2 records: tags -> mdr").saved();
    assert_eq!(program.text().matches("mdr").count(), 2, "{}", program.text());
    let program = program.keys("#").types("-mdr").keys("enter enter").saved();
    assert!(!program.text().contains("mdr"));
    let program =
        program.keys("#").types("x").keys("esc").shows("drop what you typed?").keys("n").shows("tag  x").keys("esc y");
    assert!(program.state.overlay.is_none());
    on("ca-drop/coarse").keys("# enter").effects(&[]).shows("no tag is given");
}

#[test]
fn a_tag_that_is_not_there_and_an_owner_that_is_inherited_are_said() {
    let program = on("eu-ai/art5").keys("v #").types("new, -old").keys("enter");
    let program = program.shows("tags: none -> new").shows("Left out").shows("has no tag 'old'").keys("esc ctrl-u");
    program.types("-eu").keys("enter").shows("the tag 'eu' is its regulation's");
    let program = on("eu-ai/art5").keys("v O").types("eve").keys("enter").shows("owner: ana (inherited) -> eve");
    let program = program.keys("enter").saved().keys("O ctrl-u enter");
    program.shows("owner: eve -> ana (inherited)");
}

#[test]
fn verified_and_deleted_together() {
    let program = mark(&["ca-drop/coarse", "eu-ai/art5"]).keys("V").shows("verified 2026-11-23").keys("enter");
    let program = program.shows("2 records: verified 2026-11-23").saved();
    assert_eq!(program.text().matches("2026-11-23").count(), SMALL.matches("2026-11-23").count() + 2);
    let program =
        mark(&["ca-drop/coarse", "eu-ai/art5"]).keys("x").shows("Delete 2 milestones?").shows("Type 2 to delete");
    let program = program.keys("2 enter").shows("art5 and 1 more: removed").saved();
    assert!(!program.text().contains("art5:") && marked(&program).is_empty());
    program.hides("gone: deleted");
}

#[test]
fn what_is_verified_asks_for_it_no_longer() {
    let program = on("eu-ai/art5");
    assert_eq!(program.state.list.to_verify, 3);
    let program = program.keys("V").saved();
    assert_eq!(program.state.list.to_verify, 2);
    let program = program.keys("/").types("is:verify-due").keys("enter");
    program.hides("New Art. 5 prohibitions").shows("High-risk systems");
}

#[test]
fn in_the_matrix_keys_act_on_the_product_s_cells_of_the_marked_rows() {
    let program = mark(&["ca-drop/coarse", "eu-ai/art5", "fips/historical"]);
    let program = on_in(program, "ca-drop/coarse").keys("tab 2").shows("ads in 3 marked rows: in progress");
    let program = program.shows("does not touch ads").keys("enter").saved();
    let program = program.status("eu-ai/art5:ads", Status::InProgress).status("eu-ai/art5:assist", Status::Open);
    program.keys("x").shows("Take the product off 2 milestones?").shows("left out: fips/historical does not touch it");
}

#[test]
fn in_the_detail_keys_act_on_what_it_shows() {
    let program = mark(&["eu-ai/art5", "fips/historical"]);
    let program = on_in(program, "ca-drop/coarse").keys("enter x").shows("Delete this milestone?").keys("esc esc");
    assert_eq!(marked(&program).len(), 2, "Esc leaves the detail first");
}

#[test]
fn a_list_that_the_file_outran_says_so() {
    let program = mark(&["ca-drop/coarse", "eu-ai/art5"]).keys("s p");
    let theirs = SMALL.replace(
        "        by: 2026-Q4\n        products: ads\n",
        "        by: 2026-Q4\n        products: {ads: in-progress}\n",
    );
    let program = program.reads(&theirs).shows("the file was changed just now: look again").shows("1 row changes");
    let program = program.reads("duewatch: [").keys("enter").effects(&[]).shows("not done: the file is broken on disk");
    assert!(matches!(program.state.overlay, Some(Overlay::Many(_))));
}

#[test]
fn a_mark_follows_our_own_rename() {
    let program = mark(&["ca-drop/coarse", "eu-ai/art5"]).keys("s p enter");
    let ticket = program.saves.front().expect("an edit").ticket;
    let rename = |address: &str, to: &str| Change {
        record: address.parse().expect("an address"),
        key: String::new(),
        step: Step::Rename { to: to.into() },
    };
    let changes = vec![rename("ca-drop/coarse", "fine"), rename("regulation:eu-ai", "ai")];
    let text = SMALL.replace("      coarse:\n", "      fine:\n").replace("  eu-ai:\n", "  ai:\n");
    let program = program.saves_as(ticket, Edit { act: Act::Rename, changes }, &text, false);
    assert_eq!(marked(&program), ["ai/art5", "ca-drop/fine"]);
}

#[test]
fn all_rows_of_a_real_file_change_at_once() {
    let program = given(include_str!("../../deadlines.yaml")).keys("c *").keys("#").types("seen").keys("enter enter");
    let count = marked(&program).len();
    let program = program.shows("records: tags").saved();
    assert!(count > 90 && program.text().matches("seen").count() >= count);
    let program = program.keys("x").types(&count.to_string()).keys("enter").shows("removed").saved();
    assert!(program.state.source.board.as_ref().is_some_and(|board| board.rows.is_empty()));
}
