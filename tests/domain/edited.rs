//! The board of an edited file is the board of that file, whatever of it was taken over.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use duewatch::domain::board::Board;
use duewatch::yaml::snapshot::Snapshot;
use proptest::prelude::*;

use super::advance::{MIXED, SHIPPED};
use super::board::snapshot;

/// What goes for what, in one line.
const SWAPS: [(&str, &str); 31] = [
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
    ("closed: 2026", "closed: 2027"),
    ("-05}", "-25}"),
    ("until: 2026", "until: 2025"),
    ("until: 2027", "until: 2026"),
    ("status: done", "status: accepted"),
    ("{status: done, closed: 2026", "{status: open, since: 2026"),
    (", certainty: withdrawn", ""),
    ("certainty: draft", "certainty: withdrawn"),
    ("calendar: house", "calendar: weekends"),
    ("closed: [", "open: ["),
    ("roll: next", "roll: previous"),
    ("after done", "until 2026-12-31"),
    ("was: 2026", "was: 2025"),
    ("when: 2026-08-01", "when: 2026-06-20"),
    ("after m", "after n"),
];

/// The same, with which series that count from closings run otherwise.
const CLOSINGS: [(&str, &str); 8] = [
    ("closed: 2026-01-05", "closed: 2026-02-25"),
    ("closed: 2026-02-20", "closed: 2026-02-21"),
    ("closed: 2026-04-01", "closed: 2027-04-01"),
    ("closed: 2026-12-23", "closed: 2026-09-04"),
    ("until: 2026-11-01", "until: 2026-05-01"),
    ("since: 2026-04-01", "since: 2026-08-01"),
    ("{status: done", "{status: n/a"),
    ("45 days", "46 days"),
];

/// Milestones of which a file is made: what counts from closings, what follows that, what moved, what is withdrawn, what
/// goes by calendars of the file.
const POOL: [&str; 18] = [
    "m: {title: M, by: 2026-01-10, repeat: every 45 days after done, products: [kes, hub], occurrences: {2026-01-10: {kes: \
     {status: done, closed: 2026-01-05}, hub: {status: done, closed: 2026-02-20}}, 2026-04-06: {kes: {status: done, closed: \
     2026-04-01}, hub: {status: accepted, reason: x, since: 2026-04-01, until: 2026-11-01}}}}",
    "dep: {title: D, by: 10 days after m, products: [kes]}",
    "deep: {title: D, by: 2 business days after dep, products: \"tag:t\", calendar: house, roll: next}",
    "of: {title: O, by: 3 days after m@2026-04-06, products: [hub]}",
    "own: {title: O, by: 5 days after m, products: [hub], occurrences: {2026-01-15: {hub: {status: open, due: 2026-02-15, \
     reason: x}}, 2026-04-11: {hub: {status: done, closed: \"2026-04-12T10:00:00Z\"}}}}",
    "n: {title: N, by: 2026-10-31, repeat: monthly until 2027-03-31, roll: next, calendar: house, products: [kes]}",
    "foll: {title: F, by: 3 business days before n, calendar: house, products: [hub]}",
    "un: {title: U, by: 2026-09-01, repeat: every 3 business days after done, calendar: house, products: [kes], \
     occurrences: {2026-09-01: {kes: {status: done, closed: 2026-12-23}}}}",
    "beh: {title: B, by: 1 month before un, products: [kes]}",
    "mov: {title: M, by: 2026-12-01, moved: [{was: 2026-06-30, when: 2026-08-01, why: late}], products: [kes]}",
    "wd: {title: W, by: 2026-12-02, certainty: withdrawn, products: [kes, hub]}",
    "fwd: {title: F, by: 3 days after wd, products: [hub]}",
    "dr: {title: D, from: 2026-12, certainty: draft, products: \"tag:t\"}",
    "bd: {title: B, by: 4 business days after mov, calendar: house, products: [kes]}",
    "lst: {title: L, by: [5 days after mov, 3 business days after wd], products: [hub]}",
    "ext: {title: E, by: 2026-12-05, products: {kes: {status: open, due: 3 days after mov, reason: x}}}",
    "lap: {title: L, by: 2026-11-05, products: {hub: {status: accepted, reason: x, since: 2026-10-01, until: 2026-11-15}}}",
    "tok: {title: T, by: 2026-11-30 09:00 Asia/Tokyo, repeat: weekly, products: [hub]}",
];

/// A file of some of the pool, in any order, in two regulations.
fn file() -> impl Strategy<Value = String> {
    let some = prop::sample::subsequence(&POOL[..], 4..=POOL.len()).prop_shuffle();
    (some, 0_usize..20).prop_map(|(milestones, at)| {
        let mut text = String::from(
            "duewatch: 1\nzone: America/New_York\ncalendars:\n  house: {base: us-federal, closed: [2026-11-27, 2026-12-24], \
             until: 2026-12-31}\n  other: {base: house, open: [2026-12-24]}\nproducts:\n  kes: {name: K, tags: [t]}\n  \
             hub: {name: H, tags: [t], retired: 2026-12-20}\nregulations:\n  r:\n    title: R\n    milestones:\n",
        );
        for (number, milestone) in milestones.into_iter().enumerate() {
            if number == at {
                text += "  s:\n    title: S\n    certainty: draft\n    roll: next\n    calendar: other\n    milestones:\n";
            }
            text.extend(["      ", milestone, "\n"]);
        }
        text
    })
}

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
        prop::sample::select(&CLOSINGS[..]).prop_map(|(one, other)| Deed::Swap(one, other)),
    ]
}

/// Does something to the line at a place, or to the first that has what is to be swapped, from there round to it.
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
            let (before, behind) = lines.split_at_mut(at);
            if let Some(line) = behind.iter_mut().chain(before).find(|line| line.contains(one)) {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn it_is_the_board_of_any_file(
        text in file(),
        from in 1_767_000_000_i64..1_800_000_000,
        steps in prop::collection::vec((0_usize..40, deed(), prop_oneof![Just(0_i64), 0_i64..9_000_000]), 1..8),
    ) {
        let from = DateTime::from_timestamp(from, 0).expect("an instant");
        check(&text, from, &steps)?;
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

/// A series that counts from closings, what follows it, what follows that, and others behind and before.
const FOLLOWERS: &str = "duewatch: 1\nzone: UTC\nproducts:\n  kes: {name: K}\nregulations:\n  r:\n    title: R\n    \
    milestones:\n      a: {title: A, by: 2027-12-01, products: [kes]}\n      \
    c: {title: C, by: 2 days after b, products: [kes]}\n      b: {title: B, by: 3 days after m, products: [kes]}\n      \
    m: {title: M, by: 2026-01-10, repeat: every 45 days after done, products: [kes], occurrences: {2026-01-10: {kes: \
    {status: done, closed: 2026-01-05}}}}\n      year: {title: Y, by: 2027-02-01, repeat: yearly, products: [kes]}\n      \
    z: {title: Z, by: 3 days after year, products: [kes]}\n";

#[test]
fn what_follows_a_series_is_evaluated_when_its_closings_change() {
    let now = "2026-01-07T19:05:00Z".parse().expect("an instant");
    let of = |text: &str| evaluated(&after(&marked(FOLLOWERS, now), &snapshot(text), now));
    assert_eq!(of(&FOLLOWERS.replace("title: A", "title: Longer")), ["r/a"]);
    // An edit above moves all numbers and none of what runs as before.
    let more = FOLLOWERS.replace("      c:", "      n: {title: N, by: 2027-01-01, products: [kes]}\n      c:");
    assert_eq!(of(&more), ["r/n"]);
    assert_eq!(of(&FOLLOWERS.replace("01-05", "01-06")), ["r/c", "r/b", "r/m"]);
    // Nothing is owed any more, and no day of closing says when the next one comes.
    assert_eq!(of(&FOLLOWERS.replace("status: done, closed: 2026-01-05", "status: n/a, since: 2026-01-09")).len(), 3);
    assert_eq!(of(&FOLLOWERS.replace("2027-02-01", "2027-02-02")), ["r/year", "r/z"]);
}

#[test]
fn a_row_that_changed_by_itself_is_evaluated_too() {
    let (now, later) = ("2026-11-23T19:05:00Z", "2026-11-24T00:00:00Z");
    let board = marked(CHAIN, now.parse().expect("an instant"));
    assert_eq!(evaluated(&after(&board, &snapshot(CHAIN), later.parse().expect("an instant"))).len(), 5);
}

/// An anchor that was moved, and what counts from it by one rule, by a list, and through another.
const MOVED: &str = "duewatch: 1\nzone: UTC\nproducts:\n  kes: {name: K}\nregulations:\n  r:\n    title: R\n    \
    milestones:\n      far: {title: F, by: 1 day after one, products: [kes]}\n      \
    one: {title: O, by: 10 days after m, products: {kes: {status: done, closed: 2026-07-20}}}\n      \
    lst: {title: L, by: [10 days after m, 90 days after other], products: {kes: {status: done, closed: 2026-07-20}}}\n      \
    m: {title: M, at: 2026-12-01, moved: [{was: 2026-06-30, when: 2026-08-01, why: late}]}\n      \
    other: {title: T, at: 2026-12-01}\n      own: {title: O, by: 2026-12-24, products: [kes]}\n";

#[test]
fn an_edit_of_nothing_but_the_day_of_an_anchors_move_reaches_what_counts_from_it() {
    let now: DateTime<Utc> = "2026-11-23T19:05:00Z".parse().expect("an instant");
    let breaches = |board: &Board| board.rows.iter().map(|row| row.breach == Some(true)).collect::<Vec<_>>();
    let before = at(&snapshot(MOVED), now);
    assert_eq!(breaches(&before), [true, true, true, false, false, false]);
    // 10 July stood until the 5th alone: no breach. All dates are what they were, and so are the texts of what counts.
    let in_time = snapshot(&MOVED.replace("when: 2026-08-01", "when: 2026-07-05"));
    let edited = after(&before, &in_time, now);
    assert_eq!(edited.rows, at(&in_time, now).rows);
    assert_eq!(edited.cells, at(&in_time, now).cells);
    assert_eq!(breaches(&edited), [false; 6]);
    assert_eq!(evaluated(&after(&marked(MOVED, now), &in_time, now)), ["r/far", "r/one", "r/lst", "r/m"]);
    // And back.
    assert_eq!(breaches(&after(&edited, &snapshot(MOVED), now)), breaches(&before));
    // Without its day nobody knows.
    let unsaid = snapshot(&MOVED.replace("when: 2026-08-01, ", ""));
    assert_eq!(after(&before, &unsaid, now).rows, at(&unsaid, now).rows);
}
