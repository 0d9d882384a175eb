//! What moves with a date: shown before it is saved, accepted or kept one by one.

use duewatch::app::command::Context;
use duewatch::app::overlay::Overlay;
use duewatch::domain::edit::{Act, Edit};

use super::dates::chain;
use super::given::{Program, given};
use super::notes::last_edit;

fn on_applies(text: &str) -> Program {
    given(text).sized(120, 40).keys("/").types("it applies").keys("enter").cursor_on("cra/applies")
}

fn changed(edit: &Edit) -> Vec<String> {
    edit.changes.iter().map(|change| format!("{} {}", change.record, change.key)).collect()
}

/// The chain, one of whose dates is closed.
fn closed() -> String {
    let from = "        title: \"20 days before\"\n        by: 20 days before applies\n        products: [kes]\n";
    let to = "        title: \"20 days before\"\n        by: 20 days before applies\n        products: {kes: {status: done, closed: 2026-11-01, who: ana}}\n";
    assert!(chain().contains(from));
    chain().replace(from, to)
}

#[test]
fn each_dependant_is_accepted_or_kept_with_space() {
    let program = on_applies(&closed()).keys("d").types("2027-01-15").shows("Also moves  2   1 of 3 stay");
    let program = program.shows("2026-11-21, closed, stays");
    // Past new date, reason, since and source.
    let program = program.keys("tab tab tab tab");
    assert_eq!(program.state.context(), Context::Reach);
    let program = program.keys("space").shows("2026-12-01, kept").shows("Also moves  1   2 of 3 stay");
    let program = program.keys("space").shows("2026-12-01 -> 2027-01-05").keys("space");
    let program = program.keys("down space").shows("it is closed: its date stays");
    // Letters type nothing here, and say so.
    let program = program.keys("j k").shows("2026-12-01, kept");
    let program = program.keys("tab tab").types("Reg. 2026/1").keys("tab").types("today").keys("enter");
    assert!(program.state.overlay.is_none());
    let edit = last_edit(&program).expect("an edit");
    assert_eq!(edit.act, Act::Move);
    assert_eq!(changed(edit), ["cra/applies from", "cra/applies moved", "cra/step10 by", "cra/step20 by"]);
    program.shows("applies: 2026-12-11 -> 2027-01-15, 2 dates written out   u undo");
}

#[test]
fn a_correction_keeps_too_and_enter_saves_from_the_list() {
    let program = on_applies(&chain()).keys("d ctrl-t ctrl-u").types("2026-12-12").keys("tab space enter");
    let edit = last_edit(&program).expect("an edit");
    assert_eq!((edit.act, changed(edit)), (Act::Correct, vec!["cra/applies from".into(), "cra/step10 by".into()]));
}

#[test]
fn a_long_list_scrolls_with_its_cursor() {
    let mut text = chain();
    for number in 0..60 {
        text.extend([
            format!("      more{number}:\n        title: Step number {number}\n"),
            "        by: 5 days before applies\n        products: [kes]\n".to_string(),
        ]);
    }
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let program = on_applies(&text).sized(columns, rows).keys("d").types("2027-01-15").keys("tab tab tab tab");
        let program = program.keys("down down down").shows("Step number 0");
        let program = program.keys("pgdn pgdn pgdn").shows("Step number 24").keys("space").shows("2026-12-06, kept");
        program.keys("tab").shows("2027-01-15");
    }
}

#[test]
fn a_form_tells_what_moves_and_asks_once() {
    // 12 December 2026 is a Saturday.
    let text = closed().replace("2026-12-11", "2026-12-12");
    let program = on_applies(&text).keys("e");
    let at = |program: &Program| {
        let Some(Overlay::Sheet(sheet)) = &program.state.overlay else { return String::new() };
        sheet.here().map(|line| line.key.clone()).unwrap_or_default()
    };
    let mut program = program;
    for _ in 0..60 {
        if at(&program) == "roll" {
            break;
        }
        program = program.keys("down");
    }
    assert_eq!(at(&program), "roll");
    let program = program.types("next").shows("2 dates move with it").keys("enter");
    assert_eq!(program.state.context(), Context::Reach);
    let program = program.shows("2026-12-12 -> 2026-12-14").shows("Also moves  2   1 of 3 stay");
    let back = program.keys("esc");
    assert_eq!(back.state.context(), Context::Sheet);
    let program = back.keys("enter space").shows("2026-12-02, kept").shows("Also moves  1   2 of 3 stay").keys("enter");
    assert!(program.state.overlay.is_none());
    let edit = last_edit(&program).expect("an edit");
    assert_eq!(changed(edit), ["cra/applies roll", "cra/step10 by", "cra/step20 by"]);
}

#[test]
fn a_form_that_moves_nothing_asks_nothing() {
    let program = on_applies(&chain()).keys("e").keys("ctrl-u").types("Another title").keys("enter");
    assert!(program.state.overlay.is_none() && last_edit(&program).is_some());
}

#[test]
fn what_is_kept_outlives_the_program() {
    let program = on_applies(&chain()).keys("d").types("2027-01-15").keys("tab tab tab tab space");
    let text =
        program.state.overlay.as_ref().and_then(Overlay::typed).map(|typed| typed.unfinished(program.state.now.wall));
    let text = text.expect("something is typed");
    assert!(text.about.contains(&("keep".to_string(), "cra/step10".to_string())), "{:?}", text.about);
    let mut again = on_applies(&chain());
    again.state.overlay = duewatch::app::dating::reopen(&again.state, &text).ok();
    again.keys("tab").shows("2026-12-01, kept");
}

#[test]
fn what_comes_to_be_late_or_no_longer_is_is_said_before_it_is_saved() {
    let text = "duewatch: 1\nzone: America/New_York\nproducts:\n  kes: {name: Kes}\n  hub: {name: Hub}\nregulations:\n  r:\n    title: R\n    \
                milestones:\n      issued: {title: It is issued, at: 2026-10-01}\n      late:\n        title: Report\n        \
                by: 30 days after issued\n        products: {kes: {status: done, closed: 2026-11-02, who: ana}, hub: open}\n";
    let on_issued = || given(text).sized(120, 40).keys("c /").types("is issued").keys("enter").cursor_on("r/issued");
    // A move of today takes back no breach: the day by which it was one had passed.
    let program =
        on_issued().keys("d").types("2027-01-15").shows("r/late:kes: was done 2 d late, now in time; still a breach");
    let program = program.shows("r/late:hub: is no longer overdue; still a breach");
    // One of before that day does, and a correction of a typing mistake.
    let program = program.keys("tab tab").types("2026-10-31").hides("still a breach").shows("no breach any more");
    program.keys("backspace backspace").types("29").shows("now in time; no breach any more");
    let program = on_issued().keys("d ctrl-t ctrl-u").types("2027-01-15").shows("now in time; no breach any more");
    program.keys("ctrl-u").types("2026-10-01").hides("r/late:kes:");
}
