//! The history in the detail: when it is asked for, and how it is told.

use chrono::DateTime;
use duewatch::app::effect::Effect;
use duewatch::app::history::{Found, MOST, REST};
use duewatch::app::message::Message;
use duewatch::app::wake::next_wake;
use duewatch::domain::edit::{Act, Change, Edit, Record, Step, Value};
use duewatch::domain::history::{Author, Body, Entry, Outcome};

use super::given::{Program, SMALL, given};

fn record(text: &str) -> Record {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// An edit of the status of `eu-ai/art5` for the hub.
fn entry(seq: u64, time: &str, (from, to): (&str, &str)) -> Entry {
    let set = Step::Set { from: Some(Value::text(from)), to: Some(Value::text(to)) };
    let change = Change { record: record("eu-ai/art5:hub"), key: "status".into(), step: set };
    Entry {
        seq,
        time: DateTime::parse_from_rfc3339(time).unwrap_or_else(|error| panic!("{error}")),
        author: Author { user: "ben".into(), host: "desk".into() },
        body: Body {
            edit: Edit { act: Act::Status, changes: vec![change] },
            undoes: None,
            splices: Vec::new(),
            entry: None,
            reason: None,
            before: String::new(),
            after: String::new(),
            temp: String::new(),
        },
        outcome: Outcome::Done,
        changed_since: None,
    }
}

fn found(program: &Program, entries: Vec<Entry>) -> Message {
    let record = record(&program.cursor());
    Message::HistoryRead(Box::new(Found { record, is_there: true, entries: Ok(entries) }))
}

fn none(program: &Program) -> Message {
    let record = record(&program.cursor());
    Message::HistoryRead(Box::new(Found { record, is_there: false, entries: Ok(Vec::new()) }))
}

fn asks(program: &Program) -> Option<String> {
    program
        .effects
        .iter()
        .find_map(|effect| if let Effect::ReadHistory { record } = effect { Some(record.to_string()) } else { None })
}

/// Answers the first question, for the first row, with nothing, and rests on `eu-ai/art5`.
fn on_art5() -> Program {
    let program = given(SMALL);
    assert_eq!(asks(&program).as_deref(), Some("fips/historical"));
    let answer = found(&program, Vec::new());
    program.send(answer).keys("j j j j").cursor_on("eu-ai/art5")
}

#[test]
fn it_is_asked_for_when_the_cursor_rests() {
    let program = on_art5();
    assert_eq!(asks(&program), None);
    assert!(next_wake(&program.state).is_some_and(|wake| wake <= REST));
    let rest = u64::try_from(REST.as_millis()).expect("a short time");
    let program = program.after(rest - 1);
    assert_eq!(asks(&program), None);
    let program = program.keys("j").after(rest - 1);
    assert_eq!(asks(&program), None, "it moved on");
    let program = program.keys("k").after(rest);
    assert_eq!(asks(&program).as_deref(), Some("eu-ai/art5"));
    let program = program.after(rest);
    assert_eq!(asks(&program), None, "it is asked for once");
}

#[test]
fn without_a_journal_nothing_is_asked_and_nothing_wakes() {
    let program = given(SMALL);
    let answer = none(&program);
    let program = program.send(answer).keys("G k");
    let before = next_wake(&program.state);
    let program = program.after(1000);
    assert_eq!(asks(&program), None);
    assert!(before == next_wake(&given(SMALL).keys("G k").state), "{before:?}");
    // After the file changed there may be one.
    let program = program.reads(&SMALL.replace("A small company", "Another"));
    assert!(asks(&program).is_some());
}

#[test]
fn without_a_detail_in_sight_nothing_is_asked() {
    let program = given(SMALL).sized(80, 24);
    let answer = found(&program, Vec::new());
    let program = program.send(answer).keys("j j j j").after(1000);
    assert_eq!(asks(&program), None);
    let program = program.keys("enter").after(1000);
    assert_eq!(asks(&program).as_deref(), Some("eu-ai/art5"));
}

#[test]
fn what_was_asked_before_the_file_changed_is_asked_again() {
    let program = given(SMALL);
    let answer = found(&program, vec![entry(1, "2026-11-20T16:02:00-05:00", ("open", "done"))]);
    let program = program.reads(&SMALL.replace("A small company", "Another")).send(answer);
    assert!(asks(&program).is_some());
    program.hides("History");
}

#[test]
fn the_changes_are_told_newest_first_with_who_and_why() {
    let mut newest = entry(3, "2026-11-23T14:05:00-05:00", ("open", "done"));
    newest.body.reason = Some("signed \u{1b}[31mletter".into());
    newest.changed_since = Some(entry(2, "2026-11-21T10:00:00-05:00", ("", "")).time);
    let void = Entry { outcome: Outcome::Void, ..entry(2, "2026-11-21T11:00:00-05:00", ("open", "blocked")) };
    let mut undo = entry(4, "2026-11-23T14:06:00-05:00", ("in-progress", "open"));
    undo.body.undoes = Some(1);
    let mut redo = entry(5, "2026-11-23T14:07:00-05:00", ("open", "in-progress"));
    redo.body.undoes = Some(4);
    let oldest = entry(1, "2025-11-20T16:02:00-05:00", ("open", "in-progress"));
    let program = on_art5().sized(200, 60).after(1000);
    let answer = found(&program, vec![redo, undo, newest, void, oldest]);
    let program = program.send(answer).keys("enter G").shows("History");
    let program = program.shows("23 Nov 14:05  ben  hub: open -> done").shows("letter").hides("open -> blocked");
    let program = program.shows("changed elsewhere after 21 Nov 10:00").shows("undo, hub:").shows("20 Nov 2025 16:02");
    let program = program.shows("redo, hub:");
    // The undo was taken back, so the first change stands.
    assert_eq!(program.screen().matches("(undone)").count(), 1);
    // Of another row nothing of it is shown.
    program.keys("esc j").hides("hub: open -> done");
}

#[test]
fn at_most_fifty_are_kept() {
    let many = (0..80).map(|seq| entry(seq, "2026-11-20T16:02:00-05:00", ("open", "done"))).collect();
    let program = on_art5().after(1000);
    let answer = found(&program, many);
    assert_eq!(program.send(answer).state.history.changes.len(), MOST);
}

#[test]
fn a_journal_that_cannot_be_read_is_said() {
    let program = on_art5().sized(200, 60).after(1000);
    let record = record(&program.cursor());
    let entries = Err("the journal cannot be read: permission denied".into());
    let program = program.send(Message::HistoryRead(Box::new(Found { record, is_there: true, entries })));
    program.keys("enter G").shows("cannot be read");
}

#[test]
fn an_idle_hour_reads_nothing() {
    let mut program = on_art5().after(1000);
    let answer = found(&program, vec![entry(1, "2026-11-20T16:02:00-05:00", ("open", "done"))]);
    program = program.send(answer);
    let mut wakes = 0;
    for _ in 0..3600 {
        let Some(wake) = next_wake(&program.state) else { break };
        program = program.after(u64::try_from(wake.as_millis()).expect("short").max(1));
        assert_eq!(asks(&program), None);
        wakes += 1;
        if wakes >= 60 {
            break;
        }
    }
    assert_eq!(wakes, 60);
}
