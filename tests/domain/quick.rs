//! One line that adds a record: what is understood, what is said of the rest, and that it fits into a file.

use std::fmt::Write as _;

use duewatch::domain::edit::make::add;
use duewatch::domain::edit::{Record, Value};
use duewatch::domain::finding::Severity;
use duewatch::domain::quick::{Line, NewMilestone, NewRecord, Scene, joined, milestone, product, regulation};
use duewatch::domain::record::{File, Target};
use duewatch::domain::zone::Zone;
use proptest::prelude::*;

use super::board::{at, snapshot};

const TEXT: &str = "duewatch: 1
zone: Europe/Brussels
products:
  org: {name: Example Corp}
  pump: {name: Infusion pump, short: PumpOne, vendor: Acme, tags: [medical]}
  mail-gateway: {name: Mail gateway, tags: [endpoint]}
  kes: {name: KES, vendor: Kaspersky, tags: [endpoint]}
regulations:
  mdr:
    title: Medical Device Regulation
    milestones:
      published: {title: Published, at: 2017-05-05}
      audit: {title: Audit, by: 2026-11-30}
  us-ban:
    title: Final Determination
    short: Ban
    zone: America/New_York
    milestones: {}
";

const NOW: &str = "2026-11-23T13:05:00Z";

/// Reads a line on Monday, 23 November 2026, 14:05 in Brussels, with `mdr` selected.
fn line(text: &str) -> Line<NewMilestone> {
    line_in(text, Some("mdr"))
}

fn line_in(text: &str, selected: Option<&str>) -> Line<NewMilestone> {
    let file = snapshot(TEXT).file;
    let machine = Zone::utc();
    let now = NOW.parse().expect("an instant");
    milestone(text, &Scene { file: &file, regulation: selected, now, machine: &machine })
}

fn wanted(text: &str) -> NewMilestone {
    let line = line(text);
    line.wanted.clone().unwrap_or_else(|| panic!("{text}: {line:?}"))
}

fn keys(keys: &[(&'static str, Value)]) -> Vec<String> {
    keys.iter().map(|(key, value)| format!("{key}: {value}")).collect()
}

fn problem(text: &str) -> (String, String) {
    let line = line(text);
    assert!(line.wanted.is_none(), "{line:?}");
    match line.problems.as_slice() {
        [only] => (only.message.clone(), only.hint.clone()),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn the_line_of_the_design_is_a_whole_milestone() {
    let line = line("MDR audit PumpOne @ra due:+90d #mdr");
    let said: Vec<String> = line.said().into_iter().map(|(key, shown)| format!("{key}={shown}")).collect();
    let expected = [
        "title=MDR audit",
        "products=PumpOne",
        "owner=@ra",
        "by=2027-02-21, Sun 21 Feb 2027, from today",
        "tags=mdr",
        "regulation=mdr",
        "id=mdr-audit",
    ];
    assert_eq!(said, expected);
    let new = line.wanted.expect("a milestone");
    assert_eq!((new.regulation.as_str(), new.id.as_str()), ("mdr", "mdr-audit"));
    let expected = ["title: MDR audit", "by: 2027-02-21", "owner: ra", "tags: mdr", "products: pump"];
    assert_eq!(keys(&new.keys()), expected);
}

#[test]
fn every_word_of_a_milestone_fills_its_key() {
    let new = wanted(
        "in:Ban Stop updates from:\"27 dec 17:00\" products:kes,\"Mail gateway\" tag:medical !high kind:prohibition \
         certainty:estimated zone:america/chicago https://x.eu/a source:\"https://x.eu/b https://x.eu/c\" note:\"two words\" note:more \
         id:stop short:Stop backup:@ben owner:ana authority:BIS citation:\"89 FR 52434\" #a,b #c",
    );
    assert_eq!((new.regulation.as_str(), new.id.as_str()), ("us-ban", "stop"));
    let expected = [
        "title: Stop updates",
        "short: Stop",
        "kind: prohibition",
        "from: 2026-12-27 17:00",
        "certainty: estimated",
        "authority: BIS",
        "citation: 89 FR 52434",
        "source: https://x.eu/a, https://x.eu/b, https://x.eu/c",
        "zone: America/Chicago",
        "severity: high",
        "owner: ana",
        "backup: ben",
        "tags: a, b, c",
        "products: kes, mail-gateway, tag:medical",
        "notes: two words\nmore",
    ];
    assert_eq!(keys(&new.keys()), expected);
}

#[test]
fn what_stands_behind_a_date_and_belongs_to_it_is_taken_with_it() {
    for (line, title, by) in [
        ("Audit by:2027-01-15 17:00 America/New_York", "Audit", "2027-01-15 17:00 America/New_York"),
        ("Audit due:fri 17:00 #x", "Audit", "2026-11-27 17:00"),
        ("Audit due:fri 17:00 yearly", "Audit yearly", "2026-11-27 17:00"),
        ("due:+1m -1d Audit", "Audit", "2026-12-22"),
        ("Audit by:27 dec", "Audit", "2026-12-27"),
        ("by:27 dec 2027 9:00 cet Audit of kes", "Audit of", "2027-12-27 09:00 Europe/Brussels"),
        ("Audit by:in 2 weeks @ana", "Audit", "2026-12-07"),
        ("Audit by:10 days after published", "Audit", "10 days after published"),
        ("Audit by:unknown (model year 2027)", "Audit", "unknown (model year 2027)"),
        ("by:2027-01-15 2 audits", "2 audits", "2027-01-15"),
        ("by:2027-01-15 \"17:00 sharp\"", "17:00 sharp", "2027-01-15"),
    ] {
        let new = wanted(line);
        assert_eq!((new.title.as_str(), new.date.text.as_str()), (title, by), "{line}");
    }
    let pieces = line("Audit by:27 dec 17:00 @ana").pieces;
    let date = pieces.iter().find(|piece| piece.key == "by").map(|piece| piece.range.clone());
    assert_eq!(date, Some(6..21), "the preview marks all of it");
}

#[test]
fn what_stands_behind_a_date_and_does_not_fit_is_said() {
    for (text, message) in [
        ("Audit by:2027-01-15 America/New_York", "'2027-01-15 America/New_York' is not a date: only a time has a zone"),
        ("Audit by:2027-01-15 +1d", "'2027-01-15 +1d' is not a date"),
        ("Audit by:27 dec 26", "'27 dec 26' is not a date: the year has four digits"),
        ("Audit by:fri 5 pm", "'fri 5 pm' is not a date"),
        ("Audit by:fri 9.30", "'fri 9.30' is not a date: a time has a colon"),
        ("Audit by:fri 17:00 pm", "'fri 17:00 pm' is not a date"),
        ("Audit by:2027-01-15 25:00", "'2027-01-15 25:00' is not a date: '25:00' is not a time of day"),
    ] {
        let (said, hint) = problem(text);
        assert!(said.starts_with(message), "{text}: {said}");
        assert!(!hint.is_empty(), "{text}");
    }
}

#[test]
fn a_line_says_when_it_opens_repeats_and_rolls() {
    let new = wanted("Filing by:2027-01-16 roll:next calendar:us-federal repeat:yearly opens:2027-01-01 in:mdr");
    let expected = [
        "title: Filing",
        "by: 2027-01-16",
        "opens: 2027-01-01",
        "calendar: us-federal",
        "roll: next",
        "repeat: yearly",
    ];
    assert_eq!(keys(&new.keys()), expected);
    assert_eq!(
        wanted("x by:+5bd calendar:us-federal").date.text,
        "2026-12-01",
        "its own calendar, with Thanksgiving Day"
    );
    assert_eq!(wanted("x by:+5bd").date.text, "2026-11-30");
    assert_eq!(wanted("x by:eoy opens:1 dec repeat:every 3 months").rest.len(), 2);
    for (text, message) in [
        ("x by:eoy roll:up", "'up' is no roll"),
        ("x by:eoy calendar:us", "there is no calendar 'us'"),
        ("x by:eoy repeat:sometimes", "'sometimes'"),
        ("x by:eoy opens:soon", "'soon' is not a date"),
    ] {
        assert!(problem(text).0.starts_with(message), "{text}: {:?}", problem(text));
    }
}

#[test]
fn how_it_repeats_is_taken_whole_with_its_end() {
    let repeat = |text: &str| {
        let new = wanted(text);
        assert_eq!(new.title, "x tail", "{text}");
        keys(&new.keys()).into_iter().find(|key| key.starts_with("repeat")).unwrap_or_default()
    };
    let longest = "every 10 business days after done until 2030-04-15";
    assert_eq!(repeat(&format!("x by:eoy repeat:{longest} tail")), format!("repeat: {longest}"));
    let one = "every 45 days after done until 2030-04-15";
    assert_eq!(repeat(&format!("x by:eoy repeat:{one} tail")), format!("repeat: {one}"));
    assert_eq!(repeat("x by:eoy repeat:yearly tail"), "repeat: yearly");
    // An end that cannot be read is said, and never left out.
    for text in ["yearly until 2030-02-30", "yearly until eoy", "yearly until", "every 45 days after done until soon"] {
        let said = problem(&format!("x by:eoy repeat:{text}")).0;
        assert!(said.starts_with(&format!("'{text}' is not a way to repeat")), "{said}");
    }
}

#[test]
fn what_is_quoted_is_title() {
    assert_eq!(wanted("\"PumpOne by:now @x\" audit by:eoy").title, "PumpOne by:now @x audit");
    assert_eq!(wanted("ISO 27001:2022 audit Act:two by:eoy").title, "ISO 27001:2022 audit Act:two");
    assert_eq!(wanted("Meeting @ 5 # 3 ! by:eoy").title, "Meeting @ 5 # 3 !");
    assert!(wanted("\"kes\" by:eoy").products.is_empty());
}

#[test]
fn all_is_a_selector_only_behind_the_title() {
    let products = |text: &str| wanted(text).products.iter().map(Target::word).collect::<Vec<_>>();
    assert_eq!(products("Full application all by:eoy"), ["all"]);
    assert_eq!(products("all by:eoy Full application"), ["all"]);
    assert_eq!(wanted("Inventory of all installs by:eoy").title, "Inventory of all installs");
    assert_eq!(products("Train product:all by:eoy"), ["all"]);
    assert_eq!(products("Train vendor:Kaspersky kes kes by:eoy"), ["vendor:Kaspersky", "kes"]);
}

#[test]
fn dates_are_those_of_the_milestones_own_zone() {
    // Noon in Brussels on the 24th is still the 23rd in Honolulu.
    let date = |text: &str| {
        let file = snapshot(TEXT).file;
        let (now, machine) = ("2026-11-24T05:00:00Z".parse().expect("an instant"), Zone::utc());
        let line = milestone(text, &Scene { file: &file, regulation: Some("mdr"), now, machine: &machine });
        line.wanted.map(|new| new.date.text)
    };
    assert_eq!(date("x by:today"), Some("2026-11-24".into()));
    assert_eq!(date("x by:today in:us-ban"), Some("2026-11-24".into()));
    assert_eq!(date("x by:today zone:Pacific/Honolulu"), Some("2026-11-23".into()));
    assert_eq!(date("x by:\"20 days after published\""), Some("20 days after published".into()));
    assert_eq!(date("x in:us-ban by:\"20 days after mdr/published\""), Some("20 days after mdr/published".into()));
    assert_eq!(date("x at:2027-Q4"), Some("2027-Q4".into()));
}

#[test]
fn what_is_missing_is_named_and_nothing_is_wrong_with_it() {
    let missing = |text: &str| {
        let line = line_in(text, None);
        assert!(line.problems.is_empty(), "{line:?}");
        line.missing
    };
    assert_eq!(missing(""), ["title", "date", "regulation"]);
    assert_eq!(missing("MDR audit"), ["date", "regulation"]);
    assert_eq!(missing("by:eoy"), ["title", "regulation"]);
    assert_eq!(missing("x by:eoy"), ["regulation"]);
    assert!(missing("x by:eoy in:mdr").is_empty());
}

#[test]
fn what_is_not_understood_is_said_with_what_was_meant() {
    let said = |message: &str, hint: &str| (message.to_string(), hint.to_string());
    assert_eq!(problem("x by:eoy ownr:ana"), said("'ownr:' is no word of this line", "did you mean 'owner'?"));
    assert_eq!(problem("x by:eoy version:2").0, "a milestone has no 'version:'");
    assert_eq!(problem("x by:eoy in:mrd"), said("there is no regulation 'mrd'", "did you mean 'mdr'?"));
    assert_eq!(problem("x by:eoy product:pmup"), said("there is no product 'pmup'", "did you mean 'pump'?"));
    assert_eq!(problem("x by:eoy tag:medicl"), said("no product has the tag 'medicl'", "did you mean 'medical'?"));
    assert_eq!(problem("x by:eoy !hgih"), said("'hgih' is no severity", "did you mean 'high'?"));
    assert_eq!(problem("x by:eoy !urgent").1, "one of low, medium, high, critical");
    assert_eq!(problem("x by:eoy zone:EDT").1, "did you mean 'America/New_York'?");
    assert_eq!(
        problem("x by:eoy id:Two"),
        said(
            "'Two' is no id: an id is made of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit",
            "write it in lower case, with '-' in place of spaces"
        )
    );
    assert_eq!(problem("x by:eoy id:audit"), said("the id 'audit' is taken", "'audit-2' is free"));
    assert_eq!(problem("x by:eoy @ana @ben").0, "the owner is given twice");
    assert_eq!(problem("x by:eoy from:eoy").0, "the date is given twice");
    assert_eq!(problem("x by:12/1/2026").1, "write 2026-12-01 (Tue 1 Dec 2026) or 2026-01-12 (Mon 12 Jan 2026)");
    assert_eq!(problem("x by:\"3 days after pulished\"").1, "did you mean 'published'?");
    assert_eq!(problem("x by: 27 dec").0, "nothing stands behind 'by:'");
}

#[test]
fn ids_are_made_of_titles_and_never_taken() {
    assert_eq!(wanted("Audit by:eoy").id.as_str(), "audit-2");
    assert_eq!(wanted("Audit by:eoy in:us-ban").id.as_str(), "audit");
    assert_eq!(wanted("Éléments de sûreté by:eoy").id.as_str(), "elements-de-surete");
    assert_eq!(wanted("2027 by:eoy").id.as_str(), "id-2027");
}

fn new(line: &Line<NewRecord>) -> (String, Vec<String>) {
    let record = line.wanted.clone().unwrap_or_else(|| panic!("{line:?}"));
    (record.id.to_string(), keys(&record.keys))
}

#[test]
fn products_and_regulations_have_lines_too() {
    let file = snapshot(TEXT).file;
    let (id, keys) = new(&product("Mail gateway #endpoint @ben vendor:Kaspersky version:12", &file));
    assert_eq!(id, "mail-gateway-2");
    assert_eq!(keys, ["name: Mail gateway", "vendor: Kaspersky", "version: 12", "owner: ben", "tags: endpoint"]);
    let (id, keys) = new(&regulation("\"Cyber Resilience Act\" authority:EU !critical id:eu-cra https://x.eu", &file));
    assert_eq!(id, "eu-cra");
    let expected = ["title: Cyber Resilience Act", "authority: EU", "source: https://x.eu", "severity: critical"];
    assert_eq!(keys, expected);
    assert_eq!(product("", &file).missing, ["name"]);
    assert_eq!(product("Mail gateway", &file).said().first(), Some(&("name", "Mail gateway".to_string())));
    assert_eq!(regulation("authority:EU", &file).missing, ["title"]);
    // A product is named, not touched; and has no date.
    assert_eq!(new(&product("kes", &file)).0, "kes-2");
    assert_eq!(product("x by:eoy", &file).problems.len(), 1);
    // The organisation is there without being written, and may be written.
    let bare = snapshot("duewatch: 1\nzone: UTC\n").file;
    assert_eq!(new(&product("Org", &bare)).0, "org-2");
    assert_eq!(new(&product("Example Corp id:org", &bare)).0, "org");
}

#[test]
fn arguments_make_the_same_line() {
    let arguments = ["MDR", "audit", "by:27 dec", "note:two \"words\"", "pump"].map(String::from);
    let new = wanted(&joined(&arguments));
    assert_eq!(keys(&new.keys()), ["title: MDR audit", "by: 2026-12-27", "products: pump", "notes: two \"words\""]);
}

const WORDS: [&str; 40] = [
    "MDR",
    "audit",
    "PumpOne",
    "kes",
    "all",
    "org",
    "@ra",
    "@",
    "#mdr",
    "#a,b",
    "#",
    "!high",
    "!x",
    "due:+90d",
    "by:eoy",
    "from:\"27 dec 17:00\"",
    "at:2027-Q4",
    "by:",
    "by:12/1/2026",
    "by:\"3 days after published\"",
    "in:mdr",
    "in:Ban",
    "in:x",
    "id:own",
    "id:NO",
    "zone:UTC",
    "zone:x",
    "note:\"a: b # c\"",
    "note:'x",
    "source:https://x.eu",
    "https://y",
    "kind:internal",
    "tag:endpoint",
    "product:pump",
    "\"by:now\"",
    "\"open",
    "é",
    "漢",
    "\\",
    "ownr:x",
];

fn a_line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..8).prop_map(|words| words.join(" ")),
        1 => "\\PC{0,40}",
    ]
}

/// Writes a record as JSON, which is YAML, so that no quoting of ours is at work.
fn json(keys: &[(&'static str, Value)]) -> String {
    let pairs: Vec<(&str, &Value)> = keys.iter().map(|(key, value)| (*key, value)).collect();
    let map: serde_json::Map<String, serde_json::Value> =
        pairs.into_iter().map(|(key, value)| (key.to_string(), serde_json::to_value(value).expect("JSON"))).collect();
    serde_json::to_string(&map).expect("JSON")
}

/// Reads the file with a record put in; what it says must be free of errors.
fn read_with(record: &str, under: &str) -> std::sync::Arc<File> {
    let mut text = String::new();
    for line in TEXT.lines() {
        let _ = writeln!(text, "{line}");
        if line.trim() == under {
            text.push_str(record);
        }
    }
    let text = text.replace("    milestones: {}\n", "");
    let snapshot = snapshot(&text);
    let errors: Vec<_> = snapshot.findings.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    snapshot.file
}

proptest! {
    #[test]
    fn a_complete_line_is_a_record_without_errors(text in a_line(), is_selected in any::<bool>()) {
        let line = line_in(&text, is_selected.then_some("mdr"));
        for range in line.pieces.iter().map(|piece| &piece.range).chain(line.problems.iter().map(|p| &p.range)) {
            prop_assert!(text.get(range.clone()).is_some(), "{range:?} of {text}");
        }
        prop_assert_eq!(line.wanted.is_some(), line.problems.is_empty() && line.missing.is_empty());
        if let Some(new) = line.wanted {
            let record = format!("      {}: {}\n", serde_json::to_string(new.id.as_str()).expect("JSON"), json(&new.keys()));
            let (file, place) = if new.regulation.as_str() == "mdr" {
                (read_with(&record, "milestones:"), 0)
            } else {
                (read_with(&format!("    milestones:\n{record}"), "zone: America/New_York"), 1)
            };
            let milestones = &file.regulations.get(place).expect("a regulation").milestones;
            let read = milestones.iter().find(|milestone| milestone.id == new.id).expect("the milestone");
            prop_assert_eq!(&*read.title, new.title.as_str());
            prop_assert_eq!(read.verb, new.verb);
            let edit = add(&at(TEXT, NOW).0, &new.fresh()).expect("it can be added");
            let said = |key: &str| edit.changes.iter().any(|change| change.key == key);
            prop_assert!(said(new.verb.word()) && said("title"), "{edit:?}");
        }
    }

    #[test]
    fn lines_of_products_and_regulations_never_fail(text in a_line()) {
        let file = snapshot(TEXT).file;
        let kinds = [
            (product(&text, &file), "products:", Record::Product as fn(Box<str>) -> Record),
            (regulation(&text, &file), "regulations:", Record::Regulation),
        ];
        for (line, map, of) in kinds {
            prop_assert_eq!(line.wanted.is_some(), line.problems.is_empty() && line.missing.is_empty());
            if let Some(new) = line.wanted {
                read_with(&format!("  {}: {}\n", serde_json::to_string(new.id.as_str()).expect("JSON"), json(&new.keys)), map);
                add(&at(TEXT, NOW).0, &new.fresh(of)).expect("it can be added");
            }
        }
    }
}
