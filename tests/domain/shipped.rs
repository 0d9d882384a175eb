//! The data that ships: no mistake in it, and the dates that its sources print.

use duewatch::domain::finding::Severity;

use super::board::{at, snapshot};

const SHIPPED: &str = include_str!("../../deadlines.yaml");
const NOW: &str = "2026-11-23T19:05:00Z";

#[test]
fn the_shipped_file_has_no_error_and_no_warning() {
    let snapshot = snapshot(SHIPPED);
    let bad: Vec<String> = snapshot
        .findings
        .iter()
        .filter(|f| f.severity != Severity::Info)
        .map(|f| format!("{:?}: {}[{}] {} ({})", f.place, f.severity.word(), f.code.word(), f.message, f.label))
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn the_fixed_ids_of_the_determination_give_the_instants_of_the_notice() {
    let board = at(SHIPPED, "2024-07-16T13:00:00Z");
    assert_eq!(board.instant("kaspersky-ban/no-new-agreements"), "2024-07-20T00:00:00-04:00");
    for limb in ["no-updates", "no-resale"] {
        let address = format!("kaspersky-ban/{limb}");
        assert_eq!(board.instant(&address), "2024-09-29T00:00:00-04:00");
        assert_eq!(board.last_safe_day(&address), "2024-09-28");
    }
    let row = board.row("kaspersky-ban/no-new-agreements");
    assert_eq!(row.countdown.remaining_seconds(board.0.now), Some(313_200));
    assert_eq!(board.date("kaspersky-ban/issued"), "2024-06-20");
    assert_eq!(board.date("kaspersky-ban/published"), "2024-06-24");
}

#[test]
fn every_regulation_of_the_matter_is_there_under_its_id() {
    let board = at(SHIPPED, NOW);
    for id in [
        "bod-17-01",
        "ndaa-1634",
        "fcc-covered-list",
        "kaspersky-ban",
        "entity-list",
        "ofac-2024-06-21",
        "kaspersky-exit",
    ] {
        assert!(board.0.file.regulations.iter().any(|r| r.id.as_str() == id), "{id}");
    }
}

#[test]
fn every_band_shows_on_the_day_of_the_first_release() {
    let counts = at(SHIPPED, NOW).0.counts();
    assert!(counts.iter().all(|&n| n > 0), "{counts:?}");
}

#[test]
fn the_whole_matter_is_closed_or_passed() {
    let board = at(SHIPPED, NOW);
    for (number, row) in (0u32..).zip(&board.0.rows) {
        let (regulation, milestone) = board.0.records(number);
        if regulation.common.tags.iter().any(|t| &**t == "kaspersky") {
            assert!(
                matches!(row.band.word(), "closed" | "passed"),
                "{}/{} is {}",
                regulation.id,
                milestone.id,
                row.band.word()
            );
        }
    }
}
