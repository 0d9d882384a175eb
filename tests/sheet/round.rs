//! Our own lists come back: the same titles, dates and products, and nothing to change where they came from.

use std::path::PathBuf;
use std::process::Command;

use duewatch::domain::board::{Board, Cell};
use duewatch::domain::date::Verb;
use duewatch::exchange::sheet::Options;

use super::given::{EMPTY, NOW, board, compared, imported, sheet, told};

/// Lists a file as CSV, as the binary does.
fn listed(path: &str, more: &[&str]) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut command = Command::new(env!("CARGO_BIN_EXE_duewatch"));
    command.env_clear().envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent")]);
    command.args(["list", "--format", "csv", "--as-of", NOW, "--file"]).arg(path).args(more);
    let output = command.output().expect("the binary runs");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What each milestone says: address, title, verb, date, instant.
fn dates(board: &Board) -> Vec<String> {
    let one = |number: u32| {
        let (milestone, dated) = (board.records(number).1, board.dated(number));
        let title = milestone.title.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{} {title} {:?} {:?} {:?}", board.address(number), milestone.verb, dated.date, dated.instant)
    };
    let mut all: Vec<String> = (0..board.rows.len()).filter_map(|number| u32::try_from(number).ok()).map(one).collect();
    all.sort();
    all
}

/// What each cell says: address, status, owner, date.
fn cells(board: &Board) -> Vec<String> {
    let mut all: Vec<String> = board
        .cells
        .iter()
        .map(|cell| format!("{} {:?} {:?}", board.address_of_cell(cell), cell.status, board.dated_of_cell(cell).date))
        .collect();
    all.sort();
    all
}

const FILES: [&str; 3] = ["tests/data/cli/exchange.yaml", "deadlines.yaml", "tests/app/small.yaml"];

#[test]
fn a_list_of_milestones_comes_back() {
    for path in FILES {
        let original = board(&std::fs::read_to_string(path).expect("a file"));
        let sheet = sheet(&listed(path, &[]), &Options::default());
        let back = board(&imported(&sheet, EMPTY));
        assert_eq!(dates(&back), dates(&original), "{path}");
        // A series comes with the one date that its row shows.
        let of_rows = |board: &Board| -> Vec<u32> { (0u32..).take(board.rows.len()).collect() };
        let one = |board: &Board, cell: &Cell| {
            format!("{}:{} {:?}", board.address(cell.milestone), board.product(cell).id, cell.status)
        };
        let statuses = |board: &Board| -> Vec<String> {
            of_rows(board).iter().flat_map(|&number| board.cells_of(number)).map(|cell| one(board, cell)).collect()
        };
        let (mut old, mut new) = (statuses(&original), statuses(&back));
        old.sort();
        new.sort();
        assert_eq!(new, old, "{path}");
        let here = compared(&sheet, &original);
        assert!(
            here.is_same() && here.outcomes.iter().all(|outcome| outcome.kept.is_empty()),
            "{path}\n{}",
            told(&here)
        );
    }
}

#[test]
fn a_list_of_obligations_comes_back() {
    for path in FILES {
        let original = board(&std::fs::read_to_string(path).expect("a file"));
        let sheet = sheet(&listed(path, &["--obligations"]), &Options::default());
        let back = board(&imported(&sheet, EMPTY));
        let (mut all, is_of_series) = (cells(&original), |line: &String| line.contains('@'));
        all.retain(|line| !is_of_series(line));
        assert_eq!(cells(&back), all, "{path}");
        let left_out = sheet.notices.iter().any(|notice| notice.contains("occurrences follow from their milestone"));
        assert_eq!(left_out, original.cells.iter().any(|cell| cell.occurrence.is_some()), "{:?}", sheet.notices);
        // Events and what touches nothing have no obligations, and are not in this list.
        let owing = |number: u32| {
            let is_duty = original.records(number).1.verb != Verb::At && !original.cells_of(number).is_empty();
            is_duty && original.occurrence(number).is_none()
        };
        let numbers = (0..original.rows.len()).filter_map(|number| u32::try_from(number).ok());
        let wanted: Vec<String> =
            numbers.filter(|number| owing(*number)).map(|number| original.address(number)).collect();
        let dates_of = |board: &Board| -> Vec<String> {
            let is_wanted = |line: &&String| wanted.iter().any(|address| line.split(' ').next() == Some(address));
            dates(board).iter().filter(is_wanted).cloned().collect()
        };
        assert_eq!(dates_of(&back), dates_of(&original), "{path}");
        let here = compared(&sheet, &original);
        assert!(
            here.is_same() && here.outcomes.iter().all(|outcome| outcome.kept.is_empty()),
            "{path}\n{}",
            told(&here)
        );
    }
}
