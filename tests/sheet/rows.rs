//! Sheets that other people made: what their columns fill, what is wrong in them, and what they change.

use duewatch::exchange::sheet::{Options, Order, Problem, Unmapped, Use, compare, read};
use insta::assert_snapshot;
use proptest::prelude::*;

use super::given::{EMPTY, applied, board, compared, imported, sheet, told};

/// A sheet as a compliance officer keeps it.
const THEIRS: &str = "Law;Requirement;Due Date;System;Responsible;Status;Comments;Link;Risk Owner
Cyber Resilience Act;Incident reporting in place;11.09.2026;HomeHub;@eng;In Progress;asked the vendor;https://x.eu/cra;cro
Cyber Resilience Act;Incident reporting in place;11.09.2026;Cloud;@ops;Not started;;https://x.eu/cra;cro
Cyber Resilience Act;Full application;11 Dec 2027;;@legal;;;https://x.eu/cra;
DORA;Register of information;2027-04-30 00:00:00;all;ciso;done;yes;;
";

const FILE: &str = "duewatch: 1
zone: Europe/Brussels
products:
  hub: {name: HomeHub, owner: ana}
  cloud: {name: Cloud service, short: Cloud, tags: [own]}
  mail: {name: Mail}
regulations:
  cra:
    title: Cyber Resilience Act
    source: https://x.eu/cra
    owner: legal
    tags: [eu]
    milestones:
      reporting:
        title: Incident reporting in place
        by: 2026-09-11
        products: {hub: {status: done, closed: 2026-09-01, who: ana}}
        notes: ours
      full: {title: Full application, from: 2027-12-11}
      hearing: {title: Hearing, at: 2027-02-01, products: [mail]}
      reports-1: {title: Report, by: 2027-01-31}
      reports-2: {title: Report, by: 2027-07-31}
";

fn problems(csv: &str, options: &Options) -> Vec<String> {
    compare(&read(csv.as_bytes(), options), &board(FILE))
        .problems
        .iter()
        .map(|problem: &Problem| format!("{problem} [{}]", problem.hint))
        .collect()
}

fn change(csv: &str) -> String {
    let sheet = sheet(csv, &Options::default());
    imported(&sheet, FILE);
    told(&compared(&sheet, &board(FILE)))
}

#[test]
fn a_sheet_of_other_people_becomes_a_file() {
    let sheet = sheet(THEIRS, &Options::default());
    let heads: Vec<String> = sheet.columns.iter().map(|(head, what)| format!("{head}: {what:?}")).collect();
    let left = sheet.notices.join("\n");
    let after = imported(&sheet, EMPTY);
    assert_snapshot!(format!("{}\n\n{left}\n\n{}\n{after}", heads.join("\n"), told(&compared(&sheet, &board(EMPTY)))));
}

#[test]
fn what_the_file_says_of_statuses_and_in_notes_is_kept() {
    let sheet = sheet(THEIRS, &Options::default());
    imported(&sheet, FILE);
    assert_snapshot!(told(&compared(&sheet, &board(FILE))));
}

#[test]
fn only_what_differs_changes() {
    assert_eq!(change("regulation,title,due\ncra,Full application,2027-12-11\n"), "= cra/full\n");
    // A due date is what people call any date; `by` is what the law says.
    assert_eq!(change("regulation,title,by\ncra,Full application,2027-12-11\n"), "~ cra/full\n    verb: from -> by\n");
    assert_eq!(
        change("regulation,title,due\ncra,FULL  application,2027-12-12\n"),
        "~ cra/full\n    from: 2027-12-11 -> 2027-12-12\n"
    );
    assert_eq!(
        change("regulation,title,tags,url,owner\ncra,Full application,\"eu, ce\",https://x.eu/2,legal\n"),
        "~ cra/full\n    source: https://x.eu/cra -> https://x.eu/cra, https://x.eu/2\n    tags: eu -> ce\n"
    );
    // Owners of all that it touches own it, too.
    assert_eq!(change("address,title,owner\ncra/reporting,Incident reporting in place,ana\n"), "= cra/reporting\n");
    assert_eq!(
        change("address,title\ncra/full,It applies\n"),
        "~ cra/full\n    title: Full application -> It applies\n"
    );
}

#[test]
fn a_product_more_drops_nobody() {
    let added = change("regulation,title,product,status\ncra,Full application,Cloud,blocked\n");
    assert_eq!(added, "~ cra/full\n    org: status=open\n    cloud: status=blocked\n");
    let added = change("regulation,title,product\ncra,Hearing,HomeHub;mail\n");
    assert_eq!(added, "~ cra/hearing\n    hub: \n");
    let new = change("regulation,title,product\ncra,Full application,\"Pump, infusion\"\n");
    assert!(new.starts_with("+ product:pump-infusion\n    name=Pump, infusion\n"), "{new}");
}

#[test]
fn milestones_of_one_name_are_told_by_their_dates() {
    let both = "regulation,title,due\ncra,Report,2027-07-31\ncra,Report,2027-01-31\n";
    assert_eq!(change(both), "= cra/reports-2\n= cra/reports-1\n");
    let third = "regulation,title,due\ncra,Report,2027-07-31\ncra,Report,2027-01-31\ncra,Report,2028-01-31\n";
    assert!(change(third).ends_with("+ cra/report\n    title=Report | by=2028-01-31\n"));
    let moved = "regulation,title,due\ncra,Report,2027-07-31\ncra,Report,2027-02-01\n";
    assert!(change(moved).ends_with("~ cra/reports-1\n    by: 2027-01-31 -> 2027-02-01\n"));
    let unclear = problems("regulation,title,due\ncra,Report,2029-01-31\n", &Options::default());
    assert_eq!(
        unclear,
        ["row 2: it cannot be told which of those called 'Report' is meant [give them ids: a column 'id']"]
    );
}

#[test]
fn all_mistakes_are_told_at_once_with_their_place() {
    let csv = "Law,Title,Due,Product,Status,Severity,Closed,Zone
CRA,A,12/1/2026,x,open,high,,
CRA,B,46383,x,opne,high,,
CRA,,2027-01-01,x,open,urgent,,
CRA,C,soon,x,open,high,2026-01-01,EST
,D,2027-01-01,x,open,high,,
CRA,E,,x,open,high,,
CRA,F,2027-01-01,x,open,high,,
CRA,F,2027-01-01,x,blocked,low,,
";
    assert_snapshot!(problems(csv, &Options::default()).join("\n"));
    let csv = "regulation,title,due,owner,id\ncra,A,3 days after nowhere,,\ncra,B,,,\ncra,C,2027-01-01,ana,c\ncra,C,2027-01-02,ben,c\n";
    assert_snapshot!(problems(csv, &Options::default()).join("\n"));
    let none = |csv: &str| problems(csv, &Options::default()).join("\n");
    assert_snapshot!(
        [
            none("x,y\n1,2\n"),
            none("title,due,effective date\nA,2027-01-01,2027-01-02\n"),
            none("regulation,title,due,effective date\ncra,A,2027-01-01,2027-01-02\n"),
            none("address,verb,title,date\ncra/full@2027-01-01,by,A,2027-01-01\ncra,by,B,2027-01-01\n"),
            none("regulation,title,due,Due Date,due\ncra,A,2027-01-01,,\n"),
            none("address,verb,title,date,calendar\ncra/new,by,A,2027-01-01,mars\n"),
        ]
        .join("\n---\n")
    );
}

#[test]
fn maps_say_what_heads_do_not() {
    let csv = "Nr,What,When,Which law,Colour\n1,Audit,12/1/2026,cra,red\n";
    let maps = |maps: &[(&str, &str)]| Options {
        maps: maps.iter().map(|(head, word)| ((*head).to_string(), (*word).to_string())).collect(),
        dates: Some(Order::DayFirst),
        ..Options::default()
    };
    let options = maps(&[("what", "title"), ("When", "due"), ("Which law", "regulation"), ("Nr", "-")]);
    let ours = sheet(csv, &options);
    assert_eq!(told(&compared(&ours, &board(FILE))), "+ cra/audit\n    title=Audit | by=2026-01-12\n");
    assert_eq!(ours.columns.first().map(|(_, what)| what.clone()), Some(Use::Skipped));
    assert_eq!(ours.notices, ["left out, because nobody knows what they fill: Colour"]);
    let kept = Options { unmapped: Unmapped::Kept, ..options };
    let after = told(&compared(&sheet(csv, &kept), &board(FILE)));
    assert_eq!(after, "+ cra/audit\n    title=Audit | by=2026-01-12 | x-colour=red\n");
    let wrong = problems(csv, &maps(&[("Wich law", "regulation"), ("What", "titel"), ("When", "colour")]));
    assert_eq!(
        wrong,
        [
            "there is no column 'Wich law' [did you mean 'Which law'?]",
            "no column fills 'titel' [did you mean 'title'?]",
            "no column fills 'colour' [one of title, regulation, address, id, verb, by, from, at, date, zone, opens, kind, certainty, severity, penalty, roll, calendar, authority, jurisdiction, citation, source, owner, backup, tags, notes, short, product, obligations, status, closed, who, reason, until, waiting, chase, since, note, evidence, owndate, '-' to leave it out, or x-NAME]",
            "no column says the title [write 'title' over the column with the titles]",
            "no column says the regulation [write 'regulation' over the column with the regulations]",
        ]
    );
}

#[test]
fn a_head_that_says_milestone_is_the_title_and_what_options_can_do_is_said_apart() {
    let plain = Options::default();
    let csv = "Milestone;Law;Due\nAudit;Cyber Resilience Act;2027-01-12\n";
    let made = told(&compared(&sheet(csv, &plain), &board(FILE)));
    assert!(made.contains("title=Audit | by=2027-01-12"), "{made}");
    let all = compare(&read(b"What;When\nAudit;2027-01-12\n", &plain), &board(FILE)).problems;
    assert!(all.iter().all(|problem| !problem.hint.contains("--")), "{all:?}");
    assert!(all.iter().all(|problem| problem.hint_with_options().contains("--map")), "{all:?}");
}

#[test]
fn a_regulation_for_all_rows_and_heads_with_two_meanings() {
    let options = Options { regulation: Some("cra".into()), ..Options::default() };
    let by = |csv: &str| told(&compared(&sheet(csv, &options), &board(FILE)));
    assert_eq!(by("Deadline,Due date\nAudit,2027-01-01\n"), "+ cra/audit\n    title=Audit | by=2027-01-01\n");
    assert_eq!(by("Title,Deadline\nAudit,2027-01-01\n"), "+ cra/audit\n    title=Audit | by=2027-01-01\n");
    let both = by("Title,Description,Due\nAudit,of all,2027-01-01\n");
    assert_eq!(both, "+ cra/audit\n    title=Audit | by=2027-01-01 | notes=of all\n");
    assert_eq!(by("Description,Due\nAudit,2027-01-01\n"), "+ cra/audit\n    title=Audit | by=2027-01-01\n");
}

#[test]
fn a_time_keeps_its_zone() {
    let csv = "regulation,title,due,zone\ncra,A,2027-01-01 17:00,America/New_York\ncra,B,2027-01-01,Europe/Brussels\n";
    assert_eq!(
        change(csv),
        "+ cra/a\n    title=A | by=2027-01-01 17:00 | zone=America/New_York\n+ cra/b\n    title=B | by=2027-01-01\n"
    );
    let moved = "address,title,due,zone\ncra/full,Full application,2027-12-11 17:00,America/New_York\n";
    assert_eq!(change(moved), "~ cra/full\n    from: 2027-12-11 -> 2027-12-11 17:00 America/New_York\n");
    let zone = "address,title,due,zone\ncra/full,Full application,2027-12-11,America/New_York\n";
    assert_eq!(change(zone), "~ cra/full\n    zone: Europe/Brussels -> America/New_York\n");
}

#[test]
fn ten_thousand_rows_take_no_time_to_speak_of() {
    use std::fmt::Write as _;
    let mut csv = String::from("law,title,due,product,owner,status\n");
    for number in 0..10_000 {
        let (title, day) = (number / 4, number / 4 % 28 + 1);
        let _ = writeln!(csv, "Act {},Step {title},2027-01-{day:02},Product {},ana,open", number / 400, number % 4);
    }
    let sheet = sheet(&csv, &Options::default());
    let first = compared(&sheet, &board(EMPTY));
    assert_eq!(first.outcomes.len(), 4 + 25 + 2500);
    let second = compared(&sheet, &board(&applied(EMPTY, &first)));
    assert!(second.is_same() && second.outcomes.len() == 2500);
}

/// Columns with what may stand in them.
const COLUMNS: [(&str, &[&str]); 17] = [
    ("Title", &["Audit", "Report", "Full application", "=1+1", "é漢 \"q\"", "Hearing", "a\nb"]),
    ("Due", &["2027-01-31", "27.12.2026", "2027-Q4", "unknown", "2027-07-31 17:00", "2 weeks after cra/reporting", ""]),
    ("Law", &["cra", "DORA", "Cyber Resilience Act"]),
    ("Product", &["", "hub", "Cloud", "all", "Pump; hub", "org"]),
    ("Status", &["", "open", "done", "n/a", "In progress"]),
    ("Owner", &["", "ana", "@legal"]),
    ("Tags", &["", "eu", "eu, ce"]),
    ("Notes", &["", "one\ntwo", "'=x"]),
    ("Link", &["", "https://x.eu/cra", "https://x.eu/2"]),
    ("Citation", &["", "Art. 14"]),
    ("id", &["", "full", "A-1"]),
    ("zone", &["", "Europe/Brussels", "America/New_York"]),
    ("severity", &["", "High"]),
    ("Colour", &["", "red"]),
    ("reason", &["", "sold"]),
    ("kind", &["", "internal", "compliance"]),
    ("opens", &["", "2026-01-01"]),
];

fn a_sheet() -> impl Strategy<Value = String> {
    let more = proptest::sample::subsequence((3..COLUMNS.len()).collect::<Vec<_>>(), 0..6);
    let picks = proptest::collection::vec(proptest::collection::vec(any::<proptest::sample::Index>(), 9), 0..5);
    (more, picks).prop_map(|(more, rows)| {
        let columns: Vec<_> = [0, 1, 2].into_iter().chain(more).filter_map(|at| COLUMNS.get(at)).collect();
        let cell = |(values, pick): (&[&str], &proptest::sample::Index)| {
            format!("\"{}\"", pick.get(values).replace('"', "\"\""))
        };
        let line = |picks: &Vec<proptest::sample::Index>| {
            columns.iter().zip(picks).map(|((_, values), pick)| cell((values, pick))).collect::<Vec<_>>().join(",")
        };
        let heads = columns.iter().map(|(head, _)| *head).collect::<Vec<_>>().join(",");
        [heads].into_iter().chain(rows.iter().map(line)).collect::<Vec<_>>().join("\r\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_second_time_changes_nothing(csv in a_sheet(), is_kept in any::<bool>()) {
        let unmapped = if is_kept { Unmapped::Kept } else { Unmapped::Reported };
        let options = Options { unmapped, regulation: Some("cra".into()), ..Options::default() };
        let sheet = read(csv.as_bytes(), &options);
        let before = board(FILE);
        let first = compare(&sheet, &before);
        if first.problems.is_empty() {
            let after = applied(FILE, &first);
            let second = compare(&sheet, &board(&after));
            prop_assert!(second.is_same(), "{}\n{after}\n{:?}", told(&second), second.problems);
            // Nothing was taken away.
            let now = board(&after);
            for cell in &before.cells {
                let address = before.address_of_cell(cell);
                let there = now.cells.iter().find(|other| now.address_of_cell(other) == address);
                prop_assert_eq!(there.map(|there| there.status), Some(cell.status), "{}", address);
            }
        }
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200), mark in 0usize..4) {
        let marks: [&[u8]; 4] = [b"", b"\xEF\xBB\xBF", b"\xFF\xFE", b"title;law;due\n"];
        let bytes = [marks.get(mark).copied().unwrap_or_default(), &bytes].concat();
        let sheet = read(&bytes, &Options::default());
        let _ = compare(&sheet, &board(EMPTY));
    }
}
