//! Keys that change something: what is shown at once, what the saver is asked for, and what its answers make of it.

use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::launch::Launch;
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;
use duewatch::app::saving::{Intent, NotSaved};
use duewatch::app::state::State;
use duewatch::domain::edit::{Refusal, Why};
use duewatch::domain::finding::Place;
use duewatch::domain::status::Status;

use super::given::{Program, SMALL, given, launch, started};

/// The cursor on a row by its address.
pub fn on(address: &str) -> Program {
    on_in(given(SMALL), address)
}

pub fn on_in(program: Program, address: &str) -> Program {
    let mut program = program.keys("home");
    for _ in 0..40 {
        if program.cursor() == address {
            return program;
        }
        program = program.keys("j");
    }
    panic!("{address} is not listed");
}

/// What the file says in the lines that are not those of `SMALL`.
fn changed_lines(text: &str) -> Vec<String> {
    let old: Vec<&str> = SMALL.lines().collect();
    text.lines().filter(|line| !old.contains(line)).map(|line| line.trim().to_string()).collect()
}

pub fn edits(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Save(_))).count()
}

#[test]
fn space_goes_on_to_the_next_status_in_the_same_frame_and_one_line_changes() {
    let program = on("ca-drop/coarse").keys("space").status("ca-drop/coarse:ads", Status::InProgress);
    assert_eq!(edits(&program.effects), 1);
    let program = program.shows("coarse / ads: open -> in-progress   u undo").saved();
    assert_eq!(changed_lines(&program.text()), ["products: {ads: {status: in-progress}}"]);
    let program = program.keys("space").status("ca-drop/coarse:ads", Status::Done).saved();
    assert_eq!(changed_lines(&program.text()), ["products: {ads: {status: done, closed: 2026-11-23, who: ana}}"]);
}

#[test]
fn blocked_goes_on_to_in_progress_and_what_is_closed_says_which_key_sets_it() {
    on("eu-ai/art5")
        .keys("tab")
        .keys("h h h h")
        .keys("l l l")
        .keys("space")
        .status("eu-ai/art5:ads", Status::InProgress);
    let program = on_in(given(SMALL).keys("c"), "eu-ai/transparency").keys("tab").keys("space");
    program.effects(&[]).shows("is done: s sets another status");
}

#[test]
fn three_quick_spaces_are_saved_one_after_the_other() {
    let program = on("ca-drop/coarse").keys("space space");
    assert_eq!(program.saves.len(), 1, "the second waits for the first");
    let program = program.status("ca-drop/coarse:ads", Status::Done).keys("space").shows("is done: s sets another");
    let program = program.saved().status("ca-drop/coarse:ads", Status::Done);
    assert_eq!(program.saves.len(), 1, "then it is its turn");
    let newest = program.text();
    let program = program.saved_on(&newest);
    assert!(program.text().contains("products: {ads: {status: done, closed: 2026-11-23, who: ana}}"));
    assert!(program.state.edits.queue.is_empty());
}

#[test]
fn a_row_with_several_live_products_asks_which_one() {
    let program = on("eu-ai/art5").keys("space");
    assert!(matches!(program.state.overlay, Some(Overlay::Picker(_))));
    let program = program.effects(&[]).shows("Which product: next status").shows("AdGraph").shows("@mia");
    let program = program.keys("j enter");
    assert_eq!(edits(&program.effects), 1);
    let program = program.status("eu-ai/art5:assist", Status::InProgress).status("eu-ai/art5:ads", Status::Blocked);
    program.saved().status("eu-ai/art5:assist", Status::InProgress);
}

#[test]
fn a_row_with_one_live_product_among_several_is_set_without_asking() {
    on("fips/historical").keys("space").status("fips/historical:hub", Status::Done).saved();
}

#[test]
fn a_status_that_must_say_something_asks_for_it_and_says_under_the_field_what_is_wrong() {
    let program = on("ca-drop/coarse").keys("s b").shows("AdGraph: blocked").shows("on whom it waits, needed");
    let program = program.keys("enter").effects(&[]).shows("'blocked' must say 'waiting'");
    let program = program.types("the vendor").keys("tab").types("soon").keys("enter").effects(&[]);
    let program = program.shows("soon").keys("ctrl-u").types("2026-12-01").keys("enter");
    let program = program.status("ca-drop/coarse:ads", Status::Blocked).saved();
    let written = "products: {ads: {status: blocked, waiting: the vendor, chase: 2026-12-01}}";
    assert_eq!(changed_lines(&program.text()), [written]);
}

#[test]
fn the_form_is_filled_in_with_today_and_the_user() {
    let program = on("ca-drop/coarse").keys("s d").shows("2026-11-23").shows("ana");
    let program = program.keys("enter").saved();
    assert!(program.text().contains("ads: {status: done, closed: 2026-11-23, who: ana}"));
    on("ca-drop/coarse").keys("s d esc").effects(&[]).status("ca-drop/coarse:ads", Status::Open).hides("AdGraph: done");
}

#[test]
fn esc_in_the_form_asks_only_if_something_was_typed() {
    let is_form = |program: &Program| matches!(program.state.overlay, Some(Overlay::Form(_)));
    assert!(!is_form(&on("ca-drop/coarse").keys("s d esc")));
    let asked = on("ca-drop/coarse").keys("s b").types("the vendor").keys("esc").shows("drop what you typed?");
    assert_eq!(asked.state.context(), Context::Dropping);
    let program = asked.keys("n").hides("drop what").shows("the vendor").keys("esc esc");
    assert_eq!(program.state.context(), Context::Form, "a second Esc goes on");
    let program = program.keys("esc q").shows("drop what you typed?").keys("y").hides("the vendor");
    assert!(!is_form(&program) && edits(&program.effects) == 0);
    // What was typed and taken away again is nothing; a day that was put in and deleted is something.
    assert!(!is_form(&on("ca-drop/coarse").keys("s b x backspace esc")));
    assert!(is_form(&on("ca-drop/coarse").keys("s d ctrl-u esc")));
    let saved = on("ca-drop/coarse").keys("s b").types("them").keys("esc ctrl-s");
    assert_eq!(edits(&saved.effects), 1);
    // What cannot be saved yet says why, and is written in again.
    let refused = on("ca-drop/coarse").keys("s b tab").types("soon").keys("esc ctrl-s").shows("must say 'waiting'");
    assert_eq!(refused.state.context(), Context::Form);
}

#[test]
fn on_a_small_screen_the_form_still_says_what_its_fields_ask_for() {
    let program = on("ca-drop/coarse").sized(40, 12).keys("s a").shows("why the risk is carried, needed");
    let program = program.types("because").shows("why the risk is carried").keys("tab").shows("who carries it");
    program.keys("tab tab").shows("the last day, if it ends");
    // Too small for all of it: the field and what is said of it.
    let tiny = on("ca-drop/coarse")
        .sized(30, 6)
        .keys("s a tab tab tab")
        .shows("until")
        .shows("the last day, if it")
        .shows("ends");
    tiny.types("x").keys("esc").shows("drop what you typed?");
}

#[test]
fn what_is_pasted_into_a_field_is_cleaned() {
    let program = on("ca-drop/coarse").keys("s b").send(Message::Pasted(" \u{1b}[31mthe\tvendor\u{202e}\n".into()));
    program.shows("the vendor\u{fffd}").hides("[31m");
    given(SMALL).keys("/").send(Message::Pasted("\u{1b}[31mact\u{1b}[0m".into())).shows("/ act ");
}

#[test]
fn the_form_takes_days_in_short_and_says_which_day_they_are() {
    // Monday, 23 November 2026.
    let program = on("ca-drop/coarse").keys("s d").keys("ctrl-u").types("fri").shows("Fri 20 Nov 2026, the last one");
    let program = program.keys("ctrl-u").types("+1d").shows("Tue 24 Nov 2026").keys("enter").shows("is after now");
    let program = program.keys("ctrl-u").types("1/2/2026").keys("enter").shows("2026-02-01");
    let program = program.keys("ctrl-u").types("-3d").keys("enter");
    assert!(program.state.overlay.is_none());
    assert!(program.saved().text().contains("ads: {status: done, closed: 2026-11-20, who: ana}"));
}

#[test]
fn a_status_that_somebody_else_set_while_the_form_was_open_is_asked_about() {
    let theirs = SMALL.replace("        products: ads\n", "        products: {ads: in-progress}\n");
    let program = on("ca-drop/coarse").keys("s b").types("the vendor").reads(&theirs).keys("enter");
    program.saved_on(&theirs).shows("Changed on disk too");
}

#[test]
fn numbers_set_the_status_of_the_cell_in_the_matrix() {
    let program = on("ca-drop/coarse").keys("tab 2").status("ca-drop/coarse:ads", Status::InProgress).saved();
    program.keys("6").shows("not applicable").types("sold").keys("enter").saved().shows("sold");
    given(SMALL).keys("1").effects(&[]).hides("->");
}

#[test]
fn a_cell_that_is_not_there_says_so() {
    let program = on("ca-drop/coarse").keys("tab h h h").keys("space");
    program.effects(&[]).shows("does not touch this product");
}

#[test]
fn a_row_stays_for_two_seconds_and_then_goes_where_it_belongs() {
    let program = on("ca-drop/today").keys("space").saved().keys("space").saved();
    program.cursor_on("ca-drop/today").after(1900).cursor_on("ca-drop/today").after(200).hides("Deletion run of today");
}

#[test]
fn a_key_right_after_the_row_moved_by_itself_is_held_once() {
    let program = on("ca-drop/today").keys("space").saved().keys("space").saved().after(2100).keys("space");
    let program = program.effects(&[]).shows("The rows moved just now. Press it again for:");
    let program = program.keys("space");
    assert!(!program.effects.is_empty() || program.state.overlay.is_some());
    let late = on("ca-drop/today").keys("space").saved().keys("space").saved().after(2100).after(400).keys("space");
    assert!(!late.effects.is_empty() || late.state.overlay.is_some());
}

#[test]
fn a_reload_that_moves_the_row_holds_the_key_too_and_one_that_does_not_does_not() {
    let above = SMALL.replace("hub: in-progress", "hub: {status: done, closed: 2026-09-18, who: eng}");
    let program = on("ca-drop/coarse").reads(&above).keys("space").shows("The rows moved just now");
    program.effects(&[]);
    let same = SMALL.replace("title: A small company", "title: A smaller company");
    let program = on("ca-drop/coarse").reads(&same).keys("space");
    assert_eq!(edits(&program.effects), 1);
}

#[test]
fn our_own_save_is_no_change_from_disk() {
    let program = on("ca-drop/coarse").keys("space").saved();
    let text = program.text();
    let program = program.reads(&text).hides("from disk").hides("no milestone changed").hides(">~");
    // Told by the watcher before the saver answered.
    let program = program.keys("space");
    let early = text.replace("ads: {status: in-progress}", "ads: {status: done, closed: 2026-11-23, who: ana}");
    program.reads(&early).hides("from disk").saved().hides("from disk");
}

#[test]
fn an_old_version_that_comes_late_is_not_shown() {
    let program = on("ca-drop/coarse").keys("space").saved().reads(SMALL);
    program.effects(&[Effect::Reload]).status("ca-drop/coarse:ads", Status::InProgress).hides("from disk");
}

#[test]
fn somebody_who_goes_back_to_it_is_believed_the_second_time() {
    let program = on("ca-drop/coarse").keys("space").saved().reads(SMALL).reads(SMALL);
    program.status("ca-drop/coarse:ads", Status::Open).shows("1 change from disk");
}

#[test]
fn a_version_that_is_held_back_is_asked_for_again_after_the_save() {
    let theirs = SMALL.replace("title: Deletion run of today", "title: Deletion run, changed");
    let program = on("ca-drop/coarse").keys("space").reads(&theirs).hides("Deletion run, changed").saved();
    program.effects(&[Effect::Reload]);
    // A saver that does not answer does not make the board stale.
    let program = on("ca-drop/coarse").keys("space").reads(&theirs).after(2100).shows("Deletion run, changed");
    program.status("ca-drop/coarse:ads", Status::InProgress);
}

#[test]
fn what_somebody_else_saved_in_between_is_shown_with_ours() {
    let theirs = SMALL.replace("title: Deletion run of today", "title: Deletion run, changed");
    let program = on("ca-drop/coarse").keys("space").saved_on(&theirs);
    program.shows("Deletion run, changed").shows("1 change from disk").status("ca-drop/coarse:ads", Status::InProgress);
}

pub fn conflict() -> Program {
    let theirs = SMALL.replace(
        "by: 2026-Q4\n        products: ads",
        "by: 2026-Q4\n        products: {ads: {status: blocked, waiting: them}}",
    );
    on("ca-drop/coarse").keys("space").saved_on(&theirs)
}

#[test]
fn the_same_field_changed_on_both_sides_is_shown_and_asked() {
    let program = conflict().shows("Changed on disk too: ca-drop/coarse:ads  status").shows("Enter shows both");
    let program = program.status("ca-drop/coarse:ads", Status::Blocked);
    let kept = program.state.edits.unsettled();
    assert!(matches!(program.effects.as_slice(), [Effect::Keep(edits)] if *edits == kept && kept.len() == 1));
    let program = program.keys("enter").shows("theirs  blocked").shows("mine    in-progress").shows("was     open");
    program.keys("esc").shows("Enter shows both").keys("enter").shows("mine    in-progress");
}

#[test]
fn mine_theirs_or_both_settle_it() {
    let base = conflict().text();
    let mine = conflict().keys("enter m").saved_on(&base).status("ca-drop/coarse:ads", Status::InProgress);
    mine.hides("Changed on disk too");
    let theirs = conflict().keys("enter t").shows("theirs stands").hides("Changed on disk too");
    assert_eq!(theirs.effects, [Effect::Keep(Vec::new())]);
    theirs.status("ca-drop/coarse:ads", Status::Blocked);
    let both = conflict().keys("enter b").saved_on(&base).status("ca-drop/coarse:ads", Status::Blocked);
    assert!(both.text().contains("status in-progress"), "{}", both.text());
}

#[test]
fn what_changes_once_more_while_it_is_looked_at_is_asked_about_again() {
    let program = conflict().keys("enter");
    let again = program.text().replace("status: blocked, waiting: them", "status: done, closed: 2026-11-20, who: them");
    let program = program.reads(&again).keys("m").saved_on(&again).shows("Changed on disk too").keys("enter");
    let program = program.shows("theirs  done").shows("was     blocked").shows("mine    in-progress");
    let program = program.keys("m").hides("Changed on disk too").saved_on(&again);
    // Nothing of either status of theirs is left that would say otherwise.
    assert!(program.text().contains("products: {ads: {status: in-progress}}"), "{}", program.text());
}

#[test]
fn a_save_that_failed_stays_said_and_r_tries_again() {
    let program = on("ca-drop/coarse").keys("space").disk_full();
    assert!(matches!(program.effects.as_slice(), [Effect::Keep(edits)] if edits.len() == 1));
    let program = program.send(Message::Kept(Some("/state/drafts".into())));
    let program = program.shows("Not saved: the disk is full").shows("Your change is kept in /state/drafts");
    // Nothing beside it reads as if it were saved.
    let program = program.hides("-> in-progress");
    let program = program.after(60_000).shows("r tries again").status("ca-drop/coarse:ads", Status::InProgress);
    // What follows waits behind it, and is kept too.
    let program = program.keys("space");
    assert!(matches!(program.effects.as_slice(), [Effect::Keep(edits)] if edits.len() == 2));
    let program = program.shows("Your 2 changes are kept").keys("r");
    assert_eq!(edits(&program.effects), 1);
    let program = program.saved().hides("Not saved");
    assert_eq!(edits(&program.effects), 1, "the next one follows");
    let newest = program.text();
    let program = program.saved_on(&newest).shows("saved: coarse / ads");
    assert!(program.effects.contains(&Effect::Keep(Vec::new())), "{:?}", program.effects);
}

#[test]
fn a_save_that_fails_again_says_so_and_when() {
    let mut program = on("ca-drop/coarse").keys("space").disk_full().hides("tried").after(4000).keys("r");
    // While it is tried the banner stays where it is.
    program = program.shows("Not saved: the disk is full").shows("trying again").hides("r tries again");
    program = program.disk_full().shows("Not saved: the disk is full").shows("tried 2 times, last 14:05:04");
    program = program.shows("tried again at 14:05:04, still not saved: the disk is full").shows("r tries again");
    program = program.after(60_000).shows("tried 2 times, last 14:05:04").keys("r").disk_full();
    program = program.shows("tried 3 times, last 14:06:04").keys("r").saved().hides("tried").hides("Not saved");
    // The next trouble counts anew.
    let newest = program.text();
    program.keys("space").disk_full().hides("tried").keys("r").saved_on(&newest).hides("Not saved");
}

#[test]
fn a_long_remark_keeps_its_key() {
    on("ca-drop/coarse").sized(40, 12).keys("space").shows("coarse / ads: o").shows("…   u undo");
}

#[test]
fn where_drafts_cannot_be_kept_either_that_is_said() {
    let program = on("ca-drop/coarse").keys("space").disk_full().send(Message::Kept(None));
    program.shows("Your change is kept only while this program runs").keys("q").shows("lost when this program ends");
}

#[test]
fn quitting_asks_only_if_a_save_failed() {
    on("ca-drop/coarse").keys("space").keys("q").effects(&[Effect::Quit { code: 0 }]);
    let program = on("ca-drop/coarse").keys("space").disk_full().send(Message::Kept(Some("/state".into()))).keys("q");
    let program =
        program.effects(&[]).shows("1 edit is not saved: the disk is full").shows("offered at the next start");
    let program = program.keys("esc").effects(&[]).hides("Leave?").keys("q q");
    program.effects(&[Effect::Quit { code: 0 }]);
    let again = on("ca-drop/coarse").keys("space").disk_full().keys("q r").hides("Leave?");
    assert_eq!(edits(&again.effects), 1);
    on("ca-drop/coarse").keys("space").disk_full().keys("ctrl-c").effects(&[Effect::Quit { code: 130 }]);
}

#[test]
fn undo_of_what_was_never_saved_drops_it() {
    let program = on("ca-drop/coarse").keys("space").disk_full().keys("u").shows("dropped, it was not saved");
    let program = program.status("ca-drop/coarse:ads", Status::Open).hides("Not saved: ");
    assert_eq!(program.effects, [Effect::Keep(Vec::new())]);
}

#[test]
fn undo_and_redo_ask_the_saver_and_go_to_their_row() {
    let program = on("ca-drop/coarse").keys("space").saved().keys("home u");
    let Some(save) = program.saves.front().cloned() else { panic!("{:?}", program.effects) };
    assert_eq!(save.intent, Intent::Undo);
    let Some(Effect::Save(_)) = program.effects.first() else { panic!() };
    let edit = duewatch::domain::edit::Edit {
        act: duewatch::domain::edit::Act::Status,
        changes: vec![duewatch::domain::edit::Change {
            record: "ca-drop/coarse:ads".parse().expect("an address"),
            key: "status".into(),
            step: duewatch::domain::edit::Step::Set {
                from: Some(duewatch::domain::edit::Value::text("in-progress")),
                to: Some(duewatch::domain::edit::Value::text("open")),
            },
        }],
    };
    let program = program.saves_as(save.ticket, edit, SMALL, false);
    program
        .shows("undone: coarse / ads: in-progress -> open   Ctrl-r redo")
        .cursor_on("ca-drop/coarse")
        .status("ca-drop/coarse:ads", Status::Open);
}

#[test]
fn an_undo_that_the_disk_does_not_take_is_said_and_not_held() {
    let program = on("ca-drop/coarse").keys("u").disk_full().shows("not undone: ").hides("r tries again");
    let program = program.keys("space");
    assert_eq!(edits(&program.effects), 1);
}

#[test]
fn a_refusal_with_a_place_offers_the_editor_there() {
    let program = on("ca-drop/coarse").keys("space");
    let ticket = program.saves.front().expect("an edit").ticket;
    let start = SMALL.find("coarse:").and_then(|at| u32::try_from(at).ok()).expect("a place");
    let line = u32::try_from(SMALL.lines().position(|l| l.trim() == "coarse:").expect("a line") + 1).expect("few");
    let refusal = Refusal::new(Why::Unproved, "this cannot be edited here", "edit it by hand");
    let refusal = refusal.at(Place { start, end: start + 6 });
    let program = program.not_saved(ticket, NotSaved::Refused(refusal, None));
    let program =
        program.status("ca-drop/coarse:ads", Status::Open).shows(&format!("Line {line}: this cannot be edited here"));
    let program = program.shows("not done: coarse / ads: open -> in-progress").hides("u undo   ");
    program.keys("enter").effects(&[Effect::OpenEditor { line }]).hides("this cannot be edited here");
}

#[test]
fn what_is_refused_after_it_was_shown_is_kept_until_it_is_thrown_away() {
    let gone = SMALL.replace("      coarse:\n", "      fine:\n");
    let program =
        on("ca-drop/coarse").keys("space").saved_on(&gone).shows("not saved: coarse / ads: open -> in-progress");
    assert!(
        matches!(program.effects.as_slice(), [Effect::Keep(edits), ..] | [.., Effect::Keep(edits)] if edits.len() == 1)
    );
    // It is refused as long as there is no such milestone.
    let program =
        program.keys("r").saved_on(&gone).shows("r applies  X throws away").keys("X X").hides("was not saved");
    assert_eq!(program.effects, [Effect::Keep(Vec::new())]);
}

#[test]
fn an_edit_on_a_file_that_was_broken_meanwhile_waits_until_it_is_repaired() {
    let program = on("ca-drop/coarse").keys("space");
    let ticket = program.saves.front().expect("an edit").ticket;
    let refusal = Refusal::new(Why::Broken, "the file is not YAML", "repair it first");
    let program = program.not_saved(ticket, NotSaved::Refused(refusal, None));
    let mut program = program.shows("Not saved: the file is not YAML").status("ca-drop/coarse:ads", Status::InProgress);
    program.saves.clear();
    program.keys("r").saved().hides("Not saved");
}

#[test]
fn a_lock_that_another_program_holds_is_said_and_the_edit_stays_shown() {
    let program = on("ca-drop/coarse").keys("space");
    let ticket = program.saves.front().expect("an edit").ticket;
    let program =
        program.send(Message::Waiting { ticket }).shows("Waiting for the lock of small.yaml: 1 edit not saved");
    let program = program.status("ca-drop/coarse:ads", Status::InProgress).shows("not saved yet");
    program.saved().hides("Waiting for the lock");
}

#[test]
fn what_could_not_be_saved_last_time_is_offered() {
    let draft = on("ca-drop/coarse").keys("space").state.edits.unsettled();
    let found = || Message::DraftsFound { edits: draft.clone(), kept_in: "/state/drafts".into() };
    let program = given(SMALL).send(found()).effects(&[]);
    let program = program.shows("1 edit was not saved last time: coarse / ads").shows("r applies  X throws away");
    let program = program.keys("r").status("ca-drop/coarse:ads", Status::InProgress);
    assert_eq!(edits(&program.effects), 1);
    assert!(!program.effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), "kept until it is saved");
    assert!(program.saved().effects.contains(&Effect::Keep(Vec::new())));
    let thrown = given(SMALL).send(found()).keys("X").shows("X once more throws away 1 edit").shows("last time");
    let thrown = thrown.keys("X").shows("thrown away").hides("last time");
    assert_eq!(thrown.effects, [Effect::Keep(Vec::new())]);
}

#[test]
fn a_draft_that_clashes_becomes_a_conflict() {
    let draft = on("ca-drop/coarse").keys("space").state.edits.unsettled();
    let theirs = conflict().text();
    let program = given(&theirs).send(Message::DraftsFound { edits: draft, kept_in: "/state".into() }).keys("r");
    program.saved_on(&theirs).shows("Changed on disk too");
}

/// Every key that writes.
const WRITING: [&str; 19] = [
    "space",
    "s o",
    "s p",
    "s b",
    "s a",
    "s d",
    "s n",
    "n",
    "E",
    "d",
    "V",
    "x",
    "O",
    "#",
    "u",
    "ctrl-r",
    "tab 1",
    "tab 5",
    "tab space",
];

/// Nothing was asked for that could write.
fn writes_nothing(program: &Program, why: &str) {
    for keys in WRITING {
        let mut program = Program { state: program.state.clone(), effects: Vec::new(), saves: program.saves.clone() };
        for key in keys.split(' ') {
            program = program.keys(key);
            assert_eq!(program.effects, [], "{keys}");
        }
        let State { overlay, edits, .. } = &program.state;
        assert!(overlay.is_none() && edits.queue.is_empty(), "{keys}");
        program.shows(why);
    }
}

#[test]
fn where_nothing_may_be_written_each_key_says_why() {
    let reads = |launch: Launch| started(launch).reads(SMALL).keys("j").effects(&[]);
    writes_nothing(&reads(Launch { is_read_only: true, ..launch() }), "opened read-only: nothing can be changed");
    let as_of = Launch { is_as_of: true, is_read_only: true, ..launch() };
    writes_nothing(&reads(as_of), "runs from another time: nothing can be changed");
    let example = Launch { is_example: true, is_read_only: true, ..launch() };
    writes_nothing(&reads(example), "built-in example: nothing can be changed");
    for readonly in [true, false] {
        let loaded = started(Launch { is_read_only: readonly, ..launch() }).reads(SMALL);
        assert_eq!(
            loaded.effects.contains(&Effect::FindDrafts),
            !readonly,
            "drafts are looked for where one may write"
        );
    }
}

#[test]
fn while_the_file_is_broken_nothing_is_written() {
    writes_nothing(&given(SMALL).reads("duewatch: [").keys("j"), "the file is broken on disk");
    writes_nothing(&given(SMALL).fails(true, "no such file").keys("j"), "the file cannot be read");
}

#[test]
fn an_edit_that_is_refused_changes_nothing_on_the_screen() {
    let aliased = SMALL.replace("products: {hub: in-progress,", "products: {hub: &state in-progress,");
    let aliased = aliased.replace("cloud: in-progress", "cloud: *state");
    let program = on_in(given(&aliased), "eu-ai/art5").keys("tab").keys("h h h h l").keys("space");
    program.effects(&[]).status("eu-ai/art5:cloud", Status::InProgress).shows("*state");
}

#[test]
fn more_edits_than_wait_at_most_are_not_taken() {
    let mut program = on("ca-drop/coarse").keys("space").disk_full();
    for _ in 0..70 {
        program = program.keys("s p").keys("s o");
    }
    assert_eq!(program.state.edits.queue.len(), duewatch::app::edits::MOST);
    program.keys("space").shows("64 edits wait to be saved: no more are taken");
}

#[test]
fn nothing_is_written_into_a_file_that_says_no_version() {
    let without = SMALL
        .lines()
        .filter(|line| !line.starts_with("duewatch:"))
        .fold(String::new(), |text, line| text + line + "\n");
    let why = "the file has no line 'duewatch: 1': editing is off until it has";
    for keys in ["space", "n", "e", "d", "x", "a"] {
        let program = on_in(given(&without), "ca-drop/coarse").keys(keys).shows(why);
        assert_eq!(edits(&program.effects), 0, "{keys}");
    }
}
