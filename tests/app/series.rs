//! Milestones that repeat: what the row and the detail say, and which occurrence a key is for.

use duewatch::app::command::Context;
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;
use duewatch::domain::status::Status;

use super::given::{Program, given};

/// 23 November 2026: of a monthly duty October is missed for both, November stands before us; the yearly one is open.
const SERIES: &str = "\
duewatch: 1
zone: America/New_York
calendar: us-federal
products:
  kes: {name: Endpoint}
  hub: {name: Hub}
regulations:
  r:
    title: Rule
    milestones:
      report:
        title: Report
        by: 2026-09-30
        repeat: monthly
        roll: next
        products: [kes, hub]
        occurrences:
          2026-09-30: {kes: {status: done, closed: 2026-09-29, who: ana}, hub: {status: done, closed: 2026-09-30, who: ana}}
          2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}}
          2026-08-01: {kes: open}
      yearly:
        title: Certification
        by: 2027-04-15
        repeat: yearly
        products: [kes]
";

fn report() -> Program {
    given(SERIES).cursor_on("r/report")
}

#[test]
fn a_row_says_how_many_other_occurrences_are_live() {
    for (columns, wanted) in [(80, "Report +1 more"), (120, "Report +1 more"), (200, "Report +1 more")] {
        report().sized(columns, 40).shows(wanted);
    }
    report().sized(40, 12).shows("Report +1");
    report().hides("Certification +");
}

#[test]
fn the_detail_reads_a_series_back_and_lists_its_occurrences() {
    let screen = report().sized(130, 80).keys("enter").screen();
    for wanted in [
        "every month on the 30th, or the last day",
        "Occurrences",
        "1 more live",
        "30 Oct 2026  ○ open  -24 d  shown",
        "30 Nov 2026  ○ open  7 d  0/2 done",
        "30 Dec 2026",
        "1 Feb 2027   rolled from Sat 30 Jan",
        "1 Mar 2027   rolled from Sun 28 Feb",
        "30 Sep 2026  ✓ done",
        "1 Aug 2026   not of the series: kes open",
    ] {
        assert!(screen.contains(wanted), "'{wanted}' is not in\n{screen}");
    }
}

#[test]
fn keys_are_for_the_occurrence_that_is_shown() {
    // One live cell of two: it alone is meant.
    let program = report().keys("space").status("r/report@2026-10-30:hub", Status::InProgress).saved();
    assert!(program.text().contains("hub: {status: in-progress}}"), "{}", program.text());
    program.shows("report@2026-10-30 / hub: in-progress");
}

#[test]
fn closing_the_last_cell_of_an_occurrence_says_what_comes_next() {
    let program = report().keys("s d enter").saved();
    assert!(program.text().contains("2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}, hub: {status: done, closed: 2026-11-23, who: ana}}"), "{}", program.text());
    let program = program.shows("report@2026-10-30 / hub: done; next 30 Nov 2026   u undo").cursor_on("r/report");
    let program = program.hides("+1 more").shows("7 d");
    // A key too many does not reach the next one.
    let program = program.after(100).keys("space").shows("Press it again").after(100);
    program.keys("space").shows("Endpoint").keys("enter").status("r/report@2026-11-30:kes", Status::InProgress);
}

#[test]
fn undoing_brings_the_occurrence_back() {
    let before = report();
    let text = before.text();
    let program = before.keys("s d enter").saved().keys("u");
    let inverse = duewatch::domain::edit::Edit::inverse;
    let save = program.saves.front().expect("an undo is with the saver").clone();
    assert_eq!(save.intent, duewatch::app::saving::Intent::Undo);
    let edit = report().keys("s d enter").saves.pop_front().expect("an edit").intent;
    let duewatch::app::saving::Intent::Edit(edit) = edit else { panic!("an edit") };
    let mut program = program;
    program.saves.clear();
    program.saves_as(save.ticket, inverse(&edit), &text, false).shows("-24 d").shows("+1 more").cursor_on("r/report");
}

#[test]
fn a_choice_among_the_products_of_one_occurrence_is_for_that_one() {
    // The yearly one has one product, the monthly next has two: after the missed one is closed.
    let program = report().keys("s d enter");
    let program = program.keys("s o");
    // Asked while the edit was with the saver; then the row shows the next occurrence.
    let program = program.saved();
    program.keys("enter").hides("2026-11-30 / ").status("r/report@2026-11-30:kes", Status::Open);
}

#[test]
fn notes_and_forms_are_those_of_the_shown_occurrence() {
    // In the matrix: the cell of the product, of the occurrence that the row shows; nothing is written of it yet.
    let hub = report().keys("tab l");
    let program = hub.keys("n").shows("Note of Hub on Report").types("seen").keys("ctrl-s").saved();
    assert!(program.text().contains("ana}, hub: {status: open, note: seen}}"), "{}", program.text());
    let form = report().keys("tab l e").shows("r/report@2026-10-30");
    // The date of this occurrence alone: an extension.
    let form = form.keys("tab tab tab tab tab").types("extension").keys("tab tab tab tab").types("2026-12-15");
    let program = form.keys("enter").saved();
    assert!(program.text().contains("hub: {status: open, reason: extension, due: 2026-12-15}}"), "{}", program.text());
    program.shows("22 d");
}

#[test]
fn a_series_is_moved_by_its_base() {
    let program = report().sized(120, 40).keys("d");
    program
        .shows("was Wed 30 Sep 2026")
        .shows("the first of a series: every occurrence moves with it; for one alone")
        .types("2026-09-15")
        .shows("15 d earlier")
        .shows("no longer of its series, kept as history: r/report@2026-09-30 and 1")
        .shows("@2026-10-30 -> @2026-10-15")
        .shows("@2026-11-30 -> @2026-11-15");
}

#[test]
fn of_many_occurrences_that_move_the_first_are_listed() {
    let text = SERIES.replace("2026-09-30\n        repeat: monthly", "2026-03-30\n        repeat: monthly");
    let program = given(&text).sized(120, 40).cursor_on("r/report").keys("d").types("2026-03-15");
    program.shows("@2026-05-30 -> @2026-05-15").hides("@2026-06-30 ->").shows("and 5 more");
}

/// The cursor of a form on the line of a key.
fn at(program: Program, key: &str) -> Program {
    let here = |program: &Program| match &program.state.overlay {
        Some(Overlay::Sheet(sheet)) => sheet.here().map(|line| line.key.clone()).unwrap_or_default(),
        _ => String::new(),
    };
    (0..60).fold(program, |program, _| if here(&program) == key { program } else { program.keys("down") })
}

#[test]
fn a_form_names_what_another_rule_leaves_behind() {
    let program = at(report().sized(120, 40).keys("e"), "repeat").keys("ctrl-u").types("quarterly");
    // Under the line; then once more before it is saved.
    let program = program.shows("kept as history: r/report@2026-10-30");
    let program = program.keys("enter");
    assert_eq!(program.state.context(), Context::Reach);
    let program = program
        .shows("no longer of its series, kept as history: r/report@2026-10-30")
        .shows("no longer owed, because its series has no such date: r/report@2026-11-30")
        .keys("enter");
    assert!(program.state.overlay.is_none());
    program.saved();
}

/// A ladder before what is certified every year.
fn followed() -> String {
    format!(
        "{SERIES}      review:\n        title: Review\n        by: 60 days before yearly\n        products: [kes]\n"
    )
}

#[test]
fn what_no_longer_repeats_is_said() {
    let program =
        given(&followed()).sized(120, 40).keys("/").types("Certification").keys("enter").cursor_on("r/yearly");
    let program = at(program.keys("e"), "repeat").keys("ctrl-u").keys("enter");
    assert_eq!(program.state.context(), Context::Reach);
    program.shows("it no longer repeats").shows("Review").shows("2027-02-14, no longer repeats");
    let program =
        given(&followed()).sized(120, 40).keys("/").types("Review").keys("enter").cursor_on("r/review").keys("d");
    program.shows("every occurrence moves").types("2027-02-01").shows("it no longer repeats").hides("every occurrence");
}

#[test]
fn another_id_does_not_hide_what_moves() {
    let told = "      told:\n        title: Told\n        by: 2026-12-12\n        products: [kes]\n";
    let heard = "      heard:\n        title: Heard\n        by: 5 days after told\n        products: [kes]\n";
    let text = format!("{SERIES}{told}{heard}");
    let program = given(&text).sized(120, 40).keys("/").types("Told").keys("enter").cursor_on("r/told").keys("e");
    let program = at(program, "id").keys("ctrl-u").types("said");
    let program = at(program, "roll").types("next").keys("enter");
    assert_eq!(program.state.context(), Context::Reach);
    let program = program.shows("2026-12-12 -> 2026-12-14").shows("2026-12-17 -> 2026-12-19").keys("space");
    let program = program.shows("2026-12-17, kept").keys("enter").saved();
    assert!(program.text().contains("      said:\n        title: Told\n        by: 2026-12-12\n        roll: next\n"));
    assert!(program.text().contains("title: Heard\n        by: 2026-12-17\n"), "{}", program.text());
}

#[test]
fn marked_rows_are_meant_as_they_are_shown() {
    let two_missed = SERIES.replace("          2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}}\n", "").replace(
        "2026-09-30: {kes: {status: done, closed: 2026-09-29, who: ana}, hub: {status: done, closed: 2026-09-30, who: ana}}",
        "2026-09-30: {kes: {status: done, closed: 2026-09-29, who: ana}}",
    );
    given(&two_missed).shows("+2 more").keys("v space").shows("@2026-09-30 hub: open ->");
    let program = given(&two_missed).keys("space");
    program.status("r/report@2026-09-30:hub", Status::InProgress).shows("report@2026-09-30 / hub");
}

#[test]
fn a_change_of_an_occurrence_that_clashes_names_it_and_is_settled() {
    let theirs = SERIES.replace(
        "          2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}}\n",
        "          2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}, hub: {status: blocked, waiting: them}}\n",
    );
    let program = report().keys("space").saved_on(&theirs);
    let program = program.shows("Changed on disk too: r/report@2026-10-30:hub  status");
    let program = program.keys("enter").shows("theirs  blocked").shows("mine    in-progress").keys("m").saved();
    // What only their status says goes with it.
    assert!(program.text().contains("hub: {status: in-progress}}"), "{}", program.text());
    // Another occurrence of the same series was no clash.
    let theirs = SERIES.replace(
        "hub: {status: done, closed: 2026-09-30, who: ana}",
        "hub: {status: done, closed: 2026-09-29, who: bo}",
    );
    let program = report().keys("space").saved_on(&theirs).hides("Changed on disk too");
    assert!(program.text().contains("who: bo") && program.text().contains("hub: {status: in-progress}}"));
}

#[test]
fn a_change_of_an_occurrence_that_was_not_saved_is_offered_at_the_next_start() {
    let full = report().keys("space").disk_full();
    let edits = full.state.edits.unsettled();
    let found = || Message::DraftsFound { edits: edits.clone(), kept_in: "/state".into() };
    let program = given(SERIES).send(found()).keys("r").saved();
    assert!(
        program
            .text()
            .contains("2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}, hub: {status: in-progress}}")
    );
    program.status("r/report@2026-10-30:hub", Status::InProgress);
    // Meanwhile somebody closed that occurrence: the same field, so both are asked for.
    let closed = SERIES.replace(
        "2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}}",
        "2026-10-30: {kes: {status: done, closed: 2026-10-29, who: ana}, hub: {status: done, closed: 2026-11-01, who: bo}}",
    );
    let program = given(&closed).send(found()).keys("r").saved_on(&closed);
    program.shows("Changed on disk too: r/report@2026-10-30:hub  status");
}

/// 23 November 2026: the first scan is owed again for the hub, whose risk was accepted until June; two more came after it.
const AFTER_DONE: &str = "\
duewatch: 1
zone: America/New_York
products:
  kes: {name: Endpoint}
  hub: {name: Hub}
regulations:
  r:
    title: Rule
    milestones:
      scan:
        title: Scan
        by: 2026-01-01
        repeat: every 30 days after done
        products: [kes, hub]
        occurrences:
          2026-01-01: {kes: {status: done, closed: 2026-01-02, who: ana}, hub: {status: accepted, until: 2026-06-01, reason: old, who: ana}}
          2026-02-01: {kes: {status: done, closed: 2026-02-01, who: ana}, hub: {status: done, closed: 2026-02-01, who: ana}}
          2026-03-03: {kes: {status: done, closed: 2026-03-03, who: ana}, hub: {status: done, closed: 2026-03-03, who: ana}}
      other:
        title: Other
        by: 2026-12-24
        products: [kes]
";

#[test]
fn a_status_key_says_which_occurrences_it_leaves_outside_their_series() {
    let scan = || given(AFTER_DONE).cursor_on("r/scan");
    let left = "kept as history: scan@2026-02-01 and 1 more; scan@2026-01-01 / hub: accepted -> ";
    scan().keys("s d enter").saved().shows(&format!("{left}done; next 23 Dec 2026   u undo"));
    scan()
        .sized(80, 24)
        .keys("s d enter")
        .saved()
        .shows("kept as history: scan@2026-02-01 and 1 more; ")
        .shows("u undo");
    scan().keys("s o enter").saved().shows(&format!("{left}open   u undo"));
    // On the day that was counted from, nothing is left behind.
    let form = scan().keys("s d ctrl-u").types("2026-01-02").keys("enter").saved();
    form.shows("hub: accepted -> done").hides("kept as history");
}

#[test]
fn marked_rows_say_it_before_they_are_changed() {
    let program = given(AFTER_DONE).cursor_on("r/scan").keys("v v s o").shows("2 marked rows: open");
    let program =
        program.shows("no longer of its series, kept as history: r/scan@2026-02-01,").shows("r/scan@2026-03-03");
    program.keys("enter").saved().shows("kept as history: scan@2026-02-01 and 1 more");
}
