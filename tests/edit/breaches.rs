//! No move, and nothing that is written out for one, un-says a breach.

use std::fmt::Write as _;

use duewatch::domain::board::Board;
use duewatch::domain::edit::Record;
use duewatch::domain::edit::make::{Moving, Reach, move_date, remove};
use duewatch::yaml::amend::{amend, facts};
use duewatch::yaml::snapshot::Snapshot;
use proptest::prelude::*;

use super::given::{HEAD, board, hand, record, snapshot};

/// A day of 2026, as many days after 1 January.
fn date(days: u64) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    (first + chrono::Days::new(days)).to_string()
}

/// How dates hang together: by a rule, by a rule on that, by lists, by hours, and by working days that roll.
const DATES: [&str; 8] = [
    "at: DAY",
    "by: DAY",
    "by: 30 days after a",
    "from: 10 business days after c",
    "by: [20 days after a, 40 days after b, 1 week after d]",
    "by: 1 month before e",
    "by: [72 hours after a, 2 days before c]",
    "by: 3 weeks after g",
];

#[derive(Clone, Debug)]
struct Said {
    day: u64,
    moves: Vec<(u64, Option<u64>)>,
    closed: Option<u64>,
    roll: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let day = || 0_u64..330;
    let moves = prop::collection::vec((day(), prop::option::weighted(0.9, day())), 0..3);
    (day(), moves, prop::option::of(day()), any::<bool>()).prop_map(|(day, moves, closed, roll)| Said {
        day,
        moves,
        closed,
        roll,
    })
}

fn text(all: &[Said]) -> String {
    let mut text = HEAD.to_string();
    for ((id, when), said) in ('a'..).zip(DATES).zip(all) {
        let _ = write!(text, "      {id}:\n        title: T\n        {}\n", when.replace("DAY", &date(said.day)));
        if said.roll {
            text.push_str("        roll: next\n");
        }
        if !said.moves.is_empty() {
            text.push_str("        moved:\n");
        }
        let mut moves = said.moves.clone();
        moves.sort_by_key(|(_, when)| *when);
        for (was, when) in moves {
            let when = when.map(|when| format!("when: {}, ", date(when))).unwrap_or_default();
            let _ = writeln!(text, "          - {{was: {}, {when}why: law}}", date(was));
        }
        if !when.starts_with("at") {
            let kes = match said.closed {
                Some(day) => format!("{{status: done, closed: {}, who: ana}}", date(day)),
                None => "open".into(),
            };
            let _ = writeln!(text, "        products: {{kes: {kes}, hub: open}}");
        }
    }
    text
}

/// The obligations, each with whether it is in breach.
fn breaches(board: &Board) -> Vec<(String, Option<bool>)> {
    board.cells.iter().map(|cell| (board.address_of_cell(cell), cell.breach)).collect()
}

/// Compares what was a breach, or may have been. Where a move does not say when it came, it may be unknown afterwards.
fn still(all: &[Said], before: &Board, text: &str) -> Result<(), TestCaseError> {
    let is_said = all.iter().flat_map(|said| &said.moves).all(|(_, when)| when.is_some());
    let snapshot: Snapshot = snapshot(text);
    let after = breaches(&board(&snapshot));
    for (address, breach) in breaches(before).into_iter().filter(|(_, breach)| *breach != Some(false)) {
        let Some((_, now)) = after.iter().find(|(other, _)| *other == address) else { continue };
        let is_kept = if is_said { *now == breach } else { *now != Some(false) };
        prop_assert!(is_kept, "{}: {:?}, now {:?} in\n{}", address, breach, now, text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_move_takes_none_back(
        all in prop::collection::vec(said(), DATES.len()),
        (at, to) in (0_u32..8, 0_u64..700),
        keeps_all in any::<bool>(),
    ) {
        let text = text(&all);
        let before = snapshot(&text);
        prop_assert!(before.plan.findings.iter().all(|finding| !finding.message.contains("cannot")), "{text}");
        let board = board(&before);
        let moving = Moving { to: date(to), reason: "law".into(), when: "today".into(), source: None };
        let Ok(none) = Reach::of_moving(&board, at, &moving, &[]) else { return Ok(()) };
        let kept: Vec<Record> = none.others.iter().filter(|one| keeps_all && one.fate.is_free()).map(|one| one.record.clone()).collect();
        let reach = Reach::of_moving(&board, at, &moving, &kept).expect("it was read before");
        let own = record(&board.address(at));
        let records: Vec<Record> = std::iter::once(own).chain(reach.written()).collect();
        let facts = facts(&before, &records).expect("facts");
        let Ok(edit) = move_date(&facts, &board, at, &moving, &hand()) else { return Ok(()) };
        let edit = reach.join(&facts, &board, edit).expect("an edit");
        let after = amend(&before, &edit).unwrap_or_else(|not| panic!("{not:?}")).text;
        still(&all, &board, &after)?;
        // What the preview says is what comes of it.
        let (after, wanted) = (snapshot(&after), reach.turns);
        let now = super::given::board(&after);
        for turn in wanted {
            let found = now.cells.iter().find(|cell| now.address_of_cell(cell) == turn.address).expect("it is there");
            prop_assert_eq!((found.late_days, found.breach), (turn.new.late_days, turn.new.breach), "{}", turn.address);
        }
    }

    #[test]
    fn an_anchor_that_goes_takes_none_with_it(all in prop::collection::vec(said(), DATES.len()), at in 0_u32..8) {
        let text = text(&all);
        let before = snapshot(&text);
        let board = board(&before);
        let everything: Vec<Record> = (0..8).map(|number| record(&board.address(number))).collect();
        let facts = facts(&before, &everything).expect("facts");
        let Ok(removal) = remove(&facts, &board, &[record(&board.address(at))]) else { return Ok(()) };
        let after = amend(&before, &removal.edit).unwrap_or_else(|not| panic!("{not:?}")).text;
        still(&all, &board, &after)?;
    }
}
