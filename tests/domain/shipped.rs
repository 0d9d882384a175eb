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

/// What the sources print for the milestones that the file watches, by their facts; none: no date is printed.
#[rustfmt::skip]
const PRINTED: [(&str, Option<&str>); 44] = [
    ("us-cv/hardware", Some("2029-01-01")), ("us-affiliates/applies-again", Some("2026-11-10")),
    ("us-fcc-cl/exemption-ends", Some("2027-01-01")), ("us-fcc-cl/drone-updates", Some("2029-01-01")),
    ("us-fcc-cl/router-updates", Some("2029-01-01")), ("us-5949/ban", Some("2027-12-23")),
    ("us-5949/comments", Some("2026-04-20")), ("us-805/entities", Some("2026-06-30")),
    ("us-805/goods", Some("2027-06-30")), ("us-cmmc/phase-1", Some("2025-11-10")),
    ("us-cmmc/phase-2", Some("2026-11-10")), ("us-cmmc/phase-3", Some("2027-11-10")),
    ("us-cmmc/phase-4", Some("2028-11-10")), ("us-dsp/due-diligence", Some("2025-10-06")),
    ("us-bod2602/inventory", Some("2026-05-05")), ("us-bod2602/listed-devices", Some("2027-02-05")),
    ("us-bod2602/other-devices", Some("2027-08-05")), ("us-bod2602/discovery", Some("2028-02-05")),
    ("us-circia/final-rule", None), ("us-fips/historical", Some("2026-09-21")),
    ("us-fips/sha1", Some("2030-12-31")), ("us-cnsa2/acquisitions", Some("2027-01-01")),
    ("us-fedramp/mandatory", Some("2027-01-01")), ("us-fedramp/cr26-expires", Some("2028-12-31")),
    ("us-sec8k/report", None), ("us-ny/cert", Some("2027-04-15")),
    ("us-ca/admt", Some("2027-01-01")), ("us-ca/audits-2028", Some("2028-04-01")),
    ("us-ca-drop/registration", Some("2027-01-31")), ("us-co/effective", Some("2027-01-01")),
    ("eu-cra/in-force", Some("2024-12-10")), ("eu-cra/art14", Some("2026-09-11")),
    ("eu-cra/notified-bodies", Some("2026-12-11")), ("eu-cra/full", Some("2027-12-11")),
    ("eu-ai/in-force", Some("2026-07-27")), ("eu-ai/art50-2", Some("2026-12-02")),
    ("eu-ai/art5-new", Some("2026-12-02")), ("eu-ai/annex-3", Some("2027-12-02")),
    ("eu-ai/annex-1", Some("2028-08-02")), ("eu-data/switching", Some("2027-01-12")),
    ("eu-pld/applies", Some("2026-12-09")), ("eu-mach/applies", Some("2027-01-20")),
    ("eu-batt/passport", Some("2027-02-18")), ("eu-eudr/large", Some("2026-12-30")),
];

#[test]
fn rules_and_series_give_the_dates_that_the_sources_print() {
    let board = at(SHIPPED, NOW);
    let more = [("eu-dora/register", Some("2027-03-31")), ("cab-sc081/max-100", Some("2027-03-15"))];
    for (address, printed) in PRINTED.into_iter().chain(more) {
        let date = board.dated(address).date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), printed, "{address}");
    }
}

#[test]
fn what_comes_every_year_is_written_as_a_series() {
    let board = at(SHIPPED, "2029-05-01T12:00:00Z");
    let live = |address: &str| {
        let (regulation, milestone) = address.split_once('/').expect("an address");
        let number = board.0.find(regulation, milestone).expect("it is there");
        let all = board.0.occurrences_of(number).iter();
        let live = all.filter(|occurrence| board.0.is_live(occurrence));
        live.filter_map(|occurrence| occurrence.nominal).map(|day| day.to_string()).collect::<Vec<_>>()
    };
    // 15 April 2028 is a Saturday, 31 January 2027 a Sunday: neither is moved.
    assert_eq!(live("us-ny/cert"), ["2027-04-15", "2028-04-15", "2029-04-15", "2030-04-15"]);
    assert_eq!(live("us-ca-drop/registration"), ["2027-01-31", "2028-01-31", "2029-01-31", "2030-01-31"]);
    assert_eq!(live("eu-dora/register"), ["2027-03-31", "2028-03-31", "2029-03-31", "2030-03-31"]);
    assert_eq!(live("us-ny/cert-review").first().map(String::as_str), Some("2027-02-14"));
}
