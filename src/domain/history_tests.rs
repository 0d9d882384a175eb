//! What the journal's lines mean, on tables of cases.

use super::*;
use crate::domain::edit::Act;

fn author(user: &str) -> Author {
    Author { user: user.into(), host: "desk".into() }
}

fn line(seq: u64, kind: Kind, user: &str, undoes: Option<u64>) -> Line {
    let time = DateTime::parse_from_rfc3339("2026-11-23T14:05:00-05:00").expect("a time");
    let edit = Edit { act: Act::Status, changes: Vec::new() };
    let (before, after) = (format!("t{}", seq - 1), format!("t{seq}"));
    let body = Body {
        edit,
        undoes,
        splices: Vec::new(),
        entry: None,
        reason: None,
        before,
        after,
        temp: format!(".d.yaml.duewatch-{seq}"),
    };
    let body = (kind == Kind::Edit).then_some(body);
    Line { v: 1, seq, kind, time, author: author(user), body, prev: String::new() }
}

/// Edits of ana that were saved, `e`; of ben, `b`; of ana that were not, `v`; `uN` and `rN` take N back.
fn journal(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, word) in text.split_whitespace().enumerate() {
        let seq = at as u64 + 1;
        let user = if word == "b" { "ben" } else { "ana" };
        let undoes = word.strip_prefix(['u', 'r']).map(|number| number.parse().expect("a number"));
        lines.push(line(seq, Kind::Edit, user, undoes));
        lines.push(line(seq, if word == "v" { Kind::Void } else { Kind::Done }, "carl", None));
    }
    lines
}

fn chosen(text: &str, passed: &[u64]) -> (Option<u64>, Option<u64>) {
    let ana = author("ana");
    let mut choosing = Choosing::new(&ana, passed);
    for line in journal(text).iter().rev() {
        if choosing.see(line) {
            break;
        }
    }
    (choosing.choice(Way::Undo), choosing.choice(Way::Redo))
}

#[test]
fn undo_and_redo_go_back_and_forth_through_the_own_edits() {
    for (text, undo, redo) in [
        ("", None, None),
        ("e", Some(1), None),
        ("e e b v", Some(2), None),
        ("b v", None, None),
        ("e e u2", Some(1), Some(3)),
        ("e e u2 u1", None, Some(4)),
        ("e e u2 u1 r4", Some(5), Some(3)),
        ("e e u2 u1 r4 r3", Some(6), None),
        ("e e u2 u1 r4 u5", None, Some(6)),
        ("e e u2 u1 r4 r3 u6", Some(5), Some(7)),
        ("e e u2 e", Some(4), None),
        ("e e u2 e u4", Some(1), Some(5)),
        ("e e u2 e u4 u1", None, Some(6)),
        ("e u1 e u3 b", None, Some(4)),
        ("e u1 r2 e u4", Some(3), Some(5)),
        ("e u1 r2 e u4 u3", None, Some(6)),
        ("e u1 r2 u3 r4 e", Some(6), None),
    ] {
        assert_eq!(chosen(text, &[]), (undo, redo), "{text}");
    }
}

#[test]
fn an_edit_that_no_longer_stands_is_passed_over() {
    assert_eq!(chosen("e e e", &[3]), (Some(2), None));
    assert_eq!(chosen("e e e u2", &[3]), (Some(1), Some(4)));
    assert_eq!(chosen("e e", &[1, 2]), (None, None));
}

#[test]
fn an_edit_is_settled_by_what_the_files_hold() {
    use Fate::{Dropped, SetAside};
    use Found::{After, Before, Nothing, Other};
    for (file, temp, outcome, fate) in [
        (Before, After, Outcome::Void, Dropped),
        (Before, Nothing, Outcome::Void, Dropped),
        (Before, Other, Outcome::Void, SetAside),
        (Before, Before, Outcome::Done, Dropped),
        (After, Before, Outcome::Done, Dropped),
        (After, Nothing, Outcome::Done, Dropped),
        (After, Other, Outcome::Done, SetAside),
        (After, After, Outcome::Done, Dropped),
        (Other, After, Outcome::Void, Dropped),
        (Other, Before, Outcome::Done, Dropped),
        (Other, Nothing, Outcome::Done, Dropped),
        (Other, Other, Outcome::Done, SetAside),
    ] {
        assert_eq!(settle(file, temp), (outcome, fate), "{file:?} {temp:?}");
    }
}

/// Chains the lines by made-up hashes; a `None` is the beginning of a line.
fn chain(lines: Vec<Option<Line>>) -> Chain {
    chain_with(lines, Scrap::Beginning)
}

fn chain_with(lines: Vec<Option<Line>>, scrap: Scrap) -> Chain {
    let mut chain = Chain::default();
    let mut last = String::new();
    for (at, line) in lines.into_iter().enumerate() {
        match line {
            None => chain.scrap(scrap),
            Some(mut line) => {
                if line.prev.is_empty() {
                    line.prev.clone_from(&last);
                }
                last = format!("h{at}");
                chain.take(line, last.clone(), |_| true);
            }
        }
    }
    chain
}

fn faults(chain: &Chain) -> Vec<(u64, Fault)> {
    chain.faults.iter().map(|fault| (fault.line, fault.fault)).collect()
}

#[test]
fn a_whole_journal_has_no_faults_and_every_edit_its_outcome() {
    let chain = chain(journal("e v e").into_iter().map(Some).collect());
    assert_eq!(faults(&chain), []);
    let outcomes: Vec<Outcome> = chain.entries.iter().map(|entry| entry.outcome).collect();
    assert_eq!(outcomes, [Outcome::Done, Outcome::Void, Outcome::Done]);
    // The third began with what the void one would have written: not what stood there.
    assert!(chain.entries.get(2).is_some_and(|entry| entry.changed_since.is_some()));
    assert_eq!(chain.last.map(|(after, _)| after).as_deref(), Some("t3"));
}

#[test]
fn a_torn_line_is_told_from_a_changed_one() {
    let mut lines: Vec<Option<Line>> = journal("e e").into_iter().map(Some).collect();
    lines.insert(2, None);
    assert_eq!(faults(&chain(lines.clone())), [(3, Fault::Torn)]);
    assert_eq!(faults(&chain_with(lines.clone(), Scrap::Foreign)), [(3, Fault::Unreadable)]);
    // Behind the last one no line can tell: then its missing end does.
    for (scrap, fault) in
        [(Scrap::Torn, Fault::Torn), (Scrap::Beginning, Fault::Unreadable), (Scrap::Foreign, Fault::Unreadable)]
    {
        let lines = journal("e").into_iter().map(Some).chain([None]).collect();
        assert_eq!(faults(&chain_with(lines, scrap)), [(3, fault)]);
    }
    if let Some(Some(line)) = lines.get_mut(3) {
        line.prev = "of the line that was there".into();
    }
    assert_eq!(faults(&chain(lines)), [(3, Fault::Unreadable), (4, Fault::Chain)]);
}

#[test]
fn what_the_last_edit_should_leave_was_left_by_it() {
    let unsettled = || chain(journal("e e").into_iter().take(3).map(Some).collect());
    for (text, outcome, last) in [("t2", Outcome::Done, "t2"), ("t1", Outcome::Unsettled, "t1")] {
        let mut chain = unsettled();
        chain.stands(text);
        assert_eq!(chain.entries.last().map(|entry| entry.outcome), Some(outcome), "{text}");
        assert_eq!(chain.last.as_ref().map(|(after, _)| after.as_str()), Some(last), "{text}");
    }
    // What was saved and settled long ago says nothing of the edit that is open.
    let mut chain = chain(journal("e v e").into_iter().map(Some).collect());
    chain.stands("t2");
    assert_eq!(chain.last.map(|(after, _)| after).as_deref(), Some("t3"));
}

#[test]
fn lines_taken_out_or_doubled_are_found() {
    let whole = journal("e e");
    let mut out: Vec<Option<Line>> = whole.iter().cloned().map(Some).collect();
    if let Some(Some(third)) = out.get_mut(2) {
        third.prev = "h9".into();
    }
    assert_eq!(faults(&chain(out)), [(3, Fault::Chain)]);
    let mut twice: Vec<Option<Line>> = whole.iter().cloned().map(Some).collect();
    twice.extend(whole.into_iter().map(Some));
    assert_eq!(faults(&chain(twice)), [(5, Fault::Number), (7, Fault::Number)]);
}

#[test]
fn a_milestone_has_the_history_of_its_cells() {
    let record = |text: &str| text.parse::<Record>().expect("an address");
    for (part, whole, is_part) in [
        ("r/m:kes", "r/m", true),
        ("r/m@2027-04-15:kes", "r/m", true),
        ("r/m", "r/m", true),
        ("r/n:kes", "r/m", false),
        ("r/m", "r/m:kes", false),
        ("r/m:kes", "r/m:kes", true),
        ("r/m:org", "r/m:kes", false),
        ("r/m:kes", "product:kes", true),
        ("r/m", "regulation:r", true),
        ("regulation:r", "r/m", false),
        ("q/m", "regulation:r", false),
        ("q/m", "file", true),
    ] {
        assert_eq!(belongs(&record(part), &record(whole)), is_part, "{part} in {whole}");
    }
}
