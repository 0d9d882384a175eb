//! The board of an edited file is the board of that file, whatever of it was taken over.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use duewatch::domain::board::Board;
use duewatch::yaml::snapshot::Snapshot;
use proptest::prelude::*;

use super::advance::{MIXED, SHIPPED};
use super::board::snapshot;

/// What goes for what, in one line.
const SWAPS: [(&str, &str); 16] = [
    ("2026", "2027"),
    ("-12-", "-11-"),
    ("open", "done"),
    ("by:", "from:"),
    ("by:", "at:"),
    ("kes", "hub"),
    ("tag:t", "all"),
    ("America/New_York", "Europe/Brussels"),
    ("repeat: monthly", "kind: report"),
    ("title", "citation"),
    ("days", "weeks"),
    ("final", "draft"),
    ("1 ", "3 "),
    ("{title: A", "&x {title: A"),
    ("products: [kes]", "products: {kes: {due: 2026-12-08}}"),
    ("[t]", "[]"),
];

#[derive(Clone, Debug)]
enum Deed {
    Remove,
    Double,
    Rename,
    Swap(&'static str, &'static str),
}

fn deed() -> impl Strategy<Value = Deed> {
    let swap = || prop::sample::select(&SWAPS[..]);
    prop_oneof![
        Just(Deed::Remove),
        Just(Deed::Double),
        Just(Deed::Rename),
        swap().prop_map(|(one, other)| Deed::Swap(one, other)),
        swap().prop_map(|(one, other)| Deed::Swap(other, one)),
    ]
}

/// Does something to the line at a place, or to the first behind it that has what is to be swapped.
fn changed(text: &str, at: usize, deed: &Deed) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let at = at % lines.len().max(1);
    match deed {
        Deed::Remove => drop(lines.remove(at)),
        Deed::Double => {
            let other = lines.get(at).map(|line| line.replacen(": ", "2: ", 1));
            lines.splice(at..at, other);
        }
        Deed::Rename => lines.iter_mut().skip(at).take(1).for_each(|line| *line = line.replacen(": ", "x: ", 1)),
        Deed::Swap(one, other) => {
            if let Some(line) = lines.iter_mut().skip(at).find(|line| line.contains(one)) {
                *line = line.replacen(one, other, 1);
            }
        }
    }
    lines.join("\n") + "\n"
}

fn at(snapshot: &Snapshot, now: DateTime<Utc>) -> Board {
    Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now)
}

fn after(board: &Board, snapshot: &Snapshot, now: DateTime<Utc>) -> Board {
    board.edited(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now)
}

fn check(text: &str, from: DateTime<Utc>, steps: &[(usize, Deed, i64)]) -> Result<(), TestCaseError> {
    let (mut text, mut now) = (text.to_string(), from);
    let mut board = at(&snapshot(&text), now);
    for (line, deed, seconds) in steps {
        text = changed(&text, *line, deed);
        now += TimeDelta::seconds(*seconds);
        let snapshot = snapshot(&text);
        board = after(&board, &snapshot, now);
        let fresh = at(&snapshot, now);
        for (number, (row, wanted)) in (0u32..).zip(board.rows.iter().zip(&fresh.rows)) {
            prop_assert_eq!(row, wanted, "{} at {}", fresh.address(number), now);
        }
        prop_assert_eq!(board.rows.len(), fresh.rows.len());
        prop_assert_eq!(&board.cells, &fresh.cells);
        prop_assert_eq!(&board.occurrences, &fresh.occurrences);
        prop_assert_eq!(&board.order, &fresh.order);
        prop_assert_eq!((board.now, board.next_change), (fresh.now, fresh.next_change));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn it_is_the_board_of_that_file(
        from in 1_760_000_000_i64..1_800_000_000,
        steps in prop::collection::vec((0_usize..2_000, deed(), prop_oneof![Just(0_i64), 0_i64..90_000]), 1..5),
    ) {
        let from = DateTime::from_timestamp(from, 0).expect("an instant");
        check(SHIPPED, from, &steps)?;
        check(MIXED, from, &steps)?;
    }
}

/// Marks every row of a board, so that what was taken over can be told from what was evaluated.
fn marked(text: &str, now: DateTime<Utc>) -> Board {
    let mut board = at(&snapshot(text), now);
    for row in &mut board.rows {
        row.more = 77;
    }
    board
}

fn evaluated(board: &Board) -> Vec<String> {
    let numbers = (0u32..).zip(&board.rows).filter(|(_, row)| row.more != 77);
    numbers.map(|(number, _)| board.address(number)).collect()
}

const CHAIN: &str = "duewatch: 1\nzone: UTC\nproducts:\n  kes: {name: K}\nregulations:\n  r:\n    title: R\n    \
    milestones:\n      a: {title: A, by: 2026-12-01, products: [kes]}\n      \
    b: {title: B, by: 3 days after a, products: [kes]}\n      c: {title: C, by: 2027-02-01, products: [kes]}\n      \
    d: {title: D, by: 3 days after e, products: [kes]}\n      e: {title: E, by: 2027-03-01, products: [kes]}\n";

#[test]
fn only_what_an_edit_can_have_changed_is_evaluated() {
    let now = "2026-11-23T19:05:00Z".parse().expect("an instant");
    let of = |text: &str| evaluated(&after(&marked(CHAIN, now), &snapshot(text), now));
    assert_eq!(of(CHAIN), [""; 0]);
    assert_eq!(of(&CHAIN.replace("title: C", "title: Longer")), ["r/c"]);
    // With what counts from it, before and behind it.
    assert_eq!(of(&CHAIN.replace("2026-12-01", "2026-12-02")), ["r/a", "r/b"]);
    assert_eq!(of(&CHAIN.replace("2027-03-01", "2027-03-02")), ["r/d", "r/e"]);
    // Numbers move: what stood above the new one, up to its key, and the new one.
    let more = CHAIN.replace("      c:", "      n: {title: N, by: 2027-01-01, products: [kes]}\n      c:");
    assert_eq!(of(&more), ["r/n"]);
    assert_eq!(of(&CHAIN.replace("name: K", "name: Kestrel")), [""; 0]);
    assert_eq!(of(&CHAIN.replace("name: K", "name: K, tags: [t]")).len(), 5);
    assert_eq!(of(&CHAIN.replace("zone: UTC", "zone: Asia/Tokyo")).len(), 5);
}

#[test]
fn a_row_that_changed_by_itself_is_evaluated_too() {
    let (now, later) = ("2026-11-23T19:05:00Z", "2026-11-24T00:00:00Z");
    let board = marked(CHAIN, now.parse().expect("an instant"));
    assert_eq!(evaluated(&after(&board, &snapshot(CHAIN), later.parse().expect("an instant"))).len(), 5);
}
