//! Texts, boards and edits for the tests, and how many lines two texts differ in.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use duewatch::domain::board::Board;
use duewatch::domain::edit::make::{self, Given, Hand};
use duewatch::domain::edit::{Edit, Facts, Record, Refusal};
use duewatch::domain::status::Status;
use duewatch::domain::zone::Zone;
use duewatch::yaml::amend::{Amended, NotAmended, amend, facts};
use duewatch::yaml::snapshot::Snapshot;

/// The products of every text here.
pub const HEAD: &str = "duewatch: 1\nproducts:\n  kes: {name: Kes, tags: [endpoint]}\n  hub: {name: Hub, tags: [endpoint]}\n  \
                        mail: {name: Mail}\nregulations:\n  r:\n    title: Rule\n    milestones:\n";

/// Returns a file with one milestone `r/m`, due on 2027-04-15, that says `rest` besides.
pub fn file(rest: &str) -> String {
    format!(
        "{HEAD}      m:\n        title: Step\n        by: 2027-04-15\n{rest}      later:\n        title: Later\n        by: 30 days after m\n"
    )
}

pub fn snapshot(text: &str) -> Snapshot {
    Snapshot::of(text.into(), &Zone::utc())
}

pub fn board(snapshot: &Snapshot) -> Board {
    let now: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().expect("a moment");
    Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now)
}

pub fn hand() -> Hand {
    Hand { user: "ana".into(), today: day("2026-11-23") }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn record(address: &str) -> Record {
    address.parse().expect("an address")
}

pub fn facts_of(snapshot: &Snapshot, address: &str) -> Facts {
    facts(snapshot, &[record(address)]).unwrap_or_else(|refusal| panic!("{address}: {refusal}"))
}

/// What each status must say.
pub fn given(status: Status) -> Given {
    let text = |text: &str| Some(text.to_string());
    match status {
        Status::Blocked => Given { waiting: text("vendor"), ..Given::default() },
        Status::Accepted => Given { reason: text("no other way"), ..Given::default() },
        Status::NotApplicable => Given { reason: text("sold, in 2025"), ..Given::default() },
        Status::Open | Status::InProgress | Status::Done => Given::default(),
    }
}

pub fn set(snapshot: &Snapshot, address: &str, status: Status, given: &Given) -> Result<Edit, Refusal> {
    set_on(&board(snapshot), snapshot, address, (status, given))
}

pub fn set_on(
    board: &Board,
    snapshot: &Snapshot,
    address: &str,
    (status, given): (Status, &Given),
) -> Result<Edit, Refusal> {
    let record = record(address);
    let facts = facts(snapshot, std::slice::from_ref(&record))?;
    make::set_status(&facts, board, &[record], status, given, &hand())
}

/// Sets a status and returns the text after.
pub fn after_set(text: &str, address: &str, status: Status) -> String {
    let snapshot = snapshot(text);
    let edit = set(&snapshot, address, status, &given(status)).unwrap_or_else(|r| panic!("{address}: {r} {}", r.hint));
    done(&snapshot, &edit).text
}

pub fn done(snapshot: &Snapshot, edit: &Edit) -> Amended {
    match amend(snapshot, edit) {
        Ok(amended) => amended,
        Err(not) => panic!("{not:?}\nof {edit:?}\non\n{}", snapshot.text),
    }
}

pub fn refused(result: Result<Amended, NotAmended>) -> Refusal {
    match result {
        Err(NotAmended::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Returns how many lines went and how many came, looking only at the lines of the splices.
pub fn changed_at(old: &str, amended: &Amended) -> (usize, usize) {
    let (Some(first), Some(last)) = (amended.splices.first(), amended.splices.last()) else { return (0, 0) };
    let from = old.get(..first.at).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let behind = old.get(last.at + last.old.len()..).unwrap_or_default();
    let tail = behind.len() - behind.find('\n').unwrap_or(behind.len());
    let window = |text: &str| text.get(from..text.len() - tail).unwrap_or_default().to_string();
    changed(&window(old), &window(&amended.text))
}

/// Returns how many lines went and how many came.
pub fn changed(old: &str, new: &str) -> (usize, usize) {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().skip(head).rev().zip(b.iter().skip(head).rev()).take_while(|(a, b)| a == b).count();
    let a: Vec<&str> = a.iter().skip(head).take(a.len() - head - tail).copied().collect();
    let b: Vec<&str> = b.iter().skip(head).take(b.len() - head - tail).copied().collect();
    let mut row = vec![0_usize; b.len() + 1];
    for line in &a {
        let mut corner = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row.get(at + 1).copied().unwrap_or(0);
            let left = row.get(at).copied().unwrap_or(0);
            let best = if line == other { corner + 1 } else { above.max(left) };
            corner = above;
            if let Some(slot) = row.get_mut(at + 1) {
                *slot = best;
            }
        }
    }
    let same = row.last().copied().unwrap_or(0);
    (a.len() - same, b.len() - same)
}

#[test]
fn lines_that_differ_are_counted() {
    assert_eq!(changed("a\nb\nc\n", "a\nx\nc\n"), (1, 1));
    assert_eq!(changed("a\nb\nc\nd\n", "a\nx\nc\ny\nz\n"), (2, 3));
    assert_eq!(changed("a\n", "a\nb\n"), (0, 1));
    assert_eq!(changed("a\nb", "a\nb"), (0, 0));
}
