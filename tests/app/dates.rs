//! Moving and correcting dates, and saying that one was verified.

use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;
use duewatch::domain::edit::{Act, Step, Value};

use super::editing::on;
use super::given::{Program, SMALL, given, launch, started};
use super::notes::{last_edit, on_art5};

/// A file in which three dates hang on a fourth.
pub fn chain() -> String {
    let mut text = String::from(
        "duewatch: 1\nzone: Europe/Brussels\nproducts:\n  kes: {name: Endpoint}\nregulations:\n  cra:\n    title: Cyber Resilience Act\n    milestones:\n      applies:\n        title: It applies\n        from: 2026-12-11\n        products: [kes]\n",
    );
    text.extend([10, 20, 30].map(|days| hanging(&format!("step{days}"), days)));
    text
}

/// A milestone some days before `applies`.
fn hanging(id: &str, days: u32) -> String {
    let head = format!("      {id}:\n        title: \"{days} days before\"\n");
    head + &format!("        by: {days} days before applies\n        products: [kes]\n")
}

fn is_open(program: &Program) -> bool {
    matches!(program.state.overlay, Some(Overlay::Dating(_)))
}

fn on_applies() -> Program {
    let mut program = given(&chain());
    for _ in 0..4 {
        if program.cursor() != "cra/applies" {
            program = program.keys("j");
        }
    }
    program.cursor_on("cra/applies")
}

#[test]
fn a_date_is_moved_with_its_reason() {
    let program = on_applies().keys("d").shows("was Fri 11 Dec 2026").types("2027-01-15");
    let program = program.shows("Friday 15 January 2027, 35 d later").shows("last safe day Thu 14 Jan 2027");
    let program = program.shows("applies from Fri 15 Jan 2027 00:00 CET").shows("Also moves  3");
    let program = program.shows("2026-12-01 -> 2027-01-05");
    let program = program.keys("tab").types("Reg. 2026/1").keys("tab").types("today").keys("enter");
    assert!(!is_open(&program));
    let edit = last_edit(&program).expect("an edit");
    assert_eq!(edit.act, Act::Move);
    let [date, moved] = edit.changes.as_slice() else { panic!("{edit:?}") };
    assert_eq!(date.key, "from");
    assert_eq!(date.step, Step::Set { from: Some(Value::text("2026-12-11")), to: Some(Value::text("2027-01-15")) });
    let Step::Append { value } = &moved.step else { panic!("{moved:?}") };
    assert_eq!(value.to_string(), "was: 2026-12-11, when: 2026-11-23, why: Reg. 2026/1, who: ana");
    assert!(matches!(program.effects.as_slice(), [Effect::Save(_)]));
}

#[test]
fn what_is_missing_is_said_under_its_field() {
    let program = on_applies().keys("d enter").shows("a date is missing").types("2027-13-01");
    let program = program.hides("a date is missing").keys("enter").shows("'2027-13-01' is not a date");
    let program = program.keys("ctrl-u").types("2027-01-15").keys("enter").shows("a move needs a reason");
    // The cursor went to the reason.
    let program = program.types("a reason").keys("enter").shows("since when is missing");
    let program = program.types("soon").keys("enter").shows("'soon' is not a date");
    let program = program.keys("ctrl-u").types("2026-11-20").keys("enter");
    assert!(!is_open(&program) && last_edit(&program).is_some());
}

#[test]
fn a_typing_mistake_is_corrected_without_a_record_of_a_move() {
    let program = on_applies().keys("d").shows("reason").keys("ctrl-t").hides("reason").shows("2026-12-11");
    let program = program.keys("backspace").types("2").shows("Saturday 12 December 2026").keys("enter");
    let edit = last_edit(&program).expect("an edit");
    assert_eq!((edit.act, edit.changes.len()), (Act::Correct, 1));
    let back = on_applies().keys("d ctrl-t ctrl-t").shows("reason").keys("esc");
    assert!(!is_open(&back), "nothing was typed");
}

#[test]
fn esc_asks_only_when_something_was_typed() {
    assert!(!is_open(&on_applies().keys("d esc")));
    let program = on_applies().keys("d").types("20").keys("esc");
    assert_eq!(program.state.context(), Context::Dropping);
    let program = program.shows("drop what you typed?").keys("n");
    assert_eq!(program.state.context(), Context::Dating);
    assert!(!is_open(&program.keys("esc y")));
}

#[test]
fn a_date_that_stands_already_or_makes_a_ring_is_refused_with_the_reason() {
    let whole = |date: &str| on_applies().keys("d").types(date).keys("tab").types("x").keys("tab").types("today");
    let program = whole("2026-12-11").keys("enter").shows("the date is 2026-12-11 already");
    assert!(is_open(&program));
    let program = whole("3 days after step10").keys("enter");
    assert!(is_open(&program), "a ring");
    whole("3 days after nowhere").shows("nowhere");
}

#[test]
fn every_kind_of_value_is_previewed() {
    let typed = |date: &str| on_applies().keys("d").types(date);
    typed("2027-Q1").shows("from Fri 1 Jan 2027 to Wed 31 Mar 2027").shows("-> ");
    typed("unknown").shows("date unknown");
    typed("2027-01-15 17:00").shows("applies from Fri 15 Jan 2027 17:00 CET");
    typed("2027-01-15 17:00 America/New_York").shows("17:00 EST");
    typed("2027-01-15T17:00:00+02:00").shows("17:00:00 +02:00");
    typed("2027-03-28 02:30").shows("the clocks skip this time");
    typed("2027-10-31 02:30").shows("this time comes twice");
    typed("1/2/2027").shows("2027-02-01").hides("Also moves");
}

#[test]
fn a_date_is_typed_in_short_and_written_in_full() {
    // Monday, 23 November 2026; the date stands on 11 December.
    let typed = |date: &str| on_applies().keys("d").types(date);
    typed("27 dec").shows("Sunday 27 December 2026, 16 d later").shows("the next one");
    typed("+1m").shows("Monday 11 January 2027").shows("from the old date, Fri 11 Dec 2026").shows("Also moves  3");
    typed("in 2 weeks").shows("Monday 7 December 2026, 4 d earlier").shows("from today");
    typed("27 dec 17:00 EST").shows("EST is America/New_York").shows("17:00 EST");
    // The file names no calendar: plain weekends.
    typed("+15bd").shows("Friday 1 January 2027").shows("by weekends, without").shows("Also moves  3");
    typed("next friday").shows("2026-11-27").shows("2026-12-04");
    let program = typed("31.1.2027 9:00").keys("tab").types("x").keys("tab").types("27 jul");
    let program = program.shows("Mon 27 Jul 2026, the last one").keys("enter");
    let edit = last_edit(&program).expect("an edit");
    let [date, moved] = edit.changes.as_slice() else { panic!("{edit:?}") };
    let plain = Step::Set { from: Some(Value::text("2026-12-11")), to: Some(Value::text("2027-01-31 09:00")) };
    assert_eq!(date.step, plain);
    let Step::Append { value } = &moved.step else { panic!("{moved:?}") };
    assert_eq!(value.to_string(), "was: 2026-12-11, when: 2026-07-27, why: x, who: ana");
}

#[test]
fn an_hour_that_does_not_exist_is_not_saved() {
    let whole = |date: &str| on_applies().keys("d").types(date).keys("tab").types("x").keys("tab").types("today");
    let program = whole("2027-03-28 02:30").keys("enter").shows("the clocks skip this time");
    assert!(is_open(&program) && last_edit(&program).is_none());
    let program = whole("2027-10-31T02:30:00+01:00").keys("enter");
    assert!(!is_open(&program), "with its offset it is one moment");
}

#[test]
fn dependants_are_bounded() {
    let mut text = chain();
    text.extend((0..240).map(|number| hanging(&format!("more{number}"), 5)));
    let program = given(&text).sized(120, 60).keys("/").types("it applies").keys("enter").cursor_on("cra/applies");
    let program = program.keys("d").types("2027-01-15").shows("Also moves  243");
    let Some(Overlay::Dating(dating)) = &program.state.overlay else { panic!("no dialog") };
    assert_eq!((dating.preview.impacts.len(), dating.preview.others), (200, 43));
    program.keys("up").shows("+43 more").shows("> [x]");
}

#[test]
fn the_dialog_follows_the_file() {
    let program = on_applies().keys("d").types("2027-01-15");
    let program = program
        .reads(&chain().replace("2026-12-11", "2026-12-10"))
        .shows("was Fri 11 Dec 2026, now Thu 10 Dec 2026")
        .shows("36 d later");
    let gone = program.reads(&chain().replace("      applies:", "      was:").replace("before applies", "before was"));
    let gone = gone.hides("Also moves").shows("no longer in the file: what you typed stays here");
    let gone = gone.keys("tab").types("x").keys("tab").types("today").keys("enter").shows("no longer in the file");
    assert!(is_open(&gone));
    assert_eq!(gone.screen().matches("no longer in the file").count(), 1);
}

#[test]
fn what_is_pasted_stands_on_one_line() {
    let program = on_applies().keys("d").send(Message::Pasted(" 2027-01-15\n".into())).shows("15 January 2027");
    assert!(is_open(&program));
}

#[test]
fn it_scrolls_where_there_is_little_room() {
    for (columns, rows) in [(40, 12), (30, 9), (80, 24)] {
        let program = on_applies().sized(columns, rows).keys("d").types("2027-01-15").keys("tab tab tab");
        let program = program.types("https://example.org").shows("example.org");
        let program = program.keys("pgdn pgdn pgdn pgdn").shows("-> 2026-12-16");
        program.keys("tab tab").shows("2027-01-15");
    }
}

#[test]
fn v_writes_into_the_milestone_and_says_so() {
    let program = on_art5().keys("V").shows("eu-ai stays as it was");
    let edit = last_edit(&program).expect("an edit");
    let [change] = edit.changes.as_slice() else { panic!("{edit:?}") };
    assert_eq!((edit.act, change.record.to_string().as_str()), (Act::Verify, "eu-ai/art5"));
    assert_eq!(change.key, "verified");
    let own = SMALL.replace("        title: New Art. 5", "        verified: 2026-11-23\n        title: New Art. 5");
    let program = given(&own).keys("j j j j V");
    assert!(last_edit(&program).is_none());
    program.shows("verified today already");
}

#[test]
fn nothing_is_opened_where_nothing_may_be_written() {
    let mut readonly = launch();
    readonly.is_read_only = true;
    let program = started(readonly).reads(SMALL);
    for key in ["n", "E", "d", "V"] {
        let program = started(program.state.launch.clone()).reads(SMALL).keys(key).shows("read-only");
        assert!(program.state.overlay.is_none() && program.effects.is_empty());
    }
}

#[test]
fn on_a_small_screen_each_field_still_says_what_it_asks_for() {
    let program = on_applies().sized(40, 12).keys("d tab").shows("why the date changes");
    let program = program.keys("tab").shows("day it took effect or was ").shows("  announced, or today");
    program.keys("tab").shows("where it is written; may stay ").types("x").shows("source    x");
}

#[test]
fn a_date_that_changes_on_disk_under_the_dialog_is_told_with_both() {
    let program = on_art5().keys("d").types("2027-01-15");
    let was = program.screen().lines().find(|line| line.contains("was ")).map(str::to_string).unwrap_or_default();
    assert!(!was.contains("changed on disk"), "{was}");
    let other = SMALL.replace("from: 2026-12-02", "from: 2026-12-23");
    assert_ne!(other, SMALL);
    program.reads(&other).shows("changed on disk meanwhile: was").shows("23 Dec 2026");
}

#[test]
fn a_closed_day_is_named_and_the_working_day_before_is_taken_only_when_asked() {
    // Christmas Day of 2026 is a Friday (5 U.S.C. 6103).
    let program = on("ca-drop/coarse").keys("d").types("25 dec");
    let program = program.shows("Christmas Day (us-federal); last working day before: Thu 24 Dec 2026");
    let program = program.shows("Ctrl-o working day before").shows("new date  25 dec ");
    let program = program.keys("ctrl-o").shows("2026-12-24").hides("last working day before");
    program.keys("ctrl-o").shows("the date that is typed is no closed day");
    // A weekend, and a time of day that stays.
    let program = on("ca-drop/coarse").keys("d").types("2026-12-27 17:00").shows("last working day before");
    program.keys("ctrl-o").shows("2026-12-24 17:00");
    // Tab goes on to the next field, whatever the day is.
    on("ca-drop/coarse").keys("d").types("25 dec").keys("tab").shows("25 dec").hides("2026-12-24");
}
